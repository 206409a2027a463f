"""Briefs: a first page that stands by itself, details and sources behind it, in four files, nothing protected."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from html import unescape

import pytest
from conftest import make_tables
from docx import Document
from docx.oxml.ns import qn
from hostile_names import HOSTILE
from openpyxl import load_workbook
from pypdf import PdfReader

from coalition.analysis.coalitions import coalition_for
from coalition.analysis.partners.ranking import first_calls, search
from coalition.briefs.actor import actor
from coalition.briefs.bridges import bridges
from coalition.briefs.coalition import coalition_brief
from coalition.briefs.document import FIRST, FRONT, PROTECTED, Brief, dated, left_out_words
from coalition.briefs.files import MAKERS, file_name, files
from coalition.briefs.gaps import gap_brief
from coalition.briefs.partners import partners
from coalition.briefs.pdf import PAGES, pdf
from coalition.briefs.whatif import whatif
from coalition.measures.coalitions.rules import Rules
from coalition.model.characters import drawable
from coalition.model.network import Network
from coalition.model.visibility import LEFT_OUT, public_tables
from coalition.model.vocabulary import Tables
from coalition.palette import PAPER

DAY = dt.date(2026, 11, 24)
ARABIC = "المفوضية السامية لحقوق الإنسان"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]
AWKWARD = [*HOSTILE, ARABIC, "x" * 300, "a long name " * 25, *FORMULAS, '#read("/etc/passwd") $x$ *b* _i_ @ref \\ "']
BUILDERS: dict[str, Callable[[Network], Brief]] = {
    "R18": lambda network: partners(network, "R18"),
    "R22.3": lambda network: partners(network, "R22.3"),
    "R18 as Chile": lambda network: partners(network, "R18", "CHL"),
    "R11": lambda network: partners(network, "R11"),
    "R17": lambda network: partners(network, "R17"),
    "R21.1": lambda network: partners(network, "R21.1"),
    "no ranking": lambda network: partners(network, "R12.1"),
    "gaps": gap_brief,
    "bridges": bridges,
    "bridges by kind": lambda network: bridges(network, "kind"),
    "Chile": lambda network: actor(network, "CHL"),
    "Amnesty": lambda network: actor(network, "amnesty"),
    "coalition": lambda network: coalition_brief(
        network, coalition_for(network, ["R18", "R21.1", "R22.3"], Rules(2, 3), alternatives=10)
    ),
    "no coalition": lambda network: coalition_brief(
        network, coalition_for(network, ["R18", "R21.1"], Rules(5, budget=1))
    ),
    "what if": lambda network: whatif(
        network, (("CHL", "GA-70-161", "oppose"), ("PER", "GA-70-161", "none")), ("R21.1",)
    ),
    "what if nothing": lambda network: whatif(network, (("CHL", "GA-70-161", "support"),)),
}


@pytest.fixture(scope="module")
def made(seed_network: Network) -> Callable[[str], Brief]:
    known: dict[str, Brief] = {}

    def make(name: str) -> Brief:
        if name not in known:
            known[name] = dated(BUILDERS[name](seed_network), DAY, "")
        return known[name]

    return make


def squeezed(text: str) -> str:
    """A text without spaces and breaks: lines of a page break where they like."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def letters(text: str) -> str:
    """The letters and digits of a text: a narrow column divides words."""
    return re.sub(r"[\W_]+", "", text)


def texts(data: bytes, ending: str) -> str:
    """All text of a file."""
    if ending == ".pdf":
        reader = PdfReader(io.BytesIO(data))
        return " ".join(
            [*(page.extract_text() for page in reader.pages), str(reader.metadata), str(reader.xmp_metadata)]
        )
    if ending == ".csv":
        return data.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if name.endswith("xml")]
    return unescape(" ".join(parts))


@pytest.mark.parametrize("name", BUILDERS)
def test_the_first_page_of_a_pdf_stands_by_itself(made, name: str, seed_network: Network) -> None:
    brief = made(name)
    data = pdf(brief)
    reader = PdfReader(io.BytesIO(data))
    assert 1 <= len(reader.pages) <= PAGES
    first, *behind = (squeezed(page.extract_text()) for page in reader.pages)
    for words in (brief.title, brief.question, brief.answer, "24 November 2026", seed_network.digest, *brief.not_known):
        assert squeezed(words)[:200] in first, words
    on_paper = {letters(page.extract_text()) for page in reader.pages[:1]}.pop()
    for section in brief.front:
        assert squeezed(section.heading) in first
        assert all(letters(cell.split("\n")[0])[:40] in on_paper for row in section.rows for cell in row)
    for section in brief.sections:
        assert squeezed(section.heading) not in first or any(section.heading in part.heading for part in brief.front)
    assert all(squeezed(f"[{source.number}]") in "".join(behind) for source in brief.sources[:3])
    assert not brief.picture or squeezed(brief.picture.caption) in first
    assert reader.metadata is not None
    assert reader.metadata.title == brief.title
    assert reader.metadata.creation_date == dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert b"pdfuaid:part" in data
    assert pdf(brief) == data


def sentences(*texts: str) -> list[str]:
    return [part.strip() for text in texts for part in re.split(r"(?<=[.?!])\s+", text) if part.strip()]


@pytest.mark.parametrize("name", BUILDERS)
def test_no_sentence_of_a_brief_stands_twice(made, name: str) -> None:
    brief = made(name)
    caption = brief.picture.caption if brief.picture else ""
    parts = [words for section in (*brief.front, *brief.sections) for words in section.paragraphs]
    said = sentences(brief.title, brief.question, brief.answer, caption, *parts, *brief.not_known)
    assert len(said) > 4
    assert [words for words, count in Counter(said).items() if count > 1] == []
    text = squeezed(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(brief))).pages))
    assert [words for words in said if len(words) > 30 and text.count(squeezed(words)) > 1] == []
    heads = [section.heading for section in (*brief.front, *brief.sections)]
    assert len(heads) == len(set(heads))


@pytest.mark.parametrize("name", ["R11", "R17", "R18", "R21.1", "R22.3"])
def test_five_are_on_the_first_page_each_with_reasons_and_through_whom(made, seed_network: Network, name: str) -> None:
    brief = made(name)
    (front,) = brief.front
    if name == "R11":  # the record carries no order
        assert front.heading == "Who could be asked, without a ranking"
        assert all(row[2].startswith("supports R11.2") for row in front.rows)
        return
    found = search(seed_network, name)
    calls = first_calls(found).query("section == 'middle'")
    assert [row[1].split("\n")[0] for row in front.rows] == list(calls["name"][:FRONT])
    assert [row[0] for row in front.rows] == [str(rank) for rank in calls["rank"][:FRONT]]
    by_votes = front.head.index("By votes")
    assert [int(row[by_votes]) for row in front.rows] == list(calls["supporting_neighbours"][:FRONT])
    if not found.target.votes:
        assert [int(row[by_votes + 1]) for row in front.rows] == list(calls["supporting_signers"][:FRONT])
    through = front.head.index("Through whom, and why")
    names = seed_network.actors["name"]
    for row, call in zip(front.rows, calls.to_dict("records"), strict=False):
        wanted = f"{names[call['go_between']]}\n{call['go_between_reason']}" if call["go_between"] else ""
        assert row[through] == (wanted or "nobody stands out")
    asked = [section for section in brief.sections if section.heading == found.sections["ask"].capitalize()]
    assert [row[0] for row in asked[0].rows] == [str(len(calls) + turn) for turn in range(1, len(asked[0].rows) + 1)]


@pytest.mark.parametrize("name", BUILDERS)
def test_a_word_file_has_headings_the_answer_and_a_picture_with_words(made, name: str) -> None:
    brief = made(name)
    document = Document(io.BytesIO(MAKERS[".docx"](brief)))
    heads = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")]
    assert heads[0] == brief.title
    assert "What is not known" in heads
    assert brief.answer in [paragraph.text for paragraph in document.paragraphs]
    first_behind = [*(section.heading for section in brief.sections), *(["Sources"] if brief.sources else [])][:1]
    breaking = [paragraph.text for paragraph in document.paragraphs if paragraph.paragraph_format.page_break_before]
    assert breaking == first_behind
    assert [head for head in heads if head in {section.heading for section in brief.front}] == heads[
        1 : heads.index("What is not known")
    ]
    assert document.core_properties.title == brief.title
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == (
        [brief.picture.alt] if brief.picture else []
    )
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table.rows[-1]._tr.trPr.find(qn("w:tblHeader")) is None


@pytest.mark.parametrize("name", BUILDERS)
def test_the_workbook_says_what_it_is_and_holds_the_whole_table_and_all_sources(made, name: str) -> None:
    brief = made(name)
    book = load_workbook(io.BytesIO(MAKERS[".xlsx"](brief)))
    assert book.sheetnames == ["about", "table", "sources"]
    about = dict(book["about"].iter_rows(min_row=2, max_row=7, values_only=True))
    assert about["Answer"] == brief.answer
    assert (about["Date"], about["Data version"], about["Left out"]) == ("2026-11-24", brief.version, "nothing")
    assert book["table"].max_row == len(brief.table) + 1
    assert book["sources"].max_row == len(brief.sources) + 1
    rows = list(csv.reader(io.StringIO(MAKERS[".csv"](brief).decode("utf-8-sig"))))
    assert rows[0] == list(brief.table.columns)
    assert len(rows) == len(brief.table) + 1


def test_csv_is_marked_as_utf8_for_spreadsheets(made) -> None:
    assert MAKERS[".csv"](made("R18")).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("recommendation", ["R18", "R22.3", "R21.1"])
def test_every_state_of_the_first_list_has_its_evidence_listed(seed_network: Network, recommendation: str) -> None:
    brief = dated(partners(seed_network, recommendation), DAY, "")
    rows = [row for section in (*brief.front, *brief.sections) if "Evidence" in section.head for row in section.rows]
    found = search(seed_network, recommendation)
    ranked = first_calls(found)
    assert all(name in found.sentence for name in ranked["name"][:3])
    calls = ranked[ranked["section"] != "ask"]
    assert [row[1].split("\n")[0] for row in rows[: FRONT + FIRST]] == list(
        [*calls["name"][: FRONT + FIRST], *ranked[ranked["section"] == "ask"]["name"]][: FRONT + FIRST]
    )
    text = letters(texts(pdf(brief), ".pdf"))
    on_paper = [row for row in rows if letters(f"{row[0]} {row[1]}")[:40] in text]
    assert on_paper[:FRONT] == rows[:FRONT]
    for row in on_paper:
        numbers = [int(number) for number in re.findall(r"\[(\d+)\]", row[-1])]
        assert numbers or ("○" in "".join(row) and row[-2] == "nobody stands out")  # no record of its own
        for number in numbers:
            source = brief.sources[number - 1]
            assert source.number == number
            assert source.source
            assert letters(source.what)[:60] in text


def test_an_estimate_is_called_one_and_an_opponent_has_its_text(made) -> None:
    (first,) = made("R18").front
    assert first.head[2] == "Likeness, and its interval"
    assert all(re.fullmatch(r"\d+%\n\d+% to \d+%", row[2]) for row in first.rows)
    assert made("R18").picture.caption.startswith("States by regional group. Placed by likeness, an estimate.")
    (rest,) = [section for section in made("R22.3").sections if section.heading == "Everybody else"]
    opposed = next(row for row in rest.rows if row[0] == "opposed a text")
    assert opposed[2].count("(voted no on A/HRC/RES/26/9 (2014))") == 3
    assert not any("opposes" in str(part) for name in ("R18", "R22.3") for part in made(name).sections)


def test_whoever_is_unlike_supporters_is_a_count_and_no_name(made, seed_network: Network) -> None:
    brief = made("R18")
    unlike = search(seed_network, "R18").table.query("section == 'unlike'")["name"]
    assert not set(unlike) & set(brief.table["Name"])
    assert any(words.startswith(f"{len(unlike)} States are unlike supporters") for words in brief.not_known)


def renamed(tables: Tables, names: dict[str, str]) -> Tables:
    actors = tables.actors.copy()
    actors["name"] = actors["id"].map(names).fillna(actors["name"])
    return Tables(**dict(tables) | {"actors": actors})


@pytest.fixture(scope="module")
def awkward(bearing: Tables, seed_network: Network) -> Network:
    """The seeds, without the background record, with awkward names for who is named first, and for all evidence."""
    first = list(search(seed_network, "R22.3").table["actor_id"])[:30]
    first += [str(key) for key in search(seed_network, "R18").table.dropna(subset="rank")["actor_id"]] + ["CHL", "COL"]
    names = {key: AWKWARD[place % len(AWKWARD)] for place, key in enumerate(dict.fromkeys(first))}
    tables = renamed(bearing, names)
    evidence, goals = tables.evidence.copy(), tables.recommendations.copy()
    evidence["title"] = [AWKWARD[i % len(AWKWARD)] + title for i, title in enumerate(evidence["title"])]
    goals["text"] = [AWKWARD[i % len(AWKWARD)] + text for i, text in enumerate(goals["text"])]
    return Network.from_tables(Tables(**dict(tables) | {"evidence": evidence, "recommendations": goals}))


@pytest.mark.parametrize("name", BUILDERS)
def test_awkward_names_break_none_of_the_files(awkward: Network, name: str) -> None:
    brief = dated(BUILDERS[name](awkward), DAY, LEFT_OUT)
    made = files(brief)
    assert len(PdfReader(io.BytesIO(made[".pdf"])).pages) <= PAGES
    assert Document(io.BytesIO(made[".docx"])).paragraphs
    for sheet in load_workbook(io.BytesIO(made[".xlsx"])):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    for row in csv.reader(io.StringIO(made[".csv"].decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(("=", "@", "+", "\t", "\r")) for cell in row)
        assert not any(cell.startswith("-") and not re.fullmatch(r"-[\d.e-]+", cell) for cell in row)
    if brief.picture:
        assert "<script" not in brief.picture.svg
        assert "<img" not in brief.picture.svg


def test_arabic_is_marked_as_right_to_left_and_turns_nothing_else(seeds: Tables) -> None:
    network = Network.from_tables(renamed(seeds, {"ARG": f"{ARABIC} \u202eevil"}))
    brief = dated(actor(network, "ARG"), DAY, "")
    xml = texts(MAKERS[".docx"](brief), ".docx")
    assert "<w:rtl/>" in xml
    assert "\u202e" not in xml
    assert drawable("\u202eevil") == "evil"
    document = Document(io.BytesIO(MAKERS[".docx"](brief)))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs if "evil" in run.text]
    assert runs
    assert not any(run.font.rtl for run in runs)


def test_a_script_without_a_font_gives_a_tagged_file_without_the_claim() -> None:
    tables = make_tables({("a", "x"): "support"}, evidence={"x": {"title": "\u0378 of no font"}})
    data = pdf(dated(actor(Network.from_tables(tables), "a"), DAY, ""))
    assert b"pdfuaid:part" not in data
    assert PdfReader(io.BytesIO(data)).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_map_with_almost_nothing_on_it_has_briefs_too() -> None:
    stances = {("a", "x"): "support", ("b", "x"): "oppose", ("c", "y"): "support"}
    tables = make_tables(stances, kinds={"c": "ngo"}, groups={"a": "g", "b": "h"})
    network = Network.from_tables(tables)
    for brief in (partners(network, "R-x"), gap_brief(network), bridges(network), actor(network, "b")):
        assert set(files(dated(brief, DAY, ""))) == set(MAKERS)
    assert bridges(network).picture is None


SECRET = "Zyxwv Secretariat"


@pytest.fixture(scope="module")
def secret(bearing: Tables) -> Tables:
    """The seeds, without the background record, with the first partner for R18, an NGO and a text protected."""
    tables = renamed(bearing, {"ARG": SECRET, "amnesty": f"{SECRET} NGO"})
    actors, evidence = tables.actors.copy(), tables.evidence.copy()
    actors.loc[actors["id"].isin(["ARG", "amnesty"]), "visibility"] = "protected"
    evidence.loc[evidence["id"] == "UNMUTE", ["title", "citation", "visibility"]] = [SECRET, SECRET, "protected"]
    return Tables(**dict(tables) | {"actors": actors, "evidence": evidence})


@pytest.fixture(scope="module")
def public(secret: Tables) -> Network:
    return Network.from_tables(public_tables(secret))


@pytest.mark.parametrize("name", [name for name in BUILDERS if name != "Amnesty"])
def test_what_is_protected_is_in_none_of_the_files_and_they_say_so(public: Network, name: str) -> None:
    brief = dated(BUILDERS[name](public), DAY, left_out_words(True, False))
    for ending, data in files(brief).items():
        text = texts(data, ending)
        assert "Zyxwv" not in text, ending
        if ending != ".csv":
            assert squeezed(LEFT_OUT) in squeezed(text), ending


def test_what_is_protected_is_there_when_an_editor_asks_with_a_warning(secret: Tables) -> None:
    brief = dated(partners(Network.from_tables(secret), "R18"), DAY, left_out_words(True, True))
    text = texts(pdf(brief), ".pdf")
    assert SECRET in text
    assert squeezed(PROTECTED) in squeezed(text)


def test_a_name_of_a_file_is_plain() -> None:
    assert file_name("partners-R18", "2026-11-24", ".pdf") == "coalition-partners-R18-2026-11-24.pdf"
    assert file_name("actor-../../ü:x", "2026-11-24", ".csv") == "coalition-actor-..-..-x-2026-11-24.csv"


@pytest.mark.parametrize(
    "build", [gap_brief, lambda network: actor(network, "CHN"), lambda network: bridges(network, "kind")]
)
def test_a_brief_says_what_counts_beyond_the_ordinary(seed_network: Network, build: Callable[[Network], Brief]) -> None:
    assert "count here" not in build(seed_network).answer
    other = build(seed_network.recounted(disputed=True))
    assert other.answer.endswith(" Disputed readings count here.")


def test_words_alone_are_told_with_their_year_and_drawn_as_an_outline(seed_network: Network) -> None:
    brief = actor(seed_network, "CHN")
    said = brief.table["Position"].str.fullmatch(r"has said so, \d{4}(–\d{4})?")
    assert said.sum() == 6
    assert (brief.table["Position"] == "has said so, 2008–2014").sum() == 5
    assert "has only said so (6)" in brief.answer
    assert brief.picture is not None
    assert f'fill="{PAPER}" rx="0" stroke="' in brief.picture.svg


def test_the_brief_of_gaps_lists_disputed_readings_apart_from_what_was_not_asked(seed_network: Network) -> None:
    sections = {section.heading: section for section in gap_brief(seed_network).sections}
    assert [row[0] for row in sections["Not asked yet"].rows] == ["R22.5"]
    listed = sections["Disputed readings only"]
    assert len(listed.rows) + listed.more == 17
    assert any(
        words.startswith("With disputed readings: declared only 1 instead of 3")
        for words in gap_brief(seed_network).not_known
    )
