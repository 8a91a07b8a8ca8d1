"""The wordings that real documents were seen to use stand somewhere in the sample's pages.

The table follows the headings of the collection of wordings. A pattern stands for the digits and the names, of which
the corpus has its own. All are compared without regard to capitals and to the two places of a tone mark.
"""

import re
import unicodedata
from collections.abc import Iterator

import pytest
from _pytest.mark.structures import ParameterSet

from corpus.check import page
from corpus.compose import Composed
from corpus.sheet import Para
from corpus.spelling import tone_on_first

# Column headers: each is the whole text of a cell in a table's first rows.
HEADERS = {
    "number": ("STT", "TT", "Số TT"),
    "task": (
        "Nhiệm vụ", "Tên nhiệm vụ", "Nội dung", "Nội dung hoạt động", "Nội dung thực hiện", "Nội dung nhiệm vụ",
        "Nhiệm vụ thực hiện", "Nhiệm vụ và chỉ tiêu", "Công việc", "Chỉ tiêu", "Tên nhiệm vụ ?/ ?Dự án",
    ),
    "of tables that hold no tasks": (
        "Đơn vị được kiểm tra", "Tên cơ sở", "Tên đơn vị", "Nội dung", "Số lượng", "Khoa tham gia khảo sát",
    ),
    "lead": (
        "Chủ trì thực hiện", "Cơ quan chủ trì", "Sở, ngành chủ trì tham mưu", "Đơn vị chủ trì",
        "Lãnh đạo, cơ quan đơn vị chủ trì", "Đơn vị/Cá nhân đầu mối", "Trách nhiệm thực hiện", "Người thực hiện",
        "Người thực hiện & kết quả", "Phân công nhiệm vụ", "Cơ quan chủ trì theo dõi, đánh giá",
    ),
    "partner": (
        "Phối hợp thực hiện", "Cơ quan phối hợp", "Đơn vị phối hợp thực hiện", "Đơn vị phối hợp",
        "Đơn vị/Cá nhân phối hợp", "Lãnh đạo, cơ quan đơn vị phối hợp", "Đơn vị phối hợp, cung cấp số liệu",
        r"Vai trò \(Chủ trì/ ?Phối hợp\)",
    ),
    "third party": (
        "Theo dõi, kiểm tra, đôn đốc", "Lãnh đạo tỉnh phụ trách", "Lãnh đạo Bộ phụ trách", "Ý kiến của đơn vị",
    ),
    "product": ("Sản phẩm", "Kết quả", "Sản phẩm/kết quả", "Kết quả/Sản phẩm", "Sản phẩm đầu ra", "Chỉ tiêu định lượng"),
    "status": (
        "Tình hình thực hiện", "Trạng thái", r"Kết quả thực hiện trong tháng.*", "Lũy kế kết quả thực hiện.*",
        r"Tiến độ \(Vượt/ ?Đạt/ ?Chậm\)",
    ),
    "deadline": (
        "Thời gian hoàn thành", "Thời gian thực hiện", "Thời gian", r"(Thời gian|Thời hạn|Hạn|Tiến độ).* \(Năm \d{4}\)", "Thời hạn HT",
        "Thời hạn hoàn thành", "Hạn hoàn thành", "Thời hạn", "Tiến độ", "Thời gian kiểm tra",
    ),
    "other": ("Kinh phí", "Nguồn lực", "Phương pháp", "Ghi chú", "Địa điểm", "Đơn vị", r"\(1\)"),
}  # fmt: skip

# Labels: a line begins with each, behind a mark at most, or it stands behind a semicolon in a line of several.
LABELS = {
    "lead": (
        "Cơ quan chủ trì", "Đơn vị thực hiện", "Cơ quan thực hiện", "Đơn vị chủ trì thực hiện", "Đơn vị chủ trì",
        "Chủ trì thực hiện", "Đơn vị đầu mối trình", "Đơn vị đầu mối", "Chủ trì", "Phân công nhiệm vụ",
        "Phân công thực hiện", "Cơ quan chủ quản Chương trình",
    ),
    "no lead": ("Lãnh đạo phụ trách", "Đầu mối liên hệ"),
    "partner": ("Cơ quan phối hợp", "Đơn vị phối hợp", "Đơn vị phối hợp thực hiện", "Phối hợp"),
    "deadline": (
        "Thời gian thực hiện", "Thời gian hoàn thành", "Thời gian", "Thời gian kiểm tra", "Thời gian dự kiến",
        "Thời gian thanh tra dự kiến", "Thời gian triển khai khảo sát", "Thời gian gửi hồ sơ khen thưởng",
        "Thời gian thực hiện Kế hoạch", "Thời hạn kiểm tra",
    ),
    "product": ("Sản phẩm", "Sản phẩm đầu ra", "Kết quả"),
    "signature": ("Thời gian ký", "Cơ quan", "Ký bởi", "Người ký", "Email"),
}  # fmt: skip

# Sentences and headings: a line holds each.
FORMS = {
    "an order to a unit": r"Giao Sở .{3,80} chủ trì, phối hợp với .{3,200} hoàn thành trước ngày",
    "a unit as a parent": r"^\S+ Giao [A-ZĐ].{3,60}:$",
    "a unit with Giao as a heading": r"^\d+\. Giao Sở [^,.:]+$",
    "a unit as a heading": r"^\d+\. Sở [^,.:]+$",
    "chủ trì opens an item": r"^\S{1,4} Chủ trì, phối hợp với ",
    "phối hợp opens an item": r"^\S{1,4} Phối hợp với Sở ",
    "tham mưu opens an item": r"^\S{1,4} Tham mưu UBND tỉnh ",
    "thường xuyên opens an item": r"^\S{1,4} Thường xuyên ",
    "two units of one kind": r"Ủy ban nhân dân phường \S.+ chủ trì, phối hợp với Ủy ban nhân dân phường \S.+ có liên quan",
    "the focal point": r"Là cơ quan (đầu mối|thường trực|đầu mối tổng hợp)",
    "the heads of offices": r"yêu cầu Thủ trưởng các sở, ban, ngành",
    "a request": r"^\S+ Đề nghị ",
    "a group of addressees": r"^\S+ Đối với các sở",
    "a list of demands": r"^(\S{1,4} )?Yêu cầu:$",
    "many units in a heading": r"Công an tỉnh, các sở, ban, ngành, đoàn thể tỉnh và UBND các xã, phường$",
    "a day for all tasks": r"Báo cáo gửi về UBND tỉnh trước ngày \d+/\d+/\d{4} để tổng hợp",
    "a monthly day": r"trước ngày 20 hằng tháng",
    "leads by reference": r"Theo phân công tại Quyết định số \S+",
    "leads behind semicolons": r"(\||:) Sở [^|;]+; Sở [^|;]+",
    "leads and a collective": r"Sở [^|;]+; UBND các xã, phường, đặc khu",
    "all offices": r"Các cơ quan, đơn vị, địa phương",
    "all departments": r"Các sở, ban, ngành( \||\.|$)",
    "departments and communes": r"Các sở, ban, ngành; UBND các xã, phường",
    "heads of an office": r"Lãnh đạo Sở \S+",
    "a party post": r"Bí thư Đảng ủy, Giám đốc [A-ZĐ]",
    "partners at large": r"Các sở, ban, ngành và các cơ quan, đơn vị, địa phương liên quan",
    "one line of labels": r"^[^:;|]{5,30}: [^;:]+; ([^:;]{,10} )?phối hợp[^:;]{,15}: [^;]+, [^;]+",
    "lettered labels": r"^a\) (Cơ quan|Đơn vị) (chủ trì|thực hiện|đầu mối)[^:]{,10}: ",
    "a lettered second label": r"^b\) ((Cơ quan|Đơn vị) )?phối hợp[^:]{,10}: ",
    "a lettered third label": r"^[cd]\) Thời gian[^:]{,12}: ",
    "a lead in a caption": r"^Giao .{3,80} thực hiện các nhiệm vụ sau:$",
    "a lead in a longer caption": r"^.{3,80} chủ trì thực hiện các nhiệm vụ sau:$",
}

# Deadlines: the words stand in a line, or where there is a ^ and a $ they are a whole cell or the end of a label's line.
DEADLINES = {
    "day": (
        r"trước ngày \d+/\d+/\d{4}", r"Hoàn thành trước ngày \d+ tháng \d+ năm \d{4}",
        r"Thời gian hoàn thành trước ngày \d+/11/\d{4}", r"chậm nhất là ngày 15/0?1/\d{4}",
        r"chậm nhất đến ngày 01 tháng 7 năm \d{4}", r"chậm nhất vào ngày \d+", r"đến hết ngày 31/12/\d{4}",
        r"đến ngày 31 tháng 12 năm \d{4}", r"hoàn thành đầu tư, lắp đặt và vận hành xong trước ngày",
        r"báo cáo UBND tỉnh trước ngày \d+/0?2/\d{4}", r"Kế hoạch ban hành trước ngày 15/0?3/\d{4}",
    ),
    "month": (
        r"^Tháng \d+/\d{4}$", r"Tháng\d+/\d{4}", r"trong tháng 8/\d{4}", r"trong tháng 9 năm \d{4}", r"^\d/\d{4}$",
        r"tháng 01/\d{4}", r"Xong trong tháng 5/\d{4}", r"xong trong tháng 6/\d{4}", r"chậm nhất trong tháng 9/\d{4}",
        r"hoàn thành trình UBND tỉnh xem xét trong tháng \d+ năm \d{4}",
    ),
    "quarter": (
        r"^Quý II/\d{4}$", r"Quý I năm \d{4}", r"Quý IV năm \d{4} và các năm tiếp theo",
        r"Quý IV năm \d{4}, năm \d{4} và các", r"Quý I - II/\d{4}", r"Quý II-III/\d{4}", r"Quý III, IV/\d{4}$",
        r"Quý III, IV/\d{4}, \d{4}", r"Quý IV/\d{4}, \d{4}", r"Quý II, III/\d{4}", r"Xong trong quý II/\d{4}",
        r"trong quý III năm \d{4}", r"Từ quý II/\d{4} đến hết năm \d{4}", r"Quý 1/\d{4}",
    ),
    "year": (
        r"^20\d\d$", r"^\d{4}-\d{4}$", r"^\d{4} - \d{4}$", r"\d{4} và những năm tiếp theo", r"^Năm \d{4}$",
        r"Trong năm \d{4}", r"trong năm \d{4} và các năm tiếp theo", r"Đến năm \d{4}", r"đến hết năm \d{4}",
    ),
    "range": (
        r"Từ tháng 3 đến tháng 9/\d{4}", r"Từ ngày \d+/\d+/\d{4} đến ngày \d+/\d+/\d{4}",
        r"từ ngày \d+/\d+/\d{4} đến hết ngày \d+/\d+/\d{4}", r"Kể từ ngày \d+/\d+/\d{4} đến \d+/\d+/\d{4}",
        r"\d+/\d+/\d{4} – \d+/\d+/\d{4}", r"Giai đoạn \d{4} ?- ?\d{4}", r"Hằng năm và giai đoạn",
    ),
    "hour": (
        r"trước 16 giờ ngày thứ Sáu hằng tuần", r"trước 16 giờ 00 ngày thứ Sáu",
        r"Từ 20 giờ 15 phút - 20 giờ 45 phút ngày \d+ tháng \d+",
    ),
    "recurring": (
        r"Thường xuyên", r"Thường xuyên trong năm", r"Thường xuyên trong tháng", r"Hằng năm", r"Hàng năm", r"hằng tháng",
        r"hàng quý", r"hằng tuần báo cáo", r"Định kỳ hằng tháng", r"Định kỳ hằng quý", r"Định kỳ 6 tháng",
        r"định kỳ hằng tuần", r"trước ngày 20 hằng tháng", r"trước ngày 18 hằng tháng",
        r"chậm nhất vào ngày 05 hằng tháng", r"Trước ngày 05 của tháng liền kề", r"Trước ngày 31/01 năm liền kề",
        r"trong tháng 01 hằng năm", r"chậm nhất trong tháng 8 hằng năm", r"hàng năm \(trước ngày 10/12\)",
    ),
    "upon an event": (
        r"ngay sau khi ban hành", r"sau khi được phê duyệt", r"sau khi được ban hành", r"Ngay sau khi có kết quả",
        r"Sau 03 tháng kể từ khi có văn bản của Trung ương hoặc Quyết định liên quan",
        r"chậm nhất .*\d+ ngày làm việc kể từ ngày (ban hành|ký)",
        r"02 ngày làm việc/đơn vị tính từ ngày công bố Quyết định",
    ),
    "by reference": (
        r"Theo hướng dẫn của Trung ương", r"Theo kế hoạch của tỉnh",
        r"Theo Kế hoạch rà soát, đánh giá thủ tục hành chính năm \d{4} của tỉnh",
        r"Theo các mốc thời gian tại Quyết định số \S+", r"Theo Điều \d+ Nghị định số \S+", r"theo thời gian quy định",
    ),
    "two parts": (
        r"Ban hành kế hoạch trong tháng 01/\d{4} và tổ chức thực hiện", r"Đã khắc phục xong từ tháng \d+/\d{4}",
        r"Quý I/\d{4} để tổ chức thực hiện",
    ),
    "no deadline": (
        r"ngày \d+(/| tháng )\d+(/| năm )\d{4} của Thủ tướng", r"Thời gian ký: \d+[/.]\d+[/.]\d{4} \d+:\d+:\d+",
        r"giai đoạn \d{4} ?- ?\d{4}",
    ),
}  # fmt: skip

# Products: as a whole cell, an entry of a list in it, or behind a label.
PRODUCTS = (
    "Quyết định của Thủ tướng Chính phủ", "Luật của Quốc hội", "Nghị định của Chính phủ",
    "Quyết định của Chủ tịch UBND tỉnh", "Quyết định của Bộ trưởng", "Đề án", "Nghị quyết .*", "Kế hoạch",
    "Báo cáo đánh giá tác động .*/Văn bản tham gia ý kiến", "Kết quả giải quyết thủ tục hành chính",
    "Các cuộc đối thoại định kỳ hằng tháng; văn bản trả lời", "Kết quả thanh tra",
)  # fmt: skip

LEFT_OUT = {
    "Quý IH/2018": "a misreading by OCR: the damaged scans make their own",
    "quý IW": "a misreading by OCR",
    "quý II1": "a misreading by OCR",
}
"""Wordings that no page has, with the reason."""


Lines = tuple[str, ...]


@pytest.fixture(scope="session")
def lines(composed: list[Composed]) -> Lines:
    """All lines of all pages, each once; cells are parted by " | "."""
    return tuple(sorted({told(line) for one in composed for line in (*page(one), *over(one))}))


@pytest.fixture(scope="session")
def cells(lines: Lines) -> frozenset[str]:
    return frozenset(cell.strip() for line in lines if "|" in line for cell in line.split("|"))


@pytest.fixture(scope="session")
def values(lines: Lines, cells: frozenset[str]) -> Lines:
    """What stands in a cell, in an entry of its list, or behind a label."""
    behind = (line.partition(": ")[2].rstrip(".") for line in lines if "|" not in line and ": " in line[:60])
    entries = (re.sub(r"^[-+] ", "", entry) for cell in cells for entry in re.split(r" (?=- )", cell))
    listed = (line[2:].rstrip(".") for line in lines if line.startswith(("+ ", "- ")))
    return tuple(sorted({*cells, *entries, *behind, *listed}))


def over(composed: Composed) -> Iterator[str]:
    """The words of stamps and signatures over the page."""
    for block in composed.sheet.blocks:
        for box in block.boxes if isinstance(block, Para) else ():
            yield from box.lines


def told(text: str) -> str:
    return " ".join(tone_on_first(unicodedata.normalize("NFC", text)).split())


def matches(pattern: str) -> re.Pattern[str]:
    return re.compile(tone_on_first(pattern), re.IGNORECASE)


def pairs(table: dict[str, tuple[str, ...]]) -> list[ParameterSet]:
    return [pytest.param(words, id=f"{group}: {words}") for group, several in table.items() for words in several]


@pytest.mark.parametrize("words", pairs(HEADERS))
def test_a_column_is_headed_so(words: str, cells: frozenset[str]) -> None:
    assert any(map(matches(words).fullmatch, cells))


@pytest.mark.parametrize("words", pairs(LABELS))
def test_a_label_is_worded_so(words: str, lines: Lines) -> None:
    label = matches(rf"(^|; )(\S{{1,3}} )?{words}:")
    assert any(map(label.search, lines))


@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in FORMS.items()])
def test_a_sentence_is_built_so(words: str, lines: Lines) -> None:
    assert any(map(matches(words).search, lines))


@pytest.mark.parametrize("words", pairs(DEADLINES))
def test_a_time_is_worded_so(words: str, lines: Lines, values: Lines) -> None:
    is_whole = words.startswith("^") or words.endswith("$")
    assert any(map(matches(words).search, values if is_whole else lines))


@pytest.mark.parametrize("words", PRODUCTS)
def test_a_product_is_worded_so(words: str, values: Lines) -> None:
    assert any(map(matches(words).fullmatch, values))


def test_a_product_may_be_missing_beside_others(composed: list[Composed]) -> None:
    handed_in = [
        {bool(task["products"]) for task in one.gold["tasks"] if task["origin"] == "table"} for one in composed
    ]
    assert {True, False} in handed_in


@pytest.mark.parametrize("words", LEFT_OUT)
def test_what_is_left_out_is_not_there(words: str, lines: Lines) -> None:
    assert not any(map(matches(words).search, lines))
