"""What a section is for, from its heading, else from the section that it stands in.

Patterns and their reasons: rules/headings.toml. "a) Mục tiêu" / "b) Nhiệm vụ" under each field turn the role of
the field's section. A top section whose heading tells little ("II. CÔNG TÁC CHUYÊN MÔN", "II. NỘI DUNG CHỈ SỐ") is
asked for its items: where many open with a verb or with who acts, they are orders.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from extractors import actors, closing_lines, labels, phrases, units
from extractors.acts import names_an_act
from extractors.excerpt import unmarked
from extractors.outline import Entry, Outline
from extractors.rules import load
from models.plan import Role

TASK_ROLES: frozenset[Role] = frozenset({"task", "solution", "assignment", "reporting"})

# What stands below an entry asks for its role in turn.
_REMEMBERED = 4096

# A heading says what it is for in its first words; a long sentence is an item, whatever words open it.
_HEADING_WORDS = 25

# Bare headings that open with a verb ("Thực hiện chế độ báo cáo") are shorter than this; what is longer tells an act.
_ORDER_WORDS = 6

# A section of fewer items is left as its heading says; the shares of orders that make and unmake a section of tasks.
_FEWEST_ITEMS = 2
_MOST = 0.6
_FEW = 0.34


_STRAY_STOP = re.compile(r"(?<=[^\W\d])[.,](?= [^\W\d])")


@lru_cache(maxsize=_REMEMBERED)
def of_heading(title: str) -> Role | None:
    """The role that a heading's words (number cut) give, None where they tell nothing.

    A heading of several parts ("Nội dung, phương pháp và thời gian") has the role of its first part.
    """
    words = re.sub(r"\s+", " ", title).strip(" .:;*–-").casefold()
    if not words or len(words.split()) > _HEADING_WORDS:
        return None
    # What no rule knows may be mistyped or misread ("TỔ CHỨC THỤC HIỆN", "TỔ. CHỨC"): its letters are then asked
    # without their marks and without stops between words.
    for said, marked in ((words, True), (unmarked(_STRAY_STOP.sub("", words)), False)):
        for role, pattern in _patterns(marked):
            if pattern.match(said):
                return role
    opener = next((opener for opener in load("headings")["openers"] if words.startswith(opener)), None)
    return of_heading(words.removeprefix(opener)) if opener else None


def assign(outline: Outline, default: Role) -> tuple[Role, ...]:
    """The role of each entry: its own where it is a heading that tells one, else its parent's, else `default`.

    Marked items and sentences never turn a role: "- Yêu cầu các đơn vị …" under Nhiệm vụ is a task.
    """
    roles: list[Role] = []
    for entry in outline.entries:
        inherited = roles[entry.parent] if entry.parent is not None else default
        own = of_heading(entry.text) if _is_heading(entry, outline) else None
        if own == "purpose" and inherited == "assignment" and not entry.is_numbered:
            own = None  # "Yêu cầu:" under a unit's heading brings in what it has to do
        if own is not None and inherited in TASK_ROLES and _is_lone_order(entry, outline):
            own = None
        if own is None and inherited == "other" and _is_ordering_article(entry):
            own = "assignment"
        roles.append(own or inherited)
    return tuple(roles)


def assign_by_lines(outline: Outline, roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """The roles with entries of no known section made tasks by the lines that only tasks have.

    These are label lines with a value ("Cơ quan chủ trì: Sở Y tế"), a closing line that covers its block, and headings
    that name units, several side by side, with items below.
    """
    found = list(roles)

    def turn(tops: Sequence[Entry], role: Role) -> None:
        turned = {top.index for top in tops}
        for entry in outline.entries:
            if entry.index in turned or entry.parent in turned:
                if _is_heading(entry, outline) and of_heading(entry.text) == "other":
                    continue  # "Thông tin chung" stays what its heading says, whatever lines stand below
                turned.add(entry.index)
                if found[entry.index] == "other":
                    found[entry.index] = role

    for parent in (None, *outline.entries):
        children = outline.children(parent)
        if any(_says_who(child) for child in children):
            turn((parent,) if parent is not None else (), "task")
        if any(_is_closing_line(child) for child in children):
            turn(children, "task")
        named = [c for c in children if c.is_numbered and units.is_unit(c.text.rstrip(" :.")) and outline.children(c)]
        if len(named) >= _FEWEST_ITEMS:
            turn(named, "assignment")
    return tuple(found)


def _is_closing_line(entry: Entry) -> bool:
    """Whether an entry is a sentence that says who leads all above it; "Cơ quan chủ trì" alone is a table's header."""
    is_sentence = entry.numbering is None and entry.table is None and entry.text.endswith(".")
    return is_sentence and not labels.read(entry.excerpt) and bool(closing_lines.lead(entry.excerpt.text))


def _says_who(entry: Entry) -> bool:
    """Whether an entry is a label line that names somebody or a time; forms leave that blank."""
    if entry.table is not None or (
        entry.numbering is not None and entry.is_numbered and entry.numbering.style != "lower"
    ):
        return False
    found = labels.read(entry.excerpt)
    return any(label.field in ("lead", "partners") and re.search(r"\w", label.value.text) for label in found)


def assign_by_items(outline: Outline, roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """The roles with top sections whose heading tells little settled by what stands in them.

    A heading that tells nothing makes tasks of a section in which most items are orders; "Nội dung …", which may head
    anything, is no task section where few are.
    """
    found = list(roles)
    for top in _sections(outline):
        if not _is_heading(top, outline):
            continue
        below = list(_below(top, outline))
        share = _share_of_orders(below, outline)
        if share is None:
            continue
        own: Role = roles[top.index]
        if own == "other" and of_heading(top.text) is None and share >= _MOST:
            settled: Role = "task"
        elif own == "task" and _may_head_anything(top.text) and share < _FEW:
            settled = "other"
        else:
            continue
        # "2. Thời gian và phương pháp" with orders among lists of what is looked at stays what it is.
        kept = (
            {e.index for child in outline.children(top) for e in _ordering(child, outline)} if share < _FEW else set()
        )
        for entry in (top, *below):
            if roles[entry.index] == own and entry.index not in kept:
                found[entry.index] = settled
    return tuple(found)


def _share_of_orders(entries: Sequence[Entry], outline: Outline) -> float | None:
    """The share of items among entries that are orders, None where there are too few to tell."""
    leaves = [entry for entry in entries if _is_item(entry, outline)]
    if len(leaves) < _FEWEST_ITEMS:
        return None
    # What has label lines below it ("Cơ quan chủ trì: …") is a task, whatever it opens with.
    return sum(bool(outline.children(e)) or names_an_act(e.excerpt.text) for e in leaves) / len(leaves)


def _ordering(heading: Entry, outline: Outline) -> list[Entry]:
    """A heading of a section with all below it when most of that are orders, else nothing."""
    below = list(_below(heading, outline))
    share = _share_of_orders(below, outline) if _is_heading(heading, outline) else None
    return [heading, *below] if share is not None and share >= _MOST else []


def _sections(outline: Outline) -> Iterator[Entry]:
    """The top sections, and those inside an article that holds a whole plan ("Điều 1. Phê duyệt … như sau:")."""
    for top in outline.children(None):
        yield top
        if top.numbering is not None and top.numbering.style == "dieu":
            yield from outline.children(top)


def _below(top: Entry, outline: Outline) -> Iterator[Entry]:
    """All entries below one, in reading order."""
    for child in outline.children(top):
        yield child
        yield from _below(child, outline)


def _is_item(entry: Entry, outline: Outline) -> bool:
    """Whether an entry is an item of its section: no table, no label line, nothing but label lines below it."""
    is_label = entry.table is None and labels.read(entry.excerpt)
    above = outline.entries[entry.parent] if entry.parent is not None else None
    lists_value = above is not None and above.table is None and labels.read(above.excerpt)
    if entry.table is not None or is_label or lists_value:
        return False
    return all(child.table is None and labels.read(child.excerpt) for child in outline.children(entry))


def _is_heading(entry: Entry, outline: Outline) -> bool:
    if entry.table is not None or entry.is_mark:
        return False
    if outline.children(entry):
        return True
    return entry.is_numbered and not entry.text.endswith((".", ";")) and len(entry.text.split()) <= _HEADING_WORDS


def _is_lone_order(entry: Entry, outline: Outline) -> bool:
    """Whether an entry with nothing below it is something to do: "Đánh giá tình hình sạt lở để di dời dân"."""
    is_order = len(entry.text.split()) >= _ORDER_WORDS and ":" not in entry.text and names_an_act(entry.text)
    return is_order and not outline.children(entry)


def _is_ordering_article(entry: Entry) -> bool:
    """Whether an article orders ("Điều 2. Giao Sở X …"); the one that puts a decision in force does not."""
    if entry.numbering is None or entry.numbering.style != "dieu" or phrases.is_enforcement(entry.text):
        return False
    return bool(actors.in_text(entry.excerpt.text).lead)


def _may_head_anything(title: str) -> bool:
    return bool(re.match(unmarked(rf"(?:{'|'.join(load('headings')['head_anything'])})\b"), unmarked(title.casefold())))


@cache
def _patterns(marked: bool) -> tuple[tuple[Role, re.Pattern[str]], ...]:
    """Each role with what its headings look like, spelt with or without the marks of Vietnamese letters."""
    return tuple(
        (rule["role"], _spelt(rule["patterns"], marked))
        for rule in load("headings")["role"]
        if marked or rule.get("spelling") != "exact"
    )


def _spelt(patterns: list[str], marked: bool) -> re.Pattern[str]:
    joined = "|".join(patterns)
    return re.compile(rf"(?:{joined if marked else unmarked(joined)})(?=\W|$)")
