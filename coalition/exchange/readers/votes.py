"""Recorded votes of any file as evidence and stances: what each word means, which votes are said twice, ids."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from coalition.errors import CoalitionError, Fault
from coalition.exchange.readers.grid import Faults
from coalition.exchange.readers.incoming import ACTOR_CODE, ACTOR_NAME, LINE, Dropped
from coalition.exchange.readers.opening import OpenedFile
from coalition.exchange.readers.values import fingerprint, mapped, slug, texts
from coalition.model.vocabulary import Coverage, EvidenceKind, Grade, Position, Visibility, YesNo

WORDS: dict[str, str] = {
    Position.SUPPORT: "recorded vote: yes",
    Position.ABSTAIN: "recorded vote: abstention",
    Position.OPPOSE: "recorded vote: no",
    Position.ABSENT: "did not take part in the vote",
}
EVIDENCE = ["id", "title", "citation", "kind", "leadership", "date_from", "date_to", "coverage", "body", "visibility",
            "grade", "source", LINE]  # fmt: skip
STANCES = [ACTOR_NAME, ACTOR_CODE, "evidence_id", "position", "note", "grade", "source", LINE]
TWICE = Dropped("votes that stand twice", 0, "the same vote of the same actor on the same roll call counts once")


def evidence_id(citation: str) -> str:
    """Id of the evidence from the symbol of a resolution; "" where it is none of a known form.

    >>> evidence_id("A/RES/74/38"), evidence_id("R/72/50"), evidence_id("A/HRC/RES/26/9"), evidence_id("S/RES/2334")
    ('GA-74-38', 'GA-72-50', 'HRC-26-9', 'SC-2334')
    """
    symbol = citation.strip()
    for start, body in (("A/HRC/RES/", "HRC"), ("A/RES/", "GA"), ("S/RES/", "SC"), ("R/", "GA")):
        if symbol.startswith(start):
            rest = re.sub(r"\s*[\[(].*", "", symbol.removeprefix(start))
            if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9./-]{0,60}", rest):
                return f"{body}-{rest.replace('/', '-')}"
    return ""


def any_id(citation: str, body: str = "GA") -> str:
    """Id of the evidence for any citation."""
    return evidence_id(citation) or f"{body}-{slug(citation, 40)}-{fingerprint(citation)}"


def vote_evidence(frame: pd.DataFrame, coverage: str | pd.Series[str] = Coverage.COMPLETE) -> pd.DataFrame:
    """Evidence rows of votes: `frame` has id, title, citation, date_from, source, LINE and perhaps body."""
    whole = frame.assign(
        kind=EvidenceKind.VOTE.value,
        leadership=YesNo.NO.value,
        date_to=frame["date_from"],
        coverage=coverage,
        visibility=Visibility.PUBLIC.value,
        grade=Grade.SEEN.value,
    )
    if "body" not in whole:
        whole["body"] = ""
    return texts(whole[EVIDENCE])


def vote_stances(frame: pd.DataFrame, faults: Faults) -> tuple[pd.DataFrame, Dropped | None]:
    """Stances of votes: `frame` has ACTOR_NAME, ACTOR_CODE, evidence_id, position, source and LINE.

    A vote that stands twice counts once. Two votes of one actor on one roll call that differ are faults, both.
    """
    keys = [ACTOR_NAME, "evidence_id"]
    codes = pd.DataFrame({name: frame[name].astype("category").cat.codes for name in [*keys, "position"]})
    again = codes.duplicated(keys, keep=False)
    same = codes.duplicated([*keys, "position"])
    differ = again & (codes[again].groupby(keys)["position"].transform("nunique") > 1).reindex(
        codes.index, fill_value=False
    )
    for row in frame.index[differ]:
        name, evidence = (str(frame.at[row, key]) for key in keys)
        problem = f"{name[:60]!r} votes in two ways on {evidence}"
        faults.add(int(frame.at[row, LINE]), "vote", problem, "keep the vote that is right")
    kept = frame[~(same | differ)]
    kept = kept.assign(note=mapped(kept["position"], lambda cell: WORDS.get(cell, "")), grade=Grade.SEEN.value)
    count = int((same & ~differ).sum())
    return texts(kept[STANCES]), Dropped(TWICE.what, count, TWICE.why) if count else None


def refused(frame: pd.DataFrame, bad: pd.Series[bool], column: str, faults: Faults, problem: str, remedy: str) -> None:
    """A fault for each bad row; in `problem`, {} is the cell."""
    for row in frame.index[bad]:
        faults.add(int(frame.at[row, LINE]), column, problem.format(repr(str(frame.at[row, column])[:40])), remedy)


def all_faults(*several: Faults | list[Fault]) -> tuple[Fault, ...]:
    found = [fault for faults in several for fault in (faults if isinstance(faults, list) else faults.found())]
    return tuple(sorted(found))


def one_file(sources: Sequence[OpenedFile], format_name: str) -> OpenedFile:
    """The only file of a format that reads one at a time."""
    if len(sources) != 1:
        names = ", ".join(source.name for source in sources)
        raise CoalitionError(f"{names}: {format_name} is read one file at a time; import them one after the other")
    return sources[0]
