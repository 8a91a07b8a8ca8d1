"""The store: one SQLite file that holds everything read, every review and every failure."""

from output.errors import ReviewConflict, ReviewError, StoreError
from output.store.assignments import AssignedUnit, AssigningDocument, Assignment
from output.store.audit import Written
from output.store.events import Event, Events
from output.store.failing import UPLOADED, Failing
from output.store.filters import Wanted
from output.store.overview import DOUBTFUL, Order, Overview
from output.store.prepared import Prepared, prepare
from output.store.review_history import Review
from output.store.reviewed import ReviewedPlan
from output.store.reviews import Reviews
from output.store.searching import MOST_RANKED, Found
from output.store.standing import UNSEEN
from output.store.store import Outdated, Store
from output.store.tokens import SCOPES, Scope, Token, Tokens
from output.store.unit_merges import UnitReview, Units

__all__ = [
    "DOUBTFUL",
    "MOST_RANKED",
    "SCOPES",
    "UNSEEN",
    "UPLOADED",
    "AssignedUnit",
    "AssigningDocument",
    "Assignment",
    "Event",
    "Events",
    "Failing",
    "Found",
    "Order",
    "Outdated",
    "Overview",
    "Prepared",
    "Review",
    "ReviewConflict",
    "ReviewError",
    "ReviewedPlan",
    "Reviews",
    "Scope",
    "Store",
    "StoreError",
    "Token",
    "Tokens",
    "UnitReview",
    "Units",
    "Wanted",
    "Written",
    "prepare",
]
