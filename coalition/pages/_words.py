"""Part of a page: what an actor asked of others beside what it did, and whose priorities it backs."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coalition.analysis.actors.reciprocity import reciprocity
from coalition.analysis.actors.words_and_deeds import words
from coalition.model.network import Network
from coalition.pages import _layout, _shared


def show(network: Network, actor: str) -> None:
    """Words and deeds by theme; for a State, who backs whose priorities."""
    _layout.head("Words and deeds")
    table = _shared.result(words, actor)
    told = table[table[["asked", "did"]].sum(axis=1) > 0]
    if told.empty:
        _layout.text("Nothing on record, neither words nor deeds: unknown, not silent.")
    else:
        for subjects in told.loc[told["asked_only"] != "", "sentence"].head(3):
            _layout.text(str(subjects))
        _layout.note(
            "Words: votes, cosponsorships, statements and recommendations made to others. Deeds: laws, memberships, "
            "signatures and recommendations accepted. Nothing on record is a question, not a verdict."
        )
        _layout.grid(
            pd.DataFrame(
                {
                    "Theme": told["theme"],
                    "Asked": [f"{n} of {of}" for n, of in zip(told["asked"], told["asked_of"], strict=True)],
                    "Asked in": told["asked_evidence"],
                    "Did": [f"{n} of {of}" for n, of in zip(told["did"], told["did_of"], strict=True)],
                    "Did by": told["did_evidence"],
                }
            )
        )
    if actor in network.actors.index[network.states]:
        _backing(actor)


def _backing(actor: str) -> None:
    """Whose priorities a State backs, who backs its own, and what could be traded."""
    table = _shared.result(reciprocity, actor)
    _layout.head("Who backs whose priorities")
    if table.empty:
        _layout.text("No other State leads a recommendation, so that there is nothing to back.")
        return
    _layout.text(str(table["sentence"].iloc[0]))
    _layout.note(
        "A priority is what a State leads: core group, main sponsor or own law. Could: not on record against it."
    )
    with st.expander(f"All of them ({len(table)})"):
        _layout.grid(
            pd.DataFrame(
                {
                    "State": table["name"],
                    "This one backs": [f"{n} of {of}" for n, of in zip(table["backs"], table["backs_of"], strict=True)],
                    "Is backed": [f"{n} of {of}" for n, of in zip(table["backed"], table["backed_of"], strict=True)],
                    "Could back": table["for_them"].str.replace(";", ", "),
                    "Could be backed on": table["for_you"].str.replace(";", ", "),
                }
            )
        )
