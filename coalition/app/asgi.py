"""The pages as a web application: only who means it is answered, and nothing may be loaded from or sent elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st
from starlette.datastructures import Headers as GivenHeaders
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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


class Seats:
    """Lets in so many pages as can be answered soon. Whoever comes when all seats are taken is told so, and the page
    tries again by itself; pages that are open go on, and find their seat again when their connection was cut.

    Parameters
    ----------
    app
        What is behind it.
    seats
        Pages that may be open at once.
    """

    def __init__(self, app: ASGIApp, seats: int) -> None:
        self.app = app
        self.seats = seats
        self.taken = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self.taken >= self.seats and _asks_for_page(scope):
            await HTMLResponse(FULL.format(seats=self.seats), 503, {"retry-after": "20"})(scope, receive, send)
        elif scope["type"] == "websocket" and self.taken >= self.seats + RETURNING:
            await PlainTextResponse("All seats are taken.", 503)(scope, receive, send)
        elif scope["type"] == "websocket":
            self.taken += 1
            try:
                await self.app(scope, receive, send)
            finally:
                self.taken -= 1
        else:
            await self.app(scope, receive, send)


RETURNING = 10
"""Seats beyond, for pages that were sent a moment ago, and for those whose connection was cut."""
FULL = """<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="20">
<meta name="viewport" content="width=device-width"><title>Full for now · Coalition</title>
<style>body {{font: 1.2rem/1.5 sans-serif; max-width: 34rem; margin: 20vh auto; padding: 0 1rem}}</style>
<h1>Full for now</h1><p>{seats} pages of this map are open at once, and more would make everybody wait. This page tries
again by itself every 20 seconds; whoever closes a page makes room.</p></html>"""


def _asks_for_page(scope: Scope) -> bool:
    """Whether a browser opens a page, and not a part of one, or a sign-in that comes back."""
    return scope["method"] == "GET" and "text/html" in GivenHeaders(scope=scope).get("accept", "")


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
        Middleware(Seats, seats=settings.visitors),
        Middleware(ServerAddress),
    ]


# Strings as Python's own: pages look at single cells more than at columns, and take a quarter less time.
pd.options.mode.string_storage = "python"
app = st.App(resource("app.py"), middleware=doors(Settings()))
