"""The brief of the bridges: who agrees across groups, or covers what few others of its kind cover, and how surely."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from coalition.analysis.bridges.between_groups import Between, bridges_between, group_choices
from coalition.analysis.bridges.nearness import nearness
from coalition.analysis.bridges.ranking import AGREEMENT, COVERAGE
from coalition.analysis.bridges.ranking import bridges as find_bridges
from coalition.analysis.bridges.wording import nearness_sentence, ranking_summary, shared_words
from coalition.analysis.contested import contested_record
from coalition.analysis.groups import group_words
from coalition.analysis.phrases import headline
from coalition.briefs.document import FIRST, FRONT, UNKNOWN, Brief, Section, Sources, filled, front_and_rest
from coalition.briefs.pictures import ranges_picture
from coalition.model.network import Network
from coalition.model.vocabulary import Kind

BY_AGREEMENT = {
    "Agrees least with": 18, "Mean kappa with that group": 12, "Mean kappa with its own": 12,
    "Recommendations supported": 16,
}  # fmt: skip
BY_COVERAGE = {"Recommendations supported": 15, "Alone among its kind": 11, "Shared with other kinds": 32}
"""Columns of the reasons for a rank, with their widths."""
WHO = {"regional_group": "regional groups", "bloc": "blocs", "kind": "kinds of actor"}


def bridges(network: Network, by: str = "regional_group") -> Brief:
    """The brief of `coalition.analysis.bridges.ranking.bridges`."""
    table = find_bridges(network, by)
    ranked, words = table[table["rank"].notna()], group_words(network, by)
    sources = Sources(network)
    sources.cite(_evidence(network, ranked))
    columns = BY_COVERAGE if (ranked["measure"] == COVERAGE).any() else BY_AGREEMENT
    rows = [
        (str(row["rank"]), f"{row['name']}\n{_group(row['group'], words)}", _between(row), *_why(row, by, words))
        for row in ranked.head(FRONT + FIRST).to_dict("records")
    ]
    head, widths = ("Rank", "Who", "90% interval", *columns), (6, 26, 10, *columns.values())
    front, following = front_and_rest(
        head, rows, widths, ("Who bridges best", "Next in rank"), unlisted=len(ranked) - len(rows)
    )
    by_agreement = (table["measure"] == AGREEMENT).any()
    said = [_meaning(ranked), nearness_sentence(nearness(network, table, by)) if by_agreement else ""]
    meaning = Section("What the ranking measures", tuple(part for part in said if part))
    return Brief(
        topic="Bridges",
        title=f"Bridges between {WHO.get(by, by.replace('_', ' '))}",
        question=f"Who bridges the {WHO.get(by, by.replace('_', ' '))}, and how sure is that?",
        answer=headline(network, ranking_summary(table, by)),
        picture=ranges_picture(network, table),
        front=front,
        sections=filled(*following, meaning) if rows else (),
        sources=sources.listed(),
        not_known=(
            UNKNOWN,
            "A rank with a wide interval is an unsure rank: other evidence of the same sort could reverse neighbours.",
            *_unranked(len(table) - len(ranked)),
            "Agreement on past texts is no promise to act as a bridge.",
        ),
        table=_table(ranked, by, words),
        version=network.digest,
    )


def two_groups(network: Network, goal: str, one: str, other: str) -> Brief:
    """Who of its supporters bridges two groups or blocs on a recommendation, by their ids."""
    found, choices = bridges_between(network, goal, one, other), group_choices(network)
    sources = Sources(network)
    sources.cite(network.evidence_of(goal))
    names = f"{choices.get(one, one)} and {choices.get(other, other)}"
    return Brief(
        topic="Bridges",
        title=f"Bridges between {names} on {goal}",
        question=f"Who could bridge {names} on this: {network.recommendations.loc[goal, 'text']}",
        answer=headline(network, found.sentence),
        picture=ranges_picture(
            network, found.table.assign(kind=network.actors.loc[found.table["actor_id"], "kind"].to_numpy())
        ),
        front=(),
        sections=(),
        sources=sources.listed(),
        not_known=(UNKNOWN, "Agreement on past texts is no promise to act as a bridge."),
        table=between_table(network, found, one, other),
        version=network.digest,
    )


def between_table(network: Network, found: Between, one: str, other: str) -> pd.DataFrame:
    """A result of `coalition.bridges_between` as people read it."""
    choices = group_choices(network)
    return pd.DataFrame(
        {
            "Rank": found.table["rank"],
            "From": found.table["rank_low"],
            "To": found.table["rank_high"],
            "Name": found.table["name"],
            "Group": found.table["group"].map(network.group_names),
            f"Mean kappa with {choices[one]}": found.table["kappa_a"],
            f"Mean kappa with {choices[other]}": found.table["kappa_b"],
            "In words": found.table["sentence"],
        }
    )


def _why(row: dict[Hashable, Any], by: str, words: dict[str, str]) -> tuple[str, ...]:
    """The numbers that a rank rests on."""
    if row["measure"] == COVERAGE:
        return str(row["recommendations"]), str(row["sole_carriers"]), shared_words(str(row["shared_with"]), by, words)
    weakest = words.get(str(row["weakest_group"]), str(row["weakest_group"]))
    agreement = (f"{row[key]:.2f}" for key in ("weakest_group_congruence", "own_group_congruence"))
    return weakest, *agreement, str(row["recommendations"])


def _unranked(count: int) -> list[str]:
    return [f"{count} have no rank: too little on record, or one position throughout."] if count else []


def _meaning(ranked: pd.DataFrame) -> str:
    if len(ranked) and ranked["measure"].iloc[0] == COVERAGE:
        return (
            "Ranked by how much an actor covers that few others of its kind cover. Supporters other than States are "
            "known from lists that are easiest to find in English: read it as a start."
        )
    return (
        "Ranked by agreement (mean kappa on contested texts: 1 is always the same position, 0 what chance would give) "
        "with the group that a State agrees with least."
    )


def _evidence(network: Network, ranked: pd.DataFrame) -> list[str]:
    """What the ranking rests on, newest first: contested texts, or all that bears on a recommendation."""
    coverage = len(ranked) and ranked["measure"].iloc[0] == COVERAGE
    if coverage:
        items = set(network.links["evidence_id"])
    else:
        items = set(network.evidence.index[contested_record(network).items])
    dates = network.evidence["date_to"]
    return sorted(items, key=lambda item: (str(dates[item]), item), reverse=True)


def _group(keys: object, words: dict[str, str]) -> str:
    return ", ".join(words.get(key, key) for key in str(keys).split(";") if key)


def _between(row: dict[str, object]) -> str:
    return "" if pd.isna(row["rank_low"]) else f"{row['rank_low']} to {row['rank_high']}"


def _table(ranked: pd.DataFrame, by: str, words: dict[str, str]) -> pd.DataFrame:
    """The ranking with words for ids, without columns that are empty throughout."""
    columns = {
        "Rank": ranked["rank"],
        "From": ranked["rank_low"],
        "To": ranked["rank_high"],
        "Name": ranked["name"],
        "Kind": [Kind(kind).words for kind in ranked["kind"]],
        "Groups": [_group(keys, words) for keys in ranked["group"]],
        "Mean kappa with its weakest group": ranked["weakest_group_congruence"].astype(float).round(3),
        "Weakest group": ranked["weakest_group"].map(words),
        "Mean kappa with its own": ranked["own_group_congruence"].astype(float).round(3),
        "Shapley value of coverage": ranked["shapley"].astype(float).round(3),
        "Sole carrier of": ranked["sole_carriers"],
        "Recommendations supported": ranked["recommendations"],
        "Shared with": [shared_words(shared, by, words, limit=20) for shared in ranked["shared_with"]],
        "In words": ranked["sentence"],
    }
    return pd.DataFrame(columns).dropna(axis=1, how="all").reset_index(drop=True)
