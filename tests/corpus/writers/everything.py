"""A sheet that uses all that a Sheet can say, and what its readers should find."""

from corpus.sheet import Grid, ListLevel, ListPlace, Para, Run, Sheet, SheetCell, TextBox, Turn

STAMP = TextBox("incoming stamp", ("SỞ Y TẾ TỈNH AN HOÀ", "ĐẾN", "Số: 4127", "Ngày: 09/02/2026"), 14.0, 4.2)
SIGNED = TextBox(
    "digital signature", ("Người ký: Trần Thị Bích", "Thời gian ký: 05.02.2026 16:20:11 +07:00"), 11.0, 2.2
)


def para(text: str, **more: object) -> Para:
    return Para((Run(text),), **more)  # type: ignore[arg-type]


def cell(*texts: str, down: int = 1, right: int = 1, bold: bool = False) -> SheetCell:
    paras = tuple(Para((Run(text, bold=bold, size=12),), align="left", space_after=2) for text in texts)
    return SheetCell(paras, right, down)


def numbered(text: str, list_: int, level: int, **more: bool) -> Para:
    return para(text, number=ListPlace(list_, level, **more), first_line=1.27)


LETTERHEAD = Grid(
    (
        (cell("ỦY BAN NHÂN DÂN\nTỈNH AN HOÀ", bold=True), cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)),
        (cell("Số: 12/KH-UBND"), cell("An Hoà, ngày 05 tháng 02 năm 2026")),
    ),
    (6.5, 9.5),
    header_rows=0,
    ruled=False,
)
LISTS = (
    (ListLevel("upperRoman", "%1."), ListLevel("decimal", "%2."), ListLevel("lowerLetter", "%3)")),
    (ListLevel("decimal", "%1."), ListLevel("decimal", "%1.%2.")),
    (ListLevel("bullet", "-"), ListLevel("bullet", "+")),
    (ListLevel("decimal", "Điều %1."), ListLevel("upperLetter", "%2)")),
)
ITEMS: tuple[tuple[str, Para], ...] = (
    ("I.", numbered("MỤC ĐÍCH, YÊU CẦU", 0, 0)),
    ("1.", numbered("Mục đích của việc phòng, chống dịch bệnh mùa đông xuân", 0, 1)),
    ("a)", numbered("Bảo đảm an toàn thực phẩm tại các trường học", 0, 2)),
    ("b)", numbered("Nâng cao nhận thức của người dân vùng lũ", 0, 2)),
    ("2.", numbered("Yêu cầu", 0, 1)),
    ("a)", numbered("Kịp thời, đồng bộ, tiết kiệm", 0, 2)),
    ("II.", numbered("NHIỆM VỤ", 0, 0)),
    ("1.", numbered("Rà soát các quy định đã ban hành", 1, 0)),
    ("1.1.", numbered("Lập danh mục văn bản hết hiệu lực", 1, 1)),
    ("2.", numbered("Xây dựng cơ sở dữ liệu dùng chung", 1, 0)),
    ("-", numbered("Kiểm tra hạ tầng mạng của xã, phường", 2, 0)),
    ("+", numbered("Thay thế thiết bị đã hỏng", 2, 1)),
    ("1.", numbered("Đánh giá lại từ đầu theo yêu cầu mới", 1, 0, restart=True)),
    ("2.", numbered("Tổng hợp kết quả gửi Văn phòng", 1, 0)),
    ("2.1.", numbered("Biểu mẫu kèm theo", 1, 1)),
    ("Điều 1.", numbered("Phạm vi áp dụng của quy chế", 3, 0, styled=True)),
    ("A)", numbered("Đối với cơ quan chuyên môn", 3, 1, styled=True)),
    ("B)", numbered("Đối với địa phương", 3, 1, styled=True)),
    ("Điều 2.", numbered("Đối tượng áp dụng của quy chế", 3, 0, styled=True)),
    ("A)", numbered("Cán bộ, công chức, viên chức", 3, 1, styled=True)),
    ("Điều 1.", numbered("Tổ chức thực hiện phần sau", 3, 0, styled=True, restart=True)),
    ("Điều 2.", numbered("Hiệu lực thi hành phần sau", 3, 0, styled=True)),
)
BASIS = Para(
    (
        Run("Căn cứ Quyết định số 456/QĐ-UBND", italic=True),
        Run(
            " và Thông tư số 7/TT-BYT ngày 01 tháng 3 năm 2025;",
            italic=True,
            footnote="Đã được sửa đổi tại Thông tư số 19.",
        ),
    ),
    first_line=1.27,
)
CHANGED = Para(
    (
        Run("Hoàn thành ", bold=True),
        Run("trước ngày 30 tháng 6", change="deleted"),
        Run("trong quý III năm 2026", change="inserted"),
        Run(", báo cáo\nSở Nội vụ để tổng hợp.", size=13, footnote="Theo mẫu số 02."),
    ),
    align="left",
    keep_next=True,
)
_HEADER = (
    (
        cell("TT", down=2, bold=True),
        cell("Nhiệm vụ", down=2, bold=True),
        cell("Cơ quan", right=2, bold=True),
        None,
        cell("Hạn", down=2),
    ),
    (None, None, cell("Chủ trì", bold=True), cell("Phối hợp", bold=True), None),
)
_GROUP = (cell("A. Công tác chỉ đạo, điều hành", right=5, bold=True), None, None, None, None)
TABLE = Grid(
    (
        *_HEADER,
        _GROUP,
        (cell("1"), cell("Ban hành kế hoạch năm", "Gửi Ủy ban nhân dân tỉnh"), cell("Sở Y tế", down=3), cell("Công an tỉnh"), cell("Quý I")),
        (cell("2"), cell("Tập huấn cho cán bộ\nvà cộng tác viên"), None, cell("Các xã, phường"), cell("31/3/2026", down=2)),
        (cell("3"), cell("Kiểm tra, giám sát"), None, cell("Sở Tài chính"), None),
        (cell("4"), SheetCell((Para((Run("Sơ kết, "), Run("báo cáo", bold=True)), align="left"), numbered("Lần thứ nhất", 2, 0))),
         cell("Sở Nội vụ và Văn phòng", right=2), None, cell("15/12/2026")),
        *((cell(str(n)), cell(f"Việc số {n} trong phụ lục kèm theo, làm tại địa bàn đã phân công"), cell("Sở Xây dựng"), cell(""), cell("Thường xuyên")) for n in range(5, 25)),
    ),
    (1.2, 9.0, 5.5, 5.5, 4.5),
    header_rows=2,
    row_may_break=False,
)  # fmt: skip
SECOND = Grid(((cell("Đơn vị"), cell("Số lượng")), (cell("Xã Đông Giang"), cell("12"))), (5.0, 5.0), repeat=False)
SHEET = Sheet(
    "Kế hoạch phòng, chống dịch bệnh",
    (
        LETTERHEAD,
        Para((Run("KẾ HOẠCH", bold=True),), "center", space_before=12, boxes=(STAMP, SIGNED)),
        para("Phòng, chống dịch bệnh ở người năm 2026", align="center"),
        BASIS,
        CHANGED,
        *(item for _, item in ITEMS),
        Turn(landscape=True),
        para("Phụ lục I", align="center"),
        TABLE,
        SECOND,
        Turn(),
        para("Trang cuối cùng theo khổ dọc./.", align="right", left=2.0),
    ),
    LISTS,
)
SIGNATURE = Grid(
    (
        (
            SheetCell((para("Nơi nhận:", align="left"), para("- Như trên;", align="left"))),
            SheetCell((para("TM. ỦY BAN NHÂN DÂN", align="center"), para("CHỦ TỊCH", align="center"))),
        ),
    ),
    (8.0, 8.0),
    header_rows=0,
    ruled=False,
)
SHORT = Sheet("Thông báo", (para("THÔNG BÁO", align="center"), SIGNATURE, Turn(True), para("Phụ lục"), SECOND))

TEXTS = (
    "KẾ HOẠCH",
    *STAMP.lines,
    *SIGNED.lines,
    "Phòng, chống dịch bệnh ở người năm 2026",
    "Căn cứ Quyết định số 456/QĐ-UBND và Thông tư số 7/TT-BYT ngày 01 tháng 3 năm 2025;",
    "Hoàn thành trong quý III năm 2026, báo cáo\nSở Nội vụ để tổng hợp.",
    *(f"{label} {item.text}" for label, item in ITEMS),
    "Phụ lục I",
    "Trang cuối cùng theo khổ dọc./.",
)
"""The body's paragraphs as printed, outside tables."""
NOTES = ("Đã được sửa đổi tại Thông tư số 19.", "Theo mẫu số 02.")
