"""The command `coalition`: it puts the commands of `coalition.cli` together, and turns errors into sentences."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated

import typer

from coalition.cli import (
    actors,
    bridges,
    briefs,
    coalitions,
    compare,
    data,
    evaluate,
    gaps,
    history,
    imports,
    maps,
    partners,
    server,
    snapshots,
)
from coalition.errors import CoalitionError
from coalition.settings import __version__

app = typer.Typer(
    help="Coalition-building network mapper for human rights diplomacy.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
# fmt: off
for module in (partners, gaps, briefs, snapshots, coalitions, bridges, compare, actors, evaluate, imports, data,
               history, maps, server):
    app.add_typer(module.app)
# fmt: on


def _tell_version(asked: bool) -> None:
    if asked:
        print(f"coalition {__version__}")
        raise typer.Exit


@app.callback()
def options(
    map_: Annotated[str, typer.Option("--map", metavar="NAME", help="The map to work on; see coalition maps.")] = "",
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    """Coalition-building network mapper for human rights diplomacy."""
    if map_:
        os.environ["COALITION_MAP"] = map_


def main() -> None:
    """What the command does: an error that a person can mend is one sentence on standard error and exit code 1."""
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except CoalitionError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except OSError as error:
        print(f"{error.filename or 'the answer'} cannot be read or written: {error.strerror or error}", file=sys.stderr)
        sys.stdout = io.StringIO()  # at the end of the program Python would try once more
        sys.exit(1)
