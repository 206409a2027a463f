"""The web application forbids browsers to load from, or send to, other places."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from coalition.app.asgi import HEADERS, POLICY, Headers


def answered(own: list[tuple[bytes, bytes]]) -> dict[str, list[str]]:
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": own})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Any) -> None:
        sent.append(message)

    answer = Headers(app)({"type": "http"}, None, send)  # type: ignore[arg-type]
    with ThreadPoolExecutor(1) as aside:  # a browser under test may have left a loop in this thread
        aside.submit(asyncio.run, answer).result()
    found: dict[str, list[str]] = {}
    for name, value in sent[0]["headers"]:
        found.setdefault(name.decode(), []).append(value.decode())
    return found


def test_every_answer_carries_the_headers_once() -> None:
    found = answered([(b"content-type", b"text/html")])
    assert {name: found[name] for name in HEADERS} == {name: [value] for name, value in HEADERS.items()}
    assert answered([(b"Referrer-Policy", b"same-origin")])["Referrer-Policy"] == ["same-origin"]


def test_the_policy_names_no_other_place() -> None:
    assert "http" not in POLICY
    assert "*" not in POLICY
    assert "unsafe-eval" not in POLICY
