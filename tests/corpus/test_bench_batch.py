"""Storing is a small part of a batch, and the parent's memory does not grow with it."""

import pytest

from corpus.bench import batch


def test_stored_against_thrown_away(capsys: pytest.CaptureFixture[str]) -> None:
    compared = batch.compare(120, rounds=2, processes=2)
    for stored, thrown_away in zip(compared.stored, compared.thrown_away, strict=True):
        assert stored.documents == thrown_away.documents == 60
        assert stored.late < 1.5 * stored.early + 50
    # Beside other work a run may take twice as long as another; the figures of quiet runs stand in docs/performance.md.
    assert compared.ratio < 3


def test_what_is_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    stored = (
        batch.Batch(500, 25.0, 80.0, 90.0),
        batch.Batch(500, 24.0, 80.0, 90.0),
        batch.Batch(500, 50.0, 80.0, 90.0),
    )
    made = batch.Compared(stored, (batch.Batch(500, 20.0, 60.0, 60.0),) * 3)
    monkeypatch.setattr(batch, "compare", lambda count, rounds, processes: made)
    batch.main(["--documents", "1500", "--rounds", "3"])
    out = capsys.readouterr().out
    assert "1.25 times as long" in out
    assert "20.0" in out
