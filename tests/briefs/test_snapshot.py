"""A snapshot is one file that runs its own script alone, shows every text as text, and says how to find it again."""

from __future__ import annotations

import base64
import hashlib
import re
import shlex
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

import pytest
from briefs.test_injection import attacked
from conftest import make_tables
from snapshots import snapshots, written

from coalition.analysis.selection import Filters
from coalition.app.map.handed_on import map_snapshot
from coalition.app.map.views import HEADS, VIEWS
from coalition.briefs.gaps import gap_brief
from coalition.briefs.snapshot import answers
from coalition.briefs.snapshot.choices import of_coalition, of_compare, of_gaps, of_map, of_partners, of_what_if
from coalition.briefs.snapshot.document import Choice, bibtex, cited_as
from coalition.measures.coalitions.rules import Rules
from coalition.model.network import Network
from coalition.model.positions import Counting
from coalition.model.visibility import LEFT_OUT
from coalition.model.vocabulary import Tables

MADE = snapshots("R1", "A", "B", "x", "weog")
MEGABYTES = 3.0


class Seen(HTMLParser):
    """Elements, attributes and addresses of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset"):
                self.addresses.append(str(value))


@pytest.mark.parametrize("name", MADE)
def test_no_text_of_the_data_is_more_than_text(name: str) -> None:
    seen = Seen(written(MADE[name](attacked())))
    assert seen.tags.count("script") == 1
    assert not {"img", "iframe", "object", "embed", "link", "base", "image", "use", "foreignobject"} & set(seen.tags)
    assert not [one for one in seen.attributes if one.startswith("on") or one == "style"]
    assert not [one for one in seen.addresses if not re.match(r"https?://[^\s\"'<>]+$", one)]


def test_the_policy_lets_its_own_script_and_style_in_and_nothing_else() -> None:
    text = written(MADE["gaps"](attacked()))
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert set(rules) == {"default-src", "base-uri", "form-action", "script-src", "style-src"}


def test_it_holds_question_answer_choices_version_date_sources_and_what_is_left_out(seed_network: Network) -> None:
    made = snapshots("R18", "CHL", "GHA", "GA-70-161", "weog")["partners"](seed_network.recounted(disputed=True))
    text = written(made, LEFT_OUT)
    for words in (
        "28 November 2026",
        made.brief.version,
        "R18: Greatly widen",
        LEFT_OUT,
        "Disputed readings count here.",
    ):
        assert words in text
    assert made.brief.question.replace("'", "&#x27;") in text
    assert text.count("<li") > len(made.brief.sources) > 3
    assert text.count("<tr>") > len(made.brief.table) > 50


def test_the_whole_map_of_the_seeds_is_a_small_file_with_every_actor_and_line(seed_network: Network) -> None:
    made = map_snapshot(seed_network, Filters())
    text = written(made)
    assert len(text.encode()) < MEGABYTES * 1e6
    assert text.count('<g class="node"') == len(seed_network.actors) + len(seed_network.recommendations)
    (pairs,) = re.findall(r'data-lines="([^"]*)"', text)
    assert len(pairs.split(",")) == len(seed_network.positions)
    on_record = seed_network.positions["actor_id"].nunique()
    assert len(made.brief.table) == len(seed_network.positions) + len(seed_network.actors) - on_record


@pytest.mark.parametrize("view", ["alike", "columns", "groups"])
def test_the_other_pictures_of_the_map_are_handed_on_as_they_are(seed_network: Network, view: str) -> None:
    technology = Filters("technology", "states")
    made, ordinary = map_snapshot(seed_network, technology, view), map_snapshot(seed_network, technology)
    text = written(made)
    assert made.brief.picture is not None
    assert made.brief.picture != ordinary.brief.picture
    assert f"--view {view}" in made.choice.line
    assert ("view", view) in made.choice.address
    assert ("Shown", VIEWS[view]) in made.choice.chosen
    assert ("The positions behind it (" in text) == (view in HEADS)
    assert (made.brief.answer != ordinary.brief.answer) == (view == "alike")


def test_the_name_of_a_file_says_what_it_is_about(seed_network: Network) -> None:
    assert of_partners(seed_network, "R18", None, None).file == "partners-R18"
    assert of_compare(seed_network, ["CHL", "GHA", "NOR"], None, None, "texts").file == "compare-CHL-GHA-NOR"
    assert of_map(seed_network, Filters("technology", "states"), "alike").file == "map-alike-technology-states"
    assert of_what_if(seed_network, [("CHL", "GA-70-161", "oppose")], ()).file == "whatif-CHL:GA-70-161=oppose"
    assert of_gaps((), "").file == "gaps"


def test_an_empty_map_and_an_empty_selection_have_a_sentence_each() -> None:
    empty = Network.from_tables(Tables.empty())
    assert "<h1" in written(answers.gaps_snapshot(empty, gap_brief(empty), (), (), ""))
    nobody = map_snapshot(empty, Filters())
    assert nobody.brief.answer == "No actor fits these filters."
    assert "There is nothing to list." in written(nobody)
    some = Network.from_tables(make_tables({("a", "x"): "support"}, groups={"a": "north"}))
    assert "No actor fits these filters." in written(map_snapshot(some, Filters(kind="ngo")))


def test_a_link_and_a_command_say_what_was_asked(seed_network: Network) -> None:
    rules = Rules(2, 3, 0, 7, ("CHL",), (), {"nhri": 1}, ("state",))
    asked = (
        of_partners(seed_network, "R18", "CHL", "UNMUTE"),
        of_coalition(seed_network, ("R18", "R21.1"), rules, True),
        of_what_if(seed_network, [("CHL", "GA-70-161", "oppose")], ["R21.1"]),
        of_compare(seed_network, (), ("regional_group", "weog"), None, "recommendations"),
        of_map(seed_network, Filters(theme="technology", kind="states", since=2010)),
    )
    expected = (
        ("/partners?r=R18&e=UNMUTE&as=CHL", "coalition partners R18 --target UNMUTE --seen-by CHL"),
        ("/coalition?r=R18&r=R21.1&aim=largest&k=2&g=3&size=7&must=CHL&kind=state&one=nhri",
         "coalition coalition-for R18 R21.1 --supporters 2 --groups 3 --budget 7 --must CHL --among state "
         "--quota nhri=1 --largest"),
        ("/whatif?s=CHL%3AGA-70-161%3Doppose&c=R21.1", "coalition what-if CHL:GA-70-161=oppose --coalition R21.1"),
        ("/compare?group=weog&by=recommendations",
         "coalition snapshot compare --regional-group weog --all-recommendations"),
        ("/map?theme=technology&kind=states&from=2010",
         "coalition snapshot map --theme technology --kind states --since 2010"),
    )  # fmt: skip
    assert [(choice.link, choice.line) for choice in asked] == list(expected)
    filtered = of_gaps((("gap", "disputed"), ("order", "paragraph")), "disputed readings only")
    assert filtered.line == "coalition gaps --only disputed"
    without = of_gaps((("gap", "disputed"), ("without", "weog")), "no State of WEOG").counting(Counting(disputed=True))
    assert without.line == ""
    assert without.found_again == "Page /gaps?gap=disputed&without=weog&disputed=yes"
    wide = asked[0].counting(Counting(disputed=True, declarations=True))
    assert wide.link.endswith("&disputed=yes&declarations=yes")
    assert wide.line.endswith("--disputed --declarations")


def test_a_citation_names_version_date_link_and_command_and_no_sign_of_tex_does_anything() -> None:
    choice = Choice(
        "actor", (("actor", "a&b"),), ("snapshot", "actor", "a&b"), (("Actor", "50% \\input{x} $y_z$ #1 ~^"),)
    )
    said = cited_as(choice, "ac8be4938b52e7ab", "2026-11-28")
    assert dict(parse_qsl(urlsplit(choice.link).query)) == {"actor": "a&b"}
    assert shlex.split(choice.line) == ["coalition", "snapshot", "actor", "a&b"]
    for words in ("ac8be4938b52e7ab", "2026-11-28", choice.link, choice.line):
        assert words in said
    entry = bibtex(choice, "ac8be4938b52e7ab", "2026-11-28")
    assert entry.startswith("@misc{coalition-actor-ac8be493,\n")
    assert r"50\% \textbackslash{}input\{x\} \$y\_z\$ \#1 \textasciitilde{}\textasciicircum{}" in entry
    bare = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum)\{\}|\\[{}&%$#_]", "", entry)
    assert bare.count("{") == bare.count("}")
    assert not re.search(r"[\\%$#]", bare)
