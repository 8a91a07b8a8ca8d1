"""A child process that reads and understands files under a watchdog, and says what became of each.

One child serves many files, so that the libraries load once; it is replaced when it had to be ended.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil

from corpus.hostile.model import READ

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a file: "read", the name of an error's class, or of what the watchdog saw. `known` says that the
    error is one of `ingest.errors`. `peak` is the most memory in bytes that the child took meanwhile, 0 if unknown.
    """

    outcome: str
    message: str = ""
    text: str = ""
    tasks: int = 0
    known: bool = True
    seconds: float = 0.0
    peak: int = 0


class Guarded:
    """The child. At most `seconds` of processor time and `memory` bytes for it and whatever it starts; `settings` are
    put into its environment.
    """

    def __init__(
        self, seconds: float = 10.0, memory: int = 1536 * MEGABYTE, settings: Mapping[str, str] | None = None
    ) -> None:
        self._settings = dict(settings or {})
        self._seconds = seconds
        self._memory = memory
        self._process: psutil.Popen | None = None
        self._ours: Connection | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="hostile-")
        self.folder = Path(self._folder.name)

    def __enter__(self) -> "Guarded":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()
        self._folder.cleanup()

    def read(self, path: Path) -> Trial:
        """What becomes of the file."""
        if self._process is None:
            self._start()
        assert self._process is not None
        assert self._ours is not None
        begun = time.monotonic()
        used = _cpu(self._process)
        try:
            self._ours.send(str(path))
            while not self._ours.poll(0.1):
                if (fault := self._fault(begun, used)) is not None:
                    self._end()
                    return Trial(fault, known=False, seconds=time.monotonic() - begun)
            answer: dict[str, Any] = self._ours.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            code = self._process.wait()
            self._end()
            return Trial("ReaderDied", f"exit code {code}", known=False, seconds=time.monotonic() - begun)
        if answer.pop("worn"):
            self._end()
        return Trial(**answer)

    def _fault(self, begun: float, used: float) -> str | None:
        assert self._process is not None
        if _rss(self._process) > self._memory:
            return "TooMuchMemory"
        late = time.monotonic() - begun > 12 * self._seconds  # waits for nothing, or the machine is very busy
        return "TookTooLong" if late or _cpu(self._process) - used > self._seconds else None

    def _start(self) -> None:
        from multiprocessing import Pipe

        self._ours, theirs = Pipe()
        self._process = psutil.Popen(
            [sys.executable, "-m", "corpus.hostile.guarded", str(theirs.fileno()), str(3 * self._memory)],
            pass_fds=[theirs.fileno()],
            env={
                **os.environ,
                "TMPDIR": str(self.folder),
                "HOME": str(self.folder),
                "PYTHONHASHSEED": "0",
                **self._settings,
            },
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        theirs.close()
        self._ours.recv()  # it is ready: loading counts for no file

    def _end(self) -> None:
        if self._process is None:
            return
        for process in [*_descendants(self._process), self._process]:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self._process.wait()
        if self._ours:
            self._ours.close()
        self._process = self._ours = None


def _descendants(process: psutil.Popen) -> list[psutil.Process]:
    try:
        return list(process.children(recursive=True))
    except psutil.NoSuchProcess:
        return []


def _rss(process: psutil.Popen) -> int:
    total = 0
    for one in [process, *_descendants(process)]:
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            total += one.memory_info().rss
    return total


def _cpu(process: psutil.Popen) -> float:
    total = 0.0
    for one in [process, *_descendants(process)]:
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            times = one.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


# In the child

_WARM_UP = "SỞ Y TẾ\n\nKẾ HOẠCH\n\n1. Giao Phòng Tổ chức tham mưu báo cáo trước ngày 05/6/2026.\n"


def _serve(answers: Connection, most: int) -> None:
    from extractors import extract
    from ingest import read
    from ingest.errors import UnreadableFile

    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as folder:
        warm_up = Path(folder) / "plan.txt"
        warm_up.write_text(_WARM_UP, encoding="utf-8")
        extract(read(warm_up))
    answers.send("ready")
    while True:
        try:
            path = Path(answers.recv())
        except EOFError:
            return
        _forget_peak()
        begun = time.process_time()
        answer: dict[str, Any] = {"known": True, "worn": False}
        try:
            document = read(path)
            plan = extract(document)
            text = "\n".join(part for block in document.blocks for part in [block.text])
            answer |= {"outcome": READ, "text": text[: 4 * MEGABYTE], "tasks": len(plan.tasks)}
            answer["message"] = "\n".join(document.warnings)
        except UnreadableFile as error:
            answer |= {"outcome": type(error).__name__, "message": str(error)}
        except BaseException as error:
            import traceback

            at = "".join(traceback.format_exception(error)[-4:])
            answer |= {"outcome": type(error).__name__, "message": f"{error}"[:300] + "\n" + at[-3000:], "known": False}
            answer["worn"] = isinstance(error, MemoryError | RecursionError)
        answer |= {"seconds": time.process_time() - begun, "peak": _peak()}
        answers.send(answer)


def _forget_peak() -> None:
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> int:
    with suppress(OSError, StopIteration):
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        return 1024 * int(next(line for line in lines if line.startswith("VmHWM")).split()[1])
    return 0


if __name__ == "__main__":
    _serve(Connection(int(sys.argv[1])), int(sys.argv[2]))
