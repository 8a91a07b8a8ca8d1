"""Deadlines as they are told to the clerk."""

from typing import Any, get_args

import pytest

from models.plan import DeadlineKind, Recurrence
from review.deadline_words import deadline_words
from review.wording import LANGUAGES, words


@pytest.mark.parametrize(
    ("deadline", "told"),
    [
        ({"kind": "date", "due": "2024-10-31"}, "hạn 31/10/2024"),
        ({"kind": "date", "start": "2024-10-31", "due": "2024-10-31"}, "ngày 31/10/2024"),
        ({"kind": "date", "due": "2024-10-31", "time": "16:00"}, "hạn 31/10/2024, 16:00"),
        ({"kind": "period", "start": "2026-04-01", "due": "2026-06-30"}, "từ 01/04/2026 đến 30/06/2026"),
        ({"kind": "period", "start": "2026-04-01"}, "từ 01/04/2026"),
        ({"kind": "period"}, "một khoảng thời gian"),
        ({"kind": "recurring", "recurrence": ["quarterly"], "day": "31"}, "hằng quý, ngày cuối"),
        ({"kind": "recurring", "recurrence": ["monthly"], "day": "05"}, "hằng tháng, ngày 05"),
        ({"kind": "recurring", "recurrence": ["yearly"], "day": "11-05"}, "hằng năm, ngày 05/11"),
        ({"kind": "recurring", "recurrence": ["weekly"], "day": "FR"}, "hằng tuần, thứ Sáu"),
        ({"kind": "recurring", "recurrence": ["monthly"], "due": "2026-12-31"}, "hằng tháng, đến 31/12/2026"),
        ({"kind": "recurring", "recurrence": ["semiannual", "yearly"]}, "sáu tháng một lần, hằng năm"),
        ({"kind": "continuous", "due": "2026-12-31"}, "thường xuyên, hạn 31/12/2026"),
        ({"kind": "event"}, "theo sự kiện"),
    ],
)
def test_what_is_told(deadline: dict[str, Any], told: str) -> None:
    assert deadline_words(deadline, words("vi")["deadline"]) == told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", get_args(DeadlineKind))
def test_every_kind_has_words(language: str, kind: str) -> None:
    told = deadline_words({"kind": kind}, words("en" if language == "en" else "vi")["deadline"])
    assert told
    assert "{" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_recurrence_has_words(language: str) -> None:
    known = words("en" if language == "en" else "vi")["deadline"]
    assert set(get_args(Recurrence)) <= set(known)
