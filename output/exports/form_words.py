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


def printed_day(day: str | None) -> str:
    """A day as offices write it: "2025-02-03" is 03/02/2025, and "2025-11", whose day is not known, 11/2025."""
    return "/".join(reversed(day.split("-"))) if day else ""
