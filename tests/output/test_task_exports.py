"""Tasks as JSON, JSON Lines, CSV and Parquet: each says the same, and is what the schema describes."""

import builtins
import csv
import io
import json
import sys
import tracemalloc
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import Task
from output.errors import ExportError
from output.exports import schema
from output.exports.fingerprint import plain
from output.exports.forms import FORMS, Wishes
from output.exports.listed_text import HEADINGS, UNITS, joined, parted
from output.exports.task_csv import COLUMNS, GUARD, guarded
from output.exports.task_parquet import FORM
from output.exports.task_record import URN, VERSION
from output.store import Store
from tests.output.exported import HARD, TODAY, a_store, export, put, read_back, tasks
from tests.output.test_store_large import fill
from tests.pace import assert_once_within

EACH = ("json", "jsonl", "csv", "parquet")
SCHEMA = schema.generate()
PUBLISHED = Path(__file__).parents[2] / "docs" / "export.schema.json"


def validator(of: str) -> jsonschema.Draft202012Validator:
    """The schema of a file or a task, which here may hold nothing else."""
    strict = json.loads(json.dumps(SCHEMA))
    for record in (strict, *strict["$defs"].values()):
        record["additionalProperties"] = False
    wanted = strict if of == "file" else {**strict["$defs"]["task"], "$defs": strict["$defs"]}
    return jsonschema.Draft202012Validator(wanted, format_checker=jsonschema.FormatChecker())


def test_the_published_schema_is_the_records() -> None:
    assert json.loads(PUBLISHED.read_text("utf-8")) == SCHEMA
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_another_form_has_another_version() -> None:
    """Add the new version with its sum; docs/export.md says which number grows."""
    known = {"1.0": "02decbc765b59edd"}
    assert sha256(json.dumps(bare(SCHEMA), sort_keys=True).encode()).hexdigest()[:16] == known[VERSION]


def bare(schema: Any) -> Any:
    """The schema without what it says to people."""
    if isinstance(schema, dict):
        words = ("title", "description", "$comment")
        return {name: bare(part) for name, part in schema.items() if not (name in words and isinstance(part, str))}
    return schema


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(made=tasks())
def test_all_forms_say_the_same_and_keep_to_the_schema(made: tuple[Task, ...]) -> None:
    with a_store() as store:
        document = put(store, made)
        if made:
            store.reviews.add(document, {"text": "Thêm", "lead": ["Sở Mới"], "deadlines": []}, "an")
            store.reviews.done(made[0].id, "1899-12-31", "an")
        written = {form: list(read_back(form, export(store, form))) for form in EACH}
        validator("file").validate(json.loads(export(store, "json")))
    for form in EACH:
        for record in written[form]:
            validator("task").validate(record)
        assert len(written[form]) == (len(made) + 1 if made else 0)
    assert written["json"] == written["jsonl"] == written["parquet"]
    for of_csv, record in zip(written["csv"], written["json"], strict=True):
        for unit in (*record["lead"], *record["partners"]):
            unit["id"] = None  # no column of CSV
        assert plain(of_csv) == plain(record), "but for the guard"


@pytest.mark.parametrize("form", EACH)
def test_an_empty_store_gives_a_valid_file(store: Store, form: str) -> None:
    data = export(store, form)
    assert list(read_back(form, data)) == []
    assert data or form == "jsonl"


def test_a_file_tells_its_form(store: Store) -> None:
    assert json.loads(export(store, "json")) == {"schema": URN, "tasks": []}
    assert pq.read_schema(io.BytesIO(export(store, "parquet"))).metadata[FORM].decode() == URN


def test_the_mark_for_excel_is_a_wish(store: Store) -> None:
    assert export(store, "csv") == b"\xef\xbb\xbf" + export(store, "csv", bom=False)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("=1+1", id="equals"),
        pytest.param("+84 123", id="plus"),
        pytest.param("- Kế hoạch", id="list mark"),
        pytest.param("-2+3+cmd|' /C calc'!A0", id="call of a program"),
        pytest.param("@SUM(A1)", id="at"),
        pytest.param("\t=1", id="tab"),
        pytest.param("\r=1", id="line end"),
        pytest.param("  =1", id="blanks in front"),
        pytest.param("\u00a0=1", id="no-break space in front"),
        pytest.param("＝1", id="wide sign"),
    ],
)
def test_no_field_runs_and_each_reads_the_same(text: str) -> None:
    field = guarded(text)
    assert field == GUARD + text
    assert field.replace(GUARD, "") == text
    assert guarded(field) == field, "guarded once is enough"


@pytest.mark.parametrize("value", ["Kế hoạch - Tài chính", "1. = 2", "", "–", "'- a", None, -5, 0.5])
def test_other_fields_stay_as_they_are(value: object) -> None:
    assert guarded(value) == value


@pytest.mark.parametrize("value", ["", "a=1", "1. - x"])
def test_fields_that_cannot_run_go_without_the_guard(value: str) -> None:
    assert GUARD not in guarded(value)


def test_no_cell_of_any_column_runs(store: Store) -> None:
    hard = tuple(Task(f"{n:016x}", "table", text, (text,), text, text, products=(text,)) for n, text in enumerate(HARD))
    put(store, hard)
    for row in csv.reader(io.StringIO(export(store, "csv").decode("utf-8-sig"), newline="")):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@")), cell
            assert not cell.startswith(("\t", "\r", "\n")), cell


@pytest.mark.parametrize("sign", [UNITS, HEADINGS])
@given(data=st.data())
def test_lists_in_a_cell_are_read_back(sign: str, data: st.DataObject) -> None:
    entry = st.one_of(st.sampled_from(HARD), st.text(';>" a', max_size=6)).map(str.strip).filter(bool)
    entries = data.draw(st.lists(entry, max_size=4))
    assert parted(joined(entries, sign) or "", sign) == entries


@pytest.mark.parametrize(
    ("typed", "entries"),
    [
        ("Sở Y tế;Công an tỉnh ; ", ["Sở Y tế", "Công an tỉnh"]),
        ("Sở Y tế", ["Sở Y tế"]),
        ('Đề án "Số hóa"; Báo cáo', ['Đề án "Số hóa"', "Báo cáo"]),
        ('"Số hóa" năm 2026; Báo cáo', ['"Số hóa" năm 2026', "Báo cáo"]),
        ('"a;b"; c', ["a;b", "c"]),
        ('"không đóng; c', ['"không đóng', "c"]),
        (" ; ;", []),
    ],
)
def test_lists_as_people_type_them(typed: str, entries: list[str]) -> None:
    assert parted(typed) == entries


def test_parquet_without_its_library_says_what_to_do(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    monkeypatch.delitem(sys.modules, "pyarrow.parquet", raising=False)
    with pytest.raises(ExportError, match=r"pip install 'kehoach\[parquet\]'"):
        export(store, "parquet")


@pytest.fixture(scope="module", params=[10_000, pytest.param(100_000, marks=pytest.mark.long)])
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, int]]:
    with Store(tmp_path_factory.mktemp("many") / "plans.db") as store:
        store.db.execute("PRAGMA synchronous = OFF")
        fill(store, request.param)
        yield store, request.param


class Sink(io.RawIOBase):
    """Counts lines and keeps nothing."""

    lines = 0

    def write(self, data: Any) -> int:
        self.lines += bytes(data).count(b"\n")
        return len(data)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_hundred_thousand_tasks_take_seconds(many: tuple[Store, int], form: str) -> None:
    sink = Sink()
    store, count = many

    def job() -> None:
        sink.lines = 0
        FORMS[form].write(store.assignments(TODAY, confidences=True), sink, Wishes(TODAY))  # type: ignore[arg-type]

    assert_once_within(10 * count / 100_000, job)
    assert sink.lines == count + (form == "csv")


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_memory_stays_flat(many: tuple[Store, int], form: str) -> None:
    """Three times the tasks take no more than their keys more."""

    def most(count: int) -> int:
        tasks = many[0].assignments(TODAY, limit=count)
        tracemalloc.start()
        FORMS[form].write(tasks, Sink(), Wishes(TODAY))  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    few = most(1_000)
    assert most(3_000) < few + 500_000, "2,000 keys and what a lot needs"


def test_the_documents_tell_of_every_form_and_column() -> None:
    told = (PUBLISHED.parent / "export.md").read_text("utf-8")
    for name in (*FORMS, *COLUMNS):
        assert f"`{name}`" in told, name
    assert URN in told
