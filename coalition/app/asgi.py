"""The pages as a web application: every answer says that nothing may be loaded from, or sent to, anywhere else."""

from __future__ import annotations

from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coalition.settings import resource

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
    """Adds `HEADERS` to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                given: list[Any] = message.setdefault("headers", [])
                held = {name.lower() for name, _ in given}
                own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                given.extend(pair for pair in own if pair[0] not in held)
            await send(message)

        await self.app(scope, receive, sent)


app = st.App(resource("app.py"), middleware=[Middleware(Headers)])
