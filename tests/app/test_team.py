"""A server for a team listens only where it is known who comes; what stands in the way is said all at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from places import ROOT

from coalition.app import launch
from coalition.app.team import SHORTEST, Team, checked
from coalition.errors import CoalitionError
from coalition.settings import Login, Settings

HTTPS = "https://map.example.org"


@pytest.fixture
def provider(tmp_path: Path) -> Path:
    """The file of an identity provider, readable by its owner only."""
    file = tmp_path / "login.toml"
    file.write_text(
        f'[auth]\nredirect_uri = "{HTTPS}/oauth2callback"\ncookie_secret = "{"s" * SHORTEST}"\n'
        'client_id = "coalition"\n'
        'client_secret = "hidden"\nserver_metadata_url = "https://id.example.org/.well-known/openid-configuration"\n'
    )
    file.chmod(0o600)
    return file


def faults(team: Team) -> list[str]:
    with pytest.raises(CoalitionError) as refused:
        checked(team)
    return str(refused.value).splitlines()


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.7", "::", "map.example.org"])
def test_nobody_listens_beyond_this_machine_without_knowing_who_comes(host: str) -> None:
    (said,) = faults(Team(host, HTTPS))
    assert said.startswith(f"--host {host} can be reached from other machines, and nobody would have to sign in; give")
    assert "--open-to-the-network for a closed room" in said
    checked(Team(host, HTTPS, open_to_the_network=True))
    checked(Team(host, HTTPS, proxy_address="10.0.0.5"))


def test_a_name_of_the_network_needs_a_sign_in_even_where_a_proxy_asks_from_this_machine() -> None:
    (said,) = faults(Team("127.0.0.1", HTTPS))
    assert said.startswith(f"--base-url {HTTPS} can be reached from other machines, and nobody would have to sign in")
    checked(Team("127.0.0.1", HTTPS, open_to_the_network=True))


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_this_machine_alone_needs_no_sign_in(host: str) -> None:
    team = checked(Team(host, "http://localhost:8501"))
    assert team.login is Login.NONE
    assert team.environment()["COALITION_HOSTS"] == "localhost"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "map.example.org",
        "ftp://map.example.org",
        f"{HTTPS}/map",
        f"{HTTPS}?a=b",
        "https://",
        "https://m.org:abc",
        "https://m.org:99999",
        "https://[bad",
        "https://*",
        "https://a;evil.example",
        "https://ada@m.org",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    (said,) = faults(Team("127.0.0.1", url))
    assert said == f"--base-url {url!r} is no address of a server of its own, such as https://map.example.org"


def test_nothing_is_sent_in_the_clear_unless_a_closed_room_wants_it() -> None:
    (said,) = faults(Team("127.0.0.1", "http://map.example.org"))
    assert said.endswith("sends everything in the clear; put a proxy with TLS in front: https://")
    checked(Team("0.0.0.0", "http://10.0.0.7:8501", open_to_the_network=True))


def test_a_provider_is_read_from_a_file_that_only_its_owner_can(provider: Path) -> None:
    team = checked(Team("127.0.0.1", HTTPS, provider, roles_claim="groups", session_hours=8))
    assert team.flags() == {
        "server.address": "127.0.0.1", "browser.serverAddress": "map.example.org", "browser.serverPort": "443",
        "secrets.files": str(provider),
    }  # fmt: skip
    found = {key.removeprefix("COALITION_").lower(): value for key, value in team.environment().items()}
    assert found.pop("forwarded_allow_ips") == ""
    settings = Settings(**found)
    assert (settings.login, settings.hosts) == (Login.PROVIDER, "map.example.org")
    assert (settings.roles_claim, settings.session_hours) == ("groups", 8.0)
    provider.chmod(0o640)
    assert faults(team) == [f"--login {provider}: others can read it, and it holds secrets; chmod 600 {provider}"]


def test_all_that_is_wrong_with_a_providers_file_is_said_and_no_secret(provider: Path) -> None:
    provider.write_text(
        '[auth]\nredirect_uri = "https://other.example.org/oauth2callback"\ncookie_secret = "hunter2"\n'
    )
    said = faults(Team("0.0.0.0", HTTPS, provider))
    assert [line.split("[auth] ")[1].split(" ")[0] for line in said] == [
        "client_id", "client_secret", "server_metadata_url", "redirect_uri", "cookie_secret",
    ]  # fmt: skip
    assert "hunter2" not in "".join(said)
    provider.write_text("[auth")
    assert "cannot be read as TOML" in faults(Team("0.0.0.0", HTTPS, provider))[0]
    provider.unlink()
    assert "cannot be read as TOML" in faults(Team("0.0.0.0", HTTPS, provider))[0]


def test_the_example_of_the_guide_is_no_secret(provider: Path) -> None:
    guide = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    block = next(part for part in guide.split("\n\n") if part.startswith("    [auth]"))
    provider.write_text("\n".join(line.removeprefix("    ") for line in block.splitlines()))
    said = faults(Team("0.0.0.0", HTTPS, provider))
    assert [line.split("[auth] ")[1].split(" ")[0] for line in said] == ["cookie_secret", "client_id", "client_secret"]
    assert all(line.endswith("is still the example of the guide; put your own in its place") for line in said)


def test_ways_to_know_people_exclude_each_other_and_a_proxy_has_an_address(provider: Path) -> None:
    assert "exclude each other" in faults(Team("0.0.0.0", HTTPS, provider, proxy_address="10.0.0.5"))[0]
    assert "exclude each other" in faults(Team("0.0.0.0", HTTPS, proxy_address="::1", open_to_the_network=True))[0]
    assert faults(Team("0.0.0.0", HTTPS, proxy_address="proxy; 10.0.0.5")) == [
        "--proxy-address 'proxy' is no address, such as 127.0.0.1 or 10.0.0.5"
    ]


@pytest.mark.parametrize("nobody", [" ", ";", " ; "])
def test_an_address_of_nobody_is_none(nobody: str) -> None:
    assert faults(Team("0.0.0.0", HTTPS, proxy_address=nobody)) == [
        f"--proxy-address {nobody!r} names no address, such as 127.0.0.1 or 10.0.0.5"
    ]


@pytest.mark.parametrize("header", ["", " ", "X User", "X-User:", "Benutzer-ü"])
def test_a_header_has_a_name(header: str) -> None:
    assert faults(Team("0.0.0.0", HTTPS, proxy_address="::1", proxy_header=header)) == [
        f"--proxy-header {header!r} is no name of a header, such as X-Forwarded-User"
    ]


def test_a_taken_port_is_no_other_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "free_port", lambda first, host: first + 1)
    with pytest.raises(CoalitionError, match="port 8501 is in use"):
        launch.serve_team(Team("127.0.0.1", "http://localhost:8501"), 8501)
