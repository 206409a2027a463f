"""Bridges in words: a sentence for each actor, and one for the whole ranking."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.groups import group_words
from coalition.analysis.phrases import listed
from coalition.model.network import Network

_OF = {"regional_group": "regional groups", "bloc": "blocs", "blocs": "blocs"}


def summary(table: pd.DataFrame, by: str) -> str:
    """The result of `coalition.analysis.bridges.ranking.bridges` in a sentence."""
    first = table[table["rank"].notna()]
    if first.empty:
        return "Nobody can be ranked: there are too few common contested items."
    names = [str(name) for name in first["name"][:3]]
    low, high = first["rank_low"].iloc[0], first["rank_high"].iloc[0]
    sure = f"; the rank of {names[0]} lies between {low} and {high} of {len(first)}" if pd.notna(low) else ""
    if first["measure"].iloc[0] == "coverage":
        return f"{listed(names)} cover most of what few others of their {_plain(by)} cover{sure}."
    return f"{listed(names)} bridge the {_OF.get(by, f'groups by {_plain(by)}')} best{sure}."


def sentences(network: Network, table: pd.DataFrame, by: str) -> list[str]:
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
        f"{count} with {_plural(named.get(group, group)) if by == 'kind' else named.get(group, group)}"
        for group, _, count in parts[:limit]
    ]
    return ", ".join(words)


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


def _between(row: dict[str, object]) -> str:
    """The interval of a rank."""
    if pd.isna(row["rank_low"]):
        return ""
    return f", between {row['rank_low']} and {row['rank_high']} when the evidence is drawn again"


def _count(recommendations: object) -> str:
    return f"{recommendations} recommendation{'' if recommendations == 1 else 's'}"


def _whole(value: object) -> str:
    return f"{float(str(value)):g}"


def number(value: object) -> str:
    """A kappa with two digits; what rounds to nothing has no sign."""
    return f"{round(float(str(value)), 2) + 0.0:.2f}"


def _plain(by: str) -> str:
    return {"regional_group": "regional group", "blocs": "bloc"}.get(by, by.replace("_", " "))


def _plural(words: str) -> str:
    """A kind of actor in the plural."""
    if words.endswith("y"):
        return f"{words[:-1]}ies"
    return words if words == "media" else f"{words}{'es' if words.endswith('s') else 's'}"
