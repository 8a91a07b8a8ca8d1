"""Drafts to tasks: ids, evidence, the confidence of a row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from extractors import confidence, units
from extractors.draft import Draft, Value
from extractors.excerpt import Pages
from models import Alternative, Evidence, Origin, Source, Task, Unit


def finish(drafts: Sequence[Draft], source: Source, pages: Pages, issuer: str | None) -> tuple[Task, ...]:
    """The drafts as tasks. Equal rows are told apart by their count; units have the names they have with `issuer`."""

    def named(found: Sequence[Value[Unit]]) -> tuple[Unit, ...]:
        """The units under the names that they have with this issuer: "Văn phòng Sở" is that Sở's."""
        return tuple(Unit(v.value.name, units.canonical(v.value.canonical, issuer)) for v in found)

    seen: Counter[tuple[str, str | None, str]] = Counter()
    read = confidence.of_scan(source.ocr_confidence)
    found = []
    for draft in drafts:
        key = (draft.origin, draft.number, _folded(draft.text.value))
        seen[key] += 1
        evidence = tuple(_evidence(draft, pages))
        found.append(
            Task(
                id=_task_id(source, key, seen[key]),
                origin=draft.origin,
                number=draft.number,
                path=draft.path,
                text=draft.text.value,
                context=draft.context,
                lead=named(draft.lead),
                partners=named(draft.partners),
                products=tuple(value.value for value in draft.products),
                deadlines=tuple(value.value for value in draft.deadlines),
                confidence=round(
                    confidence.of_row(traits(draft.origin, draft.number, draft.text.value, evidence))
                    * min(value.read(pages, name) for name, value in _values(draft))
                    * read,
                    4,
                ),
                evidence=evidence,
                alternatives=_alternatives(draft, evidence),
            )
        )
    return tuple(found)


def _evidence(draft: Draft, pages: Pages) -> Iterable[Evidence]:
    counts: Counter[str] = Counter()
    for name, value in _values(draft):
        yield value.evidence(pages, name, None if name == "text" else counts[name])
        counts[name] += 1


def _values(draft: Draft) -> Iterator[tuple[str, Value[Any]]]:
    """The values of a draft, each with its field."""
    yield "text", draft.text
    yield from (("lead", value) for value in draft.lead)
    yield from (("partners", value) for value in draft.partners)
    yield from (("products", value) for value in draft.products)
    yield from (("deadlines", value) for value in draft.deadlines)


def _alternatives(draft: Draft, evidence: Sequence[Evidence]) -> tuple[Alternative, ...]:
    """What was passed over, each once, without what was read all the same (a heading that gives a lead twice)."""
    if not draft.alternatives:
        return ()
    taken = {(item.field, item.block, item.start, item.end) for item in evidence}
    first: dict[tuple[str, int, int, int], Alternative] = {}
    for one in draft.alternatives:
        first.setdefault(_place(one), one)
    return tuple(one for place, one in first.items() if place not in taken)


def _place(one: Alternative) -> tuple[str, int, int, int]:
    return one.field, one.block, one.start, one.end


def traits(origin: Origin, number: str | None, text: str, evidence: Sequence[Evidence]) -> Iterator[str]:
    """What makes a task's row more or less sure."""
    rules: dict[str, list[str]] = {}
    for item in evidence:
        rules.setdefault(item.field, []).append(item.rule)
    return confidence.row_traits(origin, len(text.split()), rules, numbered=number is not None)


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _task_id(source: Source, key: tuple[str, str | None, str], count: int) -> str:
    """DESIGN: the first 16 hex digits of SHA-256 over the file's hash, origin, number, folded text and count."""
    origin, number, text = key
    return sha256("\n".join((source.sha256, origin, number or "", text, str(count))).encode()).hexdigest()[:16]
