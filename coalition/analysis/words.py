"""Words and deeds: what an actor asked of others beside what it did itself, from the record."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.reasons import listed
from coalition.analysis.targets import ACCEPTED
from coalition.model import EvidenceKind, Position
from coalition.network import POSITION_CODES, Bools, Ints, Network

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


def words(network: Network, actor: str | None = None) -> pd.DataFrame:
    """What actors asked of others and what they did, by theme of the recommendations that the evidence bears on.

    Parameters
    ----------
    network : Network
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

    Raises
    ------
    UnknownIdError
        No such actor.
    """
    if actor is not None:
        network.require("actors", actor)
    rows = network.states if actor is None else network.rows([actor])
    supported = network.stances[rows].toarray() == POSITION_CODES[Position.SUPPORT]
    deed = is_deed(network).to_numpy()
    bearing = network.evidence.index.isin(network.bears_on["evidence_id"])
    # Evidence that no actor of this sort supports was not open to it (lists of firms, say).
    peers = network.is_state if network.is_state[rows[0]] else ~network.is_state
    open_to = np.asarray((network.stances[peers].toarray() == POSITION_CODES[Position.SUPPORT]).any(axis=0))
    usable = bearing & open_to
    themes = _themes(network)
    found: list[dict[str, object]] = []
    for theme in [ALL] if actor is None else list(themes):
        inside = usable if actor is None else usable & themes[theme]
        if inside.any():
            found += _rows(network, rows, supported, inside, deed, theme)
    table = pd.DataFrame(found, columns=COLUMNS)
    if actor is None:
        beyond = (table["share_asked"] - table["share_did"]).round(10)
        order = table.assign(beyond=beyond).sort_values(["beyond", "actor_id"], ascending=[False, True])
        table = order.drop(columns="beyond").reset_index(drop=True)
    return table


def summary(network: Network, table: pd.DataFrame, actor: str | None = None) -> str:
    """The result of `words` in a sentence."""
    if table.empty:
        return "No evidence of this sort bears on any recommendation: neither words nor deeds are on record."
    if actor is None:
        more = int((table["share_asked"].round(10) > table["share_did"].round(10)).sum())
        return (
            f"{more} of {len(table)} States stand behind a larger share of the texts and statements on record than of "
            f"what binds a State; furthest apart: {listed(list(table['name']))}. Lists are partial."
        )
    only = list(dict.fromkeys(subject for cell in table["asked_only"] for subject in cell.split("; ") if subject))
    themes = table.loc[(table["did_of"] > 0) & (table["did"] == 0) & (table["asked"] > 0), "theme"]
    words = [f"{network.actors.loc[actor, 'name']} asks and binds itself on {int((table['did'] > 0).sum())} of "
             f"{len(table)} themes"]  # fmt: skip
    if len(themes):
        words.append(f"words without a recorded deed on {listed(list(themes))}")
    if only:
        words.append(f"recommended to others, without accepting it itself on record: {listed(only)}")
    return f"{'; '.join(words)}."


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
    """A row per actor for some evidence."""
    titles, ids = network.evidence["title"].to_numpy(), network.evidence.index
    kinds = {"asked": np.flatnonzero(inside & ~deed), "did": np.flatnonzero(inside & deed)}
    twins = [
        (item, int(ids.get_loc(accepted)))
        for item in kinds["asked"]
        if str(ids[item]).endswith(ASKED) and (accepted := f"{str(ids[item]).removesuffix(ASKED)}{ACCEPTED}") in ids
    ]
    found = []
    for actor, held in zip(rows, supported, strict=True):
        row: dict[str, object] = {
            "actor_id": network.actors.index[actor], "name": network.actors["name"].iat[actor], "theme": theme,
        }  # fmt: skip
        for name, items in kinds.items():
            chosen = items[held[items]]
            row |= {name: len(chosen), f"{name}_of": len(items), f"{name}_evidence": "; ".join(titles[chosen])}
            row[f"share_{name}"] = len(chosen) / len(items) if len(items) else np.nan
        subjects = [str(titles[a]).split(": ", 1)[-1] for a, b in twins if held[a] and not held[b]]
        row["asked_only"] = "; ".join(subjects)
        found.append(row | {"sentence": _sentence(row)})
    return found


def _sentence(row: dict[str, object]) -> str:
    words = (
        f"{row['name']}, {row['theme']}: asked in {row['asked']} of {row['asked_of']} texts and statements on record, "
        f"did {row['did']} of {row['did_of']} things that bind it"
    )
    only = [subject for subject in str(row["asked_only"]).split("; ") if subject]
    tail = f"; recommended to others, with nothing on record of its own: {listed(only)}" if only else ""
    return f"{words}{tail}."
