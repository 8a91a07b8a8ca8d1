"""Made-up tasks with every kind of value that files find hard, and exports read back as other programs read them."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq
from hypothesis import strategies as st

from models import Deadline, Document, Metadata, Paragraph, Plan, Source, Task, Unit
from output.exports.forms import FORMS, Wishes
from output.exports.listed_text import HEADINGS, parted
from output.store import Store

TODAY = date(2026, 3, 2)
HARD = (
    "- Kế hoạch", "=1+1", "@SUM(A1)", "+84 123", "-2+3+cmd|' /C calc'!A0", "Tiếng Việt: Ủy ban; \"Sở\"; hết", "a > b",
    '"trong ngoặc"', "dòng 1\ndòng 2", "🇻🇳 👩🏽‍⚕️ emoji", "\u200b- có dấu rỗng", "\u202eđảo", "a\tb", "x" * 32_767,
    "chuông\x07 \x1b[31m", "Hoà\u0300 hợp", "1.10", "007", "1E5", "NULL", "true", ";", '"', "a;b", "—",
)  # fmt: skip

texts = st.one_of(
    st.sampled_from(HARD),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20).filter(
        lambda text: text.strip()
    ),
)
days = st.dates(date(1800, 1, 1), date(2100, 1, 1))


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    start, due = sorted((draw(days), draw(days)))
    return Deadline(
        draw(texts),
        draw(st.sampled_from(["date", "period", "recurring", "continuous", "event", "reference"])),
        draw(st.sampled_from([None, start])),
        draw(st.sampled_from([None, due])),
        tuple(draw(st.lists(st.sampled_from(["monthly", "quarterly", "nine-month"]), max_size=2))),
        draw(st.sampled_from([None, "05", "FR"])),
        draw(st.sampled_from([None, "16:00"])),
    )


def lists(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=3).map(tuple)


units = texts.map(lambda name: Unit(name, name))


@st.composite
def tasks(draw: st.DrawFn) -> tuple[Task, ...]:
    count = draw(st.integers(0, 4))
    return tuple(
        Task(
            f"{n:016x}", draw(st.sampled_from(["table", "body"])), draw(st.one_of(st.none(), texts)),
            draw(lists(texts)), draw(texts), draw(st.one_of(st.none(), texts)), draw(lists(units)), draw(lists(units)),
            draw(lists(texts)), draw(lists(deadlines())), 0.5,
        )
        for n in range(count)
    )  # fmt: skip


def put(store: Store, made: tuple[Task, ...], name: str = "a.docx") -> int:
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    source = Source(name, sha256, "docx")
    plan = Plan(
        source, Metadata(number=f"{int(sha256[:4], 16)}/KH-UBND", issuer="UBND", date="2026-01", title="- Tên"), made
    )
    return store.write(Document(source, (Paragraph("x"),)), plan, f"/in/{name}", store.start_run("1"))


def export(store: Store, form: str, **wishes: Any) -> bytes:
    stream = io.BytesIO()
    chosen = FORMS[form]
    tasks = store.assignments(TODAY, confidences=chosen.wants_confidences)
    chosen.write(tasks, stream, Wishes(TODAY, **wishes))
    return stream.getvalue()


def read_back(form: str, data: bytes) -> Iterator[dict[str, Any]]:
    """The tasks of an export as records of docs/export.schema.json."""
    if form == "json":
        yield from json.loads(data)["tasks"]
    elif form == "jsonl":
        yield from map(json.loads, data.decode().split("\n")[:-1])
    elif form == "csv":
        yield from map(_of_csv, csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    else:
        for record in pq.read_table(io.BytesIO(data)).to_pylist():
            yield json.loads(json.dumps({**record, "confidences": dict(record["confidences"])}, default=str))


def _of_csv(row: dict[str, str]) -> dict[str, Any]:
    """A row of CSV as a record: what a program makes of the columns that docs/export.md describes."""
    cell = {name: _unguarded(value) or None for name, value in row.items()}

    def units(printed: str, names: str) -> list[dict[str, Any]]:
        pairs = zip(parted(cell[printed] or ""), parted(cell[names] or ""), strict=True)
        return [{"printed": one, "name": other, "id": None} for one, other in pairs]

    return {
        "id": cell["task_id"],
        "document": {
            "id": int(cell["document_id"] or 0), "type": cell["document_type"], "number": cell["document_number"],
            "issuer": cell["issuer"], "date": cell["document_date"], "title": cell["document_title"],
            "file": cell["file"],
        },
        "position": float(cell["position"] or 0),
        "path": parted(cell["path"] or "", HEADINGS),
        "lead": units("lead", "lead_names"),
        "partners": units("partners", "partner_names"),
        "products": parted(cell["products"] or ""),
        "deadlines": json.loads(cell["deadline_values"] or "[]"),
        "page": cell["page"] and int(cell["page"]),
        "confidence": cell["confidence"] and float(cell["confidence"]),
        "confidences": json.loads(cell["confidences"] or "{}"),
        **{
            name: cell[name]
            for name in (
                "number", "text", "context", "due", "next_due", "late_since", "status", "done_on", "origin", "review",
                "fingerprint",
            )
        },
    }  # fmt: skip


def _unguarded(text: str) -> str:
    return text[1:] if text[:1] == "\u200b" and text[1:].lstrip()[:1] in ("=", "+", "-", "@", "") else text


def a_store() -> Any:
    """A store in a folder of its own, for a `with` statement."""
    return _Opened()


class _Opened:
    def __enter__(self) -> Store:
        self.folder = TemporaryDirectory()
        self.store = Store(Path(self.folder.name) / "plans.db")
        self.store.db.execute("PRAGMA synchronous = OFF")
        return self.store

    def __exit__(self, *of: object) -> None:
        self.store.close()
        self.folder.cleanup()
