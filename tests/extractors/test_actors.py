"""Who acts in a sentence, and with whom.

The cases: cases/actors_wild.txt, seen in the wild, and actors_made_up.txt; those read wrongly today:
cases/actors_failures.txt, each under the reason why.
"""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import actors, cell_actors, closing_lines

CASES = Path(__file__).parent / "cases"


def sectioned(name: str) -> list[tuple[str, list[str], list[str], str]]:
    """The cases of a file: text, lead, partners and the section that they stand in."""
    found = []
    section = ""
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ")
        elif line.strip() and not line.startswith("#"):
            text, lead, partners = line.split("=>")
            found.append((text.strip(), split(lead), split(partners), section))
    return found


def cases() -> list[tuple[str, list[str], list[str]]]:
    return [
        (text, lead, partners)
        for origin in ("wild", "made_up")
        for text, lead, partners, _ in sectioned(f"actors_{origin}.txt")
    ]


def split(part: str) -> list[str]:
    return [name.strip() for name in part.split("|") if name.strip()]


def names(matches) -> list[str]:
    return [match.value.name for match in matches]


@pytest.mark.parametrize(("text", "lead", "partners"), cases(), ids=[text for text, _, _ in cases()])
def test_who_acts(text, lead, partners):
    found = actors.in_text(text)
    assert names(found.lead) == lead
    assert names(found.partners) == partners
    for match in (*found.lead, *found.partners):
        assert " ".join(text[match.start : match.end].split()) == match.value.name


@pytest.mark.parametrize(
    ("text", "lead", "partners"),
    [
        pytest.param(
            "Trạm Y tế các xã cân, đo trẻ dưới 5 tuổi.", ["Trạm Y tế các xã"], [], id="an untagged verb before a comma"
        ),
        pytest.param(
            "Ban Quản lý xây dựng kế hoạch trực.",
            ["Ban Quản lý"],
            [],
            id="a verb that names such a body elsewhere",
        ),
    ],
)
@pytest.mark.xfail(strict=True, reason="what the words alone do not tell, or the rules do not know")
def test_known_failures(text, lead, partners):
    found = actors.in_text(text)
    assert (names(found.lead), names(found.partners)) == (lead, partners)


@pytest.mark.parametrize(
    ("text", "lead", "partners"),
    [
        pytest.param(text, lead, partners, id=text, marks=pytest.mark.xfail(strict=True, reason=reason))
        for text, lead, partners, reason in sectioned("actors_failures.txt")
    ],
)
def test_sentences_read_wrongly(text, lead, partners):
    found = actors.in_text(text)
    assert (names(found.lead), names(found.partners)) == (lead, partners)


def test_no_case_stands_twice():
    counts = Counter(re.sub(r"\d+", "#", text) for text, _, _ in cases())
    assert [text for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Văn phòng Sở chủ trì thực hiện nội dung này.", ["Văn phòng Sở"]),
        ("Công an tỉnh chủ trì thực hiện các nội dung tại điểm b này.", ["Công an tỉnh"]),
        ("Các nội dung tại mục 5.2 do Sở Xây dựng chủ trì, phối hợp với Công an tỉnh thực hiện.", ["Sở Xây dựng"]),
        ("Sở Nội vụ chủ trì thực hiện các nhiệm vụ tại khoản này, trừ nội dung đã giao nêu trên.", ["Sở Nội vụ"]),
        ("(Văn phòng Sở chủ trì thực hiện nội dung này)", ["Văn phòng Sở"]),
        ("*Phòng Kế hoạch - Tài chính chủ trì thực hiện nội dung này.*", ["Phòng Kế hoạch - Tài chính"]),
        ("Giao Phòng Nội vụ chủ trì thực hiện các nhiệm vụ trên.", ["Phòng Nội vụ"]),
        (
            "Giao Phòng Nội vụ, Phòng Tư pháp chủ trì, phối hợp với các xã thực hiện các nội dung trên",
            ["Phòng Nội vụ", "Phòng Tư pháp"],
        ),
        ("Do Chi cục Kiểm lâm chủ trì thực hiện", ["Chi cục Kiểm lâm"]),
        ("Các phòng, ban chịu trách nhiệm thực hiện nhóm nhiệm vụ này", ["Các phòng, ban"]),
        ("Sở Xây dựng là đơn vị chủ trì.", ["Sở Xây dựng"]),
        ("Khoa Hồi sức cấp cứu chịu trách nhiệm thực hiện nội dung này.", ["Khoa Hồi sức cấp cứu"]),
        ("Trung tâm Vận chuyển cấp cứu tỉnh chủ trì thực hiện nội dung này.", ["Trung tâm Vận chuyển cấp cứu tỉnh"]),
        ("Sở Xây dựng chủ trì thẩm định các dự án khu dân cư.", []),
        ("Văn phòng Sở tổng hợp, báo cáo UBND tỉnh.", []),
        ("Chủ trì thực hiện nội dung này.", []),
        ("Công tác tuyên truyền", []),
        ("", []),
        ("- -", []),
    ],
)
def test_a_line_that_gives_the_lead_for_all_above(text, expected):
    found = closing_lines.lead(text)
    assert names(found) == expected
    assert all(text[match.start : match.end] == match.value.name for match in found)


@pytest.mark.parametrize(
    ("text", "lead", "partners"),
    [
        (
            "Phòng Kinh tế chủ trì; Ban Chỉ huy Quân sự xã, Đoàn Thanh niên xã phối hợp",
            ["Phòng Kinh tế"],
            ["Ban Chỉ huy Quân sự xã", "Đoàn Thanh niên xã"],
        ),
        (
            "Phòng Văn hóa - Xã hội (chủ trì); Bảo hiểm xã hội cơ sở Tân An, các thôn (phối hợp)",
            ["Phòng Văn hóa - Xã hội"],
            ["Bảo hiểm xã hội cơ sở Tân An", "các thôn"],
        ),
        ("Vụ Thị trường chủ trì, phối hợp với Cục Hóa chất", ["Vụ Thị trường"], ["Cục Hóa chất"]),
        ("CT: Phòng Kinh tế; PH: Công an xã, các thôn", ["Phòng Kinh tế"], ["Công an xã", "các thôn"]),
        ("Sở Y tế (CT), Công an tỉnh (PH)", ["Sở Y tế"], ["Công an tỉnh"]),
        ("Chủ trì: Sở Y tế\nPhối hợp: Sở Tài chính", ["Sở Y tế"], ["Sở Tài chính"]),
        ("Cơ quan chủ trì: Sở Y tế; Cơ quan phối hợp: Các sở, ban, ngành", ["Sở Y tế"], ["Các sở, ban, ngành"]),
        ("Chủ trì Sở Y tế; phối hợp Sở Tài chính", ["Sở Y tế"], ["Sở Tài chính"]),
        ("Sở Công Thương (chủ trì), Sở Tài chính, UBND cấp xã", ["Sở Công Thương"], ["Sở Tài chính", "UBND cấp xã"]),
        ("Sở Y tế phối hợp chặt chẽ với Sở Tài chính", ["Sở Y tế"], ["Sở Tài chính"]),
        ("Sở Xây dựng chủ trì cùng với Công an tỉnh", ["Sở Xây dựng"], ["Công an tỉnh"]),
        ("Sở Y tế chủ trì tham mưu; các sở, ngành phối hợp thẩm định", ["Sở Y tế"], ["các sở, ngành"]),
        (
            "Trung tâm Kiểm soát bệnh tật (CDC) chủ trì và Trạm Y tế phối hợp",
            ["Trung tâm Kiểm soát bệnh tật (CDC)"],
            ["Trạm Y tế"],
        ),
        ("Các đơn vị phối hợp", [], ["Các đơn vị"]),
    ],
)
def test_a_cell_that_says_each_units_role(text, lead, partners):
    found = cell_actors.in_cell(text)
    assert found is not None
    assert (names(found.lead), names(found.partners)) == (lead, partners)
    assert all(text[m.start : m.end] == m.value.name for m in (*found.lead, *found.partners))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Phối hợp",
        "Sở Y tế, Sở Tài chính",
        "CT UBND xã",
        "Sở CT: Sở Y tế",
        "Các đơn vị được giao chủ trì nhiệm vụ",
        "Cơ quan chủ trì soạn thảo văn bản",
        "Hội đồng phối hợp phổ biến, giáo dục pháp luật tỉnh",
    ],
)
def test_a_cell_without_roles(text):
    assert cell_actors.in_cell(text) is None


@settings(deadline=None)
@given(st.text(alphabet="Sởởtếvà, ;-\n()“”:.nCPòhgUBDi", max_size=80))
def test_any_text_is_read(text):
    found = actors.in_text(text)
    for match in (*found.lead, *found.partners):
        assert " ".join(text[match.start : match.end].split()) == match.value.name
    closing_lines.lead(text)
    cell_actors.in_cell(text)


@settings(deadline=None)
@given(st.sampled_from([text for text, _, _ in cases()]))
def test_line_breaks_and_blanks_change_nothing(text):
    """Between words of a sentence a wrapped line is a blank."""
    found = actors.in_text(text)
    spaced = actors.in_text(text.replace(" ", "  "))
    assert names(spaced.lead) == names(found.lead)
    assert names(spaced.partners) == names(found.partners)
