"""How well a document's tables are read: each gold table beside the predicted one that is likest."""

from collections import Counter
from collections.abc import Sequence

from corpus.evaluate.matching import Bag, bag, overlap
from corpus.evaluate.records import Json
from corpus.evaluate.structure import teds


def table_scores(gold: Json, predicted: Json | None) -> tuple[float, ...]:
    """TEDS of each gold table that has drawn lines (`ruled`, which may be left out), 0 for one that was not found.

    Tables are paired one to one by the words in them, the likest first; the costly comparison is made once a pair.
    """
    wanted: Sequence[Json] = [table for table in gold.get("tables") or [] if table.get("ruled", True)]
    given: Sequence[Json] = (predicted or {}).get("tables") or []
    bags = [_words(table) for table in given]
    likeness = [(overlap(_words(g), bags[j]), i, j) for i, g in enumerate(wanted) for j in range(len(given))]
    scores = [0.0] * len(wanted)
    taken_gold: set[int] = set()
    taken: set[int] = set()
    for close, i, j in sorted(likeness, key=lambda x: (-x[0], x[1], x[2])):
        if close > 0 and i not in taken_gold and j not in taken:
            taken_gold.add(i)
            taken.add(j)
            scores[i] = teds(wanted[i]["rows"], given[j]["rows"])
    return tuple(scores)


def _words(table: Json) -> Bag:
    words: Bag = Counter()
    for row in table["rows"]:
        for cell in row:
            words.update(bag(cell or ""))
    return words
