"""What if some stances were others: positions, gaps, bridges, sole carriers and coalition before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

from coalition.analysis.baseline import Baseline, Change, Facts, Outcome
from coalition.analysis.checks import ArgumentError
from coalition.analysis.gaps import CLASSES
from coalition.analysis.reasons import listed
from coalition.analysis.smallest import smallest
from coalition.model import Kind, Position, YesNo
from coalition.network import POSITION_CODES, POSITION_OF_CODE, STANDING_CODES, Ints, Network

UNKNOWN = "unknown"
NO_STANCE = "none"
"""No stance on record."""
CHANGES = ["actor_id", "name", "evidence_id", "title", "before", "after", "note"]
POSITIONS = ["actor_id", "name", "recommendation_id", "before", "after"]
GAPS = ["recommendation_id", "before", "after", "opened", "closed", "severity_before", "severity_after", "severity_change",
        "supporters_before", "supporters_after", "supporters_change"]  # fmt: skip
BRIDGES = ["actor_id", "name", "congruence_before", "congruence_after", "congruence_change", "group_before",
           "group_after", "rank_before", "rank_after", "rank_change", "shapley_before", "shapley_after",
           "shapley_change", "sole_before", "sole_after", "sole_change"]  # fmt: skip
COALITION = ["size_before", "size_after", "size_change", "members_before", "members_after", "proven"]


@dataclass(frozen=True, eq=False)
class WhatIf:
    """Before, after and difference; only rows that differ. Nothing of it is stored."""

    changes: pd.DataFrame
    """Every stance named, with a `note` where it is as before."""
    positions: pd.DataFrame
    gaps: pd.DataFrame
    bridges: pd.DataFrame
    coalition: pd.DataFrame
    """One row where a coalition was asked for; else none."""
    sentence: str


def facts_of(network: Network) -> Facts:
    """The arrays of a network that a what-if starts from."""
    links = (network.columns(network.bears_on["evidence_id"]), _goals(network, network.bears_on["recommendation_id"]))
    shape = (len(network.evidence), len(network.recommendations))
    order = {kind.value: place for place, kind in enumerate(Kind)}
    addressed = np.zeros((shape[1], len(Kind)), dtype=bool)
    for row, key in enumerate(network.recommendations.index):
        addressed[row, [order[kind] for kind in network.addressed_to(str(key))]] = True
    return Facts(
        stances=network.stances.toarray(),
        bearing=sparse.csc_array((np.ones(len(links[0]), dtype=np.int64), links), shape=shape),
        leadership=(network.evidence["leadership"] == YesNo.YES).to_numpy(),
        state=network.is_state,
        groups=[str(group) for group in network.actors["regional_group"]],
        kinds=network.actors["kind"].map(order).to_numpy(dtype=np.int64),
        addressed=addressed,
    )


def baseline(network: Network, max_leads: int = 10) -> Baseline:
    """The prepared state of a network: make it once where several what-ifs follow."""
    return Baseline(facts_of(network), network.standings, max_leads)


def what_if(
    network: Network,
    changes: Sequence[tuple[str, str, str | None]],
    base: Baseline | None = None,
    coalition: Sequence[str] = (),
    groups: int = 0,
) -> WhatIf:
    """What would follow from other stances than those on record, by update of what they touch.

    Parameters
    ----------
    network : Network
        It stays as it is.
    changes : sequence of (actor, evidence, position)
        Ids, and "support", "abstain", "oppose", "absent", or None ("none") for no stance on record.
    base : Baseline, optional
        From `baseline`, of this very network, where several what-ifs share it.
    coalition : sequence of str
        Recommendations whose smallest coalition is sought before and after; none is sought when empty.
    groups : int
        From how many regional groups each of these needs a supporter; 0 for any.

    Returns
    -------
    WhatIf
        Tables of what differs, most moved first: positions; gaps (ids of `coalition.analysis.gaps.CLASSES`, those
        opened and closed, severity, supporters); bridges (States: weakest-group congruence, its group and rank, Shapley
        value, sole carriers); the coalition; and a sentence. Equal to computing all of it again.

    Raises
    ------
    UnknownIdError
        An actor, evidence or recommendation that is not there.
    ArgumentError
        No change, a position that is none, or one stance changed twice.

    Examples
    --------
    >>> from coalition import read_tables
    >>> from coalition.settings import resource
    >>> found = what_if(Network.from_tables(read_tables(resource("seeds"))), [("CHL", "GA-70-161", "oppose")])
    >>> found.positions[["actor_id", "recommendation_id", "before", "after"]].to_numpy().tolist()[0]
    ['CHL', 'R20.3', 'supports', 'mixed']
    """
    coded = _coded(network, changes)
    state = base if base is not None else baseline(network)
    before, after = state.before(coded), state.after(coded)
    told = _changes(network, state, coded)
    positions, gaps, bridges = (
        _positions(network, before, after), _gaps(network, before, after), _bridges(network, before, after)
    )  # fmt: skip
    allied = _coalition(network, coded, coalition, groups) if coalition else pd.DataFrame(columns=COALITION)
    return WhatIf(told, positions, gaps, bridges, allied, _sentence(told, positions, gaps, bridges, allied))


def scenario(network: Network, changes: Sequence[tuple[str, str, str | None]]) -> Network:
    """The stances and positions of a network with changes in them, for any other analysis; nothing is stored.

    Its `positions` table, which also tells evidence and dates, stays that of the record: use `standings`.
    """
    return _changed(network, _coded(network, changes))


def _changed(network: Network, coded: list[Change]) -> Network:
    state = baseline(network)
    after = state.after(coded)
    stances, held = state.facts.stances.copy(), state.held.copy()
    for actor, item, code in coded:
        stances[actor, item] = code
    held[after.cells[:, 0], after.cells[:, 1]] = after.standings
    return replace(network, stances=sparse.csr_array(stances), standings=sparse.csr_array(held))


def _coded(network: Network, changes: Sequence[tuple[str, str, str | None]]) -> list[Change]:
    if not len(changes):
        raise ArgumentError("changes: none is given; name a stance, such as (actor, evidence, 'oppose')")
    coded: dict[tuple[int, int], int] = {}
    for actor, evidence, position in changes:
        network.require("actors", actor)
        network.require("evidence", evidence)
        cell = int(network.rows([actor])[0]), int(network.columns([evidence])[0])
        if cell in coded:
            raise ArgumentError(f"changes: the stance of {actor} on {evidence} is changed twice; give it once")
        if position is None or position == NO_STANCE:
            coded[cell] = 0
        elif position in set(Position):
            coded[cell] = POSITION_CODES[Position(position)]
        else:
            raise ArgumentError(f"changes: {position!r} is no position; use {', '.join(Position)} or {NO_STANCE}")
    return [(actor, item, code) for (actor, item), code in coded.items()]


def _goals(network: Network, ids: pd.Series[str]) -> Ints:
    return np.asarray(network.recommendations.index.get_indexer(pd.Index(ids)), dtype=np.int64)


def _changes(network: Network, state: Baseline, coded: list[Change]) -> pd.DataFrame:
    rows = []
    bearing = set(network.bears_on["evidence_id"])
    for actor, item, code in coded:
        old, evidence = int(state.facts.stances[actor, item]), network.evidence.index[item]
        note = "" if old != code else "as on record: changes nothing"
        if not note and evidence not in bearing:
            note = "bears on no recommendation: it changes likeness only"
        rows.append(
            (network.actors.index[actor], network.actors["name"].iloc[actor], evidence,
             network.evidence["title"].iloc[item], _position(old), _position(code), note)
        )  # fmt: skip
    return pd.DataFrame(rows, columns=CHANGES)


def _position(code: int) -> str:
    return str(POSITION_OF_CODE[code]) if code else NO_STANCE


def _positions(network: Network, before: Outcome, after: Outcome) -> pd.DataFrame:
    words = np.array([UNKNOWN, *(standing.value for standing in STANDING_CODES)], dtype=object)
    moved = before.standings != after.standings
    actor, goal = before.cells[moved].T
    return pd.DataFrame(
        {
            "actor_id": network.actors.index[actor],
            "name": network.actors["name"].to_numpy()[actor],
            "recommendation_id": network.recommendations.index[goal],
            "before": words[before.standings[moved]],
            "after": words[after.standings[moved]],
        },
        columns=POSITIONS,
    )


def _gaps(network: Network, before: Outcome, after: Outcome) -> pd.DataFrame:
    ids = [gap.id for gap in CLASSES]

    def joined(found: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> list[str]:
        return [";".join(name for name, there in zip(ids, row, strict=True) if there) for row in found]

    table = pd.DataFrame({"recommendation_id": network.recommendations.index[before.recommendations]})
    table["before"], table["after"] = joined(before.gaps), joined(after.gaps)
    table["opened"], table["closed"] = joined(after.gaps & ~before.gaps), joined(before.gaps & ~after.gaps)
    for name, outcome in (("before", before), ("after", after)):
        table[f"severity_{name}"] = np.where(
            outcome.gaps.any(axis=1), len(CLASSES) - outcome.gaps.argmax(axis=1), 0
        )  # fmt: skip
        table[f"supporters_{name}"] = outcome.supporters
    for what in ("severity", "supporters"):
        table[f"{what}_change"] = table[f"{what}_after"] - table[f"{what}_before"]
    differs = (table["before"] != table["after"]) | (table["supporters_change"] != 0)
    return (
        table.loc[differs, GAPS].sort_values("severity_change", ascending=False, kind="stable").reset_index(drop=True)
    )


def _bridges(network: Network, before: Outcome, after: Outcome) -> pd.DataFrame:
    states = network.states
    table = pd.DataFrame({"actor_id": network.actors.index[states], "name": network.actors["name"].to_numpy()[states]})
    for name, outcome in (("before", before), ("after", after)):
        table[f"congruence_{name}"], table[f"group_{name}"] = outcome.bridges["value"], outcome.bridges["group"]
        table[f"rank_{name}"] = outcome.bridges["rank"]
        table[f"shapley_{name}"], table[f"sole_{name}"] = outcome.shapley[states], outcome.sole_carriers[states]
    whats = ("congruence", "rank", "shapley", "sole")
    for what in whats:
        table[f"{what}_change"] = (table[f"{what}_after"] - table[f"{what}_before"]).round(10)
    differs = table["group_before"] != table["group_after"]
    for what in whats:
        old, new = table[f"{what}_before"], table[f"{what}_after"]
        differs |= (old.isna() != new.isna()) | (table[f"{what}_change"].fillna(0) != 0)
    size = table["rank_change"].abs().fillna(len(table)).where(
        table["rank_before"].notna() | table["rank_after"].notna(), 0
    )  # fmt: skip
    table = table.assign(size=size.astype(float), moved=table["congruence_change"].abs().fillna(0))[differs]
    return table.sort_values(["size", "moved", "actor_id"], ascending=[False, False, True])[BRIDGES].reset_index(
        drop=True
    )


def _coalition(network: Network, coded: list[Change], goals: Sequence[str], groups: int) -> pd.DataFrame:
    found = [smallest(one, list(goals), groups=groups) for one in (network, _changed(network, coded))]
    size = [one.size if one.members else pd.NA for one in found]
    row = (*size, pd.NA if pd.NA in size else size[1] - size[0], *(";".join(one.members) for one in found),
           all(one.status in ("optimal", "infeasible") for one in found))  # fmt: skip
    return pd.DataFrame([row], columns=COALITION)


def _sentence(
    told: pd.DataFrame, positions: pd.DataFrame, gaps: pd.DataFrame, bridges: pd.DataFrame, allied: pd.DataFrame
) -> str:
    real = told[told["before"] != told["after"]]
    if real.empty:
        return "Nothing changes: every stance named is as on record."
    start = "; ".join(f"{row.name_} on {row.evidence_id} from {row.before} to {row.after}" for row in
                      real.rename(columns={"name": "name_"}).itertuples())  # fmt: skip
    parts = [f"{row.name_} would go from {row.before} to {row.after} on {row.recommendation_id}" for row in
             positions.rename(columns={"name": "name_"}).itertuples()]  # fmt: skip
    words = [listed(parts, 3) if parts else "no position changes"]
    names = {gap.id: gap.name for gap in CLASSES}
    for column, verb in (("opened", "opens"), ("closed", "closes")):
        rows = gaps[gaps[column] != ""]
        words += [f"{row.recommendation_id}: {verb} {', '.join(names[g] for g in getattr(row, column).split(';'))}"
                  for row in rows.head(3).itertuples()]  # fmt: skip
    own = bridges[bridges["actor_id"].isin(real["actor_id"]) & (bridges["rank_change"].fillna(0) != 0)]
    words += [f"{row.name_} goes from rank {row.rank_before} to {row.rank_after} among the bridges"
              for row in own.rename(columns={"name": "name_"}).itertuples()]  # fmt: skip
    lost = bridges[bridges["sole_change"] != 0]
    words += [f"{row.name_} carries {row.sole_after} alone instead of {row.sole_before}"
              for row in lost.rename(columns={"name": "name_"}).head(3).itertuples()]  # fmt: skip
    if len(allied):
        sizes = ["none" if pd.isna(allied[name].iloc[0]) else str(allied[name].iloc[0])
                 for name in ("size_before", "size_after")]  # fmt: skip
        words.append(f"smallest coalition: {sizes[0]} before, {sizes[1]} after")
    return f"What if {start}: {'; '.join(words)}."
