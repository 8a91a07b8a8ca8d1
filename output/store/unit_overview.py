"""The units of a store in a list, and what one of them goes by. Units that were merged are one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from output.fold import fold, words
from output.store.due_days import IN_FORCE, LATE_SINCE, NEXT_DUE, TODAY


@dataclass(frozen=True, slots=True)
class Meant:
    """Which rows of `listed_units` are meant: those of `units`, and those of no unit that are printed as in `names`."""

    units: tuple[int, ...]
    names: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, str]:
        """The values of `OF_UNITS`."""
        return {"units": json.dumps(self.units), "names": json.dumps(self.names)}


OF_UNITS = """(
    SELECT task, role FROM listed_units WHERE unit IN (SELECT value FROM json_each(:units))
    UNION
    SELECT task, role FROM listed_units WHERE unit IS NULL AND printed IN (SELECT value FROM json_each(:names))
)"""
"""SQL for the tasks of the units meant: their keys, and the unit's role in each."""


@dataclass(frozen=True, slots=True)
class UnitInList:
    """A unit and how much it has to do; `id` is None of a name that only reviews know. Drafts that were replaced by
    their final do not count. `next_due` is the first day on which an open task is due.
    """

    id: int | None
    name: str
    lead: int
    partner: int
    open: int
    overdue: int
    next_due: str | None


@dataclass(frozen=True, slots=True)
class OneUnit:
    """A unit: its names in documents, the units merged into it (id and name), and the one that it was merged into."""

    id: int
    name: str
    aliases: tuple[str, ...]
    merged: tuple[tuple[int, str], ...]
    merged_into: int | None
    meant: Meant


def list_units(db: Database, wanted: str, limit: int, offset: int) -> tuple[list[UnitInList], int]:
    """A page of the units that stand in tasks, by name, and how many there are in all.

    `wanted` are words, the last one perhaps begun, of a unit's name or another name of it.
    """
    found = [(unit, name) for unit, name in _standing(db) if unit is not None or name]
    if words(wanted):
        chosen = {unit for unit, _ in _names(db, wanted)}
        found = [(unit, name) for unit, name in found if unit in chosen or is_begun(name, wanted)]
    found.sort(key=lambda each: _alphabetic(each[1]))
    return _counted(db, found[offset : offset + limit]), len(found)


def suggest_units(db: Database, wanted: str, limit: int) -> list[tuple[int, str, tuple[str, ...]]]:
    """Units for completion: id, name and other names, those whose name begins with the words first."""
    found = "SELECT rowid FROM unit_search WHERE unit_search MATCH :match" if words(wanted) else "SELECT id FROM units"
    sql = f"""
        SELECT n.id, n.name FROM (
            SELECT DISTINCT coalesce(u.merged_into, u.id) AS id FROM units u WHERE u.id IN ({found})
        ) r CROSS JOIN units n ON n.id = r.id CROSS JOIN unit_search s ON s.rowid = n.id
        ORDER BY s.names NOT LIKE :start || '%', length(n.name), s.names, n.name LIMIT :limit
    """
    values = {"match": _phrase(wanted), "start": " ".join(words(wanted)), "limit": limit}
    return [(unit, name, other_names(db, unit, name)) for unit, name in db.execute(sql, values).fetchall()]


def other_names(db: Database, unit: int, name: str) -> tuple[str, ...]:
    """The names besides its own by which a unit goes, those of the units merged into it among them."""
    sql = """
        SELECT u.name FROM units u WHERE u.merged_into = :unit
        UNION SELECT a.alias FROM units u JOIN unit_aliases a ON a.unit = u.id
        WHERE u.id = :unit OR u.merged_into = :unit ORDER BY 1
    """
    return tuple(other for (other,) in db.execute(sql, {"unit": unit}) if other != name)


def one_unit(db: Database, unit: int) -> OneUnit:
    """A unit by its id. LookupError if there is none."""
    row = db.execute("SELECT name, merged_into FROM units WHERE id = ?", [unit]).fetchone()
    if row is None:
        raise LookupError(f"no unit {unit}")
    name, into = row
    merged = db.execute("SELECT id, name FROM units WHERE merged_into = ? ORDER BY name", [unit]).fetchall()
    ids = (unit, *(other for other, _ in merged))
    aliases = db.execute(
        "SELECT DISTINCT alias FROM unit_aliases WHERE unit IN (SELECT value FROM json_each(?)) ORDER BY alias",
        [json.dumps(ids)],
    ).fetchall()
    others = tuple(alias for (alias,) in aliases if alias != name)
    return OneUnit(unit, name, others, tuple((other, named) for other, named in merged), into, Meant(ids))


def meant_units(db: Database, text: str) -> Meant:
    """The units that a text means: those of just that name, else those in whose names the words stand."""
    known = _names(db, text)
    unknown = [name for (name,) in db.execute(_UNKNOWN)]
    exact = tuple(words(text))

    def is_named(name: str) -> bool:
        return _words(name) == exact

    def is_in_name(name: str) -> bool:
        return is_begun(name, text)

    for is_meant in (is_named, is_in_name):
        roots = {unit for unit, name in known if is_meant(name)}
        names = tuple(name for name in unknown if is_meant(name))
        if roots or names:
            sql = "SELECT id FROM units WHERE coalesce(merged_into, id) IN (SELECT value FROM json_each(?))"
            rows = db.execute(sql, [json.dumps(sorted(roots))]).fetchall()
            return Meant(tuple(unit for (unit,) in rows), names)
    return Meant(())


def is_begun(name: str, wanted: str) -> bool:
    """Whether the words stand in a name one behind the other, the last one perhaps only begun."""
    return f" {' '.join(words(wanted))}" in f" {' '.join(_words(name))}"


def _names(db: Database, wanted: str) -> list[tuple[int, str]]:
    """The names of units in one of whose names the words stand, each with the unit that counts."""
    sql = """
        WITH found AS MATERIALIZED (
            SELECT u.id, coalesce(u.merged_into, u.id) AS root, u.name FROM units u
            WHERE u.id IN (SELECT rowid FROM unit_search WHERE unit_search MATCH ?)
        )
        SELECT root, name FROM found
        UNION SELECT f.root, a.alias FROM found f JOIN unit_aliases a ON a.unit = f.id
    """
    return db.execute(sql, [_phrase(wanted)]).fetchall() if words(wanted) else []


def _phrase(wanted: str) -> str:
    """The query of `unit_search` for what `is_begun` says."""
    return f'"{" ".join(words(wanted))}" *'


_UNKNOWN = "SELECT DISTINCT printed FROM listed_units WHERE unit IS NULL"


def _standing(db: Database) -> list[tuple[int | None, str]]:
    """The units that stand in tasks, and names of no unit that do."""
    sql = f"""
        SELECT r.id, r.name FROM units r WHERE r.id IN (
            SELECT coalesce(u.merged_into, u.id) FROM units u
            WHERE EXISTS (SELECT 1 FROM listed_units x WHERE x.unit = u.id)
        )
        UNION ALL SELECT NULL, printed FROM ({_UNKNOWN})
    """
    return db.execute(sql).fetchall()


def _counted(db: Database, page: Sequence[tuple[int | None, str]]) -> list[UnitInList]:
    asked = json.dumps([{"unit": unit, "name": name} for unit, name in page])
    counts = {row.pop("n"): row for row in db.query(_COUNTS, {"asked": asked})}
    nothing: dict[str, Any] = {"lead": 0, "partner": 0, "open": 0, "overdue": 0, "next_due": None}
    return [UnitInList(unit, name, **counts.get(n, nothing)) for n, (unit, name) in enumerate(page)]


# A unit that stands alone is counted in the index of `listed_units`; others may stand in one task several times. What
# has several days or comes back is looked up.
_COUNTS = f"""
WITH asked AS MATERIALIZED (
    SELECT key AS n, json_extract(value, '$.unit') AS unit, json_extract(value, '$.name') AS name
    FROM json_each(:asked)
),
alone AS MATERIALIZED (
    SELECT n, unit FROM asked
    WHERE unit IS NOT NULL AND NOT EXISTS (SELECT 1 FROM units u WHERE u.merged_into = asked.unit)
),
places AS (
    SELECT a.n, l.task, l.role, l.open, l.document
    FROM asked a JOIN units u ON u.id = a.unit OR u.merged_into = a.unit JOIN listed_units l ON l.unit = u.id
    WHERE a.n NOT IN (SELECT n FROM alone)
    UNION ALL
    SELECT a.n, l.task, l.role, l.open, l.document
    FROM asked a JOIN listed_units l ON a.unit IS NULL AND l.unit IS NULL AND l.printed = a.name
),
duties AS MATERIALIZED (
    SELECT n, task, max(role = 'lead') AS lead, max(role = 'partner') AS partner, open, open AS counted
    FROM places l WHERE {IN_FORCE} GROUP BY n, task
    UNION ALL
    SELECT a.n, l.task, 0, 0, 1, 0 FROM alone a CROSS JOIN listed_units l ON l.unit = a.unit
    WHERE l.open AND NOT l.plain AND l.again = 0 AND {IN_FORCE}
),
times AS MATERIALIZED (
    SELECT s.n, s.lead, s.partner, s.counted AS open,
        CASE WHEN s.open THEN {LATE_SINCE} IS NOT NULL END AS late, CASE WHEN s.open THEN {NEXT_DUE} END AS next_due
    FROM duties s JOIN listed_tasks l ON l."key" = s.task
),
counts AS (
    SELECT n, sum(lead) AS lead, sum(partner) AS partner, sum(open) AS open, coalesce(sum(late), 0) AS overdue,
        min(next_due) AS next_due
    FROM times GROUP BY n
    UNION ALL
    SELECT a.n, count(CASE WHEN l.role = 'lead' AND l.again < 2 THEN 1 END),
        count(CASE WHEN l.role = 'partner' AND l.again < 2 THEN 1 END),
        count(CASE WHEN l.open AND l.again = 0 THEN 1 END),
        count(CASE WHEN l.open AND l.again = 0 AND l.plain AND l.due < {TODAY} THEN 1 END),
        min(CASE WHEN l.open AND l.plain AND l.due >= {TODAY} THEN l.due END)
    FROM alone a CROSS JOIN listed_units l ON l.unit = a.unit WHERE {IN_FORCE} GROUP BY a.n
)
SELECT n, sum(lead) AS lead, sum(partner) AS partner, sum(open) AS open, sum(overdue) AS overdue,
    min(next_due) AS next_due
FROM counts GROUP BY n
"""


@lru_cache(100_000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(words(name))


@lru_cache(100_000)
def _alphabetic(name: str) -> tuple[str, str]:
    return fold(name), name
