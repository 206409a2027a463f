"""The pages, and the embedded database behind them."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from coalition.cli.options import FormatOption, Panel
from coalition.cli.output import OutputFormat, emit
from coalition.settings import Settings

app = typer.Typer()
db = typer.Typer(help="Start, stop or look at the embedded database.", no_args_is_help=True)
app.add_typer(db, name="db", rich_help_panel=Panel.SERVER)


@app.command("app", rich_help_panel=Panel.FACILITATOR)
def run_app(
    port: Annotated[int, typer.Option(help="Port on this machine; the next free one if taken.")] = 8501,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser window.")] = True,
) -> None:
    """Open the pages in a browser, on this machine only.

    The page Room prepares what a projector shows, at the address /wall.

    Example: coalition app --port 8600 --no-browser
    """
    from coalition.app.launch import serve

    sys.exit(serve(port, browser=browser))


@db.command("start")
def db_start(form: FormatOption = OutputFormat.TABLE) -> None:
    """Start the embedded database, or find it running.

    Example: coalition db start
    """
    from coalition.store.server import endpoint

    endpoint(Settings())
    db_status(form)


@db.command("stop")
def db_stop(form: FormatOption = OutputFormat.TABLE) -> None:
    """Stop the embedded database.

    Example: coalition db stop
    """
    import pandas as pd

    from coalition.store.server import stop

    stopped = stop(Settings())
    emit("Stopped." if stopped else "It was not running.", pd.DataFrame([{"stopped": stopped}]), form)


@db.command("status")
def db_status(form: FormatOption = OutputFormat.TABLE) -> None:
    """Whether the database runs, where, and how large it is.

    Example: coalition db status
    """
    import pandas as pd

    from coalition.store.server import status as server_status

    found = server_status(Settings())
    emit("Running." if found.running else "Not running.", pd.DataFrame([vars(found)]), form)
