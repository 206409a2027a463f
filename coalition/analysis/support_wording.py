"""The record on a recommendation in words."""

from __future__ import annotations

from coalition.analysis.phrases import titled_recommendation, years
from coalition.analysis.support import Support
from coalition.english import listed, number_of
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
        what = titled_recommendation(network, recommendation)
        return f"No text bears on {what}, so nobody is known to support or oppose it."
    evidence = network.evidence_of(recommendation)
    what = titled_recommendation(network, recommendation)
    are = "is" if len(found.supporters) == 1 else "are"
    said = [f"{_who(network, found)} {are} on record in support of {what}."]
    if found.supporters.empty:
        said = [f"Nobody is on record in support of {what}."]
    if not evidence:
        return " ".join([*said, "No undisputed text bears on it.", support_read(network, found)]).strip()
    is_vote = (network.evidence.loc[evidence, "kind"] == EvidenceKind.VOTE).any()
    nobody = "Nobody is on record against a text." if is_vote else "No vote on it is on record."
    opposed = found.holding(Standing.OPPOSED)
    otherwise = [
        f"{mixed} {'has' if mixed == 1 else 'have'} a mixed record" if (mixed := found.holding(Standing.MIXED)) else "",
        f"{abstained} abstained" if (abstained := found.holding(Standing.ABSTAINED)) else "",
        f"{opposed} opposed a text" if opposed else "",
    ]
    said += [f"{listed(told)}."] if (told := [part for part in otherwise if part]) else []
    said += [] if opposed else [nobody]
    if len(found.declared):
        more = " more" if len(found.supporters) else ""
        said.append(f"{len(found.declared)}{more} {'has' if len(found.declared) == 1 else 'have'} only said so.")
    texts = "one text" if len(evidence) == 1 else f"{len(evidence)} texts"
    each = "; a supporter backs at least one of them" if len(evidence) > 1 and len(found.supporters) else ""
    said += [support_read(network, found), f"Based on {texts} ({years(network, evidence)}){each}."]
    return " ".join(filter(None, said))


def _who(network: Network, found: Support) -> str:
    """Of what kind they are, and from how many groups: "74 States of 4 of the 5 regional groups and 5 other actors"."""
    states, others = found.states, len(found.supporters) - len(found.states)
    groups = states.loc[states["regional_group"].isin(network.groups.index), "regional_group"].nunique()
    every = len(network.groups)
    reached = f"all {every} regional groups" if groups == every > 1 else f"{groups} of the {every} regional groups"
    if groups == 1 < every:
        reached = "one regional group"
    of = f" of {reached}" if every > 1 and len(states) > 1 else ""
    told = [f"{number_of(len(states), 'State')}{of}" if len(states) else "No State"]
    told += [number_of(others, "other actor")] if others else []
    return " and ".join(told)


def support_read(network: Network, found: Support) -> str:
    """What hangs on disputed readings, in a sentence; "" for nothing."""
    more, mixed = found.disputed, found.doubted
    if network.counting.disputed:
        which = f"{more} {'supports' if more == 1 else 'support'}" if more else "Nobody supports"
        fewer = f" Without these, {mixed} more would support it." if mixed else ""
        return f"{which} it by disputed readings only.{fewer}"
    told = [f"{more}{' more' if len(found.supporters) else ''} would support it"] if more else []
    told += [f"{mixed} of the supporters would have a mixed record"] if mixed else []
    return f"If disputed readings counted, {listed(told)}." if told else ""
