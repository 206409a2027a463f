"""The classes of gap: what each is called, by which rule, how grave, and how they are told apart in counts."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class GapClass:
    """A class of gap: `id`, the `name` a page shows, and the `rule` in words."""

    id: str
    name: str
    rule: str


CLASSES = (
    GapClass("no_evidence", "not asked yet", "No evidence bears on it, so nobody can be said to support or oppose it."),
    GapClass(
        "disputed_only", "disputed readings only", "Whatever bears on it is a reading that critics could dispute."
    ),
    GapClass("opposed_only", "no supporter, opposed", "Nobody supports it and at least one actor opposed a text."),
    GapClass("abstained_only", "abstained only", "Nobody supports or opposes it; those on record abstained."),
    GapClass(
        "declared_only", "declared only", "Some said so; nobody on record did it, led it, joined it or voted for it."
    ),
    GapClass("no_supporter", "no clear supporter", "There is evidence, yet all on record are mixed or were absent."),
    GapClass(
        "one_actor",
        "one actor only",
        "A single actor is on record in support: if it is the only one, and leaves, nobody is left.",
    ),
    GapClass("one_group", "one group only", "Every State that supports it belongs to one and the same regional group."),
    GapClass(
        "no_lead", "no lead", "It has supporters, and none on the lists of sponsors, core groups or laws leads it."
    ),
    GapClass(
        "leads_unrecorded", "leads not recorded", "It has supporters, and no list of sponsors, core group or law."
    ),
    GapClass("addressee_missing", "addressee missing", "A kind of actor that it is addressed to has no supporter."),
    GapClass("one_kind", "one kind only", "Two or more actors support it, all of one kind."),
    GapClass("duplicated", "many leads", "More actors lead it than the chosen number: the work may be done twice."),
)
"""Gravest first: a recommendation's severity is the place of its gravest class, counted from the end."""

NAMES = {gap.id: gap.name for gap in CLASSES}


def names_of(gaps: str) -> str:
    """Names of the classes in a cell of ids joined by ';', "" for none.

    >>> names_of("one_group;no_lead"), names_of("")
    ('one group only, no lead', '')
    """
    return ", ".join(NAMES[gap] for gap in gaps.split(";") if gap)


@dataclass(frozen=True)
class GapSort:
    """Classes that are counted together wherever gaps are counted: on the page, the wall, in a brief, on a terminal.

    `id` stands in addresses, `name` on a choice or a bar; in a sentence `one` is said of a single recommendation and
    `many` of several ("" for what a sentence leaves out). The sentence begins with the sorts that are `first`.
    """

    id: str
    name: str
    classes: tuple[str, ...]
    one: str = ""
    many: str = ""
    first: bool = False

    def holds(self, table: pd.DataFrame) -> pd.Series[bool]:
        """Which rows of a result of `coalition.analysis.gaps.gaps.gaps` are of this sort."""
        own = frozenset(self.classes)
        return pd.Series([not own.isdisjoint(str(gaps).split(";")) for gaps in table["gaps"]], table.index, dtype=bool)


SORTS = (
    GapSort(
        "unasked", "not asked yet", ("no_evidence",), "has no text that bears on it", "have no text that bears on them",
        first=True,
    ),
    GapSort(
        "disputed", "disputed readings only", ("disputed_only",), "has disputed readings only",
        "have disputed readings only",
    ),
    GapSort(
        "nobody", "no supporter", ("opposed_only", "abstained_only", "no_supporter"), "has no supporter",
        "have no supporter", first=True,
    ),
    GapSort("declared", "declared only", ("declared_only",), "has declarations only", "have declarations only"),
    GapSort(
        "actor", "one actor only", ("one_actor",), "has one supporter on record", "have one supporter on record",
        first=True,
    ),
    GapSort(
        "group", "one group only", ("one_group",), "has States of one regional group only",
        "have States of one regional group only", first=True,
    ),
    GapSort("lead", "no lead", ("no_lead",), "has no lead", "have no lead"),
    GapSort(
        "unrecorded", "leads not recorded", ("leads_unrecorded",), "has no record of leads", "have no record of leads"
    ),
    GapSort("addressee", "addressee missing", ("addressee_missing",)),
    GapSort("kind", "one kind only", ("one_kind",)),
    GapSort("many", "many leads", ("duplicated",)),
)  # fmt: skip
"""In the order of their gravest class; every class is of one sort."""
