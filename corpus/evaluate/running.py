"""Documents read and understood by this program, in several processes."""

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from corpus.evaluate.errors import EvaluationError
from corpus.evaluate.pairing import Pair
from corpus.evaluate.records import Json, Reading
from corpus.evaluate.tables import table_scores
from models.errors import KehoachError

# What is switched off in a worker stays so until the worker ends: a context that nobody holds would be closed.
_SWITCHED_OFF = ExitStack()


class _Result(NamedTuple):
    predicted: Json | None
    failure: str | None
    seconds: float
    tables: tuple[float, ...]


def read_all(pairs: Sequence[Pair], processes: int, without: Sequence[str] = ()) -> Iterator[Reading]:
    """Read the documents, in their order. One that fails gives a Reading without a plan and with the reason.

    With one process and nothing in `without` all is done in this process. `without` names parts of the program
    (`corpus.evaluate.ablations`) that are switched off. Raises EvaluationError for a name that is not known.
    """
    check_names(without)
    if processes == 1 and not without:
        yield from (_reading(pair, _run(pair.path, pair.gold)) for pair in pairs)
        return
    # Fresh processes instead of copies of this one: nothing that was computed with a part switched on is left in them.
    lost: list[Pair] = []
    with _pool(min(processes, len(pairs)), without) as pool:
        waiting = [(pair, pool.submit(_run, pair.path, pair.gold)) for pair in pairs]
        for number, (pair, future) in enumerate(waiting):
            try:
                result = future.result()
            except BrokenProcessPool:
                lost = list(pairs[number:])
                break
            yield _reading(pair, result)
    for pair in lost:
        yield _reading(pair, _alone(pair, without))


def ablations() -> Mapping[str, str]:
    """The names of the parts that can be switched off, each with what it does."""
    from corpus.evaluate.ablations import ABLATIONS  # noqa: PLC0415 - loads the grammars

    return {name: (part.__doc__ or "").strip().partition("\n")[0] for name, part in ABLATIONS.items()}


def check_names(without: Sequence[str]) -> None:
    """Raise EvaluationError for a part that is not known."""
    known = ablations() if without else {}
    for name in without:
        if name not in known:
            raise EvaluationError(f"There is no part {name!r} to switch off. There are: {', '.join(sorted(known))}.")


def _pool(processes: int, without: Sequence[str]) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, get_context("spawn"), _switch_off, (tuple(without),))


def _alone(pair: Pair, without: Sequence[str]) -> _Result:
    """Once more in a process of its own, after a process died: this document's own fault, or another's."""
    with _pool(1, without) as pool:
        try:
            return pool.submit(_run, pair.path, pair.gold).result()
        except BrokenProcessPool:
            return _Result(None, "The process that read it died.", 0.0, table_scores(pair.gold, None))


def _switch_off(names: Sequence[str]) -> None:
    if names:
        from corpus.evaluate.ablations import ABLATIONS  # noqa: PLC0415

        for name in names:
            _SWITCHED_OFF.enter_context(ABLATIONS[name]())


def _run(path: Path, gold: Json) -> _Result:
    """Read one document; its tables are compared here, for that takes as long as reading."""
    import extractors  # noqa: PLC0415 - the grammars take a second to load
    import ingest  # noqa: PLC0415
    from output.exports import to_dict  # noqa: PLC0415

    predicted: Json | None = None
    failure = None
    start = time.perf_counter()
    try:
        predicted = to_dict(extractors.extract(ingest.read(path)))
    except KehoachError as error:
        failure = str(error)
    except Exception as error:  # a fault in one document must not end the evaluation of the rest
        failure = f"{type(error).__name__}: {error}"
    return _Result(predicted, failure, time.perf_counter() - start, table_scores(gold, predicted))


def _reading(pair: Pair, result: _Result) -> Reading:
    return Reading(
        document=pair.document,
        gold_name=pair.gold_name,
        plan=pair.plan,
        split=pair.split,
        format=pair.format,
        knobs=pair.knobs,
        gold=pair.gold,
        predicted=result.predicted,
        failure=result.failure,
        seconds=result.seconds,
        tables=result.tables,
    )
