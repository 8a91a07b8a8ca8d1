"""A document's lines as the page shows them, whether they stand in paragraphs or in a letterhead's table."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from extractors.excerpt import Excerpt, is_body, squeeze
from extractors.rules import load
from models import Block, Look, Paragraph, Table

# Capital letters for use in a character class: the module `re` knows no class for them.
CAPITALS = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"


@dataclass(frozen=True, slots=True)
class Line:
    """A line and how it is set. `column` is that of its cell in a table, None outside of tables."""

    excerpt: Excerpt
    look: Look = field(default_factory=Look)
    label: str | None = None
    column: int | None = None

    @property
    def text(self) -> str:
        """What stands there, blanks at both ends left out."""
        return self.excerpt.text

    @property
    def block(self) -> int:
        """The number of its block."""
        return self.excerpt.block

    def cut(self, start: int, end: int | None = None) -> "Line":
        """A part of the line, counted in its text."""
        return Line(self.excerpt.cut(start, end), self.look, self.label, self.column)

    def place(self) -> tuple[int, int | None]:
        """What tells one column of a letterhead from the other: the block and the table's column."""
        return self.block, self.column


def lines(blocks: Sequence[Block], first: int = 0, last: int | None = None) -> Iterator[Line]:
    """The lines of the body blocks from number `first` to before `last`; a tab parts two lines as a break does."""
    for index, block in enumerate(blocks[:last]):
        if index < first or not is_body(block):
            continue
        if isinstance(block, Paragraph):
            yield from _paragraph_lines(index, 0, block, None)
        else:
            yield from _table_lines(index, block)


def is_capitals(text: str) -> bool:
    """Whether a text is written in capitals, a stray small letter aside."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def folded(text: str) -> str:
    """The text without tones and with d for đ, letter for letter: OCR takes "KÉ HOẠCH" for "KẾ HOẠCH"."""
    return text.translate(_bare_letters())


def alternatives(patterns: Sequence[str]) -> str:
    """Patterns of a rule file as one, the longest first, any white space for a space."""
    longest_first = sorted(patterns, key=len, reverse=True)
    return "|".join(p.replace(" *", r"\s*").replace(" ", r"\s+") for p in longest_first)


def is_noise(text: str) -> bool:
    """Whether a line belongs to a stamp or to a signature laid over the page, or holds no word."""
    return not text or bool(_noise().fullmatch(squeeze(text)))


def is_motto(text: str) -> bool:
    """Whether a line is Quốc hiệu, Tiêu ngữ or the Party's heading."""
    return bool(motto().search(folded(text)))


@cache
def motto() -> re.Pattern[str]:
    """Quốc hiệu, Tiêu ngữ, the Party's heading, to be sought in a folded text."""
    return re.compile(folded(alternatives(load("metadata")["page"]["mottos"])), re.IGNORECASE)


@cache
def _bare_letters() -> dict[int, str]:
    letters = [chr(code) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))]
    bare = {ord(c): unicodedata.normalize("NFD", c)[0] for c in letters}
    return bare | {ord("đ"): "d", ord("Đ"): "D", ord("Ð"): "D"}


@cache
def _noise() -> re.Pattern[str]:
    return re.compile(alternatives(load("metadata")["page"]["noise"]), re.IGNORECASE | re.DOTALL)


def _paragraph_lines(index: int, offset: int, paragraph: Paragraph, column: int | None) -> Iterator[Line]:
    for match in re.finditer(r"[^\n\t]+", paragraph.text):
        if match[0].strip():
            excerpt = Excerpt(index, offset + match.start(), match[0]).cut(0)
            label = paragraph.label if match.start() == 0 else None
            yield Line(excerpt, paragraph.look, label, column)


def _table_lines(index: int, table: Table) -> Iterator[Line]:
    for start, cell in table.starts():
        offset = start
        for paragraph in cell.paragraphs:
            yield from _paragraph_lines(index, offset, paragraph, cell.column)
            offset += len(paragraph.text) + 1
