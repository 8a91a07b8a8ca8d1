"""Tables of goal items: text -> (comparator, value, unit) for each figure to reach. Made up, of several fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import targets
from tests.extractors.factories import plan

Figure = tuple[str | None, float | None, str | None]


def found(text: str) -> list[Figure]:
    return [(m.value.comparator, m.value.value, m.value.unit) for m in targets.in_text(text)]


ONE: list[tuple[str, Figure]] = [
    # shares
    ("100% hồ sơ thủ tục hành chính được giải quyết đúng hạn", ("=", 100, "%")),
    ("Tỷ lệ hồ sơ đúng hạn: từ 98% trở lên", (">=", 98, "%")),
    ("Mức độ hài lòng đạt 95% trở lên.", (">=", 95, "%")),
    ("Kiểm tra tối thiểu 40% các phòng chuyên môn", (">=", 40, "%")),
    ("Số hóa hồ sơ đạt tỷ lệ tối thiểu 70%.", (">=", 70, "%")),
    ("Phấn đấu trên 90% người dân sử dụng nước sạch", (">", 90, "%")),
    ("Ít nhất 80% cán bộ được bồi dưỡng kỹ năng số", (">=", 80, "%")),
    ("Tỷ lệ văn bản điện tử đạt trên 95%.", (">", 95, "%")),
    ("Đạt tỷ lệ từ 70% hồ sơ được số hóa", (">=", 70, "%")),
    ("Tỷ lệ hộ nghèo không quá 2,5%", ("<=", 2.5, "%")),
    ("Tỷ lệ thất nghiệp thành thị dưới 4%", ("<", 4, "%")),
    ("Tỷ lệ tăng dân số không vượt quá 0,9 %", ("<=", 0.9, "%")),
    ("Tỷ lệ trẻ suy dinh dưỡng còn dưới 8,5%", ("<", 8.5, "%")),
    ("Tỷ lệ bao phủ bảo hiểm y tế đạt 95,5% dân số", ("=", 95.5, "%")),
    ("Đạt 60-70% hồ sơ trực tuyến", (">=", 60, "%")),
    ("Đạt từ 60% đến 70% hồ sơ trực tuyến", (">=", 60, "%")),
    ("Tăng từ 60% lên 75% số trường đạt chuẩn", ("=", 75, "%")),
    ("Giảm tỷ lệ từ 10% xuống còn 5%", ("=", 5, "%")),
    ("Tốc độ tăng trưởng kinh tế 12%/năm", ("=", 12, "%")),
    ("Giảm ít nhất 5% số vụ tai nạn giao thông", (">=", 5, "%")),
    ("Hồ sơ trực tuyến >98%", (">", 98, "%")),
    ("Thanh toán trực tuyến ≥ 45%", (">=", 45, "%")),
    ("Tỷ lệ hài lòng không dưới 90 phần trăm", (">=", 90, "%")),
    ("Bảo đảm không thấp hơn 85% học sinh biết bơi", (">=", 85, "%")),
    ("Tối đa 5% hồ sơ trễ hạn", ("<=", 5, "%")),
    ("Hơn 3/4 số xã, đạt 75%", ("=", 75, "%")),
    ("Số hóa hồ sơ (đạt tối thiểu là 80%)", (">=", 80, "%")),
    ("Tỷ lệ che phủ rừng duy trì ổn định ở mức 42%", ("=", 42, "%")),
    ("Tỷ lệ che phủ rừng đạt 42.5%", ("=", 42.5, "%")),
    ("Năm 2025, 80% dịch vụ công đạt mức độ 4", ("=", 80, "%")),
    ("100% trẻ em dưới 5 tuổi được tiêm chủng", ("=", 100, "%")),
    ("90% người từ 15 tuổi trở lên biết chữ", ("=", 90, "%")),
    ("95% cơ sở tuân thủ Nghị định số 15/2018/NĐ-CP ngày 02/02/2018", ("=", 95, "%")),
    ("100% các đơn vị trực 24/24 giờ", ("=", 100, "%")),
    ("90% học sinh lớp 9 tốt nghiệp", ("=", 90, "%")),
    # marks, counts and measures
    ("Duy trì đạt 18/18 điểm", ("=", 18, "điểm")),
    ("Phấn đấu 22/22 điểm.", ("=", 22, "điểm")),
    ("Chỉ số cải cách hành chính đạt từ 88,5 điểm trở lên", (">=", 88.5, "điểm")),
    ("Có từ 100 tin, bài/năm trở lên", (">=", 100, "tin, bài")),
    ("Có ít nhất 01 sáng kiến cấp cơ sở được công nhận", (">=", 1, "sáng kiến")),
    ("Đào tạo nghề cho 1.200 học viên", ("=", 1200, "học viên")),
    ("Tối thiểu 02 (hai) cuộc/năm", (">=", 2, "cuộc")),
    ("Mỗi xã có ít nhất 1 mô hình phòng chống ma túy", (">=", 1, "mô hình")),
    ("Giải ngân 2.989,5 tỷ đồng", ("=", 2989.5, "tỷ đồng")),
    ("Thu ngân sách đạt trên 15.000 tỷ đồng", (">", 15000, "tỷ đồng")),
    ("Trồng mới 500 ha rừng", ("=", 500, "ha")),
    ("Đạt 20 giường bệnh/vạn dân", ("=", 20, "giường bệnh/vạn dân")),
    ("Đạt 8,5 bác sĩ/10.000 dân", ("=", 8.5, "bác sĩ/10.000 dân")),
    ("Duy trì 15/18 xã đạt chuẩn nông thôn mới", ("=", 15, "xã")),
    ("Thu nhập bình quân đạt 100 triệu đồng/người/năm", ("=", 100, "triệu đồng/người")),
    ("Đón 1,5 triệu lượt khách", ("=", 1.5, "triệu lượt khách")),
    ("Tỷ suất tử vong trẻ em còn dưới 10‰", ("<", 10, "‰")),
    ("Tuổi thọ trung bình đạt 75 tuổi", ("=", 75, "tuổi")),
    ("Thời gian giải quyết không quá 5 ngày làm việc", ("<=", 5, "ngày làm việc")),
    ("Rút ngắn 03 ngày so với quy định", ("=", 3, "ngày")),
    ("Không quá 2 lần/năm đối với một doanh nghiệp", ("<=", 2, "lần")),
    ("Thành lập 30-35 hợp tác xã", (">=", 30, "hợp tác xã")),
    ("Gửi ít nhất 03 khuyến nghị được chấp nhận", (">=", 3, "khuyến nghị")),
    ("Xây dựng 01 cơ sở dữ liệu đất đai", ("=", 1, "cơ sở dữ liệu")),
    ("Nâng cấp 12 km đường giao thông nông thôn", ("=", 12, "km")),
    ("Chỉ số PAPI tăng ít nhất 2 bậc so với năm 2023", (">=", 2, "bậc")),
    ("Gửi ít nhất 01 bài viết/mô hình tuyên truyền", (">=", 1, "bài viết")),
    ("Giảm tử vong mẹ còn dưới 40 ca/100.000 trẻ đẻ sống", ("<", 40, "ca/100.000 trẻ đẻ sống")),
    # places
    ("Nằm trong nhóm 15 tỉnh dẫn đầu cả nước về chuyển đổi số", ("<=", 15, "tỉnh")),
    ("Thuộc nhóm 20 tỉnh, thành phố có chỉ số cao nhất", ("<=", 20, "tỉnh, thành phố")),
    ("Chỉ số PCI xếp hạng thứ 10 trở lên", ("<=", 10, "hạng")),
    ("Phấn đấu xếp thứ 5 toàn quốc", ("=", 5, "hạng")),
    ("Vào top 10 cả nước.", ("<=", 10, None)),
    # an index has no unit
    ("Hệ số sử dụng vốn (ICOR) giảm xuống dưới 5,2", ("<", 5.2, None)),
    ("Hệ số giãn cách giàu nghèo còn 4,8 vào năm 2030", ("=", 4.8, None)),
    ("Chỉ số phát triển con người (HDI) đạt 0,75.", ("=", 0.75, None)),
    ("Chỉ số hài lòng của phụ huynh đạt từ 0,85 trở lên", (">=", 0.85, None)),
    ("Tỷ số giới tính khi sinh không quá 111,5 vào năm 2030", ("<=", 111.5, None)),
    ("Tổng tỷ suất sinh đạt 2,1 con/phụ nữ", ("=", 2.1, "con/phụ nữ")),
    # from where one stands to what is to be reached
    ("Tỷ lệ người nghiện giảm từ 4,5% xuống dưới 2%", ("<", 2, "%")),
    ("Tăng từ 60% lên trên 75% số trường có mạng", (">", 75, "%")),
    # an item's number with a dash, and a range
    ("3- 100% trường mầm non có camera", ("=", 100, "%")),
    ("60- 70% số hộ dùng chữ ký số", (">=", 60, "%")),
    # a figure in brackets explains the one before it
    ("Bảo hiểm y tế đạt 95% (tăng 2% so với năm 2023)", ("=", 95, "%")),
    ("100% (18/18) xã có tổ công nghệ số", ("=", 100, "%")),
    ("Tuyến xã: 80% trạm (12 trạm) đạt chuẩn", ("=", 80, "%")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figure"), ONE, ids=[text[:60] for text, _ in ONE])
def test_one_figure(text: str, figure: Figure) -> None:
    assert found(text) == [figure]


SEVERAL: list[tuple[str, list[Figure]]] = [
    ("kiểm tra tối thiểu 40% các phòng; kiểm tra đột xuất tối thiểu 10% đơn vị", [(">=", 40, "%"), (">=", 10, "%")]),
    ("Tổ chức ít nhất 02 lớp tập huấn cho 200 cán bộ", [(">=", 2, "lớp tập huấn"), ("=", 200, "cán bộ")]),
    ("Đến năm 2025, 80% dịch vụ công; đến năm 2030 đạt 100%.", [("=", 80, "%"), ("=", 100, "%")]),
    ("Thu ngân sách 15.000 tỷ đồng, tăng 10% so với năm 2024", [("=", 15000, "tỷ đồng"), ("=", 10, "%")]),
    ("Giảm 5% số vụ, 10% số người chết và 15% số người bị thương", [("=", 5, "%"), ("=", 10, "%"), ("=", 15, "%")]),
    ("100% thôn có nhà văn hóa, trong đó trên 50% đạt chuẩn", [("=", 100, "%"), (">", 50, "%")]),
    ("Xây mới 3 trường, sửa chữa 20 phòng học", [("=", 3, "trường"), ("=", 20, "phòng học")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figures"), SEVERAL, ids=[text[:60] for text, _ in SEVERAL])
def test_several_figures(text: str, figures: list[Figure]) -> None:
    assert found(text) == figures


NONE = [
    "Duy trì Chỉ số cải cách hành chính năm 2024 xếp loại xuất sắc.",
    "Công khai, cập nhật kịp thời tỷ lệ hồ sơ đúng hạn/trễ hạn trên Hệ thống thông tin",
    "Thực hiện Đề án 1816 và Đề án 06 của Chính phủ",
    "Triển khai dịch vụ công mức độ 3, mức độ 4",
    "Thực hiện theo khoản 2 Điều 57 và điểm b khoản 4",
    "Trước ngày 30/6/2025 hoàn thành việc kiểm tra",
    "Hoàn thành trong quý II năm 2025",
    "Giai đoạn 2021-2025, tầm nhìn đến năm 2030",
    "Hoàn thành vào năm 2025 và các năm tiếp theo",
    "Triển khai Nghị quyết số 57-NQ/TW ngày 22/12/2024",
    "Thực hiện Kế hoạch số 12/KH-UBND ngày 5/3/2025 của UBND tỉnh",
    "Bảo đảm an ninh trật tự 24/24 giờ, 24/7",
    "Tiêm chủng cho trẻ em dưới 1 tuổi",
    "Khám sức khỏe cho người từ 60 tuổi trở lên",
    "Báo cáo trong 24 giờ kể từ khi phát hiện",
    "Xử lý trong vòng 5 ngày kể từ ngày nhận",
    "Áp dụng Hệ thống quản lý chất lượng ISO 9001:2015",
    "Phòng, chống dịch Covid-19 và bệnh tay chân miệng",
    "Đẩy mạnh cách mạng công nghiệp 4.0 và mạng 5G",
    "Chương trình 135, Chương trình 30a",
    "Hội nghị lần thứ 6 khóa XII",
    "Học sinh lớp 10 và lớp 12",
    "Tuyến Quốc lộ 1, đường 30/4",
    "Nâng cao chất lượng nguồn nhân lực y tế",
    "Không để xảy ra cháy, nổ lớn",
    "Bệnh viện hạng 1 và hạng 2",
    "Khu vực 3, vùng 2",
    "Đường dây nóng 1900 9095",
    "Nhóm 1: các chỉ số về thể chế",
    "Bảng 3 và Phụ lục 2 kèm theo",
    "Chuẩn nghèo đa chiều",
    "Kỷ niệm 50 năm Ngày giải phóng",
    "Quý III/2025, tháng 9/2025",
    "Thời gian học 3 tháng",
    "Trẻ từ 6 tháng tuổi đến 5 tuổi được uống vitamin A",
    "Phiên bản 2.0 của phần mềm",
    "Xếp loại tốt trở lên",
    "Nghị định số 15/2018/NĐ-CP và Luật số 55/2010/QH12",
    "Cải thiện điểm số các chỉ số thành phần",
    "Từ 7h30 đến 16h30 hằng ngày",
    "Nội dung 3 của tiểu dự án 2",
    "Lộ trình đến 2030",
    "Ngày 20 tháng 11, dịp 20/11",
    "Phụ nữ từ 18 tuổi",
    "Địa chỉ: số 12 đường Lê Lợi",
    "Tăng cường tuyên truyền trên 3.0",
    "Tổ 5, phường 3, quận 7",
    "Cấp 1, cấp 2 và cấp 3",
    "Chỉ tiêu 5.2 và tiêu chí 17",
    "Kế hoạch 5 năm của ngành",
    "Tập huấn trong 2 ngày",
    "Thực hiện mô hình 1 cửa",
    "Đợt 1, đợt 2",
    "Loại 2 trở xuống không được phép",
    "Nghị quyết 30 của Chính phủ",
    "Vùng 3 và khu vực 1",
    "Theo hướng dẫn tại Phụ lục 5",
    "Thứ 2 hằng tuần",
    "Bước 1: rà soát; bước 2: công bố",
    "Cụm thi đua số 4",
    "Hoàn thành mục tiêu đề ra",
    "Định kỳ ít nhất 6 tháng một lần sơ kết",
    "Chỉ số chuyển đổi số năm 2026 xếp loại 1",
    "Cải thiện chỉ số thành phần; phát thanh trên 98,5",
    "Hệ số an toàn của cầu đúng quy định",
]


@pytest.mark.parametrize("text", NONE)
def test_an_item_without_a_figure_is_one_goal_without_value(text: str) -> None:
    (match,) = targets.in_text(text)
    assert (match.value.comparator, match.value.value, match.value.unit, match.rule) == (
        None,
        None,
        None,
        "target.none",
    )
    assert match.value.text == text


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_is_no_goal(text: str) -> None:
    assert targets.in_text(text) == ()


def test_one_figure_has_the_whole_item_as_text() -> None:
    text = "Ứng dụng thanh toán điện tử; 100% trường học thu học phí không dùng tiền mặt. "
    (match,) = targets.in_text(text)
    assert match.value.text == text.strip()


def test_several_figures_have_their_clauses_as_text() -> None:
    matches = targets.in_text("Kiểm tra tối thiểu 40% phòng; đột xuất 10% đơn vị. Đạt 3 sáng kiến")
    assert [m.value.text for m in matches] == [
        "Kiểm tra tối thiểu 40% phòng;",
        "đột xuất 10% đơn vị.",
        "Đạt 3 sáng kiến",
    ]


def test_figures_of_one_clause_share_it() -> None:
    first, second = targets.in_text("Tổ chức 02 lớp tập huấn cho 200 cán bộ; in 500 tờ rơi")[:2]
    assert first.value.text == second.value.text == "Tổ chức 02 lớp tập huấn cho 200 cán bộ;"


def test_scope_is_the_section() -> None:
    assert targets.in_text("Đạt 100%")[0].value.scope == "section"


MEASURED = ("- Trên 90% trường có camera.", "- 100% xe đưa đón có dây an toàn.", "- Không còn cổng trường ùn tắc.")


@pytest.mark.parametrize(
    ("heading", "items", "kept"),
    [
        ("2. Mục tiêu cụ thể", MEASURED, [90, 100, None]),
        ("2. Mục tiêu đến năm 2030", MEASURED, [90, 100, None]),
        ("2. Chỉ tiêu", ("- Không còn cổng trường ùn tắc.", "- Giữ vững trật tự."), [None, None]),
        ("1. Mục tiêu chung", MEASURED, [90, 100]),
        ("2. Mục tiêu cụ thể", MEASURED[1:], [100]),
        ("2. Mục tiêu cụ thể", ("- Nâng cao nhận thức của học sinh.", "- Giữ vững trật tự."), []),
        ("2. Mục tiêu cụ thể", ("Giữ vững trật tự trường học.", *MEASURED[:2]), [90, 100]),
    ],
)
def test_a_goal_without_a_figure_counts_among_chi_tieu_and_measured_goals(
    heading: str, items: tuple[str, ...], kept: list[float | None]
) -> None:
    read = plan("II. MỤC TIÊU", heading, *items, "III. NHIỆM VỤ", "1. Rà soát cơ sở vật chất.")
    assert [target.value for target in read.targets if target.scope == "section"] == kept


PIECES = ["100%", "tối thiểu ", "18/18 điểm", " từ ", "trở lên", "; ", "(", ")", "năm 2025", "1.200 học viên", " đến ", "\n", "nhóm 15 tỉnh dẫn đầu"]  # fmt: skip


@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=10).map("".join), st.text(max_size=60)))
def test_texts_are_what_stands_there(text: str) -> None:
    for match in targets.in_text(text):
        assert match.value.text == " ".join(text[match.start : match.end].split())
        assert (match.value.value is None) == (match.value.comparator is None)
