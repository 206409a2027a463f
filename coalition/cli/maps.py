"""Maps of one's own, and the whole map in one file and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coalition.cli.options import FormatOption, Panel, named, open_map
from coalition.cli.output import COUNTS, OutputFormat, Part, emit
from coalition.english import number_of
from coalition.settings import Settings

app = typer.Typer()
Name = Annotated[str, typer.Argument(help="Name of a map: small letters, digits and '-'.")]


@app.command(rich_help_panel=Panel.MAPS)
def new(name: Name) -> None:
    """Begin an empty map beside the others, and go to it.

    Example: coalition new city-network
    """
    from coalition.store.home import choose_map
    from coalition.store.store import Store

    with Store(_any()) as store:
        store.maps.new(name)
    choose_map(Settings(), name)
    print(
        f"{name} is a new, empty map, and the one that commands and pages now begin with. Load tables into it: "
        "coalition load FOLDER. Back to the other: coalition use coalition"
    )


@app.command("maps", rich_help_panel=Panel.MAPS)
def list_maps(form: FormatOption = OutputFormat.TABLE) -> None:
    """The maps of this server, and which one is chosen.

    Example: coalition maps
    """
    import pandas as pd

    from coalition.store.home import chosen_map
    from coalition.store.store import Store

    with Store(_any()) as store:
        names, own = store.maps.names(), store.endpoint.embedded
    chosen = chosen_map(Settings()) or names[0]
    rows = [
        {"map": name, "chosen": "yes" if name == chosen else "", "holds": "the seed facts" if own and not n else ""}
        for n, name in enumerate(names)
    ]
    emit(f"{number_of(len(names), 'map')}; {chosen} is chosen.", pd.DataFrame(rows), form)


@app.command(rich_help_panel=Panel.MAPS)
def use(name: Name) -> None:
    """Go to another map: commands and pages begin with it.

    Example: coalition use coalition
    """
    from coalition.errors import CoalitionError
    from coalition.store.home import choose_map
    from coalition.store.store import Store

    with Store(_any()) as store:
        names = store.maps.names()
    if name not in names:
        raise CoalitionError(f"there is no map {name!r}; the maps are: {', '.join(names)}; coalition new makes one")
    choose_map(Settings(), name)
    print(f"Commands and pages now begin with the map {name}.")


def _any() -> Settings:
    """The server, by the map that is always there."""
    from coalition.store.daemon import DATABASE

    settings = Settings()
    return settings.model_copy(update={"map": settings.database if settings.uri else DATABASE})


@app.command(rich_help_panel=Panel.MAPS)
def backup(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="File to write.")],
    form: FormatOption = OutputFormat.TABLE,
) -> None:
    """Keep the whole map in one file.

    History, remembered names, contacts and protected facts included.

    Example: coalition backup map.backup
    """
    import pandas as pd

    from coalition.exchange.backup import save, take

    with open_map(shows=False) as store:
        taken = take(store)
    save(taken, path)
    rows = pd.DataFrame(list(taken.counts().items()), columns=["what", "n"])
    answer = f"{path} holds version {taken.version} of the map, with all that is protected: keep it safe."
    emit(answer, Part(rows, headings=COUNTS), form)


@app.command(rich_help_panel=Panel.MAPS)
def restore(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="What coalition backup made, or export --everything.")],
    form: FormatOption = OutputFormat.TABLE,
) -> None:
    """Put the map of a backup in the place of the present one.

    What was there before is kept in a file beside the backup.

    Example: coalition restore map.backup
    """
    import pandas as pd

    from coalition.exchange.backup import restore as put_back
    from coalition.store.store import Store

    with Store(Settings()) as opened:
        store = named(opened)
        given, kept = put_back(store, path)
        version = store.version()
    rows = pd.DataFrame(list(given.counts().items()), columns=["what", "n"])
    before = f" What was there before is in {kept}." if kept else ""
    answer = f"The map of {given.made or path.name} is back; the map is now at version {version}.{before}"
    emit(" ".join([answer, *given.notes]), Part(rows, headings=COUNTS), form)
