"""Voeten's data on the General Assembly: the wide file of all votes, and ideal points, which are estimates."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from coalition.exchange.readers.grid import Faults, Grid, read_grid
from coalition.exchange.readers.head import Head
from coalition.exchange.readers.incoming import ACTOR_CODE, ACTOR_NAME, LINE, Dropped, Incoming
from coalition.exchange.readers.opening import OpenedFile, refusal
from coalition.exchange.readers.values import date_problem, iso_date, number
from coalition.exchange.readers.votes import all_faults, one_file, refused, vote_evidence, vote_stances
from coalition.model.vocabulary import Position

POSITIONS = {1.0: Position.SUPPORT, 2.0: Position.ABSTAIN, 3.0: Position.OPPOSE, 8.0: Position.ABSENT}
NO_MEMBER = 9.0
ISSUES = {
    "me": "Palestinian conflict",
    "nu": "Nuclear weapons and nuclear material",
    "di": "Arms control and disarmament",
    "hr": "Human rights",
    "co": "Colonialism",
    "ec": "Economic development",
}
IDEAL = "idealpoint"


def fits(head: Head) -> bool:
    """The wide vote file: a column per State under its code of three letters."""
    return {"rcid", "date"} <= set(head.header) and len(_states(head.header)) >= 3


def read(sources: Sequence[OpenedFile]) -> Incoming:
    """Evidence per roll call and a stance per State that was a member; 9 (no member) says nothing and is dropped."""
    source = one_file(sources, "Voeten's wide vote file")
    grid = read_grid(source)
    faults = Faults(grid.file)
    calls = _calls(grid, faults)
    states = [name for name in _states(grid.header) if name in grid.frame]
    unknown = [n for n in grid.header if n and n not in (*states, "rcid", "date", *ISSUES)]
    parts, empty = [], 0
    for state in states:
        column = grid.frame[state].reindex(calls.index)
        code = {cell: number(str(cell)) for cell in column.cat.categories}
        value = column.astype("str").map(code)
        part = calls[["id", "source", LINE]].assign(vote=column, value=value)
        empty += int(((value == NO_MEMBER) | (column == "")).sum())
        bad = ~value.isin([*POSITIONS, NO_MEMBER]) & (column != "")
        refused(part.rename(columns={"vote": state}), bad, state, faults, VALUES, "write one of these")
        part = part[value.isin(list(POSITIONS))]
        words = part["value"].map({key: position.value for key, position in POSITIONS.items()}).astype("category")
        name = state.upper()
        parts.append(part.assign(**{ACTOR_NAME: name, ACTOR_CODE: name, "position": words}))
    frame = pd.concat(parts, ignore_index=True).rename(columns={"id": "evidence_id"})
    stances, twice = vote_stances(frame, faults)
    why = "a State that was no member of the UN then (9), or an empty cell, says nothing"
    dropped = [
        twice,
        Dropped("cells of no member", empty, why) if empty else None,
        Dropped(f"columns {', '.join(unknown)}"[:300], len(calls), "no State and no issue") if unknown else None,
        *grid.dropped,
    ]
    tables = {"evidence": vote_evidence(calls), "stances": stances}
    found = all_faults(faults, grid.faults)
    return Incoming("voeten", grid.file, tables, tuple(d for d in dropped if d), found, source.notes)


VALUES = "{} is not one of 1 (yes), 2 (abstain), 3 (no), 8 (absent), 9 (no member)"


def _states(header: Sequence[str]) -> list[str]:
    return [name for name in header if len(name) == 3 and name.isascii() and name.isalpha()]


def _calls(grid: Grid, faults: Faults) -> pd.DataFrame:
    frame = grid.frame[["rcid", "date", *(issue for issue in ISSUES if issue in grid.frame)]].astype("str")
    frame = frame.assign(**{LINE: grid.lines})
    date = frame["date"].map(iso_date)
    for row in frame.index[date == ""]:
        faults.add(int(frame.at[row, LINE]), "date", *date_problem(frame.at[row, "date"]))
    again = frame["rcid"].duplicated()
    refused(frame, again, "rcid", faults, "{} stands twice", "keep one roll call of that number")
    refused(frame, frame["rcid"] == "", "rcid", faults, "is empty", "fill it in")
    frame = frame.assign(date_from=date)[(date != "") & ~again & (frame["rcid"] != "")]
    roll_call = frame["rcid"].str.removesuffix(".0")
    frame["id"] = "GA-rc" + roll_call.str.replace(r"[^A-Za-z0-9.-]", "-", regex=True)
    frame["citation"] = "General Assembly roll call " + roll_call
    frame["title"] = frame["citation"] + " of " + frame["date_from"]
    flags = frame[[issue for issue in ISSUES if issue in frame]].apply(lambda column: column.str.lower() == "true")
    labels = [", ".join(ISSUES[issue] for issue in flags.columns if flags.at[row, issue]) for row in frame.index]
    frame["source"] = [
        f"Voeten, United Nations General Assembly Voting Data, roll call {call}"
        + (f", issues {label}" if label else "")
        for call, label in zip(roll_call, labels, strict=True)
    ]
    return frame


def fits_ideal_points(head: Head) -> bool:
    return head.kind == "text" and {"ccode", "session"} <= set(head.header) and _estimate(head.header) != ""


def read_ideal_points(sources: Sequence[OpenedFile]) -> Incoming:
    """No stance: an ideal point is estimated from votes, and a map holds what was done, not what is estimated."""
    source = one_file(sources, "Voeten's ideal points")
    table = ideal_points(source)
    why = (
        "an ideal point is an estimate from many votes, not something that a State did; "
        "import the votes themselves, and the map estimates ideal points from them"
    )
    return Incoming(
        "voeten_ideal_points", source.name, {}, (Dropped("ideal points", len(table), why),), (), source.notes
    )


def ideal_points(source: OpenedFile) -> pd.DataFrame:
    """The estimates as numbers: country, code, session, votes, ideal_point, low and high (5% and 95%)."""
    grid = read_grid(source)
    estimate = _estimate(grid.header)
    if not estimate:
        raise refusal(source.name, "has no column of ideal points", "give a file of Voeten's ideal points")
    end = estimate.removeprefix(IDEAL)
    wanted = {"votes": f"nvotes{end}", "ideal_point": estimate, "low": f"q5%{end}", "high": f"q95%{end}"}
    numbers = {
        name: [number(str(cell)) for cell in grid.frame[column]] if column in grid.frame else None
        for name, column in wanted.items()
    }
    words = {"country": "countryname", "code": "iso3c", "session": "session"}
    said = {name: grid.frame[column].astype("str") if column in grid.frame else "" for name, column in words.items()}
    frame = pd.DataFrame({**said, **numbers}, index=grid.frame.index)
    return frame.assign(**{LINE: grid.lines})


def _estimate(header: Sequence[str]) -> str:
    return next((name for name in header if name.startswith(IDEAL)), "")
