"""Spreadsheets in: an empty workbook to fill in, and a file that is shown before it is written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coalition.cli.options import EditedBy, FormatOption, Panel, Why, editor, open_map, stoppable
from coalition.cli.output import OutputFormat, emit
from coalition.errors import CoalitionError
from coalition.files import write_atomically
from coalition.model.vocabulary import Kind, Position

if TYPE_CHECKING:
    from coalition.exchange.imports import ImportSource, Preview
    from coalition.exchange.readers.network_mapping import NetworkMapping

app = typer.Typer()


@app.command(rich_help_panel=Panel.DATA)
def template(path: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="Where to write the workbook.")]) -> None:
    """Write an empty workbook to fill in.

    A sheet per table, lists to choose from, notes, three example rows.

    Example: coalition template mine.xlsx
    """
    from coalition.exchange.imports.template import write_template

    if path.suffix.lower() != ".xlsx":
        raise CoalitionError(f"{path} does not end in .xlsx; the workbook is an Excel file")
    if path.exists():
        raise CoalitionError(f"{path} is there already; choose another name, or remove it first")
    if not path.resolve().parent.is_dir():
        raise CoalitionError(f"there is no folder {path.parent}; make it first")
    write_template(path)
    print(f"{path} is written; fill it in and run: coalition import {path}")


@app.command(name="import", rich_help_panel=Panel.DATA)
def import_(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE ...", help="Files that belong together, or a folder.")],
    yes: Annotated[bool, typer.Option("--yes", help="Write it without asking.")] = False,
    mapping: Annotated[
        list[str] | None, typer.Option("--column", help="column=field, or in a network attribute=type or =position.")
    ] = None,
    names: Annotated[list[str] | None, typer.Option("--name", help="name=ID of the actor meant, or name=+ngo.")] = None,
    add: Annotated[Kind | None, typer.Option("--add", help="Add unknown actors, as this kind.")] = None,
    source: Annotated[str, typer.Option("--source", help="Source of rows that name none.")] = "",
    speaks_to: Annotated[
        list[str] | None, typer.Option("--for", help="Recommendation that evidence without one speaks to.")
    ] = None,
    topics: Annotated[
        list[str] | None, typer.Option("--topic", help="Type of elements that others take a stand on.")
    ] = None,
    ignored: Annotated[list[str] | None, typer.Option("--ignore", help="Type of elements that is left out.")] = None,
    words: Annotated[list[str] | None, typer.Option("--word", help="word=support, oppose, abstain or absent.")] = None,
    as_of: Annotated[str, typer.Option("--as-of", help="Date of what a network leaves undated.")] = "",
    refused: Annotated[Path | None, typer.Option("--refused", help="Write refused rows, each with its reason.")] = None,
    by: EditedBy = "",
    why: Why = "",
    form: FormatOption = OutputFormat.TABLE,
) -> None:
    """Show what files would change; write it when accepted.

    All of it that is not refused, or nothing. What a file is, it shows itself:
    a workbook, a CSV list, UN votes, UPR Info, Kumu, DNA, Gephi, GraphML, GEXF.

    Example: coalition import mine.xlsx --column Country=actor --refused refused.xlsx
    """
    from coalition.exchange.imports import prepare, read
    from coalition.history.log import ChangeKind

    said, meant = _pairs(mapping, "column=field"), _pairs(names, "name=ID")
    meaning = _network(said, topics, ignored, words, as_of)
    with stoppable() as progress:
        given = read(paths, meaning)
        _refuse_unknown(said, meant, given)
        with open_map() as store:
            preview = prepare(
                given, store.tables(), mapping={} if given.shape else said, answers=meant,
                remembered=store.remembered(), add=add, given_source=source, speaks_to=speaks_to or (),
            )  # fmt: skip
            _save_refused(preview, refused)
            accepted = bool(preview.touched) and (yes or _asked(preview, given.file))
            if accepted:
                store.write(
                    preview.tables, who=editor(by), why=why or given.file, kind=ChangeKind.IMPORT,
                    names=preview.answers, progress=progress,
                )  # fmt: skip
    _tell(preview, accepted, given, form)


def _refuse_unknown(said: dict[str, str], meant: dict[str, str], given: ImportSource) -> None:
    """Columns, fields and names that are not there would do nothing, unnoticed."""
    from coalition.exchange.imports.columns import FIELDS
    from coalition.names.normalise import normalised

    header = [column for sheet in given.sheets.values() for column in sheet.header]
    known = set(map(normalised, header))
    for column, named in said.items() if not given.shape else ():
        if named not in FIELDS:
            raise CoalitionError(f"--column {column}={named}: there is no field {named}; use {', '.join(FIELDS)}")
        if normalised(column) not in known:
            there = ", ".join(dict.fromkeys(header))
            raise CoalitionError(f"--column {column}={named}: {given.file} has no such column; it has {there}")
    cells = {cell for sheet in given.sheets.values() for row in sheet.rows for cell in row} if meant else set()
    for name, to in meant.items():
        if name not in cells:
            raise CoalitionError(f"--name {name}={to}: {given.file} does not name {name}; write it as it stands there")


def _network(
    said: dict[str, str],
    topics: list[str] | None,
    ignored: list[str] | None,
    words: list[str] | None,
    as_of: str,
) -> NetworkMapping:
    from coalition.exchange.readers.network_mapping import NetworkMapping
    from coalition.exchange.readers.values import iso_date

    meant = {field: column.lower() for column, field in said.items() if field in ("label", "type", "position", "date")}
    positions = {}
    for word, position in _pairs(words, "word=position").items():
        if position not in list(Position):
            raise CoalitionError(f"'{position}' is no position; use one of {', '.join(Position)}")
        positions[word] = Position(position)
    if as_of and not iso_date(as_of):
        raise CoalitionError(f"'{as_of}' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
    return NetworkMapping(
        label=meant.get("label", "label"), node_type=meant.get("type", ""), position=meant.get("position", ""),
        date=meant.get("date", ""), topics=frozenset(topics or ()), ignored=frozenset(ignored or ()),
        decided=bool(topics or ignored), as_of=iso_date(as_of) or "", positions=positions,
    )  # fmt: skip


def _tell(preview: Preview, accepted: bool, given: ImportSource, form: OutputFormat) -> None:
    import pandas as pd

    asked = preview.names[~preview.names["name"].isin(preview.answers)]
    asked = asked.assign(also=asked["also"].map(", ".join))
    left = pd.DataFrame([vars(item) for item in preview.unread], columns=["what", "count", "why"])
    reasons = pd.concat(
        [
            pd.DataFrame({"sheet": title, "line": preview.lines[title], "reason": table["reason"]})
            for title, table in preview.refused.items()
        ]
        or [pd.DataFrame(columns=["sheet", "line", "reason"])]
    )
    emit(
        _answer(preview, accepted, given),
        preview.counts,
        form,
        names_to_confirm=asked,
        refused=reasons,
        not_read=left,
        notes=pd.DataFrame({"note": list(given.notes)}),
    )


def _pairs(given: list[str] | None, form: str) -> dict[str, str]:
    pairs = {}
    for pair in given or []:
        key, equals, value = pair.rpartition("=")
        if not equals or not key:
            raise CoalitionError(f"'{pair}' is not {form}")
        if key in pairs:
            raise CoalitionError(f"{key} is given twice; give it once")
        pairs[key] = value
    return pairs


def _save_refused(preview: Preview, path: Path | None) -> None:
    from coalition.exchange.imports.refused import refused_workbook

    if path is None or not preview.refused:
        return
    if path.suffix.lower() != ".xlsx":
        raise CoalitionError(f"{path} does not end in .xlsx; refused rows are written as an Excel file")
    write_atomically(path, refused_workbook(preview.refused))


def _asked(preview: Preview, file: str) -> bool:
    """Whether the person at the terminal accepts; where nobody sits, nothing is written."""
    if not sys.stdin.isatty():
        return False
    print(preview.counts.to_string(index=False), file=sys.stderr)
    return typer.confirm(f"Write it ({file})?", default=False, err=True)


def _answer(preview: Preview, accepted: bool, given: ImportSource) -> str:
    from coalition.exchange.imports.refused import rows

    refused = sum(map(len, preview.refused.values()))
    tail = f" Refused: {rows(refused)}." if refused else ""
    if preview.unlinked:
        tail += f" Evidence that speaks to no recommendation yet: {preview.unlinked} (--for ID links it)."
    if not preview.touched:
        return f"Nothing new in {given.file}.{tail}"
    if accepted:
        return f"Written: {rows(preview.touched)} of {given.file}.{tail}"
    return f"{rows(preview.touched)} of {given.file} would be written; say --yes to write.{tail}"
