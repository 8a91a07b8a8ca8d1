"""Tables of citations: cases/citations_*.toml, and what must always hold."""

import re
import tomllib
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import citations
from extractors.excerpt import squeeze
from extractors.match import Match
from kehoach import read_plan
from models import Citation, Evidence
from tests.extractors.factories import HEAD, TAIL

CASES = Path(__file__).parent / "cases"


def noted(citation: Citation) -> str:
    """A citation on one line, as the case files write it."""
    return " | ".join(str(part or "-") for part in (citation.type, citation.number, citation.date, citation.issuer))


def found(text: str) -> list[str]:
    return [noted(match.value) for match in citations.in_text(text)]


def rows(name: str, kind: str = "text") -> list[Any]:
    return tomllib.loads((CASES / f"citations_{name}.toml").read_text(encoding="utf-8")).get(kind, [])


def masked(text: str) -> str:
    """A text without figures, roman numerals and the names of places: texts that differ in them alone are one case."""
    level = r"(tỉnh|[Tt]hành phố|TP\.|huyện|quận|xã|phường|đặc khu)(?: [A-ZĐ]\w+)+"
    return re.sub(r"\d+|\b[IVX]+\b", "0", squeeze(re.sub(level, r"\1 N", text))).casefold()


POSITIVE = [pytest.param(text, expected, id=squeeze(text)) for text, *expected in [*rows("wild"), *rows("made_up")]]
FAILURES = [
    pytest.param(
        case["text"], case["gives"], id=case["text"], marks=pytest.mark.xfail(strict=True, reason=case["reason"])
    )
    for case in rows("failures", "case")
]


@pytest.mark.parametrize(("text", "expected"), [*POSITIVE, *FAILURES])
def test_gives(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", ["", *rows("negative")])
def test_gives_nothing(text: str) -> None:
    assert found(text) == []


def test_no_case_is_there_twice() -> None:
    texts = [masked(row[0]) for row in rows("made_up")]
    assert [text for text in texts if texts.count(text) > 1] == []
    nothing = [masked(text) for text in rows("negative")]
    assert [text for text in nothing if nothing.count(text) > 1] == []


DOCUMENTS = [
    pytest.param(texts, own, expected, id=" … ".join(texts)) for texts, own, *expected in rows("made_up", "document")
]


@pytest.mark.parametrize(("texts", "own", "expected"), DOCUMENTS)
def test_each_document_is_cited_once(texts: list[str], own: str, expected: list[str]) -> None:
    mentions = [match for text in texts for match in citations.in_text(text)]
    assert [noted(citation) for citation in citations.distinct(mentions, own)] == expected


def test_letters_and_tones_apart_are_read_as_one(tmp_path: Path) -> None:
    cited = "Căn cứ Quyết định số 58/QĐ-UBND ngày 04/5/2024 của Ủy ban nhân dân tỉnh;"
    lines = [*HEAD, cited, "II. NHIỆM VỤ", "1. Rà soát cơ sở vật chất.", *TAIL]
    file = tmp_path / "apart.txt"
    file.write_text(unicodedata.normalize("NFD", "\n\n".join(lines)), encoding="utf-8")
    expected = "Quyết định | 58/QĐ-UBND | 2024-05-04 | Ủy ban nhân dân tỉnh"
    assert [noted(citation) for citation in read_plan(file).citations] == [expected]


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("Căn cứ Quyết định số 1/QĐ-TTg ngày 1/1/2024 của Thủ tướng Chính phủ về", "Quyết định số 1/QĐ-TTg ngày 1/1/2024 của Thủ tướng Chính phủ"),
        ("theo số 45/QĐ-SXD ngày 3/3/2023;", "số 45/QĐ-SXD ngày 3/3/2023"),
        ("theo Luật Đường bộ số 35/2024/QH15 được", "Luật Đường bộ số 35/2024/QH15"),
        ("tại 12/KH-SCT.", "12/KH-SCT"),
    ],
)  # fmt: skip
def test_match_covers_the_whole_mention(text: str, stretch: str) -> None:
    (match,) = citations.in_text(text)
    assert text[match.start : match.end] == stretch


def mention(
    number: str, *, kind: str | None = None, day: date | None = None, issuer: str | None = None, block: int = 0
):
    evidence = Evidence("citations", block, 0, 1, "x", "citation.number", 0.9)
    return Match(Citation(kind, number, day, issuer, (evidence,)), 0, 1, "citation.number")


def test_distinct_joins_mentions_of_a_number() -> None:
    day = date(2018, 4, 23)
    (one,) = citations.distinct(
        [
            mention("61/2018/NĐ-CP", kind="Nghị định", block=3),
            mention("61/2018/nđ-cp", day=day, block=5),
            mention("61/2018/NĐ-CP", issuer="Chính phủ", block=9),
        ],
        None,
    )
    assert (one.type, one.number, one.date, one.issuer) == ("Nghị định", "61/2018/NĐ-CP", day, "Chính phủ")
    assert [e.block for e in one.evidence] == [3, 5, 9]


def test_distinct_keeps_order_and_leaves_out_the_document_itself() -> None:
    mentions = [mention("2/KH-SYT"), mention("1/QĐ-UBND"), mention("07/KH-SYT"), mention("2/KH-SYT")]
    assert [c.number for c in citations.distinct(mentions, "7 /KH-SYT")] == ["2/KH-SYT", "1/QĐ-UBND"]


def test_distinct_takes_leading_zeros_as_the_same_number() -> None:
    assert [c.number for c in citations.distinct([mention("06/QĐ-TTg"), mention("6/QĐ-TTg")], None)] == ["06/QĐ-TTg"]


def test_distinct_outvotes_a_misprinted_date() -> None:
    wrong, right = date(2021, 1, 6), date(2022, 1, 6)
    mentions = [mention("6/QĐ-TTg", day=wrong), mention("6/QĐ-TTg", day=right), mention("6/QĐ-TTg", day=right)]
    assert citations.distinct(mentions, None)[0].date == right


@pytest.mark.parametrize("own", ["/KH-SYT", None, ""])
def test_distinct_with_a_blank_number_of_its_own(own: str | None) -> None:
    assert len(citations.distinct([mention("1/KH-SYT")], own)) == 1


PIECES = [
    "Quyết định",
    " số ",
    "12",
    "/QĐ-UBND",
    "/2024/NĐ-CP",
    "-NQ/TW",
    " ngày 3/4/2024",
    " của ",
    "Sở Y tế",
    "; ",
    "\n",
    "(",
    "và",
    "TCVN ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_matches_are_in_order_apart_and_within_the_text(text: str) -> None:
    matches = citations.in_text(text)
    assert all(0 <= m.start < m.end <= len(text) for m in matches)
    assert all(a.end <= b.start for a, b in pairwise(matches))
    assert all(not any(c.isspace() for c in m.value.number) for m in matches)


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert all(text[m.start : m.end] for m in citations.in_text(text))
