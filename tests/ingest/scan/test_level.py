"""The angle of a page is that of its writing, whatever stands at its edges."""

import numpy as np
import pytest

from ingest.scan import cleaning


def page(degrees: float) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    """A page of lines of short strokes, turned, with what the wiping leaves of black margins."""
    made = np.full((2339, 1655), 255, np.uint8)
    for top in range(250, 2050, 45):
        for left in range(220, 1400, 24):
            made[top : top + 20, left : left + 12] = 170
    made = cleaning.turned(made, degrees)
    made[:3], made[-12:] = 0, 0
    made[1100:1250, :4], made[:9, 700:800] = 0, 0
    return made


@pytest.mark.parametrize("degrees", [-2.5, -1.0, 0.0, 1.5, 3.0])
def test_a_page_is_turned_level_though_its_margins_are_not_askew(degrees: float) -> None:
    assert cleaning.level(page(degrees)).degrees == pytest.approx(-degrees, abs=0.15)
