"""Places of words, packed: what comes out is what went in to 0.1 pt, in few bytes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Box, Place
from models.document import Reading
from output.store.places import pack, unpack

points = st.floats(-5000, 20_000, width=32)
counts = st.integers(0, 2**40)
places = st.builds(Place, counts, counts, st.integers(1, 5000), st.builds(Box, points, points, points, points))


@given(st.lists(places, max_size=60))
def test_places_come_back_to_a_tenth_of_a_point(given_places: list[Place]) -> None:
    back = unpack(pack(given_places))
    assert [place[:3] for place in back] == [place[:3] for place in given_places]
    for place, was in zip(back, given_places, strict=True):
        assert place.box == pytest.approx(was.box, abs=0.0501)


def test_packing_twice_is_packing_once() -> None:
    once = unpack(pack([Place(3, 7, 2, Box(1.23, 4.56, 7.89, 10.11), Reading(0.5))]))
    assert once[0].reading is None
    assert unpack(pack(once)) == once


def test_no_places_take_no_bytes() -> None:
    assert pack([]) is None
    assert unpack(None) == ()


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 1e300])
def test_what_is_no_place_on_a_page_harms_nobody(number: float) -> None:
    box = unpack(pack([Place(0, 1, 1, Box(number, 0.0, 1.0, 2.0))]))[0].box
    assert abs(box.x0) <= 1e6
    assert box[1:] == (0.0, 1.0, 2.0)


def test_a_word_of_justified_text_takes_six_bytes_at_most() -> None:
    words, start, x = [], 0, 85.0
    for n in range(400):
        length = 2 + n * 7 % 6
        width = length * 6.1 + n % 5 * 0.37
        if x + width > 538:
            x = 85.0
        line = 100.0 + 18.5 * (n // 14)
        words.append(Place(start, start + length, 1, Box(x, line, x + width, line + 16.8)))
        start, x = start + length + 1, x + width + 3.2 + n % 14 * 0.11
    packed = pack(words)
    assert packed is not None
    assert len(packed) <= 6 * len(words)
