"""Whom to talk to first: middle-ground partners for a recommendation, with reasons, go-betweens and the record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.partners.cosigners import cosigners
from coalition.analysis.partners.go_betweens import COLUMNS as SEEN_COLUMNS
from coalition.analysis.partners.go_betweens import could_speak_for, go_betweens, seen_by
from coalition.analysis.partners.lately import COLUMNS as LATE_COLUMNS
from coalition.analysis.partners.lately import voted_otherwise
from coalition.analysis.partners.likeness_models import (
    DEFAULT,
    MIN_COMMON,
    NEIGHBOURS,
    PARTS,
    letters,
    neighbours,
    parts_of,
)
from coalition.analysis.partners.own_record import own_records
from coalition.analysis.partners.record import StanceRecord, record_without
from coalition.analysis.partners.targets import Level, Target, TargetKind, outcome, target, would_help
from coalition.analysis.partners.track_record import Evaluation, shipped
from coalition.analysis.partners.wording import (
    CANDIDATES,
    MIDDLE,
    PartCounts,
    answer,
    best_of_groups,
    part_reasons,
    row_sentences,
    rule,
    viewer_words,
)
from coalition.analysis.phrases import age, records, years
from coalition.arrays import Bools, Floats, Ints
from coalition.english import listed
from coalition.measures.intervals import wilson
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_CODES, STATES, Position, Standing

MOST_UNSCALED = 30
"""So many stand in the middle ground where there is an order and no likeness."""

SECTIONS = {
    "middle": "middle ground",
    "ask": "check the source, then ask",
    "unlike": "unlike supporters",
    "further": "further down the order",
    "recorded": "on record, not ranked",
    "opposed": "opposed a text",
    "leads": "leads",
    "supports": "supports",
    "facts": "too little record",
}
"""Lists of the result, in their order. Who was only absent is not `recorded`; `unlike` and `further` are counts on a
page, no lists of names to approach."""
RANKED = ("middle", "ask", "unlike", "further")
"""Lists of those who stand in the one order, as their turn comes."""

PART_COLUMNS = [f"part_{letter}" for letter in PARTS]
COLUMNS = [
    "section", "rank", "actor_id", "name", "kind", "group", "blocs", "position", "moved", *LATE_COLUMNS, "likeness",
    "likeness_low", "likeness_high", *PART_COLUMNS, "supporting_neighbours", "supporting_signers", "neighbours", "n",
    "years", "reason", "nearest_supporters", "go_between", "go_between_reason", "go_betweens", "badge", "voted_for",
    "record", *SEEN_COLUMNS, "sentence",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Search:
    """Partners for a recommendation.

    `sentence` is the answer, `rule` says which estimate the record carries and why, `help` what evidence would help
    most, `age` how old the stances behind the order are, `best` names the best placed State of each regional group,
    `table` has a row per actor, and `others` those of other kinds than States that might sign next
    (`coalition.analysis.partners.cosigners`).
    """

    target: Target
    sentence: str
    rule: str
    help: str
    age: str
    best: str
    table: pd.DataFrame
    others: pd.DataFrame

    @property
    def ordered(self) -> bool:
        """Whether the record carries an order at all."""
        return self.target.level is not Level.FACTS

    @property
    def sections(self) -> dict[str, str]:
        """`SECTIONS` as they are told of this target: whoever is so alike may have had no vote, and whoever is not on a
        list that is whole is not missing from it by mistake, but may be on a later one.
        """
        if self.target.whole_votes:
            return SECTIONS | {"ask": "very like, had no vote"}
        if self.target.later:
            return SECTIONS | {"ask": "check the later lists, then ask"}
        return SECTIONS | ({"ask": "ask why they are not on it"} if self.target.kind is TargetKind.WHOLE else {})


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

        - `section`, one of `SECTIONS`; `rank`, the turn to be called, of all who are not on the target and opposed no
          text: the middle ground, then those whose source is to be checked first, of both last whoever voted otherwise
          of late, then the unlike. Within each by likeness in whole percent; at the same one, whoever voted yes on
          another text of the recommendation before whoever said so, then whoever is not on record, then whoever
          abstained;
        - `likeness` to supporters, in [0, 1]: the mean of the parts `part_c` (votes like supporters), `part_d` or
          `part_g` (place in the voting space) and `part_i` (joins lists like supporters), as far as the kind of target
          has them (`coalition.analysis.partners.likeness_models`), each recalibrated without this recommendation;
          missing where the record does not carry it. `likeness_low`, `likeness_high`: the Wilson interval (95%) of
          that share among the 15 nearest;
        - `supporting_neighbours` of the `neighbours` (15, by kappa) whose outcome is known, with the median number of
          common items `n`; `supporting_signers`, how many supporters are among the 15 that join lists most like it;
          `nearest_supporters` by name, with counts of equal positions;
        - `late_otherwise` of `late_texts` since `late_since`, where a State voted otherwise than most supporters in
          recent years (`coalition.analysis.partners.lately`);
        - `reason`, the parts in words, the largest first; `badge`, the own record in few words; `voted_for`, whether it
          voted yes on a text of the recommendation; `record` in words, and all of it as a `sentence`;
        - `go_between`, the closest of up to three `go_betweens` (ids and reasons as text), and why;
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
    table = _states(network, goal, bearing, record, platts, as_seen_by)
    if as_seen_by is not None:
        supporting = np.isin(record.ids, goal.supporters) & table["late_otherwise"].isna().to_numpy()
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
        " ".join(
            part for part in (answer(network, goal, whole), viewer_words(network, goal, whole, as_seen_by)) if part
        ),
        rule(goal),
        would_help(network, goal),
        age(network, record.items),
        best_of_groups(network, whole),
        whole,
        cosigners(network, recommendation),
    )


def order_age(found: Search) -> str:
    """How old the record behind the order is, in a sentence; "" without an order."""
    return f"Of the votes and signatures behind this order, {found.age}." if found.age and found.ordered else ""


def first_calls(found: Search) -> pd.DataFrame:
    """Rows of those to talk to, in their turn: the middle ground, then those to check the source for."""
    near = found.table["section"].isin(["middle", "ask"]) & found.table["rank"].notna()
    return found.table[near].sort_values("rank")


def has_voted_for(found: Search) -> pd.DataFrame:
    """Rows of the States that voted yes on a text of the recommendation and have not joined what counts, in order."""
    table = found.table
    others = ~table["section"].isin(["leads", "supports", "opposed"]) & table["kind"].isin(STATES)
    return table[others & (table["voted_for"] == True)].sort_values(["rank", "name"])  # noqa: E712, missing for others


def _states(
    network: Network,
    goal: Target,
    bearing: list[str],
    record: StanceRecord,
    platts: Evaluation,
    viewer: str | None,
) -> pd.DataFrame:
    """One row per State; the one whose view it is has no rank."""
    derived = network.positions[network.positions["recommendation_id"] == goal.recommendation].set_index("actor_id")
    actors = network.actors.loc[record.ids]
    known = outcome(network, goal)
    table = pd.DataFrame({"actor_id": record.ids, "name": actors["name"].to_numpy(), "kind": actors["kind"].to_numpy()})
    table["group"], table["blocs"] = actors["regional_group"].to_numpy(), actors["blocs"].to_numpy()
    table["position"] = derived["position"].astype(str).reindex(record.ids).fillna("unknown").to_numpy()
    table["moved"] = derived["moved"].reindex(record.ids).fillna("").to_numpy()
    scores, parts = _scores(goal, record, known, platts)
    table[PART_COLUMNS] = parts
    table["likeness"] = parts.mean(axis=1, skipna=True)
    ends = [
        wilson(share * NEIGHBOURS, NEIGHBOURS) if share == share else (np.nan, np.nan) for share in table["likeness"]
    ]
    table[["likeness_low", "likeness_high"]] = np.array(ends).reshape(-1, 2)
    codes = network.stances[network.states][:, network.columns(bearing)].toarray()
    own = own_records(network, codes, bearing)
    table["badge"], table["voted_for"] = own.badges, own.voted_for
    opposed = (codes == POSITION_CODES[Position.OPPOSE]).any(axis=1)
    table["section"] = _sections(goal, table, np.isnan(scores), opposed)
    against = set(table.loc[table["section"] == "opposed", "actor_id"])
    table["record"] = records(network, record.ids, bearing, against)
    table[LATE_COLUMNS] = voted_otherwise(network, record, np.isin(record.ids, goal.supporters))
    table["rank"] = _add_ranks(table, table["actor_id"] != viewer, scores, own.order)
    _add_neighbours(network, goal, record, known, table)
    wanted = table["section"].isin(CANDIDATES).to_numpy()
    speaking = np.isin(record.ids, could_speak_for(network, goal)) & table["late_otherwise"].isna().to_numpy()
    near = go_betweens(network, record, speaking, wanted)
    names = actors["name"]
    table["go_between"] = [first[0].actor_id if first else "" for first in near]
    table["go_between_reason"] = [first[0].why if first else "" for first in near]
    table["go_betweens"] = ["; ".join(f"{names[one.actor_id]}: {one.why}" for one in first) for first in near]
    return table


def _scores(goal: Target, record: StanceRecord, known: Floats, platts: Evaluation) -> tuple[Floats, pd.DataFrame]:
    """The score that orders the States, and the parts of the likeness where the record carries one; NaN without."""
    parts = pd.DataFrame(np.nan, index=range(len(record.ids)), columns=PART_COLUMNS)
    if goal.level is Level.FACTS:
        return np.full(len(record.ids), np.nan), parts
    sort = "votes" if goal.votes else "lists"
    model = "lists" if goal.level is Level.LISTS_JOINED else DEFAULT[sort]
    _, N = record.kappa
    thin = (N >= MIN_COMMON).sum(axis=1) <= NEIGHBOURS
    raw = np.where(thin[:, None], np.nan, parts_of(model, record, known))
    if goal.level in (Level.ORDER, Level.LISTS_JOINED):
        return np.round(raw.mean(axis=1), 10), parts
    shares = platts.platt(sort, goal.recommendation).apply(raw, float(np.nanmean(known)))
    missing = np.isnan(raw).any(axis=1)
    shares[missing] = np.nan
    parts[[f"part_{letter}" for letter in letters(model)]] = shares
    return np.round(shares.mean(axis=1), 10), parts


def _sections(goal: Target, table: pd.DataFrame, unscored: Bools, opposed: Bools) -> list[str]:
    """Which list each State stands in; the first that fits."""
    likeness = table["likeness"]
    conditions = {
        "leads": table["actor_id"].map(goal.standing) == Standing.LEADS,
        "supports": table["actor_id"].isin(goal.supporters),
        "opposed": opposed,
        "recorded": unscored & (table["badge"] != "") & (table["position"] != "unknown"),
        "facts": unscored,
        "ask": likeness > MIDDLE[1],
        "unlike": likeness < MIDDLE[0],
    }
    chosen = np.select(list(conditions.values()), list(conditions), "middle")
    return [str(section) for section in chosen]


def _add_ranks(table: pd.DataFrame, asked: pd.Series[bool], scores: Floats, own: Ints) -> pd.Series[int]:
    """1, 2, ... in the order to be called; whoever has no score has no rank. Without a likeness only the first
    `MOST_UNSCALED` stay in the middle ground.
    """
    ordered = table.assign(score=scores, percent=np.round(100 * table["likeness"]), own=own)
    ordered = ordered[asked & ordered["section"].isin(RANKED) & ordered["score"].notna()]
    scaled = bool(ordered["percent"].notna().any())
    by = ["percent", "own", "score", "actor_id"] if scaled else ["score", "own", "actor_id"]
    ordered = ordered.sort_values(by, ascending=[key not in ("percent", "score") for key in by])
    if not scaled:
        table.loc[ordered.index[MOST_UNSCALED:], "section"] = "further"
    section = table.loc[ordered.index, "section"]
    late = section.isin(["middle", "ask"]) & ordered["late_otherwise"].notna()
    turns = ordered.assign(list=section.map(RANKED.index), late=late).sort_values(["list", "late"], kind="stable").index
    return pd.Series(range(1, len(turns) + 1), index=turns).reindex(table.index).astype("Int64")


def _add_neighbours(network: Network, goal: Target, record: StanceRecord, known: Floats, table: pd.DataFrame) -> None:
    """The nearest States whose outcome is known, the years behind them, and the parts of the estimate in words."""
    K, N = record.kappa
    near = neighbours(np.where(N >= MIN_COMMON, K, np.nan), known)
    like = neighbours(record.jaccard, known)
    supporting = np.isin(record.ids, goal.supporters)
    names = table["name"].to_numpy()
    table["supporting_neighbours"] = [int(supporting[row].sum()) for row in near]
    table["supporting_signers"] = [int(supporting[row].sum()) for row in like]
    table["neighbours"] = [len(row) for row in near]
    table["n"] = [float(np.median(N[i, row])) if len(row) else np.nan for i, row in enumerate(near)]
    table["years"] = years(network, record.items)
    table["nearest_supporters"] = [
        listed([f"{names[j]} ({record.same[i, j]} of {N[i, j]})" for j in row if supporting[j]])
        for i, row in enumerate(near)
    ]
    counts = PartCounts(
        votes=(~np.isnan(record.votes)).sum(axis=1),
        by_votes=table["supporting_neighbours"].to_numpy(),
        by_lists=table["supporting_signers"].to_numpy(),
        lists=record.lists.sum(axis=1),
        known=int((~np.isnan(known)).sum()),
    )
    few = f"fewer than {NEIGHBOURS} States share {MIN_COMMON} contested items with it"
    told = part_reasons(network, goal, table, counts)
    table["reason"] = [few if n < NEIGHBOURS else words for n, words in zip(table["neighbours"], told, strict=True)]


def _other_supporters(network: Network, recommendation: str, bearing: list[str]) -> pd.DataFrame:
    """Supporters that are not States: on record, and no likeness is measured for them."""
    derived = network.positions[network.positions["recommendation_id"] == recommendation].set_index("actor_id")
    others = network.actors[~network.is_state & network.actors.index.isin(derived.index)]
    position = derived.loc[others.index, "position"].astype(str)
    section = position.map({Standing.LEADS.value: "leads", Standing.SUPPORTS.value: "supports"}).fillna("opposed")
    others_on_record = [Standing.MIXED.value, Standing.ABSTAINED.value, Standing.DECLARED.value]
    section = section.mask(position.isin(others_on_record), "recorded")
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
