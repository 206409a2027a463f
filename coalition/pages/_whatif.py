"""Part of a page: what if this actor had taken other positions? Before, after and difference; nothing is stored."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coalition.analysis.baseline import Baseline
from coalition.analysis.gaps import CLASSES
from coalition.analysis.whatif import WhatIf, baseline, what_if
from coalition.analysis.whatif_tables import NO_STANCE
from coalition.briefs.whatif import whatif as brief
from coalition.model import Position
from coalition.network import POSITION_OF_CODE, Network
from coalition.pages import _brief, _layout, _shared

CHOICES = [*(str(position) for position in Position), NO_STANCE]
WORDS = {NO_STANCE: "nothing on record"}
FIRST = 15
ASKED = "whatif asked"


def show(network: Network, actor: str) -> None:
    """A form of the stances of an actor; the answer below, once it is asked for."""
    name = str(network.actors.loc[actor, "name"])
    with st.expander("What if it had taken other positions?"):
        _layout.note("Choose evidence and another position. Everything is computed for that case; nothing is stored.")
        row = network.stances[network.rows([actor])].toarray()[0]
        items = _in_order(network, row)
        titles = network.evidence["title"]

        def told(item: str) -> str:
            code = int(row[network.columns([item])[0]])
            now = str(POSITION_OF_CODE[code]) if code else WORDS[NO_STANCE]
            return f"{titles[item]} ({item}): {now}"

        with st.form(f"whatif {actor}", border=False):
            left, right = st.columns([3, 1], vertical_alignment="bottom")
            chosen = left.multiselect("Evidence", items, format_func=told, key=f"whatif evidence {actor}")
            position = right.selectbox(
                "Position instead", CHOICES, index=CHOICES.index(Position.OPPOSE), key=f"whatif position {actor}",
                format_func=lambda key: WORDS.get(key, key),
            )  # fmt: skip
            pressed = st.form_submit_button("Show what would follow")
        if pressed:
            st.session_state[ASKED] = (actor, tuple(chosen), str(position))
        asked, evidence, other = st.session_state.get(ASKED, ("", (), ""))
        if asked == actor and not evidence:
            _layout.alert("Choose at least one piece of evidence.")
        elif asked == actor:
            with st.spinner("Computing before and after ..."):
                base = _base(_shared.version(), network)
                _answer(network, what_if(network, [(actor, item, other) for item in evidence], base), name)
            _brief.show(brief, f"whatif-{actor}", actor, evidence, other)


@st.cache_resource(max_entries=2, show_spinner=False)
def _base(version: int, _network: Network) -> Baseline:
    """The state that all what-ifs of a map start from: it is only read, so that visits may share it."""
    return baseline(_network)


def _in_order(network: Network, row: object) -> list[str]:
    """Evidence with a stance of the actor first, then what bears on a recommendation, then the rest."""
    bearing = network.evidence.index.isin(network.bears_on["evidence_id"])
    taken = pd.Series(row, index=network.evidence.index) != 0
    order = pd.DataFrame({"taken": taken & bearing, "bearing": bearing, "any": taken})
    return list(order.sort_values(["taken", "bearing", "any"], ascending=False, kind="stable").index)


def _answer(network: Network, found: WhatIf, name: str) -> None:
    _layout.text(found.sentence)
    if (found.changes["before"] == found.changes["after"]).all():
        return
    same = found.changes.loc[found.changes["note"] != "", ["title", "note"]]
    for row in same.to_dict("records"):
        _layout.note(f"{row['title']}: {row['note']}.")
    texts = network.recommendations["text"]
    if len(found.positions):
        _layout.name("Positions")
        _layout.grid(
            pd.DataFrame(
                {
                    "Recommendation": [f"{key}  {texts[key]}" for key in found.positions["recommendation_id"]],
                    "Before": found.positions["before"],
                    "After": found.positions["after"],
                }
            )
        )
    if len(found.gaps):
        names = {gap.id: gap.name for gap in CLASSES} | {"": ""}
        opened, closed = (
            [", ".join(names[gap] for gap in cell.split(";")) for cell in found.gaps[column]]
            for column in ("opened", "closed")
        )
        _layout.name("Gaps")
        _layout.grid(
            pd.DataFrame(
                {
                    "Recommendation": [f"{key}  {texts[key]}" for key in found.gaps["recommendation_id"]],
                    "Supporters before": found.gaps["supporters_before"],
                    "After": found.gaps["supporters_after"],
                    "Gap opened": opened,
                    "Gap closed": closed,
                }
            )
        )
    _bridges(found.bridges, name)


def _bridges(table: pd.DataFrame, name: str) -> None:
    """Who rises and falls among the bridges."""
    moved = table[(table["rank_change"].fillna(0) != 0) | (table["sole_change"] != 0) | (table["name"] == name)]
    if moved.empty:
        _layout.note("Nobody's rank among the bridges changes, and nobody becomes or ceases to be a sole carrier.")
        return
    _layout.name("Bridges")
    shown = moved.head(FIRST)
    _layout.grid(
        pd.DataFrame(
            {
                "State": shown["name"],
                "Rank before": shown["rank_before"],
                "Rank after": shown["rank_after"],
                "Agreement with its weakest group before": shown["congruence_before"].round(3),
                "Agreement after": shown["congruence_after"].round(3),
                "Carries alone before": shown["sole_before"],
                "Carries alone after": shown["sole_after"],
            }
        )
    )
    if len(moved) > FIRST:
        _layout.note(f"The {FIRST} that move most, of {len(moved)} whose rank or sole carrying changes.")
