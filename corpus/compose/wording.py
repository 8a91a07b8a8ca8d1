"""Headers and labels as offices word them: a layout's wording number picks one of each. From ../shared/wordings.md."""

NUMBER = ("STT", "TT", "Số TT")
TASK = (
    "Nội dung nhiệm vụ", "Nhiệm vụ", "Tên nhiệm vụ", "Nội dung", "Nội dung hoạt động", "Nội dung thực hiện",
    "Nhiệm vụ thực hiện", "Nhiệm vụ và chỉ tiêu", "Công việc", "Tên nhiệm vụ/Dự án", "Chỉ tiêu",
)  # fmt: skip
LEAD = (
    "Cơ quan chủ trì", "Đơn vị chủ trì", "Chủ trì thực hiện", "Sở, ngành chủ trì tham mưu",
    "Lãnh đạo, cơ quan đơn vị chủ trì", "Đơn vị/Cá nhân đầu mối", "Trách nhiệm thực hiện", "Người thực hiện",
    "Phân công nhiệm vụ", "Cơ quan chủ trì theo dõi, đánh giá", "Người thực hiện & kết quả",
)  # fmt: skip
PARTNERS = (
    "Cơ quan phối hợp", "Đơn vị phối hợp", "Phối hợp thực hiện", "Đơn vị phối hợp thực hiện",
    "Đơn vị/Cá nhân phối hợp", "Lãnh đạo, cơ quan đơn vị phối hợp", "Đơn vị phối hợp, cung cấp số liệu",
)  # fmt: skip
PRODUCT = ("Sản phẩm", "Kết quả", "Sản phẩm/kết quả", "Kết quả/Sản phẩm", "Sản phẩm đầu ra", "Chỉ tiêu định lượng")
TIME = (
    "Thời gian hoàn thành", "Thời gian thực hiện", "Thời gian", "Thời hạn HT", "Thời hạn hoàn thành", "Hạn hoàn thành",
    "Thời hạn", "Tiến độ", "Thời gian kiểm tra",
)  # fmt: skip
BOTH = ("Đơn vị thực hiện", "Phân công thực hiện", "Trách nhiệm thực hiện")
SUPERVISOR = ("Theo dõi, kiểm tra, đôn đốc", "Lãnh đạo tỉnh phụ trách", "Lãnh đạo Bộ phụ trách", "Ý kiến của đơn vị")
NOTE = ("Ghi chú",)
BUDGET = ("Kinh phí", "Nguồn lực")

LABEL_LEAD = (
    "Cơ quan chủ trì", "Đơn vị thực hiện", "Cơ quan thực hiện", "Đơn vị chủ trì thực hiện", "Đơn vị chủ trì",
    "Chủ trì thực hiện", "Đơn vị đầu mối trình", "Đơn vị đầu mối", "Chủ trì", "Phân công nhiệm vụ",
    "Phân công thực hiện",
)  # fmt: skip
LABEL_PARTNERS = ("Cơ quan phối hợp", "Đơn vị phối hợp", "Đơn vị phối hợp thực hiện", "Phối hợp")
LABEL_TIME = ("Thời gian thực hiện", "Thời gian hoàn thành", "Thời gian", "Thời gian dự kiến")
LABEL_PRODUCT = ("Sản phẩm", "Sản phẩm đầu ra", "Kết quả")

SUPERVISORS = (
    "Đ/c Lê Văn Sơn, Phó Chủ tịch",
    "Đ/c Phan Thị Mai Lan",
    "Đồng chí Trần Quốc Bảo - Phó Giám đốc",
    "Ban Giám đốc",
)
NOTES = ("Nhiệm vụ trọng tâm", "Chuyển tiếp từ năm trước", "", "", "")
BUDGETS = ("120 triệu đồng", "Ngân sách tỉnh", "", "45", "Theo dự toán được giao", "")

CLOSING_LINES = (
    "{lead} chủ trì thực hiện nội dung này.",
    "{lead} chủ trì, phối hợp với {partners} thực hiện nội dung này.",
)
CAPTIONS = ("{lead} chủ trì thực hiện các nhiệm vụ sau:", "Giao {lead} thực hiện các nhiệm vụ sau:")


def worded(words: tuple[str, ...], wording: str) -> str:
    """The wording of that number."""
    return words[int(wording) % len(words)]
