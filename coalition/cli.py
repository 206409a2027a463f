"""The command `coalition`: it puts the commands of `coalition.commands` together, and turns errors into sentences."""

from __future__ import annotations

import sys

import typer

from coalition.commands import (
    alike,
    bridges,
    briefs,
    coalitions,
    communities,
    contacts,
    editing,
    evaluate,
    gaps,
    history,
    maps,
    partners,
    positions,
    sensitivity,
    servers,
    trend,
    whatif,
    words,
)
from coalition.errors import CoalitionError

app = typer.Typer(
    help="Coalition-building network mapper for human rights diplomacy.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in (
    maps,
    history,
    editing,
    contacts,
    positions,
    partners,
    gaps,
    bridges,
    coalitions,
    communities,
    contacts,
    editing,
    evaluate,
    sensitivity,
    trend,
    alike,
    whatif,
    words,
    briefs,
    servers,
):
    app.add_typer(module.app)


def main() -> None:
    """Entry point: an error that a person can mend is one sentence on standard error and exit code 1."""
    try:
        app()
    except CoalitionError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
