"""Columns of figures: a cell that was not read as one is read again, alone and as digits.

In a cell of a single figure tesseract has no neighbours to go by, and reads "1" as a stroke, "21" as "2 1L", or nothing
at all. Where most cells of a column hold a figure, digits are what the rest holds, too.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.grid import GridCell

CHARACTERS = "0123456789.,/%"
"""What the second reading may find."""

LEAST = 0.7
"""The confidence from which the second reading is taken."""

RULE = "digits"
"""The rule's name, as a word's reading tells it; its share of right readings stands in repair/rules.toml."""

_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*[.%]?")
_WORD = re.compile(r"[^\W\d_]{2}|\b[^\W\d_]\b")
_LEAST_FIGURES = 3
_SHARE = 0.6  # of the column's cells in which anything was read, header and titles of groups left aside


def is_figure(text: str) -> bool:
    """Whether a text is a number as cells hold it: "12", "3.1.", "2.989,5", "18/18", "80%"."""
    return bool(_FIGURE.fullmatch(text))


def unread(cells: Sequence[GridCell], texts: Sequence[str]) -> list[int]:
    """The indexes of the cells in columns of figures that must hold a figure and were not read as one.

    `texts` are what was read in each cell. Cells with words (or a lone letter, as "I" over "1") keep them.
    """
    columns: dict[int, list[int]] = defaultdict(list)
    for index, cell in enumerate(cells):
        if cell.column_span == 1:
            columns[cell.column].append(index)
    found: list[int] = []
    for own in columns.values():
        odd = [index for index in own if not is_figure(texts[index]) and not _WORD.search(texts[index])]
        read = [index for index in own if is_figure(texts[index])]
        filled = [index for index in own[1:] if texts[index]]
        if len(read) >= max(_LEAST_FIGURES, _SHARE * len(filled)):
            found.extend(odd)
    return found
