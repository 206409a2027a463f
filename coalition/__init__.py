"""coalition: who supports which human rights recommendation, who bridges the regional groups, what nobody covers.

    import coalition

    with coalition.open() as store:
        network = coalition.network(store)
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
    "Rules",
    "assign",
    "assign_leads",
    "backbone",
    "bipartite_configuration_model",
    "bridges",
    "bridges_between",
    "coalition_for",
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
    "missing_voices",
    "mutual_backing",
    "nearest",
    "network",
    "open",
    "participation_coefficient",
    "partners",
    "read_tables",
    "realignment",
    "sensitivity",
    "shapley",
    "similar_actors",
    "smallest_coalition",
    "sole_carriers",
    "support_projection",
    "trend",
    "validated_projection",
    "weakest_group",
    "what_if",
    "who_could_take",
    "words_and_deeds",
]

_PLACES = {
    "Network": "coalition.model.network",
    "Rules": "coalition.measures.coalitions.rules",
    "assign": "coalition.measures.assignment",
    "assign_leads": "coalition.analysis.gaps.leads",
    "backbone": "coalition.analysis.bridges.backbone",
    "bipartite_configuration_model": "coalition.measures.configuration_model",
    "bridges": "coalition.analysis.bridges.ranking",
    "bridges_between": "coalition.analysis.bridges.between_groups",
    "coalition_for": "coalition.analysis.coalitions",
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
    "missing_voices": "coalition.analysis.gaps.missing_voices",
    "mutual_backing": "coalition.analysis.actors.mutual_backing",
    "nearest": "coalition.measures.nearest",
    "participation_coefficient": "coalition.measures.brokerage",
    "partners": "coalition.analysis.partners.ranking",
    "read_tables": "coalition.exchange.tables",
    "realignment": "coalition.analysis.actors.realignment",
    "sensitivity": "coalition.analysis.bridges.threshold_sensitivity",
    "shapley": "coalition.measures.shapley",
    "similar_actors": "coalition.analysis.actors.similar_actors",
    "smallest_coalition": "coalition.measures.coalitions.solve",
    "sole_carriers": "coalition.measures.shapley",
    "support_projection": "coalition.measures.projection",
    "trend": "coalition.analysis.actors.trend",
    "validated_projection": "coalition.measures.projection",
    "weakest_group": "coalition.measures.weakest_group",
    "what_if": "coalition.analysis.scenarios.what_if",
    "who_could_take": "coalition.analysis.gaps.candidates",
    "words_and_deeds": "coalition.analysis.actors.words_and_deeds",
}


def open(uri: str | None = None, home: str | Path | None = None) -> Store:
    """The map, as a `coalition.store.store.Store` to use in a ``with`` statement.

    Parameters
    ----------
    uri : str, optional
        A Neo4j server; its user, password and database come from COALITION_USER, COALITION_PASSWORD and
        COALITION_DATABASE. When left out, COALITION_URI counts, and without it the embedded database.
    home : path, optional
        Folder of the embedded database; when left out, COALITION_HOME or the user's data folder.
    """
    from coalition.settings import Settings
    from coalition.store.store import Store

    given: dict[str, Any] = {}
    if uri is not None:
        given["uri"] = uri
    if home is not None:
        given["home"] = Path(home)
    return Store(Settings(**given))


def __getattr__(name: str) -> Any:
    # Imports wait until they are used: a command starts faster than pandas and scipy together.
    if name == "network":
        return import_module("coalition.model.network")  # the module can be called, see there
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module 'coalition' has no attribute '{name}'")
