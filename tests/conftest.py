"""What holds for every test: no network. The program never needs it, so no test may."""

import socket
from typing import Any

import pytest


class NetworkUsedError(AssertionError):
    """Something tried to reach another computer."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            raise NetworkUsedError(f"a test connects to {address}")
        connect(self, address)

    def no_lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
        raise NetworkUsedError(f"a test looks up {host}")

    monkeypatch.setattr(socket.socket, "connect", local_only)
    monkeypatch.setattr(socket.socket, "connect_ex", local_only)
    monkeypatch.setattr(socket, "getaddrinfo", no_lookup)
