"""The server of the pages: this machine only, and a free port."""

from __future__ import annotations

import socket

import pytest

from coalition.app.launch import FLAGS, HOST, SERVED, free_port
from coalition.errors import CoalitionError


def test_what_is_served_is_there() -> None:
    assert SERVED.is_file()


def test_a_taken_port_gives_the_next_one() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port


def test_a_port_just_left_is_free_again() -> None:
    """Who restarts the pages finds them at the same address, although a browser was still connected."""
    with socket.socket() as served:
        served.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server of the pages does
        served.bind((HOST, 0))
        served.listen()
        port = served.getsockname()[1]
        with socket.create_connection((HOST, port)) as visitor:
            answered, _ = served.accept()
            answered.close()  # the side that closes first waits a minute
            visitor.recv(1)
    assert free_port(port) == port


def test_no_free_port_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: object, address: object) -> None:
        raise OSError

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(CoalitionError, match="ports 8501 to 8520 are all in use; name another one with --port"):
        free_port(8501)


@pytest.mark.parametrize("port", [-1, 0, 65536, 80000])
def test_what_is_no_port_is_one_sentence(port: int) -> None:
    with pytest.raises(CoalitionError, match=f"there is no port {port}; name one from 1 to 65535"):
        free_port(port)


def test_the_pages_answer_on_this_machine_only_and_tell_nobody() -> None:
    assert FLAGS["server.address"] == "127.0.0.1"
    assert FLAGS["browser.gatherUsageStats"] == "false"
    assert FLAGS["client.showErrorDetails"] == "none"
    assert FLAGS["server.enableAgentApi"] == "false"
