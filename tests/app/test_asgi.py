"""The web application forbids browsers to load from, or send to, other places."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from coalition.app.asgi import ADDRESS, HEADERS, POLICY, Headers, ServerAddress

Given = list[tuple[bytes, bytes]]


def sent_by(
    middleware: type[Headers | ServerAddress], own: Given, parts: list[bytes], **scope: str
) -> list[dict[str, Any]]:
    """What leaves a middleware of an answer with these headers, in these parts."""
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        compressible = middleware is Headers or scope["method"] != "GET" or "." in scope["path"]
        assert scope["headers"] == (given["headers"] if compressible else [])
        await send({"type": "http.response.start", "status": 200, "headers": own})
        for place, part in enumerate(parts):
            await send({"type": "http.response.body", "body": part, "more_body": place < len(parts) - 1})

    async def send(message: Any) -> None:
        sent.append(message)

    given: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": "/gaps",
        "headers": [(b"accept-encoding", b"gzip")],
    }
    answer = middleware(app)(given | scope, None, send)  # type: ignore[arg-type]
    with ThreadPoolExecutor(1) as aside:  # a browser under test may have left a loop in this thread
        aside.submit(asyncio.run, answer).result()
    return sent


def answered(own: Given) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in sent_by(Headers, own, [b""])[0]["headers"]:
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


def test_a_page_says_where_its_server_is() -> None:
    html: Given = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", b"19")]
    start, body = sent_by(ServerAddress, html, [b"<html><he", b"ad></html>"])
    assert body["body"] == b"<html>" + ADDRESS + b"</html>"
    assert dict(start["headers"])[b"content-length"] == str(len(body["body"])).encode()


def test_other_answers_pass_as_they_are() -> None:
    script: Given = [(b"content-type", b"text/javascript")]
    assert [part.get("body") for part in sent_by(ServerAddress, script, [b"<head>", b"x"], path="/a.js")] == [
        None,
        b"<head>",
        b"x",
    ]
    html: Given = [(b"content-type", b"text/html"), (b"content-length", b"6")]
    start, body = sent_by(ServerAddress, html, [b""], method="HEAD")
    assert dict(start["headers"])[b"content-length"] == b"6"
    assert body["body"] == b""
