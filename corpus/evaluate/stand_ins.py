"""What stands in the place of a part that an ablation switches off: the plainest thing that does the same work."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pdfplumber import table as geometry

from extractors.excerpt import squeeze
from extractors.match import Match
from extractors.units import lexicon
from extractors.units.lexicon import Keys
from extractors.units.tokens import Tokens
from ingest import grid
from models import Box, Unit

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


def opens_with_listed_verb(text: str) -> bool:
    """Whether a text opens with a verb that rules/actors.toml lists: no tagger is asked."""
    return "verb" in Tokens(text).kinds(0)


def split_units(text: str) -> tuple[Match[Unit], ...]:
    """What stands between commas, semicolons and line breaks, each a unit as printed."""
    found = []
    for part in re.finditer(r"[^,;\n]+", text):
        name = part[0].strip(" -+.:")
        if any(map(str.isalnum, name)):
            start = part.start() + part[0].index(name)
            unit = Unit(squeeze(name), squeeze(name))
            found.append(Match(unit, start, start + len(name), "unit.listed"))
    return tuple(found)


def regex_matcher() -> "tuple[Vocab, RegexMatcher, dict[Keys, frozenset[str]]]":
    """What `extractors.units.lexicon` asks spaCy for, with a regular expression in the PhraseMatcher's place."""
    from spacy.vocab import Vocab  # noqa: PLC0415 - a second to load

    kinds = lexicon._kinds()
    return Vocab(), RegexMatcher(kinds), kinds


class RegexMatcher:
    """Finds all phrases among words, overlapping ones too, by one alternation for each number of words."""

    def __init__(self, phrases: Iterable[Keys]) -> None:
        by_length: dict[int, list[str]] = defaultdict(list)
        for keys in phrases:
            by_length[len(keys)].append(re.escape(" ".join(keys)))
        self._patterns = {
            length: re.compile(rf"(?<!\S)(?=({'|'.join(texts)})(?!\S))") for length, texts in by_length.items()
        }

    def __call__(self, doc: "Doc") -> list[tuple[Keys, int, int]]:
        """The phrases as their words, first word and the word behind them, in no order."""
        words = [token.text for token in doc]
        starts, at = {}, 0
        for index, word in enumerate(words):
            starts[at] = index
            at += len(word) + 1
        line = " ".join(words)
        return [
            (tuple(match[1].split(" ")), starts[match.start()], starts[match.start()] + length)
            for length, pattern in self._patterns.items()
            for match in pattern.finditer(line)
        ]


def plain_grids(rules: Iterable[Box], tolerance: float = 3.0) -> list[grid.Grid]:
    """The tables that pdfplumber's default settings make of straight lines: no side is closed, no dots are joined."""
    edges = geometry.merge_edges(list(_edges(rules)), tolerance, tolerance, tolerance, tolerance)
    cells = geometry.intersections_to_cells(geometry.edges_to_intersections(edges, tolerance, tolerance))
    found = [grid._grid([Box(*cell) for cell in table], tolerance) for table in geometry.cells_to_tables(cells)]
    return sorted((one for one in found if one.cells), key=lambda one: (one.box.y0, one.box.x0))


def _edges(rules: Iterable[Box]) -> Iterator[dict[str, Any]]:
    for rule in rules:
        if rule.x1 - rule.x0 >= rule.y1 - rule.y0:
            yield grid._edge("h", rule.x0, rule.x1, (rule.y0 + rule.y1) / 2)
        else:
            yield grid._edge("v", rule.y0, rule.y1, (rule.x0 + rule.x1) / 2)
