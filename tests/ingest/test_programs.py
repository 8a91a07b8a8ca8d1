"""Other programs: they get a folder, a time and nothing else, and nothing of them stays."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest import limits, programs
from ingest.errors import ProgramMissing
from tests.ingest import fakes


def sh(folder: Path, script: str, seconds: float = 20) -> programs.Finished:
    return programs.run(["/bin/sh", "-c", script], folder, seconds)


def gone(pid: int) -> bool:
    """Whether a process ends soon."""
    until = time.monotonic() + 5
    while fakes.alive(pid) and time.monotonic() < until:
        time.sleep(0.01)
    return not fakes.alive(pid)


@pytest.mark.parametrize(
    ("script", "code", "said"),
    [
        pytest.param("echo Sở Y tế; echo lỗi >&2; exit 3", 3, "Sở Y tế\nlỗi", id="its words and its code"),
        pytest.param("kill -SEGV $$", -11, "", id="a crash is a negative code"),
        pytest.param("read x && echo got input", 1, "", id="there is no one to ask"),
        pytest.param("printf '%02000d' 0; printf '%03000d' 1", 0, "0" * 1999 + "1", id="the last of many words"),
        pytest.param("printf '\\377'", 0, "\ufffd", id="words in no encoding"),
        pytest.param("rm -f printed", 0, "", id="its words removed"),
    ],
)
def test_how_a_program_ends(tmp_path: Path, script: str, code: int, said: str) -> None:
    assert sh(tmp_path, script) == (code, said)


def test_the_environment_holds_nothing_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    monkeypatch.setenv("LD_PRELOAD_NOT", "x")
    finished = programs.run(["/usr/bin/env"], tmp_path, 20, {"EXTRA": "1"})
    found = dict(line.partition("=")[::2] for line in finished.said.splitlines())
    assert set(found) - {"PWD", "SHLVL", "_", "OLDPWD"} == {"PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "EXTRA"}
    assert found["HOME"] == found["TMPDIR"] == str(tmp_path)


def test_a_program_that_hangs_is_killed_with_what_it_started(tmp_path: Path) -> None:
    start = time.monotonic()
    with pytest.raises(programs.TimeIsUpError):
        sh(tmp_path, "trap '' TERM; sleep 60 & echo $! > child; echo $$ > self; sleep 60", seconds=0.5)
    assert time.monotonic() - start < 10
    for name in ("self", "child"):
        assert gone(int((tmp_path / name).read_text())), name


def test_what_a_program_leaves_running_ends_with_it(tmp_path: Path) -> None:
    assert sh(tmp_path, "sleep 60 & echo $! > child").code == 0
    assert gone(int((tmp_path / "child").read_text()))


def test_a_program_ends_with_a_caller_that_is_killed(tmp_path: Path) -> None:
    script = f"""
from pathlib import Path
from ingest import programs
programs.run(["/bin/sh", "-c", "sleep 60 & echo $! > child; echo $$ > self; sleep 60"], Path({str(tmp_path)!r}), 60)
"""
    with subprocess.Popen([sys.executable, "-c", script]) as caller:
        until = time.monotonic() + 20
        while not (tmp_path / "self").exists() and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(0.1)
        caller.kill()
    for name in ("self", "child"):
        assert gone(int((tmp_path / name).read_text())), name


def test_files_cannot_fill_the_disk(tmp_path: Path) -> None:
    with limits.applied(limits.Limits(unpacked_bytes=2**20)):
        finished = sh(tmp_path, "exec head -c 3000000 /dev/zero > big")
    assert finished.code != 0
    assert (tmp_path / "big").stat().st_size == 2**20


def test_memory_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "MAX_MEMORY", 2**28)
    assert sh(tmp_path, "ulimit -v").said == str(2**18)


def test_a_private_folder_is_private_and_goes() -> None:
    with programs.private_folder() as one, programs.private_folder() as other:
        assert one != other
        assert one.stat().st_mode & 0o077 == 0
        (one / "locked").mkdir(mode=0o500)
        (one / "a").write_text("x")
    assert not one.exists()
    assert not other.exists()


def test_a_private_folder_goes_after_an_error() -> None:
    with pytest.raises(ValueError, match="x"), programs.private_folder() as folder:
        raise ValueError("x")
    assert not folder.exists()


def test_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fakes.put(tmp_path / "bin", "second", "exit 0", monkeypatch)
    assert programs.find(("first-of-two", "second"), "X", "x", "") == str(tmp_path / "bin" / "second")
    with pytest.raises(ProgramMissing, match=r"needs X, .* apt-get install --no-install-recommends x y\. Or do Z\."):
        programs.find(("first-of-two",), "X", "x y", "Or do Z.")


def test_a_program_that_is_no_program(tmp_path: Path) -> None:
    (tmp_path / "p").write_bytes(os.urandom(64))
    (tmp_path / "p").chmod(0o755)
    assert programs.run([tmp_path / "p"], tmp_path, 20).code in (126, 127, 2)
