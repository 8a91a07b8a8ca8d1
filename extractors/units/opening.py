"""Where a unit's name begins, and the collectives that are listed as one ("các sở, ban, ngành")."""

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.units import lexicon
from extractors.units.tokens import Tokens

_MARKS_BETWEEN = {",", "-", "/"}
_LIST_MARKS = {"-", "+", "*", "•"}


@dataclass(frozen=True, slots=True)
class Opening:
    """A unit begins: its head is words [start, end). `plural`: a determiner stands before it."""

    start: int
    end: int
    kinds: frozenset[str]
    plural: bool
    person: bool = False


def opening(tokens: Tokens, i: int, strict: bool = False, running: bool = False) -> Opening | None:
    """The head of the unit that begins at word `i`, None where none begins.

    `strict` is for places where plain words stand as well ("…, báo cáo", "phối hợp với các xã"): a head that looks like
    one needs a determiner or a name behind it. In `running` text a person needs a title.
    """
    head = past_determiners(tokens, i)
    plural = head > i
    kinds = tokens.kinds(head)
    if "other" in kinds and "head" not in kinds:
        return None
    if "title" in kinds or ("surname" in kinds and not running):
        person = _person(tokens, head)
        if person:
            return Opening(head, person, kinds, plural, person=True)
    if not kinds & {"head", "post", "name"}:
        return None
    end = tokens.after(head)
    if "also-verb" in kinds and not plural and not _is_body_next(tokens, end, "post" in kinds):
        return None
    if "also-verb" in kinds and plural and "thanh" == tokens.key(head) and "verb" in tokens.kinds(end):
        return None
    if strict and "weak" in kinds and not plural and not (_is_name_next(tokens, end) or _names_task(tokens, head, end)):
        return None
    return Opening(head, end, kinds, plural)


def past_determiners(tokens: Tokens, i: int) -> int:
    """The index behind determiners and a number ("các", "tất cả các", "63")."""
    while "determiner" in tokens.kinds(i) and "link" not in tokens.kinds(i):
        i = tokens.after(i)
    if i < len(tokens) and tokens[i].text.isdigit() and tokens.kinds(i + 1) & {"head", "post"}:
        i += 1
    return i


def past_list_marks(tokens: Tokens, i: int) -> int:
    """The index behind a list mark or number at the start of a line ("-", "+", "1.", "a)")."""
    while i < len(tokens) and tokens[i].key in _LIST_MARKS:
        i += 1
    numbered = tokens.key(i).isdigit() or (len(tokens.key(i)) == 1 and tokens.key(i).isalpha())
    if numbered and tokens.key(i + 1) in (".", ")") and i + 2 < len(tokens):
        i += 2
    return i


def collective_marks(tokens: Tokens) -> frozenset[int]:
    """The marks and "và" inside collectives: what stands there separates no units."""
    kept: set[int] = set()
    for first in sorted(tokens.phrases):
        for family in lexicon.families():
            if family in tokens.kinds(first) and _may_begin(tokens, first, family):
                kept.update(_run(tokens, first, family))
    return frozenset(kept)


def _may_begin(tokens: Tokens, first: int, family: str) -> bool:
    """Only places are listed behind other words of a name ("UBND xã, phường"; not "Văn phòng Sở, đơn vị …")."""
    before = tokens.phrase_ends.get(first)
    if family in (lexicon.places(), lexicon.schools()) or first == 0 or tokens[first - 1].is_mark or tokens[first].breaks:
        return True
    return before is not None and bool(before.kinds & {"determiner", "link", "introduction", "partner-link", "order", "request", "post"})


def _run(tokens: Tokens, first: int, family: str) -> Iterator[int]:
    """The separators between the nouns of one family from the noun at `first` on."""
    mark = tokens.after(first)
    while mark < len(tokens) and (tokens[mark].key in _MARKS_BETWEEN or (family == lexicon.places() and tokens.key(mark) == "và")):
        noun = mark + 1
        if family not in tokens.kinds(noun) or tokens[mark].breaks:
            return
        if family == lexicon.places() and tokens[noun].is_capital and not tokens[first].is_capital:
            return
        end = tokens.after(noun)
        named = end < len(tokens) and tokens[end].is_capital and not tokens.shouts and not tokens[end].breaks
        if named and (family != lexicon.places() or not _is_plural(tokens, first)):
            return
        yield mark
        mark = end


def _is_plural(tokens: Tokens, i: int) -> bool:
    before = tokens.phrase_ends.get(i)
    return before is not None and "determiner" in before.kinds


def _person(tokens: Tokens, i: int) -> int | None:
    """The index behind a person's name or title at word `i`: "Ông Nguyễn Văn A", "Đồng chí Bí thư", "Trần Thị B"."""
    end = i
    titled = False
    while "title" in tokens.kinds(end):
        titled = True
        end = tokens.after(end)
        while tokens.key(end) in (".", ","):
            end += 1
    if titled and tokens.kinds(end) & {"post", "head"}:
        return end
    name = end
    while name < len(tokens) and tokens[name].text[0].isupper() and not (tokens[name].breaks and name > i) and name - end < 5:
        if name > end and tokens.kinds(name) & {"head", "post", "field"}:
            break
        name += 1
    words = name - end
    if titled and words >= 1:
        return name
    if not titled and "surname" in tokens.kinds(end) and 2 <= words <= 4 and not tokens.shouts:
        return name
    return None


def _is_body_next(tokens: Tokens, i: int, post: bool) -> bool:
    """Whether words that make a noun of a verb stand at `i`: a body, a place, a capital, or nothing at all."""
    if i >= len(tokens):
        return True
    if tokens.key(i) in (",", ";") or "link" in tokens.kinds(i):
        following = tokens.kinds(tokens.after(i))
        return bool(following & {"head", "determiner", "name", *lexicon.families()}) and "verb" not in following
    if post and "determiner" in tokens.kinds(i):
        return True
    return bool(tokens.kinds(i) & {"parent", "name", "tail"}) or (tokens[i].is_capital and not tokens.shouts)


def _is_name_next(tokens: Tokens, i: int) -> bool:
    """Whether what stands at `i` goes on with the name of a body: a capital, a place, a field, a tail."""
    if i >= len(tokens):
        return True
    kinds = tokens.kinds(i)
    if kinds & {"parent", "field", "office", "tail", "name", "short"}:
        return True
    is_listed = tokens[i].key in _MARKS_BETWEEN or "link" in kinds
    following = tokens.kinds(tokens.after(i))
    return tokens[i].is_capital or (is_listed and bool(following & {"determiner", *lexicon.families()}))


def _names_task(tokens: Tokens, head: int, end: int) -> bool:
    """Whether a head is named by a verb: "Tổ theo dõi …", "Đoàn kiểm tra …"."""
    return tokens[head].is_capital and "task-named" in tokens.kinds(head) and "verb" in tokens.kinds(end)
