"""Numbers in a table's first column follow their sequence; what is right, or not in that column, stays."""

from collections.abc import Sequence

import pytest

from ingest.grid import Grid, GridCell
from ingest.pdf.frame import Frame
from ingest.scan.mending import mend
from ingest.scan.repair import rules
from ingest.scan.repair.number_column import RULE, repaired_numbers
from ingest.scan.seeing import SeenPage, SeenWord
from models import Box, Reading

FRAME = Frame(0, 0, 595, 842, 0)


def word(text: str, x: float = 0.0) -> SeenWord:
    return SeenWord(text, Reading(0.6), Box(x, 0, x + 10, 10), 10.0, 9.0, 50, 20, False)


def page(rows: Sequence[Sequence[str]], xs: Sequence[float] = (50, 80, 550)) -> SeenPage:
    """A page with a table of these rows; a text's words are parted by blanks, its lines by "/"."""
    ys = [100.0 + 20 * index for index in range(len(rows) + 1)]
    cells = tuple(
        GridCell(row, column, 1, 1, Box(xs[column], ys[row], xs[column + 1], ys[row + 1]))
        for row in range(len(rows))
        for column in range(len(xs) - 1)
    )
    grid = Grid(tuple(xs), tuple(ys), cells, {(cell.row, cell.column): at for at, cell in enumerate(cells)})
    texts = [
        [[word(each) for each in line.split()] for line in text.split("/") if line] for row in rows for text in row
    ]
    return SeenPage(1, FRAME, tables=[(grid, texts)])


def firsts(*pages: SeenPage) -> list[str]:
    """The first columns' texts after the repair."""
    mend(pages)
    return [
        "/".join(" ".join(own.text for own in line) for line in lines)
        for each in pages
        for grid, cells in each.tables
        for cell, lines in zip(grid.cells, cells, strict=True)
        if cell.column == 0
    ]


@pytest.mark.parametrize(
    ("read", "right"),
    [
        pytest.param(["I", "H", "III"], ["I", "II", "III"], id="H is II"),
        pytest.param(["I", "N", "IH", "IV"], ["I", "II", "III", "IV"], id="N is II, IH is III"),
        pytest.param(["l", "II", "Il1"], ["I", "II", "III"], id="small l and 1 are I"),
        pytest.param(["l", "2", "3"], ["1", "2", "3"], id="a stroke over 2 is 1"),
        pytest.param(["STT", "|.", "2."], ["STT", "1.", "2."], id="a rule over 2 is 1"),
        pytest.param(["I", "Ị", "2", "H"], ["I", "1", "2", "II"], id="a stroke over 2 in a group is 1"),
        pytest.param(["|", "1", "2", "H"], ["I", "1", "2", "II"], id="a stroke over 1 is I"),
        pytest.param(["I", "2", "3"], ["I", "2", "3"], id="I stays: the 1 under it may be lost"),
        pytest.param(["I.", "H.", "III."], ["I.", "II.", "III."], id="full stops stay"),
        pytest.param(["I", "1", "2", "H", "1", "2"], ["I", "1", "2", "II", "1", "2"], id="arabic numbers between"),
        pytest.param(["5,6", "5,7"], ["5.6", "5.7"], id="a comma is a point"),
        pytest.param(["1,2,3", "1.2.4"], ["1.2.3", "1.2.4"], id="three deep"),
        pytest.param(["5.6", "5.7", "10"], ["5.6", "5.7", "10"], id="right numbers"),
        pytest.param(["I", "II", "III", "IV", "V"], ["I", "II", "III", "IV", "V"], id="right roman numerals"),
        pytest.param(["V", "VI", "VH", "VIII"], ["V", "VI", "VII", "VIII"], id="a table that begins later"),
        pytest.param(["1", "2", "3"], ["1", "2", "3"], id="arabic numbers alone"),
        pytest.param(["I", "1", "11", "1", "2"], ["I", "1", "II", "1", "2"], id="11 where II is due"),
        pytest.param(["I", "9", "10", "11", "12"], ["I", "9", "10", "11", "12"], id="11 where 11 is due"),
        pytest.param(["g", "h", "i", "k", "l"], ["g", "h", "i", "k", "l"], id="letters of another list"),
        pytest.param(["H", "I", "K", "L", "M", "N"], ["H", "I", "K", "L", "M", "N"], id="capitals of another list"),
        pytest.param(["I", "III", "H"], ["I", "III", "H"], id="H where IV is due"),
        pytest.param(["XIV", "XV", "XVI", "H"], ["XIV", "XV", "XVI", "H"], id="H where XVII is due"),
        pytest.param(["I", "1.1", "1.2", "2"], ["1", "1.1", "1.2", "2"], id="I over 1.1 is 1"),
        pytest.param(["4", "S", "5.1", "5.2"], ["4", "5", "5.1", "5.2"], id="S over 5.1 is 5"),
        pytest.param(["2", "21", "2.2"], ["2", "2.1", "2.2"], id="a stop lost behind its group"),
        pytest.param(["2.6", "2/7", "2.8"], ["2.6", "2.7", "2.8"], id="a stroke for a stop"),
        pytest.param(["4.2", "443", "4.4"], ["4.2", "4.3", "4.4"], id="a digit for a stop"),
        pytest.param(["4.2", "443", "4.5"], ["4.2", "443", "4.5"], id="a number that the next one does not bear out"),
        pytest.param(["20", "21", "22"], ["20", "21", "22"], id="21 where 21 is due"),
        pytest.param(["", "STT", "-"], ["", "STT", "-"], id="no numbers"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_numbers(read: list[str], right: list[str]) -> None:
    assert repaired_numbers(read) == right


def test_a_sequence_goes_on_over_pages() -> None:
    assert firsts(page([["I", "x"], ["II", "x"]]), page([["IH", "x"]])) == ["I", "II", "III"]


def test_other_columns_stay() -> None:
    made = page([["I", "H"], ["II", "5,6"]])
    mend([made])
    assert [own.text for own in made.words] == ["I", "H", "II", "5,6"]


@pytest.mark.parametrize("text", [pytest.param("H HH", id="two words"), pytest.param("H/H", id="two lines")])
def test_what_is_more_than_a_number_stays(text: str) -> None:
    assert firsts(page([["I", "x"], [text, "x"], ["III", "x"]])) == ["I", text, "III"]


def test_a_wide_first_column_holds_no_numbers() -> None:
    assert firsts(page([["I", "x"], ["H", "x"], ["5,6", "x"]], xs=(50, 200, 550))) == ["I", "H", "5,6"]


def test_lines_outside_of_tables_stay() -> None:
    made = SeenPage(1, FRAME, lines=[[word("I")], [word("H")]])
    mend([made])
    assert [own.text for own in made.words] == ["I", "H"]


def test_what_was_read_is_kept_beside_it() -> None:
    made = page([["I", "x"], ["H", "x"]])
    mend([made])
    first, _, second, _ = made.words
    assert first.reading == Reading(0.6)
    assert (second.reading.as_read, second.reading.rule) == ("H", RULE)
    assert second.reading.confidence == rules.load()["share_on_pages"][RULE]
