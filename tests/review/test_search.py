"""Search over everything: what is found, what is marked, and questions that are none."""

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from output.fold import words
from output.store import MOST_RANKED, Found, Store
from review.marking import excerpt, marked
from tests.output.many_documents import fill
from tests.pace import assert_within
from tests.review.sites import Site


@pytest.fixture(scope="module", params=[5_000, pytest.param(100_000, marks=pytest.mark.long)])
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("many") / "plans.db") as store:
        fill(store, request.param)
        yield store


@pytest.mark.parametrize("asked", ["tuyển sinh", "tuyen sinh 4711", "ke hoach", "Phòng Nghiệp vụ 7", "an toàn 12"])
def test_a_page_of_results_comes_at_once(many: Store, asked: str) -> None:
    def found() -> Found:
        return many.find(asked)

    found()
    assert_within(0.3, found, perf_counter)


def test_too_many_to_be_ranked_come_newest_first(many: Store) -> None:
    found = many.find("tuyen sinh", limit=3)
    assert found.task_count == MOST_RANKED + 1
    documents = [task["document_id"] for task in found.tasks]
    assert documents == [many.overview().count] * 3


def test_pages_hold_every_task_once(many: Store) -> None:
    pages = [many.find("nghiep vu 7", limit=50, offset=skip).tasks for skip in range(0, 600, 50)]
    tasks = [task["task_id"] for each in pages for task in each]
    assert len(tasks) == len(set(tasks)) == min(600, many.find("nghiep vu 7").task_count)


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        pytest.param("Rà soát quỹ đất", "ra soat", "[Rà soát] quỹ đất", id="without tones"),
        pytest.param("Rà soát quỹ đất", "ĐẤT", "Rà soát quỹ [đất]", id="capitals"),
        pytest.param("Kế hoạch 819/KH-SYT", "819/kh-syt", "Kế hoạch [819]/[KH]-[SYT]", id="a number"),
        pytest.param("hòa và hoà", "hoa", "[hòa] và [hoà]", id="both placements of the tone"),
        pytest.param("rà rà soát", "soát rà", "[rà rà soát]", id="next to each other"),
        pytest.param("soạn thảo", "soa", "soạn thảo", id="whole words only"),
        pytest.param("Ra\u0300 soa\u0301t", "rà", "[Rà] soát", id="marks that combine"),
        pytest.param("<b>rà</b>", "rà b", "<[b]>[rà]</[b]>", id="no markup"),
        pytest.param("", "rà", "", id="nothing"),
    ],
)
def test_words_are_marked(text: str, asked: str, shown: str) -> None:
    parts = marked(text, set(words(asked)))
    assert "".join(f"[{part}]" if is_marked else part for part, is_marked in parts) == shown


def test_a_long_text_is_cut_around_the_first_word() -> None:
    text = "đầu " * 200 + "rà soát " + "cuối " * 200
    shown = "".join(part for part, _ in excerpt(text, {"ra", "soat"}))
    assert "rà soát" in shown
    assert shown.startswith("… đầu")
    assert shown.endswith("cuối …")
    assert len(shown) < 330
    assert excerpt("ngắn " + "x" * 1000, {"ngan"})[0] == ("ngắn", True)


def test_the_clerk_finds_a_task_without_tones(site: Site, look: Page) -> None:
    with site.store() as store:
        task = next(task for task in store.tasks(words="kiểm tra"))
    look.goto(site.url)
    look.get_by_role("searchbox", name="Tìm mọi văn bản").fill("kiem tra")
    look.keyboard.press("Enter")
    look.get_by_role("heading", name="Tìm: “kiem tra”").wait_for()
    expect(look.get_by_role("searchbox", name="Tìm mọi văn bản")).to_have_value("kiem tra")
    expect(look.locator("mark").first).to_have_text(re.compile(r"^\s*kiểm\s+tra\s*$", re.IGNORECASE))
    expect(look.locator(f"a[href='/document/{task['document_id']}#task-{task['task_id']}']")).to_have_count(1)


def test_documents_of_the_number_come_first(site: Site, look: Page) -> None:
    with site.store() as store:
        document = next(row for row in store.documents() if row["number"])
    look.goto(f"{site.url}/search?q={quote(document['number'])}")
    first = look.locator(".found").first
    expect(first.get_by_role("heading")).to_have_text(re.compile(r"^\s*Văn bản \("))
    expect(first.locator(f"a[href='/document/{document['document_id']}']")).to_be_visible()


STRANGE = (
    "", " ", "*", '"', "''; DROP TABLE tasks; --", "🙂", "AND OR NOT", "NEAR(a b)", "text:a", "a*", "\x00", "-",
    "x" * 5000, "a " * 3000, "<script>alert(1)</script>", "²", "\u0301", "%ED%A0%80",
)  # fmt: skip


def test_strange_questions_are_answered(site: Site) -> None:
    for asked in STRANGE:
        with urllib.request.urlopen(f"{site.url}/search?q={quote(asked, safe='%')}", timeout=20) as answer:
            assert answer.status == 200, asked
            assert "<script>alert" not in answer.read().decode(), asked


def test_a_page_of_many_results_leads_to_the_next(tmp_path: Path, look: Page) -> None:
    with Store(tmp_path / "plans.db") as store:
        fill(store, 30)
    site = Site(tmp_path / "plans.db")
    site.start()
    try:
        look.goto(f"{site.url}/search?q=tuyen+sinh")
        expect(look.get_by_text("300 nhiệm vụ có mọi từ này")).to_be_visible()
        look.get_by_role("link", name="Trang sau").click()
        expect(look.get_by_text("51–100 / 300")).to_be_visible()
        expect(look.locator("mark", has_text="tuyển sinh")).to_have_count(50)
    finally:
        site.stop()
