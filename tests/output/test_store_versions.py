"""One document in many files: what belongs together, which wording is the last, drafts and amendments.

Whatever the order of writing, the same files give the same documents, editions, leaders and links.
"""

import hashlib
import itertools
import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import Citation, Deadline, Document, Metadata, Paragraph, Plan, Source, Task, Unit
from output.store import Store
from output.store.prepared import prepare
from tests.pace import assert_within

LONG_AGO, LATELY = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 3, 5, tzinfo=UTC)
SENTENCES = [
    "Rà soát thủ tục hành chính thuộc thẩm quyền giải quyết của các sở", "Tổ chức ba lớp tập huấn cho công chức cấp xã",
    "Xây dựng phần mềm theo dõi hồ sơ trên nền tảng dùng chung", "Tuyên truyền trên hệ thống thông tin cơ sở hằng tuần",
    "Kiểm tra đột xuất việc tiếp nhận hồ sơ tại bộ phận một cửa", "Báo cáo kết quả về Văn phòng trước cuộc họp giao ban",
]  # fmt: skip
HEAD = {"number": "42/KH-UBND", "issuer": "UBND tỉnh X", "date": "2026-02-09", "title": "Cải cách hành chính năm 2026"}


@dataclass(frozen=True)
class File:
    """A made-up file: its tasks by sentence and day of June on which they are due; `noise` words are misread."""

    name: str
    tasks: tuple[tuple[int, int], ...] = ((0, 1), (1, 2), (2, 3), (3, 4), (4, 5))
    head: tuple[tuple[str, Any], ...] = ()
    modified: datetime | None = None
    noise: int = 0
    citations: tuple[Citation, ...] = ()
    extra: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()

    def reading(self) -> tuple[Document, Plan]:
        is_scan = "scan" in self.name
        kind = self.name.rpartition(".")[2]
        source = Source(
            self.name, self.sha256, "scan" if is_scan else kind, text_from="ocr" if is_scan else "file",
            ocr_confidence=0.9 if is_scan else None,
        )  # fmt: skip
        texts = [f"{SENTENCES[which]}, hoàn thành trước ngày {day}/6/2026" for which, day in self.tasks]
        misread = random.Random(self.name)
        for _ in range(self.noise):
            at = misread.randrange(len(texts))
            words = texts[at].split()
            words[misread.randrange(len(words) - 1)] += "ỉ"
            texts[at] = " ".join(words)
        tasks = tuple(
            Task(
                hashlib.sha256(f"{self.name}{text}".encode()).hexdigest()[:16], "body", None, (), text,
                lead=(Unit("Sở A", "Sở A"),), deadlines=(Deadline("x", "date", due=date(2026, 6, day)),),
            )
            for text, (_, day) in zip(texts, self.tasks, strict=True)
        )  # fmt: skip
        metadata = Metadata(**{**HEAD, **dict(self.head)})
        blocks = tuple(Paragraph(text) for text in (*texts, self.extra) if text)
        return Document(source, blocks), Plan(source, metadata, tasks, citations=self.citations)


UNSIGNED = (("number", "/KH-UBND"), ("date", "2026-02"))
CHANGED = ((0, 1), (1, 20), (2, 3), (3, 4), (5, 5))
FILES = {
    "word": File("ban-ky.docx", modified=LONG_AGO),
    "pdf": File("ban-ky.pdf"),
    "scan": File("scan.pdf", noise=2),
    "bad scan": File("scan-2.pdf", noise=4, head=(("number", None), ("title", "Cai cach hành chinh nãm 2026"))),
    "changed": File("sua.docx", CHANGED, modified=LATELY),
    "changed scan": File("scan-3.pdf", CHANGED, noise=1),
    "unsigned": File("chua-ky.docx", head=UNSIGNED),
    "draft": File("du-thao.docx", CHANGED, head=UNSIGNED, modified=LONG_AGO),
    "second draft": File("du-thao-2.docx", CHANGED[:4], head=(*UNSIGNED, ("draft", True)), modified=LATELY),
    "misread number": File(
        "khac.docx", ((5, 7), (5, 8), (5, 9)), extra="Nội dung hoàn toàn khác về bảo vệ rừng phòng hộ ven biển phía nam"
    ),
    "amending": File(
        "sua-doi.docx", ((5, 12),), head=(("number", "50/KH-UBND"), ("date", "2026-04-01"), ("title", "Sửa đổi")),
        citations=(Citation("Kế hoạch", "42/KH-UBND", date(2026, 2, 9), "Chủ tịch UBND tỉnh X", relation="amends"),),
    ),
    "carrying out": File(
        "xa.docx", ((4, 12),), head=(("number", "7/KH-UBND"), ("issuer", "UBND xã Y"), ("title", "Thực hiện")),
        citations=(Citation("Kế hoạch", "42/KH-UBND", None, "UBND tỉnh", relation="carries out"),),
    ),
}  # fmt: skip


def write(store: Store, *names: str) -> list[int]:
    run = store.start_run("1")
    return [
        store.write_prepared(prepare(*FILES[name].reading()), FILES[name].name, run, FILES[name].modified)
        for name in names
    ]


def picture(store: Store) -> Any:
    """All that follows from the files, without the numbers of documents: these tell who came first."""
    rows = store.db.execute(
        """
        SELECT d.id, f.name, f.edition, f.id = d.file, d.number, d.date, d.issuer, d.title
        FROM files f JOIN documents d ON d.id = f.document
        """
    ).fetchall()
    leaders = {row[0]: row[1] for row in rows if row[3]}
    links = store.db.execute("SELECT earlier, later, kind, similarity FROM document_links").fetchall()
    plans = store.db.execute("SELECT document_id, cited_document, relation FROM plan_links").fetchall()
    listed = [(row["file"], row["text"], leaders.get(row["replaced_by"])) for row in store.tasks()]
    return (
        sorted((leaders[document], *rest) for document, *rest in rows),
        sorted((leaders[a], leaders[b], *rest) for a, b, *rest in links),
        sorted((leaders[a], leaders[b], relation) for a, b, relation in plans),
        sorted(listed, key=repr),
    )


def led(store: Store, *columns: str) -> list[tuple[Any, ...]]:
    sql = f"SELECT f.name, {', '.join(columns)} FROM documents d JOIN files f ON f.id = d.file ORDER BY f.name"
    return [tuple(row) for row in store.db.execute(sql)]


def test_word_pdf_and_scans_are_one_document_and_word_leads(store: Store) -> None:
    assert len(set(write(store, "bad scan", "scan", "pdf", "word"))) <= 2
    assert led(store, "(SELECT count(*) FROM files x WHERE x.document = d.id)") == [("ban-ky.docx", 4)]
    assert store.db.execute("SELECT max(edition) FROM files").fetchone() == (1,)


def test_an_issuer_named_without_its_province_is_the_same(store: Store) -> None:
    short = replace(FILES["pdf"], name="short.pdf", head=(("issuer", "UBND tỉnh"),))
    (first,) = write(store, "word")
    assert store.write_prepared(prepare(*short.reading()), short.name, 1) == first


@pytest.mark.parametrize("order", list(itertools.permutations(["word", "pdf", "changed", "changed scan"], 4))[::5])
def test_a_changed_day_makes_a_new_edition_that_leads(store: Store, order: tuple[str, ...]) -> None:
    write(store, *order)
    editions = store.db.execute("SELECT name, edition FROM files ORDER BY name").fetchall()
    assert editions == [("ban-ky.docx", 1), ("ban-ky.pdf", 1), ("scan-3.pdf", 2), ("sua.docx", 2)]
    assert {row["file"] for row in store.tasks()} == {"sua.docx"}


def test_the_date_of_the_document_decides_before_that_of_the_file(store: Store) -> None:
    later = replace(FILES["word"], name="later.docx", head=(("date", "2026-02-10"),))
    earlier = replace(FILES["changed"], name="earlier.docx")
    for file in (later, earlier):
        store.write_prepared(prepare(*file.reading()), file.name, store.start_run("1"), file.modified)
    assert led(store, "d.date") == [("later.docx", "2026-02-10")]


def test_a_word_file_before_signing_takes_number_and_day_from_the_scan(store: Store) -> None:
    write(store, "unsigned", "scan")
    assert led(store, "d.number", "d.date") == [("chua-ky.docx", "42/KH-UBND", "2026-02-09")]


def test_a_scan_with_other_days_than_the_unsigned_file_is_what_counts(store: Store) -> None:
    write(store, "draft", "scan")
    assert led(store, "d.number") == [("du-thao.docx", "/KH-UBND"), ("scan.pdf", "42/KH-UBND")]
    due = store.db.execute("SELECT DISTINCT file FROM task_list WHERE replaced_by IS NULL").fetchall()
    assert due == [("scan.pdf",)]


@pytest.mark.parametrize("order", [("word", "draft", "second draft"), ("second draft", "draft", "word")])
def test_drafts_are_one_document_that_the_final_replaces(store: Store, order: tuple[str, ...]) -> None:
    write(store, *order)
    (draft, replaced), (final, not_replaced) = sorted(
        {(row["file"], row["replaced_by"] is not None) for row in store.tasks()}, reverse=True
    )
    assert (draft, replaced, final, not_replaced) == ("du-thao.docx", True, "ban-ky.docx", False)
    links = store.db.execute("SELECT kind, similarity FROM document_links").fetchall()
    assert [kind for kind, _ in links] == ["draft"]
    assert 0.6 < links[0][1] < 1
    for view in ("due_soon", "overdue"):
        files = store.db.execute(f"SELECT DISTINCT file FROM {view}").fetchall()
        assert ("du-thao.docx",) not in files
    assert store.db.execute("SELECT sum(tasks) FROM by_unit").fetchone() == (5,)


def test_a_draft_that_orders_the_same_is_the_document_itself(store: Store) -> None:
    first, second = write(store, "unsigned", "word")
    assert first == second
    assert store.db.execute("SELECT count(*) FROM document_links").fetchone() == (0,)


def test_a_draft_dated_behind_a_plan_is_none_of_its(store: Store) -> None:
    late = replace(FILES["draft"], head=(("number", None), ("date", "2026-05-01")))
    write(store, "word")
    store.write_prepared(prepare(*late.reading()), late.name, 1, None)
    assert store.db.execute("SELECT count(*) FROM document_links").fetchone() == (0,)


def test_one_number_on_texts_with_nothing_in_common_is_two_documents_both_shown(store: Store) -> None:
    first, second = write(store, "word", "misread number")
    assert first != second
    assert {row["document_id"] for row in store.tasks()} == {first, second}
    same = dict(store.db.execute("SELECT document_id, same_number FROM document_list").fetchall())
    assert same == {first: f"[{second}]", second: f"[{first}]"}


def test_weekly_schedules_without_numbers_stay_apart(store: Store) -> None:
    for day in ("2026-03-02", "2026-03-09"):
        week = replace(FILES["word"], name=f"{day}.docx", head=(("number", None), ("date", day)))
        store.write_prepared(prepare(*week.reading()), week.name, store.start_run("1"))
    assert [day for _, day in led(store, "d.date")] == ["2026-03-02", "2026-03-09"]


def test_the_same_plan_of_two_communes_stays_two(store: Store) -> None:
    for issuer in ("UBND xã An Bình", "UBND xã An Định"):
        for kind in ("docx", "scan.pdf"):
            file = replace(FILES["word"], name=f"{issuer}.{kind}", head=(("issuer", issuer), ("number", None)))
            store.write_prepared(prepare(*file.reading()), file.name, store.start_run("1"))
    assert [name for name, _ in led(store, "d.id")] == ["UBND xã An Bình.docx", "UBND xã An Định.docx"]


def test_an_amendment_is_linked_and_hides_nothing(store: Store) -> None:
    write(store, "amending", "word")
    assert store.db.execute("SELECT kind FROM document_links").fetchall() == [("amendment",)]
    assert {row["replaced_by"] for row in store.tasks()} == {None}
    relations = "SELECT document_number, relation, cited_number FROM plan_links"
    assert store.db.execute(relations).fetchall() == [("50/KH-UBND", "amends", "42/KH-UBND")]


def test_a_citation_without_a_day_needs_the_issuer_and_a_single_candidate(store: Store) -> None:
    write(store, "carrying out", "word")
    links = "SELECT document_number, relation, cited_number FROM plan_links"
    assert store.db.execute(links).fetchall() == [("7/KH-UBND", "carries out", "42/KH-UBND")]
    other = replace(FILES["word"], name="2025.docx", head=(("date", "2025-02-09"),))
    store.write_prepared(prepare(*other.reading()), other.name, 1)
    assert store.db.execute(links).fetchall() == []


@settings(max_examples=30, deadline=None)
@given(st.permutations(sorted(FILES)), st.integers(1, len(FILES)), st.data())
def test_any_order_of_writing_gives_the_same(order: list[str], size: int, data: st.DataObject) -> None:
    chosen = order[:size]
    with TemporaryDirectory() as folder, Store(Path(folder) / "a.db") as one, Store(Path(folder) / "b.db") as other:
        write(one, *sorted(chosen))
        write(other, *chosen, *data.draw(st.lists(st.sampled_from(chosen), max_size=3), label="written again"))
        assert picture(one) == picture(other)
        for store in (one, other):
            assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []
            listed = store.db.execute("SELECT count(*) FROM listed_tasks").fetchone()
            assert listed == store.db.execute("SELECT count(*) FROM task_values").fetchone()


@settings(max_examples=15, deadline=None)
@given(st.permutations(sorted(FILES)), st.integers(2, len(FILES)))
def test_a_file_first_misread_ends_where_it_belongs(order: list[str], size: int) -> None:
    chosen = order[:size]
    with TemporaryDirectory() as folder, Store(Path(folder) / "a.db") as one, Store(Path(folder) / "b.db") as other:
        write(one, *chosen)
        for name in chosen:  # an earlier program read neither number nor title of half of them
            document, plan = FILES[name].reading()
            if len(name) % 2:
                plan = replace(plan, document=replace(plan.document, number="99/KH-UBND", title="Khác"))
            other.write_prepared(prepare(document, plan), name, other.start_run("0"), FILES[name].modified)
        write(other, *reversed(chosen))
        assert picture(one) == picture(other)


def test_many_files_of_one_title_are_written_quickly(store: Store) -> None:
    def weeks() -> None:
        for number in range(60):
            file = replace(FILES["word"], name=f"tuan-{number}.docx", head=UNSIGNED, extra=f"Tuần {number}")
            store.write_prepared(prepare(*file.reading()), file.name, 1)

    store.start_run("1")
    assert_within(20, weeks)
