"""What is said of actors: who moved, what they asked and did, and who backs whose priorities."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.actors.trend import MIN_ITEMS
from coalition.analysis.phrases import listed
from coalition.model.network import Network

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
            f"{TOWARDS[first['direction']]} {first['group_name']}, since {first['since']}."
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
    start = f"On {texts} texts that came back, {name}"
    if len(proven):
        return f"{start} has moved {_directions(proven)}."
    if len(hints):
        return f"{start} may have moved {_directions(hints)}; among so many actors looked at, chance may do this."
    return f"{start} has not moved towards or away from any group, as far as can be told from chance."


def _directions(rows: pd.DataFrame) -> str:
    return ", ".join(
        f"{TOWARDS[row['direction']]} {row['group_name']} (since {row['since']})" for row in rows.to_dict("records")
    )


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
        f"{other} backs {backed[0]} of {backed[1]} of {me}",
    ]
    if for_me and for_other:
        parts.append(f"to trade: {listed(for_other)} against {listed(for_me)}")
    return f"{'; '.join(parts)}."


def words_and_deeds_summary(network: Network, table: pd.DataFrame, actor: str | None = None) -> str:
    """The result of `words_and_deeds` in a sentence."""
    if table.empty:
        return "No evidence of this sort bears on any recommendation: neither words nor deeds are on record."
    if actor is None:
        more = table.loc[table["share_asked"].round(10) > table["share_did"].round(10), "name"]
        first = f"; furthest apart: {listed(list(more[:3]))}" if len(more) else ""
        return (
            f"{len(more)} of {len(table)} States stand behind a larger share of the texts and statements open to them "
            f"than of what would bind them{first}. Lists are partial."
        )
    only = list(dict.fromkeys(subject for cell in table["asked_only"] for subject in cell.split("; ") if subject))
    themes = table.loc[(table["did_of"] > 0) & (table["did"] == 0) & (table["asked"] > 0), "theme"]
    words = [f"{network.actors.loc[actor, 'name']} has words on record on {int((table['asked'] > 0).sum())} and deeds "
             f"on {int((table['did'] > 0).sum())} of {len(table)} themes"]  # fmt: skip
    if len(themes):
        words.append(f"words without a recorded deed on {listed(list(themes))}")
    if only:
        words.append(f"recommended to others, without accepting it itself on record: {listed(only)}")
    return f"{'; '.join(words)}."


def theme_sentence(row: dict[str, object]) -> str:
    """What an actor asked and did on a theme: a row of the result of `words_and_deeds`."""
    words = (
        f"{row['name']}, {row['theme']}: asked in {row['asked']} of {row['asked_of']} texts and statements on record, "
        f"did {row['did']} of {row['did_of']} things that bind it"
    )
    only = [subject for subject in str(row["asked_only"]).split("; ") if subject]
    tail = f"; recommended to others, with nothing on record of its own: {listed(only)}" if only else ""
    return f"{words}{tail}."
