"""What label lines give to a task: "Đơn vị thực hiện: …", "Thời gian hoàn thành: …", "Sản phẩm: …"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from extractors import actors, cell_actors, deadlines, products, units
from extractors.draft import Draft, Value, outdone, passed_over, values
from extractors.labels import Label
from extractors.match import Passed
from models import Alternative

T = TypeVar("T")


def labelled(draft: Draft, labels: Sequence[Label], year: int | None) -> Draft:
    """The draft with what label lines give. What they give of a field counts together; an earlier call's keeps it.

    `year` is the plan's own, for times without one.
    """
    given = draft.fixed
    for label in labels:
        if label.field == "none" or not label.value.text:
            continue
        if label.field in given:
            later = passed_over(label.field, label.value, [Passed(0, len(label.value.text), "label", "first-label")])
            draft = replace(draft, alternatives=(*draft.alternatives, *later))
        else:
            fresh = _with(draft, label, year)
            other = (*fresh.alternatives, *_outdone(draft, fresh))
            draft = replace(fresh, fixed=draft.fixed | {label.field}, alternatives=other)
    return draft


def _outdone(before: Draft, after: Draft) -> tuple[Alternative, ...]:
    """The values of the task's own text that made room for a label line's."""
    fields: tuple[tuple[str, Sequence[Value[Any]], Sequence[Value[Any]]], ...] = (
        ("lead", before.lead, after.lead),
        ("partners", before.partners, after.partners),
        ("deadlines", before.deadlines, after.deadlines),
    )
    return tuple(
        alternative
        for name, old, new in fields
        if old and old is not new
        for alternative in outdone(name, [value for value in old if value not in new], "label")
    )


def _with(draft: Draft, label: Label, year: int | None) -> Draft:
    text = label.value.text
    if label.field == "lead":
        # "Cơ quan thực hiện: Công an tỉnh chủ trì, phối hợp với Sở Tư pháp" is a sentence, no list.
        acting = cell_actors.in_cell(text) or (actors.in_text(text) if actors.says_more(text) else actors.Actors())
        lead = values(label.value, acting.lead or units.in_list(text), "label")
        partners = values(label.value, acting.partners, "label")
        return replace(
            draft,
            lead=(*_labelled(draft.lead), *lead),
            partners=(*_labelled(draft.partners), *partners) or draft.partners,
        )
    if label.field == "partners":
        partners = values(label.value, units.in_list(text), "label")
        return replace(draft, partners=(*_labelled(draft.partners), *partners))
    if label.field == "products":
        return replace(draft, products=(*draft.products, *values(label.value, products.in_label(text), "label")))
    times = values(label.value, deadlines.in_cell(text, year), "label")
    return replace(draft, deadlines=(*_labelled(draft.deadlines), *times))


def _labelled(found: Sequence[Value[T]]) -> tuple[Value[T], ...]:
    """The values that a label line gave; those of the task's own text make room for them."""
    return tuple(value for value in found if value.rule.startswith("label/"))
