"""The configuration model and the validated projection: known answers, brute force, invariances, extremes."""

import itertools

import numpy as np
import pytest
from conftest import make_tables
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from coalition.analysis.bridges.backbone import COLUMNS, backbone
from coalition.measures.arguments import ArgumentError
from coalition.measures.configuration_model import bipartite_configuration_model, free
from coalition.measures.projection import FEW, benjamini_hochberg, support_projection, validated_projection
from coalition.model.network import Network

CAMP = np.array([1.0, 1.0, 1.0, 1.0, -1.0, -1.0, -1.0, -1.0])
cells = st.sampled_from([0.0, 1.0, np.nan])
stance = st.sampled_from([1.0, 0.0, -1.0, np.nan])
shapes = st.tuples(st.integers(0, 6), st.integers(0, 6))


def camps(items):
    camp = np.resize([1.0, -1.0], items)
    return np.array([camp, camp, -camp, -camp])


# The configuration model


def test_known_cell_chances():
    p = bipartite_configuration_model([[0, 0, 1], [0, 1, 0], [1, 0, 1]])
    assert sorted(set(p.round(3).ravel())) == [0.216, 0.568, 0.863]


@given(arrays(float, shapes, elements=cells))
def test_expected_sums_are_the_observed_ones_and_missing_stays_missing(matrix):
    p = bipartite_configuration_model(matrix)
    assert np.array_equal(np.isnan(p), np.isnan(matrix))
    assert np.allclose(np.nansum(p, axis=0), np.nansum(matrix, axis=0), atol=1e-7)
    assert np.allclose(np.nansum(p, axis=1), np.nansum(matrix, axis=1), atol=1e-7)
    assert np.all(np.isnan(p) | ((p >= 0) & (p <= 1)))


def test_chances_have_the_logistic_form():
    rng = np.random.default_rng(3)
    matrix = (rng.random((12, 9)) < 0.5).astype(float)
    matrix[rng.random(matrix.shape) < 0.2] = np.nan
    p = bipartite_configuration_model(matrix)
    logit = np.log(p / (1 - p))
    # alpha_i + beta_a: what rows differ by is the same in every column
    difference = logit - logit[[0]]
    assert np.nanmax(np.nanmax(difference, axis=1) - np.nanmin(difference, axis=1)) < 1e-5


def test_full_and_empty_rows_and_columns_are_fixed_again_and_again():
    matrix = np.array([[1.0, 1.0, 1.0], [0.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
    assert bipartite_configuration_model(matrix).tolist() == matrix.tolist()
    rows, columns = free(matrix)
    assert not rows.any()
    assert not columns.any()


def test_cells_that_the_sums_force_come_close_to_it():
    # two actors of two items each that nobody else supports, beside a block with a choice: sums leave no other table
    matrix = np.kron([[1, 1], [0, 1]], [[0, 1], [1, 0]]).astype(float) + np.kron([[1, 0], [0, 0]], [[1, 0], [0, 1]])
    p = bipartite_configuration_model(matrix)
    assert np.allclose(p.sum(axis=1), matrix.sum(axis=1), atol=1e-7)


def test_a_wide_table_is_the_tall_one_turned():
    rng = np.random.default_rng(4)
    matrix = (rng.random((5, 30)) < 0.4).astype(float)
    assert np.allclose(bipartite_configuration_model(matrix), bipartite_configuration_model(matrix.T).T, atol=1e-8)


def test_a_cell_that_is_no_support_is_named():
    with pytest.raises(ArgumentError, match="2 in row 0, column 1"):
        bipartite_configuration_model([[0, 2]])
    with pytest.raises(ArgumentError, match="1 dimensions"):
        bipartite_configuration_model([0, 1])


# The validated projection


def test_two_camps_on_eight_items_give_two_positive_and_four_negative_ties():
    found = validated_projection(camps(8))
    off = ~np.eye(4, dtype=bool)
    assert np.allclose(found.p_values[off], 2.0**-8, rtol=1e-9)
    assert found.positive.sum() // 2 == 2
    assert found.negative.sum() // 2 == 4
    assert found.positive[0, 1]
    assert found.negative[0, 2]
    assert found.needed is None
    assert f"Below {FEW} items" in found.note


def test_on_four_items_no_tie_survives_and_eight_are_needed():
    found = validated_projection(camps(4))
    assert np.allclose(found.p_values[~np.eye(4, dtype=bool)], 0.0625)
    assert not found.positive.any()
    assert not found.negative.any()
    assert (found.needed, found.threshold) == (8, 0.0)
    assert "about 8 items would be needed" in found.note
    assert validated_projection(camps(found.needed)).threshold > 0


def _brute(stances, abstain):
    """p-values of all pairs from every combination of concordances."""
    seen = ~np.isnan(stances) if abstain == "withheld" else ~np.isnan(stances) & (stances != 0)
    matrix = np.where(seen, stances == 1, np.nan)
    p = bipartite_configuration_model(matrix)
    rows, columns = free(matrix)
    result = np.full((len(p), len(p)), np.nan)
    for i, j in itertools.combinations(range(len(p)), 2):
        common = np.flatnonzero(seen[i] & seen[j])
        if not rows[i] or not rows[j] or not columns[common].any():
            continue
        q = p[i, common] * p[j, common] + (1 - p[i, common]) * (1 - p[j, common])
        k = np.sum(matrix[i, common] == matrix[j, common])
        lower = upper = 0.0
        for outcome in itertools.product([0, 1], repeat=len(common)):
            weight = np.prod(np.where(outcome, q, 1 - q))
            lower, upper = lower + weight * (sum(outcome) <= k), upper + weight * (sum(outcome) >= k)
        result[i, j] = result[j, i] = min(lower, upper)
    return result


@given(
    arrays(float, st.tuples(st.integers(0, 4), st.integers(0, 6)), elements=stance),
    st.sampled_from(["withheld", "missing"]),
)
def test_p_values_are_those_of_every_combination(stances, abstain):
    found = validated_projection(stances, abstain=abstain)
    assert np.allclose(found.p_values, _brute(stances, abstain), rtol=1e-6, atol=1e-12, equal_nan=True)


@given(arrays(float, shapes, elements=stance), st.randoms(use_true_random=False))
def test_the_order_of_actors_and_items_does_not_matter(stances, random):
    rows, columns = list(range(stances.shape[0])), list(range(stances.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    one, other = validated_projection(stances), validated_projection(stances[rows][:, columns])
    assert np.allclose(one.p_values[np.ix_(rows, rows)], other.p_values, rtol=1e-6, equal_nan=True)
    assert np.array_equal(one.concordant[np.ix_(rows, rows)], other.concordant)
    assert np.array_equal(one.common[np.ix_(rows, rows)], other.common)


def test_items_without_dissent_change_no_p_value():
    rng = np.random.default_rng(5)
    stances = rng.choice([1.0, -1.0, np.nan], size=(6, 12))
    wider = np.column_stack([stances, np.ones(6), -np.ones(6)])
    one, other = validated_projection(stances), validated_projection(wider)
    assert np.allclose(one.p_values, other.p_values, equal_nan=True)
    assert np.array_equal(one.concordant + 2, other.concordant)


def test_ties_are_symmetric_exclusive_and_not_with_oneself():
    rng = np.random.default_rng(6)
    lean = rng.normal(size=(30, 1)) * rng.normal(size=(1, 120))
    found = validated_projection(np.where(lean + 0.5 * rng.normal(size=lean.shape) > 0, 1.0, -1.0))
    assert found.positive.any()
    assert found.negative.any()
    for tie in (found.positive, found.negative):
        assert np.array_equal(tie, tie.T)
        assert not tie.diagonal().any()
    assert not (found.positive & found.negative).any()
    assert found.note == ""
    assert found.tests == 30 * 29


def test_chance_alone_gives_hardly_a_tie():
    rng = np.random.default_rng(7)
    stances = np.where(rng.random((40, 100)) < rng.random((40, 1)) * 0.5 + rng.random(100) * 0.5, 1.0, -1.0)
    found = validated_projection(stances)
    assert found.positive.sum() + found.negative.sum() <= 4


def test_whoever_supports_everything_is_compared_with_nobody():
    found = validated_projection(np.vstack([camps(8), np.ones(8)]))
    assert np.isnan(found.p_values[4]).all()
    assert found.tests == 12
    assert found.positive.sum() // 2 == 2


@pytest.mark.parametrize(
    "stances", [np.ones((4, 5)), np.empty((0, 0)), np.full((3, 4), np.nan), np.ones((1, 9)), CAMP[None]]
)
def test_where_nobody_can_be_compared_the_note_says_so(stances):
    found = validated_projection(stances)
    assert found.tests == 0
    assert not found.positive.any()
    assert found.needed is None
    assert found.note.startswith("No two actors can be compared")


def test_an_abstention_withholds_support_or_is_left_out():
    stances = np.array([[1.0, 0.0, 1.0, -1.0], [1.0, -1.0, -1.0, 1.0]])
    assert validated_projection(stances).concordant[0, 1] == 2
    left_out = validated_projection(stances, abstain="missing")
    assert (left_out.concordant[0, 1], left_out.common[0, 1]) == (1, 3)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([[2.0]],), "2 in row 0"),
        ((camps(8), 0.0), "alpha: 0 is not possible"),
        ((camps(8), 1.0), "alpha: 1 is not possible"),
        ((camps(8), 5.0), "alpha: 5 is not possible"),
        ((camps(8), 0.05, "opposed"), "abstain: 'opposed'"),
    ],
)
def test_wrong_arguments_are_named(arguments, words):
    with pytest.raises(ArgumentError, match=words):
        validated_projection(*arguments)


# Support alone


def test_support_projection_counts_what_both_support():
    support = np.kron(np.eye(2), np.ones((2, 16))).astype(bool)
    found = support_projection(support)
    assert found.concordant[0].tolist() == [16, 16, 0, 0]
    assert found.positive.sum() // 2 == 2
    assert not found.negative.any()
    assert found.tests == 6
    with pytest.raises(ArgumentError, match="is not true or false"):
        support_projection([[np.nan]])


@given(arrays(bool, st.tuples(st.integers(2, 4), st.integers(1, 6))))
def test_support_tails_are_those_of_every_combination(support):
    found, p = support_projection(support), bipartite_configuration_model(support)
    rows, columns = free(support.astype(float))
    for i, j in itertools.combinations(range(len(p)), 2):
        if not (rows[i] and rows[j] and columns.any()):
            assert np.isnan(found.p_values[i, j])
            continue
        q, k = p[i] * p[j], np.sum(support[i] & support[j])
        upper = sum(
            np.prod(np.where(outcome, q, 1 - q))
            for outcome in itertools.product([0, 1], repeat=len(q))
            if sum(outcome) >= k
        )
        assert found.p_values[i, j] == pytest.approx(upper, rel=1e-6)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_the_correction_is_the_largest_rank_under_the_line(p_values):
    ordered = sorted(p_values)
    kept = [p for rank, p in enumerate(ordered, 1) if p <= 0.2 * rank / len(ordered)]
    found = benjamini_hochberg(np.array(p_values), 0.2, len(p_values))
    assert found == pytest.approx(max(kept, default=0.0), rel=1e-6)


# On a map


def test_states_of_the_seed_map_have_ties_of_both_signs(seed_network):
    found = backbone(seed_network)
    assert list(found.table.columns) == COLUMNS
    assert set(found.table["tie"]) == {"positive", "negative"}
    assert found.table["p_value"].is_monotonic_increasing
    assert (found.projection.positive | found.projection.negative).sum() // 2 == len(found.table)
    assert "pairs of States" in found.sentence
    assert found.projection.note == ""


@pytest.mark.parametrize("kind", ["nhri", "ngo", "business"])
def test_kinds_with_support_only_say_how_much_would_be_needed(seed_network, kind):
    found = backbone(seed_network, kind)
    assert found.table.empty
    assert found.projection.needed > found.projection.items
    assert f"about {found.projection.needed} items" in found.sentence
    assert len(found.nearest) == 10
    assert set(found.nearest["tie"]) == {""}


def test_a_kind_that_does_not_exist_is_named(seed_network):
    with pytest.raises(ArgumentError, match="'martian' is no kind of actor"):
        backbone(seed_network, "martian")


def test_a_map_of_one_actor_has_no_backbone():
    found = backbone(Network.from_tables(make_tables({("a", "x"): "support"})))
    assert found.table.empty
    assert "No two actors" in found.projection.note
    assert found.sentence.startswith("Among 1 State,")


def test_counting_a_recurring_text_once_keeps_its_latest_vote_and_leaves_fewer_ties(seed_network):
    every, once = backbone(seed_network), backbone(seed_network, once=True)
    assert "on 310 contested items, of 65 different texts and paragraphs" in every.sentence
    assert once.projection.items == 65
    assert len(once.table) < len(every.table) / 2
    # hardly a tie of likeness appears that was not there: each pair stands twice in the matrix
    new = once.projection.positive & ~every.projection.positive
    assert (new.sum(), once.projection.positive.sum()) == (2 * 49, 2 * 2406)


def test_the_latest_of_a_family_counts():
    evidence = {
        "old": {"family": "f", "date_to": "2001-01-01"},
        "new": {"family": "f", "date_to": "2002-01-01"},
        "other": {},
    }
    stances = {(actor, item): "support" for actor in "ab" for item in evidence}
    stances |= {("c", item): "oppose" for item in evidence}
    stances[("a", "old")] = "oppose"
    network = Network.from_tables(make_tables(stances, evidence=evidence))
    ids = backbone(network).ids
    a, b = ids.index("a"), ids.index("b")
    assert backbone(network).projection.concordant[a, b] == 2
    once = backbone(network, once=True).projection
    assert (once.concordant[a, b], once.common[a, b]) == (2, 2)
