"""The event list of the Discourse Network Analyzer."""

from __future__ import annotations

from pathlib import Path

from exchange.readers.reading import dropped, faults, made, sample, stances

from coalition.exchange.readers.registry import read_any

HEADER = '"statement_id";"time";"person";"organization";"concept";"agreement"\n'


def test_agreement_becomes_support_and_disagreement_opposition() -> None:
    incoming = sample("dna.csv")
    assert incoming.format == "dna"
    assert ("Senate", "DNA-a-law-should-limit-co2", "support") in stances(incoming)
    assert ("Power Association", "DNA-a-law-should-limit-co2", "oppose") in stances(incoming)


def test_a_change_of_position_is_kept_as_a_second_stance() -> None:
    incoming = sample("dna.csv")
    assert ("Power Association", "DNA-a-law-should-limit-co2.2", "support") in stances(incoming)
    later = incoming.tables["evidence"].set_index("id").loc["DNA-a-law-should-limit-co2.2"]
    assert later["title"] == "A law should limit CO2. (after a change of position)"
    assert later["date_from"] == "2005-02-02"


def test_statements_that_repeat_a_position_are_counted_on_the_stance() -> None:
    incoming = sample("dna.csv")
    first = incoming.tables["stances"].iloc[0]
    assert first["note"] == "2 statements: Ada Example, Hearing 1"
    assert first["source"].endswith("file dna.csv, statements 1, 2")
    assert dropped(incoming)["statements that repeat a position"] == 1


def test_a_person_without_organization_acts_alone() -> None:
    assert ("Dee Example", "DNA-coal-has-a-future", "support") in stances(sample("dna.csv"))


def test_nought_is_neutral_where_minus_one_stands_too(tmp_path: Path) -> None:
    rows = "1;2020-01-01;A;;C;-1\n2;2020-01-01;B;;C;0\n3;2020-01-01;D;;C;1\n"
    assert [position for _, _, position in stances(read_any(made(tmp_path, HEADER + rows)))] == [
        *("oppose", "abstain", "support"),
    ]


def test_an_unclear_agreement_is_a_fault_and_not_opposition(tmp_path: Path) -> None:
    rows = "1;2020-01-01;A;;C;perhaps\n2;someday;A;;C;1\n3;2020-01-01;;;C;1\n"
    incoming = read_any(made(tmp_path, HEADER + rows))
    assert stances(incoming) == []
    assert [text.split(";")[0] for text in faults(incoming)] == [
        "file.csv line 2 agreement: 'perhaps' is neither agreement nor disagreement",
        "file.csv line 3 time: 'someday' is not a date that can be read one way only",
        "file.csv line 4 actor_name: the statement names neither organization nor person",
    ]


def test_a_concept_may_end_like_the_number_of_a_change(tmp_path: Path) -> None:
    rows = "1;2020-01-01;A;;C;1\n2;2020-01-02;A;;C;0\n3;2020-01-01;A;;C 2;1\n"
    assert len({evidence for _, evidence, _ in stances(read_any(made(tmp_path, HEADER + rows)))}) == 3
