"""Words and deeds: what an actor has said, what it backed with others, and what it did itself, from the record."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

import numpy as np
import pandas as pd

from coalition.analysis.actors.wording import theme_sentence
from coalition.analysis.arguments import check_network
from coalition.arrays import Bools, Ints
from coalition.model.network import Network
from coalition.model.positions import undisputed
from coalition.model.vocabulary import POSITION_CODES, Act, Coverage, Kind, Position

PARTS = {"said": (Act.DECLARED,), "backed": (Act.VOTED, Act.JOINED, Act.LED), "did": (Act.OWN,)}
"""Words, support for a text beside others, and deeds: by what an act cost whoever took it."""
ASKED = "-REC"
"""Evidence of this ending: the State recommended it to others in the Universal Periodic Review."""
ACCREDITED = "NHRI-ACCRED"
"""Accreditation of a national human rights institution: a deed of its State, which set the institution up."""
ALL = "all themes"
COLUMNS = [
    "actor_id", "name", "theme", "said", "said_of", "backed", "backed_of", "did", "did_of", "said_evidence",
    "backed_evidence", "did_evidence", "asked_only", "sentence",
]  # fmt: skip


def words_and_deeds(network: Network, actor: str | None = None) -> pd.DataFrame:
    """What actors said, backed and did, by theme of the recommendations that the evidence bears on.

    Parameters
    ----------
    network : Network
        The map. Links that can be disputed count here: what speaks for an actor is not left out.
    actor : str, optional
        One actor, a row per theme on which there is evidence; without it, one row per State over all themes.

    Returns
    -------
    DataFrame
        `COLUMNS`: `said`, `backed` and `did` are pieces of evidence that the actor supports, by their act (`PARTS`), of
        so many that were open to it as far as is known, each with titles. `asked_only`: subjects (titles of evidence
        `-REC`) that it recommended to others, where a deed of its own would be on this map: a list of `own` acts that
        is complete and was open to it bears, undisputed, on a recommendation that this evidence bears on. It is not on
        that list, and the map has no other support of its own there: it accepted, said, joined or voted for nothing
        that is known here, alone or as one of a group, and has no national institution there. That is a question, not
        a verdict. Observer States have none: they are not reviewed, so that nobody can ask it of them. All States:
        those with most such subjects first; one actor: in the order of the themes.

        Evidence is open to whoever has a stance on it; else, to a State, if it is of no closed body, and States of its
        own regional group, or of two groups or more, support it; to another actor, if one that is no State supports it.
        Accreditation of an institution (`ACCREDITED`) is a deed of its State too, and open to States that have it.

    Raises
    ------
    UnknownIdError
        No such actor.
    """
    check_network(network)
    rows = network.states if actor is None else network.rows([network.require("actors", actor)])
    supported = network.stances[rows].toarray() == POSITION_CODES[Position.SUPPORT]
    usable = _open(network, rows)
    has_nhri = _credit_institutions(network, rows, supported, usable)
    bearing, undoubted = (_bearing(network, links) for links in (network.bears_on, undisputed(network.bears_on)))
    reviewed = (network.actors["kind"].iloc[rows] == Kind.STATE).to_numpy()
    deeds = ((network.evidence["act"] == Act.OWN) & (network.evidence["coverage"] == Coverage.COMPLETE)).to_numpy()
    only = [
        _asked_only(network, bearing, held, undoubted[deeds & open_to].any(axis=0), institution) if asks else {}
        for held, open_to, institution, asks in zip(supported, usable, has_nhri, reviewed, strict=True)
    ]
    themes = network.recommendations["theme"].to_numpy()
    found: list[dict[Hashable, object]] = []
    for theme in [ALL] if actor is None else list(dict.fromkeys(themes)):
        of_theme = np.ones(len(themes), dtype=bool) if actor is None else themes == theme
        inside = np.asarray(bearing[:, of_theme].any(axis=1))
        if (usable & inside).any():
            for row, held, open_to, subjects in zip(rows, supported, usable & inside, only, strict=True):
                named = [str(subject) for item, subject in subjects.items() if inside[item]]
                found.append(_row(network, int(row), held, open_to, str(theme), named))
    table = pd.DataFrame(found, columns=COLUMNS)
    if actor is None:
        most = table.assign(most=[len(cell.split("; ")) if cell else 0 for cell in table["asked_only"]])
        table = most.sort_values(["most", "actor_id"], ascending=[False, True]).drop(columns="most")
    return table.reset_index(drop=True)


def parts(network: Network) -> dict[str, Bools]:
    """Which evidence is said, backed and done (`PARTS`); accreditation of an institution is done."""
    act, accredited = network.evidence["act"], network.evidence.index == ACCREDITED
    found = {name: act.isin([str(one) for one in acts]).to_numpy() & ~accredited for name, acts in PARTS.items()}
    return found | {"did": found["did"] | accredited}


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


def _credit_institutions(network: Network, rows: Ints, supported: Bools, usable: Bools) -> Bools:
    """Count the accreditation of a national institution for its State; which of `rows` are States with an institution.

    An institution is accredited that supports `ACCREDITED`, or whose note says so ("GANHRI status: B"). One that is not
    is no deed, but whoever has it did not only ask others for one.
    """
    actors = network.actors
    institutions = actors[(actors["kind"] == Kind.NHRI) & (actors["country"] != "")]
    country = actors["country"].mask(actors["country"] == "", actors.index).to_numpy()[rows]
    with_one = np.isin(country, institutions["country"]) & network.is_state[rows]
    if ACCREDITED in network.evidence.index:
        (column,) = network.columns([ACCREDITED])
        stances = network.stances[network.rows(institutions.index)].toarray()[:, column]
        known = (stances == POSITION_CODES[Position.SUPPORT]) | institutions["note"].str.match("GANHRI status: [AB]\\b")
        credited = with_one & np.isin(country, institutions.loc[known, "country"])
        supported[credited, column] = usable[credited, column] = True
    return with_one


def _bearing(network: Network, links: pd.DataFrame) -> Bools:
    """Evidence x recommendations: which bears on which by some links."""
    found = np.zeros((len(network.evidence), len(network.recommendations)), dtype=bool)
    goals = network.recommendations.index.get_indexer(links["recommendation_id"])
    found[network.columns(links["evidence_id"]), goals] = True
    return found


def _asked_only(
    network: Network, bearing: Bools, held: Bools, would_show: Bools, has_institution: bool
) -> dict[int, str]:
    """Evidence by which an actor asked others for what it has no other support for on this map, with its subject;
    `would_show` are recommendations on which a deed of its own would be on the map.
    """
    ids, titles = network.evidence.index, network.evidence["title"]
    asked = np.asarray(ids.str.endswith(ASKED), dtype=bool)
    answered = bearing[held & ~asked].any(axis=0)
    if has_institution:
        answered |= bearing[ids == ACCREDITED].any(axis=0)
    return {
        int(item): str(titles.iat[item]).split(": ", 1)[-1]
        for item in np.flatnonzero(held & asked)
        if (bearing[item] & would_show).any() and not (bearing[item] & answered).any()
    }


def _row(
    network: Network, actor: int, held: Bools, open_to: Bools, theme: str, only: list[str]
) -> dict[Hashable, object]:
    """What one actor said, backed and did in a theme."""
    row: dict[Hashable, object] = {
        "actor_id": network.actors.index[actor], "name": network.actors["name"].iat[actor], "theme": theme,
    }  # fmt: skip
    for name, count, of, titles in _counted(network, held, open_to):
        row |= {name: count, f"{name}_of": of, f"{name}_evidence": titles}
    row["asked_only"] = "; ".join(only)
    return row | {"sentence": theme_sentence(row)}


def _counted(network: Network, held: Bools, open_to: Bools) -> Iterator[tuple[str, int, int, str]]:
    titles = network.evidence["title"].to_numpy()
    for name, inside in parts(network).items():
        chosen = held & open_to & inside
        yield name, int(chosen.sum()), int((open_to & inside).sum()), "; ".join(titles[chosen])
