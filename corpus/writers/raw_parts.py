"""The parts of a hand-made Word file beside its text: styles, theme, settings, header, relationships."""

from collections.abc import Mapping

from corpus.sheet import Sheet
from corpus.writers import lists, notes
from corpus.writers.markup import NAMES, OFFICE, escape, quoteattr
from corpus.writers.page import DAY

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KINDS = {
    "document": f"{_WORD}.document.main+xml",
    "theme/theme1": "application/vnd.openxmlformats-officedocument.theme+xml",
    "header1": f"{_WORD}.header+xml",
    "header2": f"{_WORD}.header+xml",
    "footer1": f"{_WORD}.footer+xml",
}
HEADER, FIRST_HEADER, FOOTER = "rId20", "rId21", "rId22"
"""Relationships that sections name."""
_LINKS = {"header1": HEADER, "header2": FIRST_HEADER, "footer1": FOOTER}


def package(sheet: Sheet, document: str, numbering: str, footnotes: str | None) -> dict[str, bytes]:
    """All files of the archive by name, in the order in which Word writes them."""
    parts = {
        "document": document,
        "styles": _styles(sheet),
        "numbering": numbering,
        "settings": _settings(footnotes is not None),
        "header1": _header(numbered=True),
        "header2": _header(numbered=False),
        "footer1": f"<w:ftr {NAMES}><w:p/></w:ftr>",
        "theme/theme1": _theme(sheet.font),
    }
    if footnotes is not None:
        parts["footnotes"] = footnotes
    files = {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _relationships(
            {
                "rId1": (f"{OFFICE}/officeDocument", "word/document.xml"),
                "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                "rId3": (f"{OFFICE}/extended-properties", "docProps/app.xml"),
            }
        ),
        "word/_rels/document.xml.rels": _relationships(
            {
                _LINKS.get(name, f"rId{number}"): (f"{OFFICE}/{_kind(name)}", f"{name}.xml")
                for number, name in enumerate(parts)
                if name != "document"
            }
        ),
        **{f"word/{name}.xml": xml for name, xml in parts.items()},
        "docProps/core.xml": _core(sheet.title),
        "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>Microsoft Office Word</Application><AppVersion>16.0000</AppVersion></Properties>"
        ),
    }
    return {name: (_DECLARATION + xml).encode() for name, xml in files.items()}


def _kind(name: str) -> str:
    return name.rpartition("/")[2].rstrip("0123456789")


def _types(parts: Mapping[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KINDS.get(name, f"{_WORD}.{name}+xml")}"/>'
        for name in parts
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def _relationships(links: Mapping[str, tuple[str, str]]) -> str:
    inside = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, (kind, to) in links.items())
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator></dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{DAY}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{DAY}</dcterms:modified></cp:coreProperties>'
    )


def _settings(notes: bool) -> str:
    points_to_notes = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' if notes else ""
    return (
        f'<w:settings {NAMES}><w:zoom w:percent="100"/>'
        # Deleted words are not printed: LibreOffice's PDF would show them struck out.
        '<w:revisionView w:markup="0" w:insDel="0"/><w:defaultTabStop w:val="720"/>'
        f'{points_to_notes}<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _header(*, numbered: bool) -> str:
    """The page number in a field of five runs; on the first page an empty paragraph."""
    if not numbered:
        return f'<w:hdr {NAMES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'
    field = "".join(
        f"<w:r>{inside}</w:r>"
        for inside in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE   \\* MERGEFORMAT </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:rPr><w:noProof/></w:rPr><w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return f'<w:hdr {NAMES}><w:p><w:pPr><w:pStyle w:val="Header"/><w:jc w:val="center"/></w:pPr>{field}</w:p></w:hdr>'


def _styles(sheet: Sheet) -> str:
    """Fonts by the theme, as Word's own template has them; a character style for bold; one style a numbered level."""
    size = round(sheet.size * 2)
    theme = 'w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"'
    border = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f"<w:styles {NAMES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {theme}/>"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{border}</w:tblBorders></w:tblPr></w:style>"
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/>'
        "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
        f'<w:style w:type="paragraph" w:styleId="{notes.STYLE}"><w:name w:val="footnote text"/>'
        '<w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/></w:style>'
        + "".join(
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{lists.style_name(place)}">'
            f"<w:name w:val={quoteattr(f'Danh sách {place.list + 1} cấp {place.level + 1}')}/>"
            '<w:basedOn w:val="Normal"/><w:pPr><w:numPr>'
            # Word writes no level here for the first one: the list's w:pStyle says it.
            + (f'<w:ilvl w:val="{place.level}"/>' if place.level else "")
            + f'<w:numId w:val="{place.list + 1}"/></w:numPr></w:pPr></w:style>'
            for place in lists.styled(sheet)
        )
        + "</w:styles>"
    )


def _theme(font: str) -> str:
    """The least theme that gives fonts; Word wants colours and fills in it too."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        for name, value in {
            "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4",
            "accent2": "ED7D31", "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5",
            "accent6": "70AD47", "hlink": "0563C1", "folHlink": "954F72",
        }.items()
    )  # fmt: skip
    fonts = "".join(
        f'<a:{kind}><a:latin typeface={quoteattr(font)}/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}>'
        for kind in ("majorFont", "minorFont")
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"><a:themeElements>'
        f'<a:clrScheme name="Office">{colours}</a:clrScheme><a:fontScheme name="Office">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="Office"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f'<a:lnStyleLst>{f"""<a:ln w="6350">{fill}</a:ln>""" * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )
