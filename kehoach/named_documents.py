"""What a user means by a document's name: a file on disk, or a document of the database and one of its versions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehoach.errors import NoStore, NoSuchDocument, UnreadableFile

if TYPE_CHECKING:
    from output.store import Store
    from output.store.versions import Version

_MOST = 8  # documents told where a name fits several


@dataclass(frozen=True, slots=True)
class Named:
    """A reading, in the contract's form, and what it is called."""

    name: str
    plan: dict[str, Any]


def two_versions(names: tuple[str, ...], db: Path) -> tuple[Named, Named]:
    """The readings to compare: of two names, or the last two versions of the one document that is named.

    Raises NoSuchDocument, NoStore or UnreadableFile.
    """
    if len(names) == 2:
        first, second = (_reading(name, db) for name in names)
        return first, second
    with _store(db, names[0]) as store:
        document = find(store, names[0])
        found = store.versions(document["document_id"])
        if len(found) < 2:
            raise NoSuchDocument(
                f"{_title(document)}: the database holds one version of it. Name a second document or file to compare."
            )
        before, after = (_of_store(store, version) for version in found[-2:])
        return before, after


def find(store: Store, name: str) -> dict[str, Any]:
    """The row of `document_list` that an id, or words of number, title or file name, stand for.

    A draft gives way to its final where words fit both. Raises NoSuchDocument if none fits, or several.
    """
    rows = fitting(store, name)
    ids = {row["document_id"] for row in rows}
    rows = [row for row in rows if row["replaced_by"] not in ids]
    if len(rows) > 1:
        told = "; ".join(f"{row['document_id']} ({_title(row)})" for row in rows[:_MOST])
        more = f" and {len(rows) - _MOST} more" if len(rows) > _MOST else ""
        raise NoSuchDocument(f"'{name}' fits {len(rows)} documents. Name one by its id: {told}{more}.")
    return rows[0]


def fitting(store: Store, name: str) -> list[dict[str, Any]]:
    """The rows of `document_list` that an id, else a whole number, else words stand for. Raises NoSuchDocument."""
    from output.fold import words

    rows = [row for row in store.documents() if str(row["document_id"]) == name] if name.isdigit() else []
    rows = rows or list(store.documents(name))
    if not rows:
        raise NoSuchDocument(
            f"'{name}' is the name of no file here and of no document in {store.path}. "
            f"`kehoach documents --db {store.path}` lists those that there are."
        )
    return [row for row in rows if words(row["number"] or "") == words(name)] or rows


def _reading(name: str, db: Path) -> Named:
    from kehoach import read_plan
    from output.exports import to_dict

    if Path(name).is_file():
        try:
            return Named(name, to_dict(read_plan(name)))
        except UnreadableFile as error:
            raise type(error)(f"{name}: {error}") from error
    words, mark, edition = name.rpartition("#")
    if not mark or not edition.isdigit():
        words, edition = name, ""
    with _store(db, name) as store:
        document = find(store, words)
        own = [v for v in store.versions(document["document_id"]) if v.document == document["document_id"]]
        chosen = own[-1:] if not edition else [version for version in own if version.edition == int(edition)]
        if not chosen:
            raise NoSuchDocument(f"{_title(document)} has editions 1 to {len(own)}, not {edition}.")
        return _of_store(store, chosen[0])


def _of_store(store: Store, version: Version) -> Named:
    plan = store.plan(version.file)
    parts = (plan["document"]["number"], plan["document"]["title"], version.name)
    return Named(f"{' · '.join(part for part in parts if part)} (#{version.edition})", plan)


def _store(db: Path, name: str) -> Store:
    from output.store import Store

    if not db.exists():
        raise NoStore(f"'{name}' is no file here, and {db} is not there. Name a file, or a database by --db.")
    return Store(db)


def _title(row: dict[str, Any]) -> str:
    parts = (row["number"], row["title"], row["issuer"], row["date"])
    return " · ".join(part for part in parts if part) or row["file"]
