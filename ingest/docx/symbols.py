"""Characters of Word's picture fonts, which stand at private code points (U+F020 to U+F0FF), as plain ones."""

import re

BULLET = "•"

_SYMBOL_LOW = (
    "!∀#∃%&∍()∗+,-./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"  # 21 to 7E
)
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"  # A0 to DF
_SYMBOL = dict(enumerate(_SYMBOL_LOW, 0x21)) | dict(enumerate(_SYMBOL_HIGH, 0xA0)) | {0x20: " "}
"""The font Symbol (Adobe's encoding), with a hyphen for its minus: plans use it for ≥, ≤, × and for bullets."""

_WINGDINGS = {
    0x20: " ", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x9F: "•",
    0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x20: " ", 0x4F: "✗", 0x50: "✓", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"}

_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "wingdings 3": {}, "webdings": {}}

_PRIVATE = re.compile("[\uf000-\uf0ff]")
_DASHES = frozenset("-‐‑‒–—−⎯")


def named(code: str | None, font: str | None) -> str:
    """The character that w:sym names by its hexadecimal code; "" for what is no code."""
    return _symbol(int(code, 16), font) if code and re.fullmatch("[0-9A-Fa-f]{1,6}", code) else ""


def plain(text: str, font: str | None) -> str:
    """A text in which characters at private code points are plain ones."""
    return _PRIVATE.sub(lambda match: _symbol(ord(match[0]), font), text)


def bullet(text: str, font: str | None) -> str:
    """A list's mark: "-" for every dash, "•" for every picture, else the mark itself ("+", "*").

    The "o" that Word takes from Courier New as its second bullet is a picture, no letter.
    """
    mark = text.strip()
    is_picture = (font or "").lower() in _FONTS and len(mark) == 1
    mark = _symbol(ord(mark), font) if is_picture else plain(mark, font)
    if mark in _DASHES:
        return "-"
    if mark in ("o", "·") or (len(mark) == 1 and ord(mark) >= 0x2000):
        return BULLET
    return mark


def _symbol(code: int, font: str | None) -> str:
    """The character at `code` of a font: a plain bullet for a picture that has no plain character."""
    table = _FONTS.get((font or "").lower())
    if table is None and not 0xF000 <= code <= 0xF0FF:
        return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""
    return (_SYMBOL if table is None else table).get(code & 0xFF, BULLET)
