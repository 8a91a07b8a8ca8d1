"""Whether words are among those of a list of the rules: in folded words, or in a text as it stands."""

import re
from functools import cache

from extractors.deadlines.lexer import fold
from extractors.rules import load


def starts(words: str, name: str) -> bool:
    """Whether folded words begin with a phrase of list `name` ("section.key")."""
    return _pattern(name).match(words) is not None


def ends(words: str, name: str) -> bool:
    """Whether folded words end with one."""
    return bool(words) and _ending(name).search(words) is not None


def says(words: str, name: str) -> bool:
    """Whether folded words hold one."""
    return _pattern(name).search(words) is not None


@cache
def printed(name: str) -> re.Pattern[str]:
    """The phrases of a list in a text as it stands, of any case and with any white space."""
    return re.compile(_choice(name).replace(r"\ ", r"\s+").replace("ý", "[ýí]").replace("ỳ", "[ỳì]"), re.IGNORECASE)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_choice(name))


@cache
def _ending(name: str) -> re.Pattern[str]:
    return re.compile(rf"{_choice(name)}$")


def _choice(name: str) -> str:
    section, key = name.split(".")
    entries = sorted(load("deadlines")[section][key], key=len, reverse=True)
    return rf"(?<!\w)(?:{'|'.join(re.escape(fold(entry)) for entry in entries)})(?!\w)"
