"""Units that people take for one: two spellings, or two names of one office.

Each decision is an entry in `unit_reviews` that stays. What follows from them all, `units.merged_into`, is kept by a
trigger; views and filters go by it, while a task keeps the name that was printed.
"""

import json
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from output.errors import ReviewError
from output.store import lists
from output.store.parts import WritingPart
from output.store.review_values import checked
from output.store.unit_numbers import enter_units, former_unit
from output.store.unit_overview import Meant, OneUnit, UnitInList, list_units, meant_units, one_unit, suggest_units


@dataclass(frozen=True, slots=True)
class UnitReview:
    """An entry of `unit_reviews`: a unit was merged into another one, or parted from it. `in_force` is True of a merge
    that holds.
    """

    id: int
    action: Literal["merge", "part"]
    unit: int
    unit_name: str
    into: int
    into_name: str
    who: str
    at: str
    note: str | None
    in_force: bool


class Units(WritingPart):
    """The units of a store; see `Store.units`. Methods raise ReviewError for what makes no sense."""

    def merge(self, unit: int, into: int, who: str, *, note: str | None = None) -> int:
        """Take a unit for another one: all that it has to do counts for that one. Returns the entry's number.

        Of units that are merged already, those that they count for are merged.
        """
        with self._writing():
            this, other = self._root(unit), self._root(into)
            if this == other:
                raise ReviewError("These two are one unit already. Choose another unit to merge it into.", "one_unit")
            return self._enter("merge", this, other, who, note)

    def part(self, unit: int, who: str, *, note: str | None = None) -> int:
        """Undo the merge of a unit: it stands for itself again, with what was merged into it."""
        with self._writing():
            self._root(unit)
            row = self._db.execute(f"{_LAST} AND r.action = 'merge'", [unit]).fetchone()
            if row is None:
                raise ReviewError("This unit is merged into no other one. Load the page anew.", "not_merged")
            return self._enter("part", unit, row[0], who, note)

    def enter(self, name: str) -> int:
        """The unit of that name, made known where only reviews name it. Returns its id."""
        with self._writing():
            given = checked("text", name)
            enter_units(self._db, [given])
            unit = int(self._db.execute("SELECT id FROM units WHERE name = ?", [given]).fetchone()[0])
            lists.refresh_named(self._db, [given])
            return unit

    def history(self, unit: int | None = None) -> list[UnitReview]:
        """Entries, the first first: all, or those in which a unit is named."""
        sql = f"""
            SELECT r.id, r.action, r.unit, u.name AS unit_name, r."into", i.name AS into_name, r.who, r.at, r.note,
                r.action = 'merge' AND r.id = {_LATEST} AS in_force
            FROM unit_reviews r JOIN units u ON u.id = r.unit JOIN units i ON i.id = r."into"
            WHERE :unit IS NULL OR :unit IN (r.unit, r."into") ORDER BY r.id
        """
        with self._reading():
            rows = list(self._db.query(sql, {"unit": unit}))
        return [UnitReview(**{**row, "in_force": bool(row["in_force"])}) for row in rows]

    # Reading

    def page(self, wanted: str, limit: int, offset: int = 0) -> tuple[list[UnitInList], int]:
        """A page of the units that stand in tasks, by name, and how many there are in all.

        `wanted` are words, the last one perhaps begun, of a unit's name or another name of it; none: all.
        """
        with self._reading():
            return list_units(self._db, wanted, limit, offset)

    def suggest(self, wanted: str, limit: int) -> list[tuple[int, str, tuple[str, ...]]]:
        """Units for completion, each its id, name and other names."""
        with self._reading():
            return suggest_units(self._db, wanted, limit)

    def one(self, unit: int) -> OneUnit:
        """A unit by its id. LookupError if there is none."""
        with self._reading():
            return one_unit(self._db, unit)

    def former(self, unit: int) -> str | None:
        """The name of a unit that no document names any more, by its number; None for any other number."""
        with self._reading():
            return former_unit(self._db, unit)

    def meant(self, text: str) -> Meant:
        """The units that a text means: those of just that name, else those in whose names its words stand."""
        with self._reading():
            return meant_units(self._db, text)

    def _root(self, unit: int) -> int:
        row = self._db.execute("SELECT coalesce(merged_into, id) FROM units WHERE id = ?", [unit]).fetchone()
        if row is None:
            raise ReviewError(f"There is no unit {unit} in this store. Look it up in `units`.", "no_unit")
        return int(row[0])

    def _enter(self, action: str, unit: int, into: int, who: str, note: str | None) -> int:
        if not isinstance(who, str) or not who.strip():
            raise ReviewError("A merge of units needs the name of who decides.", "unnamed")
        sql = 'INSERT INTO unit_reviews (action, unit, "into", who, note) VALUES (?, ?, ?, ?, ?) RETURNING id'
        given = None if note is None else checked("text", note)
        entry = int(self._db.execute(sql, [action, unit, into, checked("text", who), given]).fetchone()[0])
        moved = {of for (of,) in self._db.execute(_WITH_MERGED, {"unit": unit})}
        lists.search_anew(self._db, moved)
        return entry


_LATEST = "(SELECT max(x.id) FROM unit_reviews x WHERE x.unit = r.unit)"
_LAST = f'SELECT r."into" FROM unit_reviews r WHERE r.unit = ? AND r.id = {_LATEST}'

# A unit and all that was merged into it, be it by way of others.
_WITH_MERGED = f"""
WITH RECURSIVE below(unit) AS (
    SELECT :unit
    UNION
    SELECT r.unit FROM below JOIN unit_reviews r ON r."into" = below.unit AND r.action = 'merge' AND r.id = {_LATEST}
)
SELECT unit FROM below
"""


def last_unit_review(db: Database) -> int:
    """The number of the last entry about units."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM unit_reviews").fetchone()[0])


def are_merged(db: Database, units: list[int]) -> bool:
    """Whether one of these units counts for another one."""
    sql = "SELECT 1 FROM units WHERE id IN (SELECT value FROM json_each(?)) AND merged_into IS NOT NULL"
    return db.execute(sql, [json.dumps(units)]).fetchone() is not None
