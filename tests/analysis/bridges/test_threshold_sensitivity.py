"""How far the descriptive measures depend on the threshold: counts, correlations and words."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from conftest import make_tables
from pandas.testing import assert_frame_equal
from scipy.stats import spearmanr
from typer.testing import CliRunner

from coalition.analysis.bridges.threshold_sensitivity import measures, sensitivity, tie_graph
from coalition.analysis.bridges.wording import sensitivity_summary
from coalition.analysis.contested import contested_record
from coalition.cli import bridges as command
from coalition.measures.arguments import ArgumentError
from coalition.measures.similarity import kappa
from coalition.model.network import Network
from coalition.model.schema import Tables


def test_ties_and_correlations_are_those_of_networkx(seed_network: Network) -> None:
    table = sensitivity(seed_network, [0.6, 0.5])
    K, _ = kappa(contested_record(seed_network).stances)
    values = []
    for threshold in (0.5, 0.6):
        tied = tie_graph(np.round(K, 10), threshold)
        G = nx.from_numpy_array(tied.astype(int))
        rows = table[table["threshold"] == threshold]
        assert set(rows["ties"]) == {G.number_of_edges()}
        assert set(rows["isolated"]) == {nx.number_of_isolates(G)}
        values.append([nx.constraint(G)[node] for node in G])
    both = ~np.isnan(values).any(axis=0)
    expected = spearmanr(np.round(values[0], 10)[both], np.round(values[1], 10)[both]).statistic
    row = table[(table["measure"] == "constraint") & (table["threshold"] == 0.5)]
    assert row["correlation_with_next"].item() == pytest.approx(expected)


def test_isolated_states_have_no_measure() -> None:
    tied = np.zeros((4, 4), dtype=bool)
    tied[0, 1] = tied[1, 0] = True
    for name, values in measures(tied, ["a", "b", "a", "b"]).items():
        assert np.isnan(values[2:]).all(), name


def test_thresholds_rise_and_the_last_has_no_next(seed_network: Network) -> None:
    table = sensitivity(seed_network, [0.9, 0.3, 0.3])
    assert list(table["threshold"].unique()) == [0.3, 0.9]
    assert table.loc[table["threshold"] == 0.9, "correlation_with_next"].isna().all()
    assert "rank correlation of" in sensitivity_summary(table)


def test_the_order_of_rows_does_not_matter(seeds: Tables, seed_network: Network) -> None:
    shuffled = {name: getattr(seeds, name).sample(frac=1, random_state=3) for name in ("actors", "evidence", "stances")}
    other = Network.from_tables(replace(seeds, **shuffled))
    expected = sensitivity(seed_network, [0.5, 0.8])
    assert_frame_equal(sensitivity(other, [0.5, 0.8]), expected, check_exact=False, atol=1e-9)


def test_a_map_without_contested_evidence_has_no_value_and_says_so() -> None:
    network = Network.from_tables(make_tables({("A", "e1"): "support", ("B", "e1"): "support"}))
    table = sensitivity(network, [0.5, 0.6])
    assert not table[["ties", "states"]].to_numpy().any()
    assert set(table["first"]) == {""}
    assert sensitivity_summary(table).startswith("There are too few thresholds or ties")


def test_a_single_threshold_compares_nothing_and_says_so(seed_network: Network) -> None:
    assert sensitivity_summary(sensitivity(seed_network, [0.5])).startswith("There are too few thresholds")


def test_impossible_thresholds_are_refused(seed_network: Network) -> None:
    with pytest.raises(ArgumentError, match="thresholds: none is given"):
        sensitivity(seed_network, [])
    with pytest.raises(ArgumentError, match=r"thresholds: 1\.5 is not possible"):
        sensitivity(seed_network, [1.5])


def test_the_command_prints_the_sentence_and_the_table(seed_network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "open_network", lambda: seed_network)
    done = CliRunner().invoke(command.app, ["sensitivity", "--threshold", "0.5", "--threshold", "0.6"])
    assert done.exit_code == 0
    assert "Read these as description" in done.output
    assert "constraint" in done.output


def test_constraint_is_mostly_the_number_of_ties(seed_network: Network) -> None:
    table = sensitivity(seed_network).set_index(["measure", "threshold"])["with_degree"]
    assert (table["constraint"] < -0.8).all()
    brokered = table["brokerage (all roles)"]
    assert (brokered[[0.3, 0.4, 0.8, 0.9]] > 0.8).all()
    assert (brokered[[0.6, 0.7]] < 0.6).all()
    assert "another name (mean rank correlation): constraint (0.9" in sensitivity_summary(sensitivity(seed_network))
