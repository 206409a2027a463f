"""Files are there whole, or what was there before stays."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from coalition.files import replacing, write_atomically


def test_a_file_is_written_as_it_is_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.txt", "é\r\n")
    write_atomically(tmp_path / "b.bin", b"\x00\xff")
    write_atomically(tmp_path / "b.bin", b"\x01")
    assert (tmp_path / "a.txt").read_bytes() == "é\r\n".encode()
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt", "b.bin"}


def test_a_write_that_is_interrupted_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_text("old")

    def interrupted() -> None:
        with replacing(path) as fresh:
            fresh.write_text("half of the n")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("map.json", "old")]


def test_a_disk_that_is_full_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "map.json"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("coalition.files.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, "new")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("map.json", "old")]


def test_a_folder_keeps_its_other_files(tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    with replacing(folder) as fresh:
        fresh.mkdir()
        (fresh / "actors.csv").write_text("id")
    assert {path.name for path in folder.iterdir()} == {"mine.txt", "actors.csv"}


def test_a_file_beside_goes_along(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.csv") as fresh:
        fresh.write_text("a")
        fresh.with_name("a.csv.about.txt").write_text("about")
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "a.csv.about.txt"}


@pytest.mark.skipif(sys.platform == "win32", reason="no modes of files")
def test_a_private_file_is_its_owners_only(tmp_path: Path) -> None:
    write_atomically(tmp_path / "password", "secret", private=True)
    assert (tmp_path / "password").stat().st_mode & 0o777 == 0o600
