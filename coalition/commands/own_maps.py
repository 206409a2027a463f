"""Maps of one's own beside the one of the seed facts."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.commands._shared import FormatOption
from coalition.output import Format, emit
from coalition.settings import Settings

app = typer.Typer()
Name = Annotated[str, typer.Argument(help="Name of a map: small letters, digits and '-'.")]


@app.command()
def new(name: Name) -> None:
    """Begin an empty map beside the others, and go to it.

    Example: coalition new city-network
    """
    from coalition.store.home import choose_map
    from coalition.store.store import Store

    with Store(_any()) as store:
        store.new_map(name)
    choose_map(Settings(), name)
    print(
        f"{name} is a new, empty map, and the one that commands and pages now begin with. Load tables into it: "
        "coalition load FOLDER. Back to the other: coalition use coalition"
    )


@app.command("maps")
def list_maps(form: FormatOption = Format.TABLE) -> None:
    """The maps of this server, and which one commands and pages begin with.

    Example: coalition maps
    """
    import pandas as pd

    from coalition.store.home import chosen_map
    from coalition.store.store import Store

    with Store(_any()) as store:
        names, own = store.maps(), store.endpoint.embedded
    chosen = chosen_map(Settings()) or names[0]
    rows = [
        {"map": name, "chosen": "yes" if name == chosen else "", "holds": "the seed facts" if own and not n else ""}
        for n, name in enumerate(names)
    ]
    emit(f"{len(names)} map{'s' if len(names) != 1 else ''}; {chosen} is chosen.", pd.DataFrame(rows), form)


@app.command()
def use(name: Name) -> None:
    """Go to another map: commands and pages begin with it from now on.

    Example: coalition use coalition
    """
    from coalition.errors import CoalitionError
    from coalition.store.home import choose_map
    from coalition.store.store import Store

    with Store(_any()) as store:
        names = store.maps()
    if name not in names:
        raise CoalitionError(f"there is no map {name}; there are {', '.join(names)}; make it: coalition new {name}")
    choose_map(Settings(), name)
    print(f"Commands and pages now begin with the map {name}.")


def _any() -> Settings:
    """The server, by the map that is always there."""
    from coalition.store.daemon import DATABASE

    settings = Settings()
    return settings.model_copy(update={"map": settings.database if settings.uri else DATABASE})
