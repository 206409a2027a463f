"""Arguments of the analyses, checked: a wrong one is a sentence that names it, never a traceback or a wrong number."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from numbers import Integral, Real
from typing import Any

import numpy as np
import numpy.typing as npt

from coalition.arrays import Bools, Floats
from coalition.errors import CoalitionError

MOST_REPLICATES = 100_000
"""Of a bootstrap: more than any interval needs, and what still fits into memory."""


class ArgumentError(CoalitionError):
    """An argument of an analysis that cannot be used; the message names it, its value and what would do."""


def number_table(name: str, given: npt.ArrayLike, hint: str = "") -> Floats:
    """Numbers in rows of one length, as floats."""
    try:
        return np.asarray(given, dtype=float)
    except (TypeError, ValueError):
        raise ArgumentError(f"{name}: {type(given).__name__} is no table of numbers{hint}") from None


def stance_matrix(stances: npt.ArrayLike) -> Floats:
    """Stances of actors x items as floats: +1, 0, -1, NaN for missing."""
    array = number_table("stances", stances, "; of a network give network.values()")
    if array.ndim != 2:
        raise ArgumentError(f"stances must be a table of actors x items; this has {array.ndim} dimensions")
    wrong = ~(np.isnan(array) | (array == 1.0) | (array == 0.0) | (array == -1.0))
    if wrong.any():
        row, column = (int(place) for place in np.argwhere(wrong)[0])
        raise ArgumentError(
            f"stances: {array[row, column]:g} in row {row}, column {column} ({int(wrong.sum())} such cells) is not "
            "1 (support), 0 (abstain), -1 (oppose) or NaN (no position)"
        )
    return array


def support_matrix(support: npt.ArrayLike) -> Bools:
    """Support of actors x recommendations as booleans; NaN is refused: whoever is unknown does not support."""
    array = np.asarray(support)
    if array.ndim != 2:
        raise ArgumentError(f"support must be a table of actors x recommendations; this has {array.ndim} dimensions")
    wrong = ~((array == 0) | (array == 1))
    if wrong.any():
        row, column = (int(place) for place in np.argwhere(wrong)[0])
        raise ArgumentError(f"support: {array[row, column]} in row {row}, column {column} is not true or false")
    return np.asarray(array, dtype=bool)


def group_list(groups: Sequence[str], actors: int) -> list[str]:
    """One group per actor, "" for none."""
    named = list(groups)
    if len(named) != actors:
        raise ArgumentError(f"groups: {len(named)} groups are given for {actors} actors; give one each, '' for none")
    wrong = [(place, group) for place, group in enumerate(named) if not isinstance(group, str)]
    if wrong:
        place, group = wrong[0]
        raise ArgumentError(f"groups: {group!r} of actor {place} is not text; use '' for no group")
    return named


def several(name: str, given: Sequence[Any], of: str = "ids") -> list[Any]:
    """A list of ids, kinds or the like; text is none, though it is a sequence."""
    if isinstance(given, str):
        raise ArgumentError(f"{name}: {given!r} is text; give a list of {of}")
    if not isinstance(given, Iterable):
        raise ArgumentError(f"{name}: {given!r} is no list; give a list of {of}")
    listed = list(given)
    odd = [one for one in listed if not isinstance(one, Hashable)]
    if odd:
        raise ArgumentError(f"{name}: {odd[0]!r} cannot be one of the {of}")
    return listed


def unique_ids(name: str, ids: Sequence[str]) -> list[str]:
    """Ids without repetition."""
    listed = several(name, ids)
    again = sorted({key for key in listed if listed.count(key) > 1}) if len(set(listed)) < len(listed) else []
    if again:
        raise ArgumentError(f"{name}: {', '.join(again[:5])} given more than once; give every id once")
    return listed


def amount(name: str, value: float, low: float, high: float | None = None) -> None:
    """A number between two bounds, both allowed."""
    if not isinstance(value, Real) or isinstance(value, bool):
        raise ArgumentError(f"{name}: {value!r} is no number")
    if not np.isfinite(value) or value < low or (high is not None and value > high):
        upto = "or more" if high is None else f"to {high:g}"
        raise ArgumentError(f"{name}: {value:g} is not possible here; use {low:g} {upto}")


def count(name: str, value: int, low: int, high: int | None = None) -> None:
    """A whole number between two bounds, both allowed."""
    if not isinstance(value, Integral) or isinstance(value, bool):
        raise ArgumentError(f"{name}: {value!r} is no whole number")
    if value < low or (high is not None and value > high):
        upto = "or more" if high is None else f"to {high}"
        raise ArgumentError(f"{name}: {value} is not possible here; use {low} {upto}")


def yes_or_no(name: str, value: bool) -> None:
    """True or false, and nothing that only counts as one of them."""
    if not isinstance(value, bool | np.bool_):
        raise ArgumentError(f"{name}: {value!r} is neither True nor False")


def one_of(name: str, value: str, choices: Iterable[str], what: str) -> None:
    """One of some words."""
    known = list(map(str, choices))
    if not isinstance(value, str) or value not in known:
        raise ArgumentError(f"{name}: {value!r} is no {what}; use {', '.join(known) or 'another map: this has none'}")


def group_per_node(nodes: Sequence[Any], groups: Mapping[Hashable, Any]) -> list[Any]:
    """Groups of the nodes of a graph, in its order."""
    missing = [node for node in nodes if node not in groups]
    if missing:
        raise ArgumentError(f"groups: {len(missing)} nodes have none, the first is {missing[0]!r}; give one each")
    listed = [groups[node] for node in nodes]
    nameless = [node for node, group in zip(nodes, listed, strict=True) if group is None or group != group]  # NaN
    if nameless:
        raise ArgumentError(
            f"groups: {len(nameless)} nodes have None or NaN, the first is {nameless[0]!r}; give a group each, or '' "
            "for all without one"
        )
    return listed
