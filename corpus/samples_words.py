"""The words of the two sample plans that are built. Province, offices, people and numbers are made up.

A body is a paragraph a line, marked as `corpus.nd30.body` takes it; a table row is a cell a column.
"""

from corpus.nd30 import ABOVE, LEFT_OF

SCHOOLS_BODY = """
~ Căn cứ Nghị định số 80/2017/NĐ-CP ngày 17 tháng 7 năm 2017 của Chính phủ quy định về môi trường giáo dục an toàn, lành mạnh, thân thiện, phòng, chống bạo lực học đường;
~ Căn cứ Quyết định số 118/QĐ-UBND ngày 15 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Lam Giang về việc giao nhiệm vụ trọng tâm ngành giáo dục năm 2026;
Sở Giáo dục và Đào tạo ban hành Kế hoạch bảo đảm an toàn trường học và phòng, chống đuối nước cho học sinh năm 2026 như sau:
# I. MỤC ĐÍCH, YÊU CẦU
## 1. Mục đích
Nâng cao nhận thức, kỹ năng của cán bộ, giáo viên và học sinh về phòng tránh tai nạn thương tích, nhất là tai nạn đuối nước trong dịp nghỉ hè.
## 2. Yêu cầu
Nội dung thực hiện phải cụ thể, phù hợp với từng cấp học; phân công rõ đơn vị chủ trì, đơn vị phối hợp và thời gian hoàn thành.
# II. CHỈ TIÊU
1. 100% cơ sở giáo dục xây dựng kế hoạch bảo đảm an toàn trường học.
2. Ít nhất 60% học sinh tiểu học và trung học cơ sở được học bơi an toàn.
3. Giảm tối thiểu 20% số vụ tai nạn đuối nước ở học sinh so với năm 2025.
# III. NHIỆM VỤ VÀ GIẢI PHÁP
## 1. Rà soát điều kiện an toàn trong trường học
Rà soát, lập danh mục các công trình, ao hồ, hố sâu trong khuôn viên trường học có nguy cơ gây mất an toàn; lắp đặt rào chắn, biển cảnh báo.
- Đơn vị chủ trì: Phòng Kế hoạch - Tài chính.
- Đơn vị phối hợp: Phòng Công tác học sinh, sinh viên; các cơ sở giáo dục trực thuộc.
- Sản phẩm: Báo cáo kết quả rà soát.
- Thời gian hoàn thành: Trước ngày 31/3/2026.
## 2. Tuyên truyền, giáo dục kỹ năng
a) Tổ chức Tuần lễ phòng, chống đuối nước tại tất cả các trường học; thời gian trong tháng 5 năm 2026.
b) Biên soạn tài liệu hướng dẫn kỹ năng an toàn trong môi trường nước cho học sinh tiểu học, hoàn thành trước ngày 15/4/2026.
c) Giao Phòng Công tác học sinh, sinh viên chủ trì, phối hợp với Tỉnh đoàn tổ chức cuộc thi “An toàn cho em” trong quý III năm 2026.
## 3. Dạy bơi an toàn
Phối hợp với Sở Văn hóa, Thể thao và Du lịch mở các lớp dạy bơi miễn phí cho học sinh có hoàn cảnh khó khăn trong dịp hè.
- Đơn vị chủ trì: Phòng Giáo dục Trung học.
- Đơn vị phối hợp: Phòng Giáo dục Tiểu học.
- Thời gian thực hiện: Từ tháng 6 đến tháng 8 năm 2026.
# IV. TỔ CHỨC THỰC HIỆN
## 1. Phòng Công tác học sinh, sinh viên
- Là đầu mối theo dõi, đôn đốc việc thực hiện Kế hoạch này.
- Tham mưu Lãnh đạo Sở tổ chức hội nghị tổng kết, hoàn thành trước ngày 20/12/2026.
- Định kỳ hằng quý tổng hợp, báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện.
## 2. Phòng Kế hoạch - Tài chính
Chủ trì, phối hợp với Phòng Công tác học sinh, sinh viên tham mưu bố trí kinh phí thực hiện Kế hoạch, hoàn thành trong quý I năm 2026.
## 3. Các cơ sở giáo dục trực thuộc
- Xây dựng kế hoạch của đơn vị và tổ chức thực hiện, gửi về Sở trước ngày 28/02/2026.
- Phối hợp với Ủy ban nhân dân xã, phường và cha mẹ học sinh quản lý học sinh trong thời gian nghỉ hè.
Trên đây là Kế hoạch bảo đảm an toàn trường học và phòng, chống đuối nước cho học sinh năm 2026; yêu cầu các đơn vị báo cáo kết quả thực hiện về Sở (qua Phòng Công tác học sinh, sinh viên) trước ngày 05/12/2026 để tổng hợp./.
"""

SCHOOLS_ROWS = [
    ("I", "Công tác chỉ đạo, điều hành", LEFT_OF, LEFT_OF, LEFT_OF, LEFT_OF),
    (
        "1",
        "Kiện toàn Ban Chỉ đạo an toàn trường học của ngành",
        "Phòng Công tác học sinh, sinh viên",
        "Văn phòng Sở",
        "Quyết định kiện toàn",
        "Tháng 02/2026",
    ),
    (
        "2",
        "Kiểm tra việc thực hiện Kế hoạch tại các cơ sở giáo dục",
        ABOVE,
        "Thanh tra tỉnh",
        "- Kế hoạch kiểm tra\n- Báo cáo kết quả kiểm tra",
        "Quý II, III/2026",
    ),
    ("II", "Cơ sở vật chất", LEFT_OF, LEFT_OF, LEFT_OF, LEFT_OF),
    (
        "3",
        "Sửa chữa tường rào, lan can, hệ thống điện tại các trường có nguy cơ mất an toàn",
        "Phòng Kế hoạch - Tài chính",
        "Các cơ sở giáo dục trực thuộc; UBND các xã, phường",
        "Biên bản nghiệm thu",
        "Trước ngày 15/8/2026",
    ),
    (
        "4",
        "Lắp đặt biển cảnh báo khu vực nguy hiểm quanh trường học",
        ABOVE,
        ABOVE,
        "Danh sách điểm lắp đặt",
        "Quý II/2026",
    ),
    ("III", "Tập huấn, dạy bơi", LEFT_OF, LEFT_OF, LEFT_OF, LEFT_OF),
    (
        "5",
        "Tập huấn giáo viên dạy bơi và cứu đuối",
        "Phòng Giáo dục Tiểu học, Phòng Giáo dục Trung học",
        "Trung tâm Huấn luyện và Thi đấu thể thao tỉnh",
        "02 lớp tập huấn",
        "Tháng 5/2026",
    ),
    (
        "6",
        "Duy trì đường dây nóng tiếp nhận thông tin về mất an toàn trường học",
        "Văn phòng Sở",
        "",
        "",
        "Thường xuyên",
    ),
]

DIGITAL_BODY = """
Thực hiện Kế hoạch số 07/KH-UBND ngày 08 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Lam Giang về chuyển đổi số tỉnh Lam Giang năm 2026, Ủy ban nhân dân phường An Khê Đông ban hành Kế hoạch chuyển đổi số năm 2026, như sau:
# I. MỤC TIÊU
## 1. Mục tiêu chung
Đưa hoạt động của chính quyền phường lên môi trường số; người dân và doanh nghiệp sử dụng dịch vụ công trực tuyến thuận lợi.
## 2. Mục tiêu cụ thể
- Tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến đạt từ 80% trở lên.
- 100% văn bản đi của phường được ký số, trừ văn bản mật.
- Tỷ lệ người dân trong độ tuổi lao động có tài khoản định danh điện tử đạt trên 90%.
# II. NHIỆM VỤ TRỌNG TÂM
1. Tuyên truyền về chuyển đổi số trên Trang thông tin điện tử, hệ thống truyền thanh thông minh của phường; hằng tháng có ít nhất 02 tin, bài.
2. Triển khai Tổ công nghệ số cộng đồng tại 100% khu phố, hoàn thành trước ngày 30/4/2026.
3. Giao Công an phường chủ trì, phối hợp với Phòng Văn hóa - Xã hội hướng dẫn người dân kích hoạt tài khoản định danh điện tử mức độ 2, hoàn thành trong quý II năm 2026.
4. Các nhiệm vụ cụ thể được phân công tại Phụ lục kèm theo Kế hoạch này.
# III. KINH PHÍ THỰC HIỆN
Kinh phí thực hiện Kế hoạch được bố trí từ ngân sách phường năm 2026 và các nguồn kinh phí hợp pháp khác theo quy định.
# IV. TỔ CHỨC THỰC HIỆN
## 1. Phòng Văn hóa - Xã hội
a) Chủ trì, phối hợp với các cơ quan, đơn vị có liên quan hướng dẫn, theo dõi, đôn đốc việc thực hiện Kế hoạch.
b) Tổng hợp, báo cáo Ủy ban nhân dân phường kết quả thực hiện trước ngày 20 hằng tháng.
## 2. Trung tâm Phục vụ hành chính công phường
Bố trí máy tính, máy quét và nhân viên hỗ trợ người dân nộp hồ sơ trực tuyến; số hóa hồ sơ, kết quả giải quyết thủ tục hành chính theo quy định.
## 3. Phòng Kinh tế, Hạ tầng và Đô thị
Tham mưu Ủy ban nhân dân phường bố trí kinh phí thực hiện Kế hoạch trước ngày 15/02/2026.
## 4. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam phường
Vận động đoàn viên, hội viên và Nhân dân tham gia các lớp phổ cập kỹ năng số.
Trên đây là Kế hoạch chuyển đổi số năm 2026 của phường An Khê Đông. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị báo cáo về Ủy ban nhân dân phường (qua Phòng Văn hóa - Xã hội) để xem xét, giải quyết./.
"""

_CULTURE = "Phòng Văn hóa - Xã hội"
_ECONOMY = "Phòng Kinh tế, Hạ tầng và Đô thị"
_SERVICE = "Trung tâm Phục vụ hành chính công phường"
_OFFICE = "Văn phòng HĐND và UBND phường"
_POLICE = "Công an phường"

DIGITAL_ROWS = [
    ("I", "Thể chế, chỉ đạo, điều hành", LEFT_OF, LEFT_OF, LEFT_OF, LEFT_OF),
    ("1", "Kiện toàn Ban Chỉ đạo chuyển đổi số phường", _CULTURE, _OFFICE, "Quyết định", "Tháng 01/2026"),
    (
        "2",
        "Ban hành Quy chế quản lý, vận hành và khai thác hệ thống quản lý văn bản và điều hành của phường",
        _OFFICE,
        _CULTURE,
        "Quyết định ban hành Quy chế",
        "Quý I/2026",
    ),
    (
        "3",
        "Họp Ban Chỉ đạo chuyển đổi số phường",
        _CULTURE,
        "Các thành viên Ban Chỉ đạo",
        "Thông báo kết luận",
        "Hằng quý",
    ),
    ("II", "Hạ tầng, an toàn thông tin", LEFT_OF, LEFT_OF, LEFT_OF, LEFT_OF),
    (
        "4",
        "Lắp đặt mạng không dây miễn phí tại trụ sở phường và nhà văn hóa các khu phố",
        _ECONOMY,
        "Các doanh nghiệp viễn thông; Ban điều hành các khu phố",
        "12 điểm phát sóng",
        "Trước ngày 30/6/2026",
    ),
    (
        "5",
        "Nâng cấp hệ thống truyền thanh ứng dụng công nghệ thông tin - viễn thông",
        _CULTURE,
        _ECONOMY,
        "- Hồ sơ thiết kế\n- Biên bản nghiệm thu",
        "Quý III/2026",
    ),
    (
        "6",
        "Cài đặt phần mềm phòng, chống mã độc trên toàn bộ máy tính của cán bộ, công chức",
        _POLICE,
        "Các phòng, đơn vị thuộc phường",
        "100% máy tính được cài đặt",
        "Tháng 3/2026",
    ),
    ("7", "Kiểm tra an toàn thông tin", _POLICE, _OFFICE, "Báo cáo", "Định kỳ 6 tháng"),
    ("III", "Chính quyền số", LEFT_OF, LEFT_OF, LEFT_OF, LEFT_OF),
    (
        "8",
        "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính còn hiệu lực",
        _SERVICE,
        "Các phòng, đơn vị thuộc phường",
        "Kho dữ liệu số hóa",
        "Trước ngày 30/11/2026",
    ),
    (
        "9",
        "Cấp chứng thư số chuyên dùng công vụ cho cán bộ, công chức",
        _OFFICE,
        "Sở Khoa học và Công nghệ",
        "Danh sách được cấp",
        "Tháng 02/2026",
    ),
    (
        "10",
        "Khảo sát mức độ hài lòng của người dân, doanh nghiệp khi sử dụng dịch vụ công trực tuyến",
        _SERVICE,
        _CULTURE,
        "Báo cáo kết quả khảo sát",
        "Quý II, Quý IV/2026",
    ),
    (
        "11",
        "Tiếp nhận, trả lời phản ánh, kiến nghị trên ứng dụng Lam Giang số",
        _OFFICE,
        "",
        "Văn bản trả lời",
        "Thường xuyên",
    ),
    ("IV", "Kinh tế số, xã hội số", LEFT_OF, LEFT_OF, LEFT_OF, LEFT_OF),
    (
        "12",
        "Vận động tiểu thương chợ An Khê Đông thanh toán không dùng tiền mặt",
        _ECONOMY,
        "Ban quản lý chợ; Hội Liên hiệp Phụ nữ phường",
        "Mô hình “Chợ 4.0”",
        "Trong năm 2026",
    ),
    (
        "13",
        "Đưa sản phẩm đặc trưng của phường lên sàn thương mại điện tử",
        _ECONOMY,
        "Hội Nông dân phường",
        "Ít nhất 05 sản phẩm",
        "Quý III/2026",
    ),
    (
        "14",
        "Mở lớp phổ cập kỹ năng số cho người cao tuổi",
        _CULTURE,
        "Hội Người cao tuổi phường; Đoàn Thanh niên phường",
        "04 lớp",
        "Từ tháng 4 đến tháng 9/2026",
    ),
    (
        "15",
        "Cấp chữ ký số cá nhân miễn phí cho người dân có nhu cầu",
        _SERVICE,
        "Các doanh nghiệp viễn thông",
        "Danh sách người dân được cấp",
        "Khi có nhu cầu",
    ),
    (
        "16",
        "Tổng kết, đánh giá kết quả thực hiện Kế hoạch năm 2026",
        _CULTURE,
        "Các phòng, đơn vị thuộc phường",
        "Báo cáo tổng kết",
        "Trước ngày 10/12/2026",
    ),
]
