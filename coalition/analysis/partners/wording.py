"""A search for partners in words: the answer, the rule that applies, and each row."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.partners.likeness_models import DEFAULT, WORDS
from coalition.analysis.partners.targets import Level, Target
from coalition.analysis.phrases import listed
from coalition.model.network import Network
from coalition.model.vocabulary import STATES

CANDIDATES = ("middle_recorded", "middle_estimated", "ask", "absent", "opposed")
"""Lists of those who might be talked to: only they have reasons and a go-between."""
MOVED = {
    "towards": "moved towards: support only in its latest year on record",
    "away": "moved away: no support in its latest year on record",
}
SEEN = ("you_share", "you_disagree", "you_through_words")


def row_sentences(network: Network, table: pd.DataFrame) -> list[str]:
    """Everything about each row as a person would say it."""
    names = network.actors["name"].to_dict()
    return [_row_sentence(names, row) for row in table.drop(columns="sentence").to_dict("records")]


def _row_sentence(names: dict[str, str], row: dict[str, object]) -> str:
    parts = [f"{row['name']}: {row['record'] or 'nothing on record about it'}"]
    if row["moved"] in MOVED:
        parts.append(MOVED[str(row["moved"])])
    if pd.notna(row["likeness"]) and row["section"] in CANDIDATES:
        parts.append(f"an estimated likeness to supporters of {float(str(row['likeness'])):.0%}")
    if isinstance(row["reason"], str) and row["reason"]:
        parts.append(row["reason"])
    if isinstance(row["go_between"], str) and row["go_between"]:
        parts.append(f"through {names[row['go_between']]}, {row['go_between_reason']}")
    parts += [str(row[key]) for key in SEEN if isinstance(row[key], str) and row[key]]
    return f"{'; '.join(parts)}."


def rule(goal: Target) -> str:
    """Which estimate the record carries, and on how much."""
    n, others = len(goal.supporters), len(goal.standing) - len(goal.supporters)
    amount = f"{n} supporters and {others} others on record" if goal.votes else f"{n} supporters on record"
    if goal.level is Level.FACTS:
        return f"No estimate ({goal.kind.words}; {amount})."
    if goal.level is Level.LISTS_JOINED:
        return f"An order by lists joined elsewhere ({goal.kind.words}; {amount})."
    model = WORDS[DEFAULT["votes" if goal.votes else "lists"]]
    what = {Level.LIKENESS: "A likeness", Level.ROUGH: "A rough likeness", Level.ORDER: "An order"}[goal.level]
    return f"{what} from {model} ({goal.kind.words}; {amount})."


def answer(goal: Target, table: pd.DataFrame) -> str:
    """The answer in a sentence or two."""
    states = table[table["kind"].isin(STATES)]
    size = states["section"].value_counts()
    recorded, estimated = int(size.get("middle_recorded", 0)), int(size.get("middle_estimated", 0))
    first = list(states.sort_values("rank").loc[states["rank"].notna(), "name"][:3])
    on_record = int(size.get("leads", 0) + size.get("supports", 0))
    if goal.level is Level.FACTS:
        tail = f" {recorded} abstained on a text: see what is on record." if recorded else ""
        return f"No ranking. {goal.why}{tail}"
    if not first:
        return f"No State stands in the middle ground; {on_record} support it on record. {goal.why}".strip()
    total = recorded + estimated
    stand = "1 State stands" if total == 1 else f"{total} States stand"
    return f"{stand} in the middle ground. Talk first to {listed(first)}. {goal.why}".strip()
