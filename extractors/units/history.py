"""Bodies whose names began or ended on a known day, and who took over from them."""

from dataclasses import dataclass
from datetime import date, timedelta

from extractors.rules import load


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
        for head in ("Bộ", "Sở")
        for field in rules["fields"]
        if "from" in field or "until" in field
    ]
    last = date.fromisoformat(rules["provinces"]["merged_on"]) - timedelta(days=1)
    provinces = [
        Renaming(f"tỉnh {name}", None, last, (_leveled(successor, rules["provinces"]["cities"]),))
        for name, successor in rules["provinces"]["until_2025"].items()
    ]
    return (*fields, *provinces)


def _leveled(name: str, cities: list[str]) -> str:
    return f"Thành phố {name}" if name in cities else f"tỉnh {name}"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
