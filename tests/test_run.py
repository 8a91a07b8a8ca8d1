"""`./run` on a computer that cannot run the program yet."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The program's folder, and before it on the PATH programs that a test puts there."""
    for name in ("run", "pyproject.toml", "constraints.txt"):
        shutil.copy(HOME / name, tmp_path)
    (tmp_path / "bin").mkdir()
    return tmp_path


def python(folder: Path, name: str, script: str) -> None:
    path = folder / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def start(folder: Path) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    return subprocess.run([folder / "run"], capture_output=True, text=True, env=environment, check=False)


NAMES = ("python3.14", "python3.13", "python3.12", "python3.11", "python3")


def test_an_old_python_is_named_with_what_to_do(folder: Path) -> None:
    for name in NAMES:
        python(folder, name, '[ "$1" = --version ] && echo "Python 3.10.12" && exit 0; exit 1')
    done = start(folder)
    assert done.returncode == 1
    assert done.stderr.startswith("Kehoach needs Python 3.11 or newer and finds Python 3.10.12.\nOn Debian 12")
    assert "Traceback" not in done.stderr


def test_a_python_that_cannot_make_environments_is_told(folder: Path) -> None:
    for name in NAMES:
        python(folder, name, '[ "$1" = --version ] && echo "Python 3.12.1"; [ "$1" = -m ] && exit 1; exit 0')
    done = start(folder)
    assert done.returncode == 1
    assert "sudo apt-get install python3-venv" in done.stderr
    assert not (folder / ".venv").exists()


def test_without_the_network_of_pip_it_says_so(folder: Path) -> None:
    """The environment can be made, its pip reaches nothing."""
    make = 'mkdir -p "$3/bin" && printf "#!/bin/sh\\necho no route to the index; exit 1\\n" >"$3/bin/python"'
    made = f'{make} && chmod +x "$3/bin/python"'
    for name in NAMES:
        python(folder, name, f'case "$1" in --version) echo "Python 3.12.1";; -m) {made};; esac; exit 0')
    done = start(folder)
    assert done.returncode == 1
    assert "no route to the index" in done.stderr
    assert "check the network that pip needs; then start ./run again" in done.stderr


def test_names_behind_which_there_is_no_python_are_passed_over(folder: Path) -> None:
    """pyenv puts names of all its versions on the PATH, whether they lead anywhere or not."""
    for name in NAMES[:-1]:
        python(folder, name, 'echo "pyenv: command not found" >&2; exit 127')
    python(folder, "python3", '[ "$1" = --version ] && echo "Python 3.10.12" && exit 0; exit 1')
    done = start(folder)
    assert done.returncode == 1
    assert done.stderr.startswith("Kehoach needs Python 3.11 or newer and finds Python 3.10.12.")
