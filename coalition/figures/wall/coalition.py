"""On the wall: the smallest coalition that carries some recommendations, by regional group, with its proof."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.phrases import headline
from coalition.english import number_of
from coalition.figures.placing import Box
from coalition.figures.wall.canvas import MARGIN, Canvas, WallPicture, Words, finished, frame, sheet
from coalition.figures.wall.rows import REST, Name, heads, names, quotas, row_keys, row_name, rows_between
from coalition.measures.coalitions.certificate import Coalition, at_least
from coalition.model.network import Network
from coalition.model.vocabulary import STATES
from coalition.palette import shape


def coalition_wall(
    network: Network,
    found: Coalition,
    recommendations: tuple[str, ...],
    groups: int,
    size: tuple[int, int],
    dark: bool = False,
    left_out: bool = False,
) -> WallPicture:
    """Draw a result of `coalition_for` for some recommendations, `groups` groups for each."""
    canvas = sheet(size, dark)
    members = network.actors.loc[list(found.members)]
    state = members["kind"].isin(STATES)
    keys = row_keys(network, others=True)
    members = members.assign(row=members["regional_group"].where(state & members["regional_group"].isin(keys), REST))
    one = len(recommendations) == 1
    text = f"{network.recommendations.loc[recommendations[0], 'text']}" if one else ", ".join(recommendations)
    need = f"Supporters from {number_of(groups, 'regional group')} for each." if groups else ""
    words = Words(
        f"{recommendations[0]}: the smallest coalition?" if one else "Which is the smallest coalition for them?",
        f"{text if text.endswith('.') else f'{text}.'} {need}".strip(),
        headline(network, _answer(found, len(recommendations))),
        "● on record in support · this does not mean that they have agreed",
    )
    top, bottom = frame(canvas, words, left_out)
    table = pd.DataFrame(
        [
            {"Regional group": row_name(network, key), "Members": ", ".join(members.loc[members["row"] == key, "name"])}
            for key in keys
        ]
    )
    if found.members:
        _rows(canvas, network, members, keys, (top, bottom))
    return finished(canvas, words, table if found.members else pd.DataFrame(), left_out)


def _answer(found: Coalition, wanted: int) -> str:
    """Size and proof in short; a failure in its own words."""
    if not found.members:
        return found.certificate
    carried = {1: "it", 2: "both"}.get(wanted, f"all {wanted}")
    size = f"{found.size} member{'s carry' if found.size > 1 else ' carries'} {carried}"
    proof = "proven: fewer cannot" if found.status == "optimal" else at_least(found.bound)
    several = {True: " One of several of this size.", False: " The only one of this size."}
    return f"{size}; {proof}.{several.get(found.several, '') if found.several is not None else ''}"


def _rows(
    canvas: Canvas, network: Network, members: pd.DataFrame, keys: list[str], ends: tuple[float, float]
) -> None:  # fmt: skip
    left = MARGIN + canvas.width * 0.25
    rows = rows_between(keys, ends[0] + 6, ends[1])
    heads(canvas, network, rows, MARGIN, left - MARGIN - 12)
    for row, most in zip(rows, quotas([int((members["row"] == key).sum()) for key in keys]), strict=True):
        of_row = members[members["row"] == row.key]
        wanted = [
            Name(
                str(told["name"]),
                canvas.colours.of(row.key) if told["kind"] in STATES else canvas.colours.other,
                True,
                shape=shape(told["kind"]),
            )
            for told in of_row.to_dict("records")
        ]
        room = Box(left, row.top + 2, canvas.width - MARGIN, row.bottom - 2)
        if wanted:
            names(canvas, wanted, room, most, len(wanted))
        else:
            canvas.text("none needed", left, row.middle, colour=canvas.colours.quiet)
