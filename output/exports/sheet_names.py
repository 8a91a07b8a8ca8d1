"""Names of sheets: at most 31 characters, none that a spreadsheet forbids, none twice. Long ones end with a word."""

import re

MOST = 31
"""Characters that a name may have, an emoji being two of them."""

_UNFIT = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_RESERVED = {"history"}  # Excel keeps a sheet of this name to itself


class SheetNames:
    """The names of one file's sheets."""

    def __init__(self, *taken: str) -> None:
        self._taken = {name.casefold() for name in taken} | _RESERVED

    def give(self, wanted: str, otherwise: str) -> str:
        """A name that is not taken yet, as near to the wanted one as may be; `otherwise` stands in for an empty one."""
        clean = _cleaned(wanted) or _cleaned(otherwise) or "1"
        name, count = _cut(clean, MOST), 1
        while name.casefold() in self._taken:
            count += 1
            mark = f" ({count})"
            name = _cut(clean, MOST - len(mark)) + mark
        self._taken.add(name.casefold())
        return name


def _cleaned(text: str) -> str:
    return " ".join(_UNFIT.sub("-", text).split()).strip("' -")


def _cut(text: str, most: int) -> str:
    if _width(text) <= most:
        return text
    part = text
    while _width(part) > most - 1:
        part = part[:-1]
    words, _, _ = part.rpartition(" ")
    return f"{(words if len(words) > most // 2 else part).rstrip(' ,;-')}…"


def _width(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
