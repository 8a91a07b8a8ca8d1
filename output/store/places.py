"""Where a block's words stand, as few bytes: columns of what changes from word to word, which pack well.

A packed text is the count of places and then, for each column, the bytes that its numbers take and these bytes, all
lowest bytes first; deflated. Coordinates are kept in tenths of a point, less than a picture of a page can show.
"""

import math
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, repeat

from models import Box, Place

_FARTHEST = 10_000_000  # tenths of a point; a page of a PDF ends at a hundredth of it, but its numbers need not
_COLUMNS = 7
_RAW = -15  # zlib's way to say: without header and checksum


def pack(places: Sequence[Place]) -> bytes | None:
    """The places without their readings; None for none at all. What is no number counts as 0."""
    if not places:
        return None
    rows = [_row(place) for place in places]
    packed = bytearray(len(rows).to_bytes(4, "little"))
    for column in zip(*map(_change, (_START, *rows), rows), strict=True):
        numbers = [2 * number if number >= 0 else -2 * number - 1 for number in column]
        size = (max(numbers).bit_length() + 7) // 8
        spread = b"".join(number.to_bytes(size, "little") for number in numbers)
        packed.append(size)
        for byte in range(size):
            packed += spread[byte::size]
    deflate = zlib.compressobj(9, zlib.DEFLATED, _RAW)
    return deflate.compress(packed) + deflate.flush()


def unpack(packed: bytes | None) -> tuple[Place, ...]:
    """The places, their coordinates to 0.1 pt."""
    if packed is None:
        return ()
    unpacked = zlib.decompress(packed, _RAW)
    count, at = int.from_bytes(unpacked[:4], "little"), 4
    columns: list[list[int]] = []
    for _ in range(_COLUMNS):
        size = unpacked[at]
        ends = [at + 1 + count * byte for byte in range(size + 1)]
        planes = [unpacked[start:end] for start, end in pairwise(ends)]
        at = ends[-1]
        words = zip(*planes, strict=True) if size else repeat((), count)
        columns.append([_signed(int.from_bytes(word, "little")) for word in words])
    return tuple(_places(zip(*columns, strict=True)))


_Row = tuple[int, int, int, int, int, int, int]  # start, end, page, x0, y0, x1, y1
_START: _Row = (0, 0, 0, 0, 0, 0, 0)


def _row(place: Place) -> _Row:
    x0, y0, x1, y1 = map(_tenths, place.box)
    return place.start, place.end, place.page, x0, y0, x1, y1


def _change(before: _Row, row: _Row) -> tuple[int, ...]:
    """What of a word does not follow from the one before it: words stand behind one another in lines of one height."""
    start, end, page, x0, y0, x1, y1 = row
    height = before[6] - before[4]
    return start - before[1], end - start, page - before[2], x0 - before[5], x1 - x0, y0 - before[4], y1 - y0 - height


def _places(changes: Iterable[tuple[int, ...]]) -> Iterator[Place]:
    end = page = x1 = y0 = height = 0
    for gap, length, turned, left, width, down, taller in changes:
        start, page, x0, y0, height = end + gap, page + turned, x1 + left, y0 + down, height + taller
        end, x1 = start + length, x0 + width
        yield Place(start, end, page, Box(x0 / 10, y0 / 10, x1 / 10, (y0 + height) / 10))


def _tenths(points: float) -> int:
    return max(-_FARTHEST, min(_FARTHEST, round(10 * points))) if math.isfinite(points) else 0


def _signed(number: int) -> int:
    return number // 2 if number % 2 == 0 else -(number + 1) // 2
