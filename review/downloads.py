"""Answers that are files to be kept: written to the disk first where they are large, then sent piece by piece."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, BinaryIO
from urllib.parse import quote

from datasette.utils.asgi import Response

from output.exports.file_names import file_name
from output.fold import fold
from review.guarding import KEPT

_PIECE = 2**18
_NOT_PLAIN = re.compile(r"[^a-z0-9._()-]+")


class Download(Response):  # type: ignore[misc]  # Datasette has no types
    """The content of a stream, from its beginning, as a file of that name. The stream is closed when it was sent."""

    def __init__(self, stream: BinaryIO, name: str, media_type: str, *, is_attached: bool = True) -> None:
        size = stream.seek(0, 2)
        headers = {
            "content-length": str(size),
            "content-security-policy": "default-src 'none'; sandbox",
            "content-disposition": disposition(name, is_attached=is_attached),
            KEPT: "private, no-store",
        }
        super().__init__(b"", headers=headers, content_type=media_type)
        self._stream = stream

    async def asgi_send(self, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        """Send the head, then the pieces; whoever goes away meanwhile ends it."""
        self._stream.seek(0)
        headers = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        headers.append((b"content-type", self.content_type.encode()))
        with self._stream as stream:
            await send({"type": "http.response.start", "status": self.status, "headers": headers})
            while piece := await asyncio.to_thread(stream.read, _PIECE):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def disposition(name: str, *, is_attached: bool = True) -> str:
    """The header that names a file, in Vietnamese (RFC 5987) and, for old programs, without tones."""
    plain = _NOT_PLAIN.sub("-", fold(name)).strip("-") or "kehoach"
    kind = "attachment" if is_attached else "inline"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def dated_name(of_what: str, today: date, suffix: str) -> str:
    """What a file of tasks is called: whose they are, and the day."""
    return f"{file_name(of_what, 'Kehoach')} {today.isoformat()}{suffix}"
