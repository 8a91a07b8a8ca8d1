"""The Vietnamese knowledge as data: a TOML file an idea, with the reason for an entry in a comment beside it."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The rules of `name`.toml. The result is shared: do not change it."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
