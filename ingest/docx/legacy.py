"""Letters of the fonts that Vietnam used before Unicode: the font's name tells the encoding.

TCVN3 (TCVN 5712:1993, "ABC") are the fonts .VnTime, .VnArial …, those that end in H show capitals only. VNI fonts
(VNI-Times …) write a letter's marks as a second character. In such a file "Kế hoạch" is "KÕ ho¹ch" or "Keá hoaïch".
"""

import re

_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "à": _CIRCUMFLEX + _GRAVE, "á": _CIRCUMFLEX + _ACUTE, "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = str.maketrans(
    {mark.upper(): marks for mark, marks in _VNI_MARKS.items()}
    | _VNI_MARKS
    | {letter.upper(): read.upper() for letter, read in _VNI_LETTERS.items()}
    | _VNI_LETTERS
)
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9\u0309\u0323]")


def is_unicode(text: str) -> bool:
    """Whether a text has letters or marks that only Unicode has, so that an old font's name says nothing about it."""
    return _VIETNAMESE.search(text) is not None


def modern(text: str, font: str | None) -> str:
    """The text in Unicode, marks perhaps apart from their letters (NFC joins them), if the font is an old one."""
    name = (font or "").lower()
    if name.startswith(".vn"):
        text = text.translate(_TCVN3)
        return text.upper() if name.endswith("h") else text
    return text.translate(_VNI) if name.startswith("vni-") else text
