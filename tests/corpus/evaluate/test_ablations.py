"""Each ablation takes something away, and nothing of it is left behind. The probes are what the part is there for."""

import hashlib

import pytest

from corpus.evaluate import ablations, stand_ins
from corpus.evaluate.ablations import ABLATIONS
from extractors import actors, deadlines, labels, units
from extractors.acts import opens_with_verb
from extractors.units import lexicon
from extractors.units.tokens import Tokens
from ingest import pdf, text
from models import Table
from tests.extractors.factories import document, plan, table, tasks
from tests.ingest.pdf_files import Page, make

LINE = "Triển khai các nhiệm vụ được giao tại Kế hoạch của Ủy ban nhân dân"
HEADER = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn")


def leads(*blocks):
    return [[unit.canonical for unit in task.lead] for task in tasks(*blocks)]


def texts(*blocks):
    return [task.text for task in tasks(*blocks)]


def from_table(*rows):
    return [(task.text, task.path, task.lead, len(task.deadlines)) for task in tasks("II. NHIỆM VỤ", table(*rows))]


def read(*pages):
    data = make(*pages)
    found = pdf.read(data, "made-up.pdf", hashlib.sha256(data).hexdigest())
    return [(type(block).__name__, block.part, block.text) for block in found.blocks]


def page(*rows, number=None):
    """Lines of text, some rows of a table at the foot of the page, and a page number."""
    made = Page().lines(85, 80, [LINE] * 20)
    if rows:
        made.grid((90, 120, 300, 540), range(500, 501 + 40 * len(rows), 40))
    for y, row in enumerate(rows):
        for x, cell in zip((95, 125, 305), row, strict=True):
            made.text(x, 520 + 40 * y, cell, 12)
    return made.text(290, 50, str(number)) if number else made


def open_table():
    """A table without a border on its right."""
    made = Page().lines(85, 80, [LINE] * 20)
    for y in (500, 540, 580, 620):
        made.stroke(90, y, 540, y)
    for x in (90, 300):
        made.stroke(x, 500, x, 620)
    return made.text(95, 520, "Rà soát bến xe", 12).text(305, 520, "Sở Xây dựng", 12)


def continued():
    sentence = "Rà soát, lập danh mục các bến xe trên địa bàn và"
    whole = text.read(f"{sentence}\f\nbáo cáo Sở Xây dựng.".encode(), "a.txt", "0" * 64)
    return [block.text for block in whole.blocks], read(page(("1", "Rà soát", "Sở A")), page(("2", "Tập huấn", "Sở B")))


def head():
    made = Page().text(85, 60, "ỦY BAN NHÂN DÂN", 12).text(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12)
    made.text(85, 76, "TỈNH LAM GIANG", 12).text(330, 76, "Độc lập - Tự do - Hạnh phúc", 12)
    return made.lines(85, 140, [LINE] * 20)


def noted():
    made = Page().lines(85, 80, [LINE] * 20).text(85, 420, "1", 8).stroke(85, 690, 230, 690)
    return made.text(85, 705, "1", 7).text(92, 708, "Ban hành kèm theo Quyết định của Ủy ban nhân dân", 9)


def scrambled():
    rubbish = "uY BAN NgAN nAN rhuc hiQn K€ ho4ch cria tinh vd viQc"
    return Page().lines(85, 80, [rubbish] * 12), Page().lines(85, 80, [LINE] * 20)


def units_of(matches):
    return [match.value.canonical for match in matches]


PROBES = {
    "part of speech": lambda: (
        [opens_with_verb(t) for t in ("Kiểm tra bến xe.", "Đi lại trong dịp Tết.")]
        + texts("II. NHIỆM VỤ", "1. Việc cần làm:", "Nhúng tay")
    ),
    "tagged verbs behind units": lambda: units_of(actors.in_text("Hội Chữ thập đỏ hiến máu tình nguyện.").lead),
    "dateparser": lambda: deadlines.in_cell("Ngày 14 tháng tư năm 2026", 2026)[0].value.due,
    "table grid": lambda: read(open_table()),
    "ruled tables": lambda: read(page(("1", "Rà soát", "Sở A"))),
    "continuation": continued,
    "margins": lambda: read(page(number=2), page(number=3), page(number=4)),
    "footnotes": lambda: read(noted()),
    "two columns": lambda: read(head()),
    "text-layer check": lambda: read(*scrambled()),
    "unit grammar": lambda: units_of(units.in_list("Các sở, ban, ngành; UBND các xã, phường")),
    "collectives": lambda: units_of(units.in_list("Các sở, ban, ngành")),
    "shared heads": lambda: units_of(units.in_list("Sở Tài chính, Nội vụ")),
    "canonical names": lambda: units_of(units.in_list("UBND tỉnh")),
    "issuer in names": lambda: leads("II. NHIỆM VỤ", "1. Văn phòng Sở tổ chức hội nghị."),
    "roles in cells": lambda: from_table(HEADER, ("1", "Rà soát", "Sở Y tế chủ trì; Sở Nội vụ phối hợp", "Quý I/2026")),
    "label lines": lambda: leads("II. NHIỆM VỤ", "1. Rà soát bến xe.", "- Đơn vị thực hiện: Sở Xây dựng."),
    "labels behind a text": lambda: leads("II. NHIỆM VỤ", "1. Rà soát bến xe. Đơn vị thực hiện: Sở Xây dựng."),
    "inheritance of leads": lambda: leads("III. TỔ CHỨC THỰC HIỆN", "1. Sở Xây dựng", "- Rà soát bến xe."),
    "closing lines": lambda: leads(
        "II. NHIỆM VỤ", "1. Công tác kiểm tra", "- Rà soát bến xe.", "Văn phòng Sở chủ trì thực hiện nội dung này."
    ),
    "closing paragraphs": lambda: [
        task.origin
        for task in tasks(
            "II. NHIỆM VỤ",
            "1. Rà soát bến xe.",
            "Trên đây là Kế hoạch, yêu cầu các đơn vị báo cáo trước ngày 05/12/2026.",
        )
    ],
    "which times count": lambda: len(
        deadlines.in_text("Thực hiện Quyết định số 12/QĐ-UBND ngày 15/01/2026 của Ủy ban nhân dân tỉnh.", 2026)
    ),
    "events as deadlines": lambda: len(deadlines.in_text("Báo cáo ngay sau khi có kết quả.", 2026)),
    "heading roles by context": lambda: texts(
        "I. NHIỆM VỤ", "1. Tổ chức hội nghị.", "II. CÔNG TÁC CHUYÊN MÔN", "1. Kiểm tra bến xe.", "2. Rà soát hồ sơ."
    ),
    "mistyped headings": lambda: [
        section.role for section in plan("I. TỔ CHỨC THỤC HIỆN", "1. Rà soát bến xe.").sections
    ],
    "number sequence checks": lambda: [
        task.number for task in tasks("II. NHIỆM VỤ", "1. Rà soát bến xe.", "35. Kiểm tra hồ sơ.")
    ],
    "columns by contents": lambda: (
        plan(
            "II. NHIỆM VỤ",
            table(
                ("", "Nhiệm vụ", "Ai làm", "Thời hạn"),
                ("1", "Rà soát", "Sở Y tế", "Quý I/2026"),
                ("2", "Kiểm tra", "Sở Nội vụ", "Quý II/2026"),
            ),
        )
        .tables[0]
        .columns
    ),
    "group rows": lambda: from_table(
        HEADER, ("I", "Công tác chỉ đạo", None, None), ("1", "Rà soát", "Sở Y tế", "Quý I/2026")
    ),
    "shared task cells": lambda: from_table(
        HEADER, ("1", "Rà soát bến xe", "Sở Y tế", "Quý I/2026"), ("", "", "Sở Nội vụ", "Quý II/2026")
    ),
    "ditto marks": lambda: from_table(
        HEADER, ("1", "Rà soát bến xe", "Sở Y tế", "Quý I/2026"), ("2", "Kiểm tra bến xe", "nt", "nt")
    ),
}


def test_each_ablation_has_a_probe_and_a_docstring():
    assert PROBES.keys() == ABLATIONS.keys() - {"phrase matching"}
    assert all((enter.__doc__ or "").rstrip().endswith(".") for enter in ABLATIONS.values())


@pytest.mark.parametrize("name", PROBES)
def test_something_changes_inside_and_nothing_outside(name):
    probe = PROBES[name]
    before = probe()
    for _ in range(2):
        with ABLATIONS[name]():
            inside = probe()
        assert inside != before
        assert probe() == before


def test_phrases_are_the_same_without_spacy_and_spacy_is_not_asked(monkeypatch):
    lines = (
        "Giao Sở Xây dựng chủ trì, phối hợp với Công an tỉnh, UBND các xã, phường kiểm tra bến xe.",
        "Công an tỉnh\nỦy ban Mặt trận Tổ quốc Việt Nam tỉnh",
        "Trung tâm Kiểm soát bệnh tật; các sở, ban, ngành; Hội Chữ thập đỏ",
    )
    before = [Tokens(line).phrases for line in lines]
    matcher = lexicon._matcher()[1]
    for _ in range(2):
        with ABLATIONS["phrase matching"]():
            assert isinstance(lexicon._matcher()[1], stand_ins.RegexMatcher)
            assert [Tokens(line).phrases for line in lines] == before
        assert lexicon._matcher()[1] is matcher


def test_an_error_inside_puts_everything_back():
    original = labels.read
    with pytest.raises(ZeroDivisionError), ABLATIONS["label lines"]():
        assert labels.read is not original
        raise ZeroDivisionError
    assert labels.read is original


def test_a_seam_that_is_gone_is_an_error():
    with pytest.raises(KeyError), ablations.switched({"extractors.labels.gone": None}):
        pass


def test_two_at_once_are_both_undone():
    original = labels.trailing
    with ABLATIONS["label lines"](), ABLATIONS["labels behind a text"]():
        pass
    assert labels.trailing is original


def test_a_table_is_read_as_lines():
    assert any(isinstance(block, Table) for block in document(table(HEADER)).blocks)
    with ABLATIONS["ruled tables"]():
        assert not [kind for kind, *_ in read(page(("1", "Rà soát", "Sở A"))) if kind == "Table"]
