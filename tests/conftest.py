"""What holds for every test: no network, since the program never needs it (the pages are served on this computer
alone); and the same examples every time.

`HYPOTHESIS_PROFILE=random` looks for new examples, as `./test --long` does; a failing one prints how to try it again.
"""

import os
import socket
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("random", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


HERE = ("127.0.0.1", "localhost", "::1")


class NetworkUsedError(AssertionError):
    """Something tried to reach another computer."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect, getaddrinfo = socket.socket.connect, socket.getaddrinfo

    def local_only(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in HERE:
            raise NetworkUsedError(f"a test connects to {address}")
        connect(self, address)

    def no_lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host in HERE:
            return getaddrinfo(host, *args, **kwargs)
        raise NetworkUsedError(f"a test looks up {host}")

    monkeypatch.setattr(socket.socket, "connect", local_only)
    monkeypatch.setattr(socket.socket, "connect_ex", local_only)
    monkeypatch.setattr(socket, "getaddrinfo", no_lookup)
