"""What a store holds, said so that two stores with the same content say the same: no ids that a table counts up, no
times, no runs.
"""

import sqlite3
from pathlib import Path
from typing import Any

LEFT_OUT = {"runs", "sqlite_sequence", "former_units"}
_NAMED_APART = {"listed_units": {"document": "documents"}}  # what no foreign key says: the triggers keep it
OF_A_RUN = {"run", "resolved_by", "first_seen", "last_seen", "written", "at"}


def dump(place: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table, sorted. Of failures each open one once, however often it was met."""
    db = sqlite3.connect(place)
    names: dict[str, dict[Any, Any]] = {
        "files": dict(db.execute("SELECT id, sha256 FROM files").fetchall()),
        "units": dict(db.execute("SELECT id, name FROM units").fetchall()),
        "tasks": dict(db.execute("SELECT key, id FROM tasks").fetchall()),
        "listed_tasks": dict(db.execute("SELECT key, task_id FROM listed_tasks").fetchall()),
        "documents": dict(db.execute("SELECT document, min(sha256) FROM files GROUP BY document").fetchall()),
    }
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    virtual = {name for name in tables if name.startswith(("task_search", "document_search", "unit_search"))}
    found = {name: _rows(db, name, names) for name in tables if name not in LEFT_OUT | virtual}
    sql = "SELECT l.task_id, s.* FROM task_search s JOIN listed_tasks l ON l.key = s.rowid"
    found["task_search"] = _sorted(db.execute(sql).fetchall())
    sql = """
        SELECT f.sha256, s.* FROM document_search s
        JOIN documents d ON d.id = s.rowid JOIN files f ON f.id = d.file
    """
    found["document_search"] = _sorted(db.execute(sql).fetchall())
    sql = "SELECT DISTINCT path, sha256, error, message FROM failures WHERE resolved_by IS NULL"
    found["failures"] = _sorted(db.execute(sql).fetchall())
    db.close()
    return found


def _rows(db: sqlite3.Connection, table: str, names: dict[str, dict[Any, Any]]) -> list[tuple[Any, ...]]:
    columns = db.execute(f"PRAGMA table_info({table})").fetchall()
    keys = {row[3]: row[2] for row in db.execute(f"PRAGMA foreign_key_list({table})").fetchall() if row[2] in names}
    keys |= _NAMED_APART.get(table, {})
    # A number that is a table's key alone is counted up: what it names stands in `names`, or has another key.
    counted = [name for _, name, kind, _, _, is_key in columns if is_key and kind == "INTEGER"]
    if len(counted) == 1 and sum(bool(row[5]) for row in columns) == 1 and counted[0] not in keys:
        own = names.get(table)
    else:
        counted, own = [], None
    kept = [name for _, name, *_ in columns if name not in OF_A_RUN]
    rows = []
    listed = ", ".join(f'"{name}"' for name in kept)
    for row in db.execute(f"SELECT {listed} FROM {table}").fetchall():
        named = []
        for name, value in zip(kept, row, strict=True):
            if name in counted:
                named.append(own[value] if own else None)
            else:
                named.append(names[keys[name]][value] if name in keys and value is not None else value)
        rows.append(tuple(named))
    return _sorted(rows)


def _sorted(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=repr)
