"""How far the estimates can be trusted, measured on these data: stances are hidden, predicted and compared."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.evaluation import hidden_states
from coalition.analysis.evaluation.later_supporters import bands, conversions, first_names
from coalition.analysis.evaluation.leave_one_out import left_out
from coalition.analysis.evaluation.split_half import reliability
from coalition.analysis.partners.likeness_models import MODELS
from coalition.analysis.partners.record import record_without
from coalition.analysis.partners.track_record import Evaluation, records
from coalition.errors import CoalitionError
from coalition.measures.accuracy import area_under_curve, mean_interval
from coalition.measures.arguments import ArgumentError, count
from coalition.model.network import Network
from coalition.model.vocabulary import EvidenceKind

LEAST = 10
BACKGROUND_MODELS = ("group", "c", "d", "cd")
EVERY = 3
"""Of the background votes, every third is predicted: neighbours in the list are the same debate of the same day."""


def evaluate(
    network: Network, splits: int = hidden_states.SPLITS, progress: Callable[[str], None] = print
) -> Evaluation:
    """Evaluate every estimate on the data of a network; seeded.

    Parameters
    ----------
    network : Network
        The map.
    splits : int
        How often a quarter of the States is hidden per target.
    progress : callable
        Is told what is being done.

    Raises
    ------
    CoalitionError
        No target can be predicted; it says what is missing.
    """
    check_network(network)
    count("splits", splits, 1)
    if not callable(progress):
        raise ArgumentError(f"progress: {progress!r} cannot be called; give a function of a sentence, such as print")
    progress("Hiding States at random ...")
    found = hidden_states.cases(hidden_states.questions(network, "random"), "random", splits)
    if found.empty:
        raise CoalitionError(
            "nothing to evaluate: an order can be tested on votes with dissent (2 supporters and 2 others on record) "
            "or on open lists (2 supporters), and no recommendation of this map has either; add such evidence"
        )
    progress("Hiding States, with earlier evidence only ...")
    found = pd.concat([found, hidden_states.cases(hidden_states.questions(network, "forward"), "forward", splits)])
    found = found.reset_index(drop=True)
    platts = hidden_states.recalibrations(found)
    found = hidden_states.recalibrated(found, platts)
    progress("Following those who joined later ...")
    later = conversions(network, platts)
    progress("Predicting votes of the background record ...")
    votes = background(network)
    progress("Halving the record for the bridges ...")
    halves = reliability(network)
    return Evaluation(
        digest=network.digest,
        newest_evidence=str(network.evidence["date_to"].max()),
        models=records(hidden_states.table(found)),
        curves=records(hidden_states.curves(found)),
        bands=records(bands(later)),
        first_names=records(first_names(later)),
        background=records(votes),
        bridges=records(halves),
        others=records(left_out(network)),
        platts={
            sort: {key: [platt.intercept, platt.slope, platt.base] for key, platt in of_sort.items()}
            for sort, of_sort in platts.items()
        },
    )


def background(network: Network) -> pd.DataFrame:
    """Votes that bear on no recommendation, predicted for a hidden quarter of the States from earlier years.

    Returns
    -------
    DataFrame
        One row per model: `model`, `votes` (how many were predicted), `auc` (mean within votes) and its 95% interval
        over votes, `auc_low` and `auc_high`.
    """
    values = network.values(network.states)
    bearing = set(network.bears_on["evidence_id"])
    is_vote = network.evidence["kind"] == EvidenceKind.VOTE
    counts = np.stack([(values == value).sum(axis=0) for value in (1.0, 0.0, -1.0)])
    fits = (counts[0] >= LEAST) & (counts[1:].sum(axis=0) >= LEAST) & is_vote.to_numpy()
    chosen = [str(key) for key in network.evidence.index[fits] if key not in bearing]
    ordered = network.evidence.loc[chosen].sort_values("date_from", kind="stable").index[::EVERY]
    found: dict[str, list[float]] = {model: [] for model in BACKGROUND_MODELS}
    for evidence in map(str, ordered):
        record = record_without(network, [evidence], str(network.evidence.loc[evidence, "date_from"]))
        if record.votes.shape[1] < hidden_states.LEAST_EARLIER:
            continue
        stance = values[:, network.columns([evidence])[0]]
        outcome = np.where(np.isnan(stance), np.nan, (stance == 1).astype(float))
        known = np.flatnonzero(~np.isnan(outcome))
        hidden = np.random.default_rng(0).choice(known, int(len(known) * hidden_states.HIDDEN), replace=False)
        seen = outcome.copy()
        seen[hidden] = np.nan
        for model in BACKGROUND_MODELS:
            found[model].append(area_under_curve(outcome[hidden], MODELS[model](record, seen)[hidden]))
    rows = [(model, len(aucs), *mean_interval(aucs)) for model, aucs in found.items()]
    return pd.DataFrame(rows, columns=["model", "votes", "auc", "auc_low", "auc_high"])
