"""By what a file is found to hold the same document as another: number, issuer, date, title, as they are compared."""

import json
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from models import Metadata
from output.fold import fold, words

_LEADING_ZEROS = re.compile(r"^0+(?=\d)")
_FULL_DATE = 10  # letters of "2025-11-20"


class Keys(NamedTuple):
    """A document's particulars as they are compared; None for what is not known.

    `identity` is one text for number, issuer and year; `date` may be incomplete ("2025-11"). `draft` says that the
    document calls itself one.
    """

    identity: str | None
    number: str | None
    issuer: str | None
    date: str | None
    title: str | None
    draft: bool

    @property
    def year(self) -> str | None:
        """The year of the date."""
        return self.date[:4] if self.date else None

    @property
    def day(self) -> str | None:
        """The date, if it is complete."""
        return self.date if self.date and len(self.date) == _FULL_DATE else None


def keys(document: Metadata) -> Keys:
    """What a document is compared by."""
    issuer, title = issuer_key(document.issuer), title_key(document.title)
    number = number_key(document.number)
    return Keys(identity(document), number, issuer, document.date or None, title, document.draft)


def number_key(number: str | None) -> str | None:
    """The number as it is compared: small letters, no blanks or tones, no zeros in front.

    None for a number still to be filled in ("/KH-SYT"), be there digits in the sign behind it ("/QĐ-C06").
    """
    key = "".join(fold(number or "").split())
    return _LEADING_ZEROS.sub("", key) if key[:1].isdecimal() else None


def issuer_key(issuer: str | None) -> str | None:
    """The words of an issuer's name as they are compared: short forms in full, the body for its head's post."""
    short, post = _issuer_words()
    name = " ".join(short.get(word, word) for word in words(issuer or ""))
    return post.sub("", name) or None


def title_key(title: str | None) -> str | None:
    """The words of a title as they are compared."""
    return " ".join(words(title or "")) or None


def identity(document: Metadata) -> str | None:
    """One text for all files of a document; None where number, issuer or year is not known."""
    number = number_key(document.number)
    issuer = issuer_key(document.issuer)
    year = (document.date or "")[:4]
    return f"{number} | {issuer} | {year}" if number and issuer and year else None


def key_of(particulars: str, name: str) -> Any:
    """One of a document's `Keys` by name, from its particulars as the store keeps them (a JSON object)."""
    return getattr(keys(Metadata(**json.loads(particulars))), name)


@cache
def _issuer_words() -> tuple[dict[str, str], re.Pattern[str]]:
    """The full words for short ones, and the pattern of a post before a body's name; all folded."""
    rules = tomllib.loads(files("output.store").joinpath("issuers.toml").read_text(encoding="utf-8"))
    posts = "|".join(sorted((fold(post) for post in rules["posts"]), key=len, reverse=True))
    return {fold(short): fold(full) for short, full in rules["short"].items()}, re.compile(rf"^(?:{posts}) (?=\w)")
