"""What a room sees on its wall: prepared views, which one is on show, dark or light, blank or not; kept in a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from filelock import FileLock

from coalition.files import write_atomically
from coalition.model.positions import Counting
from coalition.settings import Settings

MOST_VIEWS = 60
DAMAGED = (
    "The list of views for the wall could not be read, so it starts anew. The old file is kept as {name} in {folder}."
)


class ViewKind(StrEnum):
    """What a view asks."""

    PARTNERS = "partners"
    SUPPORTERS = "supporters"
    COALITION = "coalition"
    GAPS = "gaps"
    BRIDGES = "bridges"
    WORLD = "world"
    WORLD_LIKENESS = "world-likeness"


@dataclass(frozen=True)
class View:
    """One question: its kind, the recommendations it is about, for a coalition how many groups each one needs, and
    what counts (`coalition.model.positions.Counting`)."""

    kind: ViewKind
    ids: tuple[str, ...] = ()
    groups: int = 0
    disputed: bool = False
    declarations: bool = False

    @property
    def counting(self) -> Counting:
        return Counting(self.disputed, self.declarations)

    def counted(self, counting: Counting) -> View:
        """The same question with another view of what counts."""
        return replace(self, disputed=counting.disputed, declarations=counting.declarations)


PREPARED = (View(ViewKind.GAPS), View(ViewKind.BRIDGES))
"""What a room begins with."""


@dataclass(frozen=True)
class Room:
    """State of a wall. `place` is the view on show; `notice` a sentence for the facilitator."""

    views: tuple[View, ...] = PREPARED
    place: int = 0
    dark: bool = False
    blank: bool = False
    notice: str = ""

    @property
    def on_show(self) -> View | None:
        return self.views[self.place] if self.views else None

    @property
    def coming(self) -> View | None:
        """The view after the one on show."""
        return self.views[self.place + 1] if self.place + 1 < len(self.views) else None


def show(room: Room, place: int) -> Room:
    """Put a view on the wall; a place beyond the ends is the end."""
    return replace(room, place=max(0, min(place, len(room.views) - 1)), blank=False)


def following(room: Room) -> Room:
    """One view on; from a blank wall, the picture comes back first."""
    return replace(room, blank=False) if room.blank else show(room, room.place + 1)


def previous(room: Room) -> Room:
    return replace(room, blank=False) if room.blank else show(room, room.place - 1)


def blank(room: Room) -> Room:
    """Blank the wall, or bring the picture back."""
    return replace(room, blank=not room.blank)


def shade(room: Room, dark: bool) -> Room:
    return replace(room, dark=dark)


def add(room: Room, view: View) -> Room:
    """A view at the end of the list; one that is there already is not added again."""
    if view in room.views or len(room.views) >= MOST_VIEWS:
        return room
    return replace(room, views=(*room.views, view))


def put(room: Room, view: View) -> Room:
    """Add a view and show it; a list that is full stays as it is."""
    added = add(room, view)
    return show(added, added.views.index(view)) if view in added.views else room


def remove(room: Room, place: int) -> Room:
    """Take a view from the list; what is on show stays on show, unless it is the one taken."""
    if not 0 <= place < len(room.views):
        return room
    views = room.views[:place] + room.views[place + 1 :]
    left = room.place - (place < room.place)
    return replace(room, views=views, place=max(0, min(left, len(views) - 1)))


def path(settings: Settings, own: str = "") -> Path:
    """The file of a map: of that which the settings name, or of the one called `own` beside it."""
    if not settings.uri and not own:
        return settings.home / "room.json"
    named = hashlib.sha256(f"{settings.uri}\n{own or settings.database}".encode()).hexdigest()[:12]
    return settings.home / f"room-{named}.json"


def stamp(file: Path) -> tuple[int, int, int]:
    """Something that changes whenever the file does, without reading it."""
    try:
        known = file.stat()
    except OSError:
        return (0, 0, 0)
    return (known.st_mtime_ns, known.st_size, known.st_ino)


def load(file: Path) -> Room:
    """The room of a file; one that cannot be read is kept aside, and the new one says so in its `notice`."""
    with _lock(file):
        return _read(file)


def change(file: Path, *steps: Callable[[Room], Room]) -> Room:
    """Change the room of a file, step by step, so that two who do so at once both have their way."""
    with _lock(file):
        room = replace(_read(file), notice="")
        for step in steps:
            room = step(room)
        _write(file, room)
        return room


def _lock(file: Path) -> FileLock:
    file.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(file.with_suffix(".lock"))


def _read(file: Path) -> Room:
    try:
        return _room(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Room()
    except (ValueError, TypeError, KeyError, AttributeError):
        number = 1
        while (aside := file.with_name(f"{file.stem}-damaged-{number}.json")).exists():
            number += 1
        file.replace(aside)
        room = Room(notice=DAMAGED.format(name=aside.name, folder=file.parent))
        _write(file, room)
        return room


def _room(told: dict[str, Any]) -> Room:
    """The room of what a file says; whatever does not fit raises."""
    views = tuple(
        View(
            ViewKind(view["kind"]),
            tuple(_typed(key, str) for key in view["ids"]),
            _typed(view["groups"], int),
            _typed(view.get("disputed", False), bool),  # files of earlier releases do not say what counts
            _typed(view.get("declarations", False), bool),
        )
        for view in _typed(told["views"], list)
    )
    place = _typed(told["place"], int)
    if not 0 <= place < max(1, len(views)):
        raise ValueError(place)
    dark, blank = _typed(told["dark"], bool), _typed(told["blank"], bool)
    return Room(views, place, dark, blank, _typed(told["notice"], str))


def _typed(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(value)
    return value


def _write(file: Path, room: Room) -> None:
    write_atomically(file, json.dumps(asdict(room), indent=1))
