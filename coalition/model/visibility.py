"""What may be seen by others: the map without protected actors, evidence, and all that would tell of them."""

from __future__ import annotations

from typing import Protocol

import pandas as pd

from coalition.model.vocabulary import Tables, Visibility

LEFT_OUT = "Protected actors or evidence are left out here; every number is computed without them."
INSIDE = "Protected actors or evidence are inside: not to be passed on."


class Shown(Protocol):
    """Tables, or the network made of them."""

    @property
    def actors(self) -> pd.DataFrame: ...
    @property
    def evidence(self) -> pd.DataFrame: ...


def anything_protected(found: Shown) -> bool:
    """Whether a map holds an actor or a piece of evidence that is protected."""
    return any((frame["visibility"] == Visibility.PROTECTED).any() for frame in (found.actors, found.evidence))


def public_tables(tables: Tables) -> Tables:
    """The tables without protected actors and evidence, their stances and links, so that no count can betray them.

    Groups, blocs and recommendations stay: they are nobody's secret. A recommendation whose chosen evidence is
    protected loses that choice. The tables given are not changed.
    """
    if not anything_protected(tables):
        return tables
    actors = tables.actors[tables.actors["visibility"] != Visibility.PROTECTED]
    evidence = tables.evidence[tables.evidence["visibility"] != Visibility.PROTECTED]
    stances, links = tables.stances, tables.bears_on
    recommendations = tables.recommendations.copy()
    known = recommendations["target_evidence"].isin(evidence["id"])
    recommendations["target_evidence"] = recommendations["target_evidence"].where(known, "")
    return Tables(
        **dict(tables)
        | {
            "actors": actors.reset_index(drop=True),
            "evidence": evidence.reset_index(drop=True),
            "recommendations": recommendations,
            "bears_on": links[links["evidence_id"].isin(evidence["id"])].reset_index(drop=True),
            "stances": stances[
                stances["actor_id"].isin(actors["id"]) & stances["evidence_id"].isin(evidence["id"])
            ].reset_index(drop=True),
        }
    )
