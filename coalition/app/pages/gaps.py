"""Gaps: which recommendation has nobody, hangs on one, or lacks a lead, and who could take it?"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from coalition.analysis.aggregates import aggregates
from coalition.analysis.coverage import SUPPORTING, concentration, coverage
from coalition.analysis.gaps.candidates import who_could_take
from coalition.analysis.gaps.classes import CLASSES, SORTS
from coalition.analysis.gaps.gaps import gaps
from coalition.analysis.gaps.wording import gaps_answer, gaps_compared
from coalition.analysis.partners.ranking import first_calls, search
from coalition.analysis.phrases import headline, titled_recommendation
from coalition.analysis.recorded_leads import lead_sentences, leads_of, with_leads
from coalition.analysis.support_wording import SAID
from coalition.app.parts import address, brief_button, layout, session, share
from coalition.app.parts.gaps import show_leads, show_missing_voices
from coalition.app.room import View, ViewKind
from coalition.briefs.gaps import gap_brief
from coalition.briefs.snapshot.answers import gaps_snapshot
from coalition.briefs.snapshot.choices import of_gaps
from coalition.english import listed, number_of, the
from coalition.figures import board
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Kind

FILTERS = {sort.id: sort for sort in SORTS}
ORDERS = {"severity": "gravest first", "paragraph": "as in the report"}
FILTER_KEYS = ("gap", "without", "theme", "to", "order")
"""What the address calls the filters."""
FILTER = "gaps asked for"
"""Where a visit keeps which filter it saw last."""
NAMED = 3
"""So many recommendations are named in the answer to a filter."""


def body(network: Network) -> None:
    found, cells = session.result(gaps), session.result(coverage)
    top = st.container()
    rows, asked = _filtered(network, found, cells)
    first, second = st.tabs(["What is missing", "Who should lead what"])
    with first:
        if rows.empty:
            layout.text("No recommendation is like that.")
        else:
            _board(network, rows, cells, asked)
    with second:
        show_leads(network, tuple(rows["recommendation_id"]) if asked else None)
    with top:
        told = _sentence(network, rows, asked, len(found)) if asked else gaps_answer(network, found)
        layout.answer(headline(network, told))
        compared = "" if asked else gaps_compared(network, found, session.result(otherwise))
        if compared:
            layout.note(compared)
        chosen = (tuple(rows["recommendation_id"]), "; ".join(asked)) if asked and len(rows) else ()
        brief_button.show(gap_brief, "gaps", *chosen, wall=View(ViewKind.GAPS))
        _share(*(chosen or ((), "")))


def _share(only: tuple[str, ...], asked: str) -> None:
    """The button that shares the gaps that are shown, and the counts for charts of one's own."""
    filters = tuple((key, st.query_params[key]) for key in FILTER_KEYS if key in st.query_params)
    made = (gap_brief, *((only, asked) if only else ()))
    share.show(
        of_gaps(filters, asked), gaps_snapshot, session.question(*made, public=True), only, filters, asked, brief=made,
        more=share.MoreRows("Counts by group, kind and act (CSV)", "aggregates", aggregates),
    )  # fmt: skip


def otherwise(network: Network) -> pd.DataFrame:
    """The gaps where disputed readings count, if they do not here, and the other way round."""
    return gaps(network.other_reading)


def _filtered(network: Network, found: pd.DataFrame, cells: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The rows that are asked for, in the order that is asked for; and what is asked, in words."""
    words = {key: f"{sort.holds(found).sum()} {sort.name}" for key, sort in FILTERS.items()}
    words[address.EVERY] = f"{len(found)} all"
    chosen = address.ask(
        "Show", "gap", [address.EVERY, *FILTERS], address.EVERY, words.__getitem__, widget=st.segmented_control
    )
    themes = dict.fromkeys(network.recommendations["theme"])
    kinds = sorted({kind for key in network.recommendations.index for kind in network.addressed_to(key)})
    a, b, c, d = st.columns(4)
    with a:
        without = address.ask_one_or_all(
            "Without a State of", "without", network.groups.index, "any or none", network.group_names.__getitem__
        )
    with b:
        theme = address.ask_one_or_all("Theme", "theme", themes, "all themes", str)
    with c:
        kind = address.ask_one_or_all("Addressed to", "to", kinds, "anybody", lambda key: Kind(key).words)
    with d:
        order = address.ask("Order", "order", list(ORDERS), "severity", ORDERS.__getitem__)
    sort = FILTERS.get(chosen)
    rows, asked = (found[sort.holds(found)], [sort.name]) if sort else (found, [])
    if without != address.EVERY:
        rows = rows[~rows["recommendation_id"].isin(_taken_up(cells, without))]
        asked.append(f"no State of {the(network.group_names[without])} is on record in support")
    if theme != address.EVERY:
        rows, asked = rows[rows["theme"] == theme], [*asked, theme]
    if kind != address.EVERY:
        rows = rows[[kind in network.addressed_to(key) for key in rows["recommendation_id"]]]
        asked.append(f"addressed to {Kind(kind).words}")
    if order == "paragraph":
        place = {key: number for number, key in enumerate(network.recommendations.index)}
        rows = rows.sort_values("recommendation_id", key=lambda ids: ids.map(place))
    return rows, asked


def _sentence(network: Network, rows: pd.DataFrame, asked: list[str], total: int) -> str:
    """The answer to a filter: how many, which, and what was asked."""
    which = listed([titled_recommendation(network, str(key)) for key in rows["recommendation_id"]], NAMED)
    return f"{len(rows)} of {total} recommendations ({'; '.join(asked)}){f': {which}' if which else ''}."


def _taken_up(cells: pd.DataFrame, group: str) -> set[str]:
    """Recommendations that a State of a group is on record in support of."""
    of_group = (cells["regional_group"] == group) & cells["kind"].isin(STATES) & cells["position"].isin(SUPPORTING)
    return set(cells.loc[of_group & (cells["actors"] > 0), "recommendation_id"])


def _board(network: Network, rows: pd.DataFrame, cells: pd.DataFrame, asked: list[str]) -> None:
    """The matrix, and beside it why the chosen row is a gap: the first of a filter that was just set."""
    ids = list(rows["recommendation_id"])
    if st.session_state.get(FILTER, asked) != asked and st.query_params.get("r") not in ids:
        address.forget("r")
        address.forget("in")
    st.session_state[FILTER] = asked
    figure, table = session.result(board.drawn, session.question(gaps), session.question(coverage), tuple(ids))
    key, groups, width = f"board {hash(tuple(ids))}", list(network.groups.index), table.shape[1]

    def follow() -> None:
        picked = layout.picked(key)
        if picked is not None:
            row, column = divmod(picked, width)
            address.go("r", ids[row])
            address.go("in", *groups[column : column + 1])

    left, right = st.columns([13, 5], gap="medium")
    with left:
        layout.note(
            "States in support, by regional group. “none” means none recorded unless all lists are complete. “Said so” "
            "counts who has only said so and is in no other number."
        )
        layout.picture(network, figure, key, follow)
    with right:
        chosen = address.ask(
            "Why is it a gap? Choose here or click a cell.", "r", list(network.recommendations.index), ids[0],
            session.recommendation_words(network), known=lambda named: network.require("recommendations", named),
        )  # fmt: skip
        if chosen not in ids:
            layout.note("It is not among those that are asked for here.")
        _why(network, chosen, cells)
    shown = board.in_words(rows, table).astype(str)
    shown.insert(0, "Recommendation", [f"{name}  {network.recommendations.loc[name, 'text']}" for name in shown.index])
    shown["Why"] = rows["why"].to_numpy()
    shown["Completeness"] = rows["completeness"].to_numpy()
    layout.twin(shown)
    layout.twin(_severity(), "Gravest first: what makes one gap graver than another")


def _severity() -> pd.DataFrame:
    """The rule of the order."""
    order = range(len(CLASSES), 0, -1)
    return pd.DataFrame(
        [{"Severity": place, "Gap": gap.name, "Rule": gap.rule} for place, gap in zip(order, CLASSES, strict=True)]
    )


def _why(network: Network, chosen: str, cells: pd.DataFrame) -> None:
    """Which gaps, by which rule, who is there, and where to look for somebody to take it."""
    row: dict[str, Any] = session.result(gaps).set_index("recommendation_id").loc[chosen].to_dict()
    with st.container(border=True):
        layout.name(f"{chosen}: {network.recommendations.loc[chosen, 'text']}")
        classes = str(row["gaps"]).split(";")
        pairs = [(gap.name, gap.rule, "") for gap in CLASSES if gap.id in classes]
        pairs = pairs or [("no gap", "It has supporters and a lead, of more than one group and kind.", "")]
        if len(leads := session.result(leads_of, chosen)):
            pairs.append(("Led by", "; ".join(with_leads(session.result(lead_sentences, chosen), leads)), ""))
        pairs.append(("Lists", str(row["completeness"]), ""))
        addressed = [Kind(kind).words for kind in network.addressed_to(chosen)]
        missing = [Kind(kind).words for kind in str(row["missing_kinds"]).split(";") if kind]
        pairs.append(
            ("Addressed to", ", ".join(addressed), f"without supporter: {', '.join(missing)}" if missing else "")
        )
        pairs.append(("In support", *_there(chosen, cells)))
        if row["declared"]:
            pairs.append((SAID, f"{row['declared']}", "no support here: nothing on record that they did"))
        group = st.query_params.get("in", "") or st.query_params.get("without", "")
        if group in network.group_names:
            pairs.append(_of_group(network, chosen, group))
        if row["states"]:
            pairs.append(("Spread", *_spread(network, chosen, cells, row)))
        pairs += _takers(network, chosen)
        layout.facts(pairs)
        show_missing_voices(network, chosen)
        session.link("partners", "Whom to win over: partners", r=chosen)
        if row["evidence"] or row["contestable_evidence"]:
            session.link("sources", "The evidence behind it", r=chosen)


def _of_group(network: Network, chosen: str, group: str) -> tuple[str, str, str]:
    """Who of one regional group is there, and who of it could be asked first."""
    of_group = network.actors.index[network.is_state & (network.actors["regional_group"] == group).to_numpy()]
    held = network.positions[
        (network.positions["recommendation_id"] == chosen) & network.positions["actor_id"].isin(of_group)
    ]
    there = network.actors.loc[held.loc[held["position"].isin(SUPPORTING), "actor_id"], "name"]
    near = first_calls(session.result(search, chosen))
    first = listed(list(near.loc[near["group"] == group, "name"]), 5)
    could = f"to ask first: {first}" if first else "nobody of it stands in the middle ground"
    support = (
        f"{len(there)} of {len(of_group)}: {listed(sorted(there.map(str)), 12)}" if len(there) else "none recorded"
    )
    return network.group_names[group], support, could


def _takers(network: Network, chosen: str) -> list[tuple[str, str, str]]:
    """Who could take it, per gap, with the reason."""
    found = session.result(who_could_take, chosen)
    pairs = []
    for place, row in enumerate(found.to_dict("records")):
        label = "Could be asked" if place == 0 else ""
        if row["actor_id"]:
            who = f"{row['name']}, {session.who(network, row['actor_id'])}"
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
    words = ", ".join(number_of(count, Kind(str(kind)).words) for kind, count in by_kind.items())
    several = len(by_kind) > 1
    return words, f"{len(by_kind)} kinds, {_even(concentration(list(by_kind))['effective_number'])}" if several else ""


def _supporting(chosen: str, cells: pd.DataFrame) -> pd.DataFrame:
    return cells[(cells["recommendation_id"] == chosen) & cells["position"].isin(SUPPORTING)]


def _even(effective: float) -> str:
    """An effective number, 1 / sum of squared shares, in words."""
    return f"an effective number of {effective:.1f}"


session.show(body)
