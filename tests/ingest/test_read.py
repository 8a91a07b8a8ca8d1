"""The front door: which reader gets a file, and what is said of files that none can read."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest

import ingest
from ingest import errors

ARCHIVE = (
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    b"<html><meta charset=3Dus-ascii><p>S=E1=BB=9F Y t=E1=BA=\r\n=BF</p></html>\r\n--b--\r\n"
)
FLAT = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
    '<pkg:part pkg:name="/_rels/.rels"><pkg:xmlData>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships></pkg:xmlData></pkg:part>'
    '<pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>AAAA</pkg:binaryData></pkg:part>'
    '<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>Sở Y tế</w:t></w:r></w:p></w:body></w:document></pkg:xmlData></pkg:part></pkg:package>"
).encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def word_file(text: str = "Sở Y tế") -> bytes:
    document = docx.Document()
    if text:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def zipped(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        pytest.param("a.txt", "Sở Y tế".encode(), "text", id="text"),
        pytest.param("a.md", "# Sở Y tế".encode(), "text", id="Markdown"),
        pytest.param("a.html", "<html><p>Sở Y tế</p></html>".encode(), "html", id="HTML"),
        pytest.param("a.docx", word_file(), "docx", id="Word"),
        pytest.param("a.mht", ARCHIVE, "html", id="web archive"),
        pytest.param("a.xml", FLAT, "docx", id="Word XML"),
        pytest.param("no ending", word_file(), "docx", id="Word without an ending"),
    ],
)
def test_read(tmp_path: Path, name: str, data: bytes, form: str) -> None:
    document = ingest.read(put(tmp_path, name, data))
    assert [block.text for block in document.blocks] == ["Sở Y tế"]
    assert document.source.format == form
    assert document.source.name == name
    assert len(document.source.sha256) == 64
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("name", "data", "form", "said"),
    [
        pytest.param("a.doc", "<html><p>Sở Y tế</p></html>".encode(), "html", "content is HTML", id="HTML named .doc"),
        pytest.param("a.DOC", word_file(), "docx", "content is Word", id="docx named .DOC"),
        pytest.param("a.pdf", "Sở Y tế".encode(), "text", "content is text", id="text named .pdf"),
    ],
)
def test_the_content_decides_and_a_warning_tells(tmp_path: Path, name: str, data: bytes, form: str, said: str) -> None:
    document = ingest.read(put(tmp_path, name, data))
    assert document.source.format == form
    assert [block.text for block in document.blocks] == ["Sở Y tế"]
    (warning,) = document.warnings
    assert said in warning
    assert Path(name).suffix in warning


@pytest.mark.parametrize(
    ("name", "data", "error", "said"),
    [
        pytest.param("a.txt", b"", errors.EmptyFile, "0 bytes", id="empty"),
        pytest.param("a.txt", b"\xef\xbb\xbf \n\t\n", errors.EmptyFile, "blanks", id="blanks"),
        pytest.param("a.html", b"<html><body></body></html>", errors.EmptyFile, "no text", id="empty HTML"),
        pytest.param("a.docx", word_file(""), errors.EmptyFile, "no text", id="empty Word file"),
        pytest.param(
            "a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), errors.EncryptedFile, "password", id="locked docx"
        ),
        pytest.param(
            "a.xml",
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
            errors.UnknownFormat,
            "Word 2003, .* save it as .docx",
            id="Word 2003 XML",
        ),
        pytest.param("a.docx", word_file()[:100], errors.DamagedFile, "cut off", id="cut-off docx"),
        pytest.param(
            "a.mht", ARCHIVE.replace(b"text/html", b"text/css"), errors.DamagedFile, "no page", id="empty mht"
        ),
        pytest.param("a.xml", FLAT.replace(b"part", b"prt"), errors.DamagedFile, "no parts", id="empty Word XML"),
        pytest.param("a.pdf", b"\xff\xd8\xff\xe0", errors.DamagedFile, "picture", id="damaged picture named .pdf"),
        pytest.param("a.png", b"\x89PNG\r\n\x1a\n", errors.DamagedFile, "damaged", id="cut-off picture"),
        pytest.param("a.zip", zipped("a.docx"), errors.UnknownFormat, "Unpack", id="zip"),
        pytest.param(
            "a.xls", OLE + "Workbook".encode("utf-16-le"), errors.UnknownFormat, "spreadsheet", id="spreadsheet"
        ),
        pytest.param("a.bin", b"\x7fELF\0\0", errors.UnknownFormat, "unknown kind", id="program"),
        pytest.param("a.txt", b"S\xf4 Y t\xea" * 9, errors.UnknownEncoding, "UTF-8", id="old encoding"),
    ],
)
def test_refusals_name_the_cause(
    tmp_path: Path, name: str, data: bytes, error: type[errors.UnreadableFile], said: str
) -> None:
    with pytest.raises(error, match=said) as caught:
        ingest.read(put(tmp_path, name, data))
    assert type(caught.value) is error
    assert caught.value.exit_code == 1


def test_places_without_a_file(tmp_path: Path) -> None:
    with pytest.raises(errors.UnreadableFile, match="folder"):
        ingest.read(tmp_path)
    with pytest.raises(errors.UnreadableFile, match="no such file"):
        ingest.read(tmp_path / "none.txt")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(errors.UnreadableFile, match="pipe"):
        ingest.read(pipe)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, "a.txt", b"x")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(errors.UnreadableFile, match="permission"):
        ingest.read(path)


def test_import_is_cheap() -> None:
    code = "import ingest, sys; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "ingest.sniff" in loaded
    assert not {"ingest.pdf", "ingest.docx", "ingest.html", "pdfplumber", "pypdfium2", "docx", "spacy"} & set(loaded)
