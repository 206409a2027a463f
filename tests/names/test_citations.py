"""What a citation or a source names: every one of the seeds, and the traps."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.model.vocabulary import Tables
from coalition.names.citations import (
    document,
    first_address,
    in_words,
    pieces,
    places,
    qualities,
    quality_words,
)
from coalition.names.hosts import Quality, quality_of_host

SYMBOLS = {
    "A/RES/70/161": "A/RES/70/161",
    "A/RES/ES-11/3": "A/RES/ES-11/3",
    "A/RES/217 (III)": "A/RES/217(III)",
    "A/RES/71/272, draft resolution I, section XV": "A/RES/71/272",
    "A/HRC/RES/26/9": "A/HRC/RES/26/9",
    "A/HRC/DEC/56/116": "A/HRC/DEC/56/116",
    "A/HRC/48/L.23/Rev.1": "A/HRC/48/L.23/Rev.1",
    "A/C.3/78/L.16/Rev.1 (sponsors as recorded in A/78/472)": "A/C.3/78/L.16/Rev.1",
    "A/65/L.53 to A/RES/65/208": "A/65/L.53",
    "A/70/621-S/2015/978 (code); supporters per explanatory note": "A/70/621",
    "HRC, 6 October 2022 [A/HRC/51/L.6 background]": "A/HRC/51/L.6",
    "HRC 41/11, 47/23": "A/HRC/RES/41/11",
    "S/RES/1325 (2000)": "S/RES/1325(2000)",
    "S/PV.8936": "S/PV.8936",
    "E/2022/43": "E/2022/43",
    "E/CN.4/2004/94": "E/CN.4/2004/94",
    "CCPR/C/GC/34": "CCPR/C/GC/34",
}
NO_DOCUMENT = (
    "A/C.3/78, drafts and reports of the Committee",
    "A/HRC/47",
    "GA/AB/4411",
    "amnesty.org IOR 40/5304/2022",
    "US 2012/2016; EST 2016",
    "example.org/A/RES/70/161",
    "HRC15 item 5 statement of 21 September 2010",
    "UPR Info database, sessions 1-20",
)


@pytest.fixture(scope="module")
def cells(seeds: Tables) -> list[str]:
    """Every distinct source and citation of the seeds."""
    tables = dict(seeds)
    sources = {cell for table in tables.values() if "source" in table for cell in table["source"]}
    return sorted(sources | set(tables["evidence"]["citation"]))


@pytest.mark.parametrize(("text", "symbol"), SYMBOLS.items())
def test_a_symbol_leads_to_the_document(text: str, symbol: str) -> None:
    there = document(text)
    assert there is not None
    assert (there.symbol, there.address) == (symbol, f"https://docs.un.org/en/{symbol}")


@pytest.mark.parametrize("text", NO_DOCUMENT)
def test_what_only_looks_like_a_symbol_leads_nowhere(text: str) -> None:
    assert document(text) is None


def test_each_resolution_of_a_row_is_a_link_of_its_own() -> None:
    found = [
        piece.address.rpartition("/en/")[2] for piece in pieces("HRC 24/2, 27/4, 57th session text") if piece.address
    ]
    assert found == ["A/HRC/RES/24/2", "A/HRC/RES/27/4"]


def test_every_cell_of_the_seeds_is_whole_again_and_no_address_is_in_two_pieces(cells: list[str]) -> None:
    assert len(cells) > 1_000
    for cell in cells:
        found = pieces(cell)
        assert "".join(piece.text for piece in found) == cell
        for piece in found:
            assert piece.text
            assert re.fullmatch(r"(https?://[a-z0-9.-]+\.[a-z]+(/\S*)?)?", piece.address), cell
            assert not piece.address.endswith((",", ";", ".", ")")), cell


def test_every_word_of_the_seeds_that_is_a_host_is_a_link(cells: list[str]) -> None:
    # Words are cut at blanks, brackets and marks; a name with a dot before com, org, net, int or a government is one.
    host = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|org|net|int|eu|gov\.[a-z]{2}|org\.[a-z]{2})")
    seen = 0
    for cell in cells:
        linked = {piece.text.partition("/")[0] for piece in pieces(cell) if piece.address}
        plain = re.sub(r"github \S+/\S+", "", cell)
        for word in re.split(r"[\s;,()\[\]]+", plain):
            if host.fullmatch(name := word.partition("/")[0].rstrip(".")):
                seen += 1
                assert name in linked, cell
    assert seen > 250


def test_no_name_of_a_file_is_a_link(cells: list[str]) -> None:
    text = "data/un_votes.rda, dashboard/data.js, white_list.json, README.md, someone@example.org"
    assert [piece for piece in pieces(text) if piece.address] == []
    files = re.compile(r"\.(rda|js|json|csv|md|xml)$")
    assert not [piece for cell in cells for piece in pieces(cell) if files.search(piece.address)]


def test_a_path_keeps_its_comma_and_its_brackets_and_loses_the_mark_behind_it() -> None:
    wiki = "en.wikipedia.org/wiki/The_human_right_to_a_clean,_healthy_environment"
    assert [piece.text for piece in pieces(f"{wiki}; jmedia.wiki.") if piece.address] == [wiki, "jmedia.wiki"]
    assert [piece.text for piece in pieces("see https://a.org/x_(y), b.org/z.") if piece.address] == [
        "https://a.org/x_(y)", "b.org/z",
    ]  # fmt: skip


def test_no_scheme_but_that_of_the_web_becomes_an_address() -> None:
    for text in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://x.y"):
        assert not [piece for piece in pieces(text) if piece.address]


@given(st.text(alphabet="aA/RES0179.,;()[] http:@-_\"'<>orgHRCé", max_size=60))
def test_any_text_is_whole_again_and_every_address_is_of_the_web(text: str) -> None:
    found = pieces(text)
    assert "".join(piece.text for piece in found) == text
    assert all(piece.address.startswith(("http://", "https://")) for piece in found if piece.address)


def test_the_document_stands_before_the_copy_on_github() -> None:
    source = "github dgrtwo/unvotes @7eb7034 (data/un_votes.rda) rcid 5455; totals 127-14-41"
    assert first_address("A/RES/70/161", source) == "https://docs.un.org/en/A/RES/70/161"
    assert first_address("a letter", source) == "https://github.com/dgrtwo/unvotes/tree/7eb7034"
    record = "github lszoszk/hrc-voting @193f2d4 data/csv (OHCHR Search Library; compilation 1.0.0) record 30387"
    assert first_address("a letter", record) == "https://searchlibrary.ohchr.org/record/30387"
    assert first_address("a letter", "said in the room") == ""


def test_no_github_line_comes_first_where_the_seeds_know_a_document(seeds: Tables) -> None:
    evidence = seeds.evidence[seeds.evidence["source"].str.startswith("github")]
    first = {
        key: first_address(citation, source)
        for key, citation, source in evidence[["id", "citation", "source"]].itertuples(index=False)
        if document(citation)
    }
    assert len(first) > 60
    assert all(address.startswith("https://docs.un.org/en/") for address in first.values())


@pytest.mark.parametrize(
    ("host", "quality"),
    [
        ("press.un.org", Quality.OFFICIAL),
        ("geneva.mission.gov.au", Quality.OFFICIAL),
        ("un.mfa.ee", Quality.OFFICIAL),
        ("diplomatie.gouv.fr", Quality.OFFICIAL),
        ("coe.int", Quality.OFFICIAL),
        ("reliefweb.int", Quality.UNKNOWN),
        ("notun.org", Quality.ITSELF),
        ("govern.com", Quality.UNKNOWN),
        ("cafod.org.uk", Quality.ITSELF),
        ("ishr.ch", Quality.ITSELF),
        ("english.radio.cz", Quality.PRESS),
        ("rfa.org", Quality.PRESS),
        ("right-docs.org", Quality.DATA),
        ("en.wikipedia.org", Quality.UNKNOWN),
        ("jmedia.wiki", Quality.UNKNOWN),
    ],
)
def test_whose_site_it_is(host: str, quality: Quality) -> None:
    assert quality_of_host(host) is quality


@pytest.mark.parametrize(
    ("source", "words", "number"),
    [
        ("un.org/sg noon briefing 24 February 2020", "official record", 1),
        ("ishr.ch; tass.com/world/1434427", "an organisation's own site and press", 2),
        ("tass.com; docslib.org/doc/4002122", "press and other", 2),
        ("unvotes (CC0), roll call 5052", "data set", 1),
        ("github rochelleterman/uprs @986898e (UPR Info database; complete for sessions 1-20)", "data set", 1),
        ("UN Digital Library record 39, read in github a/b @38cae07", "official record and data set", 2),
        ("non-member observer States: A/RES/67/19, A/RES/58/314", "official record", 2),
        ("993 UNTS 3", "official record", 1),
        ("said in the room", "quality unknown", 1),
        ("", "quality unknown", 1),
    ],
)  # fmt: skip
def test_what_a_source_is_worth_and_how_many_places_it_names(source: str, words: str, number: int) -> None:
    assert (quality_words(source), places(source)) == (words, number)


def test_the_best_quality_comes_first() -> None:
    assert qualities("jmedia.wiki; tass.com; ishr.ch; ohchr.org") == (
        Quality.OFFICIAL, Quality.ITSELF, Quality.PRESS, Quality.UNKNOWN,
    )  # fmt: skip


def test_background_is_said_to_be_general_knowledge(cells: list[str]) -> None:
    assert in_words("AU = African Group [background]") == "AU = African Group [general knowledge]"
    assert in_words("A/RES/57/199 [number background]") == "A/RES/57/199 [number: general knowledge]"
    assert in_words("icnl.org; unanimity rule background") == "icnl.org; unanimity rule general knowledge"
    assert in_words("background record") == "background record"
    assert not [cell for cell in cells if "background" in in_words(cell)]
