"""Says whether plan files are well formed, and prints them as text with their right answers.

python -m corpus.check corpus/plans/*.yaml
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.compose import Composed, compose
from corpus.compose.grids import texts
from corpus.layout import PLAIN
from corpus.loading import MalformedPlan, load
from corpus.sheet import Grid, Para, Turn


def main(paths: Sequence[str]) -> int:
    """Print each plan; 1 if a file is malformed."""
    status = 0
    for path in paths:
        try:
            plan = load(Path(path))
        except MalformedPlan as error:
            print(error)
            status = 1
            continue
        composed = compose(plan, PLAIN)
        print(f"==== {plan.id} ({plan.field}, {plan.split})")
        print("\n".join(page(composed)))
        print("---- right answers")
        print("\n".join(answers(composed)))
        words = sum(len(line.split()) for line in page(composed))
        gold = composed.gold
        print(f"---- {len(gold['tasks'])} tasks, {len(gold['targets'])} targets, "
              f"{len(gold['citations'])} citations, {words} words")  # fmt: skip
    return status


def page(composed: Composed) -> Iterator[str]:
    """The page as lines of text."""
    for block in composed.sheet.blocks:
        if isinstance(block, Para):
            yield block.text
        elif isinstance(block, Grid):
            yield from (" | ".join("" if cell is None else cell for cell in row) for row in texts(block))
        elif isinstance(block, Turn):
            yield "~" * 20


def answers(composed: Composed) -> Iterator[str]:
    """The tasks and targets, a line each value that is there."""
    for task in composed.gold["tasks"]:
        left_out = "(optional) " if task.get("optional") else ""
        open_fields = f" optional: {', '.join(task['optional_fields'])}" if task.get("optional_fields") else ""
        yield f"* {left_out}[{task['origin']} {task['number']}] {task['text'][:110]}{open_fields}"
        yield f"    path: {' > '.join(entry[:40] for entry in task['path'])}"
        for name in ("context", "lead", "partners", "products"):
            if task[name]:
                yield f"    {name}: {task[name]}"
        for d in task["deadlines"]:
            ends = f"{d['start'] or ''}..{d['due'] or ''} {','.join(d['recurrence'])}"
            more = f"{' day=' + d['day'] if d['day'] else ''}{' optional' if d.get('optional') else ''}"
            yield f"    due: {d['text']!r} {d['kind']} {ends}{more}"
    for target in composed.gold["targets"]:
        yield f"* target {target['comparator']} {target['value']} {target['unit']}: {target['text'][:100]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
