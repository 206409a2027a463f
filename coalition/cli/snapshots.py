"""An answer as one HTML file to send, and counts of it for charts of one's own."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coalition.cli.options import (
    Declarations,
    Disputed,
    FormatOption,
    GroupBy,
    Panel,
    SeenBy,
    Target,
    WideOption,
    open_map,
    open_network,
)
from coalition.cli.output import FIRST, OutputFormat, Part, emit
from coalition.errors import CoalitionError
from coalition.figures.map_views import MapSize, MapView
from coalition.files import write_atomically
from coalition.settings import Settings

if TYPE_CHECKING:
    from coalition.briefs.snapshot.document import PageSnapshot
    from coalition.model.network import Network

app = typer.Typer()
SECONDS = 30.0


class SnapshotTopic(StrEnum):
    """What a snapshot can be about."""

    PARTNERS = "partners"
    GAPS = "gaps"
    BRIDGES = "bridges"
    COALITION = "coalition"
    WHAT_IF = "what-if"
    MAP = "map"
    WORLD = "world"
    COMPARE = "compare"
    RECOMMENDATION = "recommendation"
    ACTOR = "actor"


NEEDS = {
    SnapshotTopic.PARTNERS: (1, 1, "the id of a recommendation, such as R18"),
    SnapshotTopic.GAPS: (0, 0, "nothing else: it is about the whole map"),
    SnapshotTopic.BRIDGES: (0, 0, "nothing else: it is about the whole map"),
    SnapshotTopic.COALITION: (0, 99, "ids of recommendations"),
    SnapshotTopic.WHAT_IF: (1, 99, "changes, such as CHL:GA-70-161=oppose"),
    SnapshotTopic.MAP: (0, 0, "nothing else: --theme, --kind and others choose a part"),
    SnapshotTopic.WORLD: (1, 1, "the id of a recommendation, such as R18"),
    SnapshotTopic.COMPARE: (0, 99, "ids of 2 to 10 actors, or --bloc or --regional-group"),
    SnapshotTopic.RECOMMENDATION: (1, 1, "the id of a recommendation, such as R18"),
    SnapshotTopic.ACTOR: (1, 1, "the id of an actor, such as CHL"),
}
"""How many words each takes, least and most, and what they are."""


@app.command(rich_help_panel=Panel.FACILITATOR)
def snapshot(
    question: Annotated[SnapshotTopic, typer.Argument(help="What it answers.")],
    about: Annotated[list[str] | None, typer.Argument(help="Ids of what it is about, or changes (what-if).")] = None,
    output: Annotated[Path, typer.Option(help="File to write: .html")] = Path("snapshot.html"),
    target: Target = None,
    seen_by: SeenBy = None,
    group_by: GroupBy = "regional_group",
    likeness: Annotated[bool, typer.Option("--likeness", help="World: colours by likeness, an estimate.")] = False,
    supporters: Annotated[int, typer.Option(help="Members that support each recommendation.", min=1)] = 1,
    groups: Annotated[int, typer.Option(help="Coalition: regional groups that they come from; 0 for any.")] = 0,
    all_recommendations: Annotated[
        bool, typer.Option("--all-recommendations", help="Compare: on all recommendations, and not on all texts.")
    ] = False,
    theme: Annotated[str, typer.Option(help="Map: theme of the recommendations.")] = "",
    kind: Annotated[str, typer.Option(help="Map: kind of actor, such as ngo; states for all States.")] = "",
    regional_group: Annotated[str, typer.Option(help="Map, compare: id of a regional group.")] = "",
    bloc: Annotated[str, typer.Option(help="Map, compare: id of a bloc.")] = "",
    position: Annotated[str, typer.Option(help="Map: position, such as supports.")] = "",
    act: Annotated[str, typer.Option(help="Map: strongest act, such as led.")] = "",
    since: Annotated[int | None, typer.Option(help="Map: first year.")] = None,
    until: Annotated[int | None, typer.Option(help="Map: last year.")] = None,
    view: Annotated[MapView, typer.Option(help="Map: which picture.")] = MapView.RECORD,
    size: Annotated[MapSize, typer.Option(help="Map: what the size of a mark means.")] = MapSize.ALIKE,
    disputed: Disputed = False,
    declarations: Declarations = False,
) -> None:
    """Write an answer as one HTML file that opens anywhere.

    With its picture, a search, tables and sources. It needs no server and no network, and leaves out what is protected.

    Example: coalition snapshot partners R18 --output R18.html
    Example: coalition snapshot map --theme technology --output technology.html
    """
    from dataclasses import replace

    from coalition.briefs.document import dated, left_out_words
    from coalition.briefs.snapshot.page import page
    from coalition.model.network import Network
    from coalition.model.positions import Counting
    from coalition.model.visibility import anything_protected, public_tables

    if output.suffix.lower() != ".html":
        raise CoalitionError(f"--output {output}: name a file that ends in .html")
    ids = tuple(about or ())
    least, most, what = NEEDS[question]
    if not least <= len(ids) <= most:
        raise CoalitionError(f"snapshot {question}: name {what}")
    with open_map(shows=False) as store:
        tables, version = store.tables(), store.version()
    hidden = anything_protected(tables)
    network = Network.from_tables(public_tables(tables), Counting(disputed, declarations))
    options = {
        "target": target, "seen_by": seen_by, "group_by": group_by, "likeness": likeness, "supporters": supporters,
        "groups": groups, "by": "recommendations" if all_recommendations else "texts",
        "theme": theme, "kind": kind, "regional_group": regional_group, "bloc": bloc,
        "position": position, "act": act, "since": since, "until": until, "view": str(view), "size": str(size),
        "version": version,
    }  # fmt: skip
    found = _answer(network, question, ids, options)
    made = replace(found, brief=dated(found.brief, dt.date.today(), left_out_words(hidden, False)))
    try:
        write_atomically(output, page(made))
    except OSError as error:
        raise CoalitionError(f"--output {output}: cannot be written ({error.strerror})") from None
    print(" ".join(f"{made.brief.answer} {made.brief.left_out}".split()))


def _answer(network: Network, question: SnapshotTopic, ids: tuple[str, ...], given: dict[str, Any]) -> PageSnapshot:
    """The answer to a question that a page asks by its own choices."""
    from coalition.app.map.handed_on import actor_snapshot, map_snapshot
    from coalition.briefs.snapshot import answers

    first = ids[0] if ids else ""
    if question in (
        SnapshotTopic.PARTNERS,
        SnapshotTopic.GAPS,
        SnapshotTopic.BRIDGES,
        SnapshotTopic.COALITION,
        SnapshotTopic.WHAT_IF,
    ):
        return _of_brief(network, question, ids, given)
    if question is SnapshotTopic.ACTOR:
        from coalition.briefs.actor import actor

        return actor_snapshot(network, actor(network, first), first)
    if question is SnapshotTopic.RECOMMENDATION:
        network.require("recommendations", first)
        return answers.recommendation_snapshot(network, first)
    if question is SnapshotTopic.WORLD:
        from coalition.analysis.partners.last_evaluation import last_evaluation
        from coalition.analysis.partners.ranking import search
        from coalition.store.home import evaluations_of_map

        network.require("recommendations", first)
        last = last_evaluation(network, evaluations_of_map(Settings())) if given["likeness"] else None
        searched = search(network, first, None, None, last) if given["likeness"] else None
        return answers.world_snapshot(network, first, searched)
    if question is SnapshotTopic.COMPARE:
        sides = [(name, given[name]) for name in ("bloc", "regional_group") if given[name]]
        if bool(ids) + len(sides) != 1:
            raise CoalitionError(f"snapshot compare: name {NEEDS[question][2]}")
        return answers.compare_snapshot(network, ids, sides[0] if sides else None, None, given["by"])
    from coalition.analysis.selection import Filters

    return map_snapshot(
        network,
        Filters(given["theme"], given["kind"], given["regional_group"], given["bloc"], given["position"], given["act"],
                given["since"], given["until"]),
        given["view"], given["size"],
    )  # fmt: skip


def _of_brief(network: Network, question: SnapshotTopic, ids: tuple[str, ...], given: dict[str, Any]) -> PageSnapshot:
    """The answer to a question of which there is a brief."""
    from coalition.briefs.snapshot import answers

    if question is SnapshotTopic.PARTNERS:
        from coalition.briefs.partners import partners

        own, text = given["seen_by"], given["target"]
        brief = partners(network, ids[0], own, text, version=given["version"])
        return answers.partners_snapshot(network, brief, ids[0], own, text)
    if question is SnapshotTopic.GAPS:
        from coalition.briefs.gaps import gap_brief

        return answers.gaps_snapshot(network, gap_brief(network), (), (), "")
    if question is SnapshotTopic.BRIDGES:
        from coalition.briefs.bridges import bridges

        return answers.bridges_snapshot(network, bridges(network, given["group_by"]), given["group_by"])
    if question is SnapshotTopic.COALITION:
        from coalition.analysis.coalitions import coalition_for
        from coalition.briefs.coalition import coalition_brief
        from coalition.measures.coalitions.rules import Rules

        rules = Rules(given["supporters"], given["groups"])
        found = coalition_for(network, ids or None, rules, time_limit=SECONDS)
        return answers.coalition_snapshot(network, coalition_brief(network, found), ids, rules, False)
    from coalition.analysis.scenarios.what_if import parse_change
    from coalition.briefs.whatif import whatif

    changes = tuple(parse_change(text) for text in ids)
    return answers.what_if_snapshot(network, whatif(network, changes), changes, ())


@app.command(rich_help_panel=Panel.STRATEGIST)
def aggregates(
    recommendation: Annotated[str | None, typer.Argument(help="Id of one recommendation; all if none.")] = None,
    disputed: Disputed = False,
    declarations: Declarations = False,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """How many of each group and kind hold which position.

    For charts of your own: --format csv has a row for each recommendation, regional group and kind.

    Example: coalition aggregates R18 --format csv
    """
    from coalition.analysis.aggregates import aggregates as count
    from coalition.analysis.phrases import headline
    from coalition.english import number_of

    network = open_network(disputed, declarations)
    if recommendation is not None:
        network.require("recommendations", recommendation)
    table = count(network)
    if recommendation is not None:
        table = table[table["recommendation_id"] == recommendation]
    goals = number_of(table["recommendation_id"].nunique(), "recommendation")
    said = f"{int(table['supporters'].sum()):,} positions in support of {goals}, by regional group and kind."
    shown = ["recommendation_id", "regional_group", "kind", "actors", "supporters", "mixed", "abstained", "against",
             "said_so", "unknown"]  # fmt: skip
    first = FIRST if recommendation is None else 0
    emit(headline(network, said), Part(table, shown, first=first), form, wide)
