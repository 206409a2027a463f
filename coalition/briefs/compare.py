"""Where some actors, or the members of a bloc or a regional group, agree and split, to hand on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from coalition.analysis.cohesion import Cohesion, breaks_sentence, cohesion, members, who_broke
from coalition.analysis.compare import FEWEST, MOST, RECOMMENDATIONS, TEXTS, Comparison, compare, compare_sentence
from coalition.analysis.phrases import headline
from coalition.analysis.source_wording import read_in
from coalition.briefs.document import UNKNOWN, Brief, BriefPicture
from coalition.english import listed, number_of
from coalition.figures.cohesion import TOO_FEW, means_table
from coalition.figures.svg import circle, drawing, line, named, text
from coalition.measures.arguments import ArgumentError
from coalition.model.network import Network
from coalition.palette import INK, LINE, LINK, QUIET

COUNTS = {
    RECOMMENDATIONS: {
        "support": "In support", "between": "Abstained or mixed", "oppose": "Opposed", "unknown": "Unknown",
    },
    TEXTS: {"support": "In support", "between": "Abstained", "oppose": "Against", "unknown": "Unknown"},
}  # fmt: skip
"""Columns of a comparison that counts, and their headings."""
WIDTH, HEIGHT, LEFT = 720.0, 250.0, 40.0


def compared(network: Network, actors: Sequence[str], only: tuple[str, ...] | None, by: str) -> Brief:
    """Two to ten actors side by side.

    Raises
    ------
    ArgumentError
        Fewer than two are given, or more than can be seen side by side.
    """
    if not FEWEST <= len(actors) <= MOST:
        raise ArgumentError(f"{number_of(len(actors), 'actor')} given; name {FEWEST} to {MOST}, or a bloc")
    found = compare(network, actors, only, by)
    who = listed(list(found.actors.values()), MOST)
    return _made(network, f"{who} side by side", headline(network, compare_sentence(network, found)), found, None)


def compared_members(network: Network, key: str, side: str, only: tuple[str, ...] | None, by: str) -> Brief:
    """The members of a bloc, or of a regional group, by id and by its column.

    Raises
    ------
    ArgumentError
        It has fewer than two members here.
    """
    of = cohesion(network, key, side)
    ids = members(network, key, side)
    if len(ids) < FEWEST:
        raise ArgumentError(of.sentence)
    found = compare(network, ids, only, by)
    told = (of.sentence, breaks_sentence(of, who_broke(network, key, side)),
            compare_sentence(network, found, f"Its {number_of(len(ids), 'member')}"))  # fmt: skip
    answer = headline(network, " ".join(words for words in told if words))
    return _made(network, f"{of.name}: how much of one mind", answer, found, of)


def _made(network: Network, title: str, answer: str, found: Comparison, of: Cohesion | None) -> Brief:
    return Brief(
        topic="Compare",
        title=title,
        question="Where do they agree and split?",
        answer=answer,
        picture=cohesion_picture(of) if of else None,
        front=(),
        sections=(),
        sources=(),
        not_known=(
            UNKNOWN,
            "Agreement: 1 all alike, 0 as far apart as can be. An absence, and words alone, are neither agreement nor "
            "split.",
        ),
        table=comparison_table(found, found.rows),
        version=network.digest,
    )


def comparison_table(found: Comparison, rows: pd.DataFrame) -> pd.DataFrame:
    """Some rows of a comparison as people read them: a column for each of a few actors, or counts of many."""
    table = pd.DataFrame({"Id" if found.by == RECOMMENDATIONS else "Citation": rows["name"], "Text": rows["text"]})
    table["Years"] = rows["years"]
    agreement = [TOO_FEW if pd.isna(mean) else f"{mean:.2f}" for mean in rows["agreement"]]
    if len(found.actors) <= MOST:
        positions = found.grid().set_index("id").loc[rows["id"]]
        for column in positions:
            table[str(column)] = positions[column].to_numpy()
        table["Agreement"] = agreement
        return table
    table["Agreement"] = agreement
    for column, heading in COUNTS[found.by].items():
        table[heading] = rows[column]
    table["Stand apart"] = rows["apart"]
    return table


def position_sources(found: Comparison, rows: pd.DataFrame) -> pd.DataFrame:
    """The positions of some rows one by one, each with its source; of a bloc on texts, where each text was read."""
    names = rows.set_index("id")["name"]
    if found.by == TEXTS and len(found.actors) > MOST:
        return pd.DataFrame({"Citation": rows["name"], "Text": rows["text"], "Source": rows["source"]})
    cells = found.cells[found.cells["id"].isin(names.index)]
    return pd.DataFrame(
        {
            "Recommendation" if found.by == RECOMMENDATIONS else "Citation": cells["id"].map(names),
            "Actor": cells["actor"],
            "Position": cells["position"],
            "Years": cells["years"],
            "Evidence" if found.by == RECOMMENDATIONS else "Source": cells["source"],
        }
    )


def sourced(network: Network, actors: tuple[str, ...], only: tuple[str, ...] | None, by: str) -> pd.DataFrame:
    """`position_sources` of all rows of a comparison."""
    found = compare(network, actors, only, by)
    return position_sources(found, found.rows)


def breaks_table(network: Network, key: str, side: str) -> pd.DataFrame:
    """Who broke with most of the others of a bloc or group on which vote, the least expected first."""
    broke = who_broke(network, key, side)
    return pd.DataFrame(
        {
            "Member": broke["name"],
            "What it did": broke["did"],
            "Where": [f"{row['with_bloc']} of {row['others']} others {row['bloc_did']}"
                      for row in broke.to_dict("records")],
            "Text": broke["title"],
            "Date": broke["date_to"],
            "One in": broke["one_in"],
            "Source": [read_in(*cells) for cells in zip(broke["source"], broke["grade"], strict=True)],
        }
    )  # fmt: skip


def themes_table(network: Network, key: str, side: str) -> pd.DataFrame:
    """Cohesion of a bloc or group by theme."""
    found = cohesion(network, key, side)
    return means_table(found.by_theme.rename(columns={"theme": "Theme"}), found.name)


def cohesion_picture(found: Cohesion) -> BriefPicture | None:
    """Cohesion by year beside that of all States; None where no year has enough votes for a mean."""
    means = found.by_year[found.by_year["cohesion"].notna()]
    if means.empty:
        return None
    first, last = int(means["year"].min()), int(means["year"].max())

    def place(year: int, mean: float) -> tuple[float, float]:
        return LEFT + (WIDTH - LEFT - 20) * (year - first) / max(last - first, 1), 14 + (HEIGHT - 44) * (1 - mean)

    parts = []
    for tick in (0.0, 0.5, 1.0):
        y = place(first, tick)[1]
        parts += [line(LEFT, y, WIDTH - 20, y, LINE), text(f"{tick:g}", LEFT - 8, y, 11, QUIET, align="end")]
    for year in range(first, last + 1, max(1, (last - first) // 8 or 1)):
        parts.append(text(str(year), place(year, 0)[0], HEIGHT - 10, 11, QUIET, align="middle"))
    rows = [(int(row["year"]), row) for row in means.to_dict("records")]
    for column, shade, thick in (("all_states", QUIET, 1.5), ("cohesion", LINK, 3.0)):
        for (year, row), (following, then) in pairwise(rows):
            if following == year + 1:
                parts.append(line(*place(year, row[column]), *place(following, then[column]), shade, thick))
    for year, row in rows:
        dots = circle(*place(year, row["all_states"]), 3, QUIET, QUIET, 1) + circle(
            *place(year, row["cohesion"]), 5, LINK, INK, 1
        )
        parts.append(named(f"{year}: cohesion {row['cohesion']:.2f}, all States {row['all_states']:.2f}", dots))
    told = "; ".join(f"{year}: {row['cohesion']:.2f}, all States {row['all_states']:.2f}" for year, row in rows)
    caption = f"Cohesion by year, 1 where all vote alike. Thick: {found.name}. Thin: all States on the same votes."
    return BriefPicture(drawing(WIDTH, HEIGHT, parts), f"Cohesion of {found.name} by year. {told}.", caption)
