"""Gaps: which recommendation has nobody, hangs on one, or lacks a lead, and who could take it?"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from coalition.analysis.coverage import SUPPORTING, concentration, coverage
from coalition.analysis.gaps import CLASSES, gaps, summary
from coalition.analysis.takers import who_could_take
from coalition.briefs.gaps import gap_brief
from coalition.figures import board
from coalition.model import STATES, Kind
from coalition.network import Network
from coalition.pages import _assign, _brief, _coalition, _layout, _shared, _voices

FILTERS = {
    "all": ("all", ()),
    "nobody": ("nobody or not asked yet", ("no_evidence", "opposed_only", "abstained_only", "no_supporter")),
    "one": ("one actor or group only", ("one_actor", "one_group")),
    "lead": ("no lead", ("no_lead",)),
    "addressee": ("addressee missing", ("addressee_missing",)),
}
EVERY = "all"


def body(network: Network) -> None:
    found, cells = _shared.result(gaps), _shared.result(coverage)
    _layout.answer(summary(found))
    first, second, third = st.tabs(["What is missing", "Smallest coalition", "Who should lead what"])
    with first:
        _missing(network, found, cells)
    with second:
        _coalition.show(network)
    with third:
        _assign.show(network)


def _missing(network: Network, found: pd.DataFrame, cells: pd.DataFrame) -> None:
    """The board of gaps, filtered, gravest first."""
    _brief.show(gap_brief, "gaps")
    sizes = {key: int(_has(found, classes).sum()) for key, (_, classes) in FILTERS.items()}
    top, theme_place, kind_place = st.columns([9, 2, 2], vertical_alignment="bottom")
    with top:
        chosen = _shared.ask(
            "Show", "gap", list(FILTERS), EVERY, lambda key: f"{sizes[key]} {FILTERS[key][0]}",
            widget=st.segmented_control,
        )  # fmt: skip
    with theme_place:
        themes = [EVERY, *dict.fromkeys(network.recommendations["theme"])]
        theme = _shared.ask("Theme", "theme", themes, EVERY, lambda key: "all themes" if key == EVERY else key)
    with kind_place:
        kinds = sorted({kind for key in network.recommendations.index for kind in network.addressed_to(key)})
        kind = _shared.ask(
            "Addressed to", "to", [EVERY, *kinds], EVERY,
            lambda key: "anybody" if key == EVERY else Kind(key).words,
        )  # fmt: skip
    rows = found[_has(found, FILTERS[chosen][1])]
    if theme != EVERY:
        rows = rows[rows["theme"] == theme]
    if kind != EVERY:
        rows = rows[[kind in network.addressed_to(key) for key in rows["recommendation_id"]]]
    if rows.empty:
        _layout.text("No recommendation has this gap.")
        return
    _board(network, rows, cells)


def _has(found: pd.DataFrame, classes: tuple[str, ...]) -> pd.Series[bool]:
    if not classes:
        return pd.Series(True, index=found.index)
    return found["gaps"].str.split(";").map(lambda gaps: bool(set(gaps) & set(classes)))


def _board(network: Network, rows: pd.DataFrame, cells: pd.DataFrame) -> None:
    """The matrix, and beside it why the chosen row is a gap."""
    figure = board.board(network, rows, cells)
    table = board.board_table(network, rows, cells)
    ids, key = list(rows["recommendation_id"]), f"board {hash(tuple(rows['recommendation_id']))}"

    def follow() -> None:
        picked = [i for group in st.session_state[key].selection.selected for i in group["data_indices"]]
        if picked:
            _shared.go("r", ids[board.row_of(picked[0], table.shape[1])])

    left, right = st.columns([13, 5], gap="medium")
    with left:
        _layout.note("States in support, by regional group. “none” means none recorded unless all lists are complete.")
        st.echarts_chart(figure.option, height=figure.height, alt=figure.alt, key=key, theme=None, on_select=follow)
    with right:
        chosen = _shared.ask(
            "Why is it a gap? Choose here or click a row.", "r", list(network.recommendations.index), ids[0],
            _shared.recommendation_words(network), known=lambda named: network.require("recommendations", named),
        )  # fmt: skip
        _why(network, chosen, cells)
    shown = table.astype(object)
    shown = shown.where(shown.notna(), board.NOT_ASKED).replace(0, board.NONE).astype(str)
    shown.insert(0, "Recommendation", [f"{name}  {network.recommendations.loc[name, 'text']}" for name in shown.index])
    shown["Why"] = rows["why"].to_numpy()
    shown["How whole"] = rows["wholeness"].to_numpy()
    _layout.twin(shown)
    _layout.twin(_severity(), "Gravest first: what makes one gap graver than another")


def _severity() -> pd.DataFrame:
    """The rule of the order."""
    order = range(len(CLASSES), 0, -1)
    return pd.DataFrame(
        [{"Severity": place, "Gap": gap.name, "Rule": gap.rule} for place, gap in zip(order, CLASSES, strict=True)]
    )


def _why(network: Network, chosen: str, cells: pd.DataFrame) -> None:
    """Which gaps, by which rule, who is there, and where to look for somebody to take it."""
    row: dict[str, Any] = _shared.result(gaps).set_index("recommendation_id").loc[chosen].to_dict()
    with st.container(border=True):
        _layout.name(chosen)
        _layout.text(str(network.recommendations.loc[chosen, "text"]))
        classes = str(row["gaps"]).split(";")
        pairs = [(gap.name, gap.rule, "") for gap in CLASSES if gap.id in classes]
        pairs = pairs or [("no gap", "It has supporters and a lead, of more than one group and kind.", "")]
        pairs.append(("Lists", str(row["wholeness"]), ""))
        addressed = [Kind(kind).words for kind in network.addressed_to(chosen)]
        missing = [Kind(kind).words for kind in str(row["missing_kinds"]).split(";") if kind]
        pairs.append(
            ("Addressed to", ", ".join(addressed), f"without supporter: {', '.join(missing)}" if missing else "")
        )
        pairs.append(("There", *_there(chosen, cells)))
        if row["states"]:
            pairs.append(("Spread", *_spread(network, chosen, cells, row)))
        pairs += _takers(network, chosen)
        _layout.facts(pairs)
        _voices.show(network, chosen)
        _shared.link("partners", "Whom to win over: partners", r=chosen)
        if row["evidence"]:
            _shared.link("sources", "The evidence behind it", r=chosen)


def _takers(network: Network, chosen: str) -> list[tuple[str, str, str]]:
    """Who could take it, per gap, with the reason."""
    found = _shared.result(who_could_take, chosen)
    pairs = []
    for place, row in enumerate(found.to_dict("records")):
        label = "Could take it" if place == 0 else ""
        if row["actor_id"]:
            who = f"{row['name']}, {_shared.who(network, row['actor_id'])}"
            pairs.append((label, who, f"{row['for_gap']}: {row['why']}"))
        else:
            pairs.append((label, row["why"], row["for_gap"]))
    return pairs


def _spread(network: Network, chosen: str, cells: pd.DataFrame, row: dict[str, Any]) -> tuple[str, str]:
    """How evenly the State supporters are spread over the regional groups, and their share of each group."""
    states = _supporting(chosen, cells)
    states = states[states["kind"].isin(STATES)]
    there = states.groupby("regional_group")["actors"].sum()
    sizes = network.actors.loc[network.is_state, "regional_group"].value_counts()
    shares = [f"{name} {there.get(key, 0)} of {sizes.get(key, 0)}" for key, name in network.group_names.items()]
    return f"{row['groups']} of {len(shares)} groups, {_even(row['effective_groups'])}", ", ".join(shares)


def _there(chosen: str, cells: pd.DataFrame) -> tuple[str, str]:
    """Who supports it, by kind, and how evenly."""
    by_kind = _supporting(chosen, cells).groupby("kind")["actors"].sum().sort_values(ascending=False, kind="stable")
    if by_kind.empty:
        return "nobody on record", ""
    words = ", ".join(f"{count} {Kind(str(kind)).words}{'s' if count > 1 else ''}" for kind, count in by_kind.items())
    several = len(by_kind) > 1
    return words, f"{len(by_kind)} kinds, {_even(concentration(list(by_kind))['effective_number'])}" if several else ""


def _supporting(chosen: str, cells: pd.DataFrame) -> pd.DataFrame:
    return cells[(cells["recommendation_id"] == chosen) & cells["position"].isin(SUPPORTING)]


def _even(effective: float) -> str:
    """An effective number, 1 / sum of squared shares, in words."""
    return f"as even as {effective:.1f} equally strong ones"


_shared.show(body)
