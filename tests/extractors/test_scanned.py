"""How sure a plan is of what was read from a picture."""

from dataclasses import replace

import pytest

from extractors import confidence, extract
from models import Box, Document, Paragraph, Place, Plan, Reading
from tests.extractors.factories import HEAD, TAIL, document

ITEM = "1. Giao Phòng Kinh tế sửa cầu yếu trước ngày 30/6/2026."


def read(sure: dict[str, float], mean: float | None = 0.96) -> Plan:
    """A plan of one task; `sure` says how sure OCR was of some of its words, 0.97 else."""
    made = document(*HEAD, "I. NHIỆM VỤ", ITEM, *TAIL)
    blocks = tuple(_placed(block, sure) for block in made.blocks if isinstance(block, Paragraph))
    return extract(Document(replace(made.source, format="scan", text_from="ocr", ocr_confidence=mean), blocks))


def _placed(paragraph: Paragraph, sure: dict[str, float]) -> Paragraph:
    places, at = [], 0
    for word in paragraph.text.split():
        start = paragraph.text.index(word, at)
        at = start + len(word)
        places.append(Place(start, at, 1, Box(0, 0, 9, 9), Reading(sure.get(word, 0.97))))
    return replace(paragraph, places=tuple(places))


def confidences(plan: Plan) -> dict[str, float]:
    (task,) = plan.tasks
    return {item.field: item.confidence for item in task.evidence} | {"row": task.confidence}


def test_the_least_sure_word_of_a_unit_or_day_counts():
    good, lead, day = (confidences(read(sure)) for sure in ({}, {"Kinh": 0.3}, {"30/6/2026.": 0.2}))
    assert lead["lead"] < 0.6 * good["lead"]
    assert lead["deadlines"] == good["deadlines"]
    assert day["deadlines"] < 0.6 * good["deadlines"]
    assert max(lead["row"], day["row"]) < 0.6 * good["row"]


def test_one_doubtful_word_leaves_a_long_text_sure():
    good, text = confidences(read({})), confidences(read({"sửa": 0.3}))
    assert text["text"] > 0.9 * good["text"]


def test_a_page_that_reads_badly_as_a_whole_makes_rows_doubtful():
    rows = [confidences(read({}, mean))["row"] for mean in (0.96, 0.93, 0.88, 0.8)]
    assert rows == sorted(rows, reverse=True)
    assert rows[-1] < 0.3
    assert rows[0] > 0.8


@pytest.mark.parametrize("step", range(20))
def test_surer_words_never_make_less_sure_values(step: int):
    low, high = step / 20, (step + 1) / 20
    assert 0 < confidence.as_read([low], "lead") <= confidence.as_read([high], "lead") <= 1
    assert 0 < confidence.of_scan(low) <= confidence.of_scan(high) <= 1
