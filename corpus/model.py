"""A made-up plan as data: what `corpus/plans/*.yaml` holds. The right answers stand in it, the page does not.

How the files are written: `corpus/plans/README.md`. The words follow ../shared/gold/GUIDELINES.md.
"""

import datetime
from dataclasses import dataclass
from typing import Literal

from models.plan import Comparator, Deadline, Origin

Split = Literal["learn", "held"]
Marks = Literal["scheme", "-", "none"]


@dataclass(frozen=True, slots=True)
class Due(Deadline):
    """A deadline as printed and as it is to be understood; `optional` as in gold."""

    optional: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A cited document where it stands in a text; `full` with date, issuer and subject."""

    cite: str
    full: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A body's name; `answer` is the gold's entry for it, with other readings behind "|" and a "?" in front."""

    name: str
    answer: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a text that are a value: a lead, a partner or a deadline."""

    role: Literal["lead", "partner", "due"]
    value: Unit | Due

    @property
    def text(self) -> str:
        """The words as printed."""
        return self.value.name if isinstance(self.value, Unit) else self.value.text


Words = tuple[str | Mention | Mark, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """What label lines or table cells say of a task."""

    lead: tuple[Unit, ...] = ()
    partners: tuple[Unit, ...] = ()
    products: tuple[str, ...] = ()
    due: tuple[Due, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lead or self.partners or self.products or self.due)


@dataclass(frozen=True, slots=True)
class Leave:
    """What the scorer leaves out: the whole task, or some of its fields."""

    task: bool = False
    fields: tuple[str, ...] = ()


NO_FIELDS = Fields()
NOTHING = Leave()


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph that is no task."""

    words: Words


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading and what stands below it. `origin` is that of the tasks in it."""

    title: str
    body: "tuple[Node, ...]"
    marks: Marks = "scheme"
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class UnitSection:
    """A heading that names who leads what stands below it. `heading` is None where it is the units' names alone."""

    units: tuple[Unit, ...]
    heading: str | None
    body: "tuple[Node, ...]"
    marks: Marks = "scheme"
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit, a colon and its order in one paragraph."""

    units: tuple[Unit, ...]
    words: Words
    leave: Leave = NOTHING


@dataclass(frozen=True, slots=True)
class Order:
    """An item that orders something. `fields` stand in label lines below it, `body` holds its sub-items."""

    words: Words
    fields: Fields = NO_FIELDS
    body: "tuple[Node, ...]" = ()
    marks: Marks = "scheme"
    leave: Leave = NOTHING


@dataclass(frozen=True, slots=True)
class Parent:
    """An item that ends with a colon: the context of the tasks below it."""

    words: Words
    body: "tuple[Node, ...]"
    marks: Marks = "scheme"


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item that is no task."""

    words: Words
    body: "tuple[Node, ...]" = ()
    marks: Marks = "scheme"


@dataclass(frozen=True, slots=True)
class Goal:
    """A measurable goal; without a figure the last three are None."""

    words: Words
    comparator: Comparator | None = None
    value: float | None = None
    unit: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Goals:
    """Goals, an item each."""

    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class GroupTask:
    """A task whose values stand beside its text."""

    text: str
    fields: Fields
    leave: Leave = NOTHING


@dataclass(frozen=True, slots=True)
class Sub:
    """Tasks of a group under a heading of their own; `title` is None where the group has none."""

    title: str | None
    tasks: tuple[GroupTask, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks that a layout sets as a table, as items with label lines, by unit and so on. `forms`: those that fit."""

    say: str | None
    subs: tuple[Sub, ...]
    forms: tuple[str, ...] = ()
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A table that holds no tasks. Rows may be shorter than the header: the rest is blank."""

    caption: str | None
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """The line under a block that says who leads all of it."""

    words: Words


Node = Prose | Section | UnitSection | UnitLine | Order | Parent | Item | Goals | Group | Figure | ClosingLine


@dataclass(frozen=True, slots=True)
class Cite:
    """A document that the text cites."""

    type: str
    number: str
    date: datetime.date | None = None
    issuer: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The particulars at the top and the bottom of the page."""

    type: str
    number: str
    letterhead: tuple[str, ...]
    issuer: str
    place: str | None
    date: str | None
    title: str
    signature: tuple[str, ...]
    signer: str | None
    signer_title: str | None
    to: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()

    @property
    def of_the_party(self) -> bool:
        """Documents of the Party have no motto of the state and another form of number ("45-CTr/TU")."""
        return "-" in self.number.split("/")[0]


@dataclass(frozen=True, slots=True)
class Attached:
    """The plan that a decision promulgates, on the page after the signature."""

    type: str
    title: str
    body: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix on a page of its own."""

    label: str
    title: str
    body: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A whole plan. `id` is its file's stem, `year` the one that dates without a year mean, `marks` the body's."""

    id: str
    field: str
    split: Split
    year: int
    head: Head
    cites: dict[str, Cite]
    bases: tuple[Words, ...]
    opening: tuple[Words, ...]
    body: tuple[Node, ...]
    marks: Marks
    closing: Prose | Order | None
    attached: Attached | None
    appendices: tuple[Appendix, ...]
