"""What every table, view and column of the store means, as `descriptions.toml` has it. `output.schema_docs` makes
docs/schema.md of it.
"""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, NamedTuple


class Description(NamedTuple):
    """What a table or view holds, and each of its columns."""

    text: str
    columns: Mapping[str, str]


def _described(entry: Mapping[str, Any]) -> Description:
    shared = (_TOLD["shared"][name] for name in entry.get("like", ()))
    columns = {name: text for each in (entry.get("columns", {}), *shared) for name, text in each.items()}
    return Description(entry["text"], columns)


_TOLD = tomllib.loads(files("output.store").joinpath("descriptions.toml").read_text(encoding="utf-8"))

TABLES: Mapping[str, Description] = {name: _described(entry) for name, entry in _TOLD["tables"].items()}
"""The tables, in the order of docs/schema.md."""

VIEWS: Mapping[str, Description] = {name: _described(entry) for name, entry in _TOLD["views"].items()}
"""The views, in the order of docs/schema.md."""
