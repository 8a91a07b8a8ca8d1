"""How wide a printed line is, in letters of average width: by counting letters, or by the widths of Times New Roman.

Plans are set in Times New Roman (Nghị định 30/2020/NĐ-CP), so the lines that a PDF's text keeps end where that
typeface fills the page: measured so, a wrapped line is told from one that its author ended nearly without error,
where a count of letters varies by a tenth.
"""

import unicodedata
from collections.abc import Callable

Measure = Callable[[str], float]

# Advance widths of Times New Roman in thousandths of the type size; the marks of Vietnamese letters add nothing.
_WIDTHS = (
    (250, " .,"),
    (278, "ijlt:;/|'’‘"),
    (333, "fr-()[]I"),
    (389, "sJ"),
    (444, 'acez“”"'),
    (500, "bdghknopquvxyđơư0123456789–_$*"),
    (556, "FPS+=<>"),
    (611, "ELTZ"),
    (667, "BCR"),
    (722, "wADGHKNOQUVXYĐƠƯ"),
    (778, "m"),
    (833, "%"),
    (889, "M"),
    (944, "W"),
)
_AVERAGE = 455  # of Vietnamese running text


class _Widths(dict[str, float]):
    """Width by letter; a letter with marks is as wide as the one below them."""

    def __missing__(self, letter: str) -> float:
        base = unicodedata.normalize("NFD", letter)[0]
        return self[base] if base != letter else 500 / _AVERAGE


_LETTERS = _Widths({letter: width / _AVERAGE for width, letters in _WIDTHS for letter in letters})


def times(text: str) -> float:
    """The width of a text set in Times New Roman."""
    return sum(map(_LETTERS.__getitem__, text))


def count(text: str) -> float:
    """The number of letters and blanks: the width of a text wrapped by a program or set in a typewriter face."""
    return len(text)
