"""What a citation or a source names: UN documents and pages of the web, each with its address and its quality."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from coalition.names.hosts import Quality, quality_of_host

DOCUMENTS = "https://docs.un.org/en/"
"""Where the United Nations show a document by its symbol."""
UN_LIBRARY = "https://digitallibrary.un.org/record/"
OHCHR_LIBRARY = "https://searchlibrary.ohchr.org/record/"
SHORTEST_COMMIT = 7
_ENDINGS = (
    "app|asia|blog|cloud|com|edu|foundation|gov|info|int|international|law|media|mil|net|news|ngo|online|org|press|site"
    "|today|tools|watch|wiki|works|world|[a-z]{2}"
)
"""Last labels of a host that is written without https://: the common ones, and those of countries."""
_FILES = ("js", "md", "py", "sh", "ts")
"""Endings of files that would pass for a country: "README.md" is no page in Moldova."""
_SYMBOL = r"""
    A/(?:(?:HRC|C\.\d|CONF\.\d+|AC\.\d+)/)?(?:(?:WG\.\d+|S-\d+|ES-\d+|\d+)/)*
        (?:(?:RES|DEC|PRST)/)?(?:ES-|S-)?\d+/(?:[A-Z]+\.)?\d+[A-Z]?(?![\w])
    | A/RES/\d+\s?\([IVXL]+\)
    | S/(?:RES/\d+(?:\s?\(\d{4}\))? | PRST/\d{4}/\d+ | PV\.\d+ | \d{4}/\d+)
    | E/(?:(?:C|CN|ICEF)\.?\d*/)*(?:RES/|DEC/)?\d{4}/(?:[A-Z]+\.)?\d+
    | (?:CAT|CCPR|CED|CEDAW|CERD|CMW|CRC|CRPD|E/C\.12)/(?:C|OP|GC)/[A-Z0-9][\w./-]*\d
"""
_PATH = r"(?:/(?:[^\s;,()\[\]<>\"]|\([^\s()]*\)|,(?!\s|$)(?!(?:[a-z0-9-]+\.)+[a-z]{2,}))*)?"
_REFERENCE = re.compile(
    rf"""
    github\ (?P<repository>[\w.-]+/[\w.-]*\w)(?:\ @(?P<commit>[0-9a-f]{{{SHORTEST_COMMIT},40}}))?
    | (?P<library>UN\ Digital\ Library|OHCHR\ Search\ Library)[^;,\d]*(?:;[^;,)]*\d[^;,)]*)?\)?
        \s*record\ (?P<record>\d+)
    | (?<![\w/.])(?P<symbol>(?:{_SYMBOL})(?:/(?:Rev|Add|Corr)\.\d+)*)
    | \bHRC\ (?P<resolutions>\d+/\d+(?:,\ \d+/\d+)*)
    | (?<![\w/@.-])(?P<page>(?:https?://[^\s;,()\[\]<>"/]+
        | (?:[a-z0-9][a-z0-9-]*\.)+(?:{_ENDINGS})(?![\w-]|\.[a-z0-9])){_PATH})
    | (?P<official>\d+\ UNTS\ \d+ | CETS\ \d+ | OECD/LEGAL/\d+ | \(CFSP\)\ \d+/\d+
        | (?<![\w/])(?:GA/[A-Z]+|ECOSOC|SC|HRC)/\d+\b)
    | (?P<data>\bunvotes\b | \bVoeten\b | \bUPR\ Info\ database\b)
    | (?P<press>\bReuters\b)
    """,
    re.VERBOSE,
)
_BACKGROUND = (
    (re.compile(r"\[background\]"), "[general knowledge]"),
    (re.compile(r"\[([^\]]+?) background\]"), r"[\1: general knowledge]"),
    (re.compile(r"\bbackground$|\bbackground(?=;)"), "general knowledge"),
)


@dataclass(frozen=True)
class Piece:
    """A part of a text: plain words, or something named, with its address ("" where it has none)."""

    text: str
    address: str = ""
    quality: Quality | None = None
    """None for plain words."""
    symbol: str = ""
    """Symbol of a UN document, or number of its record in a library of the United Nations."""


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[Piece, ...]:
    """A citation or a source, cut where it names something; joined, the pieces are the text again.

    Named is, in this order of reading: a repository on GitHub; a record of the UN Digital Library or of the Search
    Library of OHCHR; the symbol of a UN document (A/RES/70/161, S/RES/1325 (2000), and HRC 41/11 for A/HRC/RES/41/11);
    a page, with https:// or, in small letters, without; a treaty series, a decision or a press release by its number,
    a data set or an agency by its name, which have no address here. A name of a file, an address of e-mail and a
    session (A/C.3/78) are plain words.

    Examples
    --------
    >>> [(piece.text, piece.address) for piece in pieces("A/RES/70/161 (seen)")]
    [('A/RES/70/161', 'https://docs.un.org/en/A/RES/70/161'), (' (seen)', '')]
    """
    found, end = [], 0
    for match in _REFERENCE.finditer(text):
        for start, stop, piece in _named(match):
            if start > end:
                found.append(Piece(text[end:start]))
            found.append(piece)
            end = stop
    if end < len(text):
        found.append(Piece(text[end:]))
    return tuple(found)


def _named(match: re.Match[str]) -> Iterator[tuple[int, int, Piece]]:
    """What a match names: start and end in the text, and the piece."""
    start, end, text = match.start(), match.end(), match[0]
    if match["repository"]:
        tree = f"/tree/{match['commit']}" if match["commit"] else ""
        yield start, end, Piece(text, f"https://github.com/{match['repository']}{tree}", Quality.DATA)
    elif match["library"]:
        library = UN_LIBRARY if match["library"].startswith("UN") else OHCHR_LIBRARY
        yield start, end, Piece(text, f"{library}{match['record']}", Quality.OFFICIAL, match["record"])
    elif match["symbol"]:
        yield start, end, _document(text, text.replace(" ", ""))
    elif match["resolutions"]:
        for one in re.finditer(r"\d+/\d+", match["resolutions"]):
            place = match.start("resolutions")
            first = start if one.start() == 0 else place + one.start()
            stop = place + one.end()
            yield first, stop, _document(text[first - start : stop - start], f"A/HRC/RES/{one[0]}")
    elif match["page"]:
        page = match["page"].rstrip(".:'")
        host = re.sub(r"^https?://|[/:?#].*", "", page)
        if not (page == host and host.count(".") == 1 and host.endswith(tuple(f".{end}" for end in _FILES))):
            address = page if page.startswith("http") else f"https://{page}"
            yield start, start + len(page), Piece(page, address, quality_of_host(host))
    else:
        sort = str(match.lastgroup)
        yield start, end, Piece(text, "", {"official": Quality.OFFICIAL, "data": Quality.DATA}.get(sort, Quality.PRESS))


def _document(text: str, symbol: str) -> Piece:
    return Piece(text, f"{DOCUMENTS}{symbol}", Quality.OFFICIAL, symbol)


def document(*texts: str) -> Piece | None:
    """The first UN document, or record of one, that the texts name: a citation, then a source."""
    return next((piece for text in texts for piece in pieces(text) if piece.symbol), None)


def first_address(citation: str, source: str) -> str:
    """Where a claim is looked up first: the UN document where one is known, else the first page; "" for neither.

    The seeds name where a fact was read, often a copy of the record on GitHub; the record itself stands before it.
    """
    there = document(citation, source)
    pages = (piece.address for text in (citation, source) for piece in pieces(text) if piece.address)
    return there.address if there else next(pages, "")


def qualities(source: str) -> tuple[Quality, ...]:
    """Qualities of what a source names, the best first; unknown where it names nothing."""
    there = {piece.quality for piece in pieces(source)} - {None}
    return tuple(quality for quality in Quality if quality in there) or (Quality.UNKNOWN,)


def quality_words(source: str) -> str:
    """The qualities of a source as words: "official record and press", "press and other", "quality unknown"."""
    *first, last = ["other" if quality is Quality.UNKNOWN else quality.value for quality in qualities(source)]
    return f"{', '.join(first)} and {last}" if first else "quality unknown" if last == "other" else last


def places(source: str) -> int:
    """How many different places a source names; one where it names none that has an address.

    What has no address, such as a data set that lies in a repository, is no place beside the repository.
    """
    return len({piece.address for piece in pieces(source) if piece.address}) or 1


def in_words(source: str) -> str:
    """A source or citation for people: "[background]" is said to be general knowledge, not read in the source."""
    for pattern, words in _BACKGROUND:
        source = pattern.sub(words, source)
    return source
