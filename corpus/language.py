"""Writes the language model that repairs what is read from scans: ingest/scan/repair/syllables.tsv.

    python -m corpus.language

It holds counts of syllables and of their neighbours in the made-up plans, what is written with a capital, the
signs of the documents that they cite, and names of bodies. Nothing of it comes from elsewhere.
"""

import re
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path

from corpus.compose import compose, wording
from corpus.layout import PLAIN
from corpus.loading import load_all
from corpus.model import MadeUp, Mark, Unit
from corpus.sheet import Grid, Para, Sheet
from extractors.rules import load as load_rules
from ingest.scan import repair
from ingest.scan.repair import model
from ingest.scan.repair.spelling import key, parts

FILE = Path(repair.__file__).parent / "syllables.tsv"
_SIGN = re.compile(r"\b\d+/(?:\d{4}/)?((?:[A-ZĐƯ][\w]*-?)+[A-Za-zĐđ])\b")
# What the extractors know of bodies, posts and verbs stands in plans of any field: as much as if seen some times.
_RULES = ("units", "actors")
_TIMES = 2
_PLAIN = re.compile(r"[^\W\d_]+( [^\W\d_]+)+")  # phrases, not patterns


def main() -> int:
    """Write the file."""
    lines = tuple(built(load_all()))
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} lines, {FILE.stat().st_size / 1e6:.2f} MB in {FILE.name}")
    return 0


def built(plans: Iterable[MadeUp], exclude: Collection[str] = ()) -> Iterator[str]:
    """The lines of the model of some plans, without those whose ids are to be excluded."""
    kept = [plan for plan in plans if plan.id not in exclude]
    texts = [text for plan in kept for text in _texts(compose(plan, PLAIN).sheet)]
    signs = Counter(sign for text in texts for sign in _SIGN.findall(text))
    names = Counter(" ".join(map(key, n.split())) for plan in kept for n in set(_names(plan)) if _PLAIN.fullmatch(n))
    clauses = [c for text in texts for c in model.clauses(text)]
    clauses += [c for text in (*_wordings(), *set(_phrases())) for c in model.clauses(text)] * _TIMES
    capitals = Counter(word for text in texts for word in _capitals(text))
    return model.lines(clauses, capitals, signs, names)


def _capitals(text: str) -> Iterator[str]:
    """Words with a capital inside a clause, not in a line of capitals."""
    tokens = [parts(token) for token in text.split()]
    for last, token in pairwise(tokens):
        if token.core.istitle() and not last.behind and not token.before:
            yield key(token.core)


def _texts(sheet: Sheet) -> Iterator[str]:
    for block in sheet.blocks:
        if isinstance(block, Para):
            yield block.text
        elif isinstance(block, Grid):
            yield from (p.text for row in block.rows for cell in row if cell for p in cell.paras)


def _wordings() -> Iterator[str]:
    """Headers and labels of tables."""
    for value in vars(wording).values():
        if isinstance(value, tuple):
            yield from (re.sub(r"\{\w+\}", ".", text) for text in value)


def _phrases() -> Iterator[str]:
    """Phrases of two words and more from the rules of the extractors."""
    for file in _RULES:
        yield from (text for text in _strings(load_rules(file)) if _PLAIN.fullmatch(text))


def _names(plan: MadeUp) -> Iterator[str]:
    """The bodies that a plan names."""
    yield from (unit.name for unit in _units(plan))
    yield plan.head.issuer.partition("|")[0]


def _units(record: object) -> Iterator[Unit]:
    if isinstance(record, Unit):
        yield record
    elif isinstance(record, Mark):
        yield from _units(record.value)
    elif isinstance(record, tuple | list):
        for own in record:
            yield from _units(own)
    elif is_dataclass(record):
        for field in fields(record):
            yield from _units(getattr(record, field.name))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value.lower()
    elif isinstance(value, dict):
        for own in value.values():
            yield from _strings(own)
    elif isinstance(value, Sequence):
        for own in value:
            yield from _strings(own)


if __name__ == "__main__":
    sys.exit(main())
