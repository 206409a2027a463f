"""UN Digital Library: voting records as MARCXML, one record per resolution with its votes in field 967."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from coalition.exchange.readers.grid import Faults
from coalition.exchange.readers.head import Head
from coalition.exchange.readers.incoming import ACTOR_CODE, ACTOR_NAME, LINE, Dropped, Incoming
from coalition.exchange.readers.opening import OpenedFile
from coalition.exchange.readers.values import NAME_LIMIT, cut, iso_date, number
from coalition.exchange.readers.votes import all_faults, any_id, one_file, vote_evidence, vote_stances
from coalition.exchange.readers.xml_events import events
from coalition.model.vocabulary import Coverage, Position

POSITIONS = {"Y": Position.SUPPORT, "N": Position.OPPOSE, "A": Position.ABSTAIN, "": Position.ABSENT}
DATE, TITLE, SYMBOL, TOTALS, VOTE = "269", "245", "791", "996", "967"


@dataclass
class _Record:
    line: int
    number: str = ""
    fields: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)

    def first(self, tag: str, code: str = "a") -> str:
        return next((part[code] for part in self.fields.get(tag, []) if part.get(code)), "")


def fits(head: Head) -> bool:
    return head.kind == "xml" and head.root in ("collection", "record")


def read(sources: Sequence[OpenedFile]) -> Incoming:
    """A piece of evidence per record and a stance per field 967; a vote without letter is absent."""
    source = one_file(sources, "UN Digital Library MARCXML")
    faults = Faults(source.name)
    evidence, votes = [], []
    without = other = 0
    for record in _records(source):
        other += sum(len(parts) for tag, parts in record.fields.items() if tag not in (DATE, TITLE, SYMBOL, VOTE))
        if VOTE not in record.fields:
            without += 1
            continue
        row = _evidence(record, faults)
        if row is None:
            continue
        evidence.append(row)
        for part, line in zip(record.fields[VOTE], record.lines, strict=True):
            letter = part.get("d", "").upper()
            name = part.get("e", "") or part.get("c", "")
            if letter not in POSITIONS:
                faults.add(line, "967 d", f"{letter[:40]!r} is not one of Y, N, A or nothing", "write one of these")
            elif not name:
                faults.add(line, "967 e", "names no State", "fill it in")
            else:
                key = {ACTOR_NAME: name, ACTOR_CODE: part.get("c", ""), "position": POSITIONS[letter].value}
                votes.append({**key, "evidence_id": row["id"], "source": row["source"], LINE: line})
    stances, twice = vote_stances(pd.DataFrame(votes, columns=COLUMNS), faults)
    frame = pd.DataFrame(evidence, columns=[*EVIDENCE_COLUMNS, LINE])
    again = frame["id"].duplicated()
    for row in frame.index[again]:
        problem = f"{frame.at[row, 'citation']!r} is the resolution of an earlier record too"
        faults.add(int(frame.at[row, LINE]), "791 a", problem, "keep one of the two records")
    dropped = [
        twice,
        Dropped("records without recorded vote", without, "only field 967 says who voted how") if without else None,
        Dropped("other MARC fields", other, "the record, named in the source, holds them") if other else None,
    ]
    tables = {"evidence": vote_evidence(frame[~again], frame["coverage"][~again]), "stances": stances}
    return Incoming("undl_marcxml", source.name, tables, tuple(d for d in dropped if d), all_faults(faults))


COLUMNS = [ACTOR_NAME, ACTOR_CODE, "evidence_id", "position", "source", LINE]
EVIDENCE_COLUMNS = ["id", "title", "citation", "date_from", "source", "coverage"]


def _evidence(record: _Record, faults: Faults) -> dict[str, object] | None:
    date = iso_date(record.first(DATE))
    if not date:
        problem = f"the record has no date that can be read ({record.first(DATE)[:40]!r})"
        faults.add(record.line, "269 a", problem, "write YYYY-MM-DD")
        return None
    symbol = record.first(SYMBOL)
    if not (symbol or record.number):
        faults.add(record.line, "791 a", "the record has neither symbol nor number", "fill in 791 a or 001")
        return None
    said = number(record.first(TOTALS, "f"))
    name = f"UN Digital Library record {record.number}".strip()
    return {
        "id": any_id(symbol or f"undl {record.number}"),
        "title": cut(record.first(TITLE).rstrip(" :/") or symbol or name, NAME_LIMIT),
        "citation": cut(symbol or name, NAME_LIMIT),
        "date_from": date,
        "source": name + (f", https://digitallibrary.un.org/record/{record.number}" if record.number else ""),
        "coverage": (Coverage.COMPLETE if said == len(record.lines) else Coverage.PARTIAL).value,
        LINE: record.line,
    }


def _records(source: OpenedFile) -> Iterator[_Record]:
    record: _Record | None = None
    tag = code = ""
    for event in events(source):
        if event.begins:
            if event.tag == "record":
                record = _Record(event.line)
            elif event.tag in ("datafield", "controlfield"):
                tag = event.attributes.get("tag", "")
                if record and event.tag == "datafield":
                    record.fields.setdefault(tag, []).append({})
                    if tag == VOTE:
                        record.lines.append(event.line)
            elif event.tag == "subfield":
                code = event.attributes.get("code", "")
        elif record and event.tag == "controlfield" and tag == "001":
            record.number = event.text
        elif record and event.tag == "subfield" and record.fields.get(tag):
            record.fields[tag][-1].setdefault(code, event.text)
        elif record and event.tag == "record":
            yield record
            record = None
