"""What can go wrong with a store or an export, for a user. Each message says what to do next."""

from models.errors import KehoachError


class StoreError(KehoachError):
    """The store's file cannot be used: of another kind, from a newer program, locked, not writable, damaged."""


class StoreBusy(StoreError):  # noqa: N818 - named as the user meets it
    """The store's file has been in use by another program for as long as one may wait."""


class ExportError(KehoachError):
    """An export's file cannot be written."""
