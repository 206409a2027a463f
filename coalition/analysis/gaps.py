"""What nobody covers, or what hangs on one actor, one group or one kind: gaps in the division of labour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalition.analysis.coverage import concentration, coverage
from coalition.model import STATES, Coverage, Kind, Standing, YesNo
from coalition.network import Network


@dataclass(frozen=True)
class GapClass:
    """A class of gap: `id`, the `name` a page shows, and the `rule` in words."""

    id: str
    name: str
    rule: str


CLASSES = (
    GapClass("no_evidence", "not asked yet", "No evidence bears on it, so nobody can be said to support or oppose it."),
    GapClass("opposed_only", "no supporter, opposed", "Nobody supports it and at least one actor opposed a text."),
    GapClass("abstained_only", "abstained only", "Nobody supports or opposes it; those on record abstained."),
    GapClass("no_supporter", "no clear supporter", "There is evidence, yet all on record are mixed or were absent."),
    GapClass("one_actor", "one actor only", "A single actor supports it: if that one leaves, nobody is left."),
    GapClass("one_group", "one group only", "Every State that supports it belongs to one and the same regional group."),
    GapClass("no_lead", "no lead", "It has supporters, and none of them leads (core group, main sponsor, own law)."),
    GapClass("addressee_missing", "addressee missing", "A kind of actor that it is addressed to has no supporter."),
    GapClass("one_kind", "one kind only", "Two or more actors support it, all of one kind."),
    GapClass("duplicated", "many leads", "More actors lead it than the chosen number: the work may be done twice."),
)
"""Gravest first: a recommendation's severity is the place of its gravest class, counted from the end."""

COLUMNS = [
    "recommendation_id", "theme", "severity", "gaps", "why", "supporters", "leads", "mixed", "abstained", "opposed",
    "states", "groups", "effective_groups", "kinds", "missing_kinds", "evidence", "whole_evidence",
    "contestable_evidence", "wholeness",
]  # fmt: skip


def gaps(network: Network, max_leads: int = 10) -> pd.DataFrame:
    """Gaps of every recommendation, with the rule of each in words.

    Parameters
    ----------
    network : Network
    max_leads : int
        More leads than this is called "many leads".

    Returns
    -------
    DataFrame
        One row per recommendation, gravest first, then in table order, with `COLUMNS`: `severity` (0: no gap; 10: not
        asked yet), `gaps` (ids of `CLASSES` joined by ';'), `why` in words, numbers of actors by position (a mixed
        record is not support), `states` and `groups` (State supporters and their regional groups), `effective_groups`
        (1 / sum of squared shares; NaN without a State supporter), `kinds` of the supporters, `missing_kinds`
        (addressed, without supporter), and how whole the evidence is.
    """
    tensor = coverage(network)
    bearing = network.bears_on.join(network.evidence[["coverage"]], on="evidence_id")
    rows = [
        _row(network, key, tensor[tensor["recommendation_id"] == key], bearing[bearing["recommendation_id"] == key],
             max_leads)
        for key in network.recommendations.index
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.sort_values("severity", ascending=False, kind="stable").reset_index(drop=True)


def rules(table: pd.DataFrame) -> pd.DataFrame:
    """The classes of gap that occur in a result of `gaps`, with their rules and how many recommendations they hold."""
    found = table["gaps"].str.split(";").explode()
    counted = [{"gap": gap.name, "rule": gap.rule, "recommendations": int((found == gap.id).sum())} for gap in CLASSES]
    return pd.DataFrame([row for row in counted if row["recommendations"]], columns=["gap", "rule", "recommendations"])


def summary(table: pd.DataFrame) -> str:
    """The result of `gaps` in a sentence."""
    found = table["gaps"].str.split(";").explode().value_counts()
    unsupported = sum(int(found.get(gap, 0)) for gap in ("opposed_only", "abstained_only", "no_supporter"))
    counts = {
        "not asked yet": int(found.get("no_evidence", 0)),
        "without a supporter": unsupported,
        "carried by one actor only": int(found.get("one_actor", 0)),
        "carried by one regional group only": int(found.get("one_group", 0)),
        "without a recorded lead": int(found.get("no_lead", 0)),
    }
    parts = [f"{count} {words}" for words, count in counts.items() if count]
    return f"Of {len(table)} recommendations: {', '.join(parts) or 'no gap found'}."


def _row(network: Network, key: str, cells: pd.DataFrame, bearing: pd.DataFrame, max_leads: int) -> dict[str, object]:
    count = cells.groupby("position")["actors"].sum().reindex(list(Standing), fill_value=0).astype(int)
    supporting = cells[cells["position"].isin([Standing.LEADS, Standing.SUPPORTS])]
    supporters, leads = int(supporting["actors"].sum()), int(count[Standing.LEADS])
    of_states = supporting[supporting["kind"].isin(STATES) & (supporting["regional_group"] != "")]
    by_group = of_states.groupby("regional_group")["actors"].sum()
    kinds = sorted(supporting["kind"].unique())
    addressed = network.addressed_to(key)
    present = {*kinds, Kind.STATE.value} if Kind.OBSERVER_STATE in kinds else set(kinds)
    missing = [kind for kind in addressed if kind not in present]
    found = {
        "no_evidence": bearing.empty,
        "opposed_only": not bearing.empty and supporters == 0 and count[Standing.OPPOSED] > 0,
        "abstained_only": supporters == 0
        and count[Standing.OPPOSED] + count[Standing.MIXED] == 0
        and count[Standing.ABSTAINED] > 0,
        "one_actor": supporters == 1,
        "one_group": len(by_group) == 1,
        "no_lead": supporters > 0 and leads == 0,
        "addressee_missing": not bearing.empty and bool(missing),
        "one_kind": supporters > 1 and len(kinds) == 1,
        "duplicated": leads > max_leads,
    }
    found["no_supporter"] = supporters == 0 and not any(
        found[other] for other in ("no_evidence", "opposed_only", "abstained_only")
    )
    classes = [gap for gap in CLASSES if found[gap.id]]
    whole = int((bearing["coverage"] == Coverage.COMPLETE).sum())
    wholeness = _wholeness(len(bearing), whole)
    return {
        "recommendation_id": key,
        "theme": network.recommendations.loc[key, "theme"],
        "severity": len(CLASSES) - CLASSES.index(classes[0]) if classes else 0,
        "gaps": ";".join(gap.id for gap in classes),
        "why": _words(network, [gap.id for gap in classes], supporting, by_group, missing, leads, wholeness),
        "supporters": supporters,
        "leads": leads,
        "mixed": int(count[Standing.MIXED]),
        "abstained": int(count[Standing.ABSTAINED]),
        "opposed": int(count[Standing.OPPOSED]),
        "states": int(of_states["actors"].sum()),
        "groups": len(by_group),
        "effective_groups": concentration(list(by_group))["effective_number"] if len(by_group) else np.nan,
        "kinds": ";".join(kinds),
        "missing_kinds": ";".join(missing),
        "evidence": len(bearing),
        "whole_evidence": whole,
        "contestable_evidence": int((bearing["contestable"] == YesNo.YES).sum()),
        "wholeness": wholeness,
    }


def _wholeness(total: int, whole: int) -> str:
    """How far "none" may be trusted: "none recorded" wherever a list behind it is partial."""
    if total == 0:
        return "no evidence"
    if whole == total:
        return f"whole: {total} of {total} lists are complete"
    return f"partial: {whole} of {total} lists are complete, so “none” means none recorded"


def _words(
    network: Network,
    gap_ids: list[str],
    supporting: pd.DataFrame,
    by_group: pd.Series[int],
    missing: list[str],
    leads: int,
    wholeness: str,
) -> str:
    recorded = "" if wholeness.startswith("whole") else " recorded"
    words = {
        "no_evidence": "not asked yet: no evidence bears on it",
        "opposed_only": f"no supporter{recorded}, and opposed",
        "abstained_only": f"no supporter{recorded}, only abstentions",
        "no_supporter": f"no supporter{recorded} without a mixed record",
        "one_actor": f"one supporter{recorded}",
        "one_group": f"State supporters{recorded} in one group only: "
        + ", ".join(network.group_names.get(str(group), str(group)) for group in by_group.index),
        "no_lead": f"no lead{recorded} among {int(supporting['actors'].sum())} supporters",
        "addressee_missing": f"addressed to {_kinds(missing)}, none{recorded}",
        "one_kind": "supporters of one kind only: " + _kinds(sorted(supporting["kind"].unique())),
        "duplicated": f"{leads} leads",
    }
    return "; ".join(words[gap] for gap in gap_ids)


def _kinds(kinds: list[str]) -> str:
    return ", ".join(Kind(kind).words for kind in kinds)
