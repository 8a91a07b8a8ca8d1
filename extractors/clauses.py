"""Sentences and clauses of a text: where each begins, and whether what stands behind its subject is an act."""

from collections.abc import Iterator, Sequence

from extractors.predicates import CIRCUMSTANCES, PREDICATES
from extractors.units.sentences import listed
from extractors.units.tokens import Tokens


def sentences(tokens: Tokens) -> Iterator[tuple[int, int]]:
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


def later_starts(tokens: Tokens, sentences: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Where later sentences begin, and clauses behind a semicolon: "…; Sở A chủ trì, phối hợp với Sở B thực hiện"."""
    starts = {start for start, _ in sentences[1:]}
    yield from sorted(
        starts | {i + 1 for i in range(len(tokens) - 1) if tokens[i].key == ";" and i not in tokens.quoted}
    )


def subject_starts(tokens: Tokens, start: int, end: int) -> Iterator[int]:
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


def has_predicate(tokens: Tokens, i: int, opens: bool) -> bool:
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


def tells_of_the_past(tokens: Tokens, start: int, end: int) -> bool:
    """Whether words [start, end) tell of a thing that was done: "Tuyến ống đã di dời xong; đề nghị Công ty …"."""
    is_thing = not tokens.kinds(start) & PREDICATES and not listed(tokens, start).entries
    return is_thing and any("past" in tokens.kinds(i) for i in range(start, end))


def _acts_behind_chief(tokens: Tokens, i: int) -> bool:
    """Whether a predicate stands behind the units at `i`, which are told apart: "…, nhất là chi bộ thôn, đưa …"."""
    end = listed(tokens, i).end
    comma = next((k for k in range(i, len(tokens)) if tokens.key(k) == "," and k not in tokens.inner_marks), end)
    behind = (end, end + 1) if tokens.key(end) == "," else (end, comma + 1)
    return any(bool(tokens.kinds(k) & (PREDICATES | CIRCUMSTANCES)) for k in behind if i < k < len(tokens))


def _is_act(tokens: Tokens, i: int) -> bool:
    return "verb" in tokens.kinds(i) and not tokens.kinds(i) & CIRCUMSTANCES
