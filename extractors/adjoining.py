"""Tables of one document beside one another: what one of them lacks is taken from another."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from extractors import columns, numbering, units
from extractors.excerpt import squeeze
from extractors.numbering import Numbering
from extractors.tables import TableReading
from models.plan import ColumnMeaning


def settled(readings: Mapping[int, TableReading]) -> dict[int, TableReading]:
    """The tables of a document by block, what one of them lacks taken from another.

    A header misread on a scan is understood as in a like table; a table without one that goes on from the table right
    above has its columns.
    """
    found = {block: reading.columns for block, reading in readings.items() if reading.role == "tasks"}
    likened = {block: columns.as_beside(own, list(found.values())) for block, own in found.items()}
    beside: dict[int, TableReading] = {}
    for block, reading in readings.items():
        own = replace(reading, columns=likened.get(block, reading.columns))
        above = beside.get(block - 1)
        if above and _goes_on(above, own):
            own = _going_on(above, own)
        elif above and _counts_on(above, own):
            own = replace(own, above=above)
        beside[block] = own
    return beside


def _goes_on(above: TableReading, own: TableReading) -> bool:
    """Whether a table is the rest of the table of tasks above it, which somebody has cut in two.

    It names no columns, has as many, and under the names above most of its cells of units and times hold such.
    """
    if above.role != "tasks" or above.cards or own.role == "tasks" or own.table.columns != above.table.columns:
        return False
    if not own.table.rows:
        return False
    if len([cell for cell in columns.once(own.grid[0]) if columns.of_header(cell.text)]) > 1:
        return False
    looks: tuple[tuple[ColumnMeaning, Callable[[str], bool]], ...] = (
        ("lead", units.is_unit),
        ("partners", units.is_unit),
        ("deadline", columns.is_time),
    )
    told = [
        is_right(squeeze(cell.text))
        for meaning, is_right in looks
        for column in above.columns.of(meaning)
        for row in own.grid
        if (cell := row[column]) is not None and cell.column_span == 1 and cell.text.strip()
    ]
    return bool(told) and 2 * sum(told) > len(told)


def _counts_on(above: TableReading, own: TableReading) -> bool:
    """Whether a table names the columns of the one above again and its first row counts on from the last one there."""
    if above.role != "tasks" or own.role != "tasks" or own.columns.headers != above.columns.headers:
        return False
    before, behind = _numbers(above), _numbers(own)
    if not before or not behind or behind[0] is None or before[-1] is None:
        return False
    return (behind[0].style, behind[0].last) == (before[-1].style, before[-1].last + 1) and behind[0].last > 1


def _numbers(reading: TableReading) -> list[Numbering | None]:
    """The numbers of a table's rows; None where a row has none."""
    rows = reading.grid[reading.columns.header_rows :]
    cells = [row[column] for row in rows for column in reading.columns.of("number")[:1]]
    return [numbering.parse_label(squeeze(cell.printed)) if cell is not None else None for cell in cells]


def _going_on(above: TableReading, own: TableReading) -> TableReading:
    return replace(own, columns=replace(above.columns, header_rows=0), role="tasks", cards=(), above=above)
