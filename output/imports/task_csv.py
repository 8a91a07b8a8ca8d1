"""Tasks that come back as CSV, saved by any spreadsheet: what it did to numbers and days on its way is undone."""

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from output.errors import ImportFileError
from output.exports.fingerprint import GUARD, Fingerprint
from output.exports.listed_text import HEADINGS, UNITS, parted
from output.exports.task_csv import COLUMNS
from output.imports.records import ImportedTask

_LISTS = {"path": HEADINGS, "lead": UNITS, "partners": UNITS, "products": UNITS}
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%d.%m.%Y")
_ROUNDED = re.compile(r"\d[\d.,]*(E\+?\d+)?", re.IGNORECASE)
"""An id in which a spreadsheet saw a number: 1.23457E+15, or 12 for 000…012."""


def read_csv(path: Path) -> Iterator[ImportedTask]:
    """The tasks of a file that `--format csv` wrote; its commas may have become semicolons or tabs.

    Raises ImportFileError.
    """
    text = _text(path)
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    try:
        header = [_unguarded(name).strip().lower() for name in next(rows, [])]
        if "task_id" not in header or not set(header) & {"text", "fingerprint"}:
            raise ImportFileError(
                f"{path} has no column task_id beside others. Take a file that `kehoach export --format csv` wrote, "
                f"and leave its first line as it is: {','.join(COLUMNS[:3])},…"
            )
        for cells in rows:
            row = dict(zip(header, map(_unguarded, cells), strict=False))
            if any(value.strip() for value in row.values()):
                yield _task(row, f"line {rows.line_num}")
    except csv.Error as error:
        raise ImportFileError(f"{path}, line {rows.line_num} is no CSV: {error}. Save it anew as CSV UTF-8.") from error


def _task(row: Mapping[str, str], place: str) -> ImportedTask:
    mark = Fingerprint.parse(row.get("fingerprint", ""))
    task = row["task_id"].strip()
    if mark and _ROUNDED.fullmatch(task):
        task = mark.task
    document = row.get("document_id", "").strip()
    return ImportedTask(
        id=task or None,
        values=dict(_values(row, mark if task else None)),
        place=place,
        document=int(document) if document.isdecimal() else None,
        fingerprint=mark if mark and mark.task == task else None,
    )


def _values(row: Mapping[str, str], mark: Fingerprint | None) -> Iterator[tuple[str, Any]]:
    for field in ("text", "context"):
        if field in row:
            yield field, row[field] or None
    if "number" in row:
        yield "number", _number(row["number"], mark)
    for field, sign in _LISTS.items():
        if field in row:
            yield field, parted(row[field], sign)
    if "deadlines" in row:
        yield "deadlines", _deadlines(row)
    if row.get("status", "").strip():
        yield "status", row["status"].strip().lower()
    if "done_on" in row:
        yield "done_on", _day(row["done_on"], lambda day: mark is not None and mark.fits("done_on", day))


def _number(text: str, mark: Fingerprint | None) -> str | None:
    """The number as it was before a spreadsheet took it for one: "1.10", not "1.1"."""
    if mark is None or mark.fits("number", text):
        return text or None
    point = text.replace(",", ".")
    as_before = (point, f"{point}0", f"{point}00", f"{point}.", f"0{point}", f"00{point}", f"{point}.0")
    return next((each for each in as_before if mark.fits("number", each)), text) or None


def _deadlines(row: Mapping[str, str]) -> list[Any]:
    """The deadlines whose words stand in the row: with all that was known of them, or, where they are new, alone."""
    known: list[dict[str, Any]] = []
    with suppress(ValueError):
        stored = json.loads(row.get("deadline_values") or "[]")
        known = [each for each in stored if isinstance(each, dict) and isinstance(each.get("text"), str)]
    left = list(known)
    stated = []
    for text in parted(row["deadlines"]):
        same = next((each for each in left if _plain(each["text"]) == _plain(text)), None)
        if same:
            left.remove(same)
        stated.append(same or {"text": text})
    if "due" in row and all(each in known for each in stated):
        return _moved(stated, row["due"])
    return stated


def _moved(deadlines: list[dict[str, Any]], typed: str) -> list[dict[str, Any]]:
    """The deadlines; where somebody wrote another day into the column `due`, it is that of the earliest."""
    first = min((str(each["due"]) for each in deadlines if each.get("due")), default=None)
    day = _day(typed, lambda read: read == first)
    if day is None or day == first:
        return deadlines
    if not deadlines:
        return [{"text": typed.strip(), "due": day}]
    place = next(n for n, each in enumerate(deadlines) if each.get("due") == first)
    return [*deadlines[:place], {"text": deadlines[place]["text"], "due": day}, *deadlines[place + 1 :]]


def _day(text: str, fits: Callable[[str], bool]) -> str | None:
    """A day in the form of the store: of the ways to read it the one that fits, else as offices here write it.

    What is no day stays as it is and is told later.
    """
    typed = text.strip().partition(" ")[0]
    if not typed:
        return None
    read: list[date] = []
    for form in _DAYS:
        with suppress(ValueError):
            read.append(datetime.strptime(typed, form).date())
    found = next((day for day in read if fits(day.isoformat())), read[0] if read else None)
    return found.isoformat() if found else text.strip()


def _plain(text: str) -> str:
    return " ".join(text.split())


def _unguarded(cell: str) -> str:
    return cell.removeprefix(GUARD)


def _text(path: Path) -> str:
    data = path.read_bytes()
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportFileError(
            f"{path} is no UTF-8, so that Vietnamese letters are lost in it. In Excel choose Save as, CSV UTF-8; or "
            "send the tasks through xlsx."
        ) from error
