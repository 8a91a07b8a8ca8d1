"""What stands before every request, Datasette's pages among them: the name by which the server is called, who has
signed in, how much may be sent, and the headers of each answer.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote

from review.access import SESSION
from review.api.operations import ROOT
from review.browsing import DATABASE
from review.desk import Desk

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# No script and no style but our own files; pictures that scripts make are data or blobs.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
UPLOADS = "/upload"
"""The address at which more than a form's content may be sent; it counts for itself, as the programs' way in does."""

_MOST_SENT = 2**20  # bytes of a request's body elsewhere
KEPT = "x-kept"
"""The header in which an answer of ours says how long it may be kept. Datasette says for all answers to requests with
cookies that they may not; what stands here takes the place of that.
"""

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_OPEN = ("/sign-in", "/assets/", "/token", "/feed/", f"{ROOT}/")
"""Where nobody need have signed in. A feed has a key of its own, which its page looks at; programs send a token, which
is looked at there.
"""


class _TooMuch(BaseException):
    """A request's body goes on beyond the limit. No Exception: Datasette would make an answer of its own of it."""


def guarded(app: App, desk: Desk) -> App:
    """The app behind its guard."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if not _is_called_right(scope, desk):
            await _refuse(send, 421, "Địa chỉ này không được phục vụ. / This address is not served.")
            return
        if desk.access.is_guarded and not (_has_signed_in(scope, desk) or await _may_look(scope, desk)):
            await _send_to_sign_in(scope, send)
            return
        begun = False

        async def send_on(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message = {**message, "headers": [*_with_kept(message.get("headers", [])), *_ALWAYS]}
            await send(message)

        try:
            await app(scope, _limited(scope, receive), send_on)
        except _TooMuch:
            if not begun:
                await _refuse(send, 413, "Nội dung gửi lên quá lớn. / Too much was sent.")

    return guard


def _is_called_right(scope: Scope, desk: Desk) -> bool:
    """Whether the Host header names this server: a web page that has its own name point here (DNS rebinding) would
    otherwise be let in.
    """
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    return len(hosts) == 1 and hosts[0].decode("latin-1").lower() in desk.access.hosts


def _has_signed_in(scope: Scope, desk: Desk) -> bool:
    path = scope["path"]
    if any(path.startswith(prefix) if prefix.endswith("/") else path == prefix for prefix in _OPEN):
        return True
    for name, value in scope["headers"]:
        if name == b"cookie":
            cookies: SimpleCookie = SimpleCookie()
            try:
                cookies.load(value.decode("latin-1"))
            except CookieError:
                continue
            if SESSION in cookies and desk.access.is_session(cookies[SESSION].value):
                return True
    return False


async def _may_look(scope: Scope, desk: Desk) -> bool:
    """Whether a program with a token for reading asks for Datasette's tables."""
    if scope["method"] not in ("GET", "HEAD") or not scope["path"].startswith(f"/{DATABASE}"):
        return False
    sent = b"".join(value for name, value in scope["headers"] if name == b"authorization").decode("latin-1")
    kind, _, text = sent.partition(" ")
    token = await desk.read(lambda store: store.tokens.known(text.strip())) if kind.lower() == "bearer" else None
    return token is not None and "read" in token.scopes


async def _send_to_sign_in(scope: Scope, send: Send) -> None:
    accepted = b"".join(value for name, value in scope["headers"] if name == b"accept")
    if scope["method"] == "GET" and b"json" not in accepted:
        wanted = quote(scope["path"], safe="/")
        headers = [(b"location", f"/sign-in?next={wanted}".encode()), *_ALWAYS]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    await _refuse(send, 401, "Cần đăng nhập. / Sign in first.")


def _limited(scope: Scope, receive: Receive) -> Receive:
    """What the app hears, as long as it is not too much."""
    if scope["path"] == UPLOADS or scope["path"].startswith(f"{ROOT}/"):
        return receive
    heard = 0

    async def listen() -> Message:
        nonlocal heard
        message = await receive()
        heard += len(message.get("body", b""))
        if heard > _MOST_SENT:
            raise _TooMuch
        return message

    return listen


def _with_kept(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers, in which what `KEPT` says has become the only cache-control."""
    kept = [value for name, value in headers if name == KEPT.encode()]
    if not kept:
        return headers
    others = [pair for pair in headers if pair[0].lower() not in (KEPT.encode(), b"cache-control")]
    return [*others, (b"cache-control", kept[0])]


async def _refuse(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_ALWAYS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
