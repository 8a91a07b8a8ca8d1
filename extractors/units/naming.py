"""The name under which a unit's spellings are one."""

import re
from functools import cache, lru_cache

from extractors.excerpt import squeeze
from extractors.rules import load
from extractors.units import lexicon
from extractors.units.folding import fold_phrase
from extractors.units.lexicon import Keys
from extractors.units.opening import past_determiners
from extractors.units.tokens import Tokens, tokens_of

# A plan names few units and names them often.
_CACHED = 4096
# No province's name has more words and marks ("Bà Rịa - Vũng Tàu").
_PROVINCE_WORDS = 5


def canonical(name: str, issuer: str | None) -> str:
    """The name under which the spellings of a unit are one: abbreviations in full, known words in their own case.

    `issuer` is the body that issued the document: what a printed name leaves out ("Văn phòng Sở", "Phòng TCCB", "UBND
    tỉnh") is taken from it. Old names stay as they are: see `renamings`. A canonical name's canonical name is itself,
    and the issuer may come later: `canonical(canonical(name, None), issuer)`.
    """
    full = _in_full(squeeze(name))
    return _placed(full, _in_full(squeeze(issuer))) if issuer else full


# Abbreviations and letter case


@lru_cache(_CACHED)
def _in_full(name: str) -> str:
    tokens = tokens_of(name.strip(" .,;:"))
    text = ""
    i = 0
    while i < len(tokens):
        piece, end = _province(tokens, i) or _known(tokens, i) or _plain(tokens, i)
        gap = " " if i and tokens[i].start > tokens[i - 1].end else ""
        text += gap + piece
        i = end
    text = _belonging(text)
    if _lacks_determiner(tokens):
        text = f"{load('units')['determiners'][0]} {text}"
    return text[:1].upper() + text[1:]


def _known(tokens: Tokens, i: int) -> tuple[str, int] | None:
    """A known name or abbreviation at word `i`, written in full, and the index behind it."""
    phrase = tokens.phrases.get(i)
    if phrase is None:
        return None
    keys = tuple(tokens.key(k) for k in range(i, phrase.end))
    before = tokens.kinds_before(i)
    if "sharing" in before and keys in _field_letters():
        return _field_letters()[keys], phrase.end
    if keys in _offices() and not before & {"sharing", "task-named"}:
        return None
    full = _names().get(keys)
    return None if full is None else (full, phrase.end)


def _plain(tokens: Tokens, i: int) -> tuple[str, int]:
    """The words of a phrase that is no name, or one word: known words in small letters, others as printed."""
    end = tokens.after(i)
    text = tokens.text[tokens[i].start : tokens[end - 1].end].replace("–", "-")
    if tokens.key(i) in _capitals() and end == i + 1:
        is_collective = "," in (tokens.key(i - 1), tokens.key(end)) or "determiner" in tokens.kinds_before(i)
        return (text.lower() if is_collective else text.capitalize()), end
    if tokens.kinds(i) - {"surname"}:
        return text.lower(), end
    if tokens.shouts:
        return (text.capitalize() if _names_place(tokens, i) else text.lower()), end
    return text, end


def _names_place(tokens: Tokens, i: int) -> bool:
    """Whether an unknown word belongs to the name behind "xã", "huyện" and their like."""
    while i > 0 and i not in tokens.phrase_ends:
        i -= 1
    return lexicon.places() in tokens.kinds_before(i)


def _province(tokens: Tokens, i: int) -> tuple[str, int] | None:
    """A province at word `i`, behind its level or a field: the name with its level, and the index behind it."""
    start = i
    if "province-level" in tokens.kinds(i):
        start = tokens.after(i)
    elif "field" not in tokens.kinds_before(i):
        return None
    for size in range(_PROVINCE_WORDS, 0, -1):
        name = _provinces().get(tuple(tokens.key(k) for k in range(start, start + size)))
        if name is not None and tokens[start].is_capital:
            return name, start + size
    return None


def _belonging(text: str) -> str:
    """The name of an office without the word before its department: "Phòng A - Sở B", "các phòng thuộc Sở"."""
    rules = load("units")
    words = "|".join(rules["joints"])
    parents = "|".join(capital.capitalize() for capital in rules["capitals"])
    return re.sub(rf"(?<!\btrực) (?:{words}) (?=(?:{parents})\b)", " ", text)


def _lacks_determiner(tokens: Tokens) -> bool:
    """Whether a collective lacks the "các" that the list before it has said ("…, đơn vị trực thuộc Sở")."""
    if not tokens.kinds(0) & {*lexicon.families()[:2], lexicon.places()}:
        return False
    after = tokens.after(0)
    following = tokens.kinds(after)
    return tokens.key(after) in (",", "-") or ("tail" in following and not following & {"field", "office"})


# What the issuer tells


def _placed(name: str, issuer: str) -> str:
    """The name with what it leaves out: the body that it is part of, its place."""
    if issuer in name:
        return name
    province = next((found for found in _provinces().values() if issuer.endswith(found)), "")
    base = issuer.removesuffix(province).strip()
    if name.endswith(base):
        return name.removesuffix(base) + issuer
    kind = base.split(" ", maxsplit=1)[0]
    if kind.lower() in _capitals():
        for match in re.finditer(rf"\b{kind}\b", name):
            behind = name[match.end() :]
            if not behind.startswith(":") and not behind.lstrip()[:1].isupper():
                return name[: match.start()] + issuer + behind
    tokens = tokens_of(name)
    return f"{name} {issuer}" if _lacks_parent(tokens) else _in_place(name, tokens, issuer, province)


def _lacks_parent(tokens: Tokens) -> bool:
    """Whether a name is that of an office inside another body, and that body is not named."""
    head = past_determiners(tokens, 0)
    if "belonging" in tokens.kinds_before(len(tokens)):
        return True
    others = (phrase.kinds for start, phrase in tokens.phrases.items() if start > head)
    return "inner" in tokens.kinds(head) and not any(
        kinds & {"parent", "name"} and "field" not in kinds for kinds in others
    )


def _in_place(name: str, tokens: Tokens, issuer: str, province: str) -> str:
    """The name with the issuer's place: "UBND tỉnh", "Sở Nội vụ", "Công an xã"."""
    rules = load("units")["provinces"]
    for level in (rules["province"], rules["city"]):
        if province.startswith(f"{level} ") and name.casefold().endswith(f" {level.casefold()}"):
            return name[: -len(level)] + province
    if province and "department" in tokens.kinds(0) and "field" in tokens.kinds(1) and tokens.after(1) == len(tokens):
        return f"{name} {province}"
    last = len(tokens) - 1
    is_one = tokens.key(last - 1) != "," and not tokens.kinds_before(last) & {"determiner", "link"}
    place = re.search(rf"\b{re.escape(tokens.key(last))} (.+)$", issuer)
    if place and is_one and lexicon.places() in lexicon.kinds_of(tokens.key(last)):
        return f"{name} {place[1]}"
    return name


# The data


def with_level(province: str) -> str:
    """A province's name with its level: "tỉnh Đồng Nai", "Thành phố Huế"."""
    rules = load("units")["provinces"]
    return f"{rules['city'] if province in rules['cities'] else rules['province']} {province}"


@cache
def _names() -> dict[Keys, str]:
    """Folded words of each known name and abbreviation -> the name in full."""
    rules = load("units")
    names: dict[Keys, str] = {}
    fields = (field["name"] for field in rules["fields"])
    for name in (*fields, *rules["offices"]["names"], *rules["bodies"]["names"], *rules["short"].values()):
        written = lexicon.spellings(name)
        # Two entries of one spelling ("Tổ chức cán bộ", "Tổ chức - Cán bộ") are one name, the first one's.
        first = next((names[keys] for keys in written if keys in names), name)
        for keys in written:
            names.setdefault(keys, first)
    for letters, name in rules["short"].items():
        names[fold_phrase(letters)] = names[fold_phrase(name)]
    return names


@cache
def _offices() -> frozenset[Keys]:
    """Offices' fields, which are common words where no head stands before them."""
    rules = load("units")
    fields = {keys for field in rules["fields"] for keys in lexicon.spellings(field["name"])}
    return frozenset(keys for name in rules["offices"]["names"] for keys in lexicon.spellings(name)) - fields


@cache
def _field_letters() -> dict[Keys, str]:
    """Letters that stand for a field behind "Sở", "Bộ", "Phòng" only: "CT", "TC" mean other things elsewhere."""
    fields = load("units")["fields"]
    return {fold_phrase(letters): field["name"] for field in fields for letters in field.get("short", ())}


@cache
def _provinces() -> dict[Keys, str]:
    """Folded words of each province's name, past and present -> the name with its level."""
    rules = load("units")["provinces"]
    earlier = (name for names in rules["until"].values() for name in names)
    names = {name: with_level(name) for name in (*earlier, *rules["names"])}
    found = {keys: full for name, full in names.items() for keys in lexicon.spellings(name)}
    found.update({fold_phrase(other): names[name] for other, name in rules["spellings"].items()})
    return found


@cache
def _capitals() -> frozenset[str]:
    return frozenset(load("units")["capitals"])
