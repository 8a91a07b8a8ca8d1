"""What holds for any text: the same paragraphs at any width, NFC, no letter lost."""

import textwrap
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import text
from models import Block, Paragraph

OPENING = (
    "Để tổ chức thực hiện kiểm tra rà soát đánh giá công tác phòng chống cháy rừng trên địa bàn bảo đảm an toàn giao "
    "thông đường thủy nội địa xây dựng nông thôn mới nâng cao chất lượng giáo dục chuyển đổi số cải cách hành chính "
    "nhà nước và các việc khác mà cơ quan giao cho những đơn vị có trách nhiệm, xã làm các việc sau:"
)
WORDS = OPENING.replace(",", "").replace(":", "").lower().split()
NAMES = ["Sở Nội vụ", "UBND xã", "Phòng Văn hóa", "Quyết định số 12/QĐ-UBND", "Công an tỉnh", "năm 2025"]
MARKS = ["- ", "+ ", "a) ", "1. ", "2.1. ", "III. ", ""]

phrase = st.lists(st.sampled_from(WORDS), min_size=4, max_size=20).map(" ".join)
clause = st.tuples(phrase, st.sampled_from(NAMES), phrase).map(" ".join)


@st.composite
def paragraph(draw: st.DrawFn, marks: list[str] = MARKS) -> str:
    sentences = draw(st.lists(st.lists(clause, min_size=1, max_size=3).map(", ".join), min_size=1, max_size=4))
    return draw(st.sampled_from(marks)) + " ".join(s[0].upper() + s[1:] + "." for s in sentences)


def texts(content: str) -> list[str]:
    return [b.text for b in text.read(content.encode(), "a", "0").blocks if isinstance(b, Paragraph)]


def wrapped(content: str, width: int) -> list[str]:
    """The lines of a paragraph as a page of that width has them."""
    return textwrap.wrap(content, width, break_long_words=False, break_on_hyphens=False)


@settings(max_examples=40, deadline=None)
@given(st.lists(paragraph(), min_size=3, max_size=8), st.integers(50, 110))
def test_rewrapping_changes_nothing(paragraphs: list[str], width: int) -> None:
    paragraphs = [OPENING, *paragraphs]  # a text too short to be measured is not what this is about
    assert texts("\n\n".join("\n".join(wrapped(p, width)) for p in paragraphs)) == paragraphs


@settings(max_examples=40, deadline=None)
@given(st.lists(paragraph(MARKS[:-1]), min_size=4, max_size=8), st.integers(50, 110), st.sampled_from(["\n", " \n\n"]))
def test_rewrapping_without_blank_lines_between_items_changes_nothing(
    paragraphs: list[str], width: int, end: str
) -> None:
    paragraphs = [OPENING, *paragraphs]
    lines = [line for p in paragraphs for line in wrapped(p, width)]
    assert texts(end.join(lines)) == paragraphs


@settings(max_examples=40, deadline=None)
@given(st.lists(paragraph(), min_size=1, max_size=4))
def test_nfd_is_read_as_nfc(paragraphs: list[str]) -> None:
    content = "\n\n".join(paragraphs)
    assert texts(unicodedata.normalize("NFD", content)) == texts(content)
    assert all(unicodedata.is_normalized("NFC", t) for t in texts(unicodedata.normalize("NFD", content)))


def letters(content: str) -> list[str]:
    return sorted(c for c in unicodedata.normalize("NFC", content) if c.isalpha())


def letters_of(blocks: tuple[Block, ...]) -> list[str]:
    return sorted(c for block in blocks for c in block.text if c.isalpha())


piece = st.one_of(
    clause,
    st.sampled_from(
        [
            "\n",
            "\n\n",
            "\f",
            "\t",
            " | ",
            "|",
            "**",
            "*",
            "# ",
            "- ",
            "1. ",
            "\n|---|---|\n",
            "¹ ",
            "²",
            "(",
            "<",
            "&",
            "\\",
            "_",
        ]
    ),
    st.text(alphabet="aâấđ 12.,;:()[]!/-\n\t|*#<>\\", max_size=30),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(piece, max_size=25).map("".join))
def test_no_letter_is_lost(content: str) -> None:
    blocks = text.read(content.encode(), "a", "0").blocks
    # "<a …>" is a tag and "![a](…)", "[a](#…)" name a file: these letters are markup.
    if "<" not in content and "](" not in content:
        assert letters_of(blocks) == letters(content)


@settings(max_examples=100, deadline=None)
@given(st.lists(piece, max_size=25).map("".join))
def test_paragraphs_are_clean(content: str) -> None:
    for block in text.read(content.encode(), "a", "0").blocks:
        found = [block] if isinstance(block, Paragraph) else [p for cell in block.cells for p in cell.paragraphs]
        for p in found:
            assert p.text == p.text.strip() != ""
            assert "  " not in p.text
            assert 0 <= p.look.bold_lead <= len(p.text)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(clause, min_size=3, max_size=3), min_size=2, max_size=6))
def test_a_table_keeps_its_cells(rows: list[list[str]]) -> None:
    header = ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]
    lines = [header, *([str(n), *row] for n, row in enumerate(rows, 1))]
    (table,) = text.read("\n".join("\t".join(line) for line in lines).encode(), "a", "0").blocks
    assert not isinstance(table, Paragraph)
    assert [cell.text for cell in table.cells] == [cell for line in lines for cell in line]
