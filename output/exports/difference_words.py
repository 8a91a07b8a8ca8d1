"""The words around a comparison of two plans, by language, from difference.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from output.difference import Difference

Language = Literal["vi", "en"]


@cache
def words(language: Language) -> Mapping[str, Any]:
    """The words of a language. The result is shared: do not change it."""
    text = files("output.exports").joinpath("difference.toml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = tomllib.loads(text)[language]
    return found


def head_label(field: str, language: Language) -> str:
    """What a field of the document's particulars is called; a document's number is not a task's."""
    told = words(language)
    return str(told["document"].get(field) or told["field"][field])


def counts(found: Difference, language: Language) -> str:
    """The sentence that counts what differs."""
    told = words(language)
    line: str = told["counts"].format(
        added=len(found.added),
        dropped=len(found.dropped),
        changed=len(found.changed),
        moved=len(found.moved),
        unchanged=found.unchanged,
    )
    return f"{told['same']} {line}" if found.is_empty else line
