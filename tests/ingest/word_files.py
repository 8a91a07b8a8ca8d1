"""Word files made by hand, in memory, and what is read of them."""

import re
import zipfile
from io import BytesIO

from ingest.docx import read
from models import Document, Paragraph, Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}/relationships" xmlns:m="{OFFICE}/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx(
    body: str,
    styles: str = "",
    numbering: str = "",
    parts: dict[str, str] | None = None,
    links: dict[str, tuple[str, str]] | None = None,
) -> bytes:
    """A .docx. `parts` are further XML parts in word/ by their kind ("footnotes"), `links` further relationships."""
    inside = {"styles": styles, "numbering": numbering, **(parts or {})}
    relations = {f"rId{kind}": (kind, f"{kind}.xml") for kind, xml in inside.items() if xml} | (links or {})
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": rels({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": rels(relations),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
    }
    for kind, xml in inside.items():
        if xml:
            root = {"header": "hdr", "footer": "ftr"}.get(re.sub(r"\d", "", kind), kind)
            files[f"word/{kind}.xml"] = f"<w:{root} {NAMES}>{xml}</w:{root}>"
    return zipped(files)


def zipped(files: dict[str, str]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def rels(links: dict[str, tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="{link}" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>'
        for link, (kind, target) in links.items()
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{items}</Relationships>'


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{t(text)}</w:r>"


def p(content: str = "", properties: str = "") -> str:
    """A paragraph; `content` is a text or runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content if content.startswith('<') or not content else r(content)}</w:p>"


def item(number: int, level: int = 0, text: str = "x") -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def lvl(index: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, definition: int = 0, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{more}</w:num>'


def override(level: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


SPAN_2 = '<w:gridSpan w:val="2"/>'
MERGE = '<w:vMerge w:val="restart"/>'
MERGED = "<w:vMerge/>"


def document(data: bytes) -> Document:
    return read(data, "a.docx", "0" * 64)


def paragraphs(data: bytes, part: str = "body") -> list[Paragraph]:
    return [b for b in document(data).blocks if isinstance(b, Paragraph) and b.part == part]


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in document(docx(body, **parts)).blocks]


def table(body: str) -> Table:
    (found,) = (b for b in document(docx(body)).blocks if isinstance(b, Table))
    return found


def style(name: str, more: str = "") -> str:
    return f'<w:pStyle w:val="{name}"/>{more}'


OUTLINE = abstract(
    0, lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%2."), lvl(2, "lowerLetter", "%3)"), lvl(3, "decimal", "%2.%4")
)

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:pPr><w:jc w:val="both"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Muc"><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>
  <w:ind w:left="720" w:hanging="360"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Khoan"><w:basedOn w:val="Muc"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr>
  <w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Diem"><w:basedOn w:val="Normal"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>
<w:style w:type="paragraph" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Dam"><w:rPr><w:b/><w:i/><w:sz w:val="24"/></w:rPr></w:style>
<w:style w:type="numbering" w:styleId="DanhSach"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""

STYLED_LIST = (
    abstract(
        0,
        lvl(0, "upperRoman", "%1."),
        lvl(1, "decimal", "%1.%2."),
        lvl(2, "lowerLetter", "%3)", '<w:pStyle w:val="Diem"/>'),
    )
    + num(1)
    + num(2, more=override(0, 5))
)
