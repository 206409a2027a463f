"""A brief -> the four files of it, and how they are named."""

from __future__ import annotations

import re
from collections.abc import Callable

from coalition.briefs.document import Brief
from coalition.briefs.pdf import pdf
from coalition.briefs.spreadsheet import csv_bytes, xlsx_bytes
from coalition.briefs.word import word

MAKERS: dict[str, Callable[[Brief], bytes]] = {
    ".pdf": pdf,
    ".docx": word,
    ".xlsx": xlsx_bytes,
    ".csv": csv_bytes,
}
"""What makes a file, by its ending."""
MIME = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
}


def files(brief: Brief) -> dict[str, bytes]:
    """The four files of a brief, by their endings."""
    return {ending: make(brief) for ending, make in MAKERS.items()}


def file_name(name: str, date: str, ending: str) -> str:
    """A name such as "coalition-partners-R18-2026-11-24.pdf", of letters that every system takes."""
    return f"coalition-{re.sub(r'[^A-Za-z0-9.]+', '-', name).strip('-.')[:60]}-{date}{ending}"
