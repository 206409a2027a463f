"""What words say of a record: how old it is."""

from __future__ import annotations

from conftest import make_tables

from coalition.analysis.phrases import age
from coalition.model.network import Network


def test_the_age_of_a_record_is_that_of_its_stances_and_one_late_text_makes_it_no_younger() -> None:
    actors = [f"a{i}" for i in range(8)]
    years = {"old": "2008", "middle": "2012", "later": "2014", "late": "2024"}
    voted = {"old": actors[:1], "middle": actors[:4], "later": actors[:4], "late": actors[:1]}
    network = Network.from_tables(
        make_tables(
            {(actor, item): "support" for item, there in voted.items() for actor in there},
            evidence={item: {"date_from": f"{year}-01-01", "date_to": f"{year}-01-01"} for item, year in years.items()},
        )
    )
    assert age(network, years) == "80% are from 2012–2014 and 10% from 2019 or later"
    assert age(network, ["middle"]) == "100% are from 2012"
    assert age(network, []) == ""
