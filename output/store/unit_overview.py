"""The units of a store in a list, and what one of them goes by. Units that were merged are one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from output.fold import fold, words
from output.store.due_days import LATE_SINCE, NEXT_DUE


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
        chosen = {unit for unit, name in _names(db) if is_begun(name, wanted)}
        found = [(unit, name) for unit, name in found if unit in chosen or is_begun(name, wanted)]
    found.sort(key=lambda each: _alphabetic(each[1]))
    return _counted(db, found[offset : offset + limit]), len(found)


def suggest_units(db: Database, wanted: str, limit: int) -> list[tuple[int, str, tuple[str, ...]]]:
    """Units for completion: id, name and other names, those whose name begins with the words first."""
    names: dict[int, str] = {}
    for unit, name in _names(db):
        if is_begun(name, wanted):
            names.setdefault(unit, name)
    rows = db.execute(
        "SELECT id, name FROM units WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(list(names))]
    ).fetchall()
    start = " ".join(words(wanted))
    rows.sort(key=lambda row: (not " ".join(_words(row[1])).startswith(start), len(row[1]), _alphabetic(row[1])))
    return [(unit, name, one_unit(db, unit).aliases) for unit, name in rows[:limit]]


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
    known = [*_names(db)]
    unknown = [name for unit, name in _standing(db) if unit is None]
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


def _names(db: Database) -> list[tuple[int, str]]:
    """Every name of every unit, with the unit that counts."""
    sql = """
        SELECT coalesce(merged_into, id), name FROM units
        UNION SELECT coalesce(u.merged_into, u.id), a.alias FROM unit_aliases a JOIN units u ON u.id = a.unit
    """
    return db.execute(sql).fetchall()


def _standing(db: Database) -> list[tuple[int | None, str]]:
    """The units that stand in tasks, and names of no unit that do."""
    sql = """
        SELECT r.id, r.name FROM units r WHERE r.id IN (
            SELECT coalesce(u.merged_into, u.id) FROM units u
            WHERE EXISTS (SELECT 1 FROM listed_units x WHERE x.unit = u.id)
        )
        UNION ALL SELECT NULL, printed FROM (SELECT DISTINCT printed FROM listed_units WHERE unit IS NULL)
    """
    return db.execute(sql).fetchall()


def _counted(db: Database, page: Sequence[tuple[int | None, str]]) -> list[UnitInList]:
    asked = json.dumps([{"unit": unit, "name": name} for unit, name in page])
    counts = {row.pop("n"): row for row in db.query(_COUNTS, {"asked": asked})}
    nothing: dict[str, Any] = {"lead": 0, "partner": 0, "open": 0, "overdue": 0, "next_due": None}
    return [UnitInList(unit, name, **counts.get(n, nothing)) for n, (unit, name) in enumerate(page)]


# A task is looked up once for each unit that stands in it, and its days only while it is open.
_COUNTS = f"""
WITH asked AS MATERIALIZED (
    SELECT key AS n, json_extract(value, '$.unit') AS unit, json_extract(value, '$.name') AS name
    FROM json_each(:asked)
),
places AS (
    SELECT a.n, x.task, x.role
    FROM asked a JOIN units u ON u.id = a.unit OR u.merged_into = a.unit JOIN listed_units x ON x.unit = u.id
    UNION ALL
    SELECT a.n, x.task, x.role
    FROM asked a JOIN listed_units x ON a.unit IS NULL AND x.unit IS NULL AND x.printed = a.name
),
duties AS MATERIALIZED (
    SELECT n, task, max(role = 'lead') AS lead, max(role = 'partner') AS partner FROM places GROUP BY n, task
),
times AS MATERIALIZED (
    SELECT s.n, s.lead, s.partner, l.status = 'open' AS open,
        CASE l.status WHEN 'open' THEN {LATE_SINCE} IS NOT NULL END AS late,
        CASE l.status WHEN 'open' THEN {NEXT_DUE} END AS next_due
    FROM duties s JOIN listed_tasks l ON l."key" = s.task
    WHERE NOT EXISTS (SELECT 1 FROM document_links k WHERE k.earlier = l.document AND k.kind = 'draft')
)
SELECT n, sum(lead) AS lead, sum(partner) AS partner, sum(open) AS open, coalesce(sum(late), 0) AS overdue,
    min(next_due) AS next_due
FROM times GROUP BY n
"""


@lru_cache(100_000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(words(name))


def _alphabetic(name: str) -> tuple[str, str]:
    return fold(name), name
