"""The documents that a text cites by number: "Quyết định số 684/QĐ-UBND ngày 20/02/2025 của Chủ tịch UBND tỉnh".

A citation is found by its number (its sign gives it away); the type is read to the left of it, the date and the
issuer to the right. Sources of the forms: rules/citations.toml.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from extractors import units
from extractors.excerpt import squeeze
from extractors.issuer_names import alternation, bare_head, name_end
from extractors.match import Match
from extractors.printed import ORG, PrintedDate, date_at, kind_pattern, normal_number, sign_parts, sign_pattern
from extractors.relations import STRONGEST
from extractors.rules import load
from models import Citation


def in_text(text: str) -> tuple[Match[Citation], ...]:
    """Every mention of a document with its number, in order. A date that is partial or impossible is None.

    Rules: "citation.number" for a number with its sign, "citation.bare" for "Công văn số 895 ngày 12/3/2024".
    """
    found: list[Match[Citation]] = []
    for number in _numbers(text):
        previous = found[-1] if found else None
        if previous and number.start < previous.end:
            continue
        citation = _read(text, number, previous)
        if citation:
            found.append(citation)
    return tuple(found)


def distinct(matches: Iterable[Match[Citation]], own_number: str | None) -> list[Citation]:
    """The mentions in a document as distinct citations, in the order of their first mention.

    Distinct by number, blanks and case ignored; bare digits ("Kế hoạch số 12") are the number with its sign of the
    same type. A field given once counts for all, and so does the strongest relation; the evidence of all mentions is
    kept. `own_number` is the document's own and is left out.
    """
    cited = [match.value for match in matches]
    mentions: dict[str, list[Citation]] = {}
    for citation in cited:
        mentions.setdefault(_key(_in_full(citation, cited).number), []).append(citation)
    if own_number:
        mentions.pop(_key(own_number), None)
    return [_merged(same) for same in mentions.values()]


# How

_DIGITS = r"(?<![\w/,.–-])(?<!\d:)\d{1,6}[a-zđA-Z]?"

_BEFORE_DATE = re.compile(r"\s*[,(]?\s*(?:được\s+)?(?:ký\s+|ban\s+hành\s+)?(?=ngày)", re.IGNORECASE)
_BRACKETED_DATE = re.compile(r"\s*\(\s*(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})\s*\)")
_OF = re.compile(r"\s*,?\s*của\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    printed: str
    needs: str = ""
    """What must stand beside it: "type" for a weak sign ("63/CP"), "date" for bare digits."""

    @property
    def parts(self) -> list[str]:
        """The sign's parts."""
        return sign_parts(normal_number(self.printed))


def _numbers(text: str) -> Iterable[_Number]:
    for match in _number().finditer(text):
        needs = match.lastgroup if match.lastgroup in ("type", "date") else ""
        yield _Number(match.start(), match.end(), match[0], needs)


@cache
def _number() -> re.Pattern[str]:
    # The weaker forms come last: a strong one is never read as a shorter weak one.
    return re.compile(
        rf"{_DIGITS}{sign_pattern()}|(?P<type>{_DIGITS}\s?/\s?{ORG}(?![\w&/]))|(?P<date>{_DIGITS}(?=\s+ngày\s))"
    )


def _read(text: str, number: _Number, previous: Match[Citation] | None) -> Match[Citation] | None:
    before = text[max(0, number.start - 200) : number.start]
    if _not_cited().search(before):
        return None
    naming = _naming(before, number)
    if number.needs and not (naming and naming["number_word"]):
        return None
    printed_type = _type_name(naming["type"]) if naming else None
    day, issuer, end = _right_side(text, number.end, printed_type)
    if number.needs == "date" and day is None:
        return None
    kind = printed_type or _type_of_sign(text, number, previous)
    if day is None and (passed := _passing(text, end, kind)):
        day, end = passed.full, passed.end
    if issuer is None and naming and "issuer" in naming.re.groupindex:
        issuer = squeeze(naming["issuer"])
    start = number.start - (len(before) - (naming.start("type") if naming else _number_word(before)))
    citation = Citation(kind, normal_number(number.printed), day, issuer)
    return Match(citation, start, end, "citation.bare" if number.needs == "date" else "citation.number")


def _naming(before: str, number: _Number) -> re.Match[str] | None:
    """The type and what stands between it and the number; a law's own name may stand there."""
    last = number.parts[-1].rstrip("0123456789") if number.parts else ""
    signs = load("citations")["types"]["law_signs"]
    if number.parts and (last in signs or number.parts[0] in signs):
        return _law_before().search(before) or _type_before().search(before)
    return _type_before().search(before) or _type_and_issuer_before().search(before)


@cache
def _type_before() -> re.Pattern[str]:
    return re.compile(rf"{_type_words()}\s*\(?{_NUMBER_WORD}?\s*$", re.IGNORECASE)


@cache
def _type_and_issuer_before() -> re.Pattern[str]:
    issuer = r"\s+của\s+(?P<issuer>[^\s,;.:()]+(?:\s+[^\s,;.:()]+){0,7}?)"
    return re.compile(rf"{_type_words()}{issuer}\s+{_NUMBER_WORD}\s*$", re.IGNORECASE)


@cache
def _law_before() -> re.Pattern[str]:
    laws = alternation(load("citations")["types"]["laws"])
    return re.compile(rf"(?<!\w)(?P<type>{laws})(?:\s+(?!số\b)[^\s;.:()]+){{0,24}}?\s*\(?\s*{_NUMBER_WORD}\s*$")


_NUMBER_WORD = r"(?P<number_word>\s*số(?:\s+hiệu)?\s*[:.]?)"


def _type_words() -> str:
    types = load("citations")["types"]
    qualifiers = alternation(types["qualifiers"])
    # The sign's letters serve as short types, in capitals: "CV số 22/SNV-TCBC".
    return rf"(?<!\w)(?P<type>{alternation(types['names'])}|(?-i:{kind_pattern()}))(?:\s+(?:{qualifiers}))?"


@cache
def _not_cited() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(load('citations')['not_cited']['before'])})\s*:?\s*$", re.IGNORECASE)


def _number_word(before: str) -> int:
    match = re.search(r"số\s*[:.]?\s*$", before, re.IGNORECASE)
    return match.start() if match else len(before)


def _type_name(printed: str) -> str:
    rules = load("citations")
    names: dict[str, str] = {name.casefold(): name for name in rules["types"]["names"]}
    name = names.get(squeeze(printed).casefold()) or rules["kinds"][normal_number(printed)]
    return str(name)


def _type_of_sign(text: str, number: _Number, previous: Match[Citation] | None) -> str | None:
    kinds: dict[str, str] = load("citations")["kinds"]
    first = number.parts[0]
    kind = kinds.get(first) or kinds.get(first.rstrip("0123456789"))
    if kind:
        return kind
    # "các Công văn số 1/SYT-NVY …; số 2/SYT-NVD …": the next in a list is of the same type.
    if previous and not re.search(r"[.:]\s", text[previous.end : number.start]) and number.start - previous.end < 200:
        return previous.value.type
    return "Công văn" if len(number.parts) > 1 else None


def _right_side(text: str, position: int, printed_type: str | None) -> tuple[date | None, str | None, int]:
    """Date and issuer behind a number, in either order, and where they end."""
    day, end, dated = _date_behind(text, position)
    issuer, end = _issuer_behind(text, end, printed_type, needs_of=not dated)
    if issuer and not dated:
        day, end, _ = _date_behind(text, end)
    return day, issuer, end


def _date_behind(text: str, position: int) -> tuple[date | None, int, bool]:
    if before := _BEFORE_DATE.match(text, position):
        printed = date_at(text, before.end())
        if printed:
            return printed.full, printed.end, True
    if bracketed := _BRACKETED_DATE.match(text, position):
        printed = PrintedDate(int(bracketed["y"]), int(bracketed["m"]), int(bracketed["d"]), bracketed.end())
        return printed.full, printed.end, True
    return None, position, False


def _passing(text: str, position: int, kind: str | None) -> PrintedDate | None:
    """The day on which a law without another date was passed: "… được Quốc hội khóa XV thông qua ngày 27/6/2024"."""
    types = load("citations")["types"]
    if kind not in types["passed"]:
        return None
    words = re.compile(rf"[^;:./]{{0,120}}?(?<!\w)(?:{alternation(types['passing'])})\s+(?=ngày)", re.IGNORECASE)
    passing = words.match(text, position)
    if passing is None or re.search(r"(?<!\w)(?:ngày|số)(?!\w)", passing[0]):
        return None
    return date_at(text, passing.end())


def _issuer_behind(text: str, position: int, printed_type: str | None, needs_of: bool) -> tuple[str | None, int]:
    of = _OF.match(text, position)
    if of:
        start = of.end()
    elif not needs_of and (head := bare_head().match(text, position)):
        start = head.end("blank")
    else:
        return None, position
    end = name_end(text, start, joint=printed_type in load("citations")["types"]["joint"])
    end = _whole_name(text, start, end)
    return (squeeze(text[start:end]), end) if end > start else (None, position)


def _whole_name(text: str, start: int, end: int) -> int:
    """The end of an issuer's name with what the units' grammar knows to belong to it.

    "Bộ Văn hóa | , Thể thao và Du lịch", "Ủy ban Quốc gia | về chuyển đổi số".
    """
    inner = alternation(load("citations")["issuer"]["inner"])
    if end == start or not re.compile(rf"\s*(?:{inner})(?!\w)", re.IGNORECASE).match(text, end):
        return end
    found, _ = units.at_start(text[start : end + _REST_OF_NAME])
    reaches = bool(found) and found[0].start == 0 and start + found[0].end > end
    return start + found[0].end if reaches else end


# The rest of the longest name and the words by which the grammar sees its end.
_REST_OF_NAME = 120


def _in_full(citation: Citation, cited: list[Citation]) -> Citation:
    """The mention with its sign ("Kế hoạch số 12/KH-UBND") that one of bare digits stands for; else itself."""
    if not citation.number.isdigit():
        return citation
    return next((full for full in cited if _is_short_for(citation, full)), citation)


def _is_short_for(bare: Citation, full: Citation) -> bool:
    digits = re.match(r"\d+(?=[/-])", full.number)
    same_number = digits is not None and int(digits[0]) == int(bare.number)
    return same_number and bare.type == full.type and (full.date is None or bare.date in (None, full.date))


def _key(number: str) -> str:
    return normal_number(number).casefold().lstrip("0")


def _merged(mentions: list[Citation]) -> Citation:
    # The first mention is the full one by rule; a misprinted date is outvoted.
    dates = Counter(c.date for c in mentions if c.date)
    return Citation(
        type=next((c.type for c in mentions if c.type), None),
        number=mentions[0].number,
        date=dates.most_common(1)[0][0] if dates else None,
        issuer=next((c.issuer for c in mentions if c.issuer), None),
        evidence=tuple(e for c in mentions for e in c.evidence),
        relation=min((c.relation for c in mentions), key=STRONGEST.index),
    )
