"""Who acts in a sentence, and with whom: "Giao Sở A chủ trì, phối hợp với Sở B …". Words: rules/actors.toml.

Who is told of an act ("báo cáo UBND tỉnh", "gửi về Sở A") does not act, nor who is looked after ("đôn đốc các đơn vị").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors import closing_lines
from extractors.match import Match
from extractors.predicates import CIRCUMSTANCES, ORDERS, PREDICATES
from extractors.rules import load
from extractors.units import lexicon
from extractors.units.listing import Entry, Listing
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
    found = _ordered_later(tokens) if is_nominal else turned or _lead(tokens)
    if is_nominal and found is None:
        return Actors()
    lead = () if found is None else matches(tokens, found.entries)
    return Actors(lead, _partners(tokens, lead, len(tokens) if found is None else found.end))


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
    if done is None or not _tells(tokens, start, len(tokens)):
        return False
    orders = (i + 1 for i in range(len(tokens)) if tokens.key(i) in (",", ":", "."))
    words = f" {text.casefold()} "
    binds = ";" in text or any(f" {word} " in words for word in load("actors")["binding"])
    if binds or any(tokens.kinds(i) & ORDERS for i in orders):
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

    "Rà soát trường lớp; Phòng Giáo dục trình phương án", "Trường hợp không chấp hành thì UBND xã cưỡng chế".
    """
    tokens = tokens_of(text)
    marks = (k for k in range(len(tokens) - 1) if tokens.key(k) == ";" or "in-case" in tokens.kinds(k))
    starts = {k + 1 for k in marks if tokens[k + 1].is_capital} | {start for start, _ in list(_sentences(tokens))[1:]}
    found = (listed(tokens, i) for i in sorted(starts))
    acting = (one for one in found if one.entries and tokens.kinds(one.end) & PREDICATES)
    bodies = (one for one in acting if not _is_anybody(tokens, one.entries[0]))  # not "Cán bộ, công chức tiếp nhận …"
    return tuple(match for one in bodies for match in matches(tokens, one.entries))


# Leads


def _lead(tokens: Tokens) -> Listing | None:
    sentences = list(_sentences(tokens))
    if not sentences:
        return None
    return (
        _ordered_behind_urging(tokens, *sentences[0])
        or _subject(tokens, *sentences[0])
        or next(filter(None, (_ordered(tokens, *sentence) for sentence in sentences)), None)
        or next(filter(None, (_leading(tokens, i, len(tokens)) for i in _later_clauses(tokens, sentences))), None)
        or _told_behind(tokens, sentences)
        or next(filter(None, (_named_behind(tokens, i) for i in range(1, len(tokens)))), None)
    )


def _ordered_later(tokens: Tokens) -> Listing | None:
    """Who gets an order in a later sentence or clause: "Việc bồi thường chậm có phần do địa phương. Giao xã A …"."""
    starts = _later_clauses(tokens, list(_sentences(tokens)))
    return next(filter(None, (_asked(tokens, start, ORDERS) for start in starts)), None)


def _ordered_behind_urging(tokens: Tokens, start: int, end: int) -> Listing | None:
    """Who gets an order behind others who are only urged: "Yêu cầu các sở nghiêm túc thực hiện …; giao Sở A …"."""
    semicolon = next((i for i in range(start, end) if tokens.key(i) == ";"), end)
    urged = _asked(tokens, start, ORDERS | {"demand"}) if semicolon < end else None
    if urged is None or not _only_urges(tokens, urged.end, semicolon):
        return None
    return _asked(tokens, semicolon + 1, ORDERS | {"assignment"})


def _only_urges(tokens: Tokens, start: int, end: int) -> bool:
    """Whether words [start, end) order nothing of their own: "nghiêm túc triển khai thực hiện Chỉ thị này"."""
    urging = set(load("actors")["urging"])
    return start < end and all(tokens[i].is_mark or tokens.key(i) in urging for i in range(start, end))


def _told_behind(tokens: Tokens, sentences: Sequence[tuple[int, int]]) -> Listing | None:
    """Who acts behind what a superior decides or thinks: "Thống nhất chủ trương …; Văn phòng Sở chuẩn bị …"."""
    if not tokens.kinds(0) & {"decision", "appraisal"}:
        return None
    found = (listed(tokens, i) for i in _later_clauses(tokens, sentences))
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


def _later_clauses(tokens: Tokens, sentences: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Where later sentences begin, and clauses behind a semicolon: "…; Sở A chủ trì, phối hợp với Sở B thực hiện"."""
    starts = {start for start, _ in sentences[1:]}
    yield from sorted(
        starts | {i + 1 for i in range(len(tokens) - 1) if tokens[i].key == ";" and i not in tokens.quoted}
    )


def _sentences(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The words [start, end) of each sentence."""
    start = 0
    for i in range(1, len(tokens) - 1):
        if i in tokens.quoted:
            continue
        is_end = tokens[i].key in (".", "!", "?") and tokens[i + 1].is_capital and tokens[i + 1].start > tokens[i].end
        # "A. Sở" is an initial, "tháng 4. Sở" an end.
        is_number = tokens[i - 1].key.isdigit() and i > start + 1
        if is_end and (len(tokens[i - 1].text) > 1 or tokens[i - 1].is_mark or is_number):
            yield start, i
            start = i + 1
    if start < len(tokens):
        yield start, len(tokens)


def _subject(tokens: Tokens, start: int, end: int) -> Listing | None:
    """The units that open a sentence, or follow its circumstance, and have a predicate behind them."""
    if "concerning" in tokens.kinds(start):
        found = listed(tokens, tokens.after(start))
        if found.entries and (tokens.key(found.end) == ":" or _is_singled_out(tokens, start, found)):
            return found
    for i in _openings(tokens, start, end):
        if asked := _asked(tokens, i, ORDERS | {"assignment"}) or _allowed(tokens, i):
            return asked
        found = listed(tokens, i)
        if not found.entries or "thing" in tokens.kinds(i):
            continue
        if asked := _asked(tokens, found.end, ORDERS) or _granted(tokens, found.end, end):
            return asked
        announces = "request" in tokens.kinds(found.end) and tokens.key(tokens.after(found.end)) == ":"
        if not announces and (_has_predicate(tokens, found.end, opens=i == start) or _lets(tokens, found.end)):
            return found
        if i == start:
            return _goes_on_behind_stop(tokens, found)
    return None


def _goes_on_behind_stop(tokens: Tokens, found: Listing) -> Listing | None:
    """The list where a comma in it was read as a full stop: "Sở Văn hóa. Sở Tài chính lập dự toán"."""
    if tokens.key(found.end) != "." or tokens.kinds(found.end + 1) & PREDICATES:
        return None
    more = listed(tokens, found.end + 1)
    if not more.entries or not _has_predicate(tokens, more.end, opens=False):
        return None
    return Listing((*found.entries, *more.entries), more.end)


def _is_singled_out(tokens: Tokens, start: int, found: Listing) -> bool:
    """Whether the units behind "Riêng" act: alike ones. In "Riêng các xã miền núi, Sở A hỗ trợ …" the last one does."""
    heads = {tokens.key(past_determiners(tokens, entry.start)) for entry in found.entries}
    return "singling" in tokens.kinds(start) and len(heads) == 1 and _has_predicate(tokens, found.end, opens=True)


def _openings(tokens: Tokens, start: int, end: int) -> Iterator[int]:
    """Where a sentence's subject may begin: at its start, or behind each comma of the circumstance that it opens with.

    A circumstance of time holds no verb: "Định kỳ phối hợp với Sở A, Sở B tổ chức …" has no subject.
    """
    kinds = tokens.kinds(start)
    on_document = "acts-on-document" in kinds and "document" in tokens.kinds(tokens.after(start))
    is_number = tokens.key(start).isdigit() and tokens.key(start + 1) != "%"
    is_time = "circumstance" not in kinds and ("time" in kinds or is_number)
    if "circumstance" not in kinds and not is_time and not on_document:
        yield start
        return
    i = start
    while i < end and tokens[i].key != ":":
        if is_time and i > start and _is_act(tokens, i):
            return
        if i in tokens.brackets:
            i = tokens.brackets[i]
            continue
        if tokens[i].key in (",", ";") and i not in tokens.inner_marks:
            yield i + 1
            # "Trên cơ sở rà soát, đánh giá …" goes on; any other verb behind a comma is the act itself.
            if _is_act(tokens, i + 1) and "verb" not in tokens.kinds_before(i):
                return
        i = tokens.after(i)


def _is_act(tokens: Tokens, i: int) -> bool:
    return "verb" in tokens.kinds(i) and not tokens.kinds(i) & CIRCUMSTANCES


def _has_predicate(tokens: Tokens, i: int, opens: bool) -> bool:
    """Whether a predicate begins at `i`, behind the units; `opens`: they open the sentence."""
    while i in tokens.brackets:
        i = tokens.brackets[i]
    if i >= len(tokens):
        return False
    kinds, key = tokens.kinds(i), tokens[i].key
    if key == ":":
        return opens
    if key == ".":
        return opens and "verb" in tokens.kinds(i + 1)
    if key == "," and "chiefly" in tokens.kinds(i + 1):
        return _acts_behind_chief(tokens, tokens.after(i + 1))
    if key in (",", "-"):
        return bool(tokens.kinds(i + 1) & (CIRCUMSTANCES | {"helper"} | ({"verb"} if opens else set())))
    if kinds & PREDICATES:
        return True
    if kinds & CIRCUMSTANCES:
        return opens and any("verb" in tokens.kinds(k) for k in range(i, len(tokens)))
    return not tokens[i].is_mark and "stop" not in kinds


def _acts_behind_chief(tokens: Tokens, i: int) -> bool:
    """Whether a predicate stands behind the units at `i`, which are told apart: "…, nhất là chi bộ thôn, đưa …"."""
    end = listed(tokens, i).end
    comma = next((k for k in range(i, len(tokens)) if tokens.key(k) == "," and k not in tokens.inner_marks), end)
    behind = (end, end + 1) if tokens.key(end) == "," else (end, comma + 1)
    return any(bool(tokens.kinds(k) & (PREDICATES | CIRCUMSTANCES)) for k in behind if i < k < len(tokens))


def _asked(tokens: Tokens, i: int, kinds: frozenset[str]) -> Listing | None:
    """The units that are given an order or asked by the words at `i`, which are of one of `kinds`."""
    if not tokens.kinds(i) & kinds or "unless" in tokens.kinds_before(i):
        return None
    behind = tokens.after(i)
    found = listed(tokens, behind + (tokens.key(behind) == ":"))
    if not found.entries or _is_any_one(tokens, found.entries[0]):
        return None
    is_anybody = tokens.key(found.entries[0].start).isdigit() or _is_anybody(tokens, found.entries[0])
    return None if "assignment" in tokens.kinds(i) and is_anybody else found


def _is_anybody(tokens: Tokens, entry: Entry) -> bool:
    """Whether an entry is persons without a post of their own ("một Phó Chủ tịch", "công chức"), no named one."""
    if _is_any_one(tokens, entry):
        return True
    i = past_determiners(tokens, entry.start)
    while "title" in tokens.kinds(i):
        i = tokens.after(i)
    behind = tokens.after(i)
    is_named = any(word.is_capital for word in tokens.words[behind : entry.end])
    if "staff" in tokens.kinds(i):
        is_named = is_named and not tokens.kinds(behind) & {"head", "name"}
    return "person" in tokens.kinds(i) and not is_named


def _is_any_one(tokens: Tokens, entry: Entry) -> bool:
    """Whether an entry is one of several who hold a post: "một đồng chí Phó Chủ tịch", "một Lãnh đạo đơn vị"."""
    i = past_determiners(tokens, entry.start)
    while "title" in tokens.kinds(i):
        i = tokens.after(i)
    return tokens.key(entry.start) in load("actors")["any_one"] and bool(tokens.kinds(i) & {"post", "person"})


def _allowed(tokens: Tokens, i: int) -> Listing | None:
    """The units that are allowed an act by the words at `i`: "Thống nhất cho Ban Quản lý … gia hạn hợp đồng"."""
    if "permission" not in tokens.kinds(i):
        return None
    found = listed(tokens, tokens.after(i))
    return found if found.entries and _has_predicate(tokens, found.end, opens=False) else None


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


def _granted(tokens: Tokens, i: int, end: int) -> Listing | None:
    return _allowed(tokens, i) or _decided(tokens, i, end)


def _decided(tokens: Tokens, i: int, end: int) -> Listing | None:
    """The units that get an order after a superior's decision at `i`: "UBND tỉnh thống nhất …, giao Sở A …"."""
    if "decision" not in tokens.kinds(i):
        return None
    parted = (k for k in range(i, end) if tokens[k - 1].key in (",", ";") or "link" in tokens.kinds_before(k))
    orders = (_asked(tokens, k, ORDERS) for k in parted)
    return next(filter(None, orders), None)


def _ordered(tokens: Tokens, start: int, end: int) -> Listing | None:
    """The units that a clause of the sentence gives an order.

    A request counts at the sentence's start or behind its circumstance; elsewhere it goes to those above ("…, đề nghị
    UBND tỉnh khen thưởng").
    """
    has_circumstance = bool(tokens.kinds(start) & (CIRCUMSTANCES | {"acts-on-document"}))
    for i in (k for k in range(start, end) if k not in tokens.quoted):
        joined = _orders_also(tokens, i)
        if i == start or joined or tokens[i - 1].key in (",", ";", ":"):
            asked = i == start or has_circumstance or (tokens.key(i - 1) == ";" and _tells(tokens, start, i))
            asks = {"request"} if asked else set()
            found = _asked(tokens, i, frozenset({"order", "assignment"} | asks))
            if found is not None:
                return found
    return None


def _orders_also(tokens: Tokens, i: int) -> bool:
    """Whether an order to a named unit follows a link: "phê bình Công ty A và giao Sở B …", not "và giao ban"."""
    behind = tokens.after(i)
    is_named = behind < len(tokens) and tokens[behind].is_capital
    return "link" in tokens.kinds_before(i) and "order" in tokens.kinds(i) and is_named


def _tells(tokens: Tokens, start: int, end: int) -> bool:
    """Whether words [start, end) tell of a thing that was done: "Tuyến ống đã di dời xong; đề nghị Công ty …"."""
    is_thing = not tokens.kinds(start) & PREDICATES and not listed(tokens, start).entries
    return is_thing and any("past" in tokens.kinds(i) for i in range(start, end))


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


# Partners


def _partners(tokens: Tokens, lead: tuple[Match[Unit], ...], lead_end: int) -> tuple[Match[Unit], ...]:
    """The units with whom the act is done, each once, in the order of the text, without the lead."""
    seen = {match.value.canonical for match in lead}
    found = []
    for i in sorted(tokens.phrases):
        if (
            not ("partner" in tokens.kinds(i) or _goes_along(tokens, i))
            or i in tokens.quoted
            or "partner-noun" in tokens.kinds_before(i)
        ):
            continue
        if _is_noun(tokens, i):
            continue
        units = _with_whom(tokens, i) or _taking_part(tokens, lead_end, i)
        for match in () if units is None else matches(tokens, units.entries):
            if match.value.canonical not in seen:
                seen.add(match.value.canonical)
                found.append(match)
    return tuple(sorted(found, key=lambda match: match.start))


def _goes_along(tokens: Tokens, i: int) -> bool:
    """Whether "cùng" at `i` opens a clause: "Kiểm kê hóa chất; cùng Phòng A lập phương án"."""
    if tokens.key(i) != "cùng" or (i and tokens[i - 1].key not in (",", ";")):
        return False
    found = listed(tokens, tokens.after(i))
    return bool(found.entries) and bool(tokens.kinds(found.end) & PREDICATES)


def _is_noun(tokens: Tokens, i: int) -> bool:
    """Whether "phối hợp" at `i` is what is to be raised: "tăng cường sự tham gia, phối hợp của các cơ quan"."""
    if tokens.key(tokens.after(i)) != "của" and tokens.key(tokens.after(i) - 1) != "của":
        return False
    before = range(max(0, i - _NOUN_WORDS), tokens.after(i))
    return any(tokens.key(k) == "sự" and "verb" in tokens.kinds_before(k) for k in before)


_NOUN_WORDS = 6


def _with_whom(tokens: Tokens, i: int) -> Listing | None:
    """The list behind "phối hợp (chặt chẽ, kịp thời) với" at word `i`."""
    i = tokens.after(i)
    while "filler" in tokens.kinds(i) or (_joins(tokens, i) and "filler" in tokens.kinds(i + 1)):
        i = tokens.after(i)
    if "partner-link" in tokens.kinds(i):
        i = tokens.after(i)
    if i >= len(tokens):
        return None
    found = listed(tokens, i)
    return found if found.entries else None


def _joins(tokens: Tokens, i: int) -> bool:
    return tokens.key(i) == "," or "link" in tokens.kinds(i)


def _taking_part(tokens: Tokens, lead_end: int, i: int) -> Listing | None:
    """The list before "phối hợp" at word `i`, in a clause behind the lead's: "Sở A chủ trì, Sở B phối hợp"."""
    for start in range(lead_end, i):
        if tokens[start].key in (",", ";"):
            found = listed(tokens, start + 1)
            if found.entries and found.end == i:
                return found
    return None
