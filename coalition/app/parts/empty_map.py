"""What a page says of a map that holds too little for an answer, and how facts come in."""

from __future__ import annotations

from coalition.app.parts import layout
from coalition.model.network import Network

STEPS = (
    ("1  Recommendations", "What you want others to do: one line each, with an id such as R1, a theme and its text."),
    ("2  Groups and blocs", "How your actors are divided, if they are: districts of a city, branches of a trade. They "
     "need not be those of the United Nations."),
    ("3  Actors", "Who could support a recommendation: States, organizations, businesses, people of note."),
    ("4  Evidence", "What actors did that can be looked up: votes, signatures, laws, statements; each with its source "
     "and date, and with the recommendation that it bears on."),
    ("5  Stances", "Who supported, opposed or abstained on which evidence."),
)  # fmt: skip
HOW = (
    "The page Import has a workbook to fill in, with a sheet for each of these, and shows what a file would change "
    "before anything is written; the page Edit adds rows one by one. On the command line: coalition template map.xlsx, "
    "then coalition load map.xlsx. A wrong cell is named with its place and what to do."
)


def teach(network: Network, name: str) -> None:
    """What is missing, and the steps."""
    parts = {"recommendations": network.recommendations, "actors": network.actors, "evidence": network.evidence}
    missing = [what for what, frame in parts.items() if frame.empty]
    which = f"The map {name}" if name else "This map"
    everything = len(missing) == len(parts)
    layout.answer(f"{which} is empty." if everything else f"{which} has no {' and no '.join(missing)} yet.")
    layout.text("This page answers as soon as there are recommendations, actors and what they did.")
    layout.facts([(what, how, "") for what, how in STEPS])
    layout.text(HOW)
    layout.note("Another map: the page Sources, or coalition use NAME.")
