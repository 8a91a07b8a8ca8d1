"""Made-up orders in as many wordings as wanted: what the bench fills its documents with. Nothing in them is true.

The same seed gives the same words. Texts differ from each other as those of real plans do, so that nothing that a
program remembers of one spares it the work on the next.
"""

from random import Random

_ACTS = (
    "Rà soát, cập nhật", "Kiểm tra việc thực hiện", "Xây dựng", "Tổ chức tập huấn về", "Hướng dẫn triển khai",
    "Tham mưu ban hành", "Tổng hợp, báo cáo về", "Tuyên truyền, phổ biến", "Triển khai", "Đôn đốc hoàn thành",
    "Lập danh mục", "Đánh giá kết quả", "Phối hợp thẩm định", "Bố trí kinh phí thực hiện", "Công khai",
)  # fmt: skip
_OBJECTS = (
    "quy trình nội bộ giải quyết thủ tục hành chính", "cơ sở dữ liệu hộ tịch điện tử",
    "các điểm có nguy cơ sạt lở ven sông", "công trình thủy lợi, đê điều",
    "điều kiện an toàn của bến xe, bến thủy nội địa", "phương án phòng cháy, chữa cháy và cứu nạn, cứu hộ",
    "hồ sơ người có công với cách mạng", "chương trình khuyến nông vụ Đông Xuân", "mạng lưới y tế cơ sở",
    "phòng học, bếp ăn bán trú đạt chuẩn", "phần mềm quản lý văn bản và điều hành", "kế hoạch sử dụng đất hằng năm",
    "chỉ tiêu bao phủ bảo hiểm y tế", "danh mục dịch vụ công trực tuyến toàn trình", "điểm đến du lịch cộng đồng",
    "phương án ứng phó thiên tai theo cấp độ rủi ro", "công tác tiếp công dân, giải quyết khiếu nại, tố cáo",
    "đề án vị trí việc làm và cơ cấu ngạch công chức", "thiết chế văn hóa, thể thao ở thôn, tổ dân phố",
    "nguồn nước sạch sinh hoạt nông thôn",
)  # fmt: skip
_PLACES = (
    "tại các xã vùng cao", "trên địa bàn tỉnh", "tại các khu, cụm công nghiệp", "ở vùng hạ lưu sông Lam",
    "tại các trường phổ thông", "trong toàn ngành", "tại bộ phận một cửa", "ở khu dân cư ven biển",
    "tại các bệnh viện công lập", "trên các tuyến đường tỉnh",
)  # fmt: skip
_UNITS = (
    "Sở Nội vụ", "Sở Tài chính", "Sở Xây dựng", "Sở Y tế", "Sở Tư pháp", "Sở Giáo dục và Đào tạo", "Công an tỉnh",
    "Sở Nông nghiệp và Môi trường", "Sở Khoa học và Công nghệ", "Văn phòng Ủy ban nhân dân tỉnh", "Thanh tra tỉnh",
    "Bộ Chỉ huy Quân sự tỉnh", "Sở Văn hóa, Thể thao và Du lịch", "Báo và Đài Phát thanh, Truyền hình tỉnh",
)  # fmt: skip
_PARTNERS = (
    "Các sở, ban, ngành; Ủy ban nhân dân các xã, phường", "Ủy ban nhân dân các xã, phường",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Các cơ quan, đơn vị có liên quan",
)  # fmt: skip
_PRODUCTS = (
    "Báo cáo kết quả",
    "Quyết định của Chủ tịch Ủy ban nhân dân tỉnh",
    "Kế hoạch",
    "Văn bản hướng dẫn",
    "Tờ trình",
)
_TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


class Words:
    """A source of made-up wordings."""

    def __init__(self, seed: int) -> None:
        self._random = Random(str(seed))  # of a number Random would drop the sign

    def act(self) -> str:
        """What is to be done, without a full stop: "Kiểm tra việc thực hiện … theo Văn bản số 812/UBND-TH"."""
        pick = self._random.choice
        number = self._random.randrange(100, 5000)
        return f"{pick(_ACTS)} {pick(_OBJECTS)} {pick(_PLACES)} theo Văn bản số {number}/UBND-TH"

    def unit(self) -> str:
        """A body that leads."""
        return self._random.choice(_UNITS)

    def partners(self) -> str:
        """Bodies that take part."""
        return f"{self._random.choice(_UNITS)}; {self._random.choice(_PARTNERS)}"

    def product(self) -> str:
        """What is handed in."""
        return self._random.choice(_PRODUCTS)

    def deadline(self) -> str:
        """By when, as cells and labels say it."""
        day, month = self._random.randrange(1, 29), self._random.randrange(1, 13)
        quarter = _ONES[(month + 2) // 3]
        forms = (
            f"Trước ngày {day:02}/{month:02}/2026",
            f"Quý {quarter}/2026",
            f"Tháng {month:02}/2026",
            "Thường xuyên",
        )
        return self._random.choice(forms)

    def item(self, number: int) -> str:
        """A numbered order of several lines, marked as `corpus.nd30.body` takes it."""
        form = self._random.randrange(3)
        if form == 0:
            return f"{number}. {self.act()}, hoàn thành trước ngày {number % 27 + 1:02}/11/2026."
        if form == 1:
            giving = f"Giao {self.unit()} chủ trì, phối hợp với {self.unit()} và các đơn vị liên quan"
            return f"{number}. {giving} {_lowered(self.act())}."
        labels = f"- Đơn vị chủ trì: {self.unit()}.\n- Đơn vị phối hợp: {self.partners()}."
        return f"{number}. {self.act()}.\n{labels}\n- Thời gian hoàn thành: {self.deadline()}."

    def row(self, number: int) -> tuple[str, str, str, str, str, str]:
        """A table's row: number, task, lead, partners, product, time."""
        return (str(number), self.act(), self.unit(), self.partners(), self.product(), self.deadline())


def roman(number: int) -> str:
    """A number from 1 to 399 as headings print it."""
    return "C" * (number // 100) + _TENS[number // 10 % 10] + _ONES[number % 10]


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
