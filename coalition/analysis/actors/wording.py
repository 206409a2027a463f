"""What is said of actors: who moved, what they asked and did, and who backs whose priorities."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd

from coalition.analysis.actors.late_votes import LateVotesOf
from coalition.analysis.actors.trend import MIN_ITEMS
from coalition.analysis.phrases import titled_text
from coalition.english import listed, number_of, the
from coalition.model.network import Network

MOST_NAMED = 4
"""Texts that a sentence names."""
TOWARDS = {"towards": "towards", "away": "away from"}
"""Directions as words before the name of a group."""


def realignment_summary(table: pd.DataFrame) -> str:
    """The result of `realignment` in a sentence."""
    tested = table[table["change"].notna()]
    if tested.empty:
        return f"Too little to say who has moved: nobody voted early and late on {MIN_ITEMS} texts that came back."
    people = tested["actor_id"].nunique()
    sure = table[table["moved"]]
    if len(sure):
        first = sure.iloc[0]
        return (
            f"{sure['actor_id'].nunique()} of {people} States have moved; furthest {first['name']}, "
            f"{TOWARDS[first['direction']]} {the(first['group_name'])}, since {first['since']}."
        )
    hints = table[table["direction"] != ""]
    names = ", ".join(hints["name"].drop_duplicates().head(3))
    return (
        f"No movement of any of {people} States towards or away from a group is proven once it is counted how many "
        f"were looked at; {hints['actor_id'].nunique()} may have moved" + (f", the furthest {names}." if names else ".")
    )


def realignment_of(name: str, own: pd.DataFrame) -> str:
    """Whether an actor has moved, and where to: `own` are its rows of the result of `realignment`."""
    if own.empty:
        return f"{name} is no State: only States are compared text by text."
    tested = own[own["change"].notna()]
    if tested.empty:
        return f"Whether {name} has moved cannot be said: it {own['note'].iloc[0]}."
    texts = int(tested["texts"].max())
    proven, hints = own[own["moved"]], own[(own["direction"] != "") & ~own["moved"]]
    start = f"Up to {tested['until'].iloc[0]}, on {texts} texts that came back, {name}"
    if len(proven):
        return f"{start} moved {_directions(proven)}."
    if len(hints):
        return f"{start} may have moved {_directions(hints)}; among so many actors looked at, chance may do this."
    return f"{start} did not move towards or away from any group, as far as can be told from chance."


def late_votes_words(network: Network, name: str, late: LateVotesOf | None) -> str:
    """How a State voted of late beside the rest of its regional group; "" where there is nothing to tell."""
    if late is None:
        return ""
    group = the(late.group)
    calls = f"{number_of(len(late.texts), 'roll call')} on which the group was of one mind"
    if not late.otherwise:
        which = "all" if len(late.texts) > 1 else "the"
        return f"Since {late.since}, {name} voted as most of {group} did, on {which} {calls}."
    named = listed([titled_text(network, text) for text in late.otherwise], MOST_NAMED)
    return (
        f"Since {late.since}, {name} voted otherwise than most of {group} on {len(late.otherwise)} of {calls}: {named}."
    )


def _directions(rows: pd.DataFrame) -> str:
    every = rows.to_dict("records")
    told = [f"{TOWARDS[row['direction']]} {the(row['group_name'])} (since {row['since']})" for row in every]
    return listed(told, len(told))


def mutual_backing_summary(network: Network, table: pd.DataFrame, actor: str | None = None) -> str:
    """The result of `mutual_backing` in a sentence."""
    if table.empty:
        return "No State leads on anything that another could still back: there is nothing to trade on record."
    if actor is None:
        first = table.iloc[0]
        return f"Pairs of States that could trade support, those with most to gain first. {first['sentence']}"
    name = network.actors.loc[actor, "name"]
    backers = int((table["backed"] > 0).sum())
    own = f"{backers} of {len(table)} other States shown back a priority of {name}"
    if not table["backed_of"].iloc[0]:
        own = f"{name} leads on nothing on record, so that nobody can back a priority of its own"
    trades = table.loc[(table["for_you"] != "") & (table["for_them"] != ""), "name"]
    tail = f"; it could trade support with {listed(list(trades))}" if len(trades) else "; no pair could trade support"
    return f"{own}{tail}."


def trade_words(a: object, b: object, for_a: list[str], for_b: list[str]) -> str:
    """What two States could trade: on which priorities of each the other could back it."""
    return f"{b} could back {a} on {listed(for_a)}, and {a} could back {b} on {listed(for_b)}."


def backing(
    me: object, other: object, backs: tuple[int, int], backed: tuple[int, int], for_me: list[str], for_other: list[str]
) -> str:
    """How many of the priorities of another State one backs, the other way round, and what they could trade."""
    parts = [
        f"{me} backs {backs[0]} of {backs[1]} priorities of {other}",
        f"{other} backs {backed[0]} of {backed[1]} of {me}"
        if backed[1]
        else f"no lead of {me} that {other} could back counts here",
    ]
    if for_me and for_other:
        parts.append(f"{me} could back {listed(for_other)}, and {other} {listed(for_me)}")
    return f"{'; '.join(parts)}."


NOT_HERE = "not on this map"
"""Of what nobody put on the map: it may be there in the world."""
PART_WORDS = {"said": "has said so", "backed": "led, joined or voted yes", "did": "did it itself"}
"""Parts of `words_and_deeds`, by what an act cost: words, support beside others, deeds."""
PART_RULE = (
    "Has said so: recommendations made or accepted, pledges, statements, a yes where hardly anybody dissented. Led, "
    "joined or voted yes: lists of sponsors and signatures, joint statements, votes with dissent. Did it itself: laws, "
    "ratifications, payments, an accredited national institution. Readings that can be disputed count here, whatever "
    "is switched on. What is not on this map may be there all the same: a question, not a verdict."
)


def count_words(row: Mapping[Hashable, object], part: str) -> str:
    """How many of those open to it: "2 of 5"; where there are none, that they are not on this map."""
    return f"{row[part]} of {row[f'{part}_of']}" if row[part] else NOT_HERE


def words_and_deeds_summary(network: Network, table: pd.DataFrame, actor: str | None = None) -> str:
    """The result of `words_and_deeds` in a sentence."""
    if table.empty:
        return "No evidence that an actor of this sort could support bears on any recommendation of this map."
    if actor is None:
        asked = table[table["asked_only"] != ""]
        if asked.empty:
            return (
                f"What {number_of(len(table), 'State')} said, backed with others and did, as far as is on this map. Of "
                "none can it be said that it only recommended something to others: that takes a complete list of who "
                "did it."
            )
        subjects = asked["asked_only"].str.split("; ").str.len()
        first = [f"{name} ({count})" for name, count in zip(asked["name"].head(3), subjects.head(3), strict=True)]
        return (
            f"{len(asked)} of {len(table)} States recommended to others what they have not done themselves by a "
            f"complete list, with no other support of their own on this map, most often {listed(first)}. A question to "
            "ask, not a verdict."
        )
    name, themes = network.actors.loc[actor, "name"], number_of(len(table), "theme")
    counts = {words: int((table[part] > 0).sum()) for part, words in PART_WORDS.items()}
    told = [f"{words} on {count}" for words, count in counts.items() if count]
    if not told:
        return f"Neither words nor deeds of {name} are on this map: unknown, not silent."
    only = list(dict.fromkeys(subject for cell in table["asked_only"] for subject in cell.split("; ") if subject))
    tail = f" {_asked_only(only)}" if only else ""
    return f"Of {themes}, {name} {listed(told)}, as far as is on this map.{tail}"


def theme_sentence(row: Mapping[Hashable, object]) -> str:
    """What an actor said, backed and did on a theme: a row of the result of `words_and_deeds`."""
    told = [f"{words}: {count_words(row, part)}" for part, words in PART_WORDS.items()]
    only = [subject for subject in str(row["asked_only"]).split("; ") if subject]
    tail = f". {_asked_only(only)[:-1]}" if only else ""
    return f"{row['name']}, {row['theme']}: {'; '.join(told)}{tail}."


def _asked_only(subjects: list[str]) -> str:
    return (
        f"Recommended to others, not done itself by a complete list, with no other support of its own on this map: "
        f"{listed(subjects)}."
    )
