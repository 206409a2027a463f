"""A part of the Partners page: everybody who is not ranked, list by list, and others than States who might sign."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coalition.analysis.partners.cosigners import absent_kinds
from coalition.analysis.partners.ranking import MOST_UNSCALED, Search, has_voted_for
from coalition.analysis.partners.wording import MIDDLE, MOVED, target_words, texts_of_states
from coalition.analysis.recorded_leads import lead_sentences
from coalition.analysis.source_wording import addresses, found_at, named
from coalition.app.parts import address, layout, session
from coalition.english import capitalized, day, listed, number_of
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Kind, split

MOST_OTHERS, MOST_TEXTS = 15, 4
# Lists beside the middle ground: the words on the tab, and what they mean.
LISTS = {
    "recorded": (
        "On record, not ranked",
        "Abstained, voted yes on another text or said so; the record carries no order.",
    ),
    "opposed": ("Opposed a text", "A no to a text is not a no to the recommendation: the text is named."),
    "leads": ("Lead", "On record as core group, main sponsor or with a law of their own."),
    "supports": ("Support", "On record in support."),
    "facts": ("Not enough votes in common", "Nothing can be said about likeness; unknown, not opposed."),
}
COUNTED = ("supports",)
"""Lists of which it is told on which texts they stand; of leads each row says it."""
UNKNOWN = ("Unknown", "Nothing that counts is on record about it: unknown, not opposed.")


def show(network: Network, found: Search) -> None:
    _voted(network, found)
    _lists(network, found)
    _bigger_tent(found)
    _texts(network, found)


def counted_texts(network: Network, found: Search) -> None:
    """The newest texts that States are counted on, each with its document and where it was read."""
    counted = texts_of_states(network, found.target.evidence)
    declared = texts_of_states(network, network.evidence_of(found.target.recommendation)) if not counted else []
    newest = network.evidence.loc[counted or declared].sort_values("date_to", ascending=False, kind="stable")
    _show_texts(found, newest.head(MOST_TEXTS))


def _texts(network: Network, found: Search) -> None:
    """The texts that bear on the recommendation, newest first, each with its document and where it was read."""
    texts = network.evidence.loc[network.evidence_of(found.target.recommendation)]
    if texts.empty:
        return
    texts = texts.sort_values("date_to", ascending=False, kind="stable")
    with st.expander(f"The texts that bear on it, with their sources ({len(texts)})"):
        _show_texts(found, texts)


def _show_texts(found: Search, texts: pd.DataFrame) -> None:
    """Texts with their sources, which a click opens."""
    layout.facts(
        [
            (
                "Counted" if key in found.target.evidence else "Not counted here",
                f"{named(row['citation'], row['title'])}, {day(row['date_to'])}",
                found_at(row["citation"], row["source"], row["grade"]),
            )
            for key, row in texts.to_dict("index").items()
        ],
        linked=True,
    )


def _voted(network: Network, found: Search) -> None:
    """Everybody who voted yes on a text of it and has not joined what counts here, in full."""
    rows = has_voted_for(found)
    if rows.empty:
        return
    states = number_of(len(rows), "State")
    with st.expander(f"Voted yes on a text of it, and not on record in support of what counts here ({states})"):
        layout.grid(
            pd.DataFrame(
                {
                    "": rows["rank"].astype("Int64"),
                    "State": rows["name"],
                    "Regional group": rows["group"].map(lambda key: network.group_names.get(key, "")),
                    "Own record": rows["badge"],
                }
            )
        )


def _lists(network: Network, found: Search) -> None:
    """Everybody else, by list, with counts."""
    others = found.table[found.table["section"].isin(LISTS)]
    sections = [key for key in LISTS if (others["section"] == key).any()]
    if not sections:
        return
    layout.head("Everybody else")
    lists = LISTS if found.ordered else LISTS | {"facts": UNKNOWN}
    led = session.result(lead_sentences, found.target.recommendation)
    tabs = st.tabs([f"{lists[key][0]} ({(others['section'] == key).sum()})" for key in sections])
    for tab, key in zip(tabs, sections, strict=True):
        with tab:
            rows = others[others["section"] == key]
            layout.note(f"{lists[key][1]} {_counted(network, found, rows) if key in COUNTED else ''}".strip())
            table = pd.DataFrame(
                {
                    "Name": rows["name"],
                    "Kind": [Kind(kind).words for kind in rows["kind"]],
                    "Regional group": rows["group"].map(lambda key: network.group_names.get(key, "")),
                    "On record": [
                        led.get(actor, on_record)
                        for actor, on_record in zip(rows["actor_id"], rows["record"], strict=True)
                    ],
                    "Moved": rows["moved"].map(lambda moved: MOVED.get(moved, "").partition(":")[0]),
                    "Why": rows["reason"].astype(object).fillna("") if key == "facts" else "",
                }
            )
            layout.grid(
                table.loc[:, [column for column in table if (table[column] != "").any()]], reasons=("On record", "Why")
            )
    unlike, further = (int((found.table["section"] == name).sum()) for name in ("unlike", "further"))
    if unlike:
        states = number_of(unlike, "more State is", "more States are")
        words = f"{states} unlike the supporters (likeness under {MIDDLE[0]:.0%})"
    else:
        states = number_of(further, "more State stands", "more States stand")
        words = f"{states} beyond the first {MOST_UNSCALED} of the order"
    if unlike or further:
        layout.note(f"{words}: a count, not a list of opponents.")


def _counted(network: Network, found: Search, rows: pd.DataFrame) -> str:
    """Who of a list supports which texts: States are counted on the target, others on all that bears on it."""
    states = int(rows["kind"].isin(STATES).sum())
    others = len(rows) - states
    text = target_words(network, found.target)
    told = [f"{number_of(states, 'State')}: {text}"] if states else []
    told += [f"{number_of(others, 'actor')} of other kinds: any text that bears on it"] if others else []
    return f"{capitalized('; '.join(told))}." if told else ""


def _bigger_tent(found: Search) -> None:
    """Actors other than States that might sign next: no likeness, only with whom they sign elsewhere."""
    nobody = session.result(absent_kinds, found.target.recommendation)
    if found.others.empty and not nobody:
        return
    with st.expander(f"A bigger tent: other actors that might sign next ({len(found.others)})"):
        layout.note("No likeness is measured for them: too little is on record. With whom they sign, and where.")
        if nobody:
            layout.text(f"Addressed to {listed(nobody, len(nobody))}: none on record.")
        kinds = list(dict.fromkeys(found.others["kind"]))
        kind = address.ask_one_or_all("Kind", "kind", kinds, "all kinds", lambda key: Kind(key).words)
        first = found.others[(found.others["kind"] == kind) | (kind == address.EVERY)].head(MOST_OTHERS)
        if len(first):
            layout.grid(
                pd.DataFrame(
                    {
                        "Name": first["name"],
                        "Kind": [Kind(kind).words for kind in first["kind"]],
                        "Why": first["why"],
                        layout.OPEN: [_address(split(texts)) for texts in first["texts"]],
                    }
                ),
                reasons=("Why",),
            )


def _address(texts: list[str]) -> str | None:
    """Where the newest of some texts can be looked up; None where no address is known."""
    known = session.result(addresses)
    return next(filter(None, map(known.__getitem__, texts)), None)
