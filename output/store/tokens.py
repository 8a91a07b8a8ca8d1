"""Tokens by which other programs come in: who may do what, until when.

A token is 256 bits of chance; the store keeps its SHA-256 alone, which for so much chance is as good as a slow hash.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

from output.errors import TokenError
from output.store.parts import WritingPart

Scope = Literal["read", "ingest", "review"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

_PREFIX = "kehoach_"
"""By which programs that look for secrets in files know a token."""

_FORM = re.compile(rf"{_PREFIX}[0-9a-f]{{64}}")
_NOTED_EVERY = timedelta(minutes=10)
"""How exact `last_used` is: not every question is worth a write."""


@dataclass(frozen=True, slots=True)
class Token:
    """What the store knows of a token. Times are UTC; None: never."""

    id: int
    name: str
    scopes: frozenset[Scope]
    created: datetime
    expires: datetime | None
    revoked: datetime | None
    last_used: datetime | None

    def is_valid(self, now: datetime) -> bool:
        """Whether it still opens anything."""
        return self.revoked is None and (self.expires is None or now < self.expires)

    def is_used_again(self, now: datetime) -> bool:
        """Whether `last_used` is old enough to be written anew."""
        return self.last_used is None or now - self.last_used > _NOTED_EVERY


class Tokens(WritingPart):
    """The tokens of a store; see `Store.tokens`. Methods raise TokenError for what makes no sense."""

    def create(self, name: str, scopes: Sequence[Scope], days: int | None = None) -> str:
        """A new token, which is told this once. `name` is who uses it; reviews by it are in this name."""
        if not name.strip() or not name.isprintable():
            raise TokenError("A token needs the name of the program or person that uses it.")
        if not scopes or set(scopes) - set(SCOPES):
            raise TokenError(f"A token is for one or more of: {', '.join(SCOPES)}.")
        text = f"{_PREFIX}{secrets.token_hex(32)}"
        expires = _moment(datetime.now(UTC) + timedelta(days=days)) if days is not None else None
        with self._writing():
            if any(token.name == name and token.is_valid(datetime.now(UTC)) for token in self._all()):
                raise TokenError(f"There is a token for {name!r}. Revoke it first, or choose another name.")
            self._db.execute(
                "INSERT INTO tokens (name, hash, scopes, expires) VALUES (?, ?, ?, ?)",
                [name, _hash(text), json.dumps(sorted(set(scopes))), expires],
            )
        return text

    def known(self, text: str) -> Token | None:
        """The token of that text if it is valid now."""
        if not _FORM.fullmatch(text):
            return None
        with self._reading():
            row = self._db.execute(f"{_SELECT} WHERE hash = ?", [_hash(text)]).fetchone()
        token = _token(row) if row else None
        return token if token and token.is_valid(datetime.now(UTC)) else None

    def all(self) -> list[Token]:
        """Every token that was ever made, the oldest first."""
        with self._reading():
            return self._all()

    def revoke(self, name: str) -> None:
        """Let the token of that name in no more. What it did stays."""
        with self._writing():
            sql = "UPDATE tokens SET revoked = ? WHERE name = ? AND revoked IS NULL"
            if self._db.execute(sql, [_moment(datetime.now(UTC)), name]).rowcount == 0:
                raise TokenError(f"There is no token for {name!r} to revoke. `kehoach token list` shows them.")

    def note_use(self, token: int) -> None:
        """That it was used now."""
        with self._writing():
            self._db.execute("UPDATE tokens SET last_used = ? WHERE id = ?", [_moment(datetime.now(UTC)), token])

    def _all(self) -> list[Token]:
        return [_token(row) for row in self._db.execute(f"{_SELECT} ORDER BY id").fetchall()]


_SELECT = "SELECT id, name, scopes, created, expires, revoked, last_used FROM tokens"


def _token(row: tuple[int, str, str, str, str | None, str | None, str | None]) -> Token:
    id_, name, scopes, created, *others = row
    expires, revoked, used = (text and datetime.fromisoformat(text) for text in others)
    made = datetime.fromisoformat(created)
    return Token(id_, name, frozenset(json.loads(scopes)), made, expires or None, revoked or None, used or None)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
