"""Imported by the process that readers are forked from, and by no other: loads what reading and understanding a file
needs, by doing it once, so that readers start at once. The process ends with the one that started it.

Nothing is said if it fails: the first file that needs what cannot be loaded tells what is wrong.
"""

from contextlib import suppress

import kehoach
from ingest.processes import end_with_parent

_PLAN = """ỦY BAN NHÂN DÂN
TỈNH LAM GIANG
Số: 12/KH-UBND
Lam Giang, ngày 12 tháng 01 năm 2026
KẾ HOẠCH
Thực hiện nhiệm vụ năm 2026
I. NHIỆM VỤ
1. Kiểm tra bến xe theo Quyết định số 12/QĐ-UBND, đạt 100% trước ngày 15/3/2026.
2. Giao Hội Chữ thập đỏ tỉnh hiến máu.
- Đơn vị phối hợp: Sở Y tế.

STT\tNhiệm vụ\tĐơn vị chủ trì\tThời hạn
1\tRà soát bến xe\tSở Xây dựng\tQuý I/2026
2\tRà soát bến thủy\tSở Xây dựng\tQuý II/2026
"""


def warm() -> None:
    """Read and understand a made-up plan, and load the other readers and what the store makes of it."""
    import ingest.docx
    import ingest.html
    import ingest.pdf
    import ingest.text
    from output.store import prepare

    document = ingest.text.read(_PLAN.encode(), "made-up.txt", "0" * 64)
    prepare(document, kehoach.extract(document))


end_with_parent()
with suppress(Exception):
    warm()
