"""queries/*.cypher -> Query: one query per file, with a header that is checked against the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from coalition.errors import QueryError
from coalition.model.vocabulary import Kind
from coalition.settings import resource

FIELDS = ("purpose", "mode", "parameters", "columns")
PLACEHOLDER = "{kind}"


class Mode(StrEnum):
    READ = "read"
    WRITE = "write"
    SCHEMA = "schema"


@dataclass(frozen=True)
class Query:
    """A query file: `name` (of the file), what it is for, whether it writes, its parameters, columns and text."""

    name: str
    purpose: str
    mode: Mode
    parameters: tuple[str, ...]
    columns: tuple[str, ...]
    text: str

    @property
    def by_kind(self) -> bool:
        """Whether the text holds the placeholder for an actor kind's label."""
        return PLACEHOLDER in self.text

    def cypher(self, kind: Kind | None = None) -> str:
        """The text to run; `kind` fills the placeholder, and is the only thing that is ever put into a text.

        Raises
        ------
        QueryError
            A kind where there is no placeholder, or none where there is.
        """
        if self.by_kind != (kind is not None):
            need = f"a kind, one of {', '.join(Kind)}" if self.by_kind else "no kind"
            raise QueryError(f"query {self.name} takes {need}")
        return self.text if kind is None else self.text.replace(PLACEHOLDER, Kind(kind).label)


@cache
def queries() -> dict[str, Query]:
    """All queries of the installation, by name."""
    return load(resource("queries"))


def load(folder: Path) -> dict[str, Query]:
    """The query files of a folder, by name.

    Raises
    ------
    QueryError
        A header field is missing, or parameters or columns are not those of the text.
    """
    return {path.stem: parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.cypher"))}


def parse(name: str, text: str) -> Query:
    """A query from the text of its file."""
    lines = text.splitlines()
    header = dict(re.findall(r"^// (\w+): (.*)$", text, flags=re.MULTILINE))
    for field in FIELDS:
        if not header.get(field):
            raise QueryError(f"query {name}: the header has no line '// {field}: ...'")
    body = "\n".join(line for line in lines if not line.startswith("//")).strip()
    parameters, columns = _names(header["parameters"]), _names(header["columns"])
    used = tuple(sorted(set(re.findall(r"\$(\w+)", body))))
    if tuple(sorted(parameters)) != used:
        raise QueryError(f"query {name}: header says parameters {sorted(parameters)}, the text uses {list(used)}")
    returned = _returned(body)
    if columns != returned:
        raise QueryError(f"query {name}: header says columns {list(columns)}, the text returns {list(returned)}")
    if header["mode"] not in set(Mode):
        raise QueryError(f"query {name}: mode '{header['mode']}' is not one of {', '.join(Mode)}")
    return Query(name, header["purpose"], Mode(header["mode"]), parameters, columns, body)


def _names(cell: str) -> tuple[str, ...]:
    return () if cell == "none" else tuple(part.strip() for part in cell.split(","))


def _returned(body: str) -> tuple[str, ...]:
    """Aliases of the (last) RETURN; every returned value has one."""
    tail = re.split(r"\bRETURN\b", body)
    if len(tail) == 1:
        return ()
    return tuple(re.findall(r"\bAS (\w+)", re.split(r"\bORDER BY\b", tail[-1])[0]))
