"""Cards: tables with a label before each value ("Đơn vị chủ trì | Phòng Tổng hợp") instead of above each column.

A card with a task is the task; one without gives what it says to the item above it, as label lines do. A table holds
one card or several below one another; a row holds one label with its value or several.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors import columns, labels, numbering
from extractors.excerpt import Excerpt, squeeze
from extractors.labels import Label, LabelField
from extractors.rules import load
from models import Cell, Table
from models.plan import ColumnMeaning

# A label has so many words at most; a task that holds the same words has more.
_LABEL_WORDS = 8
# So many of a table's labels are known where it is made of cards: an office adds some of its own ("Mã hồ sơ").
_KNOWN_SHARE = 0.6
# Who, with whom, what, when: a card says at least two of them.
_TELLING = frozenset({"lead", "partners", "products", "deadlines"})
_FEWEST_TOLD = 2
_FIELDS: Mapping[ColumnMeaning, LabelField] = {
    "lead": "lead",
    "partners": "partners",
    "products": "products",
    "deadline": "deadlines",
}


@dataclass(frozen=True, slots=True)
class Card:
    """What one card says: its task with the number before it, None where it names none, and the rest as labels."""

    task: Excerpt | None
    number: str | None
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A label's words, what they mean ("task", a label's field, or None), the value behind them and the number before
    them. `repeats` says that a label merged over several rows has given its first value above.
    """

    words: str
    meaning: str | None
    value: Excerpt
    number: str | None
    repeats: bool


def read(block: int, table: Table, grid: Sequence[Sequence[Cell | None]]) -> tuple[Card, ...]:
    """The cards that table `block` is made of, from top to bottom; () where it is another table."""
    starts = {(cell.row, cell.column): start for start, cell in table.starts()}
    pairs: list[_Pair] = []
    for row in range(table.rows):
        found = _pairs(row, columns.once(grid[row]), block, starts)
        if found is None:
            return ()
        pairs += found
    known = sum(pair.meaning is not None for pair in pairs)
    if not pairs or known < _KNOWN_SHARE * len(pairs) or any(_tells_of_event(pair.words) for pair in pairs):
        return ()
    stacks = list(_stacks(pairs))
    if not all(_is_card(stack) for stack in stacks):
        return ()
    found_cards = tuple(map(_card, stacks))
    has_task = [card.task is not None for card in found_cards]
    return found_cards if all(has_task) or len(found_cards) == 1 else ()


def _pairs(row: int, cells: list[Cell], block: int, starts: Mapping[tuple[int, int], int]) -> list[_Pair] | None:
    """A row's labels with their values; [] for a title across the table or an empty row, None for another row."""
    if len(cells) == 1 or not any(re.search(r"\w", cell.text) for cell in cells):
        return []
    number = None
    if len(cells) % 2:
        found = numbering.parse_label(squeeze(cells[0].printed)) if cells[0].text.strip() else None
        if found is None and cells[0].text.strip():
            return None
        number, cells = found.number if found else None, cells[1:]
    pairs = []
    for label, value in zip(cells[::2], cells[1::2], strict=True):
        words = squeeze(label.text).strip(" .:*")
        if not words:
            if value.text.strip():
                return None
            continue
        if value.row < row or labels.named(squeeze(value.text)):
            return None  # labels beside one another stand above columns
        excerpt = Excerpt(block, starts[value.row, value.column], value.text)
        pairs.append(_Pair(words, _meaning(words), excerpt, number, label.row < row))
    return pairs


def _meaning(words: str) -> str | None:
    """What a label says that its value is."""
    if len(words.split()) > _LABEL_WORDS:
        return None
    if field := labels.named(words):
        return field
    meaning = columns.of_header(words)
    if meaning is None or meaning == "task":
        return meaning
    return _FIELDS.get(meaning, "none")


def _stacks(pairs: Sequence[_Pair]) -> Iterable[list[_Pair]]:
    """The pairs of each card: the next one begins where the first label of all stands again."""
    stack: list[_Pair] = []
    for pair in pairs:
        if stack and not pair.repeats and pair.words.casefold() == pairs[0].words.casefold():
            yield stack
            stack = []
        stack.append(pair)
    yield stack


def _is_card(stack: Sequence[_Pair]) -> bool:
    """Whether pairs say of one task, or of none, who does it, with whom, what is handed in or when."""
    told = {pair.meaning for pair in stack if re.search(r"\w", pair.value.text)}
    return len(told & _TELLING) >= _FEWEST_TOLD and sum(pair.meaning == "task" for pair in stack) <= 1


def _card(stack: Sequence[_Pair]) -> Card:
    task = next((pair for pair in stack if pair.meaning == "task"), None)
    said = tuple(
        Label(pair.meaning, pair.value)  # type: ignore[arg-type]
        for pair in stack
        if pair.meaning in _TELLING and re.search(r"\w", pair.value.text)
    )
    return Card(task.value if task else None, stack[0].number if task else None, said)


def _tells_of_event(words: str) -> bool:
    """Whether a label belongs to an invitation or a project sheet, which tell facts: "Địa điểm", "Tổng mức đầu tư"."""
    other = load("columns")["other"]
    return any(re.search(pattern, words.casefold()) for pattern in (*other["programme"], *other["projects"]))
