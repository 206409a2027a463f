"""What is known of the mark that somebody clicked on the page Map."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.actors.similar_actors import similar_actors
from coalition.analysis.phrases import WORDS, act_words
from coalition.analysis.selection import Selection
from coalition.app.map.grouped import members
from coalition.app.parts import layout, session
from coalition.english import capitalized, listed
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Standing

SIMILAR, SHOWN = 5, 12


def show(network: Network, found: Selection, chosen: str | None, words: str = "") -> None:
    """A card for a recommendation, an actor, or a mark that stands for many, whose `words` the map says."""
    if chosen is None:
        layout.name("Click a mark")
        layout.text("Its positions and the way to its page appear here.")
    elif chosen in network.recommendations.index:
        own = found.positions[found.positions["recommendation_id"] == chosen]
        layout.name(chosen)
        layout.text(str(network.recommendations.loc[chosen, "text"]))
        layout.facts(_counted(own) or [("On record", "nobody on this map", "")])
        session.link("partners", "Whom to talk to first", r=chosen)
        session.link("recommendation", "Everything on record", r=chosen)
    elif chosen in network.actors.index:
        own = found.positions[found.positions["actor_id"] == chosen]
        layout.name(str(network.actors.loc[chosen, "name"]))
        layout.text(session.who(network, chosen))
        layout.facts([*_positions(network, own), *_alike(network, chosen)])
        session.link("actor", "Everything on record", actor=chosen)
    else:
        _group(network, found, chosen, words)


def _group(network: Network, found: Selection, chosen: str, words: str) -> None:
    """Those for whom one mark stands."""
    inside = members(found, chosen)
    columns = ("actor_id", "recommendation_id")
    own = found.positions[found.positions[columns[0]].isin(inside) | found.positions[columns[1]].isin(inside)]
    names, texts = network.actors["name"], network.recommendations["text"]
    said = [(key, str(texts[key]), "") if key in texts.index else ("", str(names[key]), "") for key in inside[:SHOWN]]
    layout.name(words)
    layout.facts(_counted(own))
    layout.facts(said)
    if len(inside) > SHOWN:
        layout.note(f"And {len(inside) - SHOWN:,} more. Narrow the filters to see each of them.")


def _counted(own: pd.DataFrame) -> list[tuple[str, str, str]]:
    """How many hold which position."""
    counts = own["position"].value_counts()
    return [(capitalized(WORDS[key]), f"{counts[key]:,}", "") for key in Standing if key in counts]


def _positions(network: Network, own: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Positions of an actor on this map, each with what it did."""
    pairs = []
    for row in own.head(SHOWN).to_dict("records"):
        act = f" ({act_words(row)})" if row["act"] else ""
        said = f"{capitalized(WORDS[Standing(row['position'])])}{act}"
        pairs.append(
            (str(row["recommendation_id"]), said, str(network.recommendations.loc[row["recommendation_id"], "text"]))
        )
    if len(own) > SHOWN:
        pairs.append(("And", f"{len(own) - SHOWN} more", "in the table below"))
    return pairs or [("Here", "no recorded position; that is not opposition", "")]


def _alike(network: Network, actor: str) -> list[tuple[str, str, str]]:
    if network.actors.loc[actor, "kind"] not in STATES:
        return []
    table = session.result(similar_actors, actor)
    first = table[table["kappa"].notna()].head(SIMILAR)
    names = [f"{row['name']} ({row['same']} of {row['n']})" for row in first.to_dict("records")]
    return [("Votes most like", listed(names, SIMILAR), "the same position on contested texts")] if names else []
