"""Recommendation: what is known about one of them, since when, from which source, and what is not known?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coalition.analysis.coverage import SUPPORTING, last_of_group
from coalition.analysis.gaps.gaps import CLASSES, gaps
from coalition.analysis.partners.ranking import search
from coalition.analysis.phrases import WORDS, listed, years
from coalition.analysis.recorded_leads import with_leads
from coalition.app.parts import address, layout, session
from coalition.app.parts.gaps import show_missing_voices
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_CODES, STATES, Kind, Position, Standing

MOST = 30
"""Names told in one breath; the table of every position has them all."""


def body(network: Network) -> None:
    ids = list(network.recommendations.index)
    chosen = address.ask(
        "Recommendation", "r", ids, ids[0], session.recommendation_words(network),
        known=lambda key: network.require("recommendations", key), remember="recommendation",
    )  # fmt: skip
    row = network.recommendations.loc[chosen]
    held = network.positions[network.positions["recommendation_id"] == chosen]
    held = held.join(network.actors[["name", "kind", "regional_group"]], on="actor_id")
    evidence = network.evidence_of(chosen)
    layout.answer(_sentence(network, chosen, held, evidence))
    layout.note(f"{chosen}: {row['text']}")
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _by_group(network, chosen, held)
        _by_kind(network, chosen, held)
    with right, st.container(border=True):
        _about(network, chosen, evidence)
    _evidence(network, evidence)
    _everybody(network, held)


def _sentence(network: Network, chosen: str, held: pd.DataFrame, evidence: list[str]) -> str:
    """What is known, in a sentence."""
    if not evidence:
        return f"Nobody has been asked about {chosen} yet: no evidence bears on it."
    backing = held[held["position"].isin(SUPPORTING)]
    states = backing[backing["kind"].isin(STATES)]
    groups = states["regional_group"].replace("", pd.NA).nunique()
    opposed = int((held["position"] == Standing.OPPOSED).sum())
    others = len(backing) - len(states)
    spread = (
        f"{len(states)} State{'' if len(states) == 1 else 's'} of {groups} of {len(network.groups)} regional groups"
    )
    more = f" and {others} other{'' if others == 1 else 's'}" if others else ""
    against = f"{opposed} opposed a text" if opposed else "nobody is on record against a text"
    pieces = f"{len(evidence)} piece{'' if len(evidence) == 1 else 's'} of evidence ({years(network, evidence)})"
    return f"{spread}{more} support {chosen}, by {pieces}; {against}."


def _by_group(network: Network, chosen: str, held: pd.DataFrame) -> None:
    """States per regional group and position, by name."""
    states = held[held["kind"].isin(STATES)]
    sizes = network.actors.loc[network.is_state, "regional_group"].value_counts()
    pairs = []
    for group, name in network.group_names.items():
        of_group = states[states["regional_group"] == group]
        count = int(of_group["position"].isin(SUPPORTING).sum())
        told = [
            f"{words.capitalize()}: {listed(with_leads(network, chosen, there.sort_values('name')), MOST)}"
            for standing, words in WORDS.items()
            if len(there := of_group[of_group["position"] == standing])
        ]
        support = f"{count} of {sizes.get(group, 0)} in support" if count else f"none of {sizes.get(group, 0)} recorded"
        pairs.append((name, support, ". ".join(told)))
    layout.head("States by regional group")
    layout.facts(pairs)


def _by_kind(network: Network, chosen: str, held: pd.DataFrame) -> None:
    """Other actors in support, by kind."""
    others = held[~held["kind"].isin(STATES) & held["position"].isin(SUPPORTING)]
    layout.head("Others in support")
    if others.empty:
        layout.text("None recorded.")
    layout.facts(
        [
            (Kind(str(kind)).words, str(len(rows)), listed(with_leads(network, chosen, rows.sort_values("name")), MOST))
            for kind, rows in others.groupby("kind", sort=True)
        ]
    )


def _about(network: Network, chosen: str, evidence: list[str]) -> None:
    """Which gaps it has, whom it is addressed to, what can be estimated, and what is not known."""
    row = session.result(gaps).set_index("recommendation_id").loc[chosen]
    classes = set(str(row["gaps"]).split(";"))
    found = [(gap.name, gap.rule, "") for gap in CLASSES if gap.id in classes]
    estimates = session.result(search, chosen)
    layout.name("What is missing, and what is not known")
    layout.facts(
        [
            *(found or [("No gap", "It has supporters and a lead, of more than one group and kind.", "")]),
            *_hangs_on(network, chosen),
            ("Addressed to", ", ".join(Kind(kind).words for kind in network.addressed_to(chosen)), ""),
            ("Theme", str(network.recommendations.loc[chosen, "theme"]), ""),
            ("Lists", str(row["wholeness"]), "who is on no list is unknown here, not opposed" if evidence else ""),
            ("Estimates", estimates.rule, estimates.help),
        ]
    )
    show_missing_voices(network, chosen)
    session.link("partners", "Whom to talk to first", r=chosen)
    session.link("gaps", "Who could take it", r=chosen)
    session.link("bridges", "Who could hold a bridge between two groups on it", by="two", on=chosen)
    if evidence:
        session.link("coalition", "The smallest coalition for it", r=chosen)


def _hangs_on(network: Network, chosen: str) -> list[tuple[str, str, str]]:
    """States without which it would be left to one regional group."""
    return [
        ("Hangs on one State", str(network.actors.loc[actor, "name"]),
         f"without it, only States of {network.group_names[left]} would be on record in support")
        for actor, left in last_of_group(network, chosen)
    ]  # fmt: skip


def _evidence(network: Network, evidence: list[str]) -> None:
    """What bears on it over time, each with its source."""
    layout.head(f"The evidence over time ({len(evidence)})")
    if not evidence:
        layout.text("A vote, a list of sponsors, a statement or a law that bears on it would be a beginning.")
        return
    rows = network.evidence.loc[evidence].sort_values("date_to")
    taken = network.stances[:, network.columns(list(rows.index))].toarray()
    told = {"Support": Position.SUPPORT, "Abstained": Position.ABSTAIN, "Opposed": Position.OPPOSE}
    counts = {words: (taken == POSITION_CODES[position]).sum(axis=0) for words, position in told.items()}
    layout.grid(
        pd.DataFrame(
            {
                "Date": rows["date_to"],
                "Evidence": rows["title"],
                "Citation": rows["citation"],
                **counts,
                "List": rows["coverage"],
                "Open to": rows["body"].replace("", "all"),
                "Source": rows["source"],
            }
        )
    )


def _everybody(network: Network, held: pd.DataFrame) -> None:
    """Every position, with its evidence."""
    if held.empty:
        return
    order, cited = list(Standing), network.evidence["citation"]
    rows = held.sort_values("name").sort_values("position", key=lambda column: column.map(order.index), kind="stable")
    with st.expander(f"Every recorded position ({len(rows)})"):
        layout.grid(
            pd.DataFrame(
                {
                    "Actor": rows["name"],
                    "Kind": [Kind(str(kind)).words for kind in rows["kind"]],
                    "Group or seat": rows["regional_group"].map(lambda key: network.group_names.get(key, "")),
                    "Position": [WORDS[Standing(p)] for p in rows["position"]],
                    "Since": rows["since"],
                    "Latest": rows["latest"],
                    "Evidence": [", ".join(str(cited[key]) for key in keys) for keys in rows["evidence"]],
                }
            )
        )


session.show(body)
