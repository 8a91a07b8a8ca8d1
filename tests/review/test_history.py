"""A document's history: sentences, links to tasks, and undo."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from models import Deadline
from output.store import Store
from tests.review.plans import made_store, put, task
from tests.review.sites import Site
from tests.review.visits import Visit, text_of

ONE = task("Nộp báo cáo", number="1", lead=["Phòng A"], deadlines=[Deadline("quý I", "date", due=date(2026, 3, 31))])
TWO = task("Rà soát <b>hồ sơ</b>", number="2", lead=["Phòng B"])


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Site]:
    served = Site(tmp_path / "plans.db")
    made_store(served.place, ONE, TWO)
    served.start()
    yield served
    served.stop()


def entries(page: str) -> list[str]:
    """Each entry without its time and buttons."""
    found = re.findall(r'<li class="card.*?<p class="soft">Nhiệm vụ:', page, re.DOTALL)
    bare = (re.sub(r"<button.*?</button>|<time.*?</time>|Nhiệm vụ:$", "", entry, flags=re.DOTALL) for entry in found)
    return [text_of(entry) for entry in bare]


def said(site: Site) -> list[str]:
    with Visit(site) as visit:
        return entries(visit.page("/document/1/history"))


def test_each_kind_of_decision_is_a_sentence(made: Site) -> None:
    with made.store() as store:
        reviews = store.reviews
        reviews.accept(ONE.id, "An")
        reviews.set(ONE.id, "lead", ["Phòng B", "Phòng C"], "An", note="theo điện thoại")
        reviews.set(ONE.id, "deadlines", [], "An")
        reviews.set(TWO.id, "number", "3", "Bình")
        reviews.done(TWO.id, "2026-03-05", "Bình")
        reviews.set(TWO.id, "status", "open", "Bình")
        reviews.set(TWO.id, "status", "dropped", "Bình")
        reviews.note(TWO.id, "hỏi lại", "An")
        reviews.reject(TWO.id, "An")
        reviews.add(1, {"text": "Việc thêm"}, "An")
    assert said(made) == [
        "An thêm nhiệm vụ Việc thêm",
        "An bác bỏ: không phải nhiệm vụ",
        "An ghi chú Ghi chú: hỏi lại",
        "Bình cho thôi nhiệm vụ",
        "Bình mở lại nhiệm vụ",
        "Bình đánh dấu đã xong ngày 05/03/2026",
        "Bình sửa số thứ tự 2 → 3",
        "An sửa thời hạn quý I (31/03/2026) → (trống)",
        "An sửa cơ quan chủ trì Phòng A → Phòng B; Phòng C Ghi chú: theo điện thoại",
        "An chấp nhận nhiệm vụ",
    ]


def test_a_merge_and_a_split_are_one_entry_each_with_their_parts(made: Site) -> None:
    with made.store() as store:
        store.reviews.undo(store.reviews.merge([ONE.id, TWO.id], "An"), "Bình")
        store.reviews.split(ONE.id, [{"text": "Nộp"}, {"text": "Báo cáo"}], "An")
    split, merge = said(made)
    assert split == "An tách nhiệm vụ làm 2 nội dung: Nộp báo cáo → Nộp nhiệm vụ mới: Báo cáo"
    assert merge.startswith("An gộp 2 nhiệm vụ làm một nội dung: Nộp báo cáo → Nộp báo cáo; Rà soát")
    assert "nhiệm vụ này nhập vào nhiệm vụ trên: Rà soát" in merge


def test_texts_and_names_are_shown_as_text(made: Site) -> None:
    with Visit(made, name="<i>An</i>") as visit, made.store() as store:
        store.reviews.accept(TWO.id, "<i>An</i>")
        page = visit.page("/document/1/history")
    assert "<i>An" not in page
    assert "<b>hồ sơ" not in page


def test_an_entry_is_undone_and_says_by_whom(made: Site) -> None:
    with made.store() as store, Visit(made, "Bình") as visit:
        number = store.reviews.set(ONE.id, "text", "Nộp báo cáo năm", "An")
        assert visit.post("/document/1/history/undo", {"review": number}).status_code == 200
        page = visit.page("/document/1/history")
        assert "Bình đã hoàn tác lúc" in page
        assert "data-undo" not in page
        assert store.reviews.values(ONE.id)["text"] == "Nộp báo cáo"
        assert visit.post("/document/1/history/undo", {"review": number}).status_code == 422


def test_an_entry_of_another_document_is_not_undone_here(made: Site) -> None:
    other = task("Việc khác")
    put(made.place, other, number="9/KH-UBND", title="An toàn giao thông")
    with made.store() as store, Visit(made) as visit:
        number = store.reviews.accept(other.id, "An")
        assert visit.post("/document/1/history/undo", {"review": number}).status_code == 404
        assert visit.post("/document/1/history/undo", {"review": "1"}).status_code == 400
        assert visit.post("/document/1/history/undo", {"review": number}, token="x").status_code == 403
        assert store.reviews.history()[0].in_force
    with Visit(made, name=None) as visit:
        assert visit.post("/document/1/history/undo", {"review": number}).status_code == 400


def test_entries_lead_to_their_task_while_it_is_listed(made: Site) -> None:
    with Store(made.place) as store:
        store.reviews.accept(ONE.id, "An")
        store.reviews.reject(TWO.id, "An")
    with Visit(made) as visit:
        page = visit.page("/document/1/history")
    assert f'href="/document/1#task-{ONE.id}">1 Nộp báo cáo' in page
    assert f"#task-{TWO.id}" not in page


def test_an_undone_entry_leads_to_its_task_as_well(made: Site) -> None:
    with made.store() as store:
        store.reviews.undo(store.reviews.accept(ONE.id, "An"), "An")
    with Visit(made) as visit:
        page = visit.page("/document/1/history")
    assert f'href="/document/1#task-{ONE.id}"' in page
    assert "không còn áp dụng" not in page


def test_an_entry_whose_task_is_gone_says_so(made: Site) -> None:
    with made.store() as store:
        store.reviews.accept(ONE.id, "An")
    put(made.place, TWO)
    with Visit(made) as visit:
        page = visit.page("/document/1/history")
    assert "(không còn áp dụng cho bản đang dùng)" in page
    assert f"#task-{ONE.id}" not in page


def test_a_document_without_history_says_so(made: Site) -> None:
    with Visit(made) as visit:
        assert "Chưa có ai quyết định gì" in visit.page("/document/1/history")
        assert visit.get("/document/99/history").status_code == 404


def test_long_histories_have_pages(made: Site) -> None:
    with made.store() as store:
        for n in range(101):
            store.reviews.note(ONE.id, f"lần {n}", "An")
    with Visit(made) as visit:
        assert len(entries(visit.page("/document/1/history"))) == 100
        assert entries(visit.page("/document/1/history?page=2")) == ["An ghi chú Ghi chú: lần 0"]


def test_undo_in_the_browser(made: Site, look: Page) -> None:
    with made.store() as store:
        store.reviews.set(ONE.id, "lead", ["Phòng B"], "Bình")
    look.goto(f"{made.url}/document/1/history")
    look.get_by_role("button", name="Hoàn tác: Bình sửa cơ quan chủ trì").click()
    expect(look.get_by_text("An đã hoàn tác lúc")).to_be_visible()
    with made.store() as store:
        assert store.reviews.values(ONE.id)["lead"] == ["Phòng A"]
