"""Map: the network itself: which actors are on record on which recommendations, and who is on none."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from coalition.analysis.actors.similar_actors import similar_actors
from coalition.analysis.phrases import WORDS, act_words, headline
from coalition.analysis.selection import STATES_ONLY, Filters, Selection, select, themes
from coalition.app.map import MapData, graph_map, whole_map
from coalition.app.map.handed_on import map_snapshot
from coalition.app.parts import address, layout, session, share
from coalition.briefs.snapshot.choices import of_map
from coalition.english import capitalized, listed, number_of, plural
from coalition.errors import CoalitionError
from coalition.model.network import Network
from coalition.model.visibility import INSIDE, anything_protected
from coalition.model.vocabulary import STATES, Act, Kind, Standing

DEFAULT = "R18"
"""The map opens on the theme of this recommendation, where it is there."""
EVERYBODY, EVERY_THEME = "everybody", "all themes"
HIGH = 760
ALIKE, SHOWN = 5, 12


def body(network: Network) -> None:
    place = st.container()
    filters = _asked(network)
    try:
        found = session.result(select, filters)
    except CoalitionError as error:
        with place:
            layout.answer("Nothing is on this map.")
            layout.alert(f"{error}.")
        return
    with place:
        layout.answer(headline(network, _sentence(found, filters)))
        layout.note(
            "Point at a mark to see whose it is and its lines; click it for its positions. Unknown is not opposed."
        )
    share.show(of_map(network, filters), map_snapshot, filters)
    if found.actors.empty:
        layout.text("No actor fits these filters. Take one away.")
        return
    drawn = session.result(_drawn, filters)
    left, right = st.columns([13, 5], gap="medium")
    with left:
        chosen = graph_map(drawn, "whole map", HIGH)
    with right:
        _card(network, found, chosen)
    layout.twin(_table(network, found), "The map as a table")


def _asked(network: Network) -> Filters:
    """The filters, as the address says."""
    every = themes(network)
    first = str(network.recommendations["theme"].get(DEFAULT, every[0] if every else EVERY_THEME))
    theme, who, group, more = st.columns([3, 3, 3, 2], vertical_alignment="bottom")
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
        return replace(
            _more(network),
            theme="" if on == EVERY_THEME else on,
            kind="" if kind == EVERYBODY else kind,
            group=_or_none(region),
        )


def _or_none(chosen: str) -> str:
    return "" if chosen == address.EVERY else chosen


def _more(network: Network) -> Filters:
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
    return Filters(
        bloc=_or_none(of),
        position=_or_none(taken),
        act=_or_none(done),
        since=None if first == low else first,
        until=None if last == high else last,
    )


def _kind_words(kind: str) -> str:
    known = {STATES_ONLY: "States", EVERYBODY: "Everybody"}
    return known.get(kind) or capitalized(plural(Kind(kind).words))


def _sentence(found: Selection, filters: Filters) -> str:
    """How many are on record, and who most."""
    lines, on = found.on_record, f" on {filters.theme}" if filters.theme else ""
    if found.actors.empty:
        return "No actor fits these filters."
    who = "States" if filters.kind == STATES_ONLY else "actors"
    if lines.empty:
        return f"None of {number_of(len(found.actors), who.removesuffix('s'))} has a recorded position{on}."
    first = found.actors.loc[[key for key in lines.index if lines[key] == lines.iloc[0]], "name"]
    most = listed(list(first)) if len(first) <= 3 else f"{len(first)} of them"
    has = "has" if len(lines) == 1 else "have"
    return (
        f"{len(lines)} of {len(found.actors):,} {who} {has} a recorded position{on}; {most} on the most: "
        f"{lines.iloc[0]} of {number_of(len(found.recommendations), 'recommendation')}."
    )


def _drawn(network: Network, filters: Filters) -> MapData:
    what = filters.theme or "All recommendations"
    drawn = whole_map(network, session.result(select, filters), f"{capitalized(what)}: who is on record")
    return replace(drawn, note=INSIDE if anything_protected(network) else "")


def _card(network: Network, found: Selection, chosen: str | None) -> None:
    """What is known of the mark that was clicked."""
    if chosen is None:
        layout.name("Click a mark")
        layout.text("Its positions and the way to its page appear here.")
    elif chosen in network.recommendations.index:
        own = found.positions[found.positions["recommendation_id"] == chosen]
        layout.name(chosen)
        layout.text(str(network.recommendations.loc[chosen, "text"]))
        counts = own["position"].value_counts()
        pairs = [(capitalized(WORDS[key]), f"{counts[key]:,}", "") for key in Standing if key in counts]
        layout.facts(pairs or [("On record", "nobody on this map", "")])
        session.link("partners", "Whom to talk to first", r=chosen)
        session.link("recommendation", "Everything on record", r=chosen)
    else:
        own = found.positions[found.positions["actor_id"] == chosen]
        layout.name(str(network.actors.loc[chosen, "name"]))
        layout.text(session.who(network, chosen))
        layout.facts([*_positions(network, own), *_alike(network, chosen)])
        session.link("actor", "Everything on record", actor=chosen)


def _positions(network: Network, own: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Positions of an actor on this map, each with what it did."""
    pairs = []
    for row in own.head(SHOWN).to_dict("records"):
        act = f" ({act_words(row)})" if row["act"] else ""
        said = f"{capitalized(WORDS[Standing(row['position'])])}{act}"
        pairs.append(
            (str(row["recommendation_id"]), said, str(network.recommendations.loc[row["recommendation_id"], "text"]))
        )
    if len(own) > SHOWN:
        pairs.append(("And", f"{len(own) - SHOWN} more", "in the table below"))
    return pairs or [("Here", "no recorded position; that is not opposition", "")]


def _alike(network: Network, actor: str) -> list[tuple[str, str, str]]:
    if network.actors.loc[actor, "kind"] not in STATES:
        return []
    table = session.result(similar_actors, actor)
    first = table[table["kappa"].notna()].head(ALIKE)
    names = [f"{row['name']} ({row['same']} of {row['n']})" for row in first.to_dict("records")]
    return [("Votes most like", listed(names, ALIKE), "the same position on contested texts")] if names else []


def _table(network: Network, found: Selection) -> pd.DataFrame:
    """A row for each line, and one for each actor without."""
    lines = found.positions
    names = network.actors["name"]
    groups = pd.Series([network.group_names.get(key, "") for key in network.actors["regional_group"]], names.index)
    shown = pd.DataFrame(
        {
            "Actor": lines["actor_id"].map(names),
            "Regional group": lines["actor_id"].map(groups),
            "Recommendation": lines["recommendation_id"],
            "Position": [capitalized(WORDS[Standing(one)]) for one in lines["position"]],
            "What it did": [act_words(row) if row["act"] else "" for row in lines.to_dict("records")],
        }
    )
    silent = found.actors.loc[~found.actors.index.isin(lines["actor_id"])]
    rest = pd.DataFrame({"Actor": silent["name"], "Regional group": groups[silent.index], "Position": "None recorded"})
    empty = {"Recommendation": "", "What it did": ""}
    return pd.concat([shown.astype(object), rest.assign(**empty).astype(object)], ignore_index=True)


session.show(body)
