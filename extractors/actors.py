"""Who acts in a sentence, and with whom: "Giao Sở A chủ trì, phối hợp với Sở B …". Words: rules/actors.toml.

Who is told of an act ("báo cáo UBND tỉnh", "gửi về Sở A") does not act, nor who is looked after ("đôn đốc các đơn vị").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors import clauses, closing_lines, orders, partners
from extractors.match import Match
from extractors.predicates import ORDERS, PREDICATES
from extractors.rules import load
from extractors.units import lexicon
from extractors.units.listing import Listing
from extractors.units.opening import past_determiners
from extractors.units.reading import matches
from extractors.units.sentences import listed
from extractors.units.tokens import Tokens, tokens_of
from models import Unit

# Roles, items and tables ask the same text in turn.
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Actors:
    """The units that lead an act or carry it out, and those that take part."""

    lead: tuple[Match[Unit], ...] = ()
    partners: tuple[Match[Unit], ...] = ()


@lru_cache(maxsize=_REMEMBERED)
def in_text(text: str) -> Actors:
    """The units that the running text of one task names as those who act.

    The lead is who opens the first sentence ("Các đơn vị tổ chức …", "Căn cứ …, Sở A xây dựng …"), else who is given an
    order or asked, else who is said to lead in a later sentence. A text that opens with a verb has no lead of its own.
    """
    tokens = tokens_of(text)
    turned = closing_lines.turned(tokens)
    if tokens.shouts:
        return Actors()
    # "Việc …" is what is spoken of; who is to act may be told behind it.
    is_nominal = "nominal" in tokens.kinds(0) and turned is None
    found = orders.later(tokens) if is_nominal else turned or _lead(tokens)
    if is_nominal and found is None:
        return Actors()
    lead = () if found is None else matches(tokens, found.entries)
    return Actors(lead, partners.in_text(tokens, lead, len(tokens) if found is None else found.end))


def says_more(text: str) -> bool:
    """Whether a label's value says more than names: what is to be done, or how ("Các sở theo chức năng, nhiệm vụ").

    A bare verb may be a name's: "Viện Nghiên cứu phát triển kinh tế".
    """
    return any(phrase.kinds & (PREDICATES - {"verb"}) for phrase in tokens_of(text).phrases.values())


@lru_cache(maxsize=_REMEMBERED)
def tells_what_was_done(text: str) -> bool:
    """Whether a sentence tells of a thing that was done and orders nobody: "Sàn giao dịch đã được đưa vào vận hành"."""
    tokens = tokens_of(text)
    start = 0
    if "concerning" in tokens.kinds(0):  # "Đối với 09 trường hợp nghỉ hưu, việc chi trả đã hoàn thành"
        start = next((i + 1 for i in range(len(tokens)) if tokens.key(i) == ","), 0)
    done = next((i for i in range(start, len(tokens)) if "past" in tokens.kinds(i)), None)
    if done is None or not clauses.tells_of_the_past(tokens, start, len(tokens)):
        return False
    behind_marks = (i + 1 for i in range(len(tokens)) if tokens.key(i) in (",", ":", "."))
    words = f" {text.casefold()} "
    binds = ";" in text or any(f" {word} " in words for word in load("actors")["binding"])
    if binds or any(tokens.kinds(i) & ORDERS for i in behind_marks):
        return False
    parted = any(tokens.key(k) in (",", ":", ".") for k in range(start, done))
    return not parted and (tokens.key(done + 1) in load("actors")["passive"] or _lead(tokens) is None)


@lru_cache(maxsize=_REMEMBERED)
def demands(text: str) -> bool:
    """Whether a text opens with the word by which a unit asks others: "Yêu cầu các bến xe niêm yết giá vé"."""
    return "demand" in tokens_of(text).kinds(0)


@lru_cache(maxsize=_REMEMBERED)
def later_subjects(text: str) -> tuple[Match[Unit], ...]:
    """The named units that act in later sentences and clauses behind a semicolon, or that are to act in a case.

    "Rà soát trường lớp; Phòng Giáo dục trình phương án", "Trường hợp không chấp hành thì UBND xã cưỡng chế",
    "Tăng cường kiểm tra; yêu cầu Công an tỉnh xử lý vi phạm".
    """
    tokens = tokens_of(text)
    marks = [k + 1 for k in range(len(tokens) - 1) if tokens.key(k) == ";" or "in-case" in tokens.kinds(k)]
    told = [tokens.after(k) if "demand" in tokens.kinds(k) else k for k in marks]
    starts = {k for k in told if k < len(tokens) and tokens[k].is_capital} | {
        start for start, _ in list(clauses.sentences(tokens))[1:]
    }
    found = (listed(tokens, i) for i in sorted(starts))
    acting = (one for one in found if one.entries and tokens.kinds(one.end) & PREDICATES)
    # Not "Cán bộ, công chức tiếp nhận …".
    bodies = (one for one in acting if not orders.is_anybody(tokens, one.entries[0]))
    return tuple(match for one in bodies for match in matches(tokens, one.entries))


# Leads


def _lead(tokens: Tokens) -> Listing | None:
    sentences = list(clauses.sentences(tokens))
    if not sentences:
        return None
    return (
        orders.behind_urging(tokens, *sentences[0])
        or _subject(tokens, *sentences[0])
        or next(filter(None, (orders.in_sentence(tokens, *sentence) for sentence in sentences)), None)
        or next(filter(None, (_leading(tokens, i, len(tokens)) for i in clauses.later_starts(tokens, sentences))), None)
        or _told_behind(tokens, sentences)
        or next(filter(None, (_named_behind(tokens, i) for i in range(1, len(tokens)))), None)
    )


def _told_behind(tokens: Tokens, sentences: Sequence[tuple[int, int]]) -> Listing | None:
    """Who acts behind what a superior decides or thinks: "Thống nhất chủ trương …; Văn phòng Sở chuẩn bị …"."""
    if not tokens.kinds(0) & {"decision", "appraisal"}:
        return None
    found = (listed(tokens, i) for i in clauses.later_starts(tokens, sentences))
    return next((one for one in found if one.entries and tokens.kinds(one.end) & PREDICATES), None)


def _named_behind(tokens: Tokens, i: int) -> Listing | None:
    """Who leads by the words at `i`, behind the act: "…, do Sở A chủ trì", "… (giao Sở A chủ trì)"."""
    in_bracket = i - 1 in tokens.brackets and tokens.brackets[i - 1] >= len(tokens) - 1
    if not in_bracket and not (tokens[i - 1].key in (",", ";") and "agent" in tokens.kinds(i)):
        return None
    found = listed(tokens, tokens.after(i) if tokens.kinds(i) & (ORDERS | {"agent"}) else i)
    if not found.entries:
        return None
    is_all = in_bracket and tokens.after(found.end) == tokens.brackets[i - 1] - 1  # "(Sở A thực hiện)"
    kinds = tokens.kinds(found.end)
    return found if "leading" in kinds or (is_all and "closing-predicate" in kinds) else None


def _subject(tokens: Tokens, start: int, end: int) -> Listing | None:
    """The units that open a sentence, or follow its circumstance, and have a predicate behind them."""
    if "concerning" in tokens.kinds(start):
        found = listed(tokens, tokens.after(start))
        if found.entries and (tokens.key(found.end) == ":" or _is_singled_out(tokens, start, found)):
            return found
    for i in clauses.subject_starts(tokens, start, end):
        if asked := orders.asked(tokens, i, ORDERS | {"assignment"}) or orders.allowed(tokens, i):
            return asked
        found = listed(tokens, i)
        if not found.entries or "thing" in tokens.kinds(i):
            continue
        if asked := orders.asked(tokens, found.end, ORDERS) or orders.granted(tokens, found.end, end):
            return asked
        announces = "request" in tokens.kinds(found.end) and tokens.key(tokens.after(found.end)) == ":"
        if not announces and (clauses.has_predicate(tokens, found.end, opens=i == start) or _lets(tokens, found.end)):
            return found
        if i == start:
            return _goes_on_behind_stop(tokens, found)
    return None


def _goes_on_behind_stop(tokens: Tokens, found: Listing) -> Listing | None:
    """The list where a comma in it was read as a full stop: "Sở Văn hóa. Sở Tài chính lập dự toán"."""
    if tokens.key(found.end) != "." or tokens.kinds(found.end + 1) & PREDICATES:
        return None
    more = listed(tokens, found.end + 1)
    if not more.entries or not clauses.has_predicate(tokens, more.end, opens=False):
        return None
    return Listing((*found.entries, *more.entries), more.end)


def _is_singled_out(tokens: Tokens, start: int, found: Listing) -> bool:
    """Whether the units behind "Riêng" act: alike ones. In "Riêng các xã miền núi, Sở A hỗ trợ …" the last one does."""
    heads = {tokens.key(past_determiners(tokens, entry.start)) for entry in found.entries}
    return (
        "singling" in tokens.kinds(start) and len(heads) == 1 and clauses.has_predicate(tokens, found.end, opens=True)
    )


def _lets(tokens: Tokens, i: int) -> bool:
    """Whether "cho" at `i`, behind who opens the sentence, is a verb: "cho dừng thi công", "cho học sinh nghỉ học"."""
    if "letting" not in tokens.kinds(i):
        return False
    behind = tokens.after(i)
    if "verb" in tokens.kinds(behind):
        return True
    end = tokens.after(behind)
    is_person = tokens.kinds(behind) & {"post", lexicon.persons()}
    return bool(is_person) and end < len(tokens) and not tokens[end].is_mark and "stop" not in tokens.kinds(end)


def _leading(tokens: Tokens, start: int, end: int) -> Listing | None:
    """The units that a later sentence says to lead ("… Sở A chủ trì, phối hợp với …", "… Việc này do Sở A làm")."""
    behind = tokens.after(start) if "covered" in tokens.kinds(start) else start
    if "agent" in tokens.kinds(behind):
        found = listed(tokens, tokens.after(behind))
        return found if found.entries and tokens.kinds(found.end) & (PREDICATES | {"partner"}) else None
    found = listed(tokens, start)
    if not found.entries or found.end >= end:
        return None
    kinds, act = tokens.kinds(found.end), tokens.kinds(tokens.after(found.end))
    return found if "leading" in kinds or ("answering" in kinds and act & {"verb", "partner"}) else None
