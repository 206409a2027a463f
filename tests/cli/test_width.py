"""Every command that answers from the network, at 80 columns: no line is longer, and no word is broken."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner

from coalition.cli import actors, bridges, coalitions, gaps, main, output, partners
from coalition.model.network import Network

ASKED = [
    "assign R18 R22.3",
    "bridges --replicates 5",
    "bridges --between african weog --on R18 --replicates 5",
    "bridges --fragile PER",
    "bridges --group-by bloc --replicates 5",
    "bridges --group-by kind --replicates 5",
    "coalition-for R18 R22.3 --supporters 2 --alternatives",
    "coalition-for R18 --groups 5 --supporters 40 --budget 3",
    "communities",
    "gaps",
    "gaps R16",
    "gaps --only declared",
    "ideal-points",
    "missing-voices",
    "missing-voices R24",
    "mutual-backing",
    "mutual-backing CHL",
    "partners R18 --seen-by CHL",
    "positions R22.3",
    "realignment",
    "sensitivity --threshold 0.5",
    "similar-actors CHL",
    "trend CHL",
    "what-if CHL:HRC-26-9=support",
    "words-and-deeds",
    "words-and-deeds CHL",
]


@pytest.fixture
def printed(seed_network: Network, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What a command prints at a width; it is asked once, and only its answer is laid out again."""
    for module in (actors, bridges, coalitions, gaps):
        monkeypatch.setattr(module, "open_network", lambda *counted: seed_network)
    monkeypatch.setattr(partners, "open_versioned", lambda *counted: (seed_network, 1))
    asked: list[tuple[str, Any]] = []
    lay_out = output._print
    monkeypatch.setattr(output, "_print", lambda answer, parts, wide: asked.append((answer, parts)))

    def run(words: str, width: int, wide: bool = False) -> str:
        if not asked:
            done = CliRunner().invoke(main.app, words.split(), catch_exceptions=False)
            assert done.exit_code == 0, done.output
        monkeypatch.setenv("COLUMNS", str(width))
        with contextlib.redirect_stdout(io.StringIO()) as kept:
            lay_out(*asked[0], wide)
        return kept.getvalue()

    return run


@pytest.mark.parametrize("words", ASKED)
def test_a_table_fits_80_columns_with_every_word_whole(printed: Callable[..., str], words: str) -> None:
    narrow, broad, wide = printed(words, 80), printed(words, 5000), printed(words, 80, wide=True)
    assert max(map(len, [*narrow.splitlines(), *wide.splitlines()])) <= 80
    broken = {word for word in set(narrow.split()) - set(broad.split()) if not re.fullmatch("─+", word)}
    assert broken == set()


def test_wide_shows_all_columns(printed: Callable[..., str]) -> None:
    shown, wide = printed("similar-actors CHL", 80), printed("similar-actors CHL", 80, wide=True)
    assert "2006-2025" not in shown
    assert "2006-2025" in wide


def test_no_column_is_narrower_than_its_longest_word() -> None:
    natural, least = [4, 90, 30], [4, 11, 16]
    widths = output._widths(natural, least, 80)
    assert widths is not None
    assert all(width >= word for width, word in zip(widths, least, strict=True))
    assert sum(widths) + output.GAP * 2 == 80
    assert output._widths(natural, least, 30) is None, "words that do not fit beside each other make blocks"
    assert output._widths([500, 4], [5, 4], 80) is None, "and so do cells that would be many lines tall"
    assert output._widths([5, 9], [5, 4], 80) == [5, 9]
