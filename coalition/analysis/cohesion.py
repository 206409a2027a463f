"""How much of one mind a bloc or a regional group votes, by year and theme, and who broke with it on which text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.groups import GROUPINGS, group_words
from coalition.analysis.source_wording import done
from coalition.arrays import Ints
from coalition.english import listed, number_of
from coalition.errors import UnknownIdError
from coalition.measures.arguments import one_of
from coalition.measures.cohesion import (
    POSITIONS,
    agreement_index,
    position_counts,
    rice_index,
    stand_of_others,
    surprise,
)
from coalition.model.network import Network
from coalition.model.vocabulary import EvidenceKind, split

SIDES = ("bloc", "regional_group")
"""What can have cohesion: columns by which States belong together."""
LEAST_TEXTS = 5
"""A mean over fewer texts is not told."""
LEAST_OTHERS = 2
"""Other members that have to stand together before somebody can break with them."""
NO_THEME = "no theme of the report"
"""Votes that bear on no recommendation."""
STOOD = dict(zip(POSITIONS, ("in support", "abstained", "against"), strict=True))
"""A position on a text, told of several."""

TEXTS = [
    "evidence_id", "title", "citation", "date_to", "year", "voted", "support", "abstain", "oppose", "cohesion", "rice",
    "all_states",
]  # fmt: skip
MEANS = ["texts", "cohesion", "rice", "all_states", "of_one_mind", "note"]
BREAKS = [
    "actor_id", "name", "evidence_id", "title", "citation", "date_to", "year", "did", "bloc_did", "with_bloc", "others",
    "surprise", "one_in", "note", "grade", "source",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Cohesion:
    """How much of one mind some States vote.

    `name` is that of the bloc or group, `members` are ids of its States on the map, `texts` has a row for each vote on
    which two of them or more took a position (`TEXTS`), `by_year` and `by_theme` the means over them (`MEANS`).
    """

    name: str
    members: tuple[str, ...]
    texts: pd.DataFrame
    by_year: pd.DataFrame
    by_theme: pd.DataFrame

    @cached_property
    def overall(self) -> dict[str, object]:
        """The means over all its texts, with `MEANS` as keys."""
        return _means(self.texts)

    @property
    def sentence(self) -> str:
        """What is found, in words."""
        size = number_of(len(self.members), "member")
        if len(self.members) < 2:
            whom = "no State is its member" if not self.members else "only one State is its member"
            return f"{self.name}: on this map {whom}, so that there is nobody to agree or to split with."
        if self.texts.empty:
            return f"{self.name}: no vote is on record on which two of its {size} or more took a position."
        texts, alike = len(self.texts), int((self.texts["cohesion"] == 1).sum())
        told = f"{self.name}: its {size} took the same position on {alike:,} of {number_of(texts, 'vote')}."
        if self.overall["note"]:
            return f"{told} That is too few for a mean cohesion."
        return (
            f"{told} Its cohesion is {self.overall['cohesion']:.2f}, that of all States on the same votes "
            f"{self.overall['all_states']:.2f} (1: all alike, 0: split evenly three ways)."
        )


def members(network: Network, key: str, by: str = "bloc") -> list[str]:
    """Ids of the States that belong to a bloc or a regional group, in table order.

    Parameters
    ----------
    network : Network
        The map.
    key : str
        Id of the bloc or group.
    by : str
        "bloc" or "regional_group".

    Raises
    ------
    UnknownIdError
        No such bloc or group; the message names those that there are.
    """
    check_network(network)
    one_of("by", by, SIDES, "way in which States belong together")
    names = group_words(network, by)
    if key not in names:
        sort = GROUPINGS[by].removesuffix("s")
        raise UnknownIdError(f"no {sort} {key!r}; there are: {', '.join(names) or 'none'}")
    states = network.actors[network.is_state]
    cells = states["blocs" if by == "bloc" else "regional_group"]
    return [str(actor) for actor, cell in cells.items() if key in split(str(cell))]


def cohesion(network: Network, key: str, by: str = "bloc") -> Cohesion:
    """How much of one mind a bloc or a regional group votes: on each vote, by year, and by theme.

    Votes only: on any other text nobody can abstain or oppose. Who belongs to it is what the map says today, also of
    votes before somebody joined. The cohesion of a vote is the agreement index of Hix, Noury and Roland
    (`coalition.measures.agreement_index`); that of a year or a theme is the plain mean over its votes.

    Parameters
    ----------
    network : Network
        The map; whether disputed readings count decides what a theme holds.
    key : str
        Id of a bloc or group.
    by : str
        "bloc" or "regional_group".

    Returns
    -------
    Cohesion
        `texts`: a row for each vote on which two members or more took a position, newest first; `voted` members took
        one, `support`, `abstain` and `oppose` count them, `cohesion` and `all_states` are in [0, 1], and `rice` too,
        missing where fewer than two were for or against. `by_year` (`year`) and `by_theme` (`theme`; a vote that bears
        on several stands in each, and one that bears on none under `NO_THEME`): `texts` is how many,
        `cohesion`, `rice` and `all_states` their means, `of_one_mind` on how many all took the same position; no mean
        below `LEAST_TEXTS`, and `note` says so. Tables are empty for a bloc of one.

    Raises
    ------
    UnknownIdError
        No such bloc or group.

    Examples
    --------
    >>> from coalition import Network, read_tables
    >>> from coalition.settings import resource
    >>> network = Network.from_tables(read_tables(resource("seeds")))
    >>> found = cohesion(network, "EU")
    >>> len(found.members), found.overall["cohesion"] > found.overall["all_states"]
    (27, True)
    """
    ids = members(network, key, by)
    name = group_words(network, by)[key]
    items = _votes(network)
    stances = network.values(network.rows(ids), items)
    counts = position_counts(stances)
    judged = np.flatnonzero(counts.sum(axis=0) >= 2)
    chosen = network.evidence.iloc[items[judged]]
    texts = chosen[["title", "citation", "date_to"]].rename_axis("evidence_id").reset_index()
    texts["year"] = chosen["date_to"].str[:4].astype(int).to_numpy()
    texts["voted"] = counts.sum(axis=0)[judged]
    for column, count in zip(("support", "abstain", "oppose"), counts, strict=True):
        texts[column] = count[judged]
    texts["cohesion"] = agreement_index(stances[:, judged])
    texts["rice"] = rice_index(stances[:, judged])
    texts["all_states"] = agreement_index(network.values(network.states, items[judged]))
    texts = texts.sort_values(["date_to", "evidence_id"], ascending=[False, True], ignore_index=True)[TEXTS]
    by_year = [{"year": int(str(year))} | _means(rows) for year, rows in texts.groupby("year")]
    themes = _themes(network).merge(texts, on="evidence_id", how="right")
    themes["theme"] = themes["theme"].fillna(NO_THEME)
    by_theme = [{"theme": theme} | _means(rows) for theme, rows in themes.groupby("theme", sort=False)]
    ordered = pd.DataFrame(by_theme, columns=["theme", *MEANS])
    ordered["last"] = ordered["theme"] == NO_THEME
    order = ["last", "cohesion", "texts", "theme"]
    ordered = ordered.sort_values(order, ascending=[True, True, False, True], ignore_index=True).drop(columns="last")
    return Cohesion(name, tuple(ids), texts, pd.DataFrame(by_year, columns=["year", *MEANS]), ordered)


def who_broke(network: Network, key: str, by: str = "bloc") -> pd.DataFrame:
    """Who took another position than most of its bloc or regional group, on which vote, and how surprising that was.

    A member broke with its bloc on a vote where more than half of the other members who took a position, and at least
    `LEAST_OTHERS` of them, took one and the same position, and it took another. An absence is no break.

    Parameters
    ----------
    network : Network
        The map.
    key : str
        Id of a bloc or group.
    by : str
        "bloc" or "regional_group".

    Returns
    -------
    DataFrame
        A row per break, the most surprising first, then the newest, with `BREAKS`: `did` is what the member did as it
        is recorded, `bloc_did` where most others stood, `with_bloc` of `others` stood there. `surprise` in bits
        (`coalition.measures.surprise`) rests half on the bloc's other members on that vote, half on what the member
        did on others when its bloc stood there; `one_in` is the same as "once in so many". `note`, `grade` and `source`
        are those of the stance. Empty for a bloc of one.

    Raises
    ------
    UnknownIdError
        No such bloc or group.
    """
    ids = members(network, key, by)
    items = _votes(network)
    stances = network.values(network.rows(ids), items)
    bloc, with_bloc, others = stand_of_others(stances)
    broke = ~np.isnan(stances) & (with_bloc >= LEAST_OTHERS) & (2 * with_bloc > others) & (stances != bloc)
    member, item = np.nonzero(broke)
    found = pd.DataFrame(
        {
            "actor_id": np.array(ids, dtype=object)[member],
            "evidence_id": network.evidence.index.to_numpy(dtype=object)[items[item]],
            "bloc_did": pd.Series(bloc[member, item]).map(STOOD).astype(object),
            "with_bloc": with_bloc[member, item],
            "others": others[member, item],
            "surprise": surprise(stances)[member, item],
        }
    )
    if found.empty:
        return pd.DataFrame(columns=BREAKS)
    recorded = network.tables.stances[["actor_id", "evidence_id", "position", "ended", "note", "grade", "source"]]
    found = found.merge(recorded, on=["actor_id", "evidence_id"], how="left", validate="one_to_one")
    found = found.join(network.evidence[["title", "citation", "date_to", "kind", "act"]], on="evidence_id")
    found["did"] = [done(row) for row in found.to_dict("records")]
    found["name"] = found["actor_id"].map(network.actors["name"])
    found["year"] = found["date_to"].str[:4].astype(int)
    found["one_in"] = np.rint(2 ** found["surprise"]).astype(int)
    order = ["surprise", "date_to", "name", "evidence_id"]
    found["surprise"] = found["surprise"].round(10)  # ties do not depend on the order of a sum
    return found.sort_values(order, ascending=[False, False, True, True], ignore_index=True)[BREAKS]


def breaks_sentence(found: Cohesion, broke: pd.DataFrame) -> str:
    """Who broke most often, and the most surprising break, in words; "" where there is nobody to break with."""
    if len(found.members) < 2 or found.texts.empty:
        return ""
    if broke.empty:
        return "On no vote did a member break with most of the others."
    most = broke["name"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    first = [str(name) for name, count in most.items() if count == most.iloc[0]]
    row = broke.iloc[0]
    return (
        f"{listed(first)} broke with most of the others most often ({number_of(int(most.iloc[0]), 'vote')}"
        f"{' each' if len(first) > 1 else ''}). The least expected break: {break_words(row.to_dict())}."
    )


def break_words(row: dict[str, object]) -> str:
    """One break, a row of `who_broke`: "Hungary abstained on “The right to development” (A/RES/74/152, 2019), where 25
    of 26 others were in support".
    """
    with_bloc, others = int(str(row["with_bloc"])), int(str(row["others"]))
    which = [str(part) for part in (row["citation"], row["year"]) if part not in ("", row["title"])]
    many = f"all {others}" if with_bloc == others else f"{with_bloc} of {others}"
    verb = "" if row["bloc_did"] == STOOD[0.0] else "were "
    what = f"“{row['title']}” ({', '.join(which)})"
    return f"{row['name']} {row['did']} on {what}, where {many} others {verb}{row['bloc_did']}"


def _votes(network: Network) -> Ints:
    """Column numbers of the votes."""
    return np.flatnonzero((network.evidence["kind"] == EvidenceKind.VOTE).to_numpy())


def _themes(network: Network) -> pd.DataFrame:
    """Theme of each piece of evidence, a row for each of several."""
    theme = network.links["recommendation_id"].map(network.recommendations["theme"])
    return pd.DataFrame({"evidence_id": network.links["evidence_id"], "theme": theme}).drop_duplicates()


def _means(texts: pd.DataFrame) -> dict[str, object]:
    """Means over some texts, as `MEANS`."""
    enough = len(texts) >= LEAST_TEXTS
    means = {name: float(texts[name].mean()) if enough else np.nan for name in ("cohesion", "rice", "all_states")}
    note = "" if enough else f"only {number_of(len(texts), 'vote')}: too few for a mean"
    return {"texts": len(texts)} | means | {"of_one_mind": int((texts["cohesion"] == 1).sum()), "note": note}
