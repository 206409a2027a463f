"""Part of a page: what was evaluated, before how many changes, and a button to run it anew in the background."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from coalition.analysis.evaluation.evaluate import evaluate
from coalition.analysis.partners.last_evaluation import before_changes, keep, last_evaluation
from coalition.analysis.partners.track_record import Evaluation
from coalition.app.parts import jobs, layout, session
from coalition.model.network import Network
from coalition.store.home import evaluations_of_map

ASKED = "evaluation asked"
_steps: dict[str, str] = {}
"""What is being done, by digest of the data: told from the thread that does it."""


def last(network: Network) -> Evaluation | None:
    """The last evaluation of the visitor's map."""
    return last_evaluation(network, folder())


def folder() -> Path:
    """Folder of the visitor's map, in that of the evaluations."""
    return evaluations_of_map(session.settings())


def age(network: Network, evaluation: Evaluation) -> str:
    """What to say of figures that were measured before changes; "" where the data are just these."""
    return before_changes(evaluation, network, folder(), session.version())


def show_again(network: Network, evaluation: Evaluation | None) -> None:
    """How old the figures are, and a way to have them anew."""
    words = age(network, evaluation) if evaluation else ""
    if evaluation and not words:
        return
    if words:
        layout.text(words)
    if not session.sees_protected():
        return
    if st.session_state.get(ASKED) != session.state():
        st.button("Run the evaluation anew", key="evaluate", on_click=_ask)
        layout.note("It takes a minute or two, in the background; the pages can be used meanwhile.")
        return
    if jobs.wait_for(evaluated, folder(), session.version(), doing=lambda: _steps.get(network.digest, "Waiting")):
        st.session_state.pop(ASKED)
        st.rerun()


def evaluated(network: Network, folder: Path, version: int) -> str:
    """Evaluate a map and keep the result as its last one; the digest of the data."""
    found = evaluate(network, progress=lambda step: _steps.update({network.digest: step}))
    keep(found, folder, version)
    return found.digest


def _ask() -> None:
    st.session_state[ASKED] = session.state()
