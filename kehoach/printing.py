"""What is printed to a terminal or a log: names and messages in which nothing steers the terminal or hides."""

import json
import re
from collections.abc import Mapping
from typing import Any

import click

_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: object) -> str:
    r"""One line of what a path or a message says, with control and bidi characters as escapes.

    >>> shown("a\nb\x1b[31m\u202e.docx")
    'a\\nb\\x1b[31m\\u202e.docx'

    A byte of a file's name that is no UTF-8, which Python carries along, shows as that byte: \xff.
    """
    return _STEERING.sub(_escaped, str(text))


def say(text: object, *, err: bool = False) -> None:
    """Print a line to standard output or, with `err`, standard error, as `shown`."""
    click.echo(shown(text), err=err)


def as_json(record: Mapping[str, Any], indent: int | None = None) -> str:
    """The record as JSON text, in which steering characters are escapes, too: it says the same to any reader."""
    text = json.dumps(record, ensure_ascii=False, indent=indent)
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return found[0].encode("unicode_escape", "surrogatepass").decode()
