"""A plan as understood: its tasks and what else it states, every value with its evidence.

The forms follow the contract (contract.schema.json); a Plan holds more than the contract asks for.
"""

import datetime
from dataclasses import dataclass
from typing import Literal

from models.document import Box, Source

Origin = Literal["table", "body", "assignment", "closing"]
DeadlineKind = Literal["date", "period", "recurring", "continuous", "event", "reference"]
Recurrence = Literal["daily", "weekly", "monthly", "quarterly", "semiannual", "nine-month", "yearly"]
Comparator = Literal[">=", ">", "<=", "<", "="]
Scope = Literal["section", "task"]
Relation = Literal["carries out", "amends", "replaces", "mentions"]
Role = Literal[
    "basis", "purpose", "goal", "target", "task", "solution", "assignment", "funding", "reporting",
    "recipients", "signature", "appendix", "form", "other",
]  # fmt: skip
TableRole = Literal["tasks", "targets", "schedule", "form", "letterhead", "other"]
ColumnMeaning = Literal[
    "number", "task", "lead", "partners", "products", "deadline", "supervisor", "status", "budget", "note"
]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one value stands and which rule found it.

    `start` and `end` count characters of block number `block`'s text; `text` is what stands there, as read.
    `index` is the entry of a field with several. `confidence` is the share of such values that are right.
    `inferred` says that the value was taken from elsewhere, such as the plan's year.
    """

    field: str
    block: int
    start: int
    end: int
    text: str
    rule: str
    confidence: float
    index: int | None = None
    page: int | None = None
    box: Box | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of one field of a task that the program saw and passed over.

    `text` is what stands at characters [start, end) of block number `block`. `reason` is a name in
    extractors/rules/explanations.toml, as are those of rules.
    """

    field: str
    text: str
    rule: str
    reason: str
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A body, office or post: `name` as printed, `canonical` the name under which its spellings are one."""

    name: str
    canonical: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """One time stated for a task. `day` is the day within a recurrence ("05", "11-05"), `time` "16:00"."""

    text: str
    kind: DeadlineKind
    start: datetime.date | None = None
    due: datetime.date | None = None
    recurrence: tuple[Recurrence, ...] = ()
    day: str | None = None
    time: str | None = None

    def __post_init__(self) -> None:
        if self.start and self.due and self.start > self.due:
            raise ValueError(f"a deadline starts after it is due: {self.start} > {self.due} in {self.text!r}")


@dataclass(frozen=True, slots=True)
class Task:
    """Something that the document orders to be done. `path` are the headings above it, from the top.

    `alternatives` say what else could have been read; they stay in the program, no export or store has them.
    """

    id: str
    origin: Origin
    number: str | None
    path: tuple[str, ...]
    text: str
    context: str | None = None
    lead: tuple[Unit, ...] = ()
    partners: tuple[Unit, ...] = ()
    products: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    confidence: float | None = None
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A measurable goal; value, unit and comparator are None for a goal without a figure."""

    text: str
    value: float | None
    unit: str | None
    comparator: Comparator | None
    scope: Scope
    number: str | None = None
    path: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that the text cites by its number. `relation` says what the citing document does with it."""

    type: str | None
    number: str
    date: datetime.date | None = None
    issuer: str | None = None
    evidence: tuple[Evidence, ...] = ()
    relation: Relation = "mentions"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the outline. `parent` is an index into the plan's sections, `level` counts from 1."""

    number: str | None
    title: str
    level: int
    role: Role
    parent: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table and what its columns mean. A row holds None where a merged cell covers the place."""

    role: TableRole
    columns: tuple[ColumnMeaning | None, ...]
    rows: tuple[tuple[str | None, ...], ...]
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """The document's own particulars. `date` is ISO, perhaps incomplete ("2025-11"). `draft`: it calls itself one."""

    type: str | None = None
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    evidence: tuple[Evidence, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All that one document states."""

    source: Source
    document: Metadata
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    citations: tuple[Citation, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[PlanTable, ...] = ()
    warnings: tuple[str, ...] = ()
