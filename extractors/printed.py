"""Numbers and dates of documents as they are printed: "51 /2019/NĐ- CP", "19-NQ/TW", "ngày 06 tháng 3 năm 2025".

Sources: Nghị định 30/2020/NĐ-CP, Phụ lục I and III; Hướng dẫn 36-HD/VPTW of the Party's Office. The letterhead and the
citations share these forms.
"""

import re
from dataclasses import dataclass
from datetime import date

from extractors.rules import load

AUTUMN = 10
"""Plans for the next year are issued from this month on."""


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed: year, month and day as far as they are given, and where it ends."""

    year: int | None
    month: int | None
    day: int | None
    end: int

    @property
    def full(self) -> date | None:
        """The day, None where it is partial or impossible."""
        if not (self.year and self.month and self.day):
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def date_at(text: str, position: int) -> PrintedDate | None:
    """The date that opens with "ngày" at a position, blanks or dots in place of what is left open."""
    match = _DATE.match(text, position)
    if match is None:
        return None
    form = "1" if match["y1"] else "2"
    day, month, year = (int(match[part + form].replace(" ", "")) if match[part + form] else None for part in "dmy")
    return PrintedDate(year, month, day, match.end())


def normal_number(printed: str) -> str:
    """A number as it is written by rule: blanks out, one kind of hyphen, and the letter Đ for its look-alikes."""
    return re.sub(r"\s+", "", printed).translate(_LOOK_ALIKES)


def sign_parts(number: str) -> list[str]:
    """The parts of a number's sign: ["KH", "SYT"] of "12/KH-SYT", ["NQ", "TW"] of "19-NQ/TW"."""
    return [p for p in re.split(r"[/-]", number)[1:] if p and not p.isdigit()]


def kind_pattern() -> str:
    """The pattern of the letters for a document's type: "KH", "QĐ", "CTrHĐ"."""
    return "|".join(sorted(load("citations")["kinds"], key=len, reverse=True)).replace("Đ", "[ĐÐƉ]")


def sign_pattern() -> str:
    """The pattern of a number's sign with what parts it from the digits: "/KH-SYT", "/2019/NĐ-CP", "-NQ/TW"."""
    kinds = kind_pattern()
    # Offices put blanks around a hyphen; behind the type's letters any are taken, elsewhere one at most.
    dash, wide = r"\s?[-–‐‑]\s?", r"\s*[-–‐‑]\s*"
    return (
        rf"(?:\s*/\s*(?:19|20)\d\d\s*/\s*(?:(?:{kinds}){wide}{ORG}|{ORG})(?:{dash}{ORG})*"
        rf"|\s*/\s*(?:(?:{kinds}){wide}{ORG}|{ORG}{dash}{ORG})(?:{dash}{ORG})*"
        rf"|{wide}(?:{kinds})\s*/\s*{ORG}(?:{dash}{ORG})*"
        rf"|\s*/\s*(?:{kinds})\s*/\s*{ORG})(?![\w&])"
    )


# How

_UPPER = "A-ZĐÐƉƯÂÊÔƠĂ"
# A sign's part: capitals, at most two small letters in it (TTg, CTr, QyĐ), perhaps a term's number (QH15, BCĐ389).
ORG = rf"[{_UPPER}](?:\.?[{_UPPER}&])*(?:[a-zđ]{{1,2}}[{_UPPER}]*)?\d{{0,3}}"
_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "–": "-", "‐": "-", "‑": "-"})

_DATE = re.compile(
    r"ngày\s*(?:"
    r"(?P<d1>\d{1,2})\s*[/.–-]\s*(?P<m1>\d{1,2})\s*[/.–-]\s*(?P<y1>\d{4})(?!\d)"
    # A stamped day may stand apart: "ngày 1 5 tháng 10".
    r"|(?P<d2>\d ?\d?)?[\s.…_]*tháng\s*(?P<m2>\d ?\d?)?[\s.…_]*(?:năm|/)\s*(?P<y2>\d{4})(?!\d)"
    r"|[\d\s.…_]*/[\d\s.…_]*(?:/\s*\d{4}(?!\d))?"
    r"|[\s.…_]*tháng[\s.…_]*năm(?:\s*\d{4})?(?!\d))",
    re.IGNORECASE,
)
