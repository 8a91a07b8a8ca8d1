"""Prints docs/schema.md, what stands in a store: `python -m output.schema_docs > docs/schema.md`."""

import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlite_utils import Database

from output.store import Store
from output.store.descriptions import TABLES, VIEWS, Description
from output.store.schema import MIGRATIONS

_HEAD = f"""# The store

One SQLite file is the whole state. Read it with any program that reads SQLite; write to it through Kehoach alone.
Days are ISO texts ("2025-06-30"), times are UTC, lists are JSON arrays. What people read are the views.
Schema version (`PRAGMA user_version`): {len(MIGRATIONS)}. This page is made by `python -m output.schema_docs`.
"""
_SHADOWS = ("task_search_", "document_search_", "unit_search_")  # SQLite's own, beneath the full-text indexes


def generate() -> str:
    """The page, in Markdown. Raises LookupError if a description is missing or belongs to nothing."""
    with TemporaryDirectory() as folder, Store(Path(folder) / "store.db") as store:
        db = store.db
        shadows = {name for name in db.table_names() if name.startswith(_SHADOWS)}
        tables = [name for name in db.table_names() if name not in shadows and not name.startswith("sqlite_")]
        parts = [_HEAD, "## Views\n", *_entries(db, db.view_names(), VIEWS)]
        parts += ["## Tables\n", *_entries(db, tables, TABLES)]
    return "\n".join(parts)


def _entries(db: Database, names: list[str], descriptions: Mapping[str, Description]) -> list[str]:
    _same(names, descriptions, "tables or views")
    return [_entry(db, name, descriptions[name]) for name in descriptions]


def _entry(db: Database, name: str, description: Description) -> str:
    columns = list(db.query(f"PRAGMA table_info({name})"))
    _same([column["name"] for column in columns], description.columns, f"columns of {name}")
    references = {key["from"]: f"{key['table']}.{key['to']}" for key in db.query(f"PRAGMA foreign_key_list({name})")}
    lines = [f"### {name}\n", f"{description.text}\n"]
    if name in VIEWS:  # SQLite knows no types of what a view computes
        lines += ["| Column | Meaning |", "|---|---|"]
        lines += [f"| {column['name']} | {_meaning(column, description, references)} |" for column in columns]
    else:
        lines += ["| Column | Type | Meaning |", "|---|---|---|"]
        lines += [
            f"| {column['name']} | {_type(column)} | {_meaning(column, description, references)} |"
            for column in columns
        ]
    return "\n".join(lines) + "\n"


def _type(column: Mapping[str, Any]) -> str:
    if column["pk"]:
        return f"{column['type'].lower()}, key"
    return f"{column['type'].lower()}, never null" if column["notnull"] else column["type"].lower()


def _meaning(column: Mapping[str, Any], description: Description, references: Mapping[str, str]) -> str:
    meaning = description.columns[column["name"]].replace("|", "\\|")
    reference = references.get(column["name"])
    return f"{meaning} (`{reference}`)" if reference else meaning


def _same(found: list[str], described: Mapping[str, object], what: str) -> None:
    missing, surplus = set(found) - set(described), set(described) - set(found)
    if missing or surplus:
        raise LookupError(f"{what}: no description for {sorted(missing)}, nothing to describe for {sorted(surplus)}")


if __name__ == "__main__":
    sys.stdout.write(generate())
