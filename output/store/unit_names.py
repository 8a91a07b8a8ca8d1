"""Units by what somebody types: words of a name or alias in any order, or its first letters, with or without tones."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from output.fold import words

_LOOKED_AT = 1000
"""Units of the store that hold what was typed, of which the best are picked."""


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit by a name that can be chosen; `id` is None for a name that the store knows from reviews alone."""

    id: int | None
    name: str
    aliases: tuple[str, ...]


def find_units(db: Database, typed: str, document: int, most: int) -> list[KnownUnit]:
    """Names that fit what was typed, at most so many: those printed in the document first, as they are printed there,
    then the store's. Nothing typed gives the document's own.
    """
    asked = words(typed)
    found: dict[str, KnownUnit] = {}
    for unit in _of_document(db, document):
        if _fits(asked, (unit.name, *unit.aliases)):
            found.setdefault(unit.name, unit)
    own = sorted(found.values(), key=lambda unit: _rank(asked, unit.name))
    if not asked or len(own) >= most:
        return own[:most]
    others = [
        unit for unit in _of_store(db, asked) if unit.name not in found and _fits(asked, (unit.name, *unit.aliases))
    ]
    return [*own, *sorted(others, key=lambda unit: _rank(asked, unit.name))][:most]


def _of_document(db: Database, document: int) -> Iterator[KnownUnit]:
    """The names in a document's tasks, the most frequent first."""
    sql = """
        SELECT u.unit, u.printed, n.name FROM listed_tasks l JOIN listed_units u ON u.task = l."key"
        LEFT JOIN units n ON n.id = u.unit WHERE l.document = ? GROUP BY u.printed ORDER BY count(*) DESC, u.printed
    """
    for id_, printed, name in db.execute(sql, [document]).fetchall():
        yield KnownUnit(id_, printed, (name,) if name and name != printed else ())


def _of_store(db: Database, asked: list[str]) -> Iterator[KnownUnit]:
    """The store's units in whose name or alias each of the words stands."""
    holds = " AND ".join("fold({column}) LIKE '%' || ? || '%'" for _ in asked)
    sql = f"""
        SELECT n.id, n.name, (SELECT json_group_array(x.alias) FROM unit_aliases x WHERE x.unit = n.id)
        FROM units n WHERE n.id IN (
            SELECT id FROM units WHERE {holds.format(column="name")}
            UNION SELECT unit FROM unit_aliases WHERE {holds.format(column="alias")}
        ) LIMIT ?
    """
    for id_, name, aliases in db.execute(sql, [*asked, *asked, _LOOKED_AT]).fetchall():
        yield KnownUnit(id_, name, tuple(json.loads(aliases)))


def _fits(asked: list[str], names: tuple[str, ...]) -> bool:
    """Whether each word typed begins one of a name's, or all together are first letters of its words in turn."""
    return any(_begins(asked, words(name)) or "".join(asked) in _initials(name) for name in names)


def _begins(asked: list[str], name: list[str]) -> bool:
    return all(any(word.startswith(part) for word in name) for part in asked)


def _rank(asked: list[str], name: str) -> tuple[bool, bool, int]:
    """Names that begin as typed come first, then those whose words do, then those with the right first letters."""
    own = words(name)
    begins = " ".join(own).startswith(" ".join(asked))
    return not begins, not _begins(asked, own), len(own) if asked else 0


def _initials(name: str) -> str:
    return "".join(word[0] for word in words(name))
