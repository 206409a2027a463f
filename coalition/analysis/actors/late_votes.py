"""How a State voted of late beside the rest of its regional group: what the years before may no longer tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.analysis.contested import contested_record
from coalition.analysis.late_votes import late_votes
from coalition.model.network import Network


@dataclass(frozen=True)
class LateVotesOf:
    """Late roll calls on which a State voted and the others of its group were of one mind, newest first (ids), those
    on which it voted otherwise, the first late year, and the name of the group.
    """

    group: str
    since: int
    texts: tuple[str, ...]
    otherwise: tuple[str, ...]


def late_votes_of(network: Network, actor: str) -> LateVotesOf | None:
    """The late votes of a State beside the other States of its regional group.

    Returns
    -------
    LateVotesOf or None
        None for who is no State, has no group, or cast no late vote on which several others of it were of one mind
        (`coalition.analysis.late_votes`).

    Raises
    ------
    UnknownIdError
        No such actor.

    Examples
    --------
    >>> from coalition import Network, read_tables
    >>> from coalition.settings import resource
    >>> found = late_votes_of(Network.from_tables(read_tables(resource("seeds"))), "ARG")
    >>> found.group, found.since, len(found.otherwise), len(found.texts)
    ('GRULAC', 2023, 4, 6)
    """
    network.require("actors", actor)
    record = contested_record(network)
    group = str(network.actors.loc[actor, "regional_group"])
    if actor not in record.ids or not group:
        return None
    own = record.ids.index(actor)
    others = (network.actors["regional_group"].to_numpy()[network.states] == group) & (
        np.arange(len(record.ids)) != own
    )
    late = late_votes(network, list(network.evidence.index[record.items]), record.stances, others)
    if late is None or not late.taken[own].any():
        return None
    texts = np.array(late.texts, dtype=object)
    return LateVotesOf(
        network.group_names[group], late.since, tuple(texts[late.taken[own]]), tuple(texts[late.otherwise[own]])
    )
