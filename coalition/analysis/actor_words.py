"""Where an actor stands, in words."""

from __future__ import annotations

import pandas as pd

from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Kind, Standing

WORDS = {
    Standing.LEADS: "leads",
    Standing.SUPPORTS: "supports",
    Standing.MIXED: "mixed record",
    Standing.ABSTAINED: "abstained on a text",
    Standing.OPPOSED: "opposed a text",
}
MOVED = {"towards": ", moved towards", "away": ", moved away", "": ""}


def kind_and_group(network: Network, actor: str) -> list[str]:
    """Kind and regional group of an actor, as far as it has one; what is not a State is only seated in one."""
    row = network.actors.loc[actor]
    group = network.group_names.get(str(row["regional_group"]), "")
    seated = group if not group or row["kind"] in STATES else f"seated in {group}"
    return [part for part in (Kind(row["kind"]).words, seated) if part]


def standing_sentence(own: pd.DataFrame) -> str:
    """Where an actor stands, in a sentence without its name; `own` are its rows of `Network.positions`."""
    if own.empty:
        return "has no recorded position on any recommendation: unknown, not opposed."
    size = own["position"].value_counts()
    parts = [f"{words} ({size[standing]})" for standing, words in WORDS.items() if standing in size.index]
    return f"is on record on {len(own)} recommendation{'s' if len(own) > 1 else ''}: {', '.join(parts)}."
