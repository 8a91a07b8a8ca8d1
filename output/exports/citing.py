"""Texts of documents as they stand in forms: documents named as others cite them, days, and no character that no form
may hold.
"""

import re

from output.exports.form_words import form_words
from output.exports.forms import Language
from output.store.assignments import AssigningDocument

_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def named(document: AssigningDocument, language: Language) -> str:
    """A document as others cite it: "Kế hoạch số 05/KH-SYT ngày 03/02/2025 của Sở Y tế X: Phòng bệnh"."""
    told = form_words("citing", language)
    parts = [
        document.type,
        document.number and told["number"].format(number=document.number),
        document.date and told["dated"].format(day=printed_day(document.date)),
        document.issuer and told["of_issuer"].format(issuer=document.issuer),
    ]
    name = " ".join(part for part in parts if part)
    return ": ".join(part for part in (name, document.title) if part) or document.file


def printed_day(day: str | None) -> str:
    """A day as offices write it: "2025-02-03" is 03/02/2025, and "2025-11", whose day is not known, 11/2025."""
    return "/".join(reversed(day.split("-"))) if day else ""


def plain(text: str) -> str:
    """The text without control characters but line ends, halves of characters, and what is no character in XML."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
