"""Templates of trackers: a TOML file that says which columns there are and how each is written.

docs/howto/tracker.md describes the form. A wrong one is refused with the line and what may stand there.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as of_record
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from output.errors import TemplateError
from output.exports.tracker_fields import FIELDS, OPEN_STATES

_DAY = re.compile(r"dd?|mm?|yyyy|yy")
_DAY_FORM = re.compile(r"(?:dd?|mm?|yyyy|yy|[-/. ])+")
_COLUMN = re.compile(r"\s*\[\[\s*[\"']?column[\"']?\s*\]\]")

_OF_FILE = {"sheet": str, "separator": str, "date": str, "delimiter": str, "column": list}
_OF_COLUMN = {
    "title": str, "field": str, "constant": str, "empty": str, "separator": str, "date": str, "words": dict,
    "width": int,
}  # fmt: skip
_CALLED = {str: "text in quotes", int: "a whole number", list: "written [[column]]", dict: "a table of words"}
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what `field` it shows, or the same `constant` in each row, and `empty` where there is nothing.

    `words` stand for values, entry by entry where there are several, with `separator` between them; `date` is how days
    are written.
    """

    title: str
    field: str | None = None
    constant: str = ""
    empty: str = ""
    separator: str = "; "
    date: str = "dd/mm/yyyy"
    words: Mapping[str, str] = of_record(default_factory=dict)
    width: int = 20


@dataclass(frozen=True, slots=True)
class Template:
    """The columns from the left; `sheet` is the name of the sheet, `delimiter` stands between the fields of CSV."""

    columns: tuple[Column, ...]
    sheet: str
    delimiter: str


def load_template(path: Path | None) -> Template:
    """The template at `path`, or the one that the program brings along. Raises TemplateError for a wrong one."""
    if path is None:
        return parse_template(files("output.exports").joinpath("tracker.toml").read_text(encoding="utf-8"), "tracker")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TemplateError(
            f"The template {path} cannot be read: {error.strerror or error}. Check its name and that it may be read."
        ) from error
    except UnicodeDecodeError:
        raise TemplateError(f"The template {path} is no text in UTF-8. Save it as UTF-8.") from None
    return parse_template(text, path.name)


def parse_template(text: str, name: str) -> Template:
    """The template in a text; `name` is what messages call it."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(f"{name}: {error}. A template is a TOML file; docs/howto/tracker.md shows one.") from None
    _check(given, _OF_FILE, name)
    common: dict[str, Any] = {key: given[key] for key in ("separator", "date") if key in given}
    _check_day(given.get("date"), name)
    if given.get("delimiter", ",") not in _DELIMITERS:
        raise TemplateError(f'{name}: delimiter is one of ",", ";" and "\\t", not {given["delimiter"]!r}.')
    columns = given.get("column") or []
    if not columns:
        raise TemplateError(f"{name}: there is no column. Each begins with [[column]] and has a title and a field.")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if _COLUMN.match(line)]
    read = []
    for place, column in enumerate(columns):
        line = f", line {lines[place]}" if len(lines) == len(columns) else ""
        where = f"{name}{line}, column {place + 1}"
        if not isinstance(column, dict):
            raise TemplateError(f"{where} is to be written [[column]] with its keys below.")
        read.append(_column({**common, **column}, where))
    return Template(tuple(read), given.get("sheet", ""), given.get("delimiter", ","))


def written(day: date, form: str) -> str:
    """A day in the form of a template: dd/mm/yyyy."""
    parts = {
        "dd": f"{day.day:02}", "d": str(day.day), "mm": f"{day.month:02}", "m": str(day.month),
        "yyyy": f"{day.year:04}", "yy": f"{day.year % 100:02}",
    }  # fmt: skip
    return _DAY.sub(lambda found: parts[found[0]], form)


def _column(given: Mapping[str, Any], where: str) -> Column:
    _check(given, _OF_COLUMN, where)
    if not given.get("title", "").strip():
        raise TemplateError(f'{where} has no title. Say what stands above it: title = "Hạn".')
    where = f"{where} ({given['title']})"
    if ("field" in given) == ("constant" in given):
        raise TemplateError(f"{where} needs either a field or a constant, the same text in each row.")
    name = given.get("field")
    if name is not None and name not in FIELDS:
        raise TemplateError(f"{where}: there is no field {name!r}. There are: {', '.join(FIELDS)}.")
    _check_day(given.get("date"), where)
    words = given.get("words", {})
    _check_words(words, name, where)
    width = given.get("width", FIELDS[name].width if name else 16)
    if not 1 <= width <= 200:
        raise TemplateError(f"{where}: width is a number of characters from 1 to 200, not {width}.")
    return Column(**{**given, "words": words, "width": width})


def _check_words(words: Mapping[str, Any], name: str | None, where: str) -> None:
    choices = FIELDS[name].choices if name else ()
    for value, word in words.items():
        if not isinstance(word, str):
            raise TemplateError(f"{where}: the word for {value!r} is text in quotes, not {word!r}.")
        if choices and value not in choices:
            raise TemplateError(f"{where}: {name} is never {value!r}. Words may stand for: {', '.join(choices)}.")
    if words and choices:
        missing = [value for value in choices if value not in words and value not in OPEN_STATES]
        if missing:
            raise TemplateError(
                f"{where}: words are missing for {', '.join(missing)}. Give one for each, or none at all."
            )


def _check(given: Mapping[str, Any], known: Mapping[str, type], where: str) -> None:
    for key, value in given.items():
        if key not in known:
            raise TemplateError(f"{where}: there is no key {key!r}. There are: {', '.join(known)}.")
        if not isinstance(value, known[key]) or isinstance(value, bool):
            raise TemplateError(f"{where}: {key} is {_CALLED[known[key]]}, not {value!r}.")


def _check_day(form: str | None, where: str) -> None:
    if form is not None and not (_DAY_FORM.fullmatch(form) and _DAY.search(form)):
        raise TemplateError(f"{where}: date is made of dd, mm, yyyy and / - . such as dd/mm/yyyy, not {form!r}.")
