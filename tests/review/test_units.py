"""The units' pages: the list, what a unit has to do, and two spellings made one."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from models import Deadline
from output.store import Store
from output.store.unit_names import find_units
from review.pages.timeline import HEAD, LABELS, MONTH, ROW, telling_month, timeline
from tests.review.plans import made_store, task
from tests.review.sites import Site
from tests.review.visits import Visit, text_of

TODAY = date.today()


def on(days: int) -> Deadline:
    return Deadline("trước ngày", "date", None, TODAY + timedelta(days))


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Site]:
    """A server over two units of nearly one name, and a third."""
    served = Site(tmp_path / "plans.db")
    made_store(
        served.place,
        task("Việc đã trễ", lead=["Phòng Tổ chức cán bộ"], deadlines=[on(-4)]),
        task("Việc sắp tới", lead=["Phòng Nội vụ"], partners=["Phòng Tổ chức cán bộ"], deadlines=[on(6)]),
        task("Việc của tên cũ", lead=["Phòng TCCB"], deadlines=[on(40)]),
        task("<script>alert(1)</script>", lead=["<b>Phòng</b> lạ"]),
    )
    served.start()
    yield served
    served.stop()


def unit(site: Site, name: str) -> int:
    with site.store() as store:
        return int(store.db.execute("SELECT id FROM units WHERE name = ?", [name]).fetchone()[0])


def test_the_list_counts_what_each_unit_has_to_do(made: Site) -> None:
    with Visit(made) as visit:
        row = re.search(r"<tr>(?:(?!</tr>).)*Phòng Tổ chức cán bộ.*?</tr>", visit.page("/units"), re.DOTALL)
        assert row is not None
        soon = f"{TODAY + timedelta(6):%d/%m/%Y}"
        assert text_of(row[0]) == f"Phòng Tổ chức cán bộ 1 1 2 1 {soon}"


def test_units_are_searched_without_tones(made: Site) -> None:
    with Visit(made) as visit:
        page = text_of(visit.page("/units?q=to+chuc"))
        assert "Phòng Tổ chức cán bộ" in page
        assert "Phòng Nội vụ" not in page
        assert "Không có đơn vị nào." in visit.page("/units?q=%22*%F0%9F%98%80xyz")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Việc đã trễ", "Việc sắp tới"]),
        ("?role=lead", ["Việc đã trễ"]),
        ("?role=partner", ["Việc sắp tới"]),
        ("?state=overdue", ["Việc đã trễ"]),
        ("?state=soon", ["Việc sắp tới"]),
        ("?state=done", []),
    ],
)
def test_a_unit_has_its_tasks(made: Site, query: str, found: list[str]) -> None:
    with Visit(made) as visit:
        page = visit.page(f"/unit/{unit(made, 'Phòng Tổ chức cán bộ')}{query}")
        assert re.findall(r'<td class="text"><a href="/document/1#task-[0-9a-f]{16}">([^<]+)</a>', page) == found
        if query == "":
            assert "trễ 4 ngày" in page
            assert "còn 6 ngày" in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/unit/999", 404),
        ("/unit/1?state=x", 400),
        ("/unit/1?role=boss", 400),
        ("/unit/1?view=timeline&from=2026-13", 400),
        ("/unit/1?view=timeline&from=9999-12", 400),
        ("/unit/1/merge.json?into=x", 400),
        ("/unit/1/merge.json?into=999", 404),
    ],
)
def test_what_makes_no_sense_is_told(made: Site, path: str, status: int) -> None:
    with Visit(made) as visit:
        assert visit.get(path).status_code == status


def test_a_unit_that_no_document_names_any_more_is_told_by_its_name(made: Site) -> None:
    path = f"/unit/{unit(made, 'Phòng Nội vụ')}"
    made_store(made.place, task("Việc đã trễ", lead=["Phòng Tổ chức cán bộ"]))
    with Visit(made) as visit:
        answer = visit.get(path)
        assert answer.status_code == 404
        assert "Phòng Nội vụ Không còn văn bản nào nhắc đến đơn vị này" in text_of(answer.text)
        made_store(made.place, task("Việc mới", lead=["Sở lạ"], partners=["Phòng Nội vụ"]))
        assert "Việc mới" in visit.page(path)


def test_names_and_texts_are_shown_as_text(made: Site) -> None:
    with Visit(made) as visit:
        for path in ("/units", f"/unit/{unit(made, '<b>Phòng</b> lạ')}"):
            page = visit.page(path)
            assert "<b>Phòng</b>" not in page
            assert "<script>alert" not in page
            assert "&lt;b&gt;Phòng&lt;/b&gt; lạ" in page


@pytest.mark.parametrize("path", ["/units", "/unit/1", "/unit/1?view=timeline", "/calendar", "/due"])
def test_pages_are_there_in_english(made: Site, path: str) -> None:
    made.stop()
    made.language = "en"
    made.start()
    with Visit(made) as visit:
        page = visit.page(path)
    assert '<html lang="en">' in page
    assert not re.search(r"Đơn vị|Hạn|Tháng|Quá hạn", text_of(page))


def test_a_task_is_ticked_off_and_opened_again(made: Site) -> None:
    path = f"/unit/{unit(made, 'Phòng Nội vụ')}"
    with Visit(made) as visit, made.store() as store:
        (row,) = store.tasks(unit="Phòng Nội vụ")
        said = visit.post(f"/duty/{row['task_id']}/done").json()
        assert (said["status"], said["said"]) == ("done", f"Xong ngày {TODAY:%d/%m/%Y}")
        assert (said["expected"]["status"], said["expected"]["done_on"]) == ("done", TODAY.isoformat())
        assert "Không có nhiệm vụ nào như vậy." in visit.page(path)
        assert [entry.who for entry in store.reviews.history(row["task_id"])] == ["An", "An"]
        assert visit.post(f"/duty/{row['task_id']}/open").json()["status"] == "open"
        assert next(store.tasks(unit="Phòng Nội vụ"))["done_on"] is None


@pytest.mark.parametrize("path", ["/duty/{task}/done", "/duty/{task}/open", "/unit/1/merge", "/unit/1/part"])
def test_writing_needs_a_name_and_a_token(made: Site, path: str) -> None:
    with made.store() as store:
        path = path.format(task=next(store.tasks())["task_id"])
        with Visit(made) as visit:
            assert visit.post(path, {"into": 2}, token="x").status_code == 403
        with Visit(made, name=None) as visit:
            assert visit.post(path, {"into": 2}).status_code == 400
        assert store.reviews.history() == []
        assert store.units.history() == []


def test_a_merge_of_nothing_is_refused(made: Site) -> None:
    with Visit(made) as visit:
        assert visit.post("/unit/1/merge", {"into": 1}).status_code == 422
        assert visit.post("/unit/1/merge", {"into": "2"}).status_code == 400
        assert visit.post("/unit/1/part").status_code == 422
        assert visit.get("/unit/1/merge.json?into=1").json() == {
            "said": "Hai tên này đã là một đơn vị.",
            "possible": False,
        }


def test_a_name_of_reviews_alone_becomes_a_unit(made: Site) -> None:
    with Visit(made) as visit, made.store() as store:
        store.reviews.set(next(store.tasks())["task_id"], "lead", ["Tổ công tác"], "An")
        assert 'data-enter="Tổ công tác"' in visit.page("/units")
        assert "Việc đã trễ" in visit.page(visit.post("/units/enter", {"name": "Tổ công tác"}).json()["page"])


def test_two_spellings_are_merged_and_parted_in_the_browser(made: Site, look: Page) -> None:
    old, new = unit(made, "Phòng TCCB"), unit(made, "Phòng Tổ chức cán bộ")
    look.goto(f"{made.url}/unit/{old}")
    look.get_by_role("combobox", name="Gộp vào đơn vị").press_sequentially("to chuc")
    expect(look.get_by_role("option", name="Phòng Tổ chức cán bộ")).to_be_visible()
    look.keyboard.press("ArrowDown")
    look.keyboard.press("Enter")
    expect(look.get_by_text("1 nhiệm vụ của “Phòng TCCB” sẽ chuyển sang “Phòng Tổ chức cán bộ”.")).to_be_visible()
    expect(look.get_by_role("button", name="Gộp", exact=True)).to_be_focused()
    look.keyboard.press("Enter")
    look.wait_for_url(f"**/unit/{new}")
    expect(look.get_by_role("link", name="Việc của tên cũ")).to_be_visible()
    with Visit(made) as visit:
        assert ">Phòng TCCB<" not in visit.page("/units")
        assert "Việc của tên cũ" in visit.page(
            "/calendar?unit=Phòng Tổ chức cán bộ&month=" + f"{TODAY + timedelta(40):%Y-%m}"
        )
    look.get_by_role("button", name="Tách ra lại: Phòng TCCB").click()
    expect(look.get_by_role("link", name="Việc của tên cũ")).to_have_count(0)
    with made.store() as store:
        assert [(entry.action, entry.who) for entry in store.units.history()] == [("merge", "An"), ("part", "An")]


def test_a_task_is_ticked_off_in_the_browser(made: Site, look: Page) -> None:
    look.goto(f"{made.url}/unit/{unit(made, 'Phòng Nội vụ')}")
    look.get_by_role("button", name="Đánh dấu đã xong: Việc sắp tới").click()
    expect(look.get_by_role("cell", name="Xong ngày")).to_be_visible()
    look.get_by_role("button", name="Mở lại nhiệm vụ: Việc sắp tới").click()
    expect(look.get_by_role("button", name="Đánh dấu đã xong: Việc sắp tới")).to_be_focused()


@pytest.mark.parametrize("deed", ["done", "open"])
@pytest.mark.parametrize(
    ("field", "value"), [("status", "dropped"), ("text", "Việc khác"), ("lead", ["Phòng Nội vụ", "Sở Y tế"])]
)
def test_what_another_has_changed_is_not_ticked_off_unseen(made: Site, deed: str, field: str, value: object) -> None:
    with Visit(made) as visit, made.store() as store:
        (row,) = store.tasks(unit="Phòng Nội vụ")
        seen = visit.post(f"/duty/{row['task_id']}/open").json()["expected"]
        store.reviews.set(row["task_id"], field, value, "Bình")
        answer = visit.post(f"/duty/{row['task_id']}/{deed}", {"expected": seen})
        assert (answer.status_code, answer.json()["kind"]) == (409, "conflict")
        assert [entry.field for entry in store.reviews.history(row["task_id"])] == ["status", field]
        assert visit.post(f"/duty/{row['task_id']}/{deed}", {"expected": [seen]}).status_code == 400


def test_two_people_at_one_task_see_what_the_other_has_done(made: Site, look: Page) -> None:
    address = f"{made.url}/unit/{unit(made, 'Phòng Nội vụ')}"
    button = look.get_by_role("button", name="Đánh dấu đã xong")
    look.goto(address)
    with made.store() as store:
        (row,) = store.tasks(unit="Phòng Nội vụ")
        store.reviews.set(row["task_id"], "text", "Việc đã đổi", "Bình")
        button.click()
        expect(look.get_by_text("Người khác vừa sửa việc này.")).to_be_visible()
        expect(look.get_by_role("link", name="Việc đã đổi")).to_be_visible()
        expect(button).to_be_focused()
        assert next(store.tasks(unit="Phòng Nội vụ"))["status"] == "open"
        button.click()
        expect(look.get_by_role("cell", name="Xong ngày")).to_be_visible()
        look.goto(address)
        store.reviews.set(row["task_id"], "status", "open", "Bình")
        look.reload()
        store.reviews.done(row["task_id"], None, "Bình")
        button.click()
        expect(look.get_by_role("cell", name="Không còn trong danh sách này")).to_be_visible()
        expect(button).to_be_hidden()
        assert next(store.tasks(unit="Phòng Nội vụ"))["done_on"] is None
    troubles = look.troubles  # type: ignore[attr-defined]
    assert len(troubles) == 2
    assert all("409" in said for said in troubles)
    troubles.clear()


def test_the_timeline_shows_bars_and_days_by_month(made: Site) -> None:
    with Visit(made) as visit:
        page = visit.page(f"/unit/{unit(made, 'Phòng Tổ chức cán bộ')}?view=timeline")
        assert page.count('<circle class="mark late"') == 1
        assert page.count('<circle class="mark"') == 1
        assert "Không có nhiệm vụ nào có ngày" in visit.page("/unit/1?view=timeline&from=1999-01")


def test_a_timeline_is_to_scale() -> None:
    first, today = date(2026, 1, 1), date(2026, 3, 17)
    row = {"task_id": "t", "document_id": 1, "text": "việc " * 40, "status": "open", "late_since": None}
    times = {
        "t": [
            Deadline("", "period", date(2025, 12, 1), date(2026, 2, 15)),
            Deadline("", "recurring", recurrence=("monthly",), day="01"),
        ]
    }
    drawn = timeline([row, {**row, "task_id": "none"}], times, first, today)
    (only,) = drawn.rows
    assert only.bars == ((LABELS, 1.5 * MONTH),)
    assert [(mark.x, mark.is_late) for mark in only.marks][:2] == [(LABELS + 1.5 * MONTH, True), (LABELS, False)]
    assert len(only.marks) == 1 + 12
    assert len(only.label) < 60
    assert (drawn.left, drawn.height) == (1, HEAD + ROW + 8)
    assert drawn.today == round(LABELS + MONTH * (2 + 16 / 31), 1)
    assert drawn.months_on(-6) == "2025-07"
    assert telling_month([row], today) == date(2026, 2, 1)
    assert telling_month([{**row, "late_since": "2025-12-09"}], today) == date(2025, 12, 1)
    assert telling_month([{**row, "late_since": "2019-12-09"}], today) == date(2025, 5, 1)


@pytest.mark.long
def test_twenty_thousand_units_are_listed_at_once(tmp_path: Path) -> None:
    from tests.pace import assert_within

    tasks = [task(f"Việc {n}", lead=[f"Phòng {n // 2}"]) for n in range(40_000)]
    made_store(tmp_path / "plans.db", *tasks)
    with Store(tmp_path / "plans.db") as store:
        store.units.page("", 50)
        assert assert_within(0.3, lambda: store.units.page("", 50))[1] == 20_000
        assert assert_within(0.3, lambda: store.units.page("phong 19", 50))[1] == 1111
        for typed in ("p", "phong", "phong 199"):
            assert len(assert_within(0.1, partial(store.units.suggest, typed, 12))) == 12
            assert len(assert_within(0.1, partial(find_units, store.db, typed, 0, 12))) == 12
