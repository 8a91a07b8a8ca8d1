"""What a file is, by its content. Names lie: many a ".doc" is HTML, and many a ".pdf" a picture."""

import codecs
import io
import re
import zipfile
from enum import Enum


class Kind(Enum):
    """A kind of file; the value is its name in messages."""

    DOCX = "Word (.docx)"
    PDF = "PDF"
    HTML = "HTML"
    TEXT = "text"
    LOCKED_OFFICE = "an Office file with a password"
    DOC = "Word 97–2003 (.doc)"
    WORD_XML = "Word 2003 XML"
    FLAT_WORD = "Word XML"
    RTF = "RTF"
    MHTML = "a web archive (.mht)"
    ODT = "OpenDocument text (.odt)"
    SPREADSHEET = "a spreadsheet"
    PRESENTATION = "a presentation"
    MAIL = "an Outlook message"
    PICTURE = "a picture"
    ARCHIVE = "an archive"
    DAMAGED_ZIP = "a cut-off Word file or zip archive"
    UNKNOWN = "unknown"


BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""The marks that open a text in Unicode, with the encodings that they mean."""

_PICTURES = re.compile(
    rb"\x89PNG\r\n|\xff\xd8\xff|II\*\0|MM\0\*|GIF8[79]a|BM.{4}\0{4}|\0\0\0\x0cjP  |RIFF.{4}WEBP"
    rb"|.{4}ftyp(?:heic|heix|mif1|avif)",
    re.DOTALL,
)
_ARCHIVES = re.compile(
    rb"\x1f\x8b|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\xfd7zXZ\0|BZh\d1AY&SY|\x28\xb5\x2f\xfd|.{257}ustar", re.DOTALL
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# The names of streams in an OLE file, which its directory keeps as UTF-16.
_OLE_STREAMS = (
    ("EncryptedPackage", Kind.LOCKED_OFFICE),
    ("__substg1.0_", Kind.MAIL),  # before the kinds of what may be attached
    ("WordDocument", Kind.DOC),
    ("Workbook", Kind.SPREADSHEET),
    ("Book", Kind.SPREADSHEET),
    ("PowerPoint Document", Kind.PRESENTATION),
)
_ZIP_FOLDERS = (
    ("word/", Kind.DOCX),
    ("xl/", Kind.SPREADSHEET),
    ("ppt/", Kind.PRESENTATION),
)
_ODF = {
    "application/vnd.oasis.opendocument.text": Kind.ODT,
    "application/vnd.oasis.opendocument.spreadsheet": Kind.SPREADSHEET,
    "application/vnd.oasis.opendocument.presentation": Kind.PRESENTATION,
}
_MANIFEST = "META-INF/manifest.xml"
_LATIN = re.compile("[\\t\\n\\r\\f\u0020-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u22ff\u25a0-\u25ff]")
_FLAT_WORD = re.compile(r"<pkg:package\b")  # since Word 2007; before _WORD_XML, whose marks it may have too
_WORD_XML = re.compile(r"<\?mso-application progid=.Word\.Document|<w:wordDocument\b")
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_MHTML = re.compile(r"MIME-Version:.{0,2000}multipart/related|From: <Saved by ", re.IGNORECASE | re.DOTALL)


def sniff(data: bytes) -> Kind:
    """The kind of a file's content. What may be text in any encoding is TEXT."""
    if data.startswith(_OLE):
        return _ole_kind(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if b"%PDF-" in data[:1024]:  # readers allow for rubbish in front
        return Kind.PDF
    if data.lstrip()[:5] == b"{\\rtf":
        return Kind.RTF
    if _PICTURES.match(data):
        return Kind.PICTURE
    if _ARCHIVES.match(data):
        return Kind.ARCHIVE
    return _text_kind(data) if _may_be_text(data) else Kind.UNKNOWN


def unmarked_utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, as a codec's name, when that is certain; else None.

    It is when nearly all code units are letters that Vietnamese is written with.
    """
    sample = data[:4096]
    if b"\0" not in sample or len(sample) < 8:
        return None
    for name in ("utf-16-le", "utf-16-be"):
        text = codecs.getincrementaldecoder(name)("replace").decode(sample)
        if len(_LATIN.findall(text)) >= 0.99 * len(text):
            return name
    return None


def _may_be_text(data: bytes) -> bool:
    if any(data.startswith(bom) for bom, _ in BOMS) or unmarked_utf16(data):
        return True
    sample = data[:65536]
    controls = sum(sample.count(code) for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
    return b"\0" not in sample and controls <= len(sample) // 100


def _ole_kind(data: bytes) -> Kind:
    for name, kind in _OLE_STREAMS:
        if name.encode("utf-16-le") in data:
            return Kind.LOCKED_OFFICE if kind is Kind.DOC and _is_locked_doc(data) else kind
    return Kind.UNKNOWN


def _is_locked_doc(data: bytes) -> bool:
    """Whether a .doc says that its text is encrypted: bit 0x100 of the flags at the start of its main stream
    ([MS-DOC] 2.5.2), which begins at the sector that the stream's entry in the directory names ([MS-CFB] 2.6.1).
    """
    entry = data.find("WordDocument\0".encode("utf-16-le"))
    sector_bits = int.from_bytes(data[30:32], "little")
    sector = int.from_bytes(data[entry + 116 : entry + 120], "little")
    start = (sector + 1) << sector_bits if sector_bits in (9, 12) else len(data)
    header = data[start : start + 12]
    return entry >= 0 and len(header) == 12 and header[:2] == b"\xec\xa5" and bool(header[11] & 0x01)


def _zip_kind(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names else b""
            manifest = archive.read(_MANIFEST) if mimetype and _MANIFEST in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return Kind.DAMAGED_ZIP
    if "[Content_Types].xml" in names:  # an Office file; its main part may have any name
        for folder, kind in _ZIP_FOLDERS:
            if any(name.startswith(folder) for name in names):
                return kind
    kind = _ODF.get(mimetype.decode("ascii", "replace").strip(), Kind.ARCHIVE)
    return Kind.LOCKED_OFFICE if kind is Kind.ODT and b"encryption-data" in manifest else kind


def _text_kind(data: bytes) -> Kind:
    mark, encoding = next(((bom, name) for bom, name in BOMS if data.startswith(bom)), (b"", "latin-1"))
    head = data[len(mark) : 8192].decode(unmarked_utf16(data) or encoding, "replace").lstrip()
    if _MHTML.match(head):
        return Kind.MHTML
    if not head.startswith("<"):
        return Kind.TEXT
    if _FLAT_WORD.search(head):
        return Kind.FLAT_WORD
    if _WORD_XML.search(head):
        return Kind.WORD_XML
    return Kind.HTML if _HTML.search(head) else Kind.TEXT
