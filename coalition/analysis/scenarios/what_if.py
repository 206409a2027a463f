"""What if some stances were others: positions, gaps, bridges, sole carriers and coalition before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

from coalition.analysis.arguments import check_network
from coalition.analysis.coalitions import coalition_for
from coalition.analysis.coverage import addressees, kind_codes
from coalition.analysis.gaps.gaps import evidenced
from coalition.analysis.scenarios.baseline import Baseline, CodedChange, Facts
from coalition.analysis.scenarios.comparison import (
    COALITION,
    NO_STANCE,
    bridges_moved,
    changes_told,
    gaps_moved,
    positions_moved,
)
from coalition.analysis.scenarios.wording import what_if_sentence
from coalition.arrays import Ints
from coalition.measures.arguments import ArgumentError, count, several
from coalition.measures.coalitions.rules import Rules
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_CODES, Act, Position, YesNo


@dataclass(frozen=True, eq=False)
class WhatIf:
    """Before, after and difference; only rows that differ. Nothing of it is stored."""

    changes: pd.DataFrame
    """Every stance named, with a `note` where it is as before."""
    positions: pd.DataFrame
    gaps: pd.DataFrame
    bridges: pd.DataFrame
    coalition: pd.DataFrame
    """One row where a coalition was asked for; else none."""
    sentence: str

    @property
    def moved_bridges(self) -> pd.DataFrame:
        """Bridges whose rank or sole carrying changes, and the actors whose stances are others."""
        table = self.bridges
        own = table["actor_id"].isin(self.changes["actor_id"])
        return table[(table["rank_change"].fillna(0) != 0) | (table["sole_change"] != 0) | own]


def facts_of(network: Network) -> Facts:
    """The arrays of a network that a what-if starts from."""
    links = (network.columns(network.links["evidence_id"]), _goals(network, network.links["recommendation_id"]))
    shape = (len(network.evidence), len(network.recommendations))
    return Facts(
        stances=network.stances.toarray(),
        bearing=sparse.csc_array((np.ones(len(links[0]), dtype=np.int64), links), shape=shape),
        leadership=(network.evidence["leadership"] == YesNo.YES).to_numpy(),
        declared=(network.evidence["act"] == Act.DECLARED).to_numpy() & (not network.counting.declarations),
        state=network.is_state,
        groups=[str(group) for group in network.actors["regional_group"]],
        kinds=kind_codes(network),
        addressed=addressees(network),
        evidence=evidenced(network),
    )


def baseline(network: Network, max_leads: int = 10) -> Baseline:
    """The prepared state of a network: make it once where several what-ifs follow."""
    check_network(network)
    count("max_leads", max_leads, 0)
    return Baseline(facts_of(network), network.standings, max_leads)


def what_if(
    network: Network,
    changes: Sequence[tuple[str, str, str | None]],
    base: Baseline | None = None,
    coalition: Sequence[str] = (),
    groups: int = 0,
) -> WhatIf:
    """What would follow from other stances than those on record, by update of what they touch.

    Parameters
    ----------
    network : Network
        It stays as it is.
    changes : sequence of (actor, evidence, position)
        Ids, and "support", "abstain", "oppose", "absent", or None ("none") for no stance on record.
    base : Baseline, optional
        From `baseline`, of this very network, where several what-ifs share it.
    coalition : sequence of str
        Recommendations whose smallest coalition is sought before and after; none is sought when empty.
    groups : int
        From how many regional groups each of these needs a supporter; 0 for any.

    Returns
    -------
    WhatIf
        Tables of what differs, most moved first: positions; gaps (ids of `coalition.analysis.gaps.gaps.CLASSES`, those
        opened and closed, severity, supporters); bridges (States: weakest-group congruence, its group and rank, Shapley
        value, sole carriers); the coalition; and a sentence. Equal to computing all of it again.

    Raises
    ------
    UnknownIdError
        An actor, evidence or recommendation that is not there.
    ArgumentError
        No change, a position that is none, or one stance changed twice.

    Examples
    --------
    >>> from coalition import read_tables
    >>> from coalition.settings import resource
    >>> found = what_if(Network.from_tables(read_tables(resource("seeds"))), [("CHL", "GA-70-161", "oppose")])
    >>> found.positions[["actor_id", "recommendation_id", "before", "after"]].to_numpy().tolist()[0]
    ['CHL', 'R21.1', 'supports', 'mixed']
    """
    coded = _coded(network, changes)
    goals = several("coalition", coalition)
    count("groups", groups, 0)
    if not isinstance(base, Baseline | None):
        raise ArgumentError(f"base: {base!r} is no Baseline; give that of this network, or leave it out")
    state = base if base is not None else baseline(network)
    before, after = state.before(coded), state.after(coded)
    told = changes_told(network, state, coded)
    positions, gaps = positions_moved(network, before, after), gaps_moved(network, before, after)
    bridges = bridges_moved(network, before, after)
    allied = _coalition(network, coded, goals, groups) if goals else pd.DataFrame(columns=COALITION)
    return WhatIf(
        told, positions, gaps, bridges, allied, what_if_sentence(network, told, positions, gaps, bridges, allied)
    )


def parse_change(text: str) -> tuple[str, str, str]:
    """A change from its text, ACTOR:EVIDENCE=POSITION; ids may hold "=" but an actor's no ":".

    >>> parse_change("CHL:GA-70-161=oppose")
    ('CHL', 'GA-70-161', 'oppose')
    """
    actor, colon, rest = text.partition(":")
    evidence, equals, position = rest.rpartition("=")
    if not (actor and colon and evidence and equals and position):
        raise ArgumentError(f"{text}: write ACTOR:EVIDENCE=POSITION, such as CHL:GA-70-161=oppose")
    return actor, evidence, position


def write_change(actor: str, evidence: str, position: str) -> str:
    """The text of a change, as `parse_change` reads it."""
    return f"{actor}:{evidence}={position}"


def scenario(network: Network, changes: Sequence[tuple[str, str, str | None]]) -> Network:
    """The stances and positions of a network with changes in them, for any other analysis; nothing is stored.

    Its `positions` table, which also tells evidence and dates, stays that of the record: use `standings`.
    """
    return _changed(network, _coded(network, changes))


def _changed(network: Network, coded: list[CodedChange]) -> Network:
    state = baseline(network)
    after = state.after(coded)
    stances, held = state.facts.stances.copy(), state.held.copy()
    for actor, item, code in coded:
        stances[actor, item] = code
    held[after.cells[:, 0], after.cells[:, 1]] = after.standings
    return replace(network, stances=sparse.csr_array(stances), standings=sparse.csr_array(held))


def _coded(network: Network, changes: Sequence[tuple[str, str, str | None]]) -> list[CodedChange]:
    check_network(network)
    if not isinstance(changes, Sequence) or not len(changes):
        raise ArgumentError("changes: none is given; name a stance, such as (actor, evidence, 'oppose')")
    if not all(isinstance(change, list | tuple) and len(change) == 3 for change in changes):
        raise ArgumentError(f"changes: {changes!r} is no list of changes; give [('CHL', 'GA-70-161', 'oppose')]")
    coded: dict[tuple[int, int], int] = {}
    for actor, evidence, position in changes:
        network.require("actors", actor)
        network.require("evidence", evidence)
        cell = int(network.rows([actor])[0]), int(network.columns([evidence])[0])
        if cell in coded:
            raise ArgumentError(f"changes: the stance of {actor} on {evidence} is changed twice; give it once")
        if position is None or position == NO_STANCE:
            coded[cell] = 0
        elif position in set(Position):
            coded[cell] = POSITION_CODES[Position(position)]
        else:
            raise ArgumentError(f"changes: {position!r} is no position; use {', '.join(Position)} or {NO_STANCE}")
    return [(actor, item, code) for (actor, item), code in coded.items()]


def _goals(network: Network, ids: pd.Series[str]) -> Ints:
    return np.asarray(network.recommendations.index.get_indexer(pd.Index(ids)), dtype=np.int64)


def _coalition(network: Network, coded: list[CodedChange], goals: list[str], groups: int) -> pd.DataFrame:
    found = [coalition_for(one, goals, Rules(groups=groups)) for one in (network, _changed(network, coded))]
    sizes = pd.array([one.size if one.members else pd.NA for one in found], dtype="Int64")
    members = [";".join(one.members) for one in found]
    proven = all(one.status in ("optimal", "infeasible") for one in found)
    return pd.DataFrame([(*sizes, sizes[1] - sizes[0], *members, proven)], columns=COALITION)
