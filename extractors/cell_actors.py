"""Cells and label values that say each unit's role: "Sở A chủ trì; Sở B phối hợp". Words: rules/actors.toml."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.actors import Actors
from extractors.match import Match
from extractors.units.reading import in_list
from extractors.units.tokens import Tokens, tokens_of
from models import Unit


@lru_cache(maxsize=4096)  # cells say the same again and again
def in_cell(text: str) -> Actors | None:
    """The lead and partners of a cell or a label's value that says each unit's role; None where it says none.

    A role stands behind its units ("Sở A chủ trì; Sở B, Sở C phối hợp", "Sở A (chủ trì), Sở B") or before them ("Sở A
    chủ trì, phối hợp với Sở B", "CT: Sở A; PH: Sở B"). Units without a role lead before "phối hợp", else take part.
    """
    tokens = tokens_of(text)
    roles = list(_roles(tokens))
    lead: list[Match[Unit]] = []
    partners: list[Match[Unit]] = []
    # The role before the units at hand, which counts for them unless another follows them.
    before: _Role | None = None
    for role in (*roles, None):
        found = _between(tokens, before, role)
        if before is not None and before.opens:
            leads = before.leads
        elif role is not None and not role.opens:
            leads = role.leads
        else:
            leads = before is None
        (lead if leads else partners).extend(found)
        # "Chủ trì Sở A": without units before it a role opens those behind it.
        is_used = role is None or role.opens or bool(found and (before is None or not before.opens))
        before = role if role is None or is_used else _Role(role.start, role.end, role.leads, opens=True)
    return Actors(tuple(lead), tuple(partners)) if roles and (lead or partners) else None


# How


@dataclass(frozen=True, slots=True)
class _Role:
    """Words [start, end) that say who leads, or else who takes part. `opens`: the units stand behind it."""

    start: int
    end: int
    leads: bool
    opens: bool


def _roles(tokens: Tokens) -> Iterator[_Role]:
    """The words of a cell that give a role. "Chủ trì cùng với" gives two."""
    for i, phrase in sorted(tokens.phrases.items()):
        is_label = tokens.key(phrase.end) == ":" or (tokens.key(i - 1) == "(" and tokens.key(phrase.end) == ")")
        is_label = is_label and "sharing" not in tokens.kinds_before(i)
        kinds = phrase.kinds if is_label else phrase.kinds - {"lead-letters", "partner-letters"}
        leads, joins = bool(kinds & {"lead-letters", "leading"}), bool(kinds & {"partner-letters", "partner"})
        if not (leads or joins) or tokens.kinds_before(i) & _NO_ROLE:
            continue
        start, end = i, phrase.end
        while "filler" in tokens.kinds(end):
            end = tokens.after(end)
        opens = tokens.key(end) == ":" or "partner-link" in tokens.kinds(end)
        while tokens.key(end) == ":" and "head" in tokens.kinds_before(start):
            start = tokens.phrase_ends[start].start
        if leads and joins:
            yield _Role(start, start, leads=True, opens=False)
        is_with = opens or "partner-link" in kinds
        yield _Role(start, tokens.after(end) if opens else end, leads and not joins, is_with)


# Behind these a word gives no role: "được giao chủ trì", "Quy chế phối hợp".
_NO_ROLE = frozenset({"unless", "relative", "partner-noun"})


def _between(tokens: Tokens, before: _Role | None, behind: _Role | None) -> list[Match[Unit]]:
    """The units between two roles. What a role's own act says ("chủ trì tham mưu …;") is passed over."""
    i = 0 if before is None else before.end
    end = len(tokens) if behind is None else behind.start
    if before is not None and not before.opens:
        while i < end and not (tokens[i].is_mark or tokens[i].breaks or "link" in tokens.kinds(i)):
            i = tokens.after(i)
    while i < end and (tokens[i].is_mark or "link" in tokens.kinds(i)):
        i = tokens.after(i)
    closed = {close for opened, close in tokens.brackets.items() if opened >= i}
    while end > i and end not in closed and (tokens[end - 1].is_mark or "link" in tokens.kinds_before(end)):
        end -= 1
    if i >= end:
        return []
    first, last = tokens[i].start, tokens[end - 1].end
    return [match.moved(first) for match in in_list(tokens.text[first:last]) if match.rule == "unit.listed"]
