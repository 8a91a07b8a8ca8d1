"""Tables of Markdown: any, and the figures of groups of documents."""

from collections.abc import Iterable, Iterator, Sequence

from corpus.evaluate.figures import Group
from corpus.evaluate.judging import ORDER
from corpus.evaluate.printing import f1, interval, number


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The table's lines and a blank one."""
    yield _line(head)
    yield _line(["---"] * len(head))
    for row in rows:
        yield _line(row)
    yield ""


def group_table(title: str, groups: Sequence[Group]) -> Iterator[str]:
    """A line a group: what it holds, rows with their interval, and the F1 of the other figures."""
    names = [name for name in (*ORDER[2:], "tables") if any(name in group.figures for group in groups)]
    yield from table(
        (title, "documents", "tasks in gold", "rows", "95 %", *names),
        (
            (g.name, str(g.documents), str(g.rows), *row_cells(g), *(number(f1(g, name)) for name in names))
            for g in groups
        ),
    )


def row_cells(group: Group) -> tuple[str, str]:
    """The F1 of rows and its interval."""
    rows = group.figures.get("rows")
    return number(rows.f1 if rows else None), interval(rows.interval if rows else None)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
