"""The document's own particulars, and where its text begins and ends."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractors import citations, printed
from extractors.draft import Value
from extractors.excerpt import Excerpt, Pages, is_body, squeeze
from extractors.metadata import ending, gazette, heading, issuer, letterhead
from extractors.metadata.lines import Line, alternatives, is_capitals, lines
from extractors.rules import load
from models import Document, Evidence, Metadata

__all__ = ["Frame", "own_year", "read"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a document's text.

    `year` is the plan's own. Numbers of blocks: `opening` is the first behind letterhead, type and title, `closing` the
    first of the end matter (recipients, signature), `appendix` the first behind it. Without end matter `closing` is the
    number of body blocks, without appendices `appendix` the number of all blocks.
    """

    metadata: Metadata
    year: int | None
    opening: int
    closing: int
    appendix: int


def read(document: Document) -> Frame:
    """The frame of a document; what it does not state is None.

    Rules: "metadata." and the field's name; "metadata.issuer.sign", "metadata.issuer.opening" and "metadata.type.sign"
    for what the letterhead leaves out and the number's sign or the first paragraph tells.
    """
    body = list(lines(document.blocks))
    title = heading.read(body)
    head = letterhead.read(title.above if title else _first_lines(body), title.type if title else None)
    if title and head.number is None and (gazetted := gazette.read(title.title)):
        head, title = gazetted[0], replace(title, title=gazetted[1])
    start = title.below if title else _letterhead_end(body)
    end = ending.read(body[start:])
    found: dict[str, Value[str] | None] = {
        "type": _type(title, head),
        "number": head.number,
        "issuer": _in_its_case(head.issuer, body) or _issuer_in_opening(body[start:], head),
        "place": head.place,
        "date": head.date,
        "title": Value(title.title_text, title.title[0], "metadata.title") if title and title.title_text else None,
        "signer": end.signer if end else None,
        "signer_title": end.signer_title if end else None,
    }
    blocks_in_body = sum(map(is_body, document.blocks))
    opening = _block_at(body, start, blocks_in_body)
    closing = body[start + end.first].block if end else blocks_in_body
    return Frame(
        metadata=Metadata(
            **{k: v.value for k, v in found.items() if v},
            evidence=_evidence(document, found, title),
            draft=_is_draft(document, body[:start]),
        ),
        year=_year(
            title.title_text if title else None, kind.value if (kind := found["type"]) else None, head.year, head.month
        ),
        opening=min(opening, closing),
        closing=closing,
        appendix=_appendix(document, body, start, end),
    )


def own_year(particulars: Mapping[str, Any]) -> int | None:
    """The plan's own year, from its `title`, `type` and `date` (ISO, perhaps incomplete) as they were read once."""
    year, _, rest = str(particulars.get("date") or "").partition("-")
    month = rest.partition("-")[0]
    return _year(
        particulars.get("title"), particulars.get("type"), int(year) if year else None, int(month) if month else None
    )


# How


def _is_draft(document: Document, head: Sequence[Line]) -> bool:
    """Whether a line of the head, or of the pages' headers, says that the document is a draft."""
    mark = re.compile(alternatives(load("metadata")["page"]["drafts"]), re.IGNORECASE)
    headers = (line for block in document.blocks if block.part == "header" for line in block.text.splitlines())
    return any(mark.fullmatch(squeeze(text)) for text in (*(line.text for line in head), *headers))


def _first_lines(body: Sequence[Line]) -> list[Line]:
    """The lines that can belong to a letterhead where no title ends it: up to the first sentence."""
    return [line for line in body[: _letterhead_end(body)] if len(line.text.split()) < 40]


def _letterhead_end(body: Sequence[Line]) -> int:
    """The number of the line behind the last one of a letterhead, 0 where there is none."""
    known = [
        i for i, line in enumerate(body[:20])
        if len(line.text.split()) < 40 and any(p.kind in ("motto", "date") for p in letterhead.cut(line))
    ]  # fmt: skip
    return known[-1] + 1 if known else 0


def _type(title: heading.Heading | None, head: letterhead.Letterhead) -> Value[str] | None:
    if title:
        return Value(title.type, title.type_excerpt, title.rule)
    kinds: dict[str, str] = load("citations")["kinds"]
    parts = printed.sign_parts(head.number.value) if head.number else []
    kind = next((kinds[p] for p in parts if p in kinds), None)
    return Value(kind, head.number.excerpt, "metadata.type.sign", inferred=True) if kind and head.number else None


def _in_its_case(body: Value[str] | None, all_lines: Sequence[Line]) -> Value[str] | None:
    """The issuer of the letterhead in the case that the document's sentences give its name."""
    if body is None or not is_capitals(body.excerpt.text):
        return body
    return replace(body, value=issuer.as_in_sentences(body.value, (line.text for line in all_lines)))


def _issuer_in_opening(lines_behind: Sequence[Line], head: letterhead.Letterhead) -> Value[str] | None:
    """The body that announces the document in its first paragraphs: "Sở Y tế ban hành Kế hoạch …"."""
    for line in lines_behind[:8]:
        if span := issuer.announced_in(line.text):
            excerpt = line.cut(*span).excerpt
            name = issuer.understood([excerpt.text], head.place.value if head.place else None)
            return Value(name, excerpt, "metadata.issuer.opening", inferred=True)
    return None


def _year(title: str | None, kind: str | None, year: int | None, month: int | None) -> int | None:
    """The one year that the title names ("năm 2025"), else that of the date.

    Plans are made for a year; what else is issued before autumn is to be done from then on, whatever later year its
    title speaks of: "Chỉ thị … dịp nghỉ lễ 02/9 và Tết năm 2026" of August 2025.
    """
    if title:
        cited = [(m.start, m.end) for m in citations.in_text(title)]
        free = "".join(c for i, c in enumerate(title) if not any(start <= i < end for start, end in cited))
        years = {int(y) for y in _YEAR.findall(_NOT_OWN_YEARS.sub(" ", free))}
        if len(years) == 1:
            named = years.pop()
            is_plan = kind is None or kind in load("metadata")["type"]["plans"]
            is_ahead = year is not None and named > year and (month or printed.AUTUMN) < printed.AUTUMN
            return named if is_plan or not is_ahead else year
    return year


_YEAR = re.compile(r"(?<![\d/.-])(20\d\d)(?![\d/-])")
# Periods, outlooks and dates name no year of the plan's own; nor does a school year.
_NOT_OWN_YEARS = re.compile(
    r"20\d\d\s*[-–]\s*20\d\d|(?:đến|tầm\s+nhìn|hướng\s+tới|trước)\s+(?:hết\s+)?năm\s+20\d\d|ngày\s+\d{1,2}\s*(?:/|tháng)[^,;]{0,14}20\d\d",
    re.IGNORECASE,
)


def _block_at(body: Sequence[Line], position: int, past_end: int) -> int:
    return body[position].block if position < len(body) else past_end


def _appendix(document: Document, body: Sequence[Line], start: int, end: ending.Ending | None) -> int:
    if end is None:
        return len(document.blocks)
    last_block = body[start + end.last].block
    behind = next((line.block for line in body[start + end.last + 1 :] if line.block > last_block), None)
    return len(document.blocks) if behind is None else behind


def _evidence(
    document: Document, found: dict[str, Value[str] | None], title: heading.Heading | None
) -> tuple[Evidence, ...]:
    """Each field's evidence; a title of several lines has one for each."""
    pages = Pages(document.blocks)
    evidence = [v.evidence(pages, field) for field, v in found.items() if v and field != "title"]
    stretches: Sequence[Excerpt] = title.title if title else ()
    return (*evidence, *(Value("", s, "metadata.title").evidence(pages, "title") for s in stretches))
