"""Search: every name, in any order of words, without accents, with a misspelling."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coalition.model.network import Network
from coalition.names.countries import other_names
from coalition.names.normalise import normalised
from coalition.names.search import COLUMNS, Index, index


@pytest.fixture(scope="module")
def found(seed_network: Network) -> Index:
    return index(seed_network, other_names(seed_network.actors.index))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Côte d'Ivoire", "CIV"), ("cote d ivoire", "CIV"), ("Ivory Coast", "CIV"), ("ivory", "CIV"),
        ("Türkiye", "TUR"), ("turkiye", "TUR"), ("Turkey", "TUR"), ("Türkei", "TUR"), ("Burma", "MMR"),
        ("UK", "GBR"), ("Швейцария", "CHE"), ("中国", "CHN"), ("swizerland", "CHE"),
        ("international amnesty", "amnesty"), ("R21.1", "R21.1"), ("r18", "R18"),
        ("A/HRC/RES/26/9", "HRC-26-9-SPONSORS"), ("JS-REPRISALS-2021", "JS-REPRISALS-2021"),
        ("due diligance law of 2017", "MHRDD-FRA"), ("Niger", "NER"),
    ],
)  # fmt: skip
def test_the_first_hit(found: Index, query: str, first: str) -> None:
    assert found.find(query)["id"].iloc[0] == first


def test_both_congos_are_offered(found: Index) -> None:
    assert list(found.find("congo", 2)["id"]) == ["COG", "COD"]


def test_nothing_is_found_for_nothing(found: Index) -> None:
    for query in ("", "   ", "...", "zzzzzz"):
        assert found.find(query).empty
        assert list(found.find(query).columns) == COLUMNS


@given(st.text(max_size=30))
def test_any_text_is_a_query(found: Index, query: str) -> None:
    assert set(found.find(query)["what"]) <= {"actor", "recommendation", "evidence"}


@given(st.text(max_size=30))
@example("𝓐")
def test_normalised_text_stays_as_it_is(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


def test_a_whole_name_or_another_name_of_an_actor_is_that_actor(found: Index) -> None:
    assert found.with_name("ghana ") == ("actor", "GHA")
    assert found.with_name("Côte d'Ivoire") == found.with_name("ivory coast") == ("actor", "CIV")
    assert found.with_name("Amnesty International") == ("actor", found.find("Amnesty International")["id"].iloc[0])
    assert [found.with_name(words) for words in ("", "Ghan", "standing invitation")] == [None, None, None]
