"""Recommendation: what is known about one of them, since when, from which source, and what is not known?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coalition.analysis.coverage import SUPPORTING, last_of_group
from coalition.analysis.gaps.classes import CLASSES
from coalition.analysis.gaps.gaps import gaps
from coalition.analysis.partners.ranking import search
from coalition.analysis.phrases import WORDS, headline, position_words, year_span
from coalition.analysis.recorded_leads import lead_sentences, with_leads
from coalition.analysis.source_wording import cited, named, read_in
from coalition.analysis.support import Support, support
from coalition.analysis.support_wording import DID, SAID, support_sentence
from coalition.app.parts import address, counting, layout, session, share
from coalition.app.parts.gaps import show_missing_voices
from coalition.briefs.snapshot.answers import recommendation_snapshot
from coalition.briefs.snapshot.choices import of_recommendation
from coalition.english import day, listed, number_of
from coalition.model.network import Network
from coalition.model.vocabulary import (
    POSITION_CODES,
    STATES,
    Act,
    Coverage,
    EvidenceKind,
    Kind,
    Position,
    Standing,
    YesNo,
)

COUNTED = {
    Position.SUPPORT: "in support",
    Position.ABSTAIN: "abstained",
    Position.OPPOSE: "opposed it",
    Position.ABSENT: "absent",
}
ABOVE = (Standing.SUPPORTS, Standing.DECLARED)
"""Whose names stand in the list by what they did."""
MOST = 30
"""Names told in one breath; the table of every position has them all."""


def body(network: Network) -> None:
    ids = list(network.recommendations.index)
    chosen = address.ask(
        "Recommendation", "r", ids, ids[0], session.recommendation_words(network),
        known=lambda key: network.require("recommendations", key), remember="recommendation",
    )  # fmt: skip
    found = session.result(support, chosen)
    layout.answer(headline(network, support_sentence(network, chosen, found)))
    share.show(of_recommendation(network, chosen), recommendation_snapshot, chosen)
    layout.note(f"{chosen}: {network.recommendations.loc[chosen, 'text']}")
    counting.show()
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _by_act(network, found)
        _by_group(network, chosen, found)
        _others(chosen, found)
    with right, st.container(border=True):
        _about(network, chosen)
    _evidence(network, chosen)
    _everybody(network, found.table)
    session.ahead(
        ids, chosen, lambda other: [session.question(asks, other) for asks in (support, lead_sentences, search)]
    )


def _by_act(network: Network, found: Support) -> None:
    """Supporters by what they did, the States by regional group; then those who only said so."""
    layout.head(f"In support, by what they did ({len(found.supporters)})")
    if found.supporters.empty:
        layout.text("None recorded.")
    layout.facts(
        [(DID[act], str(len(rows)), _grouped(network, rows, rows["act_year"])) for act, rows in found.by_act().items()]
    )
    if len(found.declared):
        layout.head(f"{SAID} ({len(found.declared)})")
        layout.note("On record with words only: no support here, and no opposition.")
        years = found.declared.apply(lambda row: year_span(row["since"], row["latest"]), axis=1)
        layout.text(_grouped(network, found.declared, years))


def _grouped(network: Network, rows: pd.DataFrame, years: pd.Series[str]) -> str:
    """Who they are, each with its year or years: the States of each regional group in turn, then all others."""
    is_state = rows["kind"].isin(STATES)
    told = [f"{name} {year}" for name, year in zip(rows["name"], years, strict=True)]
    named = pd.Series(told, index=rows.index, dtype=object)
    parts = []
    for group, name in {**network.group_names, "": "In no regional group"}.items():
        there = list(named[is_state & (rows["regional_group"] == group)])
        parts += [f"{name}: {listed(there, len(there))}"] if there else []
    others = list(named[~is_state])
    parts += [f"Other actors: {listed(others, MOST)}"] if others else []
    return f"{'. '.join(parts)}."


def _by_group(network: Network, chosen: str, found: Support) -> None:
    """States per regional group: how many support it, who leads by what, and who stands elsewhere on it."""
    states = found.table[found.table["kind"].isin(STATES)]
    sizes = network.actors.loc[network.is_state, "regional_group"].value_counts()
    led = session.result(lead_sentences, chosen)
    pairs = []
    for group, name in network.group_names.items():
        of_group = states[states["regional_group"] == group]
        count = int(of_group["position"].isin(SUPPORTING).sum())
        told = [
            f"{words.capitalize()}: {listed(with_leads(led, there.sort_values('name')), MOST)}"
            for standing, words in WORDS.items()
            if standing not in ABOVE and len(there := of_group[of_group["position"] == standing])
        ]
        support = f"{count or 'none'} of {sizes.get(group, 0)} in support"
        pairs.append((name, support, ". ".join(told)))
    layout.head("States by regional group")
    layout.facts(pairs)


def _others(chosen: str, found: Support) -> None:
    """Other actors in support, by kind."""
    led = session.result(lead_sentences, chosen)
    others = found.supporters[~found.supporters["kind"].isin(STATES)]
    layout.head("Others in support")
    if others.empty:
        layout.text("None recorded.")
    layout.facts(
        [
            (Kind(str(kind)).words, str(len(rows)), listed(with_leads(led, rows.sort_values("name")), MOST))
            for kind, rows in others.groupby("kind", sort=True)
        ]
    )


def _about(network: Network, chosen: str) -> None:
    """Which gaps it has, whom it is addressed to, what can be estimated, and what is not known."""
    evidence = network.evidence_of(chosen)
    row = session.result(gaps).set_index("recommendation_id").loc[chosen]
    classes = set(str(row["gaps"]).split(";"))
    found = [(gap.name, gap.rule, "") for gap in CLASSES if gap.id in classes]
    estimates = session.result(search, chosen)
    layout.name("What is missing, and what is not known")
    layout.facts(
        [
            *(found or [("No gap", "It has supporters and a lead, of more than one group and kind.", "")]),
            *_hangs_on(network, chosen),
            ("Addressed to", ", ".join(Kind(kind).words for kind in network.addressed_to(chosen)), ""),
            ("Theme", str(network.recommendations.loc[chosen, "theme"]), ""),
            ("Lists", str(row["completeness"]), "who is on no list is unknown here, not opposed" if evidence else ""),
            ("Estimates", estimates.rule, estimates.help),
        ]
    )
    show_missing_voices(network, chosen)
    session.link("partners", "Whom to talk to first", r=chosen)
    session.link("gaps", "Who could take it", r=chosen)
    session.link("bridges", "Who could bridge two groups on it?", by="two", on=chosen)
    if evidence:
        session.link("coalition", "The smallest coalition for it", r=chosen)


def _hangs_on(network: Network, chosen: str) -> list[tuple[str, str, str]]:
    """States without which it would be left to one regional group."""
    return [
        ("Hangs on one State", str(network.actors.loc[actor, "name"]),
         f"without it, only States of {network.group_names[left]} would be on record in support")
        for actor, left in last_of_group(network, chosen)
    ]  # fmt: skip


def _evidence(network: Network, chosen: str) -> None:
    """What bears on it over time, each with what support on it says, how it is read, and its source."""
    links = network.bears_on[network.bears_on["recommendation_id"] == chosen].set_index("evidence_id")
    counts = len(network.evidence_of(chosen))
    disputed = number_of(len(links) - counts, "by a disputed reading that does not", "by disputed readings that do not")
    more = f" that count, {disputed}" if counts < len(links) else ""
    layout.head(f"The evidence over time ({counts}{more})")
    if links.empty:
        layout.text("A vote, a list of sponsors, a statement or a law that bears on it would be a beginning.")
        return
    rows = network.evidence.loc[network.evidence.index.isin(links.index)].sort_values("date_to")
    taken = network.stances[:, network.columns(list(rows.index))].toarray()
    pairs = []
    for place, (key, row) in enumerate(rows.iterrows()):
        told = [
            f"{count} {words}"
            for position, words in _stands(row).items()
            if (count := int((taken[:, place] == POSITION_CODES[position]).sum()))
        ]
        whole = "complete list" if row["coverage"] == Coverage.COMPLETE else "others may have done the same"
        open_to = f", open to members of {row['body']}" if row["body"] else ""
        doubt = "; a disputed reading" if links.at[key, "contestable"] == YesNo.YES else ""
        act = f" ({Act(row['act']).words})" if row["act"] not in (Act.VOTED, Act.DECLARED) else ""
        below = f"{', '.join(told)}{act}; {whole}{open_to}{doubt}. {read_in(row['source'], row['grade'])}"
        pairs.append((day(row["date_to"]), named(row["citation"], row["title"]), below))
    layout.facts(pairs, linked=True)


def _stands(row: pd.Series) -> dict[Position, str]:
    """What positions on one piece of evidence are called: a declaration is said, who is not on a list is not in it."""
    words = dict(COUNTED)
    if row["act"] == Act.DECLARED:
        words[Position.SUPPORT] = "said so"
    if row["kind"] != EvidenceKind.VOTE:
        words[Position.ABSENT] = "named without a position" if row["kind"] == EvidenceKind.STATEMENT else "not in it"
    return words


def _everybody(network: Network, held: pd.DataFrame) -> None:
    """Every position, with its evidence."""
    if held.empty:
        return
    with st.expander(f"Every recorded position ({len(held)})"):
        layout.grid(
            pd.DataFrame(
                {
                    "Actor": held["name"],
                    "Kind": [Kind(str(kind)).words for kind in held["kind"]],
                    "Group or seat": held["regional_group"].map(lambda key: network.group_names.get(key, "")),
                    "Position": [position_words(row) for row in held.to_dict("records")],
                    "Since": held["since"],
                    "Latest": held["latest"],
                    "Evidence": [", ".join(cited(network, keys)) for keys in held["evidence"]],
                }
            )
        )


session.show(body)
