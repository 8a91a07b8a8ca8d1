"""What the cells of a task say after people have worked on them, told from what they said when they were handed out."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from output.exports.handed_out import HandedOut
from output.exports.task_cells import LISTS, head, shown
from output.fold import fold

Values = dict[str, Any]

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_BETWEEN = re.compile(r"[;\n]")
_REST = "\n[…"
_LONG_PARAGRAPH = 16_000
_ZERO_DAY = date(1899, 12, 30)
_LAST_DAY = 2_958_465


def read_values(cells: Mapping[str, Any], was: HandedOut | None, states: Mapping[str, str]) -> Values:
    """The fields that the cells state. `cells` are by column and leave out columns that are not there; `states` are
    statuses by the folded word. A cell that still shows what it showed has the very value that was handed out.

    A deadline whose words were changed has its `text` alone, or with the `due` that was changed beside it. What no
    value can be made of is left as it was typed.
    """
    base = was.values if was else None
    values: Values = {}
    for field in ("number", "text", *LISTS):
        if field not in cells:
            continue
        text = as_text(cells[field])
        if base is not None:
            text = _with_rest(text, shown(field, base))
        if base is not None and alike(text, shown(field, base)):
            values[field] = base[field]
        elif field in LISTS:
            entries = parted(text, base[field] if base is not None else ())
            values[field] = base[field] if base is not None and entries == base[field] else entries
        else:
            values[field] = text or None
    if "deadlines" in cells or "due" in cells:
        values["deadlines"] = _deadlines(cells, was)
    _read_state(values, cells, base, states)
    return values


def as_text(value: Any) -> str:
    """What a cell shows, as text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%d/%m/}{value.year:04}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _unescaped(str(value)).replace("\r\n", "\n").replace("\r", "\n").strip()


def as_day(value: Any) -> date | str | None:
    """The day in a cell; as text what is no day, None for nothing."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value <= _LAST_DAY:
        return _ZERO_DAY + timedelta(int(value))
    text = as_text(value)
    found = _DAY_FIRST.fullmatch(text)
    parts = found.groups()[::-1] if found else (m.groups() if (m := _YEAR_FIRST.fullmatch(text)) else ())
    try:
        return date(*map(int, parts)) if parts else text or None
    except ValueError:
        return text


def alike(one: str, other: str) -> bool:
    """Whether two texts say the same, kinds of blanks and how letters are composed aside."""
    if one == other or _plain(one) == _plain(other):
        return True
    # LibreOffice puts a line end into a paragraph that is longer than this, be it in the middle of a word.
    return len(one) > _LONG_PARAGRAPH and "".join(_plain(one).split()) == "".join(_plain(other).split())


def parted(text: str, known: Iterable[str] = ()) -> list[str]:
    """The entries of a cell, parted by ";" or line ends. Entries that were there before are known even if they hold
    such a sign themselves.
    """
    signs = [entry for entry in known if _BETWEEN.search(entry)]
    kept: dict[str, str] = {}
    for place, entry in enumerate(sorted(signs, key=len, reverse=True)):
        mark = f"\x00{place}\x00"
        if entry in text:
            text = text.replace(entry, mark)
            kept[mark] = entry
    entries = [" ".join(part.split()) for part in _BETWEEN.split(text)]
    return [kept.get(entry, entry) for entry in entries if entry]


def _deadlines(cells: Mapping[str, Any], was: HandedOut | None) -> list[dict[str, Any]]:
    base: Sequence[dict[str, Any]] = was.values["deadlines"] if was else ()
    found = list(base)
    if "deadlines" in cells:
        text = as_text(cells["deadlines"])
        if was is not None:
            text = _with_rest(text, shown("deadlines", was.values))
        if was is None or not alike(text, shown("deadlines", was.values)):
            texts = {deadline["text"]: [d for d in base if d["text"] == deadline["text"]] for deadline in base}
            entries = parted(text, texts)
            found = [deadline for entry in entries for deadline in texts.get(entry, [{"text": entry}])]
    if "due" not in cells:
        return found
    day = as_day(cells["due"])
    before = was.due if was else None
    if day == before:
        return found
    return _with_day(found, before.isoformat() if before else None, day)


def _with_day(deadlines: list[dict[str, Any]], before: str | None, day: date | str | None) -> list[dict[str, Any]]:
    """The deadlines when the day that was shown has become another one."""
    due = day.isoformat() if isinstance(day, date) else day
    at = next((place for place, d in enumerate(deadlines) if before and d.get("due") == before), None)
    if at is None and len(deadlines) == 1 and set(deadlines[0]) == {"text"}:
        at = 0
    if at is not None:
        changed = {**deadlines[at], "due": due}
        if due and (changed.get("start") or "") > due:
            changed["start"] = None
        return [*deadlines[:at], changed, *deadlines[at + 1 :]]
    if due is None:
        return deadlines
    # A day beside words that name none, such as those of what comes back: they still hold.
    text = f"{day.day:02}/{day.month:02}/{day.year:04}" if isinstance(day, date) else due
    return [*deadlines, {"text": text, "kind": "date", "due": due}]


def _read_state(
    values: Values, cells: Mapping[str, Any], base: Mapping[str, Any] | None, states: Mapping[str, str]
) -> None:
    """Status and day done. A day alone says that it is done; what is not done has no day."""
    before = base["status"] if base is not None else "open"
    word = as_text(cells.get("status"))
    if "status" in cells and (word or base is not None):
        values["status"] = states.get(" ".join(fold(word).split()), word) if word else before
    if "done_on" not in cells:
        return
    day = as_day(cells["done_on"])
    done_on = day.isoformat() if isinstance(day, date) else day
    changed = done_on != (base["done_on"] if base is not None else None)
    if changed and done_on and values.get("status", before) == before == "open":
        values["status"] = "done"
    if base is not None or done_on:
        values["done_on"] = done_on if values.get("status", before) == "done" or changed else None


def _with_rest(text: str, before: str) -> str:
    """The text with what the cell had no room for, where the note on it still stands at the end."""
    shown_of_it = head(before)
    begin, _, note = text.rpartition(_REST)
    return text if shown_of_it == before or not note.endswith("]") else begin + before[len(shown_of_it) :]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", _unescaped(text)).split())


def _unescaped(text: str) -> str:
    """Without the escapes by which spreadsheets write what XML cannot hold, as far as the library left them."""
    return text.replace("_x005F_", "_").replace("_x000D_", "")
