"""The inside of a paragraph as Word leaves it after years of typing: runs cut anywhere, marks between them.

All cuts and marks are drawn from a random generator; the words shown stay the same.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from corpus.sheet import Para, Run
from corpus.writers import boxes, notes
from corpus.writers.markup import escape, look, quoteattr, text
from corpus.writers.page import AUTHOR, DAY

_NUMBER = re.compile(r"\d/(?:\d{4}/)?[A-ZĐ]+(-[A-ZĐ]+)")
_LINK = "https://vanban.example.vn/tim?so=1"
_PIECE = 25  # letters between two cuts, on average


@dataclass(slots=True)
class RunWriter:
    """Writes runs of one file and counts what needs a number in it. `notes` are the footnotes met so far."""

    random: Random
    font: str
    notes: list[str] = field(default_factory=list)
    _ids: int = 0
    _boxes: int = 0

    def inside(self, para: Para, *, wrap: bool = True) -> str:
        """All that follows the properties in a w:p; without `wrap` runs stand in no controls and links."""
        anchored = ""
        for box in para.boxes:
            self._boxes += 1
            anchored += f"<w:r><w:rPr><w:noProof/></w:rPr>{boxes.run(box, self._boxes)}</w:r>"
        return anchored + "".join(self._run(run, wrap) for run in para.runs)

    def rsid(self) -> str:
        """A revision's mark."""
        return f"00{self.random.randrange(16**6):06X}"

    def next_id(self) -> int:
        """A number for a change, bookmark or content control."""
        self._ids += 1
        return self._ids

    def _run(self, run: Run, wrap: bool) -> str:
        words = self._words(run)
        note = ""
        if run.footnote is not None:
            self.notes.append(run.footnote)
            note = f"<w:r>{notes.mark(len(self.notes) - 1 + notes.FIRST)}</w:r>"
        if run.change is not None:
            return self._changed(run, [*words, note])
        between = [self._mark() for _ in words[1:]]
        plain = "".join(word + mark for word, mark in zip(words, [*between, ""], strict=True))
        # LibreOffice loses line breaks in content controls.
        return (self._wrapped(plain) if wrap and run.text.strip() and "\n" not in run.text else plain) + note

    def _words(self, run: Run) -> list[str]:
        """The run cut into several w:r."""
        properties = self._properties(run)
        tag = "w:delText" if run.change == "deleted" else "w:t"
        return [
            f'<w:r w:rsidR="{self.rsid()}"{self._printed(run)}>{properties}{self._page_end()}'
            f"{self._characters(piece, tag)}</w:r>"
            for piece in self._cut(run.text)
        ]

    def _printed(self, run: Run) -> str:
        return f' w:rsidRPr="{self.rsid()}"' if run.bold else ""

    def _page_end(self) -> str:
        """Where a page ended when Word last drew the file: anywhere in the text, and no break at all."""
        return "<w:lastRenderedPageBreak/>" if self.random.random() < 0.02 else ""

    def _properties(self, run: Run) -> str:
        inside = look(run)
        style = fonts = ""
        if run.bold and self.random.random() < 0.3:
            style, inside = '<w:rStyle w:val="Strong"/>', inside.replace("<w:b/><w:bCs/>", "")
        if self.random.random() < 0.3:
            name = quoteattr(self.font)
            fonts = f"<w:rFonts w:ascii={name} w:hAnsi={name} w:cs={name}/>"
        language = self.random.choice(("", "", '<w:lang w:val="vi-VN"/>', '<w:lang w:val="nl-NL" w:eastAsia="vi-VN"/>'))
        inside = style + fonts + inside + language
        return f"<w:rPr>{inside}</w:rPr>" if inside else ""

    def _cut(self, words: str) -> list[str]:
        """Cut anywhere but before a mark that belongs to the letter before it."""
        count = min(len(words) // _PIECE + self.random.randrange(2), max(len(words) - 1, 0))
        places = sorted(self.random.sample(range(1, len(words)), count)) if count else []
        places = [place for place in places if not unicodedata.combining(words[place])]
        return [words[start:end] for start, end in zip([0, *places], [*places, len(words)], strict=True)]

    def _characters(self, words: str, tag: str) -> str:
        """Text elements, with elements of their own for breaks, tabs and some hyphens of document numbers."""
        hard = {match.start(1) for match in _NUMBER.finditer(words)} if self.random.random() < 0.4 else set()
        found, start = [], 0
        for index, letter in enumerate(words):
            made = {"\n": "<w:br/>", "\t": "<w:tab/>"}.get(letter, "<w:noBreakHyphen/>" if index in hard else "")
            if made:
                found += [text(words[start:index], tag), made]
                start = index + 1
        return "".join([*found, text(words[start:], tag)])

    def _mark(self) -> str:
        """What Word leaves between two runs."""
        number = self.next_id()
        name = f"_Hlk{10_000_000 + number}"
        return self.random.choice(
            (
                "",
                "",
                f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>',
                '<w:proofErr w:type="spellStart"/><w:proofErr w:type="spellEnd"/>',
                '<w:proofErr w:type="gramStart"/>',
                f'<kx:mark kx:id="{number}"><kx:remark>ghi chú nội bộ</kx:remark></kx:mark>',
            )
        )

    def _wrapped(self, runs: str) -> str:
        """At times runs stand inside a smart tag, a content control or a link."""
        number = self.next_id()
        match self.random.randrange(24):
            case 0:
                return (
                    '<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place">'
                    f"{runs}</w:smartTag>"
                )
            case 1:
                return f'<w:sdt><w:sdtPr><w:id w:val="{number}"/></w:sdtPr><w:sdtContent>{runs}</w:sdtContent></w:sdt>'
            case 2:
                return (
                    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                    f'<w:r><w:instrText xml:space="preserve"> HYPERLINK "{escape(_LINK)}" </w:instrText></w:r>'
                    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{runs}'
                    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
                )
            case _:
                return runs

    def _changed(self, run: Run, words: Sequence[str]) -> str:
        """A tracked change; as good as half of them are moves."""
        inserted, moved = run.change == "inserted", self.random.random() < 0.5
        who = f'w:author={quoteattr(AUTHOR)} w:date="{DAY}"'
        number, inside = self.next_id(), "".join(words)
        if not moved:
            tag = "w:ins" if inserted else "w:del"
            return f'<{tag} w:id="{number}" {who}>{inside}</{tag}>'
        tag = "w:moveTo" if inserted else "w:moveFrom"
        inside = inside.replace("<w:delText", "<w:t").replace("</w:delText", "</w:t")  # moved words are no deleted ones
        return (
            f'<{tag}RangeStart w:id="{number}" {who} w:name="move{number}"/>'
            f'<{tag} w:id="{self.next_id()}" {who}>{inside}</{tag}><{tag}RangeEnd w:id="{number}"/>'
        )
