"""A store of many small documents, made by SQL alone: what lists show of them, without what they were read from."""

from output.store import Store

TASKS = 10
"""Tasks of a document."""

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)"


def fill(store: Store, documents: int) -> None:
    """So many documents of ten tasks, three of which are doubtful in each third document and one is reviewed in each
    fifth.
    """
    db, run = store.db, store.start_run("1")
    db.execute("PRAGMA synchronous = OFF")
    with store.together():
        db.execute("CREATE TEMP TABLE n AS " + _NUMBERS + " SELECT i FROM n", [documents])
        # A document and its file name each other; the file is put in when both are there, as the program does.
        db.execute(
            """
            INSERT INTO documents (id, number_key, issuer_key, title_key, number, issuer, date, title)
            SELECT i + 1, i || '/kh-ubnd', 'ubnd tinh ' || (i % 60), 'ke hoach bao dam an toan giao thong ' || i,
                i || '/KH-UBND', 'UBND tỉnh ' || (i % 60), date('2020-01-01', (i * 7 % 2000) || ' days'),
                'Kế hoạch bảo đảm an toàn giao thông ' || i
            FROM n
            """
        )
        db.execute(
            """
            INSERT INTO files (
                id, sha256, document, name, format, text_from, metadata, warnings, first_seen, written, version, run
            )
            SELECT i + 1, printf('%064x', i), i + 1, 'ke-hoach-' || i || '.docx', 'docx', 'text', '{}', '[]',
                '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '1', ?
            FROM n
            """,
            [run],
        )
        db.execute("UPDATE documents SET file = id")
        db.execute(
            """
            INSERT INTO listed_tasks (
                "key", task_id, document, position, text, lead, due, origin, status, confidence, review
            )
            SELECT n.i * 10 + t.i + 1, printf('%08x%08x', n.i, t.i), n.i + 1, t.i,
                'Rà soát quy trình tuyển sinh số ' || (n.i * 10 + t.i), 'Phòng Nghiệp vụ ' || (n.i % 90),
                date('2026-01-01', (n.i % 700) || ' days'), 'table', 'open',
                CASE WHEN t.i < 3 AND n.i % 3 = 0 THEN 0.6 ELSE 0.97 END,
                CASE WHEN t.i = 9 AND n.i % 5 = 0 THEN 'accept' END
            FROM n, (SELECT value AS i FROM json_each('[0,1,2,3,4,5,6,7,8,9]')) t
            """
        )
        db.execute(
            'INSERT INTO task_search (rowid, text, units) SELECT "key", fold(text), fold(lead) FROM listed_tasks'
        )
        db.execute("DROP TABLE n")
