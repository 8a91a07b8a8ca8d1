"""With whom an act is done: "phối hợp với Sở B, Sở C", "cùng Phòng A", "…, Sở B phối hợp"."""

from extractors.match import Match
from extractors.predicates import PREDICATES
from extractors.units.listing import Listing
from extractors.units.reading import matches
from extractors.units.sentences import listed
from extractors.units.tokens import Tokens
from models import Unit

# So many words may stand between "sự" and "phối hợp của".
_NOUN_WORDS = 6


def in_text(tokens: Tokens, lead: tuple[Match[Unit], ...], lead_end: int) -> tuple[Match[Unit], ...]:
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
