"""Recommendations of the Universal Periodic Review, in the exports of UPR Info."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchange.readers.reading import SAMPLES, dropped, faults, made, sample, stances

from coalition.exchange.readers.registry import read_any
from coalition.exchange.readers.upr_info import year

HEADER = "To,Text,From,Response,Action,Issue,Session\n"


def test_a_file_with_bare_carriage_returns_is_read_row_by_row() -> None:
    incoming = sample("upr_info.csv")
    assert incoming.format == "upr_info"
    assert len(incoming.tables["evidence"]) == 5
    assert incoming.tables["evidence"]["line"].tolist() == ["2", "3", "4", "5", "6"]
    actors = [(actor, position) for actor, _, position in stances(incoming)]
    assert actors[0] == ("Egypt", "support")
    assert actors.count(("Albania", "support")) == 4
    assert dropped(incoming)["answers 'Noted'"] == 1


def test_noted_is_never_read_as_opposed(tmp_path: Path) -> None:
    rows = "Peru,A,Chile,Noted,4,X,6\nPeru,B,Chile,Rejected,4,X,6\nPeru,C,Chile,,4,X,6\n"
    incoming = read_any(made(tmp_path, HEADER + rows))
    assert [(actor, position) for actor, _, position in stances(incoming)] == [
        *[("Chile", "support")] * 3,
        ("Peru", "oppose"),
    ]
    assert dropped(incoming)["answers '(none)'"] == 1


def test_one_recommendation_of_several_states_is_one_piece_of_evidence(tmp_path: Path) -> None:
    rows = "Peru,A,Chile,Accepted,4,X,6\nPeru,A,Cuba,Accepted,4,Y,6\nPeru,A,Cuba,Accepted,4,Z,6\n"
    incoming = read_any(made(tmp_path, HEADER + rows))
    assert len(incoming.tables["evidence"]) == 1
    assert [actor for actor, _, _ in stances(incoming)] == ["Chile", "Cuba", "Peru"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "utf-16"])
def test_old_encodings_keep_the_accents(tmp_path: Path, encoding: str) -> None:
    text = HEADER + "Côte d'Ivoire,Protégez les défenseurs,São Tomé,Accepted,4,X,6\n"
    incoming = read_any(made(tmp_path, text.replace("\n", "\r").encode(encoding)))
    assert [actor for actor, _, _ in stances(incoming)] == ["São Tomé", "Côte d'Ivoire"]
    assert bool(incoming.notes) == (encoding != "utf-8")


def test_a_session_without_known_year_is_a_fault(tmp_path: Path) -> None:
    rows = "Peru,A,Chile,Accepted,4,X,99\nPeru,B,,Accepted,4,X,6\n"
    assert faults(read_any(made(tmp_path, HEADER + rows))) == [
        "file.csv line 2 session: '99' is no session whose year is known; write a number from 1 to 50",
        "file.csv line 3 from: is empty; fill it in",
    ]


def test_contradicting_answers_are_faults(tmp_path: Path) -> None:
    rows = "Peru,A,Chile,Accepted,4,X,6\nPeru,A,Cuba,Rejected,4,X,6\n"
    incoming = read_any(made(tmp_path, HEADER + rows))
    assert [actor for actor, _, _ in stances(incoming)] == ["Chile", "Cuba"]
    assert len(faults(incoming)) == 2


def test_sessions_have_the_year_in_which_they_were_held() -> None:
    assert [year(session) for session in ("1", "3", "4", "14", "27", "0", "six")] == [
        *("2008", "2008", "2009", "2012", "2017"),
        *("", ""),
    ]


def test_the_sample_holds_no_line_feed() -> None:
    assert b"\n" not in (SAMPLES / "upr_info.csv").read_bytes()
