"""A made-up plan in which every grammar finds something: read once, it loads all that the first plan would load."""

TEXT = """ỦY BAN NHÂN DÂN
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
