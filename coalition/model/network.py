"""Tables -> network: sparse matrices and a NetworkX graph. The only builder; knows no database and no screen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse

from coalition.arrays import Bools, Floats, Ints
from coalition.errors import CoalitionError, UnknownIdError
from coalition.model.positions import STRICT, Counting, positions, undisputed
from coalition.model.visibility import public_tables
from coalition.model.vocabulary import POSITION_CODES, STANDING_CODES, STATES, Position, Tables, split

_DIGESTED = {
    "actors": ("id", "kind", "regional_group", "country", "blocs"),
    "evidence": ("id", "kind", "act", "leadership", "date_from", "date_to", "coverage", "body", "family", "title"),
    "recommendations": ("id", "paragraph", "theme", "addressed_to", "target_evidence"),
    "bears_on": ("evidence_id", "recommendation_id", "contestable"),
}
"""Columns that an analysis may rest on."""
_NAMED = {"actors": "name", "recommendations": "text", "evidence": "title"}
"""Tables of what has an id, and the column that names it in words."""
_LISTED = {
    "actors": "the page Actor and coalition query read_actors",
    "recommendations": "the page Recommendation and coalition gaps",
    "evidence": "the page Sources and coalition query read_evidence",
}
"""What lists the ids of a table: a page and a command."""
VALUES = np.array([np.nan, 1.0, 0.0, -1.0, np.nan])
"""Stance code -> +1 support, 0 abstain, -1 oppose; missing for no evidence (0) and absent or ended (4)."""


@dataclass(frozen=True, eq=False, repr=False)
class Network:
    """Actors x evidence and actors x recommendations, in the order of the tables.

    Build it with `Network.from_tables`. Frames are indexed by id; matrices follow that order.
    """

    actors: pd.DataFrame
    evidence: pd.DataFrame
    recommendations: pd.DataFrame
    groups: pd.DataFrame
    blocs: pd.DataFrame
    bears_on: pd.DataFrame
    """All links, those that are contestable too; `links` are those that count."""
    positions: pd.DataFrame
    """One row per actor and recommendation with a position: the columns of `coalition.model.positions.COLUMNS`."""
    stances: sparse.csr_array
    """Actors x evidence, int8: `POSITION_CODES`; 0 where there is no evidence."""
    standings: sparse.csr_array
    """Actors x recommendations, int8: `STANDING_CODES`; 0 where the position is unknown."""
    tables: Tables
    """What it was built from."""
    counting: Counting
    """What counts as evidence and as support."""

    def __repr__(self) -> str:
        actors, recommendations = len(self.actors), len(self.recommendations)
        return f"<Network: {actors:,} actors, {self.stances.nnz:,} stances, {recommendations:,} recommendations>"

    @classmethod
    def from_tables(cls, tables: Tables, counting: Counting = STRICT) -> Network:
        """The network of validated tables; positions come from the rule in `coalition.model.positions`.

        Parameters
        ----------
        tables : Tables
            The map.
        counting : Counting
            Whether disputed links and declarations count; by default neither does.
        """
        if not isinstance(tables, Tables):
            raise CoalitionError(f"tables: {type(tables).__name__} is no Tables; take coalition.read_tables(FOLDER)")
        actors, evidence = tables.actors.set_index("id"), tables.evidence.set_index("id")
        recommendations = tables.recommendations.set_index("id")
        derived = positions(tables.stances, tables.evidence, tables.bears_on, counting)
        stances = tables.stances
        held = stances["position"].mask(stances["ended"] != "", Position.ABSENT.value)
        return cls(
            actors=actors,
            evidence=evidence,
            recommendations=recommendations,
            groups=tables.groups.set_index("id"),
            blocs=tables.blocs.set_index("id"),
            bears_on=tables.bears_on,
            positions=derived,
            stances=_matrix(stances["actor_id"], stances["evidence_id"], held.map(POSITION_CODES), actors, evidence),
            standings=_matrix(
                derived["actor_id"],
                derived["recommendation_id"],
                derived["position"].map(STANDING_CODES),
                actors,
                recommendations,
            ),
            tables=tables,
            counting=counting,
        )

    def recounted(self, *, disputed: bool | None = None, declarations: bool | None = None) -> Network:
        """The same map with another view of what counts; itself where that is its own.

        Parameters
        ----------
        disputed, declarations : bool, optional
            As in `Counting`; what is left out stays as it is.
        """
        wanted = Counting(
            self.counting.disputed if disputed is None else disputed,
            self.counting.declarations if declarations is None else declarations,
        )
        return self if wanted == self.counting else Network.from_tables(self.tables, wanted)

    @cached_property
    def other_reading(self) -> Network:
        """The same map with disputed readings counted where this one leaves them out, and the other way round."""
        return self.recounted(disputed=not self.counting.disputed)

    @cached_property
    def public(self) -> Network:
        """The same map without what is protected; itself where nothing is."""
        shown = public_tables(self.tables)
        return self if shown is self.tables else Network.from_tables(shown, self.counting)

    @cached_property
    def links(self) -> pd.DataFrame:
        """The rows of `bears_on` that count: those that are not contestable, or all."""
        return self.bears_on if self.counting.disputed else undisputed(self.bears_on)

    @cached_property
    def is_state(self) -> Bools:
        """Actors that are member or observer States; regional-group columns count these."""
        return np.asarray(self.actors["kind"].isin([kind.value for kind in STATES]), dtype=bool)

    @cached_property
    def states(self) -> Ints:
        """Row numbers of the States, in table order."""
        return np.flatnonzero(self.is_state)

    @cached_property
    def group_names(self) -> dict[str, str]:
        return dict(zip(self.groups.index, self.groups["name"], strict=True))

    @cached_property
    def evidence_names(self) -> dict[str, str]:
        """What each piece of evidence is called: its citation, or its title where others have the same citation."""
        shared = self.evidence["citation"].duplicated(keep=False)
        names = self.evidence["title"].where(shared, self.evidence["citation"])
        return dict(zip(self.evidence.index, names.astype(str), strict=True))

    @cached_property
    def digest(self) -> str:
        """A name of the data that analyses rest on: the same for the same facts, whatever their order or the server."""
        text = hashlib.sha256()
        for name, columns in _DIGESTED.items():
            frame: pd.DataFrame = getattr(self, name).reset_index()[list(columns)].astype(str)
            text.update("\x1e".join(sorted("\x1f".join(row) for row in frame.to_numpy(dtype=object).tolist())).encode())
            text.update(b"\x1d")
        actors, evidence = self.actors.index.to_numpy(dtype=object), self.evidence.index.to_numpy(dtype=object)
        by_row, by_column = np.argsort(actors), np.argsort(evidence)  # no id holds a character below the separator
        taken = self.stances[by_row][:, by_column].sorted_indices().tocoo()
        rows = zip(actors[by_row][taken.row], evidence[by_column][taken.col], taken.data.tolist(), strict=True)
        text.update("\x1e".join([f"{actor}\x1f{item}\x1f{code}" for actor, item, code in rows]).encode())
        return text.hexdigest()[:16]

    def rows(self, ids: pd.Index | pd.Series[str] | list[str]) -> Ints:
        """Row numbers of actors, in the order of `ids`; an id that is not there is refused, as in `require`."""
        return self._places("actors", ids)

    def columns(self, evidence_ids: pd.Index | pd.Series[str] | list[str]) -> Ints:
        """Column numbers of evidence, in the order given; an id that is not there is refused, as in `require`."""
        return self._places("evidence", evidence_ids)

    def _places(self, table: str, ids: pd.Index | pd.Series[str] | list[str]) -> Ints:
        if isinstance(ids, str):
            raise UnknownIdError(f"{ids!r} is text; give a list of ids")
        index = pd.Index(ids)
        found: Ints = np.asarray(getattr(self, table).index.get_indexer(index), dtype=np.int64)
        if (found < 0).any():
            self.require(table, index[found < 0][0])
        return found

    def values(self, actors: Ints | None = None, items: Ints | None = None) -> Floats:
        """Dense stances: +1 support, 0 abstain, -1 oppose, NaN where there is no position (or none known).

        Parameters
        ----------
        actors, items
            Row and column numbers; all when left out.
        """
        chosen = self.stances if actors is None else self.stances[actors]
        chosen = chosen if items is None else chosen[:, items]
        return np.asarray(VALUES[chosen.toarray()], dtype=np.float64)

    def evidence_of(self, recommendation: str) -> list[str]:
        """Ids of the evidence that bears on a recommendation and counts, in table order."""
        self.require("recommendations", recommendation)
        ids = set(self.links.loc[self.links["recommendation_id"] == recommendation, "evidence_id"])
        return [item for item in self.evidence.index if item in ids]

    def require(self, table: str, key: str) -> str:
        """`key` if it is an id of `table` ("actors", "recommendations" or "evidence").

        Raises
        ------
        UnknownIdError
            With the nearest ids by spelling, and by name.
        """
        if table not in _NAMED:
            raise UnknownIdError(f"there is no table {table!r} of ids; use actors, recommendations or evidence")
        frame: pd.DataFrame = getattr(self, table)
        if isinstance(key, str) and key in frame.index:
            return key
        raise UnknownIdError(
            _unknown(table, key, frame) if isinstance(key, str) else f"{key!r} is no id; give one as text"
        )

    def graph(self) -> nx.Graph[Any]:
        """The two-mode graph of actors and recommendations, to take away.

        Returns
        -------
        networkx.Graph
            Nodes: ids, with ``bipartite`` 0 (actor) or 1 (recommendation) and the table's columns as attributes;
            an actor without a position is an isolated node. Edges: one per position, with ``position``, ``lead``,
            ``moved``, ``act``, ``act_year``, ``evidence`` (ids joined by ';'), ``since`` and ``latest``. Attributes are
            text, numbers or booleans, so that GraphML and GEXF can hold them.
        """
        graph: nx.Graph[Any] = nx.Graph()
        for mode, frame in enumerate((self.actors, self.recommendations)):
            graph.add_nodes_from(
                (key, {"bipartite": mode, **row})
                for key, row in zip(frame.index, frame.to_dict("records"), strict=True)
            )
        for edge in self.positions.to_dict("records"):
            actor, recommendation = edge.pop("actor_id"), edge.pop("recommendation_id")
            graph.add_edge(actor, recommendation, **(edge | {"evidence": ";".join(edge["evidence"])}))
        return graph

    def positions_on(self, recommendation: str, actor: str | None = None) -> pd.DataFrame:
        """Recorded positions on a recommendation, of one actor or all, with their names: leads first, then by name."""
        self.require("recommendations", recommendation)
        if actor is not None:
            self.require("actors", actor)
        chosen = self.positions[self.positions["recommendation_id"] == recommendation]
        if actor is not None:
            chosen = chosen[chosen["actor_id"] == actor]
        named = chosen.join(self.actors[["name", "kind", "regional_group"]], on="actor_id")
        order = {standing.value: code for standing, code in STANDING_CODES.items()}
        return named.sort_values(
            ["position", "name"], key=lambda column: column.map(order) if column.name == "position" else column
        ).reset_index(drop=True)

    def addressed_to(self, recommendation: str) -> list[str]:
        """Kinds of actor that a recommendation speaks to."""
        return split(str(self.recommendations.loc[self.require("recommendations", recommendation), "addressed_to"]))


def _matrix(
    rows: pd.Series[str],
    columns: pd.Series[str],
    codes: pd.Series[int],
    of_rows: pd.DataFrame,
    of_columns: pd.DataFrame,
) -> sparse.csr_array:
    coordinates = (of_rows.index.get_indexer(rows), of_columns.index.get_indexer(columns))
    shape = (len(of_rows), len(of_columns))
    return sparse.csr_array((codes.to_numpy(dtype=np.int8), coordinates), shape=shape, dtype=np.int8)


def _unknown(table: str, key: str, frame: pd.DataFrame) -> str:
    from rapidfuzz import fuzz, process, utils  # needed for a mistyped id only

    singular = table.removesuffix("s")
    ids = [one for one in frame.index if one.casefold() == key.casefold()]
    ids += [hit[0] for hit in process.extract(key, list(frame.index), scorer=fuzz.ratio, limit=3, score_cutoff=60)]
    by_name = process.extract(
        key, dict(frame[_NAMED[table]]), scorer=fuzz.WRatio, processor=utils.default_process, limit=3, score_cutoff=80
    )
    near = list(dict.fromkeys(ids + [str(hit[2]) for hit in by_name]))[:3]
    hint = f"did you mean {' or '.join(near)}?" if near else f"{_LISTED[table]} list them"
    return f"no {singular} {key or repr(key)}; {hint}"
