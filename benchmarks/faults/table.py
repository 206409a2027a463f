"""The outcomes as a table in Markdown."""

from __future__ import annotations

from statistics import median

from faults.ledger import Outcome

HEAD = """\
| fault | times | struck in | acknowledged | lost | half | back, seconds: median, longest | what a person sees |
| --- | --- | --- | --- | --- | --- | --- | --- |"""
MOST = 10
"""Failures of one kind that are told in full."""


def line(outcome: Outcome) -> str:
    """One row."""
    if outcome.skipped:
        return f"| {outcome.name} | not here: {outcome.skipped} | | | | | | |"
    seconds = f"{median(outcome.seconds):.1f}, {max(outcome.seconds):.1f}" if outcome.seconds else ""
    said = [f"{sentence} ({n})" for sentence, n in outcome.said.most_common()]
    cells = [
        outcome.name,
        outcome.times,
        ", ".join(f"{what} {n}" for what, n in outcome.struck.most_common()),
        outcome.acknowledged,
        len(outcome.lost),
        len(outcome.half),
        seconds,
        "<br>".join(said) or "nothing",
    ]
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def failures(outcome: Outcome) -> list[str]:
    """What is wrong, in words."""
    kinds = {"lost": outcome.lost, "half": outcome.half, "no sentence": outcome.ugly}
    return [f"{outcome.name}: {kind}: {what}" for kind, found in kinds.items() for what in found[:MOST]]
