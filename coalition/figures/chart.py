"""What every ECharts picture here shares: its frame, plain text at a place, tooltips that hold data as text only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coalition.palette import DARK, INK, LINE, QUIET

Option = dict[str, Any]

MARK = 28
"""Pixels under a picture for the words of `marked`."""
FONT = "Source Sans, Source Sans Pro, DejaVu Sans, sans-serif"


@dataclass(frozen=True, eq=False)
class Figure:
    """A picture: `option` for ECharts, its `height` in pixels, and `alt`, what it shows in words."""

    option: Option
    height: int
    alt: str


def marked(figure: Figure, words: str) -> Figure:
    """The picture with a line of words under it, which stays with it wherever it is saved."""
    option = figure.option
    title = {"text": words, "left": 8, "bottom": 4, "textStyle": {"fontSize": 13, "color": INK}}
    grid = option["grid"]
    return Figure(
        {**option, "title": title, "grid": {**grid, "bottom": grid["bottom"] + MARK}},
        figure.height + MARK,
        f"{figure.alt} {words}",
    )


def on_dark(value: Any) -> Any:
    """An option, or a part of one, in the colours of a dark page."""
    if isinstance(value, dict):
        return {key: on_dark(part) for key, part in value.items()}
    if isinstance(value, list):
        return [on_dark(part) for part in value]
    return DARK.get(value, value) if isinstance(value, str) else value


def canvas(width: float, height: float) -> Option:
    """A picture whose coordinates are pixels of a window `width` wide; a wider window only spreads it."""
    axis = {"type": "value", "show": False}
    return {
        "animation": False,
        "textStyle": {"fontFamily": FONT},
        "grid": {"left": 0, "right": 0, "top": 0, "bottom": 0},
        "xAxis": {**axis, "min": 0, "max": width},
        "yAxis": {**axis, "min": 0, "max": height, "inverse": True},
        "tooltip": tooltip(),
    }


def by_year(years: Sequence[int], series: Sequence[Option]) -> Option:
    """A picture of shares, from 0 to 1, over years that follow each other."""
    return {
        "animation": False,
        "textStyle": {"fontFamily": FONT},
        "grid": {"left": 46, "right": 16, "top": 40, "bottom": 28},
        "legend": {"top": 0, "left": 0, "itemGap": 14, "textStyle": {"color": INK, "fontSize": 12}},
        "xAxis": {
            "type": "category",
            "data": [str(year) for year in years],
            "axisLabel": {"color": QUIET, "fontSize": 12},
            "axisLine": {"lineStyle": {"color": LINE}},
        },
        "yAxis": {
            "type": "value",
            "min": 0,
            "max": 1,
            "axisLabel": {"color": QUIET, "fontSize": 12},
            "splitLine": {"lineStyle": {"color": LINE}},
        },
        "tooltip": tooltip(),
        "series": list(series),
    }


def line(name: str, points: Sequence[Option], size: int, look: Option) -> Option:
    """A line over years: its points, which are gaps where they have no value, their `size`, and its `look`."""
    return {
        "type": "line",
        "name": name,
        "data": list(points),
        "connectNulls": False,
        "symbol": "circle",
        "symbolSize": size,
        "lineStyle": look,
        "itemStyle": {"color": look["color"], "opacity": 1},
    }


def tooltip() -> Option:
    """A tooltip that shows the name of an item; ECharts escapes what it puts in for `{b}`."""
    return {
        "trigger": "item",
        "formatter": "{b}",
        "confine": True,
        "extraCssText": "white-space: normal; max-width: 380px;",
        "textStyle": {"color": INK, "fontSize": 13},
    }


def words(
    text: str,
    x: float,
    y: float,
    *,
    size: int = 12,
    colour: str = QUIET,
    bold: bool = False,
    align: str = "left",
    shift: float = 0.0,
    drop: float = 0.0,
) -> Option:
    """Text at a place, `shift` pixels to the right of it and `drop` below it however wide the window is."""
    return {
        "name": text,
        "value": [x, y],
        "label": {
            "show": True,
            "formatter": "{b}",
            "position": "inside",
            "align": align,
            "verticalAlign": "middle",
            "offset": [shift, drop],
            "fontSize": size,
            "lineHeight": size + 4,
            "fontWeight": 600 if bold else 400,
            "color": colour,
        },
    }


def written(items: list[Option]) -> Option:
    """The series of all `words`: nothing but text, deaf to the mouse."""
    return {
        "type": "scatter",
        "data": items,
        "symbolSize": 0.1,
        "silent": True,
        "tooltip": {"show": False},
        "itemStyle": {"color": "transparent", "opacity": 1},
        "z": 5,
    }


def band(x0: float, x1: float, y0: float, y1: float, colour: str) -> list[Option]:
    """A shaded rectangle, as one entry of `shaded`."""
    return [{"coord": [x0, y0], "itemStyle": {"color": colour}}, {"coord": [x1, y1]}]


def shaded(bands: list[list[Option]]) -> Option:
    """The series of all `band`s, behind everything else."""
    return {"type": "scatter", "data": [], "silent": True, "z": 0, "markArea": {"silent": True, "data": bands}}
