"""One document compared with its gold: counts for each figure, what is wrong, and every value judged.

The rules are the project's scorer's. A gold task marked optional is neither rewarded nor punished, nor is a field
named in `optional_fields`; a task given twice counts as added twice.
"""

from collections.abc import Iterable, Iterator, Sequence

from corpus.evaluate.entries import FIELDS, ROW_FIELDS, SCORED, Compared, compare_field, compare_units, skipped
from corpus.evaluate.evidence import found_by, row_features, value_features
from corpus.evaluate.matching import TOKENS, Matching, alike, bag
from corpus.evaluate.particulars import judge_citations, judge_document, judge_targets
from corpus.evaluate.records import Counts, Json, JudgedValue, Judgement, Kind, Reading
from corpus.evaluate.tally import NOTHING, Tally

ORDER = ("rows", "rows+", "tasks", *SCORED, "targets", "citations", "document")
"""The figures of the project's scorer, in its order."""
FIGURES = (*ORDER, *FIELDS[len(SCORED) :], "citation type", "citation issuer", "tables")
RELATED = 0.5  # F1 of words from which two tasks are compared field by field
NO_TASK: Json = {"number": None}


def judge(reading: Reading, matching: Matching = TOKENS) -> Judgement:
    """A document compared with its gold; one that could not be read counts as empty."""
    tally = Tally(reading, matching)
    predicted = reading.predicted or {}
    _tasks(tally, reading.gold["tasks"], predicted.get("tasks") or [])
    judge_targets(tally, reading.gold.get("targets") or [], predicted.get("targets") or [])
    judge_citations(tally, reading.gold.get("citations") or [], predicted.get("citations") or [])
    judge_document(tally, reading.gold.get("document") or {}, predicted.get("document") or {})
    whole = sum(reading.tables)
    if reading.tables:
        tally.count("tables", Counts(whole, len(reading.tables) - whole, len(reading.tables) - whole))
    return Judgement(reading, tally.counts, tuple(tally.misses), tuple(tally.values))


def values(readings: Iterable[Reading], matching: Matching = TOKENS) -> Iterator[JudgedValue]:
    """Every predicted value that has a confidence, with whether it is right; whole rows have field="row".

    Values that gold neither rewards nor punishes are left out. A value with several pieces of evidence goes by the
    least certain one.
    """
    for reading in readings:
        yield from judge(reading, matching).values


def pair_tasks(gold: Sequence[Json], predicted: Sequence[Json]) -> dict[int, int]:
    """Gold's tasks (indexes) with predicted ones, one to one, the likest first: by text, then by how well origin,
    number and leads agree. Tasks with less than `RELATED` in common are no pair.
    """
    pairs = []
    for i, g in enumerate(gold):
        size = bag(g["text"]).total()
        for j, p in enumerate(predicted):
            text = p.get("text") or ""
            shorter, longer = sorted((size, bag(text).total()))
            if 2 * shorter < RELATED * (shorter + longer):  # even with all words shared
                continue
            close = alike(g["text"], text)
            if close >= RELATED:
                bonus = (
                    0.05 * (g["origin"] == p.get("origin"))
                    + 0.03 * (g["number"] == p.get("number"))
                    + 0.02 * compare_units(g.get("lead") or [], p.get("lead") or []).good
                    - 0.01 * bool(g.get("optional"))
                )
                pairs.append((close + bonus, i, j))
    by_gold: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if i not in by_gold and j not in taken:
            by_gold[i] = j
            taken.add(j)
    return by_gold


def _tasks(tally: Tally, gold: Sequence[Json], predicted: Sequence[Json]) -> None:
    by_gold = pair_tasks(gold, predicted)
    for i, g in enumerate(gold):
        if not g.get("optional"):
            _gold_task(tally, g, predicted[by_gold[i]] if i in by_gold else None)
    used = set(by_gold.values())
    for j, p in enumerate(predicted):
        if j not in used:
            _added_task(tally, p, [predicted[other].get("text") or "" for other in sorted(used)])


def _gold_task(tally: Tally, g: Json, p: Json | None) -> None:
    """A task of gold, with the predicted one that goes with it."""
    label, proofs = _label(g), found_by(p or {})
    text_proof = proofs.get(("text", 0), {})
    found = p is not None and tally.matching.same("task", g["text"], p.get("text") or "")
    tally.count("tasks", Counts(found, p is not None and not found, not found))
    if p is None:
        tally.miss("tasks", "missed", label, gold=g["text"])
    else:
        tally.value("text", 0, found, text_proof, value_features(p, "text", text_proof))
        if not found:
            tally.miss("tasks", "wrong", label, gold=g["text"], found=p.get("text"), proof=text_proof)
    whole = found
    for field in FIELDS:
        if skipped(g, field):
            continue
        compared = compare_field(field, g, p or {}, tally.matching)
        tally.count(field, compared.counts)
        whole = whole and (field not in ROW_FIELDS or compared.good)
        if p is not None:
            _field_misses(tally, field, g, p, compared)
            _field_values(tally, field, p, compared)
    for figure in ("rows", "rows+") if any(g.get(f) for f in ROW_FIELDS) else ("rows",):
        tally.count(figure, Counts(whole, p is not None and not whole, not whole))
    if p is not None:
        _row_value(tally, p, whole)


def _added_task(tally: Tally, p: Json, used: Sequence[str]) -> None:
    """A predicted task that goes with none of gold's."""
    text = p.get("text") or ""
    twice = any(tally.matching.same("task", other, text) for other in used)
    figures = ("tasks", "rows", "rows+") if any(p.get(f) for f in ROW_FIELDS) else ("tasks", "rows")
    for figure in figures:
        tally.count(figure, Counts(added=1 + twice))
    proof = found_by(p).get(("text", 0), {})
    tally.value("text", 0, False, proof, value_features(p, "text", proof))
    for field in FIELDS:
        compared = compare_field(field, NO_TASK, p, tally.matching)
        tally.count(field, compared.counts)
        _field_values(tally, field, p, compared)
    tally.miss("tasks", "twice" if twice else "added", _label(p), found=text, proof=proof)
    _row_value(tally, p, False)


def _row_value(tally: Tally, p: Json, right: bool) -> None:
    proof = {"confidence": p.get("confidence"), "rule": found_by(p).get(("text", 0), {}).get("rule")}
    tally.value("row", 0, right, proof, row_features(p))


def _field_values(tally: Tally, field: str, p: Json, compared: Compared) -> None:
    """`due` and `day` are parts of deadlines, not values with evidence of their own."""
    proofs = found_by(p)
    for index, verdict in enumerate(compared.verdicts):
        if verdict != "optional" and (field, index) in proofs:
            proof = proofs[field, index]
            tally.value(field, index, verdict == "right", proof, value_features(p, field, proof))


def _field_misses(tally: Tally, field: str, g: Json, p: Json, compared: Compared) -> None:
    """What is wrong in one field: a missed entry and an added one beside it count as one wrong value."""
    label, proofs = _label(g), found_by(p)
    nearest = proofs.get(("text", 0), {})
    wanted, given = _entries(field, g), _entries(field, p)
    added = [j for j, verdict in enumerate(compared.verdicts) if verdict == "added"]
    for n in range(max(len(compared.missed), len(added))):
        gold = wanted[compared.missed[n]] if n < len(compared.missed) else None
        if n < len(added):
            proof = proofs.get(("deadlines" if field in ("due", "day") else field, added[n]), NOTHING)
            kind: Kind = "added" if gold is None else "wrong"
            tally.miss(field, kind, label, gold=gold, found=given[added[n]], proof=proof, nearest=nearest)
        else:
            tally.miss(field, "missed", label, gold=gold, nearest=nearest)


def _entries(field: str, task: Json) -> list[str]:
    """A field's entries as texts for people."""
    if field in ("due", "day"):
        return [str(deadline.get(field)) for deadline in task.get("deadlines") or []]
    if field == "deadlines":
        return [_deadline(deadline) for deadline in task.get("deadlines") or []]
    entries = task.get(field) or []
    return [entries] if isinstance(entries, str) else list(entries)


def _deadline(d: Json) -> str:
    ends = f" {d.get('start') or ''}..{d.get('due') or ''}" if d.get("start") or d.get("due") else ""
    again = " " + ",".join(d["recurrence"]) if d.get("recurrence") else ""
    return f"{d.get('kind')}{ends}{again} ({d.get('text')})"


def _label(task: Json) -> str:
    """How a miss names its task: "[body 3] Rà soát …"."""
    text = " ".join((task.get("text") or "").split())
    number = f" {task['number']}" if task.get("number") else ""
    return f"[{task.get('origin')}{number}] {text if len(text) <= 80 else text[:79] + '…'}"
