"""Version 1: runs, files, documents, what was read, and reviews."""

FIRST = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL,
    started TEXT NOT NULL,
    finished TEXT,
    read INTEGER,
    unchanged INTEGER,
    failed INTEGER,
    tasks INTEGER
) STRICT;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    identity TEXT UNIQUE,
    number_key TEXT,
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
CREATE INDEX documents_file ON documents(file);
CREATE INDEX documents_number ON documents(number_key, date);

CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL REFERENCES documents(id),
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    pages INTEGER,
    text_from TEXT NOT NULL,
    ocr_confidence REAL,
    metadata TEXT NOT NULL CHECK (json_valid(metadata)),
    warnings TEXT NOT NULL CHECK (json_valid(warnings)),
    first_seen TEXT NOT NULL,
    written TEXT NOT NULL,
    version TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES runs(id)
) STRICT;
CREATE INDEX files_document ON files(document);
CREATE INDEX files_run ON files(run);

CREATE TABLE file_paths (
    file INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES runs(id),
    PRIMARY KEY (file, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_paths_run ON file_paths(run);

CREATE TABLE failures (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs(id),
    path TEXT NOT NULL,
    sha256 TEXT,
    error TEXT NOT NULL,
    message TEXT NOT NULL,
    at TEXT NOT NULL,
    resolved_by INTEGER REFERENCES runs(id)
) STRICT;
CREATE INDEX failures_path ON failures(path);
CREATE INDEX failures_sha256 ON failures(sha256);
CREATE INDEX failures_run ON failures(run);
CREATE INDEX failures_resolved_by ON failures(resolved_by);

CREATE TABLE blocks (
    file INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('paragraph', 'table')),
    part TEXT NOT NULL,
    text TEXT NOT NULL,
    label TEXT,
    bold INTEGER,
    italic INTEGER,
    bold_lead INTEGER,
    align TEXT,
    indent REAL,
    size REAL,
    rows INTEGER,
    columns INTEGER,
    header_rows INTEGER,
    page INTEGER,
    PRIMARY KEY (file, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE cells (
    file INTEGER NOT NULL,
    block INTEGER NOT NULL,
    position INTEGER NOT NULL,
    row INTEGER NOT NULL,
    "column" INTEGER NOT NULL,
    row_span INTEGER NOT NULL,
    column_span INTEGER NOT NULL,
    start INTEGER NOT NULL,
    text TEXT NOT NULL,
    printed TEXT NOT NULL,
    page INTEGER,
    PRIMARY KEY (file, block, position),
    FOREIGN KEY (file, block) REFERENCES blocks(file, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE sections (
    file INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    level INTEGER NOT NULL,
    role TEXT NOT NULL,
    parent INTEGER,
    page INTEGER,
    PRIMARY KEY (file, position),
    FOREIGN KEY (file, parent) REFERENCES sections(file, position) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX sections_parent ON sections(file, parent);

CREATE TABLE plan_tables (
    file INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    columns TEXT NOT NULL CHECK (json_valid(columns)),
    rows TEXT NOT NULL CHECK (json_valid(rows)),
    pages TEXT NOT NULL CHECK (json_valid(pages)),
    PRIMARY KEY (file, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE tasks (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    file INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('table', 'body', 'assignment', 'closing')),
    number TEXT,
    path TEXT NOT NULL CHECK (json_valid(path)),
    text TEXT NOT NULL,
    context TEXT,
    confidence REAL,
    page INTEGER,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'done', 'dropped')),
    done_on TEXT,
    UNIQUE (file, position)
) STRICT;

CREATE TABLE units (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    parent INTEGER REFERENCES units(id),
    valid_from TEXT,
    valid_to TEXT
) STRICT;
CREATE INDEX units_parent ON units(parent);

CREATE TABLE unit_aliases (
    unit INTEGER NOT NULL REFERENCES units(id) ON DELETE CASCADE,
    alias TEXT NOT NULL,
    PRIMARY KEY (unit, alias)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_aliases_alias ON unit_aliases(alias);

CREATE TABLE task_units (
    task TEXT NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('lead', 'partner')),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    unit INTEGER NOT NULL REFERENCES units(id),
    PRIMARY KEY (task, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_units_unit ON task_units(unit);

CREATE TABLE products (
    task TEXT NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (task, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE deadlines (
    task TEXT NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
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
CREATE INDEX deadlines_due ON deadlines(due);

CREATE TABLE targets (
    file INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    value REAL,
    unit TEXT,
    comparator TEXT,
    scope TEXT NOT NULL,
    number TEXT,
    path TEXT NOT NULL CHECK (json_valid(path)),
    PRIMARY KEY (file, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE citations (
    file INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type TEXT,
    number TEXT NOT NULL,
    number_key TEXT,
    date TEXT,
    issuer TEXT,
    PRIMARY KEY (file, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX citations_number ON citations(number_key, date);

CREATE TABLE evidence (
    file INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    record TEXT NOT NULL CHECK (record IN ('document', 'task', 'target', 'citation')),
    record_position INTEGER NOT NULL,
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    "index" INTEGER,
    block INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    page INTEGER,
    x0 REAL,
    y0 REAL,
    x1 REAL,
    y1 REAL,
    rule TEXT NOT NULL,
    confidence REAL NOT NULL,
    inferred INTEGER NOT NULL,
    PRIMARY KEY (file, record, record_position, position)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE task_search USING fts5(text, context, path, units, products);
CREATE TRIGGER task_search_delete AFTER DELETE ON tasks BEGIN
    DELETE FROM task_search WHERE rowid = old.key;
END;

-- `task` is no foreign key: a review outlives its task, and the columns behind it help to find the task again.
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    task TEXT NOT NULL,
    file INTEGER REFERENCES files(id),
    block INTEGER,
    task_text TEXT,
    action TEXT NOT NULL CHECK (action IN ('accept', 'reject', 'set', 'add', 'merge', 'split', 'undo')),
    field TEXT CHECK (field IN (
        'number', 'path', 'text', 'context', 'lead', 'partners', 'products', 'deadlines', 'status', 'done_on'
    )),
    old_value TEXT CHECK (old_value IS NULL OR json_valid(old_value)),
    new_value TEXT CHECK (new_value IS NULL OR json_valid(new_value)),
    undoes INTEGER UNIQUE REFERENCES reviews(id),
    who TEXT NOT NULL,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    note TEXT,
    CHECK (action <> 'set' OR (field IS NOT NULL AND new_value IS NOT NULL)),
    CHECK (action <> 'set' OR (field IN ('path', 'lead', 'partners', 'products', 'deadlines'))
        = (json_type(new_value) = 'array')),
    CHECK ((action = 'undo') = (undoes IS NOT NULL))
) STRICT;
CREATE INDEX reviews_task ON reviews(task, field);
CREATE INDEX reviews_file ON reviews(file);
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
"""
