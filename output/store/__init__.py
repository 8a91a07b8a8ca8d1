"""The store: one SQLite file that holds everything read, every review and every failure."""

from output.errors import StoreError
from output.store.prepared import Prepared, prepare
from output.store.store import Outdated, Store

__all__ = ["Outdated", "Prepared", "Store", "StoreError", "prepare"]
