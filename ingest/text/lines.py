"""Printed lines: what stands between them, and what each one is by its first and last characters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.text import markup
from ingest.text.runs import Run, without_references

_BULLET = r"[-–—+•●○▪◦·►➢✓*]"
_MARK = re.compile(
    rf"""
    {_BULLET}\s+\S | [-–+•●][^\W\d]                     # "- Sở", "-Sở"
    | \d{{1,2}}(?:\.\d{{1,2}}){{0,4}}[.)](?:\s+\S|[^\W\d]) # "1. Mục", "2.1. Mục", "1)Mục"
    | \d{{1,2}}(?:\.\d{{1,2}}){{1,4}}\s+(?P<next>\S)       # "1.11 Cử", but not "4.0 trong"
    | [IVX]{{1,6}}[.)]\s*\S                               # "II. MỤC"
    | [A-ZĐ][.)]\s+[^\W\d] | [a-zđ]\)\s*\S | [a-zđ]\.\s+[^\W\d]  # "A. Mục", "đ) mục"
    | \([a-zđ0-9]{{1,2}}\)\s*\S                          # "(1) mục"
    | (?:Điều|ĐIỀU)\s+\d{{1,3}}\s*[.:]                    # "Điều 1."
    """,
    re.VERBOSE,
)
_NOTE = re.compile(r"[⁰¹²³⁴-⁹]+\s*[(“\"‘']?(?P<next>\w)")
_PAGE_NUMBER = re.compile(r"\d{1,3}|[-–—]\s*\d{1,3}\s*[-–—]|(?:Trang|trang|Page)\s+\d{1,3}(?:\s*/\s*\d{1,3})?")
_FINISHED = re.compile(r"[.;:!?…][\s\"”’»)\]}*]*$")
_OPENING = "\"“‘'([{«*"
_CLOSING = ",;)]}%”’»"
_LIST_IN_LIST = re.compile(r"[-*]\s+(?=[+•●○▪◦►➢✓]\s)")
_PAGE_END = re.compile(r"\n?\f")
_DOTS = re.compile(r"[.…_]{2,}")


@dataclass(frozen=True)
class Line:
    """A printed line with something on it. `gap` blank lines stand above it; `page` says that a page begins with it.

    `heading` lines are marked as such ("## I. …"). `indent` counts the blanks in front.
    """

    runs: tuple[Run, ...]
    gap: int = 0
    page: bool = False
    heading: bool = False
    indent: int = 0

    @cached_property
    def text(self) -> str:
        """The line without markup."""
        return " ".join("".join(run.text for run in self.runs).split())

    @property
    def length(self) -> int:
        """The letters and blanks from the left margin to the last letter."""
        return self.indent + len(self.text)

    @cached_property
    def marked(self) -> bool:
        """Whether it opens with a list mark or a number."""
        match = _MARK.match(self.text)
        return match is not None and (match["next"] is None or match["next"].isupper())

    @cached_property
    def note(self) -> bool:
        """Whether it opens a footnote."""
        match = _NOTE.match(self.text)
        return match is not None and not match["next"].islower()

    @cached_property
    def finished(self) -> bool:
        """Whether it ends as a sentence or a list item does."""
        return self.in_brackets or bool(_FINISHED.search(without_references(self.text)))

    @property
    def in_brackets(self) -> bool:
        """Whether it is a remark in brackets, "(kèm theo Kế hoạch số …)"."""
        return self.text.startswith("(") and self.text.rstrip(" .").endswith(")")

    @cached_property
    def goes_on(self) -> bool:
        """Whether it opens as only the middle of a sentence does: with a small letter or a closing sign."""
        text = without_references(self.text).lstrip()
        if text[:1] in _CLOSING:
            return not _DOTS.match(text)
        return text.lstrip(_OPENING)[:1].islower() and not self.marked

    @property
    def capitals(self) -> bool:
        """Whether it is set in capitals throughout."""
        letters = [c for c in self.text if c.isalpha()]
        return len(letters) > 3 and all(c.isupper() for c in letters)

    @property
    def page_number(self) -> bool:
        """Whether nothing but a page's number stands on it."""
        return bool(_PAGE_NUMBER.fullmatch(self.text))


def lines_of(text: str) -> list[Line]:
    """The lines of a text that holds no tables."""
    result: list[Line] = []
    for block in _blocks(markup.parted(text)):
        for index, (raw, runs) in enumerate(zip(block.lines, _runs(block.lines), strict=True)):
            line = Line(
                runs=tuple(runs),
                gap=0 if index else block.gap,
                page=block.page and not index,
                heading=markup.heading(raw) is not None,
                indent=len(raw) - len(raw.lstrip()),
            )
            if line.text:
                result.append(line)
    return result


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines without a blank line between them; above them `gap` blank lines and perhaps the end of a page."""

    lines: Sequence[str]
    gap: int
    page: bool


def _blocks(text: str) -> Iterator[_Block]:
    lines: list[str] = []
    gap, page = 0, False
    for raw in _PAGE_END.sub("\n\f", text).split("\n"):
        content = raw.lstrip("\f").expandtabs()
        new_page = raw.startswith("\f")
        if lines and (new_page or not content.strip()):
            yield _Block(lines, gap, page)
            lines, gap, page = [], 0, False
        page = page or new_page
        if content.strip():
            lines.append(content)
        else:
            gap += 1
    if lines:
        yield _Block(lines, gap, page)


def _runs(lines: Sequence[str]) -> Iterator[list[Run]]:
    """The runs of each line, without the marks of headings and Markdown's own mark before a typed one ("- + Sở")."""
    titles = [markup.heading(line) for line in lines]
    bare = [
        _LIST_IN_LIST.sub("", line.lstrip(), count=1) if title is None else title
        for line, title in zip(lines, titles, strict=True)
    ]
    for title, runs in zip(titles, markup.line_runs(bare), strict=True):
        yield runs if title is None else [Run(run.text, bold=True, italic=run.italic) for run in runs]
