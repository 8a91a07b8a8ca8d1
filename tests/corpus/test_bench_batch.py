"""Storing is a small part of a batch, and the parent's memory does not grow with it."""

import pytest

from corpus.bench import batch


def test_stored_against_thrown_away(capsys: pytest.CaptureFixture[str]) -> None:
    compared = batch.compare(120, processes=2)
    assert compared.stored.documents == compared.thrown_away.documents == 120
    # Beside other work a run may take twice as long as another; the figures of quiet runs stand in docs/performance.md.
    assert compared.ratio < 3
    assert compared.stored.late < 1.5 * compared.stored.early + 50


def test_what_is_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    made = batch.Compared(batch.Batch(1000, 50.0, 80.0, 90.0), batch.Batch(1000, 40.0, 60.0, 60.0))
    monkeypatch.setattr(batch, "compare", lambda count, processes: made)
    batch.main(["--documents", "1000"])
    out = capsys.readouterr().out
    assert "1.25 times as long" in out
    assert "20.0" in out
