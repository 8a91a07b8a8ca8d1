"""`kehoach ingest` in a process of its own, its children doing the light work of `slow_work`."""

import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]


def ingest(folder: Path, *arguments: str, is_real: bool = False) -> "subprocess.Popen[str]":
    """Start it in a folder; `is_real` with its own readers and grammars."""
    light = """
from tests.kehoach import slow_work
import kehoach.guard, kehoach.work
kehoach.guard.PRELOADED = ["tests.kehoach.slow_work", "kehoach.child"]
kehoach.work.take = slow_work.take
"""
    script = f"""
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background starts with the signal ignored
sys.path[:0] = [{str(HOME)!r}]
{"" if is_real else light}
from kehoach.cli import main
sys.argv = ["kehoach", "ingest", *{list(arguments)!r}]
main()
"""
    return subprocess.Popen(
        [sys.executable, "-c", script], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
