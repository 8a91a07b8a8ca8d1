"""Nouns that offices list as one collective: "các sở, ban, ngành", "UBND các xã, phường" (units.toml, families)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.units import lexicon

if TYPE_CHECKING:
    from extractors.units.tokens import Tokens

MARKS = frozenset({",", "-", "/"})
# A collective begins behind these, a mark or a line break; "Văn phòng Sở, đơn vị …" is none.
_BEFORE = frozenset({"determiner", "link", "introduction", "partner-link", "order", "request", "post"})


def inner_marks(tokens: "Tokens") -> frozenset[int]:
    """The marks and links inside collectives: they part no units."""
    kept: set[int] = set()
    for first in sorted(tokens.phrases):
        for family in tokens.kinds(first) & _families():
            if _may_begin(tokens, first, family):
                kept.update(_run(tokens, first, family))
    return frozenset(kept)


def _families() -> frozenset[str]:
    return frozenset(lexicon.families())


def _may_begin(tokens: "Tokens", first: int, family: str) -> bool:
    """Whether a collective of a family may begin at a noun. Places and schools are listed behind other words too."""
    if family in (lexicon.places(), lexicon.schools()) or tokens[first].breaks or tokens[first - 1].is_mark:
        return True
    return bool(tokens.kinds_before(first) & _BEFORE)


def _run(tokens: "Tokens", first: int, family: str) -> Iterator[int]:
    """The marks between the nouns of a family from the noun at `first` on."""
    is_place = family == lexicon.places()
    mark = tokens.after(first)
    while mark < len(tokens) and (tokens[mark].key in MARKS or (is_place and "link" in tokens.kinds(mark))):
        noun = mark + 1
        if family not in tokens.kinds(noun) or tokens[mark].breaks:
            return
        if is_place and tokens[noun].is_capital and not tokens[first].is_capital:
            return
        end = tokens.after(noun)
        # "các sở, Ban Dân tộc": a noun with a name behind it is a unit of its own, but "các huyện và thành phố Cà Mau".
        named = end < len(tokens) and tokens[end].is_capital and not tokens.shouts and not tokens[end].breaks
        if named and not (is_place and "determiner" in tokens.kinds_before(first)):
            return
        yield mark
        mark = end
