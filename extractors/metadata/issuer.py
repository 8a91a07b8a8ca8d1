"""The issuing body as it is understood, from the lines above the number: "Sở Y tế tỉnh Bình Định".

Names in capitals get normal case by rule (a head, a name of its own, places) and data: rules/issuers.toml.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from extractors.excerpt import squeeze, unmarked
from extractors.metadata.lines import CAPITALS, alternatives, is_capitals
from extractors.rules import load

_SHORT = re.compile(r"[^aeiouy\d]+|\w*[^aeiouy\d]{2}(?<!ch|ng|nh)")
"""A word, its tones taken off, that no syllable can be and so is short for something: THCS, MTTQ, ATGT."""


def is_body_name(text: str) -> bool:
    """Whether a text opens as a body's name does, in capitals or normal case."""
    return bool(_head().match(text)) or bool(_place_line().match(text))


def opens_body(line: str) -> bool:
    """Whether a line of the letterhead opens a body's name rather than going on from the line above."""
    return bool(_head().match(line))


def inner_heads(line: str) -> list[int]:
    """Where further bodies' names open within a line of capitals."""
    return [m.start() for m in _inner_head().finditer(line)]


def understood(names: Sequence[str], place: str | None) -> str:
    """The last of the bodies named one below the other, with its place or its parent where it needs them.

    `names` are printed names from the top down, `place` that of the place-and-date line.
    """
    name = normal_case(names[-1])
    above = names[:-1]
    if _locality(name):
        return name
    if _needs(name, "needs_parent") and above and not (_needs(name, "needs_place") and _is_committee(above[-1])):
        return f"{name} {understood(above, place)}"
    if not _needs(name, "needs_place"):
        return name
    for parent in reversed(above):
        if locality := _locality(normal_case(parent)):
            return f"{name} {locality}"
    return f"{name} {_whole_place(place, name)}" if place else name


def of_sign(parts: Sequence[str], above: Sequence[str], place: str | None) -> str | None:
    """The issuer that a number's sign names (["KH", "SYT"] with "Đồng Nai": "Sở Y tế Đồng Nai"), None if unknown.

    `above` are the bodies that the letterhead does name: the issuer's parents.
    """
    if name := _of_code(parts):
        return understood([*above, name], place)
    if parts and parts[-1] in ("TU", "TƯ") and place:
        city = any(c in place for c in load("issuers")["places"]["cities"])
        return f"{'Thành ủy' if city else 'Tỉnh ủy'} {re.sub('^Thành phố ', '', place)}"
    return None


def is_known_sign(parts: Sequence[str]) -> bool:
    """Whether a number's sign names a known issuer."""
    return _of_code(parts) is not None


def matches_sign(name: str, parts: Sequence[str]) -> bool:
    """Whether a body's initials are those of a number's sign: "SỞ Y TẾ" and "KH-SYT"."""
    initials = "".join(w[0] for w in re.findall(r"\w+", normal_case(name)) if w.casefold() != "và").casefold()
    return any(len(p) > 1 and _plain(initials).startswith(_plain(p.replace("&", "").casefold())) for p in parts)


def announced_in(text: str) -> tuple[int, int] | None:
    """Where a paragraph names the body that announces the document: "…; Sở Y tế ban hành Kế hoạch …"."""
    match = _announcement().search(text)
    return match.span("body") if match else None


def normal_case(name: str) -> str:
    """A body's name in normal case: "SỞ GIÁO DỤC VÀ ĐÀO TẠO" is "Sở Giáo dục và Đào tạo"."""
    name = squeeze(name).strip(" .,;:*_-–")
    if is_capitals(name):
        name = _lowered(name)
    return re.sub(r"\bUBND\b", "Ủy ban nhân dân", re.sub(r"\bHĐND\b", "Hội đồng nhân dân", name))


def as_in_sentences(name: str, texts: Iterable[str]) -> str:
    """A name that is printed in capitals, in the case in which the document's sentences have it most often.

    Schools, hospitals and firms have names of their own, of which no rule tells where capitals belong. The longest
    beginning of the name that stands there counts, from three words on.
    """
    if not _small_head("named_freely").match(name):
        return name
    words = name.split()
    read = [squeeze(text) for text in texts]
    for count in range(len(words), 2, -1):
        pattern = re.compile(rf"(?<!\w){re.escape(' '.join(words[:count]))}(?!\w)", re.IGNORECASE)
        found = Counter(m[0] for text in read for m in pattern.finditer(text) if not is_capitals(m[0]))
        if found:
            likeliest = min(found, key=lambda form: (-found[form], form))
            return " ".join([likeliest[:1].upper() + likeliest[1:], *words[count:]])
    return name


# How


def _lowered(name: str) -> str:
    short = {word.lower(): word for word in re.findall(r"\w+", name) if _SHORT.fullmatch(unmarked(word.lower()))}
    text = re.sub(r"\btp\b\.?\s*", "thành phố ", name.lower())
    text = re.sub(r"\bubnd\b", "ủy ban nhân dân", re.sub(r"\bhđnd\b", "hội đồng nhân dân", text))
    text = re.sub(r"\bhồ chí minh\b|\bhcm\b", "hồ chí minh", text)
    own_name = _small_head("own").match(text)
    with_place = _small_head("with_place").match(text)
    school = _small_head("schools").match(text)
    head = max((m.end() for m in (own_name, with_place) if m), default=0)
    if school:
        text = text[: school.end()] + text[school.end() :].title()
    elif own_name and head == own_name.end():
        text = text[:head] + _capital_after(text[head:])
    elif head and not _place_line().match(text[head:]):
        text = text[:head] + text[head:].title()
    # The parts of a body's field have capitals: "Văn hóa, Thể thao và Du lịch".
    text = re.sub(r"(?:(?<=,)\s|(?<=\svà)\s|(?<=\s[-–])\s)\w", lambda m: m[0].upper(), text)
    text = _places().sub(lambda m: m["level"] + m["name"].title(), text)
    for proper in load("issuers")["places"]["provinces"] + load("issuers")["places"]["proper"]:
        text = re.sub(rf"(?<!\w){re.escape(proper)}(?!\w)", proper, text, flags=re.IGNORECASE)
    for capital in load("issuers")["places"]["with_capital"]:
        text = re.sub(re.escape(capital), capital, text, flags=re.IGNORECASE)
    if school:
        kinds = load("issuers")["heads"]["schools"]
        text = next(kind for kind in kinds if kind.casefold() == school[0].casefold()) + text[school.end() :]
    text = re.sub(r"\w+", lambda m: short.get(m[0].lower(), m[0]), text)
    return text[:1].upper() + text[1:]


def _capital_after(rest: str) -> str:
    return re.sub(r"^(\s*)(\w)", lambda m: m[1] + m[2].upper(), rest)


def _of_code(parts: Sequence[str]) -> str | None:
    codes: dict[str, str] = load("issuers")["codes"]
    return next((codes[code] for p in parts if (code := p.replace("&", "")) in codes), None)


def _needs(name: str, what: str) -> bool:
    return any(re.match(rf"{re.escape(head)}(?!\w)", name) for head in load("issuers")["heads"][what])


def _is_committee(name: str) -> bool:
    """Whether a body governs a place: its offices are named by the place ("Phòng Y tế huyện …")."""
    return normal_case(name).startswith(("Ủy ban nhân dân", "Uỷ ban nhân dân"))


def _locality(name: str) -> str | None:
    """The place that a name in normal case ends with: "tỉnh Bình Định", "Thành phố Hồ Chí Minh", "Kiên Giang"."""
    if match := _place_in_name().search(name):
        return match[0]
    places = load("issuers")["places"]
    known = next((p for p in places["provinces"] + places["cities"] if name.endswith(" " + p)), None)
    governing = _small_head("with_place").match(name)
    return known or (name[governing.end() :].strip() or None if governing else None)


def _whole_place(place: str, name: str) -> str:
    place = re.sub(r"^(?:TP|Tp|T\.P)\.?\s*", "Thành phố ", place).replace("HCM", "Hồ Chí Minh")
    places = load("issuers")["places"]
    if name.startswith(("Ủy ban", "Hội đồng")) and place in places["provinces"]:
        return f"tỉnh {place}"
    if place in places["cities"]:
        return f"Thành phố {place}" if f"Thành phố {place}" in places["with_capital"] else f"thành phố {place}"
    return place


def _plain(text: str) -> str:
    """Initials without the marks that signs leave out: Ủ is U, Ô is O; Đ stays."""
    return text.translate(str.maketrans("ủuưâăêôơýáàộ", "uuuaaeooyaao"))


def _levels() -> str:
    return alternatives(load("issuers")["places"]["levels"])


@cache
def _head() -> re.Pattern[str]:
    heads = load("issuers")["heads"]
    return re.compile(rf"\s*(?:{alternatives(heads['with_place'] + heads['own'])})(?!\w)", re.IGNORECASE)


@cache
def _small_head(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load('issuers')['heads'][kind])})(?!\w)", re.IGNORECASE)


@cache
def _inner_head() -> re.Pattern[str]:
    return re.compile(rf"(?<=\s)(?:{alternatives([h.upper() for h in load('issuers')['heads']['inner']])})(?=\s)")


@cache
def _announcement() -> re.Pattern[str]:
    heads = load("issuers")["heads"]
    types = load("metadata")["type"]["names"]
    announces = alternatives(load("metadata")["title"]["announces"])
    return re.compile(
        rf"(?:^|[,;.]\s+)(?P<body>(?:{alternatives(heads['with_place'] + heads['own'])})(?:\s+[^\s,;.:()]+){{0,9}}?)"
        rf"\s+(?:{announces})\s+(?:thực hiện\s+)?(?i:{alternatives(types)})(?!\w)"
    )


@cache
def _place_line() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_levels()}|tp)\.?\s+\w", re.IGNORECASE)


@cache
def _places() -> re.Pattern[str]:
    """A level and the place's name behind it, in small letters, up to the end or the next body's name."""
    return re.compile(rf"(?<!\w)(?P<level>(?:{_levels()}))(?P<name>(?:\s+[^\W_]+(?:\s*-\s*(?=\w))?){{1,4}})$")


@cache
def _place_in_name() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_levels()}|Thành phố)\s+(?:[{CAPITALS}\d][\w']*(?:\s+-\s+|\s+|$)){{1,5}}$")
