"""Sources: what every claim rests on, how whole it is, and what is not known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from coalition.analysis.coverage import SUPPORTING
from coalition.analysis.evaluation.hidden_states import SCORED
from coalition.analysis.partners.track_record import NOT_EVALUATED
from coalition.analysis.phrases import age
from coalition.analysis.source_wording import read_in
from coalition.app.parts import address, empty_map, evaluation, layout, maps, session
from coalition.english import listed
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_CODES, Act, Coverage, EvidenceKind, Position, YesNo
from coalition.names.citations import first_address, in_words, quality_words

COVERED = {
    Coverage.COMPLETE: "complete: the list of actors is whole at that date",
    Coverage.PARTIAL: "partial: others may have done the same",
}
QUALITIES = (
    "A citation that is a UN document, and any page that a source names, opens by a click; nothing is fetched before. "
    "Official record: a UN document, the depositary of a treaty, an intergovernmental body, a government. An "
    "organisation's own site: that of one that took part or keeps the list. Data set: somebody's compilation of "
    "records. Other, or quality unknown: a copy, a blog, an encyclopaedia, or a keeper that the address does not tell. "
    "General knowledge: not read in the source that is named."
)
SHORT = 15
"""States in support of a recommendation up to which its lists are called short."""
# By hand, about the seed facts.
NOT_KNOWN = (
    "Silence is not opposition: who is on no list is unknown here. A no to one text is not a no to a recommendation.",
    "Actors that are not States come mostly from lists in English and are mostly seated in the group of Western "
    "European and other States: a count of them by seat says more about the lists than about the world.",
    "Bodies of few members (the Council, ECOSOC, the EU) say nothing about those who could not take part.",
    "Most evidence from 2022 on is later than the conference report of February 2022: look at the dates.",
    "Groups for whom being listed could be a risk were left out.",
)


def body(network: Network) -> None:
    if network.actors.empty or network.recommendations.empty:
        empty_map.teach(network, session.settings().map)
    else:
        _sources(network)
    maps.take_away(network)
    maps.choose()


def _sources(network: Network) -> None:
    bearing = set(network.bears_on["evidence_id"])
    covered = network.bears_on["recommendation_id"].nunique()
    layout.answer(
        f"{len(bearing)} pieces of evidence bear on {covered} of {len(network.recommendations)} recommendations; each "
        "has its source."
    )
    background_ids = [key for key in network.evidence.index if key not in bearing]
    record = (
        f"{len(background_ids)} more are a background record (of its stances {age(network, background_ids)}): they say "
        "how alike two States vote, and nothing about a recommendation. "
    )
    layout.note(
        f"{record if background_ids else ''}{network.stances.nnz:,} stances; version {session.version()} of the map."
    )
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        chosen = address.ask_one_or_all(
            "Evidence for", "r", network.recommendations.index, "all recommendations",
            session.recommendation_words(network), lambda key: network.require("recommendations", key),
        )  # fmt: skip
    with right:
        background = address.ask_yes("With the background record", "background", disabled=chosen != address.EVERY)
    if chosen != address.EVERY:
        ids = network.evidence_of(chosen)
    else:
        ids = [key for key in network.evidence.index if background or key in bearing]
    if ids:
        _table(network, ids)
        layout.note(QUALITIES)
    else:
        layout.text("Not asked yet: no evidence bears on it.")
    _predicts(network)
    layout.head("What is not known")
    layout.note("About the facts that come with the program; a map of one's own has gaps of its own.")
    for words in (*_thin(network), *NOT_KNOWN):
        layout.text(f"– {words}")


def _thin(network: Network) -> list[str]:
    """Recommendations on which little or nothing is known, by name."""
    every = network.recommendations.index
    bearing = set(network.bears_on["recommendation_id"])
    counts = network.positions[network.positions["position"].isin(SUPPORTING)]
    of_states = counts[counts["actor_id"].isin(network.actors.index[network.is_state])]["recommendation_id"]
    size = of_states.value_counts().reindex(every, fill_value=0)
    lists = {
        "Nothing bears on": [key for key in every if key not in bearing],
        "No State is on record in support of": [key for key in every if key in bearing and not size[key]],
        f"{SHORT} States or fewer are on record in support of": [key for key in every if 0 < size[key] <= SHORT],
    }
    return [f"{words} {listed(keys, len(keys))}." for words, keys in lists.items() if keys]


def _table(network: Network, ids: list[str]) -> None:
    rows = network.evidence.loc[ids].sort_values("date_to", ascending=False)
    left, right = st.columns([3, 2], gap="medium")
    bears = network.bears_on.groupby("evidence_id")["recommendation_id"].agg(", ".join)
    table = pd.DataFrame(
        {
            "Date": rows["date_to"],
            layout.OPEN: [
                first_address(*cells) or None for cells in zip(rows["citation"], rows["source"], strict=True)
            ],
            "Citation": rows["citation"].map(in_words),
            "Evidence": rows["title"],
            "Kind": rows["kind"],
            "Bears on": [bears.get(key, "background only") for key in rows.index],
            "List": rows["coverage"],
            "Open to": rows["body"].replace("", "all"),
            "Quality": rows["source"].map(quality_words),
            "Source": rows["source"],
        }
    )
    key = f"evidence {hash(tuple(ids))}"

    def follow() -> None:
        picked = st.session_state[key].selection.rows
        if picked:
            address.go("e", str(rows.index[picked[0]]))

    with left:
        layout.lines(table, height=38 + 30 * min(len(table), 14), row_height=30, on_select=follow,
                     selection_mode="single-row", key=key,
                     column_config={layout.OPEN: layout.link_column()})  # fmt: skip
    with right:
        titles = network.evidence["title"]
        chosen = address.ask(
            "About: choose here or click a row", "e", list(network.evidence.index), str(rows.index[0]),
            lambda item: f"{titles[item]} ({item})", known=lambda item: network.require("evidence", item),
        )  # fmt: skip
        with st.container(border=True):
            _about(network, chosen)


def _about(network: Network, key: str) -> None:
    """One piece of evidence: what it is, who did what, what it bears on and why."""
    row = network.evidence.loc[key]
    layout.name(str(row["title"]))
    kind, act = EvidenceKind(row["kind"]), Act(row["act"])
    layout.note(f"{kind} · {row['date_from']} to {row['date_to']} · {key}")
    column = network.stances[:, network.columns([key])].toarray()
    counts = {position: int(np.sum(column == code)) for position, code in POSITION_CODES.items()}
    words = {
        Position.SUPPORT: "support",
        Position.ABSTAIN: "abstained",
        Position.OPPOSE: "opposed it",
        Position.ABSENT: "absent",
    }
    pairs = [
        ("Citation", in_words(str(row["citation"])), read_in(str(row["source"]), str(row["grade"]))),
        ("On record", ", ".join(f"{count} {words[position]}" for position, count in counts.items() if count), ""),
        ("Support says", act.words, ""),
        ("List", COVERED[Coverage(row["coverage"])], f"open to members of {row['body']}" if row["body"] else ""),
    ]
    for link in network.bears_on[network.bears_on["evidence_id"] == key].to_dict("records"):
        doubt = "the link can be disputed" if link["contestable"] == YesNo.YES else ""
        pairs.append((f"Bears on {link['recommendation_id']}", str(link["why"]), doubt))
    layout.facts(pairs[:1], linked=True)
    layout.facts(pairs[1:])


def _predicts(network: Network) -> None:
    """What `coalition evaluate` found on these data."""
    layout.head("How well the estimates predict")
    last = evaluation.last(network)
    if last is None:
        layout.text(NOT_EVALUATED)
    evaluation.show_again(network, last)
    if last is None:
        return
    for kind in SCORED:
        if claim := last.claim(kind.value):
            layout.text(f"{kind.words.capitalize()}. {claim}")
    for sort in ("votes", "lists"):
        if words := last.conversion(sort):
            layout.text(words)
    layout.note("Made by “coalition evaluate”: States are hidden, predicted by each model, and compared.")
    for words, design in {
        "Each model on hidden States: how often a supporter stands above another (number of targets)": "random",
        "The same from evidence that ended before the target": "forward",
    }.items():
        compared = last.compared(design)
        if len(compared):
            layout.twin(compared.rename(columns={"method": "Method"}), words)
    tables = {
        "Votes predicted from earlier years, by what the States then did": last.by_class,
        "Likeness, and how many it came true for": last.curves,
        "Those who had not supported: who joined later, by likeness": last.bands,
        "The same by order: the first ten names": last.first_names,
        "Bridge measures on halves of the record": last.bridges,
        "Other actors: one support left out, share that is among the first ten": last.others,
    }
    for words, rows in tables.items():
        if rows:
            layout.twin(pd.DataFrame(rows).rename(columns=layout.heading).round(2), words)


session.show(body, empty=True)
