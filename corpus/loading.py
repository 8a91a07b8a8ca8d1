"""From a YAML file to a made-up plan; what is not well formed is told with its place in the file."""

import datetime
import functools
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import yaml

from corpus import model
from corpus.model import (
    Appendix,
    Attached,
    Cite,
    ClosingLine,
    Fields,
    Figure,
    Goals,
    Group,
    GroupTask,
    Head,
    Item,
    Leave,
    MadeUp,
    Marks,
    Node,
    Order,
    Parent,
    Prose,
    Section,
    Sub,
    Unit,
    UnitLine,
    UnitSection,
    Words,
)  # fmt: skip
from corpus.notation import due, goal, one_of, unit, words
from models.plan import Origin

PLANS = Path(__file__).parent / "plans"
FORMS = ("table", "labels", "units", "closing line", "captions")

# What a comma tears off a name that stands without quotes in a YAML list.
_TORN = re.compile(
    r"(?!(?:các|cơ|những|toàn|đơn|chính|cấp|bệnh|doanh|tổ|người|mọi|từng|cán|chủ|nhà|bí|trưởng|giám|cá|tập)\b)"
    r"[^\W\d_A-ZĐÀ-Ỵ]|Thể thao và|Thương binh|Gia đình và"
)
_FIELD_NAMES = ("lead", "partners", "products", "due")
_LEAVE_NAMES = ("lead", "partners", "products", "deadlines", "path", "number", "text")


class MalformedPlan(ValueError):  # noqa: N818 - a state of a file, told to its author
    """A plan file breaks the form; the message names file, place and what is expected."""


@functools.cache
def load_all(folder: Path = PLANS) -> tuple[MadeUp, ...]:
    """All plans of a folder in the order of their names. Raises MalformedPlan."""
    return tuple(load(path) for path in sorted(folder.glob("*.yaml")))


def load(path: Path) -> MadeUp:
    """One plan. Raises MalformedPlan."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise MalformedPlan(f"{path.name}: {error}") from error
    return _Reader(path.stem).plan(data)


class _Reader:
    """Reads one file; knows the place for messages."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.place: list[str] = []

    def plan(self, data: Any) -> MadeUp:
        top = self.mapping(
            data,
            required=("field", "split", "year", "document", "body"),
            allowed=("cites", "bases", "opening", "closing", "attached", "appendices", "marks"),
        )
        closing = top.get("closing")
        plan = MadeUp(
            id=self.name,
            field=top["field"],
            split=self.value(lambda: one_of(top["split"], get_args(model.Split))),
            year=int(top["year"]),
            head=self.head(top["document"]),
            cites={key: self.cite(key, cite) for key, cite in (top.get("cites") or {}).items()},
            bases=self.all_words("bases", top.get("bases")),
            opening=self.all_words("opening", top.get("opening")),
            body=self.body("body", top["body"]),
            marks=self.marks(top),
            closing=self.closing(closing) if closing else None,
            attached=self.attached(top["attached"]) if top.get("attached") else None,
            appendices=tuple(self.appendix(number, a) for number, a in enumerate(top.get("appendices") or (), 1)),
        )
        self.check_cites(plan, data)
        return plan

    # What stands around the body

    def head(self, data: Any) -> Head:
        self.place = ["document"]
        head = self.mapping(
            data,
            required=("type", "number", "letterhead", "issuer", "title"),
            allowed=("place", "date", "signature", "signer", "signer_title", "to", "recipients"),
        )
        day = head.get("date")
        return Head(
            type=head["type"],
            number=head["number"],
            letterhead=self.texts(head["letterhead"]),
            issuer=head["issuer"],
            place=head.get("place"),
            date=day.isoformat() if isinstance(day, datetime.date) else day,
            title=" ".join(head["title"].split()),
            signature=self.texts(head.get("signature")),
            signer=head.get("signer"),
            signer_title=head.get("signer_title"),
            to=self.texts(head.get("to")),
            recipients=self.texts(head.get("recipients")),
        )

    def cite(self, key: str, data: Any) -> Cite:
        self.place = [f"cites.{key}"]
        cite = self.mapping(data, required=("type", "number"), allowed=("date", "issuer", "about"))
        return Cite(cite["type"], cite["number"], cite.get("date"), cite.get("issuer"), cite.get("about"))

    def closing(self, data: Any) -> Prose | Order:
        self.place = ["closing"]
        node = self.node(data)
        if not isinstance(node, Prose | Order):
            raise self.error("is a text or a task")
        return node

    def attached(self, data: Any) -> Attached:
        self.place = ["attached"]
        data = self.mapping(data, required=("type", "title", "body"))
        return Attached(data["type"], " ".join(data["title"].split()), self.body("attached", data["body"]))

    def appendix(self, number: int, data: Any) -> Appendix:
        self.place = [f"appendix {number}"]
        data = self.mapping(data, required=("label", "title", "body"))
        return Appendix(data["label"], " ".join(data["title"].split()), self.body(f"appendix {number}", data["body"]))

    def check_cites(self, plan: MadeUp, data: Any) -> None:
        """Every cite is used, and every mention has its cite."""
        self.place = ["cites"]
        mentioned = set(re.findall(r"\{@@?\s*([^{}\s]+)\s*\}", str(data)))
        if mentioned != set(plan.cites):
            raise self.error(f"used but not given, or given but not used: {sorted(mentioned ^ set(plan.cites))}")

    # Nodes

    def body(self, place: str, data: Any) -> tuple[Node, ...]:
        self.place = [place]
        return self.nodes(data)

    def nodes(self, data: Any) -> tuple[Node, ...]:
        if not isinstance(data, list):
            raise self.error("a body is a list of nodes")
        found = []
        for number, node in enumerate(data, 1):
            self.place.append(f"node {number}")
            found.append(self.node(node))
            self.place.pop()
        return tuple(found)

    def node(self, data: Any) -> Node:
        if isinstance(data, str):
            return Prose(self.words(data))
        kinds: dict[str, Callable[[Mapping[str, Any]], Node]] = {
            "section": self.section, "says": self.unit_line, "unit": self.unit_section, "task": self.order,
            "parent": self.parent, "item": self.item, "targets": self.goals, "group": self.group,
            "table": self.figure, "closing_line": self.closing_line,
        }  # fmt: skip
        if not isinstance(data, dict):
            raise self.error(f"a node is a text or a mapping, not {data!r}")
        kind = next((kind for kind in kinds if kind in data), None)
        if kind is None:
            raise self.error(f"a node has one of the keys {', '.join(kinds)}; here: {', '.join(map(str, data))}")
        self.place.append(f"{kind} {str(data[kind])[:40]!r}")
        node = kinds[kind](data)
        self.place.pop()
        return node

    def section(self, data: Mapping[str, Any]) -> Section:
        data = self.mapping(data, required=("section", "body"), allowed=("marks", "origin"))
        body = self.nodes(data["body"])
        return Section(" ".join(data["section"].split()), body, self.marks(data), self.origin(data))

    def unit_section(self, data: Mapping[str, Any]) -> UnitSection:
        data = self.mapping(data, required=("unit", "body"), allowed=("marks", "heading", "origin"))
        units, body = self.units(data["unit"]), self.nodes(data["body"])
        return UnitSection(units, data.get("heading"), body, self.marks(data), self.origin(data))

    def unit_line(self, data: Mapping[str, Any]) -> UnitLine:
        data = self.mapping(data, required=("unit", "says"), allowed=("optional", "optional_fields"))
        return UnitLine(self.units(data["unit"]), self.words(data["says"]), self.leave(data))

    def order(self, data: Mapping[str, Any]) -> Order:
        allowed = (*_FIELD_NAMES, "body", "marks", "optional", "optional_fields")
        data = self.mapping(data, required=("task",), allowed=allowed)
        body = self.nodes(data.get("body") or [])
        return Order(self.words(data["task"]), self.fields(data), body, self.marks(data), self.leave(data))

    def parent(self, data: Mapping[str, Any]) -> Parent:
        data = self.mapping(data, required=("parent", "body"), allowed=("marks",))
        if not data["parent"].rstrip().endswith(":"):
            raise self.error("a parent ends with a colon")
        return Parent(self.words(data["parent"]), self.nodes(data["body"]), self.marks(data))

    def item(self, data: Mapping[str, Any]) -> Item:
        data = self.mapping(data, required=("item",), allowed=("body", "marks"))
        return Item(self.words(data["item"]), self.nodes(data.get("body") or []), self.marks(data))

    def goals(self, data: Mapping[str, Any]) -> Goals:
        data = self.mapping(data, required=("targets",))
        return Goals(tuple(self.value(functools.partial(goal, g)) for g in data["targets"]))

    def group(self, data: Mapping[str, Any]) -> Group:
        data = self.mapping(data, required=("group",))
        group = self.mapping(data["group"], required=("tasks",), allowed=("say", "forms", "fixed"))
        forms = tuple(self.value(functools.partial(one_of, f, FORMS)) for f in group.get("forms") or ())
        fixed = self.value(lambda: one_of(group["fixed"], FORMS)) if group.get("fixed") else None
        subs: list[Sub] = []
        loose: list[GroupTask] = []
        for task in group["tasks"]:
            if "sub" in task:
                sub = self.mapping(task, required=("sub", "tasks"))
                subs.append(Sub(" ".join(sub["sub"].split()), tuple(self.group_task(t) for t in sub["tasks"])))
            else:
                loose.append(self.group_task(task))
        if loose and subs:
            raise self.error("the tasks of a group stand all under subs or none does")
        say = group.get("say")
        return Group(say, tuple(subs) if subs else (Sub(None, tuple(loose)),), forms, fixed)

    def group_task(self, data: Any) -> GroupTask:
        data = self.mapping(data, required=("text",), allowed=(*_FIELD_NAMES, "optional", "optional_fields"))
        return GroupTask(" ".join(data["text"].split()), self.fields(data), self.leave(data))

    def figure(self, data: Mapping[str, Any]) -> Figure:
        data = self.mapping(data, required=("table",))
        table = self.mapping(data["table"], required=("header", "rows"), allowed=("caption", "title"))
        header = self.texts(table["header"])
        rows = tuple(self.texts(row) for row in table["rows"])
        if any(len(row) > len(header) for row in rows):
            raise self.error("a row of the table is longer than its header")
        return Figure(table.get("caption"), header, rows, bool(table.get("title")))

    def closing_line(self, data: Mapping[str, Any]) -> ClosingLine:
        data = self.mapping(data, required=("closing_line",))
        return ClosingLine(self.words(data["closing_line"]))

    # Values

    def fields(self, data: Mapping[str, Any]) -> Fields:
        return Fields(
            lead=self.units(data.get("lead") or ()),
            partners=self.units(data.get("partners") or ()),
            products=self.products(data.get("products")),
            due=tuple(self.value(functools.partial(due, d)) for d in self.texts(data.get("due"))),
        )

    def units(self, data: Any) -> tuple[Unit, ...]:
        names = self.texts(data)
        for name in names:
            if _TORN.match(name.lstrip("?")):
                raise self.error(f"{name!r} is a piece of a name: put names with commas in quotes")
        return tuple(unit(name) for name in names)

    def products(self, data: Any) -> tuple[str, ...]:
        for product in self.texts(data):
            if product[:1].islower():
                raise self.error(f"{product!r} is a piece of a product: put texts with commas in quotes")
        return self.texts(data)

    def leave(self, data: Mapping[str, Any]) -> Leave:
        names = self.texts(data.get("optional_fields"))
        for name in names:
            self.value(functools.partial(one_of, name, _LEAVE_NAMES))
        return Leave(bool(data.get("optional")), names)

    def origin(self, data: Mapping[str, Any]) -> Origin | None:
        name = data.get("origin")
        return None if name is None else self.value(lambda: one_of(name, get_args(Origin)))

    def marks(self, data: Mapping[str, Any]) -> Marks:
        marks: Marks = self.value(lambda: one_of(data.get("marks", "scheme") or "none", get_args(Marks)))
        return marks

    def words(self, text: Any) -> Words:
        if not isinstance(text, str) or not text.strip():
            raise self.error(f"a text is expected, not {text!r}")
        found: Words = self.value(lambda: words(text))
        return found

    def all_words(self, place: str, data: Any) -> tuple[Words, ...]:
        self.place = [place]
        return tuple(self.words(text) for text in self.texts(data))

    def texts(self, data: Any) -> tuple[str, ...]:
        if data is None:
            return ()
        found = (data,) if isinstance(data, str) else data
        if not isinstance(found, list | tuple) or any(isinstance(text, dict | list) for text in found):
            raise self.error(f"a list of texts is expected, not {data!r}; a text with ': ' needs quotes")
        return tuple("" if text is None else " ".join(str(text).split()) for text in found)

    def mapping(self, data: Any, required: Sequence[str], allowed: Sequence[str] = ()) -> Mapping[str, Any]:
        if not isinstance(data, dict):
            raise self.error(f"a mapping is expected, not {data!r}")
        missing, strange = [k for k in required if data.get(k) is None], set(data) - {*required, *allowed}
        if missing or strange:
            raise self.error(f"missing: {missing}" if missing else f"unknown keys: {sorted(map(str, strange))}")
        return data

    def value(self, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except ValueError as error:
            raise self.error(str(error)) from error

    def error(self, what: str) -> MalformedPlan:
        place = ", ".join(filter(None, [f"{self.name}.yaml", " / ".join(self.place)]))
        return MalformedPlan(f"{place}: {what}")
