"""What a document does with one that it cites."""

import pytest

import extractors
from extractors.relations import Zone, of_citation
from models import Document, Paragraph, Plan, Source
from models.plan import Relation


@pytest.mark.parametrize(
    ("before", "zone", "relation"),
    [
        pytest.param("Triển khai thực hiện ", "title", "carries out", id="title"),
        pytest.param("Sửa đổi, bổ sung một số nội dung ", "title", "amends", id="title of an amendment"),
        pytest.param(
            "Điều chỉnh Kế hoạch thực hiện ", "title", "carries out", id="the plan is amended, not what it serves"
        ),
        pytest.param("Thay thế ", "title", "replaces", id="title of what replaces"),
        pytest.param("Ban hành Quy chế kèm theo ", "title", "mentions", id="attached"),
        pytest.param("Căn cứ Luật Đầu tư; ", "basis", "carries out", id="basis"),
        pytest.param("Thực hiện ", "basis", "carries out", id="opening sentence"),
        pytest.param("Thực hiện ", "text", "mentions", id="a task"),
        pytest.param("Căn cứ tình hình thực tế. Sở đề nghị xem lại ", "basis", "mentions", id="a later sentence"),
        pytest.param("Tham mưu sửa đổi, bổ sung ", "text", "mentions", id="amending as a task"),
        pytest.param("Điều 1. Sửa đổi, bổ sung khoản 2 Mục III ", "text", "amends", id="an article"),
        pytest.param("Điều 2. Kế hoạch này thay thế ", "text", "replaces", id="a closing article"),
        pytest.param("Chỉ thị này có hiệu lực từ ngày ký và thay thế ", "text", "replaces", id="closing formula"),
        pytest.param(
            "Chương trình này thay thế các nội dung tại chương trình thực hiện ",
            "text",
            "carries out",
            id="replaces a part of what carries it out",
        ),
    ],
)
def test_relation(before: str, zone: Zone, relation: Relation) -> None:
    assert of_citation(before, zone) == relation


def read(*lines: str) -> Plan:
    return extractors.extract(Document(Source("a.txt", "ab" * 32, "text"), tuple(map(Paragraph, lines))))


HEAD = ("SỞ Y TẾ", "Số: 12/KH-SYT", "Lam Giang, ngày 03 tháng 02 năm 2026", "KẾ HOẠCH")


def test_the_strongest_relation_counts() -> None:
    found = read(
        *HEAD,
        "Sửa đổi, bổ sung Kế hoạch số 5/KH-SYT ngày 03/01/2026",
        "Căn cứ Kế hoạch số 5/KH-SYT ngày 03/01/2026 của Sở Y tế;",
        "Căn cứ Quyết định số 8/QĐ-UBND ngày 02/01/2026 của UBND tỉnh;",
        "I. NHIỆM VỤ",
        "1. Phòng Nghiệp vụ tiếp tục triển khai Kế hoạch số 9/KH-SYT trước ngày 30/6/2026.",
    )
    relations = {citation.number: citation.relation for citation in found.citations}
    assert relations == {"5/KH-SYT": "amends", "8/QĐ-UBND": "carries out", "9/KH-SYT": "mentions"}


@pytest.mark.parametrize("mark", ["DỰ THẢO", "(Dự thảo lần 2)", "Dự thảo ngày 12/3/2026", "BẢN DỰ THẢO"])
def test_a_draft_says_so_in_its_head(mark: str) -> None:
    assert read(*HEAD[:2], mark, *HEAD[2:], "Phòng bệnh năm 2026", "1. Phòng A rà soát.").document.draft


def test_a_plan_about_drafts_is_none() -> None:
    assert not read(*HEAD, "Lấy ý kiến dự thảo Luật Y tế", "1. Phòng A gửi", "Dự thảo").document.draft
