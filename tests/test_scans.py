"""Tables on scans are those of the Word files that the scans were made of: none lost, no rows merged, most cells exact.

Both lie beside the project, in ../shared. Read once with the scans of `tests.test_floor`.
"""

from pathlib import Path

import pytest

import kehoach
from models import Document, Table
from tests import readings

RENDERED = Path(__file__).resolve().parents[2] / "shared" / "seeds" / "rendered"
LEAST_EXACT = 0.90

pytestmark = pytest.mark.skipif(not RENDERED.exists(), reason="../shared is not here: there are no scans to compare")


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def cells(table: Table) -> dict[tuple[int, int, int, int], str]:
    """The cells' texts without blanks, by row, column and spans."""
    return {(c.row, c.column, c.row_span, c.column_span): "".join(c.printed.split()) for c in table.cells}


@pytest.mark.parametrize("name", ["001", "004"])
def test_a_scanned_table_is_that_of_the_word_file(name: str) -> None:
    printed = tables(kehoach.read(RENDERED / f"{name}.docx"))
    scanned = tables(readings.document(RENDERED / f"{name}-scan.pdf"))
    assert [(t.rows, t.columns) for t in scanned] == [(t.rows, t.columns) for t in printed]
    pairs = [(cells(p), cells(s)) for p, s in zip(printed, scanned, strict=True)]
    assert [s.keys() for _, s in pairs] == [p.keys() for p, _ in pairs]
    wrong = [(place, text, s[place]) for p, s in pairs for place, text in p.items() if s[place] != text]
    exact = 1 - len(wrong) / sum(len(p) for p, _ in pairs)
    print(f"{name}: {exact:.4f} of the cells are exact")
    assert exact >= LEAST_EXACT, wrong
