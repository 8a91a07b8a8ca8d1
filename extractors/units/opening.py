"""Where a unit's name begins: at a head, a post, a known name or a person."""

import re
from dataclasses import dataclass

from extractors.units import lexicon
from extractors.units.collectives import MARKS
from extractors.units.tokens import Tokens

_LIST_MARKS = frozenset({"-", "+"})
_NUMBER_ENDS = frozenset({".", ")"})
_SENTENCE_ENDS = frozenset({".", ":", ";", "!", "?"})
# A person's name has no more words than this.
_NAME_WORDS = 5
# Letters that may stand for a body; two letters alone are too often something else.
_ACRONYM = re.compile(r"[A-ZĐÂÊÔƠƯ]{3,}[0-9]{0,2}|[A-Z]{2}[0-9]{2}")
# Who is told to act stands behind one of these and before one of those; who leads or takes part needs one of them.
_ORDERS = frozenset({"order", "assignment", "request"})
_ACTS = frozenset({"verb", "helper", "leading", "partner", "link"})
_ROLES = frozenset({"leading", "partner"})
_SIDES = frozenset({"partner-link", "partner"})


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
    one needs a determiner or a name. In `running` text a person needs a title.
    """
    head = past_determiners(tokens, i)
    plural = head > i
    kinds = tokens.kinds(head)
    if "title" in kinds or ("surname" in kinds and not running):
        end = _person_end(tokens, head)
        if end is not None:
            return Opening(head, end, kinds, plural, person=True)
    if not kinds & {"head", "post", "name"}:
        return Opening(head, head + 1, kinds, plural) if running and _is_called_by_letters(tokens, head) else None
    end = tokens.after(head)
    named = plural or _is_named_by_capital(tokens, head, running) or _serves(tokens, head)
    if "also-verb" in kinds and not named and not _makes_noun(tokens, end, kinds):
        return None
    is_plain = "weak" in kinds and not named
    if strict and is_plain and not (_makes_name(tokens, end) or _names_task(tokens, head)):
        return None
    return Opening(head, end, kinds, plural)


def past_determiners(tokens: Tokens, i: int) -> int:
    """The index behind determiners and a number ("các", "tất cả các", "63")."""
    while "determiner" in tokens.kinds(i):
        i = tokens.after(i)
    if tokens.key(i).isdigit() and tokens.kinds(i + 1) & {"head", "post"}:
        i += 1
    return i


def past_list_marks(tokens: Tokens, i: int) -> int:
    """The index behind a list mark or number at the start of a line ("-", "+", "1.", "a)")."""
    while tokens.key(i) in _LIST_MARKS:
        i += 1
    if "head" in tokens.kinds(i):
        return i  # "P. TCHC" is no item "P."
    number = tokens.key(i)
    is_number = number.isdigit() or (len(number) == 1 and number.isalpha())
    return i + 2 if is_number and tokens.key(i + 1) in _NUMBER_ENDS and i + 2 < len(tokens) else i


def _is_called_by_letters(tokens: Tokens, i: int) -> bool:
    """Whether word `i` is an acronym that the rules do not know, where only a body can stand: "Giao NSMO …".

    That is between an order and an act, behind "phối hợp với", before a role ("NSMO chủ trì …") and in a list. There it
    may be the rest of an office's name ("Khoa Kiểm soát bệnh tật và HIV"), unless that is complete.
    """
    if i >= len(tokens) or i in tokens.known or tokens.shouts or not _ACRONYM.fullmatch(tokens[i].text):
        return False
    before, behind = tokens.kinds_before(i), tokens.kinds(i + 1)
    if before & _SIDES or behind & _ROLES or (before & _ORDERS and (behind & _ACTS or tokens.key(i + 1) in (",", "("))):
        return True
    if tokens.key(i - 1) != "," and "link" not in before:
        return False
    end = i - 1  # of what stands before the comma or link
    whole = {"head", "name", "parent"} | ({"field"} if tokens.key(end) == "," else set())
    is_whole = bool(tokens.kinds_before(end) & whole) or tokens.key(end - 1) == ")"
    is_ended = any(tuple(tokens.key(end - len(w) + k) for k in range(len(w))) == w for w in lexicon.last_words())
    return is_whole or is_ended or (end > 0 and _is_called_by_letters(tokens, end - 1))


def _person_end(tokens: Tokens, i: int) -> int | None:
    """The index behind a person at word `i`: "Ông Nguyễn Văn A", "Đồng chí Bí thư", "Trần Thị B"; None for none."""
    end = i
    while "title" in tokens.kinds(end):
        end = tokens.after(end)
        while tokens.key(end) in (".", ","):
            end += 1
    titled = end > i
    if titled and tokens.kinds(end) & {"post", "head"}:
        return end
    name = end
    while name < len(tokens) and name - end < _NAME_WORDS and tokens[name].text[0].isupper():
        if name > i and (tokens[name].breaks or tokens.kinds(name) & {"head", "post", "field"}):
            break
        name += 1
    if titled:
        return name if name > end else None
    return name if 2 <= name - end < _NAME_WORDS and not tokens.shouts else None


def _makes_noun(tokens: Tokens, i: int, verb: frozenset[str]) -> bool:
    """Whether what stands at `i` makes a noun of the verb before it ("Thanh tra Sở", "Tổ chức, cá nhân").

    A capital does, unless it may well be what the verb is about ("Tổ chức Tuần lễ …").
    """
    if i >= len(tokens) or tokens[i].breaks or tokens[i].key == ";":
        return "takes-object" not in verb or tokens.after(0) < i  # "TỔ CHỨC" alone heads work
    kinds = tokens.kinds(i)
    if tokens.key(i) == "," or "link" in kinds:
        following = tokens.kinds(tokens.after(i))
        return bool(following & {"head", "determiner", "name", *lexicon.families()}) and "verb" not in following
    if "post" in verb and "determiner" in kinds:
        return True
    named = tokens[i].is_capital and not tokens.shouts and "takes-object" not in verb
    says_which = "tail" in kinds and not kinds & {"verb", "field"}
    return says_which or bool(kinds & {"parent", "name"}) or named


def _makes_name(tokens: Tokens, i: int) -> bool:
    """Whether what stands at `i` goes on with the name of a body: a capital, a place, a field, a tail, a collective."""
    if i >= len(tokens) or tokens[i].is_capital:
        return True
    kinds = tokens.kinds(i)
    if kinds & {"parent", "field", "office", "tail", "name", "short"}:
        return True
    is_of_several = "determiner" in kinds and lexicon.places() in tokens.kinds(past_determiners(tokens, i))
    is_listed = tokens[i].key in MARKS or "link" in kinds
    return is_of_several or (is_listed and bool(tokens.kinds(tokens.after(i)) & {"determiner", *lexicon.families()}))


def _is_named_by_capital(tokens: Tokens, i: int, running: bool) -> bool:
    """Whether the capital letter of word `i` tells a name: in running text it does not where a sentence begins."""
    if i == 0 or not tokens[i].is_capital or tokens.shouts:
        return False
    return not running or (not tokens[i].breaks and tokens.key(i - 1) not in _SENTENCE_ENDS)


def _serves(tokens: Tokens, head: int) -> bool:
    """Whether a service under its bare name has a verb behind it: "Hải quan tăng cường …"."""
    is_service = "service" in tokens.kinds(head) and tokens[head].is_capital
    return is_service and bool(tokens.kinds(tokens.after(head)) & {"verb", "helper", "leading"})


def _names_task(tokens: Tokens, head: int) -> bool:
    """Whether a head is named by the verb behind it: "Tổ theo dõi …", "Đoàn kiểm tra …"."""
    named = "task-named" in tokens.kinds(head) and "verb" in tokens.kinds(tokens.after(head))
    return named and tokens[head].is_capital
