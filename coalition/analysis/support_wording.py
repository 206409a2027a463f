"""The record on a recommendation in words."""

from __future__ import annotations

from coalition.analysis.phrases import years
from coalition.analysis.support import Support
from coalition.english import number_of
from coalition.model.network import Network
from coalition.model.vocabulary import Act

DID = {
    Act.OWN: "Did it themselves",
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
        return f"Nobody has been asked about {recommendation} yet: no evidence bears on it."
    parts = [
        f"{len(found.supporters)} in support of {recommendation}{_who(network, found)}, {support_read(network, found)}"
    ]
    evidence = network.evidence_of(recommendation)
    if not evidence:
        return f"{parts[0]}; no other evidence bears on it."
    if len(found.declared):
        more = " more" if len(found.supporters) else ""
        parts.append(f"{len(found.declared)}{more} {'has' if len(found.declared) == 1 else 'have'} only said so")
    parts.append(f"{found.opposed} opposed a text" if found.opposed else "nobody is on record against a text")
    pieces = f"{number_of(len(evidence), 'piece')} of evidence"
    return f"{'; '.join(parts)}. {pieces} ({years(network, evidence)})."


def _who(network: Network, found: Support) -> str:
    """Of what kind, and from how many groups: " (74 States of 4 of 5 regional groups and 5 others)"."""
    states, others = found.states, len(found.supporters) - len(found.states)
    groups = states.loc[states["regional_group"].isin(network.groups.index), "regional_group"].nunique()
    reached = f"all {groups}" if groups == len(network.groups) > 1 else f"{groups} of {len(network.groups)}"
    of = f"{number_of(len(states), 'State')} of {reached} regional groups"
    told = [*([of] if len(states) else []), *([f"{number_of(others, 'other')}"] if others else [])]
    return f" ({' and '.join(told)})" if told else ""


def support_read(network: Network, found: Support) -> str:
    """What hangs on disputed readings."""
    more, mixed = found.disputed, found.doubted
    if network.counting.disputed:
        fewer = f", and {mixed} fewer than without them" if mixed else ""
        return f"{more or 'none'} of them by disputed readings only{fewer}"
    told = [*([f"{more}{' more' if len(found.supporters) else ''}"] if more else [])]
    told += [f"{mixed} of them mixed"] if mixed else []
    return f"{' and '.join(told)} by disputed readings" if told else "none by a disputed reading"
