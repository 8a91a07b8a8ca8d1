"""Which files a batch reads."""

import os
import zipfile
from pathlib import Path

import pytest

from kehoach.folders import can_be_document, find


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Kế hoạch", encoding="utf-8")


def names(folder: Path, *paths: str) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find([folder / p for p in paths]).files]


def test_folders_are_read_to_the_bottom_in_the_order_of_names(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/z.pdf", "a/2026/kh.docx", "c.MD")
    assert names(tmp_path, "") == ["b.txt", "c.MD", "a/z.pdf", "a/2026/kh.docx"]


@pytest.mark.parametrize(
    "name",
    [
        ".an.docx",
        "~$kehoach.docx",
        "~WRL0001.tmp",
        "kehoach.docx.tmp",
        "tai-ve.pdf.part",
        "x.pdf.crdownload",
        ".git/a.txt",
    ],
)
def test_hidden_and_temporary_files_are_passed_over_in_silence(tmp_path: Path, name: str) -> None:
    make(tmp_path, name, "that.txt")
    found = find([tmp_path])
    assert [path.name for path in found.files] == ["that.txt"]
    assert found.ignored == 0


def test_other_kinds_in_a_folder_are_counted(tmp_path: Path) -> None:
    make(tmp_path, "kh.txt", "bang.xlsx", "nhac.mp3", "plans.db", "trang.tif")
    found = find([tmp_path])
    assert [path.name for path in found.files] == ["kh.txt", "trang.tif"]
    assert found.ignored == 3


def test_a_named_file_is_always_taken(tmp_path: Path) -> None:
    make(tmp_path, "anh.jpg", ".an.docx")
    assert names(tmp_path, "anh.jpg", ".an.docx") == ["anh.jpg", ".an.docx"]


def test_a_file_named_twice_is_taken_once(tmp_path: Path) -> None:
    make(tmp_path, "kh.txt")
    assert names(tmp_path, "kh.txt", "") == ["kh.txt"]


def test_content_tells_where_the_name_does_not(tmp_path: Path) -> None:
    (tmp_path / "van-ban").write_bytes(b"%PDF-1.7 ...")
    (tmp_path / "short").write_bytes(b"PK")
    with zipfile.ZipFile(tmp_path / "kehoach.bak", "w") as parts:
        parts.writestr("word/document.xml", "<w:document/>")
    with zipfile.ZipFile(tmp_path / "bang.zip", "w") as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
    assert names(tmp_path, "") == ["kehoach.bak", "van-ban"]
    assert find([tmp_path]).ignored == 2


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    make(tmp_path, "a/kh.txt")
    (tmp_path / "a" / "back").symlink_to(tmp_path)
    assert names(tmp_path, "") == ["a/kh.txt"]


def test_a_folder_that_cannot_be_opened_stands_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "open/kh.txt", "closed/kh.txt")
    scandir = os.scandir

    def refuse(path: str | os.PathLike[str]) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert names(tmp_path, "") == ["open/kh.txt", "closed"]


def test_a_file_that_vanishes_is_no_document(tmp_path: Path) -> None:
    assert not can_be_document(tmp_path / "gone")
