"""What a brief holds, whatever file it becomes: answer, picture, reasons, sources, and what is not known."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pandas as pd

from coalition.analysis.source_wording import found_at, named
from coalition.english import listed
from coalition.model.network import Network
from coalition.model.visibility import LEFT_OUT
from coalition.model.vocabulary import Position
from coalition.names.citations import in_words

FIRST = 10
"""Rows of a list behind the first page; the spreadsheet has all."""
FRONT = 5
"""Rows of the list on the first page."""
NAMED = 3
"""So many actors, or places, are named where positions were read elsewhere than their text."""
PROTECTED = "This brief holds protected actors or evidence: it is not to be passed on."
UNKNOWN = "Nothing on record means unknown, never opposed."


@dataclass(frozen=True)
class Section:
    """A heading with paragraphs, and a table of texts: `widths` of its columns in relation, `more` rows left away.

    `in_table`: those left away are in the table of the brief.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()
    more: int = 0
    in_table: bool = True

    def first(self, count: int) -> Section:
        """The same with at most `count` rows."""
        return replace(self, rows=self.rows[:count], more=self.more + max(0, len(self.rows) - count))

    @property
    def rest(self) -> str:
        """How many rows there are beyond those listed."""
        where = ": see the spreadsheet" if self.in_table else ""
        return f"And {self.more} more{where}." if self.more else ""


@dataclass(frozen=True)
class CitedSource:
    """A numbered source: what it is, when it was, and where it can be found."""

    number: int
    what: str
    date: str
    source: str


@dataclass(frozen=True)
class BriefPicture:
    """A picture as SVG, what it shows in words, and a line below it that explains its signs."""

    svg: str
    alt: str
    caption: str = ""

    @property
    def ratio(self) -> float:
        """Height by width."""
        width, height = re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', self.svg)[0]
        return float(height) / float(width)


@dataclass(frozen=True, eq=False)
class Brief:
    """One answer, to hand on.

    The first page holds the answer, the picture, `front` (the few rows that matter most, with their reasons) and what
    is not known; the pages behind it the `sections` and the sources. `table` is the whole table for the spreadsheet.
    """

    topic: str
    title: str
    question: str
    answer: str
    picture: BriefPicture | None
    front: tuple[Section, ...]
    sections: tuple[Section, ...]
    sources: tuple[CitedSource, ...]
    not_known: tuple[str, ...]
    table: pd.DataFrame
    version: str
    date: str = ""
    left_out: str = ""
    """`coalition.model.visibility.LEFT_OUT`, `PROTECTED`, or "" where nothing is protected."""

    def facts(self) -> list[tuple[str, str]]:
        """What the brief is, as pairs, for the first sheet of a workbook."""
        pairs = [
            ("Title", self.title), ("Question", self.question), ("Answer", self.answer), ("Date", self.date),
            ("Data version", self.version), ("Left out", self.left_out or "nothing"),
        ]  # fmt: skip
        return pairs + [("Not known", words) for words in self.not_known]


def dated(brief: Brief, today: dt.date, left_out: str) -> Brief:
    """The brief as it leaves the house on a day."""
    return replace(brief, date=today.isoformat(), left_out=left_out)


def left_out_words(protected_there: bool, protected_shown: bool) -> str:
    """What a brief says about protected actors and evidence."""
    return "" if not protected_there else PROTECTED if protected_shown else LEFT_OUT


@dataclass
class Sources:
    """Evidence that a brief rests on, numbered as it is cited."""

    network: Network
    numbers: dict[str, int] = field(default_factory=dict)

    def cite(self, evidence: Iterable[str]) -> str:
        """The numbers of some evidence: "[1] [4]"."""
        return " ".join(f"[{number}]" for number in sorted(self._number(item) for item in evidence))

    def _number(self, item: str) -> int:
        return self.numbers.setdefault(item, len(self.numbers) + 1)

    def listed(self) -> tuple[CitedSource, ...]:
        rows = self.network.evidence.loc[list(self.numbers)]
        beside = self._places_beside(rows["source"])
        return tuple(
            CitedSource(
                number,
                named(in_words(row["citation"]), row["title"]),
                row["date_to"],
                found_at(row["citation"], row["source"], row["grade"]) + beside.get(key, ""),
            )
            for number, (key, row) in enumerate(rows.to_dict("index").items(), start=1)
        )

    def _places_beside(self, places: pd.Series[str]) -> dict[str, str]:
        """Where positions on some texts were read other than where the text was, each with whose they are."""
        stances = self.network.tables.stances
        own = stances[stances["evidence_id"].isin(places.index) & (stances["position"] != Position.ABSENT)]
        names = self.network.actors["name"]
        told: dict[str, list[str]] = {}
        for (key, place), actors in own.groupby(["evidence_id", "source"], sort=False)["actor_id"]:
            if not place or place in places[key] or place.startswith(places[key]):
                continue
            whose = listed([str(names[one]) for one in actors]) if len(actors) <= NAMED else f"{len(actors)} actors"
            told.setdefault(str(key), []).append(f"; for {whose}: {in_words(place)}")
        return {key: "".join(places[:NAMED]) for key, places in told.items()}


def front_and_rest(
    head: tuple[str, ...],
    rows: Iterable[tuple[str, ...]],
    widths: tuple[int, ...],
    headings: tuple[str, str],
    *,
    most: int = FRONT,
    unlisted: int = 0,
) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """A list as its first rows, for the first page, and the next ones for one behind it; each under its heading.

    `unlisted`: so many more there are than `rows`.
    """
    every = tuple(rows)
    front = Section(headings[0], (), head, every[:most], widths)
    behind = Section(headings[1], (), head, every[most:], widths, unlisted).first(FIRST)
    return filled(front), filled(behind)


def filled(*sections: Section) -> tuple[Section, ...]:
    """Those sections that say something."""
    return tuple(section for section in sections if section.paragraphs or section.rows)


def first_of(
    head: tuple[str, ...],
    rows: Iterable[tuple[str, ...]],
    widths: tuple[int, ...],
    heading: str,
    *,
    in_table: bool = True,
) -> Section:
    """A section that lists the first rows and says how many there are beyond."""
    return Section(heading, (), head, tuple(rows), widths, in_table=in_table).first(FIRST)
