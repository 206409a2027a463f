"""Compare: where do some actors, a bloc or a regional group agree and split, and who broke with it?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.analysis.cohesion import (
    Cohesion,
    break_words,
    breaks_sentence,
    cohesion,
    members,
    who_broke,
)
from coalition.analysis.compare import (
    FEWEST,
    MOST,
    ONE,
    RECOMMENDATIONS,
    TEXTS,
    Comparison,
    compare,
    compare_sentence,
    row_words,
    split_words,
    texts_on,
)
from coalition.analysis.groups import group_words
from coalition.analysis.phrases import headline
from coalition.analysis.source_wording import addresses, read_in
from coalition.app.parts import address, counting, layout, session, share
from coalition.briefs.compare import comparison_table, position_sources
from coalition.briefs.snapshot.answers import compare_snapshot
from coalition.briefs.snapshot.choices import of_compare
from coalition.english import number_of
from coalition.figures.cohesion import cohesion_lines, means_table
from coalition.model.network import Network

ACTORS, BLOC, GROUP = "actors", "bloc", "group"
WHO = {ACTORS: "2 to 10 actors", BLOC: "A bloc", GROUP: "A regional group"}
COLUMN = {BLOC: "bloc", GROUP: "regional_group"}
"""Column by which the States of each belong together."""
BY = {TEXTS: "Texts", RECOMMENDATIONS: "Recommendations"}
ALL, SPLIT, ALIKE = "all", "split", "alike"
SHOW = {ALL: "All", SPLIT: "Where they split", ALIKE: "Where they agree"}
NOTHING = "nothing that agrees or splits is on record"
FEW, HIGH = 8, 14
"""Rows of a table that make it as high as they are, and up to which it does not scroll."""


def body(network: Network) -> None:
    top = st.container()
    left, right = st.columns([2, 5])
    with left:
        who = _who(network)
    with right:
        key = "" if who == ACTORS else _side(network, who)
        chosen = _actors(network) if who == ACTORS else session.result(members, key, COLUMN[who])
    found = None if who == ACTORS else session.result(cohesion, key, COLUMN[who])
    if problem := _too_few_or_many(network, chosen, found):
        with top:
            layout.answer(problem)
        if not chosen:
            _examples(network)
        return
    if found is None:
        _compared(network, top, chosen, None)
        return
    broke = session.result(who_broke, key, COLUMN[who])
    with top:
        layout.answer(headline(network, found.sentence))
        layout.note(breaks_sentence(found, broke))
    _cohesion(network, found)
    _breaks(network, found, broke)
    layout.head("Positions of its members, the widest split first")
    _compared(network, None, chosen, (COLUMN[who], key))


def _compared(
    network: Network, top: DeltaGenerator | None, chosen: Sequence[str], side: tuple[str, str] | None
) -> None:  # fmt: skip
    """The grid of positions with what it is on; its sentence is the answer of the page, where there is a place for it
    at the `top`.
    """
    by, only = _on(network)
    compared = session.result(compare, tuple(chosen), only, by)
    if top is None:
        layout.text(compare_sentence(network, compared, f"Its {number_of(len(chosen), 'member')}"))
    else:
        with top:
            layout.answer(headline(network, compare_sentence(network, compared)))
    share.show(
        of_compare(network, chosen, side, only, by), compare_snapshot, () if side else tuple(chosen), side, only, by,
        actors=() if side else chosen, evidence=only or () if by == TEXTS else (),
    )  # fmt: skip
    _grid(network, compared)


def _who(network: Network) -> str:
    """Whether actors, a bloc or a regional group is looked at; what the address names decides until it is chosen."""
    there = {BLOC: len(network.blocs) > 0, GROUP: len(network.groups) > 0}
    options = [ACTORS, *(side for side, some in there.items() if some)]
    named = [side for side in (BLOC, GROUP) if there[side] and side in st.query_params]
    default = ACTORS if "actor" in st.query_params or not named else named[0]
    return address.ask("Compare", "who", options, default, WHO.__getitem__, widget=st.segmented_control)


def _examples(network: Network) -> None:
    """Where to begin, by links."""
    busy = network.positions.loc[network.positions["actor_id"].isin(network.actors.index[network.is_state]), "actor_id"]
    first = list(busy.value_counts(sort=False).sort_values(ascending=False, kind="stable").index[:3])
    layout.note("For example:")
    if len(first) > 1:
        st.page_link(session.page("compare"), label="The States with most on record", query_params={"actor": first})
    for side, names in ((BLOC, network.blocs.index), (GROUP, network.groups.index)):
        if len(names):
            session.link("compare", WHO[side], **{side: str(names[0])})


def _actors(network: Network) -> list[str]:
    names = network.actors["name"].str.casefold().to_dict()
    return address.ask_many(
        "Actors", "actor", sorted(network.actors.index, key=lambda key: (names[key], key)),
        session.actor_words(network), lambda key: network.require("actors", key), "choose 2 to 10",
    )  # fmt: skip


def _side(network: Network, who: str) -> str:
    """The bloc or regional group that is chosen."""
    names = group_words(network, COLUMN[who])
    return address.ask(
        WHO[who].removeprefix("A ").capitalize(), who, list(names), next(iter(names)), lambda key: names.get(key, key),
        known=lambda key: members(network, key, COLUMN[who]),
    )  # fmt: skip


def _too_few_or_many(network: Network, chosen: Sequence[str], found: Cohesion | None) -> str:
    """Why these cannot be compared, in a sentence; "" where they can."""
    if found is not None:
        return found.sentence if len(chosen) < FEWEST else ""
    if len(chosen) > MOST:
        return f"{len(chosen)} actors are too many to see side by side: choose {MOST} at most, or a bloc."
    if len(chosen) == 1:
        return f"With whom do you want to compare {network.actors.loc[chosen[0], 'name']}? Choose another actor."
    return "" if chosen else "Whom do you want to compare? Choose 2 to 10 actors, a bloc or a regional group."


def _on(network: Network) -> tuple[str, tuple[str, ...] | None]:
    """What they are compared on: recommendations or texts, and which; None for all."""
    default = RECOMMENDATIONS if "r" in st.query_params and "e" not in st.query_params else TEXTS
    first, second = st.columns([2, 5])
    with first:
        by = address.ask("On", "by", list(BY), default, BY.__getitem__, widget=st.segmented_control)
    with second:
        if by == RECOMMENDATIONS:
            goals = _goals(network, "Which recommendations", "all")
            counting.show()
            return by, tuple(goals) or None
        left, right = st.columns(2)
    with left:
        titles = network.evidence["title"]
        texts = address.ask_many(
            "Which texts", "e", list(network.evidence.index), lambda key: f"{titles[key]} ({key})",
            lambda key: network.require("evidence", key), "all",
        )  # fmt: skip
    with right:
        goals = _goals(network, "Or those that bear on", "any recommendation, or none")
    wanted = {*texts, *texts_on(network, goals)}
    only = tuple(key for key in network.evidence.index if key in wanted)
    return by, only if goals or texts else None


def _goals(network: Network, label: str, none: str) -> list[str]:
    return address.ask_many(
        label, "r", list(network.recommendations.index), session.recommendation_words(network),
        lambda key: network.require("recommendations", key), none,
    )  # fmt: skip


def _grid(network: Network, found: Comparison) -> None:
    """A row for each recommendation or text, the widest split first; a click opens it."""
    words = {ALL: f"{len(found.rows)} all", SPLIT: f"{len(found.judged) - found.alike} where they split",
             ALIKE: f"{found.alike} where those on record agree"}  # fmt: skip
    show = address.ask("Show", "show", list(SHOW), ALL, words.__getitem__, widget=st.segmented_control)
    rows = found.rows
    if show != ALL:
        rows = found.judged[(found.judged["agreement"] == 1) == (show == ALIKE)]
    one = ONE[found.by]
    if rows.empty:
        layout.text(
            f"They {'agree' if show == ALIKE else 'split'} on no {one} here." if show != ALL
            else f"None of them is on record on any {one} here: unknown, not opposed."
        )  # fmt: skip
        return
    layout.note(_meaning(found))

    def told(place: int) -> str:
        row = rows.iloc[place].to_dict()
        return f"{row_words(network, found, row['id'])}: {split_words(found, row) or NOTHING}."

    table = comparison_table(found, rows)
    named = f"grid {hash((found.by, tuple(rows['id'])))}"
    _openable(table, list(rows["id"]), told, found.by, named)
    with st.expander("Every position with its source"):
        layout.grid(position_sources(found, rows))


def _meaning(found: Comparison) -> str:
    counted = "who has only said so" if found.by == RECOMMENDATIONS else "an absence"
    return (
        "✓ in support, – half-way, ✕ against. Agreement: 1 all alike, 0 as far apart as can be. An empty cell is "
        f"unknown, not opposed; {counted} (·) is neither agreement nor split. Tick a row to read it in words, and to "
        "open it."
    )


def _openable(table: pd.DataFrame, ids: Sequence[str], told: Callable[[int], str], by: str, name: str) -> None:
    """A table of which a ticked row is told in words, with a link to its recommendation or its text. (A page that
    another is switched to by a program loses its address, so that Back would not come back.)
    """
    place = st.container()
    height = "auto" if len(table) <= FEW else 38 + 30 * min(len(table), HIGH)
    columns: dict[str, Any] = {
        "Text": st.column_config.TextColumn(width="medium"),
        "Surprise (bits)": st.column_config.NumberColumn(format="%.1f"),
        layout.OPEN: layout.link_column(),
    }
    picked = layout.lines(
        table, height=height, row_height=30, on_select="rerun", selection_mode="single-row", key=name,
        column_config={key: column for key, column in columns.items() if key in table},
    ).selection.rows  # fmt: skip
    if picked and picked[0] < len(ids):
        with place:
            layout.text(told(picked[0]))
            if by == RECOMMENDATIONS:
                session.link("recommendation", "Open the recommendation", r=ids[picked[0]])
            else:
                session.link("sources", "Open the text in Sources", e=ids[picked[0]])


def _cohesion(network: Network, found: Cohesion) -> None:
    """Cohesion by year and by theme."""
    left, right = st.columns([3, 2], gap="medium")
    with left:
        layout.head("Cohesion by year")
        if found.by_year["cohesion"].notna().any():
            layout.picture(network, cohesion_lines(found), "cohesion")
        else:
            layout.text("In no year are there enough votes for a mean.")
        layout.twin(means_table(found.by_year.rename(columns={"year": "Year"}), found.name))
    with right:
        layout.head("Cohesion by theme")
        themes = means_table(found.by_theme.rename(columns={"theme": "Theme"}), found.name)
        layout.grid(themes.drop(columns="Rice index"))


def _breaks(network: Network, found: Cohesion, broke: pd.DataFrame) -> None:
    """Who broke with it on which vote, the least expected first."""
    layout.head(f"Who broke with most of the others ({number_of(len(broke), 'time')})")
    if broke.empty:
        layout.text("Nobody did on any vote here.")
        return
    theirs = broke.sort_values("name")["actor_id"].unique()
    who = address.ask_one_or_all(
        "Member", "member", theirs, f"all {len(theirs)} who did", _counted(network, broke),
        known=lambda key: network.require("actors", key),
    )  # fmt: skip
    rows = broke if who == address.EVERY else broke[broke["actor_id"] == who]
    layout.note(
        "Surprise: how unlikely the votes of the other members, and what it did itself when they stood there, made the "
        "vote. One in 30 means as rare as that. A vote that surprises much may also be a mistake in the record: "
        "look at its source. Tick a row to read it in words, and to open the text."
    )
    there = addresses(network)
    table = pd.DataFrame(
        {
            "Member": rows["name"],
            "What it did": rows["did"],
            "Where": [f"{row['with_bloc']} of {row['others']} others {row['bloc_did']}"
                      for row in rows.to_dict("records")],
            "Text": rows["title"],
            layout.OPEN: [there[key] or None for key in rows["evidence_id"]],
            "Date": rows["date_to"],
            "One in": rows["one_in"],
            "Surprise (bits)": rows["surprise"],
            "Source": [read_in(*cells) for cells in zip(rows["source"], rows["grade"], strict=True)],
        }
    )  # fmt: skip
    _openable(
        table,
        list(rows["evidence_id"]),
        lambda place: f"{break_words(rows.iloc[place].to_dict())}.",
        TEXTS,
        f"breaks {found.name} {who}",
    )


def _counted(network: Network, broke: pd.DataFrame) -> Callable[[str], str]:
    size = broke["actor_id"].value_counts()
    words = {key: f"{network.actors.loc[key, 'name']} ({number_of(int(n), 'vote')})" for key, n in size.items()}
    return lambda key: words.get(key, key)


session.show(body)
