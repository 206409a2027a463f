"""The whole map in one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coalition.commands._shared import FormatOption, open_map
from coalition.output import Format, emit
from coalition.settings import Settings

app = typer.Typer()


@app.command()
def backup(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="File to write.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """Keep the whole map in one file: history, remembered names, contacts and protected facts included.

    Example: coalition backup map.backup
    """
    import pandas as pd

    from coalition.exchange.backup import save, take

    with open_map() as store:
        taken = take(store)
    save(taken, path)
    rows = pd.DataFrame(list(taken.counts().items()), columns=["what", "n"])
    answer = f"{path} holds version {taken.version} of the map, with all that is protected: keep it safe."
    emit(answer, rows, form)


@app.command()
def restore(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="What coalition backup made, or export --everything.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """Put the map of a backup in the place of the present one, which is kept in a file beside it.

    Example: coalition restore map.backup
    """
    import pandas as pd

    from coalition.exchange.backup import restore as put_back
    from coalition.store.store import Store

    with Store(Settings()) as store:
        given, kept = put_back(store, path)
        version = store.version()
    rows = pd.DataFrame(list(given.counts().items()), columns=["what", "n"])
    before = f" What was there before is in {kept}." if kept else ""
    emit(f"The map of {given.made or path.name} is back; the map is now at version {version}.{before}", rows, form)
