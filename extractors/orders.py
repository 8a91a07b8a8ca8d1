"""Who is given an order, asked or allowed an act: "Giao Sở A …", "Yêu cầu các trường …", "Thống nhất cho …"."""

from extractors import clauses
from extractors.predicates import CIRCUMSTANCES, ORDERS
from extractors.rules import load
from extractors.units.listing import Entry, Listing
from extractors.units.opening import past_determiners
from extractors.units.sentences import listed
from extractors.units.tokens import Tokens


def asked(tokens: Tokens, i: int, kinds: frozenset[str]) -> Listing | None:
    """The units that are given an order or asked by the words at `i`, which are of one of `kinds`."""
    if not tokens.kinds(i) & kinds or "unless" in tokens.kinds_before(i):
        return None
    behind = tokens.after(i)
    found = listed(tokens, behind + (tokens.key(behind) == ":"))
    if not found.entries or _is_any_one(tokens, found.entries[0]):
        return None
    return None if "assignment" in tokens.kinds(i) and _is_left_open(tokens, found.entries[0]) else found


def in_sentence(tokens: Tokens, start: int, end: int) -> Listing | None:
    """The units that a clause of the sentence gives an order.

    A request counts at the sentence's start or behind its circumstance; elsewhere it goes to those above ("…, đề nghị
    UBND tỉnh khen thưởng").
    """
    has_circumstance = bool(tokens.kinds(start) & (CIRCUMSTANCES | {"acts-on-document"}))
    for i in (k for k in range(start, end) if k not in tokens.quoted):
        joined = _orders_also(tokens, i)
        if i == start or joined or tokens[i - 1].key in (",", ";", ":"):
            is_behind_facts = tokens.key(i - 1) == ";" and clauses.tells_of_the_past(tokens, start, i)
            requests = {"request"} if i == start or has_circumstance or is_behind_facts else set()
            found = asked(tokens, i, frozenset({"order", "assignment"} | requests))
            if found is not None:
                return found
    return None


def later(tokens: Tokens) -> Listing | None:
    """Who gets an order in a later sentence or clause: "Việc bồi thường chậm có phần do địa phương. Giao xã A …"."""
    starts = clauses.later_starts(tokens, list(clauses.sentences(tokens)))
    return next(filter(None, (asked(tokens, start, ORDERS) for start in starts)), None)


def behind_urging(tokens: Tokens, start: int, end: int) -> Listing | None:
    """Who gets an order behind others who are only urged: "Yêu cầu các sở nghiêm túc thực hiện …; giao Sở A …"."""
    semicolon = next((i for i in range(start, end) if tokens.key(i) == ";"), end)
    urged = asked(tokens, start, ORDERS | {"demand"}) if semicolon < end else None
    if urged is None or not _only_urges(tokens, urged.end, semicolon):
        return None
    return asked(tokens, semicolon + 1, ORDERS | {"assignment"})


def allowed(tokens: Tokens, i: int) -> Listing | None:
    """The units that are allowed an act by the words at `i`: "Thống nhất cho Ban Quản lý … gia hạn hợp đồng"."""
    if "permission" not in tokens.kinds(i):
        return None
    found = listed(tokens, tokens.after(i))
    return found if found.entries and clauses.has_predicate(tokens, found.end, opens=False) else None


def granted(tokens: Tokens, i: int, end: int) -> Listing | None:
    """The units that are allowed an act, or get an order, by those above who open the sentence before word `i`."""
    return allowed(tokens, i) or _decided(tokens, i, end)


def _decided(tokens: Tokens, i: int, end: int) -> Listing | None:
    """The units that get an order after a superior's decision at `i`: "UBND tỉnh thống nhất …, giao Sở A …"."""
    if "decision" not in tokens.kinds(i):
        return None
    parted = (k for k in range(i, end) if tokens[k - 1].key in (",", ";") or "link" in tokens.kinds_before(k))
    return next(filter(None, (asked(tokens, k, ORDERS) for k in parted)), None)


def _is_left_open(tokens: Tokens, entry: Entry) -> bool:
    """Whether who assigns work leaves open to whom: "03 giáo viên", "mỗi chi hội", "đơn vị", "công chức", "thành viên
    UBND".
    """
    first = tokens.key(entry.start)
    words = " ".join(tokens.key(k) for k in range(entry.start, entry.end))
    rules = load("actors")
    is_inside = any(words.startswith(f"{member} ") for member in rules["members"])
    return (
        first.isdigit() or first in rules["each"] or words in rules["unnamed"] or is_inside or is_anybody(tokens, entry)
    )


def is_anybody(tokens: Tokens, entry: Entry) -> bool:
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


def _orders_also(tokens: Tokens, i: int) -> bool:
    """Whether an order to a named unit follows a link: "phê bình Công ty A và giao Sở B …", not "và giao ban"."""
    behind = tokens.after(i)
    is_named = behind < len(tokens) and tokens[behind].is_capital
    return "link" in tokens.kinds_before(i) and "order" in tokens.kinds(i) and is_named


def _only_urges(tokens: Tokens, start: int, end: int) -> bool:
    """Whether words [start, end) order nothing of their own: "nghiêm túc triển khai thực hiện Chỉ thị này"."""
    urging = set(load("actors")["urging"])
    return start < end and all(tokens[i].is_mark or tokens.key(i) in urging for i in range(start, end))
