"""What each page can be asked, as a `Choice`: the same for its address, its command and its words."""

from __future__ import annotations

from collections.abc import Sequence

from coalition.analysis.compare import RECOMMENDATIONS, TEXTS
from coalition.analysis.scenarios.comparison import NO_STANCE
from coalition.analysis.scenarios.what_if import write_change
from coalition.analysis.scenarios.wording import said
from coalition.analysis.selection import STATES_ONLY, Filters
from coalition.briefs.snapshot.document import Choice, chosen
from coalition.english import capitalized, listed, plural
from coalition.figures.map_views import MapSize, MapView
from coalition.measures.coalitions.rules import Rules
from coalition.model.network import Network
from coalition.model.vocabulary import Act, Kind, Standing

EVERYBODY, EVERY_THEME = "everybody", "all themes"
"""What the page Map calls no choice of a kind, and of a theme."""


def _given(**pairs: object) -> tuple[tuple[str, str], ...]:
    return tuple((key.rstrip("_"), str(value)) for key, value in pairs.items() if value not in (None, "", 0, False))


def _options(**pairs: object) -> tuple[str, ...]:
    return tuple(word for key, value in _given(**pairs) for word in (f"--{key.replace('_', '-')}", value))


def of_partners(network: Network, recommendation: str, own: str | None, evidence: str | None) -> Choice:
    """Partners for a recommendation, as a State sees it, on the basis of one text."""
    pairs = (("Support for", recommendation), ("Your country", own or ""), ("Based on", evidence or ""))
    command = ("partners", recommendation, *_options(target=evidence, seen_by=own))
    return Choice("partners", _given(r=recommendation, e=evidence, **{"as": own}), command, chosen(network, *pairs))


def of_gaps(address: Sequence[tuple[str, str]], asked: str) -> Choice:
    """The gaps that filters leave: these as in the address, and in words. No command has all of the filters."""
    filters = {key: value for key, value in address if key != "order"}
    command = ("gaps", *_options(only=filters.get("gap"))) if set(filters) <= {"gap"} else ()
    return Choice("gaps", tuple(address), command, (("Only", asked),) if asked else ())


def of_bridges(by: str) -> Choice:
    """Bridges between groups of a column."""
    words = {"regional_group": "regional groups", "kind": "kinds of actor", "bloc": "blocs"}.get(by, by)
    default = by == "regional_group"
    command = ("bridges", *_options(group_by="" if default else by))
    return Choice("bridges", _given(by="" if default else by), command, (("Between", words),))


def of_two_groups(network: Network, goal: str, one: str, other: str) -> Choice:
    """Bridges between two groups on a recommendation."""
    names = chosen(network, ("", one), ("", other))
    pairs = (("Between", listed([name for _, name in names])), ("On", goal))
    command = ("bridges", "--between", one, other, "--on", goal)
    return Choice("bridges", _given(by="two", one=one, other=other, on=goal), command, chosen(network, *pairs))


def of_coalition(network: Network, goals: Sequence[str], rules: Rules, largest: bool) -> Choice:
    """A coalition for some recommendations by some rules."""
    command = ["coalition-for", *goals]
    command += _options(
        supporters=rules.supporters if rules.supporters > 1 else 0, groups=rules.groups, span=rules.span,
        budget=_whole(rules.budget),
    )  # fmt: skip
    for option, ids in (("must", rules.must), ("must-not", rules.must_not), ("among", rules.among)):
        command += [word for key in ids for word in (f"--{option}", str(key))]
    command += [word for key, least in rules.quota.items() for word in ("--quota", f"{key}={least}")]
    address = [("r", key) for key in goals]
    address += _given(aim="largest" if largest else "", k=rules.supporters if rules.supporters > 1 else 0,
                      g=rules.groups, span=rules.span, size=_whole(rules.budget))  # fmt: skip
    for name, ids in (
        ("must", rules.must),
        ("not", rules.must_not),
        ("kind", rules.among),
        ("one", tuple(rules.quota)),
    ):
        address += [(name, str(key)) for key in ids]
    names = network.actors["name"]
    words = [("Recommendation", key) for key in goals] or [("Recommendations", "all that have a supporter")]
    words += [("Supporters of each", str(rules.supporters))]
    words += [(what, str(number)) for what, number in (
        ("From groups, at least", rules.groups), ("Groups in all", rules.span),
        ("Members at most", _whole(rules.budget)),
    ) if number]  # fmt: skip
    words += [(what, listed([str(names.get(key, key)) for key in ids], len(ids))) for what, ids in (
        ("Must take part", rules.must), ("Must not take part", rules.must_not),
    ) if ids]  # fmt: skip
    words += [(what, listed([Kind(kind).words for kind in kinds], len(kinds))) for what, kinds in (
        ("Only these kinds", list(rules.among)), ("At least one of each kind", list(rules.quota)),
    ) if kinds]  # fmt: skip
    return Choice("coalition", tuple(address), (*command, *(["--largest"] if largest else [])), chosen(network, *words))


def _whole(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def of_what_if(network: Network, changes: Sequence[tuple[str, str, str]], goals: Sequence[str]) -> Choice:
    """Changed stances, and recommendations whose smallest coalition is sought."""
    written = [write_change(*change) for change in changes]
    names, titles = network.actors["name"], network.evidence["title"]
    words = [("Supposed", f"{names.get(a, a)}, {titles.get(e, e)}: {said(p or NO_STANCE)}") for a, e, p in changes]
    words += [("Smallest coalition for", key) for key in goals]
    command = ("what-if", *written, *(word for key in goals for word in ("--coalition", key)))
    address = (*(("s", one) for one in written), *(("c", key) for key in goals))
    return Choice("whatif", address, command, chosen(network, *words))


def of_map(
    network: Network, filters: Filters, view: str = MapView.RECORD, size: str = MapSize.ALIKE
) -> Choice:  # fmt: skip
    """A part of the network in one of its pictures; what is not chosen is everything."""
    looks = {"view": "" if view == MapView.RECORD else view, "size": "" if size == MapSize.ALIKE else size}
    address = _given(
        **looks,
        theme=filters.theme or EVERY_THEME, kind=filters.kind or EVERYBODY, group=filters.group, bloc=filters.bloc,
        position=filters.position, act=filters.act, from_=filters.since, to=filters.until,
    ) + tuple(("off", one) for one in filters.off)  # fmt: skip
    command = ("snapshot", "map", *_options(
        **looks,
        theme=filters.theme, kind=filters.kind, regional_group=filters.group, bloc=filters.bloc,
        position=filters.position, act=filters.act, since=filters.since, until=filters.until,
    ))  # fmt: skip
    who = (
        "States"
        if filters.kind == STATES_ONLY
        else capitalized(plural(Kind(filters.kind).words))
        if filters.kind
        else ""
    )
    pairs = (
        ("Shown", MapView(view).words if looks["view"] else ""),
        ("On", "" if view == MapView.TIED else capitalized(filters.theme or EVERY_THEME)), ("Who", who or "Everybody"),
        ("From", filters.group),
        ("In the bloc", filters.bloc), ("Position", filters.position and Standing(filters.position).value),
        ("What it did", filters.act and Act(filters.act).words), ("From year", str(filters.since or "")),
        ("To year", str(filters.until or "")),
    )  # fmt: skip
    return Choice("map", address, () if filters.off else command, chosen(network, *pairs))


def of_world(network: Network, recommendation: str, likeness: bool) -> Choice:
    """Where each State stands on a recommendation, or how like its supporters it is."""
    address = _given(r=recommendation, colour="likeness" if likeness else "")
    command = ("snapshot", "world", recommendation, *(["--likeness"] if likeness else []))
    colour = "likeness, an estimate" if likeness else "position and act"
    return Choice("world", address, command, chosen(network, ("Recommendation", recommendation), ("Colour", colour)))


def of_compare(
    network: Network, actors: Sequence[str], side: tuple[str, str] | None, only: Sequence[str] | None, by: str
) -> Choice:  # fmt: skip
    """Actors, or the members of one `side` (column and id), on some texts or recommendations."""
    on = ("r", "recommendation") if by == RECOMMENDATIONS else ("e", "text")
    who = [(side[0].removeprefix("regional_"), side[1])] if side else [("actor", key) for key in actors]
    address = [*who, *_given(by="" if by == TEXTS else by), *((on[0], key) for key in only or ())]
    whom = _options(**{side[0]: side[1]}) if side else tuple(actors)
    command = ["compare", *whom, *(word for key in only or () for word in (f"--{on[1]}", key))]
    if by == RECOMMENDATIONS and not only:
        command = ["snapshot", "compare", *whom, "--all-recommendations"]
    words = [("Bloc" if side and side[0] == "bloc" else "Regional group", side[1])] if side else []
    words += [] if side else [("Actor", key) for key in actors]
    words += [(capitalized(on[1]), key) for key in only or ()] or [("On", f"All {by}")]
    return Choice("compare", tuple(address), tuple(command), chosen(network, *words))


def of_recommendation(network: Network, key: str) -> Choice:
    """Everything on record about a recommendation."""
    words = chosen(network, ("Recommendation", key))
    return Choice("recommendation", (("r", key),), ("snapshot", "recommendation", key), words)


def of_actor(network: Network, key: str) -> Choice:
    """Everything on record about an actor."""
    return Choice("actor", (("actor", key),), ("snapshot", "actor", key), chosen(network, ("Actor", key)))
