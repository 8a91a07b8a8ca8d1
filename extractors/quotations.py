"""Numbered text of a law that an item quotes over several paragraphs: none of it is an item of the plan.

"a) Nhiệm vụ được giao tại khoản 4 Điều 8 “4. Ủy ban nhân dân cấp tỉnh quản lý các loại đường sau đây:", then "b) Đường
đô thị;”", then label lines: these are the first one's.
"""

import re
from collections.abc import Sequence

from extractors import labels
from extractors.excerpt import is_body, whole
from models import Block, Paragraph

# A mark with a number behind it as laws have them, and no mark that closes. Offices open with the closing mark, too.
_OPENS = re.compile(r"(?<!\S)[“”\"«]\s*(?:(?:Điều )?\d{1,2}\.|[a-zđ]\))\s[^”\"»]*$")
_CLOSES = re.compile(r"[”\"»]\s*[.;,]?\s*$")
# Where no mark closes it within so many paragraphs, it was forgotten.
_MOST_PARAGRAPHS = 12


def continued(blocks: Sequence[Block], start: int, end: int) -> frozenset[int]:
    """The blocks in [start, end) that go on with a quotation, up to the one that closes it.

    Label lines stand in none: a quotation that runs into one was left open.
    """
    found: set[int] = set()
    for index in range(start, end):
        block = blocks[index]
        if index not in found and isinstance(block, Paragraph) and _OPENS.search(block.text):
            found.update(_rest(blocks, index + 1, end))
    return frozenset(found)


def _rest(blocks: Sequence[Block], start: int, end: int) -> Sequence[int]:
    """The blocks from `start` on that a quotation opened before them goes on in, none if nothing closes it."""
    rest: list[int] = []
    for index in range(start, min(end, start + _MOST_PARAGRAPHS)):
        block = blocks[index]
        if not is_body(block):
            continue
        if not isinstance(block, Paragraph) or _OPENS.search(block.text) or labels.read(whole(index, block)):
            return ()
        rest.append(index)
        if _CLOSES.search(block.text):
            return rest
    return ()
