"""On the wall: a recommendation and its supporters by regional group, in two modes joined by lines."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.coverage import SUPPORTING
from coalition.analysis.phrases import headline
from coalition.analysis.recorded_leads import lead_sentences, with_leads
from coalition.analysis.support import Support, support
from coalition.analysis.support_wording import support_read
from coalition.english import number_of
from coalition.figures.placing import Box, text_width
from coalition.figures.wall.canvas import LABEL, MARGIN, Canvas, WallPicture, Words, finished, frame, sheet
from coalition.figures.wall.rows import REST, Name, heads, names, quotas, row_keys, row_name, rows_between, unknown
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Kind, Standing
from coalition.palette import SAID, shape, signs

HUB, FAN = 62.0, 70.0
"""Radius of the recommendation, and how far the lines run to the groups."""


def supporters_wall(
    network: Network, recommendation: str, size: tuple[int, int], dark: bool = False, left_out: bool = False
) -> WallPicture:
    """Draw who is on record in support of a recommendation; who leads first."""
    canvas = sheet(size, dark)
    found, keys = support(network, recommendation), row_keys(network, others=True)
    there, said = (
        _in_rows(rows, keys) for rows in (found.table[found.table["position"].isin(SUPPORTING)], found.declared)
    )
    words = Words(
        f"{recommendation}: who supports it already?",
        str(network.recommendations.loc[recommendation, "text"]),
        headline(network, _answer(network, recommendation, found)),
        _legend(network, recommendation, there, said),
    )
    top, bottom = frame(canvas, words, left_out)
    if not network.evidence_of(recommendation):
        unknown(canvas, network, top)
        return finished(canvas, words, pd.DataFrame(), left_out)
    rows = rows_between(keys, top + 6, bottom)
    left = MARGIN + 2 * HUB + FAN
    group_end = left + canvas.width * 0.2
    hub = (MARGIN + HUB, (top + bottom) / 2)
    counts = [int((there["row"] == key).sum()) for key in keys]
    for row, count in zip(rows, counts, strict=True):
        if count:
            width = 3 + 15 * count / max(counts)
            canvas.line(*hub, left - 6, row.middle, canvas.colours.of(row.key), width)
    canvas.mark("dot", *hub, HUB, canvas.colours.ink, filled=False)
    scale = LABEL + 4 if text_width(recommendation, LABEL + 4) < 2 * HUB - 12 else LABEL
    canvas.text(recommendation, *hub, size=scale, bold=True, align="middle")
    heads(canvas, network, rows, left, group_end - left - 8)
    sizes = network.actors.loc[network.is_state, "regional_group"].value_counts()
    for row, count, most in zip(rows, counts, quotas(counts), strict=True):
        of = f"{count} of {sizes.get(row.key, 0)}" if row.key != REST else str(count)
        only = int((said["row"] == row.key).sum())
        canvas.text(of, group_end, row.middle - (LABEL / 2 + 1 if only else 0), bold=True)
        if only:
            canvas.text(f"{SAID} {only}", group_end, row.middle + LABEL / 2 + 1, bold=True)
        room = Box(group_end + 128, row.top + 2, canvas.width - MARGIN, row.bottom - 2)
        if count:
            of_row = there[there["row"] == row.key]
            names(canvas, _names(canvas, of_row), room, most, count)
        else:
            canvas.text("none on record", room.left, row.middle, colour=canvas.colours.quiet)
    return finished(canvas, words, _table(network, recommendation, there, said, keys), left_out)


def _in_rows(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """With the row of the picture that each actor stands in."""
    own = rows["kind"].isin(STATES) & rows["regional_group"].isin(keys)
    return rows.assign(row=rows["regional_group"].where(own, REST))


def _legend(network: Network, recommendation: str, there: pd.DataFrame, said: pd.DataFrame) -> str:
    texts = len(network.evidence_of(recommendation))
    counted = f" by any of {texts} texts" if texts > 1 else ""
    leads = "ringed: leads · " if (there["position"] == Standing.LEADS).any() else ""
    only = f"{SAID} have only said so · " if len(said) else ""
    present = set(there.loc[~there["kind"].isin(STATES), "kind"])
    others = signs(kind for kind in Kind if kind in present and shape(kind) != "dot")
    return f"● on record{counted} · {leads}{only}unknown is not opposed{f' · {others}' if others else ''}"


def _answer(network: Network, recommendation: str, found: Support) -> str:
    """In short what the page of the recommendation says at length."""
    if not (network.bears_on["recommendation_id"] == recommendation).any():
        return "Not asked yet: no evidence bears on it, so nobody can be said to support or oppose it."
    read = support_read(network, found)
    if found.supporters.empty:
        return f"Nobody is on record in support{_only(found)}. {read}".strip()
    states, others = found.states, len(found.supporters) - len(found.states)
    reached = states[states["regional_group"].isin(network.groups.index)]["regional_group"].nunique()
    leads = int((states["position"] == Standing.LEADS).sum())
    of = len(network.groups)
    where = f"all {of}" if reached == of else f"{reached} of {of}"
    said = f"{number_of(len(states), 'State')} from {where} regional groups"
    said += f" and {number_of(others, 'other')}" if others else ""
    tail = f"{leads} State{' leads' if leads == 1 else 's lead'}" if leads else "no State leads"
    return f"{said}; {tail}{_only(found)}. {read}".strip()


def _only(found: Support) -> str:
    more = " more" if len(found.supporters) else ""
    return f"; {len(found.declared)}{more} only said so" if len(found.declared) else ""


def _names(canvas: Canvas, of_row: pd.DataFrame) -> list[Name]:
    """Names of a row; kinds other than States are told by their shape."""
    return [
        Name(
            str(row["name"]),
            canvas.colours.of(str(row["regional_group"])) if row["kind"] in STATES else canvas.colours.other,
            True,
            row["position"] == Standing.LEADS,
            shape(row["kind"]),
            row["position"] == Standing.LEADS,
        )
        for row in of_row.to_dict("records")
    ]


def _table(
    network: Network, recommendation: str, there: pd.DataFrame, said: pd.DataFrame, keys: list[str]
) -> pd.DataFrame:
    """The picture as a table."""
    lead = there["position"] == Standing.LEADS
    told = lead_sentences(network, recommendation)
    return pd.DataFrame(
        [
            {
                "Regional group": row_name(network, key),
                "Lead": ", ".join(with_leads(told, there[(there["row"] == key) & lead])),
                "Support": _named(there[(there["row"] == key) & ~lead]),
                "Only said so": _named(said[said["row"] == key]),
            }
            for key in keys
        ]
    )


def _named(rows: pd.DataFrame) -> str:
    """Names, those of other kinds than States with their kind."""
    return ", ".join(rows["name"].where(rows["kind"].isin(STATES), rows["name"] + " (" + rows["kind"].map(_kind) + ")"))


def _kind(kind: str) -> str:
    return Kind(kind).words
