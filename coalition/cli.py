"""The command `coalition`: thin commands over the same functions that pages and Python use."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coalition.errors import CoalitionError, QueryError
from coalition.output import Format, emit
from coalition.settings import Settings, resource

if TYPE_CHECKING:
    from coalition.network import Network
    from coalition.store import Store

app = typer.Typer(
    help="Coalition-building network mapper for human rights diplomacy.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
db = typer.Typer(help="Start, stop or look at the embedded database.", no_args_is_help=True)
app.add_typer(db, name="db")

FormatOption = Annotated[Format, typer.Option("--format", help="Table for people, JSON or CSV for programs.")]
Recommendation = Annotated[str, typer.Argument(help="Id of a recommendation, such as R21.1.")]


def main() -> None:
    """Entry point: an error that a person can mend is one sentence on standard error and exit code 1."""
    try:
        app()
    except CoalitionError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


@contextmanager
def _open() -> Iterator[Store]:
    """The map of the settings; an empty embedded one is filled with the seed facts first."""
    from coalition.store import Store, awaits_seeds

    with Store(Settings()) as store:
        if awaits_seeds(store):
            from coalition.tables import read_tables

            print("First start: loading the seed facts ...", file=sys.stderr)
            store.write(read_tables(resource("seeds")))
        yield store


def _network() -> Network:
    with _open() as store:
        from coalition.network import Network

        return Network.from_tables(store.tables())


@app.command()
def load(
    path: Annotated[
        Path | None, typer.Argument(help="Folder of CSV files or .xlsx workbook; the seeds if none.")
    ] = None,
    replace: Annotated[bool, typer.Option(help="Remove whatever is not in PATH.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Load tables into the map: rows are added or changed. All of it is written, or nothing.

    Example: coalition load my-tables/ --replace
    """
    import pandas as pd

    from coalition.store import Store
    from coalition.tables import read_tables

    tables = read_tables(path or resource("seeds"))
    with Store(Settings()) as store:
        counts = store.write(tables, replace=replace)
        version = store.version()
    rows = pd.DataFrame([{"table": name, **vars(count)} for name, count in counts.items()])
    touched = int(rows[["new", "changed", "removed"]].to_numpy().sum())
    emit(f"{touched} rows written; the map is at version {version}." if touched else "Nothing new.", rows, form)


@app.command()
def status(form: FormatOption = Format.TABLE) -> None:
    """What the map holds, and where it is.

    Example: coalition status
    """
    with _open() as store:
        counts, version, at = store.query("count_everything"), store.version(), store.endpoint
    place = "embedded database" if at.embedded else "Neo4j"
    emit(f"Version {version} in the {place} at {at.uri}.", counts, form)


@app.command()
def check(form: FormatOption = Format.TABLE) -> None:
    """Whether positions in the graph are what the rule derives from its stances. Exit code 1 when they are not.

    Example: coalition check
    """
    import pandas as pd

    with _open() as store:
        found = store.check()
    answer = f"{len(found)} disagreements." if found else "The graph agrees with the rule for positions."
    emit(answer, pd.DataFrame({"disagreement": found}), form)
    if found:
        raise typer.Exit(1)


@app.command()
def positions(
    recommendation: Recommendation,
    actor: Annotated[str | None, typer.Option(help="Id of one actor, such as CHL.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Who leads, supports, is mixed, abstained or opposed, and on what evidence. Unknown actors are not listed.

    Example: coalition positions R22.3 --actor CHL
    """
    from coalition.analysis.reasons import record

    network = _network()
    network.require("recommendations", recommendation)
    if actor is not None:
        network.require("actors", actor)
    table = network.positions_on(recommendation, actor)
    table["record"] = [record(network, row.actor_id, row.evidence) for row in table.itertuples(index=False)]
    if actor is None:
        answer = f"{len(table)} recorded positions on {recommendation}; everybody else is unknown."
    elif table.empty:
        answer = f"{actor} has no recorded position on {recommendation}: unknown, not opposed."
    else:
        answer = f"{table['name'].item()} on {recommendation}: {table['position'].item()} ({table['record'].item()})."
    emit(answer, table, form, ["actor_id", "name", "position", "moved", "record"])


@app.command()
def gaps(
    recommendation: Annotated[str | None, typer.Argument(help="Id of one recommendation; all if none.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """What nobody covers, or what hangs on one actor, one group or one kind, gravest first.

    Example: coalition gaps R16 --format json
    """
    from coalition.analysis.coverage import coverage
    from coalition.analysis.gaps import gaps as find_gaps
    from coalition.analysis.gaps import rules, summary

    network = _network()
    if recommendation is not None:
        network.require("recommendations", recommendation)
    table = find_gaps(network)
    if recommendation is None:
        shown = ["recommendation_id", "why", "supporters", "leads", "groups", "wholeness"]
        emit(summary(table), table, form, shown)
        return
    row = table[table["recommendation_id"] == recommendation]
    tensor = coverage(network)
    more = {"rules": rules(row), "coverage": tensor[tensor["recommendation_id"] == recommendation]}
    text = network.recommendations.loc[recommendation, "text"]
    emit(f"{recommendation}: {text}", row, form, ["why", "supporters", "leads", "groups", "wholeness"], **more)


@app.command()
def bridges(
    by: Annotated[str, typer.Option(help="regional_group or kind.")] = "regional_group",
    form: FormatOption = Format.TABLE,
) -> None:
    """Who bridges the regional groups (States), or the kinds of actor, with the interval of each rank.

    Example: coalition bridges --by kind
    """
    from coalition.analysis.bridges import bridges as find_bridges
    from coalition.analysis.bridges import summary

    table = find_bridges(_network(), by)
    middle = ["weakest_group_congruence", "weakest_group", "own_group_congruence"] if by == "regional_group" else []
    shown = ["rank", "rank_low", "rank_high", "name", "group", *middle, "n", "shapley", "sole_carriers", "note"]
    emit(summary(table, by), table, form, shown)


@app.command()
def partners(
    recommendation: Recommendation,
    target: Annotated[str | None, typer.Option(help="Id of the evidence that counts as support.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Whom to talk to first about a recommendation, why, through whom, and on what evidence.

    Example: coalition partners R21.1
    """
    from coalition.analysis.partners import SECTIONS, search

    found = search(_network(), recommendation, target)
    table = found.table
    if form is Format.TABLE:  # whoever is unlike supporters makes no list of names to approach
        table = table[table["section"] != "unlike"]
        table = table.assign(
            section=table["section"].map(SECTIONS), likeness=[_likeness(*row) for row in table[SHARE].to_numpy()]
        )
    shown = ["section", "rank", "name", "group", "likeness", "reason", "go_between", "record"]
    rests = f" The order rests on the years {found.years}." if found.ordered else ""
    emit(f"{found.sentence}{rests}", table, form, shown)


SHARE = ["likeness", "supporting_neighbours", "neighbours"]


def _likeness(share: float, supporting: float, neighbours: float) -> str:
    """ "12 of 15", or nothing where there is no likeness."""
    return "" if math.isnan(share) else f"{supporting:.0f} of {neighbours:.0f}"


@app.command()
def query(
    name: Annotated[str, typer.Argument(help="Name of a query file, such as stances_of_actor.")],
    parameters: Annotated[list[str] | None, typer.Argument(help="key=value ...")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """The answer of one of the queries in queries/.

    Example: coalition query stances_of_actor actor=CHL
    """
    pairs = {}
    for parameter in parameters or []:
        key, equals, value = parameter.partition("=")
        if not equals:
            raise QueryError(f"'{parameter}' is not key=value")
        pairs[key] = value
    with _open() as store:
        emit("", store.query(name, **pairs), form)


@app.command("app")
def run_app(
    port: Annotated[int, typer.Option(help="Port on this machine; the next free one if taken.")] = 8501,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser window.")] = True,
) -> None:
    """Open the pages in a browser; they answer on this machine only.

    Example: coalition app --port 8600 --no-browser
    """
    from coalition.serve import serve

    sys.exit(serve(port, browser=browser))


@db.command("start")
def db_start(form: FormatOption = Format.TABLE) -> None:
    """Start the embedded database, or find it running.

    Example: coalition db start
    """
    from coalition.server import endpoint

    endpoint(Settings())
    db_status(form)


@db.command("stop")
def db_stop(form: FormatOption = Format.TABLE) -> None:
    """Stop the embedded database.

    Example: coalition db stop
    """
    import pandas as pd

    from coalition.server import stop

    stopped = stop(Settings())
    emit("Stopped." if stopped else "It was not running.", pd.DataFrame([{"stopped": stopped}]), form)


@db.command("status")
def db_status(form: FormatOption = Format.TABLE) -> None:
    """Whether the database runs, where, and how large it is.

    Example: coalition db status
    """
    import pandas as pd

    from coalition.server import status as server_status

    found = server_status(Settings())
    emit("Running." if found.running else "Not running.", pd.DataFrame([vars(found)]), form)
