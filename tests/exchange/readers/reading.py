"""Small things that the tests of formats share: samples, files made up, rows in short, faults as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from places import SAMPLES

from coalition.errors import CoalitionError
from coalition.exchange.readers.incoming import ACTOR_NAME, Incoming
from coalition.exchange.readers.registry import read_any

UNVOTES = tuple(SAMPLES / f"unvotes_{part}.csv" for part in ("votes", "roll_calls", "roll_call_issues"))


def sample(name: str) -> Incoming:
    return read_any(SAMPLES / name)


def made(folder: Path, content: bytes | str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def stances(incoming: Incoming) -> list[tuple[str, str, str]]:
    """Actor, evidence and position of each stance."""
    frame = incoming.tables["stances"]
    return list(zip(frame[ACTOR_NAME], frame["evidence_id"], frame["position"], strict=True))


def dropped(incoming: Incoming) -> dict[str, int]:
    return {part.what: part.count for part in incoming.dropped}


def faults(incoming: Incoming) -> list[str]:
    return [str(fault) for fault in incoming.faults]


def message(path: Path, **options: object) -> str:
    with pytest.raises(CoalitionError) as caught:
        read_any(path, **options)  # type: ignore[arg-type]
    return str(caught.value)
