"""A task as a file that comes back says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from output.exports.fingerprint import Fingerprint


@dataclass(frozen=True, slots=True)
class ImportedTask:
    """`values` are the fields that the file states, in the form of `Reviews.values` (lists of names, deadlines as in
    the contract); a field that it leaves out says nothing. `id` is None for a task that is new; `document` is its
    document then (`documents.id`), if the file tells. `base` is what the file said when it was handed out, if it still
    knows: so who changed a field is told from who left it. `place` names where it stands, for messages: "sheet 'KH 12',
    row 7".

    A deadline may be {"text": …} alone, as somebody typed it, or with {"due": …}, the day that somebody put beside it.
    `fingerprint` stands for `base` in files that keep no second copy of the values. `after` is the id of the task that
    stands above a new one; without it the one that came last.
    """

    id: str | None
    values: Mapping[str, Any]
    place: str
    document: int | None = None
    base: Mapping[str, Any] | None = None
    fingerprint: Fingerprint | None = None
    after: str | None = None
