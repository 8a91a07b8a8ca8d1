"""Who wrote what through the server: a line for each request that could change something, whatever came of it."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Written:
    """A request that writes. `who` is a token's or a reviewer's name, `token` its id, `client` where it came
    from, `status` the answer's.
    """

    who: str | None
    token: int | None
    client: str | None
    method: str
    path: str
    status: int


def note(db: Database, written: Written) -> None:
    """Add a line."""
    db.execute(
        "INSERT INTO audit (who, token, client, method, path, status) VALUES (?, ?, ?, ?, ?, ?)",
        [written.who, written.token, written.client, written.method, written.path, written.status],
    )
