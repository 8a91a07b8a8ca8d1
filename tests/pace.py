"""Time limits as ratios: a limit is stated for a quiet machine and stretched by how slow this one is just now.

Beside other work and on other processors the same code takes two or three times as long. A fixed job that runs right
before and right after the measured one says how many times. Coverage traces the program's lines and not the fixed
job's, so that it would count three times over: tracing rests meanwhile.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Result = TypeVar("Result")

QUIET = 0.06
"""Processor seconds that the fixed job takes on the quiet machine that the limits are stated for."""

SLACK = 1.5
"""Only what takes longer than this many times its limit fails."""


def fixed_job() -> float:
    """The processor seconds of a fixed job of the kind that the program does: short strings, lists and counts."""
    start = time.process_time()
    counts: dict[str, int] = {}
    for number in range(60_000):
        words = f"Phòng {number % 97} và Ban {number % 89}".split()
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    assert len(counts) == 100
    return time.process_time() - start


@contextmanager
def untraced() -> Iterator[None]:
    """No coverage (nor a debugger's breakpoints) in here."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)


def assert_within(limit: float, job: Callable[[], Result], clock: Callable[[], float] = time.process_time) -> Result:
    """What `job` gives, when it took at most `limit` seconds of a quiet machine, by processor or another clock."""
    before = fixed_job()
    with untraced():
        start = clock()
        result = job()
        taken = clock() - start
    slower = max(before, fixed_job(), QUIET) / QUIET
    assert taken <= SLACK * limit * slower, f"{taken:.2f} s, where {limit} s × {slower:.2f} is the limit"
    return result


def assert_once_within(limit: float, job: Callable[[], object], times: int = 3) -> None:
    """As `assert_within`, of a job that can be done again: the best of some times, since others work on the machine."""
    for left in reversed(range(times)):
        try:
            assert_within(limit, job)
            return
        except AssertionError:
            if not left:
                raise
