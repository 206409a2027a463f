"""A map of 2,000 actors and 900,000 stances around the seed facts, for measuring only: every addition is drawn."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.model.vocabulary import STATES, Tables

ACTORS, STANCES = 2_000, 900_000
DRAWN = "drawn for a measurement"


def large(seeds: Tables, seed: int = 1) -> Tables:
    """The seeds with more NGOs, and with roll calls that bear on nothing, until both numbers are reached."""
    rng = np.random.default_rng(seed)
    states = seeds.actors.loc[seeds.actors["kind"].isin(STATES), "id"].to_numpy()
    more = pd.DataFrame({"id": [f"drawn-{i}" for i in range(ACTORS - len(seeds.actors))]})
    seats = rng.choice(seeds.groups["id"], len(more))
    more = more.assign(name=more["id"], kind="ngo", regional_group=seats, country="", blocs="", visibility="public",
                       note="", grade="seen", source=DRAWN)  # fmt: skip
    votes = -(-(STANCES - len(seeds.stances)) // len(states))
    dates = [f"{year}-12-01" for year in np.linspace(1946, 2024, votes).astype(int)]
    rolls = pd.DataFrame({"id": [f"ROLL-{i:04}" for i in range(votes)], "date_from": dates, "date_to": dates})
    rolls = rolls.assign(title=rolls["id"], citation=rolls["id"], kind="vote", leadership="no", coverage="complete",
                         body="", family="", visibility="public", grade="seen", source=DRAWN)  # fmt: skip
    places, texts = rng.normal(size=(len(states), 2)), rng.normal(size=(2, votes))
    leaning = places @ texts + rng.normal(size=(len(states), votes))
    positions = np.array(["oppose", "abstain", "support"], dtype=object)[np.digitize(leaning, (-0.5, 0.2))]
    taken = pd.DataFrame(
        {
            "actor_id": np.repeat(states, votes),
            "evidence_id": np.tile(rolls["id"].to_numpy(), len(states)),
            "position": positions.ravel(),
        }
    ).assign(note="", grade="seen", source=DRAWN)
    parts = {"actors": more, "evidence": rolls, "stances": taken}
    return Tables(
        **dict(seeds)
        | {
            name: pd.concat([dict(seeds)[name], added], ignore_index=True)[dict(seeds)[name].columns].astype(str)
            for name, added in parts.items()
        }
    )
