"""Label lines: "Đơn vị thực hiện: Văn phòng Sở", lettered, dashed, or several in one line parted by ";"."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from extractors import cell_actors, deadlines, units
from extractors.excerpt import Excerpt, unmarked
from extractors.rules import load

LabelField = Literal["lead", "partners", "deadlines", "products", "none"]


@dataclass(frozen=True, slots=True)
class Label:
    """One label's value and the field that it gives; "none" for labels that give no field of a task."""

    field: LabelField
    value: Excerpt


@lru_cache(maxsize=4096)  # an entry's lines are asked for by all that looks at what stands below it
def read(excerpt: Excerpt) -> tuple[Label, ...]:
    """The labels of an entry's text (number or mark cut), () when it is no label line.

    A label line opens with a label; further ones stand behind ";" or a line break.
    """
    opening = _label().match(excerpt.text) or _label().match(_with_marks(excerpt.text))
    if opening is None or _is_office(opening[0]):
        return ()
    return _from(excerpt, [opening, *_next_label().finditer(excerpt.text, opening.end())])


def trailing(excerpt: Excerpt) -> tuple[Excerpt, tuple[Label, ...]]:
    """An item's text and the labels that stand behind it in the same paragraph.

    "Mở lớp tập huấn. Cơ quan thực hiện: Sở Xây dựng; thời gian: quý II." A label opens behind a full stop, a
    semicolon or a line break.
    """
    openings = list(_next_label().finditer(excerpt.text))
    bracket = _BRACKET.search(excerpt.text)
    if bracket and not any(m.start() < bracket.start() < m.end() for m in openings):
        openings = [m for m in openings if m.end() <= bracket.start()]  # a bracket that labels stand in is the text's
    if not openings or not any(_field(match) in ("lead", "partners") for match in openings):
        return excerpt, ()
    return excerpt.cut(0, openings[0].start() + 1), _from(excerpt, openings)


def bracketed(excerpt: Excerpt, *, names_lead: bool) -> tuple[Label, ...]:
    """What a bracket at an item's end says of it: "(Sở A chủ trì; Sở B phối hợp; trước ngày 30/6/2026)", "(phụ trách:
    Phòng C, thời gian: tháng 5)".

    `names_lead` lets names alone tell who leads, where the item's own words do not.
    """
    match = _BRACKET.search(excerpt.text)
    if match is None:
        return ()
    inside = excerpt.cut(match.start("inside"), match.end("inside"))
    opening = _label().match(inside.text)
    if opening:
        told = _from(inside, [opening, *_label_in_bracket().finditer(inside.text, opening.end())])
        return told if _tells(told[0]) else ()
    named = cell_actors.in_cell(inside.text)
    if named is None:
        return _names_alone(excerpt.text[: match.start()], inside) if names_lead else ()
    found = [Label("lead", inside.cut(unit.start, unit.end)) for unit in named.lead]
    found += [Label("partners", inside.cut(unit.start, unit.end)) for unit in named.partners]
    last = inside.text.rfind(";")
    if last >= 0 and _is_time(inside.text[last + 1 :]):
        found.append(Label("deadlines", inside.cut(last + 1)))
    return tuple(found)


def _tells(label: Label) -> bool:
    """Whether a label in a bracket names who or when: "(thực hiện: 30 lớp)", "(thời gian: 03 ngày)" do neither."""
    text = label.value.text
    return _is_time(text) if label.field == "deadlines" else label.field in ("lead", "partners") and units.is_unit(text)


def _with_marks(text: str) -> str:
    """The text with the marks of a label that were misread or not typed: "Thời gian thực hiên", "Don vi thuc hien"."""
    colon = text.find(":")
    words = text[: max(colon, 0)].split(" ")
    if colon < 0 or len(words) > _LABEL_WORDS:
        return text
    known = _syllables()
    return " ".join(known.get(unmarked(word.lower()), word) if word else word for word in words) + text[colon:]


_LABEL_WORDS = 8


@cache
def _syllables() -> dict[str, str]:
    """The syllables of labels by their letters without marks, those that only one syllable has."""
    found: dict[str, set[str]] = {}
    for rule in load("labels")["label"]:
        for word in re.findall(r"[^\W\d_]+", " ".join(rule["patterns"])):
            found.setdefault(unmarked(word), set()).add(word)
    return {bare: words.pop() for bare, words in found.items() if len(words) == 1}


def _names_alone(before: str, inside: Excerpt) -> tuple[Label, ...]:
    """What a bracket of names alone says, a time behind a semicolon aside: "(Phòng Tư pháp; quý II)" names the lead.

    Right behind another body's name it only says which part of it is meant: "gửi về Sở (Văn phòng)".
    """
    cut = inside.text.rfind(";")
    timed = cut >= 0 and _is_time(inside.text[cut + 1 :])
    names = inside.cut(0, cut) if timed else inside
    if not units.names_bodies(names.text) or _ends_with_unit(before):
        return ()
    if len(units.in_list(names.text)) > _MOST_LEADS:
        return ()  # the members of something, told one by one
    found = [Label("lead", names)]
    return (*found, Label("deadlines", inside.cut(cut + 1))) if timed else tuple(found)


def _ends_with_unit(text: str) -> bool:
    """Whether a body's name ends a text, which a bracket then tells more of; where something is done does not count."""
    text = text.rstrip()
    words = [word.start() for word in re.finditer(r"\S+", text)][-_LONGEST_NAME:]
    first = next((text[start:].strip() for start in words if units.is_unit(text[start:].strip())), "")
    if " " not in first and first.islower():
        return text.removesuffix(first).rstrip().endswith(" của")  # "của ngành", but not "trụ sở"
    return bool(first) and first.split(" ")[0].casefold() not in _WHERE


_MOST_LEADS = 4
_LONGEST_NAME = 14  # words of a unit's name
_WHERE = frozenset({"tại", "ở", "trong", "trên"})


_OFFICE = re.compile(r"\W*(?:Phòng|Ban|Bộ phận)\s+(?P<name>[^\W\d_]+)")
_BRACKET = re.compile(r"\((?P<inside>[^()]{5,300})\)\s*[.;]?\s*$")


def _is_office(label: str) -> bool:
    """Whether a label is an office's name: "Phòng Tham mưu: Theo dõi …", not "Phòng tham mưu: …"."""
    match = _OFFICE.match(label)
    return match is not None and match["name"].istitle()


def _from(excerpt: Excerpt, openings: list[re.Match[str]]) -> tuple[Label, ...]:
    """The labels that open at some places of a text, each with its value up to the next."""
    found: list[Label] = []
    for i, match in enumerate(openings):
        end = openings[i + 1].start() if i + 1 < len(openings) else len(excerpt.text)
        found += _parted(Label(_field(match), _value(excerpt, match.end(), end)))
    return tuple(found)


def _parted(label: Label) -> tuple[Label, ...]:
    """A label of units with a time behind them as two: "Chủ trì: Sở Xây dựng; hằng năm", "…, thường xuyên"."""
    text = label.value.text
    if label.field not in ("lead", "partners"):
        return (label,)
    if label.field == "lead" and _is_all_time(text):
        return (Label("deadlines", label.value),)  # "thực hiện: thường xuyên"
    for cut in (text.rfind(";"), text.rfind(",")):
        if cut >= 0 and _is_time(text[cut + 1 :]):
            return Label(label.field, label.value.cut(0, cut)), Label("deadlines", label.value.cut(cut + 1))
    return (label,)


def _is_all_time(text: str) -> bool:
    """Whether a label's value is a time and nothing else."""
    return all(_is_time(part) for part in re.split("[;,]", text))


def _is_time(text: str) -> bool:
    """Whether a text tells a time and is no body's name with one in it: "Phòng Giáo dục thường xuyên"."""
    found = deadlines.in_cell(text, None)
    return any(match.value.kind not in ("reference", "event") for match in found) and not units.is_unit(text)


def named(words: str) -> LabelField | None:
    """The field of a label that stands alone, without its colon, as in a table; None where it is no label."""
    match = _label().fullmatch(f"{words.strip()}:")
    return None if match is None or _is_office(match[0]) else _field(match)


def is_contents(text: str) -> bool:
    """Whether a line tells what an event holds: "Nội dung: Nghi lễ khai mạc; văn nghệ"."""
    return bool(_line("contents").match(text))


def is_place(text: str) -> bool:
    """Whether a line tells where an event is held."""
    return bool(_line("places").match(text))


@cache
def _line(name: str) -> re.Pattern[str]:
    return re.compile(rf"\W{{0,3}}(?:{'|'.join(load('labels')[name])})\s*:".replace(" ", r"\s+"), re.IGNORECASE)


def is_heading(text: str) -> bool:
    """Whether a heading only announces label lines below it: "a) Phân công thực hiện"."""
    return bool(_label().match(text.rstrip(" .:") + ":"))


def _field(match: re.Match[str]) -> LabelField:
    return match.lastgroup  # type: ignore[return-value]


def _value(excerpt: Excerpt, start: int, end: int) -> Excerpt:
    value = excerpt.cut(start, end)
    text = value.text.rstrip(" ;")
    if text.rstrip(".").endswith(")") and text.count(")") > text.count("("):
        text = text.rstrip(".")[:-1]  # the bracket that the labels stand in
    return value.cut(0, len(text.rstrip(" ;")))


@cache
def _labels() -> str:
    rules = load("labels")["label"]
    return "|".join(f"(?P<{rule['field']}>{'|'.join(rule['patterns'])})" for rule in rules)


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,3}}(?:{_labels()})\s*:\s*".replace(" ", r"\s+"), re.IGNORECASE)


@cache
def _next_label() -> re.Pattern[str]:
    return re.compile(rf"(?:[;.]|\n)\W*(?:{_labels()})\s*:\s*".replace(" ", r"\s+"), re.IGNORECASE)


@cache
def _label_in_bracket() -> re.Pattern[str]:
    return re.compile(rf"[;,.\n]\W*(?:{_labels()})\s*:\s*".replace(" ", r"\s+"), re.IGNORECASE)
