"""The actors that the names of a file mean, with the answers of a person."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from coalition.model.vocabulary import COLUMNS, STATES, Kind, Tables, split
from coalition.names.matching import COLUMNS as MATCHED
from coalition.names.matching import TAKEN, MatchKind, country, former_actors, match
from coalition.names.normalise import normalised

NEW = "+"
"""Begins the answer that a name is a new actor, such as "+ngo"; "" is the answer that its rows are not wanted."""
_NOBODY = "no actor {}; write the id of one of the map, or + and a kind such as +ngo to add it"


class People:
    """Actors of a map and of a file, and what names mean among them."""

    def __init__(
        self,
        actors: pd.DataFrame,
        answers: Mapping[str, str],
        remembered: Mapping[str, str],
        add: Kind | None,
    ) -> None:
        self.actors, self.answers, self.remembered, self.add = actors, dict(answers), remembered, add
        self.added = pd.DataFrame(columns=list(COLUMNS["actors"]), dtype=str)
        self.asked: list[pd.DataFrame] = []
        self.new_ids: dict[str, str] = {}

    def know(self, actors: pd.DataFrame) -> None:
        """Actors that the same file adds."""
        self.actors = pd.concat([self.actors, actors]).drop_duplicates("id", keep="last")

    def same(self, frame: pd.DataFrame) -> pd.Series[str]:
        """Ids of the actors that a foreign file describes: those of the map where the name is certainly theirs.

        A State that the map has not yet gets its code.
        """
        found = match(frame["name"], self.actors, self.remembered)
        states = frame["kind"].isin(STATES)
        own = frame["id"].where(~states, frame["name"].where(states, "").map(country).where(lambda code: code != ""))
        own = own.fillna(frame["id"])
        return found["actor_id"].where(found["how"].isin([MatchKind.EXACT, MatchKind.ALIAS, MatchKind.REMEMBERED]), own)

    def ids(self, names: pd.Series[str], codes: pd.Series[str] | None = None) -> tuple[pd.Series[str], dict[str, str]]:
        """The id for each name, "" where there is none, and for these names the reason.

        A name that says nothing certain goes by the country code that always stands beside it, if one of the map does.
        """
        distinct = pd.Series(names.unique(), dtype=object)
        found = match(distinct, self.actors, self.remembered).set_index("name")
        if codes is not None:
            found = _by_code(found, names, codes.loc[names.index], set(self.actors["id"]))
        taken = found["how"].isin(TAKEN)
        ids = found["actor_id"].where(taken, "").to_dict()
        titles = dict(zip(self.actors["id"], self.actors["name"], strict=True))
        why = {}
        for row in found[~taken].itertuples():
            name = str(row.Index)
            answer = self.answers.get(name)
            if answer is not None and answer[:1] == NEW and answer[1:] in list(Kind) and normalised(name):
                ids[name] = self._new(name, Kind(answer[1:]))
            elif answer is not None:
                ids[name] = answer if answer in titles else ""
                why[name] = _NOBODY.format(answer) if answer else f"{name!r} was left out"
            elif self.add and normalised(name) and row.how == MatchKind.UNKNOWN:
                ids[name] = self._new(name, self.add)
            else:
                why[name] = _why(name, [row.actor_id, *row.also], titles)
        self.asked.append(found[~taken].reset_index()[MATCHED])
        former = former_actors(set(ids.values()) & set(found.loc[found["how"] == MatchKind.FORMER, "actor_id"]))
        self.added = pd.concat([self.added, former]).drop_duplicates("id").astype(str)
        return names.map(ids), why

    def open(self) -> pd.DataFrame:
        """Names that somebody has to confirm."""
        if not self.asked:
            return pd.DataFrame(columns=MATCHED)
        asked = pd.concat(self.asked).drop_duplicates("name")
        asked = asked[asked["name"].str.strip() != ""]
        return asked.sort_values(["how", "name"], kind="stable").reset_index(drop=True)

    def _new(self, name: str, kind: Kind) -> str:
        if already := self.new_ids.get(normalised(name)):
            return already
        slug = re.sub(r"[^a-z0-9]+", "-", normalised(name)).strip("-")[:80] or f"actor-{len(self.added) + 1}"
        slug = (country(name) if kind in STATES else "") or slug
        known = {str(key).casefold() for key in (*self.actors["id"], *self.added["id"])}
        key = next(k for k in (slug, *(f"{slug}-{i}" for i in range(2, 10_000))) if k.casefold() not in known)
        self.new_ids[normalised(name)] = key
        row = dict.fromkeys(COLUMNS["actors"], "") | {
            "id": key, "name": name[:300], "kind": kind.value, "visibility": "public", "grade": "seen",
            "source": "named in an imported list",
        }  # fmt: skip
        self.added = pd.concat([self.added, pd.DataFrame([row], dtype=str)], ignore_index=True)
        return key


def placed(frame: pd.DataFrame, now: Tables) -> pd.DataFrame:
    """Actors of a foreign file with the countries, groups and blocs that a map can hold; other words go to the note."""
    known = {
        column: {
            normalised(word): key for key, name in zip(table["id"], table["name"], strict=True) for word in (key, name)
        }
        for column, table in (("regional_group", now.groups), ("blocs", now.blocs))
    }
    whole = frame.reindex(columns=list(dict.fromkeys([*frame.columns, "country", *known, "note"])), fill_value="")
    rows = whole.to_dict("records")
    for row in rows:
        for column in ("country", *known):
            cell = str(row[column])
            words = [cell] if column == "country" else split(cell)
            places = [
                country(word) if column == "country" else known[column].get(normalised(word), "") for word in words
            ]
            row[column] = ";".join(places) if all(places) else ""
            if cell and not row[column]:
                row["note"] = "; ".join(filter(None, [str(row["note"]), f"{column}: {cell}"]))
    return pd.DataFrame(rows, index=frame.index, columns=whole.columns)


def _by_code(found: pd.DataFrame, names: pd.Series[str], codes: pd.Series[str], ids: set[str]) -> pd.DataFrame:
    """Matches with those that the code beside the name makes certain: of unknown names, and of those it is likely for.

    The code is that of the file, of which no other is said of the name: "CONGO" with COG beside it is no guess.
    """
    pairs = pd.DataFrame({"name": names.astype(str), "code": codes.astype(str).str.upper()}).drop_duplicates()
    single = pairs[~pairs["name"].duplicated(keep=False) & pairs["code"].isin(ids)].set_index("name")["code"]
    likely = zip(found.index, found["how"], found["actor_id"], found["also"], strict=True)
    open_ = [
        name
        for name, how, actor, also in likely
        if name in single.index
        and (how == MatchKind.UNKNOWN or (how == MatchKind.PROPOSED and single[name] in (actor, *also)))
    ]
    found.loc[open_, "actor_id"] = single[open_]
    found.loc[open_, "how"] = MatchKind.ALIAS.value
    return found


def _why(name: str, ids: list[str], titles: Mapping[str, str]) -> str:
    if not normalised(name):
        return "actor is empty; name it"
    likely = [f"{titles.get(key, key)} ({key})" for key in ids if key]
    if likely:
        return f"actor {name!r} may be {' or '.join(likely[:4])}; confirm it, or write the id"
    return f"actor {name!r} is not in the map; add it to the actors, or write the id of one of them"
