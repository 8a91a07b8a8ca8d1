"""Searchable PDF files: beside the original, whole or not at all. OCRmyPDF is a fake throughout."""

import tempfile
from pathlib import Path

import pytest

from ingest import errors, searchable
from ingest.searchable import searchable_pdf
from tests.ingest import fakes

PDF = b"%PDF-1.7\noriginal\n%%EOF\n"
SIGNED = b"%PDF-1.7\n/ByteRange [0 1 2 3]\n%%EOF\n"
# The last two arguments are the file to read and the file to write.
LAST = "while [ $# -gt 2 ]; do shift; done; "
WORKS = f'echo "$@" >> {{call}}; {LAST} cat "$1" > "$2"; echo text >> "$2"'


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "plans").mkdir()
    path = tmp_path / "plans" / "Kế hoạch.pdf"
    path.write_bytes(PDF)
    return path


def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    call = tmp_path / "call"
    fakes.put(tmp_path / "bin", "ocrmypdf", script.replace("{call}", str(call)), monkeypatch)
    return call


def test_it_stands_beside_the_original(scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call = fake(tmp_path, monkeypatch, WORKS)
    out = scan.with_name("out.pdf")
    searchable_pdf(scan, out)
    assert out.read_bytes() == PDF + b"text\n"
    assert scan.read_bytes() == PDF
    assert sorted(path.name for path in scan.parent.iterdir()) == ["Kế hoạch.pdf", "out.pdf"]
    assert out.stat().st_mode & 0o777 == scan.stat().st_mode & 0o777
    said = call.read_text()
    assert "-l vie --skip-text" in said
    assert "--invalidate-digital-signatures" not in said
    assert str(scan) not in said, "it works on a copy"
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize(
    ("script", "calls"),
    [
        pytest.param(WORKS, 1, id="since 14.4"),
        pytest.param('echo "$@" >> {call}; case "$*" in *invalidate*) exit 1;; esac; ' + WORKS, 3, id="before 14.4"),
    ],
)
def test_signed_files(scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, calls: int) -> None:
    scan.write_bytes(SIGNED)
    call = fake(tmp_path, monkeypatch, script)
    searchable_pdf(scan, scan.with_name("out.pdf"))
    assert scan.read_bytes() == SIGNED
    lines = call.read_text().splitlines()
    assert len(lines) == calls
    assert "--invalidate-digital-signatures" in lines[0]


@pytest.mark.parametrize(
    ("script", "error", "said"),
    [
        pytest.param("exit 15", errors.DamagedFile, "exit code 15", id="fails"),
        pytest.param("kill -SEGV $$", errors.DamagedFile, "exit code -11", id="crashes"),
        pytest.param("echo worse luck; exit 7", errors.DamagedFile, "It says: worse luck", id="its words"),
        pytest.param("exit 2", errors.DamagedFile, "cannot read the PDF", id="no PDF to it"),
        pytest.param("exit 3", errors.ProgramMissing, "tesseract-ocr-vie", id="a part is missing"),
        pytest.param("exit 8", errors.EncryptedFile, "password", id="locked"),
        pytest.param("exit 0", errors.DamagedFile, "made no searchable PDF", id="writes nothing"),
        pytest.param(LAST + 'echo x > "$2"', errors.DamagedFile, "made no searchable PDF", id="rubbish"),
        pytest.param(LAST + 'cp "$1" "$2"; exit 4', errors.DamagedFile, "exit code 4", id="writes and fails"),
        pytest.param(LAST + 'cp "$1" "$2"; sleep 60', errors.TooLarge, "within 1 seconds", id="hangs"),
    ],
)
def test_failures_write_nothing(
    scan: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    script: str,
    error: type[errors.UnreadableFile],
    said: str,
) -> None:
    fake(tmp_path, monkeypatch, script)
    monkeypatch.setattr(searchable, "MAX_SECONDS", 1 if "sleep" in script else 60)
    with pytest.raises(error, match=said) as caught:
        searchable_pdf(scan, scan.with_name("out.pdf"))
    assert type(caught.value) is error
    assert scan.read_bytes() == PDF
    assert list(scan.parent.iterdir()) == [scan]
    assert list((tmp_path / "temporary").iterdir()) == []


def test_nothing_is_overwritten(scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call = fake(tmp_path, monkeypatch, WORKS)
    link, other, broken = (scan.with_name(name) for name in ("link.pdf", "other.pdf", "broken.pdf"))
    link.symlink_to(scan)
    broken.symlink_to(tmp_path / "nowhere")
    other.write_bytes(b"mine")
    for out, said in ((scan, "overwrite the original"), (link, "overwrite the original"), (other, "there already"),
                      (broken, "there already"), (tmp_path / "none" / "a.pdf", "no folder")):  # fmt: skip
        with pytest.raises(errors.UnreadableFile, match=said):
            searchable_pdf(scan, out)
    assert (scan.read_bytes(), other.read_bytes()) == (PDF, b"mine")
    assert not call.exists()


def test_a_file_that_comes_meanwhile_is_kept(scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = scan.with_name("out.pdf")
    fake(tmp_path, monkeypatch, f'{LAST} cp "$1" "$2"; echo mine > \'{out}\'')
    with pytest.raises(errors.UnreadableFile, match="cannot be written"):
        searchable_pdf(scan, out)
    assert out.read_bytes() == b"mine\n"
    assert sorted(path.name for path in scan.parent.iterdir()) == ["Kế hoạch.pdf", "out.pdf"]


def test_only_pdf_files(scan: Path) -> None:
    scan.write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(errors.UnknownFormat, match="Only PDF"):
        searchable_pdf(scan, scan.with_name("out.pdf"))
    with pytest.raises(errors.UnreadableFile, match="Check its name"):
        searchable_pdf(scan.with_name("none.pdf"), scan.with_name("out.pdf"))


def test_without_ocrmypdf(scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(errors.ProgramMissing) as caught:
        searchable_pdf(scan, scan.with_name("out.pdf"))
    assert "sudo apt-get install --no-install-recommends ocrmypdf tesseract-ocr-vie" in str(caught.value)
