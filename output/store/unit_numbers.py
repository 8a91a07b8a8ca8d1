"""The numbers of units: one that documents stop naming and name again has its own again, and no other ever has it."""

from collections.abc import Iterable

from sqlite_utils import Database


def enter_units(db: Database, names: Iterable[str]) -> None:
    """Make units known that are not yet."""
    db.conn.executemany(_ENTER, [{"name": name} for name in names])


def former_unit(db: Database, unit: int) -> str | None:
    """The name of a unit that no document names any more; None for a number that is in use or never was."""
    row = db.execute("SELECT name FROM former_units WHERE id = ?", [unit]).fetchone()
    return row and str(row[0])


_ENTER = """
INSERT INTO units (id, name)
SELECT coalesce(
    (SELECT id FROM former_units WHERE name = :name),
    (SELECT max(id) + 1 FROM (SELECT max(id) AS id FROM units UNION ALL SELECT max(id) FROM former_units))
), :name
WHERE NOT EXISTS (SELECT 1 FROM units WHERE name = :name)
"""
