"""What the States voted on with dissent, and which of it is the same text again: families, drawn together."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from coalition.arrays import Floats, Ints
from coalition.measures.similarity import contested
from coalition.model.network import Network


@dataclass(frozen=True, eq=False)
class ContestedRecord:
    """The States' stances on contested items."""

    ids: list[str]
    """Of the States, in table order."""
    items: Ints
    """Column numbers of the evidence."""
    stances: Floats
    """States x items: +1, 0, -1, NaN."""
    families: list[str]
    """Of each item."""


_known: WeakKeyDictionary[Network, ContestedRecord] = WeakKeyDictionary()


def contested_record(network: Network) -> ContestedRecord:
    """The States' stances on the items on which at least two of them took different positions.

    Found once for a network; the arrays are only to be read.
    """
    found = _known.get(network)
    if found is None:
        found = _known[network] = _contested_record(network)
    return found


def _contested_record(network: Network) -> ContestedRecord:
    stances = network.values(network.states)
    items = np.flatnonzero(contested(stances))
    ids = [str(key) for key in network.actors.index[network.states]]
    taken = stances[:, items]
    for array in (items, taken):
        array.setflags(write=False)
    return ContestedRecord(ids, items, taken, families(network, items))


def families(network: Network, items: Ints) -> list[str]:
    """Family of each item: the recurring text it belongs to, else the paragraph it bears on, else the item itself."""
    first = network.bears_on.drop_duplicates("evidence_id").set_index("evidence_id")["recommendation_id"]
    paragraph = first.map(network.recommendations["paragraph"]).reindex(network.evidence.index).fillna("")
    family = network.evidence["family"]
    chosen = family.where(family != "", paragraph.where(paragraph == "", "paragraph " + paragraph))
    named = chosen.where(chosen != "", network.evidence.index.to_series())
    return [str(name) for name in named.iloc[items]]
