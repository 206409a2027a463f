"""Whom to talk to first: middle-ground partners for a recommendation, with reasons, go-betweens and the record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalition.analysis.intervals import wilson
from coalition.analysis.likeness import MIN_COMMON, NEIGHBOURS, Likeness, margin, measure, neighbours_of
from coalition.analysis.reasons import listed, record, shared, years
from coalition.analysis.targets import Level, Target, target
from coalition.model import Coverage, EvidenceKind, Position, Standing
from coalition.network import POSITION_CODES, Bools, Ints, Network

MIDDLE = (0.20, 0.75)
"""Likeness to supporters that counts as the middle ground."""
MOST_ESTIMATES = 30
NEAR = 0.1
"""A go-between of the same group or bloc is preferred when it is nearly (within this) as alike as the best."""

SECTIONS = {
    "middle_recorded": "middle ground, on record",
    "middle_estimated": "middle ground, by likeness",
    "ask": "check the source, then ask",
    "absent": "bring to the room",
    "opposed": "opposed a text",
    "leads": "leads",
    "supports": "supports",
    "unlike": "unlike supporters",
    "facts": "too little record",
}
"""Lists of the result, in their order. `unlike` is a count on a page, never a list of names to approach."""
RANKED = ("middle_recorded", "middle_estimated")

COLUMNS = [
    "section", "rank", "actor_id", "name", "kind", "group", "position", "moved", "likeness", "likeness_low",
    "likeness_high", "supporting_neighbours", "neighbours", "n", "years", "reason", "go_between", "go_between_reason",
    "record",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Search:
    """Partners for a recommendation: `target`, the answer as a `sentence`, `years` of the record, and `table`."""

    target: Target
    sentence: str
    years: str
    table: pd.DataFrame

    @property
    def ordered(self) -> bool:
        """Whether the record carries an order at all."""
        return self.target.level is not Level.FACTS


def partners(network: Network, recommendation: str, evidence: str | None = None) -> pd.DataFrame:
    """Whom to talk to about a recommendation: the table of `search`."""
    return search(network, recommendation, evidence).table


def search(network: Network, recommendation: str, evidence: str | None = None) -> Search:
    """Partners for a recommendation.

    Parameters
    ----------
    network : Network
    recommendation : str
    evidence : str, optional
        Evidence to use as the target (see `coalition.analysis.targets.target`).

    Returns
    -------
    Search
        Its table has one row per actor of `SECTIONS` with `COLUMNS`. `likeness` is the share of supporters among the
        15 States most alike (by kappa, on contested items other than the recommendation's own evidence) whose
        position on the target is known, with its Wilson interval; for lists, whoever could have joined counts as
        known. It is missing where the record does not carry it. `n` is the median number of common items with those
        neighbours. `rank` numbers the middle ground: recorded abstentions first, then estimates by likeness, ties by
        mean kappa with supporters less that with others.

    Raises
    ------
    UnknownIdError
        No such recommendation, or the evidence does not bear on it.
    """
    goal = target(network, recommendation, evidence)
    bearing = network.evidence_of(recommendation)
    likeness = measure(network, bearing)
    span = years(network, likeness.items)
    table = _states(network, goal, bearing, likeness, span)
    others = _other_supporters(network, recommendation, bearing)
    whole = pd.concat([table, others]) if len(others) else table
    order = {section: place for place, section in enumerate(SECTIONS)}
    whole = whole.sort_values(
        ["section", "rank", "likeness", "kind", "name"],
        key=lambda column: (
            column.map(order) if column.name == "section" else -column if column.name == "likeness" else column
        ),
        na_position="last",
    ).reset_index(drop=True)
    return Search(goal, _sentence(goal, whole), span, whole.reindex(columns=COLUMNS))


def _states(network: Network, goal: Target, bearing: list[str], likeness: Likeness, span: str) -> pd.DataFrame:
    """One row per State."""
    derived = network.positions[network.positions["recommendation_id"] == goal.recommendation].set_index("actor_id")
    codes = network.stances[network.states][:, network.columns(bearing)].toarray()
    table = pd.DataFrame({"actor_id": likeness.ids})
    actors = network.actors.loc[likeness.ids]
    table["name"], table["kind"] = actors["name"].to_numpy(), actors["kind"].to_numpy()
    table["group"] = actors["regional_group"].to_numpy()
    table["position"] = [str(derived["position"].get(key, "unknown")) for key in likeness.ids]
    table["moved"] = [str(derived["moved"].get(key, "")) for key in likeness.ids]
    neighbours, counts = neighbours_of(network, goal, likeness)
    for column in counts:
        table[column] = counts[column]
    supporters = set(goal.supporters)
    scored = (table["neighbours"] == NEIGHBOURS) & (goal.level in (Level.LIKENESS, Level.ROUGH))
    table["likeness"] = (table["supporting_neighbours"] / NEIGHBOURS).where(scored)
    opposed = (codes == POSITION_CODES[Position.OPPOSE]).any(axis=1)
    abstained = (codes == POSITION_CODES[Position.ABSTAIN]).any(axis=1)
    table["section"] = _sections(goal, table, opposed, abstained)
    table["tie"] = margin(likeness, supporters)
    if goal.level is Level.LISTS_JOINED:
        table["tie"] = _lists_joined(network, bearing)
    table["rank"] = _ranks(goal, table)
    crowd = (table["section"] == "middle_estimated") & (table["rank"] > MOST_ESTIMATES)
    table.loc[crowd.fillna(False), ["section", "rank"]] = ["unlike", pd.NA]
    _add_words(network, goal, bearing, table, neighbours, likeness, span)
    return table.drop(columns="tie")


def _sections(goal: Target, table: pd.DataFrame, opposed: Bools, abstained: Bools) -> list[str]:
    """Which list each State stands in; the first that fits."""
    supporters, likeness = set(goal.supporters), table["likeness"]
    ranked = goal.level is not Level.FACTS
    conditions = {
        "leads": table["actor_id"].map(goal.standing) == Standing.LEADS,
        "supports": table["actor_id"].isin(supporters),
        "opposed": opposed,
        "middle_recorded": abstained,
        "absent": table["actor_id"].isin(goal.absent),
        "facts": (table["neighbours"] < NEIGHBOURS) | (not ranked),
        "ask": likeness > MIDDLE[1],
        "unlike": likeness < MIDDLE[0],
    }
    chosen = np.select(list(conditions.values()), list(conditions), "middle_estimated")
    return [str(section) for section in chosen]


def _lists_joined(network: Network, bearing: list[str]) -> Ints:
    """How many lists of whole coverage, other than votes and the recommendation's own, each State joined."""
    evidence = network.evidence
    lists = (evidence["kind"] != EvidenceKind.VOTE) & (evidence["coverage"] == Coverage.COMPLETE)
    lists &= ~evidence.index.isin(bearing)
    block = network.stances[network.states][:, np.flatnonzero(lists)].toarray()
    return np.asarray((block == POSITION_CODES[Position.SUPPORT]).sum(axis=1), dtype=np.int64)


def _ranks(goal: Target, table: pd.DataFrame) -> pd.Series[int]:
    """1, 2, ... over the middle ground: recorded first, then by likeness, then by margin, then by id."""
    middle = table[table["section"].isin(RANKED)]
    if goal.level is Level.FACTS:
        middle = middle.iloc[:0]
    middle = middle[middle["neighbours"] == NEIGHBOURS].assign(
        estimated=lambda part: part["section"] == "middle_estimated"
    )
    share = "supporting_neighbours" if goal.level is not Level.LISTS_JOINED else "tie"
    ordered = middle.sort_values(["estimated", share, "tie", "actor_id"], ascending=[True, False, False, True])
    return pd.Series(range(1, len(ordered) + 1), index=ordered.index).reindex(table.index).astype("Int64")


def _add_words(
    network: Network,
    goal: Target,
    bearing: list[str],
    table: pd.DataFrame,
    neighbours: list[Ints],
    likeness: Likeness,
    span: str,
) -> None:
    """Fill interval, years, reason, go-between and record."""
    inside = np.isin(likeness.ids, goal.supporters)
    names = table["name"]
    shown: dict[str, list[object]] = {
        key: []
        for key in ("likeness_low", "likeness_high", "years", "reason", "go_between", "go_between_reason", "record")
    }
    for i, row in enumerate(table.itertuples(index=False)):
        near = neighbours[i]
        candidate = row.section in ("middle_recorded", "middle_estimated", "ask", "absent", "opposed")
        low, high = wilson(row.supporting_neighbours, NEIGHBOURS) if pd.notna(row.likeness) else (np.nan, np.nan)
        shown["likeness_low"].append(low)
        shown["likeness_high"].append(high)
        shown["years"].append(span if len(near) else "")
        shown["record"].append(record(network, row.actor_id, bearing))
        with_whom = [f"{names[j]} ({likeness.same[i, j]} of {likeness.N[i, j]})" for j in near if inside[j]]
        shown["reason"].append(_reason(goal, row, with_whom) if candidate else "")
        through, why = _go_between(network, i, inside, likeness) if candidate else ("", "")
        shown["go_between"].append(through)
        shown["go_between_reason"].append(why)
    for column, values in shown.items():
        table[column] = values


def _reason(goal: Target, row: object, with_whom: list[str]) -> str:
    """Why a State stands where it does, in words: recorded facts are in the record, this is about likeness."""
    near, of = row.supporting_neighbours, row.neighbours  # type: ignore[attr-defined]
    if goal.level is Level.FACTS or of < NEIGHBOURS:
        return f"fewer than {NEIGHBOURS} States share {MIN_COMMON} contested items with it" if of < NEIGHBOURS else ""
    verb = "support it" if goal.votes else "are on record in support"
    words = f"{near} of its {of} closest partners {verb}"
    return f"{words}; same position as {listed(with_whom)}" if with_whom else words


def _go_between(network: Network, i: int, inside: Bools, likeness: Likeness) -> tuple[str, str]:
    """The supporter most alike, one of the same group or bloc preferred where nearly as alike; and why."""
    scores = np.where(inside & (likeness.N[i] >= MIN_COMMON), likeness.shrunken[i], -np.inf)
    scores[i] = -np.inf
    best = float(scores.max(initial=-np.inf))
    if not np.isfinite(best):
        return "", ""
    close = np.flatnonzero(scores >= best - NEAR)
    common = {int(j): shared(network, likeness.ids[i], likeness.ids[j]) for j in close}
    j = max(common, key=lambda key: (bool(common[key]), scores[key], -key))
    together = f", both in {common[j]}" if common[j] else ""
    return likeness.ids[j], f"same position on {likeness.same[i, j]} of {likeness.N[i, j]} contested items{together}"


def _other_supporters(network: Network, recommendation: str, bearing: list[str]) -> pd.DataFrame:
    """Supporters that are not States: on record, and no likeness is measured for them."""
    derived = network.positions[network.positions["recommendation_id"] == recommendation].set_index("actor_id")
    others = network.actors[~network.is_state & network.actors.index.isin(derived.index)]
    position = derived.loc[others.index, "position"].astype(str)
    section = position.map({Standing.LEADS.value: "leads", Standing.SUPPORTS.value: "supports"}).fillna("opposed")
    section = section.mask(position.isin([Standing.MIXED.value, Standing.ABSTAINED.value]), "middle_recorded")
    return pd.DataFrame(
        {
            "section": section,
            "actor_id": others.index,
            "name": others["name"],
            "kind": others["kind"],
            "group": others["regional_group"],
            "position": position,
            "moved": derived.loc[others.index, "moved"],
            "record": [record(network, str(actor), bearing) for actor in others.index],
        }
    ).reset_index(drop=True)


def _sentence(goal: Target, table: pd.DataFrame) -> str:
    """The answer in a sentence or two."""
    states = table[table["kind"].isin(["state", "observer_state"])]
    size = states["section"].value_counts()
    recorded, estimated = int(size.get("middle_recorded", 0)), int(size.get("middle_estimated", 0))
    first = list(states.sort_values("rank").loc[states["rank"].notna(), "name"][:3])
    on_record = int(size.get("leads", 0) + size.get("supports", 0))
    if goal.level is Level.FACTS:
        tail = f" {recorded} abstained on a text: see what is on record." if recorded else ""
        return f"No ranking. {goal.why}{tail}"
    if not first:
        return f"No State stands in the middle ground; {on_record} support it on record. {goal.why}".strip()
    total = recorded + estimated
    stand = "1 State stands" if total == 1 else f"{total} States stand"
    return f"{stand} in the middle ground. Talk first to {listed(first)}. {goal.why}".strip()
