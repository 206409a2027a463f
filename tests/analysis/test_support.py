"""Who supports a recommendation by what they did, and what hangs on disputed readings."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import make_tables

from coalition.analysis.support import support
from coalition.analysis.support_wording import support_sentence
from coalition.errors import UnknownIdError
from coalition.model.network import Network
from coalition.model.vocabulary import Act, Standing, Tables


@pytest.fixture
def small() -> Network:
    """a has a law, b voted yes, c only said so, d is there by a disputed text, e voted yes, and no on that text."""
    stances = {
        ("a", "law"): "support", ("a", "word"): "support", ("b", "vote"): "support", ("c", "word"): "support",
        ("d", "doubt"): "support", ("e", "vote"): "support", ("e", "doubt"): "oppose",
    }  # fmt: skip
    evidence = {
        "law": {"act": "own", "kind": "law"}, "vote": {"act": "voted"}, "word": {"act": "declared"}, "doubt": {},
    }  # fmt: skip
    tables = make_tables(
        stances, evidence=evidence, bears_on=dict.fromkeys(evidence, "R"), groups=dict.fromkeys("abcde", "g")
    )
    links = tables.bears_on.assign(contestable=tables.bears_on["evidence_id"].map({"doubt": "yes"}).fillna("no"))
    return Network.from_tables(Tables(**dict(tables) | {"bears_on": links}))


def names(table: pd.DataFrame) -> list[str]:
    return list(table["actor_id"])


def test_supporters_stand_by_their_strongest_act_and_words_alone_apart(small: Network) -> None:
    found = support(small, "R")
    assert {act: names(rows) for act, rows in found.by_act().items()} == {Act.OWN: ["a"], Act.VOTED: ["b", "e"]}
    assert names(found.declared) == ["c"]
    assert (found.disputed, found.doubted, found.holding(Standing.OPPOSED)) == (1, 1, 0)
    assert support_sentence(small, "R", found) == (
        "3 States are on record in support of R (“R”). Nobody is on record against a text. 1 more has only said so. "
        "If disputed readings "
        "counted, 1 more would support it and 1 of the supporters would have a mixed record. Based on 3 texts (2015); "
        "a supporter backs at least one of them."
    )


def test_the_same_counts_the_other_way_round(small: Network) -> None:
    found = support(small.recounted(disputed=True, declarations=True), "R")
    assert names(found.supporters) == ["a", "b", "d", "c"]
    assert found.declared.empty
    assert (found.disputed, found.doubted) == (1, 1)


def test_an_unknown_recommendation_is_named(small: Network) -> None:
    with pytest.raises(UnknownIdError, match="no recommendation R9"):
        support(small, "R9")
