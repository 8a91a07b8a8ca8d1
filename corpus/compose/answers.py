"""The gold of a plan as its page is set: which task has which values, and what is left out of the score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.model import NOTHING, Cite, Due, Fields, Leave, MadeUp, Unit
from models.plan import Origin
from output.exports.plan_json import deadline_dict


@dataclass(frozen=True, slots=True)
class Answer:
    """One task as a right program reads it."""

    origin: Origin
    number: str | None
    path: tuple[str, ...]
    text: str
    fields: Fields
    context: str | None = None
    leave: Leave = NOTHING

    def as_gold(self) -> dict[str, Any]:
        """The contract's form."""
        gold: dict[str, Any] = {
            "origin": self.origin,
            "number": self.number,
            "path": list(self.path),
            "text": self.text,
            "context": self.context,
            "lead": [unit.answer for unit in self.fields.lead],
            "partners": [unit.answer for unit in self.fields.partners],
            "products": list(self.fields.products),
            "deadlines": [deadline(due) for due in self.fields.due],
        }
        if self.leave.task:
            gold["optional"] = True
        if self.leave.fields:
            gold["optional_fields"] = sorted(set(self.leave.fields))
        return gold


def deadline(due: Due) -> dict[str, Any]:
    """The contract's form of a deadline, with what gold alone has."""
    gold = deadline_dict(due)
    return gold | {"optional": True} if due.optional else gold


@dataclass
class Answers:
    """Gathers what the page states, in the order of setting it."""

    plan: MadeUp
    tasks: list[Answer] = field(default_factory=list)
    targets: list[dict[str, Any]] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)
    cited: dict[str, bool] = field(default_factory=dict)

    def cite(self, key: str, *, with_date: bool) -> Cite:
        """A cited document; the gold has its date once some mention has it."""
        self.cited[key] = self.cited.get(key, False) or with_date
        return self.plan.cites[key]

    def lead_block(self, start: int, lead: Sequence[Unit], partners: Sequence[Unit]) -> None:
        """Give the tasks from number `start` on, as far as nobody leads them, their block's leads and partners."""
        for index in range(start, len(self.tasks)):
            task = self.tasks[index]
            if not task.fields.lead:
                given = replace(task.fields, lead=tuple(lead), partners=(*task.fields.partners, *partners))
                self.tasks[index] = replace(task, fields=given)

    def table(self, role: str, rows: Iterable[Sequence[str | None]], *, ruled: bool) -> None:
        """Note a table as it stands on the page."""
        self.tables.append({"role": role, "rows": [list(row) for row in rows], "ruled": ruled})

    def as_gold(self) -> dict[str, Any]:
        """The whole gold in the contract's form."""
        head = self.plan.head
        return {
            "document": {
                "type": head.type,
                "number": head.number,
                "issuer": head.issuer,
                "place": head.place,
                "date": head.date,
                "title": head.title,
                "signer": head.signer,
                "signer_title": head.signer_title,
            },
            "tasks": [task.as_gold() for task in self.tasks],
            "targets": self.targets,
            "citations": [self._citation(key, dated) for key, dated in self.cited.items()],
            "tables": self.tables,
        }

    def _citation(self, key: str, dated: bool) -> dict[str, Any]:
        cite = self.plan.cites[key]
        day = cite.date.isoformat() if dated and cite.date else None
        return {"type": cite.type, "number": cite.number, "date": day, "issuer": cite.issuer if dated else None}
