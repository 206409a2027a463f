"""Part of a page: whose voice is missing on a recommendation, and who of them is near."""

from __future__ import annotations

from coalition.analysis.gaps.missing_voices import voices
from coalition.model.network import Network
from coalition.pages import _layout, _shared


def show(network: Network, recommendation: str) -> None:
    """One line per voice that is addressed or named and not on record."""
    table = _shared.result(voices)
    own = table[(table["recommendation_id"] == recommendation) & (table["status"] != "present")]
    if own.empty:
        return
    _layout.head("Missing voices")
    for sentence in own["sentence"]:
        _layout.note(str(sentence))
