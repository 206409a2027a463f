"""Texts in the one form in which names are compared: case, accents, punctuation and abbreviations do not count."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\w+")
_ELISION = re.compile(r"\b[dl]['’´`ʼ‘]", re.IGNORECASE)
_GENITIVE = re.compile(r"['’´`ʼ‘]s\b", re.IGNORECASE)
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
SHORT = {
    "st": "saint", "ste": "saint", "rep": "republic", "repub": "republic", "dem": "democratic", "fed": "federated",
    "federal": "federated", "federative": "federated", "federation": "federated", "is": "islands", "island": "islands",
    "isl": "islands", "sts": "states", "peoples": "people", "pdr": "people democratic republic",
    "intl": "international", "govt": "government", "afr": "african", "untd": "united", "utd": "united",
    "pr": "people republic",
    "dpr": "democratic people republic", "dr": "democratic republic", "fs": "federated states",
}  # fmt: skip
"""Abbreviations and variants of a word, by what stands for them in a key."""
POINTS = {"n": "north", "s": "south", "e": "east", "w": "west"}
"""Letters that stand for a point of the compass where they are the first word."""
EMPTY = frozenset(
    ["the", "of", "and", "et", "y", "und", "du", "de", "del", "des", "la", "le", "les", "der", "da", "do", "di"]
)
"""Words that tell no name from another."""


def normalised(text: str) -> str:
    """Text without accents, case and punctuation: "Côte d'Ivoire" and "COTE D IVOIRE" are one.

    >>> normalised("Côte d'Ivoire"), normalised("Türkiye"), normalised("R21.1")
    ('cote d ivoire', 'turkiye', 'r21 1')
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold()  # a letter in a fancy hand has case afterwards
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_WORD.findall(bare))


def visible(text: str) -> str:
    """Text without invisible characters such as right-to-left marks, and with what HTML entities stand for.

    >>> visible(" Mali\\u200f "), visible("Trinidad &amp; Tobago")
    ('Mali', 'Trinidad & Tobago')
    """
    text = html.unescape(text)
    return " ".join("".join(c for c in text if unicodedata.category(c) not in {"Cf", "Cn", "Co", "Cs"}).split())


@lru_cache(maxsize=200_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a name that count, abbreviations spelled out, in their order.

    >>> words_of("Congo, Dem. Rep."), words_of("U.S.A."), words_of("St. Kitts & the Nevis")
    (('congo', 'democratic', 'republic'), ('usa',), ('saint', 'kitts', 'nevis'))
    """
    joined = _INITIALS.sub(lambda found: found.group().replace(".", "") + " ", visible(text))
    words = normalised(_GENITIVE.sub("s", _ELISION.sub("", joined))).split()
    if words and all(len(word) == 1 and word.isascii() and word.isalpha() for word in words):
        return ("".join(words),)
    words[:1] = [POINTS.get(word, word) for word in words[:1]]
    spelled = [part for word in words for part in SHORT.get(word, word).split()]
    kept = [word for word in spelled if word not in EMPTY]
    return tuple(kept or spelled)


def key(text: str) -> str:
    """What two spellings of one name of a State have in common: the words that count, in the order of the alphabet.

    >>> key("Congo, The Democratic Republic of the") == key("Dem. Rep. of the Congo")
    True
    """
    return " ".join(sorted(words_of(text)))
