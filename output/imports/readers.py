"""Who reads a file that comes back, by the ending of its name."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from output.errors import ImportFileError
from output.imports.records import ImportedTask

Reader = Callable[[Path], Iterator[ImportedTask]]


def read_tasks(path: Path) -> Iterator[ImportedTask]:
    """The tasks of a file, which its name's ending tells how to read. Raises ImportFileError."""
    form = path.suffix.lower().removeprefix(".")
    if form not in READERS:
        raise ImportFileError(
            f"{path} does not say by its name what it is. Name it as it was exported, ending in one of "
            f".{', .'.join(READERS)}."
        )
    return READERS[form](path)


def handed_out(path: Path) -> frozenset[str] | None:
    """The ids of all tasks that were in the file when it was written, where its form tells."""
    if path.suffix.lower() != ".xlsx":
        return None
    return frozenset(task.id for task in _late("xlsx", "read_handed_out")(path)) or None


def _late(module: str, name: str) -> Callable[[Path], Iterator[Any]]:
    """A function whose module, and the library that this needs, load when a file is read."""

    def read(path: Path) -> Iterator[Any]:
        yield from getattr(import_module(f"output.imports.{module}"), name)(path)

    return read


READERS: Mapping[str, Reader] = {
    "csv": _late("task_csv", "read_csv"),
    "json": _late("task_json", "read_json"),
    "jsonl": _late("task_json", "read_jsonl"),
    "parquet": _late("task_parquet", "read_parquet"),
    "xlsx": _late("xlsx", "read_xlsx"),
}
