"""Files that could not be read and still cannot, a page at a time."""

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

UPLOADED = "upload:"
"""What the place of a file begins with that was handed in on the start page, before the name it had. It stands in no
folder, and its name is all that means something tomorrow.
"""


@dataclass(frozen=True, slots=True)
class Failing:
    """A page of open failures, one a place. `rows` have id (of the last entry), path, error, message, since (the
    day here) and times; `count` is how many there are on all pages.
    """

    rows: list[dict[str, Any]]
    count: int


def list_failing(db: Database, limit: int, offset: int) -> Failing:
    """Open failures, the last to happen first."""
    sql = """
        SELECT f.id, f.path, f.error, f.message, date(p.first_at, 'localtime') AS since, p.times
        FROM (
            SELECT max(id) AS last, min(at) AS first_at, count(*) AS times FROM failures WHERE resolved_by IS NULL
            GROUP BY path ORDER BY last DESC LIMIT ? OFFSET ?
        ) p JOIN failures f ON f.id = p.last
        ORDER BY f.id DESC
    """
    return Failing(list(db.query(sql, [limit, offset])), count_failing(db))


def count_failing(db: Database) -> int:
    """How many places have an open failure."""
    sql = "SELECT count(DISTINCT path) FROM failures WHERE resolved_by IS NULL"
    return int(db.execute(sql).fetchone()[0])


def path_of_failure(db: Database, failure: int) -> str | None:
    """The place of an open failure by its number; None if there is no such one or it is over."""
    sql = "SELECT path FROM failures WHERE id = ? AND resolved_by IS NULL"
    row = db.execute(sql, [failure]).fetchone()
    return row and str(row[0])
