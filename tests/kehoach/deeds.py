"""Work for the pool that misbehaves as a file's text says: importable, so that children can do it."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ingest.errors import DamagedFile
from ingest.limits import announce, current

kept: list[bytes] = []


def do(path: Path) -> str:
    """Do what the file says; "say WORD" is the good one."""
    deed, _, word = path.read_text("utf-8").partition(" ")
    started = os.environ.get("DEEDS_STARTED")
    if started:
        (Path(started) / f"{path.name}-{os.getpid()}").touch()
    match deed:
        case "say":
            return word
        case "who":
            return f"{os.getpid()}"
        case "sleep":
            time.sleep(float(word))
        case "pages":
            announce(int(word))
            time.sleep(1.2)
        case "damaged":
            raise DamagedFile("The file is damaged.")
        case "fault":
            raise ZeroDivisionError("division by zero")
        case "exit":
            os._exit(int(word))
        case "leave":
            sys.exit(3)
        case "signal":
            os.kill(os.getpid(), getattr(signal, word))
        case "recurse":
            return do_deeply(1)
        case "grow":
            hold: list[bytes] = []
            while True:
                hold.append(b"x" * 2**24)
        case "allocate":
            return str(len(bytearray(int(word) * 2**20)))
        case "wrapped":
            try:
                bytearray(2**40)
            except MemoryError:
                raise DamagedFile("No memory.") from None
        case "keep":
            kept.append(b"x" * (int(word) * 2**20))
            return f"{os.getpid()}"
        case "lambda":
            return lambda: None  # type: ignore[return-value]
        case "big":
            return "x" * int(word)
        case "temporary":
            Path(tempfile.mkdtemp(), "left").touch()
            return f"{tempfile.gettempdir()} {os.environ['TMPDIR']}"
        case "grandchild":
            below(word, path)
            time.sleep(60)
        case "leftover":
            return str(below(word, path).pid)
        case "many":
            eater = "import time; x = b'x' * (150 << 20); time.sleep(60)"
            eaters = [subprocess.Popen([sys.executable, "-c", eater]) for _ in range(int(word))]
            eaters[0].wait()
        case "limits":
            return f"{current().pages} {current().processes}"
    return ""


def do_deeply(depth: int) -> str:
    return do_deeply(depth + 1)


def below(word: str, path: Path) -> subprocess.Popen[bytes]:
    """A process that hangs, in a session of its own, which notes its id beside the file; "orphan": its parent ends."""
    note = f"echo $$ > {path}.pid; exec sleep 60"
    if word == "orphan":
        note = f"(sh -c 'echo $$ > {path}.pid; exec sleep 60' &) ; exit 0"
    process = subprocess.Popen(["sh", "-c", note], start_new_session=True)
    until = time.monotonic() + 5
    while not Path(f"{path}.pid").exists() and time.monotonic() < until:
        time.sleep(0.01)
    return process


def process_id(_: Path) -> int:
    """The child's."""
    return os.getpid()
