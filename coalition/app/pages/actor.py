"""Actor: who is it, where does it stand, and on what evidence?"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from coalition.analysis.actors.similar_actors import similar_actors
from coalition.analysis.actors.stances import stances_of
from coalition.analysis.actors.trend import trend
from coalition.analysis.actors.words_and_deeds import words_and_deeds
from coalition.analysis.phrases import headline, position_words, standing_sentence, years_told
from coalition.analysis.recorded_leads import lead_sentences
from coalition.analysis.source_wording import cited, done, read_in, stance_lines
from coalition.app.map.handed_on import actor_snapshot
from coalition.app.parts import address, brief_button, layout, network_map, session, share
from coalition.app.parts.actor import show_lately, show_trend, show_words_and_deeds
from coalition.app.parts.snapshots import Asked
from coalition.briefs.actor import actor as brief
from coalition.briefs.snapshot.choices import of_actor
from coalition.english import day, listed
from coalition.model.network import Network
from coalition.model.positions import STRICT
from coalition.model.vocabulary import Standing, YesNo, split
from coalition.names.citations import first_address, in_words, quality_words

MOST_ALIKE = 5
HIGH, FEW = 480, 12
"""Pixels of the record, which scrolls, and rows up to which it does not."""


def body(network: Network) -> None:
    actor = address.ask(
        "Actor", "actor", list(network.actors.index), session.busiest(network),
        session.actor_words(network),
        known=lambda key: network.require("actors", key),
    )  # fmt: skip
    row = network.actors.loc[actor]
    own = network.positions[network.positions["actor_id"] == actor]
    layout.answer(headline(network, f"{row['name']} {standing_sentence(network, actor)}"))
    layout.note(_who(network, row))
    show_lately(network, actor)
    brief_button.show(brief, f"actor-{actor}", actor)
    made = session.question(brief, actor, public=True)
    share.show(of_actor(network, actor), actor_snapshot, made, actor, brief=(brief, actor), actors=[actor])
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _positions(network, own)
        layout.facts(
            [
                *_alike(network, actor),
                ("Note", in_words(str(row["note"])), read_in(str(row["source"]), str(row["grade"]))),
            ]
        )
    with right:
        network_map.of_actor(network, actor)
    show_words_and_deeds(network, actor)
    show_trend(network, actor)
    session.link("whatif", "What if it had taken other positions?", actor=actor)
    session.link("compare", "Compare it with others", actor=actor)
    _record(network, actor)
    session.ahead(list(network.actors.index), actor, _questions)


def _questions(actor: str) -> list[Asked]:
    """What the page asks about an actor that takes longest."""
    asks = (words_and_deeds, trend, similar_actors)
    return [session.question(stances_of, actor, counted=STRICT), *(session.question(ask, actor) for ask in asks)]


def _who(network: Network, row: pd.Series[str]) -> str:
    blocs = [str(network.blocs["name"].get(bloc, bloc)) for bloc in split(str(row["blocs"]))]
    return " · ".join(part for part in (session.who(network, str(row.name)), ", ".join(blocs)) if part)


def _alike(network: Network, actor: str) -> list[tuple[str, str, str]]:
    """With whom a State votes most alike, and how often with the visitor's own country."""
    if not bool(network.is_state[network.rows([actor])[0]]):
        return []
    table = session.result(similar_actors, actor)
    known = table[table["kappa"].notna()]
    own = known[known["actor_id"] == address.remembered("own")]
    first = known.head(MOST_ALIKE)
    return [
        *((f"You ({row['name']})", f"you share {row['same']} of {row['n']} positions", row["years"])
          for row in own.to_dict("records")),
        ("Most alike", listed([f"{row['name']} ({row['same']} of {row['n']})" for row in first.to_dict("records")]),
         "the same position on contested texts on which both took one; by kappa, which sets aside what chance gives"),
    ]  # fmt: skip


def _positions(network: Network, own: pd.DataFrame) -> None:
    """Positions on recommendations; the chosen one shows its evidence."""
    if own.empty:
        return
    order = list(Standing)
    sorted_own = own.sort_values("latest", ascending=False, kind="stable").sort_values(
        "position", key=lambda column: column.map(order.index), kind="stable"
    )
    texts = network.recommendations["text"]
    table = pd.DataFrame(
        {
            "": sorted_own["recommendation_id"],
            "Position": [position_words(row, _led(row)) for row in sorted_own.to_dict("records")],
            "Years": [years_told(row) for row in sorted_own.to_dict("records")],
            "Recommendation": sorted_own["recommendation_id"].map(texts),
            "Evidence": [", ".join(cited(network, ids)) for ids in sorted_own["evidence"]],
        }
    )
    layout.grid(table, height=38 + 30 * min(len(table), 12))


def _led(row: dict[Hashable, Any]) -> str:
    """By what it leads, and what it did against it later; "" where it does not."""
    if row["position"] != Standing.LEADS:
        return ""
    return session.result(lead_sentences, row["recommendation_id"])[row["actor_id"]]


def _bearing(row: dict[Hashable, Any], disputed: set[tuple[str, str]]) -> str:
    """What a piece of evidence bears on; a reading that is `disputed` (evidence, recommendation) is told to be that."""
    return ", ".join(
        f"{key} (a disputed reading)" if (row["evidence_id"], key) in disputed else key
        for key in row["recommendations"]
    )


def _record(network: Network, actor: str) -> None:
    """Everything on record, newest first, with its source."""
    stances = session.stances_of_actor(actor)
    of_all = len(stances)
    place = st.empty()
    only = address.ask_yes("Only what bears on a recommendation", "bearing", default=True)
    if only:
        stances = stances[stances["recommendations"].map(len) > 0]
    with place:
        layout.head(
            f"On record ({f'{len(stances)} of {of_all} bear on a recommendation' if only else f'all {of_all}'})"
        )
    was = session.corrections(actor)
    latest = was.drop_duplicates("evidence_id").set_index("evidence_id")
    corrected = {str(key): _was(row) for key, row in latest.to_dict("index").items()}
    rows = stances.to_dict("records")
    doubted = network.bears_on[network.bears_on["contestable"] == YesNo.YES]
    disputed = set(zip(doubted["evidence_id"], doubted["recommendation_id"], strict=True))
    told = []
    for row in rows:
        what, below = stance_lines(row)
        bears = f". Bears on {_bearing(row, disputed)}" if row["recommendations"] else ""
        was_so = f". {corrected[row['evidence_id']]}" if row["evidence_id"] in corrected else ""
        told.append((day(row["date_to"]), f"{what}{bears}{was_so}", below))
    with st.container(height=HIGH if len(told) > FEW else "content", border=False):
        layout.facts(told, linked=True)
    layout.twin(
        pd.DataFrame(
            {
                "Date": stances["date_to"],
                "What it did": [done(row) for row in rows],
                **({"Corrected": stances["evidence_id"].map(corrected).fillna("")} if corrected else {}),
                "What": stances["title"],
                "Citation": stances["citation"],
                layout.OPEN: [first_address(row["citation"], row["source"]) or None for row in rows],
                "Bears on": stances["recommendations"].map(", ".join),
                "Note": stances["note"],
                "Quality": stances["source"].map(quality_words),
                "Source": stances["source"],
            }
        )
    )
    if len(was):
        layout.twin(
            pd.DataFrame(
                {
                    "Evidence": was["evidence_id"],
                    "Was": was["position"],
                    "Until": was["until"],
                    "What": was["how"],
                    "By": was["who"],
                    "Why": was["why"],
                    "Note": was["note"],
                    "Source then": was["source"],
                }
            ),
            "Corrected or removed",
        )
    session.link("edit", "Change what is on record", table="stances", actor=actor)


def _was(row: dict[Hashable, Any]) -> str:
    """What a correction corrected: "corrected on 2026-11-24: was oppose"."""
    return f"{row['how']} on {str(row['until'])[:10]}: was {row['position']}"


session.show(body)
