"""WordprocessingML as strings: name spaces, escaped text, measures."""

from xml.sax.saxutils import escape, quoteattr

from corpus.sheet import Run
from corpus.writers.page import TWIPS

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)

__all__ = ["NAMES", "OFFICE", "escape", "look", "quoteattr", "text", "twips"]


def twips(cm: float) -> int:
    """Twentieths of a point."""
    return round(cm * TWIPS)


def text(words: str, tag: str = "w:t") -> str:
    """A text element that keeps its blanks."""
    return f'<{tag} xml:space="preserve">{escape(words)}</{tag}>' if words else ""


def look(run: Run) -> str:
    """The inside of w:rPr: what the run asks for itself."""
    size = "" if run.size is None else f'<w:sz w:val="{round(run.size * 2)}"/><w:szCs w:val="{round(run.size * 2)}"/>'
    return ("<w:b/><w:bCs/>" if run.bold else "") + ("<w:i/><w:iCs/>" if run.italic else "") + size
