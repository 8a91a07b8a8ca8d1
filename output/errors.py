"""What can go wrong with a store or an export, for a user. Each message says what to do next."""

from models.errors import KehoachError


class StoreError(KehoachError):
    """The store's file cannot be used: of another kind, from a newer program, locked, not writable, damaged."""


class StoreBusy(StoreError):  # noqa: N818 - named as the user meets it
    """The store's file has been in use by another program for as long as one may wait."""


class ExportError(KehoachError):
    """An export's file cannot be written."""


class ImportFailed(KehoachError):  # noqa: N818 - named as the user meets it
    """A file that should come back as reviews is none that this program has written, or cannot be read."""


class ReviewError(KehoachError):
    """A review that makes no sense: of no task, of no field, with no such value, an undo of nothing."""

    exit_code = 2


class ReviewConflict(ReviewError):  # noqa: N818 - named as the user meets it
    """Somebody else has changed meanwhile what the reviewer saw."""
