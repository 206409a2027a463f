"""Colours and shapes: one colour per regional group, one shape per kind, the same on every page."""

from __future__ import annotations

from collections.abc import Iterable

from coalition.model.vocabulary import STATES, Kind

GROUPS = {
    "african": "#B36A00",
    "asia-pacific": "#2F9BDB",
    "eastern-european": "#B0498A",
    "grulac": "#00785A",
    "weog": "#00407A",
}
"""Regional groups, on white: at least 3.1:1, and apart for the colour-blind."""
OTHER = "#5F6B76"
"""Actors that belong to no regional group, and groups of a map with groups of its own."""
INK, QUIET, LINE, PAPER = "#1B2733", "#5F6B76", "#D5DBE1", "#FFFFFF"
MIDDLE, MIDDLE_INK = "#FFF4D6", "#7A5200"
RECORD = "#F1F4F7"
AGAINST = "#9B1C1C"
LINK = "#00407A"
SCALE = ("#E8F1F8", "#C6DDEF", "#93BFDF", "#5D9ECB")
"""Few to many; dark text stays readable on each."""
HALF = "#F2C14E"
"""Abstentions, which fill half of a tile; dark text stays readable on it."""
ESTIMATE = ("#8A949E", "#8A949E", QUIET, INK)
"""Frames of estimates, from unlike to very like, each thicker than the one before."""
ALERT = "#FDF3F3"
SAID = "“”"
"""The sign of whoever has only said so: neither filled as a record nor hollow as an estimate, and without a colour."""
DARK = {
    "#B36A00": "#FFB733",
    "#2F9BDB": "#9AD7FF",
    "#B0498A": "#E8A0CB",
    "#00785A": "#35D0A5",
    "#00407A": "#5AA9E6",
    INK: "#E8EDF2",
    QUIET: "#AEB8C2",
    LINE: "#3A4652",
    PAPER: "#0E1117",
    MIDDLE: "#3A3114",
    MIDDLE_INK: "#FFD98A",
    RECORD: "#1A222B",
    AGAINST: "#FF9C9C",
    HALF: "#7A5608",
    ALERT: "#3A1B1D",
    **dict(zip(SCALE, ("#132B3F", "#1A3F5E", "#215680", "#28699C"), strict=True)),
}
"""The same colours on a dark page: groups at least 3.1:1, words at least 4.5:1."""

_SHAPES = {
    Kind.STATE: "dot",
    Kind.OBSERVER_STATE: "dot",
    Kind.NGO: "triangle",
    Kind.NHRI: "square",
    Kind.NHRI_NETWORK: "square",
    Kind.BUSINESS: "diamond",
    Kind.FAITH: "star",
    Kind.MEDIA: "triangleDown",
    Kind.UN_BODY: "hexagon",
    Kind.IGO: "hexagon",
    Kind.REGIONAL_BODY: "hexagon",
}
_SYMBOLS = {
    "dot": "circle",
    "triangle": "triangle",
    "square": "rect",
    "diamond": "diamond",
    "star": "path://M50 3L61 38L98 38L68 59L79 95L50 73L21 95L32 59L2 38L39 38Z",
    "triangleDown": "path://M0 0L100 0L50 90Z",
    "hexagon": "path://M25 5L75 5L100 50L75 95L25 95L0 50Z",
}
SIGNS = {
    "dot": "●",
    "triangle": "▲",
    "square": "■",
    "diamond": "◆",
    "star": "★",
    "triangleDown": "▼",
    "hexagon": "⬢",
}
"""The shapes as text, for a legend."""


def colour(group: str) -> str:
    """Colour of a regional group."""
    return GROUPS.get(group, OTHER)


def shape(kind: str) -> str:
    """Shape of a kind on a vis-network map; kinds without a shape of their own share the dot, in grey."""
    return _SHAPES.get(Kind(kind), "dot")


def signs(kinds: Iterable[Kind]) -> str:
    """The legend of some kinds: "● State, ▲ NGO"."""
    by_sign: dict[str, list[str]] = {}
    for kind in kinds:
        by_sign.setdefault(SIGNS[shape(kind)], []).append(kind.words)
    return ", ".join(f"{sign} {' or '.join(words)}" for sign, words in by_sign.items())


def symbol(kind: str) -> str:
    """Shape of a kind on an ECharts picture."""
    return _SYMBOLS[shape(kind)]


def actor_colour(kind: str, group: str) -> str:
    """Colour of an actor: of the regional group for a State, grey otherwise (a seat is no membership)."""
    return colour(group) if Kind(kind) in STATES else OTHER
