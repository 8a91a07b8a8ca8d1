"""The outline: the body's paragraphs as a tree of numbered, marked and plain entries.

A stack over the numbering says what belongs to what: an entry whose style is open already closes what stands
deeper and follows there; a new style opens a level below the last entry that is not deeper by rank. A number
that does not follow is no number. Plain paragraphs belong to the last numbered entry, not to its dashes.
"Phụ lục" alone on its line is a border: it closes all that is open, and the lines down to the first item or table are
the appendix's own title, which heads nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from extractors import numbering, phrases, quotations, units
from extractors.excerpt import Excerpt, is_body, squeeze
from extractors.numbering import MARKS, RANK, Numbering
from models import Block, Look, Paragraph, Table

# A number may skip: "4.3" is followed by "4.7" where offices cut items out. More than this is no number.
_LARGEST_SKIP = 9
_TITLE_WORDS = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the outline. `excerpt` is its text behind the number; `label` the number as printed.

    `parent` is an index into the outline's entries, None at the top. A table is an entry with `table` set.
    """

    index: int
    parent: int | None
    excerpt: Excerpt
    label: str
    numbering: Numbering | None
    look: Look
    table: Table | None = None
    wrapped: str = ""
    """The second line of a heading in capitals, a paragraph of its own on the page."""

    @property
    def is_mark(self) -> bool:
        """Whether a dash, plus or bullet opens it."""
        return self.numbering is not None and self.numbering.style in MARKS

    @property
    def is_numbered(self) -> bool:
        """Whether a number (no mark) opens it."""
        return self.numbering is not None and self.numbering.style not in MARKS

    @property
    def number(self) -> str | None:
        """The number as the contract wants it, None for marks and plain paragraphs."""
        return self.numbering.number if self.numbering else None

    @property
    def text(self) -> str:
        """The text on one line, without number."""
        return squeeze(f"{self.excerpt.text} {self.wrapped}")

    @property
    def title(self) -> str:
        """The text as a heading is printed: its number in front, no mark."""
        return squeeze(f"{self.label} {self.text}") if self.is_numbered else self.text


@dataclass(frozen=True)
class Outline:
    """Entries in reading order, each before its children."""

    entries: tuple[Entry, ...]

    @cached_property
    def _children(self) -> dict[int | None, tuple[Entry, ...]]:
        found: dict[int | None, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.parent, []).append(entry)
        return {parent: tuple(children) for parent, children in found.items()}

    def children(self, entry: Entry | None) -> tuple[Entry, ...]:
        """The entries right below one, or at the top for None."""
        return self._children.get(entry.index if entry else None, ())

    def ancestors(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries above one, from the top down."""
        above: list[Entry] = []
        at = entry.parent
        while at is not None:
            above.append(self.entries[at])
            at = self.entries[at].parent
        return tuple(reversed(above))


def build(blocks: Sequence[Block], start: int, end: int, attached: bool = False) -> Outline:
    """The outline of body blocks [start, end); tables stand in it where they stand in the text.

    `attached` says that the blocks stand behind the signature and open with an appendix's title.
    """
    builder = _Builder(in_appendix_title=attached)
    quoted = quotations.continued(blocks, start, end)
    for index in range(start, end):
        block = blocks[index]
        if not is_body(block) or index in quoted:
            continue
        if isinstance(block, Table):
            builder.add_table(index, block)
        else:
            behind = next(_body_from(blocks, index + 1, end), None)
            builder.before_table = isinstance(behind, Table)
            builder.counts_romans = _counts_romans(block, _body_from(blocks, index + 1, end))
            if _is_attached_title(block, behind):
                builder.open_appendix()
            for part, look in parts(index, block):
                builder.add(part, look, block.label if part.start == 0 else None)
    return Outline(tuple(builder.entries))


_MAY_BE_NINTH = re.compile(r"\s*I\s?[.)/:-]")


def _body_from(blocks: Sequence[Block], start: int, end: int) -> Iterator[Block]:
    """The body blocks in [start, end), one at a time: a copy of all that follows each paragraph takes its time."""
    return (blocks[i] for i in range(start, end) if is_body(blocks[i]))


def _counts_romans(block: Paragraph, later: Iterable[Block]) -> bool:
    """Whether "I." opens a list of roman numbers: the next of them or of the capitals is "II."."""
    if not _MAY_BE_NINTH.match(block.printed):
        return False
    labels = (numbering.parse(b.printed) for b in later if isinstance(b, Paragraph))
    following = next((found for found in labels if found and found.style in ("roman", "upper")), None)
    return following is not None and following.number == "II"


def _is_attached_title(block: Paragraph, behind: Block | None) -> bool:
    """Whether a title without "Phụ lục" above it is an appendix's: "(Kèm theo Kế hoạch số …)" stands right below it."""
    note = behind.text.lstrip() if isinstance(behind, Paragraph) else ""
    return note.startswith("(") and phrases.is_pointer(note) and is_title(block.text, block.look)


def parts(index: int, paragraph: Paragraph) -> Iterator[tuple[Excerpt, Look]]:
    """A paragraph, or several where the author broke lines inside it, each with its look.

    A line is a paragraph of its own where it opens with a number or mark, or follows a bold title.
    """
    text, look = paragraph.text, paragraph.look
    title_end = len(text[: look.bold_lead].rstrip()) if look.bold_lead else -1
    start = 0
    for line in re.finditer(r"\n", text):
        ends_title = line.start() == title_end
        if ends_title or _opens_line(text[start : line.start()], text[line.end() :].split("\n", 1)[0]):
            yield Excerpt(index, start, text[start : line.start()]), replace(look, bold=look.bold or ends_title)
            start = line.end()
    yield Excerpt(index, start, text[start:]), look


def _opens_line(above: str, line: str) -> bool:
    """Whether a line behind a break opens with a number or mark.

    "Phòng Nghiệp vụ⏎Y)" goes on with the sentence, and "Phòng Tài chính⏎- Kế hoạch" with the name.
    """
    found = numbering.parse(line)
    if found is not None and found.style == "dash" and units.is_one_name(above, line):
        return False
    is_letter = found is not None and found.style in ("upper", "lower", "paren")
    return found is not None and not (is_letter and re.search(r"\w\s*$", above))


def is_title(text: str, look: Look) -> bool:
    """Whether an unnumbered paragraph is set as a heading: bold or in capitals, short, no sentence, no signer."""
    text = text.strip()
    if not text or len(text.split()) > _TITLE_WORDS or text.endswith((".", ";", ",")) or phrases.is_person(text):
        return False
    return _in_capitals(text) or (look.bold and not look.italic)


# How

_PARTS = frozenset({"phan", "chuong", "muc"})


@dataclass(slots=True)
class _Open:
    """A level of the stack: its style ("title" and "plain" for unnumbered ones), last value and entry."""

    style: str
    last: int
    entry: int
    ends_with_colon: bool = False


@dataclass(slots=True)
class _Builder:
    entries: list[Entry] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    in_appendix_title: bool = False
    before_table: bool = False
    counts_romans: bool = False
    """Whether of the labels to come "II." stands before a letter behind "I."."""

    def open_appendix(self) -> None:
        """Begin an appendix: all that is open ends, and what follows is its title."""
        self.stack.clear()
        self.in_appendix_title = True

    def add_table(self, index: int, table: Table) -> None:
        self.in_appendix_title = False
        self._leave(lambda level: level.style in MARKS or level.style == "plain")
        self._append(Excerpt(index, 0, ""), "", None, Look(), table)

    def add(self, excerpt: Excerpt, look: Look, label: str | None) -> None:
        if not excerpt.text.strip() or phrases.is_stamp(excerpt.text):
            return
        if phrases.is_appendix(excerpt.text):
            self.open_appendix()
        found, text, printed = _opening(excerpt, label)
        found = self._accept(found) if found else None
        if found is None:
            text = excerpt.cut(0)
            if self._goes_on_with_heading(text):
                self.entries[-1] = replace(self.entries[-1], wrapped=text.text)
            elif self.in_appendix_title or self._is_caption():
                self._append(text, "", None, look)
            elif is_title(text.text, look) and not self._is_formula(text):
                self._open_title(text, look)
            else:
                self._leave(lambda level: level.style in MARKS or level.style == "plain")
                if self._turns_to_another_unit(text.text):
                    self.stack.pop()
                entry = self._append(text, "", None, look)
                if text.text.endswith(":"):
                    # "Giao Sở Tư pháp:" in a line of its own: the marks below belong to it, a number does not.
                    self.stack.append(_Open("plain", 0, entry.index))
            return
        self.in_appendix_title = False
        self._place(found)
        title_end = _capital_title(text.text)
        behind = text.cut(title_end) if title_end else None
        text = text.cut(0, title_end) if title_end else text
        entry = self._append(text, printed, found, look)
        self.stack.append(_Open(found.style, found.last, entry.index, text.text.rstrip().endswith(":")))
        if behind is not None:
            self.add(behind, look, None)

    def _append(
        self, excerpt: Excerpt, label: str, found: Numbering | None, look: Look, table: Table | None = None
    ) -> Entry:
        parent = self.stack[-1].entry if self.stack else None
        entry = Entry(len(self.entries), parent, excerpt, label, found, look, table)
        self.entries.append(entry)
        return entry

    def _leave(self, deeper: "Callable[[_Open], bool]") -> None:
        while self.stack and deeper(self.stack[-1]):
            self.stack.pop()

    def _open_title(self, text: Excerpt, look: Look) -> None:
        """An unnumbered heading follows its like; a first one stands beside the outermost number open so far.

        Offices that number nothing set sections in capitals and the headings below them in small letters.
        """
        shouts = _in_capitals(text.text)
        titles = [i for i, level in enumerate(self.stack) if level.style == "title"]
        below = titles[-1] + 1 if titles else None
        position = next((i for i in titles if shouts or not self._shouts(i)), below)
        if titles and _names_a_unit(text.text):
            # "Phân công thực hiện" / "Phòng Kinh tế": units stand below the heading right above the first.
            units_open = next((i for i in titles if _names_a_unit(self._title(i))), None)
            is_right_above = self.entries[-1].index == self.stack[-1].entry and self.stack[-1].style == "title"
            position = units_open if units_open is not None else below if is_right_above else position
        above = self.entries[-1] if self.entries else None
        if above and above.is_numbered and (not above.text or above.text.endswith(":")):
            position = len(self.stack)  # "Phần II" alone, its title on the next line; "V. Quy trình:" over "Sáng:"
        elif position is None:
            outer = sum(level.style in _PARTS for level in self.stack)
            position = 0 if shouts else min(outer + 1, len(self.stack))
        del self.stack[position:]
        entry = self._append(text, "", None, look)
        self.stack.append(_Open("title", 0, entry.index))

    def _shouts(self, position: int) -> bool:
        """Whether the heading at this level of the stack is in capitals."""
        return _in_capitals(self._title(position))

    def _title(self, position: int) -> str:
        return self.entries[self.stack[position].entry].text

    def _turns_to_another_unit(self, text: str) -> bool:
        """Whether "Trạm Y tế: Kiểm tra …" stands below another unit's heading, and so beside it.

        Below a numbered one it does where items of that unit's own stand between the two.
        """
        if not self.stack or not _names_a_unit(self._title(-1)):
            return False
        is_title = self.stack[-1].style == "title"
        if not is_title and not self._has_items():
            return False
        unit, colon, said = text.partition(":")
        return bool(colon and said.strip()) and _names_a_unit(unit)

    def _has_items(self) -> bool:
        """Whether marks stand between the innermost open heading and here."""
        heading = self.stack[-1].entry
        return self.entries[-1].is_mark and any(entry.parent == heading for entry in self.entries[heading + 1 :])

    def _is_formula(self, text: Excerpt) -> bool:
        """The enacting formula and the authority above it stand before any number."""
        return phrases.is_formula(text.text) and not any(entry.is_numbered for entry in self.entries)

    def _is_caption(self) -> bool:
        """Whether a paragraph between a numbered heading and a table is the table's caption, however it is set."""
        return self.before_table and bool(self.entries) and self.entries[-1].is_numbered

    def _goes_on_with_heading(self, text: Excerpt) -> bool:
        """A line in capitals right behind a numbered heading in capitals is that heading's second line."""
        last = self.entries[-1] if self.entries else None
        if last is None or not last.is_numbered or self.in_appendix_title or last.text.endswith((".", ":", ";")):
            return False
        if phrases.is_person(text.text) or "." in text.text:
            return False  # whose stamp stands there
        return _in_capitals(text.text) and _in_capitals(last.text)

    def _accept(self, found: Numbering) -> Numbering | None:
        """The reading of a number that follows what is open; None when it can be no number here."""
        readings = numbering.readings(found)
        if len(readings) > 1 and found.number == "I" and self.counts_romans:
            return readings[0]  # "H. Tổ chức thực hiện" holds "I. Ban Chỉ đạo", "II. Sở Tài chính"
        for reading in readings:
            if any(level.style == reading.style and reading.last == level.last + 1 for level in self.stack):
                return reading
        chosen = readings[0]
        if chosen.style == "phan" and self._stands_in_section():
            return None  # "Phần C: Khảo sát hài lòng" of what a section speaks of
        if chosen.style in ("decimal", "dieu"):
            last = next((level.last for level in reversed(self.stack) if level.style == chosen.style), 0)
            if chosen.last > last + _LARGEST_SKIP:
                return None
        return chosen

    def _stands_in_section(self) -> bool:
        """Whether sections are open and no part holds them."""
        styles = [level.style for level in self.stack]
        return "phan" not in styles and any(style in ("roman", "upper", "decimal") for style in styles)

    def _place(self, found: Numbering) -> None:
        """Close the levels that the new entry does not stand under."""
        position = next((i for i in range(len(self.stack) - 1, -1, -1) if self.stack[i].style == found.style), None)
        if position is not None:
            inner = self.stack[-1]
            # A list that starts anew right under an item that announces it stands below that item.
            starts_anew = found.style not in MARKS and found.last == 1
            if not (starts_anew and inner.ends_with_colon and inner.style != found.style):
                del self.stack[position:]
            return
        if found.last == 1 and self.stack and self.stack[-1].ends_with_colon:
            # "Điều 1. Phê duyệt Đề án với các nội dung sau:" holds a whole outline from "I." on.
            return
        if found.style in MARKS and self.stack and self.stack[-1].style in MARKS:
            return  # a mark that is not open yet stands below the one before it, whichever it is
        rank = RANK[found.style]
        if found.style not in MARKS:
            self._leave(lambda level: level.style == "plain" or level.style in MARKS)
        starts_below = found.last == 1 and found.style in ("decimal", "roman", "upper")
        if starts_below and self.stack and self.stack[-1].style in ("lower", "upper", "roman", "paren"):
            return
        self._leave(lambda level: _rank(level) > rank)


def _names_a_unit(heading: str) -> bool:
    """Whether a heading is a unit's: "Phòng Kinh tế", "Đề nghị Ủy ban Mặt trận Tổ quốc", "Đối với các sở"."""
    words = heading.rstrip(" :.")
    return len(words.split()) <= _TITLE_WORDS and units.is_unit(words) and not phrases.is_nominal(words)


def _capital_title(text: str) -> int:
    """Where a title in capitals ends that the text behind it follows in the same paragraph, 0 for none.

    "II. NỘI DUNG TUYÊN TRUYỀN Tuyên truyền các nội dung …"; letters for names ("UBND TP Hồ …") are no title.
    """
    end = spoken = 0
    words = list(re.finditer(r"\S+", text))
    for place, word in enumerate(words):
        letters = [c for c in word[0] if c.isalpha()]
        if letters and not all(c.isupper() for c in letters):
            is_title = spoken >= _FEWEST_SPOKEN and len(words) - place >= _FEWEST_WORDS
            return end if is_title and letters[0].isupper() and len(letters) > 1 else 0
        spoken += not word[0].isascii() and bool(letters)
        end = word.end()
    return 0


# A title has so many words with marks of Vietnamese, and so many words stand behind it.
_FEWEST_SPOKEN = 2
_FEWEST_WORDS = 4


def _in_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and all(c.isupper() for c in letters)


def _rank(level: _Open) -> int:
    return RANK.get(level.style, -1)  # type: ignore[call-overload,no-any-return]


def _opening(excerpt: Excerpt, label: str | None) -> tuple[Numbering | None, Excerpt, str]:
    """The number of a paragraph (Word's own or typed), the text behind it, and the number as printed."""
    if label is not None:
        found = numbering.parse_label(label)
        if found is not None:
            return found, excerpt.cut(0), label
    found = numbering.parse(excerpt.text)
    if found is None:
        return None, excerpt.cut(0), ""
    printed = squeeze(excerpt.text[: found.length])
    return found, excerpt.cut(found.length), printed
