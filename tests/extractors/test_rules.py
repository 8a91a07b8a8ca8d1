"""The rule files: sound data, whoever edits it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from typing import get_args

import pytest

from extractors.labels import LabelField
from extractors.rules import load
from models.plan import ColumnMeaning, Role

FILES = sorted(f.name.removesuffix(".toml") for f in files("extractors.rules").iterdir() if f.name.endswith(".toml"))


def lists(value: object, where: str) -> Iterator[tuple[str, list[object]]]:
    """Every list in a rule file with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from lists(inner, f"{where}.{key}")
    elif isinstance(value, list):
        yield where, value
        for inner in value:
            yield from lists(inner, where)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


@pytest.mark.parametrize("name", FILES)
def test_every_word_is_nfc_and_says_something(name):
    for text in strings(load(name)):
        assert text == unicodedata.normalize("NFC", text)
        assert text.strip(), f"an empty entry in {name}.toml"


@pytest.mark.parametrize("name", FILES)
def test_no_list_is_empty_or_says_a_thing_twice(name):
    for where, entries in lists(load(name), name):
        assert entries, where
        words = [entry for entry in entries if isinstance(entry, str)]
        assert [word for word, count in Counter(words).items() if count > 1] == [], where


@pytest.mark.parametrize("name", FILES)
def test_every_file_says_why(name):
    text = files("extractors.rules").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    assert text.startswith("# ")


@pytest.mark.parametrize(
    ("name", "section", "key", "known"),
    [
        ("headings", "role", "role", get_args(Role)),
        ("labels", "label", "field", get_args(LabelField)),
        ("columns", "column", "meaning", get_args(ColumnMeaning)),
    ],
)
def test_patterns_compile_and_name_what_exists(name, section, key, known):
    for rule in load(name)[section]:
        assert rule[key] in known
        for pattern in rule["patterns"]:
            re.compile(pattern)


def test_confidences_are_shares():
    for field in load("confidence")["field"].values():
        assert all(0 < share <= 1 for share in (field["share"], *field["rules"].values()))
