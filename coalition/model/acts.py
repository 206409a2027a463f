"""What an act says where nobody said it: the written rule that fills the column `act` of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pandas as pd

from coalition.model.vocabulary import STATES, Act, Coverage, EvidenceKind, Position, Tables, YesNo

Cited = tuple[str, str]
"""Id and citation of a piece of evidence."""
DISSENT = 0.05
"""A vote in which fewer than this share of those who took a position abstained or voted no says little."""


def acts(evidence: pd.DataFrame, stances: pd.DataFrame, actors: pd.DataFrame) -> pd.Series[str]:
    """What support on each piece of evidence cost, by its kind: an `Act` per row, in the order of `evidence`.

    - **own**: a law.
    - **led**: anything else whose `leadership` is yes.
    - **joined**: a cosponsorship; a signature; the membership of no closed body; a statement whose list is whole, or on
      which no State stands.
    - **voted**: a vote in which at least one in twenty (`DISSENT`) of those who took a position abstained or voted no.
    - **declared**: any other vote, the membership of a closed body (one is elected, or there by default), and any other
      statement.

    Parameters
    ----------
    evidence, stances, actors : DataFrame
        Tables with the columns of `coalition.model.vocabulary.COLUMNS`; `act` is not looked at.

    Returns
    -------
    Series of str
        With the index of `evidence`.

    Examples
    --------
    >>> evidence = pd.DataFrame([["v", "vote", "no", "complete", ""]], columns=["id", *_RESTS_ON])
    >>> actors = pd.DataFrame([["A", "state"], ["B", "state"]], columns=["id", "kind"])
    >>> votes = pd.DataFrame(
    ...     [["A", "v", "support"], ["B", "v", "oppose"]], columns=["actor_id", "evidence_id", "position"]
    ... )
    >>> acts(evidence, votes, actors).tolist(), acts(evidence, votes[:1], actors).tolist()
    (['voted'], ['declared'])
    """
    kind, body = evidence["kind"], evidence["body"]
    states = actors.loc[actors["kind"].isin(STATES), "id"]
    with_states = set(stances.loc[stances["actor_id"].isin(states), "evidence_id"])
    listed = (evidence["coverage"] == Coverage.COMPLETE) | ~evidence["id"].isin(with_states)
    rules = {
        Act.OWN: kind == EvidenceKind.LAW,
        Act.LED: evidence["leadership"] == YesNo.YES,
        Act.JOINED: kind.isin([EvidenceKind.COSPONSORSHIP, EvidenceKind.SIGNATURE])
        | ((kind == EvidenceKind.MEMBERSHIP) & (body == ""))
        | ((kind == EvidenceKind.STATEMENT) & listed),
        Act.VOTED: (kind == EvidenceKind.VOTE) & (_dissent(evidence["id"], stances) >= DISSENT),
    }
    chosen = np.select([rule.to_numpy(dtype=bool) for rule in rules.values()], list(rules), Act.DECLARED)
    return pd.Series([str(act) for act in chosen], index=evidence.index, dtype=str)


_RESTS_ON = ("kind", "leadership", "coverage", "body")


def with_acts(tables: Tables, known: Mapping[Cited, str] = MappingProxyType({})) -> Tables:
    """The tables with `act` filled where it is empty: with what is known of the evidence, else by the rule.

    Parameters
    ----------
    tables : Tables
        The map, or a part of it.
    known : mapping
        Id and citation of evidence -> its act.
    """
    evidence = tables.evidence
    ruled = acts(evidence, tables.stances, tables.actors)
    cited = zip(evidence["id"], evidence["citation"], ruled, strict=True)
    filled = pd.Series([known.get((key, citation), act) for key, citation, act in cited], evidence.index, dtype=str)
    return replace(tables, evidence=evidence.assign(act=evidence["act"].mask(evidence["act"] == "", filled)))


def _dissent(ids: pd.Series[str], stances: pd.DataFrame) -> pd.Series[float]:
    """Share of those who took a position on each piece of evidence that did not support it; 0 where nobody did."""
    taken = stances[stances["position"] != Position.ABSENT]
    share = (taken["position"] != Position.SUPPORT).groupby(taken["evidence_id"]).mean()
    return ids.map(share).fillna(0.0)
