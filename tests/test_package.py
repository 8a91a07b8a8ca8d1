"""The package as others get it: an sdist that is enough to build and test, a wheel that runs without the checkout."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
import tomllib
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from kehoach import ROOMS, __version__

HOME = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NOT_OURS = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "plans.db*")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout without what tests and editors leave in it."""
    return Path(shutil.copytree(HOME, tmp_path_factory.mktemp("build") / "kehoach", ignore=NOT_OURS))


@pytest.fixture(scope="module")
def built(tree: Path) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    inside = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}
    out = tree.parent / "dist"
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(tree)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    (out / "inside.txt").write_text("\n".join(sorted(inside)), encoding="utf-8")
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        return message_from_bytes(archive.read(f"kehoach-{__version__}.dist-info/METADATA"))


def test_the_names_carry_the_one_version(built: Path) -> None:
    assert {path.name for path in built.iterdir()} == {
        "inside.txt",
        f"kehoach-{__version__}-py3-none-any.whl",
        f"kehoach-{__version__}.tar.gz",
    }


def test_the_version_stands_in_one_place() -> None:
    assert "version" not in PROJECT
    stated = re.compile(rf"""version.{{0,5}}["']{re.escape(__version__)}["']""", re.IGNORECASE)
    files = [HOME / "pyproject.toml", *(path for room in ROOMS for path in (HOME / room).rglob("*.py"))]
    assert [path for path in files if stated.search(path.read_text(encoding="utf-8"))] == []
    assert __version__ in (HOME / "kehoach" / "__init__.py").read_text(encoding="utf-8")


def test_the_sdist_holds_all_that_building_and_testing_need(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
        assert archive.getmember(f"kehoach-{__version__}/run").mode & 0o111
    inside = (built / "inside.txt").read_text(encoding="utf-8").splitlines()
    assert [name for name in inside if name not in names] == []


def test_the_wheel_is_typed_and_whole(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {f"{room}/py.typed" for room in (*ROOMS, "kehoach")} <= names
    for part in ("corpus/samples/", "review/templates/", "review/static/", "review/words/", "extractors/rules/"):
        assert any(name.startswith(part) for name in names), part


def test_the_metadata_says_what_an_index_asks_for(metadata: Message) -> None:
    assert metadata["Name"] == "kehoach"
    assert metadata["Version"] == __version__
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert metadata["Summary"]
    assert "# Kehoach" in str(metadata.get_payload())
    extras = metadata.get_all("Provides-Extra")
    assert extras
    assert set(extras) == set(PROJECT["optional-dependencies"])
    assert 'pyarrow>=17; extra == "parquet"' in metadata.get_all("Requires-Dist", [])


# Installed


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in an environment that holds nothing else, its libraries as they are pinned."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=True)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    pip = [scripts / "python", "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    done = subprocess.run([*pip, "-c", HOME / "constraints.txt", wheel], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return scripts / "kehoach"


def run(program: Path, folder: Path, *arguments: str) -> str:
    """What the program prints, started far from the checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "KEHOACH"))}
    done = subprocess.run([program, *arguments], cwd=folder, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_installed_program_takes_the_samples_from_file_to_table(program: Path, tmp_path: Path) -> None:
    python = program.with_name("python")
    code = "import corpus, kehoach; print(corpus.__path__[0]); print(kehoach.__version__)"
    corpus, version = run(python, tmp_path, "-c", code).split()
    assert not Path(corpus).is_relative_to(HOME)
    assert version == __version__
    assert run(program, tmp_path, "--version") == f"kehoach {__version__}\n"
    run(program, tmp_path, "ingest", str(Path(corpus) / "samples"), "--db", "plans.db")
    assert "Công an" in run(program, tmp_path, "list", "--db", "plans.db", "--full")
    run(program, tmp_path, "export", "--db", "plans.db", "--format", "csv", "--out", "tasks.csv")
    assert len((tmp_path / "tasks.csv").read_text(encoding="utf-8-sig").splitlines()) > 20
    with serving(program, tmp_path) as address:
        page = page_at(address)
        style = re.search(r'href="([^"]+\.css[^"]*)"', page)
        assert "42/KH-SGDĐT" in page
        assert style
        assert "{" in page_at(address.rstrip("/") + style[1])


def page_at(address: str) -> str:
    """What stands at an address, waited for while the server starts."""
    until = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(address) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


CALLER = """
from io import BytesIO
from kehoach import Progress, extract, read, read_plan

def told(step: Progress) -> None:
    print(step.stage, step.done, step.total)

plan = read_plan(BytesIO(b"..."), name="plan.txt", progress=told)
reveal_type(plan)
reveal_type(plan.tasks[0].deadlines[0].due)
reveal_type(extract(read("plan.docx")).document.number)
read_plan(3)
"""


def test_callers_see_the_types_of_the_installed_program(program: Path, tmp_path: Path) -> None:
    (tmp_path / "caller.py").write_text(CALLER, encoding="utf-8")
    mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", program.with_name("python"), "caller.py"]
    done = subprocess.run(mypy, cwd=tmp_path, capture_output=True, text=True, check=False)
    told = [line.partition(": ")[2] for line in done.stdout.splitlines()]
    assert [line for line in told if line.startswith("note: Revealed")] == [
        'note: Revealed type is "models.plan.Plan"',
        'note: Revealed type is "datetime.date | None"',
        'note: Revealed type is "str | None"',
    ]
    (error,) = [line for line in told if line.startswith("error")]
    assert error.startswith('error: Argument 1 to "read_plan" has incompatible type "int"')


@contextmanager
def serving(program: Path, folder: Path) -> Iterator[str]:
    command = [program, "review", "plans.db", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            yield server.stdout.readline().split()[0]
        finally:
            server.terminate()
