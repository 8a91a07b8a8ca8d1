"""The report as HTML: a page that needs nothing else, or the part of it that stands inside another page."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from output.report import pictures
from output.report.drawing import plainly
from output.report.figures import Report
from output.report.wording import Language, amount, day, document_name, groups, period_name, share, words
from output.store import Wanted

Address = Callable[[int, str | None], str]
"""Where a document, or a task of it, is looked at: of ids, that of the task None for the whole document."""

_LONGEST = 260  # letters of a task's text in a list
_DEGREES = 5  # of dark


def html_page(report: Report, wanted: Wanted, language: Language = "vi", *, is_open: bool = False) -> str:
    """The page. `wanted` is what was asked for; `is_open` shows all tables of figures."""
    css = style()
    return _rendered("page.html", report, wanted, language, None, css=Markup(css), hash=_hash(css), is_open=is_open)


def fragment(report: Report, wanted: Wanted, language: Language = "vi", address: Address | None = None) -> str:
    """What stands inside the page's `main`, for a page that has `style()` and its own head."""
    return _rendered("report.html", report, wanted, language, address, is_open=False)


@cache
def style() -> str:
    """The styles."""
    return files("output.report").joinpath("report.css").read_text(encoding="utf-8")


def _rendered(
    template: str, report: Report, wanted: Wanted, language: Language, address: Address | None, **more: Any
) -> str:
    drawn = pictures.pictures(report, language)
    return _environment(language).get_template(template).render(
        r=report,
        t=words(language),
        language=language,
        address=address,
        only=_only(wanted, language),
        charts={name: Markup(picture) for name, picture in drawn.items()},
        said=_said(report, language),
        groups=groups(language),
        darkest=_darkest(report),
        **more,
    )  # fmt: skip


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=PackageLoader("output.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: Mapping[str, Callable[..., str]] = {
        "amount": partial(amount, language=language),
        "day": day,
        "document": document_name,
        "period": partial(period_name, language=language),
        "share": partial(share, language=language),
        "short": _short,
    }
    environment.filters.update(filters)
    environment.globals["degree"] = _degree
    return environment


def _said(report: Report, language: Language) -> Mapping[str, str]:
    """The sentence over each chart."""
    told: dict[str, Callable[[], str]] = {
        "months": lambda: pictures.months_told(report.months, language),
        "weeks": lambda: pictures.weeks_told(report.weeks, language),
        "upcoming": lambda: pictures.upcoming_told([one.next_due for one in report.upcoming if one.next_due], language),
        "load": lambda: pictures.load_told(report.load, language),
        "late": lambda: pictures.late_told(report, language),
        "plans": lambda: pictures.plans_told(report.plans, language),
        "reviewing": lambda: pictures.reviewing_told(report.reviewing, language),
    }
    has = {
        "months": report.months, "weeks": report.weeks, "upcoming": report.upcoming, "load": report.load.rows,
        "late": report.longest_late, "plans": report.plans.rows, "reviewing": report.plans.rows,
    }  # fmt: skip
    return {name: say() for name, say in told.items() if has[name]}


def _only(wanted: Wanted, language: Language) -> tuple[str, ...]:
    """What was asked for, in words."""
    told = words(language)
    found = []
    for name, text in told["filter"].items():
        value: Any = wanted.get(name)
        if value is None or value is False or value == "":
            continue
        if isinstance(value, date):
            value = day(value)
        found.append(text.format(value=told["status"].get(value, value)))
    return tuple(found)


def _short(text: str) -> str:
    plain = plainly(text)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rstrip()}…"


def _darkest(report: Report) -> int:
    """How many tasks the darkest cell of the grid has. What lies before and after the months has no colour."""
    shown = [n for n, period in enumerate(report.grid_periods) if period.kind == "month"]
    return max((row.tasks[n] for row in report.grid.rows for n in shown), default=0)


def _degree(count: int, most: int) -> int:
    """How dark a cell of the grid is, from 0 to 5; one task is never dark."""
    return -(-_DEGREES * count // max(most, _DEGREES))


def _hash(css: str) -> str:
    """The styles as a policy names them."""
    return f"sha256-{b64encode(sha256(css.encode()).digest()).decode()}"
