"""World: where does every State of the world stand on a recommendation, or how like its supporters is it?"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from coalition.analysis.coverage import SUPPORTING
from coalition.analysis.partners.last_evaluation import search_recalibrated
from coalition.analysis.phrases import headline, observers_told
from coalition.analysis.source_wording import stance_lines
from coalition.analysis.world import (
    VERY_LIKE,
    likeness_of_states,
    likeness_sentence,
    positions_of_states,
    positions_sentence,
)
from coalition.app.parts import address, brief_button, evaluation, layout, session, share
from coalition.app.parts import world as world_parts
from coalition.app.room import View, ViewKind
from coalition.briefs.snapshot.answers import world_snapshot
from coalition.briefs.snapshot.choices import of_world
from coalition.english import capitalized
from coalition.figures import world
from coalition.figures.tiles import wide
from coalition.model.network import Network
from coalition.model.visibility import INSIDE, anything_protected

POSITION, LIKENESS = "position", "likeness"
COLOURS = {POSITION: "position and act", LIKENESS: "likeness, an estimate"}
KINDS = {POSITION: ViewKind.WORLD, LIKENESS: ViewKind.WORLD_LIKENESS}
DEFAULT, NOBODY = "R18", ""


def body(network: Network) -> None:
    ids = list(network.recommendations.index)
    left, right = st.columns([5, 2])
    with left:
        chosen = address.ask(
            "Recommendation", "r", ids, DEFAULT if DEFAULT in ids else ids[0], session.recommendation_words(network),
            known=lambda key: network.require("recommendations", key), remember="recommendation",
        )  # fmt: skip
    with right:
        colour = address.ask("Colour by", "colour", list(COLOURS), POSITION, COLOURS.__getitem__)
    sentence, table = session.result(_of, chosen, colour, *_evaluated(network))
    layout.answer(headline(network, sentence))
    asked = session.question(search_recalibrated, chosen, None, None, *_evaluated(network), public=True)
    likeness = colour == LIKENESS
    share.show(of_world(network, chosen, likeness), world_snapshot, chosen, asked if likeness else None)
    left, right = st.columns([5, 2], gap="small")
    actor = _asked(table)
    with left:
        _board(network, table, actor, sentence)
    with right, st.container(border=True, key=world_parts.CARD):
        names = dict(zip(table["actor_id"], table["name"], strict=True))
        actor = address.ask(
            "State: choose here or click a tile", "actor", [NOBODY, *sorted(names, key=names.__getitem__)], NOBODY,
            lambda key: names.get(key, "none"), known=lambda key: network.require("actors", key),
        )  # fmt: skip
        if actor:
            _card(network, chosen, table.set_index("actor_id").loc[actor].to_dict() | {"actor_id": actor})
        else:
            _groups(network, table)
    text = network.recommendations.loc[chosen, "text"]
    layout.note(f"{chosen}: {text} {observers_told(network.actors)}".strip())
    brief_button.show_wall(View(KINDS[colour], (chosen,)))
    layout.twin(world.as_table(table, network.group_names))


def _evaluated(network: Network) -> tuple[Any, ...]:
    """What the estimates are recalibrated with, as on the page Partners."""
    last = evaluation.last(network)
    return (last.digest if last else "", evaluation.folder())


def _of(network: Network, recommendation: str, colour: str, digest: str, folder: Any) -> tuple[str, pd.DataFrame]:
    """The answer, and what each State's tile tells."""
    if colour == POSITION:
        table = positions_of_states(network, recommendation)
        return positions_sentence(network, recommendation, table), table
    found = session.result(search_recalibrated, recommendation, None, None, digest, folder)
    table = likeness_of_states(network, found)
    return likeness_sentence(network, found, table), table


def _asked(table: pd.DataFrame) -> str:
    """The State that the address names, if it is one of the board."""
    named = st.query_params.get("actor", NOBODY)
    return named if named in set(table["actor_id"]) else NOBODY


def _board(network: Network, table: pd.DataFrame, chosen: str, sentence: str) -> None:
    tiles, dark = world.tiles_of(table), layout.dark()
    counted = world.counts([tile.mark for tile in tiles])
    key = [(world.swatch(mark, dark), f"{mark} ({count})") for mark, count in counted.items()]
    if leads := sum(tile.leads for tile in tiles):
        key.append((world.ring(dark), f"ringed: leads ({leads})"))
    there = {tile.group for tile in tiles}
    groups = [(world.swatch(None, dark, group), name) for group, name in network.group_names.items() if group in there]
    whole = wide(dict(zip(table["actor_id"], table["country"], strict=True)))
    named = bool(world.names_of_groups(whole, tiles, network.group_names))
    drawings = world.boards(table, network.group_names, dark, sentence)
    world_parts.board(
        drawings, whole.columns, key, groups, chosen, lambda actor: address.go("actor", actor), named=named
    )
    if anything_protected(network):
        layout.note(INSIDE)


def _card(network: Network, recommendation: str, row: dict[Any, Any]) -> None:
    """One State: where it stands, since when, on what evidence, and where to go on."""
    actor = str(row["actor_id"])
    layout.name(str(row["name"]))
    layout.note(session.who(network, actor))
    estimated = pd.notna(row.get("likeness"))
    layout.text(f"{'●' if row['position'] and not estimated else '○'} {capitalized(str(row['words']))}")
    stances = session.stances_of_actor(actor)
    bearing = stances[stances["recommendations"].map(lambda ids: recommendation in ids)]
    counts = set(network.evidence_of(recommendation))
    pairs = []
    for stance in sorted(bearing.to_dict("records"), key=lambda one: one["evidence_id"] not in counts):
        what, how = stance_lines(stance)
        disputed = "" if stance["evidence_id"] in counts else ", by a disputed reading that does not count"
        pairs.append((f"{str(stance['date_to'])[:4]}{disputed}", what, how))
    layout.facts(pairs, linked=True)
    session.link("actor", "Everything on record about it", actor=actor)
    session.link("partners", "Whom to talk to first", r=recommendation, actor=actor)


def _groups(network: Network, table: pd.DataFrame) -> None:
    """Before a State is chosen: how many of each regional group support it or are like those who do."""
    layout.name("By regional group")
    estimated = "likeness" in table
    telling = table["likeness"] >= VERY_LIKE if estimated else table["position"].isin(SUPPORTING)
    other = table["likeness"].notna() if estimated else table["position"] == ""
    size = table["group"].value_counts()
    groups = [*network.group_names.items(), ("", "No group")]
    layout.grid(
        pd.DataFrame(
            [
                {
                    "": name.removesuffix(" Group"),
                    "Very like" if estimated else "Support": int((telling & (table["group"] == group)).sum()),
                    "Estimated" if estimated else "Unknown": int((other & (table["group"] == group)).sum()),
                    "States": int(size[group]),
                }
                for group, name in groups
                if group in size.index
            ]
        )
    )


session.show(body)
