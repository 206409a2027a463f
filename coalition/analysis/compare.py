"""Some actors side by side: their positions on recommendations or texts, and where they split widest."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.phrases import position_words, titled_text, year_span, years_of, years_told
from coalition.analysis.source_wording import cited, done
from coalition.arrays import Bools, Floats
from coalition.english import listed, number_of
from coalition.measures.arguments import ArgumentError, one_of, unique_ids
from coalition.measures.cohesion import POSITIONS, pairwise_agreement, position_counts
from coalition.model.network import Network
from coalition.model.vocabulary import STANDING_CODES, Standing

FEWEST, MOST = 2, 10
"""So many actors are compared by name; a bloc or a group may have more."""
RECOMMENDATIONS, TEXTS = "recommendations", "texts"
ONE = {RECOMMENDATIONS: "recommendation", TEXTS: "text"}
"""What a row of the grid is."""
STANDS = {
    Standing.LEADS: 1.0, Standing.SUPPORTS: 1.0, Standing.MIXED: 0.0, Standing.ABSTAINED: 0.0, Standing.OPPOSED: -1.0,
    Standing.DECLARED: np.nan,
}  # fmt: skip
"""Positions on recommendations as numbers; whoever has only said so took none that can agree or split."""
SIDES = {
    RECOMMENDATIONS: dict(zip(POSITIONS, ("in support", "abstained or mixed", "opposed"), strict=True)),
    TEXTS: dict(zip(POSITIONS, ("in support", "abstained", "against"), strict=True)),
}
"""What whoever stands somewhere is called."""
ROWS = ["id", "name", "text", "years", "agreement", "support", "between", "oppose", "unknown", "apart", "source"]
CELLS = ["id", "actor_id", "actor", "value", "position", "act", "years", "source"]
SIGNS = dict(zip(POSITIONS, "✓–✕", strict=True))
"""In support, half-way, against: in the same words two actors may stand apart, as where a no is support."""
UNCOUNTED = "·"
"""Beside a position that neither agrees nor splits."""
NAMED = 5
"""Names of a side of a split in a sentence."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """Some actors on some recommendations or texts.

    `actors` are their names by id, `by` says what a row is, `rows` has one for each, the widest split first (`ROWS`),
    and `cells` one for each position on record (`CELLS`), in the order of the rows.
    """

    actors: dict[str, str]
    by: str
    rows: pd.DataFrame
    cells: pd.DataFrame

    @property
    def judged(self) -> pd.DataFrame:
        """Rows on which two of them or more took a position."""
        return self.rows[self.rows["agreement"].notna()]

    @property
    def alike(self) -> int:
        """On how many of these all who took a position took the same one."""
        return int((self.judged["agreement"] == 1).sum())

    def grid(self) -> pd.DataFrame:
        """The `id` of each row, and a column for each actor, by name: a sign of where it stands (`SIGNS`) and its
        position in words; "" where none is known.
        """
        shown = dict(self.actors)
        twice = pd.Series(shown).duplicated(keep=False)
        signed = self.cells["value"].map(SIGNS).fillna(UNCOUNTED) + " " + self.cells["position"]
        words = self.cells.assign(signed=signed).pivot(index="id", columns="actor_id", values="signed")
        words = words.reindex(index=self.rows["id"], columns=list(shown)).astype(object).fillna("")
        words.columns = pd.Index([f"{name} ({key})" if twice[key] else name for key, name in shown.items()])
        return words.reset_index()


def compare(
    network: Network, actors: Sequence[str], only: Sequence[str] | None = None, by: str = RECOMMENDATIONS
) -> Comparison:
    """Positions of some actors side by side, the widest split first.

    Two agree on a row by 1 where they took the same position, by 0 where one supported and the other opposed, and by
    one half where one of them abstained (or has a mixed record) and the other did not; the agreement of a row is the
    mean over all pairs who took a position on it. An absence, a stance that ended, and words alone (`declared`) are
    neither agreement nor split, and unknown is no position.

    Parameters
    ----------
    network : Network
        The map; what counts on it decides positions on recommendations.
    actors : list of str
        Ids of two actors or more.
    only : list of str, optional
        Ids of recommendations, or of texts; when left out, all on which any of the actors is on record.
    by : str
        "recommendations" or "texts".

    Returns
    -------
    Comparison
        `rows`: `id`, `name` (a recommendation by its id, a text by its citation), `text` (its words, or title),
        `years`, `agreement` in [0, 1] (missing where fewer than two took a position), how many stand in `support`,
        `between` and `oppose`, `unknown` (no position that counts), `apart` (who stands elsewhere than most, in words)
        and `source`. Sorted by agreement, lowest first, then by how many took a position, most first, then newest
        first; rows without an agreement come last. `cells`: `position` in words with its act, `years`, and `source` (of
        a recommendation the evidence it rests on); `value` is +1, 0, -1, or missing where it does not count. Of texts
        there are no cells for more than `MOST` actors: the rows count them.

    Raises
    ------
    ArgumentError
        Fewer than two actors, one given more than once, or an unknown `by`.
    UnknownIdError
        No such actor, recommendation or text.

    Examples
    --------
    >>> from coalition import Network, read_tables
    >>> from coalition.settings import resource
    >>> network = Network.from_tables(read_tables(resource("seeds")))
    >>> found = compare(network, ["CHL", "GHA", "NOR"], ["R21.1", "R18"])
    >>> found.rows["id"].tolist(), found.rows["agreement"].tolist()
    (['R21.1', 'R18'], [1.0, 1.0])
    """
    check_network(network)
    one_of("by", by, ONE, "thing to compare on")
    ids = unique_ids("actors", actors)
    if len(ids) < FEWEST:
        raise ArgumentError(f"actors: {number_of(len(ids), 'actor')} given; {FEWEST} or more can be compared")
    chosen = None if only is None else unique_ids(by, only)
    take = _recommendations if by == RECOMMENDATIONS else _texts
    rows, values, cells = take(network, ids, chosen)
    counts = position_counts(values)
    rows["agreement"] = pairwise_agreement(values)
    for column, count in zip(("support", "between", "oppose"), counts, strict=True):
        rows[column] = count
    rows["unknown"] = len(ids) - counts.sum(axis=0)
    names = network.actors["name"].loc[ids].to_numpy(dtype=object)
    rows["apart"] = [_apart(names, values[:, place], SIDES[by]) for place in range(len(rows))]
    newest = -pd.factorize(rows["latest"], sort=True)[0]
    order = np.lexsort((np.arange(len(rows)), newest, -counts.sum(axis=0), rows["agreement"].to_numpy()))
    rows = rows.iloc[order].reset_index(drop=True)[ROWS]
    place = {str(key): number for number, key in enumerate(rows["id"])}
    cells = cells.assign(actor=cells["actor_id"].map(network.actors["name"]))
    cells = cells.sort_values("id", key=lambda column: column.map(place), kind="stable", ignore_index=True)[CELLS]
    return Comparison(dict(zip(ids, names, strict=True)), by, rows, cells)


def compare_sentence(network: Network, found: Comparison, whom: str = "") -> str:
    """What is found, in words: on how many rows they agree, and where they split widest.

    `whom` is what they are called together, such as "Its 27 members"; else they are named.
    """
    judged, one = found.judged, ONE[found.by]
    present = set(found.cells.loc[found.cells["value"].notna(), "actor"])
    there = [name for name in found.actors.values() if name in present]
    them = whom or listed(there, MOST)
    away = [name for name in found.actors.values() if name not in present]
    silent = "" if whom or not away else f" {listed(away, MOST)}: on record on no {one} here."
    if judged.empty:
        every = whom or listed(list(found.actors.values()), MOST)
        return f"{every}: on no {one} here are two of them on record, so that nothing can be compared."
    taken = judged[["support", "between", "oppose"]].sum(axis=1)
    whole = judged if whom else judged[taken == len(there)]
    if whole.empty:
        return f"On no {one} here are {them} all on record, so that they cannot be compared together.{silent}"
    alike, of = int((whole["agreement"] == 1).sum()), number_of(len(whole), one)
    on = "" if whom else f" on which {'both' if len(there) == 2 else 'all'} are on record"
    if alike == len(whole):
        every = f"the one {one}" if len(whole) == 1 else f"all {of}"
        return f"{them} agree on {every}{on or ' on which two of them are on record'}.{silent}"
    first = whole.iloc[0]
    return (
        f"{them} agree on {alike or 'none'} of {of}{on}. "
        f"They split widest on {row_words(network, found, str(first['id']))}: {split_words(found, first)}.{silent}"
    )


def row_words(network: Network, found: Comparison, key: str) -> str:
    """A row by name: a recommendation with its text, a text with its title and year."""
    if found.by == RECOMMENDATIONS:
        return f"{key}, “{network.recommendations.loc[key, 'text'].rstrip('.')}”"
    row = network.evidence.loc[key]
    citation = "" if row["citation"] in ("", row["title"]) else f"{row['citation']}, "
    return f"{citation}{titled_text(network, key)}"


def split_words(found: Comparison, row: Mapping[Hashable, object]) -> str:
    """Who stands where on a row, in support first: "Chile and Norway voted yes; Ghana abstained"; numbers where there
    are many."""
    counts = dict(zip(POSITIONS, (row["support"], row["between"], row["oppose"]), strict=True))
    words = SIDES[found.by]
    if len(found.actors) > MOST:
        return ", ".join(f"{count} {words[value]}" for value, count in counts.items() if count)
    here = found.cells[(found.cells["id"] == row["id"]) & found.cells["value"].notna()]
    if found.by == RECOMMENDATIONS:
        here = here.assign(position=here["value"].map(words))
    sides = here.sort_values("value", ascending=False, kind="stable").groupby("position", sort=False)["actor"]
    return "; ".join(f"{listed(list(names), NAMED)} {side}" for side, names in sides)


def texts_on(network: Network, recommendations: Sequence[str]) -> list[str]:
    """Ids of the texts that bear on any of some recommendations and count, in table order."""
    wanted = {item for key in recommendations for item in network.evidence_of(key)}
    return [str(item) for item in network.evidence.index if item in wanted]


def _recommendations(
    network: Network, actors: list[str], chosen: list[str] | None
) -> tuple[pd.DataFrame, Floats, pd.DataFrame]:
    """Rows, values (actors, rows) and cells of positions on recommendations."""
    for key in chosen or []:
        network.require("recommendations", key)
    codes = network.standings[network.rows(actors)].toarray()
    index = network.recommendations.index
    kept = _kept(codes != 0, index, chosen)
    of_code = np.full(len(STANDING_CODES) + 1, np.nan)
    for standing, code in STANDING_CODES.items():
        of_code[code] = STANDS[standing]
    keys = index[kept]
    held = network.positions[
        network.positions["actor_id"].isin(actors) & network.positions["recommendation_id"].isin(keys)
    ]
    cells = pd.DataFrame(
        {
            "id": held["recommendation_id"],
            "actor_id": held["actor_id"],
            "value": held["position"].map({standing.value: value for standing, value in STANDS.items()}).astype(float),
            "position": [_dated_position(row) for row in held.to_dict("records")],
            "act": held["act"],
            "years": [year_span(*span) for span in zip(held["since"], held["latest"], strict=True)],
            "source": ["; ".join(cited(network, evidence)) for evidence in held["evidence"]],
        }
    )
    rows = pd.DataFrame({"id": keys, "name": keys, "text": network.recommendations.loc[keys, "text"].to_numpy()})
    spans = held.groupby("recommendation_id").agg(since=("since", "min"), latest=("latest", "max"))
    told = {str(key): year_span(str(row["since"]), str(row["latest"])) for key, row in spans.iterrows()}
    rows["years"] = rows["id"].map(told).fillna("")
    rows["latest"] = rows["id"].map(spans["latest"]).fillna("")
    rows["source"] = network.recommendations.loc[keys, "source"].to_numpy()
    return rows, of_code[codes[:, kept]], cells


def _texts(network: Network, actors: list[str], chosen: list[str] | None) -> tuple[pd.DataFrame, Floats, pd.DataFrame]:
    """The same of stances on texts."""
    for key in chosen or []:
        network.require("evidence", key)
    places = network.rows(actors)
    kept = _kept(network.stances[places].toarray() != 0, network.evidence.index, chosen)
    taken = network.evidence.iloc[kept]
    stances = network.tables.stances
    held = stances[stances["actor_id"].isin(actors) & stances["evidence_id"].isin(taken.index)]
    held = held.join(taken[["kind", "act", "date_from", "date_to"]], on="evidence_id").reset_index(drop=True)
    values = network.values(places, kept)
    few = held if len(actors) <= MOST else held.head(0)
    cells = pd.DataFrame(
        {
            "id": few["evidence_id"],
            "actor_id": few["actor_id"],
            "value": values[pd.Index(actors).get_indexer(few["actor_id"]), taken.index.get_indexer(few["evidence_id"])],
            "position": [done(row) for row in few.to_dict("records")],
            "act": few["act"].where(few["position"] == "support", ""),
            "years": [years_of(row) for row in few.to_dict("records")],
            "source": few["source"],
        }
    )
    rows = pd.DataFrame(
        {
            "id": taken.index,
            "name": [network.evidence_names[key] for key in taken.index],
            "text": taken["title"].to_numpy(),
            "years": [years_of(row) for row in taken.to_dict("records")],
            "latest": taken["date_to"].to_numpy(),
            "source": taken["source"].to_numpy(),
        }
    )
    return rows, values, cells


def _dated_position(row: Mapping[Hashable, Any]) -> str:
    """A position with its act and year; without an act, with the years of its evidence."""
    words = position_words(row)
    return words if row["act"] or row["position"] == Standing.DECLARED else f"{words}, {years_told(row)}"


def _kept(known: Bools, index: pd.Index, chosen: list[str] | None) -> np.ndarray:
    """Columns that are chosen, or on which anybody is on record."""
    if chosen is None:
        return np.flatnonzero(known.any(axis=0))
    return np.sort(index.get_indexer(pd.Index(chosen, dtype=object)))


def _apart(names: np.ndarray, values: Floats, words: Mapping[float, str]) -> str:
    """Who stands elsewhere than most of them: "abstained: Ghana; against: Chile"; "" for nobody."""
    sides = [(words[value], names[values == value]) for value in POSITIONS]
    most = max(sides, key=lambda side: len(side[1]))
    return "; ".join(f"{side}: {', '.join(found)}" for side, found in sides if len(found) and side != most[0])
