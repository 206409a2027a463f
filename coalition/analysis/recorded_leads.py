"""Who leads a recommendation: by which text, since when, and what the same actor did against it later."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from coalition.analysis.phrases import HELD_BACK, named_text
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_CODES, EvidenceKind, Position, Standing, YesNo

COLUMNS = ["actor_id", "name", "kind", "regional_group", "evidence_id", "year", "act", "contrary", "sentence"]
_AGAINST = {POSITION_CODES[Position.ABSTAIN]: "abstained on", POSITION_CODES[Position.OPPOSE]: "opposed"}


def leads_of(network: Network, recommendation: str) -> pd.DataFrame:
    """The recorded leads of a recommendation, each with its text and with what came after it.

    Parameters
    ----------
    network : Network
        The map.
    recommendation : str
        Id of a recommendation.

    Returns
    -------
    DataFrame
        One row per actor whose position is "leads", by name, with `COLUMNS`: `evidence_id` and `year` of the newest
        text by which it leads, its `act`; `contrary`, what the same actor held back from or opposed later among all
        texts of the recommendation, newest first, "" for nothing; a disputed reading is told to be that first, and what
        is no vote has the note of the stance; and the `sentence` in words, without the name: "led “...” (2014); later
        abstained on ... (2020)". Empty where nobody leads.

    Raises
    ------
    UnknownIdError
        There is no such recommendation.

    Examples
    --------
    >>> from coalition import Network, read_tables
    >>> from coalition.settings import resource
    >>> network = Network.from_tables(read_tables(resource("seeds")))
    >>> leads_of(network, "R24.8").set_index("actor_id")["contrary"]["FRA"].split(", ")[:2]
    ['later', 'by a reading that can be disputed']
    """
    network.require("recommendations", recommendation)
    there = network.positions_on(recommendation)
    there = there[there["position"] == Standing.LEADS]
    evidence, links = network.evidence, network.bears_on[network.bears_on["recommendation_id"] == recommendation]
    disputed = set(links.loc[links["contestable"] == YesNo.YES, "evidence_id"])
    texts = sorted(links["evidence_id"], key=lambda item: (str(evidence.loc[item, "date_to"]), item), reverse=True)
    codes = network.stances[network.rows(there["actor_id"])][:, network.columns(texts)].toarray()
    counted = set(network.evidence_of(recommendation))
    stances = network.tables.stances
    stances = stances[stances["actor_id"].isin(there["actor_id"]) & stances["evidence_id"].isin(texts)]
    notes = stances.set_index(["actor_id", "evidence_id"])["note"]
    rows = []
    for lead, row in zip(there.to_dict("records"), codes, strict=True):
        taken = {text: int(code) for text, code in zip(texts, row, strict=True) if code}
        led = next(
            text
            for text, code in taken.items()
            if code == POSITION_CODES[Position.SUPPORT]
            and text in counted
            and evidence.loc[text, "leadership"] == YesNo.YES
        )
        since = str(evidence.loc[led, "date_to"])
        against = [
            _against(network, text, code, text in disputed, str(notes[lead["actor_id"], text]))
            for text, code in taken.items()
            if code in _AGAINST and str(evidence.loc[text, "date_to"]) > since
        ]
        contrary = f"later{'; later'.join(against)}" if against else ""
        verb = "has" if evidence.loc[led, "kind"] == EvidenceKind.LAW else "led"
        words = f"{verb} {named_text(network, led)}"
        rows.append(
            {
                **{column: lead[column] for column in ("actor_id", "name", "kind", "regional_group")},
                "evidence_id": led,
                "year": since[:4],
                "act": str(evidence.loc[led, "act"]),
                "contrary": contrary,
                "sentence": "; ".join(part for part in (words, contrary) if part),
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(["name", "actor_id"]).reset_index(drop=True)


def _against(network: Network, text: str, code: int, disputed: bool, note: str) -> str:
    """What a lead did against it: the caveat before the deed, and beside what is no vote what is told of it."""
    is_vote = network.evidence.loc[text, "kind"] == EvidenceKind.VOTE
    verb = _AGAINST[code] if is_vote or code == POSITION_CODES[Position.OPPOSE] else HELD_BACK
    doubt = ", by a reading that can be disputed," if disputed else ""
    return f"{doubt} {verb} {named_text(network, text)}{f' ({note})' if note and not is_vote else ''}"


def lead_sentences(network: Network, recommendation: str) -> dict[str, str]:
    """By id of each recorded lead, the text, year and later contrary act, in words."""
    found = leads_of(network, recommendation)
    return dict(zip(found["actor_id"], found["sentence"], strict=True))


def with_leads(told: Mapping[str, str], actors: pd.DataFrame) -> list[str]:
    """Names of actors (columns `actor_id`, `name`); whoever leads with the sentence: "Norway (led “...” (2014))".

    `told` is `lead_sentences` of the recommendation.
    """
    named = zip(actors["actor_id"], actors["name"], strict=True)
    return [f"{name} ({told[actor]})" if actor in told else str(name) for actor, name in named]
