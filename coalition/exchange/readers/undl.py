"""UN Digital Library: recorded votes as one CSV, a row per Member State and resolution (layout of 2026)."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from coalition.exchange.readers.grid import Faults, read_grid
from coalition.exchange.readers.head import Head
from coalition.exchange.readers.incoming import ACTOR_CODE, ACTOR_NAME, LINE, Dropped, Incoming
from coalition.exchange.readers.opening import OpenedFile
from coalition.exchange.readers.values import NAME_LIMIT, cut, date_problem, iso_date, mapped, number
from coalition.exchange.readers.votes import all_faults, any_id, one_file, refused, vote_evidence, vote_stances
from coalition.model.vocabulary import Coverage, Position

NEEDED = {"undl_id", "ms_name", "ms_vote", "date", "resolution"}
COLUMNS = (*NEEDED, "ms_code", "title", "total_ms", "undl_link")
POSITIONS = {"Y": Position.SUPPORT, "N": Position.OPPOSE, "A": Position.ABSTAIN, "X": Position.ABSENT}
NOT_KEPT = ("session", "draft", "committee_report", "meeting", "agenda_title", "subjects", "vote_note", "modality")


def fits(head: Head) -> bool:
    return set(head.header) >= NEEDED


def read(sources: Sequence[OpenedFile]) -> Incoming:
    """A piece of evidence per resolution and a stance per vote; an X, not voting, is absent.

    The coverage of a resolution is complete where the file holds as many votes as its `total_ms`, else partial.
    """
    source = one_file(sources, "UN Digital Library")
    grid = read_grid(source, keep=COLUMNS)
    faults = Faults(grid.file)
    frame = grid.frame.assign(**{LINE: grid.lines})
    for column in COLUMNS:
        if column not in frame:
            frame[column] = pd.Categorical([""] * len(frame), categories=pd.Index([""], dtype="str"))
    position = mapped(frame["ms_vote"], lambda cell: POSITIONS.get(cell.upper(), ""))
    date = mapped(frame["date"], iso_date)
    refused(frame, position == "", "ms_vote", faults, "{} is not one of Y, N, A, X", "write one of these")
    for column in ("ms_name", "undl_id"):
        refused(frame, frame[column] == "", column, faults, "is empty", "fill it in")
    for row in frame.index[date == ""]:
        faults.add(int(frame.at[row, LINE]), "date", *date_problem(str(frame.at[row, "date"])))
    good = (position != "") & (frame["ms_name"] != "") & (frame["undl_id"] != "") & (date != "")
    frame = frame.assign(position=position, date_from=date)[good]
    evidence = _evidence(frame)
    by_record = dict(zip(evidence["undl_id"], evidence["id"], strict=True))
    sources_of = dict(zip(evidence["undl_id"], evidence["source"], strict=True))
    frame = frame.assign(
        **{ACTOR_NAME: frame["ms_name"], ACTOR_CODE: frame["ms_code"]},
        evidence_id=mapped(frame["undl_id"], lambda cell: by_record.get(cell, "")),
        source=mapped(frame["undl_id"], lambda cell: sources_of.get(cell, "")),
    )
    stances, twice = vote_stances(frame, faults)
    why = "the record of the resolution, named in the source, holds them"
    lost = [name for name in NOT_KEPT if name in grid.header] + [n for n in grid.header if n.startswith("total_")]
    dropped = [twice, Dropped(f"columns {', '.join(lost)}", len(evidence), why) if lost else None, *grid.dropped]
    tables = {"evidence": vote_evidence(evidence, evidence["coverage"]), "stances": stances}
    return Incoming(
        "undl", grid.file, tables, tuple(d for d in dropped if d), all_faults(faults, grid.faults), source.notes
    )


def _evidence(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per record of the library, as its first row tells it."""
    votes = frame["undl_id"].value_counts()
    first = frame.drop_duplicates("undl_id").copy()
    for column in ("undl_id", "title", "resolution", "total_ms", "undl_link", "date_from"):
        first[column] = first[column].astype("str")
    record = "UN Digital Library record " + first["undl_id"]
    first["citation"] = first["resolution"].where(first["resolution"] != "", record).map(lambda c: cut(c, NAME_LIMIT))
    symbols = zip(first["resolution"], first["undl_id"], strict=True)
    made = [any_id(symbol or f"undl {record}") for symbol, record in symbols]
    first["id"] = pd.Series(made, index=first.index, dtype="str")
    again = first["id"].duplicated(keep=False)
    first["id"] = first["id"].where(~again, first["id"] + "-" + first["undl_id"])
    title = first["title"].str.replace(r"\s*:\s*resolution\s*/\s*adopted by .*$", "", regex=True)
    first["title"] = title.where(title != "", first["citation"]).map(lambda text: cut(text, NAME_LIMIT))
    first["source"] = (record + ", " + first["undl_link"]).str.removesuffix(", ")
    whole = [votes[key] == number(total) for key, total in zip(first["undl_id"], first["total_ms"], strict=True)]
    first["coverage"] = [Coverage.COMPLETE.value if is_whole else Coverage.PARTIAL.value for is_whole in whole]
    return first
