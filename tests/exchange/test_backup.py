"""A backup that is damaged, cut off, foreign or a trap is refused in one sentence, and nothing is written."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import FEW
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coalition.errors import CoalitionError
from coalition.exchange import backup
from coalition.exchange.backup import MANIFEST, NODES, PARTS, Backup, read, restore, save
from coalition.model.vocabulary import Tables
from coalition.store.extras import Extras

Parts = dict[str, bytes]
EXTRAS = Extras([{"labels": ["Entry"], "values": {"id": "1", "text": "x" * 3000}}], [])


@pytest.fixture(scope="session")
def whole(fewer: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backups") / "map.backup"
    save(Backup(fewer, EXTRAS, 7, "2026-11-01T00:00:00+00:00"), path)
    return path


class Untouchable:
    """A store that must not be asked for anything."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the store was asked: {name}")


def refused(path: Path, words: str) -> None:
    with pytest.raises(CoalitionError, match=words) as caught:
        restore(Untouchable(), path)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def packed(path: Path, parts: Parts) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    return path


def parts_of(path: Path) -> Parts:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_a_backup_of_layout_1_is_filled_as_the_seeds_say_and_tells_it(
    whole: Path, fewer: Tables, tmp_path: Path
) -> None:
    parts = parts_of(whole)
    for name, column in (("evidence", "act"), ("stances", "ended")):
        frame = pd.read_csv(io.BytesIO(parts[f"tables/{name}.csv"]), dtype=str, keep_default_na=False)
        parts[f"tables/{name}.csv"] = frame.drop(columns=column).to_csv(index=False).encode()
    digests = {name: hashlib.sha256(parts[name]).hexdigest() for name in PARTS}
    manifest = {"layout": 1, "digest": "that of another rule", "sha256": digests}
    found = read(packed(tmp_path / "old.backup", with_manifest(parts, **manifest)))
    assert found.tables.evidence.equals(fewer.evidence)
    assert set(found.tables.stances["ended"]) == {""}
    (note,) = found.notes
    assert note.startswith("old.backup says of no evidence what support for it cost")
    assert read(whole).notes == ()


def with_manifest(parts: Parts, **changes: Any) -> Parts:
    return parts | {MANIFEST: json.dumps(json.loads(parts[MANIFEST]) | changes).encode()}


def test_what_is_saved_is_read_again(whole: Path, fewer: Tables) -> None:
    found = read(whole)
    assert all(frame.equals(getattr(fewer, name)) for name, frame in found.tables)
    assert (found.extras, found.version) == (EXTRAS, 7)
    assert oct(whole.stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda parts: {MANIFEST: b"{}"}, "is not a backup of coalition"),
        (lambda parts: {"readme.txt": b"hello"}, "has no manifest.json"),
        (lambda parts: with_manifest(parts, format="another"), "is not a backup of coalition"),
        (lambda parts: with_manifest(parts, layout=99), "was written by a newer release"),
        (lambda parts: with_manifest(parts, layout="x"), "is not a backup that can be read"),
        (lambda parts: with_manifest(parts, digest="0"), "holds other facts than its digest names"),
        (lambda parts: with_manifest(parts, sha256={}), "is not a backup that can be read"),
        (lambda parts: parts | {MANIFEST: b"[" * 100_000}, "is damaged or not a backup"),
        (lambda parts: parts | {PARTS[2]: parts[PARTS[2]].replace(b"Chile", b"Chili")}, "is not what was written"),
        (lambda parts: {name: data for name, data in parts.items() if name != NODES}, f"lacks its part {NODES}"),
    ],
)
def test_a_foreign_or_altered_file_is_refused(
    whole: Path, tmp_path: Path, change: Callable[[Parts], Parts], words: str
) -> None:
    refused(packed(tmp_path / "bad.backup", change(parts_of(whole))), words)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_file_that_is_cut_off_is_refused(whole: Path, tmp_path: Path, share: float) -> None:
    data = whole.read_bytes()
    (tmp_path / "cut.backup").write_bytes(data[: int(len(data) * share)])
    refused(tmp_path / "cut.backup", "is damaged or not a backup")


def test_a_file_that_unpacks_without_end_is_refused_unopened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "SMALL", 2_000_000)
    refused(packed(tmp_path / "bomb.backup", {MANIFEST: b"{}", "x": bytes(5_000_000)}), "would unpack to 5 MB")


def test_a_folder_without_tables_or_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CoalitionError, match=r"actors.csv: is missing; add it"):
        read(tmp_path)
    with pytest.raises(CoalitionError, match="is not a file; give a backup"):
        read(tmp_path / "nothing")


@pytest.mark.parametrize(
    "row",
    [
        {"labels": ["Actor"], "values": {"id": "x"}},
        {"labels": ["A`) DETACH DELETE n //"], "values": {"id": "x"}},
        {"labels": ["Entry"], "values": {"id": {"deep": 1}}},
        {"labels": [], "values": {}},
        {"labels": "Entry"},
        5,
    ],
)
def test_nodes_that_no_backup_holds_are_refused(whole: Path, tmp_path: Path, row: Any) -> None:
    parts = parts_of(whole)
    data = json.dumps(row).encode()
    digests = json.loads(parts[MANIFEST])["sha256"] | {NODES: hashlib.sha256(data).hexdigest()}
    path = packed(tmp_path / "bad.backup", with_manifest(parts | {NODES: data}, sha256=digests))
    with pytest.raises(CoalitionError):
        restore(Untouchable(), path)  # type: ignore[arg-type]


@settings(FEW, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_a_changed_byte_never_changes_the_facts(
    whole: Path, fewer: Tables, tmp_path: Path, at: float, byte: int
) -> None:
    data = bytearray(whole.read_bytes())
    data[int(at * len(data))] = byte
    path = tmp_path / "changed.backup"
    path.write_bytes(data)
    try:
        found = read(path)
    except CoalitionError:
        return
    assert found.tables.stances.equals(fewer.stances)
    assert found.extras == EXTRAS
