"""Words that stand in a form, by language, from the TOML file of that name beside this module."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from output.exports.forms import Language


@cache
def form_words(name: str, language: Language) -> Mapping[str, Any]:
    """The words of a language. The result is shared: do not change it."""
    text = files("output.exports").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = tomllib.loads(text)[language]
    return found
