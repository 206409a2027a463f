"""No address of the page server leads to a file of the machine, however it is written."""

from __future__ import annotations

import pytest
from browser.test_doors import status

from coalition.app.asgi import ADDRESS

pytestmark = pytest.mark.browser

COMPONENT = "/_stcore/bidi-components/coalition.map/"
PLACES = (
    "/", COMPONENT, "/_stcore/bidi-components/", "/component/coalition.map/", "/component/", "/media/", "/app/static/",
    "/static/", "/static/js/", "/_stcore/upload_file/", "/_stcore/",
)  # fmt: skip
UP = (
    "../", "%2e%2e/", "..%2f", "%2e%2e%2f", "..%252f", "%252e%252e%252f", "..\\", "..%5c", "%2e%2e%5c", "..%255c",
    "....//", "..;/", ".%2e/", "%c0%ae%c0%ae/", "%e2%80%a5/", "..%00/",
)  # fmt: skip
FILES = (
    "/etc/passwd", "//etc/passwd", "%2fetc%2fpasswd", "%252fetc%252fpasswd", "file:///etc/passwd",
    "C:%5cWindows%5cwin.ini", "%5c%5chost%5cshare%5cx", "component.js%00", "canvas.js%00.txt", "%00", "../canvas.js",
    "../../asgi.py", "..%2f..%2fasgi.py", "%2e%2e/__init__.py", "..%2f..%2f..%2fpyproject.toml",
    ".streamlit/secrets.toml", "..%2f..%2f..%2fseeds%2fREADME.md",
)  # fmt: skip
TAILS = (*(way * 9 + "etc/passwd" for way in UP), *FILES)
CLOSED = ("/_stcore/bidi-components/", "/component/", "/media/")
"""Whatever lies below is a file, or it is not there; elsewhere an unknown address is answered with the page itself."""


def plain(page: str) -> str:
    """A page without what only some addresses are told."""
    return page.replace(ADDRESS.decode(), "<head>")


@pytest.mark.parametrize("place", PLACES)
def test_no_way_of_writing_leads_out_of_a_folder(site: str, place: str) -> None:
    page = plain(status(site, "/")[1])
    for tail in TAILS:
        code, words = status(site, place + tail)
        if place.startswith(CLOSED):
            assert 400 <= code < 500, place + tail
        assert 400 <= code < 500 or (code, plain(words)) == (200, page), place + tail
        assert "root:" not in words


def test_what_is_meant_to_be_fetched_is(site: str) -> None:
    """So that the addresses above are of places that hold files."""
    for file, words in (("canvas.js", "export"), ("vis-network.LICENSE-MIT.txt", "Permission is hereby granted")):
        code, held = status(site, COMPONENT + file)
        assert code == 200
        assert words in held


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST", "PATCH"])
def test_nothing_can_be_put_or_deleted(site: str, method: str) -> None:
    for place in (COMPONENT, "/media/", "/static/"):
        assert status(site, f"{place}canvas.js", method)[0] in (400, 403, 404, 405)
    assert status(site, f"{COMPONENT}canvas.js")[0] == 200
