"""Sources: what every claim rests on, how whole it is, and what is not known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from coalition.analysis.evaluation.hidden_states import SCORED
from coalition.analysis.partners.track_record import NOT_EVALUATED, evaluation_of
from coalition.analysis.phrases import years
from coalition.app.parts import address, empty_map, layout, maps, session
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_CODES, Coverage, EvidenceKind, Position, YesNo
from coalition.settings import Settings

COVERED = {
    Coverage.COMPLETE: "complete: the list of actors is whole at that date",
    Coverage.PARTIAL: "partial: others may have done the same",
}
# By hand, about the seed facts.
NOT_KNOWN = (
    "Silence is not opposition: who is on no list is unknown here. A no to one text is not a no to a recommendation.",
    "Five recommendations have no evidence at all (R12.1, R12.2, R12.4, R22.4, R22.5): they ask for conduct that no "
    "public list records. Seven more have none about States, mostly because they speak to others.",
    "Lists of States are short (15 names or fewer) for R16, R20.1, R21.3, R23.3 and R24.8: an order, at most.",
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
        f"{len(background_ids)} more are a background record ({years(network, background_ids)}): they say how alike "
        "two States vote, and nothing about a recommendation. "
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
    else:
        layout.text("Not asked yet: no evidence bears on it.")
    _predicts(network)
    layout.head("What is not known")
    layout.note("About the facts that come with the program; a map of one's own has gaps of its own.")
    for words in NOT_KNOWN:
        layout.text(f"– {words}")


def _table(network: Network, ids: list[str]) -> None:
    rows = network.evidence.loc[ids].sort_values("date_to", ascending=False)
    left, right = st.columns([3, 2], gap="medium")
    bears = network.bears_on.groupby("evidence_id")["recommendation_id"].agg(", ".join)
    table = pd.DataFrame(
        {
            "Date": rows["date_to"],
            "Evidence": rows["title"],
            "Citation": rows["citation"],
            "Kind": rows["kind"],
            "Bears on": [bears.get(key, "background only") for key in rows.index],
            "List": rows["coverage"],
            "Grade": rows["grade"],
            "Open to": rows["body"].replace("", "all"),
            "Source": rows["source"],
        }
    )
    key = f"evidence {hash(tuple(ids))}"

    def follow() -> None:
        picked = st.session_state[key].selection.rows
        if picked:
            address.go("e", str(rows.index[picked[0]]))

    with left:
        st.dataframe(table, hide_index=True, height=38 + 30 * min(len(table), 14), row_height=30, on_select=follow,
                     selection_mode="single-row", key=key)  # fmt: skip
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
    kind = EvidenceKind(row["kind"])
    layout.note(f"{row['citation']} · {kind} · {row['date_from']} to {row['date_to']} · {key}")
    column = network.stances[:, network.columns([key])].toarray()
    counts = {position: int(np.sum(column == code)) for position, code in POSITION_CODES.items()}
    words = {
        Position.SUPPORT: "support",
        Position.ABSTAIN: "abstained",
        Position.OPPOSE: "opposed it",
        Position.ABSENT: "absent",
    }
    pairs = [
        ("Source", str(row["source"]), f"grade: {row['grade']}"),
        ("On record", ", ".join(f"{count} {words[position]}" for position, count in counts.items() if count), ""),
        ("List", COVERED[Coverage(row["coverage"])], f"open to members of {row['body']}" if row["body"] else ""),
    ]
    for link in network.bears_on[network.bears_on["evidence_id"] == key].to_dict("records"):
        doubt = "the link can be disputed" if link["contestable"] == YesNo.YES else ""
        pairs.append((f"Bears on {link['recommendation_id']}", str(link["why"]), doubt))
    layout.facts(pairs)


def _predicts(network: Network) -> None:
    """What `coalition evaluate` found on these data."""
    layout.head("How well the estimates predict")
    evaluation = evaluation_of(network, Settings().evaluations)
    if evaluation is None:
        layout.text(NOT_EVALUATED)
        return
    for kind in SCORED:
        if claim := evaluation.claim(kind.value):
            layout.text(f"{kind.words.capitalize()}. {claim}")
    for sort in ("votes", "lists"):
        if words := evaluation.conversion(sort):
            layout.text(words)
    layout.note("Made by “coalition evaluate”: States are hidden, predicted by each model, and compared.")
    for words, design in {
        "Each model on hidden States: how often a supporter stands above another (number of targets)": "random",
        "The same from evidence that ended before the target": "forward",
    }.items():
        compared = evaluation.compared(design)
        if len(compared):
            layout.twin(compared.rename(columns={"method": "Method"}), words)
    tables = {
        "Votes predicted from earlier years, by what the States then did": evaluation.by_class,
        "Likeness, and how many it came true for": evaluation.curves,
        "Those who had not supported: who joined later, by likeness": evaluation.bands,
        "The same by order: the first ten names": evaluation.first_names,
        "Bridge measures on halves of the record": evaluation.bridges,
        "Other actors: one support left out, share that is among the first ten": evaluation.others,
    }
    for words, rows in tables.items():
        if rows:
            layout.twin(pd.DataFrame(rows).rename(columns=layout.heading).round(2), words)


session.show(body, empty=True)
