"""Partners: one row per regional group, from opposed a text over the middle ground to on record in support."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from coalition.analysis.partners.ranking import SECTIONS, Search, first_calls
from coalition.analysis.partners.targets import Level, TargetKind
from coalition.analysis.partners.wording import FIRST, MIDDLE
from coalition.figures.chart import Figure, Option, band, canvas, shaded, words, written
from coalition.figures.placing import Box, lines, place_labels, short, stack
from coalition.model.network import Network
from coalition.palette import AGAINST, INK, LINE, MIDDLE_INK, PAPER, QUIET, RECORD, colour
from coalition.palette import MIDDLE as MIDDLE_PAPER

MARK, SMALL, DOT = 9.0, 7.5, 3.5
"""Radius of a numbered mark, of one whose source is checked first, of a dot for support or opposition."""
APART = 4.0
"""Pixels that a name stands nearer to its own mark than to any other."""
DOT_PITCH = 9.0
MARKS = 2
"""The series of the picture that holds the marks."""
SUPPORT = ["leads", "supports"]
DRAWN = [
    "actor_id", "name", "group", "section", "rank", "likeness", "likeness_low", "likeness_high", "badge", "record",
    "reason",
]  # fmt: skip
"""Columns of a search that the picture is drawn from."""


Cells = list[tuple[int, pd.DataFrame]]
"""The estimates of a group by score: the step of the score, and its rows in order of rank."""


def by_group(found: Search, network: Network) -> pd.DataFrame:
    """The picture as a table: States per regional group and list."""
    states = _states(found, network)
    counts = states.groupby(["group", "section"]).size().unstack(fill_value=0)
    order = [group for group in network.groups.index if group in counts.index] + [""] * ("" in counts.index)
    table = counts.reindex(index=order, columns=[key for key in SECTIONS if key in counts.columns], fill_value=0)
    table["all States"] = table.sum(axis=1)
    table.insert(0, "regional group", [network.group_names.get(str(group), "none") for group in table.index])
    return table.rename(columns=found.sections).reset_index(drop=True)


def drawn(network: Network, found: Search) -> tuple[Figure, pd.DataFrame]:
    """The picture of a search, and the same as a table."""
    return spectrum(found, network), by_group(found, network)


def spectrum(found: Search, network: Network) -> Figure:
    """Draw a search for partners.

    Filled marks are records, hollow ones estimates; a number is the rank in the table. Whoever the answer names is
    named here too: beside the mark, or with its number where there is no room beside it. Whoever is unlike supporters
    is a count. Without a likeness (`Level.ORDER` and below) there are only recorded columns.
    """
    states = _states(found, network)
    told = states[~states["section"].isin(["unlike", "further", "facts"])]
    groups = [group for group in network.groups.index if (states["group"] == group).any()]
    groups += [""] * bool((told["group"] == "").any())
    columns = columns_of(found, states)
    cells = {group: estimated(states[states["group"] == group], columns) for group in groups}
    told = told_of(found, states.loc[states["rank"].notna(), "name"])
    centres, edges = rows_of(states, cells, columns, told)
    height = edges[-1] + FOOT
    texts, marks = _heads(found, columns, height), []
    for group in groups:
        of_group, y = states[states["group"] == group], centres[group]
        texts.append(words(network.group_names.get(group, "no group"), 0, y, size=14, colour=INK, bold=True))
        texts += _counts(of_group, columns, y)
        marks += _dots(of_group, columns, y) + _numbered(of_group, cells[group], columns, y)
    spots = [(mark["value"][0], mark["value"][1], mark["symbolSize"] / 2) for mark in marks]
    ranked = sorted((i for i, mark in enumerate(marks) if mark["rank"]), key=lambda i: marks[i]["rank"])
    first = ranked[:FIRST]
    ranked.sort(key=lambda i: marks[i]["who"] not in told)
    wanted = [(i, short(marks[i]["who"]), _room(marks[i], groups, columns, edges)) for i in ranked]
    further = {i: f"{marks[i]['rank']} {short(marks[i]['who'])}" for i in ranked if marks[i]["who"] in told}
    for label in place_labels(spots, wanted, apart=APART, further=further):
        x, y, _ = spots[label.mark]
        texts.append(words(label.text, x, y, colour=INK, bold=label.mark in first, shift=label.shift, drop=label.drop))
    option = canvas(WIDTH, height)
    series = {"type": "scatter", "data": marks, "z": 3, "emphasis": {"scale": 1.3}, "selectedMode": "single"}
    option["series"] = [shaded(_bands(columns, height)), _rules(edges[1:-1]), series, written(texts)]
    return Figure(option, round(height), _alt(found, network))


def told_of(found: Search, names: Iterable[str]) -> set[str]:
    """Which of some names the answer tells with a number, "Peru (54%)", or as the first of an order."""
    left = found.sentence
    calls = first_calls(found)["name"] if found.ordered and not has_likeness(found) else []
    told = {str(name) for name in calls[:FIRST]}  # below, the longest first: one name may end another
    for name in sorted(names, key=len, reverse=True):
        rest = re.sub(rf"(?<!\w){re.escape(name)} \((?=(likeness )?\d+%\)|rank )", "(", left)
        if rest != left:
            left = rest
            told.add(name)
    return told


def actors_of(figure: Figure) -> list[str]:
    """The State of each mark of the picture, by id, in the order of its data."""
    return [str(mark["actor"]) for mark in figure.option["series"][MARKS]["data"]]


def chosen(figure: Figure, actor: str) -> Figure:
    """The picture with the mark of one State, by id, set off by a strong edge; as it is where none is that of it."""
    series = list(figure.option["series"])
    marks = [
        {**mark, "itemStyle": {**mark["itemStyle"], "borderColor": INK, "borderWidth": 3.5}}
        if mark["actor"] == actor
        else mark
        for mark in series[MARKS]["data"]
    ]
    series[MARKS] = {**series[MARKS], "data": marks}
    return Figure({**figure.option, "series": series}, figure.height, figure.alt)


def _states(found: Search, network: Network) -> pd.DataFrame:
    """Rows of States with what is drawn of them; strings as objects, of which parts are taken soonest."""
    table = found.table.loc[found.table["actor_id"].isin(network.actors.index[network.is_state]), DRAWN]
    return table.astype(dict.fromkeys(["actor_id", "name", "group", "section", "badge", "record", "reason"], object))


def unscaled(states: pd.DataFrame) -> pd.DataFrame:
    """Who stands in the middle without a place on the scale: in order, or on record and not ranked."""
    in_order = (states["section"] == "middle") & states["likeness"].isna()
    return states[in_order | (states["section"] == "recorded")].sort_values("rank", na_position="last")


def _numbered(of_group: pd.DataFrame, cells: Cells, columns: Columns, y: float) -> list[Option]:
    """Marks of the middle ground, and small hollow ones for those whose source is to be checked."""
    marks = []
    recorded = unscaled(of_group)
    if len(recorded):
        places = _recorded(len(recorded), columns, y)
        marks += [_mark(row, place) for row, place in zip(recorded.to_dict("records"), places, strict=True)]
    for k, cell in cells:
        places = lines(len(cell), columns.scores[k][0], y, *in_cell(columns, k, len(cell)))
        marks += [_mark(row, place) for row, place in zip(cell.to_dict("records"), places, strict=True)]
    return marks


def _recorded(count: int, columns: Columns, y: float) -> list[tuple[float, float]]:
    """Places of those on record: two columns with their names, or a block of numbers where they are many."""
    if not columns.named:
        return lines(count, columns.middle("recorded"), y, columns.per_line, PITCH)
    left, right = columns.edges["recorded"]
    beside = columns.per_line
    deep = -(-count // beside)
    return [
        (left + 16 + (i % beside) * (right - left) / beside, y + (i // beside - (deep - 1) / 2) * PITCH)
        for i in range(count)
    ]


def _mark(row: dict[str, object], place: tuple[float, float]) -> Option:
    """A numbered mark: filled for a record, hollow for an estimate."""
    tint, rank = colour(str(row["group"])), row["rank"]
    recorded = row["badge"] != ""
    asked = row["section"] == "ask"
    number = "" if pd.isna(rank) else str(rank)
    parts = [str(row["record"]) if recorded else "nothing on record"]
    if pd.notna(row["likeness"]):
        between = f"between {row['likeness_low']:.0%} and {row['likeness_high']:.0%}"
        parts.append(f"estimate {row['likeness']:.0%}, {between}: {row['reason']}")
    what = "; ".join(parts)
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
            "fontSize": 8.5 if asked else 10,
            "fontWeight": 600,
            "color": PAPER if recorded else INK,
        },
        "rank": int(number) if number else 0,
        "is_to_check": asked,
        "who": str(row["name"]),
        "actor": str(row["actor_id"]),
        "group": str(row["group"]),
    }


def _room(mark: Option, groups: list[str], columns: Columns, edges: list[float]) -> Box:
    """Where the name of a mark may stand: in its row, and in the band of its list."""
    row = groups.index(mark["group"])
    left, right = columns.edges["ask"] if mark["is_to_check"] else columns.middle_ground
    return Box(left, edges[row], right, edges[row + 1])


def _dots(of_group: pd.DataFrame, columns: Columns, y: float) -> list[Option]:
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
                    "actor": str(row["actor_id"]),
                }
            )
    return dots


def _counts(of_group: pd.DataFrame, columns: Columns, y: float) -> list[Option]:
    """Numbers of a row: unlike supporters, opposed, and "16 of 23" in support."""
    size = of_group["section"].value_counts()
    support = int(sum(size.get(name, 0) for name in SUPPORT))
    right = columns.edges["support"][1]
    texts = [words(f"{support} of {len(of_group)}", right, y, size=13, colour=INK, align="right", shift=-4)]
    if "opposed" in columns.edges and size.get("opposed", 0):
        texts.append(words(str(size["opposed"]), columns.edges["opposed"][1], y, size=13, colour=INK, align="right"))
    if "unlike" in columns.edges:
        rest = int(sum(size.get(name, 0) for name in ("unlike", "further", "facts")))
        unlike = int(size.get("unlike", 0)) if "estimated" in columns.edges else rest
        counted = "1 State" if unlike == 1 else f"{unlike} States" if unlike else "–"
        texts.append(words(counted, columns.middle("unlike"), y, align="center"))
    return texts


def _heads(found: Search, columns: Columns, height: float) -> list[Option]:
    """Column heads, and the axis of likeness below."""
    beyond = "Further down, or nothing that counts" if found.ordered else "Nothing that counts"
    heads = {
        "opposed": "Opposed\na text",
        "unlike": "Unlike\nsupporters" if has_likeness(found) else beyond,
        "ask": found.sections["ask"].capitalize().replace(", ", ",\n"),
        "support": "On record in support",
    }
    texts = [
        words(text, columns.middle(name), HEAD / 2, size=13, colour=INK if name != "unlike" else QUIET, align="center")
        for name, text in heads.items()
        if name in columns.edges
    ]
    order = "the first in order, without a scale" if found.ordered and not has_likeness(found) else "no order"
    middle = {"recorded": order, "estimated": "by likeness: an estimate"}
    if columns.inside:
        centre = sum(columns.middle_ground) / 2
        texts.append(words(middle_words(found), centre, 12, size=14, colour=MIDDLE_INK, bold=True, align="center"))
    texts += [
        words(middle[name], columns.middle(name), 31, colour=MIDDLE_INK, align="center") for name in columns.inside
    ]
    scores = [k for name, ks in (("estimated", IN_MIDDLE), ("ask", ABOVE)) if name in columns.edges for k in ks]
    for k in scores[::2]:
        what = f"{k / STEPS:.0%}" if k in IN_MIDDLE else f"over {IN_MIDDLE[-1] / STEPS:.0%}"
        texts.append(words(what, columns.scores[k][0], height - FOOT / 2, align="center"))
    if scores:
        axis = "likeness to supporters, an estimate:"
        texts.append(words(axis, columns.scores[scores[0]][0], height - FOOT / 2, align="right", shift=-20))
    return texts


def middle_words(found: Search) -> str:
    """What stands between those who support and those who oppose: a middle ground only where there is an order."""
    if found.ordered:
        return "Middle ground" if has_likeness(found) else "First in the order"
    return "Said so" if found.target.kind is TargetKind.DECLARED else "On record otherwise"


def _bands(columns: Columns, height: float) -> list[list[Option]]:
    bands = [band(*columns.middle_ground, 0, height - FOOT, MIDDLE_PAPER)] if columns.inside else []
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


WIDTH = 1200.0
HEAD, FOOT = 46.0, 24.0
LEAST_HEIGHT = 300.0
NAMES, COUNT = 150.0, 92.0
PITCH, SMALL_PITCH = 21.0, 17.0
"""From one numbered mark to the next, and the same for the small ones."""
LINE_OF_NAMES, NAME = 12.0, 15.0
"""Pixels above and below the marks of a row together, for a line of names, and for one name more."""
BESIDE = 260.0
"""Pixels beside the marks of an order without a scale, for names."""
DEEP = 5
"""Marks of one cell that stand above each other before its column becomes wider."""
STEPS = 20
"""Likeness is drawn in steps of 5%; a mark stands where its likeness is rounded to."""
IN_MIDDLE = [k for k in range(STEPS + 1) if MIDDLE[0] <= k / STEPS <= MIDDLE[1]]
ABOVE = [IN_MIDDLE[-1] + 1]
"""Above the middle ground one place holds all: whoever stands there is to be looked up, not ranked."""


@dataclass
class Columns:
    """Left and right edge of each column that has something to show.

    `scores` are the middle and width of the place of k supporters among the nearest; a crowded score is wider.
    `per_line` numbered marks of those on record stand side by side; `named`: each has room for its name.
    """

    edges: dict[str, tuple[float, float]] = field(default_factory=dict)
    scores: dict[int, tuple[float, float]] = field(default_factory=dict)
    per_line: int = 1
    named: bool = False

    def middle(self, name: str) -> float:
        left, right = self.edges[name]
        return (left + right) / 2

    @property
    def inside(self) -> list[str]:
        """The columns between those who oppose and those who support, as far as they are there."""
        return [name for name in ("recorded", "estimated") if name in self.edges]

    @property
    def middle_ground(self) -> tuple[float, float]:
        """Left and right edge of these columns together."""
        return self.edges[self.inside[0]][0], self.edges[self.inside[-1]][1]

    def divide(self, name: str, ks: list[int], crowd: pd.Series[int]) -> None:
        """Give each score of a column its share of the room: one part for every `DEEP` marks of its fullest cell."""
        left, right = self.edges[name]
        parts = [max(1, -(-int(crowd.get(k, 0)) // DEEP)) for k in ks]
        for i, k in enumerate(ks):
            width = (right - left) * parts[i] / sum(parts)
            self.scores[k] = (left + (right - left) * sum(parts[:i]) / sum(parts) + width / 2, width)


def has_likeness(found: Search) -> bool:
    """Whether the record carries a likeness, so that there is an axis to draw."""
    return found.target.level in (Level.LIKENESS, Level.ROUGH)


def columns_of(found: Search, states: pd.DataFrame) -> Columns:
    """Columns from left to right; what is empty takes no room, and the estimates take what is left."""
    sections = set(states["section"])
    most = unscaled(states).groupby("group").size().max()
    fullest = 0 if pd.isna(most) else int(most)
    named = 0 < fullest <= 6
    per_line = (1 if fullest <= 2 else 2) if named else -(-fullest // 3)
    recorded = 0.0 if not fullest else 30.0 + 130.0 * per_line if named else 60.0 + PITCH * per_line
    if not named and fullest and not has_likeness(found):
        recorded += BESIDE  # there is room for it: nobody stands on a scale
    asked = states[states["section"] == "ask"].groupby("group").size().max()
    ask = 0.0 if pd.isna(asked) else min(max(190.0, 14 + SMALL_PITCH * -(-int(asked) // 2)), 260.0)
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
    columns, x = Columns(per_line=max(per_line, 1), named=named), NAMES
    for name, width in wide.items():
        if width:
            columns.edges[name] = (x, x + width - 6)
            x += width
    estimates = states[states["section"].isin(["middle", "ask"])]
    crowd = estimates.groupby([_steps(estimates), "group"]).size().groupby(level=0).max()
    for name, ks in (("estimated", IN_MIDDLE), ("ask", ABOVE)):
        if name in columns.edges:
            columns.divide(name, ks, crowd)
    return columns


def rows_of(
    states: pd.DataFrame, cells: dict[str, Cells], columns: Columns, told: set[str]
) -> tuple[dict[str, float], list[float]]:
    """Middle of each row, and the edges between them: a row is as high as its fullest cell needs.

    `cells` are the estimates of each group (`estimated`), in the order of the rows; in a row of somebody who is `told`
    in the answer there is room for names above and below.
    """
    need = {}
    for group in cells:
        of_group = states[states["group"] == group]
        deep = [2 * PITCH, -(-len(unscaled(of_group)) // columns.per_line) * PITCH]
        for k, cell in cells[group]:
            per_line, pitch = in_cell(columns, k, len(cell))
            deep.append(-(-len(cell) // per_line) * pitch)
        named = len(set(of_group["name"]) & told)
        need[group] = max(deep) + 12 + (LINE_OF_NAMES + NAME * max(0, named - 2) if named else 0.0)
    spare = max(0.0, LEAST_HEIGHT - sum(need.values())) / max(len(cells), 1)
    centres, edges = {}, [HEAD]
    for group in cells:
        centres[group] = edges[-1] + (need[group] + spare) / 2
        edges.append(edges[-1] + need[group] + spare)
    return centres, edges


def in_cell(columns: Columns, k: int, count: int) -> tuple[int, float]:
    """How many estimates of one score stand side by side, and how far apart; every row has room for two lines."""
    pitch = PITCH if k in IN_MIDDLE else SMALL_PITCH
    return max(1, min(int(columns.scores[k][1] // pitch), -(-count // 2))), pitch


def estimated(of_group: pd.DataFrame, columns: Columns) -> Cells:
    """Estimates of a group by score, each cell in order of rank."""
    if "estimated" not in columns.edges:
        return []
    shown = ["middle", "ask"] if "ask" in columns.edges else ["middle"]
    estimates = of_group[of_group["section"].isin(shown)]
    return [(int(k), cell.sort_values("rank")) for k, cell in estimates.groupby(_steps(estimates))]


def _steps(estimates: pd.DataFrame) -> pd.Series[int]:
    """Step of each likeness, within the column of its list."""
    nearest = (estimates["likeness"].astype(float) * STEPS).round().fillna(0).astype(int).rename("step")
    middle = estimates["section"] == "middle"
    return nearest.clip(IN_MIDDLE[0], IN_MIDDLE[-1]).where(middle, ABOVE[0])
