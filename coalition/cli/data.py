"""Facts in and out: load, status, check, queries, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coalition.cli.options import (
    EditedBy,
    FormatOption,
    Panel,
    Why,
    WideOption,
    editor,
    named,
    open_map,
    open_network,
    pairs,
    stoppable,
)
from coalition.cli.output import COUNTS, FIRST, OutputFormat, Part, emit
from coalition.english import number_of
from coalition.settings import Settings, resource

if TYPE_CHECKING:
    from coalition.model.vocabulary import Tables
    from coalition.store.store import Store

app = typer.Typer()


@app.command(rich_help_panel=Panel.DATA)
def load(
    path: Annotated[
        Path | None, typer.Argument(help="Folder of CSV files or .xlsx workbook; the seeds if none.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Remove whatever is not in PATH.")] = False,
    by: EditedBy = "",
    why: Why = "",
    form: FormatOption = OutputFormat.TABLE,
) -> None:
    """Load tables into the map: rows are added or changed.

    All of it is written, or nothing.

    Example: coalition load my-tables/ --replace
    """
    import pandas as pd

    from coalition.exchange.tables import read_table_sheets
    from coalition.store.store import Store

    about = why or str(path or "the seeds")
    with stoppable() as progress:
        found = read_table_sheets(path or resource("seeds"))
        tables = found.tables()
        with Store(Settings()) as opened:
            store = named(opened)
            counts = store.write(tables, replace=replace, who=editor(by), why=about, progress=progress)
            version = store.version()
    rows = pd.DataFrame([{"table": name, **vars(count)} for name, count in counts.items()])
    touched = int(rows[["new", "changed", "removed"]].to_numpy().sum())
    answer = f"{touched} rows written; the map is at version {version}." if touched else "Nothing new."
    emit(" ".join([answer, *found.notes]), rows, form)


@app.command(rich_help_panel=Panel.DATA)
def status(form: FormatOption = OutputFormat.TABLE) -> None:
    """What the map holds, and where it is.

    Example: coalition status
    """
    with open_map() as store:
        counts, version, at = store.query("count_everything"), store.version(), store.endpoint
    place = "embedded database" if at.embedded else "Neo4j"
    emit(f"Version {version} in the {place} at {at.uri}.", Part(counts, headings=COUNTS), form)


@app.command(rich_help_panel=Panel.DATA)
def check(
    sources: Annotated[
        bool, typer.Option("--sources", help="List the claims that rest on one weak source, by evidence.")
    ] = False,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Whether positions are what the rule derives from stances.

    Exit code 1 when they are not. With --sources: what rests on press or a data set alone.

    Example: coalition check --sources
    """
    if sources:
        _check_sources(form, wide)
        return
    import pandas as pd

    with open_map() as store:
        found = store.check()
    answer = f"{len(found)} disagreements." if found else "The graph agrees with the rule for positions."
    emit(answer, pd.DataFrame({"disagreement": found}), form)
    if found:
        raise typer.Exit(1)


def _check_sources(form: OutputFormat, wide: bool) -> None:
    from coalition.analysis.weak_sources import summary, weak_sources

    network = open_network()
    table = weak_sources(network)
    shown = ["title", "claims", "of", "quality", "bears_on"]
    emit(summary(network, table), Part(table, shown, {"source": "source"}, first=FIRST), form, wide)


@app.command(rich_help_panel=Panel.DATA)
def query(
    name: Annotated[str, typer.Argument(help="Name of a query, such as stances_of_actor.")],
    parameters: Annotated[list[str] | None, typer.Argument(help="key=value ...")] = None,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """The answer of one of the named queries, in queries/.

    Example: coalition query stances_of_actor actor=CHL
    """
    given = pairs(parameters)
    with open_map() as store:
        rows = store.query(name, **given)
        if rows.empty and (asked := {"actor", "recommendation"} & set(given)):
            network = store.network(allow_empty=True)
            for parameter in sorted(asked):
                network.require(f"{parameter}s", given[parameter])
    emit(f"{number_of(len(rows), 'row')}.", rows, form, wide)


@app.command(rich_help_panel=Panel.DATA)
def export(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="File to write, or a folder for CSV files.")],
    form: Annotated[
        str,
        typer.Option(
            "--format", help="xlsx, csv, graphml, gexf, kumu, cypher or dna; when left out, FILE's ending says it."
        ),
    ] = "",
    protected: Annotated[bool, typer.Option("--protected", help="Keep protected actors and evidence.")] = False,
    contacts: Annotated[bool, typer.Option("--contacts", help="Also the contact log, private to editors.")] = False,
    everything: Annotated[
        bool, typer.Option("--everything", help="All that restore needs: protected facts, history, names, contacts.")
    ] = False,
) -> None:
    """Write the map to a file for another program.

    It says what the format does not keep.

    Example: coalition export map.xlsx
    """
    from coalition.exchange import writers
    from coalition.exchange.backup import take
    from coalition.exchange.writers.extras import plain_tables

    chosen = writers.exporter(path, form)
    with open_map(shows=False) as store:
        if everything:
            taken = take(store)
            given = writers.everything(taken.tables, taken.version, plain_tables(taken.extras))
        else:
            log = store.contacts.entries() if contacts else None
            version, tables = _of_one_version(store)
            given = writers.contents(tables, version=version, protected=protected, contacts=log)
    writers.save(given, path, chosen)
    print(f"{path}: {chosen.words}, version {given.version} of the map. {given.note} {chosen.kept}")


def _of_one_version(store: Store) -> tuple[int, Tables]:
    """The tables of a map and their version; read again where somebody wrote in between.

    A viewer may not keep writers waiting, as a backup does.
    """
    while True:
        version, tables = store.version(), store.tables()
        if store.version() == version:
            return version, tables
