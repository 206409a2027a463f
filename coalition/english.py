"""Numbers and lists as a person writes them."""

from __future__ import annotations

import re
from itertools import pairwise

SHORT = 20
"""Characters: a sentence that ends before these, such as "No ranking.", is no answer by itself."""
LIST = 3
"""So many sentences are read more easily one a line."""
_SENTENCE = re.compile(r"(?<!\bSt)(?<!\bDr)(?<=[^\s.]{2})\. (?=\S)")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def number_of(count: int, one: str, several: str = "") -> str:
    """A number with what it counts, in the singular or the plural; `several` is the plural where it is not regular.

    >>> number_of(1, "list"), number_of(1200, "State supports it", "States support it")
    ('1 list', '1,200 States support it')
    """
    return f"{count:,} {one if count == 1 else several or plural(one)}"


def plural(words: str) -> str:
    """A noun in the plural.

    >>> [plural(words) for words in ("NGO", "business", "municipality", "media")]
    ['NGOs', 'businesses', 'municipalities', 'media']
    """
    if words.endswith("y"):
        return f"{words[:-1]}ies"
    return words if words == "media" else f"{words}{'es' if words.endswith('s') else 's'}"


def listed(names: list[str], limit: int = 3) -> str:
    """Names as a person writes them: "A, B and C", cut after `limit` ("A, B, C and 4 more")."""
    if len(names) > limit:
        return f"{', '.join(names[:limit])} and {len(names) - limit} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def the(name: str) -> str:
    """The name of a group in a sentence.

    >>> the("African Group"), the("GRULAC")
    ('the African Group', 'GRULAC')
    """
    return f"the {name}" if name.endswith("Group") else name


def capitalized(words: str) -> str:
    """Words as the beginning of a sentence: "the map" is "The map"; what follows the first letter stays."""
    return words[:1].upper() + words[1:]


def day(date: str) -> str:
    """A date as a person writes it; a year, or a year and a month, as far as it is known.

    >>> day("2025-07-07"), day("2020-10"), day("2014")
    ('7 July 2025', 'October 2020', '2014')
    """
    year, *rest = date.split("-")
    if not rest or not all(part.isdecimal() for part in rest):
        return date
    month = _MONTHS[int(rest[0]) - 1] if 1 <= int(rest[0]) <= len(_MONTHS) else rest[0]
    return " ".join([*(str(int(part)) for part in rest[1:2]), month, year])


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence of an answer that says something, and the rest.

    >>> first_sentence("No ranking. Nobody is on record about it. Ask.")
    ('No ranking. Nobody is on record about it.', 'Ask.')
    """
    end = _SENTENCE.search(text, SHORT)
    return (text[: end.start() + 1], text[end.end() :]) if end else (text, "")


def sentence_lines(text: str) -> list[str]:
    """A text as lines: a sentence a line where there are many, else all on one; [] for "".

    >>> sentence_lines("Ask Peru. St. Lucia had no vote. It is past.")
    ['Ask Peru.', 'St. Lucia had no vote.', 'It is past.']
    >>> sentence_lines("Ask Peru. It is past.")
    ['Ask Peru. It is past.']
    """
    ends = [0, *(end.end() for end in _SENTENCE.finditer(text)), len(text)]
    lines = [text[start:end].strip() for start, end in pairwise(ends)]
    return (lines if len(lines) >= LIST else [text]) if text else []
