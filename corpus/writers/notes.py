"""The footnotes part, which python-docx does not have."""

from collections.abc import Sequence

from corpus.writers.markup import NAMES, text

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
STYLE = "FootnoteText"
"""The paragraph style of notes, 10 points: the file that holds the part must have it."""
FIRST = 1
"""The id of the first note: -1 and 0 are the lines that part notes from the text."""


def part(notes: Sequence[str]) -> str:
    """The part with these notes, in the order of their marks from `FIRST` on."""
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
        f"<w:r><w:{element}/></w:r></w:p></w:footnote>"
        for number, kind, element in (
            (-1, "separator", "separator"),
            (0, "continuationSeparator", "continuationSeparator"),
        )
    )
    inside = "".join(_note(number, words) for number, words in enumerate(notes, FIRST))
    return f"<w:footnotes {NAMES}>{lines}{inside}</w:footnotes>"


def mark(number: int) -> str:
    """The inside of the w:r that points to a note."""
    return f'<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/>'


def _note(number: int, words: str) -> str:
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{STYLE}"/>'
        '<w:spacing w:before="0" w:after="0"/></w:pPr>'
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f"<w:r>{text(' ' + words)}</w:r></w:p></w:footnote>"
    )
