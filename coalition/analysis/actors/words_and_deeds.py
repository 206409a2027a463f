"""Words and deeds: what an actor asked of others beside what it did itself, from the record."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.actors.wording import theme_sentence
from coalition.analysis.arguments import check_network
from coalition.analysis.partners.targets import ACCEPTED
from coalition.arrays import Bools, Ints
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_CODES, EvidenceKind, Position

DEEDS = (EvidenceKind.LAW, EvidenceKind.MEMBERSHIP, EvidenceKind.SIGNATURE)
"""Kinds of evidence by which an actor binds itself: a law, joining, signing or ratifying."""
ASKED = "-REC"
"""Evidence of this ending: the State recommended it to others in the Universal Periodic Review."""
ALL = "all themes"
COLUMNS = [
    "actor_id", "name", "theme", "asked", "asked_of", "did", "did_of", "share_asked", "share_did", "asked_evidence",
    "did_evidence", "asked_only", "sentence",
]  # fmt: skip


def is_deed(network: Network) -> pd.Series[bool]:
    """Which evidence is a deed; all other is words.

    A deed is a law, a membership or a signature (`DEEDS`), or what was accepted in the Universal Periodic Review.
    Words are votes, cosponsorships and statements, recommendations made to others among them.
    """
    accepted = network.evidence.index.str.endswith(ACCEPTED)
    return network.evidence["kind"].isin([kind.value for kind in DEEDS]) | accepted


def words_and_deeds(network: Network, actor: str | None = None) -> pd.DataFrame:
    """What actors asked of others and what they did, by theme of the recommendations that the evidence bears on.

    Parameters
    ----------
    network : Network
        The map.
    actor : str, optional
        One actor, a row per theme on which there is evidence; without it, one row per State over all themes.

    Returns
    -------
    DataFrame
        `COLUMNS`: `asked` of `asked_of` pieces of evidence that are words (supported; open to it as far as is known),
        `did` of `did_of` that are deeds, the two shares (missing where there is no such evidence), titles of both, and
        `asked_only`: subjects that it recommended to others (`-REC`) and did not accept itself on record. That is a
        question, not a verdict: a State accepts only what it is asked. All States: most asked beyond done first; one
        actor: in the order of the themes.

        Evidence is open to whoever has a stance on it; else, to a State, if it is of no closed body, and States of its
        own regional group, or of two groups or more, support it; to another actor, if one that is no State supports it.

    Raises
    ------
    UnknownIdError
        No such actor.
    """
    check_network(network)
    rows = network.states if actor is None else network.rows([network.require("actors", actor)])
    supported = network.stances[rows].toarray() == POSITION_CODES[Position.SUPPORT]
    deed, usable = is_deed(network).to_numpy(), _open(network, rows)
    themes = _themes(network)
    found: list[dict[str, object]] = []
    for theme in [ALL] if actor is None else list(themes):
        inside = usable & (np.logical_or.reduce(list(themes.values())) if actor is None else themes[theme])
        if inside.any():
            found += _rows(network, rows, supported, inside, deed, theme)
    table = pd.DataFrame(found, columns=COLUMNS)
    if actor is None:
        beyond = (table["share_asked"] - table["share_did"]).round(10)
        order = table.assign(beyond=beyond).sort_values(["beyond", "actor_id"], ascending=[False, True])
        table = order.drop(columns="beyond").reset_index(drop=True)
    return table


def _open(network: Network, rows: Ints) -> Bools:
    """Actors x evidence: what each could have supported, as far as is known."""
    codes = network.stances.toarray()
    support = codes == POSITION_CODES[Position.SUPPORT]
    groups = network.actors["regional_group"].where(network.is_state, "").to_numpy()
    there = {
        group: support[(groups == group) & network.is_state].any(axis=0) for group in set(groups[network.is_state])
    }
    several = np.sum(list(there.values()), axis=0) >= 2 if there else np.zeros(support.shape[1], dtype=bool)
    others = support[~network.is_state].any(axis=0)
    everybody = (network.evidence["body"] == "").to_numpy()
    found = [
        (codes[row] > 0) | ((several | there[groups[row]]) & everybody if network.is_state[row] else others)
        for row in rows
    ]
    return np.array(found, dtype=bool).reshape(len(rows), support.shape[1])


def _themes(network: Network) -> dict[str, Bools]:
    """Which evidence bears on a recommendation of each theme."""
    theme = network.bears_on["recommendation_id"].map(network.recommendations["theme"]).to_numpy()
    items, found = network.columns(network.bears_on["evidence_id"]), {}
    for name in dict.fromkeys(network.recommendations["theme"]):
        found[str(name)] = np.zeros(len(network.evidence), dtype=bool)
        found[str(name)][items[theme == name]] = True
    return found


def _rows(
    network: Network, rows: Ints, supported: Bools, inside: Bools, deed: Bools, theme: str
) -> list[dict[str, object]]:
    """A row per actor for the evidence inside a theme and open to it."""
    titles, ids = network.evidence["title"].to_numpy(), network.evidence.index
    twins = [
        (item, int(ids.get_loc(accepted)))
        for item in np.flatnonzero(inside.any(axis=0) & ~deed)
        if str(ids[item]).endswith(ASKED) and (accepted := f"{str(ids[item]).removesuffix(ASKED)}{ACCEPTED}") in ids
    ]
    found = []
    for actor, held, here in zip(rows, supported, inside, strict=True):
        row: dict[str, object] = {
            "actor_id": network.actors.index[actor], "name": network.actors["name"].iat[actor], "theme": theme,
        }  # fmt: skip
        for name, items in (("asked", np.flatnonzero(here & ~deed)), ("did", np.flatnonzero(here & deed))):
            chosen = items[held[items]]
            row |= {name: len(chosen), f"{name}_of": len(items), f"{name}_evidence": "; ".join(titles[chosen])}
            row[f"share_{name}"] = len(chosen) / len(items) if len(items) else np.nan
        subjects = [str(titles[a]).split(": ", 1)[-1] for a, b in twins if held[a] and not held[b]]
        row["asked_only"] = "; ".join(subjects)
        found.append(row | {"sentence": theme_sentence(row)})
    return found
