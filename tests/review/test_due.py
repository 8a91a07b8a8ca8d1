"""What is overdue and due soon."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models import Deadline
from tests.review.plans import made_store, task
from tests.review.sites import Site
from tests.review.visits import Visit


def on(days: int) -> Deadline:
    return Deadline("trước ngày", "date", None, date.today() + timedelta(days))


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Site]:
    served = Site(tmp_path / "plans.db")
    made_store(
        served.place,
        task("Trễ hai hôm", lead=["Phòng A"], deadlines=[on(-2)]),
        task("Trễ và còn nữa", lead=["Phòng B"], deadlines=[on(-3), on(4)]),
        task("Hôm nay", lead=["Phòng A"], partners=["Phòng B"], deadlines=[on(0)]),
        task("Còn lâu", lead=["Phòng A"], deadlines=[on(31)]),
        *(task(f"Dài {n:02d}", lead=["Phòng C"], deadlines=[on(20)]) for n in range(51)),
    )
    served.start()
    yield served
    served.stop()


def rows(page: str) -> tuple[list[str], list[str]]:
    """The tasks that are overdue, and those due soon."""
    late, soon = page.split('id="soon"')
    return tuple(re.findall(r'<td class="text"><a [^>]+>([^<]+)</a>', part) for part in (late, soon))  # type: ignore[return-value]


def test_both_lists_have_their_tasks_with_days(made: Site) -> None:
    with Visit(made) as visit:
        page = visit.page("/due")
    late, soon = rows(page)
    assert late == ["Trễ và còn nữa", "Trễ hai hôm"]
    assert soon[:2] == ["Hôm nay", "Trễ và còn nữa"]
    assert all(words in page for words in ("trễ 3 ngày", "trễ 2 ngày", "còn 4 ngày", "hôm nay", "còn 20 ngày"))
    assert "Còn lâu" not in page


@pytest.mark.parametrize(
    ("unit", "late", "soon"),
    [
        ("Phòng A", ["Trễ hai hôm"], ["Hôm nay"]),
        ("phong b", ["Trễ và còn nữa"], ["Trễ và còn nữa", "Hôm nay"]),
        ("không có", [], []),
    ],
)
def test_lists_are_those_of_a_unit(made: Site, unit: str, late: list[str], soon: list[str]) -> None:
    with Visit(made) as visit:
        page = visit.page(f"/due?unit={unit}")
    found = rows(page)
    assert (found[0], sorted(found[1])) == (late, sorted(soon))
    assert ("Không có đơn vị nào tên như vậy." in page) == (unit == "không có")


def test_each_list_has_its_pages(made: Site) -> None:
    with Visit(made) as visit:
        page = visit.page("/due?soon=2")
        late, soon = rows(page)
        assert (len(late), len(soon)) == (2, 3)
        assert 'rel="prev" href="/due"' in page
        assert rows(visit.page("/due?soon=-1")) == rows(visit.page("/due"))


def test_a_task_leads_to_its_document(made: Site) -> None:
    with Visit(made) as visit:
        assert re.search(r'href="/document/1#task-[0-9a-f]{16}">Trễ hai hôm', visit.page("/due"))
