"""What the pages say, in Vietnamese or English. A template names a word as `t.start.title`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, get_args

Language = Literal["vi", "en"]

LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def words(language: Language) -> Mapping[str, Any]:
    """All words of a language: texts by name in groups, each from a file of its own in review/words/LANGUAGE/."""
    folder = files("review").joinpath("words", language)
    return {name: group for entry in folder.iterdir() for name, group in _read(entry).items()}


@cache
def table_words(language: Language) -> Mapping[str, Mapping[str, str]]:
    """What Datasette's pages say of the store: {"tables": {name: text}, "columns": {name: text}}.

    What is missing there the store's own English descriptions tell.
    """
    if language != "vi":
        return {"tables": {}, "columns": {}}
    return _read(files("review").joinpath("words", f"tables-{language}.toml"))


def _read(entry: Traversable) -> Mapping[str, Any]:
    return tomllib.loads(entry.read_text(encoding="utf-8"))
