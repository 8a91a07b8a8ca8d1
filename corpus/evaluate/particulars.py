"""What a document states besides tasks, compared with gold: targets, citations and the document's own particulars."""

import re
from collections.abc import Sequence

from corpus.evaluate.evidence import found_by, value_features
from corpus.evaluate.matching import alike, holds
from corpus.evaluate.records import Counts, Json, Kind
from corpus.evaluate.tally import Tally

DOCUMENT = ("type", "number", "issuer", "place", "date", "title", "signer", "signer_title")


def judge_targets(tally: Tally, gold: Sequence[Json], predicted: Sequence[Json]) -> None:
    """Those of the sections; others (scope "task") may be given and are not looked at."""
    left = [t for t in predicted if t.get("scope", "section") == "section"]
    judged: list[tuple[Json, bool]] = []
    for t in sorted((t for t in gold if t.get("scope", "section") == "section"), key=lambda t: bool(t.get("optional"))):
        same = [o for o in left if _same_target(t, o)]
        if same:
            best = max(same, key=lambda o: alike(t["text"], o.get("text")))
            left.pop(next(n for n, o in enumerate(left) if o is best))
            tally.count("targets", Counts(int(not t.get("optional"))))
            if not t.get("optional"):
                judged.append((best, True))
        elif not t.get("optional"):
            tally.count("targets", Counts(missed=1))
            tally.miss("targets", "missed", gold=_target(t))
    for o in left:
        tally.count("targets", Counts(added=1))
        tally.miss("targets", "added", found=_target(o), proof=_first(o))
    judged += [(o, False) for o in left]
    for index, (target, right) in enumerate(judged):
        tally.value("targets", index, right, _first(target), value_features(target, "targets", _first(target)))


def _same_target(gold: Json, predicted: Json) -> bool:
    units = gold["unit"].split("|") if gold["unit"] else [None]
    same = all(gold.get(key) == predicted.get(key) for key in ("value", "comparator"))
    return same and predicted.get("unit") in units and holds(gold["text"], predicted.get("text"))


def _target(t: Json) -> str:
    return f"{t.get('comparator')} {t.get('value')} {t.get('unit')}: {t.get('text')}"


def judge_citations(tally: Tally, gold: Sequence[Json], predicted: Sequence[Json]) -> None:
    """By number and date; type and issuer of those that were found are figures of their own."""
    want, have = ({_cited(c): c for c in reversed(rows)} for rows in (gold, predicted))
    shared = want.keys() & have.keys()
    tally.count("citations", Counts(len(shared), len(have) - len(shared), len(want) - len(shared)))
    for key in sorted(want.keys() - shared, key=str):
        tally.miss("citations", "missed", gold=f"{want[key].get('number')} {key[1]}")
    for index, key in enumerate(sorted(have, key=str)):
        proof = _first(have[key])
        tally.value("citations", index, key in shared, proof, value_features(have[key], "citations", proof))
        if key not in shared:
            tally.miss("citations", "added", found=f"{have[key].get('number')} {key[1]}", proof=proof)
            continue
        for part in ("type", "issuer"):
            g, p = want[key].get(part) or "", have[key].get(part) or ""
            same = bool(g and p) and any(tally.matching.same("value", reading, p) for reading in g.split("|"))
            tally.count(f"citation {part}", Counts(same, bool(p) and not same, bool(g) and not same))
            if not same and (g or p):
                says = [f"{key[0]}: {text}" if text else None for text in (g, p)]
                tally.miss(f"citation {part}", _kind(g, p), gold=says[0], found=says[1], proof=proof)


def _cited(citation: Json) -> tuple[str, str | None]:
    return re.sub(r"\s", "", str(citation.get("number") or "")).casefold(), citation.get("date")


def judge_document(tally: Tally, gold: Json, predicted: Json) -> None:
    """The document's own particulars: the share that is right; "|" in gold parts several right readings."""
    proofs = found_by(predicted)
    for key in DOCUMENT:
        g, p = gold.get(key), predicted.get(key)
        right = g == p or bool(
            isinstance(g, str) and isinstance(p, str) and any(_same_value(tally, key, part, p) for part in g.split("|"))
        )
        tally.count("document", Counts(right, not right, not right))
        proof = proofs.get((key, 0), {})
        if p is not None:
            tally.value(f"document.{key}", 0, right, proof, value_features(predicted, key, proof))
        if not right:
            tally.miss(f"document.{key}", _kind(g, p), gold=g, found=p, proof=proof)


def _same_value(tally: Tally, key: str, gold: str, predicted: str) -> bool:
    if key in ("number", "date"):
        return re.sub(r"\s", "", gold) == re.sub(r"\s", "", predicted)
    return tally.matching.same("title" if key == "title" else "value", gold, predicted)


def _kind(gold: str | None, found: str | None) -> Kind:
    return "missed" if not found else "wrong" if gold else "added"


def _first(record: Json) -> Json:
    """The least certain evidence of a record that is one value."""
    proofs: Sequence[Json] = record.get("evidence") or ()
    return min(proofs, key=lambda e: e["confidence"], default={})
