"""Text that is not UTF-8: which old encoding it is in, or that it mixes two."""

from __future__ import annotations

import re
from itertools import islice

from coalition.errors import Fault, TableError

HIGH = re.compile(rb"[\x80-\xff]+")
RUNS = 100_000
"""Runs of characters beyond ASCII that are looked at."""
ACCENTS, WORD = 3, 1_000
"""So many bytes beyond ASCII in a row are no accents but a word in another script; so many more are no word either."""
UNKNOWN = "is neither UTF-8 nor UTF-16, Windows-1252 or Mac Roman"
LINE_END = re.compile(rb"\r\n|\r|\n")
BESIDE = re.compile(rb"[A-Za-z ]?[\x80-\xff](?=[a-z])")
COMMON = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜß’")
OLD = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}


def old_encoding(file: str, data: bytes) -> tuple[str, str]:
    """Name of the encoding for Python and in words: the one whose characters stand most often inside of words.

    Parameters
    ----------
    file
        What messages call it.
    data
        All of its bytes, which are not UTF-8.

    Raises
    ------
    TableError
        Some characters are UTF-8 and others are not; or it is in a script that neither encoding has, such as Cyrillic.
    """
    utf8 = other = -1
    western = foreign = 0
    for found in islice(HIGH.finditer(data), RUNS):
        length = len(found.group())
        if length < ACCENTS:
            western += length
        elif length < WORD:
            foreign += length
        if _is_utf8(found.group()):
            utf8 = found.start() if utf8 < 0 else utf8
        else:
            other = found.start() if other < 0 else other
        if utf8 >= 0 and other >= 0:
            lines = [len(LINE_END.findall(data, 0, place)) + 1 for place in (utf8, other)]
            problem = f"mixes two encodings: UTF-8 in line {lines[0]}, another in line {lines[1]}"
            raise TableError([Fault(file, lines[1], "", problem, "save it again as UTF-8 and check the names")])
    if foreign > western:
        raise TableError([Fault(file, 0, "", UNKNOWN, "save it again as UTF-8")])
    sample = data[:10_000_000]
    best = max(OLD, key=lambda name: _letters(sample, name))
    if best == "cp1252" and not _decodes(data, "cp1252"):
        best = "mac_roman"
    return best, OLD[best]


def _is_utf8(run: bytes) -> bool:
    """Whether bytes that stand together are UTF-8 and such as names have: "É»" of Windows-1252 decodes by chance."""
    try:
        text = run.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(run) > 3 or all("¡" <= letter <= "ſ" or "‐" <= letter <= "…" for letter in text)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _letters(data: bytes, encoding: str) -> int:
    """How often a character beyond ASCII is a letter or apostrophe as in "Côte"; less the capitals inside of words."""
    score = 0
    for found in BESIDE.finditer(data):
        before, letter = found.group()[:-1], found.group()[-1:].decode(encoding, "replace")
        if before.islower() and letter.isupper():
            score -= 1
        elif letter in COMMON:
            score += 1
    return score
