"""The document's type and title: a line in capitals and the subject below it, or "V/v …" of a Công văn."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors import numbering
from extractors.excerpt import Excerpt, squeeze
from extractors.metadata import letterhead
from extractors.metadata.lines import CAPITALS, Line, alternatives, folded, is_capitals, is_motto, is_noise
from extractors.rules import load

# The type stands on the first page; farther on, words in capitals are headings and appendices.
_LETTERHEAD_LINES = 45
_MOST_TITLE_LINES = 9
_MOST_TITLE_WORDS = 110
_SENTENCE_WORDS = 25


@dataclass(frozen=True, slots=True)
class Heading:
    """Type and title with the stretches that they were read from.

    `above` are the letterhead's lines, `below` is the number of the first line of the text: the title's own line
    where the text goes on in it.
    """

    type: str
    type_excerpt: Excerpt
    title: tuple[Excerpt, ...]
    above: tuple[Line, ...]
    below: int
    rule: str

    @property
    def title_text(self) -> str | None:
        """The title on one line."""
        return squeeze(" ".join(e.text for e in self.title)) or None


def read(lines: Sequence[Line]) -> Heading | None:
    """The heading among a document's lines, None if there is neither a type nor a subject."""
    for index, line in enumerate(lines[:_LETTERHEAD_LINES]):
        for piece in letterhead.cut(line):
            start = piece.line.excerpt.start - line.excerpt.start
            if piece.kind == "subject":
                return _of_letter(lines, index, line.cut(start))
            # A number behind it makes it a citation: "Kế hoạch số 12/KH-UBND".
            cited = re.match(r"\s*số\s*[:\d]", line.text[start + len(piece.line.text) :], re.IGNORECASE)
            if (
                piece.kind == "text"
                and (found := _type(piece.line))
                and not (cited and found[1] == len(piece.line.text))
            ):
                return _of_type(lines, index, start, found)
        if _opens_body(line.text) or _is_sentence(line.text):
            break
    return None


def opens_with_type(text: str) -> bool:
    """Whether a line in capitals opens with a document's type: the heading of an attached document."""
    return bool(_types().match(folded(text)))


# How


def _type(line: Line) -> tuple[str, int] | None:
    """The type that opens a line in capitals, and where it ends in the line."""
    if whole := _whole_line_types().fullmatch(folded(line.text)):
        return _in_normal_case(whole[0]), len(line.text)
    match = _types().match(folded(line.text))
    return (_in_normal_case(match["type"]), match.end("type")) if match else None


def _of_type(lines: Sequence[Line], index: int, start: int, found: tuple[str, int]) -> Heading:
    """The heading whose type opens at character `start` of line number `index`."""
    (kind, length), line = found, lines[index]
    above = (*lines[:index], line.cut(0, start)) if start else tuple(lines[:index])
    rest = line.cut(start + length)
    rest = rest.cut(len(rest.text) - len(rest.text.lstrip(" :.*")))
    title, below = _title(lines, index, rest, decision=kind in ("Quyết định", "Chỉ thị", "Nghị quyết"))
    excerpt = line.cut(start, start + length).excerpt
    return Heading(kind, excerpt, title, above, below, "metadata.type")


def _of_letter(lines: Sequence[Line], index: int, line: Line) -> Heading:
    """A Công văn: its subject stands behind "V/v" in the number's column, up to the other column or "Kính gửi"."""
    match = _subject().match(line.text)
    end = match.end() if match else 0
    title = [line.cut(end)]
    below = index + 1
    above = list(lines[: index + 1])
    for following in lines[index + 1 : index + _MOST_TITLE_LINES]:
        pieces = letterhead.cut(following)
        if (line.column is not None and following.place() != line.place()) or numbering.parse(following.text):
            break
        is_sentence = following.text.endswith((":", ".")) and not _is_letterhead(following)
        if _opens_body(following.text) or is_sentence or len(following.text.split()) > _SENTENCE_WORDS:
            break
        below += 1
        above.append(following)
        title += [p.line for p in pieces if p.kind == "text" and not is_capitals(p.line.text)]
    # Date and Quốc hiệu stand in the other column, perhaps behind the subject.
    while below < len(lines) and below < index + _MOST_TITLE_LINES and _is_letterhead(lines[below]):
        above.append(lines[below])
        below += 1
    excerpts = _excerpts([part for part in title if part.text])
    return Heading(
        load("metadata")["type"]["letter"],
        line.cut(0, end).excerpt,
        excerpts,
        tuple(above),
        below,
        "metadata.type.subject",
    )


def _is_letterhead(line: Line) -> bool:
    return is_noise(line.text) or any(p.kind in ("motto", "number", "date", "rule") for p in letterhead.cut(line))


def _title(lines: Sequence[Line], index: int, rest: Line, decision: bool) -> tuple[tuple[Excerpt, ...], int]:
    """The title's stretches and the number of the first line of the text; `rest` stands behind the type in its line."""
    title: list[Line] = []
    for position, line in enumerate([rest, *lines[index + 1 :]], index):
        if not line.text or is_noise(line.text) or is_motto(line.text) or not re.search(r"\w", line.text):
            continue
        if line is not rest and (_ends_title(line, title, decision) or len(title) == _MOST_TITLE_LINES):
            return _excerpts(title), position
        end = _end_within(line.text, decision)
        title.append(line.cut(0, end))
        if end < len(line.text):
            return _excerpts(title), position if _holds_text(line.text[end:]) else position + 1
    return _excerpts(title), len(lines)


def _excerpts(title: Sequence[Line]) -> tuple[Excerpt, ...]:
    return tuple(line.excerpt for line in title)


def _holds_text(rest: str) -> bool:
    return not _authority().fullmatch(rest.strip())


def _ends_title(line: Line, title: Sequence[Line], decision: bool) -> bool:
    """Whether a line below the type belongs to the title no more."""
    text = line.text
    if _attached().match(text) or (decision and _authority().fullmatch(text)):
        return True
    if not title:
        return bool(_never_title().match(text)) or _is_sentence(text)
    if _opens_body(text) or _is_sentence(text) or line.label is not None:
        return True
    number = numbering.parse(text)
    if number and number.style not in ("lower", "paren"):
        return True
    if sum(len(t.text.split()) for t in title) + len(text.split()) > _MOST_TITLE_WORDS:
        return True
    first = title[0]
    if first.look.align == "center" and line.look.align not in ("center", None):
        return True
    if first.look.bold and not line.look.bold and line.look.align != "center":
        return True
    # A title in capitals ends where small letters begin, but for a line in brackets.
    return is_capitals(first.text) and not is_capitals(text) and len(text.split()) > 3 and text[:1] != "("


def _end_within(text: str, decision: bool) -> int:
    """Where a title ends within its line: small letters behind capitals, a basis, the head who decides."""
    ends = [len(text)]
    words = list(re.finditer(r"\S+", text))
    if len(words) > 4 and all(is_capitals(w[0]) or not re.search(r"[^\W\d_]{2}", w[0]) for w in words[:3]):
        small = (w for w in words if re.search(rf"^[{CAPITALS}]?[^\W\d_{CAPITALS}]{{2}}", w[0]))
        ends += [w.start() for w in small][:1]
    if behind := _body_within().search(text):
        ends.append(behind.start() + 1)
    if decision and (head := _authority_within().search(text)):
        ends.append(head.start() + 1)
    return len(text[: min(ends)].rstrip())


def _opens_body(text: str) -> bool:
    return bool(_body().match(folded(text)))


def _is_sentence(text: str) -> bool:
    """Whether a line is a paragraph of the text: long and closed by a mark, or one that announces what follows."""
    words = len(text.split())
    if words > _SENTENCE_WORDS and text.endswith((".", ";", ":", "./.")):
        return True
    return words > 8 and text.endswith((":", ";", "./."))


def _in_normal_case(printed: str) -> str:
    bare = squeeze(printed).casefold()
    rules: dict[str, list[str]] = load("metadata")["type"]
    return next(name for name in rules["names"] + rules["whole_line"] if folded(name).casefold() == bare)


@cache
def _types() -> re.Pattern[str]:
    names = alternatives([folded(name.upper()) for name in load("metadata")["type"]["names"]])
    return re.compile(rf"[\W_]*(?P<type>{names})(?![\w/])(?!\s*[:;]\s*$)")


@cache
def _whole_line_types() -> re.Pattern[str]:
    rules = load("metadata")["type"]
    return re.compile(folded(alternatives(rules["names"] + rules["whole_line"])), re.IGNORECASE)


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load('metadata')['type']['subject'])})\s*:?\s*")


@cache
def _body() -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:{folded(alternatives(load('metadata')['title']['ends']))})")


@cache
def _never_title() -> re.Pattern[str]:
    return re.compile(alternatives(load("metadata")["title"]["never"]))


@cache
def _body_within() -> re.Pattern[str]:
    """A basis that goes on in the title's line: "… năm 2025 Căn cứ Quyết định số …"."""
    return re.compile(rf"\s(?=(?:{alternatives(load('metadata')['title']['ends_within'])})(?!\w))")


@cache
def _attached() -> re.Pattern[str]:
    return re.compile(alternatives(load("metadata")["title"]["attached"]), re.IGNORECASE)


@cache
def _authority() -> re.Pattern[str]:
    """The head who decides, in capitals above the bases: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"."""
    return re.compile(rf"(?:{_heads()})(?:[\s,-]+[{CAPITALS}\d.]+)*")


@cache
def _authority_within() -> re.Pattern[str]:
    return re.compile(rf"\s(?=(?:{_heads()})(?:[\s,-]+[{CAPITALS}\d.]+)*$)")


def _heads() -> str:
    posts = [post.upper() for post in load("metadata")["ending"]["posts"]]
    return alternatives(posts + [head.upper() for head in load("issuers")["heads"]["with_place"]])
