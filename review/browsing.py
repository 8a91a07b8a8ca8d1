"""What Datasette's own pages say of the store: titles, columns, facets."""

from collections.abc import Mapping
from typing import Any

from output.store.descriptions import TABLES, VIEWS
from review.wording import Language, table_words, words

DATABASE = "data"
"""The store's name in the addresses of Datasette's pages, whatever its file is called."""

_FACETS = {
    "task_list": ["lead", "month", "document_number", "status"],
    "unit_tasks": ["unit", "role"],
    "deadline_list": ["kind"],
    "document_list": ["type", "issuer"],
    "open_failures": ["error"],
}
_SORTED = {"due_soon": "next_due", "overdue": "overdue_since", "document_list": "document_id"}
_HIDDEN = ("task_values", "unit_values", "deadline_values", "stated", "sqlite_sequence")


def metadata(database: str, language: Language) -> Mapping[str, Any]:
    """Datasette's metadata for the store of that name."""
    told = table_words(language)
    tables: dict[str, dict[str, Any]] = {}
    for name, description in {**TABLES, **VIEWS}.items():
        tables[name] = {
            "description": told["tables"].get(name, description.text),
            "columns": {column: told["columns"].get(column, text) for column, text in description.columns.items()},
            "facets": _FACETS.get(name, []),
            "hidden": name in TABLES or name in _HIDDEN,
        }
        if name in _SORTED:
            tables[name]["sort"] = _SORTED[name]
    return {
        "title": words(language)["site"]["name"],
        "databases": {database: {"description": words(language)["site"]["browse"], "tables": tables}},
    }
