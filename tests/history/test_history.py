"""Changes of rows: applied, taken back, and in each other's way."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import make_tables
from hypothesis import given
from hypothesis import strategies as st

from coalition.errors import AskFirstError, ChangedSinceError, RestsOnItError, TableError
from coalition.history import log
from coalition.history.edits import RowChange, cells, edited, reverted, rows_at, summary
from coalition.history.log import ChangeKind, Note
from coalition.model.differences import Difference, difference, sort_tables
from coalition.model.schema import SCHEMAS
from coalition.model.vocabulary import COLUMNS, KEYS, Tables
from coalition.store.statements import entry_statements

WORDS = ("support", "abstain", "oppose", "absent")
PAIRS = [(f"s{i}", f"e{j}") for i in range(3) for j in range(3)]


def small(stances: dict[tuple[str, str], str] | None = None) -> Tables:
    given = {("s0", "e0"): "support", ("s1", "e0"): "oppose", ("s2", "e1"): "support"} if stances is None else stances
    kinds = {f"s{i}": "state" for i in range(3)}
    tables = make_tables(
        given, kinds=kinds, groups={"s0": "west"}, evidence={f"e{j}": {} for j in range(3)}, bears_on={"e0": "R1"}
    )
    return sort_tables(tables)


def stance(actor: str, item: str, **row: str) -> RowChange:
    return RowChange("stances", (actor, item), row)


def between(before: Tables, after: Tables) -> dict[str, Difference]:
    return {name: difference(getattr(before, name), frame, KEYS[name]) for name, frame in after}


def same(one: Tables, other: Tables) -> bool:
    return all(frame.equals(getattr(other, name)) for name, frame in one)


def test_a_changed_row_keeps_the_cells_that_are_left_out() -> None:
    after = edited(small(), [stance("s1", "e0", position=" support ", note="spoke for it")])
    row = rows_at(after, [("stances", ("s1", "e0"))])["stances", ("s1", "e0")]
    assert row is not None
    assert (row["position"], row["note"], row["source"]) == ("support", "spoke for it", "test")


def test_an_edit_leaves_the_tables_it_was_given_alone() -> None:
    before, twin = small(), small()
    edited(before, [stance("s1", "e0", position="support"), RowChange("stances", ("s0", "e0"), None)])
    assert same(before, twin)


def test_all_faults_of_an_edit_are_told_at_once_in_the_words_of_the_files() -> None:
    with pytest.raises(TableError) as caught:
        edited(
            small(),
            [
                stance("s1", "e0", position="yes"),
                stance("nobody", "e0", position="support", grade="seen", source="s"),
                RowChange("actors", ("R1",), {"name": "=1+1", "kind": "ngo", "grade": "seen", "visibility": "public"}),
            ],
        )
    assert str(caught.value).splitlines() == [
        "actors R1 id: 'R1' is also an id in recommendations; give one of the two another id",
        "actors R1 name: '=1+1' is a formula; type its value",
        "actors R1 source: is empty; fill it in",
        "stances nobody e0 actor_id: 'nobody' is not an id in actors; add it there or correct it here",
        "stances s1 e0 position: 'yes' is not one of support, abstain, oppose, absent; use one of these",
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ([RowChange("kings", ("x",), {})], "there is no table 'kings'; use one of groups, blocs"),
        ([RowChange("stances", ("x",), {})], "actor_id[+]evidence_id: is empty; fill it in"),
        ([RowChange("blocs", ("x",), {"colour": "red"})], "blocs x colour: is not a column of this table; it has id"),
        ([stance("s0", "e0"), stance("s0", "e0")], "stands twice among the changes"),
    ],
)
def test_an_edit_of_the_wrong_shape_is_refused(changes: list[RowChange], words: str) -> None:
    with pytest.raises(TableError, match=words):
        edited(small(), changes)


def test_the_second_editor_of_a_row_is_told_both_versions() -> None:
    before = small()
    place = ("stances", ("s1", "e0"))
    seen = rows_at(before, [place])
    first = edited(before, [stance("s1", "e0", position="abstain")], seen)
    with pytest.raises(ChangedSinceError, match="position is now 'abstain', was 'oppose'") as caught:
        edited(first, [stance("s1", "e0", position="support")], seen)
    (clash,) = caught.value.clashes
    assert clash.seen is not None
    assert clash.now is not None
    assert clash.wanted is not None
    assert [row["position"] for row in (clash.seen, clash.now, clash.wanted)] == ["oppose", "abstain", "support"]
    assert same(edited(first, [stance("s1", "e0", position="abstain")], seen), first)  # both want the same


def test_removing_an_actor_with_stances_asks_what_goes_with_it() -> None:
    gone = [RowChange("actors", ("s0",), None)]
    with pytest.raises(RestsOnItError, match="nothing was removed: 1 stance would go with it") as caught:
        edited(small(), gone)
    assert caught.value.counts == {"stances": 1}
    assert len(edited(small(), gone, with_all=True).stances) == 2
    both = [*gone, RowChange("stances", ("s0", "e0"), None)]
    assert len(edited(small(), both).stances) == 2


def test_removing_a_group_or_chosen_evidence_empties_the_cells_that_name_it() -> None:
    with pytest.raises(RestsOnItError, match="1 actor would no longer name it"):
        edited(small(), [RowChange("groups", ("west",), None)])
    after = edited(small(), [RowChange("groups", ("west",), None)], with_all=True)
    assert set(after.actors["regional_group"]) == {""}
    assert len(after.actors) == 3


stances = st.dictionaries(st.sampled_from(PAIRS), st.sampled_from(WORDS))


@given(stances, stances)
def test_whatever_was_done_can_be_taken_back_and_an_entry_is_read_as_it_was_written(
    one: dict[tuple[str, str], str], other: dict[tuple[str, str], str]
) -> None:
    before, after = small(one), small(other)
    done = between(before, after)
    assert same(reverted(after, done), before)
    change, *parts = entry_statements(7, "2026-11-24T10:00:00+00:00", Note(ChangeKind.EDIT, "Ada", "why"), done)
    rows = [[row["table"], row["how"], row["part"], row["data"]] for part in parts for row in part.parameters["rows"]]
    read = log.entry(change.parameters, rows)
    assert (read.id, read.who, read.why, read.kind) == ("7", "Ada", "why", ChangeKind.EDIT)
    assert same(reverted(after, read.rows), before)
    pd.testing.assert_frame_equal(read.cells(), cells({k: v for k, v in done.items() if k in read.rows}))


def test_rows_of_any_size_are_written_in_parts_below_the_limit_of_a_message() -> None:
    before, long = small(), "ü💥" * 1000
    many = {(f"s{i}", f"e{j}"): "support" for i in range(40) for j in range(40)}
    after = make_tables(many)
    after = Tables(**dict(after) | {"stances": after.stances.assign(note=long)})
    for statement in entry_statements(1, "", Note(ChangeKind.LOAD), between(before, after)):
        assert len(str(statement.parameters)) < 5_000_000
    (wide, *_) = entry_statements(1, "", Note(ChangeKind.LOAD), between(Tables.empty(), after))
    assert wide.parameters["wide"] is False
    assert len(wide.parameters["about"]) == 40 + 40 + 40  # actors, evidence, recommendations


def test_taking_back_what_changed_since_asks_first() -> None:
    before = small()
    after = edited(before, [stance("s1", "e0", position="abstain")])
    later = edited(after, [stance("s1", "e0", position="support")])
    with pytest.raises(ChangedSinceError, match="stances s1 e0 was changed since: position is now 'support'"):
        reverted(later, between(before, after))
    assert same(reverted(later, between(before, after), force=True), before)


def test_taking_back_an_actor_on_whom_others_rest_asks_first() -> None:
    before = small()
    new = {"name": "New", "kind": "ngo", "visibility": "public", "grade": "seen", "source": "x"}
    after = edited(before, [RowChange("actors", ("new",), new)])
    later = edited(after, [stance("new", "e0", position="support", grade="seen", source="x")])
    with pytest.raises(RestsOnItError, match="1 stance would go with it"):
        reverted(later, between(before, after))
    assert same(reverted(later, between(before, after), force=True), before)


def test_what_refers_to_something_removed_since_comes_back_only_without_it() -> None:
    before = small()
    after = edited(before, [RowChange("stances", ("s2", "e1"), None)])
    later = edited(after, [RowChange("actors", ("s2",), None)])
    with pytest.raises(AskFirstError, match="1 stance cannot come back whole: what they refer to was removed since"):
        reverted(later, between(before, after))
    assert same(reverted(later, between(before, after), force=True), later)


def test_a_change_is_told_in_words() -> None:
    before = small()
    one = edited(before, [stance("s1", "e0", position="support")])
    assert summary(between(before, one)) == "stance s1 e0 changed: position oppose → support"
    assert summary(between(one, edited(one, [RowChange("stances", ("s1", "e0"), None)]))) == (
        "stance s1 e0 removed: support"
    )
    assert summary(between(Tables.empty(), before)).startswith("1 group, 3 actors, 1 recommendation")
    assert summary(between(before, before)) == ""
    table = cells(between(before, one))
    assert table.to_dict("records") == [
        {"table": "stances", "key": "s1 e0", "how": "changed", "column": "position", "before": "oppose"}
        | {"after": "support"}
    ]


def test_an_entry_taken_back_says_by_which_and_one_done_again_does_not() -> None:
    def row(number: int, kind: str, undoes: str = "") -> list[object]:
        return [str(number), number, "", "", "", "", kind, undoes, [], False]

    undone = log.entries([row(1, "edit"), row(2, "undo", "1")])
    assert list(undone["undone_by"]) == ["", "2"]
    again = log.entries([row(1, "edit"), row(2, "undo", "1"), row(3, "redo", "2")])
    assert list(again["undone_by"]) == ["", "3", ""]
    back = log.entries([row(1, "edit"), row(2, "undo", "1"), row(3, "redo", "2"), row(4, "undo", "3")])
    assert list(back["undone_by"]) == ["", "4", "", "2"]


def test_every_column_of_a_table_has_a_schema() -> None:
    assert {name: tuple(schema.columns) for name, schema in SCHEMAS.items()} == COLUMNS
