"""Questions on a network refuse a wrong argument with a sentence that names it, before anything is computed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import make_tables

import coalition
from coalition.analysis.coalitions import Rules
from coalition.measures.arguments import ArgumentError
from coalition.model.network import Network

Ask = Callable[[Any], object]

QUESTIONS: dict[str, Ask] = {
    "aggregates": coalition.aggregates,
    "assign_leads": coalition.assign_leads,
    "backbone": coalition.backbone,
    "bridges": coalition.bridges,
    "bridges_between": lambda one: coalition.bridges_between(one, "R-e", "x", "y"),
    "coalition_for": coalition.coalition_for,
    "coalition_within": lambda one: coalition.coalition_within(one, None, Rules(budget=1)),
    "cohesion": lambda one: coalition.cohesion(one, "x"),
    "communities": coalition.communities,
    "compare": lambda one: coalition.compare(one, ["a", "b"]),
    "cosigners": lambda one: coalition.cosigners(one, "R-e"),
    "coverage": coalition.coverage,
    "evaluate": coalition.evaluate,
    "fragility": lambda one: coalition.fragility(one, "a"),
    "gaps": coalition.gaps,
    "ideal_points": coalition.ideal_points,
    "missing_voices": coalition.missing_voices,
    "mutual_backing": coalition.mutual_backing,
    "partners": lambda one: coalition.partners(one, "R-e"),
    "realignment": coalition.realignment,
    "sensitivity": coalition.sensitivity,
    "similar_actors": lambda one: coalition.similar_actors(one, "a"),
    "ties": coalition.ties,
    "trend": lambda one: coalition.trend(one, "a"),
    "what_if": lambda one: coalition.what_if(one, [("a", "e", "oppose")]),
    "who_broke": lambda one: coalition.who_broke(one, "x"),
    "who_could_take": lambda one: coalition.who_could_take(one, "R-e"),
    "words_and_deeds": coalition.words_and_deeds,
}


@pytest.mark.parametrize("given", [None, "a map", {}], ids=["nothing", "text", "mapping"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_no_network_is_refused(question: str, given: object) -> None:
    with pytest.raises(ArgumentError, match=r"^network: \w+ is no Network; take store\.network\(\)"):
        QUESTIONS[question](given)


def test_every_question_on_a_network_is_asked_here() -> None:
    others = {"measures", "open", "read_tables", "Rules", "Network", "__version__"}
    assert set(QUESTIONS) == set(coalition.__all__) - others


WRONG: list[tuple[Ask, str]] = [
    (lambda net: coalition.trend(net, "a", 0), "replicates: 0 is not"),
    (lambda net: coalition.trend(net, "a", "9"), "replicates: '9' is no whole number"),  # type: ignore[arg-type]
    (lambda net: coalition.realignment(net, 0.05, 0), "replicates: 0 is not"),
    (lambda net: coalition.bridges(net, replicates=2.5), "replicates: 2.5 is no whole number"),  # type: ignore[arg-type]
    (lambda net: coalition.bridges(net, replicates=True), "replicates: True is no whole number"),
    (lambda net: coalition.bridges(net, replicates=10**9), "replicates: 1000000000 is not possible here; use 0 to"),
    (lambda net: coalition.bridges(net, "name"), "actors have no column 'name' to group by"),
    (lambda net: coalition.bridges(net, ["kind"]), "actors have no column"),  # type: ignore[arg-type]
    (lambda net: coalition.communities(net, runs=2.5), "runs: 2.5 is no whole number"),  # type: ignore[arg-type]
    (lambda net: coalition.ideal_points(net, 1.5), "dimensions: 1.5 is no whole number"),  # type: ignore[arg-type]
    (lambda net: coalition.ideal_points(net, 500), "dimensions: 500 is not possible here; use 1 to 10"),
    (lambda net: coalition.mutual_backing(net, most=2.5), "most: 2.5 is no whole number"),  # type: ignore[arg-type]
    (lambda net: coalition.similar_actors(net, "a", half_life="x"), "half_life: 'x' is no"),  # type: ignore[arg-type]
    (lambda net: coalition.similar_actors(net, "a", theme=["x"]), r"theme: \['x'\] is no theme"),  # type: ignore[arg-type]
    (lambda net: coalition.sensitivity(net, 0.5), "thresholds: 0.5 is no list"),  # type: ignore[arg-type]
    (lambda net: coalition.sensitivity(net, None), "thresholds: None is no list"),  # type: ignore[arg-type]
    (lambda net: coalition.what_if(net, None), "changes: none is given"),  # type: ignore[arg-type]
    (lambda net: coalition.what_if(net, [("a", "e", "oppose")], "x"), "base: 'x' is no Baseline"),  # type: ignore[arg-type]
    (lambda net: coalition.what_if(net, [("a", "e", "oppose")], coalition="R-e"), "coalition: 'R-e' is text"),
    (lambda net: coalition.evaluate(net, "x"), "splits: 'x' is no whole number"),  # type: ignore[arg-type]
    (lambda net: coalition.evaluate(net, 0), "splits: 0 is not possible here; use 1 or more"),
    (lambda net: coalition.evaluate(net, progress=None), "progress: None cannot be called"),  # type: ignore[arg-type]
    (lambda net: coalition.bridges_between(net, "R-e", ["x"], "y"), r"group_a: \['x'\] is no"),  # type: ignore[arg-type]
    (lambda net: coalition.bridges_between(net, "R-e", "x", None), "group_b: None is no"),  # type: ignore[arg-type]
    (lambda net: coalition.backbone(net, ["state"]), r"kind: \['state'\] is no kind"),  # type: ignore[arg-type]
    (lambda net: coalition.backbone(net, once="no"), "once: 'no' is neither True nor False"),  # type: ignore[arg-type]
    (lambda net: coalition.gaps(net, 2.5), "max_leads: 2.5 is no whole number"),  # type: ignore[arg-type]
    (lambda net: coalition.assign_leads(net, leads=1.5), "leads: 1.5 is no whole number"),  # type: ignore[arg-type]
    (lambda net: coalition.assign_leads(net, capacity=0), "capacity: 0 is not possible here; use 1 or more"),
    (lambda net: coalition.assign_leads(net, among="state"), "among: 'state' is text; give a list of kinds"),
    (lambda net: coalition.who_could_take(net, "R-e", 1.5), "each: 1.5 is no whole number"),  # type: ignore[arg-type]
]


@pytest.fixture(scope="module")
def network() -> Network:
    """Twenty items on which two groups of three take sides, each item with a dissenter of its own."""
    groups = dict.fromkeys("abc", "x") | dict.fromkeys("def", "y")
    stances = {
        (actor, f"e{n}" if n else "e"): "oppose" if (n + place) % 4 == 0 else "support"
        for n in range(20)
        for place, actor in enumerate(groups)
    }
    return Network.from_tables(make_tables(stances, groups=groups))


@pytest.mark.parametrize(("ask", "sentence"), WRONG)
def test_a_wrong_argument_of_a_question_is_a_sentence(network: Network, ask: Ask, sentence: str) -> None:
    with pytest.raises(ArgumentError, match=f"^{sentence}"):
        ask(network)
