"""Documents above their files, in the tables: who belongs together, which editions there are, who leads.

What is written depends on the files that the store holds, never on the order in which they came; `grouping` and
`editions` decide, on the files that a written one may have to do with.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from models import Metadata
from output.store.editions import editions, particulars
from output.store.grouping import Held, group, related
from output.store.identity import identity, issuer_key, keys, number_key, title_key


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as the tables hold it: what it is compared by, its particulars, its document and edition."""

    held: Held
    metadata: Metadata
    document: int
    edition: int


def neighbours(db: Database, file: int) -> set[int]:
    """The file and all whose place among the documents may depend on it, or it on theirs."""
    found: dict[int, Entry] = {}
    waiting = {file}
    while waiting:
        fresh = entries(db, waiting)
        found |= fresh
        waiting = set()
        for entry in fresh.values():
            candidates = entries(db, _candidates(db, entry.held) - found.keys())
            waiting |= {at for at, other in candidates.items() if related(entry.held, other.held)}
    return set(found)


def entries(db: Database, files: Iterable[int]) -> dict[int, Entry]:
    """Files by their ids."""
    sql = """
        SELECT id, sha256, format, text_from, ocr_confidence, modified, metadata, tasks_key, days_key, wording,
            document, edition
        FROM files WHERE id IN (SELECT value FROM json_each(?))
    """
    found = {}
    for row in list(db.query(sql, [json.dumps(sorted(files))])):
        metadata = Metadata(**json.loads(row["metadata"]))
        held = Held(
            file=row["id"],
            sha256=row["sha256"],
            format=row["format"],
            text_from=row["text_from"],
            ocr_confidence=row["ocr_confidence"],
            modified=row["modified"],
            keys=keys(metadata),
            tasks=row["tasks_key"],
            days=row["days_key"],
            wording=row["wording"] or b"",
        )
        found[held.file] = Entry(held, metadata, row["document"], row["edition"])
    return found


def settle(db: Database, files: Iterable[int], written: int) -> tuple[dict[int, list[Held]], set[int], set[int]]:
    """Bring files that have to do with one another into their documents, after one was `written`.

    Gives the files of each document, the documents whose files or leading file have changed, and those that are gone.
    A document keeps its id as long as files of it stay together.
    """
    known = entries(db, files)
    groups = group(entry.held for entry in known.values())
    ids = _ids(db, groups, known, written)
    settled = dict(zip(ids, groups, strict=True))
    changed = {
        document
        for document, found in settled.items()
        if _place(db, document, found, known) or any(held.file == written for held in found)
    }
    left = {entry.document for entry in known.values()} - settled.keys()
    return settled, changed, left


def _candidates(db: Database, held: Held) -> set[int]:
    """Files that may be related to one: of its name or title, or, with a scan on either side, of a like text.

    A year's plans of one title, each with its number, are none of one another: they are not even looked at.
    """
    of_title = "title_key = :title AND (number_key IS NULL OR text_from = 'ocr' OR json_extract(metadata, '$.draft'))"
    of_text = "other.scanned = 1"
    if held.is_scan or held.number is None:
        of_title = "title_key = :title"
    if held.is_scan:
        of_text = "other.scanned IN (0, 1)"
    sql = f"""
        SELECT id FROM files WHERE identity = :identity
        UNION SELECT id FROM files WHERE {of_title}
        UNION SELECT id FROM files WHERE title_key = :title AND number_key = :number
        UNION SELECT id FROM files WHERE number_key = :number AND (title_key IS NULL OR :title IS NULL)
        UNION SELECT other.file FROM file_bands mine CROSS JOIN file_bands other ON other.band = mine.band AND {of_text}
            WHERE mine.file = :file
    """
    values = {
        "file": held.file,
        "identity": held.keys.identity,
        "title": held.keys.title,
        "number": held.keys.number,
    }
    return {file for (file,) in db.execute(sql, values).fetchall()} - {held.file}


def _ids(db: Database, groups: Sequence[Sequence[Held]], known: Mapping[int, Entry], written: int) -> list[int]:
    """The document of each group: the one that most of its files belong to, the written one aside, else a new one."""
    wishes: list[tuple[int, int, int, int]] = []
    for number, found in enumerate(groups):
        votes = Counter(known[held.file].document for held in found if held.file != written)
        own = [known[held.file].document for held in found if held.file == written]
        wishes += [(-count, document, number, document) for document, count in votes.items()]
        wishes += [(0, document, number, document) for document in own]
    given: dict[int, int] = {}
    for _, _, number, document in sorted(wishes):
        if number not in given and document not in given.values():
            given[number] = document
    for number in range(len(groups)):
        if number not in given:
            given[number] = db.execute("INSERT INTO documents (type) VALUES (NULL) RETURNING id").fetchone()[0]
    return [given[number] for number in range(len(groups))]


def _place(db: Database, document: int, files: Sequence[Held], known: Mapping[int, Entry]) -> bool:
    """Write a document's files, editions and particulars; whether its files or its leading one have changed."""
    ordered = editions(files)
    has_changed = False
    for edition, found in enumerate(ordered, start=1):
        for held in found:
            entry = known[held.file]
            has_changed |= entry.document != document
            if (entry.document, entry.edition) != (document, edition):
                db.execute("UPDATE files SET document = ?, edition = ? WHERE id = ?", [document, edition, held.file])
    ranked = [held for found in reversed(ordered) for held in found]
    values = _values(ranked[0].file, particulars(known[held.file].metadata for held in ranked))
    before = next(db.query("SELECT * FROM documents WHERE id = ?", [document]))
    if any(before[name] != value for name, value in values.items()):
        changes = ", ".join(f'"{name}" = :{name}' for name in values)
        db.execute(f"UPDATE documents SET {changes} WHERE id = :id", {**values, "id": document})
    return has_changed or before["file"] != values["file"]


def _values(leading: int, taken: dict[str, Any]) -> dict[str, Any]:
    """The row of `documents` for these particulars."""
    metadata = Metadata(**taken)
    return {
        "file": leading,
        "identity": identity(metadata),
        "number_key": number_key(metadata.number),
        "issuer_key": issuer_key(metadata.issuer),
        "title_key": title_key(metadata.title),
        **{name: value for name, value in taken.items() if name != "draft"},
    }
