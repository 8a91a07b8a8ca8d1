"""An export's file: the old one stays until the new one is complete."""

import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from output.errors import ExportError


@contextmanager
def replacing(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A text stream for the file at `path`. Only a block that ends well puts it there, whole.

    Line ends are written as given. Raises ExportError if the file cannot be written; the old one is as it was.
    """
    with replacing_bytes(path) as raw:
        stream = io.TextIOWrapper(raw, encoding=encoding, newline="")
        yield stream
        stream.flush()
        stream.detach()


def write_whole(path: Path, data: bytes) -> None:
    """Put the file at `path`, whole. Raises ExportError if it cannot be written; the old one is as it was."""
    with replacing_bytes(path) as raw:
        raw.write(data)


@contextmanager
def replacing_bytes(path: Path) -> Iterator[BinaryIO]:
    """As `replacing`, a stream of bytes."""
    target = path.resolve()  # a link stays a link
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    except OSError as error:
        raise ExportError(
            f"{path} cannot be written: {error.strerror or error}. "
            "Choose another place, or check that the folder is there, has room and may be written to."
        ) from error
    finally:
        beside.unlink(missing_ok=True)
