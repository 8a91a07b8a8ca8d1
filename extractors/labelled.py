"""What label lines give to a task: "Đơn vị thực hiện: …", "Thời gian hoàn thành: …", "Sản phẩm: …"."""

from collections.abc import Sequence
from dataclasses import replace

from extractors import actors, deadlines, products, units
from extractors.draft import Draft, Value, values
from extractors.labels import Label
from models import Unit


def labelled(draft: Draft, labels: Sequence[Label], year: int | None) -> Draft:
    """The draft with what label lines give; the first line that gives a field keeps it.

    `year` is the plan's own, for times without one.
    """
    for label in labels:
        if label.field == "none" or label.field in draft.fixed or not label.value.text:
            continue
        draft = replace(_with(draft, label, year), fixed=draft.fixed | {label.field})
    return draft


def _with(draft: Draft, label: Label, year: int | None) -> Draft:
    text = label.value.text
    if label.field == "lead":
        # "Cơ quan thực hiện: Công an tỉnh chủ trì, phối hợp với Sở Tư pháp" is a sentence, no list.
        acting = actors.in_text(text)
        lead = values(label.value, acting.lead or units.in_list(text), "label")
        return replace(draft, lead=lead, partners=values(label.value, acting.partners, "label") or draft.partners)
    if label.field == "partners":
        named = draft.partners if _from_label(draft.partners) else ()
        return replace(draft, partners=(*named, *values(label.value, units.in_list(text), "label")))
    if label.field == "products":
        return replace(draft, products=values(label.value, products.in_label(text), "label"))
    return replace(draft, deadlines=values(label.value, deadlines.in_cell(text, year), "label"))


def _from_label(found: Sequence[Value[Unit]]) -> bool:
    """Whether units were named in the line that gave the lead, not in the task's own text."""
    return any(value.rule.startswith("label/") for value in found)
