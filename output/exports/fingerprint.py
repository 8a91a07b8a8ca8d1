"""What an export says of each task besides its values: by which a file that comes back tells who changed what.

A fingerprint holds the task's id and a checksum for each field that people may change. Where the field of a file still
has the checksum, nobody changed it in the file, whatever the store says by now; where the store's value has it, nobody
changed it there. Nothing of the values can be read from it, and it needs no second copy of them.
"""

import json
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from output.exports.plan_json import deadline_dict
from output.store.assignments import Assignment

GUARD = "\u200b"
"""The zero-width space that stands in front of what a spreadsheet would run; see `task_csv`."""

STATED = ("number", "path", "text", "context", "lead", "partners", "products", "deadlines", "status", "done_on")
"""The fields that a file may change, in the order of the checksums: those that a review can set."""

_VERSION = "1"
_DIGITS = 8
_NOTHING = "0" * _DIGITS
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A fingerprint that a file brought back: the task's id, and the checksum of each field."""

    task: str
    sums: Mapping[str, str]

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The fingerprint that `fingerprint` wrote; None for any other text."""
        version, _, rest = text.strip().partition("-")
        task, _, sums = rest.rpartition("-")
        if version != _VERSION or not task or len(sums) != _DIGITS * len(STATED):
            return None
        parts = (sums[at : at + _DIGITS] for at in range(0, len(sums), _DIGITS))
        return cls(task, dict(zip(STATED, parts, strict=True)))

    def fits(self, field: str, value: Any) -> bool:
        """Whether the field had this value when the file was written."""
        return self.sums[field] == _checksum(value)


def fingerprint(task: str, values: Mapping[str, Any]) -> str:
    """The fingerprint of a task with these values, in the form of `stated`."""
    return f"{_VERSION}-{task}-{''.join(_checksum(values[field]) for field in STATED)}"


def stated(assignment: Assignment) -> dict[str, Any]:
    """The values of `STATED`, in the form of `Reviews.values`: names as lists, deadlines as in the contract."""
    return {
        "number": assignment.number,
        "path": list(assignment.path),
        "text": assignment.text,
        "context": assignment.context,
        "lead": [unit.printed for unit in assignment.lead],
        "partners": [unit.printed for unit in assignment.partners],
        "products": list(assignment.products),
        "deadlines": [deadline_dict(deadline) for deadline in assignment.deadlines],
        "status": assignment.status,
        "done_on": assignment.done_on.isoformat() if assignment.done_on else None,
    }


def plain(value: Any) -> Any:
    """The value without what programs change on its way: kinds of line ends, blanks around it, how letters are
    composed, the guard against formulas. Two values that are the same then say the same.
    """
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
        return text.strip().lstrip(GUARD).strip() or None
    if isinstance(value, Mapping):
        return {name: plain(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    return value


def _checksum(value: Any) -> str:
    said = plain(value) if value else None
    if not said:
        return _NOTHING
    text = said if isinstance(said, str) else _encode(said)
    return f"{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"
