"""Which entries are no tasks: facts, answers, addressees, pointers, forms (GUIDELINES, "tasks")."""

import pytest

from tests.extractors.factories import LETTER, names, p, plan, table, tasks

NOTICE = ("UBND TỈNH LAM GIANG", "VĂN PHÒNG", "Số: 57/TB-VPUBND", "THÔNG BÁO", "Kết luận cuộc họp về đầu tư công")


def test_a_closing_paragraph_that_orders_nothing_is_no_task():
    found = tasks("II. NHIỆM VỤ", "1. Rà soát cơ sở vật chất.", "Trên đây là Kế hoạch an toàn trường học năm 2026./.")
    assert [t.origin for t in found] == ["body"]


def test_a_pointer_to_the_appendix_is_no_task():
    found = tasks("II. NHIỆM VỤ", "1. Rà soát cơ sở vật chất.", "(Chi tiết tại Phụ lục kèm theo)")
    assert len(found) == 1


def test_those_whom_a_letter_greets_are_no_tasks():
    found = plan(
        "Kính gửi:", "- Thanh tra Sở;", "- Các bến xe.", "1. Kiểm tra bến xe trước ngày 20/4/2026.", head=LETTER
    )
    assert [t.number for t in found.tasks] == ["1"]


def test_what_a_notice_of_conclusions_says_of_results_is_no_task():
    found = plan(
        "1. Về kết quả thực hiện",
        "Đến nay, đã bàn giao mặt bằng 12,5/18 km.",
        "2. Nhiệm vụ trong thời gian tới",
        "a) Giao Sở Xây dựng chủ trì, phối hợp với Công an tỉnh lập phương án, trình trước ngày 25/5/2026.",
        "Văn phòng Ủy ban nhân dân tỉnh thông báo để các cơ quan, đơn vị biết, thực hiện./.",
        head=NOTICE,
    )
    assert [(t.number, names(t.lead), names(t.partners)) for t in found.tasks] == [
        ("a", ["Sở Xây dựng"], ["Công an tỉnh"])
    ]


def test_findings_of_a_notice_under_their_heading_are_no_tasks():
    found = plan(
        "Phó Chủ tịch kết luận như sau:",
        "I. Đánh giá chung",
        "1. Tính đến ngày 30/4/2026, toàn tỉnh mới giải ngân 20%.",
        "II. Nhiệm vụ",
        "1. Sở Tài chính rà soát các dự án chậm tiến độ.",
        head=NOTICE,
    )
    assert [names(t.lead) for t in found.tasks] == [["Sở Tài chính"]]


def test_a_closing_that_only_urges_is_no_task():
    found = tasks(
        "II. NHIỆM VỤ",
        "1. Kiểm tra bến xe.",
        "Trên đây là Kế hoạch an toàn giao thông, yêu cầu các phòng, đơn vị nghiêm túc thực hiện./.",
    )
    assert [t.origin for t in found] == ["body"]


def test_a_form_with_blank_labels_gives_no_tasks():
    found = plan(
        "II. NHIỆM VỤ",
        "1. Rà soát hạ tầng.",
        tail=(
            "Nơi nhận:", "- Lưu: VT.", "GIÁM ĐỐC", "Trần Văn Minh", "PHỤ LỤC", "PHIẾU ĐỀ XUẤT",
            "1. Tên sáng kiến", "Cơ quan chủ trì: ……………", "2. Cách làm mới", "Cơ quan chủ trì: ..........",
        ),
    ).tasks  # fmt: skip
    assert [t.text for t in found] == ["Rà soát hạ tầng."]


@pytest.mark.parametrize(
    "fact",
    [
        "Đến nay, toàn tỉnh có 312 km đường tỉnh; còn 9 xã chưa có đường ô tô đến trung tâm.",
        "Theo thống kê của ngành, số vụ tai nạn có xu hướng giảm trong ba năm liền.",
        "Hiện nay, 14 trường chưa có cán bộ y tế chuyên trách.",
    ],
)
def test_a_paragraph_that_tells_how_things_stand_is_no_task(fact):
    found = tasks("II. NHIỆM VỤ", "1. Đường bộ", fact, "- Sửa mặt đường tỉnh lộ.", "- Sơn lại vạch kẻ đường.")
    assert [t.text for t in found] == ["Sửa mặt đường tỉnh lộ.", "Sơn lại vạch kẻ đường."]


def test_a_paragraph_with_a_date_first_that_orders_is_a_task():
    order = "Đến hết tháng 6/2026, các trường hoàn thành việc ký cam kết với phụ huynh."
    found = tasks("II. NHIỆM VỤ", "1. Cam kết", order, "- Sửa cổng trường.")
    assert order in [t.text for t in found]


def test_a_heading_above_a_table_of_no_tasks_is_no_task_however_its_caption_is_set():
    programme = table(("Ngày", "Giờ", "Nội dung"), ("12/3/2026", "7 giờ 30", "Khai mạc hội thi"))
    for caption in (
        p("Chương trình các ngày hội thi", bold=True),
        p("Lịch thi của các trường trong cụm số 2 và số 3 năm 2026"),
    ):
        found = tasks(
            "II. NHIỆM VỤ", "1. Tổ chức hội thi.", "2. Chương trình cụ thể", caption, programme, "3. Tổng kết hội thi."
        )
        assert [t.number for t in found] == ["1", "3"]


def test_those_to_whom_a_telegram_goes_are_no_tasks():
    frame = (p("Số: 14/CĐ-UBND"), p("CÔNG ĐIỆN", bold=True), p("Về việc ứng phó bão số 5", bold=True))
    order = "1. Công an tỉnh bố trí lực lượng trực."
    for sent in (
        ("ỦY BAN NHÂN DÂN TỈNH điện: Giám đốc Công an tỉnh; Chủ tịch Ủy ban nhân dân các xã.",),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:", "- Giám đốc các sở, ngành;", "- Bộ Chỉ huy Quân sự tỉnh."),
    ):
        found = tasks(*frame, *sent, "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:", order)
        assert [t.number for t in found] == ["1"]


@pytest.mark.parametrize(
    "told",
    [
        "Các nội dung khác không nêu trong Kế hoạch này thực hiện theo quy định hiện hành.",
        "Ngày 09/3/2026, Chủ tịch UBND tỉnh ban hành Chỉ thị số 05/CT-UBND về an toàn trường học, trong đó giao Sở hướng dẫn.",
    ],
)
def test_what_stays_as_it_is_and_what_was_issued_are_no_tasks(told):
    found = tasks("II. NHIỆM VỤ", "1. Cổng trường", "- Sửa cổng trường.", told)
    assert [t.text for t in found] == ["Sửa cổng trường."]


def test_what_was_approved_whom_to_ask_and_what_was_received_are_no_tasks():
    told = (
        "Dự án được phê duyệt tại Quyết định số 12/QĐ-UBND, khởi công tháng 12/2025, dài 37,4 km.",
        "Thông tin chi tiết liên hệ Phòng Giáo dục mầm non, Sở Giáo dục và Đào tạo (bà Hướng, chuyên viên, điện thoại: 0216.000).",
        "Sở nhận được Công văn số 59/BGDĐT-GDMN của Bộ Giáo dục và Đào tạo, trong đó yêu cầu hoàn thành trước ngày 30/11/2026.",
    )
    found = tasks("II. NHIỆM VỤ", "1. Cổng trường", "- Sửa cổng trường.", *told)
    assert [t.text for t in found] == ["Sửa cổng trường."]


def test_an_item_that_tells_what_was_done_is_no_task():
    told = (
        "- Sàn giao dịch việc làm của tỉnh đã được đầu tư, đưa vào vận hành từ tháng 9/2022.",
        "- Hệ thống camera đã được lắp tại 12 nút giao.",
    )
    orders = (
        "- Hồ sơ đã được phê duyệt, khẩn trương công khai tại trường.",
        "- Hệ thống đã lắp phải được kiểm định.",
        "- Tuyến cáp đã hỏng, giao Sở Xây dựng thay mới.",
    )
    found = tasks("II. NHIỆM VỤ", "1. Thiết bị", "- Sửa cổng trường.", *told, *orders)
    assert [t.text for t in found] == ["Sửa cổng trường.", *(order[2:] for order in orders)]


def test_what_is_ordered_on_a_proposal_is_a_task_and_what_is_answered_is_none():
    found = tasks(
        "II. NHIỆM VỤ",
        "1. Sửa cổng trường.",
        "III. VỀ CÁC ĐỀ XUẤT, KIẾN NGHỊ CỦA PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "1. Về bổ sung giáo viên: giao Sở Nội vụ rà soát, trình trước ngày 30/6/2026.",
        "2. Về xây trường mới: đã được Chủ tịch UBND tỉnh kết luận tại phiên họp tháng 2/2026.",
    )
    assert [names(t.lead) for t in found] == [[], ["Sở Nội vụ"]]


def test_a_hotline_is_no_task():
    line = "2. Đường dây nóng của Sở tiếp nhận thông tin 24/24 giờ: 0216.399.041; Công an tỉnh: 0216.190."
    assert [t.number for t in tasks("II. NHIỆM VỤ", "1. Sửa cổng trường.", line)] == ["1"]


def test_a_section_that_only_sends_the_reader_to_an_appendix_has_no_task():
    found = tasks(
        "II. NHIỆM VỤ",
        "Các nhiệm vụ cụ thể được nêu tại Phụ lục kèm theo Kế hoạch này.",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Giáo dục mầm non",
        "- Theo dõi việc thực hiện.",
    )
    assert [t.text for t in found] == ["Theo dõi việc thực hiện."]


@pytest.mark.parametrize("mark", ["", "- "], ids=["a paragraph", "an item"])
@pytest.mark.parametrize(
    "order",
    [
        "Ngày 25 hằng tháng, các trường gửi báo cáo về Phòng.",
        "Ngày 15/4/2026, Phòng Giáo dục mầm non gửi báo cáo về Sở.",
        "Sau khi nhận được văn bản này, các trường xây dựng kế hoạch cụ thể.",
        "Khi nhận được Quyết định số 12/QĐ-UBND, các trường công khai danh sách.",
        "UBND các xã ghi nhận, tổng hợp ý kiến phụ huynh, gửi về Phòng.",
        "Cả 12 xã đều phải lập hồ sơ phòng cháy.",
        "Bên cạnh kết quả đạt được, các trường cần khắc phục ngay tồn tại về bếp ăn.",
        "Tính đến hết năm học, các trường phải hoàn thành kiểm định.",
        "Các năm tiếp theo duy trì kết quả đã đạt được.",
        "Hiện nay tập trung sửa cầu yếu trên đường tỉnh.",
        "Thông tin kịp thời diễn biến dịch bệnh, liên hệ Trạm Y tế để được hướng dẫn.",
    ],
)
def test_orders_that_sound_like_facts_are_tasks(order, mark):
    found = tasks("II. NHIỆM VỤ", "1. Cổng trường", "- Sửa cổng trường.", mark + order)
    assert [t.text for t in found] == ["Sửa cổng trường.", order]


def test_a_line_about_electricity_is_no_telegrams_address():
    letter = ("Sở Công Thương tăng cường kiểm tra, đôn đốc tiết kiệm điện:", "- Kiểm tra các trường.", "- Thay đèn cũ.")
    assert len(plan(*letter, head=LETTER).tasks) == 2


@pytest.mark.parametrize(
    "heading", ["I. KẾT QUẢ NỔI BẬT NĂM 2025", "I. KẾT QUẢ CÔNG TÁC NĂM 2025", "I. MỘT SỐ KẾT QUẢ CHỦ YẾU"]
)
def test_a_section_of_results_has_no_task(heading):
    told = "Triển khai Kế hoạch số 207/KH-SGDĐT, Sở đã hoàn thành 17/19 nhiệm vụ; 98% văn bản được ký số."
    found = tasks(
        heading,
        told,
        "Hai nhiệm vụ chuyển sang năm 2026 gồm: số hóa học bạ và xây dựng bản đồ trường.",
        "II. NHIỆM VỤ",
        "1. Sửa cổng trường.",
    )
    assert [t.text for t in found] == ["Sửa cổng trường."]


@pytest.mark.parametrize(
    "told",
    [
        "- Theo kết quả thống kê đến cuối năm 2023, trên các tuyến đường tỉnh còn 1.246 trường hợp vi phạm hành lang.",
        "- Hiện nay, toàn tỉnh có 312 điểm trường lẻ.",
        "Tính đến ngày 15 tháng 5 năm 2026, giải ngân vốn xây trường đạt 21,4%.",
        "Bên cạnh kết quả đạt được, việc dạy bơi ở một số nơi còn hình thức.",
        "Thường trực HĐND tỉnh đánh giá cao các trường đã hoàn thành khảo sát.",
        "Cả 03 dự án đều chưa khởi công.",
        "- Trong tháng 12/2023, Sở Thông tin và Truyền thông đã bàn giao cho trường 04 bộ máy.",
        "Số tiền nhà đầu tư đã ứng để mua sách là 17,3 tỷ đồng, đã được đối chiếu.",
        "Lịch dự kiến tổ chức tập huấn tại các trường được nêu tại Phụ lục II.",
    ],
)
def test_an_item_of_figures_or_a_pointer_is_no_task(told):
    found = tasks("II. NHIỆM VỤ", "1. Trường lớp", "- Sửa cổng trường.", told)
    assert [t.text for t in found] == ["Sửa cổng trường."]


@pytest.mark.parametrize(
    "text",
    [
        "Dạy bơi là nhiệm vụ quan trọng của ngành đến năm 2030. Thời gian qua, các trường đã mở 120 lớp. "
        "Tuy nhiên, việc mở lớp ở vùng cao còn chậm.",
        "Sở Giao thông vận tải và các huyện đã rà soát 45 điểm đen. Kết quả bước đầu đã giảm tai nạn. "
        "Một số tuyến vẫn còn lấn chiếm hành lang.",
        "Cai nghiện tại cộng đồng là vấn đề khó. Nhiều xã chưa có cơ sở cắt cơn.",
    ],
)
def test_a_conclusion_that_sums_up_how_things_stand_is_no_task(text):
    found = plan(
        "Phó Chủ tịch kết luận như sau:",
        f"1. {text}",
        "2. Sở Tài chính rà soát các dự án chậm tiến độ.",
        head=NOTICE,
    )
    assert [t.number for t in found.tasks] == ["2"]


@pytest.mark.parametrize(
    "text",
    [
        "Dạy bơi là nhiệm vụ quan trọng. Các trường chưa có bể phải ký hợp đồng với trường có bể.",
        "Rà soát điểm đen đã được nêu tại Kế hoạch số 12/KH-UBND. Lập danh mục các tuyến chưa có đèn.",
        "Thời gian qua, nhiều xã chưa có cơ sở cắt cơn. Giao Sở Y tế hướng dẫn các trạm y tế.",
        "Thời gian qua, tai nạn đã giảm. Điều tra nguyên nhân các vụ mới xảy ra.",
        "Nhiều xã chưa có cơ sở cắt cơn. Rà soát, bổ sung kinh phí đã cấp cho các xã.",
        "Dạy bơi là nhiệm vụ quan trọng. Xây bể bơi ở những xã chưa có.",
    ],
)
def test_an_order_behind_how_things_stand_is_a_task(text):
    found = plan(
        "Phó Chủ tịch kết luận như sau:",
        f"1. {text}",
        head=NOTICE,
    )
    assert [t.number for t in found.tasks] == ["1"]


def test_the_field_that_is_watched_is_no_task():
    found = tasks(
        "II. NỘI DUNG",
        "1. Phạm vi kiểm tra: bao gồm tất cả các trường có xe đưa đón.",
        "2. Kiểm tra xe đưa đón học sinh trước ngày 30/9/2026.",
    )
    assert [t.number for t in found] == ["2"]
