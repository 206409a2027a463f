"""Kumu, GraphML and GEXF: elements and connections as actors, evidence and stances."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import openpyxl
import pytest
from exchange.readers.reading import SAMPLES, dropped, faults, made, message, sample, stances

from coalition.errors import CoalitionError
from coalition.exchange.readers.network_mapping import NetworkMapping
from coalition.exchange.readers.registry import read_any
from coalition.model.vocabulary import Position

TIES = "connections between two actors"


def workbook(folder: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "map.xlsx")
    return folder / "map.xlsx"


def test_a_kumu_backup_gives_actors_evidence_and_stances() -> None:
    incoming = sample("kumu_backup.json")
    assert incoming.format == "kumu"
    actors = incoming.tables["actors"].set_index("name")
    assert actors["kind"].to_dict() == {"River Watch": "ngo", "Mill Company": "business", "Ministry": "other"}
    assert actors.loc["River Watch", "note"] == "description: Local group; tags: river; fish"
    assert stances(incoming) == [
        ("River Watch", "TOPIC-clean-water-law", "support"),
        ("Mill Company", "TOPIC-clean-water-law", "oppose"),
    ]
    evidence = incoming.tables["evidence"].iloc[0]
    assert (evidence["kind"], evidence["coverage"], evidence["date_from"]) == ("statement", "partial", "2021-03-04")
    assert evidence["date_to"] == "2021-05-06"
    assert incoming.tables["stances"]["source"].tolist() == ["Letter of 4 March", "file kumu_backup.json"]


def test_what_a_kumu_backup_says_beyond_that_is_dropped_with_a_reason() -> None:
    lost = dropped(sample("kumu_backup.json"))
    assert lost["connections without position"] == 1
    assert lost[TIES] == 1
    assert lost["elements of type 'Phenomenon'"] == 1
    assert lost["maps"] == 1
    assert all(part.why for part in sample("kumu_backup.json").dropped)


def test_plus_and_minus_of_a_causal_map_are_no_positions() -> None:
    incoming = sample("kumu_backup.json")
    assert all(actor != "Drought" for actor, _, _ in stances(incoming))


def test_the_caller_may_say_what_the_attributes_mean() -> None:
    mapping = NetworkMapping(
        node_type="element type",
        topics=frozenset({"Policy", "Phenomenon"}),
        position="connection type",
        as_of="2024",
        positions={"works on": Position.SUPPORT},
    )
    incoming = read_any(SAMPLES / "kumu_backup.json", mapping)
    assert ("Ministry", "TOPIC-clean-water-law", "support") in stances(incoming)
    assert incoming.tables["evidence"]["date_from"].tolist() == ["2021-03-04", "2024"]
    assert dropped(incoming)["connections between two topics"] == 1


def test_a_kumu_blueprint_is_read() -> None:
    incoming = sample("kumu_blueprint.json")
    assert incoming.tables["actors"]["name"].tolist() == ["A", "B"]
    assert incoming.tables["actors"]["note"][0] == "type: Letter; description: This is A; tags: one; two"
    assert dropped(incoming) == {TIES: 1}


def test_kumu_tables_are_read_together_or_alone() -> None:
    both = read_any([SAMPLES / "kumu_elements.csv", SAMPLES / "kumu_connections.csv"])
    assert both.tables["actors"]["name"].tolist() == ["Jeff Mohr", "Kumu", "Barack", "Michelle", "Ed Snowden", "NSA"]
    alone = sample("kumu_elements.csv")
    assert alone.tables["actors"]["kind"].tolist() == ["other", "business"]


def test_tables_of_gephi_are_read_together() -> None:
    both = read_any([SAMPLES / "gephi_edges.csv", SAMPLES / "gephi_nodes.csv"])
    assert both.format == "gephi_csv"
    assert both.tables["actors"].set_index("name")["kind"].to_dict() == {
        "River Watch": "ngo", "Mill Company": "business", "4": "other",
    }  # fmt: skip
    assert stances(both) == [
        ("River Watch", "TOPIC-clean-water-law", "support"),
        ("Mill Company", "TOPIC-clean-water-law", "oppose"),
        ("4", "TOPIC-clean-water-law", "abstain"),
    ]
    assert dropped(both) == {TIES: 1}
    assert faults(both) == []


def test_one_table_of_gephi_is_enough_and_two_of_a_sort_are_refused(tmp_path: Path) -> None:
    alone = sample("gephi_edges.csv")
    assert alone.tables["actors"]["name"].tolist() == ["1", "3", "2", "4"]
    again = made(tmp_path, (SAMPLES / "gephi_nodes.csv").read_bytes(), "again.csv")
    with pytest.raises(CoalitionError, match="both hold nodes of Gephi; give one"):
        read_any([SAMPLES / "gephi_nodes.csv", again])


def test_a_kumu_workbook_is_read_by_its_sheets(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        Elements=[["Label", "Type"], ["Ada", "NGO"], ["Law", "Policy"]],
        Connections=[["From", "To", "Type", "Year"], ["Ada", "law", "opposes", 2020]],
        Other=[["x"]],
    )
    incoming = read_any(path)
    assert stances(incoming) == [("Ada", "TOPIC-law", "oppose")]
    assert incoming.tables["evidence"]["date_from"].tolist() == ["2020"]
    assert dropped(incoming) == {"sheet Other": 1}


def test_labels_that_differ_in_capitals_only_are_faults(tmp_path: Path) -> None:
    data = {"elements": [{"id": "1", "label": "Ada"}, {"id": "2", "label": "ADA"}, {"id": "3"}], "connections": []}
    data["connections"] = [{"from": "1", "to": "9", "type": "likes"}]
    incoming = read_any(made(tmp_path, json.dumps(data)))
    assert [text.split(";")[0] for text in faults(incoming)] == [
        "file.csv line 1: the connection ends at '9', which is not among the elements",
        "file.csv line 2 label: 'ADA' is also the label of the element at 1",
        "file.csv line 3 label: the element has no label",
    ]


def test_positions_that_differ_are_faults_and_none_is_taken(tmp_path: Path) -> None:
    text = "From,To,Type\nAda,Law,supports\nAda,Law,opposes\nBen,Law,supports\nBen,Law,supports\n"
    elements = made(tmp_path, "Label,Type\nLaw,Policy\n", "e.csv")
    incoming = read_any([elements, made(tmp_path, text)])
    assert stances(incoming) == [("Ben", "TOPIC-law", "support")]
    assert len(faults(incoming)) == 2
    assert dropped(incoming) == {"connections that say the same again": 1}


def test_a_fault_names_the_file_or_sheet_that_it_is_in(tmp_path: Path) -> None:
    elements = made(tmp_path, "Label,Type\nLaw,Policy\nlaw,NGO\n=cmd|'/c calc'!A0,NGO\n", "e.csv")
    connections = made(tmp_path, "From,To,Type,Date\nAda,Law,supports,1/2/2020\n", "c.csv")
    assert faults(read_any([elements, connections])) == [
        "c.csv line 2 date: '1/2/2020' is not a date that can be read one way only; write YYYY-MM-DD",
        "e.csv line 3 label: 'law' is also the label of the element at 2; make one of the two, or name them apart",
        "e.csv line 4 label: \"=cmd|'/c calc'!A0\" is a formula; paste its value instead",
    ]
    path = workbook(tmp_path, Elements=[["Label"], ["Ada"], ["ada"]])
    assert faults(read_any(path))[0].startswith("map.xlsx sheet Elements line 3 label")


def test_names_that_look_like_a_query_or_hold_marks_nobody_sees_are_plain_text(tmp_path: Path) -> None:
    text = '{"elements": [{"label": "\u202eAda\u200b"}, {"label": "x\'}) DETACH DELETE (n"}], "connections": []}'
    incoming = read_any(made(tmp_path, text))
    assert incoming.tables["actors"]["name"].tolist() == ["Ada", "x'}) DETACH DELETE (n"]
    assert incoming.tables["actors"]["id"].tolist() == ["ada", "x-detach-delete-n"]


def test_graphml_with_defaults_and_kinds_is_read() -> None:
    incoming = sample("network.graphml")
    assert incoming.tables["actors"][["name", "kind", "line"]].to_numpy().tolist() == [
        ["Namibia", "state", "9"],
        ["Press Union", "trade_union", "10"],
    ]
    assert stances(incoming) == [
        ("Namibia", "TOPIC-release-journalists", "support"),
        ("Press Union", "TOPIC-release-journalists", "oppose"),
    ]
    assert dropped(incoming) == {"positions, colours and sizes": 2, TIES: 1}


def test_gexf_with_signed_edges_of_no_direction_is_read() -> None:
    incoming = sample("network.gexf")
    assert stances(incoming) == [
        ("Valjean", "TOPIC-amnesty-for-debtors", "support"),
        ("Javert", "TOPIC-amnesty-for-debtors", "oppose"),
    ]
    assert incoming.notes == ("network.gexf does not say from when its statements are: give a date for them.",)


@pytest.mark.parametrize("write", [nx.write_graphml_xml, nx.write_graphml_lxml, nx.write_gexf])
def test_what_networkx_writes_is_read(tmp_path: Path, write: object) -> None:
    graph = nx.DiGraph()
    graph.add_node("NAM", label="Namibia", type="State", country="NAM")
    graph.add_node("R1", label="Release them", type="Recommendation")
    graph.add_edge("NAM", "R1", stance="abstain", date="2020-02-03", weight=1.0)
    write(graph, tmp_path / "graph.xml")  # type: ignore[operator]
    incoming = read_any(tmp_path / "graph.xml")
    assert incoming.tables["actors"][["name", "kind", "country"]].to_numpy().tolist() == [["Namibia", "state", "NAM"]]
    assert stances(incoming) == [("Namibia", "TOPIC-release-them", "abstain")]
    assert incoming.tables["evidence"]["date_to"].tolist() == ["2020-02-03"]


def test_a_node_without_label_is_named_by_its_id_or_as_the_caller_says(tmp_path: Path) -> None:
    graph = nx.Graph()
    graph.add_node("0", tooltip="Little Rock")
    nx.write_graphml_xml(graph, tmp_path / "g.graphml")
    assert read_any(tmp_path / "g.graphml").tables["actors"]["name"].tolist() == ["0"]
    told = read_any(tmp_path / "g.graphml", NetworkMapping(label="tooltip"))
    assert told.tables["actors"]["name"].tolist() == ["Little Rock"]


@pytest.mark.parametrize("name", ["network.graphml", "network.gexf", "undl_marcxml.xml"])
@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://example.org/a.dtd">',
        '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    ],
)
def test_xml_with_entities_or_external_references_is_refused(tmp_path: Path, name: str, declaration: str) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    head, _, rest = text.partition("?>")
    told = message(made(tmp_path, f"{head}?>{declaration}{rest}"))
    assert told.endswith("which may reach outside of the file; delete that declaration")


def test_xml_that_is_cut_or_nested_without_end_is_refused(tmp_path: Path) -> None:
    whole = (SAMPLES / "network.gexf").read_text(encoding="utf-8")
    assert "is not well-formed XML" in message(made(tmp_path, whole[:900]))
    assert "nested deeper than 60" in message(made(tmp_path, "<gexf>" + "<a>" * 100_000))
    assert "longer than 4 MB" in message(made(tmp_path, '<gexf a="' + "x" * 9_000_000))
    assert "text longer than 1 MB" in message(made(tmp_path, "<gexf>" + "x" * 3_000_000))


def test_json_that_is_cut_or_nested_without_end_is_refused(tmp_path: Path) -> None:
    whole = (SAMPLES / "kumu_backup.json").read_text(encoding="utf-8")
    assert "is not whole JSON" in message(made(tmp_path, whole[:-50]))
    with pytest.raises(CoalitionError):
        read_any(made(tmp_path, '{"connections":[],"elements":' + "[" * 200_000))
