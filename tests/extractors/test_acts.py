"""Whether a text opens with an act."""

import pytest

from extractors.acts import names_an_act, opens_with_verb


@pytest.mark.parametrize(
    "text",
    [
        "Tăng cường kiểm tra tải trọng xe.",
        "Thường xuyên kiểm tra bếp ăn bán trú.",
        "Đẩy mạnh chuyển đổi số trong trường học.",
        "Sửa chữa mặt đường tỉnh lộ.",
        "Bảo đảm an toàn giao thông.",
    ],
)
def test_orders_open_with_a_verb(text):
    assert opens_with_verb(text)


@pytest.mark.parametrize("text", ["Hạ tầng giao thông", "Thang điểm đánh giá là 100.", "Công tác chỉ đạo, điều hành"])
def test_titles_and_facts_do_not(text):
    assert not opens_with_verb(text)


def test_who_acts_makes_an_order_too():
    assert names_an_act("Sở Xây dựng chủ trì, phối hợp với Công an tỉnh kiểm tra.")
    assert not names_an_act("Mức tốt tương ứng với 80 điểm trở lên.")
