"""Who reads a file that comes back, by the ending of its name."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from output.errors import ImportFailed
from output.imports.records import ImportedTask

Reader = Callable[[Path], Iterator[ImportedTask]]


def read_tasks(path: Path, form: str | None = None) -> Iterator[ImportedTask]:
    """The tasks of a file of this form, else of the one that its name ends in. Raises ImportFailed."""
    name = form or path.suffix.lower().removeprefix(".")
    if name not in READERS:
        raise ImportFailed(
            f"{path} does not say by its name what it is. Name it as it was exported, ending in one of "
            f".{', .'.join(READERS)}."
        )
    return READERS[name](path)


def _csv(path: Path) -> Iterator[ImportedTask]:
    from output.imports.task_csv import read_csv

    return read_csv(path)


def _json(path: Path) -> Iterator[ImportedTask]:
    from output.imports.task_json import read_json

    return read_json(path)


def _jsonl(path: Path) -> Iterator[ImportedTask]:
    from output.imports.task_json import read_jsonl

    return read_jsonl(path)


def _parquet(path: Path) -> Iterator[ImportedTask]:
    from output.imports.task_parquet import read_parquet

    return read_parquet(path)


# Each loads its module, and the libraries that this needs, when it is used.
READERS: Mapping[str, Reader] = {"csv": _csv, "json": _json, "jsonl": _jsonl, "parquet": _parquet}
