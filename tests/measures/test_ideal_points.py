"""Ideal points: known axes, recovery from simulated stances, invariances, and honest errors."""

from __future__ import annotations

import sys

import networkx as nx
import numpy as np
import pytest
from numpy.testing import assert_allclose

from coalition.analysis.contested import contested_record
from coalition.arrays import Floats
from coalition.measures.arguments import ArgumentError
from coalition.measures.correspondence import correspondence_analysis, doubled
from coalition.measures.ideal_points import IdealPoints, ideal_points
from coalition.model.network import Network


def simulated(actors: int = 150, items: int = 120, missing: float = 0.3) -> tuple[Floats, Floats]:
    """Points drawn at random in two dimensions and ordinal stances that follow from them."""
    rng = np.random.default_rng(7)
    points, slopes = rng.normal(size=(actors, 2)), 1.5 * rng.normal(size=(items, 2))
    latent = points @ slopes.T + rng.logistic(size=(actors, items))
    middle = rng.normal(size=items)
    stances = np.where(latent > middle + 0.8, 1.0, np.where(latent > middle, 0.0, -1.0))
    stances[rng.random(stances.shape) < missing] = np.nan
    return points, stances


def turned_to(found: Floats, truth: Floats) -> Floats:
    """The points turned (and mirrored) as near to the truth as they go; nothing else is changed."""
    left, _, right = np.linalg.svd(found.T @ truth)
    return np.asarray(found @ left @ right)


def test_southern_women_has_the_known_inertias() -> None:
    G = nx.davis_southern_women_graph()
    women, events = G.graph["top"], G.graph["bottom"]
    attended = nx.bipartite.biadjacency_matrix(G, women, events).toarray()
    found = correspondence_analysis(attended)
    assert found.inertia[0] == pytest.approx(0.627308, abs=1e-6)
    assert found.inertia.sum() == pytest.approx(1.650483, abs=1e-6)
    both = correspondence_analysis(np.hstack([attended, 1 - attended]))
    assert both.inertia[0] == pytest.approx(0.400587, abs=1e-6)


def test_a_guttman_scale_gives_the_known_coordinates() -> None:
    stances = np.where(np.tri(5, 4, dtype=bool)[[0, 1, 2, 3, 4]], 1.0, -1.0)
    stances[4] = -1.0
    first = correspondence_analysis(doubled(stances)).rows[:, 0]
    expected = np.sqrt(5) * np.array([1 / 4, 0, -1 / 4, -1 / 2, 1 / 2])
    scale = first[4] / expected[4]
    assert_allclose(first / scale, expected, atol=1e-9)


def test_empty_rows_come_back_as_missing() -> None:
    found = correspondence_analysis([[2, 0, 0], [0, 0, 0], [0, 2, 0]])
    assert np.isnan(found.rows[1]).all()
    assert np.isnan(found.columns[2]).all()
    with pytest.raises(ArgumentError, match="0 or more"):
        correspondence_analysis([[-1, 2]])


@pytest.mark.parametrize("shape", [(40, 25), (25, 40)])
def test_the_first_axes_alone_are_those_of_the_whole_analysis(shape):
    table = np.random.default_rng(3).poisson(2.0, shape)
    whole, first = correspondence_analysis(table), correspondence_analysis(table, 2)
    assert first.inertia == pytest.approx(whole.inertia[:2])
    for one, other in ((first.rows, whole.rows), (first.columns, whole.columns)):
        assert np.abs(one) == pytest.approx(np.abs(other[:, :2]))
    assert correspondence_analysis(table, 99).rows == pytest.approx(whole.rows)


def test_simulated_points_are_found_again() -> None:
    truth, stances = simulated()
    found = turned_to(ideal_points(stances, 2).points, truth)
    for axis in (0, 1):
        assert np.corrcoef(found[:, axis], truth[:, axis])[0, 1] > 0.95


@pytest.mark.parametrize(("missing", "least", "most"), [(0.0, 0.93, 0.97), (0.7, 0.90, 0.97), (0.9, 0.7, 0.9)])
def test_standard_errors_cover_as_they_claim_but_for_texts_of_few_stances(
    missing: float, least: float, most: float
) -> None:
    """95% is claimed. The errors take the items as known: with 15 stances an item, which they are not, it is less."""
    truth, stances = simulated(missing=missing)
    result = ideal_points(stances, 2)
    known = ~np.isnan(result.points[:, 0])
    found, design = result.points[known], np.column_stack([np.ones(known.sum()), truth[known]])
    place = design @ np.linalg.lstsq(design, found, rcond=None)[0]  # origin and axes of the fit are its own
    assert least < (np.abs(place - found) < 1.96 * result.errors[known]).mean() < most


def test_a_thin_record_is_drawn_to_the_middle_with_a_large_error() -> None:
    _, stances = simulated()
    extreme = int(np.nanargmax(np.abs(ideal_points(stances, 2).points[:, 0])))
    thin = stances.copy()
    thin[extreme, 2:] = np.nan
    before, after = ideal_points(stances, 2), ideal_points(thin, 2)
    assert np.linalg.norm(after.points[extreme]) < np.linalg.norm(before.points[extreme])
    assert after.errors[extreme].mean() > 2 * before.errors[extreme].mean()
    assert (after.errors <= 1.0 + 1e-9).all()


def test_stances_that_were_hidden_are_foretold() -> None:
    _, stances = simulated()
    hidden = np.random.default_rng(1).random(stances.shape) < 0.2
    chance = ideal_points(np.where(hidden, np.nan, stances), 2).predict()
    tested = hidden & ~np.isnan(stances)
    assert chance[tested & (stances == 1)].mean() > chance[tested & (stances == -1)].mean() + 0.4


@pytest.mark.parametrize("axis", [0, 1])
def test_the_order_of_actors_and_items_does_not_matter(axis: int) -> None:
    _, stances = simulated(60, 50)
    order = np.random.default_rng(3).permutation(stances.shape[axis])
    mixed = ideal_points(np.take(stances, order, axis=axis), 2).points
    plain = ideal_points(stances, 2).points
    assert_allclose(mixed, plain[order] if axis == 0 else plain, atol=0.05)


def test_the_same_stances_give_the_same_points() -> None:
    _, stances = simulated(40, 30)
    assert_allclose(ideal_points(stances, 2).points, ideal_points(stances.copy(), 2).points, rtol=0, atol=0)


def test_an_item_put_the_other_way_round_only_turns_its_own_discrimination() -> None:
    _, stances = simulated(60, 50)
    flipped = stances.copy()
    flipped[:, 0] *= -1
    a, b = ideal_points(stances, 2), ideal_points(flipped, 2)
    assert_allclose(np.abs(b.points), np.abs(a.points), atol=0.1)


def test_whoever_took_no_position_has_no_point() -> None:
    _, stances = simulated(30, 20)
    stances[4] = np.nan
    result = ideal_points(stances, 2)
    assert np.isnan(result.points[4]).all()
    assert np.isnan(result.errors[4]).all()
    assert np.isnan(result.predict()[4]).all()
    assert not np.isnan(np.delete(result.points, 4, axis=0)).any()


@pytest.mark.parametrize(
    "stances",
    [np.empty((0, 0)), np.empty((3, 0)), np.full((3, 4), np.nan), np.ones((1, 1)), np.ones((4, 5)), -np.ones((4, 5))],
    ids=["nothing", "no items", "all missing", "one cell", "all support", "all oppose"],
)
def test_degenerate_stances_give_points_without_meaning_and_no_failure(stances: Floats) -> None:
    result = ideal_points(stances, 2)
    assert result.points.shape == (len(stances), 2)
    known = ~np.isnan(stances).all(axis=1) if stances.size else np.zeros(len(stances), dtype=bool)
    assert np.isfinite(result.points[known]).all()
    assert np.isnan(result.points[~known]).all()


def test_one_axis_is_the_default() -> None:
    stances = np.array([[1, 1, 1, 1], [1, 0, 1, -1], [-1, -1, 0, -1]], dtype=float)
    assert ideal_points(stances).points.shape == (3, 1)


def test_no_dimension_is_refused() -> None:
    with pytest.raises(ArgumentError, match="dimensions: 0 is not possible here"):
        ideal_points(np.ones((2, 2)), dimensions=0)


def test_on_the_seeds_the_quick_fit_agrees_with_a_much_longer_one(
    seed_network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    stances = contested_record(seed_network).stances
    quick = ideal_points(stances, 2)
    file = sys.modules["coalition.measures.ideal_points"]  # the package holds the function of that name
    monkeypatch.setattr(file, "TOLERANCE", 1e-6)
    monkeypatch.setattr(file, "ITERATIONS", 300)
    long = ideal_points(stances, 2)
    known = ~np.isnan(quick.points[:, 0])
    for axis in (0, 1):
        assert np.corrcoef(quick.points[known, axis], long.points[known, axis])[0, 1] > 0.98
    assert isinstance(quick, IdealPoints)
    assert quick.iterations < 60
