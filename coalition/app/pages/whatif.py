"""What-if: if some stances were others, which positions, gaps, bridges and coalition would follow?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coalition.analysis.gaps.classes import names_of
from coalition.analysis.phrases import headline
from coalition.analysis.scenarios.baseline import Baseline
from coalition.analysis.scenarios.comparison import NO_STANCE
from coalition.analysis.scenarios.what_if import WhatIf, baseline, parse_change, what_if, write_change
from coalition.analysis.scenarios.wording import said
from coalition.app.parts import address, brief_button, counting, jobs, layout, session, share
from coalition.briefs.snapshot.answers import what_if_snapshot
from coalition.briefs.snapshot.choices import of_what_if
from coalition.briefs.whatif import whatif as brief
from coalition.english import number_of
from coalition.errors import CoalitionError
from coalition.model.network import Network
from coalition.model.positions import Counting
from coalition.model.vocabulary import POSITION_OF_CODE, Position

CHANGES = "s"
"""Under this key each change of the scenario stands in the address."""
CHOICES = [*(str(position) for position in Position), NO_STANCE]
FIRST = 15
Scenario = tuple[tuple[str, str, str], ...]


def body(network: Network) -> None:
    top = st.container()
    left, right = st.columns([1, 2], gap="medium")
    with left:
        changes = _scenario(network)
        _add(network, changes)
        goals = address.ask_many(
            "Smallest coalition before and after, for", "c", list(network.recommendations.index),
            session.recommendation_words(network), lambda key: network.require("recommendations", key), "none",
        )  # fmt: skip
    with top:
        if not changes:
            layout.answer("What if an actor changed its position?")
            layout.note("Choose an actor, a piece of evidence and another position. Nothing of it is stored.")
            counting.show()
    if not changes:
        return
    with right:
        found = jobs.wait_for(answered, changes, tuple(goals), doing="Computing before and after ...")
    if found is None:
        return
    with top:
        layout.answer(headline(network, found.sentence))
        layout.note("A supposition, not a record: nothing of it is stored. The address of this page is the scenario.")
        brief_button.show(brief, "whatif", changes, tuple(goals))
        made = (brief, changes, tuple(goals))
        share.show(
            of_what_if(network, changes, goals), what_if_snapshot, session.question(*made, public=True), changes,
            tuple(goals), brief=made, actors=[change[0] for change in changes],
            evidence=[change[1] for change in changes],
        )  # fmt: skip
    with right:
        _tables(network, found)


def answered(network: Network, changes: Scenario, goals: tuple[str, ...]) -> WhatIf:
    """The what-if of a scenario, from the state that all what-ifs of a map share."""
    return what_if(network, list(changes), _base((network.digest, network.counting), network), goals)


@st.cache_resource(max_entries=4, show_spinner=False)
def _base(found_on: tuple[str, Counting], _network: Network) -> Baseline:
    """Only read, so that visits may share it."""
    return baseline(_network)


def _scenario(network: Network) -> Scenario:
    """The changes in the address, each with a button that takes it back; those that name nothing are told."""
    kept: dict[tuple[str, str], tuple[str, str, str]] = {}
    for text in st.query_params.get_all(CHANGES):
        try:
            actor, item, position = parse_change(text)
            network.require("actors", actor)
            network.require("evidence", item)
        except CoalitionError as error:
            layout.alert(f"{error} It is left out.")
            continue
        if position not in CHOICES:
            layout.alert(f"{position} is no position; use {', '.join(CHOICES)}. It is left out.")
            continue
        kept[actor, item] = (actor, item, position)
    changes = tuple(kept.values())
    for place, (actor, item, position) in enumerate(changes):
        words, button = st.columns([5, 1], vertical_alignment="center")
        with words:
            layout.facts(
                [(str(network.actors.loc[actor, "name"]), f"{_now(network, actor)[item]} → {said(position)}",
                  str(network.evidence.loc[item, "title"]))]
            )  # fmt: skip
        rest = [write_change(*change) for change in changes if change != changes[place]]
        button.button("Undo", key=f"undo {actor} {item}", on_click=address.go, args=(CHANGES, *rest))
    return changes


def _add(network: Network, changes: Scenario) -> None:
    """One more change: actor, evidence, position."""
    names = network.actors["name"].to_dict()
    actors = sorted(network.actors.index, key=lambda key: (str(names[key]).casefold(), key))
    with st.container(border=True):
        actor = address.ask(
            "Actor", "actor", actors, session.busiest(network), session.actor_words(network),
            known=lambda key: network.require("actors", key),
        )  # fmt: skip
        now = _now(network, actor)
        words = {key: f"{title} ({key}): {now[key]}" for key, title in network.evidence["title"].items()}
        st.selectbox("On", in_order(network, actor), format_func=words.__getitem__, key=f"item {actor}")
        st.selectbox(
            "Position instead", CHOICES, index=CHOICES.index(Position.SUPPORT), format_func=said, key="position"
        )

        def add() -> None:
            chosen = write_change(actor, str(st.session_state[f"item {actor}"]), str(st.session_state["position"]))
            address.go(CHANGES, *(write_change(*change) for change in changes), chosen)

        st.button("Add to the scenario", type="primary", on_click=add)


def in_order(network: Network, actor: str) -> list[str]:
    """Evidence with a stance of the actor first, then what bears on a recommendation, then the rest."""
    row = network.stances[network.rows([actor])].toarray()[0]
    bearing = network.evidence.index.isin(network.bears_on["evidence_id"])
    taken = pd.Series(row, index=network.evidence.index) != 0
    order = pd.DataFrame({"taken": taken & bearing, "bearing": bearing, "any": taken})
    return list(order.sort_values(["taken", "bearing", "any"], ascending=False, kind="stable").index)


def _now(network: Network, actor: str) -> dict[str, str]:
    """The position of an actor on each piece of evidence, in words."""
    codes = network.stances[network.rows([actor])].toarray()[0]
    words = {0: said(NO_STANCE)} | {code: said(str(position)) for code, position in POSITION_OF_CODE.items()}
    return {str(key): words[code] for key, code in zip(network.evidence.index, codes.tolist(), strict=True)}


def _tables(network: Network, found: WhatIf) -> None:
    """What differs, most moved first."""
    for row in found.changes[found.changes["note"] != ""].to_dict("records"):
        layout.note(f"{row['name']}, {row['title']}: {row['note']}.")
    texts = network.recommendations["text"]
    if len(found.positions):
        layout.head("Positions")
        layout.grid(
            pd.DataFrame(
                {
                    "Actor": found.positions["name"],
                    "Recommendation": [f"{key}  {texts[key]}" for key in found.positions["recommendation_id"]],
                    "Before": found.positions["before"],
                    "After": found.positions["after"],
                }
            )
        )
    if len(found.gaps):
        layout.head("Gaps")
        layout.grid(
            pd.DataFrame(
                {
                    "Recommendation": [f"{key}  {texts[key]}" for key in found.gaps["recommendation_id"]],
                    "Supporters before": found.gaps["supporters_before"],
                    "After": found.gaps["supporters_after"],
                    "Gap opened": found.gaps["opened"].map(names_of),
                    "Gap closed": found.gaps["closed"].map(names_of),
                }
            )
        )
    _coalition(network, found)
    _bridges(found)


def _coalition(network: Network, found: WhatIf) -> None:
    """The smallest coalition before and after."""
    if found.coalition.empty:
        return
    row = found.coalition.iloc[0].to_dict()
    layout.head("Smallest coalition")
    layout.facts(
        [(label, _members(row[f"size_{key}"]), _names(network, str(row[f"members_{key}"])))
         for label, key in (("Before", "before"), ("After", "after"))]
    )  # fmt: skip


def _members(size: object) -> str:
    return "none keeps the rules" if pd.isna(size) else number_of(int(str(size)), "member")


def _names(network: Network, ids: str) -> str:
    return ", ".join(str(network.actors["name"].get(key, key)) for key in ids.split(";") if key)


def _bridges(found: WhatIf) -> None:
    """Who rises and falls among the bridges."""
    moved = found.moved_bridges
    layout.head("Bridges")
    if moved.empty:
        layout.note("Nobody's rank among the bridges changes, and nobody becomes or ceases to be a sole carrier.")
        return
    shown = moved.head(FIRST)
    layout.grid(
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
        layout.note(f"The {FIRST} that move most, of {len(moved)} whose rank or sole carrying changes.")


session.show(body)
