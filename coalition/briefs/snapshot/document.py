"""What a snapshot of a page holds: the brief of the answer, what was chosen, and how to find the answer again."""

from __future__ import annotations

from dataclasses import dataclass
from shlex import join
from urllib.parse import urlencode

import pandas as pd

from coalition.analysis.phrases import counted
from coalition.briefs.document import Brief
from coalition.model.network import Network
from coalition.model.positions import Counting
from coalition.settings import __version__

PLAIN = (
    "Support for", "Recommendation", "Recommendations", "Actor", "Bloc", "Regional group", "Between", "On", "Who",
    "Colour", "Text", "Supposed", "Only", "Counted as",
)  # fmt: skip
"""What was chosen under these heads speaks for itself in a title."""
TELLING, MOST = ("r", "actor", "s", "theme", "kind", "bloc", "group", "one", "other", "on", "view", "colour"), 4
"""Keys of the address whose ids tell one file from another in its name, and so many of these ids."""


@dataclass(frozen=True)
class Choice:
    """What a page was asked: where the page is, what was chosen in words, and the command that asks the same.

    Attributes
    ----------
    page : str
        Name of the page in the address.
    address : tuple of (str, str)
        Keys and ids of the address.
    command : tuple of str
        Words after `coalition`; none where no command asks the same.
    chosen : tuple of (str, str)
        What was chosen, and what it is called.
    """

    page: str
    address: tuple[tuple[str, str], ...] = ()
    command: tuple[str, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()

    def counting(self, how: Counting) -> Choice:
        """The same with what counts beyond the ordinary."""
        switches = [name for name, on in (("disputed", how.disputed), ("declarations", how.declarations)) if on]
        return Choice(
            self.page,
            (*self.address, *((name, "yes") for name in switches)),
            (*self.command, *(f"--{name}" for name in switches if self.command)),
            (*self.chosen, *([("Counted as", counted(how))] if switches else [])),
        )

    @property
    def title(self) -> str:
        """What was asked, in a few words."""
        told = [words if what in PLAIN else f"{what.lower()} {words}" for what, words in self.chosen]
        page = self.page.replace("whatif", "what if").capitalize()
        return f"{page}: {'; '.join(words.rstrip('.') for words in told)}" if told else page

    @property
    def link(self) -> str:
        """The page with what was chosen, as it stands after the address of the program."""
        return f"/{self.page}{f'?{urlencode(self.address)}' if self.address else ''}"

    @property
    def file(self) -> str:
        """Name of a file with the answer, without its date: the page and what it is about, "partners-R18"."""
        return "-".join([self.page, *[value for key, value in self.address if key in TELLING][:MOST]])

    @property
    def line(self) -> str:
        """The command, as it is typed; "" where there is none."""
        return join(("coalition", *self.command)) if self.command else ""

    @property
    def found_again(self) -> str:
        """How the same is asked again, in words."""
        return f"Page {self.link}{f'; command: {self.line}' if self.line else ''}"


@dataclass(frozen=True, eq=False)
class PageSnapshot:
    """An answer to hand on as one file.

    Attributes
    ----------
    brief : Brief
        The answer, with a picture in which each mark has a name, and with all rows in its table.
    choice : Choice
        What was asked.
    key : tuple of (str, str)
        Legend of the picture: each sign as SVG, and what it stands for.
    more : tuple of (str, DataFrame)
        Further tables, each under its heading.
    """

    brief: Brief
    choice: Choice
    key: tuple[tuple[str, str], ...] = ()
    more: tuple[tuple[str, pd.DataFrame], ...] = ()


def chosen(network: Network, *pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """What was chosen in words: ids of recommendations, actors, texts, groups and blocs by their names.

    Parameters
    ----------
    network : Network
        The map.
    *pairs
        What it is, and an id, or words that stand for themselves; "" leaves the pair out.
    """
    return tuple((what, _name(network, value)) for what, value in pairs if value)


def _name(network: Network, key: str) -> str:
    if key in network.recommendations.index:
        return f"{key}: {network.recommendations.loc[key, 'text']}"
    if key in network.actors.index:
        return str(network.actors.loc[key, "name"])
    if key in network.evidence.index:
        return str(network.evidence.loc[key, "title"])
    if key in network.blocs.index:
        return str(network.blocs.loc[key, "name"])
    return network.group_names.get(key, key)


def cited_as(choice: Choice, version: str, date: str) -> str:
    """How an answer is cited, in a sentence.

    Parameters
    ----------
    choice : Choice
        What was asked.
    version : str
        Of the map.
    date : str
        Day, as 2026-11-28.
    """
    return f"Coalition {__version__}: {choice.title}. Version {version} of the map, {date}. {choice.found_again}"


def bibtex(choice: Choice, version: str, date: str) -> str:
    """The same as an entry of BibTeX."""
    key = f"coalition-{choice.page}-{version[:8]}"
    fields = {
        "title": f"{{{_tex(choice.title)}}}",
        "author": "{Coalition}",
        "year": date[:4],
        "note": _tex(f"Coalition {__version__}, version {version} of the map, {date}"),
        "howpublished": _tex(choice.found_again),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}}}"


_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


def _tex(words: str) -> str:
    """Words in which nothing is a sign of TeX."""
    return " ".join(words.translate(_TEX).split())
