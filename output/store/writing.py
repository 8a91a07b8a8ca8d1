"""Writing one reading of a file: which document it is, its blocks, and the plan. Runs inside a transaction."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlite_utils import Database

from models import Block, Document, Metadata, Paragraph, Plan
from output.store.identity import identity, number_key
from output.store.plan_writing import write_plan

PARTICULARS = ("type", "number", "issuer", "place", "date", "title", "signer", "signer_title")

NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"


def write_reading(db: Database, document: Document, plan: Plan, run: int) -> tuple[int, int]:
    """Store a reading by a run in place of an earlier one of the same bytes; it leads its document from now on.

    Returns the ids in `documents` and `files`. Status and day of completion of tasks with the same id are kept.
    """
    row = db.execute("SELECT id, document FROM files WHERE sha256 = ?", [document.source.sha256]).fetchone()
    known, former = row or (None, None)
    document_id = _document(db, plan.document, former)
    file = _file(db, document, plan, document_id, run)
    kept: dict[str, tuple[str, str | None]] = {}
    if known is not None:
        kept = {
            task: (status, done_on)
            for task, status, done_on in db.execute("SELECT id, status, done_on FROM tasks WHERE file = ?", [file])
        }
        _clear(db, file)
    _blocks(db, file, document)
    write_plan(db, file, plan, kept)
    _lead(db, document_id, file)
    if former not in (None, document_id):
        _leave(db, former)
    return document_id, file


def _document(db: Database, metadata: Metadata, former: int | None) -> int:
    """The document of a reading: the one that is the same, the file's former one if that is its alone, or a new one."""
    key = identity(metadata)
    if key is not None:
        same = db.execute("SELECT id FROM documents WHERE identity = ?", [key]).fetchone()
        if same:
            return int(same[0])
    if former is not None:
        files = db.execute("SELECT count(*) FROM files WHERE document = ?", [former]).fetchone()[0]
        if files == 1:
            return former
    return _inserted(db, "INSERT INTO documents (type) VALUES (NULL) RETURNING id", [])


def _file(db: Database, document: Document, plan: Plan, document_id: int, run: int) -> int:
    source = document.source
    particulars = {name: getattr(plan.document, name) for name in PARTICULARS}
    warnings = list(dict.fromkeys((*document.warnings, *plan.warnings)))
    return _inserted(
        db,
        f"""
        INSERT INTO files (
            sha256, document, name, format, pages, text_from, ocr_confidence,
            metadata, warnings, first_seen, written, version, run
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, {NOW}, {NOW}, (SELECT version FROM runs WHERE id = ?), ?)
        ON CONFLICT (sha256) DO UPDATE SET
            document = excluded.document, name = excluded.name, format = excluded.format, pages = excluded.pages,
            text_from = excluded.text_from, ocr_confidence = excluded.ocr_confidence, metadata = excluded.metadata,
            warnings = excluded.warnings, written = excluded.written, version = excluded.version, run = excluded.run
        RETURNING id
        """,
        [
            source.sha256, document_id, printable(source.name), source.format, source.pages, source.text_from,
            source.ocr_confidence, _json(particulars), _json(warnings), run, run,
        ],
    )  # fmt: skip


def _lead(db: Database, document: int, file: int) -> None:
    """Make a file the one whose reading stands for the document: its particulars become the document's."""
    particulars = json.loads(db.execute("SELECT metadata FROM files WHERE id = ?", [file]).fetchone()[0])
    metadata = Metadata(**particulars)
    db.table("documents").update(
        document,
        {"file": file, "identity": identity(metadata), "number_key": number_key(metadata.number), **particulars},
    )


def _leave(db: Database, document: int) -> None:
    """A file has left this document: the last written of those that stay leads it; with none it is gone."""
    row = db.execute("SELECT id FROM files WHERE document = ? ORDER BY written DESC, id DESC", [document]).fetchone()
    if row:
        _lead(db, document, row[0])
    else:
        db.table("documents").delete(document)


def _clear(db: Database, file: int) -> None:
    """Take an earlier reading away, and the units that only it named and that nobody has described."""
    units = db.execute(
        "SELECT DISTINCT unit FROM task_units WHERE task IN (SELECT id FROM tasks WHERE file = ?)", [file]
    ).fetchall()
    for table in ("evidence", "citations", "targets", "tasks", "plan_tables", "sections", "blocks"):
        db.execute(f"DELETE FROM {table} WHERE file = ?", [file])
    db.conn.executemany(
        """
        DELETE FROM units WHERE id = ? AND coalesce(parent, valid_from, valid_to) IS NULL
            AND NOT EXISTS (SELECT 1 FROM task_units WHERE unit = units.id)
            AND NOT EXISTS (SELECT 1 FROM units child WHERE child.parent = units.id)
        """,
        units,
    )


def _blocks(db: Database, file: int, document: Document) -> None:
    db.table("blocks").insert_all(
        {"file": file, "position": position, **_block(block)} for position, block in enumerate(document.blocks)
    )
    db.table("cells").insert_all(
        {
            "file": file,
            "block": block_position,
            "position": position,
            "row": cell.row,
            "column": cell.column,
            "row_span": cell.row_span,
            "column_span": cell.column_span,
            "start": start,
            "text": cell.text,
            "printed": cell.printed,
            "page": _first_page(place.page for paragraph in cell.paragraphs for place in paragraph.places),
        }
        for block_position, block in enumerate(document.blocks)
        if not isinstance(block, Paragraph)
        for position, (start, cell) in enumerate(block.starts())
    )


def _block(block: Block) -> dict[str, Any]:
    """A row of `blocks`. A paragraph has no size of a table and a table no look, but a row has every column."""
    look = getattr(block, "look", None)
    return {
        "kind": "paragraph" if isinstance(block, Paragraph) else "table",
        "part": block.part,
        "text": block.text,
        "label": getattr(block, "label", None),
        **{name: getattr(look, name, None) for name in ("bold", "italic", "bold_lead", "align", "indent", "size")},
        **{name: getattr(block, name, None) for name in ("rows", "columns", "header_rows")},
        "page": _first_page(place.page for place in block.places),
    }


def printable(name: str) -> str:
    """A file's name as SQLite can hold it: bytes that are no UTF-8, which Python carries along, become "?"."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _first_page(pages: Iterable[int]) -> int | None:
    return next(iter(pages), None)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _inserted(db: Database, sql: str, values: Sequence[Any]) -> int:
    """Run an INSERT … RETURNING and give the id it returns."""
    return int(db.execute(sql, values).fetchone()[0])
