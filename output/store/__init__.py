"""The store: one SQLite file that holds everything read, every review and every failure."""

from output.errors import ReviewConflict, ReviewError, StoreError
from output.store.prepared import Prepared, prepare
from output.store.review_history import Review
from output.store.reviewed import ReviewedPlan
from output.store.reviews import Reviews
from output.store.standing import UNSEEN
from output.store.store import Outdated, Store

__all__ = [
    "UNSEEN",
    "Outdated",
    "Prepared",
    "Review",
    "ReviewConflict",
    "ReviewError",
    "ReviewedPlan",
    "Reviews",
    "Store",
    "StoreError",
    "prepare",
]
