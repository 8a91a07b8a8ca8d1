"""Writing one reading: which document it is, its rows, the lists that follow. Runs inside a transaction."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlite_utils import Database

from output.store import lists
from output.store.attaching import relist
from output.store.documents import neighbours, settle
from output.store.identity import keys
from output.store.links import link_amendments, link_drafts
from output.store.prepared import COLUMNS, Prepared, Row
from output.store.unit_merges import are_merged
from output.store.unit_numbers import enter_units

NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"


def _insert(table: str) -> str:
    columns = ("file", *COLUMNS[table])
    named = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({named}) VALUES ({', '.join('?' * len(columns))})"


_INSERTS = {table: _insert(table) for table in COLUMNS}


def write_reading(db: Database, prepared: Prepared, run: int, modified: str | None) -> tuple[int, int]:
    """Store a reading by a run in place of an earlier one of the same bytes, and settle which document it is.

    `modified` is when the file was last changed, in UTC. Returns the ids in `documents` and `files`.
    """
    row = db.execute("SELECT id, document FROM files WHERE sha256 = ?", [prepared.source.sha256]).fetchone()
    known, former = row or (None, None)
    near: set[int] = set()
    if known is not None:
        near = neighbours(db, known)
        _clear(db, known)
    home = former or _inserted(db, "INSERT INTO documents (type) VALUES (NULL) RETURNING id", [])
    file = _file(db, prepared, home, run, modified)
    units, named = _rows(db, file, prepared)
    as_named = not are_merged(db, [unit for *_, unit in units])

    def list_anew(db: Database, document: int) -> None:
        if as_named and _leads_unreviewed(db, document, file):
            lists.fill(db, document, prepared, units)
        else:
            lists.refresh(db, document)

    document = _settle(db, near | neighbours(db, file), file, list_anew)
    lists.refresh_named(db, named)
    return document, file


def _leads_unreviewed(db: Database, document: int, file: int) -> bool:
    """Whether a file leads a document to which no review is attached."""
    sql = """
        SELECT 1 FROM documents d WHERE d.id = ? AND d.file = ?
            AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.document = d.id)
    """
    return db.execute(sql, [document, file]).fetchone() is not None


def _settle(db: Database, near: set[int], file: int, list_anew: Callable[[Database, int], None]) -> int:
    """Bring the files around a written one into their documents, with links and lists. Returns the file's document."""
    numbers = _numbers(db, near)
    documents, changed, left = settle(db, near, file)
    for document in left:
        lists.clear(db, document)
        db.table("documents").delete(document)
    changed |= link_drafts(db, documents) & documents.keys()
    link_amendments(db, documents, numbers | _numbers(db, near))
    relist(db, changed, documents, list_anew)
    return next(document for document, files in documents.items() if any(held.file == file for held in files))


def _numbers(db: Database, files: set[int]) -> set[str]:
    """The numbers, as they are compared, of the documents that files belong to."""
    sql = """
        SELECT d.number_key FROM files f JOIN documents d ON d.id = f.document
        WHERE f.id IN (SELECT value FROM json_each(?)) AND d.number_key IS NOT NULL
    """
    return {number for (number,) in db.execute(sql, [_json(sorted(files))]).fetchall()}


def _file(db: Database, prepared: Prepared, document: int, run: int, modified: str | None) -> int:
    source, compared = prepared.source, keys(prepared.metadata)
    return _inserted(
        db,
        f"""
        INSERT INTO files (
            sha256, document, name, format, pages, text_from, ocr_confidence,
            metadata, warnings, identity, number_key, title_key, tasks_key, days_key, wording,
            first_seen, written, version, run, modified
        ) VALUES (
            ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, {NOW}, {NOW}, (SELECT version FROM runs WHERE id = ?), ?, ?
        )
        ON CONFLICT (sha256) DO UPDATE SET
            document = excluded.document, name = excluded.name, format = excluded.format, pages = excluded.pages,
            text_from = excluded.text_from, ocr_confidence = excluded.ocr_confidence, metadata = excluded.metadata,
            warnings = excluded.warnings, identity = excluded.identity, number_key = excluded.number_key,
            title_key = excluded.title_key, tasks_key = excluded.tasks_key, days_key = excluded.days_key,
            wording = excluded.wording, written = excluded.written, version = excluded.version, run = excluded.run,
            modified = coalesce(min(modified, excluded.modified), modified, excluded.modified)
        RETURNING id
        """,
        [
            source.sha256, document, printable(source.name), source.format, source.pages, source.text_from,
            source.ocr_confidence, _json(prepared.particulars), _json(prepared.warnings), compared.identity,
            compared.number, compared.title, prepared.tasks_key, prepared.days_key, prepared.wording, run, run,
            modified,
        ],
    )  # fmt: skip


def _clear(db: Database, file: int) -> None:
    """Take an earlier reading away, and the units that only it named and that nobody has described."""
    units = db.execute(
        "SELECT DISTINCT unit FROM task_units WHERE task IN (SELECT key FROM tasks WHERE file = ?)", [file]
    ).fetchall()
    for (document,) in db.execute("SELECT id FROM documents WHERE file = ?", [file]).fetchall():
        lists.clear(db, document)
    for table in reversed(COLUMNS):
        db.execute(f"DELETE FROM {table} WHERE file = ?", [file])
    db.conn.executemany(
        """
        DELETE FROM units WHERE id = ? AND coalesce(parent, valid_from, valid_to) IS NULL
            AND NOT EXISTS (SELECT 1 FROM task_units WHERE unit = units.id)
            AND NOT EXISTS (SELECT 1 FROM listed_units WHERE unit = units.id)
            AND NOT EXISTS (SELECT 1 FROM units child WHERE child.parent = units.id)
            AND NOT EXISTS (SELECT 1 FROM unit_reviews WHERE unit = units.id)
            AND NOT EXISTS (SELECT 1 FROM unit_reviews WHERE "into" = units.id)
            AND NOT EXISTS (SELECT 1 FROM unit_places WHERE unit = units.id)
            AND NOT EXISTS (SELECT 1 FROM unit_places WHERE under = units.id)
        """,
        units,
    )


def _rows(db: Database, file: int, prepared: Prepared) -> tuple[list[Row], set[str]]:
    """Write a reading's rows. Gives those of `task_units`, with ids of tasks in the place of numbers, and the names of
    units that are met for the first time.
    """
    for table, rows in prepared.rows.items():
        db.conn.executemany(_INSERTS[table], [(file, *row) for row in rows])
    keys = dict(db.execute('SELECT id, "key" FROM tasks WHERE file = ?', [file]).fetchall())

    def numbered(rows: Sequence[Row]) -> list[Row]:
        return [(keys[task], *row) for task, *row in rows]

    ids, named = _unit_ids(db, prepared)
    units = [(*row, ids[canonical]) for *row, canonical in prepared.units]
    db.conn.executemany(
        "INSERT INTO task_units (task, role, position, name, unit) VALUES (?, ?, ?, ?, ?)", numbered(units)
    )
    db.conn.executemany("INSERT INTO products (task, position, text) VALUES (?, ?, ?)", numbered(prepared.products))
    db.conn.executemany(
        "INSERT INTO deadlines (task, position, text, kind, start, due, recurrence, rrule, day, time) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        numbered(prepared.deadlines),
    )
    return units, named


def _unit_ids(db: Database, prepared: Prepared) -> tuple[dict[str, int], set[str]]:
    """The ids of units by their canonical names; a name met for the first time is added, and so is an alias.

    Gives those names as well.
    """
    names = {(name, canonical): None for _, _, _, name, canonical in prepared.units}
    canonicals = list({canonical: None for _, canonical in names})
    known = """
        SELECT name, name FROM units WHERE name IN (SELECT value FROM json_each(:names))
        UNION SELECT a.alias, u.name FROM units u JOIN unit_aliases a ON a.unit = u.id
        WHERE u.name IN (SELECT value FROM json_each(:names))
    """
    before = set(db.execute(known, {"names": _json(canonicals)}).fetchall())
    enter_units(db, canonicals)
    found = db.execute("SELECT name, id FROM units WHERE name IN (SELECT value FROM json_each(?))", [_json(canonicals)])
    ids = dict(found.fetchall())
    db.conn.executemany(
        "INSERT OR IGNORE INTO unit_aliases (unit, alias) VALUES (?, ?)",
        [(ids[canonical], name) for name, canonical in names if name != canonical],
    )
    after = {*names, *((canonical, canonical) for canonical in canonicals)}
    return ids, {name for name, _ in after - before}


def printable(name: str) -> str:
    """A file's name as SQLite can hold it: bytes that are no UTF-8, which Python carries along, become "?"."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _inserted(db: Database, sql: str, values: Sequence[Any]) -> int:
    """Run an INSERT … RETURNING and give the id it returns."""
    return int(db.execute(sql, values).fetchone()[0])
