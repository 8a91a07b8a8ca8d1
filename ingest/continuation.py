r"""What a page break cuts, joined again: table rows, merged cells, tables; and how two paragraphs become one.

The readers call `join_tables` for two neighbours that only a page break parts. It decides by the content, and by the
places where the format gives them, and returns None when the two are two.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from models import Cell, Paragraph, Place, Table

LIST_MARK = re.compile(
    r"[-–—+*•●▪◦‣·]\s|[-–•●▪](?![A-ZĐ]{2})\w|\(?\d{1,2}[.)]\s|\d{1,2}(?:\.\d{1,2}){1,4}\.?\s|\(?[a-zđ]\)|[IVX]{1,5}\.\s|\(\d{1,2}\)"
)
"""What opens a list item: a bullet, "1.", "1.2.", "a)", "(1)", "IV."."""

NUMBER_CELL = re.compile(r"(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLivx]{1,6}|[A-ZĐa-zđ])[.)]?|[-+*•])")
"""All that stands in the cell of a row's number: "1", "1.2.", "IV", "a)", "(3)"."""
NUMBER_HEADER = re.compile(r"(?:s\s*\.?\s*)?tt\.?|số\s+tt|số\s+thứ\s+tự|stt.*", re.IGNORECASE)
"""The name of a column of such numbers."""
_LABEL = re.compile(r"[^\W\d_a-zà-ỹđ][^:;,.]{2,24}:")
_SENTENCE_END = re.compile(r"[.;:!?…][\"”’)\]]*$")
_OPEN_END = re.compile(r"[,(\[“‘–/]$|\w-$")
_CLOSING_START = re.compile(r"[,.;:!?)\]”’%/]")
_HYPHEN_AT_END = re.compile(r"\w[-–/]$")
_HYPHEN_AT_START = re.compile(r"[-–][A-ZĐ]{2}")


def joined(first: Paragraph, second: Paragraph) -> Paragraph:
    """The two as one paragraph, with the look of the first."""
    glue = "" if is_one_word(first.text, second.text) else " "
    start = len(first.text) + len(glue)
    return replace(
        first,
        text=first.text + glue + second.text,
        places=first.places + tuple(place.moved(start) for place in second.places),
    )


def is_one_word(upper: str, lower: str) -> bool:
    """Whether the end of a line cuts a word at its hyphen: "QĐ-" / "UBND", "30/" / "2020", "NĐ" / "-CP"."""
    if _HYPHEN_AT_START.match(lower):
        return upper[-1:].isupper() or upper[-1:].isdigit()
    return bool(_HYPHEN_AT_END.search(upper)) and lower[:1].isalnum()


def join_tables(first: Table, second: Table) -> Table | None:
    """Both as one table when `second`, on the next page, continues `first`; None when they are two tables.

    A header that `second` repeats is dropped and counted in `header_rows`. A row that the page cuts is one row
    again, its cells' paragraphs joined; so is a merged cell that goes on below the cut.
    """
    if first.columns != second.columns or first.part != second.part:
        return None
    repeated = _repeated_header(first, second)
    if not repeated and _opens_with_a_header(second, first):
        return None
    rest = _without_top_rows(second, repeated)
    header_rows = max(first.header_rows, repeated)
    if not rest.rows:
        return replace(first, header_rows=header_rows)
    pairs = _pairs(first, rest)
    return replace(_stacked(first, rest, pairs, cut=_is_cut(first, pairs)), header_rows=header_rows)


def _goes_on(upper: str, lower: str) -> bool:
    """Whether a sentence runs from `upper` into `lower`."""
    if _OPEN_END.search(upper) or _CLOSING_START.match(lower) or is_one_word(upper, lower):
        return True
    return lower[0].islower() and not _SENTENCE_END.search(upper)


def _line_is_full(first: Paragraph, second: Paragraph) -> bool:
    """Whether the next word would not have fitted into the last line of `first`, as far as the places tell."""
    if not first.places or not second.places or (second.look.indent or 0) > 6:
        return False
    last = first.places[-1]
    same_page = [place.box for place in first.places if place.page == last.page]
    if min(box.y0 for box in same_page) > last.box.y0 - 2:
        return False  # a single line tells nothing about the width
    next_word = second.places[0].box
    return last.box.x1 + (next_word.x1 - next_word.x0) > max(box.x1 for box in same_page)


def _repeated_header(first: Table, second: Table) -> int:
    """How many rows at the top of `second` say the same as those at the top of `first`."""
    # A header never takes the whole table, and a row of nothing but blanks repeats nothing.
    most = min(first.rows - 1, second.rows)
    for count in range(min(most, 4), 0, -1):
        top = _top(first, count)
        if any(text for *_, text in top) and _says_the_same(top, _top(second, count)):
            return count
    return 0


_HeaderCell = tuple[int, int, int, int, str]


def _says_the_same(top: Sequence[_HeaderCell], other: Sequence[_HeaderCell]) -> bool:
    """Whether two headers are equal. One name may lack its last line: some programs cut what repeats at its height."""
    if len(top) != len(other):
        return False
    unequal = [(one[-1], two[-1]) for one, two in zip(top, other, strict=True) if one != two]
    places = all(one[:-1] == two[:-1] for one, two in zip(top, other, strict=True))
    cut = len(unequal) == 1 and len(top) > 2 and len(unequal[0][1]) > 3 and unequal[0][0].startswith(unequal[0][1])
    return places and (not unequal or cut)


def _top(table: Table, rows: int) -> list[_HeaderCell]:
    return [
        (cell.row, cell.column, min(cell.row_span, rows - cell.row), cell.column_span, _folded(cell.text))
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column))
        if cell.row < rows
    ]


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _opens_with_a_header(second: Table, first: Table) -> bool:
    """Whether the first row of `second` names columns: then it is a table of its own."""
    top = [cell for cell in second.cells if cell.row == 0]
    if NUMBER_HEADER.fullmatch(top[0].text.strip()):
        return True
    names = [cell for cell in first.cells if cell.row == 0]
    return _names_columns(top, second.columns) and _names_columns(names, first.columns)


def _names_columns(row: Sequence[Cell], columns: int) -> bool:
    return (
        columns > 1
        and len(row) > 1
        and all(cell.paragraphs and all(p.look.bold for p in cell.paragraphs) and len(cell.text) < 60 for cell in row)
        and not NUMBER_CELL.fullmatch(row[0].text.strip())
    )


def _without_top_rows(table: Table, count: int) -> Table:
    cells = tuple(replace(cell, row=cell.row - count) for cell in table.cells if cell.row >= count)
    return replace(table, cells=cells, rows=table.rows - count, header_rows=0)


Pair = tuple[Cell, Cell | None]
"""A cell of the first row below the page break, and the cell with the same columns just above it."""


def _pairs(first: Table, rest: Table) -> list[Pair]:
    last = first.rows - 1
    above = {
        (cell.column, cell.column_span): cell for cell in first.cells if cell.row <= last < cell.row + cell.row_span
    }
    return [(cell, above.get((cell.column, cell.column_span))) for cell in rest.cells if cell.row == 0]


def _is_cut(first: Table, pairs: Sequence[Pair]) -> bool:
    """Whether the first row below the page break is the rest of the last row above it.

    That needs a sentence that runs on in one of its cells. Or else its number and its longest column are empty, for
    a row of its own has at least one of them; or nothing but its longest column is filled, and the text above it has
    not ended.
    """
    if any(upper is None for _, upper in pairs):
        return False
    number = next((lower.text.strip() for lower, _ in pairs if lower.column == 0), "")
    if NUMBER_CELL.fullmatch(number):
        return False
    filled = [(lower, upper) for lower, upper in pairs if upper and lower.text.strip()]
    if not filled:
        return True
    going_on = sum(_cell_goes_on(first, lower, upper) for lower, upper in filled)
    # A row that fills every column is hardly the rest of another: then one sentence is not enough.
    if going_on and (len(filled) < len(pairs) - 1 or going_on >= len(filled) / 2):
        return True
    longest = _longest_column(first)
    if number or not all(upper.text.strip() and _reaches_the_cut(upper, pairs) for _, upper in filled):
        return False
    if all(lower.column != longest for lower, _ in filled):
        return not all(_is_finished(upper, lower) for lower, upper in filled)
    if len(filled) == 1:
        return _is_unfinished(*filled[0])
    partly = len(filled) < len(pairs) - 1
    return partly and all(_is_unfinished(lower, upper) or _lists_on(lower, upper) for lower, upper in filled)


def _is_finished(upper: Cell, lower: Cell) -> bool:
    """Whether `upper` ends with a full stop and `lower` begins anew."""
    return bool(_SENTENCE_END.search(upper.text.strip())) and not LIST_MARK.match(lower.text)


def _is_unfinished(lower: Cell, upper: Cell) -> bool:
    """Whether `lower` may be the rest of `upper`, which ends without a full stop, in the same face."""
    last, first = upper.paragraphs[-1], lower.paragraphs[0]
    if _SENTENCE_END.search(last.text) or LIST_MARK.match(first.text) or last.look.bold != first.look.bold:
        return False
    # A capital begins most sentences: then the line above must leave no room for the word.
    return not first.text[:1].isupper() or _line_is_full(last, first)


def _lists_on(lower: Cell, upper: Cell) -> bool:
    """Whether both parts of a cell are lists."""
    return all(LIST_MARK.match(cell.paragraphs[-1].text) for cell in (upper, lower))


def _cell_goes_on(first: Table, lower: Cell, upper: Cell) -> bool:
    if not upper.text.strip() or not _goes_on(upper.text.strip(), lower.text.strip()):
        return False
    if _OPEN_END.search(upper.text.strip()) or not lower.text.strip()[0].islower():
        return True
    # In some columns every cell starts with a small letter ("các sở, ngành"): there it tells nothing.
    texts = [cell.text.strip() for cell in first.cells if cell.column == lower.column and cell.text.strip()]
    return sum(text[0].islower() for text in texts) <= len(texts) * 0.2


def _longest_column(table: Table) -> int:
    lengths = [0] * table.columns
    for cell in table.cells:
        if cell.column_span == 1:
            lengths[cell.column] += len(cell.text)
    return lengths.index(max(lengths))


def _reaches_the_cut(upper: Cell, pairs: Sequence[Pair]) -> bool:
    """Whether the text above goes down to where its row is cut: a cell with room left is not cut.

    Two and a half lines are left for the programs that never part the last two lines of a paragraph.
    """
    bottoms = [box for _, above in pairs if above for box in _boxes(above)]
    own = _boxes(upper)
    if not own:
        return True
    lowest = max(own, key=lambda place: (place.page, place.box.y1))
    cut = max((place.box.y1 for place in bottoms if place.page == lowest.page), default=0.0)
    return cut - lowest.box.y1 < 2.5 * 1.3 * (lowest.box.y1 - lowest.box.y0)


def _boxes(cell: Cell) -> list[Place]:
    return [place for paragraph in cell.paragraphs for place in paragraph.places]


def _stacked(first: Table, rest: Table, pairs: Iterable[Pair], cut: bool) -> Table:
    """`rest` under `first`. What goes on below the page break becomes a part of the cell above it."""
    shift = first.rows - (1 if cut else 0)
    grown: dict[Cell, Cell] = {}
    swallowed: set[int] = set()
    goes_on = dict.fromkeys((lower.column for lower, _ in pairs), cut) if cut else _merged_columns(first, pairs)
    for lower, upper in pairs:
        if upper is None or not goes_on.get(lower.column):
            continue
        swallowed.add(lower.column)
        grown[upper] = replace(
            upper,
            paragraphs=_joined_cells(upper.paragraphs, lower.paragraphs),
            row_span=upper.row_span + lower.row_span - (1 if cut else 0),
        )
    cells = [grown.get(cell, cell) for cell in first.cells]
    cells += [
        replace(cell, row=cell.row + shift) for cell in rest.cells if cell.row > 0 or cell.column not in swallowed
    ]
    return replace(first, cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))), rows=shift + rest.rows)


def _joined_cells(upper: tuple[Paragraph, ...], lower: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    if not upper or not lower:
        return upper or lower
    # Inside a cut cell the sentence may run on over a capital letter too ("Ủy ban" / "Mặt trận").
    start = lower[0].text
    may_go_on = not LIST_MARK.match(start) and not _LABEL.match(start) and not _SENTENCE_END.search(upper[-1].text)
    if lower[0].label or not (may_go_on or _goes_on(upper[-1].text, start)):
        return upper + lower
    return (*upper[:-1], joined(upper[-1], lower[0]), *lower[1:])


def _merged_columns(first: Table, pairs: Iterable[Pair]) -> dict[int, bool]:
    """Per column: whether its cell above the break, between two whole rows, is merged with the one below."""
    pairs = list(pairs)
    # A row with neither number nor text of its own shares those of the row above.
    leading_empty = {0, _longest_column(first)}
    shares_leading = all(not lower.text.strip() for lower, _ in pairs if lower.column in leading_empty)
    any_text = any(lower.text.strip() for lower, _ in pairs)
    merged = {}
    for lower, upper in pairs:
        if upper is None or not upper.text.strip():
            merged[lower.column] = False
        elif lower.text.strip():
            merged[lower.column] = lower.row_span > 1 and _goes_on(upper.text.strip(), lower.text.strip())
        else:
            spans = lower.row_span > 1 or upper.row_span > 1
            merged[lower.column] = any_text and (spans or (shares_leading and lower.column in leading_empty))
    return merged
