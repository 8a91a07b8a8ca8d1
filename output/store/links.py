"""Which document came before which: drafts and their finals, amended documents and those that amend them.

Links are made anew around whatever is written, so that it does not matter which of the two comes first. A draft's tasks
give way to the final's (`replaced_by`); a document that is amended, or even replaced, keeps its own: which of them go
on is for people to say.
"""

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlite_utils import Database

from output.store.documents import entries
from output.store.grouping import CLOSE, Held, related
from output.store.likeness import closeness


def link_drafts(db: Database, documents: Mapping[int, Sequence[Held]]) -> set[int]:
    """Link the drafts among documents that have to do with one another. Gives those whose links have changed."""
    among = json.dumps(sorted(documents))
    sql = """
        SELECT earlier, later, similarity FROM document_links WHERE kind = 'draft' AND (
            earlier IN (SELECT value FROM json_each(:among)) OR later IN (SELECT value FROM json_each(:among)))
    """
    before = set(db.execute(sql, {"among": among}).fetchall())
    after = set(_drafts(documents))
    if before != after:
        db.conn.executemany("DELETE FROM document_links WHERE earlier = ? AND later = ?", [row[:2] for row in before])
        db.conn.executemany(
            "INSERT OR REPLACE INTO document_links (earlier, later, kind, similarity) VALUES (?, ?, 'draft', ?)",
            sorted(after),
        )
    return {document for link in before ^ after for document in link[:2]}


def link_amendments(db: Database, documents: Iterable[int], numbers: Iterable[str]) -> None:
    """Link what these documents amend, and what amends a document that bears, or bore, one of these `number_key`s."""
    values = {"documents": json.dumps(sorted(documents)), "numbers": json.dumps(sorted(numbers))}
    concerned = """
        SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(:documents))
            OR number_key IN (SELECT value FROM json_each(:numbers))
        UNION SELECT d.id FROM citations c JOIN documents d ON d.file = c.file
            WHERE c.number_key IN (SELECT value FROM json_each(:numbers)) AND c.relation IN ('amends', 'replaces')
    """
    amending = [document for (document,) in db.execute(concerned, values).fetchall()]
    db.execute(
        "DELETE FROM document_links WHERE kind = 'amendment' AND later IN (SELECT value FROM json_each(?))",
        [json.dumps(amending)],
    )
    found = db.execute(
        """
        SELECT l.cited_document, l.document_id, c.file, d.file FROM plan_links l
        JOIN documents c ON c.id = l.cited_document JOIN documents d ON d.id = l.document_id
        WHERE l.document_id IN (SELECT value FROM json_each(?)) AND l.relation IN ('amends', 'replaces')
        """,
        [json.dumps(amending)],
    ).fetchall()
    files = entries(db, {file for link in found for file in link[2:]})
    db.conn.executemany(
        "INSERT OR IGNORE INTO document_links (earlier, later, kind, similarity) VALUES (?, ?, 'amendment', ?)",
        [(earlier, later, _similarity(files[a].held, files[b].held)) for earlier, later, a, b in found],
    )


def _drafts(documents: Mapping[int, Sequence[Held]]) -> Iterable[tuple[int, int, float]]:
    """Each draft with its final and their closeness."""
    finals = {document: files for document, files in documents.items() if any(held.number for held in files)}
    for document, files in documents.items():
        if document in finals or all(held.is_scan and not held.keys.draft for held in files):
            continue
        found = [
            (_similarity(draft, final), final.sha256, other)
            for other, others in finals.items()
            for draft in files
            for final in others
            if related(draft, final) and not _is_later(files, others)
        ]
        likest = max(found, default=None)
        if likest and likest[0] >= CLOSE:
            yield document, likest[2], likest[0]


def _is_later(draft: Sequence[Held], final: Sequence[Held]) -> bool:
    """Whether a draft is dated behind what would be its final."""
    drafted = [held.keys.day for held in draft if held.keys.day]
    signed = [held.keys.day for held in final if held.keys.day]
    return bool(drafted and signed) and max(drafted) > max(signed)


def _similarity(a: Held, b: Held) -> float:
    return round(closeness(a.wording, b.wording), 4)
