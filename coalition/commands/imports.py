"""Spreadsheets in: an empty workbook to fill in, and a file that is shown before it is written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coalition.commands._shared import FormatOption, open_map
from coalition.errors import CoalitionError
from coalition.model import Kind
from coalition.output import Format, emit

if TYPE_CHECKING:
    from coalition.imports import Preview

app = typer.Typer()


@app.command()
def template(path: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="Where to write the workbook.")]) -> None:
    """An empty workbook to fill in: a sheet per table, lists to choose from, notes, three example rows.

    Example: coalition template mine.xlsx
    """
    from coalition.imports.template import write_template

    if path.suffix.lower() != ".xlsx":
        raise CoalitionError(f"{path} does not end in .xlsx; the workbook is an Excel file")
    if path.exists():
        raise CoalitionError(f"{path} is there already; choose another name, or remove it first")
    if not path.resolve().parent.is_dir():
        raise CoalitionError(f"there is no folder {path.parent}; make it first")
    write_template(path)
    print(f"{path} is written; fill it in and run: coalition import {path}")


@app.command(name="import")
def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Workbook, folder of CSV files, or one list.")],
    yes: Annotated[bool, typer.Option("--yes", help="Write it without asking.")] = False,
    mapping: Annotated[list[str] | None, typer.Option("--map", help="column=field, where the guess is wrong.")] = None,
    names: Annotated[list[str] | None, typer.Option("--name", help="name=ID of the actor that it means.")] = None,
    add: Annotated[Kind | None, typer.Option("--add", help="Add unknown actors, as this kind.")] = None,
    source: Annotated[str, typer.Option("--source", help="Source of rows that name none.")] = "",
    refused: Annotated[Path | None, typer.Option("--refused", help="Write refused rows, each with its reason.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show what a file would change, and write it when accepted: all of it that is not refused, or nothing.

    Example: coalition import mine.xlsx --map Country=actor --refused refused.xlsx
    """
    import pandas as pd

    from coalition.imports import prepare, read

    said, meant = _pairs(mapping, "column=field"), _pairs(names, "name=ID")
    given = read(path)
    with open_map() as store:
        preview = prepare(
            given,
            store.tables(),
            mapping=said,
            answers=meant,
            remembered=store.remembered(),
            add=add,
            given_source=source,
        )
        _save_refused(preview, refused)
        asked = preview.names[~preview.names["name"].isin(preview.answers)]
        asked = asked.assign(also=asked["also"].map(", ".join))
        left = pd.DataFrame([vars(item) for item in preview.unread], columns=["what", "count", "why"])
        reasons = pd.concat(
            [table.assign(sheet=title)[["sheet", "reason"]] for title, table in preview.refused.items()]
            or [pd.DataFrame(columns=["sheet", "reason"])]
        )
        accepted = bool(preview.touched) and (yes or _asked(preview, path))
        if accepted:
            store.write(preview.tables)
            store.remember(preview.answers)
        emit(
            _answer(preview, accepted, path),
            preview.counts,
            form,
            names_to_confirm=asked,
            refused=reasons,
            not_read=left,
        )


def _pairs(given: list[str] | None, form: str) -> dict[str, str]:
    pairs = {}
    for pair in given or []:
        key, equals, value = pair.rpartition("=")
        if not equals or not key:
            raise CoalitionError(f"'{pair}' is not {form}")
        pairs[key] = value
    return pairs


def _save_refused(preview: Preview, path: Path | None) -> None:
    from coalition.imports.written import refused_workbook

    if path is None or not preview.refused:
        return
    if path.suffix.lower() != ".xlsx":
        raise CoalitionError(f"{path} does not end in .xlsx; refused rows are written as an Excel file")
    path.write_bytes(refused_workbook(preview.refused))


def _asked(preview: Preview, path: Path) -> bool:
    """Whether the person at the terminal accepts; where nobody sits, nothing is written."""
    if not sys.stdin.isatty():
        return False
    print(preview.counts.to_string(index=False), file=sys.stderr)
    return typer.confirm(f"Write it ({path})?", default=False, err=True)


def _answer(preview: Preview, accepted: bool, path: Path) -> str:
    from coalition.imports.written import rows

    refused = sum(map(len, preview.refused.values()))
    tail = f" Refused: {rows(refused)}." if refused else ""
    if not preview.touched:
        return f"Nothing new in {path}.{tail}"
    if accepted:
        return f"Written: {rows(preview.touched)} of {path}.{tail}"
    return f"{rows(preview.touched)} of {path} would be written; say --yes to write.{tail}"
