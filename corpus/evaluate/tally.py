"""What is written down while one document is judged."""

from collections.abc import Mapping

from corpus.evaluate.matching import Matching
from corpus.evaluate.records import Counts, Feature, Json, JudgedValue, Kind, Miss, Reading

NOTHING: Json = {}


class Tally:
    """Counts by figure, misses and judged values of `reading`, by `matching`."""

    def __init__(self, reading: Reading, matching: Matching) -> None:
        self.reading, self.matching = reading, matching
        self.counts: dict[str, Counts] = {}
        self.misses: list[Miss] = []
        self.values: list[JudgedValue] = []

    def count(self, figure: str, counts: Counts) -> None:
        """Added to what the figure has."""
        self.counts[figure] = self.counts.get(figure, Counts()).plus(counts)

    def miss(
        self,
        field: str,
        kind: Kind,
        task: str = "",
        *,
        gold: str | None = None,
        found: str | None = None,
        proof: Json = NOTHING,
        nearest: Json = NOTHING,
    ) -> None:
        """`proof` is the value's own evidence; where there is none, `nearest` tells the place and no rule."""
        at = proof or nearest
        document, rule = self.reading.document, proof.get("rule")
        self.misses.append(Miss(document, field, kind, task, gold, found, at.get("page"), at.get("block"), rule))

    def value(self, field: str, index: int, right: bool, evidence: Json, features: Mapping[str, Feature]) -> None:
        """Nothing without a confidence."""
        if evidence.get("confidence") is None:
            return
        r, rule, confidence = self.reading, evidence.get("rule") or "", float(evidence["confidence"])
        place = (r.document, r.plan, r.split, r.format)
        self.values.append(JudgedValue(*place, field, index, rule, confidence, right, features))
