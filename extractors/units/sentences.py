"""Lists of units in a sentence: where a word that the rules do not know ends a name, since it is what the unit does."""

import re

from extractors.units import listing, tagging
from extractors.units.listing import Listing
from extractors.units.tokens import Tokens


def listed(tokens: Tokens, i: int) -> Listing:
    """The units listed from word `i` on.

    Where small words that the rules do not know stand in a name, one that follows a proper name ends it ("Công ty Sao
    Khuê súc rửa …"), else a tagger tells whether one of them is a verb ("Hội Chữ thập đỏ hiến máu …").
    """
    found = listing.read(tokens, i, running=True)
    small = {k for entry in found.entries for k in range(entry.start + 1, entry.end) if _is_small(tokens, k)}
    unknown = {k for k in small if not _follows_short_verb(tokens, k)}
    ends = [k for k in small if _ends_proper_name(tokens, k)]
    if unknown:
        tagged = next((k for k in tagging.verbs(tokens, i) if k in unknown), None)
        ends.append(tagged or _verb_before_verb(tokens, i, found.end, unknown) or len(tokens))
    return listing.read(tokens, i, running=True, limit=min(ends)) if ends and min(ends) < len(tokens) else found


def _ends_proper_name(tokens: Tokens, k: int) -> bool:
    """Whether a number or a name of two words in capitals ends before word `k` ("Công ty Sao Khuê súc rửa …").

    Of common words in a name the first syllable alone has a capital ("Trung tâm Khuyến nông").
    """
    return bool(_NUMBER.fullmatch(tokens[k - 1].text)) or (k > 2 and all(_is_proper(tokens, i) for i in (k - 2, k - 1)))


def _is_proper(tokens: Tokens, i: int) -> bool:
    """Whether a word has a capital letter and is no noun of the rules. "Lập" and "Hà" may be names."""
    if not tokens[i].text[0].isupper() or tokens[i].text.isupper():
        return False
    return i not in tokens.known or (tokens.after(i) == i + 1 and tokens.kinds(i) <= _NO_NOUN)


_NUMBER = re.compile("[0-9]+|[IVX]+")
_NO_NOUN = frozenset({"verb", "surname", "helper", "field-verb", "stop"})


def _verb_before_verb(tokens: Tokens, start: int, end: int, unknown: set[int]) -> int | None:
    """The unknown word behind a name that a comma and a known verb follow: "UBND các xã ven sông neo đậu, sắp xếp …".

    The tagger may not know it, but verbs are listed with verbs. Right behind a head it belongs to the name.
    """
    if tokens.key(end) != "," or "verb" not in tokens.kinds(end + 1):
        return None
    word = tagging.word_before(tokens, start, end)
    is_name = word is None or "head" in tokens.kinds_before(word) or not unknown.issuperset(range(word, end))
    return None if is_name else word


def _is_small(tokens: Tokens, k: int) -> bool:
    """Whether a word in small letters belongs to no phrase of the rules."""
    word = tokens[k]
    return not (word.is_mark or word.is_capital or k in tokens.known or k in tokens.quoted)


def _follows_short_verb(tokens: Tokens, k: int) -> bool:
    """Whether a word may belong to the verb before it ("Xét công nhận")."""
    before = tokens.phrase_ends.get(k)
    return before is not None and "verb" in before.kinds and before.end - before.start == 1
