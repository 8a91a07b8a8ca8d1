"""The name under which a unit's spellings are one."""

import re
from functools import cache

from extractors.excerpt import squeeze
from extractors.rules import load
from extractors.units import lexicon
from extractors.units.folding import fold, fold_phrase
from extractors.units.lexicon import Keys
from extractors.units.opening import past_determiners
from extractors.units.tokens import Tokens


def canonical(name: str, issuer: str | None) -> str:
    """The name under which the spellings of a unit are one: abbreviations in full, known words in their own case.

    `issuer` is the body that issued the document: what a printed name leaves out ("Văn phòng Sở", "Phòng TCCB", "UBND
    tỉnh") is taken from it. Old names stay as they are: see `renamings`. A canonical name's canonical name is itself,
    and the issuer may come later: `canonical(canonical(name, None), issuer)`.
    """
    full = _in_full(name)
    return _placed(full, _in_full(issuer)) if issuer else full


# Abbreviations and letter case


def _in_full(name: str) -> str:
    tokens = Tokens(squeeze(name).strip(" .,;:"))
    if not tokens.words:
        return ""
    text = ""
    i = 0
    while i < len(tokens):
        piece, end = _province(tokens, i) or _known(tokens, i) or _plain(tokens, i)
        gap = " " if i and tokens[i].start > tokens[i - 1].end else ""
        text += gap + piece
        i = end
    text = _belonging(text)
    if _is_plural_noun(tokens):
        text = f"{_plural()} {text}"
    return text[:1].upper() + text[1:]


def _known(tokens: Tokens, i: int) -> tuple[str, int] | None:
    """A known name or abbreviation at word `i`, written in full, and the index behind it."""
    phrase = tokens.phrases.get(i)
    if phrase is None:
        return None
    keys = tuple(tokens.key(k) for k in range(i, phrase.end))
    before = tokens.phrase_ends.get(i)
    if before is not None and "sharing" in before.kinds and keys in _field_letters():
        return _field_letters()[keys], phrase.end
    if keys in _offices() and not (before is not None and before.kinds & {"sharing", "task-named"}):
        return None
    full = _names().get(keys)
    return None if full is None else (full, phrase.end)


def _plain(tokens: Tokens, i: int) -> tuple[str, int]:
    """The words of a phrase that is no name, or the one word: known words in small letters, others as printed."""
    end = tokens.after(i)
    kinds = tokens.kinds(i)
    before = tokens.phrase_ends.get(i)
    text = tokens.text[tokens[i].start : tokens[end - 1].end].replace("–", "-")
    if tokens.key(i) in _capitals() and end == i + 1:
        listed = "," in (tokens.key(i - 1), tokens.key(end)) or (before is not None and "determiner" in before.kinds)
        return (text.lower() if listed else text.capitalize()), end
    if kinds - {"surname"}:
        return text.lower(), end
    if tokens.shouts:
        return (text.capitalize() if _names_place(tokens, i) else text.lower()), end
    return text, end


def _names_place(tokens: Tokens, i: int) -> bool:
    """Whether an unknown word belongs to the name behind "xã", "huyện" and their like."""
    while i > 0 and i not in tokens.phrase_ends:
        i -= 1
    return lexicon.places() in _kinds_before(tokens, i)


def _province(tokens: Tokens, i: int) -> tuple[str, int] | None:
    """A province at word `i`, by its level or behind a department's field, with its level; and the index behind it."""
    start = i
    if tokens.key(i) == "tỉnh" or tokens.key(i) == "tp":
        start = i + 1
    elif tokens.key(i) == "thành" and tokens.key(i + 1) == "phố":
        start = i + 2
    elif "field" not in _kinds_before(tokens, i):
        return None
    start += tokens.key(start) == "."
    for size in range(5, 0, -1):
        name = _provinces().get(tuple(tokens.key(k) for k in range(start, start + size)))
        if name is not None and (tokens[start].is_capital or tokens.shouts):
            return name, start + size
    return None


def _kinds_before(tokens: Tokens, i: int) -> frozenset[str]:
    before = tokens.phrase_ends.get(i)
    return before.kinds if before is not None else frozenset()


def _belonging(text: str) -> str:
    """ "Phòng A - Sở B", "các phòng thuộc Sở": an office is named with its department and no word between."""
    parents = "|".join(capital.capitalize() for capital in load("units")["capitals"])
    return re.sub(rf"(?<!trực)\s+(?:thuộc|của|-)\s+(?={parents}\b)", " ", text)


def _is_plural_noun(tokens: Tokens) -> bool:
    """Whether a collective lacks its "các", which the list that it comes from has said before ("…, đơn vị trực thuộc Sở")."""
    head = past_determiners(tokens, 0)
    kinds = tokens.kinds(0)
    if head or not kinds & {*lexicon.families()[:2], lexicon.places()}:
        return False
    after = tokens.after(0)
    following = tokens.kinds(after)
    return tokens.key(after) in (",", "-") or ("tail" in following and not following & {"field", "office"})


# What the issuer tells


def _placed(name: str, issuer: str) -> str:
    """The name with what it leaves out: the body that it is part of, its province."""
    if issuer in name:
        return name
    province = next((found for found in _provinces().values() if issuer.endswith(found)), None)
    base = issuer.removesuffix(province or "").strip()
    kind = base.split(" ", maxsplit=1)[0]
    if name.endswith(base):
        return name.removesuffix(base) + issuer
    if kind.lower() in _capitals():
        for match in re.finditer(rf"\b{kind}\b", name):
            if not name[match.end() :].startswith(":") and not name[match.end() :].lstrip()[:1].isupper():
                return name[: match.start()] + issuer + name[match.end() :]
    tokens = Tokens(name)
    if _lacks_parent(tokens):
        return f"{name} {issuer}"
    level = tokens.key(len(tokens) - 1)
    place = re.search(rf"\b{level} (.*)$", issuer) if lexicon.places() in lexicon.kinds_of(level) else None
    if place and _kinds_before(tokens, len(tokens) - 1).isdisjoint({"determiner", "link"}) and tokens.key(len(tokens) - 2) != ",":
        return f"{name} {place[1]}"
    return _with_province(name, tokens, province)


def _lacks_parent(tokens: Tokens) -> bool:
    """Whether a name is an office's inside another body, and that body is not named."""
    head = past_determiners(tokens, 0)
    phrases = [phrase for start, phrase in sorted(tokens.phrases.items()) if start > head]
    last = tokens.phrase_ends.get(len(tokens))
    if last is not None and "tail" in last.kinds and tokens.key(last.end - 1) == "thuộc":
        return True
    return "inner" in tokens.kinds(head) and not any(
        phrase.kinds & {"parent", "name"} and "field" not in phrase.kinds for phrase in phrases
    )


def _with_province(name: str, tokens: Tokens, province: str | None) -> str:
    if province is None:
        return name
    level = province.split(" ", maxsplit=1)[0]
    if fold(level) == "tỉnh" and name.endswith(" tỉnh"):
        return name.removesuffix("tỉnh") + province
    if fold(level) == "thành" and name.endswith(" thành phố"):
        return name.removesuffix("thành phố") + province
    is_department = tokens.key(0) == "sở" and "field" in tokens.kinds(1) and tokens.after(1) == len(tokens)
    return f"{name} {province}" if is_department else name


# The data


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
    return {fold_phrase(letters): field["name"] for field in load("units")["fields"] for letters in field.get("short", ())}


@cache
def _provinces() -> dict[Keys, str]:
    """Folded words of each province's name, past and present -> the name with its level."""
    rules = load("units")["provinces"]
    names = {
        name: f"Thành phố {name}" if name in rules["cities"] else f"tỉnh {name}"
        for name in (*rules["until_2025"], *rules["names"])
    }
    found = {keys: full for name, full in names.items() for keys in lexicon.spellings(name)}
    found.update({fold_phrase(other): names[name] for other, name in rules["spellings"].items()})
    return found


@cache
def _capitals() -> frozenset[str]:
    return frozenset(load("units")["capitals"])


def _plural() -> str:
    first: str = load("units")["determiners"][0]
    return first
