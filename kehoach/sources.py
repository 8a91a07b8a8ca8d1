"""What a plan can be read from: a place on the disk, bytes, or a stream of bytes."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import Protocol

from ingest.limits import current


class ByteStream(Protocol):
    """A file opened in binary mode, `io.BytesIO`, an upload: whatever gives bytes."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


Source = str | os.PathLike[str] | bytes | bytearray | memoryview | ByteStream
"""A path (`str` or path-like), the file's content (bytes), or a stream of it."""

UNNAMED = "document"
"""What a source is called that tells no name."""

_AT_ONCE = 1 << 20


def path_of(source: Source) -> Path | None:
    """The place on the disk that a source names, None for content."""
    return Path(source) if isinstance(source, str | os.PathLike) else None


def content(source: Source, name: str | None) -> tuple[bytes, str]:
    """The bytes of a source that is no path, and what it is called.

    Of a stream, so much is read as a file may have and a byte more; it stays open. Raises TypeError for anything else,
    and what the stream raises.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), name or UNNAMED
    if isinstance(source, str | os.PathLike) or not callable(getattr(source, "read", None)):
        raise TypeError(f"A path, bytes or a binary stream is wanted, not {type(source).__name__}.")
    return _all(source), name or _name_of(source)


def _all(stream: ByteStream) -> bytes:
    left = current().file_bytes + 1
    parts: list[bytes] = []
    while left > 0 and (part := stream.read(min(left, _AT_ONCE))):
        if not isinstance(part, bytes):
            raise TypeError("The stream gives text, not bytes. Open the file in binary mode: open(path, 'rb').")
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _name_of(stream: ByteStream) -> str:
    name = getattr(stream, "name", None)  # a number where the file was opened by its descriptor
    return PurePath(name).name if isinstance(name, str) and PurePath(name).name else UNNAMED
