"""Roman numerals are counted on the picture: what the reader made of the strokes does not matter."""

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.scan.strokes import leading, put_right, strokes_in

HEIGHT = 24


def drawn(shapes: str) -> NDArray[np.uint8]:
    """I a stroke with serifs, H two with a bar, / a slanted one, . a stop, - a dash, 1 dot apart and more."""
    columns = [np.zeros((HEIGHT, 3), np.uint8)]
    for shape in shapes:
        made = np.zeros((HEIGHT, 9), np.uint8)
        if shape in "IH":
            made[:, 3:6] = 1
            made[[0, 1, -2, -1], 1:8] = 1
        if shape == "H":
            second = np.zeros((HEIGHT, 9), np.uint8)
            second[:, 3:6] = 1
            made = np.hstack([made, second])
            made[HEIGHT // 2 - 1 : HEIGHT // 2 + 2, 3:15] = 1
        if shape == "/":
            for row in range(HEIGHT):
                at = round(7 * (HEIGHT - 1 - row) / (HEIGHT - 1))
                made[row, at : at + 2] = 1
        if shape == ".":
            made[-3:, 2:5] = 1
        if shape == "-":
            made[HEIGHT // 2 : HEIGHT // 2 + 2] = 1
        columns += [made, np.zeros((HEIGHT, 2), np.uint8)]
    return np.hstack(columns)


@pytest.mark.parametrize(
    ("shapes", "count"),
    [
        ("I", 1),
        ("II", 2),
        ("III", 3),
        ("III.", 3),
        ("II/", 2),
        ("H", 0),
        ("IH", 1),
        ("/", 0),
        ("-", 0),
        (".", 0),
        ("", 0),
    ],
)
def test_upright_strokes_are_counted(shapes: str, count: int) -> None:
    assert leading(drawn(shapes)) == count


def test_a_picture_without_ink_or_too_low_has_none() -> None:
    assert leading(np.zeros((30, 30), np.uint8)) == 0
    assert leading(np.ones((4, 3), np.uint8)) == 0


@pytest.mark.parametrize("text", ["Quý", "11", "1.", "V.", "ii)", "LỊCH", "HĐND", "hai", "-"])
def test_other_words_are_not_looked_at(text: str) -> None:
    assert strokes_in(text, drawn("III")) == 0


@pytest.mark.parametrize(
    ("read", "strokes", "right"),
    [
        pytest.param("II", 3, "III", id="a stroke lost"),
        pytest.param("II/2026", 3, "III/2026", id="with the year"),
        pytest.param("H.", 2, "II.", id="H is two strokes"),
        pytest.param("HI", 3, "III", id="HI is three"),
        pytest.param("HIL.", 3, "III.", id="the last stroke and its stop are L"),
        pytest.param("III", 2, "III", id="strokes too faint to see change nothing"),
        pytest.param("I", 1, "I", id="one stroke may be any letter"),
        pytest.param("II", 2, "II", id="right"),
        pytest.param("II", 4, "II", id="four strokes are no numeral"),
        pytest.param("Quý", 3, "Quý", id="no numeral"),
        pytest.param("ii)", 2, "ii)", id="small letters"),
    ],
)
def test_numerals_get_the_strokes_that_were_seen(read: str, strokes: int, right: str) -> None:
    assert put_right(read, strokes) == right
