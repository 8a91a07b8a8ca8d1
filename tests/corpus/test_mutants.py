"""Mutants of sound documents are read, or refused by an error of `ingest.errors`: no other, and in time."""

from collections import Counter

import pytest

from corpus.hostile.mutants import mutant
from corpus.hostile.trying import PAST_THE_CONTAINER, Tried, main, tried


def judge(found: list[Tried]) -> None:
    """No mutant ends badly, most memory is bounded, and enough get past the container."""
    assert [(one.name, one.how, one.trial.outcome, one.trial.message) for one in found if not one.trial.known] == []
    assert max(one.trial.peak for one in found) < 1000 * 2**20
    past = sum(one.trial.outcome in PAST_THE_CONTAINER for one in found)
    assert past >= 0.3 * len(found), Counter(one.trial.outcome for one in found)


def test_a_number_names_a_mutant() -> None:
    for number in range(40):
        assert mutant(number) == mutant(number)
    assert len({mutant(number).data for number in range(100)}) > 90


@pytest.mark.parametrize("first", (0, 150))
def test_mutants(first: int) -> None:
    judge(list(tried(range(first, first + 150))))


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, 10_000, 1000))
def test_ten_thousand_mutants(first: int) -> None:
    judge(list(tried(range(first, first + 1000))))


def test_the_command_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "8", "--processes", "1"]) == 0
    assert "8 mutants" in capsys.readouterr().out
