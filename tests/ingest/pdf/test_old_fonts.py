"""Letters of fonts from before Unicode in PDF files: by the font's name, or by the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import pdf
from ingest.legacy import Encoding, encoding
from ingest.pdf import old_fonts
from models import Document
from tests.ingest.pdf_files import Page, make

TCVN3 = "KÕ ho¹ch ®Æc biÖt, ph\u00ad¬ng ¸n cho nh÷ng ng\u00adêi yªu cÇu"
READ = "Kế hoạch đặc biệt, phương án cho những người yêu cầu"
VNI = "Keá hoaïch ñaëc bieät, phöông aùn cho nhöõng ngöôøi yeâu caàu"
UNICODE = "Triển khai nhiệm vụ được giao"


def read(font: str, *texts: str, key: str = "F9", other: str = "") -> Document:
    page = Page().lines(85, 100, texts, font=key)
    if other:
        page.text(85, 400, other)
    return pdf.read(make(page, named={key: font}), "a.pdf", "0")


def text(document: Document) -> str:
    return " ".join(block.text for block in document.blocks)


@pytest.mark.parametrize(
    ("name", "old"),
    [
        (".VnTime", Encoding.TCVN3),
        ("ABCDEF+.VnTime", Encoding.TCVN3),
        ("ABCDEF+VnTime,Bold", Encoding.TCVN3),
        (".VnTimeH", Encoding.TCVN3_CAPITALS),
        ("ABCDEF+.VnArialH-BoldItalic", Encoding.TCVN3_CAPITALS),
        (".VnArial NarrowH", Encoding.TCVN3_CAPITALS),
        ("VNI-Times", Encoding.VNI),
        ("ABCDEF+VNI-Helve,Bold", Encoding.VNI),
        ("VNITimes", Encoding.VNI),
        ("VNtimes", Encoding.UNKNOWN),
        ("Times New Roman", None),
        ("ABCDEF+TimesNewRomanPS-BoldMT", None),
        ("UVNSachVo", None),
        ("ABCDEF+", None),
        ("", None),
        (None, None),
    ],
)
def test_names(name: str | None, old: Encoding | None) -> None:
    assert encoding(name) is old


@pytest.mark.parametrize("key", ["F9", "W9"])
@pytest.mark.parametrize(
    ("font", "printed", "expected"),
    [
        pytest.param("ABCDEF+.VnTime", TCVN3, READ, id="TCVN3"),
        pytest.param("VnTime", TCVN3, READ, id="TCVN3 without the dot"),
        pytest.param("ABCDEF+.VnTimeH", TCVN3, READ.upper(), id="TCVN3 capitals"),
        pytest.param("VNI-Times", VNI, READ, id="VNI"),
        pytest.param("VNtimes", TCVN3, READ, id="a name that does not tell which"),
        pytest.param("ABCDEF+TT0", TCVN3, READ, id="TCVN3 under another name"),
        pytest.param("ABCDEF+TT0", VNI, READ, id="VNI under another name"),
    ],
)
def test_decoded(key: str, font: str, printed: str, expected: str) -> None:
    found = read(font, printed, key=key)
    assert text(found) == expected
    # Where no name told the encoding, the reader is warned.
    assert bool(found.warnings) == (font in ("VNtimes", "ABCDEF+TT0"))
    assert all("whose name does not say so" in warning for warning in found.warnings)


def test_beside_a_font_in_unicode() -> None:
    assert text(read(".VnTime", TCVN3, other=UNICODE)) == f"{READ} {UNICODE}"


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times"])
def test_unicode_of_the_file_is_believed(font: str) -> None:
    assert text(read(font, UNICODE, "và á")).startswith(f"{UNICODE} và á")


@pytest.mark.parametrize(
    "printed", ["Café à la crème déjà vu, naïve façade", "Größe für Übung, schöne Straße", "± 5 %, § 3, © 2026, 20 °C"]
)
def test_words_that_are_no_vietnamese_by_any_table(printed: str) -> None:
    assert text(read("Times", printed)) == printed


def test_text_that_a_table_makes_vietnamese_only_for_the_most_part_is_left_alone() -> None:
    words = TCVN3.replace(",", "").split()
    assert old_fonts.guess([ord(letter) for letter in " ".join([*words * 4, "thùt", "b¸k"])]) is Encoding.TCVN3
    assert old_fonts.guess([ord(letter) for letter in " ".join([*words * 2, "thùt", "b¸k"])]) is None


def test_mark_with_a_width_of_its_own_stays_in_its_word() -> None:
    """Each letter of the test's font is half an em wide, so that a mark would else part the word."""
    (paragraph,) = read("VNI-Times", "hoaïch ñònh").blocks
    assert paragraph.text == "hoạch định"


def test_hyphens_are_told_from_the_letter_that_looks_like_one() -> None:
    printed = ["§éc lËp - Tù do; kinh tÕ-x· héi; n\u00adíc nh\u00ad", "th\u00ad cho c\u00ad d©n, 2024-2025"]
    expected = "Độc lập - Tự do; kinh tế-xã hội; nước như thư cho cư dân, 2024-2025"
    assert text(read(".VnTime", *printed, key="W9")) == expected


def test_words_scattered_over_text_objects() -> None:
    page = Page().text(85, 100, "ho", font="F9").text(98, 100, "¹", font="F9").text(104.5, 100, "ch", font="F9")
    assert text(pdf.read(make(page, named={"F9": ".VnTime"}), "a.pdf", "0")) == "hoạch"


@given(st.lists(st.integers(0, 0x10FFFF)), st.sampled_from(list(Encoding)))
def test_each_code_gives_its_letter(codes: list[int], old: Encoding) -> None:
    assert len(old_fonts.decode(codes, old)) == len(codes)
    old_fonts.guess(codes)
