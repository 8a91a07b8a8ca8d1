"""Which unit belongs to which: "Chi cục Dân số" to "Sở Y tế", because somebody says so.

Each decision is an entry in `unit_places` that stays; `units.parent` follows from the last one. What a unit has to do
counts for the one above it only where that is asked for: `Store.tasks(unit=…)` does, a unit's own page does not.
"""

from dataclasses import dataclass

from output.errors import ReviewError
from output.store.parts import WritingPart
from output.store.review_values import checked
from output.store.unit_overview import Meant


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """An entry of `unit_places`: a unit was placed under another one, or under none (None). The last one of a unit is
    in force.
    """

    id: int
    unit: int
    unit_name: str
    under: int | None
    under_name: str | None
    who: str
    at: str
    note: str | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class Around:
    """The unit above one and those right below it, each an id and a name."""

    above: tuple[int, str] | None
    below: tuple[tuple[int, str], ...]


class UnitPlaces(WritingPart):
    """Who belongs to whom in a store; see `Store.unit_places`. Methods raise ReviewError for what makes no sense."""

    def place(self, unit: int, under: int, who: str, *, note: str | None = None) -> int:
        """Say that a unit belongs to another one. Returns the entry's number.

        Of units that were merged, those that they count for are meant. No unit may come below itself.
        """
        with self._writing():
            this, other = self._root(unit), self._root(under)
            if this == other or this in self._above(other):
                raise ReviewError("A unit cannot belong to itself or to one below it. Choose another unit.")
            if self._parent(this) == other:
                raise ReviewError("It belongs to that unit already. There is nothing to do.")
            return self._enter(this, other, who, note)

    def take_out(self, unit: int, who: str, *, note: str | None = None) -> int:
        """Say that a unit belongs to none, which takes back what `place` said. Returns the entry's number."""
        with self._writing():
            this = self._root(unit)
            if self._parent(this) is None:
                raise ReviewError("This unit belongs to no other one. There is nothing to take back.")
            return self._enter(this, None, who, note)

    def history(self, unit: int | None = None) -> list[UnitPlace]:
        """Entries, the first first: all, or those in which a unit is named."""
        sql = """
            SELECT p.id, p.unit, u.name AS unit_name, p.under, o.name AS under_name, p.who, p.at, p.note,
                p.id = (SELECT max(x.id) FROM unit_places x WHERE x.unit = p.unit) AS in_force
            FROM unit_places p JOIN units u ON u.id = p.unit LEFT JOIN units o ON o.id = p.under
            WHERE :unit IS NULL OR :unit IN (p.unit, p.under) ORDER BY p.id
        """
        with self._reading():
            rows = list(self._db.query(sql, {"unit": unit}))
        return [UnitPlace(**{**row, "in_force": bool(row["in_force"])}) for row in rows]

    def around(self, unit: int) -> Around:
        """Where a unit stands."""
        with self._reading():
            above = self._db.execute(_ABOVE, {"unit": unit}).fetchone()
            return Around(above, tuple(self._db.execute(_BELOW, {"unit": unit}).fetchall()))

    def with_below(self, unit: int) -> Meant:
        """A unit, those merged into it, and all below them, theirs with them: as `Wanted.unit` means it."""
        with self._reading():
            return Meant(tuple(found for (found,) in self._db.execute(_WITH_BELOW, {"unit": unit})))

    def all(self) -> dict[int, int]:
        """The units that belong to another one, with that."""
        with self._reading():
            return dict(self._db.execute(_PLACED).fetchall())

    def _root(self, unit: int) -> int:
        row = self._db.execute("SELECT coalesce(merged_into, id) FROM units WHERE id = ?", [unit]).fetchone()
        if row is None:
            raise ReviewError(f"There is no unit {unit} in this store. Look it up in `units`.")
        return int(row[0])

    def _parent(self, unit: int) -> int | None:
        found = self._db.execute(_ABOVE, {"unit": unit}).fetchone()
        return found and int(found[0])

    def _above(self, unit: int) -> set[int]:
        """All units above one. Merges can make a ring of what was none: each is looked at once."""
        found: set[int] = set()
        parent = self._parent(unit)
        while parent is not None and parent not in found:
            found.add(parent)
            parent = self._parent(parent)
        return found

    def _enter(self, unit: int, under: int | None, who: str, note: str | None) -> int:
        if not isinstance(who, str) or not who.strip():
            raise ReviewError("To place a unit needs the name of who decides.")
        given = None if note is None else checked("text", note)
        sql = "INSERT INTO unit_places (unit, under, who, note) VALUES (?, ?, ?, ?) RETURNING id"
        entry = int(self._db.execute(sql, [unit, under, checked("text", who), given]).fetchone()[0])
        if under is None:
            # What was placed before a merge made it one with this unit would otherwise come to light again.
            merged = self._db.execute("SELECT id FROM units WHERE merged_into = ? AND parent IS NOT NULL", [unit])
            for (other,) in merged.fetchall():
                self._db.execute(sql, [other, None, checked("text", who), given])
        return entry


# The units that count, each with the one above it: its own, or one that a unit merged into it was placed under.
_PLACES = """
SELECT coalesce(u.merged_into, u.id) AS unit, coalesce(p.merged_into, p.id) AS above,
    row_number() OVER (PARTITION BY coalesce(u.merged_into, u.id) ORDER BY u.merged_into IS NOT NULL, u.id) AS place
FROM units u JOIN units p ON p.id = u.parent
WHERE coalesce(u.merged_into, u.id) <> coalesce(p.merged_into, p.id)
"""

_PLACED = f"SELECT unit, above FROM ({_PLACES}) WHERE place = 1 ORDER BY unit"

_ABOVE = f"""
SELECT n.id, n.name FROM ({_PLACES} AND (u.id = :unit OR u.merged_into = :unit)) x JOIN units n ON n.id = x.above
WHERE x.place = 1
"""

_BELOW = f"""
SELECT n.id, n.name FROM ({_PLACED}) x JOIN units n ON n.id = x.unit WHERE x.above = :unit ORDER BY fold(n.name), n.name
"""

_WITH_BELOW = """
WITH RECURSIVE theirs(id) AS (
    SELECT :unit
    UNION
    SELECT u.id FROM theirs t JOIN units x ON x.id = t.id
    JOIN units u ON u.id = x.merged_into OR u.merged_into = x.id OR u.parent = x.id
)
SELECT id FROM theirs ORDER BY id
"""
