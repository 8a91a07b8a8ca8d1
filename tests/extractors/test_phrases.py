"""Paragraphs that are no items."""

import pytest

from extractors import phrases


@pytest.mark.parametrize(
    "text",
    [
        "Trên đây là Kế hoạch bảo đảm an toàn giao thông năm 2026./.",
        "Với các nội dung trên, đề nghị các đơn vị thực hiện.",
        "Trong quá trình triển khai thực hiện nếu có khó khăn, báo cáo về Sở.",
        "Nhận được Kế hoạch này, yêu cầu các phòng tổ chức thực hiện.",
        "Yêu cầu các cơ quan, đơn vị nghiêm túc triển khai thực hiện./.",
        "Văn phòng Ủy ban nhân dân tỉnh thông báo để các đơn vị biết, thực hiện./.",
    ],
)
def test_closing_paragraphs(text):
    assert phrases.is_closing(text)


@pytest.mark.parametrize(
    "text",
    [
        "Trên địa bàn tỉnh có 12 trường học.",
        "Yêu cầu các trường báo cáo trước ngày 15/3/2026;",
        "Đề nghị Công an tỉnh phối hợp kiểm tra xe đưa đón học sinh.",
        "Trong quý II hoàn thành việc sửa chữa.",
        "Văn phòng Sở thông báo lịch kiểm tra.",
    ],
)
def test_other_paragraphs_do_not_close(text):
    assert not phrases.is_closing(text)


@pytest.mark.parametrize(
    "text",
    ["PHỤ LỤC", "Phụ lục", "PHỤ LỤC I", "Phụ lục 2", "PHỤ LỤC III: DANH MỤC NHIỆM VỤ", "Phụ lục số 01", "PHỤ LỤC A"],
)
def test_an_appendix_label_stands_alone(text):
    assert phrases.is_appendix(text)


@pytest.mark.parametrize(
    "text",
    ["Phụ lục kèm theo Kế hoạch này.", "Phụ lục I kèm theo", "Chi tiết tại Phụ lục I", "Các phụ lục", "PHỤ LỤCABC"],
)
def test_an_appendix_in_a_sentence_is_no_label(text):
    assert not phrases.is_appendix(text)


@pytest.mark.parametrize(
    "text",
    [
        "(Chi tiết tại Phụ lục kèm theo)",
        "(Có phụ lục kèm theo)",
        "Nội dung chi tiết theo phụ lục đính kèm.",
        "(Ban hành kèm theo Quyết định số 15/QĐ-UBND)",
        "Ghi chú: số liệu đến hết tháng 6.",
        "(Kèm theo Kế hoạch số 15/KH-SXD)",
        "Các nhiệm vụ cụ thể được nêu tại Phụ lục kèm theo Kế hoạch này.",
        "Thời gian, địa điểm tập huấn nêu tại Phụ lục 2 kèm theo Công văn này.",
        "Phân công cụ thể và lộ trình thực hiện nêu tại Phụ lục I; chỉ tiêu giao cho từng trường nêu tại Phụ lục II kèm theo Kế hoạch này.",
        "(Nhiệm vụ cụ thể giao cho các trường tại Phụ lục kèm theo Kế hoạch này).",
        "Danh mục tuyến đường cần sửa chữa tại Phụ lục I, Phụ lục II ban hành kèm theo Chương trình này.",
        "(Tiến độ thực hiện cụ thể tại Phụ lục I, lịch kiểm tra dự kiến tại Phụ lục II kèm theo).",
    ],
)
def test_pointers(text):
    assert phrases.is_pointer(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chi trả chế độ cho lực lượng tuần tra.",
        "Biểu dương giáo viên giỏi.",
        "Biểu diễn văn nghệ tại bản.",
        "Có kế hoạch sửa chữa đường.",
        "Theo dõi, đôn đốc các đơn vị.",
        "Các nhiệm vụ nêu tại Phụ lục I phải hoàn thành trước ngày 30/6.",
        "Rà soát các chỉ tiêu nêu tại Phụ lục I.",
        "Nhiệm vụ giao Công an xã tại Phụ lục kèm theo phải hoàn thành trước ngày 30/6.",
        "Lập danh mục tuyến đường theo mẫu tại Phụ lục II kèm theo Công văn này.",
        "",
    ],
)
def test_orders_are_no_pointers(text):
    assert not phrases.is_pointer(text)


@pytest.mark.parametrize("text", ["TS.BS. TRẦN VĂN MINH", "ThS. Nguyễn Thị Hà", "PGS.TS. LÊ VĂN A"])
def test_a_name_with_titles_is_a_person(text):
    assert phrases.is_person(text)


@pytest.mark.parametrize("text", ["KINH PHÍ", "BẢO ĐẢM AN TOÀN", "TS ban hành"])
def test_headings_are_no_persons(text):
    assert not phrases.is_person(text)


@pytest.mark.parametrize("text", ["QUYẾT ĐỊNH:", "CHỈ THỊ:", "BỘ TRƯỞNG BỘ XÂY DỰNG", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"])
def test_the_enacting_formula(text):
    assert phrases.is_formula(text)


@pytest.mark.parametrize("text", ["QUYẾT ĐỊNH GIAO DỰ TOÁN", "NHIỆM VỤ", "Sở Xây dựng"])
def test_other_lines_are_no_formula(text):
    assert not phrases.is_formula(text)


def test_the_article_that_puts_a_decision_in_force():
    assert phrases.is_enforcement("Chánh Văn phòng, Giám đốc Sở Xây dựng chịu trách nhiệm thi hành Quyết định này.")
    assert phrases.is_enforcement("Quyết định này có hiệu lực kể từ ngày ký.")
    assert not phrases.is_enforcement("Giao Sở Xây dựng chịu trách nhiệm kiểm tra.")


@pytest.mark.parametrize(
    "text",
    [
        "Về đề nghị bổ sung biên chế giáo viên: UBND tỉnh ghi nhận, xem xét khi có chỉ tiêu.",
        "Về kiến nghị giảm tải trọng cầu Bến Đá: nội dung này đã được quy định tại Quyết định số 12/QĐ-UBND.",
        "Về việc đề xuất mua sắm máy chủ: chưa xem xét trong năm nay.",
    ],
)
def test_answers_to_proposals(text):
    assert phrases.is_answer(text)


@pytest.mark.parametrize(
    "text",
    [
        "Về đề nghị cấp vốn sửa trường: giao Sở Tài chính tham mưu trước ngày 30/6.",
        "Về công tác cai nghiện: Công an xã rà soát lại danh sách.",
    ],
)
def test_orders_about_proposals_are_no_answers(text):
    assert not phrases.is_answer(text)


@pytest.mark.parametrize(
    "text",
    [
        "Đây vẫn là khâu yếu nhất của chuyển đổi số cấp xã.",
        "Qua kiểm tra, một số trường còn thiếu bình chữa cháy.",
        "Qua rà soát thực tế cho thấy 12 cầu đã xuống cấp.",
        "Qua theo dõi, 02 tháng đầu năm trên địa bàn tỉnh ghi nhận 12 vụ học sinh đuối nước.",
        "Sau thanh tra tại các bến khách ngang sông, cơ quan chức năng phát hiện 07 bến không phép.",
    ],
)
def test_facts(text):
    assert phrases.is_fact(text)


@pytest.mark.parametrize(
    "text",
    [
        "Qua mạng xã hội, tuyên truyền tác hại của ma túy.",
        "Sau khi kiểm tra, lập biên bản.",
        "Qua theo dõi, kịp thời báo cáo Sở.",
    ],
)
def test_circumstances_of_an_act_are_no_facts(text):
    assert not phrases.is_fact(text)
