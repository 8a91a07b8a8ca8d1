"""Building documents: what is written, what is converted anew, what is swept away. LibreOffice runs once."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from corpus import build
from corpus.build import Rendering
from corpus.compose import compose
from corpus.layout import PLAIN, choose
from corpus.loading import load_all

SEED = 3
(PLAN,) = (plan for plan in load_all() if plan.id == "nong-nghiep-cong-van-2024")
RENDERINGS = (
    Rendering(PLAN, PLAIN, ("docx", "pdf", "txt")),
    Rendering(PLAN, choose(SEED), ("docx", "txt-layout")),
)
FILES = {f"{PLAN.id}--{name}" for name in ("0.docx", "0.pdf", "0.txt", f"{SEED}.docx", f"{SEED}.layout.txt")}


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    build.build(RENDERINGS, folder)
    return folder


@pytest.fixture
def built(first: Path, tmp_path: Path) -> Path:
    """The built corpus, the test's own."""
    return shutil.copytree(first, tmp_path / "corpus")


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which Word files are converted from now on. LibreOffice and pdftotext do not run."""
    names: list[str] = []

    def convert(documents: Sequence[Path], folder: Path, processes: int = 2) -> list[Path]:
        names.extend(path.name for path in documents)
        for path in documents:
            (folder / f"{path.stem}.pdf").write_bytes(b"%PDF")
        return []

    monkeypatch.setattr(build.pdf, "convert", convert)
    monkeypatch.setattr(build.text, "from_pdf", lambda path, out, layout: out.write_text("text"))
    return names


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_gold_documents_and_manifest_are_written(first: Path) -> None:
    assert names(first / "documents") == {*FILES, "layouts.json"}
    assert names(first / "gold") == {f"{PLAN.id}--0.json", f"{PLAN.id}--{SEED}.json"}
    for rendering in RENDERINGS:
        gold = json.loads((first / "gold" / f"{rendering.stem}.json").read_text(encoding="utf-8"))
        assert gold == compose(PLAN, rendering.layout).gold


def test_the_manifest_tells_what_each_file_shows(first: Path) -> None:
    manifest = json.loads((first / "documents" / "layouts.json").read_text(encoding="utf-8"))
    assert manifest.keys() == FILES
    entry = manifest[f"{PLAN.id}--{SEED}.layout.txt"]
    assert (entry["gold"], entry["plan"], entry["split"]) == (f"{PLAN.id}--{SEED}", PLAN.id, "learn")
    assert entry["knobs"]["format"] == "txt-layout"
    assert entry["knobs"]["writer"] == choose(SEED)["writer"]
    assert "columns" not in entry["knobs"]  # the letter has no table


def test_page_and_text_hold_the_words_of_the_gold(first: Path) -> None:
    (task,) = compose(PLAN, PLAIN).gold["tasks"]
    pages = pypdfium2.PdfDocument(first / "documents" / f"{PLAN.id}--0.pdf")
    printed = "".join(page.get_textpage().get_text_bounded() for page in pages)
    text = (first / "documents" / f"{PLAN.id}--0.txt").read_text(encoding="utf-8")
    for words in (printed, text):
        assert "".join(task["text"].split()) in "".join(words.split())


def test_the_same_build_again_converts_nothing(built: Path, converted: list[str]) -> None:
    before = {path: path.read_bytes() for path in built.rglob("*") if path.is_file()}
    build.build(RENDERINGS, built)
    assert converted == []
    assert {path: path.read_bytes() for path in built.rglob("*") if path.is_file()} == before


def test_a_changed_document_alone_is_converted_anew(built: Path, converted: list[str]) -> None:
    (built / "documents" / f"{PLAN.id}--{SEED}.docx").write_bytes(b"PK of another layout")
    build.build(RENDERINGS, built)
    assert converted == [f"{PLAN.id}--{SEED}.docx"]


@pytest.mark.parametrize("lost", ["0.pdf", "0.txt"])
def test_a_lost_page_is_converted_anew(lost: str, built: Path, converted: list[str]) -> None:
    (built / "documents" / f"{PLAN.id}--{lost}").unlink()
    build.build(RENDERINGS, built)
    assert converted == [f"{PLAN.id}--0.docx"]
    assert names(built / "documents") == {*FILES, "layouts.json"}


def test_a_build_that_breaks_off_leaves_no_pages_of_another_document(
    built: Path, converted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (built / "documents" / f"{PLAN.id}--0.docx").write_bytes(b"PK of another layout")

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(build.pdf, "convert", fail)
        with pytest.raises(KeyboardInterrupt):
            build.build(RENDERINGS, built)
    build.build(RENDERINGS, built)
    assert converted == [f"{PLAN.id}--0.docx"]


def test_what_an_earlier_build_left_is_swept_away(built: Path, converted: list[str]) -> None:
    (built / "documents" / "gone--0.docx").touch()
    (built / "gold" / "gone--0.json").touch()
    build.build(RENDERINGS[:1], built)
    assert names(built / "documents") == {*(name for name in FILES if "--0." in name), "layouts.json"}
    assert names(built / "gold") == {f"{PLAN.id}--0.json"}


def test_word_files_alone_need_no_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build.pdf, "convert", lambda *_: pytest.fail("LibreOffice is asked for"))
    manifest = build.build([Rendering(PLAN, PLAIN, ("docx",))], tmp_path)
    assert manifest.keys() == {f"{PLAN.id}--0.docx"}


def test_a_plan_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        build.main(["--plan", "khong-co", "--out", str(tmp_path / "corpus")])
    assert end.value.code == 2
    assert "there is no plan khong-co in corpus/plans" in capsys.readouterr().err
    assert not (tmp_path / "corpus").exists()


@pytest.mark.parametrize(("seed", "layout"), [("0", PLAIN), ("7", choose(7))])
def test_one_plan_in_one_layout(seed: str, layout: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[Rendering] = []
    monkeypatch.setattr(build, "build", lambda renderings, out, processes: asked.extend(renderings) or {})
    assert build.main(["--plan", PLAN.id, "--seed", seed, "--out", str(tmp_path)]) == 0
    assert [(one.plan, one.layout, one.formats) for one in asked] == [(PLAN, layout, ("docx", "pdf"))]


def test_the_whole_corpus_holds_the_sample_scans_and_ten_times_as_many_layouts() -> None:
    plans = [
        plan for plan in load_all() if plan.id in (PLAN.id, "hop-y-te-thong-bao-2026", "cap-nuoc-khu-cong-nghiep-2026")
    ]
    sample, whole = list(build.sample(plans)), list(build.whole(plans))
    assert len({one.stem for one in whole}) == len(whole)
    assert {one.stem for one in sample} < {one.stem for one in whole}
    assert all(sum(one.plan == plan for one in whole) == 50 for plan in plans)
    scanned = [one for one in whole if "scan-light" in one.formats]
    assert [one.layout for one in scanned] == [PLAIN] * len(plans)
    assert all({"scan-medium", "scan-hard"} < set(one.formats) for one in scanned)


def test_the_scans_that_ci_reads_are_the_same_whatever_plans_come_in() -> None:
    plans = load_all()
    found = list(build.scans(plans))
    assert 4 <= len(found) <= len(plans) / 6
    assert all(one.layout == PLAIN and {*build.SCANS} < {*one.formats} for one in found)
    assert [one.stem for one in build.scans(plans[::2])] == [one.stem for one in found if one.plan in plans[::2]]
