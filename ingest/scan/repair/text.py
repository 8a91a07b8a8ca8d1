"""The document as one row of words with its lines, for rules that look around; and what a rule proposes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ingest.scan.repair.model import EDGE
from ingest.scan.repair.spelling import Parts, is_word, key, parts
from ingest.scan.repair.words import Pages, Repaired, RepairedLine, RepairedPages


class Proposal(NamedTuple):
    """Another text for the word at a place, and the rule that says so."""

    place: int
    text: str
    rule: str


@dataclass(frozen=True)
class Text:
    """All words of a document in the order of their lines. `starts` are the places where lines begin, and the end."""

    words: tuple[Repaired, ...]
    starts: tuple[int, ...]
    cells: tuple[int | None, ...]  # of the lines
    pages: tuple[int, ...]  # how many lines each page has

    def parts(self, place: int) -> Parts:
        """The word at a place with its marks cut off."""
        return parts(self.words[place].text)

    def line_starts(self) -> Iterator[tuple[int, int | None]]:
        """Where lines with words begin, with the cell of each."""
        for line, cell in enumerate(self.cells):
            if self.starts[line] < self.starts[line + 1]:
                yield self.starts[line], cell

    def contexts(self) -> tuple[tuple[str, str], ...]:
        """For each word the keys of its neighbours: the edge where a mark, a number or another cell stands between."""
        keys, ends = [self._key(place) for place in range(len(self.words))], self._ends()
        before = [EDGE] * len(keys)
        behind = [EDGE] * len(keys)
        last: int | None = None
        for place, word in enumerate(self.words):
            if place in ends:
                last = None
            if not word.text:
                continue
            if last is not None and not self.parts(last).behind and not self.parts(place).before:
                before[place], behind[last] = keys[last], keys[place]
            last = place
        return tuple(zip(before, behind, strict=True))

    def _key(self, place: int) -> str:
        core = self.parts(place).core
        return key(core) if core.isalpha() else EDGE

    def _ends(self) -> frozenset[int]:
        """Places before which the text breaks off: where another cell, or the body, begins."""
        return frozenset(
            self.starts[line] for line in range(1, len(self.cells)) if self.cells[line] != self.cells[line - 1]
        )

    def own_words(self, least: float) -> Iterator[tuple[str, str, str]]:
        """The keys of words read with some confidence, each between those beside it."""
        for place, (before, behind) in enumerate(self.contexts()):
            core = self.parts(place).core
            if self.words[place].confidence >= least and core.isalpha() and (is_word(core) or core.isupper()):
                yield before, key(core), behind


def flat(pages: Pages) -> Text:
    """A document, nothing repaired yet."""
    words: list[Repaired] = []
    starts, cells = [0], []
    for page in pages:
        for line in page:
            words += (Repaired(word.text, word.confidence) for word in line.words)
            starts.append(len(words))
            cells.append(line.cell)
    return Text(tuple(words), tuple(starts), tuple(cells), tuple(len(page) for page in pages))


def paged(text: Text) -> RepairedPages:
    """The document's words in the lines and pages where they were read."""
    lines = iter(
        RepairedLine(text.words[start:end], cell)
        for start, end, cell in zip(text.starts, text.starts[1:], text.cells, strict=False)
    )
    return tuple(tuple(next(lines) for _ in range(count)) for count in text.pages)


def applied(text: Text, proposals: Iterable[Proposal], share: dict[str, float]) -> Text:
    """The text with what is proposed; of two proposals for one place the first counts."""
    words = list(text.words)
    done: set[int] = set()
    for place, new, rule in proposals:
        old = words[place]
        if place in done or new == old.text:
            continue
        done.add(place)
        as_read = old.text if old.as_read is None else old.as_read
        words[place] = Repaired(new, share[rule], as_read, rule) if new != as_read else Repaired(new, old.confidence)
    return Text(tuple(words), text.starts, text.cells, text.pages)
