"""Words and deeds: what an actor asked of others beside what it did itself, from the record."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.reasons import listed
from coalition.analysis.targets import ACCEPTED
from coalition.model import EvidenceKind, Position
from coalition.network import POSITION_CODES, Bools, Network

DEEDS = (EvidenceKind.LAW, EvidenceKind.MEMBERSHIP, EvidenceKind.SIGNATURE)
"""Kinds of evidence by which an actor binds itself: a law, joining, signing or ratifying."""
ASKED = "-REC"
"""Evidence of this ending: the State recommended it to others in the Universal Periodic Review."""
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
    parts = []
    for theme in ["all themes"] if actor is None else list(dict.fromkeys(network.recommendations["theme"])):
        inside = usable if actor is None else usable & themes[theme]
        if inside.any():
            parts.append(_table(network, rows, supported, inside, deed, theme))
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)
    if actor is None:
        beyond = (table["share_asked"] - table["share_did"]).round(10)
        order = table.assign(beyond=beyond).sort_values(["beyond", "actor_id"], ascending=[False, True])
        table = order.drop(columns="beyond").reset_index(drop=True)
    return table


def _themes(network: Network) -> dict[str, Bools]:
    """Which evidence bears on a recommendation of each theme."""
    theme = network.bears_on["recommendation_id"].map(network.recommendations["theme"])
    return {
        str(name): network.evidence.index.isin(network.bears_on.loc[theme == name, "evidence_id"])
        for name in dict.fromkeys(network.recommendations["theme"])
    }


def _table(
    network: Network, rows: np.ndarray[tuple[int], np.dtype[np.int64]], supported: Bools, inside: Bools, deed: Bools,
    theme: str,
) -> pd.DataFrame:  # fmt: skip
    asked, did = inside & ~deed, inside & deed
    counts = {"asked": supported[:, asked].sum(axis=1), "did": supported[:, did].sum(axis=1)}
    table = pd.DataFrame({"actor_id": network.actors.index[rows], "name": network.actors["name"].iloc[rows].to_numpy()})
    table["theme"] = theme
    for name, which in (("asked", asked), ("did", did)):
        table[name], table[f"{name}_of"] = counts[name], int(which.sum())
        table[f"share_{name}"] = counts[name] / which.sum() if which.any() else np.nan
        titles = network.evidence["title"].to_numpy()
        table[f"{name}_evidence"] = ["; ".join(titles[row & which]) for row in supported]
    made = {key: f"{key.removesuffix(ASKED)}{ACCEPTED}" for key in network.evidence.index[asked] if key.endswith(ASKED)}
    pairs = [(network.evidence.index.get_loc(a), network.evidence.index.get_loc(b)) for a, b in made.items()
             if b in network.evidence.index]  # fmt: skip
    subject = {a: str(titles[a]).split(": ", 1)[-1] for a, _ in pairs}
    table["asked_only"] = ["; ".join(subject[a] for a, b in pairs if row[a] and not row[b]) for row in supported]
    table["sentence"] = [_sentence(row) for row in table.to_dict("records")]
    return table.reindex(columns=COLUMNS)


def _sentence(row: dict[str, object]) -> str:
    words = (
        f"{row['name']}, {row['theme']}: asked in {row['asked']} of {row['asked_of']} texts and statements on record, "
        f"did {row['did']} of {row['did_of']} things that bind it"
    )
    only = [subject for subject in str(row["asked_only"]).split("; ") if subject]
    tail = f"; recommended to others, with nothing on record of its own: {listed(only)}" if only else ""
    return f"{words}{tail}."
