"""The main path, from a file to the store, reaches each of the libraries that Kehoach stands on."""

import shutil

import pytest

from corpus.evaluate.ablations import forget
from corpus.samples_build import DIGITAL, SAMPLES, SCHOOLS
from kehoach import pipeline
from kehoach.work import take
from output.store import Store
from tests.kehoach.in_process import InProcess

LETTER = """SỞ XÂY DỰNG
Số: 12/SXD-QLVT
Lam Giang, ngày 05 tháng 3 năm 2026
V/v bảo đảm an toàn giao thông

II. CÔNG TÁC BẢO ĐẢM
1. Tăng cường kiểm tra bến xe, hoàn thành trước ngày 14 tháng tư năm 2026.
2. Sửa chữa đường tỉnh.
III. TỔ CHỨC THỰC HIỆN
1. Thanh tra Sở chủ trì thực hiện.
"""


@pytest.fixture
def folder(tmp_path):
    for name in (SCHOOLS, DIGITAL):
        shutil.copy(SAMPLES / name, tmp_path)
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("target", "name"),
    [
        pytest.param("docx.opc.packuri.PackURI", "from_rel_ref", id="python-docx: the parts of a Word file"),
        pytest.param("pdfplumber.table", "intersections_to_cells", id="pdfplumber: cells from ruled lines"),
        pytest.param("extractors.units.lexicon", "_matcher", id="spaCy: known phrases of units"),
        pytest.param("underthesea", "pos_tag", id="underthesea: whether an item opens with a verb"),
        pytest.param("dateparser", "parse", id="dateparser: a date with its month in words"),
        pytest.param("output.store.opening", "Database", id="sqlite-utils: the store"),
    ],
)
def test_the_main_path_reaches(target, name, folder, monkeypatch):
    from pkgutil import resolve_name

    home = resolve_name(target)
    original, calls = getattr(home, name), []

    def spy(*args, **kwargs):
        calls.append(1)
        return original(*args, **kwargs)

    forget()  # what was read before is remembered, and would be asked of nobody
    monkeypatch.setattr(home, name, spy)
    with Store(folder / "plans.db") as store:
        files = [*sorted(folder.glob("[!p]*.*")), folder / DIGITAL]
        outcomes = list(pipeline.ingest(files, store, InProcess(take)))  # a child would call unseen
    assert not [outcome.reason for outcome in outcomes if outcome.status == "failed"]
    assert calls
