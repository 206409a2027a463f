"""Words and deeds, who backs whose priorities, and whose voice is missing."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.commands._shared import FormatOption, open_network
from coalition.output import Format, emit

app = typer.Typer()
_FIRST = 20
Actor = Annotated[str | None, typer.Argument(help="Id of an actor; all States if none.")]


@app.command()
def words(actor: Actor = None, form: FormatOption = Format.TABLE) -> None:
    """What an actor asked of others beside what it did itself, by theme, from the record.

    Example: coalition words DEU --format json
    """
    from coalition.analysis.actors.words_and_deeds import summary
    from coalition.analysis.actors.words_and_deeds import words as find_words

    network = open_network()
    table = find_words(network, actor)
    shown = ["theme" if actor else "name", "asked", "asked_of", "did", "did_of", "asked_only"]
    people = table if actor else table.head(_FIRST)
    emit(summary(network, table, actor), people if form is Format.TABLE else table, form, shown)


@app.command()
def reciprocity(
    actor: Actor = None,
    most: Annotated[int, typer.Option(help="Rows at most.")] = 50,
    form: FormatOption = Format.TABLE,
) -> None:
    """Who backed whose priorities, and pairs of States that could trade support.

    Example: coalition reciprocity CHL --most 10
    """
    from coalition.analysis.actors.reciprocity import reciprocity as find_pairs
    from coalition.analysis.actors.reciprocity import summary

    network = open_network()
    table = find_pairs(network, actor, most)
    shown = ["name", "backs", "backs_of", "backed", "backed_of", "for_you", "for_them"]
    shown = shown if actor else ["a_name", "b_name", "trade", "for_a", "for_b"]
    people = table if actor else table.head(_FIRST)
    emit(summary(network, table, actor), people if form is Format.TABLE else table, form, shown)


@app.command()
def voices(
    recommendation: Annotated[str | None, typer.Argument(help="Id of one recommendation; all if none.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Kinds of actor that a recommendation speaks to or names, and nobody of them is on record.

    Example: coalition voices R18.1
    """
    from coalition.analysis.gaps.missing_voices import summary
    from coalition.analysis.gaps.missing_voices import voices as find_voices

    network = open_network()
    table = find_voices(network)
    if recommendation is not None:
        network.require("recommendations", recommendation)
        table = table[table["recommendation_id"] == recommendation]
    shown = ["recommendation_id", "voice", "why", "status", "present", "elsewhere", "nearest"]
    people = table if recommendation else table[table["status"] != "present"]
    emit(summary(table), people if form is Format.TABLE else table, form, shown)
