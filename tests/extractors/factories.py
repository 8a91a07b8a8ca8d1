"""Short constructors, so that a test reads as the document that it is about."""

import re
from collections.abc import Iterable, Sequence

from models import Block, Cell, Document, Look, Paragraph, Plan, Source, Table, Task

BOLD = Look(bold=True)


def p(text: str, label: str | None = None, bold: bool = False, italic: bool = False) -> Paragraph:
    """A paragraph."""
    return Paragraph(text, label=label, look=Look(bold=bold, italic=italic))


def table(*rows: Sequence[str | None], header_rows: int = 0) -> Table:
    """A table of rows of texts. None: the cell to the left reaches here; "^": the cell above does."""
    cells: dict[tuple[int, int], Cell] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text is None:
                left = max(k for k in range(c) if (r, k) in cells)
                cell = cells[r, left]
                cells[r, left] = Cell(r, left, cell.paragraphs, cell.row_span, c - left + 1)
            elif text == "^":
                above = max(k for k in range(r) if (k, c) in cells)
                cell = cells[above, c]
                cells[above, c] = Cell(above, c, cell.paragraphs, r - above + 1, cell.column_span)
            else:
                cells[r, c] = Cell(r, c, tuple(Paragraph(line) for line in text.split("\n") if line))
    return Table(tuple(cells[key] for key in sorted(cells)), len(rows), max(map(len, rows)), header_rows)


def document(*blocks: Block | str) -> Document:
    """A document of blocks; a string is a paragraph."""
    found = tuple(p(block) if isinstance(block, str) else block for block in blocks)
    return Document(Source("made-up.txt", "0" * 64, "text"), found)


HEAD = (
    "ỦY BAN NHÂN DÂN",
    "TỈNH LAM GIANG",
    "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 112/KH-SGDĐT",
    "Lam Giang, ngày 05 tháng 3 năm 2026",
    "KẾ HOẠCH",
    "Bảo đảm an toàn trường học năm 2026",
)
LETTER = (
    "UBND TỈNH LAM GIANG",
    "SỞ XÂY DỰNG",
    "Số: 12/SXD-QLVT",
    "V/v bảo đảm an toàn giao thông",
    "Lam Giang, ngày 05 tháng 3 năm 2026",
)
TAIL = ("Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.", "GIÁM ĐỐC", "Trần Văn Minh")


def plan(*blocks: Block | str, head: Sequence[str] = HEAD, tail: Sequence[str] = TAIL) -> Plan:
    """The plan read from a letterhead of a made-up Sở Giáo dục và Đào tạo (2026), the blocks and a signature."""
    from extractors import extract

    return extract(document(*head, *blocks, *tail))


def tasks(*blocks: Block | str) -> tuple[Task, ...]:
    """The tasks of `plan`."""
    return plan(*blocks).tasks


def names(units: Sequence[object]) -> list[str]:
    """The names of units as printed."""
    return [unit.name for unit in units]  # type: ignore[attr-defined]


def distinct(texts: Iterable[str]) -> set[str]:
    """The texts with case, blanks, figures and roman numerals masked: what is left differs in its words."""
    masked = (re.sub(r"\d+|\b[IVX]+\b", "0", " ".join(text.split())) for text in texts)
    return {text.casefold() for text in masked}
