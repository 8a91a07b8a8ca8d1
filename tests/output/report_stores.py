"""Made-up stores for reports: offices with names as long as they are, plans that carry out others, work half done."""

import hashlib
import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from models import Citation, Deadline, Document, Metadata, Paragraph, Plan, Source, Task, Unit
from output.store import Store, prepare

TODAY = date(2026, 6, 15)
IN_A_PLAN = 100

_HEADS = (
    "Sở Giáo dục và Đào tạo", "Sở Y tế", "Sở Nông nghiệp và Môi trường", "Sở Khoa học và Công nghệ", "Sở Nội vụ",
    "Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh Lam Giang", "Văn phòng Ủy ban nhân dân tỉnh Lam Giang",
    "Ủy ban nhân dân các xã, phường và đặc khu trên địa bàn tỉnh Lam Giang, trong phạm vi quản lý được giao",
    "Trung tâm Kiểm soát bệnh tật tỉnh Lam Giang", "Báo và Đài Phát thanh, Truyền hình tỉnh Lam Giang",
    "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông và nông nghiệp tỉnh Lam Giang",
)  # fmt: skip
_PARTS = (
    "Phòng Nghiệp vụ",
    "Phòng Kế hoạch - Tài chính",
    "Thanh tra",
    "Phòng Quản lý chất lượng và Công nghệ thông tin",
)
UNITS = (*_HEADS, *(f"{part}, {head}" for head in _HEADS for part in _PARTS))
_VERBS = ("Rà soát, hoàn thiện", "Xây dựng và ban hành", "Tổ chức tập huấn về", "Kiểm tra việc thực hiện", "Tham mưu")
_THINGS = (
    "quy trình tuyển sinh đầu cấp", "kế hoạch bảo đảm an toàn giao thông quanh trường học", "cơ sở dữ liệu dùng chung",
    "mô hình phòng, chống ma túy trong thanh thiếu niên", "dịch vụ công trực tuyến toàn trình", "cải cách hành chính",
)  # fmt: skip
_BACK = (
    Deadline("hằng tháng, trước ngày 20", "recurring", recurrence=("monthly",), day="20"),
    Deadline("hằng quý", "recurring", recurrence=("quarterly",), day="25"),
    Deadline("thứ Sáu hằng tuần", "recurring", recurrence=("weekly",), day="FR"),
    Deadline("hằng năm, trước 05/11", "recurring", recurrence=("yearly",), day="11-05"),
    Deadline("thường xuyên", "continuous"),
)


def fill(store: Store, tasks: int) -> None:
    """Put so many tasks into a store. The same number gives the same store."""
    rnd = random.Random(tasks)
    run = store.start_run("1")
    plans = max(3, tasks // IN_A_PLAN)
    for n in range(plans):
        made = [_task(rnd, f"{n:06x}{i:010x}") for i in range(tasks * n // plans, tasks * (n + 1) // plans)]
        above = f"{rnd.randrange(n)}/KH-UBND" if n and rnd.random() < 0.5 else "06/QĐ-TTg"
        put(store, run, n, made, above)
    reviewed = [row["task_id"] for row in store.tasks(limit=min(tasks // 3, 400))]
    with store.together():
        for number, task in enumerate(reviewed):
            if number % 3 == 0:
                store.reviews.done(task, None, "An")
            elif number % 3 == 1:
                store.reviews.accept(task, "An")
            elif number % 30 == 2:
                store.reviews.set(task, "status", "dropped", "An")


def put(store: Store, run: int, n: int, tasks: Sequence[Task], carries_out: str | None = None, **more: Any) -> int:
    """Write the plan with the number `n`."""
    number = f"{n}/KH-UBND"
    title = f"Kế hoạch {_THINGS[n % len(_THINGS)]} trên địa bàn tỉnh Lam Giang năm {2025 + n % 2}"
    head = {"number": number, "issuer": "UBND tỉnh Lam Giang", "date": f"2025-{n % 12 + 1:02d}-02", "title": title}
    source = Source(f"{n}.docx", hashlib.sha256(str(n).encode()).hexdigest(), "docx")
    cites = ()
    if carries_out:
        kind = "Quyết định" if "QĐ" in carries_out else "Kế hoạch"
        issuer = "Thủ tướng Chính phủ" if "QĐ" in carries_out else "UBND tỉnh Lam Giang"
        cites = (Citation(kind, carries_out, None, issuer, relation="carries out"),)
    document = Document(source, (Paragraph(title),))
    plan = Plan(source, Metadata(**{**head, **more}), tasks=tuple(tasks), citations=cites)
    return store.write_prepared(prepare(document, plan), f"/in/{n}.docx", run)


def _task(rnd: random.Random, name: str) -> Task:
    # A few offices have most of the work, as everywhere.
    chosen = dict.fromkeys(UNITS[min(int(rnd.expovariate(0.09)), len(UNITS) - 1)] for _ in range(rnd.randrange(1, 5)))
    lead, *partners = (Unit(unit, unit) for unit in chosen)
    text = f"{rnd.choice(_VERBS)} {rnd.choice(_THINGS)} tại các cơ quan, đơn vị, địa phương (đợt {rnd.randrange(90)})"
    deadlines: tuple[Deadline, ...] = ()
    if rnd.random() < 0.2:
        deadlines = (rnd.choice(_BACK),)
    elif rnd.random() < 0.9:
        due = date(2025, 9, 1) + timedelta(int(rnd.triangular(0, 1000, 330)))
        start = due - timedelta(rnd.randrange(20, 90)) if rnd.random() < 0.4 else None
        deadlines = (Deadline(f"trước {due:%d/%m/%Y}", "date", start, due),)
    share = rnd.choice((0.99, 0.97, 0.95, 0.8))
    return Task(
        name, "table", None, ("II. Nhiệm vụ",), text, None, (lead,), tuple(partners), ("Báo cáo",), deadlines, share
    )
