"""The start page: what is listed, in which order, how it is narrowed down, and how fast among many."""

import re
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from playwright.sync_api import Page, expect

from output.store import Order, Store
from output.store.overview import DOUBTFUL, IS_DOUBTFUL, Overview
from tests.output.many_documents import fill
from tests.pace import assert_within
from tests.review.sites import Site


@pytest.fixture(scope="module", params=[5_000, pytest.param(100_000, marks=pytest.mark.long)])
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("many") / "plans.db") as store:
        fill(store, request.param)
        yield store


def test_what_is_to_do_is_counted(many: Store) -> None:
    found = many.overview("title", "15/KH-UBND", limit=10_000).rows
    (first,) = (row for row in found if row["number"] == "15/KH-UBND")
    assert first["title"] == "Kế hoạch bảo đảm an toàn giao thông 15"
    assert (first["number"], first["issuer"]) == ("15/KH-UBND", "UBND tỉnh 15")
    assert (first["tasks"], first["reviewed"], first["doubtful"]) == (10, 1, 3)


def test_pages_follow_one_another(many: Store) -> None:
    whole = [row["document_id"] for row in many.overview("doubtful", limit=60).rows]
    parts = [row["document_id"] for skip in (0, 20, 40) for row in many.overview(limit=20, offset=skip).rows]
    assert len(set(whole)) == 60
    assert parts == sorted(parts, reverse=True)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        pytest.param("4711/KH-UBND", 1, id="a number"),
        pytest.param("ke-hoach-4711.docx", 1, id="a file name"),
        pytest.param("an toàn giao thông 4711", 1, id="a title with tones"),
        pytest.param("AN TOAN GIAO THONG 4711", 1, id="a title without tones"),
        pytest.param("giao thong 4711 tin", 1, id="the last word begun"),
        pytest.param("ubnd tỉnh 31 4711", 1, id="number and issuer"),
        pytest.param("không có thế", 0, id="nothing"),
        pytest.param("“*” 🙂", 0, id="no word at all"),
    ],
)
def test_words_narrow_the_list_down(many: Store, words: str, count: int) -> None:
    assert many.overview(words=words).count >= count
    assert all("4711" in row["number"] for row in many.overview(words=words).rows)
    assert bool(many.overview(words=words).rows) == bool(count)


def test_a_new_number_is_found_and_the_old_one_is_not(tmp_path: Path) -> None:
    with Store(tmp_path / "plans.db") as store:
        fill(store, 3)
        store.db.execute("UPDATE documents SET number = '77/QĐ-SYT' WHERE id = 2")
        store.db.execute("UPDATE files SET name = 'khac.pdf' WHERE id = 3")
        assert [row["document_id"] for row in store.overview(words="qd syt").rows] == [2]
        assert [row["document_id"] for row in store.overview(words="1/kh").rows] == []
        assert [row["document_id"] for row in store.overview(words="khac pdf").rows] == [3]


def test_only_those_with_rows_to_look_at(many: Store) -> None:
    found = many.overview("doubtful", only_doubtful=True)
    assert {row["doubtful"] for row in found.rows} == {3}
    assert found.count == -(-many.overview().count // 3)


def test_the_index_knows_what_is_doubtful(many: Store) -> None:
    (sql,) = many.db.execute("SELECT sql FROM sqlite_master WHERE name = 'listed_tasks_doubtful'").fetchone()
    assert f"confidence < {DOUBTFUL}" in sql
    plan = many.db.execute(f"EXPLAIN QUERY PLAN SELECT 1 FROM listed_tasks l WHERE document = 1 AND {IS_DOUBTFUL}")
    assert "listed_tasks_doubtful" in str(plan.fetchall())


@pytest.mark.parametrize("words", ["", "ke hoach", "4711"])
@pytest.mark.parametrize("order", ["added", "date", "title", "doubtful"])
def test_a_page_comes_at_once(many: Store, order: Order, words: str) -> None:
    def asked() -> Overview:
        return many.overview(order, words, only_doubtful=bool(words))

    asked()  # the file's pages are in memory, as in a store that is in use
    assert_within(0.3, asked, perf_counter)


def test_the_samples_are_listed(site: Site, look: Page) -> None:
    look.goto(site.url)
    rows = look.locator("table.documents tbody tr")
    with site.store() as store:
        expect(rows).to_have_count(store.overview().count)
    first = rows.filter(has_text="an toàn")
    first.first.get_by_role("link").first.click()
    expect(look).to_have_url(re.compile(r"/document/\d+$"))


def test_the_list_is_narrowed_down_and_back(site: Site, look: Page) -> None:
    look.goto(site.url)
    count = look.locator("table.documents tbody tr").count()
    look.get_by_label("Lọc", exact=True).fill("không có văn bản này")
    look.get_by_label("Lọc", exact=True).press("Enter")
    expect(look.get_by_text("Không có văn bản nào như vậy")).to_be_visible()
    look.locator("#documents").get_by_role("link", name="Xem tất cả").click()
    expect(look.locator("table.documents tbody tr")).to_have_count(count)


def test_a_strange_page_or_order_is_the_first(site: Site, look: Page) -> None:
    look.goto(f"{site.url}/?page=-1%27&order=drop&q=%00*")
    expect(look.get_by_role("heading", level=1)).to_be_visible()
    look.goto(f"{site.url}/?page=999999999")
    expect(look.get_by_role("link", name="Xem tất cả")).to_be_visible()


def test_a_title_that_is_a_script_is_text(site: Site, look: Page) -> None:
    with site.store() as store, store.together():
        store.db.execute("UPDATE documents SET title = '<script>alert(1)</script><b>đậm</b>' WHERE id = 1")
    look.goto(site.url)
    expect(look.get_by_role("link", name="<script>alert(1)</script><b>đậm</b>")).to_be_visible()
