"""Known advisories fail the check, and what cannot be asked is told: pip-audit against a server of the tests."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from places import ROOT

SCRIPT = ROOT / ".ci" / "supply" / "advisories.py"
ADVISORY = {
    "id": "PYSEC-2026-1",
    "summary": "A file of formulas runs them.",
    "affected": [
        {
            "package": {"name": "openpyxl", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]}],
        }
    ],
}

pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason=".ci/ is beside the tests in a checkout only")


class Feed(BaseHTTPRequestHandler):
    """Answers as the OSV database does."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = {"vulns": [ADVISORY]} if asked["package"]["name"] == "openpyxl" else {}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def feed() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Feed) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


def look(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The script, away from the network but for this machine."""
    away = {"https_proxy": "http://127.0.0.1:9", "no_proxy": "127.0.0.1"}
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=away, check=False)


def test_a_known_advisory_fails_and_names_the_package_and_what_mends_it(feed: str) -> None:
    done = look("--osv-url", feed)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "openpyxl 3.1.5: PYSEC-2026-1, mended in 99.1. A file of formulas runs them." in done.stdout
    assert "1 of " in done.stdout


def test_an_advisory_that_was_looked_into_fails_no_more(feed: str) -> None:
    done = look("--osv-url", feed, "--ignore-vuln", "PYSEC-2026-1")
    assert (done.returncode, "0 of " in done.stdout) == (0, True), done.stdout + done.stderr


def test_where_nobody_answers_one_sentence_says_so_and_nothing_fails() -> None:
    done = look("--osv-url", "http://127.0.0.1:9/v1/query")
    assert done.returncode == 0
    assert done.stdout.startswith("No advisories were looked up")
    assert not done.stderr
