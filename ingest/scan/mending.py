"""What was read wrong put right on seen pages: strokes, numbers of rows, then all that `ingest.scan.repair` knows."""

import re
from collections.abc import Iterator, Sequence

from ingest.scan import strokes
from ingest.scan.repair import Line, Repaired, Word, number_column, repaired, rules
from ingest.scan.seeing import SeenPage, SeenWord
from models import Reading


def mend(pages: Sequence[SeenPage]) -> None:
    """Put the repaired words in the place of those read, in place; what was no word goes."""
    for page in pages:
        for line in page.every_line():
            line[:] = [_with_strokes(_without_scratches(word)) for word in line]
    _mend_numbers(pages)
    _mend_words(pages)
    for page in pages:
        page.drop_empty_lines()


_SCRATCHES_BEFORE = re.compile(r"[\W_]*[_=~^`|][\W_]*(?=[^\W_])")


def _without_scratches(word: SeenWord) -> SeenWord:
    """A word without the strokes of a stamp or a signature that were read in front of it: "—_=_GIÁM"."""
    found = _SCRATCHES_BEFORE.match(word.text)
    return _put(word, word.text[found.end() :], "speck") if found else word


def _with_strokes(word: SeenWord) -> SeenWord:
    return _put(word, strokes.put_right(word.text, word.strokes), strokes.RULE)


def _mend_numbers(pages: Sequence[SeenPage]) -> None:
    lines = list(_numbers(pages))
    for line, text in zip(lines, number_column.repaired_numbers([line[0].text for line in lines]), strict=True):
        line[0] = _put(line[0], text, number_column.RULE)


_WIDEST = 0.12  # of the table's width: a wider first column holds no numbers


def _numbers(pages: Sequence[SeenPage]) -> Iterator[list[SeenWord]]:
    """The lone words in narrow first columns, from the top down."""
    for page in pages:
        for grid, cells in page.tables:
            width = grid.xs[-1] - grid.xs[0]
            for cell, lines in zip(grid.cells, cells, strict=True):
                is_narrow = cell.box.x1 - cell.box.x0 < _WIDEST * width
                if cell.column == 0 and is_narrow and len(lines) == 1 and len(lines[0]) == 1:
                    yield lines[0]


def _put(word: SeenWord, text: str, rule: str) -> SeenWord:
    """A word with another text, and what is told of that."""
    if text == word.text:
        return word
    shares: dict[str, float] = rules.load()["share"] | rules.load()["share_on_pages"]
    as_read = word.text if word.reading.as_read is None else word.reading.as_read
    return word._replace(text=text, reading=Reading(shares[rule], as_read, rule))


def _mend_words(pages: Sequence[SeenPage]) -> None:
    slots = [_slots(page) for page in pages]
    lines = [
        [Line(tuple(Word(word.text, word.reading.confidence) for word in line), cell) for line, cell in own]
        for own in slots
    ]
    for own, found in zip(slots, repaired(lines), strict=True):
        for (line, _), new in zip(own, found, strict=True):
            line[:] = [_as_told(word, put) for word, put in zip(line, new.words, strict=True) if put.text]


def _slots(page: SeenPage) -> list[tuple[list[SeenWord], int | None]]:
    """Each line of a page with the number of its cell, as the repair wants them."""
    found: list[tuple[list[SeenWord], int | None]] = [(line, None) for line in page.lines]
    cells = (cell for _, cells in page.tables for cell in cells)
    found.extend((line, number) for number, cell in enumerate(cells) for line in cell)
    return found


def _as_told(word: SeenWord, put: Repaired) -> SeenWord:
    """A word as the repair leaves it; what was told before stays where it stands as it was."""
    return word if put.rule is None else _put(word, put.text, put.rule)
