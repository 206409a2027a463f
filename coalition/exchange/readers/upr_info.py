"""UPR Info: recommendations of the Universal Periodic Review, a row per recommending State."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from coalition.exchange.readers.grid import Faults, Grid, read_grid
from coalition.exchange.readers.head import Head
from coalition.exchange.readers.incoming import ACTOR_NAME, LINE, Dropped, Incoming
from coalition.exchange.readers.opening import OpenedFile
from coalition.exchange.readers.values import NAME_LIMIT, cut, fingerprint, slug, texts
from coalition.exchange.readers.votes import all_faults, one_file, refused
from coalition.model.vocabulary import Coverage, EvidenceKind, Grade, Position, Visibility, YesNo

NAMES = {
    "to": ("to", "state under review", "sur", "recommended state"),
    "from": ("from", "recommending state"),
    "text": ("text", "recommendation"),
    "response": ("response",),
    "session": ("session", "upr session"),
}
"""The columns that count, under the names that exports of different years give them."""
LAST_SESSION = {
    2008: 3, 2009: 6, 2010: 9, 2011: 12, 2012: 14, 2013: 17, 2014: 20, 2015: 23, 2016: 26, 2017: 28, 2018: 31, 2019: 34,
    2020: 36, 2021: 39, 2022: 41, 2023: 44, 2024: 47, 2025: 50,
}  # fmt: skip
"""The last session of the Working Group in each year; the export names the session only."""
RESPONSES = {
    "accepted": Position.SUPPORT,
    "supported": Position.SUPPORT,
    "rejected": Position.OPPOSE,
    "not accepted": Position.OPPOSE,
}
"""Answers that are clear. A recommendation that is "noted" is neither accepted nor opposed."""
WHY_UNCLEAR = "such an answer is neither a yes nor a no, and is not guessed to be one"


def fits(head: Head) -> bool:
    return head.kind == "text" and set(_columns(head.header)) == set(NAMES)


def read(sources: Sequence[OpenedFile]) -> Incoming:
    """Evidence per recommendation of a session; who made it supports it, and so does the State that accepted it."""
    source = one_file(sources, "UPR Info")
    grid = read_grid(source)
    faults = Faults(grid.file)
    frame = _rows(grid, faults)
    label = [
        cut(f"UPR session {s}, recommendation to {to}", NAME_LIMIT)
        for s, to in zip(frame["session"], frame["to"], strict=True)
    ]
    frame["citation"] = label
    frame["source"] = [f"UPR Info, session {session}, file {grid.file}" for session in frame["session"]]
    evidence = frame.drop_duplicates("evidence_id")
    evidence = evidence.rename(columns={"evidence_id": "id"}).assign(
        title=[cut(text, NAME_LIMIT) for text in evidence["text"]],
        date_to=evidence["date_from"],
        kind=EvidenceKind.STATEMENT.value,
        leadership=YesNo.NO.value,
        coverage=Coverage.PARTIAL.value,
        body="Universal Periodic Review",
        visibility=Visibility.PUBLIC.value,
        grade=Grade.SEEN.value,
    )
    answers, unclear = _answers(frame, faults)
    makers = frame.assign(
        **{ACTOR_NAME: frame["from"]}, position=Position.SUPPORT.value, note="made the recommendation"
    )
    stances = pd.concat([makers, answers]).assign(grade=Grade.SEEN.value)
    again = stances.duplicated([ACTOR_NAME, "evidence_id"])
    others = [name for name in grid.header if name and name not in _columns(grid.header).values()]
    long = int((evidence["text"].str.len() > NAME_LIMIT).sum())
    dropped = [
        Dropped(
            "rows that say the same again", int(again.sum()), "the same State on the same recommendation counts once"
        ),
        *(Dropped(f"answers {word!r}", count, WHY_UNCLEAR) for word, count in unclear.items()),
        Dropped(
            f"columns {', '.join(others)}"[:300],
            len(grid),
            "a map knows groups by itself, and has no place for the rest",
        ),
        Dropped("ends of long texts", long, f"a title has at most {NAME_LIMIT} characters"),
        *grid.dropped,
    ]
    tables = {"evidence": texts(evidence[EVIDENCE]), "stances": texts(stances[~again][STANCES])}
    found = all_faults(faults, grid.faults)
    return Incoming("upr_info", grid.file, tables, tuple(d for d in dropped if d.count), found, source.notes)


EVIDENCE = ["id", "title", "citation", "kind", "leadership", "date_from", "date_to", "coverage", "body", "visibility",
            "grade", "source", LINE]  # fmt: skip
STANCES = [ACTOR_NAME, "evidence_id", "position", "note", "grade", "source", LINE]


def _columns(header: Sequence[str]) -> dict[str, str]:
    found = {name: next((other for other in others if other in header), "") for name, others in NAMES.items()}
    return {name: column for name, column in found.items() if column}


def year(session: str) -> str:
    """The year of a session of the Working Group; "" where it is not known.

    >>> year("6"), year("47"), year("x")
    ('2009', '2024', '')
    """
    digits = session.removesuffix(".0")
    if not (digits.isascii() and digits.isdigit()) or not 1 <= int(digits[:6]) <= max(LAST_SESSION.values()):
        return ""
    return str(min(year for year, last in LAST_SESSION.items() if last >= int(digits)))


def _rows(grid: Grid, faults: Faults) -> pd.DataFrame:
    columns = _columns(grid.header)
    frame = pd.DataFrame({name: grid.frame[column].astype("str") for name, column in columns.items()})
    frame = frame.assign(**{LINE: grid.lines})
    good = pd.Series(True, index=frame.index)
    for name in ("to", "from", "text"):
        refused(frame, frame[name] == "", name, faults, "is empty", "fill it in")
        good &= frame[name] != ""
    date = frame["session"].map({cell: year(cell) for cell in frame["session"].unique()})
    remedy = f"write a number from 1 to {max(LAST_SESSION.values())}"
    refused(frame, date == "", "session", faults, "{} is no session whose year is known", remedy)
    frame = frame.assign(date_from=date)[good & (date != "")].copy()
    frame["session"] = frame["session"].str.removesuffix(".0")
    frame["evidence_id"] = [
        f"UPR-{session}-{slug(to, 40)}-{fingerprint(session, to, text)}"
        for session, to, text in zip(frame["session"], frame["to"], frame["text"], strict=True)
    ]
    return frame


def _answers(frame: pd.DataFrame, faults: Faults) -> tuple[pd.DataFrame, dict[str, int]]:
    """Stances of the States under review, where their answer is clear; and how often it is not."""
    answer = frame["response"].str.lower()
    clear = answer.isin(list(RESPONSES))
    unclear = frame.loc[~clear, "response"].replace("", "(none)").value_counts()
    answers = frame[clear].assign(
        **{ACTOR_NAME: frame["to"]},
        position=answer[clear].map({word: position.value for word, position in RESPONSES.items()}),
        note="answered: " + answer[clear],
    )
    differ = answers.groupby("evidence_id")["position"].transform("nunique") > 1
    refused(
        answers, differ, "response", faults, "{} is not the only answer to this recommendation", "keep the right one"
    )
    return answers[~differ], {str(word)[:60]: int(count) for word, count in unclear.items()}
