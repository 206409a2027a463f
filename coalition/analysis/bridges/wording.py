"""Bridges in words: the ranking, who stands between two groups, communities, thresholds and fragility."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coalition.analysis.groups import GROUPINGS, group_words
from coalition.english import listed, number_of, plural
from coalition.measures.rank_flips import RankFlip
from coalition.model.network import Network

if TYPE_CHECKING:
    from coalition.analysis.bridges.nearness import Nearness

UNSURE = 10
"""An order whose first may be further down than this is unsure."""
WEAK = 0.2
"""A kappa under this is slight agreement (Landis and Koch 1977, Biometrics 33:159)."""


def ranking_summary(table: pd.DataFrame, by: str) -> str:
    """The result of `coalition.analysis.bridges.ranking.bridges`: who bridges best, how sure that is, and how well."""
    first = table[table["rank"].notna()]
    if first.empty:
        return "Nobody can be ranked: too few contested votes and lists are common to them."
    names = [str(name) for name in first["name"][:3]]
    low, high = first["rank_low"].iloc[0], first["rank_high"].iloc[0]
    sure = f"The rank of {names[0]} lies between {low} and {high} of {len(first)}." if pd.notna(low) else ""
    if first["measure"].iloc[0] == "coverage":
        return f"{listed(names)} cover most of what few others of their {_plain(by)} cover. {sure}".strip()
    unsure = ", but the order is unsure" if pd.notna(low) and high > UNSURE else ""
    best = f"{listed(names)} rank first as bridges between {GROUPINGS.get(by, f'groups by {_plain(by)}')}{unsure}."
    weak = how_weak(names[0], float(first["weakest_group_congruence"].iloc[0]))
    return " ".join(filter(None, [best, sure, f"{weak}, where 0 is chance and 1 full agreement."]))


def how_weak(name: str, congruence: float) -> str:
    """How well the first of a ranking agrees with the group that it agrees with least, as a clause with its kappa."""
    value = number(congruence)
    if congruence < 0:
        return f"Even {name} agrees less than by chance with the group it agrees with least: kappa {value}"
    if congruence < WEAK:
        return f"Even {name} agrees only weakly with the group it agrees with least: kappa {value}"
    return f"With the group it agrees with least, {name} has a kappa of {value}"


def nearness_sentence(found: Nearness) -> str:
    """What else a ranking measures, in words; "" where nothing can be said."""
    if np.isnan(found.to_median):
        return ""
    between = "" if np.isnan(found.between) else (
        f"{number(found.between)} with nearness to the point halfway between the two groups that lie furthest apart, "
        "and "
    )  # fmt: skip
    return (
        f"Is that only nearness to a middle? With all {found.states} ranked States placed on one axis by how they "
        f"vote, the order has a rank correlation of {between}{number(found.to_median)} with nearness to the median "
        "State (1: the same order, 0: nothing in common). It says who stands there, not who works to join the groups."
    )


def ranking_sentences(network: Network, table: pd.DataFrame, by: str) -> list[str]:
    """Each row of a ranking in words; the table needs the columns of `coalition.analysis.bridges.ranking.COLUMNS`."""
    ranked = int(table["rank"].notna().sum())
    named = group_words(network, by)
    return [
        _unranked(row) if pd.isna(row["rank"]) else
        _agreement(row, ranked, named) if row["measure"] == "agreement" else _coverage(row, ranked, by, named)
        for row in table.to_dict("records")
    ]  # fmt: skip


def shared_words(shared_with: str, by: str, named: dict[str, str], limit: int = 3) -> str:
    """The column `shared_with` as a person says it: "12 with States, 3 with NGOs"."""
    parts = [part.rpartition(" ") for part in shared_with.split(";") if part]
    words = [
        f"{count} with {plural(named.get(group, group)) if by == 'kind' else named.get(group, group)}"
        for group, _, count in parts[:limit]
    ]
    return ", ".join(words)


def between_sentence(row: dict[str, object], name_a: str, name_b: str, led: str = "") -> str:
    """One supporter between two groups, in words; a row of `bridges_between`, and by what a lead leads."""
    if pd.isna(row["rank"]):
        return _unranked(row)
    does = f"leads on it{f' ({led})' if led else ''}" if row["leads"] else "supports it"
    inside = {"a": f", a member of {name_a}", "b": f", a member of {name_b}", "a;b": ", a member of both"}
    sure = "" if pd.isna(row["rank_low"]) else f", between {row['rank_low']} and {row['rank_high']}"
    comma = "," if row["member_of"] else ""
    return (
        f"{row['name']}{inside.get(str(row['member_of']), '')}{comma} {does}; mean kappa {number(row['kappa_a'])} with "
        f"{name_a} and {number(row['kappa_b'])} with {name_b}: rank {row['rank']}{sure}."
    )


def between_summary(table: pd.DataFrame, recommendation: str, name_a: str, name_b: str) -> str:
    """The result of `bridges_between` in a sentence."""
    ranked = table[table["rank"].notna()]
    if table.empty:
        return f"No State is on record in support of {recommendation}: nobody can stand between {name_a} and {name_b}."
    if ranked.empty:
        return f"None of the {len(table)} States in support of {recommendation} can be placed: too little in common."
    first = ranked.iloc[0]
    weak = f"come nearest to both, and not near: mean kappa {number(first['smaller'])} with one of them at best"
    how = weak if first["smaller"] < WEAK else "agree best with both"
    sure = ""
    if pd.notna(first["rank_low"]):
        sure = f"; the rank of {first['name']} lies between {first['rank_low']} and {first['rank_high']}"
    return (
        f"Between {name_a} and {name_b} on {recommendation}, of {len(ranked)} supporters that can be placed, "
        f"{listed([str(name) for name in ranked['name'][:3]])} {how}{sure} of {len(ranked)}."
    )


def community_sentence(row: dict[str, object], named: dict[str, str]) -> str:
    """An actor in its community, in words; a row of `communities`."""
    if pd.isna(row["community"]):
        return f"{row['name']} is in no community: {str(row['note'])[:1].lower()}{str(row['note'])[1:]}"
    words = (
        f"{row['name']} is in community {row['community']} of {row['size']}, with {row['ties_inside']} of its "
        f"{row['ties']} validated ties inside; together with the others in {float(str(row['stability'])):.0%} of runs"
    )
    if row["elsewhere"]:
        group = named.get(str(row["group"]), str(row["group"]))
        return f"{words}; most of its regional group ({group}) are in community {row['home']}."
    return f"{words}."


def communities_summary(
    table: pd.DataFrame, named: dict[str, str], rand: float, unsure: int, away: pd.DataFrame
) -> str:
    """The result of `communities` in a sentence.

    Parameters
    ----------
    table
        What `communities` gives.
    named
        The names of the groups by id.
    rand
        Likeness to the regional groups, an adjusted Rand index; NaN where there is none.
    unsure
        For how many actors the place hangs on the seed of the algorithm.
    away
        Rows of actors in another community than most of their group.
    """
    placed = table[table["community"].notna()]
    if placed.empty:
        why = table["note"].iloc[0] if len(table) else "there is no actor of this kind."
        return f"No communities: {why[:1].lower()}{why[1:]}"
    sizes = placed.drop_duplicates("community")["size"]
    parts = [f"{len(sizes)} communities of {listed([str(size) for size in sizes], 6)}"]
    if len(sizes) == 1:
        parts = [f"One community of {sizes.iloc[0]}"]
    if len(placed) < len(table):
        parts.append(f"{len(table) - len(placed)} without a validated tie")
    if pd.notna(rand):
        parts.append(f"likeness to the regional groups {rand:.2f} (0 chance, 1 the same)")
    parts.append(
        f"the place of {unsure} depends on chance in the method"
        if unsure
        else "the result does not depend on chance in the method"
    )
    if len(away):
        names = [f"{name} ({named.get(group, group)})" for name, group in zip(away["name"], away["group"], strict=True)]
        parts.append(f"in another one than most of their regional group: {listed(names, 5)}")
    return f"{'; '.join(parts)}."


def sensitivity_summary(table: pd.DataFrame) -> str:
    """The result of `sensitivity` in a sentence: which measure changes most from one threshold to the next."""
    told = table.dropna(subset=["correlation_with_next"])
    if told.empty:
        return "There are too few thresholds or ties to say how far these measures depend on the threshold."
    worst = told.sort_values(["correlation_with_next", "measure", "threshold"]).iloc[0]
    mostly = table.groupby("measure")["with_degree"].mean().abs()
    degree = [f"{measure} ({value:.2f})" for measure, value in mostly.items() if value >= 0.8]
    tail = f" Mostly the number of ties under another name (mean rank correlation): {listed(degree)}." if degree else ""
    return (
        f"Read these as description: {worst['measure']} at a threshold of {worst['threshold']:g} and at the next has a "
        f"rank correlation of {worst['correlation_with_next']:.2f}.{tail}"
    )


def fragility_sentence(found: RankFlip, changes: pd.DataFrame, taken: int, k: int) -> str:
    """What would take an actor out of the first k, in words: its `changes`, of the `taken` stances that it has."""
    if changes.empty:
        few = f"no two of its {taken} stances" if taken > 1 else "its one stance"
        return f"robust; {few}, changed in any way, would take it out of the first {k}."
    named = [
        f"“{row.title}” ({row.citation}, {row.year}) from {row.recorded} to {row.changed}"
        for row in changes.itertuples(index=False)
    ]
    after = f"rank {found.rank:.0f}" if np.isfinite(found.rank) else "unranked"
    if len(named) == 1:
        others = (
            f" Any of {found.sets} single stances would do." if found.sets > 1 else " No other single stance would."
        )
        return f"fragile; one stance takes it out of the first {k} ({after}): {named[0]}.{others}"
    others = f" {found.sets} pairs would do." if found.sets > 1 else " No other pair would."
    return f"two stances take it out of the first {k} ({after}): {' and '.join(named)}.{others}"


def _unranked(row: dict[str, object]) -> str:
    return f"{row['name']} has no rank ({str(row['note']).removeprefix('unranked: ')})."


def _agreement(row: dict[str, object], ranked: int, named: dict[str, str]) -> str:
    weakest = named.get(str(row["weakest_group"]), str(row["weakest_group"]))
    own = row["own_group_congruence"]
    inside = "" if pd.isna(own) else f", against {number(own)} with those of its own"
    return (
        f"{row['name']}: of the groups it does not belong to, it agrees least with {weakest} (mean kappa "
        f"{number(row['weakest_group_congruence'])}, median of {_whole(row['n'])} common items){inside}; "
        f"rank {row['rank']} of {ranked}{_between(row)}; supports {_count(row['recommendations'])}."
    )


def _coverage(row: dict[str, object], ranked: int, by: str, named: dict[str, str]) -> str:
    alone = int(str(row["sole_carriers"]))
    parts = [f"{row['name']} supports {_count(row['recommendations'])}"]
    if alone:
        parts[0] += f", {alone} of them as the only one of its {_plain(by)} on record"
    words = shared_words(str(row["shared_with"]), by, named)
    parts.append(
        f"shares {row['shared_recommendations']} with supporters of another {_plain(by)} ({words})" if words else
        f"shares none with supporters of another {_plain(by)}"
    )  # fmt: skip
    parts.append(f"rank {row['rank']} of {ranked}{_between(row)}")
    return f"{'; '.join(parts)}."


def _count(recommendations: object) -> str:
    return number_of(int(str(recommendations)), "recommendation")


def _between(row: dict[str, object]) -> str:
    """The interval of a rank."""
    if pd.isna(row["rank_low"]):
        return ""
    return f", between {row['rank_low']} and {row['rank_high']} when the evidence is drawn again"


def _whole(value: object) -> str:
    return f"{float(str(value)):g}"


def number(value: object) -> str:
    """A kappa with two digits; what rounds to nothing has no sign."""
    return f"{round(float(str(value)), 2) + 0.0:.2f}"


def _plain(by: str) -> str:
    return {"regional_group": "regional group", "blocs": "bloc"}.get(by, by.replace("_", " "))
