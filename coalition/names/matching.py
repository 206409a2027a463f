"""Names -> actors of a map. What is certain is taken, what is likely is proposed, nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import pycountry
from rapidfuzz import fuzz, process

from coalition.model.vocabulary import STATES, Kind
from coalition.names.countries import AMBIGUOUS, FORMER, FURTHER, SIBLINGS, other_names
from coalition.names.normalise import key, normalised, visible, words_of

COLUMNS = ["name", "actor_id", "how", "score", "also"]
NEAR, BESIDE, SHORTEST, LONGEST = 80, 10, 4, 300
"""Likeness (0 to 100) from which a spelling is proposed; how far runners-up may lie behind; lengths compared."""
CHUNK = 1_000
_BRACKETS = re.compile(r"^(.+?)\s*[(\[]([^()\[\]]+)[)\]]?$")


class MatchKind(StrEnum):
    """How a name was matched; `TAKEN` are those that need no question."""

    EXACT = "exact"
    ALIAS = "alias"
    REMEMBERED = "remembered"
    FORMER = "former"
    PROPOSED = "proposed"
    UNKNOWN = "unknown"


TAKEN = (MatchKind.EXACT, MatchKind.ALIAS, MatchKind.REMEMBERED, MatchKind.FORMER)


@dataclass(frozen=True)
class _Found:
    actor_id: str
    how: MatchKind
    score: float
    also: tuple[str, ...] = ()


_NOBODY = _Found("", MatchKind.UNKNOWN, 0.0)


def match(names: pd.Series[str], actors: pd.DataFrame, remembered: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Which actor of a map each name means.

    Taken without asking are ids and names of actors (exact), known other names, codes and abbreviations of States
    (alias), answers given before (remembered), and States that no longer exist: where the map does not hold them they
    have the ids of `coalition.names.countries.FORMER` (former), never that of a
    successor. Numbers are UN M49 codes, and certain only where every number among the names is written as one, with
    three digits.

    Parameters
    ----------
    names : Series of str
        The names as they were written.
    actors : DataFrame
        With the columns `id`, `name` and `kind`.
    remembered : mapping, optional
        Name -> id of an actor; ids that are not among `actors` and former States are passed over.

    Returns
    -------
    DataFrame
        One row per name, with its index: `COLUMNS`. `score` is 100 for what is taken and the likeness of what is
        proposed. `also` holds the runners-up; where a name fits several equally, `actor_id` is empty and all of them
        stand there.
    """
    distinct = [str(name) for name in names.unique()]
    book = _Book(actors, remembered or {}, _numbers_are_codes(distinct))
    found = {name: book.look_up(name) for name in distinct}
    unclear = [name for name, answer in found.items() if answer is None]
    found.update(zip(unclear, book.near(unclear), strict=True))
    rows = [found[str(name)] or _NOBODY for name in names]
    return pd.DataFrame(
        {
            "name": names.to_numpy(dtype=object),
            "actor_id": [row.actor_id for row in rows],
            "how": [row.how.value for row in rows],
            "score": np.array([row.score for row in rows], dtype=float),
            "also": [row.also for row in rows],
        },
        index=names.index,
        columns=COLUMNS,
    )


def country(name: str) -> str:
    """The alpha-3 code of the country that a name certainly means, whatever a map holds; "" where it is not certain.

    >>> country("Ivory Coast"), country("Congo"), country("Shelter First")
    ('CIV', '', '')
    """
    found = _world().look_up(name)
    return found.actor_id if found and found.how in (MatchKind.EXACT, MatchKind.ALIAS) else ""


@cache
def _world() -> _Book:
    rows = [(str(one.alpha_3), str(one.name), Kind.STATE.value) for one in pycountry.countries]
    return _Book(pd.DataFrame(rows, columns=["id", "name", "kind"]), {}, numbers=False)


class _Book:
    """Everything an actor of one map is called."""

    def __init__(self, actors: pd.DataFrame, remembered: Mapping[str, str], numbers: bool) -> None:
        self.ids = {str(key) for key in actors["id"]}
        self.known = self.ids | set(FORMER)
        self.remembered = {normalised(visible(name)): to for name, to in remembered.items() if to in self.known}
        self.numbers = numbers
        self.names: dict[str, set[str]] = {}
        self.keys: dict[str, set[str]] = {name: set(owners) for name, owners in _country_keys().items()}
        for actor, name, kind in actors[["id", "name", "kind"]].astype(str).itertuples(index=False):
            self.names.setdefault(normalised(visible(name)), set()).add(actor)
            if kind in STATES:
                self.keys.setdefault(key(name), set()).add(actor)

    def look_up(self, name: str) -> _Found | None:
        """What is certain, or certainly open; None where likeness has to be asked."""
        shown = visible(name)
        spelled = normalised(shown)
        if to := self.remembered.get(spelled):
            return _Found(to, MatchKind.REMEMBERED, 100.0)
        if name in self.ids or shown in self.ids:
            return _Found(name if name in self.ids else shown, MatchKind.EXACT, 100.0)
        if not spelled or len(shown) > LONGEST:
            return _NOBODY
        if shown in _codes():
            return self._one(_codes()[shown], MatchKind.ALIAS)
        if re.fullmatch(r"\d+(\.0)?", shown) and shown.isascii():
            return self._number(shown)
        if (owners := self.names.get(spelled)) is not None:
            also = self.keys.get(key(shown), set()) if key(shown) in _ambiguous() else set()
            return self._some(owners | also, MatchKind.EXACT)
        return self._by_key(shown) or self._by_code(shown) or self._by_parts(shown)

    def _by_key(self, shown: str) -> _Found | None:
        owners = self.keys.get(key(shown))
        return self._some(owners, MatchKind.ALIAS) if owners else None

    def _by_code(self, shown: str) -> _Found | None:
        """A code in small letters is perhaps a word ("no", "and"): asked."""
        found = _codes().get(shown.upper()) if len(shown) < SHORTEST else None
        return _Found(found, MatchKind.PROPOSED, 90.0) if found in self.known else None

    def _number(self, shown: str) -> _Found:
        digits = shown.removesuffix(".0")
        found = _numbers().get(digits.zfill(3))
        if found not in self.known:
            return _NOBODY
        return _Found(found, MatchKind.ALIAS, 100.0) if self.numbers else _Found(found, MatchKind.PROPOSED, 90.0)

    def _by_parts(self, shown: str) -> _Found | None:
        """ "Eswatini (Swaziland)": both parts have to mean the same; where one says nothing, it is asked."""
        parts = _BRACKETS.match(shown)
        if parts is None:
            return None
        found = [self.keys.get(key(part)) or self.names.get(normalised(part)) or set() for part in parts.groups()]
        owners = found[0] | found[1]
        if found[0] and found[0] == found[1]:
            return self._some(owners, MatchKind.ALIAS)
        if not owners:
            return None
        first, *rest = self._with_siblings(sorted(owners & self.known)) or [""]
        alone = first if len(owners) == 1 and not rest else ""
        return _Found(alone, MatchKind.PROPOSED, 90.0, tuple(rest if alone else [first, *rest])) if first else _NOBODY

    def _one(self, actor: str, how: MatchKind) -> _Found:
        if actor in self.ids:
            return _Found(actor, how, 100.0)
        return _Found(actor, MatchKind.FORMER, 100.0) if actor in FORMER else _NOBODY

    def _some(self, owners: set[str], how: MatchKind) -> _Found:
        if len(owners) == 1:
            return self._one(next(iter(owners)), how)
        several = tuple(sorted(owners & self.known))
        return _Found("", MatchKind.PROPOSED, 100.0, several) if several else _NOBODY

    def near(self, names: list[str]) -> Iterable[_Found]:
        """The likest spellings, for names of which nothing is certain."""
        spellings: dict[str, set[str]] = {}
        for spelled, owners in (*self.names.items(), *_spellings().items()):
            if len(spelled) >= SHORTEST:
                spellings.setdefault(spelled, set()).update(owners)
        targets = list(spellings)
        turned = [" ".join(sorted(spelled.split())) for spelled in targets]
        for start in range(0, len(names), CHUNK):
            some = names[start : start + CHUNK]
            asked = [" ".join(words_of(name)) for name in some]
            likeness = _likeness(asked, targets)
            swapped = [" ".join(sorted(name.split())) for name in asked]
            np.maximum(likeness, _likeness(swapped, turned), out=likeness)
            for name, row in zip(asked, likeness, strict=True):
                near = np.flatnonzero(row >= max(float(row.max()) - BESIDE, NEAR - BESIDE))
                best: dict[str, float] = {}
                for i in near[np.argsort(-row[near], kind="stable")]:
                    for owner in sorted(spellings[targets[i]]):
                        best.setdefault(owner, float(row[i]))
                yield self._proposed(best) if len(name) >= SHORTEST and row.max() >= NEAR else _NOBODY

    def _proposed(self, best: dict[str, float]) -> _Found:
        """The likest with its runners-up; without a first where two that are often confused are about as like."""
        order = list(best)
        first, score = order[0], best[order[0]]
        if first not in self.known:  # nearest is a country that this map does not hold
            return _NOBODY
        group = self._with_siblings([first])
        tied = [owner for owner in order[1:] if owner in group or best[owner] == score]
        also = [owner for owner in dict.fromkeys([*order[1:], *group[1:]]) if owner in self.known]
        if tied:
            return _Found("", MatchKind.PROPOSED, round(score, 1), (first, *also))
        return _Found(first, MatchKind.PROPOSED, round(score, 1), tuple(also[:5]))

    def _with_siblings(self, owners: list[str]) -> list[str]:
        more = [other for group in SIBLINGS if set(group) & set(owners) for other in group if other in self.known]
        return list(dict.fromkeys([*owners, *more]))


def _likeness(names: list[str], targets: list[str]) -> npt.NDArray[np.float32]:
    return process.cdist(names, targets, scorer=fuzz.ratio, score_cutoff=NEAR - BESIDE, dtype=np.float32)


def former_actors(ids: Iterable[str]) -> pd.DataFrame:
    """Rows for the table of actors of States that no longer exist; they are no State to be asked, hence kind other."""
    rows = [
        {
            "id": state.id, "name": state.name, "kind": "other", "regional_group": "", "country": "", "blocs": "",
            "visibility": "public", "note": f"State that no longer exists, from {state.start} to {state.end}",
            "grade": "seen", "source": "ISO 3166-3 and the records of the United Nations",
        }
        for state in (FORMER[key] for key in sorted(set(ids)))
    ]  # fmt: skip
    return pd.DataFrame(rows, dtype=str)


def _numbers_are_codes(names: list[str]) -> bool:
    """Other lists number countries too; three digits each, all of them codes, is taken for UN M49."""
    numbers = [name.strip() for name in names if re.fullmatch(r"\s*\d+(\.0)?\s*", name)]
    return all(len(number) == 3 and number in _numbers() for number in numbers)


@cache
def _numbers() -> dict[str, str]:
    return {str(country.numeric): str(country.alpha_3) for country in pycountry.countries}


@cache
def _codes() -> dict[str, str]:
    """Codes as they are written, in capitals."""
    codes = {str(country.alpha_2): str(country.alpha_3) for country in pycountry.countries}
    codes |= {str(country.alpha_3): str(country.alpha_3) for country in pycountry.countries}
    codes |= {name: owner for owner, names in FURTHER.items() for name in names if re.fullmatch("[A-Z]{3}", name)}
    return codes | {state: state for state in FORMER}


@cache
def _called() -> dict[str, tuple[str, ...]]:
    """All names of all countries and former States, by id."""
    ids = [str(country.alpha_3) for country in pycountry.countries]
    called = {owner: (*known, *FURTHER.get(owner, ())) for owner, known in other_names(ids).items()}
    return called | {state.id: (state.name, *state.also) for state in FORMER.values()}


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(key(name) for name in AMBIGUOUS)


@cache
def _country_keys() -> dict[str, frozenset[str]]:
    """Key -> the countries and former States that it may mean. Codes of two letters count only as they are written."""
    keys: dict[str, set[str]] = {}
    for owner, names in _called().items():
        for name in names:
            if len(name) > 2 or not name.isascii() or name in ("US", "UK"):
                keys.setdefault(key(name), set()).add(owner)
    for name, owners in AMBIGUOUS.items():
        keys[key(name)] = set(owners)
    return {name: frozenset(owners) for name, owners in keys.items()}


@cache
def _spellings() -> dict[str, frozenset[str]]:
    """What a misspelling is compared with."""
    spellings: dict[str, set[str]] = {}
    for owner, names in _called().items():
        for name in names:
            spellings.setdefault(" ".join(words_of(name)), set()).add(owner)
    for name, owners in AMBIGUOUS.items():
        spellings[" ".join(words_of(name))] = set(owners)
    return {name: frozenset(owners) for name, owners in spellings.items()}
