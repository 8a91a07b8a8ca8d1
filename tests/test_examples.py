"""What the documents tell people to type works, in the order in which they are told; and both languages tell the same."""

import configparser
import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus import samples_versions
from corpus.samples_build import DIGITAL, SAMPLES, SCHOOLS
from kehoach import pipeline
from kehoach.work import take
from output.store import Store
from tests.kehoach.in_process import InProcess

HOME = Path(__file__).resolve().parent.parent
DOCS = HOME / "docs"
FIRST = [HOME / "README.md", DOCS / "tutorial.md"]
"""Pages that begin with nothing; the others tell of a database that is filled."""

ELSEWHERE = {
    "python.md": "test_examples_in_python_are_true",
    "reviews.md": "test_docs.test_the_examples_of_reviews_run",
    "tutorial.vi.md": "test_both_languages_tell_the_same",
}
TYPED = re.compile(r"^```(?:sh|cron|python)$", re.MULTILINE)
TOLD = [
    *FIRST,
    *(
        page
        for page in sorted(DOCS.rglob("*.md"))
        if page not in FIRST and page.name not in ELSEWHERE and TYPED.search(page.read_text(encoding="utf-8"))
    ),
]
TRANSLATED = [
    (HOME / "README.md", HOME / "README.vi.md"),
    (DOCS / "tutorial.md", DOCS / "tutorial.vi.md"),
]
RUN = ("sh", "cron", "text", "python", "toml", "ini")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, what an HTML comment says right above it, and the file that the text above names."""

    language: str
    text: str
    mark: str
    file: str

    @property
    def is_run(self) -> bool:
        return not self.mark.startswith("not run: ")


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = []
    fence = re.compile(r"(?:^<!-- (?P<mark>[^\n]+) -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.M | re.S)
    behind = 0
    for match in fence.finditer(text):
        files = re.findall(r"`(/[^`\s]+\.\w+)`", text[behind : match.start()])
        found.append(Block(match["language"], match["text"], match["mark"] or "", files[-1] if files else ""))
        behind = match.end()
    return found


# What is typed


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the samples."""
    path = tmp_path_factory.mktemp("filled") / "plans.db"
    with Store(path) as store:
        assert all(o.status == "read" for o in pipeline.ingest(sorted(SAMPLES.iterdir()), store, InProcess(take)))
    return path


WAIT = """
import re, ssl, sys, time, urllib.request
log, name, until = sys.argv[1], sys.argv[2], time.monotonic() + 60
while True:
    try:
        address = re.search(r"(https?)://\\S+?:(\\d+)/", open(log).read())
        request = urllib.request.Request(f"{address[1]}://127.0.0.1:{address[2]}/", headers={"Host": name} if name else {})
        print(urllib.request.urlopen(request, context=ssl._create_unverified_context()).status)
        break
    except (OSError, TypeError) as error:
        if time.monotonic() > until:
            raise SystemExit(f"not served: {error}; {open(log).read()}")
        time.sleep(0.1)
"""


class Place:
    """A computer as the documents take it: the program's folder, /srv and /opt, a home with documents."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in ("bin", "corpus", "home/vanban", "srv/vanban", "srv/kehoach/rules", "opt/kehoach", "var/log"):
            (root / folder).mkdir(parents=True)
        kehoach = f'exec {shlex.quote(sys.executable)} -m kehoach "$@"'
        first = "kehoach ingest corpus/samples --db plans.db && kehoach list --db plans.db"
        self._script("bin/kehoach", kehoach)
        for name in ("run", "opt/kehoach/run"):
            self._script(name, f"[ $# -gt 0 ] || {{ {first}; exit; }}\n{kehoach}")
        (root / "wait.py").write_text(WAIT, encoding="utf-8")
        (root / "corpus" / "samples").symlink_to(SAMPLES)
        samples_versions.draft().save(root / "draft.docx")
        for name, source in {"plan.docx": SCHOOLS, "signed.docx": SCHOOLS, "plan.pdf": DIGITAL}.items():
            shutil.copy(SAMPLES / source, root / name)
        for folder in ("home/vanban", "srv/vanban"):
            shutil.copy(SAMPLES / SCHOOLS, root / folder)

    def with_database(self, filled: Path) -> None:
        for folder in ("", "srv/kehoach"):
            shutil.copy(filled, self.root / folder / "plans.db")
        self.run('kehoach password /srv/kehoach/review.password --password "một hai ba bốn"')

    def _script(self, name: str, text: str) -> None:
        path = self.root / name
        path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        path.chmod(0o755)

    def here(self, text: str) -> str:
        """The text with this place's folders for those of the system."""
        return re.sub(r"(?<![\w.~$/-])/(?=(?:srv|opt|var)/)", f"{self.root}/", text)

    def run(self, script: str) -> str:
        """What a script prints. It must go well."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KEHOACH")}
        environment |= {
            "PATH": f"{self.root / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(HOME),
            "HOME": str(self.root / "home"),
            "BROWSER": "true",
            "COLUMNS": "200",
        }
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.here(script)],
            cwd=self.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def step(number: int, block: Block, place: Place) -> str:
    """A block as a part of the page's script."""
    match block.language:
        case "sh" if block.mark == "serves":
            command = re.sub(r"\s+#.*", "", block.text.strip())
            name = re.search(r"--allow-host (\S+)", command)
            log = f"served-{number}.log"
            return (
                f"setsid {command} --port 0 >{log} 2>&1 & server=$!\n"
                f"python wait.py {log} {name[1] if name else ''!r}\nkill -- -$server; wait $server || true"
            )
        case "sh" if code := re.match(r"exits (\d)", block.mark):
            return f"set +e; (set -e; {block.text}); code=$?; set -e; [ $code = {code[1]} ]"
        case "sh":
            return block.text
        case "cron":
            return "\n".join(scheduled(line) for line in block.text.strip().splitlines())
        case "python":
            return f"python - <<'END'\n{block.text}END"
        case "toml" if not block.file:
            tomllib.loads(block.text)
        case "toml":
            return f"cat >{block.file} <<'END'\n{block.text}END"
    return ""


def scheduled(line: str) -> str:
    """The command of a crontab's line."""
    match = re.fullmatch(r"((?:[\d*/,-]+\s+){5})(.+)", line)
    assert match, line
    return match[2]


@pytest.mark.parametrize("page", TOLD, ids=lambda page: page.name)
def test_what_a_page_tells_to_type_works_from_its_first_line_to_its_last(
    page: Path, place: Place, filled: Path
) -> None:
    if page not in FIRST:
        place.with_database(filled)
    script, expected = [], []
    number = -1
    for block in blocks(page):
        if block.language == "text":
            expected.append((number, block.text))
        elif block.is_run and block.language in RUN:
            number += 1
            script.append(f"printf '\\n@@ {number}\\n'\n{step(number, block, place)}\n")
    output = place.run("\n".join(script))
    said = re.split(r"^@@ \d+\n", output, flags=re.MULTILINE)[1:]
    assert len(said) == number + 1, output
    for index, text in expected:
        assert [line for line in text.splitlines() if line not in said[index]] == [], said[index]


@pytest.mark.parametrize("page", [*TOLD, DOCS / "python.md"], ids=lambda page: page.name)
def test_every_block_is_run_or_says_why_not(page: Path) -> None:
    assert blocks(page)
    for block in blocks(page):
        assert block.language in RUN or not block.is_run, block.text
        assert re.fullmatch(r"(serves|exits \d: .+|not run: .+)?", block.mark), block.mark


def units() -> Iterator[tuple[str, str]]:
    """systemd's units in the documents, by name."""
    for page in TOLD:
        for block in blocks(page):
            if block.language == "ini":
                assert block.file.startswith("/etc/systemd/system/"), block.text
                yield Path(block.file).name, block.text


@pytest.mark.parametrize(("name", "text"), list(units()), ids=lambda value: value if len(value) < 40 else "")
def test_units_of_systemd_are_sound(name: str, text: str, place: Place) -> None:
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment, method-assign]
    parsed.read_string(text)
    if name.endswith(".service"):
        command = parsed["Service"]["ExecStart"].split()
        assert command[0] == "/opt/kehoach/run"
        place.run(shlex.join([*command[:2], "--help"]))
    if shutil.which("systemd-analyze"):
        folder = place.root / "units"
        folder.mkdir()
        (folder / name).write_text(place.here(text), encoding="utf-8")
        timed = name.replace(".timer", ".service")
        if timed != name:
            (folder / timed).write_text("[Service]\nType=oneshot\nExecStart=/bin/true\n", encoding="utf-8")
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", folder / name],
            capture_output=True,
            text=True,
            env=os.environ | {"SYSTEMD_UNIT_PATH": f"{folder}:"},
            check=False,
        )
        ours = [line for line in done.stderr.splitlines() if str(folder) in line or line.startswith(name)]
        assert ours == []


@pytest.mark.parametrize("module", ["kehoach"])
def test_examples_in_docstrings_are_true(module: str, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place.root)
    result = doctest.testmod(__import__(module), optionflags=doctest.ELLIPSIS)
    assert result.attempted > 5
    assert result.failed == 0


def test_examples_in_python_are_true(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place.root)
    code = "\n".join(block.text for block in blocks(DOCS / "python.md") if block.language == "python")
    test = doctest.DocTestParser().get_doctest(code, {}, "python.md", None, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    told: list[str] = []
    runner.run(test, out=told.append)
    assert runner.failures == 0, "".join(told)
    assert runner.tries > 40


# Both languages


@pytest.mark.parametrize(("english", "vietnamese"), TRANSLATED, ids=lambda page: page.name)
def test_both_languages_tell_the_same(english: Path, vietnamese: Path) -> None:
    one, other = english.read_text(encoding="utf-8"), vietnamese.read_text(encoding="utf-8")
    assert headings(one) == headings(other)
    assert [typed(block) for block in blocks(english)] == [typed(block) for block in blocks(vietnamese)]
    assert links(one, english) == links(other, vietnamese)
    assert len(re.findall(r"^\|", one, re.M)) == len(re.findall(r"^\|", other, re.M))
    assert len(re.findall(r"^(?:-|\d+\.) ", one, re.M)) == len(re.findall(r"^(?:-|\d+\.) ", other, re.M))


def headings(text: str) -> list[str]:
    """The levels of the headings, one after the other."""
    return re.findall(r"^#+(?= )", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S), re.M)


def typed(block: Block) -> tuple[str, str, list[str]]:
    """A block without the remarks beside what is typed."""
    return block.language, block.mark, [re.sub(r"\s+# .*", "", line) for line in block.text.splitlines()]


def links(text: str, page: Path) -> list[str]:
    """Where the links lead, each page in one language or the other; the one to the other language aside."""
    found = [target.replace(".vi.md", ".md") for target in re.findall(r"\]\(([^)]+)\)", text)]
    assert found[0] == page.name.replace(".vi.md", ".md")
    return sorted(found[1:])
