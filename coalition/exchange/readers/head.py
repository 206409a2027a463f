"""What a reader looks at to tell whether a file is of its format: the beginning, never the name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from coalition.exchange.readers.grid import sniff
from coalition.exchange.readers.opening import OpenedFile

KEYS = 500_000
"""Keys of a JSON file that are looked at; in the backup of a Kumu project the elements come late."""


@dataclass(frozen=True)
class Head:
    """`kind` as of the source; `header` of a text table; `root` element of XML; `keys` quoted before ':' in JSON;
    `sheets` of a workbook with their headers."""

    kind: str
    header: tuple[str, ...] = ()
    root: str = ""
    keys: frozenset[str] = frozenset()
    sheets: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, source: OpenedFile) -> Head:
        if source.kind == "xml":
            without_comments = re.sub(r"<!--.*?-->|<\?.*?\?>|<![^>]*>", "", source.head, flags=re.DOTALL)
            found = re.search(r"<(?:[\w.-]+:)?([\w.-]+)", without_comments)
            return cls("xml", root=found.group(1) if found else "")
        if source.kind == "json":
            with source.bytes() as stream:
                text = stream.read().decode(source.encoding, "replace")
            found_keys = (found.group(1) for found in re.finditer(r'"([^"\\]{1,60})"\s*:', text))
            return cls("json", keys=frozenset(islice(found_keys, KEYS)))
        if source.kind == "workbook":
            from coalition.exchange.readers.workbooks import peek

            return cls("workbook", sheets=peek(source))
        return cls("text", header=sniff(source.head)[1])

    def seen(self) -> str:
        """What was seen, in words, for a message that says that it is of no known format."""
        if self.kind == "xml":
            return f"XML with the root element {self.root!r}" if self.root else "XML without a root element"
        if self.kind == "json":
            return f"JSON with the keys {_some(sorted(self.keys))}" if self.keys else "JSON without keys"
        if self.kind == "workbook":
            shown = _some([name for name, _ in self.sheets])
            return f"a workbook with the sheets {shown}" if shown else "a workbook without sheets that are shown"
        return (
            f"a table with the columns {_some(list(self.header))}" if len(self.header) > 1 else "text without columns"
        )


def _some(words: list[str]) -> str:
    shown = ", ".join(word[:40] for word in words[:8])
    return shown + (f" and {len(words) - 8} more" if len(words) > 8 else "")
