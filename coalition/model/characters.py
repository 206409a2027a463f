"""Characters that a text may not hold, by where it stands: in a map, in XML, in a picture, in a name."""

from __future__ import annotations

import re

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no text of a map may hold: control characters other than tab, line feed and carriage return, and halves of a
pair, which no database takes.
"""
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets): it allows U+007F to U+009F, and no half of a pair."""
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of the text after it: a name must not turn its neighbours."""
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
"""Marks that nobody sees: direction of writing, width zero, soft hyphen."""


def cleaned(text: str, *forbidden: re.Pattern[str], instead: str = " ") -> str:
    """The text with something else in the place of each character that it may not hold.

    Parameters
    ----------
    text
        Any text.
    *forbidden
        Sets of characters, such as `CONTROL`.
    instead
        What stands in their place; may be empty.

    >>> cleaned("bell\\x07!", CONTROL), cleaned("soft\\u00adly", CONTROL, INVISIBLE, instead="")
    ('bell !', 'softly')
    """
    for characters in forbidden:
        text = characters.sub(instead, text)
    return text


def drawable(text: str) -> str:
    """The text as a picture may show it: in one direction, and nothing that SVG cannot hold.

    Parameters
    ----------
    text
        Any text, such as the name of an actor.
    """
    return cleaned(cleaned(text, CONTROL, NOT_XML), TURNING, instead="")
