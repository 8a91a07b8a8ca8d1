"""Who may come in: the names by which the server may be called, a password or a token, and sessions.

A password is kept as its scrypt hash alone. A session is a signed cookie that ends after a working day or when the
server does.
"""

import hashlib
import hmac
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import deque
from dataclasses import dataclass, field

from itsdangerous import BadSignature, TimestampSigner

SESSION = "kehoach_session"
"""The cookie of who has signed in."""

SESSION_SECONDS = 12 * 3600

_SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 2**20}  # some 50 ms and 32 MB, as OWASP's cheat sheet has it
_TRIES = 6
_TRY_SECONDS = 60.0


def hashed(password: str) -> str:
    """The hash of a password, to be kept in a file: scrypt$salt$hash."""
    salt = secrets.token_bytes(16)
    return f"scrypt${_text(salt)}${_text(_scrypt(password, salt))}"


def is_hash(text: str) -> bool:
    """Whether a text can be a hash made by `hashed`."""
    try:
        kind, salt, digest = text.split("$")
        return kind == "scrypt" and len(_bytes(salt)) == 16 and len(_bytes(digest)) == 64
    except ValueError:
        return False


@dataclass(slots=True)
class Access:
    """`hosts` are what the Host header may say, ports included. Without `password_hash` and `token` all who reach the
    server are let in: it must listen to its own computer alone. `a_minute` is how often a program may ask.
    """

    hosts: frozenset[str]
    password_hash: str | None = None
    token: str | None = None
    is_encrypted: bool = False
    a_minute: int = 600
    _signer: TimestampSigner = field(default_factory=lambda: TimestampSigner(secrets.token_bytes(32)))
    _failures: deque[float] = field(default_factory=deque)

    @property
    def is_guarded(self) -> bool:
        """Whether one must sign in."""
        return self.password_hash is not None or self.token is not None

    @property
    def is_closed_for_now(self) -> bool:
        """Whether so many have failed to sign in within a minute that nobody may try."""
        now = time.monotonic()
        while self._failures and now - self._failures[0] > _TRY_SECONDS:
            self._failures.popleft()
        return len(self._failures) >= _TRIES

    def may_enter(self, secret: str) -> bool:
        """Whether this is the password or the token. Takes a while; a wrong one counts."""
        if self._is_token(secret) or self._is_password(secret):
            return True
        self._failures.append(time.monotonic())
        return False

    def session(self) -> str:
        """What the cookie of somebody who has signed in holds."""
        return self._signer.sign(secrets.token_hex(8)).decode()

    def is_session(self, cookie: str) -> bool:
        """Whether a cookie is that of somebody who has signed in, not too long ago."""
        try:
            self._signer.unsign(cookie, max_age=SESSION_SECONDS)
        except BadSignature:
            return False
        return True

    def feed_key(self, unit: int) -> str | None:
        """What the address of a unit's calendar holds in place of a session; None where nobody need sign in.

        It follows from the password's hash: whoever sets the password anew, be it to the same one, revokes all of them.
        Without a password it follows from the token, and ends with that.
        """
        secret = self.password_hash or self.token
        if secret is None:
            return None
        return _text(hmac.digest(secret.encode(), f"feed of unit {unit}".encode(), "sha256")).rstrip("=")

    def is_feed_key(self, unit: int, key: str) -> bool:
        """Whether a calendar with this key in its address may have the unit's tasks."""
        wanted = self.feed_key(unit)
        return wanted is None or hmac.compare_digest(wanted.encode(), key.encode("utf-8", "surrogatepass"))

    def _is_token(self, secret: str) -> bool:
        return self.token is not None and hmac.compare_digest(secret.encode(), self.token.encode())

    def _is_password(self, secret: str) -> bool:
        if self.password_hash is None:
            return False
        _, salt, digest = self.password_hash.split("$")
        return hmac.compare_digest(_scrypt(secret, _bytes(salt)), _bytes(digest))


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode("utf-8", "surrogatepass"), salt=salt, dklen=64, **_SCRYPT)


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text.encode())
