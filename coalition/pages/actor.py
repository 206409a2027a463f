"""Actor: who is it, where does it stand, and on what evidence?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coalition.model import Kind, Standing, split
from coalition.network import Network
from coalition.pages import _layout, _map, _shared, _trend, _words

WORDS = {
    Standing.LEADS: "leads",
    Standing.SUPPORTS: "supports",
    Standing.MIXED: "mixed record",
    Standing.ABSTAINED: "abstained on a text",
    Standing.OPPOSED: "opposed a text",
}
MOVED = {"towards": ", moved towards", "away": ", moved away", "": ""}


def body(network: Network) -> None:
    names = network.actors["name"]
    actor = _shared.ask(
        "Actor", "actor", list(network.actors.index), _shared.busiest(network),
        lambda key: f"{names[key]} ({Kind(network.actors.loc[key, 'kind']).words})" if key in names.index else key,
        known=lambda key: network.require("actors", key),
    )  # fmt: skip
    row = network.actors.loc[actor]
    own = network.positions[network.positions["actor_id"] == actor]
    _layout.answer(f"{row['name']} {_standing(own)}")
    _layout.note(_who(network, row))
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _positions(network, own)
        _layout.facts([("Note", str(row["note"]), ""), ("Source", str(row["source"]), f"grade: {row['grade']}")])
    with right:
        _map.of_actor(network, actor)
    _words.show(network, actor)
    _trend.show(network, actor)
    _shared.link("whatif", "What if it had taken other positions?", actor=actor)
    _record(actor)


def _standing(own: pd.DataFrame) -> str:
    """Where it stands, in a sentence."""
    if own.empty:
        return "has no recorded position on any recommendation: unknown, not opposed."
    size = own["position"].value_counts()
    parts = [f"{words} ({size[standing]})" for standing, words in WORDS.items() if standing in size.index]
    return f"is on record on {len(own)} recommendation{'s' if len(own) > 1 else ''}: {', '.join(parts)}."


def _who(network: Network, row: pd.Series[str]) -> str:
    blocs = [str(network.blocs["name"].get(bloc, bloc)) for bloc in split(str(row["blocs"]))]
    return " · ".join(part for part in (_shared.who(network, str(row.name)), ", ".join(blocs)) if part)


def _positions(network: Network, own: pd.DataFrame) -> None:
    """Positions on recommendations; the chosen one shows its evidence."""
    if own.empty:
        return
    order = list(Standing)
    sorted_own = own.sort_values("latest", ascending=False, kind="stable").sort_values(
        "position", key=lambda column: column.map(order.index), kind="stable"
    )
    texts = network.recommendations["text"]
    table = pd.DataFrame(
        {
            "": sorted_own["recommendation_id"],
            "Position": [
                WORDS[Standing(p)] + MOVED[m] for p, m in zip(sorted_own["position"], sorted_own["moved"], strict=True)
            ],
            "Years": [
                since[:4] if since[:4] == latest[:4] else f"{since[:4]}–{latest[:4]}"
                for since, latest in zip(sorted_own["since"], sorted_own["latest"], strict=True)
            ],
            "Recommendation": sorted_own["recommendation_id"].map(texts),
            "Evidence": [
                ", ".join(str(network.evidence.loc[e, "citation"]) for e in ids) for ids in sorted_own["evidence"]
            ],
        }
    )
    _layout.grid(table, height=38 + 30 * min(len(table), 12))


def _record(actor: str) -> None:
    """Everything on record, newest first, with its source."""
    stances = _shared.stances_of_actor(actor)
    _layout.head(f"Everything on record ({len(stances)})")
    only = st.toggle("Only what bears on a recommendation", value=True, key="bearing only")
    if only:
        stances = stances[stances["recommendations"].map(len) > 0]
    _layout.grid(
        pd.DataFrame(
            {
                "Date": stances["date_to"],
                "Position": stances["position"],
                "What": stances["title"],
                "Citation": stances["citation"],
                "Bears on": stances["recommendations"].map(", ".join),
                "Note": stances["note"],
                "Grade": stances["grade"],
                "Source": stances["source"],
            }
        )
    )


_shared.show(body)
