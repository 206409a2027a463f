"""Erases a person or an actor from all that a map holds: its rows, its history, contacts, names and members.

What is erased is found by one pure function, on the tables and on whatever else the graph holds; so a backup is treated
in the same way as a map.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from coalition.errors import CoalitionError
from coalition.history import log
from coalition.history.edits import RowChange, edited
from coalition.history.edits import summary as summary_of
from coalition.model.vocabulary import COLUMNS, KEYS, Tables
from coalition.store.extras import KEYS as NODE_KEYS
from coalition.store.extras import Extras
from coalition.store.roles import Role

ERASED = "a person who was erased"
"""Stands in the place of a name."""
TEXTS = {
    "name", "long_name", "source", "note", "theme", "text", "title", "citation", "why", "body", "family",
}  # fmt: skip
"""Columns of the tables in which a person may be named; the others hold ids, dates and words of lists."""
FIXED = {"id", "at", "kind", "role", "undoes"}
"""What a node says in words of the program."""
FOUND = ["where", "which", "column", "before", "after"]
_APART = r"[\W_]+"


@dataclass(frozen=True, eq=False)
class Erasure:
    """A map without somebody, and what differs, cell by cell: the columns of `FOUND`."""

    tables: Tables
    extras: Extras
    found: pd.DataFrame


Erase = Callable[[Tables, Extras], Erasure]
"""A map -> the same without somebody."""


def without_person(name: str) -> Erase:
    """What takes a person out of a map: the name in capitals or small letters, whatever stands between its words.

    Parameters
    ----------
    name : str
        The name, e-mail address or user name.

    Raises
    ------
    CoalitionError
        It is too short to be told from other words.
    """
    words = [re.escape(word) for word in re.split(_APART, name) if word]
    if sum(map(str.isalpha, name)) < 3:
        raise CoalitionError(f"{name!r} is too short to be told from other words; give the whole name")
    pattern = re.compile(rf"(?<![^\W_]){_APART.join(words)}(?![^\W_])", re.IGNORECASE)
    return lambda tables, extras: _Eraser(lambda text: pattern.sub(ERASED, text)).erasure(tables, extras)


def without_actor(actor: str) -> Erase:
    """What takes an actor out of a map, with all that rests on it. Its name in texts of others stays.

    Parameters
    ----------
    actor : str
        Its id.
    """

    def erase(tables: Tables, extras: Extras) -> Erasure:
        after = tables
        if actor in set(tables.actors["id"]):
            after = edited(tables, [RowChange("actors", (actor,), None)], with_all=True)
        found = _Eraser(lambda text: text, actor).erasure(after, extras)
        gone = [
            [name, " ".join(row[column] for column in KEYS[name]), "", _said(row), ""]
            for name, frame in tables for row in _missing(name, frame, getattr(after, name))
        ]  # fmt: skip
        return replace(found, found=pd.concat([pd.DataFrame(gone, columns=FOUND), found.found], ignore_index=True))

    return erase


class Forgetting:
    """Erases somebody from a map, in one transaction; only an admin may. A store holds one as `Store.forgetting`.

    Parameters
    ----------
    read : callable
        The whole map: its tables, and whatever else there is.
    write : callable
        Puts what an `Erase` makes of the map in its place, whole or not at all.
    require : callable
        Refuses whoever lacks a role.
    """

    def __init__(
        self, read: Callable[[], tuple[Tables, Extras]], write: Callable[[Erase], None], require: Callable[[Role], None]
    ) -> None:
        self._read = read
        self._write = write
        self._require = require

    def look(self, erase: Erase) -> pd.DataFrame:
        """What an erasure would change, cell by cell; nothing is written.

        Parameters
        ----------
        erase : callable
            `without_person` or `without_actor`.
        """
        self._require(Role.ADMIN)
        return erase(*self._read()).found

    def erase(self, erase: Erase) -> None:
        """Erase somebody from the map. It cannot be taken back.

        Parameters
        ----------
        erase : callable
            `without_person` or `without_actor`.
        """
        self._require(Role.ADMIN)
        self._write(erase)


@dataclass
class _Eraser:
    """Goes through a map, and notes what it changes."""

    text: Callable[[str], str]
    actor: str = ""
    found: list[list[str]] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    """Ids of the parts of entries that were changed, or are gone."""

    def erasure(self, tables: Tables, extras: Extras) -> Erasure:
        frames = {name: self._frame(name, frame) for name, frame in tables}
        nodes = [(node, self._node(node)) for node in extras.nodes]
        gone = {_end(label, node) for node, kept in nodes if kept is None for label in node["labels"]}
        edges = [
            replaced
            for edge in extras.edges
            if not {tuple(edge["from"]), tuple(edge["to"])} & gone
            and (not self.actor or ["Actor", "id", self.actor] not in (edge["from"], edge["to"]))
            for replaced in [edge | {"values": self._values("", edge["type"], edge["values"])}]
        ]
        left = self._retold([kept for _, kept in nodes if kept is not None], extras.edges)
        _keep_an_admin(extras.nodes, left)
        return Erasure(Tables(**frames), Extras(left, edges), pd.DataFrame(self.found, columns=FOUND))

    def _frame(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        """A table with the texts of its rows, each distinct one looked at once."""
        columns = {}
        for column in TEXTS & set(COLUMNS[name]):
            new = {text: after for text in frame[column].unique() if (after := self.text(text)) != text}
            if not new:
                continue
            changed = frame[frame[column].isin(new)]
            for row in changed.to_dict("records"):
                which = " ".join(str(row[key]) for key in KEYS[name])
                self.found.append([name, which, column, str(row[column]), new[row[column]]])
            columns[column] = frame[column].replace(new)
        return frame.assign(**columns)

    def _node(self, node: dict[str, Any]) -> dict[str, Any] | None:
        """A node without somebody; None where it is about nobody else."""
        label, values = node["labels"][0], node["values"]
        key = next((key for key in NODE_KEYS if key in values), "")
        if (self.actor and _about(node, self.actor)) or (key and self.text(str(values[key])) != str(values[key])):
            self.found.append([label, str(values.get(key, "")), "", _said(values), ""])
            return None
        if label == "ChangePart":
            return self._part(node)
        after = self._values(label, str(values.get(key, "")), values)
        if self.actor and self.actor in after.get("about", ()):
            after = after | {"about": [one for one in after["about"] if one != self.actor]}
        return node | {"values": after}

    def _retold(self, nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The nodes, with entries that say anew what they did where their rows were changed."""
        entry = {edge["to"][2]: edge["from"][2] for edge in edges if edge["type"] == "HOLDS"}
        parts: dict[str, log.Rows] = {entry[part]: [] for part in self.touched if part in entry}
        for node in nodes:
            if "ChangePart" in node["labels"] and (owner := entry.get(node["values"]["id"])) in parts:
                parts[owner].append([node["values"][key] for key in ("table", "how", "part", "data")])
        return [
            _told(node, parts[node["values"]["id"]])
            if "Change" in node["labels"] and node["values"]["id"] in parts
            else node
            for node in nodes
        ]

    def _values(self, where: str, which: str, values: Mapping[str, Any]) -> dict[str, Any]:
        after = {
            key: self.text(value) if isinstance(value, str) and not (key in FIXED or key.endswith("_id")) else value
            for key, value in values.items()
        }
        for key, value in values.items():
            if after[key] != value:
                self.found.append([where, which, key, str(value), str(after[key])])
        return after

    def _part(self, node: dict[str, Any]) -> dict[str, Any] | None:
        """Rows of an entry of the history; None where none is left."""
        values = node["values"]
        table, (columns, rows) = values["table"], log.unpacked(values["data"])
        texts = [place for place, column in enumerate(columns) if column in TEXTS]
        own = [place for place, column in enumerate(columns) if column == ("id" if table == "actors" else "actor_id")]
        kept, touched = [], 0
        for row in rows:
            if self.actor and any(row[place] == self.actor for place in own):
                touched += 1
                continue
            after = list(row)
            for place in texts:
                after[place] = self.text(row[place])
            touched += after != row
            kept.append(after)
        if not touched:
            return node
        self.touched.add(values["id"])
        change = str(values["id"]).partition(" ")[0]
        self.found.append(["history", f"change {change}", table, f"rows, {values['how']}: {touched}", ""])
        if not kept:
            return None
        return node | {"values": values | {"n": len(kept), "data": log.packed(columns, kept)}}


def _about(node: Mapping[str, Any], actor: str) -> bool:
    """Whether a node is about one actor and nothing else, as a contact and a remembered name are."""
    return bool(node["values"].get("actor_id") == actor)


def _end(label: str, node: Mapping[str, Any]) -> tuple[Any, ...]:
    key = next((key for key in NODE_KEYS if key in node["values"]), "")
    return label, key, node["values"].get(key)


def _missing(name: str, before: pd.DataFrame, after: pd.DataFrame) -> Iterable[dict[str, str]]:
    """Rows that are there no more."""
    keys = list(KEYS[name])
    there = pd.MultiIndex.from_frame(after[keys])
    rows: list[dict[str, str]] = before[~pd.MultiIndex.from_frame(before[keys]).isin(there)].to_dict("records")
    return rows


def _said(values: Mapping[str, Any]) -> str:
    return "; ".join(f"{key}: {value}" for key, value in values.items() if isinstance(value, str) and value)[:300]


def _keep_an_admin(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    members, left = ([one for one in nodes if "Member" in one["labels"]] for nodes in (before, after))
    if left and left != members and not any(one["values"]["role"] == Role.ADMIN for one in left):
        raise CoalitionError("this is the only admin of the map; name another one first")


def _told(node: dict[str, Any], parts: log.Rows) -> dict[str, Any]:
    """An entry whose words are made anew from the rows that it still holds: they quote them, cut short."""
    forgot = node["values"].get("kind") == log.ChangeKind.FORGET
    what = "somebody was erased" if forgot else summary_of(log.differences(parts)) or log.ERASED
    return node | {"values": node["values"] | {"what": what}}
