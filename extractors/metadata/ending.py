"""The end matter: recipients, the signature, and where appendices begin (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors import numbering
from extractors.draft import Value
from extractors.excerpt import squeeze
from extractors.metadata import heading, issuer
from extractors.metadata.lines import CAPITALS, Line, alternatives, folded, is_capitals, is_motto
from extractors.rules import load

# How far below the first line of the end matter a signature may stand: a long list of recipients comes first.
_MOST_LINES = 90
_SIGNATURE_LINES = 14
# Between two recipients the page may have the signature's lines, or the rest of a long recipient.
_MOST_LINES_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Ending:
    """The end matter's first and last line, counted in the lines given, and who signs."""

    first: int
    last: int
    signer: Value[str] | None
    signer_title: Value[str] | None


def read(lines: Sequence[Line]) -> Ending | None:
    """The end matter of the lines behind the title, None if there is none."""
    first = next((i for i in range(len(lines)) if _opens_ending(lines, i)), None)
    first = _behind_closing_mark(lines, first)
    if first is None:
        return None
    last = _zone_end(lines, first)
    zone = list(lines[first:last])
    posts = _signing_posts(zone)
    title, behind = _title_of(posts)
    name = _name_behind(zone, behind) if behind else _name_beside(zone)
    recipients = _recipients_end(zone)
    used = [0, recipients, *(post.line for post in posts), name[1] if name else 0]
    return Ending(first, first + max(used), name[0] if name else None, title)


# How


@dataclass(frozen=True, slots=True)
class _Post:
    """A signer's post in a zone's line: "KT. GIÁM ĐỐC" has behalf "KT" and value "Giám đốc"."""

    behalf: str | None
    value: Value[str]
    line: int
    end: int


def _opens_ending(lines: Sequence[Line], index: int) -> bool:
    text = lines[index].text
    if _opens_recipients(text) or _on_behalf().match(folded(text)):
        return True
    if not _post().fullmatch(folded(text.rstrip(" .,"))):
        return False
    # The head's post alone also stands above the bases of a Quyết định; below a signature's there is a name.
    following = [line.text for line in lines[index + 1 : index + 1 + _SIGNATURE_LINES]]
    if any(re.match(r"\W*Căn\s+cứ", text) for text in following[:4]):
        return False
    return any(_is_name(text) or _opens_recipients(text) for text in following)


def _behind_closing_mark(lines: Sequence[Line], first: int | None) -> int | None:
    """The first line of the end matter where OCR lost "Nơi nhận": right behind "./.", with a signature or filing line.

    What a signature's strokes were read as may stand behind the mark.
    """
    for index, line in enumerate(lines[:first]):
        if not _CLOSING_MARK.search(line.text):
            continue
        below = lines[index + 1 : index + 1 + _SIGNATURE_LINES]
        if first is not None and first - index > _SIGNATURE_LINES:
            continue
        if any(_filing().match(other.text) or _is_post_at_end(other.text) for other in below):
            return index + 1
    return first


_CLOSING_MARK = re.compile(r"\./\s*\.?\W{0,3}\S{0,4}$")


def _is_post_at_end(text: str) -> bool:
    """Whether a line ends with a signer's post on somebody's behalf: "… để báo cáo); KT. GIÁM ĐỐC"."""
    found = list(_post().finditer(folded(text)))
    return bool(found) and bool(found[-1]["behalf"]) and found[-1].end() >= len(text.rstrip(" .,"))


def _zone_end(lines: Sequence[Line], first: int) -> int:
    """The number of the line at which the end matter is over for certain."""
    for index in range(first + 1, min(len(lines), first + _MOST_LINES)):
        text = lines[index].text
        if is_motto(text) or _appendix().match(text) or heading.opens_with_type(text):
            return index
    return min(len(lines), first + _MOST_LINES)


def _signing_posts(zone: Sequence[Line]) -> list[_Post]:
    """The posts of the first signature: one, or two where one signs for another."""
    found: list[_Post] = []
    for index, line in enumerate(zone):
        if found and index > found[-1].line + 4:
            break
        if found and _is_name(line.text):
            break
        found += _posts_in(line, index, alone=not found)
    return found


def _posts_in(line: Line, index: int, alone: bool) -> Iterator[_Post]:
    """The posts in capitals of a line. The first must open the line, stand behind a behalf, or close a recipient."""
    for match in _post().finditer(folded(line.text)):
        opens = match.start() == 0 or match["behalf"] or re.search(r"[:;.)/]\s*$|\s{3}$", line.text[: match.start()])
        if alone and not opens:
            continue
        alone = False
        excerpt = line.cut(match.start("post"), match.end("post")).excerpt
        behalf = re.sub(r"[^\w/]", "", match["behalf"]) if match["behalf"] else None
        yield _Post(behalf, Value(_in_normal_case(match["post"]), excerpt, "metadata.signer_title"), index, match.end())


def _title_of(posts: Sequence[_Post]) -> tuple[Value[str] | None, _Post | None]:
    """The signer's own post and the post behind which the name stands."""
    if not posts:
        return None, None
    rules = load("metadata")["ending"]
    for_another = [i for i, p in enumerate(posts) if p.behalf in rules["for_another"]]
    if for_another:
        own = posts[for_another[-1] + 1 : for_another[-1] + 2]
        return (own[0].value if own else None), posts[-1]
    post = posts[0]
    if post.behalf and post.behalf in folded(" ".join(rules["acting"])).split():
        value = post.value
        return Value(f"Quyền {value.value}", value.excerpt, value.rule), posts[-1]
    return post.value, posts[-1]


def _name_behind(zone: Sequence[Line], post: _Post) -> tuple[Value[str], int] | None:
    """The first name behind a post: in its line, alone on a line below, or at a line's end."""
    rest = zone[post.line].cut(post.end)
    place = zone[post.line].place()
    below = list(enumerate(zone[post.line + 1 :], post.line + 1))
    # In a table the name stands in the post's own column, or below the table where a page ends between them.
    in_column = [(i, line) for i, line in below if line.place() == place or None in (place[1], line.place()[1])]
    for index, line in [(post.line, rest), *in_column]:
        if _signed().match(line.text) or (line.look.italic and index > post.line + _SIGNATURE_LINES):
            continue
        if _is_name(line.text):
            return _name(line), index
    for index, line in [(post.line, rest), *in_column]:
        if match := _trailing_name().search(line.text):
            return _name(line.cut(match.start("name"), match.end("name"))), index
    return None


def _name_beside(zone: Sequence[Line]) -> tuple[Value[str], int] | None:
    """The one name in a column beside the recipients, where stamp and signature left nothing of the post above it."""
    recipients = next((line.place() for line in zone if _opens_recipients(line.text)), (None, None))
    if recipients[1] is None:
        return None
    beside = [
        (i, line) for i, line in enumerate(zone) if line.place()[0] == recipients[0] and line.place() != recipients
    ]
    named = [(i, line) for i, line in beside if _is_name(line.text) and _has_surname(line.text)]
    return (_name(named[0][1]), named[0][0]) if len(named) == 1 else None


def _has_surname(text: str) -> bool:
    surnames = folded(" ".join(load("metadata")["ending"]["surnames"])).casefold().split()
    words = folded(text[_academic_length(text) :]).casefold().split()
    return words[:1] != [] and words[0] in surnames and len(words) > 2


def _name(line: Line) -> Value[str]:
    cut = line.cut(_academic_length(line.text))
    cut = cut.cut(0, len(cut.text.rstrip(" .,;")))
    text = squeeze(cut.text)
    return Value(text.title() if is_capitals(text) else text, cut.excerpt, "metadata.signer")


def _is_name(text: str) -> bool:
    """Whether a line is a person's name, academic titles before it allowed."""
    length = _academic_length(text)
    name = text[length:].strip(" .,;")
    words = name.split()
    if not 2 <= len(words) <= 6 or re.search(r"[\d:;/()+]", name) or _post().search(folded(name)):
        return False
    if not all(word[0].isupper() for word in words):
        return False
    if words[0].casefold() in load("metadata")["ending"]["surnames"]:
        return not (is_capitals(name) and issuer.opens_body(name) and len(words) > 4)
    return not is_capitals(name) and not issuer.is_body_name(name) and len(words) <= 4


def _academic_length(text: str) -> int:
    """How much of a line stands before a person's name: strokes of a signature, academic titles."""
    strokes = _STROKES.match(text)
    start = strokes.end() if strokes else 0
    match = _academic().match(text, start)
    return match.end() if match else start


_STROKES = re.compile(r"[\W_]*[—_~][\W_]*(?=[^\W\d_])")


def _recipients_end(zone: Sequence[Line]) -> int:
    """The number of the last line of the list of recipients: the one that says where the document is filed."""
    start = next((i for i, line in enumerate(zone) if _opens_recipients(line.text)), None)
    if start is None:
        return 0
    last = start
    for index, line in enumerate(zone[start + 1 :], start + 1):
        filed = _filing().search(line.text)
        if filed or line.label is not None or _is_marked(line.text):
            last = index
        if filed or index - last > _MOST_LINES_BETWEEN:
            break
    # A line that goes on from the last recipient: "(KTLTM)".
    return last + 1 if last + 1 < len(zone) and zone[last + 1].text.startswith("(") else last


def _is_marked(text: str) -> bool:
    mark = numbering.parse(text)
    return mark is not None and mark.style in numbering.MARKS


def _in_normal_case(printed: str) -> str:
    bare = squeeze(printed).casefold()
    posts: list[str] = load("metadata")["ending"]["posts"]
    return next(post for post in posts if folded(post).casefold() == bare)


def _opens_recipients(text: str) -> bool:
    return bool(_recipients().match(folded(text)))


@cache
def _recipients() -> re.Pattern[str]:
    words = folded(alternatives([load("metadata")["ending"]["recipients"]]))
    return re.compile(rf"\W*{words}\s*(?::|\W*$)", re.IGNORECASE)


@cache
def _filing() -> re.Pattern[str]:
    return re.compile(rf"^\W*{alternatives([load('metadata')['ending']['filing']])}(?!\w)", re.IGNORECASE)


@cache
def _post() -> re.Pattern[str]:
    rules = load("metadata")["ending"]
    posts = folded(alternatives([post.upper() for post in rules["posts"]]))
    behalf = folded("|".join(sorted(rules["behalf"], key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?P<behalf>(?:{behalf})(?:\s*[.,]\s*|\s+))?(?P<post>{posts})(?!\w)")


@cache
def _on_behalf() -> re.Pattern[str]:
    behalf = folded("|".join(sorted(load("metadata")["ending"]["behalf"], key=len, reverse=True)))
    return re.compile(rf"\W*(?:{behalf})\s*[.,]\s*[A-Z]{{2}}")


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(alternatives(load("metadata")["ending"]["signed"]), re.IGNORECASE)


@cache
def _academic() -> re.Pattern[str]:
    titles = alternatives([re.escape(t).replace("\\ ", " ") for t in load("metadata")["ending"]["academic"]])
    return re.compile(rf"(?:(?:{titles})(?:\s*[.,]\s*|\s+))+")


@cache
def _trailing_name() -> re.Pattern[str]:
    surnames = "|".join(s.capitalize() for s in load("metadata")["ending"]["surnames"] if len(s) > 1)
    word = rf"[{CAPITALS}][^\W\d_]+"
    return re.compile(rf"(?:[.;:)]|\s{{2}}|^)\s*(?P<name>(?:{surnames})(?:\s+{word}){{1,3}})\s*[.]?$")


@cache
def _appendix() -> re.Pattern[str]:
    words = alternatives(load("metadata")["ending"]["appendix"])
    return re.compile(rf"\W*(?:{words})(?!\w)(?![^\n]*[;])", re.IGNORECASE)
