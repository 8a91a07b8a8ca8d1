"""The parts of a document: its body, its closing paragraphs, and what is attached behind the signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors import actors, deadlines, numbering, outline, party, phrases, roles, tables
from extractors.draft import Draft, Value, passed_over, values
from extractors.excerpt import is_body, squeeze, whole
from extractors.items import Items
from extractors.labels import Label
from extractors.metadata import Frame
from extractors.outline import Entry, Outline
from extractors.roles import TASK_ROLES
from extractors.tables import TableReading
from models import Block, Paragraph, Unit
from models.plan import Role

# A decision only puts its attached plan in force; its own articles are orders of form.
_FRAME_TYPES = ("Quyết định", "Nghị quyết")
# These order from the first item on, whatever headings stand in them (GUIDELINES: "any order given in a document
# without sections").
_ORDER_TYPES = ("Chỉ thị", "Công văn", "Công điện", "Thông báo")
# The closing paragraphs stand within this many paragraphs before the recipients.
_CLOSING_PARAGRAPHS = 4
_NOTICE = "Thông báo"
_MEETING_PARAGRAPHS = 5  # before a notice's conclusions


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the document with an outline of its own: the body, or what is attached behind the signature."""

    outline: Outline
    roles: tuple[Role, ...]
    drafts: list[Draft]


def read(blocks: Sequence[Block], start: int, end: int, frame: Frame, readings: dict[int, TableReading]) -> Part:
    """The part in blocks [start, end). Without sections of tasks a body is read as orders, an attachment is not."""
    attached = start >= frame.appendix
    if (frame.metadata.type or "").startswith(_NOTICE) and not attached:
        start = _behind_the_meeting(blocks, start, end)
    found = outline.build(blocks, start, end, attached)
    own_roles = roles.assign_by_lines(found, roles.assign(found, "other"))
    sectioned = any(role in TASK_ROLES for role in own_roles)
    if sectioned and not attached:
        own_roles = roles.assign_by_items(found, own_roles)
    kind, number = frame.metadata.type, frame.metadata.number
    orders_throughout = not attached and kind in _ORDER_TYPES
    unsectioned = not (sectioned or attached or kind in _FRAME_TYPES) and (kind is not None or number is not None)
    if orders_throughout or unsectioned:
        own_roles = roles.assign_by_items(found, roles.assign(found, "task"))

    def read_table(entry: Entry, path: tuple[str, ...], context: str | None) -> Sequence[Draft]:
        own = readings[entry.excerpt.block]
        if own_roles[entry.index] == "funding" and "deadline" not in own.columns.meanings:
            return ()  # who gets how much
        lead: tuple[Value[Unit], ...] = ()
        first = own
        while first.above is not None:
            first = first.above
        before = entry.index - 1 - (own.block - first.block)
        above = found.entries[before] if before >= 0 else None
        if above is not None and above.table is None and above.text.endswith(":"):
            context = above.text
            lead = values(above.excerpt, actors.in_text(above.excerpt.text).lead, "caption")
        rows = tables.drafts(own, path, context, lead, frame.year)
        is_past = own_roles[entry.index] == "basis" and not _lies_ahead(rows, frame.year)
        return () if is_past else rows  # "Hiện trạng": who did what in the years before

    def read_cards(entry: Entry) -> tuple[Label, ...]:
        return readings[entry.excerpt.block].labels

    of_party = party.issued(frame.metadata.issuer)
    items = Items(found, own_roles, frame.year, read_table, read_cards, orders_throughout or unsectioned, of_party)
    return Part(found, own_roles, items.drafts())


def _behind_the_meeting(blocks: Sequence[Block], start: int, end: int) -> int:
    """Where a notice's conclusions start: what stands above "… kết luận như sau:" tells who met, when and where."""
    for index, block in enumerate(blocks[start : min(end, start + _MEETING_PARAGRAPHS)], start):
        if not isinstance(block, Paragraph) or _is_listed(block):
            break
        if block.text.rstrip().endswith(":") and phrases.speech_start(block.text) >= 0:
            return index
    return start


def _lies_ahead(rows: Sequence[Draft], year: int | None) -> bool:
    """Whether most rows of a table are to be done in the plan's year or later, or again and again."""
    times = [time.value for draft in rows for time in draft.deadlines]
    ahead = sum(
        time.kind in ("recurring", "continuous") if time.due is None else year is None or time.due.year >= year
        for time in times
    )
    return 2 * ahead > len(rows)


def closing_start(blocks: Sequence[Block], frame: Frame) -> int:
    """The first block of the closing paragraphs, `frame.closing` where there are none.

    They open as such paragraphs do; a last order that ends with "./." behind a list of items is one as well.
    """
    body = [(i, b) for i, b in enumerate(blocks[frame.opening : frame.closing], frame.opening) if is_body(b)]
    if _ends_in_section([block for _, block in body]):
        return frame.closing
    for index, block in body[-_CLOSING_PARAGRAPHS:]:
        if isinstance(block, Paragraph) and phrases.is_closing(block.printed):
            return index
    if body and _closes(*(block for _, block in body[-2:])) and any(map(_is_listed, (block for _, block in body[:-1]))):
        return body[-1][0]
    return frame.closing


def _closes(above: Block, last: Block | None = None) -> bool:
    """Whether the last paragraph of a body is an order of its own to all: by its mark, or where somebody is to watch.

    The latter closes the text only behind an item: behind paragraphs that name who does what it is one of them.
    """
    if not isinstance(last, Paragraph) or phrases.is_last_order(last.printed):
        return isinstance(last, Paragraph)
    is_item = isinstance(above, Paragraph) and _is_listed(above) and above.printed.rstrip().endswith((".", ";"))
    return is_item and phrases.is_last_watch(last.printed)


def _is_listed(block: Block) -> bool:
    return isinstance(block, Paragraph) and numbering.parse(block.printed) is not None


def _ends_in_section(body: Sequence[Block]) -> bool:
    """Whether a heading stands right above when the document comes into force: what is behind it is its section."""
    last = body[-_CLOSING_PARAGRAPHS - 1 :]
    return any(
        isinstance(above, Paragraph)
        and isinstance(below, Paragraph)
        and phrases.is_in_force(below.printed)
        and numbering.parse(above.printed) is not None
        and not above.printed.rstrip().endswith((".", ";", ":"))
        for above, below in pairwise(last)
    )


def closing_drafts(blocks: Sequence[Block], start: int, frame: Frame) -> list[Draft]:
    """The closing paragraphs that order something; the stock one about difficulties only where it names a time."""
    found = []
    for index in range(start, frame.closing):
        block = blocks[index]
        if not isinstance(block, Paragraph):
            continue
        excerpt = whole(index, block).cut(0)
        times = values(excerpt, deadlines.in_text(excerpt.text, frame.year))
        if not (times or phrases.orders_a_report(block.text)):
            continue
        acting = actors.in_text(excerpt.text)
        found.append(
            Draft(
                origin="closing",
                number=None,
                path=(),
                text=Value(squeeze(excerpt.text), excerpt, "closing"),
                lead=values(excerpt, acting.lead),
                partners=values(excerpt, acting.partners),
                deadlines=times,
                alternatives=passed_over("deadlines", excerpt, deadlines.passed_in_text(excerpt.text, frame.year)),
            )
        )
    return found
