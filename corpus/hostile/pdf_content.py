"""PDF files whose pages are hostile: packed bombs, pictures, forms and fonts that call themselves, actions, odd boxes."""

from collections.abc import Callable, Iterator
from functools import partial

from corpus.hostile.model import READ, Hostile
from corpus.hostile.pdf import SHOWN, WORDS, deflated, objects, pdf, stream

_MEGABYTE = 2**20


def files() -> Iterator[Hostile]:
    """The files."""

    def one(
        name: str,
        why: str,
        make: Callable[[], bytes],
        expected: str = READ,
        lacks: tuple[str, ...] = (),
        has: tuple[str, ...] = (WORDS,),
    ) -> Hostile:
        return Hostile(f"page-{name}.pdf", "pdf_content", why, make, expected, has if expected == READ else (), lacks)

    yield one(
        "flate-bomb", "a content of 100 MB of blanks", lambda: pdf(objects(deflated(SHOWN + b" " * (100 * _MEGABYTE))))
    )
    yield one("flate-bomb-nested", "a content of 400 MB, packed three times", _nested_bomb)
    yield one(
        "flate-bomb-font", "a font of 200 MB", lambda: _font("/FontFile2 7 0 R", deflated(bytes(200 * _MEGABYTE)))
    )
    yield one(
        "filters-1000",
        "a thousand filters on one stream",
        lambda: pdf(objects(stream(SHOWN, f"/Filter [{'/ASCIIHexDecode ' * 1000}]"))),
    )
    yield one("filter-unknown", "a filter that nobody knows", lambda: pdf(objects(stream(SHOWN, "/Filter /Nobody"))))
    yield one(
        "filter-garbage",
        "packed bytes that are random",
        lambda: pdf(objects(stream(bytes(range(256)) * 9, "/Filter /FlateDecode"))),
        "NoUsableText",
    )
    yield one(
        "predictor",
        "a predictor of rows of 2^31 bytes",
        lambda: pdf(
            objects(deflated(SHOWN, entries="/DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 99 >>"))
        ),
    )
    for kind in ("DCTDecode", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "LZWDecode", "RunLengthDecode"):
        yield one(f"picture-{kind.lower()}", f"a picture in {kind} that is rubbish", _picture(f"/Filter /{kind}"))
    yield one("picture-huge", "a picture of 60,000 by 60,000 dots in 20 bytes", _picture("", 60_000, 60_000))
    yield one("picture-huge-alone", "the same as a scan", _picture("", 60_000, 60_000, alone=True), "NoUsableText")
    yield one(
        "picture-jbig2-huge",
        "a picture of 2^31 by 2^31 dots",
        _picture("/Filter /JBIG2Decode", 2**31 - 1, 2**31 - 1, alone=True),
        "NoUsableText",
    )
    yield one("picture-negative", "a picture of -5 by 0 dots", _picture("", -5, 0))
    yield one(
        "picture-mask-loop",
        "a picture that is its own mask",
        lambda: _xobject(
            "/Type /XObject /Subtype /Image /Width 9 /Height 9 /ColorSpace /DeviceGray /BitsPerComponent 8 /SMask 6 0 R",
            bytes(81),
        ),
    )
    yield one(
        "picture-space-loop",
        "a colour space that is based on itself",
        lambda: _xobject(
            "/Type /XObject /Subtype /Image /Width 9 /Height 9 /ColorSpace 7 0 R /BitsPerComponent 8",
            bytes(81),
            [b"[/Indexed 7 0 R 255 (x)]"],
        ),
    )
    yield one(
        "form-in-itself",
        "a form that draws itself",
        lambda: _xobject(
            "/Type /XObject /Subtype /Form /BBox [0 0 500 800] /Resources << /XObject << /X 6 0 R >> >>", b"/X Do"
        ),
    )
    yield one("forms-doubling", "forms that draw two others, 30 deep: 2^30 in all", _doubling, "TooMuchMemory")
    yield one("forms-deep", "forms in forms, 2,000 deep", _deep_forms)
    yield one("pattern-loop", "a pattern that fills itself with itself", _pattern_loop)
    yield one("type3-loop", "a font whose letters are drawn with the font", _type3_loop)
    yield one("type3-huge", "a font with a matrix of 10^30", lambda: _type3("[1e30 0 0 1e30 0 0]", b"1000 0 d0"))
    yield one(
        "cmap-ranges",
        "a map of letters with ranges of 2^32",
        _cmap("1 beginbfrange\n<0000> <FFFFFFFF> <0041>\nendbfrange\n" * 50),
        has=(),
    )
    yield one("cmap-loop", "a map of letters that uses itself", _cmap("/X usecmap\n" * 5000, "/UseCMap 6 0 R"))
    yield one(
        "cmap-long",
        "a letter that means a text of 200,000",
        _cmap(f"1 beginbfchar\n<52> <{'0041' * 200_000}>\nendbfchar\n"),
        has=("oat",),
    )
    yield one(
        "cmap-garbage",
        "a map of letters that is rubbish",
        lambda: pdf(
            [
                *objects()[:4],
                b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
                stream(bytes(range(256)) * 20),
            ]
        ),
    )
    yield one(
        "cmap-surrogates",
        "letters that mean halves of characters, and none",
        _cmap("2 beginbfchar\n<52> <D800>\n<61> <FFFF>\nendbfchar\n"),
        has=("t c",),
    )
    yield one(
        "font-garbage", "a font file of rubbish", lambda: _font("/FontFile2 7 0 R", stream(bytes(range(256)) * 40))
    )
    yield one(
        "font-descendants-loop",
        "a composite font that descends from itself",
        lambda: pdf(
            [
                *objects()[:4],
                b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5 0 R] >>",
            ]
        ),
        has=(),
    )
    yield one(
        "font-widths",
        "a font with widths of 10^30, negative and of words",
        lambda: pdf(
            [
                *objects()[:4],
                b"<< /Type /Font /Subtype /TrueType /BaseFont /Arial /FirstChar -5 /LastChar 2147483647 /Widths [1e30 -1e30 (x) null] >>",
            ]
        ),
        has=("Ra",),
    )
    yield one(
        "font-size",
        "letters of 10^9 points and of none",
        lambda: pdf(
            objects(SHOWN + b" BT /F1 1000000000 Tf 9 9 Td (To) Tj /F1 0 Tf (Khong) Tj /F1 -12 Tf (Nguoc) Tj ET")
        ),
    )
    yield one(
        "text-matrix",
        "letters moved by 10^38 and by NaN",
        lambda: pdf(
            objects(SHOWN + b" BT /F1 12 Tf 1e38 0 0 1e38 1e38 1e38 Tm (Xa) Tj nan 0 0 nan 0 0 Tm (Sai) Tj ET")
        ),
    )
    yield one(
        "text-flood",
        "200,000 letters in one place",
        lambda: pdf(objects(SHOWN + b" BT /F1 1 Tf 72 600 Td (" + b"a" * 200_000 + b") Tj ET")),
    )
    yield one("text-scattered", "20,000 letters, each an object of its own", _scattered, has=("77",))
    yield one(
        "text-outside",
        "text that lies off the page",
        lambda: pdf(objects(SHOWN + b" BT /F1 12 Tf 5000 5000 Td (Ngoai trang) Tj ET")),
        lacks=("Ngoai",),
    )
    yield one(
        "text-invisible",
        "invisible text over the page's",
        lambda: pdf(objects(SHOWN + b" BT /F1 12 Tf 3 Tr 72 500 Td (Vo hinh) Tj ET")),
        lacks=("Vo hinh",),
    )
    yield one(
        "text-white",
        "white text on white",
        lambda: pdf(objects(SHOWN + b" 1 g BT /F1 12 Tf 72 500 Td (Mau trang) Tj ET")),
        lacks=("Mau trang",),
    )
    yield one(
        "javascript",
        "a script that runs when the file is opened",
        _action("/S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9/'\\))"),
        lacks=("launch",),
    )
    yield one(
        "launch",
        "a program that starts when the file is opened",
        _action("/S /Launch /F (/bin/touch) /Win << /F (cmd.exe) >>"),
    )
    yield one("uri", "a page of the network that opens with the file", _action("/S /URI /URI (http://127.0.0.1:9/)"))
    yield one(
        "submit", "a form that is sent when the file is opened", _action("/S /SubmitForm /F (http://127.0.0.1:9/)")
    )
    yield one("remote", "another file that opens with the file", _action("/S /GoToR /F (/etc/passwd) /D [0 /Fit]"))
    yield one(
        "action-loop",
        "an action that is followed by itself",
        lambda: pdf(objects(more=[b"<< /S /JavaScript /JS (1) /Next 6 0 R >>"], catalog="/OpenAction 6 0 R")),
    )
    yield one("attached", "a program attached to the file", _attached)
    yield one(
        "external-stream",
        "a content that stands in another file",
        lambda: pdf(objects(stream(b"", "/F (/etc/passwd)"))),
        "NoUsableText",
    )
    yield one(
        "reference-external",
        "a picture that is a page of another file",
        lambda: _xobject("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Ref << /F (/etc/passwd) /Page 0 >>", b""),
    )
    yield one(
        "outline-loop",
        "bookmarks that follow themselves",
        lambda: pdf(
            objects(more=[b"<< /First 6 0 R /Last 6 0 R /Next 6 0 R /Title (x) >>"], catalog="/Outlines 6 0 R")
        ),
    )
    yield one("annotations", "20,000 form fields on a page", _annotations)
    yield one("annotation-loop", "a form field that draws itself", _annotation_loop)
    yield one(
        "xfa",
        "a form of XML with entities",
        lambda: pdf(
            objects(
                more=[stream(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')],
                catalog="/AcroForm << /XFA 6 0 R /Fields [] >>",
            )
        ),
    )
    for number, (box, expected) in enumerate(_BOXES.items()):
        yield one(f"box-{number}", f"a page of {box}", partial(_boxed, box), expected)
    yield one(
        "crop-outside",
        "a page cut to where nothing is",
        lambda: pdf(objects(page="/CropBox [9000 9000 9900 9900]")),
        "DamagedFile",
    )
    yield one("rotate-37", "a page turned by 37 degrees", lambda: pdf(objects(page="/Rotate 37")))
    yield one("rotate-huge", "a page turned by 10^18 degrees", lambda: pdf(objects(page="/Rotate 999999999999999999")))
    yield one("user-unit", "a unit of 10^9 points", lambda: pdf(objects(page="/UserUnit 1000000000")))
    yield one(
        "paths",
        "500,000 lines in one path",
        lambda: pdf(objects(deflated(SHOWN + b" 0 0 m" + b" 9 9 l 20 0 l" * 250_000 + b" S"))),
    )
    yield one("many-paths", "100,000 paths", lambda: pdf(objects(deflated(SHOWN + b" 0 0 m 500 0 l S" * 100_000))))
    yield one("grid", "a grid of 300 by 300 lines", _grid)
    yield one(
        "deep-q", "a million states saved and none restored", lambda: pdf(objects(deflated(b"q " * 1_000_000 + SHOWN)))
    )
    yield one(
        "deep-marks",
        "20,000 marks opened and none closed",
        lambda: pdf(objects(deflated(b"/P <</MCID 0>> BDC " * 20_000 + SHOWN))),
        "TooMuchMemory",
    )
    yield one(
        "operands",
        "a million numbers before an operator",
        lambda: pdf(objects(deflated(b"1 " * 1_000_000 + b"w " + SHOWN))),
    )
    yield one(
        "inline-picture",
        "a picture in the content that never ends",
        lambda: pdf(objects(SHOWN + b" BI /W 1000000 /H 1000000 /BPC 8 /CS /RGB ID " + b"x" * 999)),
    )
    yield one(
        "inline-pictures",
        "20,000 pictures in the content",
        lambda: pdf(objects(deflated(SHOWN + b" q 1 0 0 1 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q" * 20_000))),
    )
    yield one(
        "contents-many",
        "one content 50,000 times",
        lambda: pdf(
            [body.replace(b"/Contents 4 0 R", b"/Contents [" + b"4 0 R " * 50_000 + b"]") for body in objects()]
        ),
        has=(),
    )
    yield one("shading", "a shading with a function that calls itself", _shading)
    yield one("optional-content", "text in a layer that is off", _layer)
    yield one(
        "operators-garbage", "operators that nobody knows", lambda: pdf(objects(b"xyz \xff\xfe ) > ] } " * 500 + SHOWN))
    )


_BOXES = {
    "[0 0 1000000000 1000000000]": READ,
    "[0 0 1e30 1e30]": READ,
    "[0 0 -595 -842]": "NoUsableText",
    "[595 842 0 0]": READ,
    "[0 0 0 0]": READ,
    "[0 0 0.001 0.001]": "DamagedFile",
    "[nan nan nan nan]": READ,
    "[0 0 (x) null]": READ,
    "[]": READ,
    "[-1e9 -1e9 1e9 1e9]": READ,
    "3 0 R": READ,
}


def _boxed(box: str) -> bytes:
    return pdf(objects(box=box))


def _nested_bomb() -> bytes:
    return pdf(objects(deflated(SHOWN + b" " * (400 * _MEGABYTE), times=3)))


def _font(entries: str, file: bytes) -> bytes:
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /Arial /FontDescriptor 6 0 R >>"
    descriptor = f"<< /Type /FontDescriptor /FontName /Arial /Flags 32 {entries} >>".encode()
    return pdf([*objects()[:4], font, descriptor, file])


def _xobject(entries: str, data: bytes, more: list[bytes] | None = None) -> bytes:
    drawn = SHOWN + b" q 100 0 0 100 72 300 cm /X Do Q"
    return pdf(objects(drawn, resources="/XObject << /X 6 0 R >>", more=[stream(data, entries), *(more or [])]))


def _picture(entries: str, width: int = 90, height: int = 90, alone: bool = False) -> Callable[[], bytes]:
    head = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
        f"/BitsPerComponent 8 {entries}"
    )
    drawn = b"q 595 0 0 842 0 0 cm /X Do Q"
    content = drawn if alone else SHOWN + b" q 100 0 0 100 72 300 cm /X Do Q"
    return lambda: pdf(objects(content, resources="/XObject << /X 6 0 R >>", more=[stream(b"\x97rubbish" * 9, head)]))


def _form(draws: str, named: str) -> bytes:
    entries = f"/Type /XObject /Subtype /Form /BBox [0 0 500 800] /Resources << /XObject << {named} >> >>"
    return stream(draws.encode(), entries)


def _doubling() -> bytes:
    forms = [_form("/A Do /A Do", f"/A {n} 0 R") for n in range(7, 37)]
    last = stream(b"0 0 m 9 9 l S", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return pdf(objects(SHOWN + b" /X Do", resources="/XObject << /X 6 0 R >>", more=[*forms, last]))


def _deep_forms() -> bytes:
    forms = [_form("/A Do", f"/A {n} 0 R") for n in range(7, 2007)]
    return pdf(objects(SHOWN + b" /X Do", resources="/XObject << /X 6 0 R >>", more=[*forms, _form("", "")]))


def _pattern_loop() -> bytes:
    tile = stream(
        b"/Pattern cs /P scn 0 0 9 9 re f",
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 0.0001 /YStep 0.0001 "
        "/Resources << /Pattern << /P 6 0 R >> >>",
    )
    drawn = SHOWN + b" /Pattern cs /P scn 0 0 500 500 re f"
    return pdf(objects(drawn, resources="/Pattern << /P 6 0 R >>", more=[tile]))


def _type3(matrix: str, letter: bytes) -> bytes:
    font = (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix {matrix} /FirstChar 97 /LastChar 97 "
        "/Widths [1000] /Encoding << /Differences [97 /a] >> /CharProcs << /a 7 0 R >> /Resources << /Font << /F2 6 0 R >> >> >>"
    ).encode()
    drawn = SHOWN + b" BT /F2 12 Tf 72 400 Td (aaaa) Tj ET"
    found = objects(drawn, more=[font, stream(letter)])
    found[2] = found[2].replace(b"/F1 5 0 R", b"/F1 5 0 R /F2 6 0 R")
    return pdf(found)


def _type3_loop() -> bytes:
    return _type3("[0.001 0 0 0.001 0 0]", b"1000 0 d0 BT /F2 500 Tf (aaaa) Tj ET")


def _cmap(entries: str, head: str = "") -> Callable[[], bytes]:
    text = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{entries}endcmap\n"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    return lambda: pdf([*objects()[:4], font, stream(text.encode(), head)])


def _scattered() -> bytes:
    letters = b" ".join(f"BT /F1 6 Tf {n * 7 % 590} {n * 13 % 840} Td (7) Tj ET".encode() for n in range(20_000))
    return pdf(objects(deflated(SHOWN + b" " + letters)))


def _action(entries: str) -> Callable[[], bytes]:
    return lambda: pdf(objects(page=f"/AA << /O << {entries} >> >>", catalog=f"/OpenAction << {entries} >>"))


def _attached() -> bytes:
    names = (
        "/Names << /EmbeddedFiles << /Names [(x.exe) << /Type /Filespec /F (../../x.exe) /EF << /F 6 0 R >> >>] >> >>"
    )
    return pdf(objects(more=[stream(b"MZ" + bytes(2000), "/Type /EmbeddedFile")], catalog=names))


def _annotations() -> bytes:
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [0 0 9 9] /T (x) /V (y) >>"
    numbers = " ".join(f"{n} 0 R" for n in range(6, 20_006))
    return pdf(objects(page=f"/Annots [{numbers}]", more=[field] * 20_000))


def _annotation_loop() -> bytes:
    field = b"<< /Type /Annot /Subtype /Stamp /Rect [0 0 500 500] /AP << /N 7 0 R >> /Parent 6 0 R /Popup 6 0 R >>"
    return pdf(objects(page="/Annots [6 0 R 6 0 R]", more=[field, _form("/A Do", "/A 7 0 R")]))


def _grid() -> bytes:
    lines = [f"{n} 0 m {n} 840 l S 0 {n * 2} m 590 {n * 2} l S" for n in range(0, 600, 2)]
    return pdf(objects(deflated(SHOWN + b" " + " ".join(lines).encode())))


def _shading() -> bytes:
    function = b"<< /FunctionType 3 /Domain [0 1] /Functions [6 0 R 6 0 R] /Bounds [0.5] /Encode [0 1 0 1] >>"
    shading = "/Shading << /S << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 9 9] /Function 6 0 R >> >>"
    return pdf(objects(SHOWN + b" /S sh", resources=shading, more=[function]))


def _layer() -> bytes:
    off = "/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] /BaseState /OFF >> >>"
    drawn = SHOWN + b" /OC /L BDC BT /F1 12 Tf 72 500 Td (Lop an) Tj ET EMC"
    return pdf(
        objects(drawn, resources="/Properties << /L 6 0 R >>", more=[b"<< /Type /OCG /Name (L) >>"], catalog=off)
    )
