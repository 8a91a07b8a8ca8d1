"""From a Document to a Plan: the frame, the outline, the tables, then tasks, targets and citations with evidence."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from extractors import actors, citations, deadlines, metadata, outline, phrases, roles, tables, targets, units
from extractors.draft import Draft, Value, values
from extractors.excerpt import Excerpt, is_body, locate, squeeze, whole
from extractors.items import Items
from extractors.match import Match
from extractors.metadata import Frame
from extractors.outline import Entry, Outline
from extractors.roles import TASK_ROLES
from extractors.tables import TableReading
from models import Block, Citation, Document, Evidence, Paragraph, Plan, Section, Source, Table, Target, Task, Unit
from models.plan import Role

# A decision only puts its attached plan in force; its own articles are orders of form.
_FRAME_TYPES = ("Quyết định", "Nghị quyết")
# These order from the first item on, whatever headings stand in them (GUIDELINES: "any order given in a document
# without sections").
_ORDER_TYPES = ("Chỉ thị", "Công văn", "Công điện", "Thông báo")
# The closing paragraphs stand within this many paragraphs before the recipients.
_CLOSING_PARAGRAPHS = 4


def extract(document: Document) -> Plan:
    """All that a document states: its particulars, tasks, targets, citations, sections and tables."""
    frame = metadata.read(document)
    blocks = document.blocks
    body_end = sum(is_body(block) for block in blocks)
    closing = _closing_start(blocks, frame)
    readings = {
        index: tables.read(index, block)
        for index, block in enumerate(blocks)
        if isinstance(block, Table) and is_body(block)
    }
    parts = [
        _read_part(blocks, frame.opening, closing, frame, readings),
        _read_part(blocks, frame.appendix, body_end, frame, readings),
    ]
    drafts = [*parts[0].drafts, *_closing_drafts(blocks, closing, frame), *parts[1].drafts]
    tasks = _tasks(drafts, document, frame.metadata.issuer)
    return Plan(
        source=document.source,
        document=frame.metadata,
        tasks=tasks,
        targets=tuple(target for part in parts for target in part.targets(blocks)) + _task_targets(drafts, blocks),
        citations=_citations(blocks, frame),
        sections=_sections(parts, blocks),
        tables=tuple(
            reading.record() if frame.opening <= index < frame.closing or index >= frame.appendix
            else replace(reading.record(), role="letterhead")
            for index, reading in readings.items()
        ),
        warnings=document.warnings,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the document with an outline of its own: the body, or what is attached behind the signature."""

    outline: Outline
    roles: tuple[Role, ...]
    drafts: list[Draft]

    def targets(self, blocks: Sequence[Block]) -> Iterable[Target]:
        """The goals of the sections for them: each item of a Chỉ tiêu section, in Mục tiêu those with a figure."""
        for entry in self.outline.entries:
            role = self.roles[entry.index]
            if role not in ("target", "goal") or entry.table is not None or self.outline.children(entry):
                continue
            if roles.of_heading(entry.text) is not None or entry.text.endswith(":"):
                continue
            above = self.outline.ancestors(entry)
            number = entry.number or (above[-1].number if above and not entry.is_mark else None)
            for value in values(entry.excerpt, targets.in_text(entry.excerpt.text)):
                if value.value.value is None and role == "goal":
                    continue
                yield replace(
                    value.value,
                    scope="section",
                    number=number,
                    path=tuple(a.title for a in above),
                    evidence=(value.evidence(blocks, "targets"),),
                )


def _read_part(blocks: Sequence[Block], start: int, end: int, frame: Frame, readings: dict[int, TableReading]) -> _Part:
    """The part in blocks [start, end). Without sections of tasks a body is read as orders, an attachment is not."""
    attached = start >= frame.appendix
    found = outline.build(blocks, start, end, attached)
    own_roles = roles.assign(found, "other")
    sectioned = any(role in TASK_ROLES for role in own_roles)
    if sectioned and not attached:
        own_roles = roles.assign_by_items(found, own_roles)
    kind, number = frame.metadata.type, frame.metadata.number
    orders_throughout = not attached and kind in _ORDER_TYPES
    unsectioned = not (sectioned or attached or kind in _FRAME_TYPES) and (kind is not None or number is not None)
    if orders_throughout or unsectioned:
        own_roles = roles.assign(found, "task")

    def read_table(entry: Entry, path: tuple[str, ...], context: str | None) -> Sequence[Draft]:
        lead: tuple[Value[Unit], ...] = ()
        above = found.entries[entry.index - 1] if entry.index else None
        if above is not None and above.table is None and above.text.endswith(":"):
            context = above.text
            lead = values(above.excerpt, actors.in_text(above.excerpt.text).lead, "caption")
        return tables.drafts(readings[entry.excerpt.block], path, context, lead, frame.year)

    items = Items(found, own_roles, frame.year, read_table, orders_throughout or unsectioned)
    return _Part(found, own_roles, items.drafts())


def _closing_start(blocks: Sequence[Block], frame: Frame) -> int:
    """The first block of the closing paragraphs, `frame.closing` where there are none."""
    for index in range(max(frame.opening, frame.closing - _CLOSING_PARAGRAPHS), frame.closing):
        block = blocks[index]
        if isinstance(block, Paragraph) and is_body(block) and phrases.is_closing(block.printed):
            return index
    return frame.closing


def _closing_drafts(blocks: Sequence[Block], start: int, frame: Frame) -> list[Draft]:
    """The closing paragraphs that order something; the stock one about difficulties only where it names a time."""
    found = []
    for index in range(start, frame.closing):
        block = blocks[index]
        if not isinstance(block, Paragraph) or not phrases.orders_something(block.text):
            continue
        excerpt = whole(index, block).cut(0)
        times = values(excerpt, deadlines.in_text(excerpt.text, frame.year))
        if phrases.is_difficulties(block.text) and not times:
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
            )
        )
    return found


# Drafts to tasks


def _tasks(drafts: Sequence[Draft], document: Document, issuer: str | None) -> tuple[Task, ...]:
    def named(found: Sequence[Value[Unit]]) -> tuple[Unit, ...]:
        """The units under the names that they have with this issuer: "Văn phòng Sở" is that Sở's."""
        return tuple(Unit(v.value.name, units.canonical(v.value.canonical, issuer)) for v in found)

    seen: Counter[tuple[str, str | None, str]] = Counter()
    found = []
    for draft in drafts:
        key = (draft.origin, draft.number, _folded(draft.text.value))
        seen[key] += 1
        evidence = tuple(_evidence(draft, document.blocks))
        found.append(
            Task(
                id=_task_id(document.source, key, seen[key]),
                origin=draft.origin,
                number=draft.number,
                path=draft.path,
                text=draft.text.value,
                context=draft.context,
                lead=named(draft.lead),
                partners=named(draft.partners),
                products=tuple(value.value for value in draft.products),
                deadlines=tuple(value.value for value in draft.deadlines),
                confidence=_row_confidence(evidence),
                evidence=evidence,
            )
        )
    return tuple(found)


def _evidence(draft: Draft, blocks: Sequence[Block]) -> Iterable[Evidence]:
    yield draft.text.evidence(blocks, "text")
    fields: dict[str, Sequence[Value[Any]]] = {
        "lead": draft.lead,
        "partners": draft.partners,
        "products": draft.products,
        "deadlines": draft.deadlines,
    }
    for name, found in fields.items():
        for index, value in enumerate(found):
            yield value.evidence(blocks, name, index)


def _row_confidence(evidence: Sequence[Evidence]) -> float:
    """The least sure entry of each field, multiplied over the fields."""
    least: dict[str, float] = {}
    for item in evidence:
        least[item.field] = min(item.confidence, least.get(item.field, 1.0))
    product = 1.0
    for value in least.values():
        product *= value
    return round(product, 4)


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _task_id(source: Source, key: tuple[str, str | None, str], count: int) -> str:
    """DESIGN: the first 16 hex digits of SHA-256 over the file's hash, origin, number, folded text and count."""
    origin, number, text = key
    return sha256("\n".join((source.sha256, origin, number or "", text, str(count))).encode()).hexdigest()[:16]


# What else a plan states


def _task_targets(drafts: Sequence[Draft], blocks: Sequence[Block]) -> tuple[Target, ...]:
    """The figures that tasks' texts state."""
    return tuple(
        replace(
            value.value,
            scope="task",
            number=draft.number,
            path=draft.path,
            evidence=(value.evidence(blocks, "targets"),),
        )
        for draft in drafts
        for value in values(draft.text.excerpt, targets.in_text(draft.text.excerpt.text))
        if value.value.value is not None
    )


def _citations(blocks: Sequence[Block], frame: Frame) -> tuple[Citation, ...]:
    """Each document that the text, its tables and its footnotes cite, the document itself left out."""
    found: list[Match[Citation]] = []
    for index, block in enumerate(blocks):
        if block.part in ("header", "footer") or (is_body(block) and index < frame.opening):
            continue
        excerpts = _cells(index, block) if isinstance(block, Table) else [whole(index, block)]
        for excerpt in excerpts:
            for match in citations.in_text(excerpt.text):
                (value,) = values(excerpt, [match])
                found.append(
                    replace(match, value=replace(match.value, evidence=(value.evidence(blocks, "citations"),)))
                )
    return tuple(citations.distinct(found, frame.metadata.number))


def _cells(index: int, table: Table) -> list[Excerpt]:
    return [Excerpt(index, start, cell.text) for start, cell in table.starts()]


def _sections(parts: Sequence[_Part], blocks: Sequence[Block]) -> tuple[Section, ...]:
    """The headings: numbered or bold entries with something below them."""
    found: list[Section] = []
    for part in parts:
        place: dict[int, int] = {}
        for entry in part.outline.entries:
            if entry.is_mark or entry.table is not None or not part.outline.children(entry):
                continue
            above = [a.index for a in part.outline.ancestors(entry) if a.index in place]
            place[entry.index] = len(found)
            page, _ = locate(blocks[entry.excerpt.block], entry.excerpt.start, entry.excerpt.end)
            found.append(
                Section(
                    number=entry.number,
                    title=entry.text,
                    level=len(above) + 1,
                    role=part.roles[entry.index],
                    parent=place[above[-1]] if above else None,
                    page=page,
                )
            )
    return tuple(found)
