"""A predicted value's evidence, and what else is known of the value when its confidence is weighed."""

from collections.abc import Mapping

from corpus.evaluate.matching import tokens
from corpus.evaluate.records import Feature, Json


def found_by(record: Json) -> dict[tuple[str, int], Json]:
    """The evidence of each value of a task or of the document, by field and entry (from 0).

    A value with several pieces, such as a title on two lines, has the least certain one.
    """
    proofs: dict[tuple[str, int], Json] = {}
    for proof in record.get("evidence") or ():
        key = (proof["field"], proof.get("index") or 0)
        if key not in proofs or proof["confidence"] < proofs[key]["confidence"]:
            proofs[key] = proof
    return proofs


def value_features(record: Json, field: str, proof: Json) -> Mapping[str, Feature]:
    """Of one value: where its record stands, how many entries its field has, how many words it has."""
    entries = record.get(field)
    return {
        "origin": record.get("origin"),
        "entries": len(entries) if isinstance(entries, list) else 1,
        "words": len(tokens(proof.get("text") or "")),
        "inferred": bool(proof.get("inferred")),
    }


def row_features(task: Json) -> Mapping[str, Feature]:
    """Of a whole row: its shape, the least confidence of its values, and its rules as "field=rule; field=rule"."""
    proofs = found_by(task)
    lists = {field: len(task.get(field) or ()) for field in ("lead", "partners", "products", "deadlines")}
    return {
        "origin": task.get("origin"),
        "numbered": bool(task.get("number")),
        "depth": len(task.get("path") or ()),
        "words": len(tokens(task.get("text") or "")),
        **lists,
        "context": bool(task.get("context")),
        "inferred": any(proof.get("inferred") for proof in proofs.values()),
        "lowest": min((proof["confidence"] for proof in proofs.values()), default=None),
        "rules": "; ".join(sorted({f"{field}={proof['rule']}" for (field, _), proof in proofs.items()})),
    }
