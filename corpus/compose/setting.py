"""Setting words: what happens to a text between the plan and the page (soft breaks, tracked changes, footnotes)."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.compose.answers import Answers
from corpus.compose.numbers import Label
from corpus.layout import Layout
from corpus.model import Cite, Mention, Words
from corpus.sheet import Align, Para, Run

INDENT = 1.27  # cm, the first line of a paragraph, as the decree has it
_STRUCK = ("(dự thảo) ", "dự kiến ", "kịp thời và ", "theo phân công ", "trước ngày 01/01/2020 ")
_NOTES = (
    "Tính đến thời điểm xây dựng Kế hoạch.",
    "Số liệu do các địa phương báo cáo.",
    "Theo danh sách gửi kèm.",
    "Không tính các đơn vị đã giải thể, sáp nhập.",
)


@dataclass
class Setter:
    """Sets words in a layout; remembers which knobs made a difference."""

    layout: Layout
    answers: Answers
    used: set[str] = field(default_factory=set)
    dice: dict[str, random.Random] = field(default_factory=dict)

    def chance(self, purpose: str, share: float) -> bool:
        """True in this share of calls for the purpose, always the same calls for a seed."""
        return self.dice.setdefault(purpose, self.layout.random(purpose)).random() < share

    def pick(self, purpose: str, values: Sequence[str]) -> str:
        """One of the values."""
        return self.dice.setdefault(purpose, self.layout.random(purpose)).choice(values)

    def text(self, words: Words) -> str:
        """The words as printed, citations written out."""
        return "".join(
            word if isinstance(word, str) else self._cited(word) if isinstance(word, Mention) else word.text
            for word in words
        )

    def para(
        self,
        text: str,
        label: Label | None = None,
        *,
        bold: bool = False,
        italic: bool = False,
        align: Align = "justify",
        body: bool = True,
        first_line: float = INDENT,
    ) -> Para:
        """A paragraph, its label typed or left to Word. `body`: an author's sentence, in which the author edits."""
        runs = self.runs(text, bold=bold, italic=italic) if body else (Run(text, bold, italic),)
        place = None
        if label and label.printed:
            place = label.place
            if place is None:
                runs = (Run(f"{label.printed} ", bold, italic), *runs)
            self.used.add("numbering")
        return Para(runs, align, first_line if align == "justify" else 0.0, number=place, keep_next=bold)

    def runs(
        self, text: str, *, bold: bool = False, italic: bool = False, size: float | None = None
    ) -> tuple[Run, ...]:
        """The words in runs, edited as the knobs say. What is read of them is `text`."""
        if self.layout["breaks"] == "soft" and len(text) > 40 and self.chance("breaks", 0.25):
            text = self._broken(text)
            self.used.add("breaks")
        whole = Run(text, bold, italic, size)
        runs: tuple[Run, ...] = (whole,)
        middle = text.find(" ", len(text) // 2) + 1
        if self.layout["changes"] == "tracked" and middle and self.chance("changes", 0.3):
            self.used.add("changes")
            runs = (
                replace(whole, text=text[:middle]),
                replace(whole, text=self.pick("struck", _STRUCK), change="deleted"),
                replace(whole, text=text[middle:], change="inserted"),
            )
        if self.layout["footnotes"] == "some" and len(text) > 60 and not bold and self.chance("footnotes", 0.08):
            self.used.add("footnotes")
            runs = (*runs[:-1], replace(runs[-1], footnote=self.pick("notes", _NOTES)))
        return runs

    def cite(self, cite: Cite, *, full: bool) -> str:
        """A citation as printed."""
        text = f"{cite.type} số {cite.number}"
        if full:
            text += f" ngày {day_words(cite.date.isoformat(), self.layout['dates'])}" if cite.date else ""
            text += f" của {cite.issuer}" if cite.issuer else ""
            text += f" {cite.about}" if cite.about else ""
            self.used.add("dates")
        return text

    def _cited(self, mention: Mention) -> str:
        return self.cite(self.answers.cite(mention.cite, with_date=mention.full), full=mention.full)

    def _broken(self, text: str) -> str:
        """The text with one blank turned into a soft break."""
        blanks = [i for i, letter in enumerate(text) if letter == " " and 15 < i < len(text) - 10]
        at = self.dice.setdefault("break", self.layout.random("break")).choice(blanks) if blanks else None
        return text if at is None else f"{text[:at]}\n{text[at + 1 :]}"


def day_words(day: str, style: str) -> str:
    """Example: "2026-03-02" as "02 tháng 3 năm 2026" or "02/3/2026"; blanks for what is missing ("2026-03")."""
    year, month, date = (*day.split("-"), "", "")[:3]
    month = month if not month or int(month) < 3 else str(int(month))  # the decree pads January and February only
    if style == "slashed" and date:
        return f"{date}/{month}/{year}"
    return f"{date or '   '} tháng {month or '   '} năm {year}"
