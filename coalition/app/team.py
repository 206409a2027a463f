"""What a server for a team needs before it listens: an address, and a way to know who comes."""

from __future__ import annotations

import ipaddress
import os
import re
import stat
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from coalition.errors import CoalitionError
from coalition.model.vocabulary import split
from coalition.settings import Login

CALLBACK = "/oauth2callback"
"""Where an identity provider sends people back to."""
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_PLACEHOLDER = re.compile(r"^\W*$|openssl rand")
"""What stands in the example of docs/operations.md."""
SHORTEST = 32
"""Characters of the secret that signs cookies."""


@dataclass(frozen=True)
class Team:
    """A server for a team.

    Attributes
    ----------
    host
        Address to listen on.
    base_url
        Where browsers find the pages, such as ``https://map.example.org``.
    provider
        TOML file of the identity provider (Streamlit's section ``[auth]``); None without one.
    proxy_address
        Addresses of the proxy that signs people in, joined by ``;``; "" without one.
    proxy_header
        The header in which it names them.
    roles_claim
        The claim of the provider that may give roles; "" for the table of members alone.
    session_hours
        Hours that a session lasts.
    open_to_the_network
        Whether everybody on the network may come in and do everything: for a closed room.
    """

    host: str
    base_url: str
    provider: Path | None = None
    proxy_address: str = ""
    proxy_header: str = "X-Forwarded-User"
    roles_claim: str = ""
    session_hours: float = 12.0
    open_to_the_network: bool = False

    @property
    def login(self) -> Login:
        if self.provider:
            return Login.PROVIDER
        return Login.PROXY if self.proxy_address else Login.NONE

    @property
    def name(self) -> str:
        """The host by which browsers ask."""
        return urlsplit(self.base_url).hostname or ""

    def flags(self) -> dict[str, str]:
        """Options of the page server."""
        url = urlsplit(self.base_url)
        port = url.port or (443 if url.scheme == "https" else 80)
        found = {"server.address": self.host, "browser.serverAddress": self.name, "browser.serverPort": str(port)}
        return found | ({"secrets.files": str(self.provider)} if self.provider else {})

    def environment(self) -> dict[str, str]:
        """Settings of the pages, as variables."""
        found = {"COALITION_HOSTS": self.name, "COALITION_LOGIN": self.login.value}
        found["COALITION_HTTPS"] = str(urlsplit(self.base_url).scheme == "https").lower()
        if self.login is Login.PROVIDER:
            found |= {"COALITION_ROLES_CLAIM": self.roles_claim, "COALITION_SESSION_HOURS": str(self.session_hours)}
        if self.login is Login.PROXY:
            found |= {"COALITION_PROXY_ADDRESS": self.proxy_address, "COALITION_PROXY_HEADER": self.proxy_header}
        # A request comes from whoever sent it, not from whom a header names: else anybody could pass for the proxy.
        return found | {"FORWARDED_ALLOW_IPS": ""}


def checked(team: Team) -> Team:
    """The same, where it may listen.

    Raises
    ------
    CoalitionError
        With everything that stands in the way, a line each.
    """
    address = _address_faults(team)
    faults = [*address, *_login_faults(team, known=not address)]
    if team.provider:
        faults += _provider_faults(team)
    if faults:
        raise CoalitionError("\n".join(faults))
    return team


_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
"""Name of a header of HTTP (RFC 9110, 5.1)."""
_NAME = re.compile(r"([\w.-]+|\[[0-9a-f:.]+\])(:\d+)?", re.ASCII | re.IGNORECASE)
"""Name or address of a server, with its port."""


def _address_faults(team: Team) -> list[str]:
    try:
        url = urlsplit(team.base_url)
        named = _NAME.fullmatch(url.netloc) and url.port != 0
    except ValueError:  # no port, or no address in brackets
        named = None
    if (
        not named
        or url.scheme not in ("http", "https")
        or not url.hostname
        or url.path.strip("/")
        or url.query
        or url.fragment
    ):
        return [f"--base-url {team.base_url!r} is no address of a server of its own, such as https://map.example.org"]
    if url.scheme == "http" and not _is_here(url.hostname) and not team.open_to_the_network:
        return [f"--base-url {team.base_url} sends everything in the clear; put a proxy with TLS in front: https://"]
    return []


def _login_faults(team: Team, *, known: bool) -> list[str]:
    """What is wrong with the way to sign in; whether the address is `known` to be one."""
    ways = [bool(team.provider), bool(team.proxy_address), team.open_to_the_network]
    if sum(ways) > 1:
        return ["--login, --proxy-address and --open-to-the-network exclude each other; give one of them"]
    reached = [f"--host {team.host}"] if not _is_here(team.host) else []
    if known and not _is_here(str(urlsplit(team.base_url).hostname)):
        reached.append(f"--base-url {team.base_url}")
    if not any(ways) and reached:
        return [
            f"{reached[0]} can be reached from other machines, and nobody would have to sign in; give --login "
            "FILE, --proxy-address ADDRESS, or --open-to-the-network for a closed room"
        ]
    faults = []
    if team.proxy_address and not split(team.proxy_address):
        faults.append(f"--proxy-address {team.proxy_address!r} names no address, such as 127.0.0.1 or 10.0.0.5")
    if team.proxy_address and not _HEADER.fullmatch(team.proxy_header):
        faults.append(f"--proxy-header {team.proxy_header!r} is no name of a header, such as X-Forwarded-User")
    for address in split(team.proxy_address):
        try:
            ipaddress.ip_address(address)
        except ValueError:
            faults.append(f"--proxy-address {address!r} is no address, such as 127.0.0.1 or 10.0.0.5")
    return faults


def _provider_faults(team: Team) -> list[str]:
    path = Path(str(team.provider))
    try:
        mode = path.stat().st_mode
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [f"--login {path}: cannot be read as TOML: {error}"]
    faults = []
    if find_spec("authlib") is None:
        faults.append('--login needs a package more: pip install "coalition[auth]"')
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        faults.append(f"--login {path}: others can read it, and it holds secrets; chmod 600 {path}")
    auth = found.get("auth")
    given: Mapping[str, Any] = auth if isinstance(auth, dict) else {}
    for key in NEEDED:
        if not isinstance(given.get(key), str) or not given[key].strip():
            faults.append(f"--login {path}: [auth] {key} is missing; docs/operations.md shows the file")
    wanted = team.base_url.rstrip("/") + CALLBACK
    if given.get("redirect_uri") and given["redirect_uri"] != wanted:
        faults.append(
            f"--login {path}: [auth] redirect_uri is {given['redirect_uri']!r}; with this --base-url {wanted!r}"
        )
    for key in ("cookie_secret", "client_id", "client_secret"):
        if isinstance(given.get(key), str) and _PLACEHOLDER.search(given[key]):
            faults.append(f"--login {path}: [auth] {key} is still the example of the guide; put your own in its place")
    if isinstance(given.get("cookie_secret"), str) and len(given["cookie_secret"]) < SHORTEST:
        faults.append(f"--login {path}: [auth] cookie_secret is shorter than {SHORTEST} characters; make a random one")
    return faults


def _is_here(host: str) -> bool:
    """Whether a host is this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def told(team: Team) -> None:
    """Say on standard error where it listens, and who may come in."""
    who = {
        Login.PROVIDER: "whoever signs in and has a role on the map",
        Login.PROXY: f"whomever the proxy at {team.proxy_address} signs in and who has a role on the map",
        Login.NONE: "everybody who reaches it, to do everything" if team.open_to_the_network else "this machine alone",
    }[team.login]
    print(f"coalition is at {team.base_url}, for {who} (stop with Ctrl+C)", file=sys.stderr)
