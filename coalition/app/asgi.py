"""The pages as a web application: only who means it is answered, and nothing may be loaded from or sent elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from starlette.datastructures import Headers as GivenHeaders
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from coalition.app.parts import visitor
from coalition.model.vocabulary import split
from coalition.settings import Login, Settings, resource

POLICY = "; ".join(
    [
        "default-src 'self'",
        # Streamlit starts from a script in its page, and brings components as blobs; ECharts sets styles in place.
        "script-src 'self' 'unsafe-inline' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "frame-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
"""Content security policy. Text of the data never becomes HTML; this is the second door."""
HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


LONGEST = 8_000
"""Characters of an address: more than a page ever writes into one."""


class Headers:
    """Adds `HEADERS` to every answer, and what keeps cookies to https.

    Parameters
    ----------
    app
        What is behind it.
    https
        Whether browsers reach the pages by https alone.
    """

    def __init__(self, app: ASGIApp, https: bool = False) -> None:
        self.app = app
        self.https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                given: list[Any] = message.setdefault("headers", [])
                if self.https:
                    given[:] = [(name, _secure(value) if name == b"set-cookie" else value) for name, value in given]
                held = {name.lower() for name, _ in given}
                own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                given.extend(pair for pair in own if pair[0] not in held)
            await send(message)

        await self.app(scope, receive, sent)


def _secure(cookie: bytes) -> bytes:
    return cookie if b"; secure" in cookie.lower() else cookie + b"; Secure"


ADDRESS = b"<head><script>window.__streamlit = {BACKEND_BASE_URL: window.location.origin}</script>"
"""Tells the program in the browser where its server is. Else it asks below the address of each page first, in vain."""


class ServerAddress:
    """Writes `ADDRESS` into the page that starts the program in the browser."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or "." in scope["path"].rpartition("/")[2]:
            await self.app(scope, receive, send)
            return
        plain = [header for header in scope["headers"] if header[0] != b"accept-encoding"]  # nothing is compressed
        begun: Message | None = None
        body = b""

        async def sent(message: Message) -> None:
            nonlocal begun, body
            if message["type"] == "http.response.start" and _is_page(message):
                begun = message
                return
            if begun is None or message["type"] != "http.response.body":
                await send(message)
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                body = body.replace(b"<head>", ADDRESS, 1)
                MutableHeaders(scope=begun)["content-length"] = str(len(body))
                await send(begun)
                await send({**message, "body": body})

        await self.app({**scope, "headers": plain}, receive, sent)


def _is_page(message: Message) -> bool:
    headers = GivenHeaders(raw=message["headers"])
    return message["status"] == 200 and headers.get("content-type", "").startswith("text/html")


class Doors:
    """Refuses what a page of another site, or nobody in earnest, would ask: a foreign Origin, an endless address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = refusal(scope) if scope["type"] in ("http", "websocket") else None
        await (answer or self.app)(scope, receive, send)


class Proxy:
    """Where a proxy in front signs people in, answers that proxy alone: whoever comes past it could name anybody.

    Parameters
    ----------
    app
        What is behind the door.
    addresses
        Of the proxy.
    """

    def __init__(self, app: ASGIApp, addresses: Sequence[str]) -> None:
        self.app = app
        self.addresses = frozenset(addresses)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client")
        if scope["type"] in ("http", "websocket") and (client is None or client[0] not in self.addresses):
            await PlainTextResponse(PAST_THE_PROXY, 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


PAST_THE_PROXY = "This map is reached through the server in front of it, which signs people in."


class SignedIn:
    """Where people sign in, hands the files of pages and downloads to them alone, and nobody what it counts of itself.

    Pages do so themselves, by the websocket; a file has an address of its own.

    Parameters
    ----------
    app
        What is behind the door.
    settings
        How people sign in.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        if path.startswith(COUNTS) or (path.startswith(FILES) and not self._who(HTTPConnection(scope))):
            await PlainTextResponse(SIGN_IN, 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _who(self, asked: HTTPConnection) -> str:
        return visitor.asked_by(self.settings, asked.headers.get(self.settings.proxy_header, ""), claims(asked.cookies))


FILES = ("/media/", "/_stcore/upload_file/")
COUNTS = "/_stcore/metrics"
SIGN_IN = "Sign in to this map first; then open this again."


def claims(cookies: Mapping[str, str]) -> dict[str, Any]:
    """What the identity provider said of somebody, from the cookies that Streamlit signed; nothing where it did not."""
    secret = get_cookie_secret()

    def cookie(name: str) -> bytes | None:
        return decode_signed_value(secret, name, cookies[name].encode("latin-1")) if name in cookies else None

    try:
        found = json.loads(get_cookie_with_chunks(cookie, USER_COOKIE_NAME) or b"{}")
    except ValueError:  # not of this server
        return {}
    return found if isinstance(found, dict) else {}


def refusal(scope: Scope) -> PlainTextResponse | None:
    """What is said to a request or websocket that is not let in; None for one that is.

    A browser names the Origin of a page that asks for more than a link does; it is the Host that it asks, or it is
    foreign.
    """
    if len(scope["path"]) + len(scope["query_string"]) > LONGEST:
        return PlainTextResponse("This address is too long: open the page without what follows the ?.", 414)
    given = GivenHeaders(scope=scope)
    origin = given.get("origin")
    if origin is not None and origin.lower().partition("://")[2] != given.get("host", "").lower():
        return PlainTextResponse("A page of another site asked for this; it is not answered.", 403)
    return None


def doors(settings: Settings) -> list[Middleware]:
    """What a request passes before the pages, from the outside in."""
    proxy = [Middleware(Proxy, addresses=split(settings.proxy_address))] if settings.login is Login.PROXY else []
    return [
        Middleware(Headers, https=settings.https),
        *proxy,
        Middleware(TrustedHostMiddleware, allowed_hosts=split(settings.hosts), www_redirect=False),
        Middleware(Doors),
        *([Middleware(SignedIn, settings=settings)] if settings.login.asks else []),
        Middleware(ServerAddress),
    ]


app = st.App(resource("app.py"), middleware=doors(Settings()))
