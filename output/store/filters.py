"""Which rows of `task_list` a caller means by words and days."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from typing import Any

from sqlite_utils import Database

from output.fold import contains, words


def select_tasks(
    db: Database, unit: str | None, document: str | None, due_before: date | None, due_after: date | None
) -> Iterator[dict[str, Any]]:
    """Rows of `task_list` for which all that is given holds, in the order of their documents. See `Store.tasks`."""
    conditions, values = ["1"], dict[str, str]()
    if unit is not None:
        conditions.append(
            "task_id IN (SELECT task_id FROM unit_tasks WHERE unit IN (SELECT value FROM json_each(:units)))"
        )
        values["units"] = json.dumps(_units(db, words(unit)))
    if document is not None:
        conditions.append("document_id IN (SELECT value FROM json_each(:documents))")
        values["documents"] = json.dumps(select_documents(db, document))
    if due_before is not None or due_after is not None:
        conditions.append("task_id IN (SELECT task_id FROM deadline_list WHERE due BETWEEN :after AND :before)")
        values["after"] = (due_after or date.min).isoformat()
        values["before"] = (due_before or date.max).isoformat()
    sql = f"SELECT * FROM task_list WHERE {' AND '.join(conditions)} ORDER BY document_id, position"
    yield from db.query(sql, values)


def search_tasks(db: Database, wanted: str) -> Iterator[dict[str, Any]]:
    """Rows of `task_list` whose task holds all the words, the best match first. See `Store.search`."""
    query = " ".join(f'"{word}"' for word in words(wanted))
    if not query:
        return
    sql = """
        SELECT l.*
        FROM (SELECT rowid, rank FROM task_search WHERE task_search MATCH ?) s
        JOIN listed_tasks t ON t.key = s.rowid
        JOIN task_list l ON l.task_id = t.task_id
        ORDER BY s.rank, l.document_id, l.position
    """
    yield from db.query(sql, [query])


def select_documents(db: Database, wanted: str) -> list[int]:
    """The ids of documents whose number, title or file name holds the words, tones aside."""
    sql = """
        SELECT d.id, d.number, d.title, f.name, p.path
        FROM documents d JOIN files f ON f.document = d.id LEFT JOIN file_paths p ON p.file = f.id
    """
    sought = words(wanted)
    return sorted(
        {
            document
            for document, number, title, name, path in db.execute(sql)
            if any(contains(text, sought) for text in (number, title, name, path and PurePath(path).name) if text)
        }
    )


def _units(db: Database, wanted: list[str]) -> list[str]:
    """Names in `unit_tasks.unit` of the units that go by these words, under this or another of their names."""
    sql = """
        SELECT DISTINCT unit, printed FROM unit_tasks
        UNION SELECT u.name, a.alias FROM units u JOIN unit_aliases a ON a.unit = u.id
    """
    return sorted({unit for unit, name in db.execute(sql) if contains(unit, wanted) or contains(name, wanted)})
