"""Files of others -> a preview of what they would change in a map; nothing is written here."""

from coalition.imports.preview import Preview, prepare
from coalition.imports.source import Source, from_incoming, read

__all__ = ["Preview", "Source", "from_incoming", "prepare", "read"]
