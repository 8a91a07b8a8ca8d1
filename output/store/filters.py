"""Which rows of `task_list` a caller means by words and days."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any, TypedDict

from sqlite_utils import Database

from output.fold import contains, words


class Wanted(TypedDict, total=False):
    """What rows of `task_list` must satisfy, all that is given together. `Store.tasks` says what each means."""

    unit: str | None
    document: str | None
    due_before: date | None
    due_after: date | None
    words: str | None
    status: str | None
    min_confidence: float | None
    reviewed: bool
    drafts: bool
    limit: int | None
    offset: int
    documents: Sequence[int] | None
    tasks: Sequence[str] | None


def select_tasks(db: Database, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """Rows of `task_list` for which all that is wanted holds, in the order of their documents."""
    chosen = _chosen(db, wanted)
    if chosen is None:
        return
    sql, values = chosen
    yield from db.query(
        f"SELECT t.* FROM ({sql}) c CROSS JOIN task_list t ON t.task_id = c.task_id ORDER BY c.document, c.position",
        values,
    )


def select_keys(db: Database, wanted: Wanted) -> Iterator[int]:
    """The keys (`listed_tasks.key`) of the tasks for which all that is wanted holds, in the order of their documents.

    All are found before the first is given: what is written meanwhile changes none.
    """
    chosen = _chosen(db, wanted)
    if chosen is not None:
        sql, values = chosen
        yield from [key for (key,) in db.execute(f'SELECT "key" FROM ({sql})', values).fetchall()]


def _chosen(db: Database, wanted: Wanted) -> tuple[str, dict[str, Any]] | None:
    """SQL, with its values, for key, task_id, document and position of the tasks wanted; None where there can be none.

    The keys are found first, beginning with what leaves fewest (a unit, a document, words, days); SQLite, which knows
    no numbers of rows here, would begin anywhere.
    """
    sources, conditions, values = [], ["1"], dict[str, Any]()
    if (unit := wanted.get("unit")) is not None:
        sources.append(_OF_UNITS)
        units, names = _units(db, words(unit))
        values.update(units=json.dumps(units), names=json.dumps(names))
    if (document := wanted.get("document")) is not None:
        documents = "(SELECT value FROM json_each(:documents))"
        sources.append(f"(SELECT key FROM listed_tasks WHERE document IN {documents})")
        conditions.append(f"+l.document IN {documents}")
        values["documents"] = json.dumps(select_documents(db, document))
    if (known := wanted.get("documents")) is not None:
        sources.append("(SELECT key FROM listed_tasks WHERE document IN (SELECT value FROM json_each(:known)))")
        conditions.append("+l.document IN (SELECT value FROM json_each(:known))")
        values["known"] = json.dumps(list(known))
    if (tasks := wanted.get("tasks")) is not None:
        sources.append("(SELECT key FROM listed_tasks WHERE task_id IN (SELECT value FROM json_each(:tasks)))")
        conditions.append("+l.task_id IN (SELECT value FROM json_each(:tasks))")
        values["tasks"] = json.dumps(list(tasks))
    if (sought := wanted.get("words")) is not None:
        found = "SELECT rowid FROM task_search WHERE task_search MATCH :match"
        sources.append(f"(SELECT rowid AS key FROM ({found}))")
        conditions.append(f"+l.key IN ({found})")
        values["match"] = _match(sought)
        if not values["match"]:
            return None
    before, after = wanted.get("due_before"), wanted.get("due_after")
    if before is not None or after is not None:
        due = "d.due BETWEEN :after AND :before"
        sources.append(f"(SELECT DISTINCT task AS key FROM listed_deadlines d WHERE {due})")
        conditions.append(f"EXISTS (SELECT 1 FROM listed_deadlines d WHERE d.task = l.key AND {due})")
        values["after"] = (after or date.min).isoformat()
        values["before"] = (before or date.max).isoformat()
    if (status := wanted.get("status")) is not None:
        conditions.append("+l.status = :status")
        values["status"] = status
    if (least := wanted.get("min_confidence")) is not None:
        # What people said is theirs; the program's doubts about it are settled.
        conditions.append("(l.review IS NOT NULL OR l.confidence >= :least)")
        values["least"] = least
    if wanted.get("reviewed", False):
        conditions.append("l.review IS NOT NULL")
    if not wanted.get("drafts", True):
        conditions.append(
            "NOT EXISTS (SELECT 1 FROM document_links k WHERE k.earlier = l.document AND k.kind = 'draft')"
        )
    source = sources[0] if sources else "(SELECT key FROM listed_tasks)"
    sql = f"""
        SELECT l."key", l.task_id, l.document, l.position
        FROM {source} s CROSS JOIN listed_tasks l ON l.key = s.key
        WHERE {" AND ".join(conditions)}
        ORDER BY l.document, l.position LIMIT :most OFFSET :skipped
    """
    values.update(most=-1 if wanted.get("limit") is None else wanted["limit"], skipped=wanted.get("offset", 0))
    return sql, values


_OF_UNITS = """(
    SELECT task AS key FROM listed_units WHERE unit IN (SELECT value FROM json_each(:units))
    UNION
    SELECT task FROM listed_units WHERE unit IS NULL AND printed IN (SELECT value FROM json_each(:names))
)"""


def search_tasks(db: Database, wanted: str) -> Iterator[dict[str, Any]]:
    """Rows of `task_list` whose task holds all the words, the best match first. See `Store.search`."""
    query = _match(wanted)
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


def _match(wanted: str) -> str:
    """The query of the full-text index for all of these words."""
    return " ".join(f'"{word}"' for word in words(wanted))


# Those merged with them, and their sub-units with theirs.
_WITH_THEIRS = """
    WITH RECURSIVE theirs(id) AS (
        SELECT value FROM json_each(?)
        UNION
        SELECT u.id FROM theirs t JOIN units x ON x.id = t.id
        JOIN units u ON u.id = x.merged_into OR u.merged_into = x.id OR u.parent = x.id
    )
    SELECT id FROM theirs
"""


def _units(db: Database, wanted: list[str]) -> tuple[list[int], list[str]]:
    """The ids of units that go by these words, under this or another of their names, and such names of no unit.

    Units that were merged go by each other's names, and what a unit has to do its sub-units have, too.
    """
    sql = "SELECT id, name FROM units UNION ALL SELECT unit, alias FROM unit_aliases"
    named = {unit for unit, name in db.execute(sql) if contains(name, wanted)}
    units = named | {unit for (unit,) in db.execute(_WITH_THEIRS, [json.dumps(sorted(named))])}
    unknown = db.execute("SELECT DISTINCT printed FROM listed_units WHERE unit IS NULL")
    return sorted(units), sorted(name for (name,) in unknown if contains(name, wanted))
