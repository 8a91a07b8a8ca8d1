"""Files that a clerk hands in: by the start page as a clerk does it, and by requests as a browser would never send."""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from http.cookiejar import CookieJar
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

import review.uploads
from ingest.limits import Limits
from kehoach import batch_lock
from output.store import Store
from review.names import safe_name
from tests.review.conftest import SAMPLES
from tests.review.sites import Site

PLAN = """ỦY BAN NHÂN DÂN
HUYỆN SÔNG THANH
Số: {number}/KH-UBND
Sông Thanh, ngày 5 tháng 3 năm 2026

KẾ HOẠCH
Trồng cây năm {number}

II. NHIỆM VỤ
1. Giao Phòng Nông nghiệp chủ trì, phối hợp với Phòng Tài chính rà soát quỹ đất trồng cây, hoàn thành trước ngày 30/4/2026.
2. Giao Văn phòng chủ trì báo cáo kết quả trước ngày 15/12/2026.
"""
HOME = Path(__file__).resolve().parents[2]
READ = 60_000
"""Milliseconds in which a file is read, beside other work."""

SECRET = "MẬT\n" + PLAN.format(number=7)


class Clerk:
    """Requests with the cookie and the token of a page."""

    def __init__(self, site: Site) -> None:
        self.url = site.url
        self.jar = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        with self._opener.open(f"{self.url}/", timeout=20) as page:
            found = re.search(r'name="csrf-token" content="([^"]+)"', page.read().decode())
        assert found
        self.token = found[1]

    def send(self, data: bytes, name: str, **headers: str) -> tuple[int, dict[str, Any]]:
        headers = {"x-csrftoken": self.token, "content-type": "application/octet-stream", **headers}
        asked = urllib.request.Request(f"{self.url}/upload?name={quote(name)}", data, headers)
        try:
            with self._opener.open(asked, timeout=30) as got:
                return got.status, json.load(got)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def post(self, path: str) -> int:
        """The status of the answer to a request that writes."""
        asked = urllib.request.Request(f"{self.url}{path}", b"{}", {"x-csrftoken": self.token})
        try:
            with self._opener.open(asked, timeout=30) as got:
                return int(got.status)
        except urllib.error.HTTPError as error:
            return error.code

    def get(self, path: str) -> dict[str, Any]:
        """What a script is told there."""
        with self._opener.open(f"{self.url}{path}", timeout=60) as got:
            return dict(json.load(got))

    def uploads(self) -> list[dict[str, Any]]:
        with self._opener.open(f"{self.url}/uploads.json", timeout=20) as got:
            return list(json.load(got)["uploads"])

    def until(self, *states: str, seconds: float = 90) -> dict[str, Any]:
        """The last upload, once it is in one of the states."""
        until = time.monotonic() + seconds
        while (last := self.uploads()[-1])["state"] not in states:
            assert time.monotonic() < until, last
            time.sleep(0.1)
        return last


def test_a_file_that_is_chosen_becomes_a_document(site: Site, look: Page, tmp_path: Path) -> None:
    plan = tmp_path / "Kế hoạch trồng cây.txt"
    plan.write_text(PLAN.format(number=71), "utf-8")
    look.goto(site.url)
    look.get_by_label("Chọn tệp").set_input_files(plan)
    done = look.locator("#uploads li[data-state=done]")
    done.wait_for(timeout=READ)
    expect(done).to_contain_text("Kế hoạch trồng cây.txt")
    expect(done).to_contain_text("2 nhiệm vụ")
    row = look.locator("table.documents tbody tr").first
    look.wait_for_function(
        "() => document.querySelector('table.documents tbody tr').textContent.includes('71/KH-UBND')"
    )
    expect(row).to_contain_text("Trồng cây")
    done.get_by_role("link", name="Mở văn bản").click()
    expect(look).to_have_url(re.compile(r"/document/\d+$"))
    with site.store() as store:
        file, path = store.db.execute("SELECT file, path FROM file_paths WHERE path LIKE 'upload:%'").fetchone()
        assert path == "upload:Kế hoạch trồng cây.txt"
        (sha256,) = store.db.execute("SELECT sha256 FROM files WHERE id = ?", [file]).fetchone()
        copied = BytesIO()
        assert store.copy_original(sha256, copied)
        assert copied.getvalue() == plan.read_bytes()


def test_files_that_are_dropped_anywhere_are_read_one_after_the_other(site: Site, look: Page) -> None:
    look.goto(site.url)
    texts = [PLAN.format(number=81), "\x00\x01 chẳng phải văn bản" * 50]
    carried = look.evaluate_handle(
        """(texts) => { const carried = new DataTransfer();
        texts.forEach((text, at) => carried.items.add(new File([text], at ? 'hỏng.pdf' : 'một.txt')));
        return carried; }""",
        texts,
    )
    look.dispatch_event("main", "dragover", {"dataTransfer": carried})
    expect(look.get_by_text("Thả tệp vào đây để đọc")).to_be_visible()
    look.dispatch_event("main", "drop", {"dataTransfer": carried})
    expect(look.get_by_text("Thả tệp vào đây để đọc")).to_be_hidden()
    look.locator("#uploads li[data-state=done]", has_text="một.txt").wait_for(timeout=READ)
    look.locator("#uploads li[data-state=failed]", has_text="hỏng.pdf").wait_for(timeout=READ)
    expect(look.locator("#uploads li[data-state=failed]")).to_contain_text("tệp")
    look.get_by_role("button", name="Xóa những dòng đã xong").click()
    expect(look.locator("#uploads li")).to_have_count(0)


def test_the_same_bytes_are_known(site: Site) -> None:
    clerk = Clerk(site)
    clerk.send(PLAN.format(number=5).encode(), "a.txt")
    first = clerk.until("done")
    clerk.send(PLAN.format(number=5).encode(), "b.txt")
    second = clerk.until("known")
    assert second["document"] == first["document"]


def test_a_secret_document_is_refused_and_nothing_of_it_stays(site: Site) -> None:
    clerk = Clerk(site)
    clerk.send(SECRET.encode(), "m.txt")
    failed = clerk.until("failed", "done")
    assert failed["state"] == "failed"
    assert "độ mật" in failed["text"]
    with site.store() as store:
        assert store.find("quỹ đất trồng cây").task_count == 0
        assert store.db.execute("SELECT count(*) FROM originals").fetchone() == (0,)


def test_a_file_beyond_the_limit_is_refused_before_it_is_sent(
    site: Site, look: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("review.pages.start.Limits", lambda: Limits(file_bytes=1 << 20))
    large = tmp_path / "to.pdf"
    large.write_bytes(b"%PDF" + b"x" * (1 << 20))
    look.goto(site.url)
    look.get_by_label("Chọn tệp").set_input_files(large)
    look.locator("#uploads .bad", has_text="lớn hơn 1 MB").wait_for()


def test_a_body_beyond_the_limit_is_refused_whatever_is_stated(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review.pages.uploads.Limits", lambda: Limits(file_bytes=1 << 20))
    clerk = Clerk(site)
    status, said = clerk.send(b"x" * ((1 << 20) + 1), "to.pdf")
    assert status == 413
    assert said["kind"] == "too_large"
    assert "1 MB" in said["problem"]
    assert chunked(clerk, parts=40, size=1 << 16).startswith(b"HTTP/1.1 413")
    assert clerk.uploads() == []


def raw(clerk: Clerk, head: str) -> socket.socket:
    """A connection on which an upload begins."""
    port = int(clerk.url.rpartition(":")[2])
    wire = socket.create_connection(("127.0.0.1", port), 20)
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in clerk.jar)
    lines = ("POST /upload?name=a.pdf HTTP/1.1", f"host: 127.0.0.1:{port}", f"cookie: {cookies}", head)
    wire.sendall("\r\n".join((*lines, f"x-csrftoken: {clerk.token}", "", "")).encode())
    return wire


def chunked(clerk: Clerk, *, parts: int, size: int) -> bytes:
    """The head of the answer to a body that does not say how long it is."""
    with raw(clerk, "transfer-encoding: chunked") as wire:
        with suppress(OSError):
            for _ in range(parts):
                wire.sendall(f"{size:x}\r\n".encode() + b"x" * size + b"\r\n")
        return wire.recv(200)


def test_nothing_stays_of_a_file_whose_sender_goes_away(site: Site, tmp_path: Path) -> None:
    clerk = Clerk(site)
    with raw(clerk, "content-length: 1000") as wire:
        wire.sendall(b"the beginning")
        wait_until(lambda: any(tmp_path.rglob("a.pdf")))
    wait_until(lambda: not any(tmp_path.rglob("a.pdf")))
    assert clerk.uploads() == []


def test_nothing_stays_of_a_file_that_was_taken_in(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    clerk = Clerk(site)
    clerk.send(PLAN.format(number=3).encode(), "mot-tep.txt")
    clerk.until("done")
    wait_until(lambda: not any(tmp_path.rglob("mot-tep.txt")))
    site.stop()
    assert not list(tmp_path.glob("kehoach-*"))
    assert not site.place.with_name(f"{site.place.name}-uploads").exists()


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_files_that_wait_when_the_server_is_killed_are_read_by_the_next(site: Site, tmp_path: Path) -> None:
    site.stop()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = "from kehoach.cli import main; main()"
    command = [sys.executable, "-c", program, "review", str(site.place), "--port", str(port), "--no-browser"]
    killed = subprocess.Popen(command, cwd=HOME, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: answers(port))
        clerk = Clerk(Site(site.place, f"http://127.0.0.1:{port}"))
        with batch_lock.held(site.place, 1, lambda _: None):
            for number in (21, 22, 23):
                assert clerk.send(PLAN.format(number=number).encode(), f"ke-hoach-{number}.txt")[0] == 202
            wait_until(lambda: [each["state"] for each in clerk.uploads()] == ["held", "waiting", "waiting"])
            killed.kill()
            killed.wait()
    finally:
        killed.kill()
        killed.wait()
    site.start()
    clerk = Clerk(site)
    wait_until(lambda: [each["state"] for each in clerk.uploads()] == ["done"] * 3)
    assert [each["name"] for each in clerk.uploads()] == [f"ke-hoach-{number}.txt" for number in (21, 22, 23)]
    site.stop()
    with site.store() as store:
        paths = store.db.execute(
            "SELECT path FROM file_paths WHERE path LIKE 'upload:ke-hoach-%' ORDER BY 1"
        ).fetchall()
    assert [path for (path,) in paths] == [f"upload:ke-hoach-{number}.txt" for number in (21, 22, 23)]
    assert not list(tmp_path.rglob("ke-hoach-*"))


def answers(port: int) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/assets/icon.svg", timeout=5):
        return True
    return False


def test_a_file_that_was_handed_in_is_shown_as_pages(tmp_path: Path) -> None:
    Store(tmp_path / "plans.db").close()
    site = Site(tmp_path / "plans.db")
    site.start()
    try:
        clerk = Clerk(site)
        clerk.send((SAMPLES / "phuong-chuyen-doi-so-2026.pdf").read_bytes(), "ke-hoach.pdf")
        document = clerk.until("done", "failed")["document"]
        assert clerk.get(f"/document/{document}/marks.json")["kind"] == "pages"
        with urllib.request.urlopen(f"{site.url}/document/{document}/page/1.jpg", timeout=60) as picture:
            assert picture.read(3) == b"\xff\xd8\xff"
    finally:
        site.stop()


def test_a_full_line_makes_the_sender_wait(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review.uploads, "MOST_WAITING", 0)
    status, said = Clerk(site).send(b"x", "a.txt")
    assert (status, said["kind"]) == (503, "full")


def test_an_upload_without_the_token_is_refused(site: Site) -> None:
    clerk = Clerk(site)
    clerk.token = "another"
    with raw(clerk, "content-length: 1") as wire:
        wire.sendall(b"x")
        assert wire.recv(200).startswith(b"HTTP/1.1 403")
    assert clerk.uploads() == []


def test_a_nightly_batch_is_waited_for(site: Site) -> None:
    clerk = Clerk(site)
    with batch_lock.held(site.place, 1, lambda _: None):
        clerk.send(PLAN.format(number=6).encode(), "a.txt")
        held = clerk.until("held")
        assert "đợt đọc khác" in held["text"]
    assert clerk.until("done", "failed")["state"] == "done"


@pytest.mark.parametrize(
    ("given", "made"),
    [
        pytest.param("Kế hoạch 5.docx", "Kế hoạch 5.docx", id="plain"),
        pytest.param("../../etc/passwd", "passwd", id="a path"),
        pytest.param("C:\\Users\\an\\a.pdf", "a.pdf", id="a path of Windows"),
        pytest.param("..", "van-ban", id="the folder above"),
        pytest.param("a/..", "van-ban", id="the folder above, in a path"),
        pytest.param("", "van-ban", id="nothing"),
        pytest.param(" . ", "van-ban", id="blanks"),
        pytest.param(".hidden.pdf", "hidden.pdf", id="hidden"),
        pytest.param("a\nb\x00c\u202e.pdf", "a bc.pdf", id="what is not seen"),
        pytest.param("a.pdf\x00.exe", "a.pdf.exe", id="a zero byte"),
        pytest.param("\ud800a.pdf", "a.pdf", id="half a letter"),
        pytest.param("Ke\u0302\u0301.pdf", "Kế.pdf", id="marks that combine"),
        pytest.param("đ" * 255 + ".docx", "đ" * 97 + ".docx", id="too long"),
        pytest.param("a." + "b" * 300, "a." + "b" * 198, id="too long an ending"),
    ],
)
def test_names_are_safe(given: str, made: str) -> None:
    name = safe_name(given)
    assert name == made
    assert len(os.fsencode(name)) <= 200
    assert safe_name(name) == name


@pytest.mark.parametrize(
    "name", ["../../x.txt", "a\x00b.txt", "đ" * 255 + ".txt", "..", "<img src=x onerror=alert(1)>.txt"]
)
def test_a_strange_name_does_no_harm(site: Site, look: Page, name: str) -> None:
    clerk = Clerk(site)
    status, _ = clerk.send(PLAN.format(number=9).encode(), name)
    assert status == 202
    assert clerk.until("done", "failed")["state"] == "done"
    look.goto(site.url)
    look.locator("#uploads li[data-state=done]").wait_for()
    expect(look.locator("img")).to_have_count(0)
