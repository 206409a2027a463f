"""Voeten's wide vote file, and his ideal points, which are no stances."""

from __future__ import annotations

from pathlib import Path

from exchange.readers.reading import SAMPLES, dropped, faults, made, sample, stances

from coalition.exchange.readers.opening import open_file
from coalition.exchange.readers.registry import read_any
from coalition.exchange.readers.voeten import ideal_points


def test_a_column_per_state_becomes_stances_of_members() -> None:
    incoming = sample("voeten.csv")
    assert incoming.format == "voeten"
    first = [stance for stance in stances(incoming) if stance[1] == "GA-rc3"]
    assert ("USA", "GA-rc3", "support") in first
    assert ("ARG", "GA-rc3", "support") in first
    assert len(stances(incoming)) + dropped(incoming)["cells of no member"] == 5 * 194
    issues = incoming.tables["evidence"].set_index("id")["source"]["GA-rc6"]
    assert issues.endswith("roll call 6, issues Human rights")


def test_a_code_that_is_not_known_is_a_fault(tmp_path: Path) -> None:
    incoming = read_any(made(tmp_path, "rcid;date;USA;CUB;FRA\n3;1946-01-01;1;2,0;7\n3;1946-01-01;1;1;1\n"))
    assert stances(incoming) == [("USA", "GA-rc3", "support"), ("CUB", "GA-rc3", "abstain")]
    assert [text.split(":")[0] for text in faults(incoming)] == ["file.csv line 2 fra", "file.csv line 3 rcid"]


def test_ideal_points_of_both_layouts_are_dropped_as_estimates() -> None:
    for name in ("voeten_ideal_points.csv", "voeten_ideal_points_rights.csv"):
        incoming = sample(name)
        assert (incoming.format, incoming.tables) == ("voeten_ideal_points", {})
        assert dropped(incoming) == {"ideal points": 5}


def test_ideal_points_can_be_had_as_numbers() -> None:
    table = ideal_points(open_file(SAMPLES / "voeten_ideal_points_rights.csv"))
    assert table.iloc[0][["code", "session", "votes", "ideal_point", "low", "high"]].tolist() == [
        *("USA", "25", 14.0, 2.731292),
        *(2.085953, 3.427828),
    ]


def test_ideal_points_with_decimal_commas_are_read(tmp_path: Path) -> None:
    text = "Row;ccode;session;NVotes;IdealPoint;Q5%;Q95%;iso3c;Countryname\n1;2;1;42;1,675;-1,3;2,0;USA;United States\n"
    table = ideal_points(open_file(made(tmp_path, text)))
    assert table[["ideal_point", "low", "high"]].to_numpy().tolist() == [[1.675, -1.3, 2.0]]
