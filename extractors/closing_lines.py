"""The line at a block's end that gives the lead for all above it: "Văn phòng Sở chủ trì thực hiện nội dung này".

Words: rules/actors.toml.
"""

import re
from functools import lru_cache

from extractors.match import Match
from extractors.predicates import ORDERS, PREDICATES
from extractors.rules import load
from extractors.units.listing import Listing
from extractors.units.reading import matches
from extractors.units.sentences import listed
from extractors.units.tokens import Tokens, tokens_of
from models import Unit

# Roles, items and entries ask the same text in turn.
_REMEMBERED = 4096
_MOST_WORDS = 40
# The number of what is covered: "các nội dung tại điểm b này", "các nhiệm vụ tại mục 5.2 nêu trên".
_LABEL = re.compile(r"(?P<place>\b(?:khoản|điểm|mục|phần)) (?:[a-zđ]|\d[\d.]*|[IVX]+)(?P<this> này\b)", re.IGNORECASE)


@lru_cache(maxsize=_REMEMBERED)
def lead(text: str) -> tuple[Match[Unit], ...]:
    """The units of a line that gives the lead for all above it ("Văn phòng Sở chủ trì thực hiện nội dung này")."""
    tokens = tokens_of(_LABEL.sub(lambda match: f"{match['place']}{match['this']}".ljust(len(match[0])), text))
    told_first = turned(tokens)
    if told_first is not None:
        return matches(tokens, told_first.entries)
    words = [i for i in range(_covered_end(tokens)) if not tokens[i].is_mark]
    if not words or len(words) > _MOST_WORDS:
        return ()
    start = tokens.after(words[0]) if tokens.kinds(words[0]) & (ORDERS | {"agent"}) else words[0]
    found = listed(tokens, start)
    if not found.entries or not tokens.kinds(found.end) & PREDICATES:
        return ()
    last = tokens.kinds_before(words[-1] + 1)
    is_all = "closing-predicate" in last and tokens.after(found.end) == words[-1] + 1
    is_all = is_all or _only_names_who(tokens, found.end)
    return matches(tokens, found.entries) if is_all or "covered" in last else ()


def _only_names_who(tokens: Tokens, i: int) -> bool:
    """Whether nothing but with whom stands from `i` on, behind who leads: "… chủ trì, phối hợp với Phòng B"."""
    return "leading" in tokens.kinds(i) and _is_only_with(tokens, tokens.after(i))


def _is_only_with(tokens: Tokens, i: int) -> bool:
    """Whether nothing but with whom stands from `i` on: "phối hợp với Phòng B và Phòng C thực hiện"."""
    while i < len(tokens):
        found = listed(tokens, i)
        kinds = tokens.kinds(i)
        if tokens.key(i) in (",", ";", ".") or kinds & {"partner", "partner-link", "filler", "link"}:
            i = tokens.after(i)
        elif found.entries:
            i = found.end
        elif "closing-predicate" in kinds:
            i = tokens.after(i)
        else:
            return False
    return True


def turned(tokens: Tokens) -> Listing | None:
    """The units of a closing line turned round.

    "Nội dung này do Phòng A chủ trì, Phòng B phối hợp thực hiện"; "Đối với các nội dung trên, Phòng A chủ trì …".
    """
    concerning = "concerning" in tokens.kinds(0)
    start = tokens.after(0) if concerning else 0
    behind = _past_number(tokens, tokens.after(start))
    opens = tokens.key(behind) == "," if concerning else "agent" in tokens.kinds(behind)
    if not tokens.kinds(start) & {"covered", "numbered"} or not opens or len(tokens) > _MOST_WORDS:
        return None
    found = listed(tokens, tokens.after(behind))
    wanted = {"leading"} if concerning else PREDICATES
    return found if found.entries and tokens.kinds(found.end) & wanted else None


def _past_number(tokens: Tokens, i: int) -> int:
    """The index behind the number of what is covered: "Các nội dung tại mục 5.2 do Sở A chủ trì …"."""
    if "numbered" in tokens.kinds_before(i):
        while i < len(tokens) and re.fullmatch(r"\d{1,2}|[a-zđ]|[ivx]{1,4}|\.", tokens.key(i)):
            i += 1
    return i


def _covered_end(tokens: Tokens) -> int:
    """The index behind "… nội dung này", where a clause about others follows; else behind the last word."""
    ends = (end for end, phrase in tokens.phrase_ends.items() if "covered" in phrase.kinds)
    # Where the same unit goes on acting ("…, kịp thời báo cáo …") it is an order of its own.
    others = (
        end
        for end in ends
        if tokens.key(end) in (",", ";")
        and (
            tokens.key(end + 1) in load("actors")["excepting"]
            or listed(tokens, end + 1).entries
            or _is_only_with(tokens, end + 1)
        )
    )
    return min(others, default=len(tokens))
