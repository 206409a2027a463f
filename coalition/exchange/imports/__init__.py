"""Files of others -> a preview of what they would change in a map; nothing is written here."""

from coalition.exchange.imports.preview import Preview, prepare
from coalition.exchange.imports.source import ImportSource, from_incoming, read

__all__ = ["ImportSource", "Preview", "from_incoming", "prepare", "read"]
