"""The running text between tables: paragraphs, footnotes, and what page breaks leave between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.text.linear import linear_tables
from ingest.text.lines import Line
from ingest.text.wrapping import Layout, continues, joined, runs_on
from models import Paragraph, Part


def paragraphs(lines: Sequence[Line], layout: Layout) -> list[Paragraph]:
    """The lines as paragraphs in reading order, footnotes among them; page numbers are left out."""
    apart = {index for table in linear_tables(lines, layout) for index in table}
    built: list[_Builder] = []
    body: _Builder | None = None  # the last paragraph that is no footnote: a page's foot may cut it
    for index, line in enumerate(lines):
        last = built[-1] if built else None
        if index not in apart and line.page_number and _between_pages(lines, index):
            continue
        if line.note:
            built.append(_Builder([line], "footnote"))
        elif last and last.part == "footnote" and body and _back_in_body(body, line, layout):
            body.lines.append(line)
        elif last and not (index in apart and index - 1 in apart) and last.goes_on_in(line, layout):
            last.lines.append(line)
        else:
            body = _Builder([line], "body")
            built.append(body)
    return [paragraph for builder in built if (paragraph := joined(builder.lines, builder.part))]


@dataclass(slots=True)
class _Builder:
    lines: list[Line]
    part: Part

    def goes_on_in(self, line: Line, layout: Layout) -> bool:
        return continues(self.lines[-1], line, layout, opening=len(self.lines) == 1)


def _back_in_body(body: _Builder, line: Line, layout: Layout) -> bool:
    """Whether a line below a footnote goes on with the paragraph that the footnotes cut."""
    return (line.gap > layout.gap or line.page) and runs_on(body.lines[-1], line)


def _between_pages(lines: Sequence[Line], index: int) -> bool:
    """Whether a line with a number alone stands at a page's end: beside a form feed, or within a sentence."""
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    if lines[index].page or after is None or after.page:
        return True
    return before is not None and runs_on(before, after)
