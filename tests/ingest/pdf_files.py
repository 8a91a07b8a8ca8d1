"""Small PDF files written by hand, for what LibreOffice would never write. Coordinates are points from the top left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# Every character is half an em wide, so that tests can reckon where a word ends; combining marks have no width.
_CMAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    + "".join(
        f"{min(100, 256 - start)} beginbfrange\n"
        + "".join(f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>\n" for high in range(start, min(start + 100, 256)))
        + "endbfrange\n"
        for start in range(0, 256, 100)
    )
    + "endcmap CMapName currentdict /CMap defineresource pop end end\n"
)
_FONTS = {"F1": "TimesNewRoman", "F2": "TimesNewRoman,Bold", "F3": "TimesNewRoman,Italic"}


@dataclass
class Page:
    """A page's content, gathered call by call."""

    width: float = 595.0
    height: float = 842.0
    rotate: int = 0
    content: list[str] = field(default_factory=list)
    form: list[str] = field(default_factory=list)
    overlays: list[tuple[tuple[float, float, float, float], str]] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, size: float = 13, font: str = "F1", extra: str = "", turn: str = "1 0 0 1"
    ) -> "Page":
        """A text object. `extra` are operators before the text, `turn` the matrix without its place."""
        self.content.append(show(x, self.height - y, text, size, font, extra, turn))
        return self

    def lines(
        self, x: float, y: float, texts: Sequence[str], size: float = 13, step: float = 16, font: str = "F1"
    ) -> "Page":
        for index, text in enumerate(texts):
            self.text(x, y + index * step, text, size, font)
        return self

    def stroke(self, x0: float, y0: float, x1: float, y1: float, dash: str = "") -> "Page":
        top = self.height
        self.content.append(f"q 0.5 w {dash} {x0} {top - y0} m {x1} {top - y1} l S Q")
        return self

    def bar(self, x0: float, y0: float, x1: float, y1: float, colour: str = "0 g") -> "Page":
        """A filled rectangle."""
        self.content.append(f"q {colour} {x0} {self.height - y1} {x1 - x0} {y1 - y0} re f Q")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> "Page":
        for y in ys:
            self.stroke(xs[0], y, xs[-1], y)
        for x in xs:
            self.stroke(x, ys[0], x, ys[-1])
        return self

    def picture(self) -> "Page":
        """An image over the whole page, as on a scan."""
        image = "BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI"
        self.content.append(f"q {self.width} 0 0 {self.height} 0 0 cm {image} Q")
        return self

    def overlay(self, box: tuple[float, float, float, float], *objects: str) -> "Page":
        """A signature field with an appearance of its own, in points from its lower left corner."""
        x0, y0, x1, y1 = box
        self.overlays.append(((x0, self.height - y1, x1, self.height - y0), "\n".join(objects)))
        return self


def show(
    x: float, y: float, text: str, size: float = 13, font: str = "F1", extra: str = "", turn: str = "1 0 0 1"
) -> str:
    """The operators that print a text, y from the bottom."""
    code = text.encode("latin-1" if font.startswith("W") else "utf-16-be").hex()
    return f"q BT {extra} /{font} {size} Tf {turn} {x} {y} Tm <{code}> Tj ET Q"


def make(*pages: Page, named: Mapping[str, str] | None = None) -> bytes:
    """The pages as a file. `named` are more fonts by the name they have in the content; those that begin with W have a
    byte a letter and no Unicode of their own (WinAnsiEncoding).
    """
    objects: list[str | bytes] = []

    def add(body: str) -> int:
        objects.append(body)
        return len(objects)

    def stream(body: str, entries: str = "") -> int:
        return add(f"<< /Length {len(body.encode('latin-1'))} {entries} >>\nstream\n{body}\nendstream")

    unicode_map = stream(_CMAP)
    fonts = []
    for name, base in {**_FONTS, **(named or {})}.items():
        flags = 4 + (0x40000 if "Bold" in base else 0) + (0x40 if "Italic" in base else 0)
        descriptor = add(
            f"<< /Type /FontDescriptor /FontName /{base} /Flags {flags} /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
            f"/Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>"
        )
        if name.startswith("W"):
            font = add(
                f"<< /Type /Font /Subtype /TrueType /BaseFont /{base} /FontDescriptor {descriptor} 0 R "
                f"/Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 /Widths [{' '.join(['500'] * 224)}] >>"
            )
            fonts.append(f"/{name} {font} 0 R")
            continue
        descendant = add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{base} /FontDescriptor {descriptor} 0 R /DW 500 "
            f"/W [768 879 0] /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        )
        font = add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H "
            f"/DescendantFonts [{descendant} 0 R] /ToUnicode {unicode_map} 0 R >>"
        )
        fonts.append(f"/{name} {font} 0 R")
    resources = f"/Font << {' '.join(fonts)} >>"
    tree = len(objects) + 1 + sum(2 + bool(page.form) + 2 * len(page.overlays) for page in pages)
    numbers = []
    for page in pages:
        forms = ""
        content = list(page.content)
        if page.form:
            box = f"/Type /XObject /Subtype /Form /BBox [-2000 -2000 2000 2000] /Resources << {resources} >>"
            forms = f"/XObject << /Fm {stream(chr(10).join(page.form), box)} 0 R >>"
            content.append("q 1 0 0 1 0 0 cm /Fm Do Q")
        annotations = []
        for (x0, y0, x1, y1), body in page.overlays:
            appearance = stream(
                body,
                f"/Type /XObject /Subtype /Form /BBox [0 0 {x1 - x0} {y1 - y0}] /Resources << {resources} >>",
            )
            annotations.append(
                add(
                    f"<< /Type /Annot /Subtype /Widget /FT /Sig /F 4 /Rect [{x0} {y0} {x1} {y1}] "
                    f"/AP << /N {appearance} 0 R >> >>"
                )
            )
        body = stream("\n".join(content))
        annots = f"/Annots [{' '.join(f'{number} 0 R' for number in annotations)}]" if annotations else ""
        numbers.append(
            add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate} "
                f"/Resources << {resources} {forms} >> /Contents {body} 0 R {annots} >>"
            )
        )
    assert add(f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{n} 0 R' for n in numbers)}] >>") == tree
    catalog = add(f"<< /Type /Catalog /Pages {tree} 0 R >>")
    out = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    return out + f"trailer << /Size {len(objects) + 1} /Root {catalog} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
