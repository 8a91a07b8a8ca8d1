"""Tables of citations: text -> (type, number, date, issuer). Made up, but for phrases as real plans word them."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import citations
from extractors.match import Match
from models import Citation, Evidence

Row = tuple[str | None, str, str | None, str | None]


def found(text: str) -> list[Row]:
    values = [m.value for m in citations.in_text(text)]
    return [(c.type, c.number, c.date.isoformat() if c.date else None, c.issuer) for c in values]


ONE: list[tuple[str, Row]] = [
    # type, number, date and issuer in full
    ("Quyết định số 12/QĐ-UBND ngày 20 tháng 02 năm 2025 của Ủy ban nhân dân tỉnh về việc giao chỉ tiêu", ("Quyết định", "12/QĐ-UBND", "2025-02-20", "Ủy ban nhân dân tỉnh")),
    ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;", ("Nghị định", "30/2020/NĐ-CP", "2020-03-05", "Chính phủ")),
    ("Thông tư số 01/2018/TT-VPCP ngày 23/11/2018 của Văn phòng Chính phủ hướng dẫn", ("Thông tư", "01/2018/TT-VPCP", "2018-11-23", "Văn phòng Chính phủ")),
    ("Chỉ thị số 27/CT-TTg ngày 27 tháng 10 năm 2023 của Thủ tướng Chính phủ", ("Chỉ thị", "27/CT-TTg", "2023-10-27", "Thủ tướng Chính phủ")),
    ("Công văn số 1234/SGDĐT-GDTrH ngày 02/01/2024 của Sở Giáo dục và Đào tạo về việc", ("Công văn", "1234/SGDĐT-GDTrH", "2024-01-02", "Sở Giáo dục và Đào tạo")),
    ("Kế hoạch số 107/KH-UBND ngày 08/6/2023 của UBND tỉnh về", ("Kế hoạch", "107/KH-UBND", "2023-06-08", "UBND tỉnh")),
    ("Công điện số 07/CĐ-TTg ngày 19 tháng 01 năm 2024 của Thủ tướng Chính phủ", ("Công điện", "07/CĐ-TTg", "2024-01-19", "Thủ tướng Chính phủ")),
    ("Thông báo số 372/TB-VPCP ngày 10/8/2024 của Văn phòng Chính phủ", ("Thông báo", "372/TB-VPCP", "2024-08-10", "Văn phòng Chính phủ")),
    ("Tờ trình số 385/TTr-CAT, ngày 08/10/2024", ("Tờ trình", "385/TTr-CAT", "2024-10-08", None)),
    ("Báo cáo số 45/BC-STP ngày 3/3/2025 của Sở Tư pháp", ("Báo cáo", "45/BC-STP", "2025-03-03", "Sở Tư pháp")),
    ("Hướng dẫn số 88/HD-SNV ngày 01/4/2025 của Sở Nội vụ", ("Hướng dẫn", "88/HD-SNV", "2025-04-01", "Sở Nội vụ")),
    ("Quy chế số 05/QC-BCĐ389 ngày 11/7/2022", ("Quy chế", "05/QC-BCĐ389", "2022-07-11", None)),
    ("Văn bản số 7586/UBND-HCC ngày 22/7/2022 của Chủ tịch UBND tỉnh về việc", ("Văn bản", "7586/UBND-HCC", "2022-07-22", "Chủ tịch UBND tỉnh")),
    ("Phương án số 09/PA-BCH ngày 15-5-2024 của Ban Chỉ huy Phòng thủ dân sự", ("Phương án", "09/PA-BCH", "2024-05-15", "Ban Chỉ huy Phòng thủ dân sự")),
    ("Đề án số 02/ĐA-UBND ngày 1.2.2023 của Ủy ban nhân dân huyện Cần Giờ", ("Đề án", "02/ĐA-UBND", "2023-02-01", "Ủy ban nhân dân huyện Cần Giờ")),
    # the Party
    ("Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển", ("Nghị quyết", "57-NQ/TW", "2024-12-22", "Bộ Chính trị")),
    ("Nghị quyết 19-NQ/TW ngày 25/10/2017", ("Nghị quyết", "19-NQ/TW", "2017-10-25", None)),
    ("Chương trình hành động số 33-CTrHĐ/TU ngày 16 tháng 4 năm 2019 của Ban Thường vụ Thành ủy", ("Chương trình hành động", "33-CTrHĐ/TU", "2019-04-16", "Ban Thường vụ Thành ủy")),
    ("Kết luận số 368-KL/TU ngày 18/7/2022 của Tập thể Thường trực Tỉnh ủy tại buổi làm việc", ("Kết luận", "368-KL/TU", "2022-07-18", "Tập thể Thường trực Tỉnh ủy")),
    ("Chỉ thị số 05-CT/TU ngày 3/4/2021 của Ban Thường vụ Tỉnh ủy", ("Chỉ thị", "05-CT/TU", "2021-04-03", "Ban Thường vụ Tỉnh ủy")),
    ("Kế hoạch số 124-KH/TU ngày 31/5/2022 của Thành ủy", ("Kế hoạch", "124-KH/TU", "2022-05-31", "Thành ủy")),
    ("Quy định số 41-QĐ/TW ngày 03/11/2021 của Bộ Chính trị", ("Quy định", "41-QĐ/TW", "2021-11-03", "Bộ Chính trị")),
    ("Công văn số 1785-CV/BTGTU ngày 05/8/2024 của Ban Tuyên giáo Tỉnh ủy", ("Công văn", "1785-CV/BTGTU", "2024-08-05", "Ban Tuyên giáo Tỉnh ủy")),
    ("Nghị quyết số 18-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương (khóa XII) về một số vấn đề", ("Nghị quyết", "18-NQ/TW", "2017-10-25", "Ban Chấp hành Trung ương (khóa XII)")),
    ("Nghị quyết số 19-NQ/TW của Hội nghị lần thứ sáu Ban Chấp hành Trung ương khóa XII về", ("Nghị quyết", "19-NQ/TW", None, "Hội nghị lần thứ sáu Ban Chấp hành Trung ương khóa XII")),
    ("Kế hoạch số 166-NQ/TW ngày 02/4/2018 của Ban Chấp hành Đảng bộ tỉnh thực hiện", ("Kế hoạch", "166-NQ/TW", "2018-04-02", "Ban Chấp hành Đảng bộ tỉnh")),
    ("Hướng dẫn 05-HD/BTGTW ngày 12 tháng 9 năm 2023", ("Hướng dẫn", "05-HD/BTGTW", "2023-09-12", None)),
    # the National Assembly and the councils
    ("Nghị quyết số 98/2023/QH15 của Quốc hội về thí điểm", ("Nghị quyết", "98/2023/QH15", None, "Quốc hội")),
    ("Nghị quyết số 1111/NQ-UBTVQH14 ngày 09/12/2020 của Ủy ban Thường vụ Quốc hội", ("Nghị quyết", "1111/NQ-UBTVQH14", "2020-12-09", "Ủy ban Thường vụ Quốc hội")),
    ("Luật số 01/2016/QH14 ngày 17/11/2016", ("Luật", "01/2016/QH14", "2016-11-17", None)),
    ("Luật Đường bộ số 35/2024/QH15 được thông qua", ("Luật", "35/2024/QH15", None, None)),
    ("Luật Trật tự, an toàn giao thông đường bộ số 36/2024/QH15 ngày 27 tháng 6 năm 2024", ("Luật", "36/2024/QH15", "2024-06-27", None)),
    ("Bộ luật Lao động số 45/2019/QH14", ("Bộ luật", "45/2019/QH14", None, None)),
    ("Pháp lệnh Ưu đãi người có công với cách mạng số 02/2020/UBTVQH14", ("Pháp lệnh", "02/2020/UBTVQH14", None, None)),
    ("Nghị quyết số 08/2023/NQ-HĐND của Hội đồng nhân dân Thành phố quy định", ("Nghị quyết", "08/2023/NQ-HĐND", None, "Hội đồng nhân dân Thành phố")),
    ("Nghị quyết số 120/2018/NQ-HĐND ngày 08/01/2018 của HĐND tỉnh về việc", ("Nghị quyết", "120/2018/NQ-HĐND", "2018-01-08", "HĐND tỉnh")),
    # joint documents
    ("Thông tư liên tịch số 11/2015/TTLT-BYT-BNV ngày 27/5/2015 của Bộ Y tế, Bộ Nội vụ hướng dẫn", ("Thông tư liên tịch", "11/2015/TTLT-BYT-BNV", "2015-05-27", "Bộ Y tế, Bộ Nội vụ")),
    ("Thông tư liên tịch số 05/2013/TTLT-BTC-BTP ngày 2/5/2013 của Bộ Tài chính và Bộ Tư pháp", ("Thông tư liên tịch", "05/2013/TTLT-BTC-BTP", "2013-05-02", "Bộ Tài chính và Bộ Tư pháp")),
    ("Kế hoạch liên tịch số 12/KHLT-SYT-SGDĐT ngày 9/9/2024", ("Kế hoạch liên tịch", "12/KHLT-SYT-SGDĐT", "2024-09-09", None)),
    # blanks, look-alikes and print
    ("Nghị định số 51 /2019/NĐ- CP ngày 13/6/2019 của Chính phủ", ("Nghị định", "51/2019/NĐ-CP", "2019-06-13", "Chính phủ")),
    ("Quyết định số 15 / QĐ - UBND ngày 5/1/2024", ("Quyết định", "15/QĐ-UBND", "2024-01-05", None)),
    ("Quyết định số: 77/QĐ-SNV ngày 6/2/2024 của Sở Nội vụ", ("Quyết định", "77/QĐ-SNV", "2024-02-06", "Sở Nội vụ")),
    ("Quyết định số 09/2024/QÐ-UBND ngày 7/3/2024", ("Quyết định", "09/2024/QĐ-UBND", "2024-03-07", None)),
    ("Kế hoạch số 31/KH–UBND ngày 8/3/2024", ("Kế hoạch", "31/KH-UBND", "2024-03-08", None)),
    ("quyết định số 100/QĐ-TTg\nngày 06 tháng 01\nnăm 2022 của Thủ tướng\nChính phủ", ("Quyết định", "100/QĐ-TTg", "2022-01-06", "Thủ tướng Chính phủ")),
    ("CHỈ THỊ SỐ 14/CT-UBND NGÀY 12/12/2023 CỦA CHỦ TỊCH UBND TỈNH", ("Chỉ thị", "14/CT-UBND", "2023-12-12", "CHỦ TỊCH UBND TỈNH")),
    ("Công văn 293/SYT-TCCB ngày 20tháng 02năm 2017 của Sở Y tế về", ("Công văn", "293/SYT-TCCB", "2017-02-20", "Sở Y tế")),
    ("Công văn số 130/SYT-HĐKHCN ngày 21 tháng 02 năm 2012 Sở Y tế về việc", ("Công văn", "130/SYT-HĐKHCN", "2012-02-21", "Sở Y tế")),
    ("Quyết định số 766/QĐ-TTg (23/6/2022)", ("Quyết định", "766/QĐ-TTg", "2022-06-23", None)),
    ("(Quyết định số 88/QĐ-SYT ngày 8/8/2024)", ("Quyết định", "88/QĐ-SYT", "2024-08-08", None)),
    ("Quyết định 5681/QĐ-BYT ngày 19/12/2017 của Bộ Y tế về việc ban hành", ("Quyết định", "5681/QĐ-BYT", "2017-12-19", "Bộ Y tế")),
    ("Quyết định số 102/QĐ-UB ngày 1/2/2003 của UBND tỉnh", ("Quyết định", "102/QĐ-UB", "2003-02-01", "UBND tỉnh")),
    ("Nghị định số 63/CP ngày 24/10/1996 của Chính phủ", ("Nghị định", "63/CP", "1996-10-24", "Chính phủ")),
    ("Quyết định số 72/QĐ/UB ngày 4/5/1999", ("Quyết định", "72/QĐ/UB", "1999-05-04", None)),
    ("Công văn số 895 ngày 12/3/2024 của Sở Xây dựng", ("Công văn", "895", "2024-03-12", "Sở Xây dựng")),
    ("Quyết định số 2099a/QĐ-UBND ngày 1/6/2020", ("Quyết định", "2099a/QĐ-UBND", "2020-06-01", None)),
    ("Công văn hỏa tốc số 55/UBND-NC ngày 5/5/2025", ("Công văn", "55/UBND-NC", "2025-05-05", None)),
    ("Văn bản hợp nhất số 15/VBHN-BYT ngày 6/6/2023 của Bộ Y tế", ("Văn bản hợp nhất", "15/VBHN-BYT", "2023-06-06", "Bộ Y tế")),
    # the type by the sign alone, the issuer elsewhere
    ("theo số 45/QĐ-SXD ngày 3/3/2023", ("Quyết định", "45/QĐ-SXD", "2023-03-03", None)),
    ("theo 12/KH-SCT", ("Kế hoạch", "12/KH-SCT", None, None)),
    ("tại số 456/SCT-QLTM ngày 2/3/2024", ("Công văn", "456/SCT-QLTM", "2024-03-02", None)),
    ("Quyết định của Thủ tướng Chính phủ số 146/QĐ-TTg ngày 28/01/2022", ("Quyết định", "146/QĐ-TTg", "2022-01-28", "Thủ tướng Chính phủ")),
    ("Nghị định số 104/2022/NĐ-CP của Chính phủ ngày 21/12/2022 sửa đổi", ("Nghị định", "104/2022/NĐ-CP", "2022-12-21", "Chính phủ")),
    ("thực hiện đúng quy định của Nghị định số 61/2018/NĐ-CP.", ("Nghị định", "61/2018/NĐ-CP", None, None)),
    # where the issuer's name ends
    ("Kế hoạch số 21/KH-UBND ngày 12/3/2024 của UBND tỉnh Phú Sơn quản lý và tổ chức lễ hội", ("Kế hoạch", "21/KH-UBND", "2024-03-12", "UBND tỉnh Phú Sơn")),
    ("Kế hoạch số 22/KH-UBND ngày 12/3/2024 của UBND tỉnh phòng chống ma túy học đường", ("Kế hoạch", "22/KH-UBND", "2024-03-12", "UBND tỉnh")),
    ("Kế hoạch số 23/KH-UBND ngày 12/3/2024 của Ủy ban nhân dân thành phố Thủ Đức chuyển đổi số năm 2024", ("Kế hoạch", "23/KH-UBND", "2024-03-12", "Ủy ban nhân dân thành phố Thủ Đức")),
    ("Kế hoạch số 24/KH-UBND ngày 12/3/2024 của UBND xã Tân Lập huyện Bình Hà cải cách hành chính", ("Kế hoạch", "24/KH-UBND", "2024-03-12", "UBND xã Tân Lập huyện Bình Hà")),
    ("Kế hoạch số 25/KH-BYT ngày 12/3/2024 của Bộ Y tế phòng, chống bệnh lao", ("Kế hoạch", "25/KH-BYT", "2024-03-12", "Bộ Y tế")),
    ("Nghị quyết số 09-NQ/TU ngày 12/3/2024 của Tỉnh ủy chuyển đổi số đến năm 2025", ("Nghị quyết", "09-NQ/TU", "2024-03-12", "Tỉnh ủy")),
    ("Kế hoạch số 26/KH-CAT ngày 12/3/2024 của Công an tỉnh đấu tranh với tội phạm", ("Kế hoạch", "26/KH-CAT", "2024-03-12", "Công an tỉnh")),
    ("Quyết định số 12/QĐ-BCĐ ngày 12/3/2024 của Ban Chỉ đạo phòng chống dịch tỉnh", ("Quyết định", "12/QĐ-BCĐ", "2024-03-12", "Ban Chỉ đạo phòng chống dịch tỉnh")),
    ("Quyết định số 13/QĐ-BCH ngày 12/3/2024 của Ban Chỉ huy phòng thủ dân sự tỉnh", ("Quyết định", "13/QĐ-BCH", "2024-03-12", "Ban Chỉ huy phòng thủ dân sự tỉnh")),
    ("Nghị quyết liên tịch số 3/NQLT-HĐND-UBND ngày 12/3/2024 của HĐND tỉnh và UBND tỉnh", ("Nghị quyết liên tịch", "3/NQLT-HĐND-UBND", "2024-03-12", "HĐND tỉnh và UBND tỉnh")),
    ("Nghị quyết số 14/NQ-HĐND ngày 12/3/2024 của HĐND tỉnh khóa 13", ("Nghị quyết", "14/NQ-HĐND", "2024-03-12", "HĐND tỉnh khóa 13")),
    ("Quyết định số 1/QĐ-BGDĐT ngày 1/1/2024 của Bộ Giáo dục và Đào tạo và các văn bản liên quan", ("Quyết định", "1/QĐ-BGDĐT", "2024-01-01", "Bộ Giáo dục và Đào tạo")),
    ("Thông tư số 02/2025/TT-BNNMT của Bộ Nông nghiệp và Môi trường quy định", ("Thông tư", "02/2025/TT-BNNMT", None, "Bộ Nông nghiệp và Môi trường")),
    ("Công văn số 3/SLĐTBXH-PCTNXH của Sở Lao động - Thương binh và Xã hội triển khai", ("Công văn", "3/SLĐTBXH-PCTNXH", None, "Sở Lao động - Thương binh và Xã hội")),
    ("Công văn số 15155/QLD-VP ngày 26/9/2017 của Cục Quản lý Dược – Bộ Y tế về việc", ("Công văn", "15155/QLD-VP", "2017-09-26", "Cục Quản lý Dược – Bộ Y tế")),
    ("Kế hoạch số 506/KH-UBATGTQG ngày 29/12/2022 của Ủy ban An toàn giao thông Quốc gia về", ("Kế hoạch", "506/KH-UBATGTQG", "2022-12-29", "Ủy ban An toàn giao thông Quốc gia")),
    ("Quyết định số 9/QĐ-UBND ngày 9/9/2024 của Chủ tịch Ủy ban nhân dân Thành phố ban hành Kế hoạch", ("Quyết định", "9/QĐ-UBND", "2024-09-09", "Chủ tịch Ủy ban nhân dân Thành phố")),
    ("Quyết định số 9/QĐ-UBND ngày 9/9/2024 của UBND tỉnh, Kế hoạch này", ("Quyết định", "9/QĐ-UBND", "2024-09-09", "UBND tỉnh")),
    ("Quyết định số 41/2011/QĐ-UBND của Ủy ban nhân dân Thành phố Hồ Chí Minh.", ("Quyết định", "41/2011/QĐ-UBND", None, "Ủy ban nhân dân Thành phố Hồ Chí Minh")),
    ("Kế hoạch số 8/KH-SYT ngày 1/2/2025 của Sở về công tác", ("Kế hoạch", "8/KH-SYT", "2025-02-01", "Sở")),
    ("Kế hoạch số 8/KH-UBND ngày 1/2/2025 của tỉnh", ("Kế hoạch", "8/KH-UBND", "2025-02-01", "tỉnh")),
    ("Kế hoạch số 8/KH-UBND của UBND Quận 5 về", ("Kế hoạch", "8/KH-UBND", None, "UBND Quận 5")),
    ("Quyết định số 5/QĐ-BTP của Bộ trưởng Bộ Tư pháp công bố", ("Quyết định", "5/QĐ-BTP", None, "Bộ trưởng Bộ Tư pháp")),
    ("Nghị định số 9/2024/NĐ-CP của Chính phủ\n- Phần mềm", ("Nghị định", "9/2024/NĐ-CP", None, "Chính phủ")),
    ("Nghị định số 9/2024/NĐ-CP của Chính phủ\tPhòng Tài chính", ("Nghị định", "9/2024/NĐ-CP", None, "Chính phủ")),
    ("Quyết định số 9/QĐ-UBND của UBND TP. Hồ Chí Minh về", ("Quyết định", "9/QĐ-UBND", None, "UBND TP. Hồ Chí Minh")),
    # dates that are none
    ("Quyết định số 3/QĐ-SYT ngày 31/02/2024 của Sở Y tế", ("Quyết định", "3/QĐ-SYT", None, "Sở Y tế")),
    ("Quyết định số 3/QĐ-SYT ngày    tháng 5 năm 2024 của Sở Y tế", ("Quyết định", "3/QĐ-SYT", None, "Sở Y tế")),
    ("Quyết định số 3/QĐ-SYT ngày …/…/2024 của Sở Y tế", ("Quyết định", "3/QĐ-SYT", None, "Sở Y tế")),
    ("Quyết định số 3/QĐ-SYT ngày 5/13/2024", ("Quyết định", "3/QĐ-SYT", None, None)),
    ("Quyết định số 3/QĐ-SYT có hiệu lực từ ngày 01/01/2025", ("Quyết định", "3/QĐ-SYT", None, None)),
    ("Quyết định số 3/QĐ-SYT năm 2024", ("Quyết định", "3/QĐ-SYT", None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ONE, ids=[text[:60] for text, _ in ONE])
def test_one_citation(text: str, expected: Row) -> None:
    assert found(text) == [expected]


SEVERAL: list[tuple[str, list[tuple[str | None, str]]]] = [
    ("Quyết định số 1/QĐ-TTg ngày 1/1/2024 của Thủ tướng Chính phủ; số 2/QĐ-TTg ngày 2/2/2024", [("Quyết định", "1/QĐ-TTg"), ("Quyết định", "2/QĐ-TTg")]),
    ("các Nghị quyết: số 18-NQ/TW ngày 25/10/2017, số 19-NQ/TW ngày 25/10/2017", [("Nghị quyết", "18-NQ/TW"), ("Nghị quyết", "19-NQ/TW")]),
    ("Nghị quyết số 18-NQ/TW và Nghị quyết số 19-NQ/TW", [("Nghị quyết", "18-NQ/TW"), ("Nghị quyết", "19-NQ/TW")]),
    ("Quyết định số 7/QĐ-UBND; Kế hoạch số 8/KH-UBND; Công văn số 9/UBND-VX", [("Quyết định", "7/QĐ-UBND"), ("Kế hoạch", "8/KH-UBND"), ("Công văn", "9/UBND-VX")]),
    ("các Văn bản số 11/SYT-NVY ngày 1/1/2024, số 12/SYT-NVD ngày 2/1/2024 của Sở Y tế", [("Văn bản", "11/SYT-NVY"), ("Văn bản", "12/SYT-NVD")]),
    ("Nghị định số 98/2014/NĐ-CP và số 107/2020/NĐ-CP", [("Nghị định", "98/2014/NĐ-CP"), ("Nghị định", "107/2020/NĐ-CP")]),
    ("Thông tư số 14/2014/TT-BTP quy định chi tiết thi hành Nghị định số 59/2012/NĐ-CP", [("Thông tư", "14/2014/TT-BTP"), ("Nghị định", "59/2012/NĐ-CP")]),
    ("Nghị định số 61/2018/NĐ-CP của Chính phủ và Thông tư số 01/2018/TT-VPCP", [("Nghị định", "61/2018/NĐ-CP"), ("Thông tư", "01/2018/TT-VPCP")]),
    ("Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15", [("Luật", "31/2024/QH15"), ("Luật", "27/2023/QH15")]),
    ("theo Điều 43 Quyết định số 31/2021/QĐ-TTg", [("Quyết định", "31/2021/QĐ-TTg")]),
    ("Kế hoạch số 1/KH-STC (thay thế Kế hoạch số 2/KH-STC)", [("Kế hoạch", "1/KH-STC"), ("Kế hoạch", "2/KH-STC")]),
    ("QĐ số 21/QĐ-SNV, CV số 22/SNV-TCBC", [("Quyết định", "21/QĐ-SNV"), ("Công văn", "22/SNV-TCBC")]),
    ("Quyết định số 1/QĐ-TTg; các văn bản của Sở. Theo 15/SXD-QH", [("Quyết định", "1/QĐ-TTg"), ("Công văn", "15/SXD-QH")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SEVERAL, ids=[text[:60] for text, _ in SEVERAL])
def test_several_citations(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert [row[:2] for row in found(text)] == expected


NONE = [
    "Kế hoạch số    /KH-SYT ngày    /11/2025 của Sở Y tế",
    "Kèm theo Quyết định số ...../QĐ-UBND ngày … tháng … năm 2024",
    "(Kèm theo Kế hoạch số _____ /KH-SYT ngày ____/11/2025)",
    "Luật Ban hành văn bản quy phạm pháp luật năm 2015",
    "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
    "Tiêu chuẩn quốc gia TCVN ISO 9001:2015",
    "theo TCVN 5574:2018 và QCVN 02:2021/BYT",
    "QCVN 01-1:2018/BYT về chất lượng nước",
    "TCVN 7/QĐ-BKHCN",
    "theo Mẫu số 02/BC-CCHC",
    "Biểu số 01/TH-BCĐ",
    "Phụ lục 03/PL-KH",
    "Điều 5 khoản 2 điểm c",
    "Đề án 06, Đề án 1816 và Chương trình 135",
    "Đường dây nóng 1900 9095, điện thoại 0275-3822222",
    "ngày 12/3/2024 đến ngày 15/3/2024",
    "đạt 18/18 điểm, 20/20 điểm",
    "trực 24/24 giờ, 24/7",
    "20 giường bệnh/vạn dân",
    "100 tin, bài/năm",
    "Quý I/2024, Quý II/2024",
    "giai đoạn 2021-2025, 2026/2030",
    "01 phòng/ban",
    "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XI",
    "Nghị quyết 02 của Chính phủ",
    "Kế hoạch năm 2025 của Sở Y tế",
    "Công văn số 895 của Sở Xây dựng",
    "Quyết định số 12 về việc",
    "Báo cáo/Biên bản, Kế hoạch/Công văn",
    "tỷ lệ 1/500 của quy hoạch, bản đồ 1/2000",
    "số nhà 12/3 đường Nguyễn Trãi",
    "Covid-19/SARS-CoV-2",
    "SĐT: 0913687873",
    "xe số 51A-123.45",
    "máy X5/QT-A",
    "tài khoản số 123456789",
    "lớp 12/1, lớp 10A/2",
    "PAR INDEX 2024 và PAPI",
    "100%/năm; 5 lần/tuần",
    "CCHC-2025/KH",
    "kinh phí 1.200.000.000 đồng",
    "Đoàn 1/5, ngày 30/4 và 2/9",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_no_citation(text: str) -> None:
    assert found(text) == []


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
