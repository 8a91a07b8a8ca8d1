"""A Dask scheduler and workers on this computer, as processes."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]


class Servers:
    """A scheduler, and workers as they are asked for. Options go into both; `light` workers load nothing of the real
    readers before they are needed.
    """

    def __init__(self, folder: Path, *options: str, protocol: str = "tcp", light: bool = False) -> None:
        self._folder = folder
        self._light = light
        self._options = options
        self._all: list[subprocess.Popen[bytes]] = []
        note = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--protocol", protocol, "--scheduler-file", str(note))
        until = time.monotonic() + 60
        while not note.exists() or not note.read_text("utf-8"):
            assert self.scheduler.poll() is None and time.monotonic() < until, self.log(self.scheduler)
            time.sleep(0.05)
        self.address: str = json.loads(note.read_text("utf-8"))["address"]

    def worker(self, *options: str) -> "subprocess.Popen[bytes]":
        if self._light:
            place = self._folder / "light.py"
            place.write_text('import kehoach.guard\nkehoach.guard.PRELOADED = ["kehoach.child"]\n', "utf-8")
            options = (*options, "--preload", str(place))
        return self._start("worker", self.address, "--nthreads", "1", *options)

    def log(self, server: "subprocess.Popen[bytes]") -> str:
        return (self._folder / f"{self._all.index(server)}.log").read_text("utf-8")

    def close(self) -> None:
        for server in reversed(self._all):
            server.kill()  # nannies' workers end with them
            server.wait()

    def _start(self, *command: str) -> "subprocess.Popen[bytes]":
        with (self._folder / f"{len(self._all)}.log").open("wb") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", "dask", *command, "--host", "127.0.0.1", "--no-dashboard", *self._options],
                cwd=self._folder,
                env={**os.environ, "PYTHONPATH": str(HOME), "DASK_TEMPORARY_DIRECTORY": str(self._folder)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._all.append(server)
        return server
