"""The two columns at a document's head and end: the issuer beside the Quốc hiệu, the recipients beside the signature.

Their lines stand at heights of their own on either side, so they must be read column by column (Decree 30/2020/NĐ-CP,
appendix I: the layout of the parts of an administrative document).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from ingest.pdf.lines import Line, Word


class TwoColumns(NamedTuple):
    """The lines of the left column and those of the right one."""

    left: list[Line]
    right: list[Line]

    @property
    def y(self) -> float:
        """The first base line."""
        return min(line.y for line in (*self.left, *self.right))

    @property
    def is_end(self) -> bool:
        """Whether it is the end of a document: the recipients beside the signature."""
        return any(_END.match(line.text) for line in self.left)


def with_columns(lines: Sequence[Line], left: float, right: float) -> Iterator[Line | TwoColumns]:
    """The lines of a page whose text runs from `left` to `right`, with each head and end in two columns."""
    start = 0
    while start < len(lines):
        found = _columns_at(lines, start, left, right)
        if found is None:
            yield lines[start]
            start += 1
        else:
            end, columns = found
            yield columns
            start = end


_HEAD = re.compile(r"CỘNG\s+(?:HÒA|HOÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")
_END = re.compile(r"Nơi\s+(?:nhận|gửi)\s*:?", re.IGNORECASE)
_ADDRESSEE = re.compile(r"Kính\s+(?:gửi|trình)", re.IGNORECASE)
_LINES_BEFORE = 3  # the most lines by which the other column may begin above the line that tells
_GAP = 0.7  # in sizes of the type: the least gap between the columns


def goes_on(line: Line, end: TwoColumns) -> TwoColumns | None:
    """A line at the top of a page as a part of the end in two columns at the foot of the page before, which the page
    break cuts: one more of the recipients, a line in the middle of the signature's column, or both.
    """
    gaps = [right.box.x0 for left, right in pairwise(line.words) if right.box.x0 - left.box.x1 > 2 * line.size]
    halves = [_part(line, -1e9, gaps[0]), _part(line, gaps[0], 1e9)] if len(gaps) == 1 else [line]
    left = [part for part in halves if part and _is_recipient(part, end.left[-1])]
    right = [part for part in halves if part and _is_below_signature(part, end.right)]
    return TwoColumns(left, right) if len(left) + len(right) == len(halves) else None


def _is_recipient(line: Line, above: Line) -> bool:
    listed = line.text.startswith(("-", "–")) or line.text[0].islower()
    return listed and abs(line.x0 - above.x0) < 3 and abs(line.size - above.size) < 2.1


def _is_below_signature(line: Line, above: Sequence[Line]) -> bool:
    left, right = min(other.x0 for other in above), max(other.x1 for other in above)
    return abs(line.x0 + line.x1 - left - right) < 2 * line.size and line.x1 - line.x0 < 20 * line.size


def _columns_at(lines: Sequence[Line], start: int, left: float, right: float) -> tuple[int, TwoColumns] | None:
    """The end and the content of two columns that begin at `start`."""
    tell = next((i for i in range(start, min(start + _LINES_BEFORE + 1, len(lines))) if _tells(lines[i])), None)
    if tell is None:
        return None
    runs = []
    for share in range(25, 75):
        gutter = left + (right - left) * share / 100
        end = start
        while end < len(lines) and _room(lines[end], gutter) and not _ends(lines, end, tell, (left + right) / 2):
            end += 1
        if end > tell and _before_fits(lines[start:tell], lines[tell], gutter):
            runs.append((end, min(_room(line, gutter) for line in lines[start:end]), gutter))
    end, _, gutter = max(runs, default=(start, 0.0, 0.0))
    motto = next((i for i in range(tell, min(tell + _HEAD_LINES, len(lines))) if _MOTTO.search(lines[i].text)), None)
    if motto is not None and (
        motto >= end or not any(_MOTTO.search(line.text) for line in _right(lines[start:end], gutter))
    ):
        return _ragged(lines, start, motto)
    if not runs:
        return None
    columns = TwoColumns(
        [part for line in lines[start:end] if (part := _part(line, -1e9, gutter))],
        _right(lines[start:end], gutter),
    )
    return (end, columns) if columns.left and columns.right else None


def _right(lines: Sequence[Line], gutter: float) -> list[Line]:
    return [part for line in lines if (part := _part(line, gutter, 1e9))]


_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = re.compile(r"Độc\s+lập\s*[-–]\s*Tự\s+do", re.IGNORECASE)
_DAY = re.compile(r"(?:^|(?<=\s))[^\W\d_a-z][^,/:]{1,40},\s*ngày\b")
_HEAD_LINES = 5  # the most from the Quốc hiệu to the motto, or from there to the day


def _ragged(lines: Sequence[Line], start: int, motto: int) -> tuple[int, TwoColumns] | None:
    """A head whose columns are parted by tabs alone and overlap: its right side is told by what it must say, the Quốc
    hiệu, the motto under it, then the place and the day (Decree 30/2020/NĐ-CP, appendix I).
    """
    day = next((i for i in range(motto, min(motto + _HEAD_LINES, len(lines))) if _DAY.search(lines[i].text)), motto)
    columns = TwoColumns([], [])
    for line in lines[start : day + 1]:
        found = _HEAD.search(line.text.upper()) or _MOTTO.search(line.text) or _DAY.search(line.text)
        ends_nation = _NATION.endswith(f" {line.text.upper()}")
        at = found.start() if found else 0 if ends_nation else len(line.text)
        lengths = accumulate(len(word.text) + (not word.glued) for word in line.words)
        words = sum(length <= at for length in lengths)
        if words:
            columns.left.append(replace(line, words=line.words[:words]))
        if words < len(line.words):
            columns.right.append(replace(line, words=line.words[words:]))
    return (day + 1, columns) if columns.left and columns.right else None


def _tells(line: Line) -> bool:
    return bool(_HEAD.search(line.text.upper()) or _END.match(line.text))


def _before_fits(before: Sequence[Line], tell: Line, gutter: float) -> bool:
    """Whether lines above the one that tells can be the other column's: beside it, and not far up."""
    on_left = _END.match(tell.text) is not None
    return all(
        (line.x0 > gutter if on_left else line.x1 < gutter) and tell.y - line.y < 3 * tell.size for line in before
    )


def _ends(lines: Sequence[Line], index: int, tell: int, middle: float) -> bool:
    """Whether a line below the one that tells is the first after the columns: a centred title, an addressee."""
    line = lines[index]
    if index <= tell:
        return False
    if _ADDRESSEE.match(line.text) or (_tells(line) and line.y - lines[tell].y > 3 * line.size):
        return True
    return _widest_gap(line) < 2 * line.size and abs((line.x0 + line.x1) / 2 - middle) < line.size


def _widest_gap(line: Line) -> float:
    return max((right.box.x0 - left.box.x1 for left, right in pairwise(line.words)), default=0.0)


def _room(line: Line, gutter: float) -> float:
    """How far the words nearest to the gutter stay away from it; 0 when the line runs across it."""
    lefts = [word.box.x1 for word in line.words if word.box.x0 < gutter]
    rights = [word.box.x0 for word in line.words if word.box.x0 >= gutter]
    near = min(gutter - max(lefts, default=-1e9), min(rights, default=1e9) - gutter)
    if near < 0 or (lefts and rights and min(rights) - max(lefts) < _GAP * line.size):
        return 0.0
    return near + 0.01


def _part(line: Line, start: float, end: float) -> Line | None:
    """The words of a line that begin between `start` and `end`."""
    words: tuple[Word, ...] = tuple(word for word in line.words if start <= word.box.x0 < end)
    return replace(line, words=words) if words else None
