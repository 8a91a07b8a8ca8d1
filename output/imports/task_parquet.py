"""Tasks that come back as Parquet."""

from collections.abc import Iterator
from pathlib import Path

from output.errors import ImportFileError
from output.exports.task_parquet import FORM
from output.exports.task_record import URN
from output.imports.records import ImportedTask
from output.imports.task_records import of_record

_AT_ONCE = 1000


def read_parquet(path: Path) -> Iterator[ImportedTask]:
    """The tasks of a file that `--format parquet` wrote, or another program from it. Raises ImportFileError."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ImportFileError(
            "Parquet needs the library pyarrow, which is not there. Install it where Kehoach is: "
            "pip install 'kehoach[parquet]', or pip install pyarrow. Or take csv or jsonl."
        ) from error
    try:
        with pq.ParquetFile(path) as file:
            form = (file.schema_arrow.metadata or {}).get(FORM, URN.encode()).decode("utf-8", "replace")
            if form.rpartition(".")[0] != URN.rpartition(".")[0] or not {"id", "text"} & set(file.schema_arrow.names):
                raise ImportFileError(
                    f"{path} holds no tasks. Take a file that `kehoach export --format parquet` wrote."
                )
            number = 0
            for batch in file.iter_batches(_AT_ONCE):
                for record in batch.to_pylist():
                    number += 1
                    yield of_record(record, f"row {number}")
    except (pa.ArrowException, OSError) as error:
        raise ImportFileError(f"{path} cannot be read as Parquet: {error}. Export it anew.") from error
