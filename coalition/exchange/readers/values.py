"""Cells of foreign files as a map writes them: ISO dates, ids, numbers, texts that are not too long."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable

import pandas as pd

NAME_LIMIT, TEXT_LIMIT = 300, 2000
"""Longest name and longest text of a table, as `coalition.model.schema` checks them."""
_DATE = re.compile(r"([12]\d{3})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.([12]\d{3})(?: .*)?")


def iso_date(cell: str) -> str:
    """The date as YYYY, YYYY-MM or YYYY-MM-DD; "" where it is none or can be read two ways (03/04/2015).

    >>> iso_date("2005-01-26 00:00:00"), iso_date("26.1.2005"), iso_date("1/2/2005")
    ('2005-01-26', '2005-01-26', '')
    """
    if re.fullmatch(r"[12]\d{3}", cell):
        return cell
    if found := _DATE.fullmatch(cell):
        year, month, day = found.groups()
    elif found := _DOTTED.fullmatch(cell):
        day, month, year = found.groups()
    else:
        return ""
    try:
        date = dt.date(int(year), int(month), int(day or 1)).isoformat()
    except ValueError:
        return ""
    return date if day else date[:7]


def date_problem(cell: str) -> tuple[str, str]:
    """What is wrong with a date, and what to do."""
    if re.fullmatch(r"\d{5}(\.\d+)?", cell):
        return f"{cell!r} is a day as Excel counts it", "format the column as date, then save again"
    return f"{cell[:40]!r} is not a date that can be read one way only", "write YYYY-MM-DD"


def number(cell: str) -> float | None:
    """The number of a cell, with a point or a decimal comma; None where it is none.

    >>> number("1,25"), number("120.0"), number("x")
    (1.25, 120.0, None)
    """
    if not re.fullmatch(r"[+-]?\d{1,30}([.,]\d{0,30})?([eE][+-]?\d{1,3})?", cell):
        return None
    return float(cell.replace(",", "."))


def slug(name: str, limit: int = 60) -> str:
    """Letters a to z, digits and '-' of a name, as a part of an id; a fingerprint where none is left.

    >>> slug("Côte d’Ivoire"), slug("日本")[:2]
    ('cote-d-ivoire', 'x-')
    """
    ascii_only = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode()
    kept = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower().replace("'", "-")).strip("-")[:limit].strip("-")
    letters = sum(letter.isalpha() for letter in name)
    if 2 * sum(letter.isalpha() for letter in kept) < letters or not kept:
        return f"x-{fingerprint(name)}"
    return kept


def fingerprint(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:10]


def ids(names: Iterable[str], prefix: str = "") -> list[str]:
    """An id for each of several different names, the same for the same name in another file wherever it can be."""
    names = list(names)
    short = [slug(name) for name in names]
    count = pd.Series(short, dtype="str").value_counts()
    return [
        prefix + (part if count[part] == 1 else f"{part}-{fingerprint(name)}")
        for name, part in zip(names, short, strict=True)
    ]


def cut(text: str, limit: int = TEXT_LIMIT) -> str:
    """A text of at most `limit` characters; one that is cut ends in '…'."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def mapped(cells: pd.Series[str], change: Callable[[str], str]) -> pd.Series[str]:
    """Each cell changed; the change is made once per distinct cell, whatever the number of rows."""
    column = cells.astype("category")
    new = pd.Series([change(str(cell)) for cell in column.cat.categories], dtype="str")
    codes, values = pd.factorize(new)
    picked = pd.Series(codes).reindex(column.cat.codes).to_numpy()
    return pd.Series(pd.Categorical.from_codes(picked, categories=pd.Index(values, dtype="str")), index=cells.index)


def texts(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with every column as text."""
    return pd.DataFrame({name: frame[name].astype("str") for name in frame.columns}).reset_index(drop=True)
