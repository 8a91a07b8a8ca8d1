"""Marks of state secrecy: MẬT, TỐI MẬT, TUYỆT MẬT in the letterhead.

Only the letterhead counts, and only a mark that stands for itself: plans about the protection of secrets, of bees
(mật ong) or of density (mật độ) are as public as others.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise, takewhile

from extractors.excerpt import squeeze
from extractors.metadata import heading, letterhead
from extractors.metadata.lines import Line, alternatives, folded, lines
from extractors.rules import load
from models import Document, Paragraph, Table

_MOST_LINES = 20  # of a letterhead that no title ends
_MOST_WORDS = 25  # in one of its lines; a longer one is text
_MOST_ROWS = 4  # of a letterhead that is a table
_LONGEST = 80  # characters of a mark with all that may stand beside it
_FRAMES = " ()[]{}|*_\"“”'«»•~=.:;,–—-"


def mark(document: Document) -> str | None:
    """The mark of secrecy as printed ("TỐI MẬT", "Độ mật: Mật"), None where the letterhead has none.

    The letterhead is what stands above the title or the document's type, and the headers of pages.
    """
    is_seen = document.source.text_from == "ocr"
    head = _letterhead(document)
    headers = [block for block in document.blocks if isinstance(block, Paragraph) and block.part == "header"]
    headings = [part for block in headers for part in re.split(r"[\n\t]| {3,}", block.text)]
    return _first_mark(_pieces(head), is_seen) or _first_mark([(part, False) for part in headings], is_seen)


# How


def _letterhead(document: Document) -> Sequence[Line]:
    body = list(lines(document.blocks))
    if title := heading.read(body):
        return title.above

    def is_text(line: Line) -> bool:
        block = document.blocks[line.block]
        is_list = isinstance(block, Table) and block.rows > _MOST_ROWS and block.columns > 1
        return is_list or len(line.text.split()) > _MOST_WORDS

    return list(takewhile(lambda line: not is_text(line), body[:_MOST_LINES]))


def _pieces(head: Sequence[Line]) -> list[tuple[str, bool]]:
    """The texts between number, date and Quốc hiệu, each with whether the number stands above or before it.

    Lines that go on in the next are none; a grade on two lines ("TỐI" / "MẬT") is joined.
    """
    found: list[tuple[str, bool]] = []
    below_number = False
    previous: Line | None = None
    for line in head:
        above = previous.text if previous and previous.place()[1] == line.place()[1] else ""
        for index, piece in enumerate(letterhead.cut(line)):
            below_number |= piece.kind == "number"
            if piece.kind != "text" or (index == 0 and _goes_on().search(above)):
                continue
            found += [(part, below_number) for part in re.split(" {3,}", piece.line.text)]
        previous = line
    joined = [
        (f"{first} {second}", below)
        for (first, _), (second, below) in pairwise(found)
        if len(first) <= len("TUYỆT") and len(second) <= len("MẬT")
    ]
    return [*joined, *found]


def _first_mark(pieces: Sequence[tuple[str, bool]], is_seen: bool) -> str | None:
    return next((squeeze(text) for text, below_number in pieces if _is_mark(text, is_seen and below_number)), None)


def _is_mark(text: str, may_be_misread: bool) -> bool:
    """Whether a text is a mark and nothing else. With `may_be_misread`, "MAT" and "MẮT" are "MẬT": under the number
    of a scan nothing else is written so.
    """
    plain = squeeze(text).strip(_FRAMES)
    if len(plain) > _LONGEST:
        return False
    match = _labelled().fullmatch(folded(plain).upper())
    if match:
        return _is_sure(_grade(plain, match))
    match = _alone().fullmatch(folded(plain).upper())
    if match is None:
        return False
    if match["opening"] and not (plain.isupper() or text.strip().startswith(("(", "["))):
        return False
    grade = _grade(plain, match)
    if grade[0].islower() and not match["opening"]:  # the end of a sentence: "… nộp hồ sơ" / "mật"
        return False
    return _is_sure(grade) or (may_be_misread and grade.isupper())


def _grade(text: str, match: re.Match[str]) -> str:
    return "".join(text[match.start("grade") : match.end("grade")].split())


def _is_sure(grade: str) -> bool:
    """Whether a grade is none of the words that only look like it: "MẮT", "MẶT". Two syllables are enough."""
    return len(grade) > len("MẬT") or grade.upper() in load("secrecy")["mark"]["sure"]


@cache
def _labelled() -> re.Pattern[str]:
    label = _folded_alternatives(load("secrecy")["mark"]["labels"])
    return re.compile(rf"(?:{label})\s*[:.–—-]?\s*[(\"“]?(?P<grade>{_grades()})")


@cache
def _alone() -> re.Pattern[str]:
    rules = load("secrecy")["mark"]
    companion = rf"(?:{_folded_alternatives(rules['companions'])}|{alternatives(rules['copies'])})"
    joint = r"\s*[/,;()+–—-]?\s*"
    opening = rf"(?:(?P<opening>{_folded_alternatives(rules['openings'])})\s+)?"
    return re.compile(rf"(?:{companion}{joint})*{opening}(?P<grade>{_grades()})(?:{joint}{companion})*")


def _grades() -> str:
    """The grades with blanks allowed between all letters: "M Ậ T", "TỐIMẬT"."""
    grades: list[str] = load("secrecy")["mark"]["grades"]
    return "|".join(r"\s*".join("".join(folded(grade).upper().split())) for grade in grades)


def _folded_alternatives(words: Sequence[str]) -> str:
    return alternatives([folded(word).upper() for word in words])


@cache
def _goes_on() -> re.Pattern[str]:
    words = alternatives(load("secrecy")["mark"]["goes_on"])
    return re.compile(rf"(?<!\w)(?:{words})\s*$", re.IGNORECASE)
