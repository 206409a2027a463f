"""One search over actors, recommendations and evidence: words in any order, accents and case ignored, misspellings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from rapidfuzz import fuzz, process

from coalition.model.network import Network
from coalition.model.vocabulary import Kind
from coalition.names.normalise import normalised

COLUMNS = ["what", "id", "title", "about"]
ACTOR, RECOMMENDATION, EVIDENCE = "actor", "recommendation", "evidence"
NEAR = 84
"""Similarity (0 to 100) from which a word counts as a misspelling of another."""


@dataclass(frozen=True, eq=False)
class Index:
    """What can be found: one row per thing, `COLUMNS` and the plain `text` that is searched, `head` its names."""

    table: pd.DataFrame

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every word there is, for misspellings."""
        return sorted({word for text in self.table["text"] for word in text.split()})

    def find(self, query: str, most: int = 20) -> pd.DataFrame:
        """What fits a query, best first: `COLUMNS`.

        Every word of the query has to begin a word of the thing; where nothing fits, near words are tried. Names count
        before other text, whole words before beginnings, shorter names before longer ones.
        """
        words = normalised(query).split()
        if not words:
            return self.table.head(0)[COLUMNS]
        found = self._fitting(words)
        if found.empty:
            found = self._fitting([self._near(word) for word in words])
        return found.head(most)[COLUMNS].reset_index(drop=True)

    def with_id(self, query: str) -> tuple[str, str] | None:
        """What a query calls by its id, as (what, id); None where it is the id of nothing, or of several things."""
        same = self.table["id"].str.casefold() == query.strip().casefold()
        return self._only(same)

    def with_name(self, query: str) -> tuple[str, str] | None:
        """The actor that a query calls by its whole name, or another of its names; None where none or several are."""
        name = normalised(query)
        called = self.table["head"].str.split(" | ", regex=False).map(lambda names: name in names)
        return self._only((self.table["what"] == ACTOR) & called) if name else None

    def _only(self, rows: pd.Series[bool]) -> tuple[str, str] | None:
        found = self.table.loc[rows, ["what", "id"]]
        return (str(found.iat[0, 0]), str(found.iat[0, 1])) if len(found) == 1 else None

    def _fitting(self, words: list[str]) -> pd.DataFrame:
        table, score = self.table, pd.Series(0.0, index=self.table.index)
        fits = pd.Series(True, index=table.index)
        for word in words:
            start = re.escape(word)
            inside = table["text"].str.contains(rf"\b{start}", regex=True)
            fits &= inside
            score += table["head"].str.contains(rf"\b{start}", regex=True) * 4.0
            score += table["head"].str.contains(rf"\b{start}\b", regex=True) * 2.0
        phrase = " ".join(words)
        score += (table["head"].str.split(" | ", regex=False).map(lambda names: phrase in names)) * 8.0
        found = table.assign(score=score, size=table["title"].str.len())[fits]
        return found.sort_values(["score", "size", "id"], ascending=[False, True, True], kind="stable")

    def _near(self, word: str) -> str:
        best = process.extractOne(word, self.vocabulary, scorer=fuzz.ratio, score_cutoff=NEAR)
        return str(best[0]) if best else word


def index(network: Network, names: dict[str, tuple[str, ...]] | None = None) -> Index:
    """Everything that can be searched in a network.

    Parameters
    ----------
    network : Network
        The map.
    names : dict, optional
        Actor id -> its other names, such as `coalition.names.countries.other_names` gives for States.
    """
    rows = []
    for key, row in network.actors.iterrows():
        known = [str(row["name"]), *(names or {}).get(str(key), ())]
        about = " · ".join(
            part for part in (Kind(row["kind"]).words, network.group_names.get(str(row["regional_group"]), "")) if part
        )
        rows.append((ACTOR, str(key), str(row["name"]), about, [str(key), *known], f"{row['country']} {about}"))
    for key, row in network.recommendations.iterrows():
        rows.append((RECOMMENDATION, str(key), f"{key}  {row['text']}", str(row["theme"]), [str(key), str(row["text"])],
                     str(row["theme"])))  # fmt: skip
    for key, row in network.evidence.iterrows():
        about = f"{row['citation']} · {row['date_to']}"
        rows.append((EVIDENCE, str(key), str(row["title"]), about, [str(key), str(row["title"])],
                     f"{row['citation']} {row['source']}"))  # fmt: skip
    table = pd.DataFrame(rows, columns=[*COLUMNS, "names", "more"])
    table["head"] = [" | ".join(normalised(name) for name in names_) for names_ in table["names"]]
    table["text"] = table["head"] + " " + table["more"].map(normalised)
    return Index(table.drop(columns=["names", "more"]))
