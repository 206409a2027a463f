"""The three files of unvotes, joined."""

from __future__ import annotations

import gzip
import shutil
import time
from pathlib import Path

import pytest
from exchange.readers.reading import UNVOTES, dropped, faults, made, message, stances

from coalition.errors import CoalitionError
from coalition.exchange.readers.incoming import ACTOR_CODE, LINE
from coalition.exchange.readers.registry import read_any

CALLS = "rcid,session,importantvote,date,unres,amend,para,short,descr\n"


def folder_of(folder: Path, votes: str, calls: str) -> Path:
    made(folder, "rcid,country,country_code,vote\n" + votes, "a.csv")
    made(folder, CALLS + calls, "b.csv")
    return folder


def test_votes_roll_calls_and_issues_become_evidence_and_stances() -> None:
    incoming = read_any(UNVOTES)
    assert stances(incoming)[:2] == [("United States", "GA-1-66", "support"), ("Canada", "GA-1-66", "oppose")]
    assert list(incoming.tables["stances"][LINE]) == ["2", "3", "4", "5", "6"]
    assert list(incoming.tables["stances"][ACTOR_CODE]) == ["US", "CA", "CU", "HT", "DO"]
    first = incoming.tables["evidence"].iloc[0]
    assert (first["citation"], first["date_from"], first["kind"]) == ("R/1/66", "1946-01-01", "vote")
    assert first["source"] == "unvotes (CC0), roll call 3, session 1"
    assert incoming.faults == ()
    assert dropped(incoming)["issues of other roll calls"] == 5


def test_a_folder_with_the_three_files_is_read_whole(tmp_path: Path) -> None:
    for path in UNVOTES:
        shutil.copy(path, tmp_path)
    assert stances(read_any(tmp_path)) == stances(read_any(UNVOTES))


def test_the_order_of_the_files_and_their_packing_do_not_matter(tmp_path: Path) -> None:
    packed = [made(tmp_path, gzip.compress(path.read_bytes()), f"{i}.x") for i, path in enumerate(reversed(UNVOTES))]
    assert stances(read_any(packed)) == stances(read_any(UNVOTES))


def test_one_file_alone_asks_for_the_others() -> None:
    assert "give it together with the file of its roll calls" in message(UNVOTES[0])
    assert "its votes" in message(UNVOTES[1])


def test_the_same_part_twice_is_refused(tmp_path: Path) -> None:
    again = Path(shutil.copy(UNVOTES[0], tmp_path / "again.csv"))
    with pytest.raises(CoalitionError, match="both hold the votes"):
        read_any([*UNVOTES, again])


def test_several_roll_calls_on_one_resolution_stay_apart(tmp_path: Path) -> None:
    calls = "7,1,0,1946-01-02,R/1/9,0,1,A,B\n8,1,0,1946-01-03,R/1/9,0,0,A,B\n9,1,0,1946-01-03,,0,0,,\n"
    incoming = read_any(folder_of(tmp_path, "7,Cuba,CU,yes\n8,Cuba,CU,no\n9,Cuba,CU,abstain\n", calls))
    assert stances(incoming) == [
        ("Cuba", "GA-1-9-rc7", "support"),
        ("Cuba", "GA-1-9-rc8", "oppose"),
        ("Cuba", "GA-rc9", "abstain"),
    ]
    assert incoming.tables["evidence"]["title"].iloc[2] == "General Assembly roll call 9 of 1946-01-03"


def test_every_row_that_cannot_be_taken_is_a_fault_with_its_line(tmp_path: Path) -> None:
    votes = "7,Cuba,CU,yess\n7,,CU,yes\n8,Peru,PE,yes\n7,Chile,CL,yes\n7,Chile,CL,no\n7,Haiti,HT,yes\n7,Haiti,HT,yes\n"
    incoming = read_any(folder_of(tmp_path, votes, "7,1,0,1946-01-02,R/1/9,0,1,A,B\n9,1,0,45226,R/1/8,0,0,A,B\n"))
    assert stances(incoming) == [("Haiti", "GA-1-9", "support")]
    assert faults(incoming) == [
        "a.csv line 2 vote: 'yess' is not one of yes, abstain, no; write one of these",
        "a.csv line 3 country: is empty; fill it in",
        "a.csv line 4 rcid: '8' is not among the roll calls; add it to the roll calls, or leave out its votes",
        "a.csv line 5 vote: 'Chile' votes in two ways on GA-1-9; keep the vote that is right",
        "a.csv line 6 vote: 'Chile' votes in two ways on GA-1-9; keep the vote that is right",
        "b.csv line 3 date: '45226' is a day as Excel counts it; format the column as date, then save again",
    ]
    assert dropped(incoming)["votes that stand twice"] == 1


def test_namibia_is_not_read_as_nothing(tmp_path: Path) -> None:
    incoming = read_any(folder_of(tmp_path, "7,Namibia,NA,yes\n", "7,1,0,1991-01-02,R/45/9,0,1,A,B\n"))
    assert incoming.tables["stances"][ACTOR_CODE].tolist() == ["NA"]


def test_two_hundred_thousand_votes_take_seconds(tmp_path: Path) -> None:
    calls = "".join(f"{n},1,0,1946-01-02,R/1/{n},0,0,A,B\n" for n in range(1000))
    votes = "".join(f"{n},State {k},,yes\n" for n in range(1000) for k in range(200))
    folder = folder_of(tmp_path, votes, calls)
    start = time.process_time()
    incoming = read_any(folder)
    assert time.process_time() - start < 10
    assert len(incoming.tables["stances"]) == 200_000
