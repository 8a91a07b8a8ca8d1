"""Bytes to text: every form of Unicode, and nothing else."""

import codecs
import unicodedata

import pytest

from ingest import text
from ingest.errors import TooLarge, UnknownEncoding
from ingest.limits import MAX_TEXT_BYTES
from ingest.text.encoding import decode

SENTENCE = "Kế hoạch phòng, chống lụt bão năm 2024 của Ủy ban nhân dân xã Đường Hoa.\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SENTENCE.encode(), id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + SENTENCE.encode(), id="UTF-8 with mark"),
        pytest.param(codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"), id="UTF-16 LE with mark"),
        pytest.param(codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), id="UTF-16 BE with mark"),
        pytest.param(SENTENCE.encode("utf-16-le"), id="UTF-16 LE"),
        pytest.param(SENTENCE.encode("utf-16-be"), id="UTF-16 BE"),
        pytest.param(codecs.BOM_UTF32_LE + SENTENCE.encode("utf-32-le"), id="UTF-32 LE with mark"),
        pytest.param(unicodedata.normalize("NFD", SENTENCE).encode(), id="NFD"),
        pytest.param(SENTENCE.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(SENTENCE.replace("\n", "\u2028").encode(), id="Unicode line separator"),
        pytest.param(SENTENCE.encode() + "Đ".encode()[:1], id="cut off within a letter"),
    ],
)
def test_unicode(data: bytes) -> None:
    assert decode(data) == SENTENCE


def test_ascii_is_text() -> None:
    assert decode(b"KE HOACH 2024") == "KE HOACH 2024"


# "Cộng hòa xã hội chủ nghĩa Việt Nam …" in the older encodings, as bytes or as letters of Latin-1.
TCVN3 = "Céng hoµ x· héi chñ nghÜa ViÖt Nam, ®éc lËp, tù do, h¹nh phóc; kÕ ho¹ch n¨m hai ngµn lÎ n¨m cña së"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, ñoäc laäp, töï do, haïnh phuùc; keá hoaïch naêm cuûa sôû y teá"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TCVN3.encode("latin-1"), id="TCVN3"),
        pytest.param(VNI.encode("latin-1"), id="VNI"),
        pytest.param("Kê\u0301 hoa\u0323ch cu\u0309a sơ\u0309".encode("cp1258"), id="Windows-1258"),
        pytest.param(TCVN3.encode(), id="TCVN3 stored as UTF-8"),
        pytest.param(VNI.encode(), id="VNI stored as UTF-8"),
    ],
)
def test_older_encodings_are_refused_with_the_next_step(data: bytes) -> None:
    with pytest.raises(UnknownEncoding, match="Unicode"):
        decode(data)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Hợp tác với Köln, Zürich, Malmö, Århus, Besançon, São Paulo, Škoda, Řím, naïve " * 3, id="names"),
        pytest.param("Nhiệt độ 25°C ± 2°C, § 5, góc 90°, ½ số hộ, 10 µg/m³ bụi " * 3, id="signs"),
        pytest.param(
            "The Malmö and Zürich offices of the naïve coöperative meet on Monday in the city. " * 9, id="English"
        ),
    ],
)
def test_foreign_letters_are_no_older_encoding(sentence: str) -> None:
    assert decode(sentence.encode()) == sentence


def test_a_declared_encoding_is_trusted_and_must_exist() -> None:
    assert decode("Sở".encode("utf-16-le"), "utf-16-le") == "Sở"
    with pytest.raises(UnknownEncoding, match="x-viet"):
        decode("Sở".encode(), "x-viet")


def test_too_large() -> None:
    with pytest.raises(TooLarge):
        text.read(b" " * (MAX_TEXT_BYTES + 1), "a", "0")
