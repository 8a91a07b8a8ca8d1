"""Tasks as Parquet, for pandas, DuckDB and the like: the form of docs/export.schema.json in typed columns."""

from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

from output.errors import ExportError
from output.exports.task_record import URN, task_record
from output.store.assignments import Assignment

IN_A_GROUP = 10_000
"""Tasks in a row group, which is what is held in memory."""

FORM = b"kehoach.schema"
"""The key of the file's own notes under which `URN` stands."""


def write_parquet(assignments: Iterable[Assignment], stream: BinaryIO) -> None:
    """Write the tasks. Raises ExportError where the library pyarrow is not there."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ExportError(
            "Parquet needs the library pyarrow, which is not there. Install it where Kehoach is: "
            "pip install 'kehoach[parquet]', or pip install pyarrow. Or take csv or jsonl."
        ) from error

    unit = pa.struct([("printed", pa.string()), ("name", pa.string()), ("id", pa.int64())])
    deadline = pa.struct(
        [
            ("text", pa.string()),
            ("kind", pa.string()),
            ("start", pa.date32()),
            ("due", pa.date32()),
            ("recurrence", pa.list_(pa.string())),
            ("day", pa.string()),
            ("time", pa.string()),
        ]
    )
    texts = ("type", "number", "issuer", "date", "title", "file")
    document = pa.struct([("id", pa.int64()), *((name, pa.string()) for name in texts)])
    schema = pa.schema(
        [
            ("id", pa.string()),
            ("document", document),
            ("position", pa.float64()),
            ("number", pa.string()),
            ("path", pa.list_(pa.string())),
            ("text", pa.string()),
            ("context", pa.string()),
            ("lead", pa.list_(unit)),
            ("partners", pa.list_(unit)),
            ("products", pa.list_(pa.string())),
            ("deadlines", pa.list_(deadline)),
            ("due", pa.date32()),
            ("next_due", pa.date32()),
            ("late_since", pa.date32()),
            ("status", pa.string()),
            ("done_on", pa.date32()),
            ("origin", pa.string()),
            ("page", pa.int64()),
            ("confidence", pa.float64()),
            ("review", pa.string()),
            ("confidences", pa.map_(pa.string(), pa.float64())),
            ("fingerprint", pa.string()),
        ],
        metadata={FORM: URN.encode()},
    )
    remaining = iter(assignments)
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        while lot := [task_record(assignment) for assignment in islice(remaining, IN_A_GROUP)]:
            writer.write_table(pa.Table.from_pylist(lot, schema=schema))
