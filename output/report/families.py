"""Which documents carry out which, as trees: above stands what is carried out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from output.store import AssigningDocument
from output.store.counting import Carried

Key = int | str
"""A document's id, or the number of one that the store does not have."""


_LEVELS, _BELOW = 3, 8
"""How deep a tree goes, and how many stand below one document: a law is carried out by hundreds."""


@dataclass(frozen=True, slots=True)
class Family:
    """A document and those that carry it out, of which `left` are not shown. `document` is None, and `tasks`, of one
    that the store does not have or that was not counted; `cited` is how it is cited.
    """

    document: AssigningDocument | None
    cited: str | None
    tasks: int | None
    children: tuple["Family", ...] = ()
    left: int = 0

    @property
    def size(self) -> int:
        """How many documents stand in the tree."""
        return 1 + sum(child.size for child in self.children)


def families(
    documents: Iterable[AssigningDocument], carried: Sequence[Carried], tasks: Mapping[int, int], most: int
) -> tuple[tuple[Family, ...], int]:
    """The trees, the largest first, of at most so many documents or of one tree alone, and how many trees are left out.

    A document that carries out several stands below each; one that would stand below itself ends there.
    """
    known = {document.id: document for document in documents}
    below: dict[Key, dict[int, None]] = {}
    cited = dict[Key, str]()
    for each in carried:
        key: Key = each.cited if each.cited in known else each.number
        if each.document != key:
            below.setdefault(key, {})[each.document] = None
            cited[key] = " ".join(part for part in (each.type, each.number) if part)
    children = {child for some in below.values() for child in some}
    roots = [key for key in below if key not in children] or list(below)[:1]

    def tree(key: Key, over: tuple[Key, ...]) -> Family:
        document = known.get(key) if isinstance(key, int) else None
        some = [] if len(over) == _LEVELS - 1 else [child for child in below.get(key, ()) if child not in over]
        return Family(
            document,
            cited.get(key),
            tasks.get(document.id) if document else None,
            tuple(tree(child, (*over, key)) for child in some[:_BELOW]),
            len(some[_BELOW:]),
        )

    roots.sort(key=lambda key: -len(below[key]))
    shown: list[Family] = []
    for root in roots:
        family = tree(root, ())
        if shown and sum(each.size for each in shown) + family.size > most:
            break
        shown.append(family)
    return tuple(shown), len(roots) - len(shown)
