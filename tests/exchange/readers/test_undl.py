"""Votes of the UN Digital Library, as CSV and as MARCXML."""

from __future__ import annotations

import codecs
import gzip
from pathlib import Path

import pytest
from exchange.readers.reading import SAMPLES, dropped, faults, made, message, sample, stances

from coalition.exchange.readers.incoming import LINE
from coalition.exchange.readers.registry import read_any

TEXT = (SAMPLES / "undl.csv").read_text(encoding="utf-8")
HEADER = "undl_id,ms_code,ms_name,ms_vote,date,resolution,title,total_ms,undl_link\n"


def test_votes_of_a_resolution_become_stances_on_it() -> None:
    incoming = sample("undl.csv")
    assert incoming.format == "undl"
    assert stances(incoming) == [("AFGHANISTAN", "GA-ES-10-21", "support"), ("BENIN", "GA-ES-10-21", "absent")]
    row = incoming.tables["evidence"].iloc[0]
    assert row["title"] == "Protection of civilians and upholding legal and humanitarian obligations"
    assert (row["citation"], row["date_from"]) == ("A/RES/ES-10/21", "2023-10-27")
    assert row["coverage"] == "partial"  # two of 193 votes


def test_coverage_is_complete_where_all_votes_are_there(tmp_path: Path) -> None:
    rows = "1,A,A,Y,2020-01-02,A/RES/74/9,T,2.0,u\n1,B,B,N,2020-01-02,A/RES/74/9,T,2.0,u\n"
    incoming = read_any(made(tmp_path, HEADER + rows))
    assert incoming.tables["evidence"]["coverage"].tolist() == ["complete"]


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        gzip.compress(TEXT.encode(), mtime=0),
        gzip.compress(TEXT.encode("utf-16"), mtime=0),
        TEXT.rstrip("\n").encode(),
    ],
    ids=["BOM", "UTF-16", "UTF-16 unmarked", "CRLF", "CR", "gz", "gz UTF-16", "no last line end"],
)
def test_the_same_votes_whatever_the_encoding_and_line_ends(tmp_path: Path, content: bytes) -> None:
    incoming = read_any(made(tmp_path, content))
    assert stances(incoming) == stances(sample("undl.csv"))
    assert incoming.tables["stances"][LINE].tolist() == ["2", "3"]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_and_decimal_commas_are_read(tmp_path: Path, delimiter: str) -> None:
    text = HEADER.replace(",", delimiter) + delimiter.join(
        ["1", "A", "A", "Y", "2020-01-02", "A/RES/74/9", "T", "1,0", "u"]
    )
    incoming = read_any(made(tmp_path, text + "\n"))
    assert stances(incoming) == [("A", "GA-74-9", "support")]
    assert incoming.tables["evidence"]["coverage"].tolist() == ["complete"]


def test_the_title_of_a_column_may_stand_anywhere(tmp_path: Path) -> None:
    text = "Resolution;Date;MS_Vote;MS_Name;UNDL_ID\nA/RES/1/2;02.03.1946;a;Peru;9\n"
    assert stances(read_any(made(tmp_path, text))) == [("Peru", "GA-1-2", "abstain")]


def test_unclear_votes_and_dates_are_faults(tmp_path: Path) -> None:
    rows = (
        "1,A,A,Z,2020-01-02,A/RES/74/9,T,2,u\n1,B,B,Y,1/2/2020,A/RES/74/9,T,2,u\n1,C,,Y,2020-01-02,A/RES/74/9,T,2,u,x\n"
    )
    assert faults(read_any(made(tmp_path, HEADER + rows))) == [
        "file.csv line 2 ms_vote: 'Z' is not one of Y, N, A, X; write one of these",
        "file.csv line 3 date: '1/2/2020' is not a date that can be read one way only; write YYYY-MM-DD",
        "file.csv line 4: has 10 cells where the header has 9; put text that holds the delimiter in quotation marks",
    ]


def test_control_characters_go_and_the_row_stays(tmp_path: Path) -> None:
    incoming = read_any(made(tmp_path, HEADER + "1,A,\u200fPe\x08ru,Y,2020-01-02,A/RES/74/9,T,2,u\n"))
    assert stances(incoming) == [("Peru", "GA-74-9", "support")]
    assert dropped(incoming)["control characters in texts"] == 1


def test_a_cut_file_is_refused_whole(tmp_path: Path) -> None:
    text = HEADER + "1,A,A,Y,2020-01-02,A/RES/74/9,T,2.0,u\n1,B,B,N,2020-0"
    assert message(made(tmp_path, text)) == (
        "file.csv line 3: ends in the middle of a row: it was cut off; download or save it again"
    )
    assert "cut off" in message(made(tmp_path, HEADER + '1,A,A,Y,2020-01-02,A/RES/74/9,"T'))
    assert "damaged gz file" in message(made(tmp_path, gzip.compress(text.encode() * 99)[:-20]))


def test_marcxml_gives_the_same_evidence_as_the_csv() -> None:
    incoming = sample("undl_marcxml.xml")
    assert incoming.format == "undl_marcxml"
    assert stances(incoming) == [("ALBANIA", "GA-ES-10-21", "abstain"), ("BENIN", "GA-ES-10-21", "absent")]
    assert incoming.tables["stances"][LINE].tolist() == ["7", "8"]
    assert incoming.tables["evidence"]["date_from"].tolist() == ["2023-10-27"]


def test_records_without_votes_or_date_are_named(tmp_path: Path) -> None:
    text = (SAMPLES / "undl_marcxml.xml").read_text(encoding="utf-8")
    undated = (
        text.replace("2023-10-27", "soon")
        .replace("<collection", "<collection ")
        .replace("</collection>", '<record><controlfield tag="001">1</controlfield></record></collection>')
    )
    incoming = read_any(made(tmp_path, undated))
    assert faults(incoming) == [
        "file.csv line 3 269 a: the record has no date that can be read ('soon'); write YYYY-MM-DD"
    ]
    assert dropped(incoming) == {"records without recorded vote": 1}
