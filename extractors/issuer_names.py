"""Where a cited document's issuer's name ends: "UBND tỉnh Phú Sơn | quản lý lễ hội". Data: rules/citations.toml."""

import re
from functools import cache

from extractors import units
from extractors.rules import load


def name_end(text: str, start: int, joint: bool) -> int:
    """Where the issuer's name that begins at `start` ends. `joint`: of a type that several bodies issue together."""
    return _before_act(text, start, _at_stop(text, start, joint))


@cache
def bare_head() -> re.Pattern[str]:
    """An opening of a name that stands without "của" before it; `blank` is the white space before."""
    return re.compile(rf"(?P<blank>\s*)(?:{alternation(load('citations')['issuer']['heads'])})(?!\w)")


def alternation(words: list[str]) -> str:
    """Words as a pattern, the longest first, any white space between their parts."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


# How

# A tab, and a line break before a mark, part cells and items: a name never runs over them.
_NAME_TOKEN = re.compile(
    r"(?![^\S\n]*\n\s*[-–+])[^\S\t]*(?P<word>\(kh[oó][aá]\s+[IVXL\d]+\)|[-–]|,|T[Pp]\.|[^\W_]+(?:[.&/][^\W_]+)*)"
)
_MOST_SMALL_WORDS = 6


def _at_stop(text: str, start: int, joint: bool) -> int:
    """The name's end at a word of rules/citations.toml, a mark, or a number that is no part."""
    end = position = start
    small = 0
    last = ""
    while match := _NAME_TOKEN.match(text, position):
        word, at = match["word"], match.start("word")
        if _stop().match(text, at) or small > _MOST_SMALL_WORDS:
            break
        if word in ("-", "–", ",") or word.casefold() == "và":
            if not _goes_on(text, match.end(), word, joint):
                break
        elif (word[0].isdigit() and last.casefold() not in load("citations")["issuer"]["before_numbers"]) or (
            end == start and not word[0].isupper() and not _small_head().match(text, at)
        ):
            break
        else:
            end = match.end()
            small = 0 if word[0].isupper() or word[0] == "(" else small + 1
        last, position = word, match.end()
    return end


def _before_act(text: str, start: int, end: int) -> int:
    """The end of an issuer's name without what the document is about: "UBND tỉnh Phú Sơn quản lý lễ hội".

    A body's name that is complete with its place takes no small letters; of others the units' grammar tells by its
    verbs ("Ban Chỉ đạo phòng chống dịch tỉnh" is a name).
    """
    if body := _complete().match(text, start, end):
        words = _words().finditer(text, body.end(), end)
        small = next((word for word in words if not word["goes_on"] and word[0].islower()), None)
        if small:
            return start + len(text[start : small.start()].rstrip(" \n\t,-–"))
    found, behind = units.at_start(text[start : end + _BEHIND_NAME])
    is_cut = bool(found) and found[0].start == 0 and start + behind < end and text[start + behind].islower()
    return start + found[0].end if is_cut else end


# What stands behind a name tells whether a word in it is a verb: "phòng, chống" is one, "phòng" none.
_BEHIND_NAME = 30


@cache
def _complete() -> re.Pattern[str]:
    rules = load("citations")["issuer"]
    with_level = rf"(?:{alternation(rules['of_place'])})\s+(?:{alternation(rules['levels'])})"
    return re.compile(rf"(?:{with_level}|{alternation(rules['complete'])})(?!\w)")


@cache
def _words() -> re.Pattern[str]:
    """The words behind a complete name; `goes_on`: the next place, a congress, a second issuer."""
    rules = load("citations")["issuer"]
    parts = alternation([*rules["levels"], *rules["before_numbers"], "và"])
    return re.compile(rf"(?P<goes_on>{parts})(?!\w)|[^\W_]+")


def _goes_on(text: str, position: int, joiner: str, joint: bool) -> bool:
    """Whether a name goes on behind a comma, a hyphen or "và": "Giáo dục và Đào tạo", not "Chính phủ và Thông tư"."""
    following = re.compile(r"\s*[^\W\d_]").match(text, position)
    if not following or not following[0][-1].isupper():
        return False
    if re.compile(rf"\s*(?:{alternation(load('citations')['types']['names'])})\b").match(text, position):
        return False
    head = bare_head().match(text, position)
    if joiner == ",":
        return joint and head is not None
    return joiner != "và" or joint or head is None


@cache
def _stop() -> re.Pattern[str]:
    rules = load("citations")
    stops = "|".join(rules["issuer"]["stops"]).replace(" ", r"\s+")
    return re.compile(rf"(?:{stops})(?!\w)|(?:{alternation(rules['types']['names'])})\s+số(?!\w)")


@cache
def _small_head() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(load('citations')['issuer']['small_heads'])})(?!\w)")
