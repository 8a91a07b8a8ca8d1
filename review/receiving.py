"""A request's body, written into a file as it comes: however large it is, little of it is in memory."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from datasette.utils.asgi import BadRequest, Request

_AT_ONCE = 2**20  # bytes that are gathered until they are written


def stated_length(request: Request) -> int:
    """What the sender says that it will send, 0 if nothing. BadRequest for what is no number."""
    stated = request.headers.get("content-length", "0")
    if not (stated.isascii() and stated.isdecimal() and len(stated) < 20):
        raise BadRequest("content-length")
    return int(stated)


async def saved(request: Request, path: Path, most: int) -> int | None:
    """Write the body into a new file. Its bytes; None if they are more than `most`: the sender is heard out then,
    within bounds, since it does not see an answer while it sends.
    """
    size, gathered = 0, bytearray()
    with path.open("xb") as file:
        async for part in _body(request):
            size += len(part)
            if size > 2 * most:
                return None
            if size > most:
                continue
            gathered += part
            if len(gathered) >= _AT_ONCE:
                await asyncio.to_thread(file.write, bytes(gathered))
                gathered.clear()
        await asyncio.to_thread(file.write, bytes(gathered))
    return size if size <= most else None


async def in_memory(request: Request, most: int) -> bytes | None:
    """The body, None if it is more than `most` bytes."""
    data = bytearray()
    async for part in _body(request):
        data += part
        if len(data) > most:
            return None
    return bytes(data)


async def thrown_away(request: Request, most: int) -> None:
    """Hear the sender out, up to so many bytes."""
    size = 0
    async for part in _body(request):
        size += len(part)
        if size > most:
            return


async def _body(request: Request) -> AsyncIterator[bytes]:
    """The parts of the body. BadRequest if the sender goes away in the middle of it."""
    while True:
        message = await request.receive()
        if message["type"] != "http.request":
            raise BadRequest("the sender is gone")
        yield message.get("body", b"")
        if not message.get("more_body"):
            return
