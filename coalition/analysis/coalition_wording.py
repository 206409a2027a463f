"""A coalition in a sentence: who is in it, what they carry, and how far that is proven."""

from __future__ import annotations

from coalition.analysis.coalitions import members, names
from coalition.analysis.coverage import supports
from coalition.analysis.phrases import other_reading, titled_recommendation
from coalition.english import listed, number_of
from coalition.measures.coalitions.certificate import Coalition, all_of, at_least
from coalition.model.network import Network


def coalition_summary(network: Network, coalition: Coalition) -> str:
    """A coalition in a sentence, with its certificate; or why there is none, and the nearest."""
    if coalition.status == "infeasible":
        near = coalition.nearest
        who = listed(names(network, near.members), 12) or "nobody" if near else ""
        return f"{coalition.certificate} The nearest: {who}; {near.words}." if near else coalition.certificate
    if coalition.status == "unknown":
        return coalition.certificate
    return f"{listed(names(network, coalition.members), 30) or 'Nobody'}. {coalition.certificate}"


def coalition_answer(network: Network, coalition: Coalition, largest: bool = False) -> str:
    """The answer in one sentence: who, what they carry, and whether others could do better; or that there is none.

    With `largest` the coalition is one of `coalition_within`: the most that so few can carry.
    """
    if coalition.status == "infeasible":
        return "No coalition on record keeps these rules."
    if coalition.status == "unknown":
        return coalition.certificate
    who = listed(list(members(network, coalition)["name"]), 6) or "Nobody"
    goals = len(coalition.covered)
    counted = all_of(goals) if goals != 1 else titled_recommendation(network, coalition.covered[0])
    proven = coalition.status == "optimal"
    if largest:
        counted = number_of(goals, "recommendation")
        proof = "no other so few carry more" if proven else f"at most {coalition.bound:g} are possible"
    else:
        proof = "no fewer could" if proven else at_least(coalition.bound)
    if coalition.size == 1 and proven and not largest:
        return f"{who} alone carries {counted}."
    verb = "together carry" if coalition.size > 1 else "alone carries" if coalition.size else "carries"
    return f"{who} {verb} {counted}; {proof}."


def supported(network: Network) -> str:
    """How many recommendations have a supporter, with and without disputed readings."""
    here, there = (int(supports(found).any(axis=0).sum()) for found in (network, network.other_reading))
    total = len(network.recommendations)
    other = f"; {other_reading(network)} {there}" if here != there else ""
    return f"{here} of {total} recommendations have a supporter on record{other}."
