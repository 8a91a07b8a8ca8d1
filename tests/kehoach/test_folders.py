"""Which files a batch reads."""

import os
import socket
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from kehoach.folders import can_be_document, find
from kehoach.listing import Entry, glance, open_ordinary, walk


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
        ".~lock.kehoach.docx#",
        "sao-chep.pdf.filepart",
        "tai-ve.pdf.!ut",
        "tai-ve.pdf.download",
        "tai-ve.pdf.partial",
        ".kehoach.txt.swp",
        "kehoach.txt~",
        "Thumbs.db",
        "desktop.ini",
        "._kehoach.docx",
        "$RECYCLE.BIN/a.txt",
        "#recycle/a.txt",
        "@eaDir/a.txt",
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


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """A folder with a document, beside the one that is read."""
    make(tmp_path, "outside/mat.txt", "in/kh.txt", "in/2026/kh.txt")
    return tmp_path


def kinds(folder: Path) -> dict[str, str]:
    return {Path(entry.path).relative_to(folder).as_posix(): entry.kind for entry in walk(folder)}


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        pytest.param("../outside/mat.txt", "leads out", id="file outside"),
        pytest.param("../outside", "leads out", id="folder outside"),
        pytest.param("/etc/passwd", "leads out", id="file of the system"),
        pytest.param("/", "leads out", id="the whole disk"),
        pytest.param("..", "leads out", id="folder above"),
        pytest.param("hop", "leads out", id="out over another link"),
        pytest.param("../in-beside/mat.txt", "leads out", id="folder with a name that begins alike"),
        pytest.param("2026/kh.txt", "file", id="file within"),
        pytest.param("../in/kh.txt", "file", id="out and in again"),
        pytest.param("2026", None, id="folder within"),
        pytest.param(".", None, id="the folder itself"),
        pytest.param("gone.txt", "other", id="nothing"),
        pytest.param("link.txt", "other", id="itself"),
        pytest.param("circle", "other", id="in a circle"),
        pytest.param("pipe", "other", id="a pipe"),
    ],
)
def test_a_link_is_followed_within_its_folder_only(beside: Path, target: str, kind: str | None) -> None:
    make(beside, "in-beside/mat.txt")
    folder = beside / "in"
    (folder / ".away").mkdir()
    os.mkfifo(folder / ".away" / "pipe")
    (folder / "link.txt").symlink_to(
        {"hop": ".away/hop", "circle": ".away/circle", "pipe": ".away/pipe"}.get(target, target)
    )
    (folder / ".away" / "hop").symlink_to(beside / "outside" / "mat.txt")
    (folder / ".away" / "circle").symlink_to(folder / "link.txt")
    assert kinds(folder).get("link.txt") == kind
    assert [path.relative_to(folder).as_posix() for path in find([folder]).files] == [
        "kh.txt",
        *(["link.txt"] if kind == "file" else []),
        "2026/kh.txt",
    ]
    assert find([folder]).leading_out == (kind == "leads out")
    assert find([folder]).ignored == (kind == "other")


def test_a_named_link_is_taken_be_it_to_a_file_or_a_folder(beside: Path) -> None:
    (beside / "in" / "out.txt").symlink_to(beside / "outside" / "mat.txt")
    (beside / "in" / "out").symlink_to(beside / "outside")
    assert names(beside, "in/out.txt") == ["in/out.txt"]
    assert names(beside, "in/out") == ["in/out/mat.txt"]


def test_pipes_sockets_and_devices_are_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path may have about 100 bytes
    os.mkfifo("pipe")
    os.mkfifo("pipe.pdf")
    with socket.socket(socket.AF_UNIX) as ear:
        ear.bind("socket.docx")
        (tmp_path / "zero.txt").symlink_to("/dev/zero")
        opened: list[object] = []
        monkeypatch.setattr(os, "open", lambda *args, **kwargs: opened.append(args))
        found = find([tmp_path])
    assert (found.files, found.ignored, found.leading_out, opened) == ((), 3, 1, [])


@pytest.mark.parametrize("name", ["pipe", "/dev/zero", "/dev/null"])
def test_a_pipe_or_device_is_no_file_to_read(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert not can_be_document(tmp_path / name)
    assert glance(str(tmp_path / name)) is None
    with pytest.raises(UnreadableFile, match="Save its content to a file first"):
        open_ordinary(tmp_path / name)


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A place for folders so deep that not every program can clear them away."""
    yield tmp_path
    subprocess.run(["rm", "-rf", tmp_path], check=True)


def test_a_thousand_folders_in_each_other_are_walked(deep: Path) -> None:
    here = os.open(deep, os.O_RDONLY)
    for _ in range(1100):
        os.mkdir("a", dir_fd=here)
        below = os.open("a", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("kh.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    (file,) = find([deep]).files
    assert (file.name, len(file.relative_to(deep).parts)) == ("kh.txt", 1101)


def test_names_as_long_as_can_be_are_read_and_paths_too_long_are_told(deep: Path) -> None:
    longest = "ế" * 83 + "ab.txt"  # 255 bytes
    here = os.open(deep, os.O_RDONLY)
    for _ in range(20):
        os.close(os.open(longest, os.O_CREAT | os.O_WRONLY, dir_fd=here))
        os.mkdir("ạ" * 85, dir_fd=here)
        below = os.open("ạ" * 85, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    found = find([deep])
    readable = [path for path in found.files if len(os.fsencode(path)) < 4096]
    assert {path.name for path in readable} == {longest}
    assert 14 <= len(readable) < 20
    assert found.files[: len(readable)] == tuple(readable), "what is too far down stands for itself, at the end"
    assert {entry.reason for entry in walk(deep) if entry.kind == "closed"} == {"file name too long"}


def test_what_vanishes_while_a_folder_is_listed_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a/kh.txt", "b/kh.txt", "c.txt")
    entries = walk(tmp_path)
    assert Path(next(entries).path).name == "c.txt"
    (tmp_path / "a" / "kh.txt").unlink()
    (tmp_path / "a").rmdir()
    assert [Path(entry.path).relative_to(tmp_path).as_posix() for entry in entries] == ["b/kh.txt"]


def test_a_folder_that_is_gone_is_closed(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone")
    assert list(walk(gone)) == [Entry(gone, "closed", reason="no such file or directory")]
