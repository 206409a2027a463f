"""XML read as a stream of elements with their lines: no entities, no document types, nothing from outside."""

from __future__ import annotations

import xml.sax
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import defusedxml.sax
from defusedxml.common import DefusedXmlException

from coalition.exchange.readers.grid import clean_cell
from coalition.exchange.readers.opening import OpenedFile, refusal

DEPTH = 60
ELEMENTS = 1_000_000
TEXT = 1_000_000
QUIET = 4_000_000
"""Bytes that may pass without one element or text: one endless attribute is no graph."""


@dataclass(frozen=True)
class Event:
    """An element that begins (`attributes`) or ends (`text`); names are without namespace prefix."""

    begins: bool
    tag: str
    line: int
    attributes: dict[str, str]
    text: str = ""


def events(source: OpenedFile) -> Iterator[Event]:
    """Beginnings and ends of the elements of an XML file, in order.

    Raises
    ------
    TableError
        It is not well-formed, cut off, too deep, or holds a document type, an entity or an external reference.
    """
    handler = _Handler(source.name)
    parser: Any = defusedxml.sax.make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    handler.setDocumentLocator(parser)
    parser.setErrorHandler(xml.sax.handler.ErrorHandler())
    quiet = 0
    try:
        with source.bytes() as stream:
            while block := stream.read(1 << 16):
                parser.feed(block)
                quiet = 0 if handler.heard else quiet + len(block)
                handler.heard = False
                if quiet > QUIET:
                    problem = "has an element or attribute longer than 4 MB"
                    raise refusal(source.name, problem, "this is no graph or record; save it again", handler.line())
                yield from handler.take()
        parser.close()
        yield from handler.take()
    except DefusedXmlException:
        problem = "holds a document type or an entity (<!DOCTYPE, <!ENTITY), which may reach outside of the file"
        raise refusal(source.name, problem, "delete that declaration", handler.line()) from None
    except xml.sax.SAXParseException as error:
        line = error.getLineNumber() or 0
        problem = f"is not well-formed XML ({error.getMessage()})"
        raise refusal(source.name, problem, "it is cut off or damaged: save it again", line) from None
    except (xml.sax.SAXException, LookupError, ValueError) as error:
        raise refusal(
            source.name, f"cannot be read as XML ({error})", "save it again as UTF-8", handler.line()
        ) from None


class _Handler(xml.sax.handler.ContentHandler):
    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file
        self._locator: Any = None
        self._found: list[Event] = []
        self._texts: list[list[str]] = []
        self._length = self._count = 0
        self.heard = False

    def setDocumentLocator(self, locator: Any) -> None:  # noqa: N802
        self._locator = locator

    def line(self) -> int:
        return int(self._locator.getLineNumber() or 0) if self._locator else 0

    def take(self) -> Iterator[Event]:
        found, self._found = self._found, []
        return iter(found)

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        self.heard = True
        if len(self._texts) >= DEPTH:
            raise refusal(self._file, f"has elements nested deeper than {DEPTH}", "save it again", self.line())
        self._count += 1
        if self._count > ELEMENTS:
            raise refusal(self._file, f"has more than {ELEMENTS:,} elements", "split it", self.line())
        self._texts.append([])
        self._length = 0
        attributes = {key.rpartition(":")[2]: clean_cell(attrs.getValue(key)) for key in attrs.getNames()}
        self._found.append(Event(True, name.rpartition(":")[2], self.line(), attributes))

    def characters(self, content: str) -> None:
        self.heard = True
        self._length += len(content)
        if self._length > TEXT:
            raise refusal(self._file, "has a text longer than 1 MB", "shorten it", self.line())
        if self._texts:
            self._texts[-1].append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        self.heard = True
        self._length = 0
        text = clean_cell("".join(self._texts.pop()))
        self._found.append(Event(False, name.rpartition(":")[2], self.line(), {}, text))
