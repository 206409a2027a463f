"""The pages as a web application: only who means it is answered, and nothing may be loaded from or sent elsewhere."""

from __future__ import annotations

import sys
from typing import Any

import pandas as pd
import streamlit as st
from starlette.datastructures import Headers as GivenHeaders
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coalition.app import stamps
from coalition.app.doors import Doors, Proxy, Seats, SignedIn, said
from coalition.app.parts import session
from coalition.app.stamps import Stamps
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


def doors(settings: Settings) -> list[Middleware]:
    """What a request passes before the pages, from the outside in."""
    proxy = [Middleware(Proxy, addresses=split(settings.proxy_address))] if settings.login is Login.PROXY else []
    return [
        Middleware(Headers, https=settings.https),
        *proxy,
        Middleware(TrustedHostMiddleware, allowed_hosts=split(settings.hosts), www_redirect=False),
        Middleware(Doors),
        *([Middleware(SignedIn, settings=settings)] if settings.login.asks else []),
        Middleware(Seats, seats=settings.visitors),
        Middleware(ServerAddress),
    ]


# A page hands each of its elements to the thread that sends them, and so gives away its turn at the core: with a
# computation beside it, it would wait Python's five milliseconds for each.
sys.setswitchinterval(0.0005)
# Strings as Python's own: pages look at single cells more than at columns.
pd.options.mode.string_storage = "python"
app = st.App(
    resource("app.py"),
    middleware=doors(Settings()),
    routes=[Route(stamps.PATH, Stamps(session.stamp_of, session.MAP, said(Settings())).answer)],
)
