"""Version 2: versions of documents, reviews that follow their tasks, and the lists of tasks kept ready to be read.

`documents` is made anew since two documents may share an identity now: the same number on texts that have nothing in
common is one number misread. `reviews` is made anew for a further action and what helps to find a task again. What
belongs to tasks names them by number now: ids have no order, so that each row would be written to a page of its own.
"""

SECOND = """
CREATE TABLE new_documents (
    id INTEGER PRIMARY KEY,
    identity TEXT,
    number_key TEXT,
    issuer_key TEXT,
    title_key TEXT,
    file INTEGER REFERENCES files(id) DEFERRABLE INITIALLY DEFERRED,
    type TEXT,
    number TEXT,
    issuer TEXT,
    place TEXT,
    date TEXT,
    title TEXT,
    signer TEXT,
    signer_title TEXT
) STRICT;
INSERT INTO new_documents (
    id, identity, number_key, issuer_key, title_key, file, type, number, issuer, place, date, title, signer,
    signer_title
)
SELECT
    id, identity, number_key, issuer_key(issuer), title_key(title), file, type, number, issuer, place, date, title,
    signer, signer_title
FROM documents;
DROP TABLE documents;
ALTER TABLE new_documents RENAME TO documents;
CREATE INDEX documents_identity ON documents(identity);
CREATE INDEX documents_file ON documents(file);
CREATE INDEX documents_number ON documents(number_key, date);
CREATE INDEX documents_title ON documents(title_key);
CREATE INDEX documents_date ON documents(date);

ALTER TABLE files ADD COLUMN edition INTEGER NOT NULL DEFAULT 1;
ALTER TABLE files ADD COLUMN modified TEXT;
ALTER TABLE files ADD COLUMN identity TEXT;
ALTER TABLE files ADD COLUMN number_key TEXT;
ALTER TABLE files ADD COLUMN title_key TEXT;
ALTER TABLE files ADD COLUMN tasks_key TEXT;
ALTER TABLE files ADD COLUMN days_key TEXT;
ALTER TABLE files ADD COLUMN wording BLOB;
UPDATE files SET identity = key_of(metadata, 'identity'), number_key = key_of(metadata, 'number'),
    title_key = key_of(metadata, 'title');
CREATE INDEX files_identity ON files(identity);
CREATE INDEX files_number ON files(number_key);
CREATE INDEX files_title ON files(title_key, number_key);
-- What may be a file of a document with another number, or none: thousands may share a title and differ in number.
CREATE INDEX files_unnamed ON files(title_key)
    WHERE number_key IS NULL OR text_from = 'ocr' OR json_extract(metadata, '$.draft');

ALTER TABLE blocks ADD COLUMN places BLOB;
-- By what one looks for a document; all folded, as in `task_search`.
CREATE VIRTUAL TABLE document_search USING fts5(number, title, issuer, file);
INSERT INTO document_search (rowid, number, title, issuer, file)
    SELECT d.id, fold(d.number), fold(d.title), fold(d.issuer), fold(f.name)
    FROM documents d JOIN files f ON f.id = d.file;
CREATE TRIGGER documents_searched AFTER UPDATE OF number, title, issuer, file ON documents
WHEN (old.number, old.title, old.issuer, old.file) IS NOT (new.number, new.title, new.issuer, new.file) BEGIN
    DELETE FROM document_search WHERE rowid = new.id;
    INSERT INTO document_search (rowid, number, title, issuer, file)
        SELECT new.id, fold(new.number), fold(new.title), fold(new.issuer), fold(f.name)
        FROM files f WHERE f.id = new.file;
END;
CREATE TRIGGER documents_search_delete AFTER DELETE ON documents BEGIN
    DELETE FROM document_search WHERE rowid = old.id;
END;
CREATE TRIGGER files_searched AFTER UPDATE OF name ON files WHEN old.name <> new.name BEGIN
    UPDATE document_search SET file = fold(new.name)
    WHERE rowid IN (SELECT id FROM documents WHERE file = new.id);
END;

-- Only where people ask for it: the bytes as they were read.
CREATE TABLE originals (
    file INTEGER PRIMARY KEY REFERENCES files(id) ON DELETE CASCADE,
    data BLOB NOT NULL
) STRICT;

-- Files whose texts are alike have a band in common.
CREATE TABLE file_bands (
    band INTEGER NOT NULL,
    scanned INTEGER NOT NULL,
    file INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    PRIMARY KEY (band, scanned, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_bands_file ON file_bands(file);

ALTER TABLE citations ADD COLUMN issuer_key TEXT;
ALTER TABLE citations ADD COLUMN relation TEXT NOT NULL DEFAULT 'mentions'
    CHECK (relation IN ('carries out', 'amends', 'replaces', 'mentions'));
UPDATE documents SET identity = (SELECT f.identity FROM files f WHERE f.id = documents.file);
UPDATE citations SET issuer_key = issuer_key(issuer);

CREATE TABLE document_links (
    earlier INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    later INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('draft', 'amendment')),
    similarity REAL NOT NULL,
    PRIMARY KEY (earlier, later)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_links_later ON document_links(later);

CREATE TABLE new_reviews (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    task TEXT NOT NULL,
    file INTEGER REFERENCES files(id),
    block INTEGER,
    start INTEGER,
    task_text TEXT,
    task_number TEXT,
    action TEXT NOT NULL CHECK (action IN ('accept', 'reject', 'set', 'add', 'merge', 'split', 'note', 'undo')),
    field TEXT CHECK (field IN (
        'number', 'path', 'text', 'context', 'lead', 'partners', 'products', 'deadlines', 'status', 'done_on'
    )),
    old_value TEXT CHECK (old_value IS NULL OR json_valid(old_value)),
    new_value TEXT CHECK (new_value IS NULL OR json_valid(new_value)),
    known_as TEXT CHECK (known_as IS NULL OR json_type(known_as) = 'array'),
    part_of INTEGER REFERENCES new_reviews(id),
    undoes INTEGER UNIQUE REFERENCES new_reviews(id),
    who TEXT NOT NULL,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    note TEXT,
    CHECK (action <> 'set' OR (field IS NOT NULL AND new_value IS NOT NULL)),
    CHECK (action <> 'set' OR (field IN ('path', 'lead', 'partners', 'products', 'deadlines'))
        = (json_type(new_value) = 'array')),
    CHECK (action <> 'set' OR field <> 'status' OR new_value IN ('"open"', '"done"', '"dropped"')),
    CHECK (action <> 'add' OR (json_type(new_value) = 'object' AND json_type(new_value, '$.text') = 'text')),
    CHECK (action NOT IN ('merge', 'split') OR json_type(new_value) = 'array'),
    CHECK (action <> 'note' OR note IS NOT NULL),
    CHECK ((action = 'undo') = (undoes IS NOT NULL))
) STRICT;
INSERT INTO new_reviews (id, task, file, block, task_text, action, field, old_value, new_value, undoes, who, at, note)
    SELECT id, task, file, block, task_text, action, field, old_value, new_value, undoes, who, at, note
    FROM reviews ORDER BY id;
DROP TABLE reviews;
ALTER TABLE new_reviews RENAME TO reviews;
CREATE INDEX reviews_task ON reviews(task, field);
CREATE INDEX reviews_file ON reviews(file);
CREATE INDEX reviews_part_of ON reviews(part_of) WHERE part_of IS NOT NULL;
CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews BEGIN
    SELECT RAISE(ABORT, 'reviews are append-only: add an undo or a new value instead');
END;
CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews BEGIN
    SELECT RAISE(ABORT, 'reviews are append-only: add an undo instead');
END;
-- INSERT OR REPLACE deletes without the trigger above wherever recursive_triggers is off.
CREATE TRIGGER reviews_no_replace BEFORE INSERT ON reviews
WHEN EXISTS (SELECT 1 FROM reviews WHERE id = new.id OR undoes = new.undoes) BEGIN
    SELECT RAISE(ABORT, 'reviews are append-only: an entry cannot be replaced');
END;

-- Made anew whenever a document's reading changes. `task` is no foreign key: a task added by hand is in no table.
CREATE TABLE attachments (
    review INTEGER NOT NULL REFERENCES reviews(id),
    document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    task TEXT NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('id', 'place', 'words', 'added')),
    PRIMARY KEY (review, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachments_task ON attachments(task);
CREATE INDEX attachments_document ON attachments(document);
INSERT INTO attachments (review, document, task, how)
    SELECT r.id, f.document, t.id, 'id' FROM reviews r JOIN tasks t ON t.id = r.task JOIN files f ON f.id = t.file
    WHERE r.action <> 'undo';

-- Reviews in force that do not count for a document, with the reason.
CREATE TABLE detached (
    review INTEGER NOT NULL REFERENCES reviews(id),
    document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    task TEXT,
    reason TEXT NOT NULL CHECK (reason IN ('gone', 'superseded')),
    PRIMARY KEY (review, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX detached_document ON detached(document);

-- What `task_list`, `unit_tasks` and `deadline_list` show, ready to be read: at every moment the same as
-- `task_values`, `unit_values` and `deadline_values`.
CREATE TABLE listed_tasks (
    "key" INTEGER PRIMARY KEY,
    task_id TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    position ANY NOT NULL,
    number TEXT,
    path TEXT,
    text TEXT NOT NULL,
    context TEXT,
    lead TEXT,
    partners TEXT,
    products TEXT,
    deadlines TEXT,
    due TEXT,
    kind TEXT,
    recurrence TEXT,
    origin TEXT NOT NULL,
    status TEXT NOT NULL,
    done_on TEXT,
    confidence REAL,
    page INTEGER,
    review TEXT
) STRICT;
CREATE INDEX listed_tasks_document ON listed_tasks(document, position);
CREATE INDEX listed_tasks_due ON listed_tasks(due);
-- What is open by its only day, and what has several or comes back; see `due_days`.
CREATE INDEX listed_tasks_open ON listed_tasks(due, document, position)
    WHERE status = 'open' AND recurrence IS NULL AND instr(coalesce(kind, ''), ';') = 0;
CREATE INDEX listed_tasks_many_days ON listed_tasks(document)
    WHERE status = 'open' AND NOT (recurrence IS NULL AND instr(coalesce(kind, ''), ';') = 0);
-- What wants a look and what had one, by document.
CREATE INDEX listed_tasks_doubtful ON listed_tasks(document) WHERE review IS NULL AND confidence < 0.9;
CREATE INDEX listed_tasks_reviewed ON listed_tasks(document) WHERE review IS NOT NULL;

CREATE TABLE listed_units (
    task INTEGER NOT NULL REFERENCES listed_tasks("key") ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('lead', 'partner')),
    position INTEGER NOT NULL,
    printed TEXT NOT NULL,
    unit INTEGER REFERENCES units(id),
    by_review INTEGER NOT NULL,
    -- Of the task, so that a unit's tasks are counted in the index alone.
    document INTEGER NOT NULL,
    open INTEGER NOT NULL,
    plain INTEGER NOT NULL,
    due TEXT,
    again INTEGER NOT NULL,
    PRIMARY KEY (task, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_units_unit ON listed_units(unit, role, again, open, plain, due, document);
CREATE INDEX listed_units_by_review ON listed_units(printed) WHERE by_review;
CREATE INDEX listed_units_unknown ON listed_units(printed) WHERE unit IS NULL;

CREATE TABLE listed_deadlines (
    task INTEGER NOT NULL REFERENCES listed_tasks("key") ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT,
    kind TEXT,
    start TEXT,
    due TEXT,
    recurrence TEXT NOT NULL,
    day TEXT,
    time TEXT,
    PRIMARY KEY (task, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_deadlines_due ON listed_deadlines(due);
CREATE INDEX listed_deadlines_recurring ON listed_deadlines(recurrence, kind, day, start, due) WHERE recurrence <> '[]';

DROP TRIGGER task_search_delete;
DROP TABLE task_search;
CREATE VIRTUAL TABLE task_search USING fts5(text, context, path, units, products);
CREATE TRIGGER listed_tasks_search_delete AFTER DELETE ON listed_tasks BEGIN
    DELETE FROM task_search WHERE rowid = old.key;
END;

CREATE TABLE new_task_units (
    task INTEGER NOT NULL REFERENCES tasks("key") ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('lead', 'partner')),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    unit INTEGER NOT NULL REFERENCES units(id),
    PRIMARY KEY (task, role, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_task_units SELECT t."key", x.role, x.position, x.name, x.unit
FROM task_units x JOIN tasks t ON t.id = x.task;
DROP TABLE task_units;
ALTER TABLE new_task_units RENAME TO task_units;
CREATE INDEX task_units_unit ON task_units(unit);

CREATE TABLE new_products (
    task INTEGER NOT NULL REFERENCES tasks("key") ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (task, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_products SELECT t."key", x.position, x.text FROM products x JOIN tasks t ON t.id = x.task;
DROP TABLE products;
ALTER TABLE new_products RENAME TO products;

CREATE TABLE new_deadlines (
    task INTEGER NOT NULL REFERENCES tasks("key") ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    start TEXT,
    due TEXT,
    recurrence TEXT NOT NULL CHECK (json_valid(recurrence)),
    rrule TEXT,
    day TEXT,
    time TEXT,
    PRIMARY KEY (task, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_deadlines
SELECT t."key", x.position, x.text, x.kind, x.start, x.due, x.recurrence, x.rrule, x.day, x.time
FROM deadlines x JOIN tasks t ON t.id = x.task;
DROP TABLE deadlines;
ALTER TABLE new_deadlines RENAME TO deadlines;
CREATE INDEX deadlines_due ON deadlines(due);

-- Units that people take for one. `merged_into` follows from all entries: the unit at the end of the merges in force.
ALTER TABLE units ADD COLUMN merged_into INTEGER REFERENCES units(id);
CREATE INDEX units_merged_into ON units(merged_into) WHERE merged_into IS NOT NULL;
CREATE TABLE unit_reviews (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    action TEXT NOT NULL CHECK (action IN ('merge', 'part')),
    unit INTEGER NOT NULL REFERENCES units(id),
    "into" INTEGER NOT NULL REFERENCES units(id),
    who TEXT NOT NULL,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    note TEXT,
    CHECK (unit <> "into")
) STRICT;
CREATE INDEX unit_reviews_unit ON unit_reviews(unit);
CREATE INDEX unit_reviews_into ON unit_reviews("into");
CREATE TRIGGER unit_reviews_no_update BEFORE UPDATE ON unit_reviews BEGIN
    SELECT RAISE(ABORT, 'unit_reviews are append-only: add a part instead');
END;
CREATE TRIGGER unit_reviews_no_delete BEFORE DELETE ON unit_reviews BEGIN
    SELECT RAISE(ABORT, 'unit_reviews are append-only: add a part instead');
END;
CREATE TRIGGER unit_reviews_no_replace BEFORE INSERT ON unit_reviews
WHEN EXISTS (SELECT 1 FROM unit_reviews WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'unit_reviews are append-only: an entry cannot be replaced');
END;
CREATE TRIGGER unit_reviews_followed AFTER INSERT ON unit_reviews BEGIN
    UPDATE units SET merged_into = (
        WITH RECURSIVE up(unit, steps) AS (
            SELECT units.id, 0
            UNION
            SELECT r."into", up.steps + 1 FROM up JOIN unit_reviews r ON r.unit = up.unit AND r.action = 'merge'
                AND r.id = (SELECT max(x.id) FROM unit_reviews x WHERE x.unit = r.unit)
            WHERE up.steps < 1000
        )
        SELECT unit FROM up WHERE steps > 0 ORDER BY steps DESC LIMIT 1
    )
    WHERE id IN (SELECT unit FROM unit_reviews);
END;

-- Units that no document names any more. One that comes again has its number again, and no other unit ever has it:
-- people keep the addresses of units' pages.
CREATE TABLE former_units (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER units_former AFTER DELETE ON units BEGIN
    INSERT INTO former_units (id, name) VALUES (old.id, old.name);
END;
CREATE TRIGGER units_again AFTER INSERT ON units BEGIN
    DELETE FROM former_units WHERE id = new.id OR name = new.name;
END;

-- All names of a unit, folded; "0x0" keeps the words of one from those of the next.
CREATE VIRTUAL TABLE unit_search USING fts5(names);
INSERT INTO unit_search (rowid, names)
    SELECT u.id, fold(u.name) || coalesce(
        (SELECT group_concat(' 0x0 ' || fold(a.alias), '') FROM unit_aliases a WHERE a.unit = u.id), ''
    )
    FROM units u;
CREATE TRIGGER units_searched AFTER INSERT ON units BEGIN
    INSERT INTO unit_search (rowid, names) VALUES (new.id, fold(new.name));
END;
CREATE TRIGGER units_search_delete AFTER DELETE ON units BEGIN
    DELETE FROM unit_search WHERE rowid = old.id;
END;
CREATE TRIGGER unit_aliases_searched AFTER INSERT ON unit_aliases BEGIN
    UPDATE unit_search SET names = names || ' 0x0 ' || fold(new.alias) WHERE rowid = new.unit;
END;

ALTER TABLE tasks DROP COLUMN status;
ALTER TABLE tasks DROP COLUMN done_on;
"""
