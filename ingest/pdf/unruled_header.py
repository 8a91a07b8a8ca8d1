"""The header of a table without ruled lines, and the columns under it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.continuation import LIST_MARK, NUMBER_CELL, NUMBER_HEADER
from ingest.pdf.lines import Line
from ingest.pdf.page import Sheet
from ingest.pdf.unruled_rows import GUTTER, Columns, crossed

Gutter = tuple[float, float]
"""Where the white between two names of columns begins and ends."""
FEWEST = 3
"""The fewest lines below a header that make a table."""
STEP = 1.7
"""In sizes of the type: base lines farther apart are not of one cell's paragraph."""
_COLUMNS = 3  # the fewest of a table: two are a list with its marks, or a head
_HEADER_LINES = 8
_LONGEST_NAME = 70  # letters


def header_at(sheet: Sheet, start: int) -> tuple[int, int, list[Gutter]] | None:
    """The first line of a header that begins at `start` or, below a bold title, soon after it; the line behind its
    last one; the white between its names.
    """
    lines = sheet.lines
    if not _may_name_columns(lines[start]):
        return None
    end = start + 1
    while end < min(len(lines), start + _HEADER_LINES) and _is_header_below(sheet, end):
        end += 1
    end = _without_titles(lines, start, end)
    whites = [(_whites(lines[first:end]), -first) for first in range(start, end)]
    gutters, negative = max(whites, key=lambda found: (len(found[0]), found[1]))
    if len(gutters) < _COLUMNS - 1:
        return None
    first = -negative
    names = [_words_between(lines[first:end], left, right) for left, right in _between(gutters)]
    if any(len(" ".join(name)) > _LONGEST_NAME or NUMBER_CELL.fullmatch(name[0]) for name in names[1:]):
        return None
    if not (all(line.bold for line in lines[first:end]) or NUMBER_HEADER.fullmatch(" ".join(names[0]))):
        return None
    return first, end, gutters


def _may_name_columns(line: Line) -> bool:
    return line.bold or NUMBER_HEADER.fullmatch(line.words[0].text) is not None


def _is_header_below(sheet: Sheet, index: int) -> bool:
    """Whether a line goes on with the header above it."""
    above, line = sheet.lines[index - 1], sheet.lines[index]
    if line.bold != above.bold or line.y - above.y > STEP * line.size or table_between(sheet, above.y, line.y):
        return False
    if NUMBER_HEADER.fullmatch(above.words[0].text + line.words[0].text):
        return True  # "ST" over "T"
    return not (LIST_MARK.match(line.text) or NUMBER_CELL.fullmatch(line.words[0].text))


def _without_titles(lines: Sequence[Line], start: int, end: int) -> int:
    """The line behind a header, the title of the first group of rows left aside.

    The title begins at the left, stands by itself and is a little farther from the header than the header's lines are
    from each other, or runs over the columns.
    """
    left = min(line.x0 for line in lines[start:end])
    while end - start > 1:
        above, line = lines[end - 2], lines[end - 1]
        alone = not _whites([line]) and line.x0 < left + line.size
        steps = [below.y - upper.y for upper, below in pairwise(lines[start : end - 1])]
        apart = bool(steps) and line.y - above.y > min(steps) + 1
        if not alone or not (apart or len(_whites(lines[start : end - 1])) > len(_whites(lines[start:end]))):
            break
        end -= 1
    return end


def table_between(sheet: Sheet, top: float, bottom: float) -> bool:
    """Whether a table begins between two heights."""
    return any(top < table.grid.ys[0] < bottom for table in sheet.tables)


def _whites(lines: Sequence[Line]) -> list[Gutter]:
    """The white between the words of some lines taken together, where it is wider than a blank."""
    least = GUTTER * max(line.size for line in lines)
    words = sorted((word.box.x0, word.box.x1) for line in lines for word in line.words)
    found: list[Gutter] = []
    reached = words[0][1]
    for left, right in words:
        if left - reached >= least:
            found.append((reached, left))
        reached = max(reached, right)
    return found


def _between(gutters: Sequence[Gutter]) -> list[Gutter]:
    """The strips that gutters leave: from the end of each to the beginning of the next."""
    lefts = [-1e9, *(end for _, end in gutters)]
    rights = [*(start for start, _ in gutters), 1e9]
    return list(zip(lefts, rights, strict=True))


def _words_between(lines: Sequence[Line], left: float, right: float) -> list[str]:
    return [word.text for line in lines for word in line.words if left - 0.1 <= word.box.x0 < right]


def columns_under(header: Sequence[Line], rest: Sequence[Line], gutters: Sequence[Gutter]) -> Columns:
    """The columns of the table under a header. Names may be centred; what stands under them shows where each begins."""
    below = _below(rest, gutters)
    starts = [_column_start(gutter, below) for gutter in gutters]
    starts = sorted({*starts, *_inner_starts(header, below, starts)})
    return Columns.of(tuple(starts), header, below)


def _below(rest: Sequence[Line], gutters: Sequence[Gutter]) -> list[Line]:
    """Lines under a header down to where text runs over its gutters."""
    found: list[Line] = []
    over = 0
    for line in rest:
        shut = sum(not _is_open(line, gutter) for gutter in gutters)
        over = over + 1 if shut > len(gutters) / 2 else 0
        if over == 2:
            break
        found.append(line)
    return found


def _is_open(line: Line, gutter: Gutter) -> bool:
    """Whether a line leaves white in a gutter, or ends before or begins behind it."""
    return any(
        right.box.x0 - left.box.x1 >= GUTTER * line.size and left.box.x1 < gutter[1] and right.box.x0 > gutter[0]
        for left, right in pairwise(line.words)
    ) or not (line.x0 < gutter[0] and line.x1 > gutter[1])


def _column_start(gutter: Gutter, below: Sequence[Line]) -> float:
    """Where the column behind a gutter begins: where most lines begin anew and fewest run on."""
    left, right = gutter
    places = {right} | {word.box.x0 for line in below for word in line.words if left < word.box.x0 <= right + 0.5}
    return max(sorted(places), key=lambda x: sum(_votes(line, x) for line in below)) - 0.5


def _votes(line: Line, x: float) -> int:
    if crossed(line, (x,)):
        return -2
    return int(any(abs(word.box.x0 - x) < 1 for word in line.words))


def _inner_starts(header: Sequence[Line], below: Sequence[Line], starts: Sequence[float]) -> Iterator[float]:
    """The columns under a name that spans several ("Phân công" over "Chủ trì" and "Phối hợp")."""
    for left, right in pairwise((-1e9, *starts, 1e9)):
        for line in header:
            words = [word for word in line.words if left <= word.box.x0 < right]
            for one, other in pairwise(words):
                gutter = one.box.x1, other.box.x0
                if other.box.x0 - one.box.x1 < GUTTER * line.size:
                    continue
                x = _column_start(gutter, below)
                votes = [_votes(under, x + 0.5) for under in below]
                if votes.count(1) >= max(FEWEST, 10 * votes.count(-2)):
                    yield x
