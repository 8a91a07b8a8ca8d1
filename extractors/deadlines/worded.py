"""A full date whose month is a word ("14 tháng ba năm 2025").

Digits are read by the grammar itself: dateparser takes 1 ms for each date, guesses what is missing and misreads
"ngày 15tháng 04năm 2025". Words are what it knows better, so it gets those, whole and isolated, and nothing else.
"""

from datetime import date, datetime
from functools import lru_cache


@lru_cache(maxsize=256)
def read(text: str) -> date | None:
    """The day that `text` names, or None unless day, month and year are all in it."""
    import dateparser  # noqa: PLC0415 - 0.1 s, needed for a few texts in a thousand

    found = dateparser.parse(
        " ".join(text.split()),
        languages=["vi"],
        settings={
            "REQUIRE_PARTS": ["day", "month", "year"],
            "DATE_ORDER": "DMY",
            "RELATIVE_BASE": datetime(2000, 1, 1),
        },
    )
    return found.date() if isinstance(found, datetime) else None
