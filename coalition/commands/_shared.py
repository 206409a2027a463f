"""What the commands share: the map they answer from, and their common arguments and options."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from coalition.errors import AskFirstError, CoalitionError, QueryError
from coalition.output import Format
from coalition.settings import Settings, resource

if TYPE_CHECKING:
    from coalition.network import Network
    from coalition.store import Store

FormatOption = Annotated[Format, typer.Option("--format", help="Table for people, JSON or CSV for programs.")]
As = Annotated[str, typer.Option("--as", help="Who you are, for the history; else COALITION_EDITOR says it.")]
Why = Annotated[str, typer.Option(help="Why, for the history.")]
Recommendation = Annotated[str, typer.Argument(help="Id of a recommendation, such as R21.1.")]


@contextmanager
def open_map() -> Iterator[Store]:
    """The map of the settings; an empty embedded one is filled with the seed facts first."""
    from coalition.seeding import awaits_seeds, load_seeds
    from coalition.store import Store

    with Store(Settings()) as store:
        if awaits_seeds(store):
            from coalition.tables import read_tables

            print("First start: loading the seed facts ...", file=sys.stderr)
            load_seeds(store, read_tables(resource("seeds")))
        yield store


def open_network() -> Network:
    """The network of the map of the settings."""
    with open_map() as store:
        from coalition.network import Network

        return Network.from_tables(store.tables())


def editor(name: str) -> str:
    """Who edits: the name given, else that of the settings."""
    return name.strip() or Settings().editor or "command line"


@contextmanager
def asking(option: str) -> Iterator[None]:
    """What asks first says which option agrees to it."""
    try:
        yield
    except AskFirstError as error:
        raise CoalitionError(f"{error}; nothing was written, add {option} to do it all the same") from error


def pairs(parameters: list[str] | None) -> dict[str, str]:
    """key=value ... as a dictionary."""
    found = {}
    for parameter in parameters or []:
        key, equals, value = parameter.partition("=")
        if not equals:
            raise QueryError(f"'{parameter}' is not key=value")
        found[key] = value
    return found
