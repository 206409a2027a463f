"""queries/*.cypher -> Query: named queries by topic, each with a header that is checked against its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from coalition.errors import QueryError
from coalition.model.vocabulary import Kind, Standing
from coalition.settings import resource

FIELDS = ("purpose", "mode", "parameters", "columns")
_NAME = re.compile(r"[a-z]+(_[a-z]+)*")
Filling = Kind | Standing
"""What may be put into a text: no server takes a label or the type of an edge as a parameter."""
PLACEHOLDERS: dict[str, type[Filling]] = {"{kind}": Kind, "{standing}": Standing}
"""{kind} becomes the label of a kind of actor, {standing} the type of the edge of a standing."""


class Mode(StrEnum):
    READ = "read"
    WRITE = "write"
    SCHEMA = "schema"


@dataclass(frozen=True)
class Query:
    """A named query: what it is for, whether it writes, its parameters, columns and text.

    `takes` is what fills the placeholder of the text; None where it has none.
    """

    name: str
    purpose: str
    mode: Mode
    parameters: tuple[str, ...]
    columns: tuple[str, ...]
    text: str
    takes: type[Filling] | None

    def cypher(self, filling: Filling | None = None) -> str:
        """The text to run.

        Parameters
        ----------
        filling : Kind or Standing, optional
            What fills the placeholder; nothing else is ever put into a text.

        Raises
        ------
        QueryError
            A kind or standing where there is no placeholder for it, or none where there is.
        """
        given = None if filling is None else type(filling)
        if self.takes is not given:
            need = f"a {_word(self.takes)}, one of {', '.join(self.takes)}" if self.takes else f"no {_word(given)}"
            raise QueryError(f"query {self.name} takes {need}")
        if isinstance(filling, Kind):
            return self.text.replace("{kind}", filling.label)
        if isinstance(filling, Standing):
            return self.text.replace("{standing}", filling.relationship)
        return self.text


@cache
def queries() -> dict[str, Query]:
    """All queries of the installation, by name."""
    return load(resource("queries"))


def load(folder: Path) -> dict[str, Query]:
    """The queries in the files of a folder, by name.

    Parameters
    ----------
    folder : Path
        With files *.cypher.

    Raises
    ------
    QueryError
        A header field is missing, parameters or columns are not those of the text, or a name stands twice.
    """
    found: dict[str, Query] = {}
    for path in sorted(folder.glob("*.cypher")):
        for query in parse(path.stem, path.read_text(encoding="utf-8")):
            if query.name in found:
                raise QueryError(
                    f"{path.name}: there is a query {query.name} already; give one of the two another name"
                )
            found[query.name] = query
    return dict(sorted(found.items()))


def parse(topic: str, text: str) -> list[Query]:
    """The queries in the text of a file.

    Parameters
    ----------
    topic : str
        Name of the file without its ending, for the errors.
    text : str
        What it holds: each query begins with a line ``// name: ...``.

    Raises
    ------
    QueryError
        As for `load`.
    """
    before, *rest = re.split(r"^// name:", text, flags=re.MULTILINE)
    if before.strip():
        raise QueryError(f"{topic}.cypher: a query begins with a line '// name: ...', not with {before.split()[0]!r}")
    return [_query(topic, *part.partition("\n")[::2]) for part in rest]


def _query(topic: str, name: str, text: str) -> Query:
    """A query from its name and the lines that follow it."""
    name = name.strip()
    if not _NAME.fullmatch(name):
        raise QueryError(f"{topic}.cypher: {name!r} is no name of a query: small letters and '_'")
    header = dict(re.findall(r"^// (\w+): (.*)$", text, flags=re.MULTILINE))
    for field in FIELDS:
        if not header.get(field):
            raise QueryError(f"query {name}: the header has no line '// {field}: ...'")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("//")).strip()
    parameters, columns = _names(header["parameters"]), _names(header["columns"])
    used = tuple(sorted(set(re.findall(r"\$(\w+)", body))))
    if tuple(sorted(parameters)) != used:
        raise QueryError(f"query {name}: header says parameters {sorted(parameters)}, the text uses {list(used)}")
    returned = _returned(body)
    if columns != returned:
        raise QueryError(f"query {name}: header says columns {list(columns)}, the text returns {list(returned)}")
    if header["mode"] not in set(Mode):
        raise QueryError(f"query {name}: mode '{header['mode']}' is not one of {', '.join(Mode)}")
    taken = [sort for placeholder, sort in PLACEHOLDERS.items() if placeholder in body]
    if len(taken) > 1:
        raise QueryError(f"query {name}: the text holds {' and '.join(PLACEHOLDERS)}; it may hold one of them")
    return Query(name, header["purpose"], Mode(header["mode"]), parameters, columns, body, taken[0] if taken else None)


def _word(sort: type[Filling] | None) -> str:
    return sort.__name__.lower() if sort else ""


def _names(cell: str) -> tuple[str, ...]:
    return () if cell == "none" else tuple(part.strip() for part in cell.split(","))


def _returned(body: str) -> tuple[str, ...]:
    """Aliases of the (last) RETURN; every returned value has one."""
    tail = re.split(r"\bRETURN\b", body)
    if len(tail) == 1:
        return ()
    return tuple(re.findall(r"\bAS (\w+)", re.split(r"\bORDER BY\b", tail[-1])[0]))
