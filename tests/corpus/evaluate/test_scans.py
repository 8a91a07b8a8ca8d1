"""Scans measured: which files are scans, what their words were read as, and the section that tells of it."""

from pathlib import Path

import pytest

from corpus.evaluate import scan_section, scans
from corpus.evaluate.errors import EvaluationError
from corpus.evaluate.judging import judge
from corpus.evaluate.reading import Figures
from corpus.evaluate.scan_section import ScanSet
from corpus.evaluate.scans import Scanned
from ingest.pdf.frame import Frame
from ingest.scan.seeing import SeenPage, SeenWord
from models import Box, Cell, Document, Paragraph, Place, Reading, Source, Table
from tests.corpus.evaluate.samples import plan, reading, task


def paragraph(*found: tuple[str, str | None], label: str | None = None) -> Paragraph:
    """A paragraph of words, each with what it was read as where that is something else."""
    places, at = [], 0
    for text, as_read in found:
        places.append(Place(at, at + len(text), 1, Box(0, 0, 1, 1), Reading(0.9, as_read, as_read and "speck")))
        at += len(text) + 1
    return Paragraph(" ".join(text for text, _ in found), label, tuple(places))


def document(*blocks: Paragraph | Table) -> Document:
    return Document(Source("a.pdf", "0", "scan"), blocks)


def test_words_as_read_stand_beside_the_repaired_ones():
    table = Table((Cell(0, 0, (paragraph(("Quý II", "QuýII")),)), Cell(0, 1, (paragraph(("5", None)),))), 1, 2)
    read, repaired = scans.word_pairs(document(paragraph(("tổ", "tố"), ("chức", None), label="1"), table))
    assert read == ["1", "tố", "chức", "QuýII", "5"]
    assert repaired == ["1", "tổ", "chức", "Quý II", "5"]


def test_words_without_a_place_count_as_read():
    assert scans.word_pairs(document(Paragraph("Nơi nhận:"))) == (["Nơi", "nhận:"], ["Nơi", "nhận:"])


def seen(text: str, left: float) -> SeenWord:
    return SeenWord(text, Reading(0.5), Box(left, 0, left + 5, 5), 5, 5, 9, 3, False)


def test_what_the_repair_took_away_is_on_record():
    line, cell = [seen(t, 10 * x) for x, t in enumerate(("~", "tố", "chức", "|"))], [seen("'", 90), seen("5", 99)]
    page = SeenPage(1, Frame(0, 0, 9, 9, 0), lines=[[seen("¬", 70)], line], tables=[(None, [[cell]])])  # type: ignore[list-item]

    def repair(pages: object) -> None:
        page.lines[0][:] = []
        line[:] = [line[1]._replace(text="tổ"), line[2]]
        cell[:] = [cell[1]]

    scans._repaired_on_record(repair, [page])
    places, at = [], 0
    for word in (*line, *cell):
        places.append(Place(at, at + len(word.text), 1, word.box, word.reading))
        at += len(word.text) + 1
    read, repaired = scans.word_pairs(document(Paragraph("tổ chức 5", None, tuple(places))))
    assert read == ["¬", "~", "tố", "chức", "|", "'", "5"]
    assert repaired == ["", "", "tổ", "chức", "", "", "5"]


@pytest.mark.parametrize(
    ("files", "scan", "printed"),
    [
        (("000-scan.pdf", "000.pdf"), "000-scan.pdf", "000.pdf"),
        (("000_scan.pdf", "000_scan.txt"), "000_scan.pdf", "000_scan.txt"),
        (("000.hard.pdf", "000.pdf"), "000.hard.pdf", "000.pdf"),
    ],
)
def test_what_tells_the_words_of_a_scan(tmp_path: Path, files: tuple[str, ...], scan: str, printed: str):
    for name in files:
        (tmp_path / name).touch()
    assert scans.printed_in(tmp_path / scan) == tmp_path / printed


def test_scans_are_found_by_their_names_with_their_gold(tmp_path: Path):
    for name in ("000-scan.pdf", "000.pdf", "000.docx", "001.pdf"):
        (tmp_path / name).touch()
    gold = tmp_path / "gold"
    gold.mkdir()
    for name in ("000_abc.json", "001_def.json"):
        (gold / name).write_text('{"tasks": []}', encoding="utf-8")
    assert [(pair.document, pair.gold_name) for pair in scans.find(gold, tmp_path)] == [("000-scan.pdf", "000_abc")]
    (tmp_path / "000.pdf").unlink()
    with pytest.raises(EvaluationError, match=r"000-scan\.txt"):
        scans.find(gold, tmp_path)


def scanned(form: str = "pdf") -> Scanned:
    words = Figures(200, 50, (10, 4), (8, 3), made_right=6, made_wrong=1)
    read = plan(task("Rà soát các bến xe."))
    return Scanned(judge(reading(read, read, "a.pdf", format=form)), words, 4, 6.0)


def test_the_section_tells_of_each_damage_and_of_both_models():
    sets = [
        ScanSet("Made-up", (scanned("scan-hard"), scanned("scan-light")), {}),
        ScanSet("Real", (scanned(), scanned()), {"vie": (scanned(),), "Vietnamese": (scanned(),)}),
    ]
    text = scan_section.section(sets)
    assert text.startswith("## Scans\n")
    assert "| Made-up: light | 4 | 50 | 5.00% | 2.00% | 16.00% | 6.00% | 6 | 1 | 0 | 0 |" in text
    assert text.index("Made-up: light") < text.index("Made-up: hard")
    assert "| Real | 8 | 100 | 5.00% |" in text
    assert "| `Vietnamese` | 5.00% | 2.00% | 16.00% | 6.00% | " in text
    assert "| 1.5 |" in text


def test_the_section_takes_the_place_of_the_one_before():
    page = "# Page\n\n## Made-up documents\n\nText.\n\n## Confidence\n\nMore.\n"
    first = scan_section.with_section(page, "## Scans\n\nOne.\n")
    assert first == "# Page\n\n## Made-up documents\n\nText.\n\n## Scans\n\nOne.\n\n## Confidence\n\nMore.\n"
    assert scan_section.section_of(first) == "## Scans\n\nOne.\n"
    second = scan_section.with_section(first, "## Scans\n\nTwo.\n")
    assert second == first.replace("One", "Two")
    assert scan_section.with_section("# Page\n", "## Scans\n") == "# Page\n\n## Scans\n"
    assert scan_section.section_of(page) == ""
