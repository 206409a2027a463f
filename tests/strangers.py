"""Another program on a port that was the database's."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress

from coalition.store.daemon import HOST


def _taken_over(port: int) -> socket.socket:
    """The port as soon as the system has it back: the threads of a killed process end one after the other."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return socket.create_server((HOST, port))
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


class Stranger:
    """Another program on the port of a database that is gone; it keeps what it is sent."""

    def __init__(self, port: int) -> None:
        self.heard = b""
        self.listener = _taken_over(port)
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                guest, _ = self.listener.accept()
                guest.settimeout(2)
                with guest, suppress(OSError):
                    self.heard += guest.recv(65536)
                    guest.sendall(b"\x00\x00\x04\x05")  # the newest handshake of Bolt, so that a client would go on
                    while part := guest.recv(65536):
                        self.heard += part
