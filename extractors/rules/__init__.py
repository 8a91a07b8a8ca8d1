"""The Vietnamese knowledge as data: a TOML file an idea, with the reason for an entry in a comment beside it."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from extractors.rules import own


@cache
def load(name: str) -> dict[str, Any]:
    """The rules of `name`.toml, with those that the office has added (`extractors.rules.own`). The result is shared:
    do not change it.
    """
    return own.merged(_packaged(name), name)


def check_own() -> None:
    """Raise RulesError if the rules that the office has added cannot be used."""
    own.check(_packaged)


def _packaged(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
