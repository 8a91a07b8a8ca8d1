"""The small parts of the Word reader: number formats, pictured characters, old fonts, equations."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ingest.docx.equations import equation
from ingest.docx.numerals import numeral
from ingest.docx.symbols import bullet, named, plain
from ingest.legacy import modern


@pytest.mark.parametrize(
    ("text", "font", "read"),
    [
        ("KÕ ho¹ch thùc hiÖn nhiÖm vô cña Së Y tÕ tØnh", ".VnTime", "Kế hoạch thực hiện nhiệm vụ của Sở Y tế tỉnh"),
        ("§éc lËp - Tù do - H¹nh phóc", ".VnArial", "Độc lập - Tự do - Hạnh phúc"),
        ("ph\u00ad¬ng ¸n, ®Æc biÖt, nh÷ng ng\u00adêi", ".VnTime", "phương án, đặc biệt, những người"),
        ("uû ban nh©n d©n", ".VnTimeH", "UỶ BAN NHÂN DÂN"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "VNI-Times", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "VNI-Times", "Độc lập - Tự do - Hạnh phúc"),
        ("ÑÖÔØNG, tröôùc ngaøy, ñaëc bieät, kyõ", "VNI-Helve", "ĐƯỜNG, trước ngày, đặc biệt, kỹ"),
        ("KÕ ho¹ch", "Times New Roman", "KÕ ho¹ch"),
        ("KÕ ho¹ch", None, "KÕ ho¹ch"),
    ],
)
def test_fonts_from_before_unicode(text: str, font: str | None, read: str) -> None:
    assert unicodedata.normalize("NFC", modern(text, font)) == read


@given(st.text(alphabet=[chr(code) for code in range(0x20, 0x7F)]))
def test_old_fonts_have_the_letters_of_ascii(text: str) -> None:
    assert modern(text, ".VnTime") == modern(text, "VNI-Times") == text


MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (1, "decimal", "1"),
        (7, "decimalZero", "07"),
        (12, "decimalZero", "12"),
        (4, "upperRoman", "IV"),
        (49, "lowerRoman", "xlix"),
        (1994, "upperRoman", "MCMXCIV"),
        (4, "lowerLetter", "d"),
        (26, "lowerLetter", "z"),
        (28, "upperLetter", "BB"),
        (0, "lowerLetter", "0"),
        (0, "upperRoman", "0"),
        (10**8, "upperRoman", "100000000"),
        (10**8, "lowerLetter", "100000000"),
        (3, "none", ""),
        (3, "decimalEnclosedParen", "(3)"),
        (3, "numberInDash", "- 3 -"),
        (3, "chicago", "3"),
        (3, "001", "003"),
    ],
)
def test_numerals(number: int, form: str, text: str) -> None:
    assert numeral(number, form) == text


@given(st.integers(min_value=1, max_value=3999))
def test_roman_numerals_read_back(number: int) -> None:
    worth = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    values = [worth[c] for c in numeral(number, "upperRoman")]
    total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    assert total == number


@pytest.mark.parametrize(
    ("code", "font", "text"),
    [
        ("F0B3", "Symbol", "≥"),
        ("F0A3", "Symbol", "≤"),
        ("00B4", "Symbol", "×"),
        ("F061", "Symbol", "α"),
        ("F07E", "Symbol", "∼"),
        ("F0DF", "Symbol", "⇓"),
        ("F0B7", None, "•"),
        ("F0FC", "Wingdings", "✓"),
        ("F028", "Wingdings", "•"),
        ("F052", "Wingdings 2", "☑"),
        ("2610", "MS Gothic", "☐"),
        ("0007", "Arial", ""),
        ("D800", "Arial", ""),
        ("FFFFFF", "Arial", ""),
        ("x", "Symbol", ""),
        (None, "Symbol", ""),
    ],
)
def test_symbols(code: str | None, font: str | None, text: str) -> None:
    assert named(code, font) == text


@given(st.text())
def test_plain_text_has_no_private_symbols_and_is_left_alone_without_them(text: str) -> None:
    assert not any("\uf020" <= c <= "\uf0ff" for c in plain(text, "Wingdings"))
    if not any("\uf000" <= c <= "\uf0ff" for c in text):
        assert plain(text, "Symbol") == text


@pytest.mark.parametrize(
    ("mark", "font", "label"),
    [("—", None, "-"), ("\uf0fc", "Wingdings", "•"), ("»", None, "»"), (" - ", None, "-"), ("(*)", None, "(*)")],
)
def test_bullets(mark: str, font: str | None, label: str) -> None:
    assert bullet(mark, font) == label


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f"<m:f><m:num>{run('1')}</m:num><m:den>{run('2')}</m:den></m:f>", "1/2"),
        (f"<m:sSub><m:e>{run('x')}</m:e><m:sub>{run('1')}</m:sub></m:sSub>", "x_1"),
        (
            f"<m:sSubSup><m:e>{run('x')}</m:e><m:sub>{run('1')}</m:sub><m:sup>{run('a+b')}</m:sup></m:sSubSup>",
            "x_1^(a+b)",
        ),
        (f"<m:rad><m:deg/><m:e>{run('x')}</m:e></m:rad>", "√x"),
        (f"<m:d><m:e>{run('a')}</m:e><m:e>{run('b')}</m:e></m:d>", "(a|b)"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{run("a")}</m:e></m:d>', "[a]"),
        (f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub/><m:sup/><m:e>{run("x")}</m:e></m:nary>', "∑x"),
    ],
)
def test_equations(inside: str, text: str) -> None:
    root = etree.fromstring(f'<m:oMath xmlns:m="{MATH}">{inside}</m:oMath>')
    assert equation(root) == text
