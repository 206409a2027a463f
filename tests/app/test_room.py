"""The state of a wall, and its file."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from coalition.app import room
from coalition.app.room import Room, View, ViewKind
from coalition.settings import Settings

A, B, C = (View(ViewKind.PARTNERS, (key,)) for key in ("R1", "R2", "R3"))
THREE = Room((A, B, C))


def test_next_and_previous_stop_at_the_ends() -> None:
    last = room.following(room.following(room.following(THREE)))
    assert last.on_show == C
    assert last.coming is None
    first = room.previous(room.previous(room.previous(last)))
    assert (first.on_show, first.coming) == (A, B)


def test_from_a_blank_wall_next_brings_back_the_picture_and_does_not_move_on() -> None:
    dark = room.blank(THREE)
    assert dark.blank
    assert room.following(dark) == THREE
    assert room.previous(dark) == THREE
    assert room.blank(dark) == THREE


def test_show_lifts_the_blank_and_knows_no_place_that_is_not_there() -> None:
    assert room.show(room.blank(THREE), 2) == replace(THREE, place=2)
    assert room.show(THREE, 99).on_show == C
    assert room.show(THREE, -1).on_show == A
    assert room.show(Room(()), 3).on_show is None


def test_a_view_is_added_once_and_at_the_end() -> None:
    new = View(ViewKind.COALITION, ("R1", "R2"), 3)
    longer = room.add(THREE, new)
    assert longer.views == (A, B, C, new)
    assert room.add(longer, new) == longer
    assert longer.on_show == A


@pytest.mark.parametrize(
    ("place", "taken", "left"), [(2, 0, C), (1, 1, C), (0, 2, A), (2, 2, B), (1, 7, B), (1, -1, B)]
)
def test_what_is_on_show_stays_when_another_is_taken_out(place: int, taken: int, left: View) -> None:
    assert room.remove(replace(THREE, place=place), taken).on_show == left


def test_the_last_view_can_be_taken_out() -> None:
    empty = room.remove(Room((A,)), 0)
    assert (empty.on_show, empty.coming, empty.place) == (None, None, 0)
    assert room.following(empty) == empty


def test_a_room_comes_back_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "deeper" / "room.json"
    assert room.load(file) == Room()
    changed = room.change(file, lambda now: room.add(now, View(ViewKind.COALITION, ("R1", "R2"), 3)), room.blank)
    assert room.load(file) == changed
    assert not file.with_suffix(".new").exists()


def test_each_map_has_a_file_of_its_own(tmp_path: Path) -> None:
    own = room.path(Settings(home=tmp_path, uri=""))
    team = room.path(Settings(home=tmp_path, uri="bolt://team", database="a"))
    other = room.path(Settings(home=tmp_path, uri="bolt://team", database="b"))
    beside = room.path(Settings(home=tmp_path, uri=""), "city-network")
    assert len({own, team, other, beside}) == 4
    assert {file.parent for file in (own, team, other, beside)} == {tmp_path}


WHOLE = json.dumps({"views": [], "place": 0, "dark": False, "blank": False, "notice": ""})


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"{}",
        WHOLE[: len(WHOLE) // 2].encode(),
        WHOLE.replace("[]", '[{"kind": "spell", "ids": [], "groups": 0}]').encode(),
        WHOLE.replace("[]", '[{"kind": "gaps", "ids": [1], "groups": 0}]').encode(),
        WHOLE.replace("[]", '"gaps"').encode(),
        WHOLE.replace('"place": 0', '"place": 4').encode(),
        WHOLE.replace('"place": 0', '"place": true').encode(),
        WHOLE.replace("false", '"no"', 1).encode(),
    ],
)
def test_a_damaged_file_is_kept_aside_and_the_room_says_so_until_something_is_done(
    tmp_path: Path, damaged: bytes
) -> None:
    file = tmp_path / "room.json"
    file.write_bytes(damaged)
    found = room.load(file)
    assert found.views == room.PREPARED
    assert "could not be read" in found.notice
    assert "room-damaged-1.json" in found.notice
    assert (tmp_path / "room-damaged-1.json").read_bytes() == damaged
    assert room.load(file) == found
    assert room.change(file, room.blank).notice == ""


def test_a_second_damaged_file_does_not_replace_the_first(tmp_path: Path) -> None:
    file = tmp_path / "room.json"
    for text in ("one", "two"):
        file.write_text(text, encoding="utf-8")
        room.load(file)
    assert [(tmp_path / f"room-damaged-{number}.json").read_text(encoding="utf-8") for number in (1, 2)] == [
        "one",
        "two",
    ]


def test_two_writers_at_once_both_have_their_way(tmp_path: Path) -> None:
    file = tmp_path / "room.json"
    wanted = [[View(ViewKind.PARTNERS, (f"R{who}.{i}",)) for i in range(20)] for who in range(2)]
    broken: list[Room] = []

    def write(views: list[View]) -> None:
        for view in views:
            room.change(file, lambda now, view=view: room.add(now, view))

    def read() -> None:
        broken.extend(found for _ in range(100) if (found := room.load(file)).notice)

    threads = [threading.Thread(target=write, args=(views,)) for views in wanted] + [threading.Thread(target=read)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not broken
    assert set(room.load(file).views) == {*room.PREPARED, *wanted[0], *wanted[1]}


def test_the_stamp_changes_with_every_change_and_with_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "room.json"
    stamps = [room.stamp(file)]
    for _ in range(4):
        room.change(file, room.blank)
        stamps.append(room.stamp(file))
        room.load(file)
        assert room.stamp(file) == stamps[-1]
    assert all(one != other for one, other in pairwise(stamps))


def test_what_is_put_on_the_wall_is_on_show_once() -> None:
    gaps, bridges = room.PREPARED
    partners = View(ViewKind.PARTNERS, ("R18",))
    now = room.put(Room(), partners)
    assert (now.views, now.on_show) == ((gaps, bridges, partners), partners)
    assert room.put(now, gaps) == Room(now.views, 0)
    full = Room(tuple(View(ViewKind.SUPPORTERS, (str(number),)) for number in range(room.MOST_VIEWS)), 3)
    assert room.put(full, partners) == full
