"""What the project promises about itself: pinned libraries, whole packages, samples as their builder makes them."""

import io
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from lxml import etree
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from corpus import samples_build

HOME = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pinned() -> dict[str, str]:
    lines = (HOME / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pairs}


def closure(requirements: list[str]) -> set[str]:
    """The names of all libraries that these need, directly or not, as installed here."""
    names: set[str] = set()
    waiting = [Requirement(line) for line in requirements]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in names or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        names.add(name)
        try:
            waiting += [Requirement(line) for line in requires(name) or ()]
        except PackageNotFoundError:
            pytest.fail(f"{name} is not installed")
    return names


@pytest.mark.parametrize("kind", ["run", "test"])
def test_every_library_is_pinned(kind: str) -> None:
    requirements = PROJECT["dependencies"] if kind == "run" else PROJECT["optional-dependencies"]["test"]
    assert sorted(closure(requirements) - pinned().keys() - {"pip"}) == []  # pip comes with every environment


def test_the_pins_satisfy_the_project() -> None:
    pins = pinned()
    for line in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]):
        requirement = Requirement(line)
        assert requirement.specifier, f"{line} has no floor"
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), line


def test_the_wheel_holds_the_rooms_and_nothing_else(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    left_out = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "plans.db*")
    shutil.copytree(HOME, tree, ignore=left_out)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        tmp_path,
    ]
    subprocess.run([*pip, tree], check=True)
    (wheel,) = tmp_path.glob("kehoach-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    rooms = {"corpus", "extractors", "ingest", "kehoach", "models", "output", "review"}
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == rooms
    inside = {
        path.relative_to(HOME).as_posix() for room in rooms for path in (HOME / room).rglob("*") if path.is_file()
    }
    assert sorted(name for name in inside if "__pycache__" not in name and name not in names) == []
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert (
        "kehoach = kehoach.cli:main"
        in zipfile.ZipFile(wheel).read(next(name for name in names if name.endswith("entry_points.txt"))).decode()
    )


def test_the_sample_word_file_is_what_its_builder_makes() -> None:
    made = io.BytesIO()
    samples_build.schools().save(made)
    assert words(zipfile.ZipFile(made)) == words(zipfile.ZipFile(samples_build.SAMPLES / samples_build.SCHOOLS))


def test_the_sample_pdf_has_the_words_of_its_builder() -> None:
    import pypdfium2

    made = io.BytesIO()
    samples_build.digital().save(made)
    pdf = pypdfium2.PdfDocument(samples_build.SAMPLES / samples_build.DIGITAL)
    printed = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    # A table's header and the page number come back on each page, and pdfium marks some hyphens at a line's end.
    letters = re.compile(r"[^\W\d]")
    assert set(letters.findall(words(zipfile.ZipFile(made)))) <= set(letters.findall(printed))
    assert 2 < len(pdf) < 6
    assert [page.get_size()[0] > page.get_size()[1] for page in pdf][-1]


def words(parts: zipfile.ZipFile) -> str:
    """All text of a Word file's body, a line a paragraph."""
    body = etree.fromstring(parts.read("word/document.xml"))
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "\n".join("".join(p.itertext(f"{name}t")) for p in body.iter(f"{name}p"))


def test_what_a_browser_shows_is_waited_for() -> None:
    """A page that has only begun to come has no rows yet: `expect` looks again until it is there, `assert` does not."""
    impatient = re.compile(r"assert .*\.(?:is_visible|is_hidden|is_enabled|is_checked)\(\)|assert .*\.count\(\) ==")
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted((HOME / "tests" / "review").glob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if impatient.search(line)
    ]
    assert found == []
