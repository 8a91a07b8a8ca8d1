"""Word files whose XML is hostile: entities, depth, size, markup without end, cycles among styles and numbers."""

from collections.abc import Callable, Iterator

from corpus.hostile.model import READ, Hostile
from corpus.hostile.word import PLAIN, WORDS, document, filler, part, text, word

_LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10)
)  # fmt: skip


def files() -> Iterator[Hostile]:
    """The files."""

    def one(
        name: str, why: str, make: Callable[[], bytes], expected: str = READ, lacks: tuple[str, ...] = ()
    ) -> Hostile:
        has = (WORDS,) if expected == READ else ()
        return Hostile(f"xml-{name}.docx", "word_xml", why, make, expected, has, lacks)

    yield one("billion-laughs", "entities that unfold to 10 GB", _dtd(_LAUGHS, "&l9;"), "DamagedFile")
    yield one("quadratic", "an entity of 100 kB, ten thousand times", _quadratic, "DamagedFile")
    yield one(
        "entity-loop", "entities that name each other", _dtd('<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;"), "DamagedFile"
    )
    yield one(
        "external-file",
        "an entity that is a file",
        _dtd('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        "DamagedFile",
    )
    yield one(
        "external-http",
        "an entity from the network",
        _dtd('<!ENTITY x SYSTEM "http://127.0.0.1:9/x">', "&x;"),
        "DamagedFile",
    )
    yield one(
        "external-dtd",
        "a document type from a file",
        lambda: _main('<!DOCTYPE w:document SYSTEM "file:///etc/passwd">'),
        "DamagedFile",
    )
    yield one(
        "http-dtd",
        "a document type from the network",
        lambda: _main('<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d">'),
        "DamagedFile",
    )
    yield one(
        "parameter-entity",
        "parameter entities that send a file away",
        _dtd('<!ENTITY % f SYSTEM "file:///etc/passwd"><!ENTITY % s "<!ENTITY x \'%f;\'>">%s;', "&x;"),
        "DamagedFile",
    )
    yield one(
        "attribute-default",
        "a document type that adds attributes",
        _dtd('<!ATTLIST w:t x CDATA "y">', ""),
        "DamagedFile",
    )
    yield one("xinclude", "an include of a file", _xinclude, lacks=("root:",))
    yield one(
        "stylesheet", "a style sheet from the network", lambda: _main('<?xml-stylesheet href="http://127.0.0.1:9/"?>')
    )
    yield one("deep", "elements 100,000 deep", lambda: word(_nested("w:sdt", 100_000) + PLAIN), "DamagedFile")
    yield one("deep-255", "elements as deep as the parser lets them be", lambda: word(_nested("w:sdt", 240) + PLAIN))
    yield one("tables-in-tables", "tables 60 deep", lambda: word(_tables(60) + PLAIN), "read")
    yield one("tables-in-tables-1000", "tables 1000 deep", lambda: word(_tables(1000) + PLAIN), "DamagedFile")
    yield one("boxes-in-boxes", "text boxes 1000 deep", lambda: word(_boxes(1000) + PLAIN), "DamagedFile")
    yield one("boxes-40-deep", "text boxes 40 deep", lambda: word(_boxes(40) + PLAIN))
    yield one("doubled-boxes", "text boxes, each twice in the next, 2^18 in all", _doubled_boxes)
    yield one(
        "huge-attribute",
        "an attribute of 9 MB",
        lambda: word(text("a", f'<w:pPr><w:pStyle w:val="{filler(9_000_000)}"/></w:pPr>') + PLAIN),
    )
    yield one(
        "over-long-attribute",
        "an attribute of 12 MB",
        lambda: word(f'<w:p w:rsidR="{filler(12_000_000)}"/>' + PLAIN),
        "DamagedFile",
    )
    yield one("many-attributes", "an element of 100,000 attributes", _many_attributes)
    yield one("namespaces", "20,000 name spaces declared", _many_namespaces)
    yield one("huge-paragraph", "a paragraph of 2 MB", lambda: word(PLAIN + text(filler(2_000_000))))
    yield one("over-long-text", "a text of 12 MB", lambda: word(PLAIN + text(filler(12_000_000))), "DamagedFile")
    yield one(
        "runs",
        "a paragraph of 200,000 runs",
        lambda: word(PLAIN + "<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 200_000 + "</w:p>"),
    )
    yield one("empty-paragraphs", "100,000 empty paragraphs", lambda: word(PLAIN + "<w:p/>" * 100_000))
    yield one("paragraphs", "5,000 paragraphs", lambda: word(PLAIN + text("Tổ chức họp") * 5000))
    yield one(
        "invalid-utf8",
        "bytes that are no UTF-8",
        lambda: word(PLAIN, {"word/document.xml": document(PLAIN).replace("soát".encode(), b"so\xc3\x28t")}),
        "DamagedFile",
    )
    yield one(
        "nul",
        "NULs in the text",
        lambda: word(PLAIN, {"word/document.xml": document(PLAIN).replace(b"1.", b"\0.")}),
        "DamagedFile",
    )
    yield one(
        "control-codes", "control codes as character references", lambda: word(text("&#1;") + PLAIN), "DamagedFile"
    )
    yield one("surrogates", "half of a character as a reference", lambda: word(text("&#xD800;") + PLAIN), "DamagedFile")
    yield one(
        "utf16",
        "the text in UTF-16",
        lambda: word("", {"word/document.xml": document(PLAIN).decode().replace("UTF-8", "UTF-16").encode("utf-16")}),
    )
    yield one(
        "utf7",
        "a text that says it is UTF-7",
        lambda: word("", {"word/document.xml": document(PLAIN).replace(b"UTF-8", b"UTF-7")}),
        "DamagedFile",
    )
    yield one(
        "unknown-encoding",
        "an encoding that nobody knows",
        lambda: word("", {"word/document.xml": document(PLAIN).replace(b"UTF-8", b"x-none")}),
        "DamagedFile",
    )
    yield one(
        "not-closed",
        "the text breaks off",
        lambda: word("", {"word/document.xml": document(PLAIN)[:-40]}),
        "DamagedFile",
    )
    yield one("empty-text", "a main part of no bytes", lambda: word("", {"word/document.xml": b""}), "DamagedFile")
    yield one(
        "other-root",
        "the main part is a style sheet",
        lambda: word("", {"word/document.xml": part("styles", "")}),
        "DamagedFile",
    )
    yield one(
        "no-body", "a text without a body", lambda: word("", {"word/document.xml": part("document", "")}), "DamagedFile"
    )
    yield one(
        "grid-span",
        "a cell over two thousand million columns",
        lambda: word(_table('<w:gridSpan w:val="2147483647"/>') + PLAIN),
        "TooLarge",
    )
    yield one(
        "grid-span-digits",
        "a span of 5,000 digits",
        lambda: word(_table(f'<w:gridSpan w:val="{"9" * 5000}"/>') + PLAIN),
        "TooLarge",
    )
    yield one(
        "grid-span-negative", "a span of less than nothing", lambda: word(_table('<w:gridSpan w:val="-5"/>') + PLAIN)
    )
    yield one(
        "grid-before",
        "a row that begins in column 10^9",
        lambda: word(_table("", '<w:trPr><w:gridBefore w:val="1000000000"/></w:trPr>') + PLAIN),
        "TooLarge",
    )
    yield one(
        "grid-before-negative",
        "a row that begins before the table",
        lambda: word(_table("", '<w:trPr><w:gridBefore w:val="-40"/></w:trPr>') + PLAIN),
    )
    yield one("columns", "900 columns and 20 rows", lambda: word(_wide(900, 20) + PLAIN))
    yield one("columns-1001", "a column too many", lambda: word(_wide(1001, 1) + PLAIN), "TooLarge")
    yield one("rows", "3,000 rows of four", lambda: word(_wide(4, 3000) + PLAIN))
    yield one("vertical-merge", "5,000 rows merged, and continuations of nothing", _vertical_merge)
    yield one("grid-widths", "columns of negative, huge and no widths", _grid_widths)
    yield one(
        "empty-table",
        "tables without rows, rows without cells",
        lambda: word("<w:tbl/><w:tbl><w:tr/></w:tbl><w:tbl><w:tr><w:tc/></w:tr></w:tbl>" + PLAIN),
    )
    yield one("style-loop", "a style that is based on itself, two on each other", _style_loop)
    yield one("style-chain", "2,000 styles, each based on the next", _style_chain)
    yield one("numbering-loop", "lists that stand for each other", _numbering_loop)
    yield one("numbering-levels", "list levels of -1, 10^9 and words", _numbering_levels)
    yield one("numbering-start", "lists that start at 2^31 in roman numerals and letters", _numbering_start)
    yield one("label-bomb", "a label's pattern of 5 MB", _label_bomb)
    yield one(
        "fields",
        "DDEAUTO, INCLUDETEXT and INCLUDEPICTURE of files and the network",
        _fields,
        lacks=("DDEAUTO", "cmd.exe", "passwd"),
    )
    yield one(
        "fields-not-closed",
        "fields that begin and never end",
        lambda: word(PLAIN + "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 5000 + "</w:p>"),
    )
    yield one(
        "fields-not-begun",
        "fields that end and never began",
        lambda: word("<w:p>" + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * 5000 + "</w:p>" + PLAIN),
    )
    yield one("changes-in-changes", "insertions in deletions in insertions", _changes)
    yield one("comments", "comment ranges that cross, end before they begin and point nowhere", _comments)
    yield one("alternate-content", "choices in choices, 80 deep", _alternates)
    yield one(
        "equation",
        "fractions 80 deep",
        lambda: word(
            "<w:p><m:oMath>"
            + "<m:f><m:num>" * 80
            + "<m:r><m:t>1</m:t></m:r>"
            + "</m:num></m:f>" * 80
            + "</m:oMath></w:p>"
            + PLAIN
        ),
    )
    yield one("sizes", "letters of 10^9 points, of NaN and of a word", _sizes)
    yield one("marks", "a letter with a million marks", lambda: word(PLAIN + text("a" + "\u0301" * 1_000_000)))


def _main(prefix: str, body: str = PLAIN) -> bytes:
    main = document(body).decode()
    at = main.index("<w:document")
    return word("", {"word/document.xml": (main[:at] + prefix + main[at:]).encode()})


def _dtd(declarations: str, use: str) -> Callable[[], bytes]:
    return lambda: _main(f"<!DOCTYPE w:document [{declarations}]>", text(use) + PLAIN)


def _quadratic() -> bytes:
    return _main(f'<!DOCTYPE d [<!ENTITY a "{"a" * 100_000}">]>', text("&a;" * 10_000))


def _xinclude() -> bytes:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    return word(f"<w:p><w:r><w:t>{include}</w:t></w:r></w:p>" + PLAIN)


def _nested(tag: str, depth: int) -> str:
    return f"<{tag}>" * depth + f"</{tag}>" * depth


def _tables(depth: int) -> str:
    two = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>"
    return two * depth + text("trong cùng") + "</w:tc></w:tr></w:tbl>" * depth


def _boxes(depth: int) -> str:
    return "<w:p><w:r><w:pict><w:txbxContent>" * depth + text("trong") + "</w:txbxContent></w:pict></w:r></w:p>" * depth


def _doubled_boxes() -> bytes:
    """Alternatives hold the same box for old and new programs; a reader that takes both sees 2^18 of them."""
    inner = text("hộp")
    for _ in range(18):
        box = f"<w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict>"
        inner = f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback/></mc:AlternateContent></w:r></w:p>"
        if len(inner) < 400_000:
            inner += inner
    return word(PLAIN + inner)


def _many_attributes() -> bytes:
    return word(f"<w:p {' '.join(f'a{n}={chr(34)}{chr(34)}' for n in range(100_000))}/>" + PLAIN)


def _many_namespaces() -> bytes:
    return word(f"<w:p {' '.join(f'xmlns:n{n}={chr(34)}urn:{n}{chr(34)}' for n in range(20_000))}/>" + PLAIN)


def _table(cell: str, row: str = "") -> str:
    return f"<w:tbl><w:tr>{row}<w:tc><w:tcPr>{cell}</w:tcPr>{text('ô')}</w:tc></w:tr></w:tbl>"


def _wide(columns: int, rows: int) -> str:
    return "<w:tbl>" + ("<w:tr>" + f"<w:tc>{text('ô')}</w:tc>" * columns + "</w:tr>") * rows + "</w:tbl>"


def _vertical_merge() -> bytes:
    row = f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{text('ô')}</w:tc><w:tc>{text('b')}</w:tc></w:tr>"
    return word(f"<w:tbl>{row * 5000}</w:tbl>" + PLAIN)


def _grid_widths() -> bytes:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in ("-5000", "1e308", "99999999999999", "x", "", "nan"))
    row = "<w:tr>" + f"<w:tc>{text('ô')}</w:tc>" * 6 + "</w:tr>"
    return word(f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{row * 3}</w:tbl>" + PLAIN)


def _styled(styles: str, body: str, numbering: str = "") -> bytes:
    return word(
        body,
        {"word/styles.xml": part("styles", styles), "word/numbering.xml": part("numbering", numbering)},
        {"rId1": ("styles", "styles.xml"), "rId2": ("numbering", "numbering.xml")},
    )


def _style(name: str, base: str, more: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:basedOn w:val="{base}"/>{more}</w:style>'


def _use(style: str) -> str:
    return text("Kiểu", f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>')


def _style_loop() -> bytes:
    return _styled(_style("A", "A") + _style("B", "C") + _style("C", "B"), _use("A") + _use("B") + PLAIN)


def _style_chain() -> bytes:
    styles = "".join(_style(f"S{n}", f"S{n + 1}") for n in range(2000))
    return _styled(styles, "".join(_use(f"S{n}") for n in range(2000)) + PLAIN)


def _numbered(number: str = "1", level: str = "0") -> str:
    return text("Mục", f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>')


def _numbering_loop() -> bytes:
    linked = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:numStyleLink w:val="L{n}"/></w:abstractNum>' for n in (1, 2)
    )
    numbers = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    styles = "".join(
        f'<w:style w:type="numbering" w:styleId="L{n}"><w:pPr><w:numPr><w:numId w:val="{3 - n}"/></w:numPr></w:pPr></w:style>'
        for n in (1, 2)
    )
    return _styled(styles, _numbered("1") + _numbered("2") + PLAIN, linked + numbers)


def _list(levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'


def _numbering_levels() -> bytes:
    odd = ("-1", "1000000000", "một", "", "9" * 4000)
    levels = "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%9"/></w:lvl>' for n in odd)
    return _styled("", "".join(_numbered("1", n) for n in odd) + PLAIN, _list(levels))


def _numbering_start() -> bytes:
    forms = ("upperRoman", "lowerLetter", "decimal", "ordinalText", "chicago", "hex", "none", "xyz")
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="2147483647"/><w:numFmt w:val="{form}"/><w:lvlText w:val="%{n + 1}."/></w:lvl>'
        for n, form in enumerate(forms)
    )
    return _styled("", "".join(_numbered("1", str(n)) for n in range(len(forms))) + PLAIN, _list(levels))


def _label_bomb() -> bytes:
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="{"%1" * 2_500_000}"/></w:lvl>'
    return _styled("", _numbered() * 500 + PLAIN, _list(level))


def _field(instruction: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return (
        f"<w:p>{marks[0]}<w:r><w:instrText>{instruction}</w:instrText></w:r>{marks[1]}"
        f"<w:r><w:t>{result}</w:t></w:r>{marks[2]}</w:p>"
    )


def _fields() -> bytes:
    return word(
        _field(r'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc.exe"', "kết quả")
        + _field('INCLUDETEXT "file:///etc/passwd"', "văn bản")
        + _field('INCLUDEPICTURE "http://127.0.0.1:9/x.png"', "hình")
        + _field('HYPERLINK "file:///etc/passwd"', "liên kết")
        + '<w:p><w:fldSimple w:instr="DDEAUTO cmd.exe"><w:r><w:t>gọn</w:t></w:r></w:fldSimple></w:p>'
        + PLAIN
    )


def _changes() -> bytes:
    opening = '<w:ins w:id="1"><w:del w:id="1"><w:moveFrom w:id="2"><w:moveTo w:id="2">'
    closing = "</w:moveTo></w:moveFrom></w:del></w:ins>"
    return word(f"<w:p>{opening * 40}<w:r><w:t>a</w:t></w:r>{closing * 40}</w:p>" + PLAIN)


def _comments() -> bytes:
    body = '<w:commentRangeEnd w:id="1"/>' + PLAIN + '<w:commentRangeStart w:id="1"/><w:commentRangeStart w:id="1"/>'
    comment = part("comments", '<w:comment w:id="1">' + text("lời bàn") + '<w:commentRangeStart w:id="1"/></w:comment>')
    mark = '<w:p><w:r><w:commentReference w:id="1"/><w:footnoteReference w:id="7"/></w:r></w:p>'
    notes = part("footnotes", '<w:footnote w:id="7"><w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p></w:footnote>')
    return word(
        body + mark,
        {"word/comments.xml": comment, "word/footnotes.xml": notes},
        {"rId1": ("comments", "comments.xml"), "rId2": ("footnotes", "footnotes.xml")},
    )


def _alternates() -> bytes:
    return word(
        '<mc:AlternateContent><mc:Choice Requires="wps">' * 80
        + text("chọn")
        + "</mc:Choice><mc:Fallback/></mc:AlternateContent>" * 80
        + PLAIN
    )


def _sizes() -> bytes:
    odd = ("1000000000", "NaN", "-5", "to", "inf", "1e400", "")
    runs = "".join(f'<w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>cỡ </w:t></w:r>' for size in odd)
    indents = "".join(
        text("lề", f'<w:pPr><w:ind w:left="{n}" w:firstLine="{n}"/><w:jc w:val="{n}"/></w:pPr>') for n in odd
    )
    return word(f"<w:p>{runs}</w:p>{indents}" + PLAIN)
