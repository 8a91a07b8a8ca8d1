"""The kind of a file from its first bytes and inner names."""

import io
import zipfile

import pytest

from ingest.sniff import Kind, sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + b"\0" * 64


def archive(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()


def office(folder: str) -> bytes:
    return archive(**{"[Content_Types].xml": "<Types/>", f"{folder}/main.xml": "<x/>"})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(office("word"), Kind.DOCX, id="docx"),
        pytest.param(office("xl"), Kind.SPREADSHEET, id="xlsx"),
        pytest.param(office("ppt"), Kind.PRESENTATION, id="pptx"),
        pytest.param(archive(mimetype="application/vnd.oasis.opendocument.text"), Kind.ODT, id="odt"),
        pytest.param(archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), Kind.SPREADSHEET, id="ods"),
        pytest.param(archive(**{"kế hoạch.docx": "x", "word.txt": "x"}), Kind.ARCHIVE, id="zip"),
        pytest.param(office("word")[:60], Kind.DAMAGED_ZIP, id="cut-off docx"),
        pytest.param(ole("WordDocument"), Kind.DOC, id="doc"),
        pytest.param(ole("EncryptedPackage"), Kind.LOCKED_OFFICE, id="locked docx"),
        pytest.param(ole("Workbook"), Kind.SPREADSHEET, id="xls"),
        pytest.param(ole("PowerPoint Document"), Kind.PRESENTATION, id="ppt"),
        pytest.param(ole("__substg1.0_37010102") + "WordDocument".encode("utf-16-le"), Kind.MAIL, id="mail with a doc"),
        pytest.param(OLE, Kind.UNKNOWN, id="other OLE"),
        pytest.param(b"%PDF-1.7\n", Kind.PDF, id="PDF"),
        pytest.param(b"\r\n\0rubbish %PDF-1.4", Kind.PDF, id="PDF behind rubbish"),
        pytest.param(b"{\\rtf1\\ansi}", Kind.RTF, id="RTF"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", Kind.PICTURE, id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF", Kind.PICTURE, id="JPEG"),
        pytest.param(b"II*\0\x08\0\0\0", Kind.PICTURE, id="TIFF"),
        pytest.param(b"MM\0*\0\0\0\x08", Kind.PICTURE, id="TIFF, big-endian"),
        pytest.param(b"BM\x36\0\0\0\0\0\0\0\x36\0", Kind.PICTURE, id="BMP"),
        pytest.param(b"RIFF\x10\0\0\0WEBPVP8 ", Kind.PICTURE, id="WebP"),
        pytest.param(b"\0\0\0\x18ftypheic", Kind.PICTURE, id="HEIC"),
        pytest.param(b"\x1f\x8b\x08\0", Kind.ARCHIVE, id="gzip"),
        pytest.param(b"Rar!\x1a\x07\x01\0", Kind.ARCHIVE, id="rar"),
        pytest.param(b"7z\xbc\xaf\x27\x1c\0\x04", Kind.ARCHIVE, id="7z"),
        pytest.param(b"\0" * 257 + b"ustar", Kind.ARCHIVE, id="tar"),
        pytest.param(b"\x7fELF\x02\x01\x01\0\0\0", Kind.UNKNOWN, id="program"),
        pytest.param(bytes(range(1, 32)) * 9, Kind.UNKNOWN, id="control characters"),
        pytest.param(b"<!DOCTYPE html><p>A", Kind.HTML, id="HTML"),
        pytest.param("\ufeff  <html xmlns='x'>".encode(), Kind.HTML, id="HTML with mark"),
        pytest.param("<html><p>Kế hoạch".encode("utf-16"), Kind.HTML, id="HTML in UTF-16"),
        pytest.param(b"<?xml version='1.0'?>\n<html>", Kind.HTML, id="XHTML"),
        pytest.param(b"<?xml version='1.0'?><?mso-application progid='Word.Document'?>", Kind.WORD_XML, id="Word XML"),
        pytest.param(b"MIME-Version: 1.0\nContent-Type: multipart/related; x", Kind.MHTML, id="web archive"),
        pytest.param("<table><tr><td>Kế hoạch".encode(), Kind.TEXT, id="text that begins with a table"),
        pytest.param("Kế hoạch <html> năm 2024".encode(), Kind.TEXT, id="text about HTML"),
        pytest.param("BM01: Biểu mẫu báo cáo".encode(), Kind.TEXT, id="text that begins with BM"),
        pytest.param("Kế hoạch năm 2024 của Sở".encode("utf-16-le"), Kind.TEXT, id="UTF-16 without mark"),
        pytest.param("Kế hoạch".encode("utf-16"), Kind.TEXT, id="UTF-16"),
        pytest.param("KÕ ho¹ch".encode("latin-1"), Kind.TEXT, id="TCVN3"),
        pytest.param(b"   \n\n", Kind.TEXT, id="blanks"),
    ],
)
def test_sniff(data: bytes, kind: Kind) -> None:
    assert sniff(data) is kind
