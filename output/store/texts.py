"""What a document says as the store keeps it: its leading file, the blocks, and where their words and values stand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models import Place
from output.store.marks import Mark, Span, marks, spans
from output.store.parts import ReadingPart
from output.store.places import unpack


@dataclass(frozen=True, slots=True)
class Leading:
    """The file that stands for a document: its id and bytes, the number of its pages (None where the format has none),
    and the places at which it was seen, the last first.
    """

    file: int
    sha256: str
    format: str
    pages: int | None
    paths: tuple[str, ...]


class Texts(ReadingPart):
    """See `Store.texts`. Documents are named by their ids in `documents`; one that is not there has nothing."""

    def leading(self, document: int) -> Leading | None:
        """The file whose reading the lists show."""
        sql = "SELECT f.id, f.sha256, f.format, f.pages FROM documents d JOIN files f ON f.id = d.file WHERE d.id = ?"
        seen = "SELECT path FROM file_paths WHERE file = ? ORDER BY last_seen DESC, path"
        with self._reading():
            row = self._db.execute(sql, [document]).fetchone()
            paths = self._db.execute(seen, [row[0]]).fetchall() if row else []
        if row is None:
            return None
        file, sha256, format_, pages = row
        return Leading(file, sha256, format_, pages, tuple(path for (path,) in paths))

    def blocks(self, document: int) -> list[dict[str, Any]]:
        """Rows of `blocks` in their order, each with its rows of `cells` as "cells"."""
        sql = "SELECT b.* FROM documents d JOIN {} b ON b.file = d.file WHERE d.id = ? ORDER BY b.position"
        cells: dict[int, list[dict[str, Any]]] = defaultdict(list)
        with self._reading():
            for cell in self._db.query(sql.format("cells"), [document]):
                cells[cell["block"]].append(cell)
            rows = list(self._db.query(sql.format("blocks"), [document]))
        return [{**row, "cells": cells[row["position"]]} for row in rows]

    def spans(self, document: int) -> list[Span]:
        """Where the tasks' values stand in the blocks' texts; see `output.store.marks`."""
        with self._reading():
            return spans(self._db, document)

    def marks(self, document: int, places: Mapping[int, Sequence[Place]] | None = None) -> list[Mark]:
        """Where the tasks' values stand on the pages; see `output.store.marks`."""
        with self._reading():
            return marks(self._db, document, places)

    def words(self, document: int, page: int) -> list[tuple[str, Place]]:
        """The words on a page (from 1), each with its place, in reading order; those of headers, footers and footnotes
        at the end. None for a file without pages.
        """
        sql = """
            SELECT b.text, b.places FROM documents d JOIN blocks b ON b.file = d.file
            WHERE d.id = ? AND b.page <= ? AND b.places IS NOT NULL ORDER BY b.position
        """
        with self._reading():
            rows = self._db.execute(sql, [document, page]).fetchall()
        return [
            (text[place.start : place.end], place)
            for text, packed in rows
            for place in unpack(packed)
            if place.page == page
        ]
