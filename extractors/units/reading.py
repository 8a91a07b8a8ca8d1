"""Units in cells, labels, headings and at the start of running text."""

import re
from collections.abc import Iterable
from functools import lru_cache

from extractors.excerpt import squeeze
from extractors.match import Match
from extractors.units import lexicon, listing
from extractors.units.listing import Entry
from extractors.units.naming import canonical
from extractors.units.opening import opening, past_determiners, past_list_marks
from extractors.units.tokens import Tokens, tokens_of
from models import Unit

# Cells say the same again and again, and one heading is asked in turn by all that looks for a lead.
_REMEMBERED = 4096
# What is no part of a name at its ends.
_EDGES = frozenset(",;.:-/+…|!_")
# Dirt behind a heading on a scan.
_DIRT = frozenset("\"'`ˆ")
# In brackets behind a name these part several bodies, which are a remark.
_PARTING = frozenset(",;:")


@lru_cache(maxsize=_REMEMBERED)
def in_list(text: str) -> tuple[Match[Unit], ...]:
    """The units that a table cell, a label's value or a unit heading lists.

    A text that begins as no unit does is one entry as printed (rule "unit.as-printed"), unless it is blank, a dash or a
    ditto mark. A name that shares the head before it has that head in its canonical name ("Nội vụ": "Sở Nội vụ").
    """
    tokens = tokens_of(text)
    found = listing.read(tokens, _past_introduction(tokens), running=False)
    if any(entry.known for entry in found.entries):
        return matches(tokens, found.entries)
    if _is_blank(tokens):
        return ()
    return matches(tokens, [Entry(past_list_marks(tokens, 0), len(tokens), known=False)])


@lru_cache(maxsize=_REMEMBERED)
def is_unit(text: str) -> bool:
    """Whether a heading (number cut) is one unit or a list of units, perhaps with words that bring it in or close it.

    "Giao Văn phòng Sở", "Phòng A, Phòng B:" and "Văn phòng Sở có trách nhiệm:" are, "Đơn vị thực hiện" is a label.
    """
    tokens = tokens_of(text)
    start = past_list_marks(tokens, _past_introduction(tokens))
    found = listing.read(tokens, start, running=True)
    if not found.entries:
        return False
    end = _past_edges(tokens, found.end)
    if end == len(tokens):
        return True
    is_label = found.end == tokens.after(start)
    return not is_label and "closing" in tokens.kinds(end) and _past_edges(tokens, tokens.after(end)) == len(tokens)


@lru_cache(maxsize=_REMEMBERED)
def is_business(text: str) -> bool:
    """Whether a text before a colon is a kind of business by what it does: "Các doanh nghiệp cung cấp máy tính"."""
    tokens = tokens_of(text)
    head = past_determiners(tokens, 0)
    act = tokens.after(head)
    is_one = head > 0 and "business-body" in tokens.kinds(head) and "business" in tokens.kinds(act)
    return is_one and not any(word.is_mark or "leading" in tokens.kinds(i) for i, word in enumerate(tokens.words))


def names_bodies(text: str) -> bool:
    """Whether a text is a list of bodies and nothing else, the first of them no mere place: "Phòng Tư pháp, các xã"."""
    tokens = tokens_of(text)
    found = in_list(text)
    if not found or any(match.rule != "unit.listed" for match in found) or found[-1].end < len(text.rstrip(" .,;")):
        return False
    kinds = tokens.kinds(past_determiners(tokens, 0))
    if re.search(r"(?<!số )\b\d", text) or kinds & {lexicon.places(), lexicon.schools()}:
        return False  # how many each gets, and places and schools where something is done
    does = any(phrase.kinds & {"leading", "helper", "partner"} for phrase in tokens.phrases.values())
    return bool(kinds & {"head", "name"}) and not does


def at_start(text: str) -> tuple[tuple[Match[Unit], ...], int]:
    """The units that running text opens with, and where the text behind them begins; ((), 0) for none."""
    tokens = tokens_of(text)
    found = listing.read(tokens, past_list_marks(tokens, 0), running=True)
    if not found.entries:
        return (), 0
    return matches(tokens, found.entries), tokens[found.end].start if found.end < len(tokens) else len(text)


def matches(tokens: Tokens, entries: Iterable[Entry]) -> tuple[Match[Unit], ...]:
    """The entries of a list as units."""
    found = []
    for entry in entries:
        start, end = _trimmed(tokens, entry)
        if start < end:
            first, last = tokens[start].start, tokens[end - 1].end
            name = squeeze(tokens.text[first:last])
            full = f"{entry.head} {name}" if entry.head else name
            rule = "unit.listed" if entry.known else "unit.as-printed"
            found.append(Match(Unit(name, canonical(full, None)), first, last, rule))
    return tuple(found)


def _trimmed(tokens: Tokens, entry: Entry) -> tuple[int, int]:
    """The words of an entry without marks and links at its ends and without a remark in brackets behind it."""
    start, end = entry.start, entry.end
    opened = {behind: i for i, behind in tokens.brackets.items() if tokens[i].text in "(["}
    while start < end and (tokens[start].key in _EDGES or "link" in tokens.kinds(start)):
        start = tokens.after(start)
    while start < end:
        bracket = opened.get(end)
        if tokens[end - 1].key in _EDGES:
            end -= 1
        elif bracket is not None and bracket > start and not _is_kept(tokens, start, bracket + 1, end - 1):
            end = bracket
        elif "link" in tokens.kinds_before(end):
            end = tokens.phrase_ends[end].start
        else:
            break
    return start, end


def _is_kept(tokens: Tokens, name: int, start: int, end: int) -> bool:
    """Whether a bracket behind the name from word `name` on belongs to it: its letters, or the body above it."""
    is_part = "owner" not in tokens.kinds(name) and "owner" in tokens.kinds(start)
    inside = [k for k in range(start, end) if tokens[k].key in _PARTING]
    return _is_abbreviation(tokens, start, end) or (is_part and not inside)


def _is_abbreviation(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a bracket holds nothing but letters that stand for the name: "(CDC)", "(VP ĐKĐĐ)"."""
    words = [word.text for word in tokens.words[start:end]]
    return 0 < len(words) <= 3 and all(word.isupper() and len(word) > 1 for word in words)


def _past_introduction(tokens: Tokens) -> int:
    """The index behind words that bring in a unit ("Giao", "Trách nhiệm của"), if one follows."""
    start = i = past_list_marks(tokens, 0)
    while "introduction" in tokens.kinds(i):
        i = tokens.after(i)
        if tokens.key(i) == ":" or "partner-link" in tokens.kinds(i):
            i = tokens.after(i)
        if opening(tokens, i, strict=True) is not None:
            return i
    return start


def opens_with_known_verb(text: str) -> bool:
    """Whether the first words are a verb of the rules and nothing else that they know."""
    return lexicon.is_verb_alone(tokens_of(text).kinds(0))


def brings_in_names(text: str) -> bool:
    """Whether running text opens with a collective and the names of its members: "Các bộ: Tài chính, Tư pháp …".

    An order may bring them in ("Giao các Sở: Xây dựng, Công Thương …").
    """
    tokens = tokens_of(text)
    start = _past_introduction(tokens)
    return listing.past_lead_in(tokens, start) > start


def lists_names(text: str) -> bool:
    """Whether a heading names the members of a plural head, known or not: "Các Tổng công ty: Đường sắt, Hàng không"."""
    head, colon, behind = text.partition(":")
    members = [part.strip() for part in re.split(r",|\bvà\b", re.sub(r"\([^()]*\)", "", behind))]
    is_heading = bool(colon) and len(members) > 1 and not text.rstrip().endswith((".", ";"))
    is_named = all(part[:1].isupper() and not opens_with_known_verb(part) for part in members)
    return is_heading and is_named and "determiner" in tokens_of(head).kinds(0) and is_unit(head)


def is_one_name(above: str, line: str) -> bool:
    """Whether a line that begins with a dash goes on with a known name: "Phòng Tài chính" over "- Kế hoạch chủ trì"."""
    before, behind = squeeze(above).casefold(), squeeze(line).casefold().lstrip("-–— ")
    return any(before.endswith(left) and behind.startswith(right) for left, right in lexicon.dashed())


def concerns(text: str) -> bool:
    """Whether a heading opens with words that bring in whom it concerns ("Đối với các phòng")."""
    return "concerning" in tokens_of(text).kinds(0)


def _past_edges(tokens: Tokens, i: int) -> int:
    """The index behind marks and brackets."""
    while i < len(tokens) and (tokens[i].key in _EDGES | _DIRT or i in tokens.brackets):
        i = tokens.brackets.get(i, i + 1)
    return i


def _is_blank(tokens: Tokens) -> bool:
    words = [i for i in range(len(tokens)) if not tokens[i].is_mark]
    return not words or ("blank" in tokens.kinds(words[0]) and tokens.after(words[0]) > words[-1])
