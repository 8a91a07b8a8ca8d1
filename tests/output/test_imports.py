"""Files that come back: nothing changed says nothing, a change says exactly that, and nobody's work is lost."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from extractors.deadlines import in_cell
from models import Deadline, Task, Unit
from output.errors import ImportFileError
from output.exports.fingerprint import STATED, Fingerprint, fingerprint, plain
from output.exports.plan_json import deadline_dict
from output.imports.applying import Applied, apply
from output.imports.comparing import CELL, compare
from output.imports.incoming import Incoming
from output.imports.readers import READERS, read_tasks
from output.imports.records import ImportedTask
from output.store import ReviewError, Store
from tests.output.exported import a_store, deadlines, export, lists, put, tasks, texts
from tests.pace import assert_within

Rows = list[dict[str, Any]]
EACH = ("json", "jsonl", "csv", "parquet")
FIRST, SECOND = "0" * 15 + "1", "0" * 15 + "2"


def understand(typed: Mapping[str, Any], document: int) -> list[dict[str, Any]]:
    read = [deadline_dict(found.value) for found in in_cell(typed["text"], 2026)]
    if typed.get("due"):
        return [{**read[0], "kind": "date", "start": None, "due": typed["due"]}]
    if typed["text"] == "không hiểu":
        raise ReviewError("'không hiểu' is no deadline.")
    return read


def rows_of(form: str, data: bytes) -> Rows:
    """What a program sees in an export: a dict a task, that it may change."""
    if form == "csv":
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    if form == "parquet":
        rows = pq.read_table(io.BytesIO(data)).to_pylist()
        return json.loads(json.dumps([{**row, "confidences": dict(row["confidences"])} for row in rows], default=str))  # type: ignore[no-any-return]
    return list(json.loads(data)["tasks"] if form == "json" else map(json.loads, data.decode().split("\n")[:-1]))


def file_of(form: str, rows: Rows, folder: Path, columns: list[str] | None = None) -> Path:
    """The rows as a program writes them."""
    path = folder / f"tasks.{form}"
    if form == "csv":
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, columns or list(rows[0]) if rows else ["task_id", "text"], restval="")
            writer.writeheader()
            writer.writerows(rows)
    elif form == "parquet":
        with_types = [{name: value for name, value in row.items() if name != "confidences"} for row in rows]
        pq.write_table(pa.Table.from_pylist(with_types), path)
    elif form == "json":
        path.write_text(json.dumps({"tasks": rows}), "utf-8")
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def with_value(form: str, row: dict[str, Any], field: str, value: Any) -> dict[str, Any]:
    """The row with another value in a field, in the manner of the form."""
    if form == "csv":
        if isinstance(value, list):
            entries = [entry["text"] if isinstance(entry, dict) else entry for entry in value]
            sign = " > " if field == "path" else "; "
            value = sign.join('"' + entry.replace('"', '""') + '"' for entry in entries)
        return {**row, field: value or ""}
    if field in ("lead", "partners"):
        value = [{"printed": name, "name": "anything", "id": None} for name in value]
    return {**row, field: value}


def incoming(store: Store, path: Path, **options: Any) -> Incoming:
    return compare(store, read_tasks(path), understand, **options)


# Round trips


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(made=tasks())
def test_what_nobody_changed_says_nothing(made: tuple[Task, ...]) -> None:
    with a_store() as store:
        put(store, made)
        folder = store.path.parent
        for form in EACH:
            as_written = folder / f"written.{form}"
            as_written.write_bytes(export(store, form))
            saved = file_of(form, rows_of(form, as_written.read_bytes()), folder) if made else as_written
            for path in (as_written, saved):
                assert incoming(store, path) == Incoming((), (), (), (), (), len(made)), form


EDITS = st.one_of(
    st.tuples(st.sampled_from(["number", "text", "context"]), texts),
    st.tuples(st.sampled_from(["path", "lead", "partners", "products"]), lists(texts).map(list)),
    st.tuples(st.just("status"), st.sampled_from(["done", "dropped"])),
    st.tuples(st.just("deadlines"), st.sampled_from([[], [{"text": "trước 30/6/2026"}], [{"text": "hằng quý"}]])),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(made=tasks().filter(bool), edit=EDITS, data=st.data())
def test_a_changed_value_is_exactly_that_change(
    made: tuple[Task, ...], edit: tuple[str, Any], data: st.DataObject
) -> None:
    field, value = edit
    which = data.draw(st.integers(0, len(made) - 1))
    with a_store() as store:
        put(store, made)
        old = plain(store.reviews.values(made[which].id)[field])
        assume(old != plain(value) and (old or plain(value)))
        assume(field == "deadlines" or not any(map(unprintable, value if isinstance(value, list) else [value])))
        assume(field != "deadlines" or [each["text"] for each in old] != [each["text"] for each in value])
        for form in EACH:
            rows = rows_of(form, export(store, form))
            rows[which] = with_value(form, rows[which], field, value)
            found = incoming(store, file_of(form, rows, store.path.parent))
            assert [(c.task, c.field) for c in found.changes] == [(made[which].id, field)], form
            assert not (found.conflicts or found.additions or found.missing or found.problems)
        done = apply(store, found, "an")
        assert done == Applied(1, 0, 0, ())
        now = plain(store.reviews.values(made[which].id)[field])
        expected = value if field != "deadlines" else [understand(each, 0)[0] for each in value]
        assert now == plain(expected)
        assert incoming(store, file_of(form, rows, store.path.parent)).unchanged == len(made), "the same file again"


def unprintable(text: str) -> bool:
    return any(not (c.isprintable() or c in "\n\t ") for c in text) or not plain(text)


@settings(max_examples=50)
@given(one=lists(deadlines()), number=st.one_of(st.none(), texts))
def test_a_fingerprint_is_read_back(one: tuple[Deadline, ...], number: str | None) -> None:
    values = {**dict.fromkeys(STATED), "number": number, "deadlines": [deadline_dict(each) for each in one]}
    read = Fingerprint.parse(fingerprint("ab-c", values))
    assert read is not None
    assert read.task == "ab-c"
    assert all(read.fits(field, values[field]) for field in STATED)
    assert not read.fits("text", "khác")
    assert Fingerprint.parse("1-ab-c") is None


# Who changed what


def a_task(n: int, text: str, **fields: Any) -> Task:
    return Task(f"{n:016x}", "table", fields.pop("number", str(n)), (), text, **fields)


@pytest.fixture
def filled(store: Store) -> Store:
    due = Deadline("trước 30/6/2026", "date", due=date(2026, 6, 30))
    put(store, (a_task(1, "Việc một", lead=(Unit("Sở A", "Sở A"),), deadlines=(due,)), a_task(2, "Việc hai")))
    return store


@pytest.fixture(params=EACH)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


Edit = Callable[[Rows], Any]


@pytest.fixture
def edited(filled: Store, tmp_path: Path, form: str) -> Callable[[Edit], Path]:
    """The store's export with its rows edited."""

    def make(edit: Edit) -> Path:
        rows = rows_of(form, export(filled, form))
        return file_of(form, edit(rows) or rows, tmp_path)

    return make


def test_what_was_changed_in_the_store_alone_stays(filled: Store, edited: Callable[[Edit], Path]) -> None:
    path = edited(lambda rows: None)
    filled.reviews.set(FIRST, "text", "Việc một, sửa", "bình")
    found = incoming(filled, path)
    assert (found.changes, found.conflicts, found.unchanged) == ((), (), 2)


def test_different_fields_changed_on_both_sides_both_count(
    filled: Store, edited: Callable[[Edit], Path], form: str
) -> None:
    path = edited(lambda rows: rows.__setitem__(0, with_value(form, rows[0], "lead", ["Sở B"])))
    filled.reviews.set(FIRST, "text", "Việc một, sửa", "bình")
    found = incoming(filled, path)
    assert [(c.field, c.old, c.new) for c in found.changes] == [("lead", ["Sở A"], ["Sở B"])]
    apply(filled, found, "an")
    assert filled.reviews.values(FIRST)["text"] == "Việc một, sửa"
    assert filled.reviews.values(FIRST)["lead"] == ["Sở B"]


def test_the_same_field_changed_on_both_sides_is_left_and_told(
    filled: Store, edited: Callable[[Edit], Path], form: str
) -> None:
    path = edited(lambda rows: rows.__setitem__(0, with_value(form, rows[0], "text", "Việc một, của tệp")))
    filled.reviews.set(FIRST, "text", "Việc một, của kho", "bình")
    found = incoming(filled, path)
    assert not found.changes
    (conflict,) = found.conflicts
    assert (conflict.field, conflict.old, conflict.new) == ("text", "Việc một, của kho", "Việc một, của tệp")
    assert apply(filled, found, "an") == Applied(0, 0, 0, ())
    assert filled.reviews.values(FIRST)["text"] == "Việc một, của kho"
    assert apply(filled, found, "an", overwrite=True).changed == 1
    assert filled.reviews.values(FIRST)["text"] == "Việc một, của tệp"


def test_the_same_change_on_both_sides_is_none(filled: Store, edited: Callable[[Edit], Path], form: str) -> None:
    path = edited(lambda rows: rows.__setitem__(0, with_value(form, rows[0], "text", "Cùng sửa")))
    filled.reviews.set(FIRST, "text", "Cùng sửa", "bình")
    assert incoming(filled, path).unchanged == 2


def test_without_a_fingerprint_the_file_counts(filled: Store, edited: Callable[[Edit], Path]) -> None:
    path = edited(lambda rows: [{k: v for k, v in row.items() if k != "fingerprint"} for row in rows])
    filled.reviews.set(FIRST, "text", "Việc một, sửa", "bình")
    assert [(c.field, c.new) for c in incoming(filled, path).changes] == [("text", "Việc một")]


def test_what_changes_between_preview_and_apply_is_left(
    filled: Store, edited: Callable[[Edit], Path], form: str
) -> None:
    path = edited(
        lambda rows: rows.__setitem__(
            0, with_value(form, with_value(form, rows[0], "text", "Việc của tệp"), "number", "9")
        )
    )
    found = incoming(filled, path)
    filled.reviews.set(FIRST, "text", "Việc của kho", "bình")
    done = apply(filled, found, "an")
    assert done.changed == 0
    assert "has changed meanwhile by bình" in done.problems[0].message
    assert filled.reviews.values(FIRST)["number"] == "1", "a task is changed whole or not at all"


# Rows that come and go


def test_a_row_that_is_gone_is_told_and_rejected_only_if_asked(filled: Store, edited: Callable[[Edit], Path]) -> None:
    found = incoming(filled, edited(lambda rows: rows[1:]))
    assert [missing.task for missing in found.missing] == [FIRST]
    assert apply(filled, found, "an").rejected == 0
    assert len(list(filled.tasks())) == 2
    assert apply(filled, found, "an", reject_missing=True).rejected == 1
    assert [row["task_id"] for row in filled.tasks()] == [SECOND]


def test_only_what_the_filters_pick_can_be_missing(filled: Store, edited: Callable[[Edit], Path]) -> None:
    path = edited(lambda rows: rows[1:])
    assert incoming(filled, path, wanted={"words": "hai"}).missing == ()
    assert len(incoming(filled, path, wanted={"unit": "so a"}).missing) == 1
    assert incoming(filled, path, handed_out=[SECOND]).missing == ()
    assert len(incoming(filled, path, handed_out=[FIRST, SECOND]).missing) == 1


def a_new_row(form: str, text: str) -> dict[str, Any]:
    if form == "csv":
        return {"task_id": "", "text": text, "lead": "Sở B;Sở C", "deadlines": "trước 1/7/2026"}
    return {"id": None, "text": text, "lead": [{"printed": "Sở B"}, {"printed": "Sở C"}], "deadlines": [
        {"text": "trước 1/7/2026"}]}  # fmt: skip


def test_new_rows_become_tasks_in_their_place_and_once(
    filled: Store, edited: Callable[[Edit], Path], form: str
) -> None:
    path = edited(lambda rows: [rows[0], a_new_row(form, "Việc mới"), a_new_row(form, "Việc nữa"), rows[1]])
    found = incoming(filled, path)
    assert [(new.document, new.after) for new in found.additions] == [(1, FIRST), (1, FIRST)]
    assert apply(filled, found, "an", note="from tasks.csv").added == 2
    assert [row["text"] for row in filled.tasks()] == ["Việc một", "Việc mới", "Việc nữa", "Việc hai"]
    added = next(filled.assignments(date(2026, 1, 1), words="viec moi"))
    assert [unit.printed for unit in added.lead] == ["Sở B", "Sở C"]
    assert added.due == date(2026, 7, 1)
    again = incoming(filled, path)
    assert (again.additions, again.changes, again.unchanged) == ((), (), 4), "the same file again adds nothing"


def test_a_new_row_among_several_documents_must_say_of_which(
    filled: Store, edited: Callable[[Edit], Path], form: str
) -> None:
    put(filled, (a_task(3, "Khác"),), "b.docx")
    found = incoming(filled, edited(lambda rows: [*rows, a_new_row(form, "Việc mới")]))
    assert "does not say of which document" in found.problems[0].message
    which = {"document_id": "2"} if form == "csv" else {"document": {"id": 2}}
    found = incoming(filled, edited(lambda rows: [*rows, {**a_new_row(form, "Việc mới"), **which}]))
    assert [new.document for new in found.additions] == [2]


def test_doubled_unknown_and_rejected_rows_are_told(filled: Store, edited: Callable[[Edit], Path], form: str) -> None:
    name = "task_id" if form == "csv" else "id"
    path = edited(lambda rows: [*rows, rows[0], {**rows[1], name: "ffffffffffffffff", "fingerprint": ""}])
    filled.reviews.reject(SECOND, "bình")
    messages = [problem.message for problem in incoming(filled, path).problems]
    assert len(messages) == 3
    assert "no task" in messages[0] and "history" in messages[0]
    assert messages[1].startswith("The task stands in the file already")
    assert "There is no task ffffffffffffffff in this store" in messages[2]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        pytest.param("text", "", "text takes text|text is empty|no words", id="no text"),
        pytest.param("status", "xong", "status is one of open, done, dropped", id="status"),
        pytest.param("done_on", "hôm qua", "done_on is a day such as 2026-06-30", id="day"),
        pytest.param("deadlines", [{"text": "không hiểu"}], "is no deadline", id="deadline"),
        pytest.param("number", "chuông\x07", "holds characters that are no text", id="control character"),
    ],
)
def test_values_that_make_no_sense_are_told(
    filled: Store, edited: Callable[[Edit], Path], form: str, field: str, value: Any, message: str
) -> None:
    path = edited(lambda rows: rows.__setitem__(0, with_value(form, rows[0], field, value)))
    found = incoming(filled, path)
    assert not found.changes
    (problem,) = found.problems
    assert problem.task == FIRST
    assert any(part in problem.message for part in message.split("|")), problem.message


# Done


def test_a_day_says_that_it_is_done(filled: Store, edited: Callable[[Edit], Path], form: str) -> None:
    path = edited(lambda rows: rows.__setitem__(0, with_value(form, rows[0], "done_on", "1899-12-31")))
    apply(filled, incoming(filled, path), "an")
    values = filled.reviews.values(FIRST)
    assert (values["status"], values["done_on"]) == ("done", "1899-12-31")
    back = edited(lambda rows: rows.__setitem__(0, with_value(form, rows[0], "status", "open")))
    apply(filled, incoming(filled, back), "an")
    values = filled.reviews.values(FIRST)
    assert (values["status"], values["done_on"]) == ("open", None)


# What spreadsheets do to CSV


def as_csv(store: Store, tmp_path: Path, edit: Callable[[dict[str, str]], None], delimiter: str = ",") -> Path:
    rows = rows_of("csv", export(store, "csv"))
    for row in rows:
        edit(row)
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path = tmp_path / "tasks.csv"
    path.write_bytes(stream.getvalue().encode("utf-16" if delimiter == "\t" else "utf-8-sig"))
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_another_delimiter_and_encoding(filled: Store, tmp_path: Path, delimiter: str) -> None:
    assert incoming(filled, as_csv(filled, tmp_path, lambda row: None, delimiter)).unchanged == 2


@pytest.mark.parametrize(
    ("number", "as_saved"), [("1.10", "1.1"), ("007", "7"), ("2.", "2"), ("1.10", "1,1"), ("01", "1")]
)
def test_numbers_that_a_spreadsheet_rounds(store: Store, tmp_path: Path, number: str, as_saved: str) -> None:
    put(store, (a_task(1, "Việc", number=number),))
    assert incoming(store, as_csv(store, tmp_path, lambda row: row.update(number=as_saved))).unchanged == 1
    changed = incoming(store, as_csv(store, tmp_path, lambda row: row.update(number="5"))).changes
    assert [change.new for change in changed] == ["5"]


@pytest.mark.parametrize(
    ("task", "as_saved"),
    [("1234567890123456", "1.23457E+15"), ("1234567890123456", "1234567890123450"), ("12345e6789012345", "1,2E+99"),
     ("0000000000000012", "12")],
)  # fmt: skip
def test_an_id_that_a_spreadsheet_rounds(store: Store, tmp_path: Path, task: str, as_saved: str) -> None:
    put(store, (Task(task, "table", None, (), "Việc"),))
    path = as_csv(store, tmp_path, lambda row: row.update(task_id=as_saved))
    assert incoming(store, path).unchanged == 1


@pytest.mark.parametrize("day", ["3/4/2026", "03/04/2026", "4/3/2026", "4/3/2026 0:00", "2026-03-04"])
def test_days_that_a_spreadsheet_turns_round(store: Store, tmp_path: Path, day: str) -> None:
    due = Deadline("trước 4/3/2026", "date", due=date(2026, 3, 4))
    put(store, (a_task(1, "Việc", deadlines=(due,)),))
    store.reviews.done(FIRST, "2026-03-04", "an")
    path = as_csv(store, tmp_path, lambda row: row.update(due=day, done_on=day, month="Mar-26"))
    assert incoming(store, path).unchanged == 1


def test_another_day_in_the_column_due_moves_the_deadline(filled: Store, tmp_path: Path) -> None:
    path = as_csv(filled, tmp_path, lambda row: row.update(due=row["due"] and "15/07/2026"))
    (change,) = incoming(filled, path).changes
    assert change.new == [{**deadline_dict(Deadline("trước 30/6/2026", "date")), "due": "2026-07-15"}]


def test_a_text_that_a_cell_cut_off_is_no_change(store: Store, tmp_path: Path) -> None:
    put(store, (a_task(1, "dài " * 10_000),))
    path = as_csv(store, tmp_path, lambda row: row.update(text=row["text"][:CELL]))
    assert incoming(store, path).unchanged == 1


def test_columns_that_were_taken_out_say_nothing(filled: Store, tmp_path: Path) -> None:
    rows = rows_of("csv", export(filled, "csv"))
    few = [{name: row[name] for name in ("task_id", "status", "text")} for row in rows]
    few[0]["status"] = "done"
    assert [(c.field, c.new) for c in incoming(filled, file_of("csv", few, tmp_path)).changes] == [("status", "done")]


# Files that are none


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("a.csv", b"x,y\n1,2\n", "has no column task_id", id="other columns"),
        pytest.param("a.csv", b"", "has no column task_id", id="empty"),
        pytest.param(
            "a.csv", "task_id,text\n1,Vi\u00eac \u00e0\n".encode("cp1252"), "Save as, CSV UTF-8", id="old code page"
        ),
        pytest.param("a.csv", b'task_id,text\n1,"' + b"a" * 200_000, "line 2 is no CSV", id="a field without end"),
        pytest.param("a.json", b"{", "is no JSON", id="half JSON"),
        pytest.param("a.json", b"[" * 100_000, "is no JSON", id="nested without end"),
        pytest.param("a.json", b'{"a": 1}', "holds no tasks", id="other JSON"),
        pytest.param("a.json", b'{"schema": "urn:kehoach:tasks:9.0", "tasks": []}', "is in the form", id="newer form"),
        pytest.param("a.json", b'[{"document": {}, "tasks": []}]', "Plans as read", id="plans"),
        pytest.param("a.jsonl", b'{"id": "1"}\n\nx\n', "line 3 is no JSON", id="damaged line"),
        pytest.param("a.jsonl", b"[1]\n", "line 1 is no task", id="no record"),
        pytest.param("a.parquet", b"PAR1", "cannot be read as Parquet", id="damaged Parquet"),
        pytest.param("a.doc", b"", "ending in one of .csv", id="unknown form"),
    ],
)
def test_a_file_that_is_none_is_told(store: Store, tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ImportFileError) as told:
        incoming(store, path)
    assert message in str(told.value)
    assert str(path) in str(told.value)


def test_another_table_as_parquet_is_told(store: Store, tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1]}), tmp_path / "a.parquet")
    with pytest.raises(ImportFileError, match="holds no tasks"):
        incoming(store, tmp_path / "a.parquet")


def test_values_of_strange_kinds_are_told(filled: Store, tmp_path: Path) -> None:
    strange = {"id": FIRST, "text": 5, "lead": "Sở A", "deadlines": [7], "path": [None], "status": ["done"]}
    path = file_of("jsonl", [strange], tmp_path)
    found = incoming(filled, path)
    assert not found.changes
    assert len(found.problems) == 5


def test_every_reader_has_its_form() -> None:
    assert set(EACH) <= set(READERS)


def test_a_base_says_what_was_handed_out(filled: Store) -> None:
    filled.reviews.set(FIRST, "text", "Của kho", "bình")

    def tasks() -> Iterator[ImportedTask]:
        base = {"text": "Việc một", "number": "1"}
        yield ImportedTask(FIRST, {"text": "Việc một", "number": "3"}, "row 2", base=base)

    found = compare(filled, tasks(), understand)
    assert [(c.field, c.new) for c in found.changes] == [("number", "3")]


def test_many_changes_are_taken_over_at_once(store: Store, tmp_path: Path) -> None:
    put(store, tuple(a_task(n, f"Việc {n}") for n in range(1, 1001)))
    rows = rows_of("jsonl", export(store, "jsonl"))
    for row in rows[:300]:
        row["text"] += ", sửa"
    path = file_of("jsonl", rows, tmp_path)
    found = assert_within(1.5, lambda: incoming(store, path))
    assert len(found.changes) == 300
    assert assert_within(6, lambda: apply(store, found, "an")).changed == 300
