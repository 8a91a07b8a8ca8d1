"""An export's file: the old one stays until the new one is complete."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from output.errors import ExportError


@contextmanager
def replacing(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A text stream for the file at `path`. Only a block that ends well puts it there, whole.

    Line ends are written as given. Raises ExportError if the file cannot be written; the old one is as it was.
    """
    target = path.resolve()  # a link stays a link
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("x", encoding=encoding, newline="") as stream:
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
