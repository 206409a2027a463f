"""How far the estimates can be trusted, measured on these data: stances are hidden, predicted and compared."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.evaluation import hidden_states
from coalition.analysis.evaluation.later_supporters import bands, conversions, first_names
from coalition.analysis.evaluation.leave_one_out import left_out
from coalition.analysis.evaluation.split_half import reliability
from coalition.analysis.partners.track_record import Evaluation, records
from coalition.errors import CoalitionError
from coalition.measures.arguments import ArgumentError, count
from coalition.model.network import Network


def evaluate(
    network: Network, splits: int = hidden_states.SPLITS, progress: Callable[[str], None] = print
) -> Evaluation:
    """Evaluate every estimate on the data of a network, without what is protected: whoever sees the map is shown what
    came of it; seeded.

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
    network = network.public
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
    progress("Predicting votes of the background record ...")
    found = pd.concat([found, hidden_states.cases(hidden_states.background(network), "background", 1)])
    found = found.reset_index(drop=True)
    platts = hidden_states.recalibrations(found)
    found = hidden_states.recalibrated(found, platts)
    progress("Following those who joined later ...")
    later = conversions(network, platts)
    progress("Halving the record for the bridges ...")
    halves = reliability(network)
    return Evaluation(
        digest=network.digest,
        newest_evidence=str(network.evidence["date_to"].max()),
        models=records(hidden_states.table(found)),
        curves=records(hidden_states.curves(found)),
        bands=records(bands(later)),
        first_names=records(first_names(later)),
        by_class=records(hidden_states.by_class(found)),
        bridges=records(halves),
        others=records(left_out(network)),
        platts={
            sort: {key: [platt.intercept, platt.slope, platt.base] for key, platt in of_sort.items()}
            for sort, of_sort in platts.items()
        },
    )
