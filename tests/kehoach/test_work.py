"""What becomes of one file of a batch."""

from pathlib import Path

import pytest

from kehoach import work

LETTER = """SỞ GIAO THÔNG VẬN TẢI

Số: 12/SGTVT-VP
V/v số điện thoại đường dây nóng

Số điện thoại đường dây nóng của Sở là 0900 000 000.
"""


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        pytest.param(LETTER, True, id="a letter that tells"),
        pytest.param(f"{LETTER}\nĐề nghị Thanh tra Sở báo cáo kết quả trước ngày 20/6/2026.\n", False, id="and orders"),
    ],
)
def test_a_file_without_tasks_is_taken_and_told(tmp_path: Path, text: str, is_told: bool) -> None:
    path = tmp_path / "cong-van.txt"
    path.write_text(text, "utf-8")
    taken = work.take(path)
    assert taken.prepared.tasks == (0 if is_told else 1)
    assert [("no task" in warning) for warning in taken.warnings] == [True] * is_told
