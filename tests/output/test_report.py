"""What a report counts."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models import Deadline, Task
from output.report import Report, report
from output.report.families import families
from output.report.figures import MOST
from output.report.tally import Counts
from output.report.times import BEFORE, month_of, periods, weeks
from output.store import Store
from output.store.counting import Carried
from tests.output.report_stores import TODAY, fill
from tests.output.report_stores import put as put_plan
from tests.pace import assert_within

Put = Callable[..., int]


def on(day: date, start: date | None = None) -> Deadline:
    return Deadline(f"trước {day}", "date", start, day)


MONTHLY = Deadline("hằng tháng", "recurring", recurrence=("monthly",), day="20")


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("thousand") / "plans.db") as store:
        fill(store, 1000)
        yield store


def test_an_empty_store_has_an_empty_report(store: Store) -> None:
    found = report(store, TODAY)
    assert found.counts == Counts()
    assert (found.documents, found.units, found.months, found.weeks, found.upcoming) == (0, 0, (), (), ())
    assert (found.load.rows, found.plans.rows, found.families) == ((), (), ())


def test_tasks_are_counted_by_how_they_stand(store: Store, put: Put, reading: Callable, a_task: Callable) -> None:
    tasks = {
        name: a_task(name, lead=["Phòng A"], deadlines=deadlines)
        for name, deadlines in {
            "trễ": (on(TODAY - timedelta(1)),),
            "hôm nay": (on(TODAY),),
            "còn một hạn nữa": (on(TODAY - timedelta(9)), on(TODAY + timedelta(31))),
            "lặp lại": (MONTHLY,),
            "không ngày": (),
            "xong": (on(TODAY - timedelta(5)),),
            "bỏ": (on(TODAY - timedelta(5)),),
        }.items()
    }
    put(reading(*tasks.values()))
    store.reviews.done(tasks["xong"].id, None, "An")
    store.reviews.set(tasks["bỏ"].id, "status", "dropped", "An")
    found = report(store, TODAY)
    # One deadline that has passed makes it late, though another one is to come.
    assert found.counts == Counts(done=1, open=3, late=2, dropped=1)
    assert found.soon == 2
    assert found.undated == 1
    assert [each.text for each in found.upcoming] == ["hôm nay", "lặp lại", "còn một hạn nữa"]
    assert [each.text for each in found.longest_late] == ["còn một hạn nữa", "trễ"]
    assert [(each.frequency, each.tasks, each.next_due) for each in found.recurring] == [
        ("monthly", 1, date(2026, 6, 20))
    ]
    (late,) = found.late.rows
    assert (late.name, late.by_days, late.since) == ("Phòng A", (1, 1, 0, 0), TODAY - timedelta(9))
    (load,) = found.load.rows
    assert (load.lead, load.open, load.late, load.next_due) == (6, 5, 2, TODAY)


def test_a_units_part_is_told_from_its_lead(store: Store, put: Put, reading: Callable, a_task: Callable) -> None:
    put(
        reading(
            a_task("một", lead=["Phòng A"], partners=["Phòng B", "Phòng C"]),
            a_task("hai", lead=["Phòng A", "Phòng B"]),
            a_task("ba", partners=["Phòng C"]),
        )
    )
    found = report(store, TODAY)
    assert [(row.name, row.lead, row.partner) for row in found.load.rows] == [
        ("Phòng A", 2, 0), ("Phòng B", 1, 1), ("Phòng C", 0, 2),
    ]  # fmt: skip
    assert found.unled == 1


def test_merged_units_count_as_one(store: Store, put: Put, reading: Callable, a_task: Callable) -> None:
    put(reading(a_task("một", lead=["Sở GD và ĐT"]), a_task("hai", lead=["Sở Giáo dục và Đào tạo"])))
    ids = dict(store.db.execute("SELECT name, id FROM units").fetchall())
    store.units.merge(ids["Sở GD và ĐT"], ids["Sở Giáo dục và Đào tạo"], "An")
    (row,) = report(store, TODAY).load.rows
    assert (row.name, row.lead) == ("Sở Giáo dục và Đào tạo", 2)


def test_the_reviewed_unit_and_day_count(store: Store, put: Put, reading: Callable, a_task: Callable) -> None:
    task = a_task("một", lead=["Phòng A"], deadlines=(on(TODAY - timedelta(3)),))
    put(reading(task))
    store.reviews.set(task.id, "lead", ["Phòng Mới"], "An")
    store.reviews.set(task.id, "deadlines", [{"text": "trước 01/07/2026", "kind": "date", "due": "2026-07-01"}], "An")
    found = report(store, TODAY)
    assert [row.name for row in found.load.rows] == ["Phòng Mới"]
    assert found.counts == Counts(open=1)
    assert found.reviewing.reviewed == 1


def test_figures_are_those_of_the_tasks_one_by_one(thousand: Store) -> None:
    """Counted the long way, from the assignments that exports hand on."""
    found = report(thousand, TODAY)
    tasks = list(thousand.assignments(TODAY, drafts=False))
    late = [task for task in tasks if task.late_since]
    assert found.counts == Counts(
        done=sum(task.status == "done" for task in tasks),
        open=sum(task.status == "open" for task in tasks) - len(late),
        late=len(late),
        dropped=sum(task.status == "dropped" for task in tasks),
    )
    assert min(found.counts.done, found.counts.open, found.counts.late, found.counts.dropped) > 0
    live = [task for task in tasks if task.status != "dropped"]
    lead = Counter(name for task in live for name in {unit.name for unit in task.lead})
    partner = Counter(name for task in live for name in {unit.name for unit in task.partners})
    assert len(found.load.rows) == MOST
    for row in found.load.rows:
        assert (row.lead, row.partner) == (lead[row.name], partner[row.name]), row.name
    assert found.load.others
    assert sum(row.lead for row in found.load.all) == lead.total()
    assert sum(row.partner for row in found.load.all) == partner.total()
    assert found.load.left + MOST == found.units
    days = Counter(month_of(day) for task in live if (day := task.late_since or task.next_due or task.due) is not None)
    assert sum(each.counts.tasks for each in found.months) == days.total() == len(live) - found.undated
    for each in found.months:
        if each.period.kind == "month":
            assert each.counts.tasks == days[month_of(each.period.first)]
    assert sum(sum(row.tasks) for row in found.grid.all) == sum(
        len({unit.name for unit in task.lead}) for task in live if task.late_since or task.next_due or task.due
    )
    assert sum(plan.counts.tasks for plan in found.plans.all) == len(tasks)
    assert found.reviewing.reviewed == sum(task.review is not None for task in tasks)
    ends = date(2026, 7, 15)
    assert found.soon == sum(task.status == "open" and bool(task.next_due and task.next_due <= ends) for task in tasks)
    coming = sorted(task.next_due for task in tasks if task.status == "open" and task.next_due)
    assert [task.next_due for task in found.upcoming] == coming[:MOST]
    assert [task.late_since for task in found.longest_late] == sorted(task.late_since for task in late)[:MOST]


def test_only_what_is_wanted_counts(thousand: Store) -> None:
    wanted = {"unit": "so y te", "due_before": date(2026, 6, 30)}
    found = report(thousand, TODAY, **wanted)
    assert 0 < found.counts.tasks == len(list(thousand.assignments(TODAY, drafts=False, **wanted)))
    assert report(thousand, TODAY, words="không có những từ này").counts.tasks == 0


def test_of_too_many_tasks_those_that_came_last_count(thousand: Store) -> None:
    found = report(thousand, TODAY, most=150)
    assert (found.counts.tasks, found.left_out) == (150, 850)
    assert {plan.document.number for plan in found.plans.rows if plan.document} == {"8/KH-UBND", "9/KH-UBND"}
    assert report(thousand, TODAY, most=1000).left_out == 0


def test_a_draft_gives_way_to_its_final(store: Store, put: Put, reading: Callable, a_task: Callable) -> None:
    first = put(reading(a_task("một"), name="a.docx", number="1/KH-SYT", title="Phòng cháy"))
    final = put(reading(a_task("hai"), name="b.docx", number="2/KH-SYT", title="Trồng rừng"))
    store.db.execute("DELETE FROM document_links")
    store.db.execute("INSERT INTO document_links VALUES (?, ?, 'draft', 0.9)", [first, final])
    assert report(store, TODAY).counts.tasks == 1
    assert report(store, TODAY, drafts=True).counts.tasks == 2


@pytest.mark.parametrize(
    ("months", "most", "shown"),
    [
        pytest.param([], 12, [], id="none"),
        pytest.param(["2026-03"], 12, ["2026-03"], id="one"),
        pytest.param(["2026-11", "2027-02"], 12, ["2026-11", "2026-12", "2027-01", "2027-02"], id="with those between"),
        pytest.param(["1999-01", "2026-06", "2050-01"], 5, ["<2026-05", "2026-05", "2026-06", "2026-07", ">2026-08"],
                     id="far away on both sides"),
        pytest.param(["2026-05", "2030-01"], 5, ["2026-05", "2026-06", "2026-07", ">2026-08"], id="far ahead"),
        pytest.param(["2020-01", "2026-05"], 5, ["<2026-03", "2026-03", "2026-04", "2026-05"], id="long past"),
        pytest.param(["0001-01", "9999-12"], 5, ["<2026-05", "2026-05", "2026-06", "2026-07", ">2026-08"],
                     id="the first and the last day that there is"),
    ],
)  # fmt: skip
def test_months_are_shown_around_today(months: list[str], most: int, shown: list[str]) -> None:
    found = periods([month_of(date.fromisoformat(f"{month}-01")) for month in months], TODAY, most)
    signs = {"before": "<", "month": "", "after": ">"}
    assert [f"{signs[period.kind]}{period.first:%Y-%m}" for period in found] == shown
    assert all(sum(period.holds(month_of(date.fromisoformat(f"{m}-01"))) for period in found) == 1 for m in months)


def test_deadlines_fall_into_weeks() -> None:
    daily = Deadline("hằng ngày", "recurring", recurrence=("daily",))
    found = weeks({on(TODAY): 2, on(TODAY - timedelta(1)): 3, daily: 5, on(date(2030, 1, 1)): 7}, TODAY)
    assert TODAY.weekday() == 0
    assert (found[BEFORE].first, found[BEFORE].once, found[BEFORE].recurring) == (TODAY, 2, 5)
    assert [week.passed for week in found[: BEFORE + 1]] == [*[0] * (BEFORE - 1), 3, 0]
    assert {week.recurring for week in found[BEFORE:]} == {5}
    assert weeks({on(date(2030, 1, 1)): 7}, TODAY) == ()


def test_what_carries_out_what_is_found_in_the_store(store: Store) -> None:
    run = store.start_run("1")
    task = Task("0" * 15 + "1", "table", None, (), "một")
    put_plan(store, run, 1, [task], "06/QĐ-TTg")
    put_plan(store, run, 2, [Task("0" * 15 + "2", "table", None, (), "hai")], "1/KH-UBND")
    found = report(store, TODAY)
    (root,) = found.families
    assert (root.document, root.cited, root.tasks) == (None, "Quyết định 06/QĐ-TTg", None)
    (first,) = root.children
    (second,) = first.children
    assert (first.document and first.document.number, second.document and second.document.number) == (
        "1/KH-UBND", "2/KH-UBND",
    )  # fmt: skip
    assert {plan.document.number: plan.carries_out for plan in found.plans.rows if plan.document} == {
        "1/KH-UBND": ("Quyết định 06/QĐ-TTg",), "2/KH-UBND": ("Kế hoạch 1/KH-UBND",),
    }  # fmt: skip


def test_documents_that_carry_out_each_other_end_somewhere(thousand: Store) -> None:
    documents = thousand.counting.documents([1, 2])
    carried = [Carried(1, None, "b", 2), Carried(2, None, "a", 1), Carried(1, None, "a", 1)]
    found, left = families(documents, carried, {1: 1, 2: 1}, 60)
    assert left == 0
    assert [family.size for family in found] == [2]


def test_a_law_that_all_carry_out_does_not_fill_the_page(thousand: Store) -> None:
    documents = thousand.counting.documents(range(1, 11))
    carried = [Carried(n, "Luật", "1/QH", None) for n in range(1, 11)]
    (family,), left = families(documents, carried, dict.fromkeys(range(1, 11), 1), 60)
    assert (len(family.children), family.left, left) == (8, 2, 0)
    many = [Carried(1, "Luật", f"{n}/QH", None) for n in range(100)]
    found, left = families(documents, many, {}, 60)
    assert (sum(family.size for family in found), left) == (60, 70)


def test_what_is_written_meanwhile_does_not_count(store: Store, put: Put, reading: Callable, a_task: Callable) -> None:
    put(reading(a_task("một", lead=["Phòng A"])))
    with store.counting.at_once():
        keys = store.counting.keys()
        with Store(store.path) as other:
            other.write(*reading(a_task("hai", lead=["Phòng Mới"]), number="9/KH"), "/in/a.docx", other.start_run("1"))
        assert store.counting.keys() == keys
        assert [duty.lead for duty in store.counting.duties(keys)] == [("Phòng A",)]
    assert report(store, TODAY).counts.tasks == 1
    put(reading(a_task("ba"), name="c.docx", number="10/KH", title="Khác"))


def test_the_same_store_and_day_give_the_same_report(thousand: Store) -> None:
    assert report(thousand, TODAY) == report(thousand, TODAY)


@pytest.mark.parametrize("tasks", [pytest.param(100_000, marks=pytest.mark.long)])
def test_a_hundred_thousand_tasks_are_counted_in_seconds(tasks: int, tmp_path: Path) -> None:
    with Store(tmp_path / "plans.db") as store:
        store.db.execute("PRAGMA synchronous = OFF")
        fill(store, tasks)
        found: Report = assert_within(5, lambda: report(store, TODAY))
    assert found.counts.tasks == tasks
