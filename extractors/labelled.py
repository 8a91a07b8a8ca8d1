"""What label lines give to a task: "Đơn vị thực hiện: …", "Thời gian hoàn thành: …", "Sản phẩm: …"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from extractors import actors, cell_actors, deadlines, products, units
from extractors.draft import Draft, Value, values
from extractors.labels import Label

T = TypeVar("T")


def labelled(draft: Draft, labels: Sequence[Label], year: int | None) -> Draft:
    """The draft with what label lines give. What they give of a field counts together; an earlier call's keeps it.

    `year` is the plan's own, for times without one.
    """
    given = draft.fixed
    for label in labels:
        if label.field != "none" and label.field not in given and label.value.text:
            draft = replace(_with(draft, label, year), fixed=draft.fixed | {label.field})
    return draft


def _with(draft: Draft, label: Label, year: int | None) -> Draft:
    text = label.value.text
    if label.field == "lead":
        # "Cơ quan thực hiện: Công an tỉnh chủ trì, phối hợp với Sở Tư pháp" is a sentence, no list.
        acting = cell_actors.in_cell(text) or actors.in_text(text)
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
