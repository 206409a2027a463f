"""How large the marks of actors are, where their size means something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt

import pandas as pd

from coalition.analysis.coverage import SUPPORTING
from coalition.analysis.selection import Selection
from coalition.app.map.data import RADIUS
from coalition.figures.map_views import MapSize

ALIKE, SUPPORTED, BRIDGE = MapSize
SMALLEST, LARGEST = 5.0, 12.0
"""Radius of the least and of the most, in pixels: between them the area grows evenly."""


@dataclass(frozen=True)
class Sizes:
    """Radius of the marks of actors, and what it means; all alike without words."""

    radii: Mapping[str, float] = field(default_factory=dict)
    words: str = ""

    def radius(self, actor: str) -> float:
        return self.radii.get(actor, SMALLEST) if self.words else RADIUS


def sizes(found: Selection, measure: str, ranking: pd.DataFrame | None = None) -> Sizes:
    """Sizes by a measure.

    Parameters
    ----------
    found : Selection
        What is drawn.
    measure : str
        `ALIKE`, `SUPPORTED` (how many of the recommendations drawn an actor supports), or `BRIDGE`.
    ranking : DataFrame, optional
        Table of `coalition.analysis.bridges.ranking.bridges`, for `BRIDGE`: whoever has no score there is smallest.
    """
    if measure == SUPPORTED:
        counts = found.positions.loc[found.positions["position"].isin(SUPPORTING), "actor_id"].value_counts()
        most = int(counts.max()) if len(counts) else 0
        words = f"size: recommendations here that an actor supports, from none to {most}"
        return Sizes(_radii(counts.astype(float), 0.0), words)
    if measure == BRIDGE and ranking is not None:
        scores = ranking.set_index("actor_id")[_score(ranking)].astype(float).dropna()
        scores = scores[scores.index.isin(found.actors.index)]
        if scores.empty:
            return Sizes({}, "size: nobody here has a bridge score")
        span = f"from {scores.min():.2f} to {scores.max():.2f}".replace("-", "−")
        return Sizes(_radii(scores, float(scores.min())), f"size: bridge score, {span}; smallest: also without a score")
    return Sizes()


def _score(ranking: pd.DataFrame) -> str:
    agreed = "weakest_group_congruence"
    return agreed if ranking[agreed].notna().any() else "shapley"


def _radii(values: pd.Series[float], least: float) -> dict[str, float]:
    """Radii whose squares lie between those of `SMALLEST` and `LARGEST` as the values lie between `least` and most."""
    span = float(values.max()) - least if len(values) else 0.0
    if span <= 0:
        return {str(key): SMALLEST if least else LARGEST for key in values.index}
    low, high = SMALLEST**2, LARGEST**2
    return {str(key): sqrt(low + (high - low) * (value - least) / span) for key, value in values.items()}
