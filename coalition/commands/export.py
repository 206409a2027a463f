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
) -> None:
    """Write the map to a file for another program, and say what the format does not keep.

    Example: coalition export map.xlsx
    """
    from coalition.exports import contents, exporter, save

    chosen = exporter(path, form)
    with open_map() as store:
        version, tables = store.version(), store.tables()
    given = contents(tables, version=version, protected=protected)
    save(given, path, chosen)
    print(f"{path}: {chosen.words}, version {version} of the map. {given.note} {chosen.kept}")
