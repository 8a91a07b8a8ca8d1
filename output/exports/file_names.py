"""Names of files made of words of a document or a unit."""

import re

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff<>:"/\\|?*]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_MOST_BYTES = 150  # with a folder and an ending they stay below what file systems and ZIP programs take


def file_name(text: str, otherwise: str) -> str:
    """The words as a name, without an ending, that Windows, Linux and macOS take; `otherwise` if nothing is left."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", text).split())
    name = name.encode()[:_MOST_BYTES].decode("utf-8", "ignore").strip(" .")
    return otherwise if not name or _RESERVED.fullmatch(name) else name


def distinct(name: str, taken: set[str]) -> str:
    """The name, with a number behind it if it is taken, capitals aside; `taken` grows by it."""
    found, count = name, 1
    while found.casefold() in taken:
        count += 1
        found = f"{name} ({count})"
    taken.add(found.casefold())
    return found
