"""Tables without any rules or separators, as pdftotext leaves them: the cells' lines one below the other.

They are found, not rebuilt: their lines are kept apart, for only who knows the columns can tell the cells.
"""

from collections.abc import Sequence
from itertools import pairwise

from ingest.text.lines import Line
from ingest.text.wrapping import Layout, runs_on

_APART = 12  # lines between two narrow wraps of one table
_LEAST = 5  # narrow wraps; a letterhead, a title or a list of recipients has fewer


def linear_tables(lines: Sequence[Line], layout: Layout) -> list[range]:
    """The stretches of lines that are such tables, by index.

    In a column a line is wrapped long before the text's own width: a sentence goes on in the next line although
    its first word would have fitted. Where that happens again and again is a table.
    """
    width = 0.7 * layout.reach
    narrow = [
        i
        for i, (a, b) in enumerate(pairwise(lines))
        if runs_on(a, b) and a.length + 1 + len(b.text.split(maxsplit=1)[0]) < width
    ]
    clusters: list[list[int]] = []
    for index in narrow:
        if clusters and index - clusters[-1][-1] <= _APART:
            clusters[-1].append(index)
        else:
            clusters.append([index])
    tables = [range(cluster[0], cluster[-1] + 2) for cluster in clusters if len(cluster) >= _LEAST]
    return [table for table in tables if _is_table(lines[table.start : table.stop], width)]


def _is_table(lines: Sequence[Line], width: float) -> bool:
    short = [line for line in lines if line.length < width]
    items = sum(line.marked for line in lines)
    return len(short) >= 0.8 * len(lines) and items <= 0.4 * len(lines)
