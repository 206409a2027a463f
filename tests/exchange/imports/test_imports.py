"""Files of others: changes are counted, each refused row has its reason, the same file twice changes nothing."""

from __future__ import annotations

import doctest
import io
import shutil
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from conftest import FEW
from hypothesis import given
from hypothesis import strategies as st
from places import SAMPLES

from coalition.errors import CoalitionError, TableError
from coalition.exchange.imports import ImportSource, Preview, columns, from_incoming, prepare, read, refused
from coalition.exchange.imports.refused import refused_workbook
from coalition.exchange.imports.template import EXAMPLES, NOTES, write_template
from coalition.exchange.readers.incoming import ACTOR_NAME, LINE, Dropped, Incoming
from coalition.exchange.readers.network_mapping import NetworkMapping
from coalition.exchange.tables import read_tables
from coalition.model.differences import merged, sort_tables
from coalition.model.schema import validate
from coalition.model.sheet import Sheet
from coalition.model.vocabulary import COLUMNS, Kind, Tables
from coalition.settings import resource

HEAD = "Country,Evidence,Vote,Date,Source,Recommendation\n"
GOOD = HEAD + "Chile,A joint statement,yes,2024-05-03,https://example.org,R18\n"


def read_bytes(name: str, data: bytes) -> ImportSource:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read(path)


def preview(text: str | bytes, now: Tables, name: str = "list.csv", **options: object) -> Preview:
    data = text.encode() if isinstance(text, str) else text
    return prepare(read_bytes(name, data), now, **options)  # type: ignore[arg-type]


def counts(found: Preview) -> dict[str, tuple[int, int, int, int]]:
    rows = found.counts.set_index("table")
    return {str(name): tuple(map(int, row)) for name, row in rows.iterrows() if any(row)}  # type: ignore[misc]


def reasons(found: Preview) -> list[str]:
    return [str(reason) for table in found.refused.values() for reason in table["reason"]]


def equal(a: Tables, b: Tables) -> bool:
    return all(x.equals(y) for (_, x), (_, y) in zip(sort_tables(a), sort_tables(b), strict=True))


def assert_valid(tables: Tables) -> None:
    sheets = {name: Sheet(name, list(frame.columns), frame.to_numpy().tolist(), list(range(2, len(frame) + 2)))
              for name, frame in tables}  # fmt: skip
    validate(sheets, [])


def book_of(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_the_workbook_to_fill_in_is_a_small_valid_map(tmp_path: Path) -> None:
    write_template(tmp_path / "mine.xlsx")
    tables = read_tables(tmp_path / "mine.xlsx")
    assert {name: len(frame) for name, frame in tables} == dict.fromkeys(COLUMNS, 3)
    found = prepare(read(tmp_path / "mine.xlsx"), Tables.empty())
    assert equal(found.tables, tables)
    assert found.refused == {}


def test_the_workbook_to_fill_in_has_lists_and_a_note_on_every_column(tmp_path: Path) -> None:
    write_template(tmp_path / "mine.xlsx")
    book = openpyxl.load_workbook(tmp_path / "mine.xlsx")
    assert set(NOTES) == {column for names in COLUMNS.values() for column in names}
    assert {len(rows) for rows in EXAMPLES.values()} == {3}
    for table, names in COLUMNS.items():
        assert all(book[table].cell(1, i + 1).comment.text == NOTES[name] for i, name in enumerate(names))
    lists = {(rule.formula1, str(rule.sqref)) for rule in book["stances"].data_validations.dataValidation}
    assert ('"support,abstain,oppose,absent"', "C2:C5000") in lists
    assert ("=evidence!$A$2:$A$5000", "B2:B5000") in lists


def test_the_seeds_come_in_whole_and_a_second_time_change_nothing(seeds: Tables) -> None:
    source = read(resource("seeds"))
    first = prepare(source, Tables.empty())
    assert equal(first.tables, seeds)
    assert first.refused == {}
    again = prepare(source, seeds)
    assert again.touched == 0
    assert counts(again)["stances"] == (0, 0, len(seeds.stances), 0)


def test_a_flat_list_becomes_stances_evidence_and_links(fewer: Tables) -> None:
    found = preview(GOOD, fewer)
    assert counts(found) == {"evidence": (1, 0, 0, 0), "bears_on": (1, 0, 0, 0), "stances": (1, 0, 0, 0)}
    [stance] = found.tables.stances.to_dict("records")
    assert (stance["actor_id"], stance["position"], stance["source"]) == ("CHL", "support", "https://example.org")
    [item] = found.tables.evidence.to_dict("records")
    assert (item["title"], item["date_from"], item["coverage"]) == ("A joint statement", "2024-05-03", "partial")
    after = merged(fewer, found.tables)
    assert preview(GOOD, after).touched == 0


def test_a_flat_list_names_evidence_of_the_map_by_id_title_or_citation(fewer: Tables) -> None:
    row = fewer.evidence.iloc[0]
    for name in (row["id"], f'"{row["title"]}"'):
        found = preview(f"actor,evidence,position,source\nFiji,{name},support,s\n", fewer)
        assert list(found.tables.stances["evidence_id"]) == [row["id"]]
        assert found.tables.evidence.empty


def test_a_flat_list_may_name_the_recommendation_alone(fewer: Tables) -> None:
    found = preview("actor;recommendation;position;date;source\nFiji;R18;support;2024;a letter\n", fewer)
    assert list(found.tables.bears_on["recommendation_id"]) == ["R18"]
    assert list(found.tables.evidence["title"]) == ["Positions on R18: a letter"]
    assert preview("actor;recommendation;position;date;source\nFiji;R18;support;2024;a letter\n",
                   merged(fewer, found.tables)).touched == 0  # fmt: skip


def test_an_excel_list_of_another_language_is_understood(fewer: Tables) -> None:
    import datetime as dt

    rows: list[list[object]] = [
        ["Pays", "Résolution", "Vote", "Date", "Source", "Couleur"],
        ["Allemagne", "Déclaration", "pour", dt.datetime(2024, 5, 3), "ici", "bleu"],
    ]
    found = preview(book_of(Feuil1=rows), fewer, "list.xlsx")
    assert list(found.tables.stances["actor_id"]) == ["DEU"]
    assert list(found.tables.evidence["date_from"]) == ["2024-05-03"]
    assert found.mapping["Feuil1"]["couleur"] == ""


def test_a_column_that_is_not_guessed_can_be_named(fewer: Tables) -> None:
    text = "X1,X2,X3,X4,X5\nChile,A text,yes,2024,here\n"
    with pytest.raises(CoalitionError, match="name the columns for actor, evidence"):
        preview(text, fewer)
    mapping = {"X1": "actor", "X2": "evidence", "X3": "position", "x4": "date", "X5": "source"}
    assert len(preview(text, fewer, mapping=mapping).tables.stances) == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            "Congo,T,yes,2024,s,",
            "may be Democratic Republic of the Congo (COD) or Republic of the Congo (COG); confirm",
        ),
        ("Nobody at all,T,yes,2024,s,", "actor 'Nobody at all' is not in the map; add it to the actors"),
        (",T,yes,2024,s,", "actor is empty; name it"),
        ("Chile,T,perhaps,2024,s,", "position 'perhaps' is not one of support, abstain, oppose, absent"),
        ("Chile,T,1,2024,s,", "position '1' is not one of"),
        ("Chile,T,yes,45415,s,", "date '45415' is a number of days, perhaps 2024-05-03; format the column as a date"),
        ("Chile,T,yes,03/05/2024,s,", "date '03/05/2024' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("Chile,T,yes,,s,", "date is empty; say when"),
        ("Chile,T,yes,2024,,", "source is empty; say where it can be read"),
        ("Chile,,yes,2024,s,", "evidence and recommendation are empty; fill in one"),
        ("Chile,T,yes,2024,s,R99", "recommendation 'R99' is not in the map; use an id such as"),
        ("=cmd|' /C calc'!A0,T,yes,2024,s,", "is a formula; paste its value instead"),
        ("Chile,T,yes,2024,s,,more,and more", "has 8 cells where the header has 6"),
        ("Chi\x01le,T,yes,2024,s,", "holds the control character U+0001"),
    ],
)
def test_a_refused_row_has_its_reason_and_the_others_are_taken(fewer: Tables, row: str, reason: str) -> None:
    found = preview(GOOD + row + "\n", fewer)
    [said] = reasons(found)
    assert reason in said
    assert len(found.tables.stances) == 1
    assert counts(found)["stances"] == (1, 0, 0, 1)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"id": "xx\u200f"}, "has characters other than letters, digits"),
        ({"id": "Cafe\u0301"}, "has characters other than letters, digits"),
        ({"id": "chl", "name": "Chile"}, "id 'chl' differs from 'CHL' in capitals only"),
        ({"id": "'}) MATCH (n) DETACH DELETE n //"}, "has characters other than letters, digits"),
        ({"kind": "country"}, "kind 'country' is not one of state, observer_state"),
        ({"regional_group": "nowhere"}, "regional_group 'nowhere' is not an id in groups"),
        ({"source": ""}, "source is empty; fill it in"),
        ({"visibility": ""}, "visibility is empty; fill it in"),
        ({"name": "=1+1"}, "is a formula"),
    ],
)
def test_a_wrong_actor_is_refused_with_column_value_and_remedy(
    fewer: Tables, cells: dict[str, str], reason: str
) -> None:
    row = {"id": "x-city", "name": "X", "kind": "municipality", "visibility": "public", "grade": "seen", "source": "s"}
    good = row | {"id": "y-city", "name": "Y"}
    rows = [{"regional_group": "", **good}, {"regional_group": "", **row, **cells}]
    found = preview(pd.DataFrame(rows).to_csv(index=False), fewer, "actors.csv")
    [said] = reasons(found)
    assert reason in said
    assert list(found.tables.actors["id"]) == ["y-city"]


def test_a_name_with_cypher_is_a_name(fewer: Tables) -> None:
    name = "'}) MATCH (n) DETACH DELETE n //"
    found = preview(HEAD + f"{name},T,yes,2024,s,\n", fewer, add=Kind.NGO)
    assert list(found.tables.actors["name"]) == [name]
    assert list(found.tables.stances["actor_id"]) == ["match-n-detach-delete-n"]


def test_a_row_of_a_refused_actor_is_refused_too() -> None:
    data = book_of(
        actors=[["id", "name", "kind", "source"], ["a", "A", "nonsense", "s"], ["b", "B", "ngo", "s"]],
        evidence=[["id", "title", "kind", "date_from", "source"], ["e", "E", "vote", 2024, "s"]],
        stances=[["actor_id", "evidence_id", "position", "source"], ["a", "e", "support", "s"], ["b", "e", "yes", "s"],
                 ["b", "e", "support", "s"]],
    )  # fmt: skip
    found = preview(data, Tables.empty(), "mine.xlsx")
    assert counts(found) == {"actors": (1, 0, 0, 1), "evidence": (1, 0, 0, 0), "stances": (1, 0, 0, 2)}
    assert any("'a' is not in the map" in reason for reason in reasons(found))


def test_the_same_pair_twice_is_one_row_unless_they_differ(fewer: Tables) -> None:
    assert counts(preview(GOOD + GOOD.removeprefix(HEAD), fewer))["stances"] == (1, 0, 0, 0)
    found = preview(GOOD + GOOD.removeprefix(HEAD).replace("yes", "no"), fewer)
    [said] = reasons(found)
    assert "says something else of the same actor and evidence than in line 2; keep one of the two rows" in said


def test_columns_that_a_sheet_lacks_stay_as_they_are_in_the_map(fewer: Tables) -> None:
    found = preview("id,name,kind,source,note\nCHL,Chile,state,mine,seen in May\n", fewer, "actors.csv")
    before = fewer.actors.set_index("id").loc["CHL"]
    after = found.tables.actors.set_index("id").loc["CHL"]
    assert (after["note"], after["blocs"]) == ("seen in May", before["blocs"])
    assert counts(found) == {"actors": (0, 1, 0, 0)}


def test_an_answer_is_used_and_remembered(fewer: Tables) -> None:
    text = HEAD + "Congo,T,yes,2024,s,\n"
    asked = preview(text, fewer)
    assert list(asked.names["name"]) == ["Congo"]
    told = preview(text, fewer, answers={"Congo": "COG"})
    assert list(told.tables.stances["actor_id"]) == ["COG"]
    assert told.answers == {"Congo": "COG"}
    assert list(preview(text, fewer, remembered=told.answers).tables.stances["actor_id"]) == ["COG"]
    assert reasons(preview(text, fewer, answers={"Congo": ""})) == ["'Congo' was left out"]
    nobody = preview(text, fewer, answers={"Congo": "nobody"})
    assert (reasons(nobody), nobody.answers) == (
        ["no actor nobody; write the id of one of the map, or + and a kind such as +ngo to add it"],
        {},
    )


def test_a_state_that_no_longer_exists_comes_in_with_its_dates(fewer: Tables) -> None:
    found = preview(HEAD + "USSR,T,no,1988,s,\n", fewer)
    [actor] = found.tables.actors.to_dict("records")
    assert (actor["id"], actor["kind"]) == ("SUN", "other")
    assert "1991-12-26" in actor["note"]
    assert preview(HEAD + "USSR,T,no,1988,s,\n", merged(fewer, found.tables)).touched == 0


def test_refused_rows_come_back_as_the_same_sheet_and_can_be_mended(fewer: Tables) -> None:
    found = preview(GOOD + "Congo,T,yes,2024,s,R18\n=1+1,T,yes,2024,s,\n", fewer)
    data = refused_workbook(found.refused)
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = list(book["list"].iter_rows(values_only=True))
    assert rows[0] == ("country", "evidence", "vote", "date", "source", "recommendation", "reason")
    assert rows[1][0] == "Congo"
    assert {cell.data_type for row in book["list"].iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert book["list"].cell(3, 1).value == "=1+1"
    book["list"].cell(2, 1).value = "COG"
    book["list"].delete_rows(3)
    held = io.BytesIO()
    book.save(held)
    assert reasons(preview(held.getvalue(), fewer, "refused.xlsx")) == []


def incoming(*names: str, **tables: pd.DataFrame) -> Incoming:
    stances = pd.DataFrame({LINE: [str(i + 2) for i in range(len(names))], ACTOR_NAME: names, "evidence_id": "ev-1",
                            "position": "support"})  # fmt: skip
    evidence = pd.DataFrame([{LINE: "1", "id": "ev-1", "title": "A vote", "kind": "vote", "date_from": "2024-01-02"}])
    return Incoming("votes", "votes.csv", {"evidence": evidence, "stances": stances, **tables},
                    (Dropped("agenda titles", 3, "a map has no place for them"),))  # fmt: skip


def test_a_foreign_file_is_matched_by_names(fewer: Tables) -> None:
    found = prepare(from_incoming(incoming("CHILE", "Congo", "GDR")), fewer)
    assert set(found.tables.stances["actor_id"]) == {"CHL", "DDR"}
    assert set(found.tables.stances["source"]) == {"votes.csv"}
    assert [item.what for item in found.unread] == ["agenda titles"]
    assert len(reasons(found)) == 1


def test_an_actor_that_a_foreign_file_describes_is_the_one_of_the_map_where_the_name_is(fewer: Tables) -> None:
    actors = pd.DataFrame({LINE: ["2", "3"], "id": ["chile", "shelter-first"], "name": ["Chile", "Shelter First"],
                           "kind": ["state", "ngo"]})  # fmt: skip
    found = prepare(from_incoming(incoming("Chile", "Shelter First", actors=actors)), fewer)
    assert counts(found)["actors"] == (1, 0, 1, 0)
    assert set(found.tables.actors["id"]) == {"CHL", "shelter-first"}
    assert set(found.tables.stances["actor_id"]) == {"CHL", "shelter-first"}


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.csv", b"", "is empty; check that it was saved"),
        ("a.csv", b"\xd0\xcf\x11\xe0" + b"\0" * 50, "is an old Office file (.xls or .doc); save it as .xlsx or CSV"),
        ("a.csv", b"a\0b,c\0", "a.csv line 1: holds NUL bytes"),
        ("a.csv", b"Country,Country,Vote\nx,y,z\n", "country: stands twice in the header"),
        ("a.xlsx", b"PK\x03\x04nonsense", "is a damaged workbook; save it again as .xlsx"),
    ],
)
def test_a_file_whose_form_is_wrong_is_refused_whole(fewer: Tables, name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(CoalitionError) as caught:
        prepare(read_bytes(name, data), fewer)
    assert sentence in str(caught.value)


def test_a_workbook_that_unpacks_without_end_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 2_000_000)
    with pytest.raises(CoalitionError, match="grows to 2 MB in 1 parts when unpacked; save its sheets as CSV"):
        read_bytes("bomb.xlsx", held.getvalue())


def test_a_sheet_that_reaches_to_the_last_cell_is_refused(fewer: Tables) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["XFD1048576"] = "x"
    held = io.BytesIO()
    book.save(held)
    with pytest.raises(TableError, match="line 1048576: has 16,384 columns; keep at most 1,000"):
        preview(held.getvalue(), fewer, "wide.xlsx")


def test_hidden_sheets_and_unknown_ones_are_named_and_not_read(fewer: Tables) -> None:
    data = book_of(
        list=[cell.split(",") for cell in GOOD.splitlines()], about=[["What", "Why"], ["a", "b"]], secret=[["x"]]
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["secret"].sheet_state = "hidden"
    book.create_sheet("empty")
    held = io.BytesIO()
    book.save(held)
    found = preview(held.getvalue(), fewer, "mine.xlsx")
    assert [item.what for item in found.unread] == ["hidden sheet secret", "sheet about"]
    assert len(found.tables.stances) == 1


def test_merged_cells_are_refused(fewer: Tables) -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(list=[cell.split(",") for cell in GOOD.splitlines()])))
    book["list"].merge_cells("A2:B2")
    held = io.BytesIO()
    book.save(held)
    found = reasons(preview(held.getvalue(), fewer, "m.xlsx"))
    assert any("country has merged cells; unmerge them and fill each cell" in reason for reason in found)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path, fewer: Tables) -> None:
    inside = tmp_path / "inside"
    shutil.copytree(resource("seeds"), inside)
    outside = tmp_path / "secret.csv"
    outside.write_text("id,name,source\na,A,s\n")
    (inside / "groups.csv").unlink()
    (inside / "groups.csv").symlink_to(outside)
    with pytest.raises(TableError, match=r"groups\.csv: is a link that leads out of its folder"):
        prepare(read(inside), fewer)


def test_what_is_not_there_or_holds_nothing_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CoalitionError, match="does not exist"):
        read(tmp_path / "nowhere.csv")
    with pytest.raises(CoalitionError, match="holds no files"):
        read(tmp_path)


@FEW
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode),
                 st.lists(st.lists(st.text(max_size=12), min_size=5, max_size=7), max_size=5).map(
                     lambda rows: (HEAD + "\n".join(",".join(row) for row in rows)).encode())))  # fmt: skip
def test_any_file_gives_a_preview_or_a_sentence(data: bytes) -> None:
    now = Tables.empty()
    try:
        found = prepare(read_bytes("any.csv", data), now, add=Kind.OTHER)
    except CoalitionError:
        return
    assert equal(merged(now, merged(now, found.tables)), merged(now, found.tables))
    assert prepare(read_bytes("any.csv", data), merged(now, found.tables), add=Kind.OTHER).touched == 0


def test_the_examples_run() -> None:
    assert doctest.testmod(columns).failed == doctest.testmod(refused).failed == 0


FILES = [[path] for path in sorted(SAMPLES.iterdir()) if not path.name.startswith("unvotes")]


@pytest.mark.parametrize("paths", [*FILES, sorted(SAMPLES.glob("unvotes*"))], ids=lambda paths: paths[0].name)
def test_every_format_comes_in_and_a_second_time_changes_nothing(paths: list[Path], fewer: Tables) -> None:
    for now in (Tables(**dict(fewer) | {"stances": fewer.stances.head(500)}), Tables.empty()):
        source = read(paths, NetworkMapping(as_of="2024"))
        found = prepare(source, now, add=Kind.STATE)
        assert found.touched or (source.dropped and not source.sheets)
        assert_valid(merged(now, found.tables))
        assert prepare(source, merged(now, found.tables), add=Kind.STATE).touched == 0


def test_a_network_without_anything_at_stake_gives_actors_only(tmp_path: Path) -> None:
    path = tmp_path / "friends.graphml"
    path.write_text('<graphml><graph edgedefault="directed"><node id="A"/><node id="B"/>'
                    '<edge source="A" target="B"/></graph></graphml>')  # fmt: skip
    found = prepare(read(path), Tables.empty())
    assert counts(found) == {"actors": (2, 0, 0, 0)}
    assert [item.what for item in found.unread] == ["connections between two actors"]


def test_evidence_that_the_map_has_under_another_id_is_the_same_and_stays_as_it_is(bearing: Tables) -> None:
    row = bearing.evidence[bearing.evidence["id"] == "GA-70-161"].iloc[0]
    own = bearing.stances.set_index(["actor_id", "evidence_id"])
    stance = own.loc[("CHL", "GA-70-161"), "position"]
    text = ("undl_id,ms_code,ms_name,ms_vote,date,resolution,title\n"
            f"1,CHL,CHILE,{'N' if stance == 'support' else 'Y'},{row['date_from']},A/RES/70/161,Another title\n"
            f"1,FJI,FIJI,Y,{row['date_from']},A/RES/70/161,Another title\n")  # fmt: skip
    other = bearing.evidence.assign(id=bearing.evidence["id"].replace("GA-70-161", "mine"))
    links = bearing.bears_on.assign(evidence_id=bearing.bears_on["evidence_id"].replace("GA-70-161", "mine"))
    stances = bearing.stances.assign(evidence_id=bearing.stances["evidence_id"].replace("GA-70-161", "mine"))
    now = sort_tables(Tables(**dict(bearing) | {"evidence": other, "bears_on": links, "stances": stances}))
    found = preview(text, now, "votes.csv")
    assert counts(found)["evidence"] == (0, 0, 1, 0)
    assert set(found.tables.stances["evidence_id"]) == {"mine"}
    assert counts(found)["stances"][1] == 1  # the vote that differs is a change, shown as one
    assert found.unlinked == 0


def test_new_evidence_can_be_linked_when_it_comes_in(fewer: Tables) -> None:
    text = "actor,evidence,position,date,source\nFiji,A text,yes,2024,s\n"
    assert preview(text, fewer).unlinked == 1
    found = preview(text, fewer, speaks_to=["R18"])
    assert (list(found.tables.bears_on["recommendation_id"]), found.unlinked) == (["R18"], 0)
    with pytest.raises(CoalitionError, match="no recommendation R999; use an id such as"):
        preview(text, fewer, speaks_to=["R999"])


def test_a_name_can_be_added_by_itself_and_a_state_gets_its_code() -> None:
    text = "actor,evidence,position,date,source\nIvory Coast,T,yes,2024,s\nShelter First,T,yes,2024,s\n"
    found = preview(text, Tables.empty(), answers={"Ivory Coast": "+state", "Shelter First": "+ngo"})
    actors = found.tables.actors.set_index("id")["kind"].to_dict()
    assert actors == {"CIV": "state", "shelter-first": "ngo"}
    assert found.answers == {}


def test_a_code_beside_a_name_that_is_not_known_decides(fewer: Tables) -> None:
    head = "undl_id,ms_code,ms_name,ms_vote,date,resolution\n"
    for name in ("THE ANDES MAINLAND", "CHLIE"):
        found = preview(head + f"1,CHL,{name},Y,2024-01-01,A/RES/1/1\n", fewer, "votes.csv")
        assert list(found.tables.stances["actor_id"]) == ["CHL"]
    for code, ids in (("COG", ["COG"]), ("CHL", []), ("", [])):
        found = preview(head + f"1,{code},CONGO,Y,2024-01-01,A/RES/1/1\n", fewer, "votes.csv")
        assert list(found.tables.stances["actor_id"]) == ids  # never another than the name may mean


def test_actors_of_a_network_keep_what_the_map_has_no_place_for_in_their_note(tmp_path: Path, fewer: Tables) -> None:
    path = tmp_path / "elements.csv"
    path.write_text(
        "Label,Type,Country,Regional_group,Blocs,Tags\n"
        "River Watch,NGO,Ivory Coast,African Group,,x\nMill,Company,the north,grp,eu,\nTuvalu,Country,,,,\n"
    )
    found = prepare(read(path), Tables(**dict(fewer) | {"actors": fewer.actors[fewer.actors["id"] != "TUV"]}))
    actors = found.tables.actors.set_index("id")
    assert list(actors.loc["river-watch", ["country", "regional_group", "note"]]) == ["CIV", "african", "tags: x"]
    assert list(actors.loc["mill", ["country", "regional_group", "blocs", "note"]]) == [
        "", "", "EU", "country: the north; regional_group: grp",
    ]  # fmt: skip
    assert "TUV" in actors.index
    assert found.refused == {}


def test_new_evidence_is_given_its_act_by_the_rule_and_a_file_of_an_earlier_release_says_so(fewer: Tables) -> None:
    found = preview(GOOD, fewer)
    assert found.tables.evidence["act"].tolist() == ["declared"]
    head = "id,title,citation,kind,date_from,date_to,source\n"
    source = read_bytes("evidence.csv", f"{head}new,T,T,signature,2024,2024,s\n".encode())
    assert prepare(source, fewer).tables.evidence["act"].tolist() == ["joined"]
    (note,) = source.notes
    assert note.startswith("evidence.csv says of no evidence what support for it cost")
    with_act = read_bytes("evidence.csv", f"act,{head}own,new,T,T,signature,2024,2024,s\n".encode())
    assert with_act.notes == ()
    assert prepare(with_act, fewer).tables.evidence["act"].tolist() == ["own"]


def test_evidence_of_the_map_keeps_its_act_where_a_sheet_has_none(bearing: Tables) -> None:
    known = bearing.evidence[bearing.evidence["id"] == "OPCAT"].drop(columns="act")
    source = read_bytes("evidence.csv", known.to_csv(index=False).encode())
    assert prepare(source, bearing).touched == 0


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"act": "promised"}, "act 'promised' is not one of own, led, joined, voted, declared; use one of these"),
        ({"act": ""}, "act is empty; fill it in"),
    ],
)
def test_an_act_that_is_none_refuses_its_row(bearing: Tables, cells: dict[str, str], reason: str) -> None:
    row = bearing.evidence[bearing.evidence["id"] == "OPCAT"].assign(**cells)
    assert reasons(prepare(read_bytes("evidence.csv", row.to_csv(index=False).encode()), bearing)) == [reason]


@pytest.mark.parametrize(
    ("ended", "reason"), [("May", "'May' is not a date"), ("1999", "ended '1999' lies before the")]
)
def test_an_end_that_is_none_refuses_its_row(bearing: Tables, ended: str, reason: str) -> None:
    row = bearing.stances[bearing.stances["evidence_id"] == "FOC"].head(1).assign(ended=ended)
    (found,) = reasons(prepare(read_bytes("stances.csv", row.to_csv(index=False).encode()), bearing))
    assert reason in found
