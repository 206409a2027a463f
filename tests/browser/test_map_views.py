"""The page Map in a real Chromium: its pictures, sizes, the legend that filters, one's own country, and focus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from browser.conftest import hostile
from browser.test_access import DESK, grave, resized
from hostile_names import HOSTILE
from playwright.sync_api import Page, expect
from waiting import finished, until

from coalition.analysis.bridges.ranking import bridges
from coalition.analysis.bridges.ties import ties
from coalition.analysis.selection import STATES_ONLY, Filters, select
from coalition.app.map import MapData, alike_map, columns_map, whole_map
from coalition.app.map.sizes import ALIKE, SUPPORTED
from coalition.model.network import Network
from coalition.model.vocabulary import Tables

pytestmark = pytest.mark.browser
TECHNOLOGY = Filters("technology", STATES_ONLY)
LOW = (1366, 1000)
PIXEL = """([x, y]) => {
  const map = [...document.querySelectorAll('*')].map(e => e.shadowRoot?.querySelector('.stage canvas')).find(Boolean)
    ?? document.querySelector('.stage canvas')
  const box = map.getBoundingClientRect()
  const at = (value, from, size, inside) => Math.round((value - from) * inside / size)
  const [px, py] = [at(x, box.x, box.width, map.width), at(y, box.y, box.height, map.height)]
  const [red, green, blue, seen] = map.getContext('2d').getImageData(px, py, 1, 1).data
  return [red, green, blue].map(one => Math.round(255 - (255 - one) * seen / 255))
}"""
WHITE = [255, 255, 255]
INKED = """() => {
  const map = [...document.querySelectorAll('*')].map(e => e.shadowRoot?.querySelector('.stage canvas')).find(Boolean)
    ?? document.querySelector('.stage canvas')
  const right = map.getContext('2d').getImageData(map.width * 0.55, 0, map.width * 0.45, map.height).data
  return right.filter((seen, place) => place % 4 === 3 && seen > 0).length
}"""
"""How many points of the right side of the map are drawn on."""


@pytest.fixture(scope="module")
def network(bearing: Tables) -> Network:
    """What the pages under test show."""
    return Network.from_tables(hostile(bearing))


@pytest.fixture
def opened(tab: Callable) -> Callable[..., Page]:
    """Open the page Map with choices in the address."""

    def new(screen: tuple[int, int] = LOW, scheme: str = "light", **choices: str) -> Page:
        visit = tab(*screen, scheme=scheme)
        visit.open(f"map?{urlencode({'theme': 'technology'} | choices)}")
        visit.page.wait_for_selector(".map[data-drawn]")
        visit.page.mouse.move(2, 2)
        return visit.page

    return new


def alike(network: Network, filters: Filters = TECHNOLOGY) -> MapData:
    return alike_map(network, select(network, filters), "Who is alike", ALIKE, bridges(network), ties(network))


def spot(page: Page, drawn: MapData, key: str) -> tuple[float, float]:
    """Where a mark has to be on the screen while the whole map is shown."""
    node = next(node for node in drawn.nodes if node.id == key)
    left, top, right, bottom = drawn.extent
    box, scale = page.locator(".stage").bounding_box(), float(page.locator(".map").get_attribute("data-zoom"))
    assert box is not None
    x = box["x"] + box["width"] / 2 + (node.x - (left + right) / 2) * scale
    return x, box["y"] + box["height"] / 2 + (node.y - (top + bottom) / 2) * scale


def pointed(page: Page, at: tuple[float, float]) -> str:
    """What the map says of the mark under a pointer."""
    page.mouse.move(2, 2)
    page.wait_for_timeout(200)
    page.mouse.move(*at)
    expect(page.locator(".vis-tooltip")).to_be_visible()
    return page.locator(".vis-tooltip").inner_text()


def said(page: Page) -> str:
    return page.locator(".live").inner_text()


def on_map(page: Page, kind: str) -> str | None:
    return page.locator(".map").get_attribute(f"data-{kind}")


def switch(page: Page, words: str) -> None:
    page.get_by_role("list", name="Legend").get_by_role("button", name=words).click()


def shown(page: Page, words: str) -> str | None:
    entry = page.get_by_role("list", name="Legend").get_by_role("button", name=words)
    return entry.get_attribute("aria-pressed")


@pytest.mark.parametrize("view", ["record", "columns", "alike"])
def test_marks_stand_where_they_are_placed_and_say_whose_they_are(
    opened: Callable[..., Page], network: Network, view: str
) -> None:
    found = select(network, TECHNOLOGY)
    made = {"record": whole_map, "columns": columns_map}
    drawn = made[view](network, found, "T") if view in made else alike(network)
    page = opened(view=view)
    for key in ("GHA", "CHL", "NOR", "IND"):
        node = next(node for node in drawn.nodes if node.id == key)
        assert pointed(page, spot(page, drawn, key)) == node.name
        assert node.name.startswith(network.actors.loc[key, "name"])


def test_every_state_with_a_tie_is_drawn_and_the_first_bridges_are_named(
    opened: Callable[..., Page], network: Network
) -> None:
    table = ties(network)
    tied = {*table["actor_id"], *table["other_id"]}
    page = opened(view="alike")
    assert f"a map of {len(tied)} actors" in str(page.locator(".stage").get_attribute("aria-label"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as SVG").click()
    root = ElementTree.parse(waiting.value.path()).getroot()
    space = "{http://www.w3.org/2000/svg}"
    marks = [group for group in root.iter(f"{space}g") if group.find(f"{space}title") is not None]
    titles = [str(mark.find(f"{space}title").text) for mark in marks]
    names = network.actors["name"]
    assert all(any(title.startswith(f"{names[key]} (") for title in titles) for key in tied)
    labelled = {title for title, mark in zip(titles, marks, strict=True) if mark.find(f"{space}text") is not None}
    first = [key for key in bridges(network)["actor_id"] if key in tied][:10]
    assert all(any(title.startswith(f"{names[key]} (") for title in labelled) for key in first)


def test_the_pictures_stand_in_the_address_and_back_returns_to_the_one_before(opened: Callable[..., Page]) -> None:
    page = opened()
    stage = page.locator(".stage")
    record = str(stage.get_attribute("aria-label"))
    page.get_by_text("Two columns", exact=True).click()
    page.wait_for_url("**view=columns**")
    expect(stage).not_to_have_attribute("aria-label", record)
    page.get_by_text("By group and theme", exact=True).click()
    page.wait_for_url("**view=groups**")
    finished(page)
    page.go_back()
    page.wait_for_url("**view=columns**")
    page.go_back()
    finished(page)
    expect(stage).to_have_attribute("aria-label", record)


def test_another_picture_is_shown_whole(opened: Callable[..., Page], network: Network) -> None:
    drawn = columns_map(network, select(network, TECHNOLOGY), "T")
    page = opened()
    page.get_by_text("Two columns", exact=True).click()
    page.wait_for_url("**view=columns**")
    finished(page)
    page.wait_for_timeout(1500)  # the canvas follows its frame once a second
    for key in ("GHA", "NOR"):
        assert pointed(page, spot(page, drawn, key)).startswith(network.actors.loc[key, "name"])


def test_the_size_of_a_mark_is_that_of_its_number_and_the_legend_says_so(
    opened: Callable[..., Page], network: Network
) -> None:
    drawn = whole_map(network, select(network, TECHNOLOGY), "T", SUPPORTED)
    radius = {node.id: node.radius for node in drawn.nodes if node.kind}
    large, small = max(radius, key=radius.__getitem__), min(radius, key=radius.__getitem__)
    page = opened(size="supported")
    assert "recommendations here that an actor supports, from none to" in page.locator(".legend").inner_text()
    scale = float(str(on_map(page, "zoom")))
    out = 11 * scale  # pixels right of the middle: inside the large mark, outside the small one
    colours = [page.evaluate(PIXEL, [spot(page, drawn, key)[0], spot(page, drawn, key)[1] - out])
               for key in (large, small)]  # fmt: skip
    assert radius[large] > 11 > radius[small]
    assert colours[0] != WHITE
    assert colours[1] != colours[0]


def test_a_click_on_the_legend_leaves_something_out_and_back_brings_it_back(
    opened: Callable[..., Page], network: Network
) -> None:
    page = opened()
    off = replace(TECHNOLOGY, off=("group-weog",))
    switch(page, "WEOG")
    page.wait_for_url("**off=group-weog**")
    finished(page)
    found = select(network, off)
    expect(page.locator("h1.c-answer")).to_contain_text(f"{len(found.on_record)} of {len(found.actors)} States")
    expect(page.get_by_text("Left out by the legend: States of WEOG.")).to_be_visible()
    page.get_by_label("Find on the map").fill("norway")
    page.get_by_text("Nothing called norway on this map").wait_for()
    switch(page, "has said so")
    page.wait_for_url("**off=position-declared**")
    finished(page)
    assert (shown(page, "WEOG"), shown(page, "has said so")) == ("false", "false")
    page.go_back()
    finished(page)
    expect(page.get_by_role("list", name="Legend").get_by_role("button", name="has said so")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert shown(page, "WEOG") == "false"
    page.go_back()
    finished(page)
    expect(page.locator("h1.c-answer")).to_contain_text("of 195 States")
    expect(page.get_by_role("list", name="Legend").get_by_role("button", name="WEOG")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_two_quick_clicks_on_the_legend_both_count(opened: Callable[..., Page]) -> None:
    page = opened()
    switch(page, "WEOG")
    switch(page, "GRULAC")
    page.wait_for_url("**off=group-weog&off=group-grulac**")
    finished(page)
    expect(page.locator("h1.c-answer")).to_contain_text("of 133 States")


def test_what_is_all_left_out_can_be_brought_back(opened: Callable[..., Page]) -> None:
    page = opened()
    switch(page, "State or observer State")
    expect(page.locator("h1.c-answer")).to_have_text("The legend leaves everybody out.")
    switch(page, "State or observer State")
    expect(page.locator("h1.c-answer")).to_contain_text("of 195 States")


def test_ones_own_country_stands_out_and_is_kept(opened: Callable[..., Page], network: Network) -> None:
    drawn = whole_map(network, select(network, TECHNOLOGY), "T")
    page = opened()
    x, y = spot(page, drawn, "GHA")
    ring = 9 * float(str(on_map(page, "zoom")))
    node = next(node for node in drawn.nodes if node.id == "GHA")
    beside = [x - (node.radius * ring / 9 + ring), y]
    before = page.evaluate(PIXEL, beside)
    page.get_by_role("combobox", name="Your country").click()
    page.get_by_role("combobox", name="Your country").fill("Ghana")
    page.get_by_role("option", name="Ghana").first.click()
    page.wait_for_url("**as=GHA**")
    finished(page)
    expect(page.get_by_text("Ghana, your country, stands in two rings")).to_be_visible()
    page.mouse.move(2, 2)
    page.wait_for_timeout(300)
    x, y = spot(page, drawn, "GHA")
    assert page.evaluate(PIXEL, [x - (node.radius * ring / 9 + ring), y]) != before
    page.get_by_role("combobox", name="From").click()
    page.get_by_role("option", name="WEOG").click()
    expect(page.get_by_text("Ghana, your country, is not on this map")).to_be_visible()


def test_pointing_fades_the_rest(opened: Callable[..., Page], network: Network) -> None:
    drawn = whole_map(network, select(network, TECHNOLOGY), "T")
    page = opened()
    other = list(spot(page, drawn, "NOR"))
    before = page.evaluate(PIXEL, other)
    page.mouse.move(*spot(page, drawn, "GHA"))
    until(page, f"at => {{ const now = ({PIXEL})(at); return now.join() !== '{','.join(map(str, before))}' }}", other)
    assert sum(page.evaluate(PIXEL, other)) > sum(before)
    page.mouse.move(2, 2)
    until(page, f"at => ({PIXEL})(at).join() === '{','.join(map(str, before))}'", other)


def test_a_second_click_shows_a_mark_with_its_neighbours_and_a_click_on_nothing_goes_back(
    opened: Callable[..., Page], network: Network
) -> None:
    found = select(network, TECHNOLOGY)
    drawn = whole_map(network, found, "T")
    own = found.positions[found.positions["actor_id"] == "GHA"]
    page = opened()
    at = spot(page, drawn, "GHA")
    page.mouse.click(*at)
    expect(page.locator("h2.c-name", has_text="Ghana")).to_be_visible()
    finished(page)
    at = spot(page, drawn, "GHA")
    page.mouse.click(*at)
    expect(page.locator(".map")).to_have_attribute("data-alone", str(len(own) + 1))
    expect(page.locator(".map")).to_have_attribute("data-lines", str(len(own)))
    assert said(page).startswith(f"Only Ghana and what it is tied to: {len(own)} marks")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as SVG").click()
    text = waiting.value.path().read_text(encoding="utf-8")
    assert "Ghana" in text
    assert "Norway" not in text
    box = page.locator(".stage").bounding_box()
    page.mouse.click(box["x"] + 8, box["y"] + 8)
    expect(page.locator(".map")).not_to_have_attribute("data-alone", str(len(own) + 1))
    expect(page.locator(".map")).to_have_attribute("data-lines", str(len(found.positions)))
    assert pointed(page, spot(page, drawn, "NOR")).startswith("Norway")


def test_what_a_mark_is_tied_to_is_drawn_wherever_it_stood_before(opened: Callable[..., Page]) -> None:
    """In two columns the recommendations stand far from the actors, out of sight on a low screen."""
    page = opened((1366, 500), view="columns", theme="civil society at the UN")
    page.get_by_label("Find on the map").fill("chile")
    page.get_by_text("Chile (State, GRULAC").wait_for()
    page.keyboard.press("Enter")
    expect(page.locator("h2.c-name", has_text="Chile")).to_be_visible()
    expect(page.get_by_role("button", name="Show all marks again")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(".map")).to_have_attribute("data-alone", "2")
    until(page, f"() => ({INKED})() > 2000")
    page.get_by_role("button", name="Show all marks again").click()
    expect(page.locator(".map")).not_to_have_attribute("data-alone", "2")
    assert said(page) == "All are shown again."


def test_the_whole_map_is_one_click_away_and_so_is_the_way_back(opened: Callable[..., Page]) -> None:
    page = opened(group="african")
    page.get_by_role("button", name="The whole map", exact=True).click()
    expect(page.locator("h1.c-answer")).to_contain_text("actors have a recorded position.")
    page.wait_for_url("**kind=everybody**")
    assert "group=" not in page.url
    finished(page)
    page.get_by_role("button", name="Back to one theme").click()
    expect(page.locator("h1.c-answer")).to_contain_text("States have a recorded position on civil society at the UN")


def test_the_keyboard_focuses_walks_among_the_neighbours_and_goes_back_step_by_step(
    opened: Callable[..., Page],
) -> None:
    page = opened()
    page.get_by_label("Find on the map").fill("ghana")
    page.get_by_text("Ghana (State, African Group").wait_for()
    page.keyboard.press("Enter")
    expect(page.locator("h2.c-name", has_text="Ghana")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".map")).to_have_attribute("data-alone", "4")
    page.keyboard.press("ArrowRight")
    assert said(page).startswith("R24")
    page.keyboard.press("Escape")
    assert said(page) == "All are shown again."
    assert on_map(page, "alone") is None
    expect(page.locator("h2.c-name", has_text="Ghana")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("h2.c-name", has_text="Click a mark")).to_be_visible()


def test_lines_are_not_drawn_while_the_map_is_dragged(opened: Callable[..., Page], network: Network) -> None:
    page = opened()
    every = str(len(select(network, TECHNOLOGY).positions))
    assert on_map(page, "lines") == every
    box = page.locator(".stage").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 100, steps=4)
    expect(page.locator(".map")).to_have_attribute("data-lines", "0")
    page.mouse.up()
    expect(page.locator(".map")).to_have_attribute("data-lines", every)


def test_groups_are_counted_and_a_click_says_who_they_are(opened: Callable[..., Page]) -> None:
    page = opened(view="groups", kind="everybody", theme="all themes")
    page.get_by_label("Find on the map").fill("54 states, african")
    page.keyboard.press("Enter")
    expect(page.locator("h2.c-name", has_text="54 States, African Group")).to_be_visible()
    expect(page.get_by_text("And 42 more.")).to_be_visible()


def test_hostile_names_are_text_in_every_picture(opened: Callable[..., Page]) -> None:
    for view in ("record", "columns", "alike", "groups"):
        page = opened(view=view, kind="ngo", theme="all themes")
        page.get_by_label("Find on the map").fill(HOSTILE[0][:12])
        if view != "groups":
            page.get_by_text(f"{HOSTILE[0]} (NGO").first.wait_for()
            page.keyboard.press("Enter")
            page.keyboard.press("Enter")
        assert page.locator(".map img, .map script, .map a, .map b").count() == 0


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"view": "globe"}, "“globe” is not one of the choices here."),
        ({"size": "gold"}, "“gold” is not one of the choices here."),
        ({"off": "<img src=x onerror=window.struck=1>"}, "is not one of the choices here. It is left out."),
        ({"as": "XXX"}, "no actor XXX"),
    ],
)
def test_what_the_address_names_and_is_not_there_gets_a_sentence(
    opened: Callable[..., Page], choices: dict[str, str], words: str
) -> None:
    page = opened(**choices)
    expect(page.locator(".c-alert", has_text=words)).to_be_visible()
    expect(page.locator("h1.c-answer")).to_contain_text("States have a recorded position on technology")


@pytest.mark.parametrize(("view", "scheme"), [("alike", "dark"), ("columns", "light"), ("groups", "light")])
def test_on_a_telephone_each_picture_fits_and_axe_finds_nothing_grave(
    opened: Callable[..., Page], view: str, scheme: str
) -> None:
    page = opened((390, 844), scheme, view=view, size="supported", **{"as": "GHA"})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    box = page.locator(".stage").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    resized(page, DESK)
    assert grave(page, view) == []
