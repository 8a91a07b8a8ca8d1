"""What can go wrong with a store or an export, for a user. Each message says what to do next."""

from typing import Literal

from models.errors import KehoachError

Refusal = Literal[
    "form", "empty", "no_text", "no_day", "days", "no_deadline", "long_deadline", "few_parts", "few_tasks",
    "two_documents", "no_document", "no_task", "old_task", "no_review", "undo_stays", "part", "undone", "unnamed",
    "no_unit", "one_unit", "not_merged",
]  # fmt: skip
"""Why a review makes no sense; "form" for what no page sends."""


class StoreError(KehoachError):
    """The store's file cannot be used: of another kind, from a newer program, locked, not writable, damaged."""


class StoreBusy(StoreError):  # noqa: N818 - named as the user meets it
    """The store's file has been in use by another program for as long as one may wait."""


class ExportError(KehoachError):
    """An export's file cannot be written."""


class ReviewError(KehoachError):
    """A review that makes no sense: of no task, of no field, with no such value, an undo of nothing.

    `refusal` names the case and `facts` what it is about, for pages that say it in other words than the message.
    """

    exit_code = 2

    def __init__(self, message: str, refusal: Refusal = "form", **facts: object) -> None:
        super().__init__(message)
        self.refusal = refusal
        self.facts = facts


class ReviewConflict(ReviewError):  # noqa: N818 - named as the user meets it
    """Somebody else has changed meanwhile what the reviewer saw."""


class TokenError(KehoachError):
    """A token that cannot be made or revoked as asked."""

    exit_code = 2


class ImportFileError(KehoachError):
    """A file that should bring tasks back cannot be taken in: damaged, none of ours, or at odds with itself."""

    exit_code = 2


class TemplateError(KehoachError):
    """A tracker's template says what no column can be."""

    exit_code = 2
