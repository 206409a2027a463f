"""Who votes otherwise than the supporters of late."""

from __future__ import annotations

import numpy as np
from conftest import make_tables

from coalition.analysis.late_votes import AGREED, YEARS
from coalition.analysis.partners.lately import LEAST, voted_otherwise
from coalition.analysis.partners.ranking import first_calls, search
from coalition.analysis.partners.record import record_without
from coalition.analysis.partners.wording import lately
from coalition.english import first_sentence
from coalition.model.network import Network


def network(late: str) -> Network:
    """Eight supporters of R-list vote yes on six texts, eight others no; what z does on them, a letter for each."""
    words = {"y": "support", "n": "oppose", "a": "abstain"}
    stances = {(f"s{i}", "list"): "support" for i in range(8)}
    for text in range(6):
        stances |= {(f"s{i}", f"v{text}"): "support" for i in range(8)}
        stances |= {(f"o{i}", f"v{text}"): "oppose" for i in range(8)}
        if late[text] in words:
            stances["z", f"v{text}"] = words[late[text]]
    evidence = {f"v{text}": {"date_from": "2024", "date_to": "2024", "title": f"text {text}"} for text in range(6)}
    evidence["v0"] = {"date_from": "2019", "date_to": "2019", "title": "text 0"}
    evidence["list"] = {"kind": "signature", "act": "joined", "title": "list"}
    return Network.from_tables(make_tables(stances, evidence=evidence, bears_on={"list": "R-list"}))


def told(late: str, actor: str = "z") -> str:
    found = network(late)
    record = record_without(found, ["list"])
    table = voted_otherwise(found, record, np.array([one.startswith("s") for one in record.ids]))
    return lately(table.loc[record.ids.index(actor)])


def test_half_of_three_or_more_late_votes_otherwise_is_told_with_its_counts() -> None:
    assert told("yynany") == "voted otherwise than most supporters on 3 of 5 roll calls since 2021"
    assert told("y.nny.") == "", "two votes are too few"
    assert told("nnyyyy") == "", "the vote of 2019 is not a late one"
    assert told("yynnny", "s0") == "", "a supporter among supporters"


def test_without_supporters_or_votes_nothing_is_told() -> None:
    found = network("yynnny")
    record = record_without(found, ["list"])
    assert voted_otherwise(found, record, np.zeros(len(record.ids), dtype=bool)).isna().all(axis=None)
    empty = record_without(found, ["list", *(f"v{text}" for text in range(6))])
    assert voted_otherwise(found, empty, np.ones(len(empty.ids), dtype=bool)).isna().all(axis=None)


def test_on_the_seeds_it_is_what_counting_vote_by_vote_gives(seed_network: Network) -> None:
    found = search(seed_network, "R18")
    record = record_without(seed_network, seed_network.evidence_of("R18"))
    years = [int(seed_network.evidence.loc[item, "date_to"][:4]) for item in record.items]
    since = max(years) - YEARS
    supporters = set(found.target.supporters)
    rows = found.table[found.table["kind"] == "state"].set_index("actor_id")
    some = 0
    for place, actor in enumerate(record.ids):
        if actor not in rows.index:
            continue
        taken, differs = 0, []
        for k, year in enumerate(years):
            cast = [record.votes[i, k] for i, other in enumerate(record.ids) if other in supporters]
            known = [vote for vote in cast if vote == vote]
            mean = sum(known) / len(known) if known else 0
            own = record.votes[place, k]
            if year >= since and abs(mean) >= AGREED and own == own:
                taken += 1
                differs += [record.items[k]] if abs(own - (1 if mean > 0 else -1)) >= 1 else []
        is_told = len(differs) >= LEAST and 2 * len(differs) >= taken
        row = rows.loc[actor, ["late_otherwise", "late_texts", "late_since"]]
        assert list(row) == [len(differs), taken, since] if is_told else row.isna().all(), actor
        if is_told:
            told = rows.loc[actor, "late_evidence"].split(";")
            dates = [seed_network.evidence.loc[item, "date_to"] for item in told]
            assert set(told) == set(differs), actor
            assert dates == sorted(dates, reverse=True), actor
        some += is_told
    assert some > 10


def test_the_answer_says_it_of_whom_it_names_only(seed_network: Network) -> None:
    found = search(seed_network, "R18")
    assert (
        "Argentina (68%) and Israel (92%) are like the supporters too, but since 2023 voted otherwise than most of "
        "them on 3 of 6 and 3 of 3 roll calls about other texts: ask where they stand now."
    ) in found.sentence
    assert found.table["late_otherwise"].notna().sum() > 2


def test_nobody_who_voted_otherwise_of_late_is_a_first_call_and_each_has_a_rank(seed_network: Network) -> None:
    late = set()
    for recommendation in ("R18", "R17", "R21.1"):
        found = search(seed_network, recommendation)
        calls = first_calls(found)
        told = calls["late_otherwise"].notna()
        assert not told.head(3).any()
        first = first_sentence(found.sentence)[0]
        assert not [name for name in calls.loc[told, "name"] if name in first]
        ranks = found.table["rank"].dropna()
        assert sorted(ranks) == list(range(1, len(ranks) + 1))
        late |= set(calls.loc[told, "name"])
        assert not set(found.table["go_between"]) & set(
            found.table.loc[found.table["late_otherwise"].notna(), "actor_id"]
        )
    assert {"Argentina", "Maldives", "Israel"} <= late


def test_a_state_is_not_told_to_call_itself(seed_network: Network) -> None:
    found = search(seed_network, "R19.3", "CHL")
    assert "Chile (" not in found.sentence
    assert found.sentence.endswith("Chile itself is not on record in support.")
    rows = found.table.set_index("actor_id")
    assert rows["rank"].isna()["CHL"]
    assert sorted(rows["rank"].dropna()) == list(range(1, rows["rank"].notna().sum() + 1))
    assert search(seed_network, "R18", "CHL").sentence.endswith("Chile itself leads it.")
