"""Workbooks that are written row by row, in little memory, however many sheets they have."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from xlsxwriter.workbook import Workbook as LibraryWorkbook
from xlsxwriter.worksheet import Worksheet

from output.exports.sheet_styles import DEFAULTS


class Sheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet whose rows have heights that a spreadsheet may change, as if it had reckoned them itself."""

    def rest(self) -> None:
        """Close the file of the rows so far; the library opens it again when it puts the sheets together.

        Without this a file with a sheet for each unit has more files open than a process may.
        """
        self._opt_close()

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]] | None = None) -> None:
        kept = [pair for pair in attributes or () if tag != "row" or pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, kept)


class Workbook(LibraryWorkbook):  # type: ignore[misc]
    """A workbook of such sheets."""

    worksheet_class = Sheet


@contextmanager
def workbook_into(stream: BinaryIO, today: date, title: str) -> Iterator[Workbook]:
    """A workbook that is in the stream when the block ends well. Rows of a sheet are written from the top."""
    with TemporaryDirectory(prefix="kehoach-") as folder:
        workbook = Workbook(stream, {"constant_memory": True, "tmpdir": folder, **DEFAULTS})
        # The day, not the moment: the same tasks give the same bytes.
        workbook.set_properties({"title": title, "created": datetime.combine(today, time())})
        yield workbook
        workbook.close()
