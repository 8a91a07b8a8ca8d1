"""What a section is for, from its heading, else from the section that it stands in.

Patterns and their reasons: rules/headings.toml. "a) Mục tiêu" / "b) Nhiệm vụ" under each field turn the role of
the field's section. A top section whose heading tells nothing ("II. CÔNG TÁC CHUYÊN MÔN") is asked for its items:
where most open with a verb, they are orders.
"""

import re
from functools import cache

from extractors.outline import Entry, Outline
from extractors.rules import load
from extractors.verbs import opens_with_verb
from models.plan import Role

TASK_ROLES: frozenset[Role] = frozenset({"task", "solution", "assignment", "reporting"})

# A heading says what it is for in its first words; a long sentence is an item, whatever words open it.
_HEADING_WORDS = 25

# A section of at least so many items is one of orders when this share of them opens with a verb.
_FEWEST_ITEMS = 2
_SHARE_OF_ORDERS = 0.6


def of_heading(title: str) -> Role | None:
    """The role that a heading's words (number cut) give, None where they tell nothing.

    A heading of several parts ("Nội dung, phương pháp và thời gian") has the role of its first part.
    """
    words = re.sub(r"\s+", " ", title).strip(" .:;*–-").casefold()
    if not words or len(words.split()) > _HEADING_WORDS:
        return None
    for role, pattern in _patterns():
        if pattern.match(words):
            return role
    return None


def assign(outline: Outline, default: Role) -> tuple[Role, ...]:
    """The role of each entry: its own where it is a heading that tells one, else its parent's, else `default`.

    Marked items and sentences never turn a role: "- Yêu cầu các đơn vị …" under Nhiệm vụ is a task.
    """
    roles: list[Role] = []
    for entry in outline.entries:
        inherited = roles[entry.parent] if entry.parent is not None else default
        own = of_heading(entry.text) if _is_heading(entry, outline) else None
        roles.append(own or inherited)
    return tuple(roles)


def assign_by_items(outline: Outline, roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """The roles with top sections of orders as tasks, where the heading left them "other"."""
    found = list(roles)
    for top in outline.children(None):
        if roles[top.index] == "other" and of_heading(top.text) is None and _is_heading(top, outline):
            below = [entry for entry in outline.entries if outline.ancestors(entry)[:1] == (top,)]
            leaves = [entry for entry in below if not outline.children(entry) and entry.numbering is not None]
            orders = sum(opens_with_verb(entry.text) for entry in leaves)
            if len(leaves) >= _FEWEST_ITEMS and orders >= _SHARE_OF_ORDERS * len(leaves):
                for entry in (top, *below):
                    if roles[entry.index] == "other":
                        found[entry.index] = "task"
    return tuple(found)


def _is_heading(entry: Entry, outline: Outline) -> bool:
    if entry.table is not None or entry.is_mark:
        return False
    if outline.children(entry):
        return True
    return entry.is_numbered and not entry.text.endswith((".", ";")) and len(entry.text.split()) <= _HEADING_WORDS


@cache
def _patterns() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple(
        (rule["role"], re.compile(rf"(?:{'|'.join(rule['patterns'])})(?=\W|$)")) for rule in load("headings")["role"]
    )
