"""Where every State stands on a recommendation, in a table and in a sentence."""

from __future__ import annotations

import pytest
from conftest import make_tables

from coalition.analysis.partners.ranking import search
from coalition.analysis.phrases import titled_recommendation
from coalition.analysis.support import support
from coalition.analysis.world import (
    UNKNOWN,
    likeness_of_states,
    likeness_sentence,
    positions_of_states,
    positions_sentence,
)
from coalition.errors import UnknownIdError
from coalition.model.network import Network


@pytest.mark.parametrize("recommendation", ["R18", "R21.1", "R22.3"])
def test_every_state_has_a_row_and_the_sentence_counts_as_the_page_of_the_recommendation(
    seed_network: Network, recommendation: str
) -> None:
    table = positions_of_states(seed_network, recommendation)
    assert list(table["actor_id"]) == list(seed_network.actors.index[seed_network.states])
    supporting = len(support(seed_network, recommendation).states)
    unknown = int((table["position"] == "").sum())
    sentence = positions_sentence(seed_network, recommendation, table)
    named = titled_recommendation(seed_network, recommendation)
    assert sentence.startswith(f"{supporting} of 195 States are on record in support of {named}, 20")
    assert f" {unknown} are unknown" in sentence
    assert sentence.endswith("Unknown is not opposed.")
    assert (table.loc[table["position"] == "", "words"] == UNKNOWN).all()
    assert (table.loc[table["position"] != "", "years"] != "").all()


def test_it_names_the_group_with_most_of_the_unknown(seed_network: Network) -> None:
    table = positions_of_states(seed_network, "R18")
    counts = table[table["position"] == ""]["group"].value_counts()
    group, of = counts.index[0], int((table["group"] == counts.index[0]).sum())
    name = seed_network.group_names[group]
    assert f"most of all in the {name} ({counts.iloc[0]} of {of})" in positions_sentence(seed_network, "R18", table)


def test_where_groups_are_even_or_states_few_no_group_is_named() -> None:
    even = {f"{group}{i}": group for group in ("east", "west") for i in range(3)}
    tables = make_tables({("east-a", "v"): "support"}, groups=even | {"east-a": "east"}, bears_on={"v": "R1"})
    network = Network.from_tables(tables)
    table = positions_of_states(network, "R1")
    assert positions_sentence(network, "R1", table) == (
        "1 of 7 States is on record in support of R1 (“R1”), 2015. 6 are unknown. Unknown is not opposed."
    )


def test_what_nobody_was_asked_about_is_said_to_be_unknown() -> None:
    network = Network.from_tables(make_tables({}, groups={"a": "east"}, recommendations={"R1": {}}))
    sentence = positions_sentence(network, "R1", positions_of_states(network, "R1"))
    assert sentence == "No text that counts bears on R1 (“R1”), so where its one State stands is unknown."


def test_an_estimate_stands_only_where_there_is_one_and_no_record(seed_network: Network) -> None:
    for recommendation, estimated in (("R22.3", True), ("R24.8", False)):
        found = search(seed_network, recommendation)
        table = likeness_of_states(seed_network, found)
        assert table["likeness"].notna().any() == estimated
        told = table["words"].str.contains("an estimate")
        assert (told == table["likeness"].notna()).all()
        assert not (told & table["section"].isin(["leads", "supports", "opposed"])).any()
        assert table["likeness"].dropna().between(0, 1).all()
        sentence = likeness_sentence(seed_network, found, table)
        very_like = int((table["likeness"] >= 0.75).sum())
        assert sentence.startswith(f"{very_like} of " if estimated else "Too little is on record about R24.8")


def test_a_text_chosen_for_the_recommendation_is_named(seed_network: Network) -> None:
    found = search(seed_network, "R21.1")
    assert found.target.named
    sentence = likeness_sentence(seed_network, found, likeness_of_states(seed_network, found))
    assert str(seed_network.evidence.loc[found.target.evidence[0], "title"]) in sentence


def test_an_id_that_is_not_there_is_refused(seed_network: Network) -> None:
    with pytest.raises(UnknownIdError):
        positions_of_states(seed_network, "R0")
