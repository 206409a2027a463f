"""The seed tables: counts, keys, sources and grades."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from coalition.model.acts import acts
from coalition.model.vocabulary import COLUMNS, Tables
from coalition.settings import resource

ROWS = {
    "groups": 5,
    "blocs": 14,
    "actors": 927,
    "recommendations": 69,
    "evidence": 548,
    "bears_on": 286,
    "stances": 60_200,
}


def test_every_table_has_its_rows(seeds: Tables) -> None:
    assert {name: len(frame) for name, frame in seeds} == ROWS


def test_facts_and_background_record_are_both_there_and_counted_once(seeds: Tables) -> None:
    background = seeds.evidence[~seeds.evidence["id"].isin(seeds.bears_on["evidence_id"])]
    stances = seeds.stances["evidence_id"].isin(background["id"])
    assert len(background) == 215 - 8 + 62
    assert set(background["kind"]) == {"vote"}
    assert (stances.sum(), (~stances).sum()) == (48_590, 11_610)
    assert Counter(seeds.actors["visibility"]) == {"public": 927}
    assert set(seeds.evidence["visibility"]) == {"public"}


def test_every_row_has_a_source_and_a_grade(seeds: Tables) -> None:
    for name, frame in seeds:
        if "source" in frame:
            assert (frame["source"] != "").all(), name
        if "grade" in frame:
            assert set(frame["grade"]) <= {"seen", "derived"}, name


@pytest.mark.parametrize(
    ("table", "column", "target"),
    [
        ("actors", "regional_group", "groups"),
        ("recommendations", "target_evidence", "evidence"),
        ("bears_on", "evidence_id", "evidence"),
        ("bears_on", "recommendation_id", "recommendations"),
        ("stances", "actor_id", "actors"),
        ("stances", "evidence_id", "evidence"),
    ],
)
def test_every_reference_leads_somewhere(seeds: Tables, table: str, column: str, target: str) -> None:
    values = set(getattr(seeds, table)[column]) - {""}
    assert values <= set(getattr(seeds, target)["id"])


def test_serbia_votes_in_the_background_record_and_namibia_is_no_missing_value(seeds: Tables) -> None:
    votes = seeds.stances.groupby("actor_id").size()
    assert votes["SRB"] > 200
    assert votes["NAM"] > 200
    assert "YU" not in set(seeds.stances["actor_id"])


def test_the_files_say_what_the_dictionary_describes() -> None:
    folder = resource("seeds")
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for name, columns in COLUMNS.items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert tuple(next(csv.reader(file))) == columns
        assert f"{ROWS[name]:,}" in readme
        for column in columns:
            assert f"`{column}`" in readme, (name, column)


def test_states_stand_in_the_five_regional_groups(seeds: Tables) -> None:
    states = seeds.actors[seeds.actors["kind"] == "state"]
    sizes = {"african": 54, "asia-pacific": 54, "eastern-european": 23, "grulac": 33, "weog": 29}
    assert Counter(states["regional_group"]) == sizes


def readme() -> str:
    return (resource("seeds") / "README.md").read_text(encoding="utf-8")


def exceptions() -> dict[str, str]:
    """Evidence -> its act, from the table of the README where the rule is not followed."""
    return dict(re.findall(r"^\| `([^`]+)` \| (own|led|joined|voted|declared) \| .+ \|$", readme(), re.MULTILINE))


def test_every_act_is_that_of_the_rule_or_in_the_table_of_exceptions(seeds: Tables) -> None:
    ruled = acts(seeds.evidence, seeds.stances, seeds.actors)
    other = seeds.evidence[seeds.evidence["act"] != ruled]
    assert dict(zip(other["id"], other["act"], strict=True)) == exceptions()


def test_the_counts_of_the_acts_are_those_of_the_table(seeds: Tables) -> None:
    facts = seeds.evidence["id"].isin(seeds.bears_on["evidence_id"])
    text = readme()
    for act, number in Counter(seeds.evidence.loc[facts, "act"]).items():
        assert re.search(rf"^\| {act} \| .+ \| {number} \|$", text, re.MULTILINE), act
    disputed = (seeds.bears_on["contestable"] == "yes").sum()
    assert f"{disputed} of {len(seeds.bears_on)} links" in text


def test_the_age_of_the_record_is_what_is_said(seeds: Tables) -> None:
    year = seeds.stances["evidence_id"].map(seeds.evidence.set_index("id")["date_to"]).str[:4].astype(int)
    facts = seeds.stances["evidence_id"].isin(seeds.bears_on["evidence_id"])
    text = " ".join(readme().split())
    for name, part in (("all stances", year), ("the background record", year[~facts]), ("the facts", year[facts])):
        first, last, share, late = (
            int(cell) for cell in re.findall(rf"\| {name} \| (\d+)-(\d+) \| (\d+)% \| (\d+)% \|", text)[0]
        )
        assert round(100 * part.between(first, last).mean()) == share
        assert round(100 * (part >= 2020).mean()) == late


def test_every_vote_has_the_totals_that_its_source_gives(seeds: Tables) -> None:
    counts = seeds.stances.groupby(["evidence_id", "position"]).size().unstack(fill_value=0)
    told = seeds.evidence.assign(totals=seeds.evidence["source"].str.extract(r"totals (\d+-\d+-\d+)")[0])
    told = told[told["totals"].notna() & (told["kind"] == "vote")]
    assert len(told) > 90
    for row in told.itertuples():
        yes, no, abstained = map(int, str(row.totals).split("-"))
        if "(a no counts as support)" in str(row.title):
            yes, no = no, yes
        assert counts.loc[row.id, ["support", "oppose", "abstain"]].tolist() == [yes, no, abstained], row.id
    assert counts.loc["GA-ES-11-3"].to_dict() == {"support": 93, "oppose": 24, "abstain": 58, "absent": 18}


def test_one_text_has_one_family(seeds: Tables) -> None:
    texts = seeds.evidence[(seeds.evidence["family"] != "") & (seeds.evidence["kind"] == "vote")]
    families = texts.groupby(texts["title"].str.casefold().str.strip())["family"].nunique()
    assert families[families > 1].empty
    votes = seeds.evidence[~seeds.evidence["id"].isin(seeds.bears_on["evidence_id"])]
    assert (votes["family"] != "").all()


def test_what_ended_says_when(seeds: Tables) -> None:
    ended = seeds.stances[seeds.stances["ended"] != ""]
    assert dict(zip(ended["actor_id"] + " " + ended["evidence_id"], ended["ended"], strict=True)) == {
        "USA FOC": "2026-02-10",
        "TUN AFCT-34-6": "2026-03",
        "aihrc NHRI-ACCRED": "2022",
    }
