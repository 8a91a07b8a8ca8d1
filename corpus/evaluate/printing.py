"""An evaluation as plain text: lines for a terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.evaluate.calibration import Acceptance, Calibration
from corpus.evaluate.comparing import Change
from corpus.evaluate.figures import By, Group, grouped, summarise
from corpus.evaluate.judging import FIGURES, ORDER
from corpus.evaluate.records import Judgement, Miss

COLUMNS = ("tasks", "lead", "partners", "products", "deadlines", "path", "targets", "citations", "document", "tables")
LEAST_CHANGE = 0.0005  # of a figure, below which it is shown as none
BY: tuple[By, ...] = ("format", "split", "knob")


def report(judgements: Sequence[Judgement], by: Sequence[By] = ()) -> Iterator[str]:
    """All figures, then rows by format, split and knob (or by what `by` names), the weakest first; then failures."""
    whole = summarise(judgements)
    yield f"Documents: {whole.documents}, plans: {whole.plans}, tasks in gold: {whole.rows}, failed: {whole.failures}"
    yield ""
    yield from figures(whole)
    for grouping in by or BY:
        groups = grouped(judgements, grouping)
        if groups and (by or len(groups) > 1):
            yield ""
            yield from group_table(grouping, groups)
    failed = [j.reading for j in judgements if j.reading.predicted is None]
    if failed:
        yield ""
        yield "Failed, counted as empty:"
        yield from (f"  {reading.document}: {reading.failure}" for reading in failed)


def figures(group: Group) -> Iterator[str]:
    """A line a figure."""
    rows = [("", "precision", "recall", "F1", "95 %", "macro", "right", "added", "missed")]
    for name, figure in group.figures.items():
        c = figure.counts
        shares = (number(c.precision), number(c.recall), number(figure.f1), interval(figure.interval))
        rows.append((name, *shares, number(figure.macro), count(c.right), count(c.added), count(c.missed)))
    return aligned(rows)


def group_table(title: str, groups: Sequence[Group]) -> Iterator[str]:
    """A line a group: how much it holds, rows with their interval, and the F1 of some figures."""
    columns = [name for name in COLUMNS if any(name in group.figures for group in groups)]
    table = [(f"By {title}", "documents", "in gold", "rows", "95 %", *columns)]
    for group in groups:
        rows = group.figures.get("rows")
        sure = (number(f1(group, "rows")), interval(rows.interval if rows else None))
        rest = (number(f1(group, name)) for name in columns)
        table.append((group.name, str(group.documents), str(group.rows), *sure, *rest))
    return aligned(table)


def matching_table(by_matching: Mapping[str, Group]) -> Iterator[str]:
    """F1 of each figure, a column for each way to match texts."""
    table = [("F1", *by_matching)]
    for figure in FIGURES:
        reached = [f1(group, figure) for group in by_matching.values()]
        if any(value is not None for value in reached):
            table.append((figure, *map(number, reached)))
    return aligned(table)


def miss_list(misses: Iterable[Miss]) -> Iterator[str]:
    """A wrong value over two or more lines, below its document's name."""
    document = None
    for miss in misses:
        if miss.document != document:
            document = miss.document
            yield f"== {document}"
        yield f"{miss.field} {miss.kind}{place(miss)}{': ' + miss.task if miss.task else ''}"
        if miss.gold is not None:
            yield f"    gold:  {miss.gold}"
        if miss.found is not None:
            yield f"    found: {miss.found}"


def place(miss: Miss) -> str:
    """Where a miss is and what found it, in brackets; "" where neither is known."""
    parts = (
        None if miss.page is None else f"page {miss.page}",
        None if miss.block is None else f"block {miss.block}",
        miss.rule and f"rule {miss.rule}",
    )
    known = ", ".join(part for part in parts if part)
    return f" ({known})" if known else ""


def change_list(change: Change) -> Iterator[str]:
    """What was gained and lost, value by value, then the figures that changed."""
    yield from change.notes
    for sign, name, misses in (("+", "gained", change.gained), ("-", "lost", change.lost)):
        yield f"{len(misses)} values {name}"
        for miss in misses:
            value = f"{miss.found!r}, not in gold" if miss.gold is None else repr(miss.gold)
            task = f" {miss.task}" if miss.task else ""
            yield f"  {sign} {miss.document} {miss.field}{place(miss)}{task}: {value}"
    table = [("format", "figure", "before", "now", "change")]
    for form, figure, before, now in change.figures:
        table.append((form, figure, number(before), number(now), f"{now - before:+.4f}"))
    yield from aligned(table) if change.figures else ["No figure changed."]


def calibration_table(fields: Sequence[Calibration], curve: Sequence[Acceptance]) -> Iterator[str]:
    """Confidences against the share that is right: a line a field, the bins of rows, the acceptance curve."""
    if not fields:
        yield "No value has a confidence."
        return
    table: list[tuple[str, ...]] = [("Calibration", "n", "confidence", "right", "error", "Brier")]
    for field in fields:
        shares = (number(part) for part in (field.confidence, field.right, field.error, field.brier))
        table.append((field.field, str(field.n), *shares))
    yield from aligned(table)
    for field in fields[:2]:
        yield ""
        bins = [(f"{field.field}: confidence", "n", "mean", "right")]
        for part in field.bins:
            bins.append(
                (f"{part.low:.1f} to {part.high:.1f}", str(part.n), number(part.confidence), number(part.right))
            )
        yield from aligned(bins)
    if curve:
        yield ""
        table = [("Rows taken unseen from", "share taken", "wrong among them")]
        some = [point for n, point in enumerate(curve) if n == 0 or point.accepted != curve[n - 1].accepted]
        table += [(f"{point.least:.2f}", number(point.accepted), number(point.wrong)) for point in some]
        yield from aligned(table)


def ablation_table(whole: Group, without: Mapping[str, Group]) -> Iterator[str]:
    """F1 without each part, and below it what that is less than (-) or more than (+) the whole program's."""
    columns = [figure for figure in (*ORDER, "tables") if figure in whole.figures]
    table = [("Without", *columns), ("nothing", *(number(whole.figures[figure].f1) for figure in columns))]
    for name, group in without.items():
        reached = [f1(group, figure) or 0.0 for figure in columns]
        changes = [value - whole.figures[figure].f1 for value, figure in zip(reached, columns, strict=True)]
        table.append((name, *(number(value) for value in reached)))
        if any(abs(change) >= LEAST_CHANGE for change in changes):
            table.append(("", *(f"{change:+.3f}" if abs(change) >= LEAST_CHANGE else "" for change in changes)))
    return aligned(table)


def f1(group: Group, figure: str) -> float | None:
    """None where the group has nothing of the kind."""
    return group.figures[figure].f1 if figure in group.figures else None


def number(value: float | None) -> str:
    """Three digits; "-" for nothing."""
    return "-" if value is None else f"{value:.3f}"


def count(value: float) -> str:
    """Whole as a rule; the counts of tables are fractions."""
    return f"{value:g}" if value == int(value) else f"{value:.1f}"


def interval(ends: tuple[float, float] | None) -> str:
    """Both ends, as in 0.91-0.95."""
    return f"{ends[0]:.2f}-{ends[1]:.2f}" if ends else ""


def aligned(table: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines with the first column to the left and the others to the right."""
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        rest = (f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join((f"{row[0]:<{widths[0]}}", *rest)).rstrip()
