"""The pages, and the embedded database behind them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from coalition.cli.options import FormatOption, Panel, open_map
from coalition.cli.output import OutputFormat, emit
from coalition.english import number_of
from coalition.settings import Settings
from coalition.store.roles import Role

app = typer.Typer()
db = typer.Typer(help="Start, stop or look at the embedded database.", no_args_is_help=True)
app.add_typer(db, name="db", rich_help_panel=Panel.SERVER)
member = typer.Typer(help="Who may do what with the map on a server.", no_args_is_help=True)
app.add_typer(member, name="member", rich_help_panel=Panel.SERVER)


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


@app.command(rich_help_panel=Panel.SERVER)
def serve(
    base_url: Annotated[str, typer.Option(help="Where browsers find it, such as https://map.example.org.")],
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; that one or none.")] = 8501,
    login: Annotated[Path | None, typer.Option(metavar="FILE", help="TOML file of the identity provider.")] = None,
    proxy_address: Annotated[str, typer.Option(help="Of the proxy that signs people in; several joined by ;.")] = "",
    proxy_header: Annotated[str, typer.Option(help="In which it names them.")] = "X-Forwarded-User",
    roles_claim: Annotated[str, typer.Option(help="Claim of the provider that may give roles.")] = "",
    session_hours: Annotated[float, typer.Option(help="Hours that a session lasts.", min=0.01)] = 12.0,
    open_to_the_network: Annotated[
        bool, typer.Option("--open-to-the-network", help="Nobody signs in, everybody may edit: for a closed room.")
    ] = False,
) -> None:
    """Open the pages to a team, which signs in.

    Roles are given with coalition member; docs/operations.md says how to set it up.

    Example: coalition serve --base-url https://map.example.org --login login.toml
    """
    from coalition.app.launch import serve_team
    from coalition.app.team import Team

    given = Team(
        host, base_url, login, proxy_address, proxy_header, roles_claim, session_hours, open_to_the_network
    )  # fmt: skip
    sys.exit(serve_team(given, port))


@member.command("list")
def member_list(form: FormatOption = OutputFormat.TABLE) -> None:
    """Who may do what with the map.

    Example: coalition member list
    """
    with open_map(shows=False) as store:
        table = store.members.entries()
    emit(
        f"{number_of(len(table), 'member')} of this map." if len(table) else "Nobody has a role on this map.",
        table,
        form,
    )


@member.command("set")
def member_set(
    person: Annotated[str, typer.Argument(help="E-mail address or user name, as the sign-in names them.")],
    role: Annotated[Role, typer.Argument(help="What they may do.")],
) -> None:
    """Give somebody a role: viewer, editor or admin.

    Example: coalition member set ada@example.org editor
    """
    with open_map(shows=False) as store:
        store.members.put(person, role)
    print(f"{person.strip().lower()} is {role.value} of this map.")


@member.command("remove")
def member_remove(person: Annotated[str, typer.Argument(help="E-mail address or user name.")]) -> None:
    """Take somebody's role away; what they did stays in the history.

    Example: coalition member remove ada@example.org
    """
    with open_map(shows=False) as store:
        store.members.remove(person)
    print(f"{person.strip().lower()} has no role on this map any more.")


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
