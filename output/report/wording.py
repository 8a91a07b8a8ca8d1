"""What a report says, from report.toml, and how it writes numbers, days and names."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from output.report.tally import LATENESS
from output.report.times import Period
from output.store import AssigningDocument

Language = Literal["vi", "en"]


@cache
def words(language: Language) -> Mapping[str, Any]:
    """The words of a language. The result is shared: do not change it."""
    text = files("output.report").joinpath("report.toml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = tomllib.loads(text)[language]
    return found


def amount(count: int, language: Language) -> str:
    """A number: 100.000, or 100,000 in English."""
    text = f"{count:,}"
    return text if language == "en" else text.replace(",", ".")


def day(given: date | str | None) -> str:
    """A day as it is written in Vietnam, 31/10/2024; one that is incomplete too, 10/2024. Nothing for None."""
    return "/".join(reversed(str(given).split("-"))) if given else ""


def share(part: int, whole: int, language: Language) -> str:
    """A share in whole percent; 100 % only of all, 0 % only of none."""
    percent = 100 * part // whole if whole else 0
    text: str = words(language)["percent"].format(share=percent or (1 if part else 0))
    return text


def period_name(period: Period, language: Language) -> str:
    """A month, 06/2026, or what lies before or after."""
    month = f"{period.first:%m}/{period.first.year}"
    return month if period.kind == "month" else str(words(language)[period.kind].format(month=month))


def document_name(document: AssigningDocument) -> str:
    """A document by its number and title, as far as it has them, else by its file."""
    return " – ".join(part for part in (document.number, document.title) if part) or document.file


def groups(language: Language) -> tuple[str, ...]:
    """The names of the groups of `LATENESS`."""
    first, *middle, last = words(language)["late"]["groups"]
    ranges = [
        text.format(end + 1, following)
        for text, end, following in zip(middle, LATENESS[:-1], LATENESS[1:], strict=True)
    ]
    return (first.format(LATENESS[0]), *ranges, last.format(LATENESS[-1]))
