"""The list of documents with what is still to do on each, a page at a time, quick among a hundred thousand.

Only for the documents of the page are tasks counted; indexes (`listed_tasks_doubtful`, `listed_tasks_reviewed`,
`document_search`) hold what orders and filters need.
"""

from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from output.fold import words

DOUBTFUL = 0.9
"""A row below this confidence that nobody has reviewed wants a look. The schema's index says the same."""

IS_DOUBTFUL = f"l.review IS NULL AND l.confidence < {DOUBTFUL}"
"""SQL on `l` (listed_tasks). SQLite uses the index only for these very words."""

Order = Literal["added", "date", "title", "doubtful"]

MOST_WORDS = 32
"""More words of a question are left out: nobody types so many."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A page of the list. `rows` have document_id, title, number, issuer, date, file, added (the day here), tasks,
    reviewed (tasks), doubtful (tasks) and replaced_by; `count` is how many documents there are on all pages.
    """

    rows: list[dict[str, Any]]
    count: int


def list_overview(db: Database, order: Order, wanted: str, *, only_doubtful: bool, limit: int, offset: int) -> Overview:
    """Documents of whose number, title, issuer or file name `wanted` holds words (all; the last may be begun only).

    With `only_doubtful` those alone that have doubtful rows.
    """
    query = match(wanted)
    if wanted.strip() and not query:
        return Overview([], 0)
    conditions = ["d.file IS NOT NULL"]
    if query:
        conditions.append("d.id IN (SELECT rowid FROM document_search WHERE document_search MATCH :match)")
    if only_doubtful:
        conditions.append(f"EXISTS (SELECT 1 FROM listed_tasks l WHERE l.document = d.id AND {IS_DOUBTFUL})")
    values: dict[str, Any] = {"match": query, "limit": limit, "offset": offset}
    where = " AND ".join(conditions)
    page = f"SELECT d.id FROM documents d WHERE {where} ORDER BY {_ORDERS[order]} LIMIT :limit OFFSET :offset"
    return Overview(
        rows=list(db.query(_ROWS.format(page=page, order=_ORDERS[order]), values)),
        count=db.execute(f"SELECT count(*) FROM documents d WHERE {where}", values).fetchone()[0],
    )


def match(wanted: str) -> str:
    """The query of `document_search` for all of these words, of which the last may go on."""
    quoted = [f'"{word}"' for word in words(wanted)[:MOST_WORDS]]
    return f"{' '.join(quoted)}*" if quoted else ""


def _count(condition: str) -> str:
    return f"(SELECT count(*) FROM listed_tasks l WHERE l.document = d.id AND {condition})"


_DOUBTFUL_ROWS = _count(IS_DOUBTFUL)

_ORDERS = {
    "added": "d.file DESC",
    "date": "d.date DESC NULLS LAST, d.id DESC",
    "title": "d.title_key NULLS LAST, d.id",
    "doubtful": f"{_DOUBTFUL_ROWS} DESC, d.id DESC",
}

_ROWS = f"""
SELECT d.id AS document_id, d.title, d.number, d.issuer, d.date, f.name AS file,
    date(f.first_seen, 'localtime') AS added,
    {_count("1")} AS tasks,
    {_count("l.review IS NOT NULL")} AS reviewed,
    {_DOUBTFUL_ROWS} AS doubtful,
    (SELECT max(k.later) FROM document_links k WHERE k.earlier = d.id AND k.kind = 'draft') AS replaced_by
FROM ({{page}}) p JOIN documents d ON d.id = p.id JOIN files f ON f.id = d.file
ORDER BY {{order}}
"""
