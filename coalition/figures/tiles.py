"""A board of the world: one tile a State in its rough place, all of one size, without borders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BOARD = Path(__file__).with_name("tiles.txt")
"""The board as it looks: ISO 3166 codes of three letters, `...` where there is no tile."""
AREAS = ("The Americas", "Europe and Africa", "Asia and the Pacific")
"""Parts that stand one below another where the board is narrow."""
ELSEWHERE = "Without a place on this board"
_AMERICAS, _ASIA, _LEVANT = 7, 19, ((18, 9), (18, 10))
_NARROW = 14
"""Columns of a board whose areas stand one below another."""

Place = tuple[int, int]
"""Column from the west, row from the north."""


@dataclass(frozen=True)
class Board:
    """Which tile stands where.

    Attributes
    ----------
    columns, rows : int
        Its size in tiles.
    tiles : dict
        Id of a State -> its place.
    words : list of (text, place)
        Headings, each in a row without tiles.
    """

    columns: int
    rows: int
    tiles: dict[str, Place]
    words: list[tuple[str, Place]]


@cache
def tiles() -> Mapping[str, Place]:
    """The place of each State, by its code."""
    rows = [line.split() for line in BOARD.read_text(encoding="ascii").splitlines()]
    return {code: (x, y) for y, row in enumerate(rows) for x, code in enumerate(row) if code != "..."}


def whole_width() -> int:
    """Columns of the whole board."""
    return _width(tiles().values())


def area(place: Place) -> str:
    """Which of the `AREAS` a place lies in."""
    if place[0] < _AMERICAS:
        return AREAS[0]
    return AREAS[2] if place[0] >= _ASIA or place in _LEVANT else AREAS[1]


def codes(countries: Mapping[str, str]) -> dict[str, str]:
    """The code on the tile of each State that has a place: its id, or else its country where no other has that tile.

    Parameters
    ----------
    countries : mapping
        Id of a State -> code of its country, or "".
    """
    found = {actor: actor for actor in countries if actor in tiles()}
    for actor, country in countries.items():
        if actor not in found and country in tiles() and country not in found.values():
            found[actor] = country
    return found


def wide(countries: Mapping[str, str]) -> Board:
    """The whole board, cut to the tiles that are needed; who has no place stands below it.

    Parameters
    ----------
    countries : mapping
        Id of a State -> code of its country, or "".
    """
    placed = {actor: tiles()[code] for actor, code in codes(countries).items()}
    return _stacked([("", placed), _elsewhere(countries, placed)], _width(placed.values()))


def tall(countries: Mapping[str, str]) -> Board:
    """The `AREAS` one below another, for a telephone; arguments as in `wide`."""
    placed = {actor: tiles()[code] for actor, code in codes(countries).items()}
    parts = [(name, {actor: at for actor, at in placed.items() if area(at) == name}) for name in AREAS]
    return _stacked([*parts, _elsewhere(countries, placed)], _NARROW)


def _elsewhere(countries: Mapping[str, str], placed: Mapping[str, Place]) -> tuple[str, dict[str, Place]]:
    """States without a place, in rows as wide as a narrow board."""
    left = [actor for actor in countries if actor not in placed]
    return ELSEWHERE, {actor: (i % _NARROW, i // _NARROW) for i, actor in enumerate(left)}


def _width(places: Iterable[Place]) -> int:
    columns = [x for x, _ in places]
    return max(columns) - min(columns) + 1 if columns else _NARROW


def _stacked(parts: list[tuple[str, dict[str, Place]]], columns: int) -> Board:
    """Parts one below another, each cut to its tiles and under its heading, if it has one."""
    shown: dict[str, Place] = {}
    words: list[tuple[str, Place]] = []
    top = 0
    for name, places in parts:
        if not places:
            continue
        if name:
            words.append((name, (0, top)))
            top += 1
        left, first = (_least(places.values(), axis) for axis in (lambda at: at[0], lambda at: at[1]))
        shown |= {actor: (x - left, top + y - first) for actor, (x, y) in places.items()}
        top = 1 + max(shown[actor][1] for actor in places)
    right = max((x for x, _ in shown.values()), default=0) + 1
    return Board(max(columns, right) if words else right, max(top, 1), shown, words)


def _least(places: Iterable[Place], axis: Callable[[Place], int]) -> int:
    return min(map(axis, places))
