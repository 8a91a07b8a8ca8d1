"""From a Document to a Plan: the frame, the parts, the tables, then tasks, targets and citations with evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors import adjoining, citations, metadata, parts, relations, roles, tables, targets, tasks
from extractors.draft import Draft, values
from extractors.excerpt import Excerpt, Pages, is_body, whole
from extractors.match import Match
from extractors.metadata import Frame
from extractors.outline import Entry
from extractors.parts import Part
from models import Block, Citation, Document, Plan, Section, Table, Target


def extract(document: Document) -> Plan:
    """All that a document states: its particulars, tasks, targets, citations, sections and tables."""
    frame = metadata.read(document)
    blocks = document.blocks
    body_end = sum(is_body(block) for block in blocks)
    pages = Pages(blocks)
    closing = parts.closing_start(blocks, frame)
    readings = {
        index: tables.read(index, block)
        for index, block in enumerate(blocks)
        if isinstance(block, Table) and is_body(block)
    }
    readings = adjoining.settled(readings)
    body = parts.read(blocks, frame.opening, closing, frame, readings)
    attached = parts.read(blocks, frame.appendix, body_end, frame, readings)
    drafts = [*body.drafts, *parts.closing_drafts(blocks, closing, frame), *attached.drafts]
    return Plan(
        source=document.source,
        document=frame.metadata,
        tasks=tasks.finish(drafts, document.source, pages, frame.metadata.issuer),
        targets=(*_section_targets(body, pages), *_section_targets(attached, pages), *_task_targets(drafts, pages)),
        citations=_citations(blocks, frame, body, pages),
        sections=_sections((body, attached), pages),
        tables=tuple(
            reading.record() if frame.opening <= index < frame.closing or index >= frame.appendix
            else replace(reading.record(), role="letterhead")
            for index, reading in readings.items()
        ),
        warnings=document.warnings,
    )  # fmt: skip


# What a plan states besides its tasks

# So many figures make a list of goals one of measurable goals; a single one may be by the way.
_FEWEST_FIGURES = 2


def _section_targets(part: Part, pages: Pages) -> Iterable[Target]:
    """The goals of the sections for them: each item of a Chỉ tiêu section, in Mục tiêu those with a figure.

    A list in Mục tiêu most of whose items state figures is one of measurable goals (Mục tiêu cụ thể): there those
    without one count too.
    """
    found = [(entry, targets.in_text(entry.excerpt.text)) for entry in part.outline.entries if _is_goal(part, entry)]
    figured: dict[tuple[int | None, str | None], list[bool]] = {}
    for entry, matches in found:
        figured.setdefault(_list_of(entry), []).append(any(m.value.value is not None for m in matches))
    for entry, matches in found:
        above = part.outline.ancestors(entry)
        beside = figured[_list_of(entry)]
        measured = sum(beside) >= _FEWEST_FIGURES and sum(beside) > len(beside) / 2
        general = bool(above) and targets.is_general(above[-1].text)
        number = entry.number or (above[-1].number if above and not entry.is_mark else None)
        for value in values(entry.excerpt, matches):
            if value.value.value is None and part.roles[entry.index] == "goal" and (general or not measured):
                continue
            yield replace(
                value.value,
                scope="section",
                number=number,
                path=tuple(a.title for a in above),
                evidence=(value.evidence(pages, "targets"),),
            )


def _is_goal(part: Part, entry: Entry) -> bool:
    """Whether an entry is an item of a section for goals, neither a heading nor a table."""
    if part.roles[entry.index] not in ("target", "goal") or entry.table is not None or part.outline.children(entry):
        return False
    return roles.of_heading(entry.text) is None and not entry.text.endswith(":")


def _list_of(entry: Entry) -> tuple[int | None, str | None]:
    """What entries of one list have in common: the heading above and how they are marked."""
    return entry.parent, entry.numbering.style if entry.numbering else None


def _task_targets(drafts: Sequence[Draft], pages: Pages) -> tuple[Target, ...]:
    """The figures that tasks' texts state as to be reached: shares, ranks, and what a comparator says.

    A bare count ("02 đợt cao điểm", "63 tỉnh, thành phố") is as often a circumstance.
    """
    return tuple(
        replace(
            value.value,
            scope="task",
            number=draft.number,
            path=draft.path,
            evidence=(value.evidence(pages, "targets"),),
        )
        for draft in drafts
        for value in values(draft.text.excerpt, targets.in_text(draft.text.excerpt.text))
        if value.rule in ("target.percent", "target.rank") or value.value.comparator not in ("=", None)
    )


def _citations(blocks: Sequence[Block], frame: Frame, body: Part, pages: Pages) -> tuple[Citation, ...]:
    """Each document that the text, its tables and its footnotes cite, the document itself left out."""
    titles = [Excerpt(e.block, e.start, e.text) for e in frame.metadata.evidence if e.field == "title"]
    found = [match for i, line in enumerate(titles) for match in _cited(line, "title", pages, titles[:i])]
    basis = _basis(body, frame)
    for index, block in enumerate(blocks):
        if block.part in ("header", "footer") or (is_body(block) and index < frame.opening):
            continue
        for excerpt in _cells(index, block) if isinstance(block, Table) else [whole(index, block)]:
            found += _cited(excerpt, "basis" if index in basis else "text", pages)
    return tuple(citations.distinct(found, frame.metadata.number))


def _cited(
    excerpt: Excerpt, zone: relations.Zone, pages: Pages, above: Sequence[Excerpt] = ()
) -> Iterable[Match[Citation]]:
    """The citations in an excerpt, with evidence and relation. `above` are the lines that it goes on with."""
    lead = "".join(f"{line.text} " for line in above)
    for match in citations.in_text(excerpt.text):
        evidence = tuple(value.evidence(pages, "citations") for value in values(excerpt, [match]))
        relation = relations.of_citation(lead + excerpt.text[: match.start], zone)
        yield replace(match, value=replace(match.value, evidence=evidence, relation=relation))


def _basis(body: Part, frame: Frame) -> frozenset[int]:
    """The blocks in which the document says what it rests on: those above the first heading, and sections for it."""
    entries = body.outline.entries
    headings = (e.excerpt.block for e in entries if e.numbering and body.outline.children(e))
    sections = {e.excerpt.block for e in entries if body.roles[e.index] == "basis"}
    return frozenset(range(frame.opening, min(headings, default=frame.closing))) | sections


def _cells(index: int, table: Table) -> list[Excerpt]:
    return [Excerpt(index, start, cell.text) for start, cell in table.starts()]


def _sections(read: Sequence[Part], pages: Pages) -> tuple[Section, ...]:
    """The headings: numbered or bold entries with something below them."""
    found: list[Section] = []
    for part in read:
        place: dict[int, int] = {}
        for entry in part.outline.entries:
            if entry.is_mark or entry.table is not None or not part.outline.children(entry):
                continue
            above = [a.index for a in part.outline.ancestors(entry) if a.index in place]
            place[entry.index] = len(found)
            page, _ = pages.locate(entry.excerpt.block, entry.excerpt.start, entry.excerpt.end)
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
