"""What nobody covers, or what hangs on one actor, one group or one kind: gaps in the division of labour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.coverage import addressees, coverage_tensor, group_codes, kind_codes
from coalition.analysis.gaps.classes import CLASSES
from coalition.analysis.gaps.wording import completeness, gap_reasons
from coalition.arrays import Bools, Floats, Ints
from coalition.measures.arguments import count
from coalition.model.network import Network
from coalition.model.vocabulary import STANDING_CODES, STATES, Coverage, EvidenceKind, Kind, Standing, YesNo, split


@dataclass(frozen=True, eq=False)
class Evidenced:
    """What evidence there is for each recommendation: bool arrays (recommendations,)."""

    asked: Bools
    """Evidence that counts bears on it."""
    disputed: Bools
    """Some bears on it, and none that counts."""
    shows_leads: Bools
    """Some of what counts would show who leads."""

    def __getitem__(self, chosen: Ints) -> Evidenced:
        return Evidenced(self.asked[chosen], self.disputed[chosen], self.shows_leads[chosen])


COLUMNS = [
    "recommendation_id", "theme", "severity", "gaps", "why", "supporters", "leads", "declared", "mixed", "abstained",
    "opposed", "states", "groups", "effective_groups", "simpson_groups", "over_represented", "location_quotient",
    "kinds", "effective_kinds", "simpson_kinds", "missing_kinds", "evidence", "whole_evidence",
    "contestable_evidence", "completeness",
]  # fmt: skip
_SUPPORT = [STANDING_CODES[Standing.LEADS], STANDING_CODES[Standing.SUPPORTS]]
_SHOWS_LEADS = (EvidenceKind.COSPONSORSHIP, EvidenceKind.LAW)
"""Kinds of evidence that would show who leads; so does any other whose `leadership` is yes."""
_STATES = [place for place, kind in enumerate(Kind) if kind in STATES]


def gaps(network: Network, max_leads: int = 10) -> pd.DataFrame:
    """Gaps of every recommendation, with the rule of each in words.

    Parameters
    ----------
    network : Network
        The map.
    max_leads : int
        More leads than this is called "many leads".

    Returns
    -------
    DataFrame
        One row per recommendation, gravest first, then in table order, with `COLUMNS`: `severity` (0: no gap; 13: not
        asked yet), `gaps` (ids of `CLASSES` joined by ';'), `why` in words, numbers of actors by position (a mixed
        record is not support), `states` and `groups` (State supporters and their regional groups), `effective_groups`
        and `effective_kinds` (1 / sum of squared shares; NaN without a supporter), `simpson_groups` and
        `simpson_kinds` (how often two supporters differ; NaN for fewer than two), `over_represented`, the group with
        the highest `location_quotient` (its share of the State supporters over its share of the States), `kinds` of the
        supporters, `missing_kinds` (addressed, without supporter), and how whole the evidence is.

    Raises
    ------
    ArgumentError
        `max_leads` is negative.
    """
    check_network(network)
    count("max_leads", max_leads, 0)
    tensor = coverage_tensor(
        network.standings, group_codes(network), kind_codes(network), len(network.groups) + 1, len(Kind)
    )
    evidence = _evidence(network)
    addressed = addressees(network)
    found = gap_classes(tensor, addressed, evidenced(network), max_leads)
    by_position, by_kind, by_group = _sums(tensor)
    missing = addressed & ~_present(by_kind)
    sizes = np.bincount(group_codes(network)[network.states], minlength=tensor.shape[1])[:-1]
    quotient = location_quotients(by_group[:, :-1], sizes)
    known = ~np.isnan(quotient)
    best = np.where(known, quotient, -1.0).argmax(axis=1) if len(network.groups) else 0
    top = np.where(known.any(axis=1), best, -1)
    names = [str(group) for group in network.groups.index]
    ids, kinds = [gap.id for gap in CLASSES], sorted((kind.value, place) for place, kind in enumerate(Kind))
    place_of = dict(kinds)
    rows = range(len(tensor))
    table = pd.DataFrame(
        {
            "recommendation_id": network.recommendations.index,
            "theme": network.recommendations["theme"].to_numpy(),
            "severity": np.where(found.any(axis=1), len(CLASSES) - found.argmax(axis=1), 0),
            "gaps": [";".join(gap for gap, there in zip(ids, row, strict=True) if there) for row in found],
            "supporters": by_position[:, _SUPPORT].sum(axis=1),
            **{standing.value: by_position[:, code] for standing, code in STANDING_CODES.items() if code != 2},
            "states": by_group[:, :-1].sum(axis=1),
            "groups": (by_group[:, :-1] > 0).sum(axis=1),
            "effective_groups": _effective(by_group[:, :-1]),
            "simpson_groups": _simpson(by_group[:, :-1]),
            "over_represented": [names[place] if place >= 0 else "" for place in top],
            "location_quotient": [quotient[row, top[row]] if top[row] >= 0 else np.nan for row in rows],
            "kinds": [";".join(kind for kind, place in kinds if by_kind[row, place]) for row in rows],
            "effective_kinds": _effective(by_kind),
            "simpson_kinds": _simpson(by_kind),
            "missing_kinds": [
                ";".join(kind for kind in split(cell) if missing[row, place_of[kind]])
                for row, cell in enumerate(network.recommendations["addressed_to"])
            ],
            **{column: evidence[column].to_numpy() for column in evidence},
        }
    )
    lists = zip(table["evidence"], table["whole_evidence"], strict=True)
    table["completeness"] = [completeness(total, whole) for total, whole in lists]
    groups = [[names[place] for place in np.flatnonzero(row[:-1])] for row in by_group]
    table["why"] = [gap_reasons(network, row, groups[i]) for i, row in enumerate(table.to_dict("records"))]
    return table[COLUMNS].sort_values("severity", ascending=False, kind="stable").reset_index(drop=True)


def evidenced(network: Network) -> Evidenced:
    """What evidence there is for each recommendation, in table order."""
    every = network.recommendations.index
    kind, leadership = network.evidence["kind"], network.evidence["leadership"]
    tells = network.evidence.index[kind.isin(_SHOWS_LEADS) | (leadership == YesNo.YES)]
    asked = every.isin(network.links["recommendation_id"])
    telling = network.links.loc[network.links["evidence_id"].isin(tells), "recommendation_id"]
    return Evidenced(asked, every.isin(network.bears_on["recommendation_id"]) & ~asked, every.isin(telling))


def gap_classes(tensor: Ints, addressed: Bools, evidence: Evidenced, max_leads: int) -> Bools:
    """Which classes of gap each recommendation falls into.

    Parameters
    ----------
    tensor : int array (recommendations, groups, kinds, positions)
        As from `coalition.analysis.coverage.coverage_tensor`; the last group is "none", kinds are those of `Kind`.
    addressed : bool array (recommendations, kinds)
        To which kinds a recommendation speaks.
    evidence : Evidenced
        What evidence there is for each.
    max_leads : int
        More leads than this is "duplicated".

    Returns
    -------
    bool array (recommendations, classes)
        In the order of `CLASSES`.
    """
    by_position, by_kind, by_group = _sums(tensor)
    supporters = by_position[:, _SUPPORT].sum(axis=1)
    leads, mixed, abstained, opposed, declared = (
        by_position[:, STANDING_CODES[standing]]
        for standing in (
            Standing.LEADS,
            Standing.MIXED,
            Standing.ABSTAINED,
            Standing.OPPOSED,
            Standing.DECLARED,
        )
    )
    asked = evidence.asked
    nobody = asked & (supporters == 0)
    unopposed = nobody & (opposed + mixed == 0)
    found = {
        "no_evidence": ~asked & ~evidence.disputed,
        "disputed_only": evidence.disputed,
        "opposed_only": nobody & (opposed > 0),
        "abstained_only": unopposed & (abstained > 0) & (declared == 0),
        "declared_only": unopposed & (declared > 0),
        "one_actor": supporters == 1,
        "one_group": (by_group[:, :-1] > 0).sum(axis=1) == 1,
        "no_lead": (supporters > 0) & (leads == 0) & evidence.shows_leads,
        "leads_unrecorded": (supporters > 0) & (leads == 0) & ~evidence.shows_leads,
        "addressee_missing": asked & (addressed & ~_present(by_kind)).any(axis=1),
        "one_kind": (supporters > 1) & ((by_kind > 0).sum(axis=1) == 1),
        "duplicated": leads > max_leads,
    }
    clear = found["opposed_only"] | found["abstained_only"] | found["declared_only"]
    found["no_supporter"] = nobody & ~clear
    return np.column_stack([found[gap.id] for gap in CLASSES])


def location_quotients(counts: Ints, sizes: Ints) -> Floats:
    r"""Share of each group among the counted over its share of all, :math:`(n_r/n) / (N_r/N)`.

    Parameters
    ----------
    counts : int array (rows, groups)
        Supporters per recommendation (row) and group.
    sizes : int array (groups,)
        How large each group is.

    Returns
    -------
    float array (rows, groups)
        1 where a group has its due share; NaN for a row without a count and for a group without a member.

    Examples
    --------
    >>> location_quotients(np.array([[2, 0], [0, 0]]), np.array([10, 30])).tolist()
    [[4.0, 0.0], [nan, nan]]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient = (counts / counts.sum(axis=1, keepdims=True)) / (sizes / sizes.sum())
    return np.asarray(np.where((counts.sum(axis=1, keepdims=True) > 0) & (sizes > 0), quotient, np.nan))


def _sums(tensor: Ints) -> tuple[Ints, Ints, Ints]:
    """Actors by position; supporters by kind; State supporters by regional group."""
    supporting = tensor[..., _SUPPORT].sum(axis=3)
    return tensor.sum(axis=(1, 2)), supporting.sum(axis=1), supporting[:, :, _STATES].sum(axis=2)


def _present(by_kind: Ints) -> Bools:
    """Kinds with a supporter; an observer State answers for the States."""
    present = by_kind > 0
    present[:, list(Kind).index(Kind.STATE)] |= present[:, list(Kind).index(Kind.OBSERVER_STATE)]
    return present


def _effective(counts: Ints) -> Floats:
    """1 / sum of squared shares of each row; NaN for a row without a count."""
    total = counts.sum(axis=1).astype(float)
    squares = (counts.astype(float) ** 2).sum(axis=1)
    return np.asarray(np.divide(total**2, squares, out=np.full(len(counts), np.nan), where=squares > 0))


def _simpson(counts: Ints) -> Floats:
    """Unbiased 1 - sum n(n-1) / N(N-1) of each row: how often two drawn differ; NaN below two."""
    total = counts.sum(axis=1).astype(float)
    pairs, same = total * (total - 1), (counts * (counts - 1)).sum(axis=1)
    return np.asarray(np.divide(pairs - same, pairs, out=np.full(len(counts), np.nan), where=pairs > 0))


def _evidence(network: Network) -> pd.DataFrame:
    """How much evidence bears on each recommendation and counts, how much of it is whole; how much is contestable."""
    bearing = network.bears_on.join(network.evidence[["coverage"]], on="evidence_id")
    counted = bearing.index.isin(network.links.index)
    rows = network.recommendations.index.get_indexer(pd.Index(bearing["recommendation_id"]))
    size = len(network.recommendations)
    sorts = {
        "evidence": counted,
        "whole_evidence": counted & (bearing["coverage"] == Coverage.COMPLETE).to_numpy(),
        "contestable_evidence": (bearing["contestable"] == YesNo.YES).to_numpy(),
    }
    return pd.DataFrame({name: np.bincount(rows[chosen], minlength=size) for name, chosen in sorts.items()})


def rules(table: pd.DataFrame) -> pd.DataFrame:
    """The classes of gap that occur in a result of `gaps`, with their rules and how many recommendations they hold."""
    found = table["gaps"].astype(str).str.split(";").explode()
    counted = [{"gap": gap.name, "rule": gap.rule, "recommendations": int((found == gap.id).sum())} for gap in CLASSES]
    return pd.DataFrame([row for row in counted if row["recommendations"]], columns=["gap", "rule", "recommendations"])
