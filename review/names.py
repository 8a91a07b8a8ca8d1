"""Names of files that come from a browser, made such that they can name a file anywhere."""

import unicodedata
from pathlib import PurePosixPath

_MOST_BYTES = 200  # of 255 that file systems take
_MOST_SUFFIX = 20
_UNNAMED = "van-ban"


def safe_name(name: str) -> str:
    """The last part of a name, without what is not seen or leads elsewhere; never empty, "." or "..".

    At most 200 bytes of UTF-8; what is too long is cut before the ending.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(" " if letter in "\t\n\r" else letter for letter in last)
    seen = "".join(letter for letter in seen if not unicodedata.category(letter).startswith("C"))
    seen = " ".join(seen.split()).strip(". ")
    if not seen:
        return _UNNAMED
    ending = PurePosixPath(seen).suffix
    if len(ending.encode()) > _MOST_SUFFIX:
        ending = ""
    stem = seen.removesuffix(ending).encode()[: _MOST_BYTES - len(ending.encode())].decode("utf-8", "ignore")
    return f"{stem.rstrip()}{ending}"
