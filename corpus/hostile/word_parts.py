"""Word files whose parts are hostile: links out of the package, parts that lack or lie, macros, embedded programs."""

from collections.abc import Callable, Iterator

from corpus.hostile.model import READ, Hostile
from corpus.hostile.word import PLAIN, WORDS, document, pack, part, parts, relationships, text, word

_OUTSIDE = (
    "file:///etc/passwd",
    "http://127.0.0.1:9/x",
    "../../../../../../etc/passwd",
    "/../../etc/passwd",
    "\\\\127.0.0.1\\share\\x.docx",
    "C:\\Windows\\win.ini",
    "NULL",
    "",
    "#",
    "%2e%2e/%2e%2e/etc/passwd",
)
_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"


def files() -> Iterator[Hostile]:
    """The files."""

    def one(
        name: str,
        why: str,
        make: Callable[[], bytes],
        expected: str = READ,
        lacks: tuple[str, ...] = ("root:",),
        has: tuple[str, ...] = (WORDS,),
    ) -> Hostile:
        suffix = "" if "." in name else ".docx"
        return Hostile(
            f"parts-{name}{suffix}", "word_parts", why, make, expected, has if expected == READ else (), lacks
        )

    yield one("template-outside", "a template from the network", _settings)
    for number, target in enumerate(_OUTSIDE):
        yield one(f"outside-{number}", f"pictures, styles, chunks and headers at {target!r}", _outside(target))
        yield one(f"external-{number}", f"the same, said to be external, at {target!r}", _outside(target, "External"))
    yield one("main-outside", "the text itself is a file outside", _main_at("file:///etc/passwd"), "DamagedFile")
    yield one("main-up", "the text itself is above the package", _main_at("../../../etc/passwd"), "DamagedFile")
    yield one("main-is-rels", "the text is the list of links", _main_at("_rels/.rels"), "DamagedFile")
    yield one("main-external", "the text is a page of the network", _main_external, "DamagedFile")
    yield one("no-document", "no text", lambda: _without("word/document.xml"), "UnknownFormat")
    yield one("no-document-but-styles", "styles and no text", _only_styles, "DamagedFile")
    yield one("no-links", "no list of links", lambda: _without("_rels/.rels"), "DamagedFile")
    yield one("no-types", "no content types", lambda: _without("[Content_Types].xml"), "UnknownFormat")
    yield one("no-styles", "links to styles, numbers, notes that are not there", _missing)
    yield one("wrong-types", "the text is said to be a picture", _wrong_types)
    yield one(
        "types-garbage", "content types that are no XML", lambda: word(PLAIN, {"[Content_Types].xml": b"\xff<<<"})
    )
    yield one(
        "links-garbage", "links that are no XML", lambda: word(PLAIN, {"_rels/.rels": b"<Relationships"}), "DamagedFile"
    )
    yield one(
        "own-links-garbage",
        "the text's links are no XML",
        lambda: word(PLAIN, {"word/_rels/document.xml.rels": b"\0"}),
        "DamagedFile",
    )
    yield one("links-twice", "two links of one id, to styles and to numbers", _links_twice)
    yield one("links-many", "50,000 links", _links_many)
    yield one("styles-garbage", "styles that are no XML", _garbage("styles"))
    yield one("numbering-garbage", "numbers that are no XML", _garbage("numbering"))
    yield one("settings-garbage", "settings that are no XML", _garbage("settings"))
    yield one("styles-is-text", "the styles are the text once more", _styles_is_text)
    yield one("header-is-text", "the header is the text, which has that header", _header_is_text)
    yield one("macros.docm", "a file with macros", _macros)
    yield one("macros", "a file with macros under the name of one without", _macros)
    yield one("embedded-program", "an embedded program", _embedded)
    yield one("ole-link", "an embedded object that is a link to a program", _ole_link)
    yield one("control", "an ActiveX control", _control)
    yield one(
        "chunk-html",
        "inserted HTML with scripts, frames and links to files",
        _chunk_html,
        has=(WORDS, "đoạn chèn"),
        lacks=("alert", "root:", "fetch("),
    )
    yield one("chunk-text", "inserted text of 200 kB", lambda: _chunk("x.txt", "Họp giao ban. ".encode() * 12_000))
    yield one("chunk-rtf", "inserted RTF, which is not read", lambda: _chunk("x.rtf", rb"{\rtf1 x}"))
    yield one("chunk-garbage", "an inserted Word file that is none", lambda: _chunk("x.docx", b"PK\x03\x04zzz"))
    yield one("chunk-twice", "one file inserted a thousand times", _chunk_twice)
    yield one(
        "chunk-is-main",
        "the text inserts itself",
        lambda: word(PLAIN + '<w:altChunk r:id="rId9"/>', links={"rId9": ("aFChunk", "document.xml")}),
    )
    yield one("sub-document", "a part of the text from the network", _sub_document)
    yield one(
        "frame-set",
        "frames of files",
        lambda: word(
            PLAIN,
            {
                "word/webSettings.xml": part(
                    "webSettings", '<w:frameset><w:frame><w:sourceFileName r:id="rId1"/></w:frame></w:frameset>'
                )
            },
            {"rId1": ("frame", "file:///etc/passwd")},
            "External",
        ),
    )
    yield one("custom-xml", "a bound content control whose data are a bomb", _custom_xml)
    yield one(
        "signed-garbage", "a digital signature of rubbish", lambda: word(PLAIN, {"_xmlsignatures/sig1.xml": b"\0\1\2"})
    )
    yield one("flat-opc.xml", "a flat Word file with parts of no name", _flat, "DamagedFile")
    yield one("flat-outside.xml", "a flat Word file with parts above the package", _flat_outside)
    yield one(
        "flat-empty.xml",
        "a flat Word file without parts",
        lambda: b'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
        "DamagedFile",
    )
    yield one(
        "spreadsheet",
        "a spreadsheet named .docx",
        lambda: pack({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}),
        "UnknownFormat",
    )
    yield one("ooxml-strict-lies", "strict name spaces in half of the parts", _strict)


def _settings() -> bytes:
    return word(
        PLAIN,
        {
            "word/settings.xml": part("settings", '<w:attachedTemplate r:id="rId1"/>'),
            "word/_rels/settings.xml.rels": relationships(
                {"rId2": ("attachedTemplate", "http://127.0.0.1:9/x.dotm")}, "External"
            ),
        },
        {"rId1": ("settings", "settings.xml")},
    )


def _outside(target: str, mode: str = "") -> Callable[[], bytes]:
    kinds = ("styles", "numbering", "footnotes", "settings", "image", "oleObject", "aFChunk", "header", "subDocument")
    links = {f"rId{n}": (kind, target) for n, kind in enumerate(kinds, 2)}
    body = (
        PLAIN + '<w:altChunk r:id="rId8"/><w:subDoc r:id="rId10"/>'
        '<w:p><w:r><w:object><o:OLEObject r:id="rId7"/></w:object><w:footnoteReference w:id="1"/></w:r></w:p>'
        '<w:sectPr><w:headerReference w:type="default" r:id="rId9"/></w:sectPr>'
    )
    return lambda: word(body, links=links, mode=mode)


def _main_at(target: str) -> Callable[[], bytes]:
    return lambda: word(PLAIN, {"_rels/.rels": relationships({"rId1": ("officeDocument", target)})})


def _main_external() -> bytes:
    links = relationships({"rId2": ("officeDocument", "http://127.0.0.1:9/")}, "External")
    return word(PLAIN, {"_rels/.rels": links})


def _without(name: str) -> bytes:
    found = parts(PLAIN)
    del found[name]
    return pack(found)


def _only_styles() -> bytes:
    found = parts(PLAIN, {"word/styles.xml": part("styles", "")})
    del found["word/document.xml"]
    return pack(found)


def _missing() -> bytes:
    kinds = ("styles", "numbering", "footnotes", "endnotes", "settings", "comments", "theme", "fontTable")
    return word(PLAIN, links={f"rId{n}": (kind, f"{kind}.xml") for n, kind in enumerate(kinds, 2)})


def _wrong_types() -> bytes:
    types = parts(PLAIN)["[Content_Types].xml"].replace(b"application/vnd.openxml", b"image/png+")
    return word(PLAIN, {"[Content_Types].xml": types})


def _links_twice() -> bytes:
    links = relationships({"rId2": ("styles", "styles.xml")}).replace(
        b"</Relationships>", relationships({"rId2": ("numbering", "styles.xml")}).partition(b'relationships">')[2]
    )
    return word(PLAIN, {"word/_rels/document.xml.rels": links, "word/styles.xml": part("styles", "")})


def _links_many() -> bytes:
    references = "".join(f'<w:headerReference w:type="default" r:id="rId{n}"/>' for n in range(2, 2000))
    links = {f"rId{n}": ("header", f"header{n}.xml") for n in range(2, 50_000)}
    return word(PLAIN + f"<w:sectPr>{references}</w:sectPr>", links=links)


def _garbage(kind: str) -> Callable[[], bytes]:
    return lambda: word(PLAIN, {f"word/{kind}.xml": b"<w:x \xff"}, {"rId2": (kind, f"{kind}.xml")})


def _styles_is_text() -> bytes:
    return word(PLAIN, links={"rId2": ("styles", "document.xml"), "rId3": ("numbering", "document.xml")})


def _header_is_text() -> bytes:
    body = PLAIN + '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/></w:sectPr>'
    return word(body, links={"rId2": ("header", "document.xml")})


def _macros() -> bytes:
    types = parts(PLAIN)["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", _MACRO.encode()
    )
    project = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Attribute VB_Name AutoOpen Shell" * 40
    return word(
        PLAIN,
        {"[Content_Types].xml": types, "word/vbaProject.bin": project},
        {"rId2": ("vbaProject", "vbaProject.bin")},
    )


def _embedded() -> bytes:
    body = PLAIN + '<w:p><w:r><w:object><o:OLEObject Type="Embed" ProgID="Package" r:id="rId2"/></w:object></w:r></w:p>'
    return word(
        body,
        {"word/embeddings/oleObject1.bin": b"MZ" + bytes(3000)},
        {"rId2": ("oleObject", "embeddings/oleObject1.bin")},
    )


def _ole_link() -> bytes:
    shape = '<v:shape><v:imagedata r:id="rId2"/></v:shape><o:OLEObject Type="Link" ProgID="htmlfile" r:id="rId2" UpdateMode="Always"/>'
    return word(
        PLAIN + f"<w:p><w:r><w:object>{shape}</w:object></w:r></w:p>",
        links={"rId2": ("oleObject", "mhtml:http://127.0.0.1:9/x!x-usc:http://127.0.0.1:9/x")},
        mode="External",
    )


def _control() -> bytes:
    body = PLAIN + '<w:p><w:r><w:object><w:control r:id="rId2" w:name="Shell"/></w:object></w:r></w:p>'
    return word(body, {"word/activeX/activeX1.xml": b"<x/>"}, {"rId2": ("control", "activeX/activeX1.xml")})


def _chunk(name: str, data: bytes) -> bytes:
    return word(PLAIN + '<w:altChunk r:id="rId9"/>', {f"word/{name}": data}, {"rId9": ("aFChunk", name)})


def _chunk_html() -> bytes:
    page = (
        "<html><head><script>alert(1);fetch('http://127.0.0.1:9/')</script><base href='file:///etc/'></head><body onload='alert(2)'>"
        "<p>đoạn chèn</p><iframe src='file:///etc/passwd'></iframe><img src='http://127.0.0.1:9/x'>"
        "<object data='file:///etc/passwd'></object><link rel=stylesheet href='http://127.0.0.1:9/x'></body></html>"
    )
    return _chunk("x.html", page.encode())


def _chunk_twice() -> bytes:
    return word(
        PLAIN + '<w:altChunk r:id="rId9"/>' * 1000,
        {"word/x.html": "<html><p>chèn</p>".encode()},
        {"rId9": ("aFChunk", "x.html")},
    )


def _sub_document() -> bytes:
    return word(
        PLAIN + '<w:subDoc r:id="rId2"/>', links={"rId2": ("subDocument", "http://127.0.0.1:9/x")}, mode="External"
    )


def _custom_xml() -> bytes:
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;</d>'
    bound = '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/d[1]" w:storeItemID="{1}"/></w:sdtPr><w:sdtContent>'
    return word(
        bound + PLAIN + "</w:sdtContent></w:sdt>",
        {"customXml/item1.xml": bomb},
        {"rId2": ("customXml", "../customXml/item1.xml")},
    )


_FLAT = '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'


def _flat_part(name: str, data: bytes) -> str:
    content = data.decode().partition("?>")[2]
    return f"<pkg:part {f'pkg:name={chr(34)}{name}{chr(34)}' if name else ''}><pkg:xmlData>{content}</pkg:xmlData></pkg:part>"


def _flat() -> bytes:
    return (_FLAT + _flat_part("", document(PLAIN)) * 3 + "</pkg:package>").encode()


def _flat_outside() -> bytes:
    found = parts(PLAIN)
    inside = "".join(_flat_part("/" + name, data) for name, data in found.items())
    outside = _flat_part("/../../kehoach-canary", document(text("ngoài")))
    return (_FLAT + inside + outside + "</pkg:package>").encode()


def _strict() -> bytes:
    links = parts(PLAIN)["_rels/.rels"].replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    return word(
        PLAIN, {"_rels/.rels": links, "word/styles.xml": part("styles", "")}, {"rId2": ("styles", "styles.xml")}
    )
