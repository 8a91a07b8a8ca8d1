"""Bytes to text. Only what is certain is decoded: a wrong guess would spoil every word of the plan."""

import codecs
import re
import unicodedata

from ingest.errors import UnknownEncoding
from ingest.sniff import BOMS, unmarked_utf16

_LEGACY = (
    "The text is not in Unicode. It seems to be in an older Vietnamese encoding such as TCVN3 (ABC), VNI, VISCII or "
    "Windows-1258. Convert it to Unicode, for example with UniKey's toolkit, save it as UTF-8 and try again."
)
_LINE_END = re.compile("\r\n|\r|\x85|\u2028|\u2029|\x0b")

# Letters that Unicode has for Vietnamese alone, and signs of Latin-1 that stand inside words when TCVN3 or VNI is
# taken for Latin-1: "C«ng hoµ x·", "Coäng hoøa".
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]|[aeiouyAEIOUY][\u0300-\u0323]")
_FOREIGN = re.compile("(?<=[^\\W\\d_])[¨©ª«¬®¯°±µ¶·¸¹»¼½¾¿ÄÅÆÇËÏÐÑÖØÛÜÞßäåæçëïðñöøûüþÿ]")
_LETTER = re.compile(r"[^\W\d_]")


def decode(data: bytes, declared: str | None = None) -> str:
    r"""The text in NFC with "\n" as its only line end; form feeds stay.

    `declared` is the encoding that the file itself names. Without it and without a byte order mark: UTF-8, or
    UTF-16 where nothing else is possible. Raises UnknownEncoding. An incomplete letter at the very end (a file cut
    off) is dropped.
    """
    text = unicodedata.normalize("NFC", _decoded(data, declared))
    if _is_legacy(text):
        raise UnknownEncoding(_LEGACY)
    return _LINE_END.sub("\n", text)


def _decoded(data: bytes, declared: str | None) -> str:
    for bom, name in BOMS:
        if data.startswith(bom):
            return _certain(data[len(bom) :], name)
    return _certain(data, unmarked_utf16(data) or declared or "utf-8")


def _certain(data: bytes, name: str) -> str:
    try:
        "".encode(name)  # some codecs of Python are none of text, and one unpacks: these it refuses
        decoder = codecs.getincrementaldecoder(name)()
    except (LookupError, ValueError) as error:
        raise UnknownEncoding(
            f"The file says that its encoding is {name!r}, which is not known. Save it as UTF-8 and try again."
        ) from error
    try:
        # `final` is left out: an incomplete letter at the end is kept back instead of being an error.
        return decoder.decode(data)
    except UnicodeError as error:
        raise UnknownEncoding(_LEGACY) from error


def _is_legacy(text: str) -> bool:
    """Whether a text in an 8-bit Vietnamese encoding was stored as if it were Latin-1."""
    sample = text[:200_000]
    foreign = len(_FOREIGN.findall(sample))
    return foreign >= 10 and not _VIETNAMESE.search(sample) and foreign > 0.08 * len(_LETTER.findall(sample))
