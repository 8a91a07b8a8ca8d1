"""Units by what somebody types: words of a name or alias in any order, or its first letters, with or without tones."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from output.fold import words
from output.store.unit_overview import other_names

_LOOKED_AT = 200
"""Units of the store that hold what was typed, the shortest names first, of which the best are picked."""

_MOST_WORDS = 32


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
    """The names in a document's tasks, the most frequent first; of a merged unit that of the one that counts."""
    sql = """
        SELECT coalesce(n.merged_into, u.unit), coalesce(m.name, u.printed), u.printed, n.name
        FROM listed_tasks l JOIN listed_units u ON u.task = l."key"
        LEFT JOIN units n ON n.id = u.unit LEFT JOIN units m ON m.id = n.merged_into
        WHERE l.document = ? GROUP BY u.printed ORDER BY count(*) DESC, u.printed
    """
    for id_, name, *others in db.execute(sql, [document]).fetchall():
        yield KnownUnit(id_, name, tuple(dict.fromkeys(other for other in others if other and other != name)))


def _of_store(db: Database, asked: list[str]) -> Iterator[KnownUnit]:
    """The store's units in whose names each of the words begins one."""
    sql = """
        SELECT n.id, n.name FROM (
            SELECT DISTINCT coalesce(u.merged_into, u.id) AS id FROM unit_search s JOIN units u ON u.id = s.rowid
            WHERE s.unit_search MATCH ?
        ) r CROSS JOIN units n ON n.id = r.id ORDER BY length(n.name), n.name LIMIT ?
    """
    match = " ".join(f'"{word}"*' for word in asked[:_MOST_WORDS])
    for id_, name in db.execute(sql, [match, _LOOKED_AT]).fetchall():
        yield KnownUnit(id_, name, other_names(db, id_, name))


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
