"""Version 3: which unit belongs to which, as people say it."""

THIRD = """
-- `units.parent` follows from the entries: the unit that the last one names.
CREATE TABLE unit_places (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    unit INTEGER NOT NULL REFERENCES units(id),
    under INTEGER REFERENCES units(id),
    who TEXT NOT NULL,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    note TEXT,
    CHECK (unit <> under)
) STRICT;
CREATE INDEX unit_places_unit ON unit_places(unit);
CREATE INDEX unit_places_under ON unit_places(under);
CREATE TRIGGER unit_places_no_update BEFORE UPDATE ON unit_places BEGIN
    SELECT RAISE(ABORT, 'unit_places are append-only: place the unit anew instead');
END;
CREATE TRIGGER unit_places_no_delete BEFORE DELETE ON unit_places BEGIN
    SELECT RAISE(ABORT, 'unit_places are append-only: place the unit anew instead');
END;
CREATE TRIGGER unit_places_no_replace BEFORE INSERT ON unit_places
WHEN EXISTS (SELECT 1 FROM unit_places WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'unit_places are append-only: an entry cannot be replaced');
END;
CREATE TRIGGER unit_places_followed AFTER INSERT ON unit_places BEGIN
    UPDATE units SET parent = new.under WHERE id = new.unit;
END;
"""
