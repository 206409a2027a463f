"""Partners: whom do I talk to first about a recommendation, why them, through whom, on what evidence?"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from coalition.analysis.coverage import SUPPORTING
from coalition.analysis.partners.cosigners import absent_kinds
from coalition.analysis.partners.go_betweens import at_home
from coalition.analysis.partners.last_evaluation import search_recalibrated
from coalition.analysis.partners.likeness_models import NEIGHBOURS
from coalition.analysis.partners.ranking import Search, first_calls, order_age
from coalition.analysis.partners.targets import TargetKind, named_evidence, require_bearing
from coalition.analysis.partners.track_record import NOT_EVALUATED, Evaluation
from coalition.analysis.partners.wording import CANDIDATES, MIDDLE, MOVED, lately, texts_of_states, why_ask
from coalition.analysis.phrases import headline, named_text, titled_text
from coalition.analysis.recorded_leads import lead_sentences
from coalition.analysis.source_wording import stance_lines
from coalition.app.parts import (
    address,
    brief_button,
    contact_log,
    evaluation,
    layout,
    network_map,
    own_country,
    partners,
    session,
    share,
)
from coalition.app.parts.snapshots import Asked
from coalition.app.room import View, ViewKind
from coalition.briefs.partners import partners as brief
from coalition.briefs.snapshot.answers import partners_snapshot
from coalition.briefs.snapshot.choices import of_partners
from coalition.english import listed, number_of
from coalition.figures import spectrum
from coalition.figures.chart import Figure
from coalition.figures.spectrum import has_likeness
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, EvidenceKind, split

DEFAULT = "R18"
ALL_EVIDENCE = "all"
AT_HOME = 4
VISIBLE = 12  # rows of the list before it scrolls


def body(network: Network) -> None:
    ids = list(network.recommendations.index)
    left, right, own_place = st.columns([5, 3, 2])
    with left:
        recommendation = address.ask(
            "What do you want support for?",
            "r",
            ids,
            DEFAULT if DEFAULT in ids else ids[0],
            session.recommendation_words(network),
            known=lambda key: network.require("recommendations", key),
            remember="recommendation",
        )
    with right:
        evidence = _evidence(network, recommendation)
    with own_place:
        own = own_country.ask(network, "Your country:")
    last = evaluation.last(network)
    evaluated = last.digest if last else ""
    counted = None if evidence == ALL_EVIDENCE else evidence
    asked = (recommendation, own or None, counted, evaluated, evaluation.folder())
    found = session.result(search_recalibrated, *asked)
    layout.answer(headline(network, found.sentence))
    layout.note(f"{found.best} {_counts(network, found)} {found.rule}".strip())
    brief_button.show(
        brief, f"partners-{recommendation}", *asked, session.version(), wall=View(ViewKind.PARTNERS, (recommendation,))
    )
    _share(network, recommendation, own, counted, evaluated)
    figure, counts = session.result(spectrum.drawn, session.question(search_recalibrated, *asked))
    _picture(network, figure, found)
    layout.note(_legend(found))
    layout.twin(counts)
    partners.counted_texts(network, found)
    left, right = st.columns(2)
    with left:
        session.link("recommendation", "Everything on record about this recommendation", r=recommendation)
    with right:
        session.link("bridges", "Who could bridge two groups on it?", by="two", on=recommendation)
    if found.table["rank"].notna().any():
        _first(network, found)
    partners.show(network, found)
    _trust(network, found, last)
    _neighbourhood(network, found, own, evidence, evaluated)
    session.ahead(ids, recommendation, lambda other: _questions(other, own, evaluated))


def _questions(recommendation: str, own: str, evaluated: str) -> list[Asked]:
    """What the page asks about a recommendation."""
    found = session.question(search_recalibrated, recommendation, own or None, None, evaluated, evaluation.folder())
    return [
        found,
        session.question(spectrum.drawn, found),
        session.question(lead_sentences, recommendation),
        session.question(absent_kinds, recommendation),
    ]


def _share(network: Network, goal: str, own: str, evidence: str | None, evaluated: str) -> None:
    """The button that shares the answer; a country or a text that is protected is left out of the question."""
    public = session.public_network()[0]
    seen_by = own if own in public.actors.index else None
    counted = evidence if evidence in public.evidence.index else None
    asked = (brief, goal, seen_by, counted, evaluated, evaluation.folder(), session.version())
    share.show(
        of_partners(network, goal, seen_by, counted), partners_snapshot, session.question(*asked, public=True), goal,
        seen_by, counted, brief=asked,
    )  # fmt: skip


def _picture(network: Network, figure: Figure, found: Search) -> None:
    """The spectrum; a click on a mark tells below it who that is, and chooses it on the page."""
    marks, key = spectrum.actors_of(figure), f"spectrum {found.target.recommendation} {hash(found.target.evidence)}"

    def follow() -> None:
        picked = layout.picked(key, spectrum.MARKS)
        if picked is not None:
            address.go("actor", marks[picked])

    chosen = st.query_params.get("actor", "")
    layout.picture(network, spectrum.chosen(figure, chosen), key, follow)
    row = found.table[found.table["actor_id"] == chosen]
    if len(row):
        with st.container(border=True, key="chosen-mark"):
            layout.name(str(row["name"].iloc[0]))
            layout.text(str(row["sentence"].iloc[0]))
            session.link("actor", "Everything on record about it", actor=chosen)


def _legend(found: Search) -> str:
    placed = "by how a State votes and what it signs, an estimate; " if has_likeness(found) else ""
    own = "● with a record of its own on the subject, ○ without"
    estimates = f"{spectrum.middle_words(found)}: {placed}{own}." if found.ordered else ""
    rank = " The number is the order to call, as in the list below." if found.table["rank"].notna().any() else ""
    what = "Likeness" if has_likeness(found) else "The order"
    caution = (
        f" {what} says who votes and signs alike, not who can be persuaded or what a State does at home."
        if rank
        else ""
    )
    return f"{estimates}{rank} Colour: regional group. Unknown is not opposed.{caution}"


def _evidence(network: Network, recommendation: str) -> str:
    """What counts as support: the recommendation's own choice, or one piece of its evidence."""
    bearing = network.evidence_of(recommendation)
    own = named_evidence(network, recommendation)
    words = {key: titled_text(network, key) for key in bearing} | {ALL_EVIDENCE: _all_of(len(bearing))}
    if own:
        words[ALL_EVIDENCE] = f"{network.evidence.loc[own, 'title']} (chosen for this recommendation)"

    if st.session_state.get("evidence for", recommendation) != recommendation:
        address.forget("actor")  # it was chosen for the recommendation before, and so was a text that does not bear
        if st.query_params.get("e") not in bearing:  # on this one; Back brings both together
            address.forget("e")
    st.session_state["evidence for"] = recommendation
    options = [ALL_EVIDENCE, *(key for key in bearing if key != own)]
    return address.ask(
        "Based on:", "e", options, ALL_EVIDENCE, words.__getitem__,
        known=lambda key: require_bearing(network, recommendation, key),
    )  # fmt: skip


def _all_of(texts: int) -> str:
    return f"all {texts} texts about it" if texts > 1 else "the one text about it"


def _counts(network: Network, found: Search) -> str:
    """Who supports and who opposed, and on which texts each is counted: others than States always on all of them."""
    goal = found.target
    size, every = _states(found)["section"].value_counts(), found.table["section"].value_counts()
    support, of_all = (int(count.get("leads", 0) + count.get("supports", 0)) for count in (size, every))
    nobody = "By more than a declaration, no State" if goal.kind is TargetKind.DECLARED else "No State"
    states = number_of(support, "State") if support else nobody
    others = number_of(of_all - support, "actor") + " of other kinds" if of_all > support else ""
    bearing = network.evidence.loc[network.evidence_of(goal.recommendation)]
    if opposed := int(size.get("opposed", 0)):
        another = goal.named and not goal.votes
        against = f"{number_of(opposed, 'State')} opposed {'another' if another else 'a'} text that bears on it"
    else:
        voted = (bearing["kind"] == EvidenceKind.VOTE).any()
        against = "no State opposed a text that counts" if voted else "no vote on a text that counts is on this map"
    if goal.named:
        by_any = network.positions_on(goal.recommendation).set_index("actor_id")["position"].isin(SUPPORTING)
        any_text = int(by_any.reindex(network.actors.index[network.states], fill_value=False).sum())
        more = [number_of(any_text, "State")] if any_text > support else []
        more += [others] if others else []
        any_of = f" ({listed(more)} of any text that bears on it, and with no other vote on one)" if more else ""
        what = f" of this text{any_of}"
    else:
        what = " of at least one of these texts" if of_all and len(texts_of_states(network, goal.evidence)) > 1 else ""
        states += f" and {others}" if others else ""
    verb = "is" if (support if goal.named else of_all) <= 1 else "are"
    words = f"{states} {verb} on record in support{what}; {against}"
    return f"{words}. {order_age(found)}".strip()


def _states(found: Search) -> pd.DataFrame:
    return found.table[found.table["kind"].isin(STATES)]


def _first(network: Network, found: Search) -> None:
    """The ranked list, filtered as asked, and beside it the reasons for the chosen one."""
    head, group_place, bloc_place = st.columns([5, 2, 2], vertical_alignment="bottom")
    with head:
        layout.head("Who to talk to first")
    ranked = found.table[found.table["rank"].notna()].sort_values("rank").reset_index(drop=True)
    near = first_calls(found).reset_index(drop=True)
    longer = len(near) < len(ranked)
    if not (longer and address.ask_yes(f"All {len(ranked)} in the order, the unlikely too", "all")):
        ranked = near
    asked = contact_log.of(found.target.recommendation)
    with group_place:
        group = address.ask_one_or_all(
            "Of group", "in", network.groups.index, "all regional groups", network.group_names.__getitem__
        )
    with bloc_place:
        blocs = network.blocs["name"]
        bloc = address.ask_one_or_all("Of bloc", "bloc", blocs.index, "all blocs and none", lambda key: str(blocs[key]))
    shown = ranked[_of(network, ranked, group, bloc)].reset_index(drop=True)
    if contact_log.not_yet_asked(asked):
        shown = shown[~shown["actor_id"].isin(asked["actor_id"])].reset_index(drop=True)
    if ranked.empty:
        layout.text("Nobody is likely enough to be a good first call; the whole order is one click away.")
        return
    if shown.empty:
        layout.text(f"None of the {len(ranked)} is of that group and bloc and not yet asked.")
        return
    key = f"first {found.target.recommendation} {found.target.evidence} {group} {bloc} {len(shown)}"

    def follow() -> None:
        picked = st.session_state[key].selection.rows
        if picked:
            address.go("actor", str(shown["actor_id"].iloc[picked[0]]))

    left, right = st.columns([3, 2], gap="medium")
    with left:
        if told := _last_in_list(found, shown):
            layout.note(told)
        layout.lines(
            _shown(network, found, shown).assign(**contact_log.column(asked, shown["actor_id"])),
            row_height=32,
            height=38 + 32 * min(len(shown), VISIBLE),
            on_select=follow,
            selection_mode="single-row",
            key=key,
            column_config={"": st.column_config.TextColumn(width=40)},
        )
    with right:
        names = network.actors["name"]
        chosen = address.ask(
            "About: choose here or click a row", "actor", list(found.table["actor_id"]), str(shown["actor_id"].iloc[0]),
            lambda actor: str(names[actor]), known=lambda actor: network.require("actors", actor),
        )  # fmt: skip
        if chosen not in set(shown["actor_id"]):
            layout.note(f"{names[chosen]} is not in the list beside it, as that is filtered now.")
        with st.container(border=True):
            _detail(network, found, found.table.set_index("actor_id", drop=False).loc[chosen].to_dict())
        contact_log.show(asked, found.target.recommendation, chosen, str(names[chosen]))


def _of(network: Network, ranked: pd.DataFrame, group: str, bloc: str) -> pd.Series[bool]:
    """Which rows are of a regional group and a bloc."""
    blocs = ranked["actor_id"].map(network.actors["blocs"]).map(split)
    of_group = (ranked["group"] == group) | (group == address.EVERY)
    return of_group & blocs.map(lambda own: bloc == address.EVERY or bloc in own).astype(bool)


def _shown(network: Network, found: Search, ranked: pd.DataFrame) -> pd.DataFrame:
    """The ranked list as people read it: the likeness, and beside it what is on record anyway."""
    columns: dict[str, Any] = {
        "": ranked["rank"].astype(str),
        "State": ranked["name"],
        "Regional group": ranked["group"].map(lambda key: network.group_names.get(key, "none")),
    }
    if has_likeness(found):
        columns["Likeness"] = [_score(row) for row in ranked.to_dict("records")]
    if ranked["you_share"].notna().any():
        columns["Shared with you"] = [
            "" if pd.isna(same) else f"{same} of {common}"
            for same, common in zip(ranked["you_same"], ranked["you_common"], strict=True)
        ]
    before, then_ask, _ = found.sections["ask"].partition(",")
    oversight = (ranked["section"] == "ask") & ~ranked["actor_id"].isin(found.target.standing)
    check = pd.Series(f"{before}; " if then_ask else "", index=ranked.index).where(oversight, "")
    own = ("● " + ranked["badge"]).where(ranked["badge"] != "", "○ none on this")
    late = pd.Series([f"; {words}" if (words := lately(row)) else "" for row in ranked.to_dict("records")])
    columns["Own record"] = check + own + late.set_axis(ranked.index)
    columns["Close to"] = ranked["go_between"].map(network.actors["name"]).fillna("nobody stands out")
    return pd.DataFrame(columns)


def _last_in_list(found: Search, shown: pd.DataFrame) -> str:
    """Why States that are liker to the supporters than the first stand last; "" where none do."""
    late = shown["late_otherwise"].notna() & (shown["section"] == "middle")
    last = [f"States above {MIDDLE[1]:.0%} ({found.sections['ask']})"] if "ask" in set(shown["section"]) else []
    before = ["States that voted otherwise recently"] if late.any() else []
    return f"The number is the order to call. At the end come {listed([*before, *last])}." if before or last else ""


def _score(row: dict[str, Any]) -> str:
    return "" if pd.isna(row["likeness"]) else f"{row['likeness']:.0%}"


def _detail(network: Network, found: Search, row: dict[str, Any]) -> None:
    """Why one State, through whom, and on what evidence."""
    actor = str(row["actor_id"])
    layout.name(f"{row['rank']}. {row['name']}" if pd.notna(row["rank"]) else str(row["name"]))
    group = network.group_names.get(str(row["group"]), "no regional group")
    own = f"● {row['badge']}" if isinstance(row["badge"], str) and row["badge"] else ""
    layout.note(f"{group} · {own or (row['record'] or '○ nothing that counts is on record about it')}")
    pairs = []
    if row["section"] == "ask":
        first = "ask" if actor in found.target.standing else found.sections["ask"]
        pairs.append(("First", first, why_ask(network, found.target, actor)))
    if pd.notna(row["likeness"]):
        low, high = round(100 * row["likeness_low"]), round(100 * row["likeness_high"])
        interval = f"95% interval {low}–{high}%, from {NEIGHBOURS} States; the error of the model itself is not in it"
        much = f"{_score(row)} to supporters, an estimate ({interval})"
        rests = (
            "The average of these estimates, made without this recommendation's own votes and lists, "
            "and adjusted to how often such estimates came true:"
        )
        pairs.append(("Likeness", much, rests))
        pairs += [("", part, "") for part in str(row["reason"]).split("; ")]
    elif isinstance(row["reason"], str):  # others than States have no estimate
        pairs.append(("Why", row["reason"] or "no estimate: too little is on record", ""))
    if row["section"] in CANDIDATES:
        near = [one.partition(": ") for one in str(row["go_betweens"]).split("; ") if one]
        pairs += [("Close to" if place == 0 else "", name, why) for place, (name, _, why) in enumerate(near)]
        pairs += [] if near else [("Close to", "nobody of those who joined or lead stands out", "")]
        pairs += _at_home(network, found, actor)
    if isinstance(row["you_share"], str) and row["you_share"]:
        beside = [row[key] for key in ("you_disagree", "you_through_words") if row[key]]
        pairs.append(("You", row["you_share"], "; ".join(beside)))
    if row["moved"] in MOVED:
        pairs.append(("Moved", f"{MOVED[str(row['moved'])]} ({_latest(network, found, actor)})", ""))
    if lately(row):
        late = split(str(row["late_evidence"]))
        texts = listed([named_text(network, text) for text in late], len(late))
        pairs.append(
            ("Lately", f"{lately(row)}: {texts}", "votes on texts that do not count here: ask where it stands now")
        )
    layout.facts(pairs)
    layout.facts(_stances(network, found, actor), linked=True)
    left, right = st.columns(2)
    with left:
        session.link("actor", "Everything on record about it", actor=actor)
    if isinstance(row["go_between"], str) and row["go_between"]:
        with right:
            session.link("actor", "About the go-between", actor=str(row["go_between"]))


def _latest(network: Network, found: Search, actor: str) -> str:
    """The latest year of an actor's record on the recommendation."""
    there = network.positions_on(found.target.recommendation).set_index("actor_id")
    return str(there.loc[actor, "latest"])[:4]


def _at_home(network: Network, found: Search, actor: str) -> list[tuple[str, str, str]]:
    """The NHRI and the organisations of a country that are on the map."""
    there = at_home(network, actor, found.target.recommendation)
    names = [f"{name} ({kind}{', supports it' if supports else ''})" for name, kind, supports in there]
    return [("At home", listed(names, AT_HOME), "on the map with a seat there")] if names else []


def _stances(network: Network, found: Search, actor: str) -> list[tuple[str, str, str]]:
    """What an actor did on the evidence of the recommendation, each with its note and its source."""
    stances = session.stances_of_actor(actor)
    bearing = stances[stances["recommendations"].map(lambda ids: found.target.recommendation in ids)]
    counts = set(network.evidence_of(found.target.recommendation))
    pairs = []
    for stance in bearing.to_dict("records"):
        what, how = stance_lines(stance)
        pairs.append(("On record" if stance["evidence_id"] in counts else "Disputed reading, not counted", what, how))
    return pairs


def _trust(network: Network, found: Search, last: Evaluation | None) -> None:
    """How well this order was right before, on these data or before they changed."""
    layout.head("How far to trust it")
    if last is None:
        layout.text(NOT_EVALUATED)
    elif found.ordered:
        sort = "votes" if found.target.votes else "lists"
        said = (last.claim(found.target.kind.value), last.conversion(sort), evaluation.age(network, last))
        layout.text(" ".join(words for words in said if words))
        session.link("sources", "How this was measured")
    layout.note(found.help)


def _neighbourhood(network: Network, found: Search, own: str, evidence: str, evaluated: str) -> None:
    """The neighbourhood of the recommendation, drawn only when somebody asks for it."""
    if not address.ask_yes("Map of this recommendation", "map"):
        return
    layout.note(
        "From left to right: who to talk to first (○ estimate), through whom and who supports, the recommendation, who "
        "abstained, is mixed, opposed a text or has only said so."
    )
    public, recommendation = session.public_network()[0], found.target.recommendation
    seen_by, counted = own in public.actors.index and own, evidence in public.evidence.index and evidence
    asked = (recommendation, seen_by or None, counted or None, evaluated, evaluation.folder())
    seen = session.result(search_recalibrated, *asked, public=True)
    network_map.of_recommendation(network, recommendation, found.table, seen.table)


session.show(body)
