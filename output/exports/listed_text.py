"""Lists in one cell of a table: "Sở Y tế; Công an tỉnh". An entry that holds the sign itself stands in quotes."""

from collections.abc import Iterable

UNITS, HEADINGS = ";", ">"
"""The signs between entries: of units, products and deadlines; of the headings above a task, from the top."""


def joined(entries: Iterable[str], sign: str = UNITS) -> str | None:
    """The entries in one text, so that `parted` gives them again; None for no entry."""
    gap = "; " if sign == UNITS else f" {sign} "
    return gap.join(_quoted(entry, sign) for entry in entries) or None


def parted(text: str, sign: str = UNITS) -> list[str]:
    """The entries of such a text, or of one as people type it: blanks around an entry and empty ones do not count."""
    entries: list[str] = []
    rest = text.strip()
    while rest:
        entry, rest = _first(rest, sign)
        if entry:
            entries.append(entry)
    return entries


def _quoted(entry: str, sign: str) -> str:
    if sign in entry or entry.startswith('"') or entry != entry.strip() or not entry:
        return '"' + entry.replace('"', '""') + '"'
    return entry


def _first(text: str, sign: str) -> tuple[str, str]:
    """The first entry and what follows it."""
    if text.startswith('"'):
        end = text.find('"', 1)
        while end != -1 and text[end + 1 : end + 2] == '"':
            end = text.find('"', end + 2)
        after = text[end + 1 :].lstrip() if end != -1 else ""
        if end != -1 and (not after or after.startswith(sign)):
            return text[1:end].replace('""', '"'), after[1:].lstrip()
    entry, _, rest = text.partition(sign)  # quotes that somebody typed as such
    return entry.strip(), rest.lstrip()
