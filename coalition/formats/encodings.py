"""Text that is not UTF-8: which old encoding it is in, or that it mixes two."""

from __future__ import annotations

import re

from coalition.errors import Fault, TableError

HIGH = re.compile(rb"[\x80-\xff]")
LINE_END = re.compile(rb"\r\n|\r|\n")
BESIDE = re.compile(rb"[A-Za-z ]?[\x80-\xff](?=[a-z])")
COMMON = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜß’")
OLD = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}


def old_encoding(file: str, data: bytes) -> tuple[str, str]:
    """Name of the encoding for Python and in words; the one whose signs stand most often inside of words.

    Raises
    ------
    TableError
        Some lines are UTF-8 and others are not.
    """
    utf8 = other = 0
    for number, line in enumerate(LINE_END.split(data), start=1):
        if not HIGH.search(line):
            continue
        try:
            line.decode("utf-8")
            utf8 = utf8 or number
        except UnicodeDecodeError:
            other = other or number
        if utf8 and other:
            problem = f"mixes two encodings: UTF-8 in line {utf8}, another in line {other}"
            raise TableError([Fault(file, other, "", problem, "save it again as UTF-8 and check the names")])
    sample = data[:10_000_000]
    best = max(OLD, key=lambda name: _letters(sample, name))
    if best == "cp1252" and not _decodes(data, "cp1252"):
        best = "mac_roman"
    return best, OLD[best]


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _letters(data: bytes, encoding: str) -> int:
    """How often a sign beyond ASCII is a letter or apostrophe as in "Côte"; less the capitals inside of words."""
    score = 0
    for found in BESIDE.finditer(data):
        before, sign = found.group()[:-1], found.group()[-1:].decode(encoding, "replace")
        if before.islower() and sign.isupper():
            score -= 1
        elif sign in COMMON:
            score += 1
    return score
