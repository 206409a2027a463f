"""A running server answers only who means it: foreign hosts and origins are refused, for pages and for websockets."""

from __future__ import annotations

import base64
import http.client
import os
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import served
from conftest import make_tables
from playwright.sync_api import Browser, expect
from waiting import by_menu

from coalition.settings import Settings
from coalition.store.store import Store

pytestmark = pytest.mark.browser


def status(site: str, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    """What the server says to one request."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=20)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = "" if answer.status == 101 else answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, body


def stream(site: str, **headers: str) -> int:
    """What the server says to whoever would open the websocket of the pages."""
    key = base64.b64encode(os.urandom(16)).decode()
    asked = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": key, "Sec-WebSocket-Version": "13"}
    return status(site, "/_stcore/stream", **asked, **headers)[0]


def test_whoever_asks_by_a_name_of_its_own_is_refused(site: str) -> None:
    port = urlsplit(site).port
    assert status(site, "/")[0] == 200
    assert status(site, "/", Host=f"localhost:{port}")[0] == 200
    for host in ("rebound.example", f"rebound.example:{port}", "localhost.rebound.example", "127.0.0.1.example", ""):
        assert status(site, "/", Host=host)[0] == 400, host
        assert stream(site, Host=host) in (400, 403), host


def test_a_page_of_another_site_reaches_neither_pages_nor_websocket(site: str) -> None:
    own = {"Host": urlsplit(site).netloc}
    assert stream(site, Origin=site, **own) == 101
    foreign = ("https://rebound.example", "http://localhost:1", "null", "http://127.0.0.1", "http://[bad", f"{site}.a")
    for origin in foreign:
        assert status(site, "/", Origin=origin, **own)[0] == 403, origin
        assert stream(site, Origin=origin, **own) == 403, origin


def test_no_program_drives_the_pages_from_outside(site: str) -> None:
    code, words = status(site, "/_stcore/agent/interact", "POST")
    assert code == 403
    assert "not_available" in words


@pytest.mark.parametrize("length", [10_000, 60_000])
def test_an_endless_address_is_refused_with_a_sentence(site: str, length: int) -> None:
    code, words = status(site, f"/partners?r={'x' * length}")
    assert code == 414
    assert words == "This address is too long: open the page without what follows the ?."


def test_a_million_characters_are_refused_at_once(site: str) -> None:
    with suppress(ConnectionError, http.client.HTTPException):  # the server may hang up while it is still being told
        assert status(site, f"/partners?r={'x' * 1_000_000}")[0] in (400, 414, 431)
    assert status(site, "/")[0] == 200


def test_when_all_seats_are_taken_whoever_comes_is_told_so(chromium: Browser, tmp_path: Path) -> None:
    """And comes in once somebody leaves; whoever was there goes on."""
    settings = Settings(home=tmp_path, uri="")
    with Store(settings) as store:
        store.write(make_tables({("a", "e"): "support"}))
    with served.pages(settings, COALITION_VISITORS="2") as address:
        inside = [chromium.new_page() for _ in range(2)]
        for page in inside:
            page.goto(f"{address}/sources")
            expect(page.locator("h1.c-answer")).to_be_visible(timeout=60_000)
        late = chromium.new_page()
        answer = late.goto(f"{address}/sources")
        assert answer is not None
        assert answer.status == 503
        expect(late.locator("p")).to_contain_text("2 pages of this map are open at once")
        by_menu(inside[0], "Ask", "Gaps")
        expect(inside[0].locator("h1.c-answer")).to_contain_text("recommendation")
        inside[1].close()
        assert late.locator("meta[http-equiv=refresh]").get_attribute("content") == "20"  # it tries again by itself
        late.reload()
        expect(late.locator("h1.c-answer")).to_be_visible(timeout=60_000)
        for page in (inside[0], late):
            page.close()
