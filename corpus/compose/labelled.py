"""Label lines below an item: who leads, who joins in, what comes out, by when."""

from collections.abc import Iterator, Sequence

from corpus.compose import wording
from corpus.compose.numbers import LETTERS, Label
from corpus.compose.setting import Setter
from corpus.model import Fields, Unit
from corpus.sheet import Para

LABEL_FORMS = ("labels", "lettered labels", "one-line labels")


def label_lines(setter: Setter, fields: Fields, label: Label) -> Iterator[Para]:
    """The lines for the fields that are there, in the layout's form. `label` is the item's own."""
    if not fields:
        return
    form = setter.layout["form"]
    lines = list(_lines(setter, fields))
    several = any(isinstance(value, tuple) for _, value in lines)
    if form == "one-line labels" and not several:
        setter.used.add("form")
        line = "; ".join(f"{name}: {value}" for name, value in lines)
        yield setter.para(f"{line}.", body=False)
        return
    lettered = form == "lettered labels" and label.printed.endswith(".")
    if lettered or form == "labels":
        setter.used.add("form")
    mark = "+" if label.printed and label.number is None else ("", "-")[int(setter.layout["wording"]) % 2]
    for number, (name, value) in enumerate(lines):
        lead_in = f"{LETTERS[number]}) " if lettered else f"{mark} " if mark else ""
        if isinstance(value, tuple):
            yield setter.para(f"{lead_in}{name}:", body=False)
            for entry in value:
                yield setter.para(f"{'•' if mark == '+' else '+' if mark else '-'} {entry}", body=False)
        else:
            yield setter.para(f"{lead_in}{name}: {value}.", body=False)


def _lines(setter: Setter, fields: Fields) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    number = setter.layout["wording"]
    if fields.lead:
        yield wording.worded(wording.LABEL_LEAD, number), unit_list(fields.lead)
    if fields.partners:
        yield wording.worded(wording.LABEL_PARTNERS, number), unit_list(fields.partners)
    if fields.products:
        products = fields.products
        yield wording.worded(wording.LABEL_PRODUCT, number), products[0] if len(products) == 1 else products
    if fields.due:
        yield wording.worded(wording.LABEL_TIME, number), "; ".join(due.text for due in fields.due)


def unit_list(units: Sequence[Unit]) -> str:
    """Names in one line, parted by what none of them contains."""
    names = [unit.name for unit in units]
    return ("; " if any("," in name for name in names) else ", ").join(names)
