"""What is a Vietnamese syllable, and what any damage to a file may lead to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import pdf
from ingest.errors import UnreadableFile
from ingest.pdf.syllables import is_syllable
from tests.ingest.pdf_files import Page, make

SYLLABLES = [
    "ban",
    "bản",
    "nghiêng",
    "chuyển",
    "Ủy",
    "ủy",
    "uỷ",
    "THỦY",
    "thuỷ",
    "quyết",
    "quý",
    "quí",
    "kỹ",
    "kĩ",
    "giữa",
    "gì",
    "giếng",
    "quốc",
    "xoắn",
    "khuỷu",
    "ngoằn",
    "đường",
    "huyện",
    "nghiệp",
    "rượu",
    "oái",
    "yêu",
    "ý",
    "ở",
    "ỷ",
    "hoà",
    "hòa",
    "hoẵng",
    "thuở",
    "khuya",
    "tuýp",
]
OTHERS = [
    "nAN",
    "NgAN",
    "uY",
    "cHU",
    "HQI",
    "DQc",
    "Céng",
    "nghÜa",
    "ViÖt",
    "§éc",
    "KÕ",
    "ho¹ch",
    "coäng",
    "hoøa",
    "vaø",
    "Index",
    "website",
    "strict",
    "hnh",
    "thc",
    "các̀",
    "bac",
    "hop",
    "mat",
    "quyêt",
    "thich",
]


@pytest.mark.parametrize("word", SYLLABLES)
def test_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", OTHERS)
def test_no_syllable(word: str) -> None:
    assert not is_syllable(word)


DATA = make(Page().text(85, 100, "Thực hiện kế hoạch").grid((85, 200, 300), (120, 150, 180)).text(90, 140, "Rà soát"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(DATA) - 1), st.integers(0, 255)), max_size=30), st.integers(0, len(DATA)))
def test_damage_is_told_or_read(changes: list[tuple[int, int]], end: int) -> None:
    data = bytearray(DATA)
    for place, byte in changes:
        data[place] = byte
    try:
        document = pdf.read(bytes(data[:end] if end % 3 else data), "a.pdf", "0")
    except UnreadableFile as error:
        assert str(error)
    else:
        assert document.source.format == "pdf"
