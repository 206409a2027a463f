"""One import while it is read: sheets -> rows of the tables, and for every row that cannot be taken the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from coalition.errors import CoalitionError, TableError
from coalition.exchange.imports.actors import People, placed
from coalition.exchange.imports.columns import FLAT, REASON, guess, is_flat, renamed, table_of
from coalition.exchange.imports.flat_list import date_problem, read_flat_list, titles
from coalition.exchange.imports.source import ImportSource
from coalition.exchange.readers.incoming import ACTOR_CODE, ACTOR_NAME, Dropped
from coalition.history.edits import DEFAULTS
from coalition.model.schema import row_faults
from coalition.model.sheet import Sheet
from coalition.model.vocabulary import ADDED, COLUMNS, KEYS, Tables
from coalition.names.normalise import normalised

CALLED = {"recommendations": "text", "evidence": "title"}
"""The column that says what a row is called, where it is not `name`."""
COPIES = {"long_name": "name", "citation": "title", "date_to": "date_from", "date_from": "date_to"}
"""Columns that are filled from another where a sheet has no such column."""


class ImportSession:
    """One import while it is read."""

    people: People

    def __init__(self, source: ImportSource, now: Tables, mapping: Mapping[str, str], given_source: str) -> None:
        self.source, self.now, self.mapping, self.given_source = source, now, mapping, given_source
        self.loaded = Tables.empty()
        self.reasons: dict[str, dict[int, list[str]]] = {title: {} for title in source.sheets}
        self.kinds: dict[str, str] = {}
        self.fields: dict[str, dict[str, str]] = {}
        self.unread = list(source.dropped)
        self.called_here: dict[str, str] = {}
        whole = []
        places = {sheet.file: (title, {line: i for i, line in enumerate(sheet.lines)}) for title, sheet in
                  source.sheets.items()}  # fmt: skip
        for fault in source.faults:
            title, rows = places.get(fault.file, ("", {}))
            if fault.line in rows:
                self.refuse(title, rows[fault.line], _reason(fault.column, fault.problem, fault.remedy))
            else:
                whole.append(fault)
        if whole:
            raise TableError(whole)
        for title, sheet in source.sheets.items():
            table = table_of(sheet, title, mapping)
            fields = guess(sheet.header, mapping)
            if table or is_flat(fields):
                self.kinds[title] = table
            elif sheet.rows:
                why = f"no table: its columns are {', '.join(sheet.header[:8])}"
                self.unread.append(Dropped(f"sheet {title}", len(sheet.rows), why))
            if table == "" and is_flat(fields):
                self.fields[title] = fields
        if not self.kinds and not source.foreign:
            raise CoalitionError(
                f"{source.file} has no table or list that is known; name the columns for actor, evidence (or "
                "recommendation) and position, such as --column Country=actor"
            )

    def of(self, table: str) -> list[tuple[str, Sheet]]:
        return [(title, self.source.sheets[title]) for title, kind in self.kinds.items() if kind == table]

    def refuse(self, title: str, row: int, reason: str) -> None:
        self.reasons[title].setdefault(row, []).append(reason)

    def all(self) -> Tables:
        """The map with what was taken so far."""
        both = {name: pd.concat([getattr(self.now, name), frame]) for name, frame in self.loaded}
        return Tables(**{name: frame.drop_duplicates(list(KEYS[name]), keep="last") for name, frame in both.items()})

    def put(self, name: str, frame: pd.DataFrame) -> None:
        both = pd.concat([getattr(self.loaded, name), frame.reindex(columns=list(COLUMNS[name]), fill_value="")])
        kept = both.drop_duplicates(list(KEYS[name]), keep="first").reset_index(drop=True)
        self.loaded = Tables(**dict(self.loaded) | {name: kept})

    def take_acts(self, evidence: pd.DataFrame) -> None:
        """Give the evidence that was taken the acts of `evidence`, which holds all of it."""
        acts = evidence.set_index("id")["act"]
        own = self.loaded.evidence
        self.loaded = Tables(**dict(self.loaded) | {"evidence": own.assign(act=own["id"].map(acts).astype(str))})

    def good(self, title: str, rows: Iterable[int]) -> list[int]:
        return [row for row in rows if row not in self.reasons[title]]

    def take_table(self, name: str, title: str, sheet: Sheet) -> None:
        frame = pd.DataFrame(sheet.rows, columns=renamed(sheet, self.mapping), dtype=str)
        if name == "stances":
            column = ACTOR_NAME if ACTOR_NAME in frame else "actor_id"
            frame["actor_id"] = self.actors(title, frame[column], frame.get(ACTOR_CODE))
        if self.source.foreign:
            frame = self.as_the_map_has_it(name, frame)
        rows = self.good(title, frame.index)
        header = [column for column in COLUMNS[name] if column in frame or column not in ADDED.get(name, ())]
        frame = self.filled(name, frame).loc[rows].reset_index(drop=True)
        so_far = self.all()
        known = {table: set(part["id"]) for table, part in so_far if "id" in part}
        if name == "stances":
            known["actors"] |= set(self.people.added["id"])
        faults = row_faults(name, frame, Sheet(sheet.file, header, [], rows), known, so_far.evidence)
        for fault in faults:
            if "is not a date" in fault.problem:
                self.refuse(title, fault.line, date_problem(frame.loc[rows.index(fault.line), fault.column]))
            else:
                self.refuse(title, fault.line, _reason(fault.column, fault.problem, fault.remedy))
        frame.index = pd.Index(rows)
        self.same_keys(name, title, sheet, frame)
        self.put(name, frame.loc[self.good(title, rows)])
        if name == "actors":
            self.people.know(self.loaded.actors)

    def as_the_map_has_it(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        """Rows of a foreign file without those that the map holds already: these stay as they are.

        An actor is the same by its name, evidence by its id or citation, a stance by its pair and position.
        """
        if name == "actors":
            frame = placed(frame.assign(id=self.people.same(frame)), self.now)
        if name == "evidence":
            self.called_here = _same_evidence(frame, self.now.evidence)
            frame = frame.assign(id=frame["id"].replace(self.called_here))
        if name == "stances":
            frame = frame.assign(evidence_id=frame["evidence_id"].replace(self.called_here))
        keys = [*KEYS[name], *(["position"] if name == "stances" else [])]
        before = getattr(self.now, name)
        there = pd.MultiIndex.from_frame(frame[keys]).isin(pd.MultiIndex.from_frame(before[keys]))
        self.put(name, before[pd.MultiIndex.from_frame(before[keys]).isin(pd.MultiIndex.from_frame(frame[keys]))])
        return frame[~there]

    def filled(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        """All columns of a table: those that the sheet lacks as the map has them, else by default."""
        lacking = [column for column in COLUMNS[name] if column not in frame]
        whole = frame.reindex(columns=list(COLUMNS[name]), fill_value="").astype(str)
        for column in lacking:
            other = COPIES.get(column, "")
            blank = "" if column in ADDED.get(name, ()) else DEFAULTS.get(column, "")
            whole[column] = frame.get(other, blank)
        if "source" in whole:
            whole["source"] = whole["source"].where(whole["source"] != "", self.given_source or self.own_source())
        keys = list(KEYS[name])
        if lacking and not set(keys) & set(lacking):
            before = whole[keys].merge(getattr(self.now, name), on=keys, how="left").set_axis(whole.index)
            for column in set(lacking) & set(before):
                whole[column] = before[column].where(before[column].notna(), whole[column])
        return whole

    def own_source(self) -> str:
        return self.source.file if self.source.foreign else ""

    def same_keys(self, name: str, title: str, sheet: Sheet, frame: pd.DataFrame) -> None:
        """Refuses a key that stands before with other values, or that differs from a known id in capitals only."""
        keys = list(KEYS[name])
        good = frame.loc[self.good(title, frame.index)]
        again = good[good.duplicated(keys) & ~good.duplicated()]
        first = good.drop_duplicates(keys).reset_index().merge(again[keys].drop_duplicates(), on=keys)
        lines = dict(zip(first[keys].itertuples(index=False, name=None), first.iloc[:, 0], strict=True))
        for row, key in zip(again.index, again[keys].itertuples(index=False, name=None), strict=True):
            what = f"{' '.join(key)!r} is the same {'id' if len(keys) == 1 else 'pair'} as"
            if title in self.fields:
                what = "says something else of the same actor and evidence than"
            self.refuse(title, int(row), f"{what} in line {sheet.lines[lines[key]]}; keep one of the two rows")
        if keys == ["id"]:
            self.in_capitals_only(name, title, good)

    def in_capitals_only(self, name: str, title: str, good: pd.DataFrame) -> None:
        """Refuses an id that differs from another in capitals only, where both are called the same."""
        called = CALLED.get(name, "name")
        before = getattr(self.now, name)
        known = set(before["id"])
        alike: dict[tuple[str, str], str] = {}
        for key, words in zip((*before["id"], *good["id"]), (*before[called], *good[called]), strict=True):
            alike.setdefault((key.casefold(), normalised(words)), key)
        for row, key, words in zip(good.index, good["id"], good[called], strict=True):
            other = alike[key.casefold(), normalised(words)]
            if other != key and key not in known:
                self.refuse(title, int(row), f"id {key!r} differs from {other!r} in capitals only; use one of them")

    def actors(self, title: str, names: pd.Series[str], codes: pd.Series[str] | None = None) -> pd.Series[str]:
        """Ids of the actors that names mean; rows of those that mean nobody (yet) are refused."""
        asked = names.loc[self.good(title, names.index)]
        ids, why = self.people.ids(asked, codes)
        for row in asked.index[ids == ""]:
            self.refuse(title, int(row), why[str(asked[row])])
        return ids.reindex(names.index, fill_value="")

    def take_list(self, title: str, sheet: Sheet) -> None:
        fields = self.fields[title]
        columns = {field: i for i, column in enumerate(sheet.header) if (field := fields[column])}
        raw = pd.DataFrame(sheet.rows, columns=range(len(sheet.header)), dtype=str)
        rows = pd.DataFrame({field: raw[columns[field]] if field in columns else "" for field in FLAT}, index=raw.index)
        rows["date"] = rows["date"].str.replace(r"[ T]\d\d:\d\d(:\d\d)?(\.\d+)?Z?$", "", regex=True)
        rows["source"] = rows["source"].where(rows["source"] != "", self.given_source)
        for column in dict.fromkeys(column for column in sheet.header if column and not fields[column]):
            filled = int((raw[sheet.header.index(column)] != "").sum())
            if filled and column != REASON:
                self.unread.append(
                    Dropped(f"column {column} of {title}", filled, "this program could not tell what the column is")
                )
        rows["actor_id"] = self.actors(title, rows["actor"])
        good = rows.loc[self.good(title, rows.index)]
        found = read_flat_list(good, self.all(), sheet.file, lambda row, why: self.refuse(title, row, why))
        self.same_keys("stances", title, sheet, found.stances)
        stances = found.stances.loc[self.good(title, found.stances.index)]
        used = set(stances["evidence_id"])
        self.put("evidence", found.evidence[found.evidence["id"].isin(used)])
        self.put("bears_on", found.bears_on[found.bears_on["evidence_id"].isin(used)])
        self.put("stances", stances)


def _reason(column: str, problem: str, remedy: str) -> str:
    return f"{column} {problem}; {remedy}".strip()


def _same_evidence(frame: pd.DataFrame, known: pd.DataFrame) -> dict[str, str]:
    """Ids of evidence of a foreign file -> those of the map, where one citation names one piece in each."""
    if "citation" not in frame:
        return {}
    here = titles(known)
    ids = set(known["id"])
    cited: dict[str, list[str]] = {}
    for key, citation in zip(frame["id"], frame["citation"], strict=True):
        if key not in ids and (other := here.get(normalised(citation))):
            cited.setdefault(other, []).append(key)
    return {keys[0]: other for other, keys in cited.items() if len(keys) == 1 and other not in set(frame["id"])}
