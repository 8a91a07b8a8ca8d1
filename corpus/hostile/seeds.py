"""Small sound documents of which mutants are made: each feature once, so that a mutation often hits one."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from corpus.hostile import pdf
from corpus.hostile.word import part, text, word

SAMPLES = Path(__file__).resolve().parent.parent / "samples"

_HEAD = (
    "ỦY BAN NHÂN DÂN",
    "XÃ LONG KHÊ",
    "Số: 27/KH-UBND",
    "Long Khê, ngày 05 tháng 3 năm 2026",
    "KẾ HOẠCH",
    "Tu sửa cầu treo năm 2026",
)
_BODY = (
    "Căn cứ Kế hoạch số 12/KH-UBND ngày 02/01/2026 của Ủy ban nhân dân tỉnh;",
    "I. MỤC TIÊU",
    "100% cầu treo được kiểm tra trong năm 2026.",
    "II. NHIỆM VỤ",
    "1. Phòng Kinh tế chủ trì, phối hợp với Công an xã rà soát cầu treo, báo cáo trước ngày 05/6/2026.",
    "2. Hằng quý, Trạm Y tế tập huấn sơ cứu; hoàn thành trước 30 tháng 9.",
    "a) Đơn vị chủ trì: Văn phòng;",
    "b) Thời gian: Quý III/2026.",
    "III. TỔ CHỨC THỰC HIỆN",
    "Giao Văn phòng theo dõi, tổng hợp báo cáo Chủ tịch.",
)
_TAIL = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHỦ TỊCH", "Đỗ Văn Thạch")
_ROWS = (
    ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"),
    ("1", "Sơn lại lan can", "Phòng Kinh tế", "Đoàn xã", "Tháng 5/2026"),
    ("2", "Thay ván mặt cầu", "Ban Quản lý", "Thôn Đồng Xoài", "Trước 15/7"),
)


@cache
def small() -> Mapping[str, bytes]:
    """The small documents, by file name."""
    return {"plan.docx": _docx(), "plan.pdf": _pdf(), "plan.txt": _txt(), "plan.html": _html()}


@cache
def samples() -> Mapping[str, bytes]:
    """The sample documents that come with the program, by file name."""
    return {
        path.name: path.read_bytes() for path in sorted(SAMPLES.iterdir()) if path.suffix in (".docx", ".pdf", ".txt")
    }


def _txt() -> bytes:
    table = "\n".join("| " + " | ".join(row) + " |" for row in _ROWS)
    return "\n\n".join((*_HEAD, *_BODY, table, *_TAIL)).encode()


def _html() -> bytes:
    rows = "".join(
        "<tr>" + "".join(f'<td colspan="1" rowspan="1">{cell}</td>' for cell in row) + "</tr>" for row in _ROWS
    )
    paragraphs = [f'<p style="text-align:center"><b>{line}</b></p>' for line in _HEAD]
    paragraphs += [f"<p>{line}</p>" for line in _BODY]
    items = '<ol start="3" type="1"><li>Mở sổ theo dõi.</li><li>Chụp ảnh hiện trạng.</li></ol>'
    tail = "".join(f"<div>{line}<br></div>" for line in _TAIL)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{"".join(paragraphs)}{items}'
        f'<table border="1">{rows}</table>{tail}</body></html>'
    ).encode()


def _docx() -> bytes:
    cells = [
        f'<w:tc><w:tcPr><w:tcW w:w="1800" w:type="dxa"/><w:gridSpan w:val="1"/></w:tcPr>{text(cell)}</w:tc>'
        for row in _ROWS
        for cell in row
    ]
    rows = "".join(f"<w:tr>{''.join(cells[at : at + 5])}</w:tr>" for at in range(0, len(cells), 5))
    grid = '<w:gridCol w:w="1800"/>' * 5
    merged = (
        '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>' + text("Cộng") + "</w:tc>"
        '<w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr>' + text("02 việc") + "</w:tc></w:tr>"
    )
    centred = '<w:pPr><w:pStyle w:val="Head"/><w:jc w:val="center"/><w:ind w:left="720" w:firstLine="-360"/></w:pPr>'
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    box = f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{text('KHẨN')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    changes = '<w:p><w:ins w:id="1"><w:r><w:t>thêm</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>bớt</w:delText></w:r></w:del></w:p>'
    body = (
        "".join(text(line, centred) for line in _HEAD)
        + box
        + "".join(text(line) for line in _BODY)
        + text("Mở sổ theo dõi.", listed)
        + text("Chụp ảnh hiện trạng.", listed)
        + f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{rows}{merged}</w:tbl>"
        + field
        + changes
        + "".join(text(line) for line in _TAIL)
        + '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/></w:sectPr>'
    )
    level = '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    numbers = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    styles = '<w:style w:type="paragraph" w:styleId="Base"/><w:style w:type="paragraph" w:styleId="Head"><w:basedOn w:val="Base"/><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>'
    return word(
        body,
        {
            "word/styles.xml": part("styles", styles),
            "word/numbering.xml": part("numbering", numbers),
            "word/footnotes.xml": part(
                "footnotes", f'<w:footnote w:id="2">{text("Theo báo cáo của thôn.")}</w:footnote>'
            ),
            "word/header1.xml": part("hdr", text("Trang 3")),
        },
        {
            "rId1": ("styles", "styles.xml"),
            "rId2": ("numbering", "numbering.xml"),
            "rId3": ("footnotes", "footnotes.xml"),
            "rId4": ("header", "header1.xml"),
        },
    )


def _pdf() -> bytes:
    """Two pages with a ruled table, a form, a picture and a note; letters by a map to Unicode."""
    lines = (*_HEAD, *_BODY, *_TAIL)
    letters = sorted({c for line in (*lines, *(cell for row in _ROWS for cell in row)) for c in line})
    codes = {c: index + 1 for index, c in enumerate(letters)}

    def shown(x: float, y: float, line: str) -> str:
        return f"BT /F1 12 Tf 1 0 0 1 {x} {y} Tm <{''.join(f'{codes[c]:02X}' for c in line)}> Tj ET"

    first = " ".join(shown(72, 780 - 24 * n, line) for n, line in enumerate(lines))
    table = [shown(60 + 100 * c, 760 - 30 * r, cell) for r, row in enumerate(_ROWS) for c, cell in enumerate(row)]
    rules = [f"55 {780 - 30 * r} m 555 {780 - 30 * r} l S" for r in range(4)]
    rules += [f"{55 + 100 * c} 780 m {55 + 100 * c} 690 l S" for c in range(6)]
    second = " ".join(["q 0.5 w", *rules, "Q", *table, "q 9 0 0 9 300 300 cm /I Do Q /X Do"])
    entries = "".join(f"<{code:02X}> <{ord(c):04X}>\n" for c, code in codes.items())
    cmap = f"begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n{len(codes)} beginbfchar\n{entries}endbfchar endcmap"
    widths = " ".join(["500"] * 255)
    font = f"<< /Type /Font /Subtype /TrueType /BaseFont /TimesNewRoman /FirstChar 1 /LastChar 255 /Widths [{widths}] /ToUnicode 6 0 R >>"
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate 0 /Contents 8 0 R /Annots [11 0 R] "
        "/Resources << /Font << /F1 5 0 R >> /XObject << /I 9 0 R /X 10 0 R >> >> >>"
    )
    image = "/Type /XObject /Subtype /Image /Width 3 /Height 3 /ColorSpace /DeviceGray /BitsPerComponent 8"
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [1 0 0 1 0 0]"
    return pdf.pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 7 0 R] /Count 2 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            pdf.deflated(first.encode()),
            font.encode(),
            pdf.stream(cmap.encode()),
            page.encode(),
            pdf.stream(second.encode()),
            pdf.stream(bytes(9), image),
            pdf.stream(b"0 0 m 90 90 l S", form),
            b"<< /Type /Annot /Subtype /Stamp /Rect [10 10 90 40] /AP << /N 10 0 R >> >>",
        ]
    )
