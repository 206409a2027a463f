"""Bridges: who agrees across groups, or covers what few others of its kind cover, and how sure is that?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coalition.analysis.bridges.between_groups import bridges_between, group_choices
from coalition.analysis.bridges.fragility import fragility
from coalition.analysis.bridges.nearness import nearness
from coalition.analysis.bridges.ranking import CHANCES, COVERAGE, TIE_THRESHOLD
from coalition.analysis.bridges.ranking import bridges as find_bridges
from coalition.analysis.bridges.wording import nearness_sentence, ranking_summary, shared_words
from coalition.analysis.groups import FewGroupsError, group_words
from coalition.analysis.phrases import headline
from coalition.app.parts import address, brief_button, counting, layout, session, share
from coalition.app.parts.bridges import show_backbone, show_brokerage
from coalition.app.room import View, ViewKind
from coalition.briefs.bridges import between_table
from coalition.briefs.bridges import bridges as brief
from coalition.briefs.snapshot.answers import bridges_snapshot, two_groups_snapshot
from coalition.briefs.snapshot.choices import of_bridges, of_two_groups
from coalition.english import capitalized
from coalition.figures import ranges
from coalition.measures.brokerage import ROLES
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Kind
from coalition.palette import colour, signs

TWO = "two"
BY = {
    "regional_group": "Between regional groups",
    "bloc": "Between blocs",
    "kind": "Between kinds of actor",
    TWO: "Between two groups on one recommendation",
}
DESCRIPTIVE = ["betweenness", "participation", *ROLES, *CHANCES]
K = 10
"""The first so many are asked whether they would stay among them."""


def body(network: Network) -> None:
    by = address.ask("Who bridges", "by", list(BY), "regional_group", lambda key: BY[key], widget=st.segmented_control)
    if by == TWO:
        _between(network)
        return
    try:
        table = session.bridges(by)
    except FewGroupsError as error:
        layout.answer(f"{capitalized(str(error))}.")
        return
    layout.answer(headline(network, ranking_summary(table, by)))
    layout.note(_meaning(by))
    brief_button.show(brief, f"bridges-{by}", by, wall=View(ViewKind.BRIDGES) if by == "regional_group" else None)
    share.show(of_bridges(by), bridges_snapshot, session.question(brief, by, public=True), by, brief=(brief, by))
    drawn, key = ranges.first_ranked(table), f"ranges {by}"

    def follow() -> None:
        picked = layout.picked(key, len(drawn))
        if picked is not None:
            address.go("actor", drawn[picked])

    left, right = st.columns([3, 2], gap="medium")
    with left:
        layout.picture(network, ranges.ranges(network, table), key, follow)
        _legend(network, table, by)
    with right:
        _about(network, table, by)
    ranked = table[table["rank"].notna()]
    with st.expander(f"As a table ({len(ranked)} ranked)"):
        layout.grid(_shown(network, ranked, by))
        if by != "kind":
            layout.note(
                "Betweenness, participation and the roles describe the graph of States with kappa of at least "
                f"{TIE_THRESHOLD}: descriptive, they change much with that threshold. Expected: the mean over all ways "
                "to deal the groups out anew in their sizes, on the same graph; z: how many standard deviations the "
                "count lies from it. No z: it brokers nobody, or every deal gives the same."
            )
    rest = table[table["rank"].isna()]
    if len(rest):
        with st.expander(f"Unranked ({len(rest)})"):
            layout.grid(
                pd.DataFrame({"Name": rest["name"], "Why it has no rank": rest["note"]}),
                reasons=("Why it has no rank",),
            )
    if by != "kind":
        layout.note(nearness_sentence(session.result(nearness, session.question(find_bridges, by), by)))
    show_backbone(network)
    show_brokerage(network)


def _meaning(by: str) -> str:
    if by == "kind":
        return (
            "Ranked by how much an actor covers that few others of its kind cover (Shapley value). Supporters of other "
            "kinds than States are known from lists that are easiest to find in English: read it as a start."
        )
    group = "regional group" if by == "regional_group" else "bloc, of those that it does not belong to,"
    return (
        f"Ranked by agreement on contested texts with the {group} that a State agrees with least. The line is the "
        "interval of the rank when families of texts are drawn again: a long line, an unsure rank."
    )


def _legend(network: Network, table: pd.DataFrame, by: str) -> None:
    """What marks, lines and colours mean."""
    line = (
        "Mark: rank; hollow where its interval reaches beyond the first "
        f"{ranges.FIRST}. Line: from the 5% to the 95% rank."
    )
    first = table.head(ranges.FIRST)
    if by == "kind":
        kinds = set(first["kind"])
        layout.note(f"{line} {signs([kind for kind in Kind if kind in kinds])}")
        return
    layout.note(line)
    present = set(network.actors.loc[first["actor_id"], "regional_group"])
    layout.key([("●", colour(group), name) for group, name in network.group_names.items() if group in present])


def _about(network: Network, table: pd.DataFrame, by: str) -> None:
    """One bridge actor in words."""
    ranked = table[table["rank"].notna()].set_index("actor_id")
    if ranked.empty:
        return
    names = ranked["name"]
    chosen = address.ask(
        "About: choose here or click a mark", "actor", list(ranked.index), str(ranked.index[0]),
        lambda key: str(names.get(key, key)), known=lambda key: network.require("actors", key),
    )  # fmt: skip
    row = ranked.loc[chosen].to_dict()
    with st.container(border=True):
        layout.name(str(row["name"]))
        layout.note(session.who(network, chosen))
        layout.text(str(row["sentence"]))
        layout.facts(_facts(network, row, by))
        if row["measure"] != COVERAGE:
            _fragile(chosen, int(row["rank"]), len(ranked), by)
        session.link("actor", "Everything on record about it", actor=chosen)


def _facts(network: Network, row: dict[str, object], by: str) -> list[tuple[str, str, str]]:
    """What the sentence leaves out."""
    own = {"kind": "kind", "bloc": "bloc"}.get(by, "regional group")
    alone = f"{row['sole_carriers']} as the only one of its {own}" if row["sole_carriers"] else ""
    shared = shared_words(str(row["shared_with"]), by, group_words(network, by))
    return [
        ("Alone", alone, f"Shapley value of coverage {row['shapley']:.2f}"),
        ("Shares", f"{row['shared_recommendations']} recommendations", shared),
    ]


def _fragile(actor: str, rank: int, ranked: int, by: str) -> None:
    """What would take the actor out of the first ones, when asked."""
    if rank > K or ranked <= K:
        return
    if st.button(f"What would take it out of the first {K}?", key=f"fragile {by} {actor}"):
        with st.spinner("Changing each of its stances, and every two of them, and ranking everybody again ..."):
            found = session.result(fragility, actor, K, by)
        layout.text(found.sentence)


def _between(network: Network) -> None:
    """Who of its supporters stands between two groups on a recommendation."""
    choices = group_choices(network)
    if len(choices) < 2:
        layout.answer("This map has fewer than two groups or blocs, so that nobody can stand between two.")
        return
    goals = list(network.recommendations.index)
    first, second, third = st.columns([1, 1, 2])
    with first:
        one = address.ask("One group", "one", list(choices), next(iter(choices)), lambda key: choices.get(key, key))
    with second:
        others = [key for key in choices if key != one]
        default = ([key for key in others if key in network.group_names] or others)[-1]
        other = address.ask("The other", "other", others, default, lambda key: choices.get(key, key))
    with third:
        goal = address.ask(
            "On", "on", goals, goals[0], session.recommendation_words(network),
            known=lambda key: network.require("recommendations", key),
        )  # fmt: skip
    with st.spinner("Drawing the evidence again for the intervals ..."):
        found = session.result(bridges_between, goal, one, other)
    layout.answer(headline(network, found.sentence))
    share.show(of_two_groups(network, goal, one, other), two_groups_snapshot, goal, one, other)
    counting.show()
    layout.note(
        "Supporters of the recommendation, ranked by the lower of their mean agreement (kappa) with the two groups; "
        "the interval is that of the rank when families of texts are drawn again."
    )
    if len(found.table):
        layout.grid(between_table(network, found, one, other), decimals=2, reasons=("In words",))


_HEADINGS = {
    "rank": "Rank",
    "rank_low": "From",
    "rank_high": "To",
    "name": "Name",
    "kind": "Kind",
    "group": "Groups",
    "weakest_group_congruence": "Mean kappa with its weakest group",
    "weakest_group": "Weakest group",
    "own_group_congruence": "Mean kappa with its own",
    "n": "Common items (median)",
    "shapley": "Shapley value of coverage",
    "sole_carriers": "Sole carrier of",
    "recommendations": "Recommendations supported",
    "shared_recommendations": "Shared with other groups",
    "shared_with": "Shared with",
    **{column: f"{layout.heading(column)} (descriptive)" for column in DESCRIPTIVE},
}


def _shown(network: Network, ranked: pd.DataFrame, by: str) -> pd.DataFrame:
    """The ranking with words for ids, without columns that are empty throughout."""
    words = group_words(network, by)
    table = ranked[list(_HEADINGS)].copy()
    table["kind"] = [Kind(kind).words for kind in table["kind"]]
    table["group"] = [", ".join(words.get(key, key) for key in keys.split(";")) for keys in table["group"]]
    table["weakest_group"] = table["weakest_group"].map(words)
    table["shared_with"] = [shared_words(shared, by, words, limit=20) for shared in table["shared_with"]]
    table = table.dropna(axis=1, how="all")
    if by == "kind":
        table = table.drop(columns=["group", "n"], errors="ignore")
    if set(ranked["kind"]) <= {str(kind) for kind in STATES}:
        table = table.drop(columns="kind", errors="ignore")
    return table.rename(columns=_HEADINGS).round(3)


session.show(body)
