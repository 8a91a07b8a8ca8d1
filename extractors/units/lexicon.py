"""The known phrases of rules/units.toml and rules/actors.toml, found among folded words by spaCy's PhraseMatcher.

A phrase may be of several kinds ("tổ chức" is a head and a verb): the grammar asks for the kind that fits its place.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from extractors.rules import load
from extractors.units.folding import fold_phrase

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher
    from spacy.vocab import Vocab

Keys = tuple[str, ...]

# Lists of the rules -> the kind that they give a phrase.
_UNIT_KINDS = {
    "heads": "head", "bare": "bare", "task_named": "task-named", "inner": "inner", "parents": "parent", "weak": "weak",
    "also_verbs": "also-verb", "services": "service", "takes_object": "takes-object",
    "sharing": "sharing", "owners": "owner", "departments": "department",
    "fielded": "fielded", "with_object": "with-object", "trades": "trade", "traders": "trader",
    "not_units": "other", "posts": "post", "titles": "title", "surnames": "surname", "determiners": "determiner",
    "inside": "inside", "tails": "tail", "belongings": "belonging", "links": "link", "blanks": "blank",
    "kin": "kin", "businesses": "business-body", "business": "business",
    "introductions": "introduction", "closings": "closing", "predicates": "predicate",
}  # fmt: skip
_ACTOR_KINDS = {
    "verbs": "verb", "acts_alone": "act-alone",
    "nouns": "noun", "helpers": "helper", "stops": "stop", "inner_stops": "inner-stop",
    "relatives": "relative", "circumstances": "circumstance", "times": "time", "acts_on_documents": "acts-on-document",
    "documents": "document", "orders": "order", "requests": "request", "assignments": "assignment",
    "decisions": "decision", "appraisals": "appraisal", "unless": "unless", "partner_openers": "partner",
    "partner_fillers": "filler", "partner_links": "partner-link", "partner_nouns": "partner-noun",
    "nominal_openings": "nominal",
    "leading": "leading", "answering": "answering", "closing_predicates": "closing-predicate", "covered": "covered",
    "numbered": "numbered",
    "things": "thing",
    "agents": "agent", "concerning": "concerning", "singling": "singling", "chiefly": "chiefly",
    "field_verbs": "field-verb",
    "past": "past", "in_case": "in-case", "demands": "demand",
    "persons": "person", "staff": "staff", "permissions": "permission", "letting": "letting",
    "lead_letters": "lead-letters", "partner_letters": "partner-letters",
}  # fmt: skip
# Phrases of these kinds name something even where they open with a verb ("tổ chức chính trị - xã hội").
_NAMING = {"head", "post", "name", "field", "short", "tail", "noun"}
# How a mark or link inside a known name may be written besides.
_SPELLINGS: dict[str, tuple[Keys, ...]] = {
    "-": (("-",), (), (",",)),
    "và": (("và",), ("&",), ("-",)),
    ",": ((",",), ("-",), ()),
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words [start, end) of a text, and what they may be."""

    start: int
    end: int
    kinds: frozenset[str]


def phrases(keys: Keys, line_starts: frozenset[int] = frozenset()) -> dict[int, Phrase]:
    """The known phrases among a text's folded words by where they start: from the left, the longest at each place.

    A phrase does not take the first word of a line away from one that begins there ("Công an tỉnh / Ủy ban Mặt trận").
    """
    if not keys:
        return {}
    from spacy.tokens import Doc  # noqa: PLC0415

    vocab, matcher, kinds = _matcher()
    hits = matcher(Doc(vocab, words=list(keys)))
    lines = {start for _, start, end in hits if start in line_starts and end > start + 1}
    found = {}
    behind = 0
    for label, start, end in sorted(hits, key=lambda hit: (hit[1], -hit[2])):
        if start >= behind and not (end - 1 in lines and end - 1 > start):
            found[start] = Phrase(start, end, kinds[label])
            behind = end
    return found


def kinds_of(key: str) -> frozenset[str]:
    """What a word may be that stands alone."""
    return _kinds().get((key,), frozenset())


def is_verb_alone(kinds: frozenset[str]) -> bool:
    """Whether a phrase of these kinds is a verb and names nothing."""
    return "verb" in kinds and not kinds & (_NAMING | {"nominal", "other", "office", "partner-noun"})


@cache
def spellings(name: str) -> tuple[Keys, ...]:
    """The ways in which a known name's words may be written, folded; the name's own first."""
    choices = [_SPELLINGS.get(key, ((key,),)) for key in fold_phrase(name)]
    return tuple(tuple(key for part in parts for key in part) for parts in product(*choices))


@cache
def dashed() -> tuple[tuple[str, str], ...]:
    """What stands before and behind each dash of the known names ("tài chính", "kế hoạch"), in small letters."""
    rules = load("units")
    names = [*rules["offices"]["names"], *rules["bodies"]["names"], *(field["name"] for field in rules["fields"])]
    parts = [name.casefold().split(" - ") for name in names]
    return tuple((" - ".join(own[:i]), " - ".join(own[i:])) for own in parts for i in range(1, len(own)))


@cache
def families() -> tuple[str, ...]:
    """The kinds of the nouns that are listed as one collective, a kind a family."""
    return tuple(f"family-{i}" for i in range(len(load("units")["families"])))


@cache
def party_offices() -> frozenset[Keys]:
    """The folded words of the names of offices that a committee of the Party has."""
    return frozenset(fold_phrase(name) for name in load("units")["party_offices"])


@cache
def committees() -> str:
    """The family of the Party's committees ("tỉnh ủy")."""
    index: int = load("units")["committees"]
    return families()[index]


@cache
def places() -> str:
    """The family of places."""
    index: int = load("units")["places"]
    return families()[index]


@cache
def appositions() -> dict[str, tuple[Keys, ...]]:
    """What a unit is in the matter at hand, behind its name and a comma, by the first word."""
    found: dict[str, tuple[Keys, ...]] = {}
    for words in map(fold_phrase, load("units")["appositions"]):
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


@cache
def last_words() -> tuple[Keys, ...]:
    """The words at which a body's name ends."""
    return tuple(map(fold_phrase, load("units")["last_words"]))


@cache
def persons() -> str:
    """The family of persons."""
    index: int = load("units")["persons"]
    return families()[index]


@cache
def schools() -> str:
    """The family of kinds of schools."""
    index: int = load("units")["schools"]
    return families()[index]


@cache
def _matcher() -> "tuple[Vocab, PhraseMatcher, dict[int, frozenset[str]]]":
    # Imported at the first use: spaCy takes a second to load.
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415
    from spacy.tokens import Doc  # noqa: PLC0415
    from spacy.vocab import Vocab  # noqa: PLC0415

    patterns: dict[frozenset[str], list[Keys]] = defaultdict(list)
    for keys, kinds in _kinds().items():
        patterns[kinds].append(keys)
    vocab = Vocab()
    matcher = PhraseMatcher(vocab, attr="ORTH")
    labels = {}
    for kinds, keys_list in patterns.items():
        label = "|".join(sorted(kinds))
        matcher.add(label, [Doc(vocab, words=list(keys)) for keys in keys_list])
        labels[vocab.strings[label]] = kinds
    return vocab, matcher, labels


@cache
def _kinds() -> dict[Keys, frozenset[str]]:
    """Each known phrase with its kinds. A longer phrase that opens with a verb, a predicate … is one too."""
    kinds: dict[Keys, set[str]] = defaultdict(set)
    for keys, kind in _entries():
        kinds[keys].add(kind)
    for kind in ("verb", "act-alone", "predicate", "leading", "circumstance", "stop"):
        short = {keys for keys, of in kinds.items() if kind in of}
        for keys, of in kinds.items():
            opens_so = any(keys[:i] in short for i in range(1, len(keys)))
            is_act = kind == "circumstance" and "verb" in of  # "theo dõi" is none, though "theo" is one
            if opens_so and not is_act and not of & _NAMING:
                of.add(kind)
            elif opens_so and kind == "verb" and of & {"field", "office"}:
                of.add("verb-led")  # "Bộ phận Tiếp nhận hồ sơ", but "UBND xã tiếp nhận hồ sơ"
    return {keys: frozenset(of) for keys, of in kinds.items()}


def _entries() -> Iterator[tuple[Keys, str]]:
    rules = load("units")
    for source, names in ((rules, _UNIT_KINDS), (load("actors"), _ACTOR_KINDS)):
        for section, kind in names.items():
            for phrase in source[section]:
                yield fold_phrase(phrase), kind
    for family, nouns in zip(families(), rules["families"], strict=True):
        for noun in nouns:
            yield fold_phrase(noun), family
    for level in rules["provinces"]["levels"]:
        yield fold_phrase(level), "province-level"
    heads = {fold_phrase(head) for head in rules["heads"]}
    others = {fold_phrase(other) for other in rules["not_units"]}
    for letters, name in rules["short"].items():
        keys = fold_phrase(letters)
        yield keys, "short"
        words = fold_phrase(name)
        openings = {words[:i] for i in range(1, len(words) + 1)}
        opens_unit = bool(openings & heads) and not openings & others  # "Phòng, chống thiên tai" is a field
        # In full it is one phrase too, so that both have one canonical name.
        for spelled in (keys, words):
            yield spelled, "head" if opens_unit else "field"
    for field in rules["fields"]:
        for name in (field["name"], *field.get("short", ())):
            for keys in spellings(name):
                yield keys, "field"
    for name in rules["offices"]["names"]:
        for keys in spellings(name):
            yield keys, "office"
    for name in rules["bodies"]["names"]:
        for keys in spellings(name):
            yield keys, "name"
