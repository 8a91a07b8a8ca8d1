"""Any layout of a plan gives the same tasks as the plain one.

Each example draws a value for every knob, sets one of a few small plans so, writes it as a Word file and reads that. What
the plain layout gives is what each is held against, so that a wrong reading that all layouts share is no matter here.

Known differences stand in `KNOWN`, each with its reason and a test of its own that turns red once the difference is
gone; the property leaves those layouts out.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from corpus.compose import compose, shown
from corpus.layout import KNOBS, PLAIN, Layout
from corpus.loading import PLANS, load
from corpus.model import MadeUp
from corpus.writers import plain_docx, raw_docx
from extractors import extract
from ingest import read
from output.fold import fold

# Small, and different in what they hold: tables, label lines, units, orders without headings, groups in all forms.
SMALL = (
    "cap-nuoc-khu-cong-nghiep-2026",
    "hop-y-te-thong-bao-2026",
    "khoang-san-so-2026",
    "bao-ve-moi-truong-lang-nghe-2025",
    "atgt-ban-an-toan-2025",
    "pccc-chi-thi-2025",
    "viec-lam-bo-2025",
    "y-te-so-2024",
)
MORE = (
    "le-hoi-huyen-2024",
    "dich-benh-dong-vat-tinh-2024",
    "theo-doi-phap-luat-quyet-dinh-bo-2025",
    "giao-duc-huyen-2023",
    "du-lich-chuong-trinh-hanh-dong-2022",
    "thuy-loi-so-2026",
    "chuyen-doi-so-tinh-uy-2026",
)

_WORDED_DAY = re.compile(r"\b(\d{1,2}) thang (\d{1,2}) nam (\d{4})\b")
_ZERO = re.compile(r"\b0(?=\d/\d)|(?<=/)0(?=\d/)")

Row = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One drawn example. Its text tells how to make the document by hand."""

    plan: str
    layout: Layout

    def __repr__(self) -> str:
        turned = {knob: value for knob, value in self.layout.knobs.items() if value != PLAIN[knob]}
        return (
            f"\n{self.plan}, seed {self.layout.seed}, turned knobs: {turned}\nTo look at the document:\n"
            "    from tests.corpus.test_layouts_property import layout, made, write\n"
            f'    write("plan.docx", made({self.plan!r}), layout({self.layout.seed}, {turned!r}))\n'
        )


@dataclass(frozen=True)
class Known:
    """A layout that changes what is read of a plan: which one, and an example of it."""

    reason: str
    concerns: Callable[["Case", Mapping[str, str]], bool]
    plan: str
    knobs: Mapping[str, str]
    seed: int = 1


KNOWN: Mapping[str, Known] = {
    "a name with a proper name at its end in a closing line": Known(
        "'Ban Quản lý di tích đền Ngọc Lâm' ends before 'đền' in running text, not in a cell",
        lambda case, knobs: case.plan == "le-hoi-huyen-2024" and knobs.get("form") == "closing line",
        "le-hoi-huyen-2024",
        {"form": "closing line"},
    ),
}


@cache
def made(name: str) -> MadeUp:
    return load(PLANS / f"{name}.yaml")


def layout(seed: int, turned: Mapping[str, str]) -> Layout:
    """The plain layout with some knobs turned."""
    return Layout(seed, MappingProxyType({**PLAIN.knobs, **turned}))


def write(path: Path | str, plan: MadeUp, chosen: Layout) -> None:
    sheet = compose(plan, chosen).sheet
    if chosen["writer"] == "raw XML":
        raw_docx.write(sheet, Path(path), chosen.seed)
    else:
        plain_docx.write(sheet, Path(path))


def rows(name: str, chosen: Layout) -> Counter[Row]:
    """What is read of a plan in a layout: each task as a row of normalised values."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.docx"
        write(path, made(name), chosen)
        plan = extract(read(path))
    return Counter(
        (
            told(task.text),
            f"lead {sorted(told(unit.name) for unit in task.lead)}",
            f"partners {sorted(told(unit.name) for unit in task.partners)}",
            f"products {sorted(told(product) for product in task.products)}",
            f"deadlines {sorted(f'{due.kind} {due.start}..{due.due} {list(due.recurrence)}' for due in task.deadlines)}",
        )
        for task in plan.tasks
    )


def told(text: str) -> str:
    """A text as both layouts should give it: no tones, and a cited document's day in one form."""
    words = " ".join(fold(text).split()).rstrip(".;/ ")
    return _ZERO.sub("", _WORDED_DAY.sub(r"\1/\2/\3", words))


@cache
def plain(name: str) -> Counter[Row]:
    return rows(name, PLAIN)


def hold_against_plain(case: Case) -> None:
    found, wanted = rows(case.plan, case.layout), plain(case.plan)
    lost, added = wanted - found, found - wanted
    differences = [f"- {row}" for row in lost.elements()] + [f"+ {row}" for row in added.elements()]
    if differences:
        raise AssertionError("\n".join([repr(case), *differences]))


def cases(names: tuple[str, ...]) -> st.SearchStrategy[Case]:
    """One value for each knob, the plain one first, so that a failing case shrinks to the knobs that matter."""
    knobs = st.fixed_dictionaries({knob: st.sampled_from(list(values)) for knob, values in KNOBS.items()})
    seeds = st.integers(0, 10**6)
    return st.builds(
        lambda name, seed, chosen: Case(name, Layout(seed, MappingProxyType(chosen))),
        st.sampled_from(names),
        seeds,
        knobs,
    )


def is_known(case: Case) -> bool:
    knobs = shown(made(case.plan), case.layout)
    return any(known.concerns(case, knobs) for known in KNOWN.values())


QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@given(cases(SMALL))
@settings(max_examples=25, suppress_health_check=QUIET)
def test_any_layout_gives_the_tasks_of_the_plain_one(case: Case) -> None:
    assume(not is_known(case))
    hold_against_plain(case)


@pytest.mark.long
@given(cases((*SMALL, *MORE)))
@settings(max_examples=300, suppress_health_check=QUIET)
def test_any_layout_of_more_plans_gives_the_tasks_of_the_plain_one(case: Case) -> None:
    assume(not is_known(case))
    hold_against_plain(case)


@pytest.mark.parametrize(
    "turned", [{knob: value} for knob, values in KNOBS.items() for value in values if value != PLAIN[knob]], ids=str
)
def test_one_knob_alone_changes_no_task(turned: dict[str, str]) -> None:
    """Each value once, on the plan that shows it and most else."""
    chosen = layout(1, turned)
    (knob,) = turned
    name = next((name for name in (*SMALL, *MORE) if knob in shown(made(name), chosen)), SMALL[0])
    case = Case(name, chosen)
    if is_known(case):
        pytest.skip("has a test of its own")
    hold_against_plain(case)


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(known, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=known.reason), id=name)
        for name, known in KNOWN.items()
    ],
)
def test_a_known_difference(known: Known) -> None:
    case = Case(known.plan, layout(known.seed, known.knobs))
    if not is_known(case):
        pytest.fail(f"the example does not show the difference: {case}")
    hold_against_plain(case)


@pytest.mark.parametrize("name", (*SMALL, *MORE))
def test_the_plain_layout_is_read_as_tasks(name: str) -> None:
    """Else all layouts could agree on nothing."""
    gold = [task for task in compose(made(name), PLAIN).gold["tasks"] if not task.get("optional")]
    found = {row[0] for row in plain(name)}
    assert sum(told(task["text"]) in found for task in gold) >= 0.85 * len(gold)
