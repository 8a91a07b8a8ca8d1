"""How well pages were read: character and word error rates, and what a repair of the words as read did to them.

Words are aligned with those of the page by edit distance, so text read in another order counts as wrong on both
sides; a repair is judged only at words that stand beside one of the page.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel, Levenshtein


@dataclass(frozen=True, slots=True)
class Reading:
    """A page's (or a document's) words as read and as repaired, place by place, and those that stand on it.

    `repaired` has as many entries as `read`; one may hold a blank (a word split in two) or be empty (a word joined
    with the one before it, or a speck).
    """

    read: Sequence[str]
    repaired: Sequence[str]
    printed: Sequence[str]


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over readings: edits and lengths in characters and words, and words by what the repair made of them."""

    characters: int = 0
    words: int = 0
    character_edits: tuple[int, int] = (0, 0)  # as read, repaired
    word_edits: tuple[int, int] = (0, 0)
    made_right: int = 0
    made_wrong: int = 0
    still_wrong: int = 0  # wrong before, wrong in another way after
    not_told: int = 0  # changed where no word of the page stands beside: dirt, or text read in another order

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.characters + other.characters,
            self.words + other.words,
            _added(self.character_edits, other.character_edits),
            _added(self.word_edits, other.word_edits),
            self.made_right + other.made_right,
            self.made_wrong + other.made_wrong,
            self.still_wrong + other.still_wrong,
            self.not_told + other.not_told,
        )

    @property
    def character_error_rates(self) -> tuple[float, float]:
        """CER as read and repaired: edits for each character of the page; may be above 1."""
        before, after = self.character_edits
        return before / max(self.characters, 1), after / max(self.characters, 1)

    @property
    def word_error_rates(self) -> tuple[float, float]:
        """WER as read and repaired."""
        before, after = self.word_edits
        return before / max(self.words, 1), after / max(self.words, 1)


@dataclass(frozen=True, slots=True)
class Change:
    """A word that the repair changed; `printed` is None where no word of the page stands beside it."""

    read: str
    repaired: str
    printed: str | None
    place: int  # among the words as read


def words(text: str) -> tuple[str, ...]:
    """A page's text as words in NFC; pdfium's marks for a hyphen at the end of a line stand for "-"."""
    plain = text.replace("\x02", "-").replace("\ufffe", "-")
    return tuple(unicodedata.normalize("NFC", plain).split())


def figures(readings: Iterable[Reading]) -> Figures:
    """The figures of all readings together."""
    return sum(map(_figures, readings), Figures())


def changes(reading: Reading) -> tuple[Change, ...]:
    """What the repair changed, beside the words of the page."""
    beside = aligned(reading.read, reading.printed)
    return tuple(
        Change(read, repaired, printed, place)
        for place, (read, repaired, printed) in enumerate(zip(reading.read, reading.repaired, beside, strict=True))
        if read != repaired
    )


def aligned(read: Sequence[str], printed: Sequence[str]) -> tuple[str | None, ...]:
    """For each word as read what is printed there: one or more words, "" for nothing, None where it cannot be told.

    Inside a stretch of words that differ, words are paired by how much their letters agree.
    """
    beside: list[str | None] = []
    at = 0
    equal = [step for step in Levenshtein.opcodes(list(read), list(printed)) if step.tag == "equal"]
    for step in equal:
        beside += _paired(read[len(beside) : step.src_start], printed[at : step.dest_start])
        beside += printed[step.dest_start : step.dest_end]
        at = step.dest_end
    return (*beside, *_paired(read[len(beside) :], printed[at:]))


def _figures(reading: Reading) -> Figures:
    after = [word for text in reading.repaired for word in text.split()]
    before, page = list(reading.read), list(reading.printed)
    text = " ".join(page)
    made = [_made(change) for change in changes(reading)]
    return Figures(
        len(text),
        len(page),
        (Levenshtein.distance(" ".join(before), text), Levenshtein.distance(" ".join(after), text)),
        (Levenshtein.distance(before, page), Levenshtein.distance(after, page)),
        made.count("right"),
        made.count("wrong"),
        made.count("other"),
        made.count("not told"),
    )


def _made(change: Change) -> str:
    if change.printed == change.read:
        return "wrong"
    if change.repaired == change.printed:
        return "right"
    return "other" if change.printed else "not told"


def _paired(read: Sequence[str], printed: Sequence[str]) -> list[str | None]:
    """Pairs inside a stretch, in order, so that the letters agree most; what is too unlike stays unpaired."""
    rows, columns = len(read), len(printed)
    if not columns:
        return [""] * rows
    if rows * columns > 10_000:
        return [None] * rows  # text in another order: nothing to be told
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    likeness = [[_likeness(r, p) for p in printed] for r in read]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    found: list[str | None] = [None] * rows
    i = j = 0
    while i < rows and j < columns:
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            found[i] = printed[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _likeness(read: str, printed: str) -> float:
    """How much of the bare letters agree; 0 below a third."""
    share = Indel.normalized_similarity(_bare(read), _bare(printed))
    return share if share >= 1 / 3 else 0.0


def _bare(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))


def _added(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]
