"""A server for a team with a real identity provider, and behind a proxy: who comes in, as what, and who does not."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import psutil
import pytest
import served
from browser.test_doors import status, stream
from conftest import make_tables
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from joserfc import jwt
from joserfc.jwk import OctKey
from playwright.sync_api import Browser, Download, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from waiting import finished

from coalition.app import stamps
from coalition.app.doors import PAST_THE_PROXY, SIGN_IN
from coalition.settings import Settings
from coalition.store.roles import Role
from coalition.store.server import stop
from coalition.store.store import Store

pytestmark = pytest.mark.browser
SECRET = "signs cookies " * 4
BEGUN = 100
"""So many begin to sign in and never do."""
PEOPLE = {"ada": Role.EDITOR, "vi": Role.VIEWER, "stranger": None}


@dataclass
class Served:
    """A running server of a team."""

    site: str
    settings: Settings
    pages: subprocess.Popen[bytes]


def command(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def serve(home: Path, port: int, *arguments: str) -> subprocess.Popen[bytes]:
    """`coalition serve` on the map of a folder."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("COALITION_")}
    words = [command("coalition"), "serve", "--base-url", f"http://localhost:{port}", "--port", str(port), *arguments]
    return served.started(words, port, clean | {"COALITION_HOME": str(home)})


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A small map with a protected actor, and its members."""
    found = Settings(home=tmp_path_factory.mktemp("home"), uri="")
    tables = make_tables({("a", "e"): "support", ("b", "e"): "oppose", ("c", "e"): "abstain"}, groups={"a": "west"})
    hidden = tables.actors["visibility"].mask(tables.actors["id"] == "c", "protected")
    with Store(found) as store:
        store.write(type(tables)(**dict(tables) | {"actors": tables.actors.assign(visibility=hidden)}))
        store.members.put("owner@example.org", Role.ADMIN)
        for name, role in PEOPLE.items():
            if role:
                store.members.put(f"{name}@example.org", role)
    yield found
    stop(found)


def login(folder: Path, port: int, provider: str) -> str:
    """A file that says how people sign in at the pages of a port."""
    file = folder / "login.toml"
    file.write_text(
        f'[auth]\nredirect_uri = "http://localhost:{port}/oauth2callback"\ncookie_secret = "{SECRET}"\n'
        'client_id = "coalition"\nclient_secret = "hidden"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n'
    )
    file.chmod(0o600)
    return str(file)


@pytest.fixture(scope="module")
def team(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The pages with a small identity provider beside them."""
    port, at = served.free(), served.free()
    people = [json.dumps({"sub": name, "email": f"{name}@example.org"}) for name in PEOPLE]
    claims = [word for one in people for word in ("--user-claims", one)]
    provider = served.started([command("oidc-provider-mock"), "--port", str(at), *claims], at, os.environ)
    file = login(tmp_path_factory.mktemp("login"), port, f"http://127.0.0.1:{at}")
    pages = serve(settings.home, port, "--login", file)
    yield Served(f"http://localhost:{port}", settings, pages)
    for process in (pages, provider):
        process.terminate()
        process.wait(30)


def claims(site: str) -> dict[str, Any]:
    """What the cookie of somebody says who signed in."""
    return {"email": "ada@example.org", "is_logged_in": True, "origin": site, "iat": time.time()}


def sign_in(page: Page, site: str, who: str) -> None:
    page.goto(f"{site}/sources")
    finished(page)
    page.get_by_role("button", name="Sign in").click()
    page.locator(f"button[name=sub][value={who}]").click()
    page.wait_for_url(f"{site}/**")
    finished(page)


def test_nobody_sees_a_page_before_they_sign_in(team: Served, chromium: Browser) -> None:
    page = chromium.new_page()
    for path in ("", "/partners?r=R1", "/edit", "/history", "/wall"):
        page.goto(team.site + path)
        expect(page.locator("h1.c-answer")).to_have_text("Sign in to see this map.")
    page.close()


@pytest.mark.parametrize("who", list(PEOPLE))
def test_each_comes_in_with_their_role_and_goes_out_again(team: Served, chromium: Browser, who: str) -> None:
    role = PEOPLE[who]
    page = chromium.new_context().new_page()
    sign_in(page, team.site, who)
    expect(page.get_by_text(f"Signed in as {who}@example.org.")).to_be_visible()
    page.locator("[data-testid=stTopNavSection]", has_text="Data").click()
    menu = page.locator("[data-testid=stTopNavPopoverBody]").inner_text()
    assert "Sources" in menu
    assert ("Edit" in menu) == (role is Role.EDITOR)
    page.keyboard.press("Escape")
    page.goto(f"{team.site}/actor?actor=c")
    finished(page)
    if role is None:
        expect(page.get_by_text(f"Signed in as {who}@example.org, without a role on this map")).to_be_visible()
        assert page.locator("h1.c-answer").count() == 0
    else:
        expect(page.locator("h1.c-answer")).to_be_visible()
        seen = page.locator("body").inner_text()
        assert ("C has no recorded position" in seen or "C is on record" in seen) == (role is Role.EDITOR)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/oauth2/end_session**")
    page.goto(f"{team.site}/sources")
    expect(page.locator("h1.c-answer")).to_have_text("Sign in to see this map.")
    page.context.close()


def test_a_cookie_that_somebody_made_up_signs_nobody_in(team: Served, chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    sign_in(page, team.site, "ada")
    (real,) = [one for one in context.cookies() if one["name"] == "_streamlit_user"]
    value = real["value"].strip('"')
    elsewhere = create_signed_value("of another map " * 4, real["name"], json.dumps(claims(team.site))).decode()
    for forged in (value[:-4] + "AAAA", "x", value.replace(".", ".x", 1), "", elsewhere):
        context.add_cookies([{**real, "value": forged}])  # type: ignore[list-item]
        page.goto(f"{team.site}/sources")
        expect(page.locator("h1.c-answer")).to_have_text("Sign in to see this map.")
    context.close()


def test_a_session_ends_by_itself(team: Served, chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    sign_in(page, team.site, "ada")
    (real,) = [one for one in context.cookies() if one["name"] == "_streamlit_user"]
    for hours, said in ((1, "Signed in as ada@example.org."), (1000, "Your session ended: it lasts 12 hours.")):
        told = json.dumps(claims(team.site) | {"iat": time.time() - hours * 3600})
        value = create_signed_value(SECRET, real["name"], told).decode()
        context.add_cookies([{**real, "value": value}])  # type: ignore[list-item]
        page.goto(f"{team.site}/sources")
        expect(page.get_by_text(said)).to_be_visible()
    context.close()


def begins() -> dict[str, str]:
    """What the button says that begins a sign-in, as the pages sign it."""
    told = {"provider": "default", "exp": int(time.time()) + 60}
    return {"provider": jwt.encode({"alg": "HS256"}, told, OctKey.import_key(SECRET))}


def test_many_who_begin_to_sign_in_cost_others_nothing(team: Served, chromium: Browser) -> None:
    whole = psutil.Process(team.pages.pid)
    servers = [whole, *whole.children(recursive=True)]
    with httpx.Client(base_url=team.site) as client:
        for _ in range(BEGUN // 10):
            client.get("/auth/login", params=begins())
        before = sum(one.memory_info().rss for one in servers)
        for number in range(BEGUN):
            answer = client.get("/auth/login", params=begins())
            assert answer.status_code == 302, number
            client.cookies.clear()
    assert sum(one.memory_info().rss for one in servers) - before < 20_000_000
    page = chromium.new_context().new_page()
    sign_in(page, team.site, "ada")
    expect(page.get_by_text("Signed in as ada@example.org.")).to_be_visible()
    page.context.close()


@pytest.fixture(scope="module")
def expired(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An identity provider whose certificate is out of date."""
    folder = tmp_path_factory.mktemp("expired")
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(9), now - timedelta(1))
    both = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "both.pem").write_bytes(both + made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    with HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_provider_whose_certificate_is_out_of_date_gets_a_sentence(
    settings: Settings, expired: str, chromium: Browser, tmp_path: Path
) -> None:
    port = served.free()
    pages = serve(settings.home, port, "--login", login(tmp_path, port, expired))
    page = chromium.new_context().new_page()
    page.goto(f"http://localhost:{port}/sources")
    finished(page)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Nobody can sign in now")).to_be_visible()
    assert "Traceback" not in page.locator("body").inner_text()
    page.context.close()
    pages.terminate()
    pages.wait(30)


def test_a_role_that_is_taken_away_ends_at_the_next_click(team: Served, chromium: Browser) -> None:
    page = chromium.new_context().new_page()
    with Store(team.settings) as store:
        store.members.put("stranger@example.org", Role.VIEWER)
        sign_in(page, team.site, "stranger")
        expect(page.locator("h1.c-answer")).to_be_visible()
        store.members.remove("stranger@example.org")
    page.goto(f"{team.site}/sources")
    expect(page.get_by_text("without a role on this map")).to_be_visible()
    page.context.close()


def test_a_wall_ends_when_whoever_signed_in_there_loses_the_role(team: Served, chromium: Browser) -> None:
    page = chromium.new_context().new_page()
    shut = page.get_by_role("img", name="This wall is shut")
    with Store(team.settings) as store:
        store.members.put("stranger@example.org", Role.VIEWER)
        sign_in(page, team.site, "stranger")
        page.goto(f"{team.site}/wall")
        expect(page.locator(".w-wall svg").first).to_be_visible()
        expect(shut).to_have_count(0)
        store.members.remove("stranger@example.org")
        expect(shut).to_be_visible()
        store.members.put("stranger@example.org", Role.VIEWER)  # and goes on with a new one
        expect(shut).to_have_count(0)
        store.members.remove("stranger@example.org")
    page.context.close()


@pytest.fixture(scope="module")
def proxied(settings: Settings) -> Iterator[tuple[str, str]]:
    """Two servers that a proxy signs people in for: it is this machine, and it is another one."""
    ports = served.free(), served.free()
    addresses = ("127.0.0.1", "127.0.0.2")
    pages = [
        serve(settings.home, port, "--proxy-address", address) for port, address in zip(ports, addresses, strict=True)
    ]
    yield (f"http://localhost:{ports[0]}", f"http://localhost:{ports[1]}")
    for process in pages:
        process.terminate()
        process.wait(30)


def test_a_header_is_believed_from_the_proxy_alone(proxied: tuple[str, str], chromium: Browser) -> None:
    here, elsewhere = proxied
    sent = {"X-Forwarded-User": "ada@example.org"}
    past = {"X-Forwarded-For": "127.0.0.2", "Forwarded": "for=127.0.0.2", "X-Real-IP": "127.0.0.2"}
    for headers in ({}, sent, sent | past):
        assert status(elsewhere, "/", **headers) == (403, PAST_THE_PROXY)
        assert stream(elsewhere, **headers) == 403
    assert status(here, "/", **(sent | {"X-Forwarded-For": "10.9.8.7"}))[0] == 200
    for headers, told in ((sent, "Signed in as ada@example.org."), ({}, "Sign in to see this map.")):
        page = chromium.new_context(extra_http_headers=headers).new_page()
        page.goto(f"{here}/sources")
        expect(page.get_by_text(told)).to_be_visible()
        page.context.close()


def taken_away(page: Page, site: str) -> Download:
    """A file that somebody makes on Sources, with what is protected, and takes away."""
    page.goto(f"{site}/sources")
    finished(page)
    page.get_by_text("With what is protected").click()
    page.get_by_role("button", name="Make the file").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download coalition.xlsx").click()
    assert "/media/" in waiting.value.url
    return waiting.value


def test_a_file_is_handed_to_whoever_is_signed_in_alone(team: Served, chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    sign_in(page, team.site, "ada")
    file = taken_away(page, team.site)
    assert file.path().stat().st_size > 0
    path = file.url.removeprefix(team.site)
    jar = {one["name"]: one["value"] for one in context.cookies()}
    cookie = "; ".join(f"{name}={value}" for name, value in jar.items())
    forged = cookie.replace(jar["_streamlit_user"], jar["_streamlit_user"].strip('"')[:-4] + "AAAA")
    for given in ({}, {"Cookie": forged}, {"Cookie": "_streamlit_user=x"}, {"X-Forwarded-User": "ada@example.org"}):
        for one in (path, stamps.PATH):
            assert status(team.site, one, **given) == (403, SIGN_IN)
    for one in (path, stamps.PATH):
        assert status(team.site, one, Cookie=cookie)[0] == 200
    context.close()


def test_nobody_is_told_what_the_server_counts_of_itself(team: Served, proxied: tuple[str, str]) -> None:
    for site, given in ((team.site, {}), (proxied[0], {"X-Forwarded-User": "ada@example.org"})):
        assert status(site, "/_stcore/metrics", **given) == (403, SIGN_IN)


def test_behind_a_proxy_a_file_takes_the_name_of_somebody(proxied: tuple[str, str], chromium: Browser) -> None:
    context = chromium.new_context(extra_http_headers={"X-Forwarded-User": "ada@example.org"})
    path = taken_away(context.new_page(), proxied[0]).url.removeprefix(proxied[0])
    assert status(proxied[0], path) == (403, SIGN_IN)
    assert status(proxied[0], path, **{"X-Forwarded-User": "vi@example.org"})[0] == 200
    context.close()
