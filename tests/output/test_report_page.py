"""The report's page: whole in itself, safe, the same each time, with a table for each chart."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import etree, html

from models import Deadline
from output.report import fragment, html_page, report, style
from output.report.drawing import lines, plainly
from output.report.hatching import hatching
from output.report.page import _degree
from output.report.pictures import pictures
from output.report.wording import Language, groups, share, words
from output.store import Store
from tests.output.report_stores import TODAY, UNITS, fill
from tests.pace import assert_within

CHARTS = ("months", "weeks", "upcoming", "load", "recurring", "late", "plans", "reviewing")


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("page") / "plans.db") as store:
        fill(store, 1000)
        yield store


@pytest.fixture(scope="module")
def page(thousand: Store) -> str:
    return html_page(report(thousand, TODAY), {})


def text_of(page: str) -> str:
    tree = html.document_fromstring(page)
    return " ".join(" ".join(tree.body.itertext()).split())


def test_the_page_needs_nothing_else(page: str) -> None:
    tree = html.document_fromstring(page)
    names = {name for element in tree.iter() for name in element.attrib}
    assert not names & {"src", "srcset", "style", "onclick", "background", "poster"}
    assert not list(tree.iter("script", "link", "img", "iframe", "object", "base"))
    assert all(element.get("href", "#").startswith("#") for element in tree.iter())
    assert not re.search(r"url\((?!#)|@import", page)


def test_the_policy_lets_only_this_style_in(page: str) -> None:
    found = re.search("style-src 'sha256-([^']+)'", page)
    assert found
    assert found[1] == b64encode(hashlib.sha256(style().encode()).digest()).decode()
    assert "default-src 'none'" in page
    assert f"<style>{style()}</style>" in page


def test_every_chart_says_what_it_shows_and_has_a_table(page: str) -> None:
    tree = html.document_fromstring(page)
    charts = {svg.get("aria-labelledby", "").split("-")[0]: svg for svg in tree.iter("svg")}
    assert tuple(charts) == CHARTS
    for name, svg in charts.items():
        assert svg.get("role") == "img"
        told = [tree.get_element_by_id(part).text for part in svg.get("aria-labelledby").split()]
        assert all(told), name
        (section,) = svg.xpath("ancestor::section")
        (tables,) = section.xpath(".//details")
        assert tables.xpath(".//table/caption"), name
        assert tables.xpath(".//tbody/tr/*"), name
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(tree.get_element_by_id(link.get("href")[1:]) is not None for link in tree.iter("a"))
    assert all(table.xpath("./caption") and table.xpath("./thead//th[@scope='col']") for table in tree.iter("table"))


def test_words_in_charts_are_words(page: str) -> None:
    """One can search for them and copy them, and a reader of the screen can say them."""
    tree = html.document_fromstring(page)
    (load,) = [svg for svg in tree.iter("svg") if svg.get("aria-labelledby", "").startswith("load-")]
    written = [text.text for text in load.iter("text")]
    assert "Sở Giáo dục và Đào tạo" in written
    assert any(text.startswith("Các đơn vị khác") for text in written)
    assert not list(load.iter("use"))


def test_the_longest_name_is_cut_in_the_chart_and_whole_in_the_table(page: str) -> None:
    longest = max(UNITS[:12], key=len)
    tree = html.document_fromstring(page)
    (load,) = [svg for svg in tree.iter("svg") if svg.get("aria-labelledby", "").startswith("load-")]
    assert any((text.text or "").endswith("…") for text in load.iter("text"))
    assert longest in [(cell.text or "") for cell in tree.iter("th")]


def test_the_same_figures_give_the_same_bytes(thousand: Store, page: str) -> None:
    for chart in ("months", "by_week", "upcoming", "load", "recurring", "late", "plans", "reviewing"):
        getattr(__import__("output.report.pictures", fromlist=[chart]), chart).cache_clear()
    assert html_page(report(thousand, TODAY), {}) == page


def test_an_empty_store_has_a_page_that_says_so(store: Store) -> None:
    found = html_page(report(store, TODAY), {})
    assert words("vi")["empty"] in found
    assert "<svg" not in found
    assert words("vi")["empty_wanted"] in html_page(report(store, TODAY, unit="X"), {"unit": "X"})


@pytest.mark.parametrize("language", ["vi", "en"])
def test_both_languages_say_all_of_it(thousand: Store, language: Language) -> None:
    found = html_page(report(thousand, TODAY), {"unit": "Sở Y tế", "due_after": TODAY, "status": "open"}, language)
    assert f'<html lang="{language}">' in found
    assert words(language)["load"]["title"] in found
    assert {"vi": "hạn từ ngày 15/06/2026", "en": "due on 15/06/2026 or later"}[language] in found
    assert {"vi": "trạng thái chưa xong", "en": "status open"}[language] in found
    assert not re.search(r"\{\w+\}", text_of(found))
    other = words("en" if language == "vi" else "vi")
    assert other["load"]["title"] not in found


def test_both_languages_have_the_same_words() -> None:
    def names(group: object, above: str = "") -> set[str]:
        if not isinstance(group, dict):
            return {above}
        return {name for key, each in group.items() for name in names(each, f"{above}.{key}")}

    assert names(words("vi")) == names(words("en"))


HOSTILE = (
    "<script>alert(1)</script>",
    "]]></desc></svg><img src=x onerror=alert(1)>",
    "Chi $x^2$ và $\\frac{1}{2}$ đồng",
    "Chữ \x08 lạ \u202e ngược \u200b và \ufeff hết",
    "Mặt cười 😀 𝒜 漢字",
    "{{ 7 * 7 }} {% raw %} %(count)s {count}",
    "dài" * 400,
    "   ",
)


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_names_of_any_kind_are_text(
    store: Store, put: Callable[..., int], reading: Callable, a_task: Callable, name: str
) -> None:
    days = (Deadline(name, "date", None, TODAY - timedelta(3)), Deadline("hằng tháng", "recurring", day="20"))
    coming = Deadline(name, "recurring", None, None, ("monthly",), "20")
    put(
        reading(
            a_task(name or "-", lead=[name], deadlines=days),
            a_task(f"{name} hai", lead=[name], partners=[f"{name} ba"], deadlines=(coming,)),
            title=name,
            number=f"1/{name}",
        )
    )
    found = html_page(report(store, TODAY), {"words": name})
    tree = html.document_fromstring(found)
    assert not list(tree.iter("script", "img"))
    assert not any(attribute.startswith("on") for element in tree.iter() for attribute in element.attrib)
    shown = plainly(name)
    assert shown[:40] in plainly(text_of(found))
    for svg in re.findall(r"<svg.*?</svg>", found, re.DOTALL):
        etree.fromstring(svg)


def test_a_page_beside_the_pages_links_to_tasks(thousand: Store) -> None:
    found = fragment(report(thousand, TODAY), {}, "vi", lambda document, task: f"/d/{document}/{task or ''}")
    assert re.search(r'<a href="/d/1/">0/KH-UBND', found)
    assert re.search(r'<a href="/d/\d+/[0-9a-f]{16}">', found)
    assert "<html" not in found


def test_a_store_that_is_cut_says_so(thousand: Store) -> None:
    found = text_of(html_page(report(thousand, TODAY, most=400), {}))
    assert "Trang này tính 400 nhiệm vụ của các văn bản nhận sau cùng; còn 600 nhiệm vụ khác" in found


def test_ten_thousand_tasks_are_shown_at_once(tmp_path: Path) -> None:
    with Store(tmp_path / "plans.db") as store:
        store.db.execute("PRAGMA synchronous = OFF")
        fill(store, 10_000)
        found = assert_within(1, lambda: fragment(report(store, TODAY), {}))
    assert "10.000 nhiệm vụ" in found
    assert len(found) < 500_000


def test_a_figure_stands_for_itself_where_no_bar_can(thousand: Store) -> None:
    """The others together would make every other bar a stroke."""
    drawn = pictures(report(thousand, TODAY), "vi")
    assert re.search(r">\d+ \(chủ trì \d+, phối hợp \d+\)<", drawn["load"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sở Y tế", ["Sở Y tế"]),
        ("Phòng Kế hoạch và Tài chính", ["Phòng Kế hoạch", "và Tài chính"]),
        ("Phòng Kế hoạch và Tài chính, Sở Y tế", ["Phòng Kế hoạch", "và Tài chính…"]),
        ("Côngvănrấtdàikhôngdấucách", ["Côngvănrấtdài", "khôngdấucách"]),
        ("Trung tâm Y tế", ["Trung tâm Y tế"]),
        ("Trung tâm Y tế xã", ["Trung tâm", "Y tế xã"]),
        ("a" * 28, ["a" * 14, "a" * 14]),
        ("a" * 29, ["a" * 14, "a" * 13 + "…"]),
        ("", [""]),
    ],
)
def test_names_stand_in_two_lines_at_most(text: str, told: list[str]) -> None:
    assert lines(text, 14) == told


@pytest.mark.parametrize("hatch", ["/", "\\", "|"])
def test_lines_over_a_bar_stay_in_it(hatch: str) -> None:
    found = list(hatching((10.3, 20.7, 50.1, 33.2), hatch))  # type: ignore[arg-type]
    assert len(found) >= 5
    for line in found:
        for x, y in line:
            assert 10.3 - 1e-6 <= x <= 50.1 + 1e-6
            assert 20.7 - 1e-6 <= y <= 33.2 + 1e-6


def test_few_tasks_are_never_dark() -> None:
    assert [_degree(count, 1) for count in (0, 1)] == [0, 1]
    assert [_degree(count, 500) for count in (0, 1, 250, 500)] == [0, 1, 3, 5]


def test_groups_of_days_late_follow_each_other() -> None:
    assert groups("vi") == ("đến 7 ngày", "8–30 ngày", "31–90 ngày", "trên 90 ngày")


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(0, 10, "0 %"), (1, 1000, "1 %"), (999, 1000, "99 %"), (10, 10, "100 %"), (0, 0, "0 %")]
)
def test_shares_are_never_more_than_true(part: int, whole: int, told: str) -> None:
    assert share(part, whole, "vi") == told


def test_a_day_far_away_does_no_harm(
    store: Store, put: Callable[..., int], reading: Callable, a_task: Callable
) -> None:
    days = [date(1, 1, 1), date(1899, 12, 31), date(9999, 12, 31)]
    put(reading(*(a_task(str(day), lead=["A"], deadlines=(Deadline("", "date", None, day),)) for day in days)))
    found = html_page(report(store, TODAY), {})
    assert "31/12/9999" in found


def test_the_example_of_the_docs_runs(thousand: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(thousand.path.parent)
    text = (Path(__file__).parents[2] / "docs" / "report.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    given: dict[str, object] = {}
    exec(example, given)
    assert "Chỉ tính: đơn vị “so y te”" in str(given["page"])
