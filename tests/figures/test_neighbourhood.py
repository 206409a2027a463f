"""Maps of a neighbourhood: small, and to take away as a file that is locked and deaf to hostile text."""

import dataclasses
import re
from datetime import date

import pytest

from coalition.analysis.partners.ranking import search
from coalition.figures.neighbourhood import FIRST, of_actor, of_recommendation
from coalition.figures.takeaway import _library, page
from coalition.model.network import Network

HOSTILE = '</script><img src=x onerror="alert(1)"><a href="javascript:alert(2)">href</a>'


def _html(found, title="A map", source="Facts on public record."):
    return page(found, title, {"weog": "WEOG", "grulac": "GRULAC"}, version="v1", source=source, made=date(2026, 5, 4))


def _graph_script(html):
    """What the page holds of the map itself, without the library."""
    return html[html.index("function drawGraph") :]


def test_a_map_has_about_forty_nodes_each_at_its_own_place(seed_network):
    for recommendation in ("R18", "R22.3", "R20.6", "R12.1"):
        table = search(seed_network, recommendation).table
        found = of_recommendation(seed_network, recommendation, table)
        assert len(found.nodes) <= 41
        assert len({(node["x"], node["y"]) for node in found.nodes}) == len(found.nodes)
    for actor in ("DEU", "amnesty", "COL"):
        assert len(of_actor(seed_network, actor).nodes) <= 40


def test_every_line_joins_two_nodes_and_stands_in_the_table(seed_network):
    found = of_recommendation(seed_network, "R22.3", search(seed_network, "R22.3").table)
    ids = {node["id"] for node in found.nodes}
    assert all({edge["from"], edge["to"]} <= ids for edge in found.edges)
    assert len(found.table) == len(found.edges)
    assert set(found.table["line"]) >= {"leads", "supports", "opposed a text", "could be reached through"}


def test_an_estimate_is_hollow_and_has_no_line_to_the_recommendation(seed_network):
    found = of_recommendation(seed_network, "R18", search(seed_network, "R18").table)
    hollow = [node["id"] for node in found.nodes if isinstance(node["color"], dict) and node["kind"]]
    taken = set(seed_network.positions.query("recommendation_id == 'R18'")["actor_id"])
    assert 0 < len(hollow) <= FIRST
    assert not taken & set(hollow)
    assert not any(edge["from"] in hollow and edge["to"] == "R18" for edge in found.edges)


def test_the_page_loads_nothing_from_anywhere(seed_network):
    html = _html(of_actor(seed_network, "DEU"))
    assert html.index("Content-Security-Policy") < html.index("<script")
    assert "default-src 'none'; script-src 'nonce-" in html
    assert not re.search(r"<link\b|<script[^>]*\bsrc=|@import", html)
    assert '"physics": {"enabled": false}' in html


def test_hostile_names_close_no_script_and_turn_on_no_html(seeds):
    actors = seeds.actors.copy()
    actors.loc[actors["id"] == "DEU", "name"] = HOSTILE
    texts = seeds.recommendations.assign(text=HOSTILE)
    network = Network.from_tables(dataclasses.replace(seeds, actors=actors, recommendations=texts))
    script = _graph_script(_html(of_actor(network, "DEU")))
    assert "<img" not in script
    assert script.count("</script>") == 1
    assert "innerHTML" not in script


def test_only_the_two_scripts_of_the_file_may_run(seed_network):
    html = _html(of_actor(seed_network, "DEU"))
    (nonce,) = re.findall(r"script-src 'nonce-([0-9a-f]+)'", html)
    assert re.findall(r"<script([^>]*)>", html.replace(_library(), "")) == [f' nonce="{nonce}"'] * 2
    other = _html(of_actor(seed_network, "DEU"), title="Another map")
    assert nonce not in other


def test_title_legend_date_data_and_source_stand_on_the_page(seed_network):
    html = _html(of_actor(seed_network, "DEU"), title=HOSTILE, source="Facts. <b>Left out</b>")
    head, foot = html[html.index("<header>") : html.index("</header>")], html[html.index("<footer>") :]
    assert "&lt;/script&gt;&lt;img" in head
    assert "<img" not in html[html.index("<header>") :]
    assert {"● State", "WEOG", "supports"} <= set(re.sub(r"<[^>]+>", "|", head).split("|"))
    assert "GRULAC" not in head
    assert "2026-05-04" in foot
    assert "Data: v1" in foot
    assert "Facts. &lt;b&gt;" in foot


def test_the_legend_of_a_recommendation_names_estimates_and_ways(seed_network):
    html = _html(of_recommendation(seed_network, "R18", search(seed_network, "R18").table))
    assert "○ estimate, not on record" in html
    assert "could be reached through</li>" in html


@pytest.mark.parametrize("kind", ["state", "ngo", "nhri"])
def test_the_legend_names_the_kinds_on_the_map(seed_network, kind):
    actor = seed_network.positions["actor_id"].map(seed_network.actors["kind"]).eq(kind).idxmax()
    found = of_actor(seed_network, seed_network.positions["actor_id"][actor])
    assert {"state": "● State", "ngo": "▲ NGO", "nhri": "■ NHRI"}[kind] in found.legend


def test_an_actor_without_a_position_stands_alone(seed_network):
    silent = next(key for key in seed_network.actors.index if key not in set(seed_network.positions["actor_id"]))
    found = of_actor(seed_network, silent)
    assert [node["id"] for node in found.nodes] == [silent]
    assert found.edges == []
    _html(found)


def test_words_alone_have_a_line_of_their_own_that_is_neither_support_nor_opposition(seed_network):
    """China has only said so on six recommendations, and opposed a text on three."""
    found = of_actor(seed_network, "CHN")
    looks = {}
    for edge, row in zip(found.edges, found.rows, strict=True):
        looks.setdefault(row["line"], set()).add((str(edge["dashes"]), edge["color"], edge["width"]))
    assert {row["act"] for row in found.rows if row["line"] == "has said so"} >= {"has said so, 2008–2014"}
    assert sum(row["line"] == "has said so" and row["from"] == "China" for row in found.rows) == 6
    patterns = {line: {dashes for dashes, _, _ in look} for line, look in looks.items()}
    assert patterns["has said so"].isdisjoint(patterns["supports"] | patterns["opposed a text"])
    assert {colour for _, colour, _ in looks["has said so"]}.isdisjoint({c for _, c, _ in looks["opposed a text"]})
    assert ">has said so</li>" in _html(found)
