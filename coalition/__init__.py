"""coalition: who supports which human rights recommendation, who bridges the regional groups, what nobody covers.

    import coalition

    with coalition.open() as store:
        network = store.network()
    coalition.partners(network, "R21.1")
    coalition.gaps(network)
    coalition.bridges(network)

Without a database: ``coalition.Network.from_tables(coalition.read_tables("folder"))``.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coalition.store.store import Store

__all__ = [
    "Network",
    "assign",
    "assign_leads",
    "backbone",
    "between",
    "bipartite_configuration_model",
    "bridges",
    "communities",
    "constraint",
    "coverage",
    "effective_size",
    "ei_index",
    "evaluate",
    "fragility",
    "gaps",
    "gould_fernandez",
    "ideal_points",
    "kappa",
    "largest_coverage",
    "moved",
    "nearest",
    "open",
    "participation_coefficient",
    "partners",
    "read_tables",
    "reciprocity",
    "sensitivity",
    "shapley",
    "similarity",
    "smallest",
    "smallest_coalition",
    "sole_carriers",
    "support_projection",
    "trend",
    "validated_projection",
    "voices",
    "weakest_group",
    "what_if",
    "who_could_take",
    "words",
]

_PLACES = {
    "Network": "coalition.model.network",
    "assign": "coalition.measures.assignment",
    "assign_leads": "coalition.analysis.gaps.leads",
    "backbone": "coalition.analysis.bridges.backbone",
    "between": "coalition.analysis.bridges.between_groups",
    "bipartite_configuration_model": "coalition.measures.configuration_model",
    "bridges": "coalition.analysis.bridges.ranking",
    "communities": "coalition.analysis.bridges.communities",
    "constraint": "coalition.measures.structural_holes",
    "coverage": "coalition.analysis.coverage",
    "effective_size": "coalition.measures.structural_holes",
    "ei_index": "coalition.measures.brokerage",
    "evaluate": "coalition.analysis.evaluation.evaluate",
    "fragility": "coalition.analysis.bridges.fragility",
    "gaps": "coalition.analysis.gaps.gaps",
    "gould_fernandez": "coalition.measures.brokerage",
    "ideal_points": "coalition.measures.ideal_points",
    "kappa": "coalition.measures.similarity",
    "largest_coverage": "coalition.measures.coalitions.solve",
    "moved": "coalition.analysis.actors.realignment",
    "nearest": "coalition.measures.nearest",
    "participation_coefficient": "coalition.measures.brokerage",
    "partners": "coalition.analysis.partners.ranking",
    "read_tables": "coalition.model.schema",
    "reciprocity": "coalition.analysis.actors.reciprocity",
    "sensitivity": "coalition.analysis.bridges.threshold_sensitivity",
    "shapley": "coalition.measures.shapley",
    "similarity": "coalition.analysis.actors.similar_actors",
    "smallest": "coalition.analysis.coalitions",
    "smallest_coalition": "coalition.measures.coalitions.solve",
    "sole_carriers": "coalition.measures.shapley",
    "support_projection": "coalition.measures.projection",
    "trend": "coalition.analysis.actors.trend",
    "validated_projection": "coalition.measures.projection",
    "voices": "coalition.analysis.gaps.missing_voices",
    "weakest_group": "coalition.measures.weakest_group",
    "what_if": "coalition.analysis.scenarios.what_if",
    "who_could_take": "coalition.analysis.gaps.candidates",
    "words": "coalition.analysis.actors.words_and_deeds",
}


def open(uri: str | None = None, home: str | Path | None = None) -> Store:
    """The map, as a `coalition.store.store.Store` to use in a ``with`` statement.

    A fresh embedded database is filled with the facts that come with the program, which takes a moment, once. A map of
    one's own and a Neo4j stay as they are: where one is empty, `Store.network` says how to fill it.

    Parameters
    ----------
    uri : str, optional
        A Neo4j server; its user, password and database come from COALITION_USER, COALITION_PASSWORD and
        COALITION_DATABASE. When left out, COALITION_URI counts, and without it the embedded database.
    home : path, optional
        Folder of the embedded database; when left out, COALITION_HOME or the user's data folder.

    Raises
    ------
    ServerError
        The server cannot be reached, refuses the password, or has no such map.
    """
    from coalition.exchange.tables import read_tables
    from coalition.settings import Settings, resource
    from coalition.store.seeds import open_filled

    given: dict[str, Any] = {}
    if uri is not None:
        given["uri"] = uri
    if home is not None:
        given["home"] = Path(home)
    return open_filled(Settings(**given), lambda: read_tables(resource("seeds")))


def __getattr__(name: str) -> Any:
    # Imports wait until they are used: a command starts faster than pandas and scipy together.
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module 'coalition' has no attribute '{name}'")
