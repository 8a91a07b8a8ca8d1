"""Roman numerals: of quarters ("Quý H"), of parts ("Phụ lục l"), of sections by their sequence ("L." before "II.")."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ingest.scan.repair import rules
from ingest.scan.repair.spelling import key
from ingest.scan.repair.text import Proposal, Text

_LABEL = re.compile(r"[-–.'`]?([^\s.)(]{1,6})[.]\W*?((?:[^\W\d_].*)?)", re.DOTALL)
_STROKES_ALONE = re.compile(r"[LlH|!]{1,3}")
_ROMAN = re.compile(r"[IVX]+")
_TENS = ("", "X", "XX", "XXX")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_LINKED = re.compile(r"(?!\d+\b)[IVXHl1|!]{1,4}(?:[/⁄,;.)].*)?")
_ARABIC = re.compile(r"[1-4]")
_YEAR = "năm"
_GLUED = re.compile(rf"()([IVHl|!\[\]]{{1,4}})({_YEAR})")  # "Quý Inăm 2024"


class Label(NamedTuple):
    """A number at the beginning of a line: how it was read, and what it can be (0 if it cannot)."""

    place: int
    read: str
    roman: int  # written as one
    likely: int  # by its strokes
    arabic: int
    rest: str  # of the word: "I.MỤC"
    stopped: bool = True  # by a full stop, as labels are


def proposals(text: Text) -> Iterator[Proposal]:
    """Other numerals for those that cannot be."""
    yield from _quarters(text)
    yield from _parts_of_text(text)
    yield from _sections(text)
    yield from _letters(text)


def _quarters(text: Text) -> Iterator[Proposal]:
    most = rules.load()["romans"]["most_quarter"]
    places = list(_behind_quarters(text))
    written = [text.words[place].text.partition("/")[0].strip(".,;:()") for place in places]
    romans = sum(bool(_ROMAN.fullmatch(word)) for word in written)
    arabics = sum(bool(_ARABIC.fullmatch(word)) and word != "1" for word in written)
    for place in places:
        yield from _as_roman(text, place, most, "quarter", ones=romans > 0 and not arabics)


def _behind_quarters(text: Text) -> Iterator[int]:
    """Places of quarters' numbers: behind "quý", and behind one by a comma or a link ("Quý II, III", "Quý I - II")."""
    links = rules.load()["romans"]["links"]
    last = -2  # the quarter before, or the link behind it
    for place, word in enumerate(text.words):
        if place and key(text.parts(place - 1).core) == "quý" and not text.parts(place - 1).behind:
            yield place
            last = place
        elif place == last + 1 and word.text.lower() in links and not text.words[last].text.endswith((";", ".")):
            last = place
        elif place == last + 1 and _LINKED.fullmatch(word.text) and text.words[last].text.endswith((",", *links)):
            yield place  # of letters: "- 11/2026" is a month
            last = place


def _parts_of_text(text: Text) -> Iterator[Proposal]:
    """Example: "Phụ lục l", "Phần IH"; one capital may be a letter, as in "Phụ lục H"."""
    table = rules.load()["romans"]
    for place in range(1, len(text.words)):
        before = text.parts(place - 1)
        if key(before.core) in table["before"] and not before.behind:
            core = text.parts(place).core
            if (len(core) > 1 and core != core.lower()) or core in ("l", "ll", "lll"):
                yield from _as_roman(text, place, table["most_heading"], "roman")


def _as_roman(text: Text, place: int, most: int, rule: str, *, ones: bool = False) -> Iterator[Proposal]:
    """The numeral for strokes of one; arabic numbers stay, but for 11 and 111, and 1 where `ones`."""
    word = text.words[place].text
    found = _GLUED.fullmatch(word) or re.fullmatch(r"(\W*?)([\w|!¡\[\]]{1,4})((?:[/⁄.,;:)].*)?)", word)
    if not found:
        return
    before, read, behind = found.groups()
    if read.isdigit() and read not in ("11", "111") and not (read == "1" and ones):
        return
    value = by_strokes(read)
    if 0 < value <= most and (not _ROMAN.fullmatch(read) or behind == _YEAR):
        yield Proposal(place, before + numeral(value) + (" " if behind == _YEAR else "") + behind, rule)


def _sections(text: Text) -> Iterator[Proposal]:
    """Numbers of sections that do not follow the one before, where their strokes fit the one that does."""
    table = rules.load()["romans"]
    labels = [label for place, cell in text.line_starts() if cell is None for label in _labels(text, place)]
    last = 0  # the section before
    between = _between_anchors(labels)
    for number, label in enumerate(labels):
        doubtful = text.words[label.place].confidence < table["sure"]
        wanted = between.get(number) or _wanted(labels, number, last, doubtful)
        if label.roman == 1 and last and labels[number + 1 : number + 2] and labels[number + 1].arabic == 2:
            yield _numbered(label, "1")  # an item: "2." follows, and neither "1." nor "II."
        elif wanted:
            if numeral(wanted) != label.read or not label.stopped:
                yield _numbered(label, numeral(wanted))
            last = wanted
        elif label.roman:
            last = label.roman
        elif label.read in table["ones"] and labels[number + 1 : number + 2] and labels[number + 1].arabic == 2:
            yield _numbered(label, "1")


_ITEM = re.compile(r"(\S)([).])(.*)", re.DOTALL)
_ALPHABET = "abcdđeghiklmnopqrstuvxy"


def _letters(text: Text) -> Iterator[Proposal]:
    """Letters of items that do not follow: "ø)" behind "e)" is "g)", "c)" behind "đ)" is "e)"."""
    misread = rules.load()["letters"]
    last = ""
    for place, cell in text.line_starts():
        found = _ITEM.fullmatch(text.words[place].text) if cell is None else None
        if not found:
            continue
        read, stop, rest = found.groups()
        wanted = _ALPHABET[_ALPHABET.index(last) + 1 : _ALPHABET.index(last) + 2] if last else "a"
        if stop == ")" and wanted and read != wanted and wanted in misread.get(read, ""):
            yield Proposal(place, f"{wanted}){rest}", "numbering")
            read = wanted
        if read in _ALPHABET and stop == ")":
            last = read


def _wanted(labels: Sequence[Label], number: int, last: int, doubtful: bool) -> int:
    """The roman number that a label stands for; 0 if it stands for none, or as it is read."""
    label = labels[number]
    after = next((later.roman or later.likely for later in labels[number + 1 :] if later.roman or later.likely > 1), 0)
    if label.roman:
        if label.roman in (last + 1, 1):
            return label.roman
        if label.roman == last and doubtful and after in (0, last + 2) and _alike(label.roman, last + 1):
            return last + 1  # "II." twice, then "IV." or the end
        if last and label.roman == last + 2 == after and _alike(label.roman, last + 1):
            return last + 1  # "III." twice, behind "I."
        return 0
    if label.arabic == 1:
        return 1 if last == 0 and _is_first_section(labels[number + 1 :]) else 0
    if label.arabic and label.arabic not in (11, 111):
        return 0
    if label.arabic and number and labels[number - 1].arabic == label.arabic - 1:
        return 0  # 10., 11.
    if label.likely == 1:
        return 1 if last == 0 and (after == 2 or label.read == "L") else 0
    return label.likely if label.likely == last + 1 else 0


def _between_anchors(labels: Sequence[Label]) -> dict[int, int]:
    """Labels that one stroke more or less makes the missing ones between two that hold: I, (I, II,) IV."""
    found: dict[int, int] = {}
    romans = [number for number, label in enumerate(labels) if label.roman]
    for place, start in enumerate(romans):
        for end in romans[place + 2 : place + 2 + _MOST_BETWEEN]:
            inner = romans[place + 1 : romans.index(end)]
            first, last = labels[start].roman, labels[end].roman
            wanted = range(first + 1, last)
            if len(inner) != len(wanted) or [labels[n].roman for n in inner] == list(wanted):
                continue
            if all(labels[n].roman == w or _alike(labels[n].roman, w) for n, w in zip(inner, wanted, strict=True)):
                found |= {n: w for n, w in zip(inner, wanted, strict=True) if labels[n].roman != w}
    return found


_MOST_BETWEEN = 4


def _is_first_section(later: Sequence[Label]) -> bool:
    """Whether behind a "1." its first item is "1." again, or the next section comes before a "2."; then it is "I."."""
    for label in later:
        if label.arabic == 1:
            return any(2 in (other.roman, other.likely) for other in later)
        if 2 in (label.roman, label.likely):
            return True
        if label.arabic:
            return False
    return False


def _labels(text: Text, place: int) -> Iterator[Label]:
    found = _LABEL.fullmatch(text.words[place].text)
    if not found:
        yield from _without_stop(text, place)
        return
    read, rest = found.groups()
    roman = value(read) if _ROMAN.fullmatch(read) else 0
    arabic = int(read) if read.isdecimal() else 0
    likely = 0 if roman else by_strokes(read)
    if roman or arabic or likely:
        yield Label(place, read, roman, likely, arabic, rest)


def _without_stop(text: Text, place: int) -> Iterator[Label]:
    """A label whose full stop was lost, "L Mục tiêu": strokes alone on their word, a capital behind them."""
    read = text.words[place].text
    behind = text.words[place + 1].text if place + 1 < len(text.words) and place + 1 not in text.starts else ""
    if len(behind) < 2 or not behind[0].isupper():
        return
    if _ROMAN.fullmatch(read) and len(read) > 1 and value(read):
        yield Label(place, read, value(read), 0, 0, "", stopped=False)
    elif _STROKES_ALONE.fullmatch(read) and by_strokes(read):
        yield Label(place, read, 0, by_strokes(read), 0, "", stopped=False)


def _numbered(label: Label, number: str) -> Proposal:
    return Proposal(label.place, f"{number}.{label.rest}", "numbering")


def _alike(one: int, other: int) -> bool:
    """Whether two numerals differ by one stroke."""
    a, b = numeral(one), numeral(other)
    return a in (b + "I", b[:-1], "I" + b) or b in (a + "I", "I" + a)


def numeral(value: int) -> str:
    """A number from 1 to 39 as a roman numeral."""
    return _TENS[value // 10] + _ONES[value % 10]


@cache
def _values() -> dict[str, int]:
    return {numeral(value): value for value in range(1, 40)}


def value(read: str) -> int:
    """What a roman numeral up to 39 counts, 0 for what is none."""
    return _values().get(read, 0)


@cache
def by_strokes(read: str) -> int:
    """What a numeral is by its strokes ("1I" 2, "HI" 3); 0 if it is none."""
    table = rules.load()["romans"]
    if read in table["whole"]:
        return value(table["whole"][read])
    strokes = table["strokes"]
    options = [strokes.get(letter) for letter in read]
    if not all(options):
        return 0
    return value("".join(str(option) for option in options))
