"""A ministry's store: a million tasks are filtered while one waits."""

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from models import Deadline, Document, Metadata, Plan, Source, Task, Unit
from output.store import Store, prepare
from output.store.agenda import Asked, State
from tests.pace import assert_within

IN_A_DOCUMENT = 500
UNITS = [
    f"Phòng {name} {n}" for name in ("Kế hoạch", "Nghiệp vụ", "Thanh tra", "Đào tạo", "Kỹ thuật") for n in range(60)
]
VERBS = ("Rà soát", "Xây dựng", "Tổ chức", "Kiểm tra", "Triển khai", "Tham mưu", "Thẩm định", "Công bố")
THINGS = (
    "quy trình tuyển sinh", "kế hoạch an toàn giao thông", "hệ thống dữ liệu", "mô hình phòng chống ma túy",
    "dịch vụ công trực tuyến", "cải cách hành chính", "thư viện trường học", "tuyến đường tỉnh",
)  # fmt: skip

QUESTIONS: dict[str, dict[str, Any]] = {
    "a unit": {"unit": "phong nghiep vu 7"},
    "a day": {"due_after": date(2026, 3, 1), "due_before": date(2026, 3, 1)},
    "words": {"words": "tuyen sinh 4711"},
    "a unit and a month": {"unit": "Nghiệp vụ 7", "due_after": date(2026, 3, 1), "due_before": date(2026, 3, 31)},
    "a unit and words": {"unit": "phong ky thuat 9", "words": "ma túy"},
    "a unit, a year and words": {
        "unit": "phong ky thuat 9", "words": "ma túy", "due_after": date(2026, 1, 1), "due_before": date(2026, 12, 31),
    },
    "a document": {"document": "7/KH-UBND"},
}  # fmt: skip


def fill(store: Store, tasks: int) -> None:
    rnd = random.Random(1)
    run = store.start_run("1")
    for n in range(tasks // IN_A_DOCUMENT):
        source = Source(f"{n}.docx", hashlib.sha256(str(n).encode()).hexdigest(), "docx")
        metadata = Metadata(number=f"{n}/KH-UBND", issuer="UBND tỉnh X", date="2025-01-02", title=f"Kế hoạch {n}")
        made = tuple(task(rnd, f"{n:08x}{i:08x}") for i in range(IN_A_DOCUMENT))
        store.write_prepared(prepare(Document(source, ()), Plan(source, metadata, made)), f"/in/{n}.docx", run)


def task(rnd: random.Random, name: str) -> Task:
    lead, *partners = (Unit(unit, unit) for unit in rnd.sample(UNITS, 3))
    text = f"{rnd.choice(VERBS)} {rnd.choice(THINGS)} số {rnd.randrange(5000)} trên địa bàn"
    due = Deadline("trước", "date", due=date(2025, 1, 1) + timedelta(rnd.randrange(1500)))
    return Task(name, "table", None, ("II. Nhiệm vụ",), text, None, (lead,), tuple(partners), ("Báo cáo",), (due,))


@pytest.fixture(scope="module", params=[20_000, pytest.param(1_000_000, marks=pytest.mark.long)])
def large(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("large") / "plans.db") as store:
        store.db.execute("PRAGMA synchronous = OFF")
        fill(store, request.param)
        yield store


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_a_page_of_the_tasks_wanted_comes_at_once(large: Store, question: str) -> None:
    wanted = QUESTIONS[question]
    list(large.tasks(**wanted, limit=100))  # the file's pages are in memory, as in a store that is in use

    def asked() -> list[dict[str, Any]]:
        return list(large.tasks(**wanted, limit=100))

    rows = assert_within(0.1, asked)
    for row in rows:
        assert (
            wanted.get("due_after", date.min).isoformat()
            <= row["due"]
            <= wanted.get("due_before", date.max).isoformat()
        )
        assert "ma túy" not in wanted.get("words", "") or "ma túy" in row["text"]
    if set(wanted) == {"unit"}:
        assert len(rows) == 100
        assert {row["task_id"] for row in rows} <= {
            task for (task,) in large.db.execute("SELECT task_id FROM unit_tasks WHERE unit LIKE '%Nghiệp vụ 7'")
        }


def test_what_units_have_to_do_is_counted_at_once(large: Store) -> None:
    large.units.page("", 50)
    rows, count = assert_within(0.3, lambda: large.units.page("", 50))
    assert (len(rows), count) == (50, len(UNITS))
    (one, *_), _ = large.units.page("phong thanh tra 7", 1)
    of = {role: counts for role, *counts in large.db.execute(
        "SELECT role, tasks, overdue FROM by_unit WHERE unit = ?", [one.name]
    )}  # fmt: skip
    assert (one.lead, one.partner) == (of["lead"][0], of["partner"][0])
    assert one.overdue == of["lead"][1] + of["partner"][1] > 0


@pytest.mark.parametrize("state", ["open", "overdue", "soon"])
def test_the_tasks_of_a_unit_and_of_all_come_at_once(large: Store, state: State) -> None:
    meant = large.units.meant("phong nghiep vu 7")
    for asked in [Asked(meant), Asked(meant, "lead"), *([Asked()] if state != "open" else [])]:
        large.agenda.tasks(asked, state, 100)
        rows, count = assert_within(0.3, partial(large.agenda.tasks, asked, state, 100))
        assert len(rows) == min(count, 100)


def test_all_units_are_counted_while_one_waits(large: Store) -> None:
    rows = assert_within(3, lambda: large.db.execute("SELECT * FROM by_unit").fetchall())
    assert len(rows) == 2 * len(UNITS)


def test_pages_follow_one_another(large: Store) -> None:
    whole = [row["task_id"] for row in large.tasks(unit="phong dao tao 3", limit=60)]
    pages = [
        row["task_id"] for skip in (0, 20, 40) for row in large.tasks(unit="phong dao tao 3", limit=20, offset=skip)
    ]
    assert pages == whole
    assert len(set(whole)) == 60


def test_a_merged_unit_is_found_at_once(large: Store) -> None:
    old, new = (large.units.enter(f"Phòng Thanh tra {n}") for n in (11, 12))
    large.units.merge(old, new, "an")

    def asked() -> list[dict[str, Any]]:
        return list(large.tasks(unit="thanh tra 12", due_after=date(2026, 3, 1), limit=100))

    asked()
    assert any("Phòng Thanh tra 11" in row["lead"] for row in assert_within(0.1, asked))
    large.units.part(old, "an")
    assert not any("Phòng Thanh tra 11" in row["lead"] for row in asked() if "Thanh tra 12" not in row["partners"])


def test_writing_does_not_slow_down(large: Store, tmp_path: Path) -> None:
    """A document among many is written as fast as into an empty store."""

    def seconds(store: Store, salt: int) -> float:
        rnd, run = random.Random(salt), store.start_run("1")
        start = perf_counter()
        for n in range(10):
            key = f"{salt}.{n}"
            source = Source(f"{key}.docx", hashlib.sha256(key.encode()).hexdigest(), "docx")
            made = tuple(task(rnd, hashlib.sha256(f"{key}.{i}".encode()).hexdigest()[:16]) for i in range(20))
            store.write(Document(source, ()), Plan(source, Metadata(number=f"{key}/QĐ"), made), f"/new/{key}", run)
        return perf_counter() - start

    with Store(tmp_path / "empty.db") as empty:
        empty.db.execute("PRAGMA synchronous = OFF")
        ratios = sorted(seconds(large, salt) / seconds(empty, salt) for salt in range(5))
    assert ratios[2] < 4, "the index grows by its logarithm"
