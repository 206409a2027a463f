"""A search for partners in words: the answer, the rule that applies, and each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from coalition.analysis.coverage import SUPPORTING
from coalition.analysis.partners.likeness_models import DEFAULT, NEIGHBOURS, PARTS, WORDS, letters
from coalition.analysis.partners.targets import Level, Target, TargetKind, bodies_of
from coalition.analysis.phrases import position_words, titled_text
from coalition.arrays import Ints
from coalition.english import capitalized, listed, number_of
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Act, Coverage, EvidenceKind, Kind, Position, Standing

CANDIDATES = ("ask", "middle", "unlike", "further", "recorded", "opposed")
"""Lists of those who might be talked to: only they have reasons and a go-between."""
MIDDLE = (0.20, 0.75)
"""Likeness to supporters that counts as the middle ground."""
FIRST = 3
"""So many are named in the answer."""
ALL = {1: "It is", 2: "Both are", 3: "All three are"}
PAST = {EvidenceKind.VOTE, EvidenceKind.COSPONSORSHIP, EvidenceKind.STATEMENT}
"""Kinds of texts that nobody can join afterwards."""
APART = 0.5
"""Parts of one estimate that lie so far from each other say different things."""
MOVED = {
    "towards": "moved towards support: on record for it only in its latest year",
    "away": "moved away from support: not on record for it in its latest year",
}
SEEN = ("you_share", "you_disagree", "you_through_words")


def row_sentences(network: Network, table: pd.DataFrame) -> list[str]:
    """Everything about each row as a person would say it."""
    names = network.actors["name"].to_dict()
    return [_row_sentence(names, row) for row in table.drop(columns="sentence").to_dict("records")]


def _row_sentence(names: dict[str, str], row: dict[str, object]) -> str:
    parts = [f"{row['name']}: {row['record'] or 'nothing on record about it'}"]
    if row["moved"] in MOVED:
        parts.append(MOVED[str(row["moved"])])
    if row["section"] in CANDIDATES and lately(row):
        parts.append(lately(row))
    if pd.notna(row["likeness"]) and row["section"] in CANDIDATES:
        parts.append(f"an estimated likeness to supporters of {float(str(row['likeness'])):.0%}")
    if isinstance(row["reason"], str) and row["reason"]:
        parts.append(row["reason"])
    if isinstance(row["go_between"], str) and row["go_between"]:
        parts.append(f"close to {names[row['go_between']]}, {row['go_between_reason']}")
    parts += [str(row[key]) for key in SEEN if isinstance(row[key], str) and row[key]]
    return f"{'; '.join(parts)}."


@dataclass(frozen=True, eq=False)
class PartCounts:
    """Counts behind the parts of an estimate, one per State."""

    votes: Ints
    """Contested texts on which it voted."""
    by_votes: Ints
    """Supporters among the `NEIGHBOURS` that vote most like it."""
    by_lists: Ints
    """Supporters among the `NEIGHBOURS` that join most like it."""
    lists: Ints
    """Lists that it joined."""
    known: int
    """States whose position on the target is known, among which the nearest are sought."""


def part_reasons(network: Network, goal: Target, table: pd.DataFrame, counts: PartCounts) -> list[str]:
    """The parts of the estimate of each State in words, each with its count and its share, the largest first.

    Without a likeness the same counts, without shares: they are what the order rests on.
    """
    if goal.level is Level.FACTS:
        return [""] * len(table)
    ordered_by_lists = goal.level is Level.LISTS_JOINED
    used = ("lists",) if ordered_by_lists else letters(DEFAULT["votes" if goal.votes else "lists"])
    verb = "support it" if goal.votes else "are on record in support"
    nearest = f"the {NEIGHBOURS} States that vote most like it"
    if goal.votes:
        nearest = (
            f"the {NEIGHBOURS} that vote most like it among the {counts.known} States whose position on it is known"
        )
    reasons = []
    for i, row in enumerate(table.to_dict("records")):
        group = network.group_names.get(str(row["group"]), "")
        words = {
            "c": f"{counts.by_votes[i]} of {nearest} {verb}",
            "d": f"its place in the voting space, by {counts.votes[i]} contested votes",
            "g": f"its place in the voting space, by {counts.votes[i]} contested votes, "
            f"{f'{group}, ' if group else ''}its blocs and {number_of(counts.lists[i], 'list')}",
            "i": f"{counts.by_lists[i]} of the {NEIGHBOURS} States that join most like it {verb}",
            "lists": f"joined {number_of(counts.lists[i], 'list')} elsewhere",
        }
        shares = {letter: row.get(f"part_{letter}", np.nan) for letter in used}
        if any(pd.isna(share) for share in shares.values()):
            reasons.append("; ".join(words[letter] for letter in used))
        else:
            order = sorted(used, key=lambda letter: (-shares[letter], used.index(letter)))
            reasons.append("; ".join(f"{shares[letter]:.0%} from {words[letter]}" for letter in order))
    return reasons


def viewer_words(network: Network, goal: Target, table: pd.DataFrame, viewer: str | None) -> str:
    """Where the State stands whose view it is, on what counts and on the recommendation; "" where it is nobody's."""
    if viewer is None:
        return ""
    row = table.set_index("actor_id").loc[viewer]
    stands = {"leads": "leads it", "supports": "is on record in support", "opposed": "opposed a text that counts"}
    if row["section"] in stands:
        return f"{row['name']} itself {stands[row['section']]}."
    there = network.positions_on(goal.recommendation).set_index("actor_id")
    if goal.named and viewer in there.index:
        text = titled_text(network, texts_of_states(network, goal.evidence)[0])
        return f"{row['name']} itself is not on {text}; on the recommendation it {position_words(there.loc[viewer])}."
    own = f" ({row['badge']})" if isinstance(row["badge"], str) and row["badge"] else ""
    return f"{row['name']} itself is not on record in support{own}."


def rule(goal: Target) -> str:
    """Which estimate the record carries, and on how much."""
    n, others = len(goal.supporters), len(goal.standing) - len(goal.supporters)
    who = number_of(n, "supporter")
    beside = f" and {number_of(others, 'other State')}" if goal.votes else ""
    amount = f"{who}{' of that text' if goal.named else ''}{beside} on record"
    if goal.level is Level.FACTS:
        return f"No estimate ({goal.kind.words}; {amount})."
    if goal.level is Level.LISTS_JOINED:
        return f"Ordered by lists joined elsewhere ({goal.kind.words}; {amount})."
    model = WORDS[DEFAULT["votes" if goal.votes else "lists"]]
    what = {Level.LIKENESS: "Likeness", Level.ROUGH: "Rough likeness", Level.ORDER: "Order"}[goal.level]
    return f"{what} estimated from {model} ({goal.kind.words}; {amount})."


def texts_of_states(network: Network, evidence: Sequence[str]) -> list[str]:
    """Ids of the texts on which a State stands: a letter of organisations is none of theirs."""
    taken = network.stances[network.states][:, network.columns(list(evidence))].tocsc()
    return [text for text, states in zip(evidence, np.diff(taken.indptr), strict=True) if states]


def target_words(network: Network, goal: Target) -> str:
    """The text that support of States is counted by; of several the newest vote, or list open to all, by its title."""
    texts = texts_of_states(network, goal.evidence)
    if len(texts) <= 1:
        return "".join(titled_text(network, key) for key in texts)
    which, newest = _newest(network, goal)
    return f"any of {len(texts)} texts, {which} {titled_text(network, newest)}"


def _newest(network: Network, goal: Target) -> tuple[str, str]:
    """Of several texts the newest vote, or list open to all: which one that is in words, and its id."""
    evidence = network.evidence.loc[texts_of_states(network, goal.evidence)]
    open_to_all = (evidence["body"] == "") & (evidence["act"] != Act.LED)
    telling = evidence["kind"] == EvidenceKind.VOTE if goal.votes else open_to_all
    dates = evidence.loc[telling if telling.any() else ~telling, "date_to"].sort_index()
    which = "the newest"
    if len(dates) < len(evidence):
        which = f"the {'only' if len(dates) == 1 else 'newest'} {'vote' if goal.votes else 'one open to all'}"
    return which, str(dates.idxmax())


def answer(network: Network, goal: Target, table: pd.DataFrame) -> str:
    """Whom to talk to first, on which text they are not on record, and whose source to check before; or why nobody.

    Each sentence stands alone: a page shows those after the first one by one.
    """
    states = table[table["kind"].isin(STATES)].sort_values("rank")
    if goal.level is Level.FACTS:
        return _no_ranking(network, goal, table, states["section"].value_counts())
    every = [states[(states["section"] == section) & states["rank"].notna()] for section in ("middle", "ask")]
    first, ask = (rows[rows["late_otherwise"].isna()] for rows in every)
    ask = ask[~ask["actor_id"].isin(goal.standing)]  # who abstained had a vote, and is no oversight of a list
    scaled = bool(states["likeness"].notna().any())
    why = goal.why
    if len(first) and goal.unread and not scaled:
        named = listed(list(first["name"].head(FIRST)))
        said = [f"Check the roll call first: {goal.unread}.", f"The order of those who are not begins with {named}."]
    elif len(first):
        said = _first_calls(network, goal, first.head(FIRST), scaled)
        why = "" if goal.kind is TargetKind.PARTIAL and scaled else goal.why
    else:
        near = states[(states["section"] == "unlike") & states["rank"].notna()].head(FIRST)
        under = f" (under {MIDDLE[0]:.0%}, where the middle ground begins)" if scaled else ""
        nearest = [f"Nearest to the supporters{under}: {_named(near)}."] if len(near) else []
        looked_at = f"The States looked at are not on record in support of {target_words(network, goal)}."
        said = ["Nobody is a good first call.", looked_at, *nearest]
    if len(ask):
        said.append(_very_like(network, goal, ask))
    likest = [rows.sort_values(["likeness", "rank"], ascending=[False, True]).head(FIRST) for rows in every]
    named_late = pd.concat(likest).dropna(subset=["late_otherwise"])
    rest = every[1][~every[1]["actor_id"].isin({*ask["actor_id"], *named_late["actor_id"]})]
    if len(rest):
        are = "is" if len(rest) == 1 else "are"
        said.append(f"{_named(rest)} {are} very like the supporters, but abstained or voted otherwise recently.")
    said += _late(named_late)
    if goal.unread and scaled:
        said.append(f"{capitalized(goal.unread)}.")
    return " ".join([*said, why]).strip()


def _no_ranking(network: Network, goal: Target, table: pd.DataFrame, counts: Mapping[Any, int]) -> str:
    """Why nobody is named, and what is on record all the same; `counts` are those of States by section."""
    opposed, otherwise = int(counts.get("opposed", 0)), int(counts.get("recorded", 0))
    told = [number_of(opposed, "State") + " opposed a text that counts"] if opposed else []
    if otherwise and goal.kind is not TargetKind.DECLARED:
        are = "is" if otherwise == 1 else "are"
        told.append(f"{otherwise} {'more ' if opposed else ''}{are} on record about it otherwise")
    told = [f"{' and '.join(told)}."] if told else []
    why = f"{capitalized(goal.unread)}." if goal.unread else goal.why  # the few who are known say nothing of a vote
    return " ".join(["No ranking.", why, *_beside(goal, table), *_otherwise(network, goal, table), *told])


def _first_calls(network: Network, goal: Target, calls: pd.DataFrame, scaled: bool) -> list[str]:
    """Who is called first, a thought a sentence: where they stand, on which text, what to ask them for."""
    one = len(calls) == 1
    they, beside, known = ("it", "", []) if one else ("they", "", [])
    if goal.kind is TargetKind.PARTIAL and scaled:
        beside = f", unless {they} joined already"
        known = [f"{capitalized(_known_in_part(network, goal))}."]
    elif goal.later and scaled:
        beside = f", unless {they} joined since"
        known = [f"{capitalized(_later_words(network, goal))}."]
    texts = texts_of_states(network, goal.evidence)
    text = titled_text(network, texts[0]) if len(texts) == 1 else f"any of the {len(texts)} texts about it"
    newest = []
    if len(texts) > 1:
        which, key = _newest(network, goal)
        newest = [f"Of the texts, {which} is {titled_text(network, key)}."]
    wanted = f" for {text}" if goal.named else ""  # which one of its texts decides whom to call
    vote, sign = ("votes", "signs") if one else ("vote", "sign")
    if scaled:
        how = f"by how {they} {vote}" if goal.votes else f"by how {they} {vote} and what {they} {sign}"
        stands = f"{ALL[len(calls)]} in the middle ground {how},"
    else:
        stands = f"{capitalized(they)} {'comes' if one else 'come'} first in the order of likeness to the supporters,"
    return [
        f"Talk first to {_called(calls) if scaled else listed(list(calls['name']))}{wanted}{beside}.",
        f"{stands} and {_not_in_support(goal, calls)} {'it' if goal.named else text}.",
        *newest,
        *known,
        *_without_vote(network, goal, calls),
        *_other_texts(network, goal, calls),
        *_to_ask_for(network, goal),
        *_parts_apart(calls),
    ]


def _called(calls: pd.DataFrame) -> str:
    """Names with their likeness; the first says what the number is, which is no chance of a yes."""
    first, *more = calls.to_dict("records")
    return listed([f"{first['name']} (likeness {_share(first)})", *map(_with_share, more)])


def _known_in_part(network: Network, goal: Target) -> str:
    """Which lists behind a target are not whole: by name where it is one of several, else how many."""
    texts = network.evidence.loc[texts_of_states(network, goal.evidence)]
    partial = texts.index[texts["coverage"] == Coverage.PARTIAL]
    if len(partial) == 1:
        taken = network.stances[network.states][:, network.columns([str(partial[0])])].count_nonzero()
        are = "is" if taken == 1 else "are"
        which = titled_text(network, str(partial[0])) if len(texts) > 1 else "its list"
        return f"only {number_of(int(taken), 'State')} on {which} {are} known here"
    which = f"all {len(partial)}" if len(partial) == len(texts) else f"{len(partial)} of {len(texts)}"
    return f"{which} lists are known here in part"


def _later_words(network: Network, goal: Target) -> str:
    """Which later lists of the same text are known in part, and by whose names."""
    years = list(dict.fromkeys(network.evidence.loc[list(goal.later), "date_to"].str[:4]))
    lists = f"list{'s' if len(years) > 1 else ''} of {listed(years)}"
    taken = network.stances[network.states][:, network.columns(list(goal.later))].tocoo()
    names = sorted(set(network.actors["name"].iloc[network.states[taken.coords[0]]]))
    return f"of the {lists} only {listed(names)} {'is' if len(names) == 1 else 'are'} known here"


def _to_ask_for(network: Network, goal: Target) -> list[str]:
    """What there is to ask for: a place in a circle whose members choose, or support of a next text."""
    kinds = set(network.evidence.loc[texts_of_states(network, goal.evidence), "kind"])
    if kinds == {EvidenceKind.MEMBERSHIP}:
        return ["Its members decide who joins; likeness is not their test, and says nothing of a record at home."]
    is_one = len(texts_of_states(network, goal.evidence)) == 1
    if (last := _last_time(network, goal)) is not None:
        text, year = last
        which = "The text" if is_one else f"The text of {titled_text(network, text)}"
        again = "" if year in which else f", last in {year}"
        return [f"{which} returns from time to time{again}: ask for support of the next version."]
    past = "The text is" if is_one else "The texts are"
    return [f"{past} past: ask for support of the next step."] if kinds <= PAST else []


def _last_time(network: Network, goal: Target) -> tuple[str, str] | None:
    """Of the recurring texts among those that count the newest, and the newest year of its like; None for none."""
    own = network.evidence.loc[texts_of_states(network, goal.evidence), ["family", "date_to"]].query("family != ''")
    there = network.evidence.loc[network.evidence["family"].isin(set(own["family"])), ["family", "date_to"]]
    years = {str(family): set(dates.str[:4]) for family, dates in there.groupby("family")["date_to"]}
    returns = np.array([len(years[str(family)]) > 1 for family in own["family"]], dtype=bool)
    again = own[returns].sort_values("date_to")
    return (str(again.index[-1]), max(years[str(again["family"].iloc[-1])])) if len(again) else None


def _otherwise(network: Network, goal: Target, table: pd.DataFrame) -> list[str]:
    """States that took part in what others declared, and said something else: their notes tell what."""
    if goal.kind is not TargetKind.DECLARED:
        return []
    stances, kinds = network.tables.stances, network.evidence["kind"]
    bearing = [key for key in network.evidence_of(goal.recommendation) if kinds[key] != EvidenceKind.VOTE]
    noted = (stances["position"] == Position.ABSENT) & (stances["note"] != "") & stances["evidence_id"].isin(bearing)
    names = list(table.loc[table["actor_id"].isin(stances.loc[noted, "actor_id"]), "name"].sort_values())
    return [f"{listed(names)} spoke otherwise on it: their cards tell how."] if names else []


def _beside(goal: Target, table: pd.DataFrame) -> list[str]:
    """Bodies of States that lead beside the States of one regional group: their members may be of others."""
    leads = table[(table["section"] == "leads") & table["kind"].isin([Kind.REGIONAL_BODY, Kind.IGO, Kind.UN_BODY])]
    if goal.kind is not TargetKind.ONE_GROUP or leads.empty:
        return []
    names = listed(list(leads["name"]))
    apart = "is not on this map, disputed readings apart"
    return [f"Beside them leads a body of States ({names}); how each of its members stood {apart}."]


def _parts_apart(named: pd.DataFrame) -> list[str]:
    """For whom of those who are named the parts of the estimate say different things."""
    shares = named[[f"part_{letter}" for letter in PARTS]]
    apart = named.loc[shares.max(axis=1) - shares.min(axis=1) >= APART, "name"]
    points = f"{100 * APART:.0f} points or more apart"
    return (
        [f"For {listed(list(apart))}, the estimates behind the likeness lie {points}: read the reasons first."]
        if len(apart)
        else []
    )


def _late(named: pd.DataFrame) -> list[str]:
    """Who would be named, had it not voted otherwise than the supporters of late: an old likeness may hold no more."""
    late = named.to_dict("records")
    if not late:
        return []
    which = listed([_with_share(row) for row in late], len(late))
    on = listed([f"{row['late_otherwise']} of {row['late_texts']}" for row in late], len(late))
    stands, are = ("it stands", "is") if len(late) == 1 else ("they stand", "are")
    return [
        f"{which} {are} like the supporters too, but since {late[0]['late_since']} voted otherwise than most of them "
        f"on {on} roll calls about other texts: ask where {stands} now."
    ]


def _not_in_support(goal: Target, named: pd.DataFrame) -> str:
    """What those who are named have not done: some may have supported one text and abstained on another."""
    one = len(named) == 1
    mixed = [actor for actor in named["actor_id"] if goal.standing.get(actor) == Standing.MIXED]
    if mixed:
        return f"{'has' if one else 'have'} a mixed record, or none, on"
    return f"{'is' if one else 'are'} not on record in support of"


def _other_texts(network: Network, goal: Target, named: pd.DataFrame) -> list[str]:
    """Who of those who are named back other texts of the recommendation, where one text was chosen for it."""
    there = network.positions_on(goal.recommendation)
    backing = set(there.loc[there["position"].isin(SUPPORTING), "actor_id"])
    names = [str(row["name"]) for row in named.to_dict("records") if row["actor_id"] in backing]
    if not goal.named or not names:
        return []
    return [f"{listed(names)} {'backs' if len(names) == 1 else 'back'} other texts about the recommendation."]


def _without_vote(network: Network, goal: Target, named: pd.DataFrame) -> list[str]:
    """Where none of those who are named had a vote to cast, it is said."""
    bodies = bodies_of(network, goal.evidence)
    ids = set(named["actor_id"])
    if not goal.whole_votes or not bodies or ids & set(goal.standing) or ids & goal.absent:
        return []
    none = {1: "It had no", 2: "Neither had a"}.get(len(ids), "None of them had a")
    return [f"{none} vote in the {listed(bodies)}{_when(network, goal)}."]


def _when(network: Network, goal: Target) -> str:
    """In which years there were votes, where they are few; a State may have been a member in others."""
    texts = network.evidence.loc[list(goal.evidence)]
    years = sorted(set(texts.loc[texts["kind"] == EvidenceKind.VOTE, "date_to"].str[:4]))
    return f" in {listed(years)}" if len(years) <= FIRST else " at the time"


def lately(row: Mapping[Any, Any]) -> str:
    """That a State voted otherwise than most supporters of late, with counts; "" where there is nothing to tell."""
    if pd.isna(row["late_otherwise"]):
        return ""
    of = f"{row['late_otherwise']} of {row['late_texts']} roll calls since {row['late_since']}"
    return f"voted otherwise than most supporters on {of}"


def _very_like(network: Network, goal: Target, ask: pd.DataFrame) -> str:
    """Who is so like the supporters that the record itself may be short, or that had no vote to cast."""
    is_one = len(ask) == 1
    like = f"{_named(ask)} {'is' if is_one else 'are'} very like the supporters and"
    if goal.unread:
        return f"{like} not among the votes that are known here: check the roll call, then ask."
    if not goal.votes:
        texts = texts_of_states(network, goal.evidence)
        these = "its list" if len(texts) == 1 else "any of the lists"
        if goal.later:
            return f"{like} not on {these}: check the later lists, then ask."
        if goal.kind is TargetKind.WHOLE:
            year = network.evidence.loc[texts, "date_to"].max()[:4]
            return f"{like} not on {these}, complete here as of {year}: ask why."
        return f"{like} not on {these} as known here: check the source, then ask."
    bodies = bodies_of(network, goal.evidence)
    no_vote = f"had no vote in the {listed(bodies)}{_when(network, goal)}" if bodies else ""
    absent = "was absent" if is_one else "were absent"
    away = absent if not goal.absent.isdisjoint(ask["actor_id"]) or not bodies else ""
    return f"{like} {' or '.join(part for part in (no_vote, away) if part)}: ask for their position."


def why_ask(network: Network, goal: Target, actor: str) -> str:
    """What a likeness above the middle ground may mean for one State."""
    if goal.whole_votes and actor in goal.standing:
        return (
            "Very like the supporters by its other votes, and not in support of a text of this: ask what has changed."
        )
    if goal.whole_votes:
        had_none = bodies_of(network, goal.evidence) and actor not in goal.absent
        missed = f"had no vote to cast{_when(network, goal)}" if had_none else "was absent from the vote"
        return f"Very like the supporters, and {missed}."
    if goal.later:
        return f"Very like the supporters, and not on the list; {_later_words(network, goal)}: check them, then ask."
    if goal.kind is TargetKind.WHOLE:
        return "Very like the supporters, and not on the list, which is complete here: ask why."
    return "So like the supporters that its name may be missing from what is on record."


def best_of_groups(network: Network, table: pd.DataFrame) -> str:
    """The first State to call of each regional group, with its number, even where that is low; "" without an order."""
    ranked = table[table["rank"].notna()].sort_values("rank")
    best = ranked.drop_duplicates("group").set_index("group")
    parts = []
    for group, name in network.group_names.items():
        if group in best.index:
            row = best.loc[group].to_dict()
            unlike = pd.notna(row["likeness"]) and round(100 * row["likeness"]) < 100 * MIDDLE[0]
            late = ", which voted otherwise recently" if pd.notna(row["late_otherwise"]) else ""
            told = f"nobody (nearest: {_with_share(row)})" if unlike else f"{_with_share(row)}{late}"
            parts.append(f"{name}: {told}")
    return f"First in each regional group. {'; '.join(parts)}." if parts else ""


def _named(rows: pd.DataFrame) -> str:
    return listed([_with_share(row) for row in rows.to_dict("records")])


def _with_share(row: Mapping[Any, Any]) -> str:
    """A name with its likeness; with its rank, where there is none."""
    return f"{row['name']} ({_share(row)})"


def _share(row: Mapping[Any, Any]) -> str:
    return f"{row['likeness']:.0%}" if pd.notna(row["likeness"]) else f"rank {row['rank']}"
