"""Where every State of the world stands on one recommendation, and how like its supporters the others are."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.coverage import SUPPORTING
from coalition.analysis.partners.ranking import Search
from coalition.analysis.partners.targets import Level
from coalition.analysis.phrases import position_words, titled_recommendation, titled_text, year_span, years_told
from coalition.english import number_of, the
from coalition.model.network import Network
from coalition.model.vocabulary import Standing

UNKNOWN = "unknown: nothing that counts is on record about it"
"""What is told of a State without a position."""
VERY_LIKE = 0.75
"""Likeness from which a State is counted in `likeness_sentence`: the upper end of the middle ground."""
FEW = 5
"""Of fewer States than this it is not told where most of them are."""
_COUNTED = (Standing.MIXED, Standing.ABSTAINED, Standing.OPPOSED)
_TOLD = {
    Standing.MIXED: ("has a mixed record", "have a mixed record"),
    Standing.ABSTAINED: ("abstained on a text", "abstained on a text"),
    Standing.OPPOSED: ("opposed a text", "opposed a text"),
}


def positions_of_states(network: Network, recommendation: str) -> pd.DataFrame:
    """The position of every State on a recommendation.

    Parameters
    ----------
    network : Network
        The map.
    recommendation : str
        Id.

    Returns
    -------
    DataFrame
        A row per State, in the order of the actors: `actor_id`, `name`, `country`, `group` (id of the regional group,
        "" without one), `position` (a `Standing`, "" for unknown), `act` and `act_year` (of the strongest act in
        support, "" without one), `years` (of the position, "" for unknown) and `words` (the position in words).

    Raises
    ------
    UnknownIdError
        The recommendation is not there.
    """
    held = network.positions_on(recommendation).set_index("actor_id", drop=False)
    states = network.actors.iloc[network.states]
    table = pd.DataFrame(
        {
            "actor_id": states.index,
            "name": states["name"].to_numpy(),
            "country": states["country"].to_numpy(),
            "group": states["regional_group"].to_numpy(),
        }
    )
    for column in ("position", "act", "act_year"):
        known = held[column].to_dict()
        table[column] = [str(known.get(actor, "")) for actor in table["actor_id"]]
    told = {actor: (position_words(row), years_told(row)) for actor, row in held.to_dict("index").items()}
    table["years"] = [told[actor][1] if actor in told else "" for actor in table["actor_id"]]
    table["words"] = [told[actor][0] if actor in told else UNKNOWN for actor in table["actor_id"]]
    return table


def positions_sentence(network: Network, recommendation: str, table: pd.DataFrame) -> str:
    """How many States support a recommendation, how many are unknown and where most of these are, and the rest.

    Parameters
    ----------
    network, recommendation
        As in `positions_of_states`.
    table : DataFrame
        Its result.
    """
    every = number_of(len(table), "State")
    if table.empty:
        return "There is no State on this map."
    named = titled_recommendation(network, recommendation)
    if not network.evidence_of(recommendation):
        where = f"{every} stand" if len(table) > 1 else "its one State stands"
        return f"No text that counts bears on {named}, so where {where} is unknown."
    supporting = table["position"].isin(SUPPORTING)
    unknown = table["position"] == ""
    are = "is" if supporting.sum() <= 1 else "are"
    first = f"{int(supporting.sum()) or 'None'} of {every} {are} on record in support of {named}"
    if supporting.any():
        held = network.positions_on(recommendation).set_index("actor_id").loc[table.loc[supporting, "actor_id"]]
        first += f", {year_span(held['since'].min(), held['latest'].max())}"
    counts = table["position"].value_counts()
    said = int((table["position"] == Standing.DECLARED).sum())
    rest = [f"{said} {'has' if said == 1 else 'have'} only said so"] if said else []
    rest += [f"{counts[one]} {_TOLD[one][int(counts[one] > 1)]}" for one in _COUNTED if one in counts.index]
    if unknown.any():
        stand = "is unknown" if unknown.sum() == 1 else "are unknown"
        rest.append(f"{int(unknown.sum())} {stand}{_where(network, table, unknown)}")
    return f"{first}. {'; '.join(rest)}{'. ' if rest else ''}Unknown is not opposed."


def likeness_of_states(network: Network, found: Search) -> pd.DataFrame:
    """How like the supporters of a recommendation every State is that is not on record in support.

    Parameters
    ----------
    network : Network
        The map.
    found : Search
        Result of `coalition.analysis.partners.ranking.search`.

    Returns
    -------
    DataFrame
        The columns of `positions_of_states`, `section` (as in the search), and `likeness`, `likeness_low` and
        `likeness_high` (0 to 1; missing where there is no estimate, and for whoever is on record in support or opposed
        a text, since a record needs none). `words` tell the estimate with its interval, or the record.
    """
    table = positions_of_states(network, found.target.recommendation)
    searched = found.table.set_index("actor_id")
    table["section"] = table["actor_id"].map(searched["section"]).astype(str)
    recorded = table["section"].isin(("leads", "supports", "opposed"))
    estimated = found.target.level in (Level.LIKENESS, Level.ROUGH)
    for column in ("likeness", "likeness_low", "likeness_high"):
        values = table["actor_id"].map(searched[column]).astype(float)
        table[column] = values.mask(recorded) if estimated else float("nan")
    rows = zip(table["likeness"], table["likeness_low"], table["likeness_high"], table["words"], strict=True)
    table["words"] = [
        f"{likeness:.0%} like the supporters, an estimate ({low:.0%}–{high:.0%})" if pd.notna(likeness) else words
        for likeness, low, high, words in rows
    ]
    return table


def likeness_sentence(network: Network, found: Search, table: pd.DataFrame) -> str:
    """How many States are very like the supporters, and where most of them are; or why nothing can be estimated.

    Parameters
    ----------
    network, found
        As in `likeness_of_states`.
    table : DataFrame
        Its result.
    """
    goal = titled_recommendation(network, found.target.recommendation)
    supporting = int(table["section"].isin(("leads", "supports")).sum())
    if table["likeness"].isna().all():
        return f"Too little is on record about {goal} to estimate who is like its supporters."
    near = table["likeness"] >= VERY_LIKE
    estimated = int(table["likeness"].notna().sum())
    are = "is" if near.sum() == 1 else "are"
    what = f"{titled_text(network, found.target.evidence[0])}, a text for {goal}" if found.target.named else goal
    return (
        f"{int(near.sum()) or 'None'} of {number_of(estimated, 'State')} with an estimate {are} very like the "
        f"{supporting} that support {what}{_where(network, table, near)}. An estimate from votes and signatures: it "
        "says who votes and signs alike, not who can be persuaded."
    )


def _where(network: Network, table: pd.DataFrame, chosen: pd.Series[bool]) -> str:
    """The regional group with most of the chosen States: ", most of them in the African Group (40 of 54)"; "" for few
    States, or where no group has more of them than the others.
    """
    sizes = table["group"].value_counts()
    counts = table.loc[chosen & table["group"].isin(network.groups.index), "group"].value_counts()
    if counts.empty or int(chosen.sum()) < FEW or (len(counts) > 1 and counts.iloc[0] == counts.iloc[1]):
        return ""
    group, most = str(counts.index[0]), int(counts.iloc[0])
    who = "most of them" if 2 * most > chosen.sum() else "most of all"
    return f", {who} in {the(network.group_names[group])} ({most} of {sizes[group]})"
