"""Confidences against what was right, on values whose figures are known."""

import sys
from pathlib import Path

import pytest

from corpus.evaluate.calibration import ALL, ROW, acceptance, calibrations
from corpus.evaluate.errors import EvaluationError
from corpus.evaluate.plot import draw
from corpus.evaluate.records import JudgedValue


def value(confidence: float, right: bool, field: str = ROW) -> JudgedValue:
    return JudgedValue("a.docx", "a", None, "docx", field, 0, "rule", confidence, right, {})


ROWS = [value(0.95, True)] * 3 + [value(0.95, False)] + [value(0.25, True)] + [value(0.25, False)] * 3


def test_error_and_brier_score() -> None:
    (rows,) = calibrations(ROWS)
    assert (rows.field, rows.n, rows.right, rows.confidence) == (ROW, 8, 0.5, pytest.approx(0.6))
    # Bins: four at 0.95 of which 3 are right, four at 0.25 of which 1 is.
    assert rows.error == pytest.approx((4 * 0.2 + 4 * 0.0) / 8)
    assert rows.brier == pytest.approx((3 * 0.05**2 + 0.95**2 + 0.75**2 + 3 * 0.25**2) / 8)
    assert [(part.low, part.n, part.right) for part in rows.bins] == [(0.2, 4, 0.25), (0.9, 4, 0.75)]


def test_honest_confidences_have_no_error() -> None:
    (rows,) = calibrations([value(0.75, n != 0) for n in range(4)])
    assert rows.error == 0


def test_ends_of_bins() -> None:
    (rows,) = calibrations([value(confidence, True) for confidence in (0.0, 0.1, 0.7, 1.0)])
    assert [part.low for part in rows.bins] == [0.0, 0.1, 0.7, 0.9]


def test_rows_come_first_then_all_values_then_fields() -> None:
    fields = calibrations([value(0.9, True, "text"), value(0.9, True), value(0.5, False, "lead")])
    assert [(field.field, field.n) for field in fields] == [(ROW, 1), (ALL, 2), ("lead", 1), ("text", 1)]
    assert calibrations([]) == ()


def test_what_taking_rows_unseen_costs() -> None:
    curve = acceptance([*ROWS, value(0.99, False, "lead")], [0.0, 0.5, 0.95, 0.99])
    assert [(point.accepted, point.wrong) for point in curve] == [(1.0, 0.5), (0.5, 0.25), (0.5, 0.25), (0.0, None)]
    assert [point.least for point in acceptance(ROWS)] == [0.25, 0.95]
    assert acceptance([], [0.5]) == ()


def test_equal_figures_give_equal_pictures(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    for name in ("a.svg", "b.svg"):
        draw(tmp_path / name, calibrations(ROWS), acceptance(ROWS))
    draw(tmp_path / "c.svg", calibrations(ROWS[1:]), acceptance(ROWS[1:]))
    draw(tmp_path / "none.svg", (), ())
    first, second, other = ((tmp_path / name).read_bytes() for name in ("a.svg", "b.svg", "c.svg"))
    assert first == second != other
    assert b"<svg" in first


def test_without_matplotlib_the_next_step_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(EvaluationError, match="pip install matplotlib"):
        draw(tmp_path / "a.svg", (), ())
