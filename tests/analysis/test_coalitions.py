"""The smallest coalition on a network: who counts for a group, who may take part, and words."""

from __future__ import annotations

import pytest
from conftest import make_tables

from coalition.analysis.coalition_wording import coalition_summary
from coalition.analysis.coalitions import choices, coalition_for, coalition_within, members
from coalition.errors import UnknownIdError
from coalition.measures.arguments import ArgumentError
from coalition.measures.coalitions.rules import Rules
from coalition.model.network import Network
from coalition.model.vocabulary import Tables


@pytest.fixture(scope="module")
def small() -> Network:
    """States w and e, an NGO n seated in east; e opposes what w supports, and x abstains beside its support."""
    stances = {
        ("w", "one"): "support", ("n", "one"): "support", ("e", "two"): "support", ("w", "two"): "support",
        ("e", "one"): "oppose", ("x", "one"): "support", ("x", "more"): "abstain",
    }  # fmt: skip
    return Network.from_tables(
        make_tables(
            stances, groups={"w": "west", "e": "east", "n": "east", "x": "east"}, kinds={"n": "ngo"},
            bears_on={"one": "R1", "more": "R1", "two": "R2"},
        )
    )  # fmt: skip


def test_one_supporter_of_everything_is_enough(small: Network) -> None:
    found = coalition_for(small)
    assert (found.status, found.members, found.several) == ("optimal", ("w",), False)
    assert coalition_summary(small, found).startswith("W. 1 member: all 2 recommendations covered; proven")


def test_a_mixed_record_is_not_support_and_other_kinds_count_for_no_group_unless_asked(small: Network) -> None:
    found = coalition_for(small, ["R1"], Rules(supporters=2, groups=2))
    assert found.unmet == ("R1 has supporters in 1 group, 2 needed",)
    seated = coalition_for(small, ["R1"], Rules(supporters=2, groups=2, seats=True))
    assert seated.members == ("n", "w")
    assert list(members(small, seated)["alone_in_group"]) == ["R1", "R1"]
    assert list(members(small, coalition_for(small, ["R1"], Rules(2)))["alone_in_group"]) == ["", "R1"]


def test_only_the_kinds_asked_for_take_part_beside_musts_and_quotas(small: Network) -> None:
    assert coalition_for(small, ["R1"], Rules(2, among=["state"])).unmet == ("R1 has 1 supporter, 2 needed",)
    assert coalition_for(small, ["R1"], Rules(2, among=["state"], must=["n"])).members == ("n", "w")
    assert coalition_for(small, ["R1"], Rules(among=["state"], quota={"ngo": 1})).members == ("n",)
    assert coalition_for(small, ["R1"], Rules(must_not=["w"])).members == ("n",)


def test_the_largest_coverage_of_nobody_is_nothing(small: Network) -> None:
    found = coalition_within(small, None, Rules(budget=0))
    assert (found.members, found.covered, found.bound) == ((), (), 0.0)
    assert coalition_summary(small, found).startswith("Nobody. 0 members: 0 of 2 recommendations covered; proven")


def test_alternatives_are_told_by_name(small: Network) -> None:
    table = choices(small, coalition_for(small, ["R1"], alternatives=10))
    assert table.to_dict("records") == [{"choice": 1, "shared": 0, "instead": "N", "instead_of": "W", "members": "n"}]


def test_wrong_arguments_are_named(small: Network) -> None:
    with pytest.raises(UnknownIdError, match="no recommendation R9"):
        coalition_for(small, ["R9"])
    with pytest.raises(UnknownIdError, match="no actor q"):
        coalition_for(small, rules=Rules(must_not=["q"]))
    with pytest.raises(ArgumentError, match="choose at least one"):
        coalition_for(small, [])
    with pytest.raises(ArgumentError, match="choose at least one"):
        coalition_for(Network.from_tables(Tables.empty()))
    with pytest.raises(ArgumentError, match="give a list"):
        coalition_for(small, "R1")
    with pytest.raises(ArgumentError, match="rules: 2 are no Rules; give such as Rules"):
        coalition_for(small, ["R1"], 2)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="supporters: 'two' is no whole number"):
        Rules(supporters="two")  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="must: 'w' is text; give a list of ids"):
        Rules(must="w")
    with pytest.raises(ArgumentError, match="among: nobody is no kind of actor"):
        coalition_for(small, rules=Rules(among=["nobody"]))
    with pytest.raises(ArgumentError, match="budget: none is given"):
        coalition_within(small, None, Rules())


def test_the_seeds_need_eleven_actors_and_ten_are_too_few(seed_network: Network) -> None:
    found = coalition_for(seed_network, alternatives=0)
    assert (found.status, found.size, found.several) == ("optimal", 11, None)
    assert coalition_for(seed_network, rules=Rules(budget=10)).unmet == ("the budget of 10 is too small: 11 needed",)
