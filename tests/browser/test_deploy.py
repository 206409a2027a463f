"""The services of compose.yaml as processes: a Neo4j, the pages, a proxy with TLS, an identity provider, the backup."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import neo4j
import pytest
import served
from conftest import make_tables
from neo4j_server import LTS, UnavailableError, running, unavailable
from places import ROOT
from playwright.sync_api import Browser, Page, expect
from ruamel.yaml import YAML
from waiting import finished, still

from coalition.exchange import backup
from coalition.settings import Settings
from coalition.store.roles import Role
from coalition.store.store import Store

pytestmark = [
    pytest.mark.browser,
    pytest.mark.neo4j,
    pytest.mark.skipif(not (ROOT / "compose.yaml").exists(), reason="compose.yaml is beside the tests in a checkout"),
]
PASSWORD = "a password of the database"


def here(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def service(name: str) -> dict[str, Any]:
    return dict(YAML(typ="safe").load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"][name])


@dataclass
class Deployed:
    """Where it is, and the settings by which its database is asked."""

    site: str
    root: Path
    folder: Path
    settings: Settings
    environment: Mapping[str, str]


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    folder = tmp_path_factory.mktemp("deployed")
    door, pages, provider = served.free(), served.free(), served.free()
    site = f"https://localhost:{door}"
    secret = folder / "password.txt"
    secret.write_text(PASSWORD)
    login = folder / "login.toml"
    login.write_text(
        f'[auth]\nredirect_uri = "{site}/oauth2callback"\ncookie_secret = "{"signs cookies " * 4}"\n'
        'client_id = "coalition"\nclient_secret = "hidden"\n'
        f'server_metadata_url = "http://127.0.0.1:{provider}/.well-known/openid-configuration"\n'
    )
    login.chmod(0o600)
    with ExitStack() as stack:
        try:
            database = stack.enter_context(running(LTS))
        except UnavailableError as reason:
            unavailable(f"Neo4j: {reason}")
        with neo4j.GraphDatabase.driver(database.uri, auth=database.auth) as driver:
            driver.execute_query(  # as docs/operations.md has it made
                "CREATE USER coalition SET PASSWORD $password CHANGE NOT REQUIRED",
                password=PASSWORD,
                database_="system",
            )
        given = {
            "COALITION_NAME": f"localhost:{door}",
            "COALITION_URI": database.uri,
            "COALITION_USER": "coalition",
            "COALITION_PASSWORD_FILE": str(secret),
            "COALITION_EDITOR": "owner@example.org",
            "COALITION_HOME": str(folder / "home"),
        }
        assert set(service("pages")["environment"]) - {"COALITION_DATABASE"} == set(given) - {"COALITION_HOME"}
        clean = {key: value for key, value in os.environ.items() if not key.startswith("COALITION_")} | given
        settings = Settings(
            home=folder / "home", uri=database.uri, user="coalition", password_file=secret, database="neo4j"
        )
        with Store(settings) as store:
            store.write(make_tables({("a", "e"): "support", ("b", "e"): "oppose"}, groups={"a": "west", "c": "west"}))
            store.members.put("owner@example.org", Role.ADMIN)
            store.members.put("ada@example.org", Role.EDITOR)

        def begun(command: list[str], port: int, **more: str) -> None:
            process = served.started(command, port, clean | more)
            stack.callback(process.wait, 30)
            stack.callback(process.terminate)

        ada = json.dumps({"sub": "ada", "email": "ada@example.org"})
        begun([here("oidc-provider-mock"), "--port", str(provider), "--user-claims", ada], provider)
        words = [
            str(word).replace("${COALITION_NAME}", given["COALITION_NAME"]) for word in service("pages")["command"]
        ]
        words = [{"0.0.0.0": "127.0.0.1", "/run/secrets/login": str(login)}.get(word, word) for word in words]
        begun([here("coalition"), *words, "--port", str(pages)], pages)
        health = str(served.free())
        config = [here("caddy"), "run", "--adapter", "caddyfile", "--config", str(ROOT / "docs/operations/Caddyfile")]
        begun(
            config,
            door,
            COALITION_PAGES=f"127.0.0.1:{pages}",
            COALITION_HEALTH=health,
            XDG_DATA_HOME=str(folder / "data"),
        )
        root = folder / "data/caddy/pki/authorities/local/root.crt"
        until = time.monotonic() + 30
        while True:  # it listens before it has made itself a certificate
            try:
                answer(f"{site}/_stcore/health", root)
                break
            except OSError:
                assert time.monotonic() < until
                time.sleep(0.2)
        yield Deployed(site, root, folder, settings, clean | {"HEALTH": health, "PAGES": str(pages)})


def answer(url: str, root: Path | None = None, **headers: str) -> tuple[int, Mapping[str, str], str]:
    trusted = ssl.create_default_context(cafile=str(root)) if root else None
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), context=trusted, timeout=20) as found:
        return found.status, found.headers, found.read().decode()


@pytest.fixture
def ada(deployed: Deployed, chromium: Browser) -> Iterator[Page]:
    """An editor who has signed in."""
    context = chromium.new_context(ignore_https_errors=True)
    page = context.new_page()
    page.goto(f"{deployed.site}/sources")
    expect(page.locator("h1.c-answer")).to_have_text("Sign in to see this map.")
    page.get_by_role("button", name="Sign in").click()
    page.locator("button[name=sub][value=ada]").click()
    page.wait_for_url(f"{deployed.site}/**")
    finished(page)
    yield page
    context.close()


def test_it_is_healthy_behind_a_certificate_that_holds(deployed: Deployed) -> None:
    status, headers, body = answer(f"{deployed.site}/_stcore/health", deployed.root)
    assert (status, body) == (200, "ok")
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert answer(f"http://127.0.0.1:{deployed.environment['HEALTH']}/health")[0] == 200
    with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
        answer(f"{deployed.site}/_stcore/health")
    check = service("pages")["healthcheck"]["test"][-1].replace("8501", deployed.environment["PAGES"])
    subprocess.run([sys.executable, "-c", check], env=dict(deployed.environment), check=True, timeout=30)


def test_an_editor_signs_in_over_tls_and_edits_the_map_in_neo4j(deployed: Deployed, ada: Page) -> None:
    expect(ada.get_by_text("Signed in as ada@example.org.")).to_be_visible()
    cookies = ada.context.cookies()
    (own,) = [one for one in cookies if one["name"] == "_streamlit_user"]
    assert own["httpOnly"]
    assert all(one["secure"] for one in cookies if one["name"].startswith("_streamlit"))
    ada.goto(f"{deployed.site}/edit")
    finished(ada)
    for label, text in ((re.compile("Actor: choose"), "C"), ("Evidence", "E")):
        box = ada.get_by_label(label).first
        box.fill(text)
        box.press("Enter")
        still(ada)
    ada.get_by_label("Source: where it can be read").fill("its letter of May")
    ada.get_by_label("Source: where it can be read").press("Enter")
    still(ada)
    ada.get_by_role("button", name="Save", exact=True).first.click()
    expect(ada.get_by_text("3 stances.")).to_be_visible()
    with Store(deployed.settings) as store:
        stances = store.tables().stances.set_index(["actor_id", "evidence_id"])
        assert stances.loc[("c", "e"), "source"] == "its letter of May"
        assert store.history.entries(1)["who"][0] == "ada@example.org"


def test_nobody_names_themselves_to_the_proxy(deployed: Deployed, chromium: Browser) -> None:
    context = chromium.new_context(
        ignore_https_errors=True, extra_http_headers={"X-Forwarded-User": "owner@example.org"}
    )
    page = context.new_page()
    page.goto(f"{deployed.site}/sources")
    expect(page.locator("h1.c-answer")).to_have_text("Sign in to see this map.")
    context.close()


def test_the_backup_runs_by_itself_and_comes_back(deployed: Deployed, tmp_path: Path) -> None:
    (script,) = service("backup")["command"]
    script = script.replace("$$", "$").replace("/var/backups/coalition", shlex.quote(str(tmp_path)))
    variables = dict(deployed.environment) | {
        "EVERY": "1", "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    }  # fmt: skip
    assert re.search(r"[^$]\$[a-z{(]", service("backup")["command"][0]) is None  # compose would fill it in itself
    loop = subprocess.Popen([shutil.which("sh") or "sh", "-c", script], env=variables)
    try:
        deadline = time.monotonic() + 60
        while not (found := list(tmp_path.glob("map-*.backup"))):
            assert time.monotonic() < deadline
            time.sleep(0.2)
    finally:
        loop.kill()
        loop.wait(30)
    with Store(deployed.settings) as store:
        assert len(backup.read(found[0]).tables.stances) == len(store.tables().stances)
