"""What the two XML formats share: texts that come out as they went in, and colours as numbers."""

from __future__ import annotations

from xml.sax.saxutils import escape

from coalition.model.characters import NOT_XML, cleaned

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ENTITIES = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def quote(value: str | bool | int) -> str:
    """A value for an attribute or a text; line ends and tabs are coded, because a parser would change them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(cleaned(str(value), NOT_XML), _ENTITIES)


def comment(words: str) -> str:
    """A comment; two hyphens would end it."""
    return f"<!-- {escape(cleaned(words, NOT_XML)).replace('--', '- -')} -->\n"


def rgb(colour: str) -> tuple[int, int, int]:
    """The numbers of a colour such as #00407A."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
