"""Partners: one row per regional group, from opposed a text over the middle ground to on record in support."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from coalition.analysis.partners import MIDDLE, NEIGHBOURS, SECTIONS, Search
from coalition.analysis.targets import Level
from coalition.figures.chart import Figure, Option, band, canvas, shaded, words, written
from coalition.figures.palette import AGAINST, INK, LINE, MIDDLE_INK, PAPER, QUIET, RECORD, colour
from coalition.figures.palette import MIDDLE as MIDDLE_PAPER
from coalition.figures.placing import Box, lines, place_labels, short, stack
from coalition.network import Network

WIDTH = 1200.0
HEAD, FOOT = 46.0, 24.0
LEAST_HEIGHT = 300.0
NAMES, COUNT = 150.0, 92.0
MARK, PITCH = 9.0, 21.0
"""Radius of a numbered mark, and from one to the next."""
SMALL, SMALL_PITCH = 4.5, 12.0
"""The same for estimates so alike that the source is checked first; they have no number."""
DOT, DOT_PITCH = 3.5, 9.0
"""The same for the small dots of those on record in support or opposed."""
SCORES = range(NEIGHBOURS + 1)
IN_MIDDLE = [k for k in SCORES if MIDDLE[0] <= k / NEIGHBOURS <= MIDDLE[1]]
ABOVE = [k for k in SCORES if k / NEIGHBOURS > MIDDLE[1]]
SUPPORT = ["leads", "supports"]


@dataclass
class _Columns:
    """Left and right edge of each column that has something to show."""

    edges: dict[str, tuple[float, float]] = field(default_factory=dict)

    def middle(self, name: str) -> float:
        left, right = self.edges[name]
        return (left + right) / 2

    def score(self, k: int) -> tuple[float, float]:
        """Middle and width of the place of k supporters among the nearest."""
        name, scores = ("estimated", IN_MIDDLE) if k in IN_MIDDLE else ("ask", ABOVE)
        left, right = self.edges[name]
        width = (right - left) / len(scores)
        return left + (scores.index(k) + 0.5) * width, width


def by_group(found: Search, network: Network) -> pd.DataFrame:
    """The picture as a table: States per regional group and list."""
    states = _states(found, network)
    counts = pd.crosstab(states["group"], states["section"])
    order = [group for group in network.groups.index if group in counts.index] + [""] * ("" in counts.index)
    table = counts.reindex(index=order, columns=[key for key in SECTIONS if key in counts.columns], fill_value=0)
    table["all States"] = table.sum(axis=1)
    table.insert(0, "regional group", [network.group_names.get(str(group), "none") for group in table.index])
    return table.rename(columns=SECTIONS).reset_index(drop=True)


def spectrum(found: Search, network: Network) -> Figure:
    """Draw a search for partners.

    Filled marks are records, hollow ones estimates; a number is the rank in the table. Whoever is unlike supporters is
    a count. Without a likeness (`Level.ORDER` and below) there are only recorded columns.
    """
    states = _states(found, network)
    told = states[~states["section"].isin(["unlike", "facts", "absent"])]
    groups = [group for group in network.groups.index if (states["group"] == group).any()]
    groups += [""] * bool((told["group"] == "").any())
    columns = _columns(found, states)
    centres, edges = _rows(states, groups, columns)
    height = edges[-1] + FOOT
    texts, marks = _heads(found, columns, height), []
    for group in groups:
        of_group, y = states[states["group"] == group], centres[group]
        texts.append(words(network.group_names.get(group, "no group"), 0, y, size=14, colour=INK, bold=True))
        texts += _counts(of_group, columns, y)
        marks += _dots(of_group, columns, y) + _numbered(of_group, columns, y)
    room = Box(NAMES, HEAD, columns.edges["support"][0], height - FOOT)
    spots = [(mark["value"][0], mark["value"][1], mark["symbolSize"] / 2) for mark in marks]
    spots += [(text["value"][0], text["value"][1], 30) for text in texts if text["label"]["align"] == "center"]
    ranked = sorted((i for i, mark in enumerate(marks) if mark["rank"]), key=lambda i: marks[i]["rank"])
    for label in place_labels(spots, [(i, short(marks[i]["who"])) for i in ranked], room):
        x, y, _ = spots[label.mark]
        first = marks[label.mark]["rank"] <= 3
        texts.append(words(label.text, x, y, colour=INK, bold=first, shift=label.shift))
    option = canvas(WIDTH, height)
    series = {"type": "scatter", "data": marks, "z": 3, "emphasis": {"scale": 1.3}}
    option["series"] = [shaded(_bands(columns, height)), _rules(edges[1:-1]), series, written(texts)]
    return Figure(option, round(height), _alt(found, network))


def _states(found: Search, network: Network) -> pd.DataFrame:
    table = found.table
    return table[table["actor_id"].isin(network.actors.index[network.is_state])]


def has_likeness(found: Search) -> bool:
    """Whether the record carries a likeness, so that there is an axis to draw."""
    return found.target.level in (Level.LIKENESS, Level.ROUGH)


def _columns(found: Search, states: pd.DataFrame) -> _Columns:
    """Columns from left to right; what is empty takes no room, and the estimates take what is left."""
    sections = set(states["section"])
    most = states[states["section"] == "middle_recorded"].groupby("group").size().max()
    recorded = 0.0 if pd.isna(most) else 250.0 if most <= 6 else 60.0 + PITCH * (-(-int(most) // 3))
    ask = 0.0 if "ask" not in sections else 230.0 if (states["section"] == "ask").sum() > 30 else 160.0
    wide = {
        "opposed": 118.0 if "opposed" in sections else 0.0,
        "unlike": COUNT if has_likeness(found) else 0.0,
        "recorded": recorded,
        "estimated": 0.0,
        "ask": ask if has_likeness(found) else 0.0,
        "support": 178.0,
    }
    left = WIDTH - NAMES - sum(wide.values())
    if has_likeness(found):
        wide["estimated"] = left
    else:
        wide["unlike"] = max(left, COUNT)
    columns, x = _Columns(), NAMES
    for name, width in wide.items():
        if width:
            columns.edges[name] = (x, x + width - 6)
            x += width
    return columns


def _rows(states: pd.DataFrame, groups: list[str], columns: _Columns) -> tuple[dict[str, float], list[float]]:
    """Middle of each row, and the edges between them: a row is as high as its fullest cell needs."""
    need = {}
    for group in groups:
        of_group = states[states["group"] == group]
        size = of_group["section"].value_counts()
        deep = [2 * PITCH, -(-int(size.get("middle_recorded", 0)) // _per_line(columns, "recorded")) * PITCH]
        for k, cell in _estimated(of_group, columns):
            per_line, pitch = _in_cell(columns, k)
            deep.append(-(-len(cell) // per_line) * pitch)
        need[group] = max(deep) + 12
    spare = max(0.0, LEAST_HEIGHT - sum(need.values())) / max(len(groups), 1)
    centres, edges = {}, [HEAD]
    for group in groups:
        centres[group] = edges[-1] + (need[group] + spare) / 2
        edges.append(edges[-1] + need[group] + spare)
    return centres, edges


def _per_line(columns: _Columns, name: str) -> int:
    """How many numbered marks stand side by side; where there are few, each has room for its name."""
    left, right = columns.edges.get(name, (0.0, PITCH))
    return 2 if right - left == 244 else max(1, int((right - left) // PITCH))


def _in_cell(columns: _Columns, k: int) -> tuple[int, float]:
    """How many estimates of one score stand side by side, and how far apart."""
    pitch = PITCH if k in IN_MIDDLE else SMALL_PITCH
    return max(1, int(columns.score(k)[1] // pitch)), pitch


def _estimated(of_group: pd.DataFrame, columns: _Columns) -> list[tuple[int, pd.DataFrame]]:
    """Estimates of a group by score, each cell in order of rank."""
    if "estimated" not in columns.edges:
        return []
    shown = ["middle_estimated", "ask"] if "ask" in columns.edges else ["middle_estimated"]
    estimates = of_group[of_group["section"].isin(shown)]
    return [(int(k), cell.sort_values("rank")) for k, cell in estimates.groupby("supporting_neighbours")]


def _numbered(of_group: pd.DataFrame, columns: _Columns, y: float) -> list[Option]:
    """Marks of the middle ground, and small hollow ones for those whose source is to be checked."""
    marks = []
    recorded = of_group[of_group["section"] == "middle_recorded"].sort_values("rank")
    if len(recorded):
        per_line = _per_line(columns, "recorded")
        left, right = columns.edges["recorded"]
        if per_line == 2:
            places = [(left + 16 + (i % 2) * (right - left) / 2, 0.0) for i in range(len(recorded))]
            rows = -(-len(recorded) // 2)
            places = [(x, y + (i // 2 - (rows - 1) / 2) * PITCH) for i, (x, _) in enumerate(places)]
        else:
            places = lines(len(recorded), columns.middle("recorded"), y, per_line, PITCH)
        marks += [_mark(row, place) for row, place in zip(recorded.to_dict("records"), places, strict=True)]
    for k, cell in _estimated(of_group, columns):
        places = lines(len(cell), columns.score(k)[0], y, *_in_cell(columns, k))
        marks += [_mark(row, place) for row, place in zip(cell.to_dict("records"), places, strict=True)]
    return marks


def _mark(row: dict[str, object], place: tuple[float, float]) -> Option:
    """A numbered mark: filled for a record, hollow for an estimate."""
    tint, rank = colour(str(row["group"])), row["rank"]
    recorded = row["section"] == "middle_recorded"
    asked = row["section"] == "ask"
    number = "" if pd.isna(rank) else str(rank)  # type: ignore[call-overload]
    what = str(row["record"]) if recorded else f"estimate, nothing on record; {row['reason']}"
    return {
        "name": f"{number + '. ' if number else ''}{row['name']}: {what}",
        "value": [*place],
        "symbolSize": 2 * (SMALL if asked else MARK),
        "itemStyle": {
            "opacity": 1,
            "color": tint if recorded else PAPER,
            "borderColor": QUIET if asked else tint,
            "borderWidth": 1.2 if asked else 2,
        },
        "label": {
            "show": bool(number),
            "formatter": number,
            "fontSize": 10,
            "fontWeight": 600,
            "color": PAPER if recorded else INK,
        },
        "rank": int(number) if number else 0,
        "who": str(row["name"]),
    }


def _dots(of_group: pd.DataFrame, columns: _Columns, y: float) -> list[Option]:
    """Small filled dots: on record in support, or opposed a text."""
    dots = []
    for name, sections, per_column in (("support", SUPPORT, 5), ("opposed", ["opposed"], 5)):
        rows = of_group[of_group["section"].isin(sections)]
        if name not in columns.edges or rows.empty:
            continue
        left = columns.edges[name][0] + 12
        for row, place in zip(rows.to_dict("records"), stack(len(rows), left, y, per_column, DOT_PITCH), strict=True):
            dots.append(
                {
                    "name": f"{row['name']}: {row['record']}",
                    "value": [*place],
                    "symbol": "circle" if name == "support" else "rect",
                    "symbolSize": 2 * DOT,
                    "itemStyle": {"opacity": 1, "color": colour(str(row["group"])) if name == "support" else AGAINST},
                    "rank": 0,
                    "who": str(row["name"]),
                }
            )
    return dots


def _counts(of_group: pd.DataFrame, columns: _Columns, y: float) -> list[Option]:
    """Numbers of a row: unlike supporters, opposed, and "16 of 23" in support."""
    size = of_group["section"].value_counts()
    support = int(sum(size.get(name, 0) for name in SUPPORT))
    right = columns.edges["support"][1]
    texts = [words(f"{support} of {len(of_group)}", right, y, size=13, colour=INK, align="right", shift=-4)]
    if "opposed" in columns.edges and size.get("opposed", 0):
        texts.append(words(str(size["opposed"]), columns.edges["opposed"][1], y, size=13, colour=INK, align="right"))
    if "unlike" in columns.edges:
        rest = int(sum(size.get(name, 0) for name in ("unlike", "absent", "facts", "middle_estimated")))
        unlike = int(size.get("unlike", 0)) if "estimated" in columns.edges else rest
        texts.append(words(f"{unlike} States" if unlike else "–", columns.middle("unlike"), y, align="center"))
    return texts


def _heads(found: Search, columns: _Columns, height: float) -> list[Option]:
    """Column heads, and the axis of likeness below."""
    heads = {
        "opposed": "Opposed\na text",
        "unlike": "Unlike\nsupporters" if has_likeness(found) else "Nothing on record, or absent",
        "ask": "Check the source,\nthen ask",
        "support": "On record in support",
    }
    texts = [
        words(text, columns.middle(name), HEAD / 2, size=13, colour=INK if name != "unlike" else QUIET, align="center")
        for name, text in heads.items()
        if name in columns.edges
    ]
    middle = {"recorded": "on record: abstained or mixed", "estimated": "by likeness: an estimate"}
    inside = [name for name in middle if name in columns.edges]
    if inside:
        left, right = columns.edges[inside[0]][0], columns.edges[inside[-1]][1]
        texts.append(
            words("Middle ground", (left + right) / 2, 12, size=14, colour=MIDDLE_INK, bold=True, align="center")
        )
    texts += [words(middle[name], columns.middle(name), 31, colour=MIDDLE_INK, align="center") for name in inside]
    scores = [k for name, ks in (("estimated", IN_MIDDLE), ("ask", ABOVE)) if name in columns.edges for k in ks]
    for k in scores:
        texts.append(words(str(k), columns.score(k)[0], height - FOOT / 2, align="center"))
    if "unlike" in columns.edges and scores:
        texts.append(words(f"supporters among the {NEIGHBOURS} most alike:", columns.score(scores[0])[0], height - FOOT / 2,
                           align="right", shift=-16))  # fmt: skip
    return texts


def _bands(columns: _Columns, height: float) -> list[list[Option]]:
    inside = [columns.edges[name] for name in ("recorded", "estimated") if name in columns.edges]
    bands = [band(inside[0][0], inside[-1][1], 0, height - FOOT, MIDDLE_PAPER)] if inside else []
    for name in ("opposed", "support"):
        if name in columns.edges:
            bands.append(band(*columns.edges[name], HEAD, height - FOOT, RECORD))
    return bands


def _rules(between: list[float]) -> Option:
    """A fine line between two rows."""
    line = {"lineStyle": {"color": LINE, "width": 1, "type": "solid"}}
    data = [[{"coord": [0, y], **line}, {"coord": [WIDTH, y]}] for y in between]
    return {"type": "scatter", "data": [], "silent": True, "z": 1,
            "markLine": {"silent": True, "symbol": "none", "label": {"show": False}, "data": data}}  # fmt: skip


def _alt(found: Search, network: Network) -> str:
    """The picture in words."""
    rows = by_group(found, network).to_dict("records")
    parts = []
    for row in rows:
        facts = [f"{count} {section}" for section, count in list(row.items())[1:-1] if count]
        parts.append(f"{row['regional group']}: {', '.join(facts)}")
    return f"{found.sentence} States per regional group. {'; '.join(parts)}."
