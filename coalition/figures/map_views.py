"""What the map can show, by name: its pictures, and what the size of a mark means."""

from __future__ import annotations

from enum import StrEnum


class MapView(StrEnum):
    """The pictures of a part of the network, as addresses and commands name them."""

    RECORD = "record"
    TIED = "alike"
    COLUMNS = "columns"
    GROUPED = "groups"

    @property
    def words(self) -> str:
        return {
            MapView.RECORD: "Who is on record",
            MapView.TIED: "Who is alike",
            MapView.COLUMNS: "Two columns",
            MapView.GROUPED: "By group and theme",
        }[self]


class MapSize(StrEnum):
    """What the size of a mark means, as addresses and commands name it."""

    ALIKE = "alike"
    SUPPORTED = "supported"
    BRIDGE = "bridge"

    @property
    def words(self) -> str:
        return {
            MapSize.ALIKE: "All the same",
            MapSize.SUPPORTED: "Recommendations supported",
            MapSize.BRIDGE: "Bridge score",
        }[self]
