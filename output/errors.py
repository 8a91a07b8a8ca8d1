"""What can go wrong with a store or an export, for a user. Each message says what to do next."""

from models.errors import KehoachError


class StoreError(KehoachError):
    """The store's file cannot be used: of another kind, from a newer program, locked, not writable, damaged."""


class StoreBusy(StoreError):  # noqa: N818 - named as the user meets it
    """The store's file has been in use by another program for as long as one may wait."""


class ExportError(KehoachError):
    """An export's file cannot be written."""


class ReviewError(KehoachError):
    """A review that makes no sense: of no task, of no field, with no such value, an undo of nothing."""

    exit_code = 2


class ReviewConflict(ReviewError):  # noqa: N818 - named as the user meets it
    """Somebody else has changed meanwhile what the reviewer saw."""


class ImportFileError(KehoachError):
    """A file that should bring tasks back cannot be taken in: damaged, none of ours, or at odds with itself."""

    exit_code = 2


class TemplateError(KehoachError):
    """A tracker's template says what no column can be."""

    exit_code = 2
