"""`import kehoach`: cheap, and sure that its rooms are its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import kehoach

HOME = Path(kehoach.__file__).parent.parent
HEAVY = {
    "spacy",
    "underthesea",
    "pdfplumber",
    "pdfminer",
    "pypdfium2",
    "lxml",
    "docx",
    "sqlite_utils",
    "dateparser",
    "numpy",
    "PIL",
}


def python(code: str, *path: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, path))}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd="/")


@pytest.mark.parametrize("room", kehoach.ROOMS)
def test_a_foreign_package_that_hides_a_room_is_told(tmp_path: Path, room: str) -> None:
    (tmp_path / room).mkdir()
    (tmp_path / room / "__init__.py").write_text("")
    done = python("import kehoach", tmp_path, HOME)
    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode == 1
    assert f"its package '{room}' in {tmp_path / room}" in last
    assert "PYTHONPATH" in last


def test_a_foreign_module_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "models.py").write_text("")
    assert "its package 'models'" in python("import kehoach", tmp_path, HOME).stderr


def test_a_foreign_package_that_is_loaded_already_is_told(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "__init__.py").write_text("")
    code = f"import output, sys; sys.path.insert(0, {str(HOME)!r}); import kehoach"
    assert "its package 'output'" in python(code, tmp_path).stderr


def test_a_foreign_package_behind_our_own_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "__init__.py").write_text("")
    assert python("import kehoach", HOME, tmp_path).returncode == 0


def test_rooms_are_found_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(HOME)
    assert python("import kehoach, models", tmp_path / "link").returncode == 0


def test_importing_and_asking_for_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from kehoach.cli import program; program(['--help'], standalone_mode=False); "
        "print('LOADED', *{name.partition('.')[0] for name in sys.modules})"
    )
    done = python(code, HOME)
    loaded = set(done.stdout.rpartition("LOADED")[2].split())
    assert "click" in loaded
    assert not loaded & HEAVY
