"""From the nodes of a plan to paragraphs and to the answers at once: both know the number and the headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.compose import groups
from corpus.compose.answers import Answer
from corpus.compose.grids import figure
from corpus.compose.labelled import label_lines
from corpus.compose.numbers import Counter, Label
from corpus.compose.setting import Setter
from corpus.model import (
    NO_FIELDS,
    ClosingLine,
    Due,
    Fields,
    Figure,
    Goal,
    Goals,
    Group,
    Item,
    Leave,
    Mark,
    Marks,
    Node,
    Order,
    Parent,
    Prose,
    Section,
    Unit,
    UnitLine,
    UnitSection,
    Words,
)  # fmt: skip
from corpus.sheet import Block, Run
from models.plan import Origin

_ARTICLE = re.compile(r"(Điều \d+)\. ")  # the articles of a decision have the number that their author gives them
NO_LABEL = Label("", None, None)


@dataclass(frozen=True, slots=True)
class Where:
    """What stands above a node: headings, who leads, how its siblings are marked.

    `heading` is the label of the heading right above. `inherited` are values of a parent that the guide passes down.
    """

    level: int
    path: tuple[str, ...] = ()
    heading: Label = NO_LABEL
    marks: Marks = "scheme"
    origin: Origin = "body"
    lead: tuple[Unit, ...] = ()
    inherited: Fields = NO_FIELDS
    context: str | None = None
    alone: bool = False
    bullet_depth: int = 0
    is_top: bool = False

    def below(self, label: Label, printed: str, marks: Marks, body: Sequence[Node]) -> "Where":
        """The place of the nodes under a heading."""
        nested = label.number is None and bool(label.printed)
        if nested and marks == "scheme":
            marks = "-"  # what stands below a bullet has bullets of its own
        return replace(
            self,
            level=self.level + 1,
            path=(*self.path, printed),
            heading=label,
            marks=marks,
            context=None,
            alone=len([node for node in body if not isinstance(node, ClosingLine)]) == 1,
            bullet_depth=1 if nested else 0,
            is_top=False,
        )


@dataclass
class Walk:
    """Sets the nodes of one text (the body, an attached plan, an appendix)."""

    setter: Setter
    counter: Counter
    bullets: Counter
    grids: groups.GridMaker
    block_starts: list[int] = field(default_factory=list)

    def nodes(self, nodes: Sequence[Node], where: Where) -> Iterator[Block]:
        """The blocks of sibling nodes; their answers are noted on the way."""
        self.block_starts.append(len(self.setter.answers.tasks))
        for node in nodes:
            yield from self.node(node, where)
        self.block_starts.pop()

    def node(self, node: Node, where: Where) -> Iterator[Block]:
        """The blocks of one node."""
        match node:
            case Prose(words):
                yield self.setter.para(self.setter.text(words))
            case Section():
                yield from self._section(node, where)
            case UnitSection():
                yield from self._unit_section(node, where)
            case UnitLine():
                yield from self._unit_line(node, where)
            case Order():
                yield from self._order(node, where)
            case Parent():
                yield from self._parent(node, where)
            case Item(words, body, marks):
                label = self.label(where)
                text = self.setter.text(words)
                yield self.setter.para(text, label)
                yield from self.nodes(body, where.below(label, printed(label, text), marks, body))
            case Goals(goals):
                for goal in goals:
                    yield from self._goal(goal, where)
            case Group():
                yield from groups.blocks(self, node, where)
            case Figure():
                yield from figure(node, self.setter)
            case ClosingLine(words):
                units = marked(words)
                self.setter.answers.lead_block(self.block_starts[-1], units.lead, units.partners)
                yield self.setter.para(self.setter.text(words))

    def label(self, where: Where) -> Label:
        """The label of the next sibling."""
        if where.marks == "none":
            return NO_LABEL
        if where.marks == "-":
            self.setter.used.add("bullets")
            depth = where.bullet_depth
            if self.bullets.levels[depth].text == where.heading.printed:
                depth = 1 - depth  # what stands below a bullet has another one
            return self.bullets.next(depth)
        self.setter.used.add("scheme")
        return self.counter.next(where.level)

    def heading(self, title: str, where: Where) -> tuple[Label, str, Block]:
        """A heading's label, the entry that it makes in the paths, its paragraph."""
        label = self.label(where)
        style = self.setter.layout["headings"]
        self.setter.used.add("headings")
        if style == "capitals" and where.is_top:
            title = title.upper()
        bold = style != "plain" or where.is_top
        return label, printed(label, title), self.setter.para(title, label, bold=bold, body=False)

    def note(self, where: Where, label: Label, text: str, fields: Fields, leave: Leave, **more: str | None) -> None:
        """Note a task. Its number is its own, or that of the heading above a paragraph without one."""
        number, answer_leave = label.number, leave
        if not label.printed:
            number = where.heading.number
            if number and not where.alone:
                answer_leave = replace(leave, fields=(*leave.fields, "number"))
        elif number is None and where.alone and where.heading.number:
            answer_leave = replace(leave, fields=(*leave.fields, "number"))
        self.setter.answers.tasks.append(
            Answer(
                origin=where.origin,
                number=number,
                path=where.path,
                text=" ".join(text.split()),
                fields=fields,
                context=more.get("context", where.context),
                leave=answer_leave,
            )
        )

    # Nodes that order

    def _section(self, node: Section, where: Where) -> Iterator[Block]:
        label, entry, block = self.heading(node.title, where)
        yield block
        below = where.below(label, entry, node.marks, node.body)
        yield from self.nodes(node.body, replace(below, origin=node.origin or where.origin))

    def _unit_section(self, node: UnitSection, where: Where) -> Iterator[Block]:
        title = node.heading or self.unit_heading(node.units)
        label, entry, block = self.heading(title, replace(where, is_top=False))
        yield block
        below = where.below(label, entry, node.marks, node.body)
        yield from self.nodes(node.body, replace(below, lead=node.units, origin=node.origin or _origin(where)))

    def unit_heading(self, units: Sequence[Unit]) -> str:
        """A heading of units' names, worded as the knob says."""
        names = ", ".join(unit.name for unit in units)
        style = self.setter.layout["unit headings"]
        self.setter.used.add("unit headings")
        return {"name": names, "giao": f"Giao {names}", "colon": f"{names}:"}[style]

    def _unit_line(self, node: UnitLine, where: Where) -> Iterator[Block]:
        label = self.label(where)
        names = ", ".join(unit.name for unit in node.units)
        text = self.setter.text(node.words)
        found = marked(node.words)
        paragraph = self.setter.para(text, None, first_line=1.27)
        opening = (Run(f"{label.printed} ", bold=True),) if label.printed and label.place is None else ()
        yield replace(paragraph, runs=(*opening, Run(f"{names}: ", bold=True), *paragraph.runs), number=label.place)
        fields = replace(found, lead=found.lead or node.units)
        inner = replace(where, path=(*where.path, printed(label, names)))
        self.note(inner, label, text, fields, node.leave)

    def _order(self, node: Order, where: Where) -> Iterator[Block]:
        text = self.setter.text(node.words)
        article = _ARTICLE.match(text)
        label = Label(f"{article[1]}.", article[1], None) if article else self.label(where)
        text = text[article.end() :] if article else text
        yield self.setter.para(text, label)
        own = marked(node.words)
        fields = joined(own, node.fields)
        leave = node.leave
        if not fields.lead:
            fields = replace(fields, lead=where.inherited.lead or where.lead)
        if where.inherited.partners and not fields.partners:
            leave = replace(leave, fields=(*leave.fields, "partners"))
        if where.inherited.due and not fields.due:
            leave = replace(leave, fields=(*leave.fields, "deadlines"))
        self.note(where, label, text, fields, leave)
        yield from label_lines(self.setter, node.fields, label)
        below = where.below(label, "", node.marks, node.body)
        # A parent item that is itself a task is no heading; whether its lead passes down is open.
        inner = replace(
            below, path=where.path, inherited=replace(own, partners=(), due=()) if own.lead else where.inherited
        )
        yield from self.nodes(node.body, inner)

    def _parent(self, node: Parent, where: Where) -> Iterator[Block]:
        label = self.label(where)
        text = self.setter.text(node.words)
        yield self.setter.para(text, label)
        found = marked(node.words)
        below = where.below(label, printed(label, text), node.marks, node.body)
        inherited = found if found else where.inherited
        yield from self.nodes(node.body, replace(below, context=text, inherited=inherited))

    def _goal(self, goal: Goal, where: Where) -> Iterator[Block]:
        label = self.label(where)
        text = self.setter.text(goal.words)
        yield self.setter.para(text, label)
        target = {
            "text": text,
            "value": goal.value,
            "unit": goal.unit,
            "comparator": goal.comparator,
            "scope": "section",
            "number": label.number,
            "path": list(where.path),
        }
        self.setter.answers.targets.append(target | ({"optional": True} if goal.optional else {}))


def _origin(where: Where) -> Origin:
    """The origin of what a unit has to do: in a text without sections every order is body."""
    return "assignment" if where.path else where.origin


def marked(words: Words) -> Fields:
    """The values that a text's marks name."""
    marks = [word for word in words if isinstance(word, Mark)]
    return Fields(
        lead=tuple(m.value for m in marks if m.role == "lead" and isinstance(m.value, Unit)),
        partners=tuple(m.value for m in marks if m.role == "partner" and isinstance(m.value, Unit)),
        due=tuple(m.value for m in marks if isinstance(m.value, Due)),
    )


def joined(own: Fields, labels: Fields) -> Fields:
    """A text's values and those of its label lines: where the lines name partners, the text's are optional."""
    partners = own.partners
    if labels.partners:
        partners = tuple(Unit(p.name, f"?{p.answer.lstrip('?')}") for p in own.partners)
    return Fields(
        lead=labels.lead or own.lead,
        partners=(*labels.partners, *partners),
        products=labels.products,
        due=(*labels.due, *own.due),
    )


def printed(label: Label, text: str) -> str:
    """A heading as the paths have it."""
    return f"{label.printed} {text}".strip() if label.number else text
