"""Whom to talk to first: middle-ground partners for a recommendation, with reasons, go-betweens and the record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.partners.cosigners import cosigners
from coalition.analysis.partners.go_betweens import COLUMNS as SEEN_COLUMNS
from coalition.analysis.partners.go_betweens import go_betweens, seen_by
from coalition.analysis.partners.likeness_models import DEFAULT, MIN_COMMON, MODELS, NEIGHBOURS, neighbours
from coalition.analysis.partners.record import StanceRecord, record_without
from coalition.analysis.partners.targets import Level, Target, outcome, target, would_help
from coalition.analysis.partners.track_record import Evaluation, shipped
from coalition.analysis.partners.wording import CANDIDATES, answer, row_sentences, rule
from coalition.analysis.phrases import listed, records, years
from coalition.arrays import Bools, Floats
from coalition.measures.intervals import wilson
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_CODES, Position, Standing

MIDDLE = (0.20, 0.75)
"""Likeness to supporters that counts as the middle ground."""
MOST_ESTIMATES = 30

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
    "section", "rank", "actor_id", "name", "kind", "group", "blocs", "position", "moved", "likeness", "likeness_low",
    "likeness_high", "supporting_neighbours", "neighbours", "n", "years", "reason", "nearest_supporters", "go_between",
    "go_between_reason", "record", *SEEN_COLUMNS, "sentence",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Search:
    """Partners for a recommendation.

    `sentence` is the answer, `rule` says which estimate the record carries and why, `help` what evidence would help
    most, `years` on which the order rests, `table` has a row per actor, and `others` those of other kinds than States
    that might sign next (`coalition.analysis.partners.cosigners`).
    """

    target: Target
    sentence: str
    rule: str
    help: str
    years: str
    table: pd.DataFrame
    others: pd.DataFrame

    @property
    def ordered(self) -> bool:
        """Whether the record carries an order at all."""
        return self.target.level is not Level.FACTS


def partners(
    network: Network, recommendation: str, as_seen_by: str | None = None, evidence: str | None = None
) -> pd.DataFrame:
    """Whom to talk to about a recommendation, best first.

    Parameters
    ----------
    network : Network
        The map.
    recommendation : str
        Id of a recommendation.
    as_seen_by : str, optional
        Id of the State whose view it is.
    evidence : str, optional
        Evidence to use as the target (see `coalition.analysis.partners.targets.target`).

    Returns
    -------
    DataFrame
        The table of `coalition.analysis.partners.ranking.search`: one row per State and per supporter of another kind,
        with `section` and `rank`, the `likeness` to supporters, the record and the reason in words, and a `sentence`.

    Raises
    ------
    UnknownIdError
        No such recommendation or actor, or the evidence does not bear on it.
    ArgumentError
        `as_seen_by` is not a State.
    """
    return search(network, recommendation, as_seen_by, evidence).table


def search(
    network: Network,
    recommendation: str,
    as_seen_by: str | None = None,
    evidence: str | None = None,
    evaluation: Evaluation | None = None,
) -> Search:
    """Partners for a recommendation.

    Parameters
    ----------
    network : Network
        The map.
    recommendation : str
        Id of a recommendation.
    as_seen_by : str, optional
        Id of the State whose view it is.
    evidence : str, optional
        Evidence to use as the target (see `coalition.analysis.partners.targets.target`).
    evaluation : Evaluation, optional
        Where the recalibration of the likeness comes from; that of the seed facts when left out.

    Returns
    -------
    Search
        Its table has one row per State and per supporter of another kind, with `COLUMNS`:

        - `section`, one of `SECTIONS`; `rank` over the middle ground, recorded abstentions first, then estimates;
        - `likeness` to supporters, in [0, 1]: the score of the default model for the kind of target
          (`coalition.analysis.partners.likeness_models`), recalibrated without this recommendation; missing where the
          record does not carry it. `likeness_low`, `likeness_high`: the Wilson interval (95%) of that share among the
          15 nearest;
        - `supporting_neighbours` of the `neighbours` (15, by kappa) whose outcome is known, with the median number of
          common items `n`; `nearest_supporters` by name, with counts of equal positions;
        - `reason`, `go_between` and why, `record` in words, and all of it as a `sentence`;
        - with `as_seen_by`, the columns of `coalition.analysis.partners.go_betweens`.

        The recommendation's own evidence, its twins, and blocs that are the same States are not in the record that a
        likeness rests on (`coalition.analysis.partners.record`).

    Raises
    ------
    UnknownIdError
        No such recommendation or actor, or the evidence does not bear on it.
    ArgumentError
        `as_seen_by` is not a State.

    Examples
    --------
    >>> from coalition import Network, read_tables
    >>> from coalition.settings import resource
    >>> found = search(Network.from_tables(read_tables(resource("seeds"))), "R22.3")
    >>> found.target.kind.words, found.target.level.value
    ('votes with dissent', 'likeness')
    """
    check_network(network)
    goal = target(network, recommendation, evidence)
    bearing = network.evidence_of(recommendation)
    record = record_without(network, bearing)
    platts = evaluation or shipped()
    table = _states(network, goal, bearing, record, platts)
    if as_seen_by is not None:
        supporting = np.isin(record.ids, goal.supporters)
        table[SEEN_COLUMNS] = seen_by(network, record, as_seen_by, supporting, list(table["go_between"])).to_numpy()
    others = _other_supporters(network, recommendation, bearing)
    whole = (pd.concat([table, others]) if len(others) else table).reindex(columns=COLUMNS)
    order = {section: place for place, section in enumerate(SECTIONS)}
    whole = whole.sort_values(
        ["section", "rank", "likeness", "kind", "name"],
        key=lambda column: (
            column.map(order) if column.name == "section" else -column if column.name == "likeness" else column
        ),
        na_position="last",
    ).reset_index(drop=True)
    whole["sentence"] = row_sentences(network, whole)
    return Search(
        goal,
        answer(goal, whole),
        rule(goal),
        would_help(network, goal),
        years(network, record.items),
        whole,
        cosigners(network, recommendation),
    )


def _states(
    network: Network, goal: Target, bearing: list[str], record: StanceRecord, platts: Evaluation
) -> pd.DataFrame:
    """One row per State."""
    derived = network.positions[network.positions["recommendation_id"] == goal.recommendation].set_index("actor_id")
    actors = network.actors.loc[record.ids]
    known = outcome(network, goal)
    table = pd.DataFrame({"actor_id": record.ids, "name": actors["name"].to_numpy(), "kind": actors["kind"].to_numpy()})
    table["group"], table["blocs"] = actors["regional_group"].to_numpy(), actors["blocs"].to_numpy()
    table["position"] = derived["position"].astype(str).reindex(record.ids).fillna("unknown").to_numpy()
    table["moved"] = derived["moved"].reindex(record.ids).fillna("").to_numpy()
    scores, likeness = _scores(goal, record, known, platts)
    table["likeness"] = likeness
    ends = [wilson(share * NEIGHBOURS, NEIGHBOURS) if share == share else (np.nan, np.nan) for share in likeness]
    table[["likeness_low", "likeness_high"]] = np.array(ends).reshape(-1, 2)
    codes = network.stances[network.states][:, network.columns(bearing)].toarray()
    opposed = (codes == POSITION_CODES[Position.OPPOSE]).any(axis=1)
    abstained = (codes == POSITION_CODES[Position.ABSTAIN]).any(axis=1)
    table["section"] = _sections(goal, table, np.isnan(scores), opposed, abstained)
    table["rank"] = _ranks(table, scores)
    crowd = (table["section"] == "middle_estimated") & (table["rank"] > MOST_ESTIMATES)
    table.loc[crowd.fillna(False), ["section", "rank"]] = ["unlike", pd.NA]
    table["record"] = records(network, record.ids, bearing)
    _add_neighbours(network, goal, record, known, table)
    wanted = table["section"].isin(CANDIDATES).to_numpy()
    supporting = np.isin(record.ids, goal.supporters)
    table["go_between"], table["go_between_reason"] = go_betweens(network, record, supporting, wanted)
    return table


def _scores(goal: Target, record: StanceRecord, known: Floats, platts: Evaluation) -> tuple[Floats, Floats]:
    """The score that orders the States, and the likeness where the record carries one; NaN for those without."""
    nothing = np.full(len(record.ids), np.nan)
    if goal.level is Level.FACTS:
        return nothing, nothing
    _, N = record.kappa
    thin = (N >= MIN_COMMON).sum(axis=1) <= NEIGHBOURS
    if goal.level is Level.LISTS_JOINED:
        return np.where(thin, np.nan, MODELS["lists"](record, known)), nothing
    sort = "votes" if goal.votes else "lists"
    scores = np.where(thin, np.nan, np.round(MODELS[DEFAULT[sort]](record, known), 10))
    if goal.level is Level.ORDER:
        return scores, nothing
    return scores, platts.platt(sort, goal.recommendation).apply(scores, float(np.nanmean(known)))


def _sections(goal: Target, table: pd.DataFrame, unscored: Bools, opposed: Bools, abstained: Bools) -> list[str]:
    """Which list each State stands in; the first that fits."""
    likeness = table["likeness"]
    conditions = {
        "leads": table["actor_id"].map(goal.standing) == Standing.LEADS,
        "supports": table["actor_id"].isin(goal.supporters),
        "opposed": opposed,
        "middle_recorded": abstained,
        "absent": table["actor_id"].isin(goal.absent),
        "facts": unscored,
        "ask": likeness > MIDDLE[1],
        "unlike": likeness < MIDDLE[0],
    }
    chosen = np.select(list(conditions.values()), list(conditions), "middle_estimated")
    return [str(section) for section in chosen]


def _ranks(table: pd.DataFrame, scores: Floats) -> pd.Series[int]:
    """1, 2, ... over the middle ground: recorded first, then by score, then by id; whoever has no score has no rank."""
    middle = table.assign(score=scores)[table["section"].isin(RANKED) & ~np.isnan(scores)]
    middle = middle.assign(estimated=middle["section"] == "middle_estimated")
    ordered = middle.sort_values(["estimated", "score", "actor_id"], ascending=[True, False, True])
    return pd.Series(range(1, len(ordered) + 1), index=ordered.index).reindex(table.index).astype("Int64")


def _add_neighbours(network: Network, goal: Target, record: StanceRecord, known: Floats, table: pd.DataFrame) -> None:
    """The nearest States whose outcome is known: how many support the target, who they are, and the years behind it."""
    K, N = record.kappa
    near = neighbours(np.where(N >= MIN_COMMON, K, np.nan), known)
    supporting = np.isin(record.ids, goal.supporters)
    names = table["name"].to_numpy()
    table["supporting_neighbours"] = [int(supporting[row].sum()) for row in near]
    table["neighbours"] = [len(row) for row in near]
    table["n"] = [float(np.median(N[i, row])) if len(row) else np.nan for i, row in enumerate(near)]
    table["years"] = years(network, record.items)
    named = [
        listed([f"{names[j]} ({record.same[i, j]} of {N[i, j]})" for j in row if supporting[j]])
        for i, row in enumerate(near)
    ]
    table["nearest_supporters"] = named
    verb = "support it" if goal.votes else "are on record in support"
    told = (table["neighbours"] == NEIGHBOURS) & (goal.level is not Level.FACTS) & table["section"].isin(CANDIDATES)
    words = [
        f"{count} of its {NEIGHBOURS} closest partners {verb}{f'; same position as {who}' if who else ''}"
        for count, who in zip(table["supporting_neighbours"], named, strict=True)
    ]
    few = f"fewer than {NEIGHBOURS} States share {MIN_COMMON} contested items with it"
    table["reason"] = np.where(told, words, np.where(table["neighbours"] < NEIGHBOURS, few, ""))


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
            "blocs": others["blocs"],
            "position": position,
            "moved": derived.loc[others.index, "moved"],
            "record": records(network, list(others.index), bearing),
        }
    ).reset_index(drop=True)
