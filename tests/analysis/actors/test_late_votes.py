"""How a State voted of late beside its regional group: by a loop on the seeds, and in words on small maps."""

from __future__ import annotations

import pytest
from conftest import make_tables

from coalition.analysis.actors.late_votes import late_votes_of
from coalition.analysis.actors.wording import late_votes_words
from coalition.analysis.late_votes import AGREED, SEVERAL, YEARS
from coalition.errors import UnknownIdError
from coalition.model.network import Network

SIGN = {"support": 1, "abstain": 0, "oppose": -1}


def small(own: str, others: int = 4) -> Network:
    """What z did on three votes of 2024 to 2026, which its group supports and another opposes; a letter for each."""
    words = {"y": "support", "n": "oppose", "a": "abstain"}
    stances = {("z", f"v{text}"): words[own[text]] for text in range(3) if own[text] in words}
    for text in range(3):
        stances |= {(f"s{i}", f"v{text}"): "support" for i in range(others)}
        stances |= {("far", f"v{text}"): "oppose"}
    dates = {f"v{text}": {"date_from": f"202{4 + text}", "date_to": f"202{4 + text}"} for text in range(3)}
    evidence = {key: {"title": f"text {key}"} | dated for key, dated in dates.items()}
    groups = dict.fromkeys(["z", *(f"s{i}" for i in range(others))], "west") | {"far": "east"}
    return Network.from_tables(make_tables(stances, groups=groups, evidence=evidence))


def told(network: Network) -> str:
    return late_votes_words(network, "Z", late_votes_of(network, "z"))


def test_what_it_voted_otherwise_is_named_newest_first() -> None:
    assert told(small("yan")) == (
        "Since 2023, Z voted otherwise than most of West on 2 of 3 roll calls on which the group was of one mind: "
        "“text v2” (2026) and “text v1” (2025)."
    )


def test_whoever_voted_as_its_group_is_said_to() -> None:
    all_of_them = "Since 2023, Z voted as most of West did, on all 2 roll calls on which the group was of one mind."
    assert told(small("y.y")) == all_of_them
    assert "on the 1 roll call on which" in told(small("..y"))


@pytest.mark.parametrize("network", [small("..."), small("yan", others=SEVERAL - 1)])
def test_without_a_late_vote_or_several_others_nothing_is_told(network: Network) -> None:
    assert told(network) == ""


def test_only_states_have_votes_and_an_unknown_id_is_refused(seed_network: Network) -> None:
    assert late_votes_of(seed_network, "amnesty") is None
    with pytest.raises(UnknownIdError, match="no actor CHX"):
        late_votes_of(seed_network, "CHX")


@pytest.mark.parametrize("actor", ["ARG", "CHL", "MDV", "ISR", "VAT"])
def test_on_the_seeds_it_is_what_counting_vote_by_vote_gives(actor: str, seed_network: Network) -> None:
    tables = seed_network.tables
    states = set(seed_network.actors.index[seed_network.states])
    votes = tables.evidence[tables.evidence["kind"] == "vote"].set_index("id")["date_to"].str[:4].astype(int)
    taken: dict[str, dict[str, int]] = {key: {} for key in votes.index}
    for row in tables.stances.itertuples():
        if row.evidence_id in taken and row.actor_id in states and row.position in SIGN and not row.ended:
            taken[row.evidence_id][row.actor_id] = SIGN[row.position]
    contested = {key for key, cast in taken.items() if len(set(cast.values())) > 1}
    since = max(votes[key] for key in contested) - YEARS
    group = seed_network.actors["regional_group"]
    texts, otherwise = set(), set()
    for key in contested:
        others = [v for who, v in taken[key].items() if group[who] == group[actor] and who != actor]
        if votes[key] < since or actor not in taken[key] or len(others) < SEVERAL:
            continue
        mean = sum(others) / len(others)
        if abs(mean) >= AGREED:
            texts.add(key)
            if abs(taken[key][actor] - (1 if mean > 0 else -1)) >= 1:
                otherwise.add(key)
    found = late_votes_of(seed_network, actor)
    assert (set(found.texts), set(found.otherwise), found.since) == (texts, otherwise, since) if found else not texts
