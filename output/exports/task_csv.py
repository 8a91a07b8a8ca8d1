"""Tasks as CSV for spreadsheets: a header line, a line a task, fields quoted as RFC 4180 says.

A spreadsheet takes a field that begins with = + - or @ for a formula, and plans are full of "- Kế hoạch". Such a field
gets a zero-width space in front: the spreadsheet then shows the very words, "- Kế hoạch", as text, and nothing can
run. An apostrophe would show, and to let "- " pass would be neither safe ("- cmd|…") nor readable (Excel may show
#NAME?). Programs that need the values to the letter read JSON, or take `GUARD` off again.
"""

import csv
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from output.exports.rows import COLUMNS

ENCODING = "utf-8-sig"  # of a CSV file: without its mark Excel takes UTF-8 for the machine's old code page
GUARD = "\u200b"

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # East Asian editions take the wide forms as well
_DROPPED_IN_FRONT = ("\t", "\r", "\n")  # what a spreadsheet may strip before it looks at the first sign


def write_csv(rows: Iterable[Mapping[str, Any]], stream: TextIO) -> None:
    """Write rows with the columns of `task_list`. Open the stream with newline="" and, for a file, `ENCODING`."""
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([guarded(row[column]) for column in COLUMNS])


def guarded(value: Any) -> Any:
    """The value as a field that no spreadsheet runs: a text that could be a formula gets `GUARD` in front."""
    if isinstance(value, str) and (value.lstrip().startswith(_FORMULA) or value.startswith(_DROPPED_IN_FRONT)):
        return GUARD + value
    return value
