"""A brief to hand on: a PDF whose first page stands by itself, a Word file, or the table."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coalition.cli.options import Declarations, Disputed, GroupBy, Panel, SeenBy, Target, open_map
from coalition.errors import CoalitionError
from coalition.files import write_atomically

if TYPE_CHECKING:
    from coalition.briefs.document import Brief
    from coalition.model.network import Network

app = typer.Typer()


class Topic(StrEnum):
    PARTNERS = "partners"
    GAPS = "gaps"
    BRIDGES = "bridges"
    ACTOR = "actor"


@app.command(rich_help_panel=Panel.FACILITATOR)
def brief(
    topic: Annotated[Topic, typer.Argument(help="What the brief is about.")],
    about: Annotated[str | None, typer.Argument(help="Id of the recommendation (partners) or of the actor.")] = None,
    output: Annotated[Path, typer.Option(help="File to write: .pdf, .docx, .xlsx or .csv.")] = Path("brief.pdf"),
    target: Target = None,
    seen_by: SeenBy = None,
    group_by: GroupBy = "regional_group",
    disputed: Disputed = False,
    declarations: Declarations = False,
    protected: Annotated[
        bool, typer.Option("--protected", help="With protected actors and evidence: not to be passed on.")
    ] = False,
) -> None:
    """Write a brief to hand on, as PDF, Word, Excel or CSV.

    Answer, picture, reasons, sources, what is not known, date, data version.
    For partners: --target, --seen-by. For bridges: --group-by.

    Example: coalition brief partners R18 --output R18.pdf
    Example: coalition brief gaps --output gaps.xlsx
    """
    from coalition.briefs.document import dated, left_out_words
    from coalition.briefs.files import MAKERS
    from coalition.model.network import Network
    from coalition.model.positions import Counting
    from coalition.model.visibility import anything_protected, public_tables

    make = MAKERS.get(output.suffix.lower())
    if make is None:
        raise CoalitionError(f"--output {output}: name a file that ends in {', '.join(MAKERS)}")
    if (topic in (Topic.PARTNERS, Topic.ACTOR)) != (about is not None):
        raise CoalitionError(
            f"brief {topic}: {'it is about the whole map' if about else 'name an id, such as R18 or CHL'}"
        )
    with open_map(shows=False) as store:
        tables, version = store.tables(), store.version()
    hidden = anything_protected(tables)
    network = Network.from_tables(tables if protected else public_tables(tables), Counting(disputed, declarations))
    made = dated(
        _build(network, topic, about or "", target, seen_by, group_by, version),
        dt.date.today(),
        left_out_words(hidden, protected),
    )
    try:
        write_atomically(output, make(made))
    except OSError as error:
        raise CoalitionError(f"--output {output}: cannot be written ({error.strerror})") from None
    print(" ".join(f"{made.answer} {made.left_out}".split()))


def _build(
    network: Network, topic: Topic, about: str, target: str | None, seen_by: str | None, group_by: str, version: int
) -> Brief:
    from coalition.briefs.actor import actor
    from coalition.briefs.bridges import bridges
    from coalition.briefs.gaps import gap_brief
    from coalition.briefs.partners import partners

    if topic is Topic.PARTNERS:
        return partners(network, about, seen_by, target, version=version)
    if topic is Topic.ACTOR:
        return actor(network, about)
    return gap_brief(network) if topic is Topic.GAPS else bridges(network, group_by)
