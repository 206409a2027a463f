"""Part of a page: with whom an actor agreed year by year, and whether it has moved."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coalition.analysis.actors.realignment import TOWARDS, moved
from coalition.analysis.actors.trend import MIN_ITEMS, trend
from coalition.figures.trend import trend_lines, trend_table
from coalition.model.network import Network
from coalition.pages import _layout, _shared


def show(network: Network, actor: str) -> None:
    """The lines, their table, and a sentence on what has moved; for an actor without contested evidence, why not."""
    name = str(network.actors.loc[actor, "name"])
    with st.spinner("Drawing the texts of each year again, and comparing those that came back ..."):
        table, movements = _shared.result(trend, actor), _shared.result(moved)
    _layout.head("Agreement with each regional group, by year")
    if table.empty:
        why = "has no position on evidence on which States differed, or no State here has a regional group"
        _layout.note(f"{name} {why}: no trend can be shown.")
        return
    _layout.text(sentence(name, movements[movements["actor_id"] == actor]))
    if table["low"].notna().any():
        _layout.picture(trend_lines(table, name), key=f"trend {actor}")
        _layout.note(
            "Raw agreement on the texts on which States differed in that year: 1 is the same position throughout, an "
            "abstention beside a yes or a no is half. The texts differ from year to year: compare the groups within a "
            "year. The table gives the interval that 95% of redrawn texts fall in."
        )
    else:
        _layout.note(f"No year has the {MIN_ITEMS} contested texts that a line needs; the table has what there is.")
    _layout.twin(trend_table(table), "The years as a table")


def sentence(name: str, own: pd.DataFrame) -> str:
    """What has moved, in words."""
    if own.empty:
        return f"{name} is no State: only States are compared text by text."
    tested = own[own["change"].notna()]
    if tested.empty:
        return f"Whether {name} has moved cannot be said: it {own['note'].iloc[0]}."
    texts = int(tested["texts"].max())
    proven, hints = own[own["moved"]], own[(own["direction"] != "") & ~own["moved"]]
    start = f"On {texts} texts that came back, {name}"
    if len(proven):
        return f"{start} has moved {_where(proven)}."
    if len(hints):
        return f"{start} may have moved {_where(hints)}; among so many actors looked at, chance may do this."
    return f"{start} has not moved towards or away from any group, as far as can be told from chance."


def _where(rows: pd.DataFrame) -> str:
    return ", ".join(
        f"{TOWARDS[row['direction']]} {row['group_name']} (since {row['since']})" for row in rows.to_dict("records")
    )
