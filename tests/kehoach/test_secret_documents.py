"""Documents marked as state secrets: nothing of them gets into a database unless somebody wants it there."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kehoach.cli import program
from output.store import Store
from tests.kehoach.in_process import InProcess

TEXT = """ỦY BAN NHÂN DÂN TỈNH X
SỞ CÔNG THƯƠNG
Số: 12/KH-SCT
{mark}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

KẾ HOẠCH
Diễn tập bảo vệ kho dự trữ năm 2025

II. TỔ CHỨC THỰC HIỆN
1. Phòng Kỹ thuật chủ trì rà soát phương án xong trước ngày 30/6/2025.
"""


@pytest.fixture(autouse=True)
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kehoach.guard.Pool", InProcess)
    monkeypatch.setattr("kehoach.pipeline.Pool", InProcess)


def ingest(folder: Path, *options: str, command: str = "ingest") -> Result:
    return CliRunner().invoke(program, [command, str(folder / "in"), "--db", str(folder / "plans.db"), *options])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "secret.txt").write_text(TEXT.format(mark="TỐI MẬT"), encoding="utf-8")
    (tmp_path / "in" / "open.txt").write_text(TEXT.format(mark="").replace("12/", "13/"), encoding="utf-8")
    return tmp_path


def content(folder: Path) -> str:
    with Store(folder / "plans.db") as store:
        return "\n".join(store.db.iterdump())


@pytest.mark.parametrize("command", [("ingest",), ("watch", "--once", "--settle", "0.1", "--every", "0.1")])
def test_a_secret_document_is_refused_and_nothing_of_it_is_stored(folder: Path, command: tuple[str, ...]) -> None:
    result = ingest(folder, *command[1:], command=command[0])
    assert result.exit_code == 1
    assert "secret.txt: The document is marked as a state secret" in result.output
    assert "--allow-secret" in result.output
    held = content(folder)
    assert "13/KH-SCT" in held
    assert "12/KH-SCT" not in held
    with Store(folder / "plans.db") as store:
        assert store.db.execute("SELECT error FROM open_failures").fetchall() == [("SecretDocument",)]
        assert store.db.execute("SELECT count(*) FROM files").fetchone() == (1,)


@pytest.mark.parametrize("command", [("ingest",), ("watch", "--once", "--settle", "0.1", "--every", "0.1")])
def test_it_is_taken_in_when_the_database_may_hold_it(folder: Path, command: tuple[str, ...]) -> None:
    result = ingest(folder, *command[1:], "--allow-secret", command=command[0])
    assert result.exit_code == 0
    assert "12/KH-SCT" in content(folder)


def test_another_version_of_the_program_is_told_and_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(folder, "--allow-secret")
    monkeypatch.setattr("kehoach.pipeline.version", lambda: "9.0.0+newer")
    result = ingest(folder, "--allow-secret")
    assert "0 read, 2 skipped as unchanged" in result.output
    assert f"kehoach refresh --db {folder / 'plans.db'} --dry-run" in result.output
