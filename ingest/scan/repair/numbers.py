"""Signs of documents ("155/QĐ-TTq") and days, months and years that cannot be ("ngày 3i tháng 8", "22/01/2926")."""

import calendar
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from ingest.scan.repair import rules
from ingest.scan.repair.confusions import cost
from ingest.scan.repair.model import Adapted
from ingest.scan.repair.spelling import key
from ingest.scan.repair.text import Proposal, Text

_SIGN = re.compile(r"(\W*\d{1,5}/(?:(?:19|20)\d\d/)?)([^\W\d_]*[^\s/\d,;.()]*[^\W\d_])([,;:.)]*)")
_DATE = re.compile(r"(\W*)([^\s/.-]{1,2})([/.-])([^\s/.-]{1,2})\3(\S{4,5}?)([,;:.)]*)")
_WORDED = {"ngày": 31, "tháng": 12}


def proposals(text: Text, adapted: Adapted) -> Iterator[Proposal]:
    """Other signs and dates for those that cannot be."""
    yield from _signs(text, adapted)
    yield from _dates(text)


def _signs(text: Text, adapted: Adapted) -> Iterator[Proposal]:
    table = rules.load()["signs"]
    parts = _sign_parts(text, adapted, table["trust"])
    for place, word in enumerate(text.words):
        found = _SIGN.fullmatch(word.text)
        if not found or word.confidence >= table["trust"]:
            continue
        number, sign, behind = found.groups()
        price = table["doubtful_price"] if word.confidence < table["doubt"] else table["price"]
        new = "-".join(_sign_part(part, parts, price, table) for part in sign.split("-"))
        if new != sign:
            yield Proposal(place, number + new + behind, "sign")


def _sign_parts(text: Text, adapted: Adapted, trust: float) -> Mapping[str, int]:
    """The parts of signs that plans have, and those that the document itself has in words read with confidence."""
    parts: Counter[str] = Counter()
    for sign, count in adapted.model.signs.items():
        parts.update(dict.fromkeys(sign.split("-"), count))
    for word in text.words:
        found = _SIGN.fullmatch(word.text) if word.confidence >= trust else None
        if found:
            parts.update(found[2].split("-"))
    return parts


def _sign_part(part: str, parts: Mapping[str, int], price: float, table: Mapping[str, float]) -> str:
    """The known part that one as read stands for; itself where it is known or nothing is near."""
    if part in parts or len(part) < 2:
        return part
    near = sorted(
        (cost(part.lower(), known.lower()), known) for known, count in parts.items() if count >= table["least"]
    )
    if not near or near[0][0] > price:
        return part
    if len(near) > 1 and near[1][0] - near[0][0] < table["gap"]:
        return part
    return near[0][1]


def _dates(text: Text) -> Iterator[Proposal]:
    years = _own_years(text)
    own = max(years, key=lambda year: (years[year], year), default=0)
    for place, word in enumerate(text.words):
        found = _DATE.fullmatch(word.text)
        if found and sum(c.isdigit() for c in word.text) >= 4:
            new = _slashed(found, years, own)
        else:
            new = _worded(text, place, years, own)
        if new and new != word.text:
            yield Proposal(place, new, "date")


def _own_years(text: Text) -> Counter[int]:
    """The years that a document names, with how often."""
    return Counter(
        int(year)
        for word in text.words
        if word.confidence >= rules.load()["language"]["confident"]
        for year in re.findall(r"(?<!\d)20\d\d(?!\d)", word.text)
    )


def _slashed(found: re.Match[str], years: Mapping[int, int], own: int) -> str | None:
    before, day, mark, month, year, behind = found.groups()
    new_day, new_month, new_year = _digits(day), _digits(month), _digits(year)
    if not (new_day and new_month and new_year):
        return None
    new_month = _within(new_month, 12)
    new_day = _within(new_day, 31) if new_month else None
    whole = _year(new_year, years, own, rules.load()["dates"]["day_ahead"])
    if not (new_day and new_month and whole) or int(new_day) > calendar.monthrange(int(whole), int(new_month))[1]:
        return None
    return f"{before}{new_day}{mark}{new_month}{mark}{whole}{behind}"


def _worded(text: Text, place: int, years: Mapping[int, int], own: int) -> str | None:
    """A number behind "ngày", "tháng" or "năm"; a day only before "tháng", for "20 ngày" are not the twentieth."""
    if not place or text.parts(place - 1).behind:
        return None
    before, core, behind = text.parts(place)
    unit = key(text.parts(place - 1).core)
    digits = rules.load()["dates"]["months"].get(core) if unit == "tháng" else None
    if digits is None and (not any(c.isdigit() for c in core) or not core.isalnum()):
        return None
    digits = digits or _digits(core)
    new = None
    if digits and unit in _WORDED and len(digits) <= 2:
        dated = place + 1 < len(text.words) and key(text.parts(place + 1).core) == ("tháng", "năm")[unit == "tháng"]
        new = _within(digits, _WORDED[unit]) if dated else None
    elif digits and unit == "tháng" and len(digits) in (5, 6):  # "tháng 122026": the stroke between is lost
        month, year = digits[:-4], int(digits[-4:])
        is_near = bool(own) and abs(year - own) <= rules.load()["dates"]["day_ahead"]
        new = f"{month}/{year}" if is_near and 1 <= int(month) <= 12 else None
    elif digits and unit == "năm" and len(digits) in (4, 5):
        new = _year(digits, years, own, rules.load()["dates"]["ahead"])
    return before + new + behind if new else None


def _digits(read: str) -> str | None:
    """A number with letters of a digit's outline put right; None if others are in it, or hardly a digit."""
    table = rules.load()["dates"]["digits"]
    digits = "".join(c if c.isdecimal() else table.get(c, "?") for c in read)
    return digits if digits.isdecimal() and any(c.isdecimal() for c in read) else None


def _within(digits: str, most: int) -> str | None:
    """A number from 1 to `most`, with one digit put right if it is none; None where that cannot be told."""
    if 1 <= int(digits) <= most:
        return digits
    confused = rules.load()["dates"]["confused"]
    options = {digits[:i] + confused[c] + digits[i + 1 :] for i, c in enumerate(digits) if c in confused}
    fit = [option for option in options if 1 <= int(option) <= most]
    return fit[0] if len(fit) == 1 else None


def _year(digits: str, years: Mapping[int, int], own: int, ahead: int) -> str | None:
    """The year itself where it can be; else the one year of the document that differs by a digit."""
    table = rules.load()["dates"]
    if len(digits) == 4 and (not own or table["first_year"] <= int(digits) <= own + ahead):
        return digits
    near = [year for year in years if abs(year - own) <= table["day_ahead"] and _one_digit_off(digits, str(year))]
    return str(near[0]) if len(near) == 1 else None


def _one_digit_off(read: str, year: str) -> bool:
    if len(read) == len(year):
        return sum(a != b for a, b in zip(read, year, strict=True)) == 1
    return any(read[:i] + read[i + 1 :] == year for i in range(len(read)))
