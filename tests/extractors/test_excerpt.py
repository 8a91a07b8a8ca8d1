"""Excerpts keep their place, and places become pages and boxes."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.excerpt import Excerpt, Pages, squeeze
from models import Box, Paragraph, Place

WORDS = Paragraph(
    "Sở Y tế báo cáo",
    places=(
        Place(0, 2, 1, Box(10, 700, 30, 712)),
        Place(3, 4, 1, Box(35, 700, 45, 712)),
        Place(5, 7, 1, Box(50, 698, 60, 712)),
        Place(8, 11, 2, Box(10, 50, 30, 62)),
        Place(12, 15, 2, Box(35, 50, 55, 62)),
    ),
)


@given(st.text(alphabet=" ab\n", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_cut_stands_where_it_says(text, start, end):
    part = Excerpt(0, 7, text).cut(start, end)
    assert text[part.start - 7 : part.end - 7] == part.text
    assert part.text == text[start:end].strip()


@given(st.text(max_size=40))
def test_squeezing_twice_is_squeezing_once(text):
    assert squeeze(squeeze(text)) == squeeze(text)


def test_a_value_on_one_page_has_the_box_around_its_words():
    assert Pages([WORDS]).locate(0, 0, 7) == (1, Box(10, 698, 60, 712))


def test_a_value_over_a_page_break_stands_where_it_begins():
    assert Pages([WORDS]).locate(0, 5, 11) == (1, Box(50, 698, 60, 712))


def test_a_format_without_pages_has_no_place():
    assert Pages([Paragraph("Sở Y tế")]).locate(0, 0, 7) == (None, None)
