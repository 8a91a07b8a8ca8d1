"""Everything in which words stand: documents by their particulars, then tasks, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from output.fold import words
from output.store.overview import MOST_WORDS, match

MOST_RANKED = 10_000
"""With more tasks than these the newest come first: to rank a million takes seconds, and nobody pages through them."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found. `tasks` are rows of `task_list`, `task_count` how many there are on all pages, at most
    MOST_RANKED + 1, which stands for more. `documents` (document_id, title, number, issuer, date, file) are the first
    of `document_count`. `words` are those looked for, folded.
    """

    words: Sequence[str]
    documents: list[dict[str, Any]]
    document_count: int
    tasks: list[dict[str, Any]]
    task_count: int


def find(db: Database, wanted: str, *, documents: int, limit: int, offset: int) -> Found:
    """Tasks and documents that hold all the words, with or without tones, the best match first."""
    sought = words(wanted)[:MOST_WORDS]
    if not sought:
        return Found([], [], 0, [], 0)
    values = {"match": " ".join(f'"{word}"' for word in sought), "limit": limit, "offset": offset}
    values["most"] = MOST_RANKED + 1
    count = "SELECT count(*) FROM (SELECT 1 FROM task_search WHERE task_search MATCH :match LIMIT :most)"
    task_count = db.execute(count, values).fetchone()[0]
    best = "rank" if task_count <= MOST_RANKED else "rowid DESC"
    tasks = f"""
        SELECT t.* FROM (
            SELECT rowid, row_number() OVER () AS place FROM (
                SELECT rowid FROM task_search WHERE task_search MATCH :match ORDER BY {best} LIMIT :limit OFFSET :offset
            )
        ) s
        JOIN listed_tasks l ON l.key = s.rowid
        JOIN task_list t ON t.task_id = l.task_id
        ORDER BY s.place
    """
    of_documents = {"match": match(wanted), "limit": documents}
    named = """
        SELECT d.id AS document_id, d.title, d.number, d.issuer, d.date, f.name AS file
        FROM (
            SELECT rowid FROM document_search WHERE document_search MATCH :match ORDER BY rowid DESC LIMIT :limit
        ) s
        JOIN documents d ON d.id = s.rowid JOIN files f ON f.id = d.file
        ORDER BY d.id DESC
    """
    counted = "SELECT count(*) FROM document_search WHERE document_search MATCH :match"
    return Found(
        words=sought,
        documents=list(db.query(named, of_documents)),
        document_count=db.execute(counted, of_documents).fetchone()[0],
        tasks=list(db.query(tasks, values)),
        task_count=task_count,
    )


OF_DOCUMENTS = "(SELECT rowid FROM document_search WHERE document_search MATCH :documents)"
"""SQL for the ids of the documents that `named_by` finds."""


def named_by(db: Database, wanted: str) -> str:
    """The query of `document_search` for documents in whose number, title or file name the words stand one behind the
    other, the last perhaps only begun; where there are none, for those that hold all the words.
    """
    sought = " ".join(words(wanted)[:MOST_WORDS])
    if not sought:
        return '""'
    within = f'{{number title file}} : "{sought}" *'
    is_there = db.execute(f"SELECT 1 FROM {OF_DOCUMENTS} LIMIT 1", {"documents": within}).fetchone()
    return within if is_there else f"{{number title file}} : ({match(wanted)})"


def suggest_documents(db: Database, wanted: str, limit: int) -> list[dict[str, Any]]:
    """Documents for completion, as `named_by` finds them, the last added first: document_id, number, title, file."""
    sql = """
        SELECT d.id AS document_id, d.number, d.title, f.name AS file
        FROM (
            SELECT rowid FROM document_search WHERE document_search MATCH :documents ORDER BY rowid DESC LIMIT :limit
        ) s
        JOIN documents d ON d.id = s.rowid JOIN files f ON f.id = d.file ORDER BY d.id DESC
    """
    return list(db.query(sql, {"documents": named_by(db, wanted), "limit": limit}))
