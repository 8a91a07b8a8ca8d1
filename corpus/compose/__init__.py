"""From a made-up plan and a layout to the page and its gold, in one pass, so that both say the same."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.compose import frame
from corpus.compose.answers import Answer, Answers
from corpus.compose.grids import LANDSCAPE, PORTRAIT, GridMaker
from corpus.compose.nodes import Walk, Where, joined, marked
from corpus.compose.numbers import Counter, bullets, levels
from corpus.compose.setting import Setter
from corpus.layout import Layout
from corpus.model import Figure, Group, MadeUp, Marks, Node, Order, Section
from corpus.sheet import Block, Grid, ListLevel, Para, Run, Sheet, SheetCell, TextBox, Turn
from corpus.spelling import tone_on_first, tone_on_second

__all__ = ["Composed", "compose", "shown"]

_ALWAYS = frozenset({"letters", "tones", "writer"})
_MISHAPS = ("breaks", "changes", "footnotes")  # a page without them shows that value, too


@dataclass(frozen=True, slots=True)
class Composed:
    """A page, its gold in the contract's form (with `tables` for their structure), and the knobs that it shows."""

    sheet: Sheet
    gold: dict[str, Any]
    used: frozenset[str]


def compose(plan: MadeUp, layout: Layout) -> Composed:
    """The page of a plan in a layout. The same two give the same page and gold always."""
    answers = Answers(plan)
    setter = Setter(layout, answers)
    lists: list[tuple[ListLevel, ...]] = []
    blocks = tuple(_blocks(plan, setter, lists))
    sheet = Sheet(plan.head.title, blocks, tuple(lists), layout["font"], float(layout["size"]))
    spell = tone_on_first if layout["tones"] == "òa" else tone_on_second
    encode = (lambda text: unicodedata.normalize("NFD", spell(text))) if layout["letters"] == "NFD" else spell
    return Composed(_mapped(sheet, encode), _mapped_json(answers.as_gold(), spell), _used(setter))


def shown(plan: MadeUp, layout: Layout) -> dict[str, str]:
    """The knobs with their values that the page would show, without making it: a page without tables shows nothing of
    headers.
    """
    setter = Setter(layout, Answers(plan))
    for _ in _blocks(plan, setter, []):
        pass
    used = _used(setter)
    return {knob: value for knob, value in layout.knobs.items() if knob in used}


def _used(setter: Setter) -> frozenset[str]:
    return _ALWAYS | setter.used | {knob for knob in _MISHAPS if setter.layout[knob] == "none"}


def _blocks(plan: MadeUp, setter: Setter, lists: list[tuple[ListLevel, ...]]) -> Iterator[Block]:
    head = plan.head
    yield from frame.opening(head, setter)
    for words in plan.bases:
        yield setter.para(setter.text(words), italic=True, body=False)
    for words in plan.opening:
        yield setter.para(setter.text(words))
    body = list(_body(plan, plan.body, setter, lists, PORTRAIT, marks=plan.marks))
    if plan.closing is None:
        body[-1] = _ended(body[-1])
        yield from body
    else:
        yield from body
        yield _ended(_closing(plan.closing, setter))
    yield from frame.signature(head)
    if plan.attached:
        yield Turn()
        yield from frame.attached(plan.attached, head)
        *blocks, last = _body(plan, plan.attached.body, setter, lists, PORTRAIT)
        yield from (*blocks, _ended(last))
    for part in plan.appendices:
        has_table = any(isinstance(node, Group | Figure) for node in part.body)
        wide = has_table and setter.layout["paper"] != "portrait"
        if has_table:
            setter.used.add("paper")
        yield Turn(landscape=wide)
        yield from frame.appendix(part, head)
        yield from _body(plan, part.body, setter, lists, LANDSCAPE if wide else PORTRAIT)


def _body(
    plan: MadeUp,
    body: Sequence[Node],
    setter: Setter,
    lists: list[tuple[ListLevel, ...]],
    width: float,
    *,
    marks: Marks = "scheme",
) -> Iterator[Block]:
    """The blocks of one text. Its list is an earlier text's, begun anew, where that is numbered alike."""
    layout = setter.layout
    with_sections = any(isinstance(node, Section) for node in body)
    automatic, styled = layout["numbering"] != "typed", layout["numbering"] == "styled"
    shape = levels(layout["scheme"], with_sections=with_sections)
    restarts = shape in lists and marks == "scheme"
    number = lists.index(shape) if restarts else len(lists)
    lists += [bullets(layout["bullets"])] if restarts else [shape, bullets(layout["bullets"])]
    walk = Walk(
        setter,
        Counter(number, shape, automatic, styled, restarts),
        Counter(len(lists) - 1, lists[-1], automatic, styled),
        GridMaker(setter, lists, width, plan.year),
    )
    # In a text without headings nothing is set like one.
    yield from walk.nodes(body, Where(0, marks=marks, is_top=with_sections))


def _closing(node: Any, setter: Setter) -> Para:
    """The closing paragraph, a task where it orders something."""
    text = setter.text(node.words)
    if isinstance(node, Order):
        fields = joined(marked(node.words), node.fields)
        setter.answers.tasks.append(Answer("closing", None, (), text, fields, leave=node.leave))
    return setter.para(text)


def _ended(block: Block) -> Block:
    """The body's last paragraph, with the mark that ends a text."""
    if not isinstance(block, Para) or not block.runs:
        return block
    last = block.runs[-1]
    return replace(block, runs=(*block.runs[:-1], replace(last, text=f"{last.text.rstrip('.')}./.")))


# Spelling and encoding of everything at once


def _mapped(sheet: Sheet, change: Callable[[str], str]) -> Sheet:
    def run(run: Run) -> Run:
        return replace(run, text=change(run.text), footnote=change(run.footnote) if run.footnote else None)

    def box(box: TextBox) -> TextBox:
        return replace(box, lines=tuple(map(change, box.lines)))

    def para(para: Para) -> Para:
        return replace(para, runs=tuple(map(run, para.runs)), boxes=tuple(map(box, para.boxes)))

    def cell(cell: SheetCell | None) -> SheetCell | None:
        return cell and replace(cell, paras=tuple(map(para, cell.paras)))

    def block(block: Block) -> Block:
        if isinstance(block, Para):
            return para(block)
        if isinstance(block, Grid):
            return replace(block, rows=tuple(tuple(map(cell, row)) for row in block.rows))
        return block

    return replace(sheet, title=change(sheet.title), blocks=tuple(map(block, sheet.blocks)))


def _mapped_json(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped_json(item, change) for item in value]
    if isinstance(value, dict):
        return {key: _mapped_json(item, change) for key, item in value.items()}
    return value
