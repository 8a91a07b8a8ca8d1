"""Lists that come a page at a time."""

from urllib.parse import quote

import pytest
from datasette.utils.asgi import Request

from review.paging import Paging, page_number, paging, with_query


def asked(query: str) -> Request:
    return Request.fake(f"/units?{quote(query, safe='=&+')}")


@pytest.mark.parametrize("text", ["", "0", "-1'", "một", "١", "9" * 30])
def test_a_number_that_makes_no_sense_is_the_first_page(text: str) -> None:
    assert page_number(asked(f"page={text}")) == 1


def test_neighbours_keep_what_else_is_asked_for() -> None:
    found = paging(asked("q=y+tế&page=2&soon=4"), 150, 50)
    assert found == Paging(2, 150, 50, "/units?q=y+t%E1%BA%BF&soon=4", "/units?q=y+t%E1%BA%BF&page=3&soon=4")
    assert (found.first, found.last) == (51, 100)


@pytest.mark.parametrize(("number", "before", "behind"), [(1, False, True), (3, True, False), (4, True, False)])
def test_there_is_nothing_before_the_first_page_and_behind_the_last(number: int, before: bool, behind: bool) -> None:
    found = paging(asked(f"page={number}"), 101, 50)
    assert (found.before is not None, found.behind is not None) == (before, behind)


def test_each_list_of_a_page_has_a_number_of_its_own() -> None:
    assert paging(asked("late=2&soon=3"), 500, 50, "soon").before == "/units?late=2&soon=2"


def test_a_value_is_taken_out_of_an_address() -> None:
    assert with_query(asked("q=x&page=2"), page=None) == "/units?q=x"
    assert with_query(asked("page=2"), page=None) == "/units"
