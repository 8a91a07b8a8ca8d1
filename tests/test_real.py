"""Real documents without right answers: what was found in them when they were last read side by side with the output.

They lie beside the project, in ../shared. The counts are floors; what a floor cannot tell is whether the rows are right.
"""

from pathlib import Path

import pytest

import kehoach
from kehoach.errors import UnreadableFile

REAL = Path(__file__).resolve().parents[2] / "shared" / "real" / "unlabelled"

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="../shared is not here: no real documents to read")


@pytest.mark.parametrize(
    ("name", "number", "tasks", "led"),
    [
        ("d20_qdbnv_1187_chiso_cchc_2025.pdf", "1187/QĐ-BNV", 20, 16),
        ("d66_khbyt_386_atgt_2023_trunc.txt", "386/KH-BYT", 6, 5),
        ("d67_khubnd_quangngai_205_luatduongbo_2024_trunc.txt", "205/KH-UBND", 6, 5),
        ("d69_khubnd_gialai_2514_luatduongbo_2024_trunc.txt", "2514/KH-UBND", 6, 6),
        ("d71_qdubnd_daklak_2626_luatttatgt_2024_trunc.txt", "2626/QĐ-UBND", 4, 3),
        ("d73_khubnd_camau_86_tuyentruyen_cds_2022_trunc.txt", "86/KH-UBND", 8, 4),
        ("d78_qdttg_1044_luatduongbo_2024_trunc.txt", "1044/QĐ-TTg", 2, 2),
        ("d80_qdbgtvt_103_theodoithphl_2025_trunc.txt", "103/QĐ-BGTVT", 3, 3),
        ("d82_tbvpcp_372_gtxanh_2024_trunc.txt", "372/TB-VPCP", 9, 9),
    ],
)
def test_a_real_document_gives_its_plan(name: str, number: str, tasks: int, led: int) -> None:
    plan = kehoach.read_plan(REAL / name)
    assert plan.document.number == number
    assert len(plan.tasks) >= tasks
    assert sum(bool(task.lead) for task in plan.tasks) >= led


def test_every_other_real_document_is_refused_with_its_reason_or_read() -> None:
    for path in sorted(REAL.iterdir()):
        if path.suffix in (".pdf", ".doc") and not path.name.startswith("d20"):
            try:
                kehoach.read_plan(path)
            except UnreadableFile as error:
                assert len(str(error)) > 40, path.name
