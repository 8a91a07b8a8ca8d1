"""Bodies, offices and posts: lists of units in cells, labels and headings, and the name under which spellings are one.

What is known of names, heads and posts stands in rules/units.toml; the law is the annotation guide, "Units". A unit's
name is as printed: white space squeezed, marks at its ends and remarks in brackets behind it dropped.
"""

from extractors.units.history import Renaming, renamings
from extractors.units.naming import canonical
from extractors.units.reading import (
    at_start,
    brings_in_names,
    concerns,
    in_list,
    is_business,
    is_one_name,
    is_unit,
    lists_names,
    matches,
    names_bodies,
    opens_with_known_verb,
)

__all__ = [
    "Renaming", "at_start", "brings_in_names", "canonical", "concerns", "in_list", "is_business", "is_one_name",
    "is_unit", "lists_names", "matches", "names_bodies", "opens_with_known_verb", "renamings",
]  # fmt: skip
