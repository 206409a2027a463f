"""Arguments of questions on a network, checked as those of measures are: a wrong one is a sentence that names it."""

from __future__ import annotations

from collections.abc import Sequence

from coalition.measures.arguments import ArgumentError, several
from coalition.model.network import Network
from coalition.model.vocabulary import Kind


def check_network(network: Network) -> None:
    """A network, not the store or the tables that it is made of."""
    if not isinstance(network, Network):
        raise ArgumentError(
            f"network: {type(network).__name__} is no Network; take store.network(), or Network.from_tables(tables)"
        )


def check_kinds(among: Sequence[str]) -> None:
    """Kinds of actor, in a list."""
    unknown = [str(kind) for kind in several("among", among, "kinds") if kind not in set(Kind)]
    if unknown:
        raise ArgumentError(f"among: {', '.join(sorted(unknown))} is no kind of actor; there are: {', '.join(Kind)}")
