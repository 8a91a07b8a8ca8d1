"""Whatever is reviewed, read anew and undone in whatever order: no review is lost, and nothing is made up."""

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from models import Deadline, Task
from output.exports.plan_json import deadline_dict
from output.store import ReviewError, Store
from output.store.attaching import attach
from output.store.values import IN_FORCE, TASK_COLUMNS
from tests.output.plans_of_lines import a_reading, a_task

LINES = (
    "Rà soát thủ tục hành chính",
    "Báo cáo kết quả quý I",
    "Báo cáo kết quả quý II",
    "Tổ chức tập huấn cho cán bộ phường",
    "Tổ chức tập huấn cho cán bộ xã",
    "Báo cáo kết quả quý I",
)
# A draft in two editions, a scan of one of them, the final: one document as soon as they order the same.
FILES = {"a.docx": None, "b.docx": None, "a.pdf": None, "final.docx": "77/KH-SYT"}
VALUES: dict[str, Any] = {
    "text": "Việc đã sửa",
    "number": None,
    "path": ["I. A"],
    "lead": ["Phòng B"],
    "partners": ["Phòng A", "Phòng B"],
    "products": [],
    "deadlines": [deadline_dict(Deadline("hằng tuần", "recurring", recurrence=("weekly",), day="FR"))],
    "status": "dropped",
    "done_on": "2025-03-01",
}
Shape = tuple[tuple[tuple[int, int], ...], str]

which = st.integers(0, 7)
shapes = st.tuples(
    st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.integers(0, 2)), max_size=6, unique_by=lambda line: line[0]).map(tuple),
    st.sampled_from(["Phòng A", "P. C"]),
)  # fmt: skip
steps = st.one_of(
    st.tuples(st.just("read"), st.sampled_from(list(FILES)), shapes),
    st.tuples(st.just("away and back"), shapes, st.booleans()),
    st.tuples(st.sampled_from(["accept", "reject", "done", "note", "split", "add"]), which),
    st.tuples(st.just("set"), which, st.sampled_from(list(VALUES))),
    st.tuples(st.just("add like"), st.integers(0, len(LINES) - 1)),
    st.tuples(st.just("merge"), which, which),
    st.tuples(st.just("undo"), st.integers(0, 20)),
)


def tasks_in(shape: Shape, name: str) -> list[Task]:
    """What a program reads: some of the lines, in some order, with their words, fewer of them, or others besides."""
    read, lead = shape
    ways: tuple[Callable[[str], str], ...] = (str, lambda line: line.rpartition(" ")[0], lambda line: f"{line} năm nay")
    return [
        a_task(ways[way](LINES[line]), line, salt=f"{name} {line}", number=str(line) if way else None, lead=[lead])
        for line, way in read
    ]


class Story:
    """A store with two files of a draft and its final, and what was last read of each."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.last: dict[str, Shape] = {}
        every: Shape = (tuple((n, 0) for n in range(len(LINES))), "Phòng A")
        self.read("a.docx", every)
        self.read("final.docx", (every[0][1:], "P. C"))

    def read(self, name: str, shape: Shape) -> None:
        made = a_reading(LINES, tasks_in(shape, name), name, number=FILES[name])
        self.store.write(*made, f"/in/{name}", self.store.start_run("1"))
        self.last[name] = shape

    def tasks(self) -> list[str]:
        """All that can be reviewed."""
        sql = """
            SELECT t.id FROM documents d JOIN tasks t ON t.file = d.file
            UNION ALL SELECT task_id FROM listed_tasks WHERE task_id NOT IN (SELECT id FROM tasks)
        """
        return [row[0] for row in self.store.db.execute(f"SELECT * FROM ({sql}) ORDER BY 1").fetchall()]

    def take(self, action: str, *rest: Any) -> None:
        if action == "read":
            self.read(*rest)
        elif action == "away and back":
            shape, final = rest
            leading = "SELECT f.name FROM documents d JOIN files f ON f.id = d.file ORDER BY f.id"
            name = self.store.db.execute(leading).fetchall()[-final][0]
            before, was = self.listed(), self.last[name]
            self.read(name, shape)
            self.read(name, was)
            assert self.listed() == before, "the list is as it was"
        else:
            try:
                self.review(action, *rest)
            except ReviewError:
                assert action in ("merge", "undo")

    def review(self, action: str, *rest: Any) -> None:
        reviews, tasks = self.store.reviews, self.tasks()
        if action == "undo":
            reviews.undo(rest[0] + 1, "an")
        elif action in ("add", "add like"):
            text = "Họp giao ban" if action == "add" else LINES[rest[0]]
            document = self.store.db.execute("SELECT min(id) FROM documents").fetchone()[0]
            reviews.add(document, {"text": text, "lead": ["Phòng B"]}, "an")
        elif tasks:
            task = tasks[rest[0] % len(tasks)]
            if action == "set":
                reviews.set(task, rest[1], VALUES[rest[1]], "an")
            elif action == "merge":
                reviews.merge([task, tasks[rest[1] % len(tasks)]], "an")
            elif action == "split":
                reviews.split(task, [{"text": "Phần một"}, {"text": "Phần hai", "lead": []}], "an")
            elif action == "done":
                reviews.done(task, "2025-03-01", "an")
            elif action == "note":
                reviews.note(task, "xem lại", "an")
            else:
                getattr(reviews, action)(task, "an")

    def listed(self) -> list[tuple[Any, ...]]:
        """The list; a document that was one with another for a while may have another number."""
        columns = ", ".join(column for column in TASK_COLUMNS if column != "document")
        return self.rows(f"SELECT {columns} FROM listed_tasks")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return sorted(self.store.db.execute(sql).fetchall(), key=repr)

    def check(self) -> None:
        """What must hold at every moment."""
        lost = f"""
            SELECT r.id FROM reviews r WHERE {IN_FORCE} AND r.id NOT IN (SELECT review FROM attachments)
                AND r.id NOT IN (SELECT review FROM detached)
        """
        assert self.rows(lost) == []
        hidden = f"""
            SELECT r.id FROM reviews r WHERE {IN_FORCE} AND r.id NOT IN (SELECT review FROM attachments)
                AND r.id NOT IN (SELECT review FROM orphaned_reviews)
                AND r.id NOT IN (SELECT review FROM detached WHERE reason = 'superseded')
        """
        assert self.rows(hidden) == []
        gone = "SELECT id FROM reviews WHERE action = 'undo' AND id IN (SELECT review FROM attachments)"
        assert self.rows(gone) == []
        assert self.rows(f"SELECT {', '.join(TASK_COLUMNS)} FROM listed_tasks") == self.rows(
            "SELECT * FROM task_values"
        )
        assert self.rows("SELECT * FROM listed_units") == self.rows("SELECT * FROM unit_values")
        assert self.rows("SELECT * FROM listed_deadlines") == self.rows("SELECT * FROM deadline_values")
        assert self.rows("PRAGMA foreign_key_check") == []
        tables = [self.rows(f"SELECT * FROM {table}") for table in ("attachments", "detached")]
        documents = self.store.db.execute("SELECT id FROM documents").fetchall()
        assert not any(attach(self.store.db, document) for (document,) in documents), "nothing is left to be made anew"
        assert tables == [self.rows(f"SELECT * FROM {table}") for table in ("attachments", "detached")]
        self.store.db.commit()


@settings(max_examples=600 if os.environ.get("HYPOTHESIS_PROFILE") == "random" else 100)
@given(st.lists(steps, max_size=14))
def test_no_review_is_ever_lost(story: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder, Store(Path(folder) / "store.db") as store:
        told = Story(store)
        reviews: list[tuple[Any, ...]] = []
        for step in story:
            told.take(*step)
            told.check()
            now = store.db.execute("SELECT * FROM reviews ORDER BY id").fetchall()
            assert now[: len(reviews)] == reviews, "reviews only ever grow"
            reviews = now
