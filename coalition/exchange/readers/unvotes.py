"""unvotes (R package, CC0): votes, roll calls and issues of the General Assembly in three files joined."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from coalition.errors import CoalitionError
from coalition.exchange.readers.grid import Faults, Grid, read_grid
from coalition.exchange.readers.head import Head
from coalition.exchange.readers.incoming import ACTOR_CODE, ACTOR_NAME, LINE, Dropped, Incoming
from coalition.exchange.readers.opening import OpenedFile
from coalition.exchange.readers.values import NAME_LIMIT, cut, date_problem, iso_date, mapped
from coalition.exchange.readers.votes import all_faults, evidence_id, refused, vote_evidence, vote_stances
from coalition.model.vocabulary import Position

VOTES = {"rcid", "country", "vote"}
ROLL_CALLS = {"rcid", "session", "date", "unres"}
ISSUES = {"rcid", "short_name", "issue"}
POSITIONS = {"yes": Position.SUPPORT, "abstain": Position.ABSTAIN, "no": Position.OPPOSE}
EMPTY = ("", "NA")


def fits(head: Head) -> bool:
    return any(part <= set(head.header) for part in (VOTES, ROLL_CALLS, ISSUES))


def read(sources: Sequence[OpenedFile]) -> Incoming:
    """Evidence from the roll calls and stances from the votes; issues stand in the source of the evidence.

    Raises
    ------
    CoalitionError
        Votes or roll calls are missing, or a file is given twice.
    """
    grids: dict[str, Grid] = {}
    for source in sources:
        header = set(Head.of(source).header)
        part = "votes" if header >= VOTES else "roll calls" if header >= ROLL_CALLS else "issues"
        if part in grids:
            raise CoalitionError(f"{source.name} and {grids[part].file} both hold the {part} of unvotes; give one")
        grids[part] = read_grid(source)
    if missing := [part for part in ("votes", "roll calls") if part not in grids]:
        given = " and ".join(sorted(grid.file for grid in grids.values()))
        raise CoalitionError(
            f"{given} is a part of unvotes; give it together with the file of its {' and its '.join(missing)}"
        )
    return _joined(grids, tuple(note for source in sources for note in source.notes))


def _joined(grids: dict[str, Grid], notes: tuple[str, ...]) -> Incoming:
    votes, calls = grids["votes"], grids["roll calls"]
    vote_faults, call_faults = Faults(votes.file), Faults(calls.file)
    dropped: list[Dropped | None] = []
    evidence = _evidence(calls, grids.get("issues"), call_faults, dropped)
    frame = votes.frame.assign(**{LINE: votes.lines})
    code = frame["country_code"] if "country_code" in frame else pd.Series("", index=frame.index)
    frame[ACTOR_CODE] = mapped(code, lambda cell: cell)
    position = mapped(frame["vote"], lambda cell: POSITIONS.get(cell.lower(), ""))
    refused(frame, position == "", "vote", vote_faults, "{} is not one of yes, abstain, no", "write one of these")
    refused(frame, frame["country"] == "", "country", vote_faults, "is empty", "fill it in")
    by_call = dict(zip(evidence["rcid"], evidence["id"], strict=True))
    of_call = mapped(frame["rcid"], lambda cell: by_call.get(cell, ""))
    remedy = "add it to the roll calls, or leave out its votes"
    refused(frame, of_call == "", "rcid", vote_faults, "{} is not among the roll calls", remedy)
    by_id = dict(zip(evidence["id"], evidence["source"], strict=True))
    frame = frame.assign(
        **{ACTOR_NAME: frame["country"], "evidence_id": of_call, "position": position},
        source=mapped(of_call, lambda cell: by_id.get(cell, "")),
    )
    whole = (position != "") & (frame["country"] != "") & (of_call != "")
    stances, twice = vote_stances(frame[whole], vote_faults)
    faults = all_faults(vote_faults, call_faults, *(grid.faults for grid in grids.values()))
    tables = {"evidence": vote_evidence(evidence), "stances": stances}
    cleaned = [part for grid in grids.values() for part in grid.dropped]
    kept = tuple(part for part in (*dropped, twice, *cleaned) if part)
    return Incoming("unvotes", votes.file, tables, kept, faults, notes)


def _evidence(calls: Grid, issues: Grid | None, faults: Faults, dropped: list[Dropped | None]) -> pd.DataFrame:
    frame = calls.frame.astype("str").assign(**{LINE: calls.lines})
    for column in ("short", "descr"):
        if column not in frame:
            frame[column] = ""
    dates = frame["date"].map(iso_date)
    for row in frame.index[dates == ""]:
        faults.add(int(frame.at[row, LINE]), "date", *date_problem(frame.at[row, "date"]))
    again = frame["rcid"].duplicated()
    refused(frame, again, "rcid", faults, "{} stands twice", "keep one roll call of that number")
    refused(frame, frame["rcid"] == "", "rcid", faults, "is empty", "fill it in")
    frame = frame.assign(date_from=dates)[(dates != "") & ~again & (frame["rcid"] != "")]
    several = frame["unres"].duplicated(keep=False)
    symbol = frame["unres"].map(evidence_id)
    several |= symbol.duplicated(keep=False)
    frame["id"] = symbol.where(~several & (symbol != ""), symbol.where(symbol != "", "GA") + "-rc" + frame["rcid"])
    title = frame["short"].where(~frame["short"].isin(EMPTY), frame["descr"])
    call = "General Assembly roll call " + frame["rcid"]
    title = title.where(~title.isin(EMPTY), call + " of " + frame["date_from"])
    frame["title"] = title.map(lambda text: cut(text, NAME_LIMIT))
    frame["citation"] = frame["unres"].where(~frame["unres"].isin(EMPTY), call)
    frame["source"] = "unvotes (CC0), roll call " + frame["rcid"] + ", session " + frame["session"]
    if issues is not None:
        known = issues.frame.astype("str").groupby("rcid")["issue"].agg(lambda cells: ", ".join(sorted(set(cells))))
        labels = frame["rcid"].map(known)
        frame["source"] = frame["source"].where(labels.isna(), frame["source"] + ", issues " + labels.fillna(""))
        lost = int((~issues.frame["rcid"].astype("str").isin(frame["rcid"])).sum())
        dropped.append(_some("issues of other roll calls", lost, "their roll call is not in the file of roll calls"))
    said = (~frame["descr"].isin(EMPTY)) & (frame["descr"] != frame["title"])
    why = "a title is enough to tell a roll call; the long text is in the source"
    dropped.append(_some("long descriptions (descr)", int(said.sum()), why))
    for column, why in NOT_KEPT.items():
        if column in frame:
            dropped.append(_some(f"column {column}", int((~frame[column].isin((*EMPTY, "0"))).sum()), why))
    return frame


NOT_KEPT = {
    "importantvote": "what one government calls important is its view, not a fact about the vote",
    "amend": "that it is a vote on an amendment is not kept apart; the title mostly says so",
    "para": "that it is a vote on a paragraph is not kept apart; the title mostly says so",
}


def _some(what: str, count: int, why: str) -> Dropped | None:
    return Dropped(what, count, why) if count else None
