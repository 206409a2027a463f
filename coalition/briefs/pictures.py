"""Pictures of ranks with their intervals, and of counts as bars, for paper."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from coalition.briefs.document import BriefPicture
from coalition.figures.placing import short, text_width
from coalition.figures.ranges import FIRST
from coalition.figures.svg import circle, drawing, line, named, rectangle, text
from coalition.model.network import Network
from coalition.palette import INK, LINE, PAPER, QUIET, actor_colour

WIDTH = 720.0
ROW = 17.0
NAMES = 210.0


def ranges_picture(network: Network, table: pd.DataFrame) -> BriefPicture | None:
    """The first ranks of a result of `coalition.bridges`, each with its interval; None for none."""
    first = table[table["rank"].notna()].head(FIRST)
    first = first.assign(**{end: first[end].fillna(first["rank"]) for end in ("rank_low", "rank_high")})
    if first.empty:
        return None
    furthest = max(int(first["rank_high"].max()), FIRST)
    height = ROW * len(first) + 34

    def at(rank: object) -> float:
        return NAMES + 14 + (WIDTH - NAMES - 30) * (int(str(rank)) - 1) / max(furthest - 1, 1)

    step = next(step for step in (5, 10, 20, 50, 100, 200, 500, 1000, 10**9) if furthest / step <= 8)
    parts = []
    for tick in [1, *range(step, furthest + 1, step)]:
        parts.append(line(at(tick), 4, at(tick), height - 30, LINE))
        parts.append(text(str(tick), at(tick), height - 20, 10.5, QUIET, align="middle"))
    parts.append(text("rank, from first to last", (NAMES + WIDTH) / 2, height - 6, 10.5, QUIET, align="middle"))
    words = []
    for place, row in enumerate(first.to_dict("records")):
        y = 4 + ROW * (place + 0.5)
        tint = actor_colour(str(row["kind"]), str(network.actors.loc[row["actor_id"], "regional_group"]))
        hollow = int(row["rank_high"]) > FIRST
        said = f"{row['name']} rank {row['rank']}, {row['rank_low']} to {row['rank_high']}"
        mark = text(f"{short(str(row['name']), 30)}  {row['rank']}", NAMES, y, 11.5, align="end")
        mark += line(at(row["rank_low"]), y, at(row["rank_high"]), y, tint, 7, 0.35)
        mark += circle(at(row["rank"]), y, 5, PAPER if hollow else tint, tint)
        parts.append(named(said, mark, str(row["name"])))
        words.append(said)
    caption = (
        f"Mark: rank, hollow where its interval reaches beyond the first {FIRST}. Line: from the 5% to the 95% rank "
        "when the evidence is drawn again."
    )
    return BriefPicture(drawing(WIDTH, height, parts), f"Ranks with their intervals. {'; '.join(words[:10])}.", caption)


@dataclass(frozen=True)
class Bar:
    """A row of bars: what it counts, and its parts as (count, colour)."""

    label: str
    parts: tuple[tuple[int, str], ...]

    @property
    def total(self) -> int:
        return sum(count for count, _ in self.parts)


def bars_picture(
    bars: list[Bar], alt: str, caption: str, key: list[tuple[str, str]] | None = None
) -> BriefPicture | None:
    """Counts as bars; `key` says what the colours mean, that of paper is an outline. None where there is nothing."""
    if not bars:
        return None
    top, widest = 20.0 if key else 0.0, max(*(bar.total for bar in bars), 1)
    names = min(max(text_width(short(bar.label, 60), 11.5) for bar in bars) + 8, 340.0)
    unit, parts, x = (WIDTH - names - 40) / widest, [], names
    for words, tint in key or []:
        parts += [rectangle(x, 3, 11, 11, tint, edge=QUIET if tint == PAPER else ""), text(words, x + 15, 9, 11, QUIET)]
        x += 30 + text_width(words, 11)
    for place, bar in enumerate(bars):
        y, x = top + (ROW + 2) * place, names
        mark = text(short(bar.label, 60), names - 8, y + ROW / 2, 11.5, align="end")
        for count, tint in bar.parts:
            if count:
                mark += rectangle(x, y + 2, count * unit - 1, ROW - 4, tint, edge=QUIET if tint == PAPER else "")
                x += count * unit
        mark += text(str(bar.total), x + 5, y + ROW / 2, 11.5, INK, bold=True)
        parts.append(named(f"{bar.label}: {bar.total}", mark, bar.label))
    return BriefPicture(drawing(WIDTH, top + (ROW + 2) * len(bars) + 4, parts), alt, caption)
