"""What the commands share: the map they answer from, and their common arguments and options."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from coalition.cli.entry import STOPPED
from coalition.cli.output import OutputFormat
from coalition.errors import AskFirstError, CoalitionError, QueryError
from coalition.settings import Settings, resource

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from coalition.model.network import Network
    from coalition.model.vocabulary import Tables
    from coalition.store.store import Store
    from coalition.store.transaction import Progress

FormatOption = Annotated[OutputFormat, typer.Option("--format", help="Table for people, JSON or CSV for programs.")]
WideOption = Annotated[bool, typer.Option("--wide", help="All columns; a block for each row where they are too wide.")]
SeenBy = Annotated[
    str | None, typer.Option("--seen-by", metavar="STATE", help="Id of the State whose view it is, such as CHL.")
]
GroupBy = Annotated[
    str, typer.Option("--group-by", metavar="COLUMN", help="regional_group, bloc, kind or another column of actors.")
]
EditedBy = Annotated[
    str, typer.Option("--by", metavar="NAME", help="Who does this, for the history; else COALITION_EDITOR says it.")
]
Why = Annotated[str, typer.Option(help="Why, for the history.")]
Target = Annotated[str | None, typer.Option(metavar="EVIDENCE", help="Id of the evidence that counts as support.")]
Disputed = Annotated[
    bool, typer.Option("--disputed", help="Count readings too that critics could dispute; the answer says so.")
]
Declarations = Annotated[
    bool, typer.Option("--declarations", help="Count who has only said so as support; the answer says so.")
]
Recommendation = Annotated[str, typer.Argument(help="Id of a recommendation, such as R21.1.")]


class Panel(StrEnum):
    """Where `coalition --help` lists a command: by who asks, then by task."""

    DIPLOMAT = "For the diplomat"
    STRATEGIST = "For the NGO strategist"
    FACILITATOR = "For the facilitator"
    ACTOR = "About one actor"
    TRUST = "How far to trust it"
    DATA = "Your own data"
    HISTORY = "Changes and history"
    MAPS = "Maps and backups"
    SERVER = "Server"


TOLD_EVERY = 5
"""Seconds between two lines on how far a write is, where nobody looks at a terminal."""


@contextmanager
def open_map(*, shows: bool = True) -> Iterator[Store]:
    """The map of the settings; an empty embedded one is filled with the seed facts first.

    A command that `shows` what is on it says on standard error where that may be protected.
    """
    from coalition.model.visibility import INSIDE
    from coalition.store.seeds import open_filled, refuse_empty_server

    with open_filled(Settings(), _read_seeds) as store:
        refuse_empty_server(store)
        acting = named(store)
        if shows and acting.sees_protected and acting.query("count_protected")["n"].sum():
            print(INSIDE, file=sys.stderr)
        yield acting


def named(store: Store) -> Store:
    """The store, where its map has members acting for the one that COALITION_EDITOR names.

    Raises
    ------
    CoalitionError
        The map has members, and nobody or somebody else is named.
    """
    from coalition.store.roles import Person

    if store.members.entries().empty:
        return store
    who = Settings().editor.strip().lower()
    role = store.members.role_of(who)
    if role is None:
        said = f"{who} is none of them" if who else "nobody is named"
        raise CoalitionError(
            f"this map has members, and {said}; say who you are, such as COALITION_EDITOR=ada@example.org"
        )
    return store.acting(Person(who, role))


def _read_seeds() -> Tables:
    from coalition.exchange.tables import read_tables

    print("First start: loading the seed facts ...", file=sys.stderr)
    return read_tables(resource("seeds"))


def open_network(disputed: bool = False, declarations: bool = False) -> Network:
    """The network of the map of the settings, counted as the options of these names say."""
    return open_versioned(disputed, declarations)[0]


def open_versioned(disputed: bool = False, declarations: bool = False) -> tuple[Network, int]:
    """The same, and the version of the map."""
    with open_map() as store:
        network = store.network(allow_empty=True).recounted(disputed=disputed, declarations=declarations)
        return network, store.version()


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
        if key in found:
            raise QueryError(f"{key} is given twice; give it once")
        found[key] = value
    return found


@contextmanager
def stoppable() -> Iterator[Progress]:
    """How far a write is, on standard error; Ctrl-C ends the command, and one sentence says what became of it.

    Once rows are written Ctrl-C counts between two statements, so that they are taken back in order; a second one
    counts at once.
    """
    meter = _Meter()
    before = signal.signal(signal.SIGINT, meter.interrupt)
    try:
        yield meter.tell
    except KeyboardInterrupt:
        meter.close()
        whole = "Stopped while the last of it was written; coalition status tells the version of the map."
        print(whole if meter.finishing else "Stopped; nothing was written.", file=sys.stderr)
        raise typer.Exit(STOPPED) from None
    finally:
        meter.close()
        signal.signal(signal.SIGINT, before)


class _Meter:
    """A bar on a terminal, else a line now and then; it ends a write that is to be stopped."""

    def __init__(self) -> None:
        self.writing = self.finishing = self.asked = False
        self.told = time.monotonic()
        self.bar: Bar | None = None

    def interrupt(self, number: int, frame: FrameType | None) -> None:
        if self.asked or not self.writing:
            raise KeyboardInterrupt
        self.asked = True

    def tell(self, done: int, total: int) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.writing, self.finishing = True, done == total
        if sys.stderr.isatty():
            self.bar = self.bar or _bar()
            self.bar.update(self.bar.task_ids[0], completed=done, total=total)
        elif time.monotonic() - self.told >= TOLD_EVERY:
            self.told = time.monotonic()
            print(f"Writing: {100 * done // max(total, 1)} %", file=sys.stderr, flush=True)

    def close(self) -> None:
        if self.bar:
            self.bar.stop()
            self.bar = None


def _bar() -> Bar:
    from rich.console import Console  # slow to import, and needed for people only
    from rich.progress import Progress as Bar

    bar = Bar(console=Console(stderr=True), transient=True)
    bar.add_task("Writing")
    bar.start()
    return bar
