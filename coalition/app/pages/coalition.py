"""Coalition: which few actors together carry these recommendations, and could fewer?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coalition.analysis.coalition_wording import coalition_answer, supported
from coalition.analysis.coalitions import choices, coalition_for, coalition_within, members, names
from coalition.analysis.coverage import SUPPORTING
from coalition.analysis.phrases import headline, position_words
from coalition.app.parts import address, brief_button, counting, jobs, layout, session, share
from coalition.app.room import View, ViewKind
from coalition.briefs.coalition import coalition_brief
from coalition.briefs.document import Brief
from coalition.briefs.snapshot.answers import coalition_snapshot
from coalition.briefs.snapshot.choices import of_coalition
from coalition.english import listed
from coalition.measures.coalitions.certificate import Coalition
from coalition.measures.coalitions.rules import Rules
from coalition.model.network import Network
from coalition.model.vocabulary import Kind

SECONDS = 20.0
SMALLEST, LARGEST = "smallest", "largest"
AIMS = {SMALLEST: "Fewest members that carry all", LARGEST: "Most that a few members can carry"}
SHOWN = 8
"""So many recommendations of a member are told with their evidence."""
SIZE = 5
"""Members allowed where the most that a few can carry is asked for, until a person says otherwise."""


def find(
    network: Network, aim: str, goals: tuple[str, ...], rules: Rules, alternatives: int = 0
) -> Coalition:  # fmt: skip
    """The coalition by some rules; no recommendation stands for all."""
    if aim == LARGEST:
        return coalition_within(network, goals or None, rules, time_limit=SECONDS)
    return coalition_for(network, goals or None, rules, alternatives=alternatives, time_limit=SECONDS)


def of_rules(network: Network, aim: str, goals: tuple[str, ...], rules: Rules) -> Brief:
    """The brief of a coalition by some rules."""
    return coalition_brief(network, find(network, aim, goals, rules), aim == LARGEST)


def body(network: Network) -> None:
    top = st.container()
    left, right = st.columns([1, 3], gap="medium")
    with left:
        aim, goals, rules = asked = _asked(network)
    with right:
        found = jobs.wait_for(find, *asked, doing="Searching, and proving that no other coalition is better ...")
    if found is None:
        with top:
            layout.answer("Which few actors together carry these recommendations?")
            counting.show()
        return
    with top:
        _head(network, aim, goals, rules, found)
        made = (of_rules, *asked)
        share.show(
            of_coalition(network, goals, rules, aim == LARGEST), coalition_snapshot,
            session.question(*made, public=True), goals, rules, aim == LARGEST, brief=made,
            actors=[*rules.must, *rules.must_not],
        )  # fmt: skip
    with right:
        _body(network, aim, goals, rules, found)


def _asked(network: Network) -> tuple[str, tuple[str, ...], Rules]:
    """What is asked, by the address; each rule is changed in place."""
    actor_names, groups = network.actors["name"], len(network.groups)
    actors = sorted(network.actors.index, key=lambda key: (str(actor_names[key]).casefold(), key))
    kinds = [kind.value for kind in Kind if kind.value in set(network.actors["kind"])]

    def known(key: str) -> object:
        return network.require("actors", key)

    aim = address.ask("What is sought", "aim", list(AIMS), SMALLEST, AIMS.__getitem__, widget=st.radio)
    goals = address.ask_many(
        "Recommendations", "r", list(network.recommendations.index), session.recommendation_words(network),
        lambda key: network.require("recommendations", key), "all that have a supporter",
    )  # fmt: skip
    a, b = st.columns(2, vertical_alignment="bottom")
    with a:
        supporters = address.ask_number("Supporters of each", "k", 1, 20, 1)
        span = address.ask_number("Groups in all", "span", 0, groups, 0)
    with b:
        of_groups = address.ask_number("From groups, at least", "g", 0, groups, 0)
        limited = aim == LARGEST
        words = "Members at most" if limited else "Members (0: any)"
        size = address.ask_number(words, "size", int(limited), 200, SIZE if limited else 0)
    must = address.ask_many("Must take part", "must", actors, actor_names.__getitem__, known, "nobody")
    must_not = address.ask_many("Must not take part", "not", actors, actor_names.__getitem__, known, "nobody")
    among = address.ask_many("Only these kinds", "kind", kinds, _kind, placeholder="any kind")
    one_of = address.ask_many("At least one of each kind", "one", kinds, _kind, placeholder="no rule")
    rules = Rules(supporters, of_groups, span, size or None, must, must_not, dict.fromkeys(one_of, 1), among)
    return aim, tuple(goals), rules


def _head(network: Network, aim: str, goals: tuple[str, ...], rules: Rules, found: Coalition) -> None:
    """The answer, and what it is worth."""
    if found.status == "infeasible":
        layout.answer(headline(network, coalition_answer(network, found)))
        more = f"; and {len(found.unmet) - 3} more" if len(found.unmet) > 3 else ""
        layout.alert(f"Cannot be met: {'; '.join(found.unmet[:3])}{more}.")
        counting.show()
    elif found.status == "unknown":
        layout.answer(headline(network, coalition_answer(network, found)))
        layout.note("Ask for fewer recommendations or fewer rules.")
        counting.show()
    else:
        layout.answer(headline(network, coalition_answer(network, found, aim == LARGEST)))
        layout.note(f"{found.certificate} Only recorded support counts; this does not mean that they have agreed.")
        layout.note(supported(network))
        brief_button.show(of_rules, "coalition", aim, goals, rules, wall=_view(aim, goals, rules))


def _view(aim: str, goals: tuple[str, ...], rules: Rules) -> View | None:
    """The same for the wall, which asks by recommendations and groups only."""
    shown = aim == SMALLEST and goals and rules == Rules(groups=rules.groups)
    return View(ViewKind.COALITION, goals, rules.groups) if shown else None


def _body(network: Network, aim: str, goals: tuple[str, ...], rules: Rules, found: Coalition) -> None:
    """Who is in it, or how near one can come."""
    if found.status == "infeasible":
        _nearest(network, found)
    elif found.status != "unknown":
        _members(network, found)
        if aim == SMALLEST:
            _others(network, goals, rules)


def _members(network: Network, found: Coalition) -> None:
    """Who is in it, what each is there for, and on what evidence."""
    table = members(network, found)
    event = layout.lines(
        pd.DataFrame(
            {
                "Member": table["name"],
                "Kind": table["kind"].map(_kind),
                "Group or seat": table["regional_group"].map(lambda key: network.group_names.get(key, "")),
                "Supports": table["supports"],
                "What it is there for": table["why"],
                "Alone in its group on": table["alone_in_group"].str.replace(";", ", "),
            }
        ),
        row_height=30, on_select="rerun", selection_mode="single-row-required",
        key=f"members {hash(found.members)}",
    )  # fmt: skip
    if table.empty:
        return
    rows = event.selection.rows
    chosen = str(table["actor_id"].iloc[rows[0] if rows and rows[0] < len(table) else 0])
    with st.container(border=True):
        layout.name(str(network.actors.loc[chosen, "name"]))
        layout.note(session.who(network, chosen))
        held = network.positions[
            (network.positions["actor_id"] == chosen) & network.positions["recommendation_id"].isin(found.covered)
        ]
        cited = network.evidence["citation"]
        carried = held[held["position"].isin(SUPPORTING)]
        layout.facts(
            [
                (row["recommendation_id"], str(network.recommendations.loc[row["recommendation_id"], "text"]),
                 f"{position_words(row)}, by {', '.join(dict.fromkeys(str(cited[key]) for key in row['evidence']))}")
                for row in carried.head(SHOWN).to_dict("records")
            ]
        )  # fmt: skip
        if len(carried) > SHOWN:
            layout.note(f"The first {SHOWN} of {len(carried)} that it carries here.")
        session.link("actor", "Everything on record about it", actor=chosen)


def _others(network: Network, goals: tuple[str, ...], rules: Rules) -> None:
    """Other coalitions of the same size, when asked for."""
    if not address.ask_yes("Show others of the same size", "others"):
        return
    found = jobs.wait_for(find, SMALLEST, goals, rules, 10, doing="Searching for others of the same size ...")
    if found is None:
        return
    if not found.alternatives:
        layout.text("It is the only one of this size." if found.several is False else "No other was found in time.")
        return
    others = choices(network, found)
    layout.grid(
        pd.DataFrame({"Members shared": others["shared"], "Has": others["instead"], "Instead of": others["instead_of"]})
    )


def _nearest(network: Network, found: Coalition) -> None:
    """The coalition that falls short by as little as possible."""
    near = found.nearest
    if near is None:
        return
    who = listed(names(network, near.members), 12) or "nobody"
    proven = "no other falls short by less" if near.proven else "the nearest found in time"
    layout.text(f"The nearest ({proven}): {who}.")
    if near.shortfalls:
        layout.grid(pd.DataFrame({"Where it falls short": list(near.shortfalls)}))
    if len(found.unmet) > 1:
        layout.twin(pd.DataFrame({"Rule that cannot be met": list(found.unmet)}), "Every rule that cannot be met")


def _kind(kind: str) -> str:
    return Kind(kind).words


session.show(body)
