"""Whatever a file holds: raw tables or a CoalitionError, nothing else."""

from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest
from conftest import FEW
from exchange.readers.reading import SAMPLES, UNVOTES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coalition.errors import CoalitionError
from coalition.exchange.readers.incoming import ACTOR_NAME, LINE, Incoming
from coalition.exchange.readers.opening import open_file
from coalition.exchange.readers.registry import FORMATS, read_any
from coalition.model.vocabulary import COLUMNS, Position

pytestmark = pytest.mark.slow


def narrow(content: bytes, columns: int = 20) -> bytes:
    """A table cut to its first columns: Voeten's has one for each of 200 States, all read in the same way."""
    return b"".join(b",".join(line.split(b",")[:columns]) + b"\n" for line in content.splitlines())


FILES = {path.name: path.read_bytes() for path in SAMPLES.iterdir()}
FILES["voeten.csv"] = narrow(FILES["voeten.csv"])
BITS = [
    *(
        b"",
        b",",
        b";",
        b'"',
        b"\n",
        b"\r",
        b"\t",
        b"\0",
        b"\xff\xfe",
        b"\xe9",
        b"NA",
        b"-1",
        b"9" * 40,
        b"%s",
        b"=cmd|x",
    ),
    *(b"<", b">", b"]]>", b"&a;", b"{", b"}", b"[", b"null", b"true", b"1e999", b"2020-13-45"),
    *("é".encode(), "\u202e".encode()),
]
EXAMPLES = settings(FEW, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def changed(draw: st.DrawFn, content: bytes) -> bytes:
    """The content with a few places cut out, doubled or overwritten, perhaps packed or in another encoding."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 60)))
        put = draw(st.sampled_from([*BITS, content[start:end] * 2]) | st.binary(max_size=6))
        content = content[:start] + put + content[end:]
    if draw(st.integers(0, 9)) == 0:
        content = content[: draw(st.integers(0, len(content)))]
    form = draw(st.sampled_from(["as it is", "as it is", "gz", "utf-16", "cp1252"]))
    if form == "gz":
        return gzip.compress(content)
    if form in ("utf-16", "cp1252"):
        return content.decode("utf-8", "replace").encode(form, "replace")
    return content


def well_formed(incoming: Incoming) -> None:
    """The promises of every reader."""
    assert incoming.format in FORMATS
    for name, frame in incoming.tables.items():
        known = {*COLUMNS[name], LINE, ACTOR_NAME, "actor_code"}
        assert set(frame.columns) <= known
        assert LINE in frame
        assert all(pd.api.types.is_string_dtype(frame[column]) for column in frame)
        assert not frame.isna().any().any()
    for frame in (incoming.tables[name] for name in ("evidence", "actors") if name in incoming.tables):
        assert frame["id"].is_unique
        assert frame["id"].str.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}").all()
    if "stances" in incoming.tables:
        frame = incoming.tables["stances"]
        assert set(frame["position"]) <= set(Position)
        assert set(frame["evidence_id"]) <= set(incoming.tables["evidence"]["id"])
        assert not frame.duplicated([ACTOR_NAME, "evidence_id"]).any()
        assert (frame[ACTOR_NAME] != "").all()
    assert all(part.count > 0 and part.what and part.why for part in incoming.dropped)


def read(paths: Path | list[Path]) -> None:
    try:
        incoming = read_any(paths)
    except CoalitionError:
        return
    well_formed(incoming)


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("unvotes")])
@EXAMPLES
@given(data=st.data())
def test_a_sample_with_changes_gives_tables_or_an_error(tmp_path: Path, name: str, data: st.DataObject) -> None:
    path = tmp_path / "file"
    path.write_bytes(data.draw(changed(FILES[name])))
    read(path)


@EXAMPLES
@given(data=st.data())
def test_the_files_of_unvotes_with_changes_give_tables_or_an_error(tmp_path: Path, data: st.DataObject) -> None:
    paths = [tmp_path / path.name for path in UNVOTES]
    for path in paths:
        content = FILES[path.name]
        path.write_bytes(data.draw(changed(content)) if data.draw(st.booleans()) else content)
    read(paths)


@EXAMPLES
@given(
    content=st.binary(max_size=300), start=st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b", b"<", b"{", b"\xff\xfe"])
)
def test_any_bytes_give_tables_or_an_error(tmp_path: Path, content: bytes, start: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(start + content)
    read(path)


@pytest.mark.parametrize("format_id", FORMATS)
@EXAMPLES
@given(data=st.data())
def test_a_reader_given_a_file_of_another_format_refuses_it(
    tmp_path: Path, format_id: str, data: st.DataObject
) -> None:
    """A caller may say the format itself; it is then wrong or right, but never a crash."""
    path = tmp_path / "file"
    path.write_bytes(data.draw(st.sampled_from(list(FILES.values()))))
    try:
        well_formed(FORMATS[format_id].read([open_file(path)]))
    except CoalitionError:
        return


def test_every_sample_keeps_the_promises() -> None:
    for path in SAMPLES.iterdir():
        if not path.name.startswith("unvotes"):
            well_formed(read_any(path))
    well_formed(read_any(UNVOTES))
