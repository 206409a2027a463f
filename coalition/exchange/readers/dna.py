"""Discourse Network Analyzer: the event list, a row per statement of an actor on a concept."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from coalition.exchange.readers.grid import Faults, Grid, read_grid
from coalition.exchange.readers.head import Head
from coalition.exchange.readers.incoming import ACTOR_NAME, LINE, Dropped, Incoming
from coalition.exchange.readers.opening import OpenedFile
from coalition.exchange.readers.values import NAME_LIMIT, TEXT_LIMIT, cut, date_problem, ids, iso_date, texts
from coalition.exchange.readers.votes import EVIDENCE, all_faults, one_file, refused
from coalition.model.vocabulary import Coverage, EvidenceKind, Grade, Position, Visibility, YesNo

NEEDED = {"concept", "agreement"}
TIMES = ("time", "date")
ACTORS = ("organization", "organisation", "person")
AGREE = {"1", "yes", "true", "agree", "agreement"}
DISAGREE = {"0", "no", "false", "disagree", "disagreement"}
NOT_KEPT = ("text", "coder", "start_position", "stop_position", "document_author", "document_source",
            "document_section", "document_type", "document_id", "location")  # fmt: skip


def fits(head: Head) -> bool:
    names = set(head.header)
    return names >= NEEDED and bool(names & set(ACTORS)) and bool(names & set(TIMES))


def read(sources: Sequence[OpenedFile]) -> Incoming:
    """Evidence per concept, a stance per actor and concept; the organization acts, or the person who has none.

    An actor that changes its position on a concept takes a stance on a second piece of evidence, "after a change of
    position", so that the map shows it as mixed. Where agreement is -1, 0 and 1, 0 is an abstention.
    """
    source = one_file(sources, "Discourse Network Analyzer")
    grid = read_grid(source)
    faults = Faults(grid.file)
    frame = _statements(grid, faults)
    runs = _runs(frame)
    concepts = list(dict.fromkeys(frame["concept"]))
    id_of = dict(zip(concepts, ids(concepts, "DNA-"), strict=True))
    runs["evidence_id"] = [
        id_of[c] + (f".{turn + 1}" if turn else "") for c, turn in zip(runs["concept"], runs["turn"], strict=True)
    ]
    stances = runs.assign(
        note=[
            cut(f"{count} statements: {told}" if count > 1 else told)
            for count, told in zip(runs["count"], runs["told"], strict=True)
        ],
        grade=Grade.SEEN.value,
        source=[cut(f"Discourse Network Analyzer, file {grid.file}, statements {said}") for said in runs["said"]],
    )
    others = [name for name in grid.header if name in NOT_KEPT]
    unknown = [name for name in grid.header if name and name not in {*others, *KEPT}]
    why = "the statement, named in the source by its number, holds them"
    twice = len(frame) - len(runs)
    dropped = [
        Dropped(f"columns {', '.join(others + unknown)}"[:300], len(grid), why) if others + unknown else None,
        Dropped("statements that repeat a position", twice, "the stance says how many there are") if twice else None,
        *grid.dropped,
    ]
    names = [ACTOR_NAME, "evidence_id", "position", "note", "grade", "source", LINE]
    tables = {"evidence": _evidence(runs, grid.file), "stances": texts(stances[names])}
    found = all_faults(faults, grid.faults)
    return Incoming("dna", grid.file, tables, tuple(d for d in dropped if d), found, source.notes)


KEPT = {*NEEDED, *TIMES, *ACTORS, "statement_id", "document_title"}


def _statements(grid: Grid, faults: Faults) -> pd.DataFrame:
    """Rows that say who, what, when and whether for or against, in order of time."""
    frame = grid.frame.astype("str").assign(**{LINE: grid.lines})
    for column in ("statement_id", "document_title"):
        if column not in frame:
            frame[column] = ""
    actor = pd.Series("", index=frame.index)
    for column in ACTORS:
        if column in frame:
            actor = actor.where(actor != "", frame[column])
    signed = frame["agreement"].eq("-1").any()
    position = frame["agreement"].map({cell: _position(cell, signed) for cell in frame["agreement"].unique()})
    time = next(name for name in TIMES if name in frame)
    date = frame[time].map({cell: iso_date(cell) for cell in frame[time].unique()})
    person = (
        frame["person"].where(frame["person"] != actor, "") if "person" in frame else pd.Series("", index=frame.index)
    )
    told = (person + ", " + frame["document_title"]).str.strip(", ")
    frame = frame.assign(**{ACTOR_NAME: actor, "position": position, "date": date, "told": told})
    refused(
        frame,
        frame[ACTOR_NAME] == "",
        ACTOR_NAME,
        faults,
        "the statement names neither organization nor person",
        "fill one in",
    )
    refused(frame, frame["concept"] == "", "concept", faults, "is empty", "fill it in")
    remedy = "write 1 for agreement, 0 for disagreement"
    refused(frame, position == "", "agreement", faults, "{} is neither agreement nor disagreement", remedy)
    for row in frame.index[date == ""]:
        faults.add(int(frame.at[row, LINE]), time, *date_problem(str(grid.frame.at[row, time])))
    good = (actor != "") & (frame["concept"] != "") & (position != "") & (date != "")
    return frame[good].sort_values(["date", LINE], kind="stable")


def _position(cell: str, signed: bool) -> str:
    word = cell.lower()
    if signed and word in ("-1", "0"):
        return (Position.OPPOSE if word == "-1" else Position.ABSTAIN).value
    return Position.SUPPORT.value if word in AGREE else Position.OPPOSE.value if word in DISAGREE else ""


def _runs(frame: pd.DataFrame) -> pd.DataFrame:
    """Statements of one actor on one concept in order of time; those in a row with one position are one run."""
    pair = [ACTOR_NAME, "concept"]
    before = frame.groupby(pair)["position"].shift()
    turn = (frame["position"] != before).astype(int).groupby([frame[name] for name in pair]).cumsum() - 1
    grouped = frame.assign(turn=turn).groupby([*pair, "turn"], sort=False)
    runs = grouped.agg(
        position=("position", "first"),
        date_from=("date", "first"),
        date_to=("date", "last"),
        count=("position", "size"),
        told=("told", lambda cells: "; ".join(dict.fromkeys(cell for cell in cells if cell))),
        said=("statement_id", lambda cells: ", ".join(cell for cell in cells if cell)),
        line=(LINE, "first"),
    )
    return runs.reset_index().rename(columns={"line": LINE})


def _evidence(runs: pd.DataFrame, file: str) -> pd.DataFrame:
    together = runs.groupby("evidence_id", sort=False).agg(
        concept=("concept", "first"), turn=("turn", "first"), date_from=("date_from", "min"),
        date_to=("date_to", "max"), line=(LINE, "min"),
    ).reset_index()  # fmt: skip
    later = [" (after a change of position)" if turn else "" for turn in together["turn"]]
    together = together.rename(columns={"evidence_id": "id", "line": LINE}).assign(
        title=[cut(c, NAME_LIMIT - len(more)) + more for c, more in zip(together["concept"], later, strict=True)],
        citation=cut(f"statements coded in {file}", NAME_LIMIT),
        kind=EvidenceKind.STATEMENT.value,
        leadership=YesNo.NO.value,
        coverage=Coverage.PARTIAL.value,
        body="",
        visibility=Visibility.PUBLIC.value,
        grade=Grade.SEEN.value,
        source=cut(f"Discourse Network Analyzer, file {file}", TEXT_LIMIT),
    )
    return texts(together[EVIDENCE])
