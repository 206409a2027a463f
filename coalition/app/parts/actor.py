"""Parts about one actor: with whom it agreed year by year; what it said and what it did; who backs whom."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coalition.analysis.actors.late_votes import late_votes_of
from coalition.analysis.actors.mutual_backing import mutual_backing
from coalition.analysis.actors.realignment import realignment
from coalition.analysis.actors.trend import MIN_ITEMS, trend
from coalition.analysis.actors.wording import (
    PART_RULE,
    PART_WORDS,
    count_words,
    late_votes_words,
    realignment_of,
    words_and_deeds_summary,
)
from coalition.analysis.actors.words_and_deeds import words_and_deeds
from coalition.app.parts import layout, session
from coalition.figures.trend import trend_lines, trend_table
from coalition.model.network import Network


def show_trend(network: Network, actor: str) -> None:
    """The lines, their table, and a sentence on what has moved; for an actor without contested evidence, why not."""
    name = str(network.actors.loc[actor, "name"])
    with st.spinner("Drawing the texts of each year again, and comparing those that came back ..."):
        table, movements = session.result(trend, actor), session.result(realignment)
    layout.head("Agreement with each regional group, by year")
    if table.empty:
        grouped = (network.actors.loc[network.is_state, "regional_group"] != "").any()
        why = "has no position on evidence on which States differed" if grouped else "has no group to be compared with"
        layout.note(f"{name} {why}: no trend can be shown.")
        return
    moved = realignment_of(name, movements[movements["actor_id"] == actor])
    layout.text(moved)
    if table["low"].notna().any():
        layout.picture(network, trend_lines(table, name), key=f"trend {actor}")
        layout.note(
            "Raw agreement on the texts on which States differed in that year: 1 is the same position throughout, an "
            "abstention beside a yes or a no is half. The texts differ from year to year: compare the groups within a "
            "year. The table gives the interval that 95% of redrawn texts fall in."
        )
    else:
        layout.note(f"No year has the {MIN_ITEMS} contested texts that a line needs; the table has what there is.")
    layout.twin(trend_table(table), "The years as a table")


def show_lately(network: Network, actor: str) -> None:
    """How a State voted of late beside its regional group; nothing where there is nothing to tell."""
    late = late_votes_words(network, str(network.actors.loc[actor, "name"]), session.result(late_votes_of, actor))
    if late:
        layout.text(late)


def show_words_and_deeds(network: Network, actor: str) -> None:
    """Words and deeds by theme; for a State, who backs whose priorities."""
    layout.head("Words and deeds")
    table = session.result(words_and_deeds, actor)
    told = table[table[list(PART_WORDS)].sum(axis=1) > 0]
    if told.empty:
        layout.text("Neither words nor deeds are on this map: unknown, not silent.")
    else:
        layout.text(words_and_deeds_summary(network, table, actor))
        layout.note(PART_RULE)
        counts = {
            words.capitalize(): [count_words(row, part) for row in told.to_dict("records")]
            for part, words in PART_WORDS.items()
        }
        evidence = {f"{words.capitalize()}: by what": told[f"{part}_evidence"] for part, words in PART_WORDS.items()}
        layout.grid(pd.DataFrame({"Theme": told["theme"], **counts, **evidence}))
    if actor in network.actors.index[network.states]:
        _backing(actor)


def _backing(actor: str) -> None:
    """Whose priorities a State backs, who backs its own, and what could be traded."""
    table = session.result(mutual_backing, actor)
    layout.head("Who backs whose priorities")
    if table.empty:
        layout.text("No other State leads a recommendation, so that there is nothing to back.")
        return
    layout.text(str(table["sentence"].iloc[0]))
    layout.note(
        "A priority is what a State leads: core group, main sponsor or own law. Could: not on record against it."
    )
    with st.expander(f"All of them ({len(table)})"):
        layout.grid(
            pd.DataFrame(
                {
                    "State": table["name"],
                    "This one backs": [f"{n} of {of}" for n, of in zip(table["backs"], table["backs_of"], strict=True)],
                    "Is backed": [
                        f"{n} of {of}" if of else "leads none"
                        for n, of in zip(table["backed"], table["backed_of"], strict=True)
                    ],
                    "Could back": table["for_them"].str.replace(";", ", "),
                    "Could be backed on": table["for_you"].str.replace(";", ", "),
                }
            )
        )
