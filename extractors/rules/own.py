"""Rules of an office's own: a folder with TOML files of the same names, whose entries come to those of the program.

The environment names the folder, once for the whole process and those that it starts. What may be added is little and
listed here: words, which no entry of the program rests upon.
"""

import os
import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from models.errors import KehoachError

VARIABLE = "KEHOACH_RULES"
"""The environment's name for the folder."""


class RulesError(KehoachError):
    """Rules of an office's own that cannot be used. The message names the file and the entry."""

    exit_code = 2


class Addable(NamedTuple):
    """What may be added at one place of a file: `kind` is "words" (a list), "names" (what is printed = what it means)
    or "patterns" (tables of patterns); `by` is the key that says what patterns are for. Own patterns come `first`: they
    win over those of the program, or they are joined to them.
    """

    kind: Literal["words", "names", "patterns"]
    by: str = ""
    first: bool = True


ADDABLE: Mapping[str, Mapping[str, Addable]] = {
    "columns": {"column": Addable("patterns", "meaning")},
    "labels": {"label": Addable("patterns", "field", first=False)},
    "headings": {"role": Addable("patterns", "role")},
    "units": {
        "short": Addable("names"),
        "bodies.names": Addable("words"),
        "offices.names": Addable("words"),
        "heads": Addable("words"),
        "posts": Addable("words"),
        "not_units": Addable("words"),
    },
    "citations": {"kinds": Addable("names")},
}
"""By file and by place in it."""


def files() -> tuple[Path, ...]:
    """The own rule files in force, in order. None without the variable.

    Raises RulesError when there is no such folder, when it holds no rule file, or one that nothing can be added to.
    """
    stated = os.environ.get(VARIABLE)
    if not stated:
        return ()
    folder = Path(stated)
    try:
        found = tuple(sorted(path for path in folder.iterdir() if path.suffix == ".toml"))
    except OSError as error:
        raise RulesError(
            f"The folder of rules {folder} cannot be read ({(error.strerror or str(error)).lower()}). Name one that is "
            f"there by --rules or {VARIABLE}."
        ) from error
    known = ", ".join(f"{name}.toml" for name in ADDABLE)
    if not found:
        raise RulesError(f"The folder of rules {folder} holds no rule file. It may hold {known}.")
    for path in found:
        if path.stem not in ADDABLE:
            raise RulesError(f"{path}: nothing can be added to rules of this name. Rules may be added in {known}.")
    return found


def check(packaged: Callable[[str], Mapping[str, Any]]) -> None:
    """Raise RulesError if any own rule file cannot be used. `packaged` gives the program's rules by name."""
    for path in files():
        merged(packaged(path.stem), path.stem)


def merged(packaged: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The program's rules of a name with the own ones. Raises RulesError for those that cannot be used."""
    rules = dict(packaged)
    for path in files():
        if path.stem == name:
            _Adding(path, packaged).add_to(rules)
    return rules


class _Adding:
    """The entries of one own file on their way into the rules."""

    def __init__(self, path: Path, packaged: Mapping[str, Any]) -> None:
        self._path = path
        self._packaged = packaged
        self._places = ADDABLE[path.stem]

    def add_to(self, rules: dict[str, Any]) -> None:
        for place, value in self._entries():
            addable = self._places[place]
            *above, last = place.split(".")
            home = rules
            for key in above:
                home[key] = dict(home[key])
                home = home[key]
            match addable.kind:
                case "words":
                    home[last] = self._words(place, value, home[last])
                case "names":
                    home[last] = self._names(place, value, home[last])
                case "patterns":
                    home[last] = self._patterns(place, value, home[last])

    def _entries(self) -> list[tuple[str, Any]]:
        found = []
        for key, value in self._parsed().items():
            if isinstance(value, dict) and key not in self._places:
                found += [(f"{key}.{inner}", below) for inner, below in value.items()]
            else:
                found.append((key, value))
        for place, _ in found:
            if place not in self._places:
                raise self._wrong(f"nothing can be added to {place!r}, only to {_listed(self._places)}")
        return found

    def _parsed(self) -> dict[str, Any]:
        try:
            return tomllib.loads(unicodedata.normalize("NFC", self._path.read_text(encoding="utf-8-sig")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise self._wrong(f"it is no TOML in UTF-8 ({error})") from error
        except OSError as error:
            raise self._wrong(f"it cannot be read ({(error.strerror or str(error)).lower()})") from error

    def _words(self, place: str, value: Any, own: list[str]) -> list[str]:
        if not (isinstance(value, list) and value and all(map(_says_something, value))):
            raise self._wrong(f'{place!r} must be a list of words, such as ["{own[0]}"]')
        return [*own, *(word for word in value if word not in own)]

    def _names(self, place: str, value: Any, own: dict[str, str]) -> dict[str, str]:
        short, full = next(iter(own.items()))
        if not (isinstance(value, dict) and all(map(_says_something, [*value, *value.values()]))):
            raise self._wrong(f'{place!r} must say what each name means, such as "{short}" = "{full}"')
        return own | value

    def _patterns(self, place: str, value: Any, own: list[dict[str, Any]]) -> list[dict[str, Any]]:
        addable = self._places[place]
        known = list(dict.fromkeys(table[addable.by] for table in own))
        if not isinstance(value, list):
            raise self._wrong(f"{place!r} must be written [[{place}]], in two pairs of brackets")
        for count, table in enumerate(value, start=1):
            where = f"entry {count} of [[{place}]]"
            if not isinstance(table, dict) or set(table) != {addable.by, "patterns"}:
                raise self._wrong(f"{where} must have {addable.by!r} and 'patterns' and nothing else")
            if table[addable.by] not in known:
                raise self._wrong(f"{where}: {addable.by!r} is one of {_listed(known)}, not {table[addable.by]!r}")
            patterns = table["patterns"]
            if not (isinstance(patterns, list) and patterns and all(map(_says_something, patterns))):
                raise self._wrong(f"{where}: 'patterns' must be a list of words, such as [\"{own[0]['patterns'][0]}\"]")
            for pattern in patterns:
                self._check(pattern, where)
        if addable.first:
            return [*value, *own]
        return [
            table | {"patterns": [*table["patterns"], *_all_of(value, addable.by, table[addable.by])]} for table in own
        ]

    def _check(self, pattern: str, where: str) -> None:
        try:
            compiled = re.compile(f"(?:x|{pattern})")
        except re.error as error:
            raise self._wrong(
                f"{where}: {pattern!r} is no regular expression ({error.msg}). Put \\\\ before a bracket, a point or "
                "another mark that stands for itself"
            ) from error
        if compiled.fullmatch("") or compiled.groupindex:
            raise self._wrong(f"{where}: {pattern!r} fits nothing at all, or names a group. Write the words themselves")
        bare = re.sub(r"\\.", "", pattern)
        if bare != bare.casefold():
            raise self._wrong(f"{where}: {pattern!r} is compared in small letters. Write {pattern.lower()!r}")

    def _wrong(self, what: str) -> RulesError:
        return RulesError(f"{self._path}: {what}. docs/rules.md shows how own rules are written.")


def _says_something(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _all_of(tables: list[dict[str, Any]], by: str, value: str) -> list[str]:
    return [pattern for table in tables if table[by] == value for pattern in table["patterns"]]


def _listed(names: Any) -> str:
    return ", ".join(map(repr, names))
