"""The versions of a document in the store, and what documents have to do with one another."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from output.store.documents import entries
from output.store.editions import editions
from output.store.filters import select_documents


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a document, and the file that holds it best (its id in `files`, and its name)."""

    document: int
    edition: int
    file: int
    name: str


def list_documents(db: Database, wanted: str | None = None) -> Iterator[dict[str, Any]]:
    """Rows of `document_list`; `wanted` are words of number, title or file name."""
    if wanted is None:
        yield from db.query("SELECT * FROM document_list ORDER BY document_id")
        return
    ids = json.dumps(select_documents(db, wanted))
    sql = "SELECT * FROM document_list WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY document_id"
    yield from db.query(sql, [ids])


def versions(db: Database, document: int) -> list[Version]:
    """A document's versions, the oldest first; before its own come those of its drafts."""
    drafts = "SELECT earlier FROM document_links WHERE later = ? AND kind = 'draft' ORDER BY similarity, earlier"
    earlier = [draft for (draft,) in db.execute(drafts, [document]).fetchall()]
    return [version for each in (*earlier, document) for version in _own(db, each)]


def links(db: Database, document: int) -> dict[str, list[dict[str, Any]]]:
    """What a document has to do with others in the store, by what it is to them.

    "carries out", "amends", "replaces" and "mentions" tell of the documents that it cites, "carried out by" and so on
    of those that cite it, "drafts" and "final" of drafts. Each is {document_id, number, title}.
    """
    values = {"document": document}
    found: dict[str, list[dict[str, Any]]] = {}
    cites = """
        SELECT relation, cited_document AS document_id, cited_number AS number, cited_title AS title FROM plan_links
        WHERE document_id = :document ORDER BY cited_document
    """
    cited = """
        SELECT relation, document_id, document_number AS number, document_title AS title FROM plan_links
        WHERE cited_document = :document ORDER BY document_id
    """
    drafts = """
        SELECT CASE k.later WHEN :document THEN 'drafts' ELSE 'final' END AS relation,
            d.id AS document_id, d.number, d.title
        FROM document_links k JOIN documents d ON d.id = CASE k.later WHEN :document THEN k.earlier ELSE k.later END
        WHERE k.kind = 'draft' AND :document IN (k.earlier, k.later) ORDER BY d.id
    """
    for row in db.query(cites, values):
        found.setdefault(row.pop("relation"), []).append(row)
    for row in db.query(cited, values):
        found.setdefault(PASSIVE[row.pop("relation")], []).append(row)
    for row in db.query(drafts, values):
        found.setdefault(row.pop("relation"), []).append(row)
    return found


PASSIVE = {
    "carries out": "carried out by",
    "amends": "amended by",
    "replaces": "replaced by",
    "mentions": "mentioned by",
}


def _own(db: Database, document: int) -> Iterator[Version]:
    rows = db.execute("SELECT id, name FROM files WHERE document = ?", [document]).fetchall()
    names = dict(rows)
    held = [entry.held for entry in entries(db, names).values()]
    for number, files in enumerate(editions(held), start=1):
        yield Version(document, number, files[0].file, names[files[0].file])
