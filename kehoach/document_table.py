"""What `kehoach documents` shows: the documents as a table, or one with its versions and links."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kehoach.named_documents import fitting
from kehoach.terminal import Column, grid, plain, wrap
from output.exports.difference_words import Language

if TYPE_CHECKING:
    from output.store import Store

_SIZES = (
    (6, 1),
    (20, 3),
    (36, 4),
    (10, 2),
    (70, 7),
    (5, 1),
    (5, 1),
    (8, 1),
    (40, 4),
)  # widest and share of each column


def rows(store: Store, name: str | None) -> list[dict[str, Any]]:
    """The rows of `document_list` that a name stands for (see `fitting`); all without a name."""
    return list(store.documents()) if name is None else fitting(store, name)


def record(store: Store, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with the document's files (name, edition, source, which one leads) and its links, by kind."""
    sql = """
        SELECT f.name, f.edition, f.format, f.text_from, f.modified, f.id = d.file AS leads
        FROM files f JOIN documents d ON d.id = f.document WHERE d.id = ? ORDER BY f.edition, leads DESC, f.name
    """
    held = [{**file, "leads": bool(file["leads"])} for file in store.db.query(sql, [row["document_id"]])]
    return {
        **row,
        "same_number": json.loads(row["same_number"]),
        "held_in": held,
        "links": store.links(row["document_id"]),
    }


def table(records: Sequence[Mapping[str, Any]], width: int, language: Language) -> Iterator[str]:
    """The lines of a table of documents, at most `width` wide."""
    told = _words(language)
    if not records:
        yield told["none"]
        return
    columns = [Column(title, *size) for title, size in zip(told["columns"], _SIZES, strict=True)]
    yield from grid([_cells(entry, told) for entry in records], columns, width, lines=3)


def details(entry: Mapping[str, Any], width: int, language: Language) -> Iterator[str]:
    """The lines that tell of one document."""
    told = _words(language)
    parts = (entry["number"], entry["title"], entry["issuer"], entry["date"])
    yield from wrap(plain(" · ".join(part for part in parts if part) or entry["file"]), width)
    yield f"{told['columns'][0]}: {entry['document_id']}. {told['tasks']}: {entry['tasks']}."
    yield f"{told['files']}:"
    for file in entry["held_in"]:
        notes = [told["edition"].format(edition=file["edition"])]
        if file["modified"]:
            notes.append(told["changed"].format(modified=file["modified"][:10]))
        if file["leads"]:
            notes.append(told["leading"])
        yield from _item(f"{file['name']} ({', '.join(notes)})", width)
    for kind, title in told["links"].items():
        if entry["links"].get(kind):
            yield f"{title}:"
            for link in entry["links"][kind]:
                yield from _item(f"{link['document_id']}: {_name(link)}", width)
    if entry["same_number"]:
        yield from wrap(f"{told['same_number']}: {', '.join(map(str, entry['same_number']))}.", width)


def _cells(entry: Mapping[str, Any], told: Mapping[str, Any]) -> tuple[str, ...]:
    title = entry["title"] if entry["title"] or entry["number"] else entry["file"]
    cells = (
        entry["document_id"], entry["number"], entry["issuer"], entry["date"], title, entry["tasks"],
        entry["files"], entry["editions"], "; ".join(_links(entry, told)),
    )  # fmt: skip
    return tuple(plain(str(cell if cell is not None else "")) for cell in cells)


def _links(entry: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[str]:
    """The links that change what counts, and which documents carry one out; mentions are told of one document alone."""
    for kind, title in told["links"].items():
        found = entry["links"].get(kind, ())
        if found and "mention" not in kind:
            yield f"{title}: {', '.join(link['number'] or str(link['document_id']) for link in found)}"
    if entry["same_number"]:
        yield f"{told['same_number']}: {', '.join(map(str, entry['same_number']))}"


def _name(link: Mapping[str, Any]) -> str:
    return " · ".join(part for part in (link["number"], link["title"]) if part)


def _item(text: str, width: int) -> Iterator[str]:
    first, *rest = wrap(plain(text), max(width - 4, 20))
    yield f"  - {first}"
    yield from (f"    {line}" for line in rest)


@cache
def _words(language: Language) -> Mapping[str, Any]:
    text = files("kehoach").joinpath("documents.toml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = tomllib.loads(text)[language]
    return found
