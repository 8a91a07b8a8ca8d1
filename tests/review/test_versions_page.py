"""Two versions of a plan side by side."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from models import Deadline
from tests.review.plans import put, task
from tests.review.sites import Site
from tests.review.visits import Visit, text_of

KEPT = task("Tổ chức hội nghị tổng kết năm của ngành y tế")


def due(month: int) -> Deadline:
    return Deadline(f"trước ngày 01/{month}/2026", "date", due=date(2026, month, 1))


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Site]:
    """A server over a plan of three editions, and another plan of one."""
    served = Site(tmp_path / "plans.db")
    text = "Rà soát, bổ sung danh mục thủ tục hành chính {} cấp tỉnh"
    old = task(text.format("thuộc thẩm quyền"), number="1", lead=["Phòng A"], deadlines=[due(3)])
    new = task(text.format("do Sở quản lý"), number="1", lead=["Phòng B"], deadlines=[due(3)])
    put(served.place, KEPT, old, task("Mua sắm <i>thiết bị</i> phòng họp", lead=["Văn phòng"]))
    put(served.place, KEPT, new, edition=2)
    last = task("Công bố <u>kết quả</u> chấm điểm", partners=["Phòng C"])
    put(served.place, KEPT, new, last, edition=3)
    put(served.place, task("Tuần tra giao thông"), number="9/KH-UBND", title="An toàn giao thông")
    served.start()
    yield served
    served.stop()


def files(page: str) -> list[str]:
    found = re.findall(r'<option value="(\d+)"', page)
    return found[: len(found) // 2]


def test_the_last_two_versions_are_compared(made: Site) -> None:
    with Visit(made) as visit:
        page = visit.page("/document/1/versions")
    assert len(files(page)) == 3
    assert "1 nhiệm vụ thêm, 0 bỏ, 0 thay đổi, 0 chỉ đổi chỗ hoặc số thứ tự, 2 giữ nguyên." in page
    assert "<ins>Công bố &lt;u&gt;kết quả&lt;/u&gt; chấm điểm</ins>" in page
    assert "<ins>Phòng C</ins>" in page


def test_two_versions_are_chosen_and_their_words_marked(made: Site) -> None:
    with Visit(made) as visit:
        first, second, _ = files(visit.page("/document/1/versions"))
        page = visit.page(f"/document/1/versions?before={first}&after={second}")
        back = visit.page(f"/document/1/versions?before={second}&after={first}")
    assert "0 nhiệm vụ thêm, 1 bỏ, 1 thay đổi" in page
    assert "<del>thuộc thẩm quyền</del>" in page
    assert "<ins>do Sở quản lý</ins>" in page
    assert "<del>Phòng A</del>" in page
    assert "<ins>Phòng B</ins>" in page
    assert "<del>Mua sắm &lt;i&gt;thiết bị&lt;/i&gt; phòng họp</del>" in page
    row = re.search(r"<tr><th[^>]*>nội dung</th>.*?</tr>", page, re.DOTALL)
    assert row is not None
    left, right = (text_of(cell) for cell in re.findall(r"<td>.*?</td>", row[0], re.DOTALL))
    assert left == "Rà soát, bổ sung danh mục thủ tục hành chính thuộc thẩm quyền cấp tỉnh"
    assert right == "Rà soát, bổ sung danh mục thủ tục hành chính do Sở quản lý cấp tỉnh"
    assert "1 nhiệm vụ thêm, 0 bỏ, 1 thay đổi" in back


def test_one_version_against_itself_is_the_same(made: Site) -> None:
    with Visit(made) as visit:
        first = files(visit.page("/document/1/versions"))[0]
        page = visit.page(f"/document/1/versions?before={first}&after={first}")
    assert "Hai bản giao nhiệm vụ như nhau." in page
    assert "<table" not in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("/document/1/versions?before=4", 404, id="file of another document"),
        pytest.param("/document/1/versions?before=../x", 404, id="no file"),
        pytest.param("/document/99/versions", 404, id="no document"),
        pytest.param("/document/2/versions", 200, id="one version"),
    ],
)
def test_only_the_document_s_own_versions_are_shown(made: Site, path: str, status: int) -> None:
    with Visit(made) as visit:
        answer = visit.get(path)
    assert answer.status_code == status
    if status == 200:
        assert "chỉ có một bản" in answer.text


def test_versions_are_chosen_in_the_browser(made: Site, look: Page) -> None:
    look.goto(f"{made.url}/document/1/versions")
    look.get_by_label("Bản trước").select_option(index=0)
    look.get_by_role("button", name="So sánh").click()
    expect(look.get_by_role("heading", name="Nhiệm vụ bỏ")).to_be_visible()
    assert look.evaluate("document.documentElement.scrollWidth <= innerWidth")
