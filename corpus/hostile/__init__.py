"""Hostile and broken files, small and made by hand, each with what must become of it.

`python -m corpus.hostile OUT` writes them all with a list. The same files are written each time.
"""

from collections.abc import Iterator
from importlib import import_module

from corpus.hostile.model import Hostile

__all__ = ["Hostile", "every_file"]

_KINDS = (
    "zips",
    "word_xml",
    "word_parts",
    "pdf_structure",
    "pdf_content",
    "pictures",
    "texts",
    "web",
    "office",
    "names",
)


def every_file() -> Iterator[Hostile]:
    """All files, kind by kind."""
    for kind in _KINDS:
        yield from import_module(f"corpus.hostile.{kind}").files()
