"""Which files hold the same document: those that agree on number, issuer and year."""

import re

from models import Metadata
from output.fold import fold, words

_LEADING_ZEROS = re.compile(r"^0+(?=\d)")


def number_key(number: str | None) -> str | None:
    """The number as it is compared: small letters, no blanks or tones, no zeros in front.

    None for a number still to be filled in ("/KH-SYT"), be there digits in the sign behind it ("/QĐ-C06").
    """
    key = "".join(fold(number or "").split())
    return _LEADING_ZEROS.sub("", key) if key[:1].isdecimal() else None


def identity(document: Metadata) -> str | None:
    """One text for all files of a document; None where number, issuer or year is not known."""
    number = number_key(document.number)
    issuer = " ".join(words(document.issuer or ""))
    year = (document.date or "")[:4]
    return f"{number} | {issuer} | {year}" if number and issuer and year else None
