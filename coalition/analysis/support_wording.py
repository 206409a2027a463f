"""The record on a recommendation in words."""

from __future__ import annotations

from coalition.analysis.phrases import titled_recommendation, years
from coalition.analysis.support import Support
from coalition.english import number_of
from coalition.model.network import Network
from coalition.model.vocabulary import Act, EvidenceKind, Standing

DID = {
    Act.OWN: "Did it themselves, as of the year",
    Act.LED: "Led",
    Act.JOINED: "Joined",
    Act.VOTED: "Voted yes",
    Act.DECLARED: "Said so, counted here as support",
}
"""What supporters did, over a list of them."""
SAID = "Have only said so"


def support_sentence(network: Network, recommendation: str, found: Support) -> str:
    """How many support it, how many of them by a disputed reading, who only said so, who opposed, on what evidence."""
    bearing = int((network.bears_on["recommendation_id"] == recommendation).sum())
    if not bearing:
        return f"Nobody has been asked about {titled_recommendation(network, recommendation)} yet: no text bears on it."
    evidence = network.evidence_of(recommendation)
    what = titled_recommendation(network, recommendation)
    support = "supports" if len(found.supporters) == 1 else "support"
    parts = [f"{_who(network, found)} {support} {what}, {support_read(network, found)}"]
    if found.supporters.empty:
        more = f"; {found.disputed} would be if disputed readings counted" if found.disputed else ""
        parts = [f"Nobody is on record in support of {what}{more}"]
    if not evidence:
        return f"{parts[0]}; no other text bears on it."
    if mixed := found.holding(Standing.MIXED):
        parts.append(f"{mixed} {'has' if mixed == 1 else 'have'} a mixed record")
    if abstained := found.holding(Standing.ABSTAINED):
        parts.append(f"{abstained} abstained")
    if len(found.declared):
        more = " more" if len(found.supporters) else ""
        parts.append(f"{len(found.declared)}{more} {'has' if len(found.declared) == 1 else 'have'} only said so")
    is_vote = (network.evidence.loc[evidence, "kind"] == EvidenceKind.VOTE).any()
    nobody = "nobody is on record against a text" if is_vote else "no vote on it is on record"
    opposed = found.holding(Standing.OPPOSED)
    parts.append(f"{opposed} opposed a text" if opposed else nobody)
    texts = "one text" if len(evidence) == 1 else f"{len(evidence)} texts"
    each = "; a supporter backs at least one of them" if len(evidence) > 1 and len(found.supporters) else ""
    return f"{'; '.join(parts)}. Based on {texts} ({years(network, evidence)}){each}."


def _who(network: Network, found: Support) -> str:
    """Of what kind they are, and from how many groups: "74 States of 4 of the 5 regional groups and 5 other actors"."""
    states, others = found.states, len(found.supporters) - len(found.states)
    groups = states.loc[states["regional_group"].isin(network.groups.index), "regional_group"].nunique()
    every = len(network.groups)
    reached = f"all {every} regional groups" if groups == every > 1 else f"{groups} of the {every} regional groups"
    of = f" of {reached}" if every > 1 else ""
    told = [f"{number_of(len(states), 'State')}{of}" if len(states) else "No State"]
    told += [number_of(others, "other actor")] if others else []
    return " and ".join(told)


def support_read(network: Network, found: Support) -> str:
    """What hangs on disputed readings."""
    more, mixed = found.disputed, found.doubted
    if network.counting.disputed:
        fewer = f", and {mixed} fewer than without them" if mixed else ""
        return f"{more or 'none'} of them by disputed readings only{fewer}"
    if mixed:
        return f"{f'{more} more and ' if more else ''}{mixed} of these mixed if disputed readings count"
    if not more:
        return "none by a disputed reading"
    return f"{more}{' more' if len(found.supporters) else ''} by disputed readings"
