"""Gaps: recommendations x regional groups, with the number of States in support, "none" or "not asked" in each cell."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.coverage import SUPPORTING
from coalition.figures.chart import FONT, Figure, Option, tooltip
from coalition.figures.placing import cut
from coalition.model.network import Network
from coalition.palette import AGAINST, INK, LINE, PAPER, QUIET, SCALE

ROW, HEAD = 25, 54
VISIBLE = 15
"""More rows than this scroll inside the picture, so that the column heads stay in sight."""
LABEL = 330
NARROW, NARROW_LABEL = 800, 52
"""A picture no wider than this has ids for labels, so that numbers are in sight; and their room."""
NONE, NOT_ASKED, DISPUTED = "none", "not asked", "disputed"
"""What a cell says where nobody supports, where nothing bears on it, and where nothing undisputed does."""
OTHERS, LEADS, SAID, WHOLE = "Other kinds", "Leads", "Said so", "Complete lists"


def board_table(network: Network, found: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Rows of the board, in the order of `found`.

    Parameters
    ----------
    network : Network
        The map.
    found : DataFrame
        Result of `coalition.analysis.gaps.gaps`, or some rows of it.
    cells : DataFrame
        Result of `coalition.analysis.coverage.coverage`.

    Returns
    -------
    DataFrame
        Indexed by recommendation: a column per regional group with the number of State supporters, then `OTHERS` (all
        other kinds together), `LEADS`, `SAID` (all who have only said so) and `WHOLE` ("1 of 3"); missing numbers where
        no evidence counts.
    """
    supporting = cells[cells["position"].isin(SUPPORTING)]
    states = set(network.actors.loc[network.is_state, "kind"])
    is_state = supporting["kind"].isin(states)
    per_group = supporting[is_state].pivot_table(
        index="recommendation_id", columns="regional_group", values="actors", aggfunc="sum", fill_value=0
    )
    ids = list(found["recommendation_id"])
    table = per_group.reindex(index=ids, columns=list(network.groups.index), fill_value=0).astype("Int64")
    table.columns = pd.Index([network.group_names[group] for group in table.columns])
    others = supporting[~is_state].groupby("recommendation_id")["actors"].sum()
    table[OTHERS] = others.reindex(ids, fill_value=0).astype("Int64")
    row = found.set_index("recommendation_id")
    table[LEADS] = row["leads"].astype("Int64")
    table[SAID] = row["declared"].astype("Int64")
    table.loc[row["evidence"] == 0] = pd.NA
    table[WHOLE] = [
        f"{whole} of {of}" if of else "–" for whole, of in zip(row["whole_evidence"], row["evidence"], strict=True)
    ]
    return table


def in_words(found: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """A `board_table` of `found` as people read it: numbers, or why there is none."""
    shown = table.astype(object).replace(0, NONE)
    missing = np.where(found["contestable_evidence"] > 0, DISPUTED, NOT_ASKED)
    return shown.where(shown.notna(), pd.Series(missing, index=table.index), axis=0)


def drawn(
    network: Network, found: pd.DataFrame, cells: pd.DataFrame, ids: tuple[str, ...]
) -> tuple[Figure, pd.DataFrame]:
    """The matrix of some recommendations, as a picture and as a table, from their gaps and their coverage."""
    rows = found.set_index("recommendation_id", drop=False).loc[list(ids)].reset_index(drop=True)
    return board(network, rows, cells), board_table(network, rows, cells)


def board(network: Network, found: pd.DataFrame, cells: pd.DataFrame) -> Figure:
    """Draw the board; arguments as in `board_table`."""
    table = board_table(network, found, cells)
    members = network.actors[network.is_state]["regional_group"].value_counts()
    sizes = {network.group_names[group]: int(members.get(group, 1)) for group in network.groups.index}
    unknown = in_words(found, table)
    labels = [_label(network, str(key)) for key in table.index]
    data = [
        _cell(x, y, str(name), value, sizes.get(str(name)), labels[y], str(unknown.loc[key, name]))
        for y, key in enumerate(table.index)
        for x, (name, value) in enumerate(table.loc[key].items())
    ]
    rows = len(table)
    option: Option = {
        "animation": False,
        "textStyle": {"fontFamily": FONT},
        "grid": {"left": LABEL, "right": 26 if rows > VISIBLE else 4, "top": HEAD, "bottom": 4},
        "xAxis": {
            "type": "category",
            "position": "top",
            "data": [str(name).replace(" ", "\n") for name in table.columns],
            "axisLine": {"show": False},
            "axisTick": {"show": False},
            "axisLabel": {"interval": 0, "color": INK, "fontSize": 12, "hideOverlap": False, "lineHeight": 15},
        },
        "yAxis": {
            "type": "category",
            "inverse": True,
            "data": labels,
            "axisLine": {"show": False},
            "axisTick": {"show": False},
            "axisLabel": {"interval": 0, "color": INK, "fontSize": 12, "hideOverlap": False, "margin": 10},
        },
        "tooltip": tooltip(),
        "series": [{"type": "heatmap", "data": data, "selectedMode": "single",
                    "select": {"itemStyle": {"borderColor": INK, "borderWidth": 2}}}],
    }  # fmt: skip
    if rows > VISIBLE:
        window = {"yAxisIndex": 0, "startValue": 0, "endValue": VISIBLE - 1, "zoomLock": True}
        option["dataZoom"] = [
            {"type": "inside", **window, "zoomOnMouseWheel": False, "moveOnMouseWheel": True},
            {"type": "slider", **window, "right": 2, "width": 14, "showDetail": False, "brushSelect": False,
             "showDataShadow": False, "handleSize": 0},
        ]  # fmt: skip
    ids = [str(key) for key in table.index]
    option["media"] = [
        {"query": {"maxWidth": NARROW}, "option": {"grid": {"left": NARROW_LABEL}, "yAxis": {"data": ids}}},
        {"option": {"grid": {"left": LABEL}, "yAxis": {"data": labels}}},
    ]
    return Figure(option, HEAD + 8 + ROW * max(1, min(rows, VISIBLE)), _alt(found))


def _label(network: Network, key: str) -> str:
    """Id and beginning of a recommendation, as much as there is room for."""
    return cut(f"{key}  {network.recommendations.loc[key, 'text']}", 12, LABEL - 16)


def _cell(x: int, y: int, name: str, value: object, size: int | None, label: str, said: str) -> Option:
    """One cell: its words, and for regional groups a shade by the share of the group's States."""
    style = {"borderColor": LINE, "borderWidth": 1, "color": PAPER}
    if pd.isna(value):
        text, ink, weight, about = said, QUIET, 400, _MISSING[said]
    elif name == SAID:  # no support, and no gap where there is none
        text, ink, weight = str(value) if value else "–", QUIET, 400
        about = f"{value or 'nobody'} on record {'have' if value != 1 else 'has'} only said so"
    elif value == 0:
        text, ink, weight, about = NONE, AGAINST, 600 if size else 400, "none"
    else:
        text, ink, weight, about = str(value), INK, 400, str(value)
        if size:
            step = min(int(len(SCALE) * int(text) / (size + 1)), len(SCALE) - 1)
            style["color"], about = SCALE[step], f"{text} of {size} States"
    return {
        "name": f"{label}: {name}: {about}",
        "value": [x, y, 0],
        "itemStyle": style,
        "label": {"show": True, "formatter": text, "color": ink, "fontWeight": weight, "fontSize": 12},
        "emphasis": {"itemStyle": {"borderColor": INK}},
    }


_MISSING = {
    NOT_ASKED: "not asked yet: no evidence bears on it",
    DISPUTED: "every reading of what bears on it can be disputed",
}


def _alt(found: pd.DataFrame) -> str:
    """The board in words."""
    first = [
        f"{row['recommendation_id']}: {row['why']}" for row in found[found["why"] != ""].head(5).to_dict("records")
    ]
    return f"{len(found)} recommendations by regional group, gravest gap first. {'. '.join(first)}."
