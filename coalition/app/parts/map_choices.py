"""What is asked on the page Map: which picture, of what, how large marks are, and for which country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from coalition.analysis.phrases import WORDS
from coalition.analysis.selection import GROUP, KIND, POSITION, STATES_ONLY, Filters, switch, switches, themes
from coalition.app.map.sizes import ALIKE
from coalition.app.map.views import RECORD, VIEWS
from coalition.app.parts import address, layout, own_country
from coalition.english import capitalized, listed, plural
from coalition.figures.map_views import MapSize
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Act, Kind, Standing

DEFAULT = "R18"
"""The map opens on the theme of this recommendation, where it is there."""
EVERYBODY, EVERY_THEME = "everybody", "all themes"
SIZES: dict[str, str] = {size: size.words for size in MapSize}
OFF = "off"
"""What the address calls what is left out by the legend."""
CHOICES = ("theme", "kind", "group", "bloc", "position", "act", "from", "to", OFF)
"""Everything that leaves something out, as the address calls it."""


@dataclass(frozen=True)
class MapChoices:
    """Everything that the address of the page says."""

    view: str
    size: str
    own: str
    filters: Filters


def ask(network: Network) -> MapChoices:
    """The choices, as the address says."""
    view, size, own = _looks(network)
    return MapChoices(view, size, own, _filters(network))


def _looks(network: Network) -> tuple[str, str, str]:
    first, second, third = st.columns([6, 3, 3], vertical_alignment="bottom")
    with first:
        view = address.ask("Show", "view", list(VIEWS), RECORD, lambda key: VIEWS[key], widget=st.segmented_control)
    with second:
        size = address.ask("Size of the marks", "size", list(SIZES), ALIKE, lambda key: SIZES[key])
    with third:
        own = own_country.ask(network)
    return view, size, own


def _filters(network: Network) -> Filters:
    every = themes(network)
    first = str(network.recommendations["theme"].get(DEFAULT, every[0] if every else EVERY_THEME))
    theme, who, group, more, whole = st.columns([3, 3, 3, 2, 2], vertical_alignment="bottom")
    with theme:
        on = address.ask("On", "theme", [EVERY_THEME, *every], first, capitalized)
    with who:
        others = [kind for kind in Kind if kind not in STATES and (network.actors["kind"] == kind).any()]
        kinds = [STATES_ONLY, EVERYBODY, *others]
        kind = address.ask("Who", "kind", kinds, STATES_ONLY, _kind_words)
    with group:
        names = network.group_names
        region = address.ask_one_or_all("From", "group", list(names), "All regional groups", lambda key: names[key])
    with more.popover("More filters", width="stretch"):
        found, not_taken = _more(network)
    if not_taken:
        layout.alert(f"The address asks for {listed(not_taken)}, which is no choice here; “More filters” says why.")
    asked = replace(
        found,
        theme="" if on == EVERY_THEME else on,
        kind="" if kind == EVERYBODY else kind,
        group=_or_none(region),
        off=tuple(address.named(OFF, switches(network)) if OFF in st.query_params else ()),
    )
    with whole:
        is_whole = asked == Filters()
        label, to = ("Back to one theme", _one_theme) if is_whole else ("The whole map", _everything)
        st.button(label, on_click=to, width="stretch")
    return asked


def _one_theme() -> None:
    """Everything as the page opens."""
    address.replace(CHOICES)


def _everything() -> None:
    """Everybody on everything, without a filter."""
    address.replace(CHOICES, theme=EVERY_THEME, kind=EVERYBODY)


def turn(off: Sequence[str]) -> None:
    """Leave out by the legend what a browser names; what cannot be left out is said when the page is made."""
    if off:
        address.go(OFF, *off)
    else:
        address.forget(OFF)


def off_words(network: Network, off: Sequence[str]) -> list[str]:
    """What is left out by the legend, in words."""
    words = {switch(KIND, kind): plural(kind.words) for kind in Kind}
    words |= {switch(GROUP, key): f"States of {name}" for key, name in network.group_names.items()}
    words |= {switch(POSITION, standing): f"“{said}”" for standing, said in WORDS.items()}
    return [words[one] for one in off]


def _or_none(chosen: str) -> str:
    return "" if chosen == address.EVERY else chosen


def _more(network: Network) -> tuple[Filters, list[str]]:
    """The filters behind the button, and what the address asks of them that is no choice."""
    blocs = network.blocs["name"].to_dict()
    of = address.ask_one_or_all("In the bloc", "bloc", list(blocs), "Any or none", lambda key: blocs[key])
    words = {str(key): capitalized(said) for key, said in WORDS.items()}
    taken = address.ask_one_or_all("Position", "position", list(Standing), "Any", lambda key: words[key])
    said = {str(key): capitalized(key.words) for key in Act}
    done = address.ask_one_or_all("What it did", "act", list(Act), "Anything", lambda key: said[key])
    years = sorted(year for year in network.positions["latest"].str[:4].unique() if str(year).isdecimal())
    low, high = (int(years[0]), int(years[-1])) if years else (1945, 2100)
    since, until = st.columns(2)
    with since:
        first = address.ask_number("From year", "from", low, high, low)
    with until:
        last = address.ask_number("To year", "to", low, high, high)
    shown = {"bloc": of, "position": taken, "act": done, "from": str(first), "to": str(last)}
    asked = {key: str(st.query_params.get(key, value)) for key, value in shown.items()}
    return Filters(
        bloc=_or_none(of),
        position=_or_none(taken),
        act=_or_none(done),
        since=None if first == low else first,
        until=None if last == high else last,
    ), [f"{key}={asked[key]}" for key, value in shown.items() if asked[key] != value]


def _kind_words(kind: str) -> str:
    known = {STATES_ONLY: "States", EVERYBODY: "Everybody"}
    return known.get(kind) or capitalized(plural(Kind(kind).words))
