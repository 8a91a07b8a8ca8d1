"""Bodies whose names began or ended on a known day, and who took over from them."""

from dataclasses import dataclass
from datetime import date

from extractors.rules import load
from extractors.units.naming import with_level


@dataclass(frozen=True, slots=True)
class Renaming:
    """A name with its first and last day (None: not known or still in use) and the names of those who took over."""

    name: str
    valid_from: date | None
    valid_until: date | None
    successors: tuple[str, ...]


def renamings() -> tuple[Renaming, ...]:
    """Ministries, departments and provinces that the reforms of 2025 renamed or merged."""
    rules = load("units")
    fields = [
        Renaming(
            f"{head} {field['name']}",
            _day(field.get("from")),
            _day(field.get("until")),
            tuple(f"{head} {successor}" for successor in field.get("now", ())),
        )
        for head in (capital.capitalize() for capital in rules["capitals"])
        for field in rules["fields"]
        if "from" in field or "until" in field
    ]
    provinces = [
        Renaming(with_level(name), None, _day(last), (with_level(successor),))
        for last, names in rules["provinces"]["until"].items()
        for name, successor in names.items()
    ]
    return (*fields, *provinces)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
