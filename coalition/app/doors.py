"""Who is let in to the pages: each door refuses somebody, with a sentence.

They stand one behind the other, as `coalition.app.asgi` puts them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from coalition.app import stamps
from coalition.app.parts import visitor
from coalition.settings import Login, Settings

LONGEST = 8_000
"""Characters of an address: more than a page ever writes into one."""


class Doors:
    """Refuses what a page of another site, or nobody in earnest, would ask: a foreign Origin, an endless address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = refusal(scope) if scope["type"] in ("http", "websocket") else None
        await (answer or self.app)(scope, receive, send)


def refusal(scope: Scope) -> PlainTextResponse | None:
    """What is said to a request or websocket that is not let in; None for one that is.

    A browser names the Origin of a page that asks for more than a link does; it is the Host that it asks, or it is
    foreign.
    """
    if len(scope["path"]) + len(scope["query_string"]) > LONGEST:
        return PlainTextResponse("This address is too long: open the page without what follows the ?.", 414)
    given = Headers(scope=scope)
    origin = given.get("origin")
    if origin is not None and origin.lower().partition("://")[2] != given.get("host", "").lower():
        return PlainTextResponse("A page of another site asked for this; it is not answered.", 403)
    return None


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
        elif path == LOGIN:
            await self._sign_in(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _sign_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Goes on to the identity provider, or says that it cannot be reached; the log says why."""
        failed = False

        async def sent(message: Message) -> None:
            nonlocal failed
            if message["type"] == "http.response.start" and message["status"] >= HTTPStatus.BAD_REQUEST:
                failed = True
            if not failed:
                await send(message)

        await self.app(scope, receive, sent)
        if failed:
            await HTMLResponse(NO_PROVIDER, HTTPStatus.BAD_GATEWAY)(scope, receive, send)

    def _who(self, asked: HTTPConnection) -> str:
        return visitor.asked_by(self.settings, *said(self.settings)(asked))


FILES = ("/media/", "/_stcore/upload_file/", stamps.PATH)
COUNTS = "/_stcore/metrics"
LOGIN = "/auth/login"
SIGN_IN = "Sign in to this map first; then open this again."


STYLE = "body {font: 1.2rem/1.5 sans-serif; max-width: 34rem; margin: 20vh auto; padding: 0 1rem}"
NO_PROVIDER = f"""<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Nobody can sign in · Coalition</title><style>{STYLE}</style>
<h1>Nobody can sign in now</h1><p>The server that knows who you are did not answer as it should. Try again in a few
minutes; if it goes on, tell whoever runs this map: the log of the pages says why.</p>
<p><a href="/">Back to the map</a></p></html>"""


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


def said(settings: Settings) -> Callable[[HTTPConnection], visitor.Said]:
    """What a request says of who asks, for who signs in as the settings say."""
    if settings.login is Login.PROXY:
        return lambda asked: (asked.headers.get(settings.proxy_header, ""), {})
    if settings.login is Login.PROVIDER:
        return lambda asked: ("", claims(asked.cookies))
    return lambda asked: ("", {})


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
            await HTMLResponse(FULL.replace("SEATS", str(self.seats)), 503, {"retry-after": "20"})(scope, receive, send)
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
FULL = f"""<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="20">
<meta name="viewport" content="width=device-width"><title>Full for now · Coalition</title>
<style>{STYLE}</style>
<h1>Full for now</h1><p>SEATS pages of this map are open at once, and more would make everybody wait. This page tries
again by itself every 20 seconds; whoever closes a page makes room.</p></html>"""


def _asks_for_page(scope: Scope) -> bool:
    """Whether a browser opens a page, and not a part of one, or a sign-in that comes back."""
    return scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")
