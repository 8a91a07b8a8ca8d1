"""Tables as nobody would make them: whatever stands where, they are read, and what was read has its place."""

import random

from hypothesis import given
from hypothesis import strategies as st

from models import Block, Cell, Paragraph, Table
from tests.extractors.factories import plan

WORDS = """
x X CT PH TT STT nt % / ; - 1 2 3 I II a) (1) (2) T4 Ngày 8h00 24/7
Nhiệm vụ|Nội dung công việc|Chủ trì|Phối hợp|Chủ trì/ Phối hợp|Sản phẩm|Thời gian|Bắt đầu|Hoàn thành|Từ ngày|Đến ngày
Quý I|Quý II|Tháng 3|Quý II/2026|30/6/2026|Thường xuyên|Quý III: trước 5/9|Địa điểm|Đơn vị chủ trì|Thời hạn hoàn thành
Sở Y tế|UBND các xã, phường|Công an tỉnh+Sở Tài chính|Sở Nội vụ+-----+Sở Xây dựng|----------|A. NHIỆM VỤ|Kiểm tra trạm sạc|Báo cáo
""".strip().split("\n")
CELLS = ["", "", *WORDS[0].split(), *(cell.replace("+", "\n") for line in WORDS[1:] for cell in line.split("|"))]
BETWEEN = ["1. Rà soát hạ tầng.", "Phân công như sau:", "- Đơn vị chủ trì: Sở Y tế", "Sở Y tế: Trực ban."]


def table(chance: random.Random) -> Table:
    """A table of up to seven rows and eight columns, some cells merged, some left out."""
    rows, columns = chance.randint(0, 7), chance.randint(1, 8)
    taken: set[tuple[int, int]] = set()
    cells = []
    for place in ((row, column) for row in range(rows) for column in range(columns)):
        if place in taken:
            continue
        row, column = place
        down, across = (
            min(chance.choice([1, 1, 1, 2, 3]), rows - row),
            min(chance.choice([1, 1, 2, 8]), columns - column),
        )
        covered = {(row + a, column + b) for a in range(down) for b in range(across)}
        if covered & taken:
            covered, down, across = {place}, 1, 1
        taken |= covered
        if chance.random() < 0.95:
            lines = chance.choice(CELLS).split("\n")
            paragraphs = tuple(Paragraph(line, label=chance.choice([None, None, None, "1.", "-"])) for line in lines)
            cells.append(Cell(row, column, paragraphs, down, across))
    return Table(tuple(cells), rows, columns)


@given(st.integers(0, 2**32))
def test_any_table_is_read(seed: int) -> None:
    chance = random.Random(seed)
    blocks: list[Block | str] = ["II. NHIỆM VỤ"]
    for _ in range(chance.randint(1, 4)):
        blocks += [table(chance), *([chance.choice(BETWEEN)] if chance.random() < 0.4 else [])]
    found = plan(*blocks)
    assert all(task.text for task in found.tasks)
    assert all(evidence.text for task in found.tasks for evidence in task.evidence)
