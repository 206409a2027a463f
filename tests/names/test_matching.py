"""Names to actors: what is taken is right, what is likely is proposed, and look-alikes are never guessed."""

from __future__ import annotations

import doctest

import pandas as pd
import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import TESTS

from coalition.model.vocabulary import Tables
from coalition.names import countries, matching, normalise
from coalition.names.countries import AMBIGUOUS, FORMER, FURTHER, LANGUAGES, other_names
from coalition.names.matching import COLUMNS, TAKEN, MatchKind, former_actors, match

VARIANTS = TESTS / "data" / "country_name_variants.csv"


def found(seeds: Tables, *names: str, **remembered: str) -> list[tuple[str, str]]:
    table = match(pd.Series(names, dtype=str), seeds.actors, remembered)
    return list(zip(table["actor_id"], table["how"], strict=True))


@pytest.mark.parametrize("which", [["code in source"], ["code in source", "helper mapping"]])
def test_the_names_that_files_in_use_have_are_matched(seeds: Tables, which: list[str]) -> None:
    names = pd.read_csv(VARIANTS, dtype=str, keep_default_na=False)
    coded = names[(names["iso3"] != "") & names["truth"].isin(which)]
    answer = match(coded["name"], seeds.actors)
    matched = answer["actor_id"] != ""
    right = answer["actor_id"] == coded["iso3"]
    assert matched.mean() >= 0.95
    assert right[matched].mean() >= 0.995
    assert right[answer["how"].isin(TAKEN)].all()


def test_codes_numbers_and_names_in_all_languages_mean_their_state(seeds: Tables) -> None:
    states = seeds.actors[seeds.actors["kind"].isin(["state", "observer_state"])]
    known = other_names(states["id"])
    pairs = [(name, key) for key, names in known.items() for name in names]
    pairs += [(name, key) for key in known for name in FURTHER.get(key, ())]
    pairs += [(country.numeric, country.alpha_3) for country in pycountry.countries if country.alpha_3 in known]
    pairs = [
        (name, key) for name, key in pairs if normalise.key(name) not in {normalise.key(open_) for open_ in AMBIGUOUS}
    ]
    answer = match(pd.Series([name for name, _ in pairs]), seeds.actors)
    wrong = [
        (name, key, found)
        for (name, key), found, how in zip(pairs, answer["actor_id"], answer["how"], strict=True)
        if found != key or how not in TAKEN
    ]
    assert wrong == []
    assert len(LANGUAGES) == 10
    assert len(pairs) > 2200


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("DPRK", "PRK"),
        ("Korea, Dem. People's Rep.", "PRK"),
        ("Korea, Democratic People’s Republic of", "PRK"),
        ("Rep. of Korea", "KOR"),
        ("Korea (South)", "KOR"),
        ("Congo, Dem. Rep.", "COD"),
        ("Congo, The Democratic Republic Of The", "COD"),
        ("Congo, Rep.", "COG"),
        ("BOLIVIA (PLURINATIONAL STATE OF)", "BOL"),
        ("Bolivia (Plurinational State of)", "BOL"),
        ("Eswatini (Swaziland)", "SWZ"),
        ("Trinidad &amp; Tobago", "TTO"),
        ("St. Vincent & the Grenadines", "VCT"),
        ("Cote d'Ivoire", "CIV"),
        ("The former Yugoslav Republic of Macedonia", "MKD"),
        ("Federal Republic of Germany", "DEU"),
        ("Byelorussian SSR", "BLR"),
        ("République démocratique du Congo", "COD"),
        ("Corée du Nord", "PRK"),
        ("S. Sudan", "SSD"),
        ("N. Korea", "PRK"),
        ("Republic of the Sudan", "SDN"),
        ("Republic of Guinea", "GIN"),
        ("Ger\u200fmany", "DEU"),
        ("Türkiye*", "TUR"),
    ],
)
def test_a_known_name_is_taken(seeds: Tables, name: str, actor: str) -> None:
    [(answer, how)] = found(seeds, name)
    assert (answer, how in TAKEN) == (actor, True)


@pytest.mark.parametrize(
    "name", ["Congo", "Korea", "KOREA", "Virgin Islands", "Dominicana", "Nigeri", "Republic of China"]
)
def test_what_fits_several_is_never_guessed(seeds: Tables, name: str) -> None:
    [(answer, how)] = found(seeds, name)
    assert answer == ""
    assert how in (MatchKind.PROPOSED, MatchKind.UNKNOWN)


def test_what_fits_several_names_them_all(seeds: Tables) -> None:
    table = match(pd.Series(["Congo", "Korea", "Nigeri", "Korea, Dem. Rep."]), seeds.actors)
    assert [set(also) for also in table["also"]] == [
        {"COD", "COG"},
        {"KOR", "PRK"},
        {"NER", "NGA"},
        {"KOR", "PRK"},
    ]


def test_of_look_alikes_each_own_name_is_taken_and_nothing_else(seeds: Tables) -> None:
    own = {
        "Guinea": "GIN", "Guinea-Bissau": "GNB", "Equatorial Guinea": "GNQ", "Papua New Guinea": "PNG", "Niger": "NER",
        "Nigeria": "NGA", "Sudan": "SDN", "South Sudan": "SSD", "Dominica": "DMA", "Dominican Republic": "DOM",
        "Samoa": "WSM", "Iran": "IRN", "Iraq": "IRQ", "Austria": "AUT", "Australia": "AUS",
    }  # fmt: skip
    assert [answer for answer, _ in found(seeds, *own)] == list(own.values())
    assert found(seeds, "American Samoa") == [("", MatchKind.UNKNOWN)]


def test_a_misspelling_is_proposed_with_a_score_and_runners_up(seeds: Tables) -> None:
    table = match(pd.Series(["Unted Kingdom", "Swizerland", "amnesty internatonal"]), seeds.actors)
    assert list(table["actor_id"]) == ["GBR", "CHE", "amnesty"]
    assert set(table["how"]) == {MatchKind.PROPOSED}
    assert table["score"].between(80, 99.9).all()
    assert "SWE" in table.loc[1, "also"]


def test_one_letter_off_is_never_taken_without_asking(seeds: Tables) -> None:
    states = seeds.actors[seeds.actors["kind"] == "state"]
    own = {normalise.key(name) for name in seeds.actors["name"]}
    spoiled = [name[:i] + name[i + 1 :] for name in states["name"] for i in range(len(name)) if len(name) > 4]
    table = match(pd.Series(spoiled), seeds.actors)
    true = [
        key for key, name in zip(states["id"], states["name"], strict=True) for _ in range(len(name) * (len(name) > 4))
    ]
    taken = table["how"].isin(TAKEN)
    wrong = table[taken & (table["actor_id"] != pd.Series(true))]
    assert wrong.empty or {normalise.key(name) for name in wrong["name"]} <= own


@pytest.mark.parametrize(
    ("name", "former"),
    [
        ("USSR", "SUN"),
        ("U.S.S.R.", "SUN"),
        ("Union of Soviet Socialist Republics", "SUN"),
        ("Yugoslavia", "YUG"),
        ("Socialist Federal Republic of Yugoslavia", "YUG"),
        ("Czechoslovakia", "CSK"),
        ("German Democratic Republic", "DDR"),
        ("Germany (East)", "DDR"),
        ("Serbia & Montenegro", "SCG"),
        ("Yemen Arab Republic", "YAR"),
        ("Yemen, Democratic", "YMD"),
        ("Zanzibar", "ZAN"),
        ("South Vietnam", "RVN"),
    ],
)
def test_a_state_that_no_longer_exists_keeps_its_identity(seeds: Tables, name: str, former: str) -> None:
    assert found(seeds, name) == [(former, MatchKind.FORMER)]


def test_former_states_have_dates_and_become_actors_that_are_no_state() -> None:
    ids = {country.alpha_3 for country in pycountry.countries}
    assert not set(FORMER) & ids
    assert all(state.start < state.end for state in FORMER.values())
    rows = former_actors(FORMER)
    assert set(rows["kind"]) == {"other"}
    assert "from 1922-12-30 to 1991-12-26" in rows.set_index("id").loc["SUN", "note"]
    again = match(pd.Series(["USSR"]), rows)
    assert list(again["how"]) == [MatchKind.ALIAS]


def test_numbers_are_codes_only_where_all_are_written_as_such(seeds: Tables) -> None:
    assert found(seeds, "004", "840") == [("AFG", MatchKind.ALIAS), ("USA", MatchKind.ALIAS)]
    assert found(seeds, "20", "840") == [("AND", MatchKind.PROPOSED), ("USA", MatchKind.PROPOSED)]
    assert found(seeds, "999") == [("", MatchKind.UNKNOWN)]


def test_a_code_in_small_letters_may_be_a_word_and_is_asked(seeds: Tables) -> None:
    assert found(seeds, "NO", "no", "CAN", "can") == [
        ("NOR", MatchKind.ALIAS),
        ("NOR", MatchKind.PROPOSED),
        ("CAN", MatchKind.EXACT),
        ("CAN", MatchKind.PROPOSED),
    ]


def test_a_country_that_the_map_does_not_hold_is_not_taken_for_another(seeds: Tables) -> None:
    without = seeds.actors[seeds.actors["id"] != "COG"]
    table = match(pd.Series(["Republic of the Congo", "Taiwan", "Puerto Rico", "Nigre"]), without)
    assert list(table["how"][:3]) == [MatchKind.UNKNOWN] * 3
    assert list(match(pd.Series(["Congo"]), without)["actor_id"]) == [""]


def test_an_answer_given_before_counts_whatever_the_spelling_of_capitals(seeds: Tables) -> None:
    assert found(seeds, "CONGO ", "our friends", **{"Congo": "COG", "Our Friends": "amnesty"}) == [
        ("COG", MatchKind.REMEMBERED),
        ("amnesty", MatchKind.REMEMBERED),
    ]
    assert found(seeds, "our friends", **{"our friends": "gone"}) == [("", MatchKind.UNKNOWN)]


def test_two_actors_of_one_name_are_both_named(seeds: Tables) -> None:
    twice = pd.concat([seeds.actors, seeds.actors[seeds.actors["id"] == "amnesty"].assign(id="amnesty-2")])
    table = match(pd.Series(["Amnesty International"]), twice)
    assert list(table["how"]) == [MatchKind.PROPOSED]
    assert set(table.loc[0, "also"]) == {"amnesty", "amnesty-2"}


@given(st.lists(st.text(max_size=60)))
def test_any_text_gives_a_row(small_actors: pd.DataFrame, names: list[str]) -> None:
    table = match(pd.Series(names, dtype=object), small_actors)
    assert list(table["name"]) == names
    assert list(table.columns) == COLUMNS
    assert set(table["how"]) <= set(MatchKind)
    assert set(table["actor_id"]) <= {"", *small_actors["id"], *FORMER}


@pytest.fixture(scope="module")
def small_actors() -> pd.DataFrame:
    return pd.DataFrame(
        {"id": ["FRA", "COD", "amnesty"], "name": ["France", "Congo DR", "Amnesty"], "kind": ["state", "state", "ngo"]}
    )


def test_a_long_text_and_an_empty_one_are_unknown(seeds: Tables) -> None:
    assert found(seeds, "x" * 100_000, "", "  ", "\u200f", "- -") == [("", MatchKind.UNKNOWN)] * 5


def test_rows_keep_their_index_and_repeated_names_are_answered_alike(seeds: Tables) -> None:
    names = pd.Series(["Chile", "Perou", "Chile"], index=[7, 3, 9])
    table = match(names, seeds.actors)
    assert list(table.index) == [7, 3, 9]
    assert list(table["actor_id"]) == ["CHL", "PER", "CHL"]


def test_the_aliases_agree_with_one_another() -> None:
    owners: dict[str, set[str]] = {}
    for key, names in FURTHER.items():
        for name in names:
            owners.setdefault(normalise.key(name), set()).add(key)
    for state in FORMER.values():
        for name in (state.name, *state.also):
            owners.setdefault(normalise.key(name), set()).add(state.id)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("module", [normalise, countries, matching])
def test_the_examples_run(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
