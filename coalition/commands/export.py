"""A map leaves: as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coalition.commands._shared import open_map

app = typer.Typer()


@app.command()
def export(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="File to write, or a folder for CSV files.")],
    form: Annotated[
        str,
        typer.Option(
            "--format", help="xlsx, csv, graphml, gexf, kumu, cypher or dna; when left out, FILE's ending says it."
        ),
    ] = "",
    protected: Annotated[bool, typer.Option(help="Keep protected actors and evidence.")] = False,
    contacts: Annotated[bool, typer.Option("--contacts", help="Also the contact log, private to editors.")] = False,
    everything: Annotated[
        bool, typer.Option("--everything", help="All that restore needs: protected facts, history, names, contacts.")
    ] = False,
) -> None:
    """Write the map to a file for another program, and say what the format does not keep.

    Example: coalition export map.xlsx
    """
    from coalition.exchange import writers
    from coalition.exchange.backup import take
    from coalition.exchange.writers.extras import plain_tables

    chosen = writers.exporter(path, form)
    with open_map() as store:
        log = store.contacts() if contacts and not everything else None
        taken = take(store)
    if everything:
        given = writers.everything(taken.tables, taken.version, plain_tables(taken.further))
    else:
        given = writers.contents(taken.tables, version=taken.version, protected=protected, contacts=log)
    writers.save(given, path, chosen)
    print(f"{path}: {chosen.words}, version {taken.version} of the map. {given.note} {chosen.kept}")
