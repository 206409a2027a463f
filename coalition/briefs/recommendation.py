"""What is on record about one recommendation, to hand on: who supports it by what, who else, and what is missing."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.gaps.classes import CLASSES
from coalition.analysis.gaps.gaps import gaps
from coalition.analysis.phrases import WORDS, headline, position_words, year_span
from coalition.analysis.recorded_leads import lead_sentences, with_leads
from coalition.analysis.support import support
from coalition.analysis.support_wording import DID, SAID, support_sentence
from coalition.briefs.document import UNKNOWN, Brief, Section, Sources
from coalition.briefs.world import world_positions
from coalition.english import capitalized, listed
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Kind

MOST = 60
"""Names told in one cell; the table of every position has them all."""


def recommendation(network: Network, key: str) -> Brief:
    """The record on one recommendation, by id."""
    found, world = support(network, key), world_positions(network, key)
    sources = Sources(network)
    row = gaps(network).set_index("recommendation_id").loc[key]
    missing = [(gap.name, gap.rule) for gap in CLASSES if gap.id in str(row["gaps"]).split(";")]
    acts = [(DID[act], str(len(rows)), listed(list(rows["name"]), MOST)) for act, rows in found.by_act().items()]
    said = [f"{one['name']} {year_span(one['since'], one['latest'])}" for one in found.declared.to_dict("records")]
    acts += [(SAID, str(len(said)), listed(said, MOST))] if said else []
    sections = [
        Section("In support, by what they did", (), ("What", "How many", "Who"), tuple(acts), (24, 10, 66)),
        Section(
            "States by regional group",
            (),
            ("Group", "In support", "Who"),
            _groups(network, key, found.table),
            (20, 16, 64),
        ),
        Section("What is missing", (), ("Gap", "Rule"), tuple(missing), (30, 70)),
    ]
    table = _table(network, sources, found.table)
    return Brief(
        topic="Recommendation",
        title=f"What is on record about {key}",
        question=str(network.recommendations.loc[key, "text"]),
        answer=headline(network, support_sentence(network, key, found)),
        picture=world.picture,
        front=(),
        sections=tuple(section for section in sections if section.rows),
        sources=sources.listed(),
        not_known=(UNKNOWN, f"Lists: {row['completeness']}."),
        table=table,
        version=network.digest,
    )


def _groups(network: Network, key: str, table: pd.DataFrame) -> tuple[tuple[str, str, str], ...]:
    """States of each group by position, by name."""
    states, led = table[table["kind"].isin(STATES)], lead_sentences(network, key)
    sizes = network.actors.loc[network.is_state, "regional_group"].value_counts()
    rows = []
    for group, name in network.group_names.items():
        there = states[states["regional_group"] == group]
        count = int(there["position"].isin(("leads", "supports")).sum())
        told = [
            f"{capitalized(words)}: {listed(with_leads(led, of.sort_values('name')), MOST)}"
            for standing, words in WORDS.items()
            if len(of := there[there["position"] == standing])
        ]
        rows.append((name, f"{count or 'none'} of {sizes.get(group, 0)}", "\n".join(told)))
    return tuple(rows)


def _table(network: Network, sources: Sources, held: pd.DataFrame) -> pd.DataFrame:
    """Every position, with its evidence."""
    rows = held.to_dict("records")
    return pd.DataFrame(
        {
            "Actor": held["name"],
            "Kind": [Kind(str(kind)).words for kind in held["kind"]],
            "Group or seat": held["regional_group"].map(lambda group: network.group_names.get(group, "")),
            "Position": [position_words(row) for row in rows],
            "Since": held["since"],
            "Latest": held["latest"],
            "Evidence": [sources.cite(row["evidence"]) for row in rows],
        }
    )
