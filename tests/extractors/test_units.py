"""Units in cells, labels and headings.

The cases: cases/units_lists_*.txt and units_headings_*.txt, seen in the wild or made up, and units_negative.txt. What is
read wrongly today stands in units_lists_failures.txt and units_headings_failures.txt, each case under the reason why.
"""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import units

CASES = Path(__file__).parent / "cases"
ORIGINS = ("wild", "made_up")


def lines(name: str) -> list[str]:
    text = (CASES / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def listed(line: str) -> tuple[str, list[str]]:
    text, _, expected = line.partition(" =>")
    return text.replace("\\n", "\n"), [name.strip() for name in expected.split("|") if name.strip()]


def list_cases() -> list[tuple[str, list[str]]]:
    return [listed(line) for origin in ORIGINS for line in lines(f"units_lists_{origin}.txt")]


def failures(name: str) -> list[tuple[str, str]]:
    """The lines of a file of known failures, each with the reason that heads it."""
    cases = []
    reason = ""
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            reason = line.removeprefix("## ")
        elif line.strip() and not line.startswith("#"):
            cases.append((line, reason))
    return cases


def heading_cases() -> list[tuple[str, bool]]:
    cases = []
    for origin in ORIGINS:
        expected = True
        for line in (CASES / f"units_headings_{origin}.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("## "):
                expected = line == "## unit"
            elif line.strip() and not line.startswith("#"):
                cases.append((line, expected))
    return cases + [(line, False) for line in lines("units_negative.txt")]


def names(text: str) -> list[str]:
    """The units of a list; "!" marks one that is given as printed."""
    return [f"{m.value.name}!" if m.rule == "unit.as-printed" else m.value.name for m in units.in_list(text)]


@pytest.mark.parametrize(("text", "expected"), list_cases(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_list_of_units(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Phòng Nghiệp vụ Y\nNghiệp vụ Dược",
            ["Phòng Nghiệp vụ Y", "Nghiệp vụ Dược"],
            id="a head shared over a line break",
        ),
        pytest.param("Đội 1, 2 và 3", ["Đội 1", "2", "3"], id="numbers that share a head"),
        pytest.param(
            "Văn phòng Sở - Thanh tra Sở",
            ["Văn phòng Sở", "Thanh tra Sở"],
            id="an inline dash between units of different kinds",
        ),
        pytest.param("Agribank", ["Agribank"], id="a company without a head"),
    ],
)
@pytest.mark.xfail(strict=True, reason="what the words alone do not tell, or the rules do not know")
def test_known_failures(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(*listed(line), id=line, marks=pytest.mark.xfail(strict=True, reason=reason))
        for line, reason in failures("units_lists_failures.txt")
    ],
)
def test_lists_read_wrongly(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            line.partition(" =>")[0],
            line.endswith("=> unit"),
            id=line,
            marks=pytest.mark.xfail(strict=True, reason=reason),
        )
        for line, reason in failures("units_headings_failures.txt")
    ],
)
def test_headings_read_wrongly(text, expected):
    assert units.is_unit(text) is expected


def masked(text: str) -> str:
    """A case without its figures: cases that differ in those alone are one."""
    return re.sub(r"\b[IVX]+\b", "#", re.sub(r"\d+", "#", text))


def test_no_case_stands_twice():
    for cases in (list_cases(), heading_cases()):
        counts = Counter(masked(text) for text, _ in cases)
        assert [text for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "expected"), heading_cases(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_heading_is_a_unit_or_not(text, expected):
    assert units.is_unit(text) is expected


@pytest.mark.parametrize("text", [text for text, _ in list_cases()])
def test_offsets_are_exact(text):
    end = 0
    for match in units.in_list(text):
        assert " ".join(text[match.start : match.end].split()) == match.value.name
        assert match.start >= end
        end = match.end


OWNERS = ("Sở ", "Bộ ", "UBND ", "Ủy ban ")
HEADS = (*OWNERS, "Phòng ", "Chi cục ", "Trung tâm ", "Công an ", "Bệnh viện ", "Hội ", "Ban ", "Cục ", "Đài ", "Khoa ")
# Words that make another one with a last word before them ("quốc / phòng", "quân / đội"), or a body of another's.
NEXT_LINES = ("Phòng Tư pháp", "Đội Cơ động", "Công an tỉnh", "Hội Văn học - Nghệ thuật", "Hội Điều dưỡng tỉnh")
# Names of one body each: they are the same wherever they stand in a list.
PROPER = sorted(
    {
        name
        for _, expected in list_cases()
        for name in expected
        if name.startswith(HEADS) and not name.startswith("Bộ phận") and len(name.split()) > 2
        if names(name) == names(f"- {name}") == [name]
        if all(names(f"{name}\n{line}") == [name, line] for line in NEXT_LINES)
    }
)


def test_there_are_names_to_try():
    assert len(PROPER) > 80


@pytest.mark.parametrize("separator", [", ", "; ", "\n- ", ";\n", " và ", ", và ", "\n", ",\n"])
@settings(deadline=None)
@given(chosen=st.lists(st.sampled_from(PROPER), min_size=1, max_size=6, unique=True))
def test_units_joined_come_back(separator, chosen):
    if separator == "\n":
        # An office and a department in the next line are one by rule: "Phòng Tổ chức cán bộ / Sở Y tế".
        chosen = sorted(chosen, key=lambda name: not name.startswith(OWNERS))
    text = separator.join(chosen)
    assert names(f"- {text}" if separator == "\n- " else text) == chosen


@settings(deadline=None)
@given(st.text(alphabet="Sởởtếvà, ;-\n()“”:.nCPòhgUBD", max_size=60))
def test_any_text_is_read(text):
    for match in units.in_list(text):
        assert " ".join(text[match.start : match.end].split()) == match.value.name
    units.is_unit(text)
    found, end = units.at_start(text)
    assert 0 <= end <= len(text)
    assert all(match.end <= end for match in found)


@pytest.mark.parametrize(
    "name", ["Uỷ ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh", "ỦY BAN NHÂN DÂN TỈNH", "ủy  ban\nnhân dân tỉnh"]
)
def test_spelling_does_not_matter(name):
    assert units.is_unit(name)


@pytest.mark.parametrize(
    ("text", "expected", "behind"),
    [
        ("Phòng Kế hoạch - Tài chính: Thực hiện thanh toán", ["Phòng Kế hoạch - Tài chính"], ": Thực hiện thanh toán"),
        ("- Sở Y tế, Sở Tài chính tổ chức kiểm tra", ["Sở Y tế", "Sở Tài chính"], "tổ chức kiểm tra"),
        ("Văn phòng Sở", ["Văn phòng Sở"], ""),
        ("Tổ chức kiểm tra", [], "Tổ chức kiểm tra"),
        ("", [], ""),
    ],
)
def test_units_at_the_start(text, expected, behind):
    found, end = units.at_start(text)
    assert [match.value.name for match in found] == expected
    assert text[end:] == behind


def test_a_shared_head_is_in_the_canonical_name():
    _, second = units.in_list("Sở Tài chính, Nội vụ")
    assert (second.value.name, second.value.canonical) == ("Nội vụ", "Sở Nội vụ")
