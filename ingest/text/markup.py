r"""Markdown and stray HTML inside running text: marks off, looks kept.

Read is what OCR models and converters write: `#` headings, `**bold**`, `*italic*`, `\*` escapes, links, images,
inline HTML. Underscores are never markup here: plans use them as blanks to fill in.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.text.runs import BREAK, Run

# Tags are known by name, so that "<5%" and "<tên đơn vị>" stay text. "[^<>]" keeps the search linear.
_INLINE_TAGS = "a|b|strong|i|em|u|s|del|ins|span|font|small|big|mark|code|sub|sup|o:p|nobr|tt|img|hr"
_BLOCK_TAGS = (
    "p|div|ul|ol|li|dl|dt|dd|center|blockquote|pre|section|article|header|footer|"
    "html|body|head|table|thead|tbody|tfoot|tr|td|th|figure|figcaption|caption|page"
)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_HEADING_TAG = re.compile(r"<(/?)h[1-6](?:\s[^<>]*)?>\s*", re.IGNORECASE)
_BR = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--[^<>]{0,2000}-->")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]*\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((?:https?:|mailto:|#|/|\./)[^()\s]{0,2000}\)")
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)[\w-]*[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:[-_*=–—―─━~][ \t]*){3,}$", re.MULTILINE)

# Ways in which a raised figure is written; all become "¹".
_RAISED = re.compile(r"<sup>\s*\[?(\d{1,3})\]?\s*</sup>|\[\^(\d{1,3})\]:?|\$\^\{?(\d{1,3})\}?\$", re.IGNORECASE)
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+(?P<title>.*?)(?:[ \t]+#+)?[ \t]*$")
_TOKEN = re.compile(
    rf"""
    (?P<escape> \\[\\`*_{{}}\[\]()\#+\-.!|<>~] | \\(?=\n|$) )
    | (?P<stars> \*+ )
    | (?P<tag> </?(?:{_INLINE_TAGS})(?:\s[^<>]*)?/?> )
    | (?P<entity> &(?:\#\d{{1,7}}|\#x[0-9a-f]{{1,6}}|[a-z]{{2,31}}\d{{0,2}}); )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TAG_NAME = re.compile(r"</?\s*([\w:]+)")
_BOLD_TAGS = {"b", "strong"}
_ITALIC_TAGS = {"i", "em"}


def prepared(text: str) -> str:
    """The whole text without what never prints (comments, images, fences, rules), raised figures as "¹"."""
    text = _COMMENT.sub("", text)
    text = _IMAGE.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _FENCE.sub("", text)
    text = _RULE.sub("", text)
    return _RAISED.sub(lambda m: (m[1] or m[2] or m[3]).translate(_SUPERSCRIPT), text)


def parted(text: str) -> str:
    """The text with a blank line where an HTML tag begins or ends a paragraph; `<br>` becomes a BREAK inside one."""
    text = _HEADING_TAG.sub(lambda m: "\n\n" if m[1] else "\n\n## ", _BR.sub(BREAK, text))
    return _BLOCK_TAG.sub("\n\n", text)


def heading(line: str) -> str | None:
    """The title of a "## title" line, or None for any other."""
    match = _HEADING.match(line)
    return match["title"] if match else None


def line_runs(lines: Iterable[str]) -> list[list[Run]]:
    """The runs of each line of a block; bold and italic may begin in one line and end in another."""
    rows: list[list[Run]] = [[]]
    for run in runs("\n".join(lines)):
        first, *others = run.text.split("\n")
        rows[-1].append(Run(first, run.bold, run.italic))
        rows.extend([Run(text, run.bold, run.italic)] for text in others)
    return rows


def runs(text: str) -> list[Run]:
    """The text without markup as runs of one look each."""
    tokens = list(_tokens(text))
    _pair(tokens)
    result: list[Run] = []
    bold = italic = 0
    for token in tokens:
        if token.literal:
            result.append(Run(token.text, bold > 0, italic > 0))
        bold += token.bold
        italic += token.italic
    return result


@dataclass(slots=True)
class _Token:
    """Text to print, or a mark: `bold` and `italic` say by how much it opens (1) or closes (-1) a look."""

    text: str
    literal: bool = True
    opens: bool = False
    closes: bool = False
    bold: int = 0
    italic: int = 0
    stars: int = 0


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    for match in _TOKEN.finditer(text):
        if match.start() > position:
            yield _Token(text[position : match.start()])
        position = match.end()
        yield _token(match, text)
    if position < len(text):
        yield _Token(text[position:])


def _token(match: re.Match[str], text: str) -> _Token:
    mark = match[0]
    if match["escape"]:
        return _Token(mark[1:])
    if match["entity"]:
        return _Token(html.unescape(mark).replace("\n", " "))
    if match["tag"]:
        return _tag(mark)
    before = text[match.start() - 1 : match.start()] or " "
    after = text[match.end() : match.end() + 1] or " "
    noted = before == "(" and after == ")"  # "(*)" refers to a note
    inside = len(mark) == 1 and before.isalnum() and after.isalnum()  # "2*3"
    if len(mark) > 3 or noted or inside:
        return _Token(mark)
    return _Token(mark, stars=len(mark), opens=not after.isspace(), closes=not before.isspace())


def _tag(mark: str) -> _Token:
    match = _TAG_NAME.match(mark)
    name = match[1].lower() if match else ""
    step = -1 if mark.startswith("</") else 1
    return _Token("", literal=False, bold=step * (name in _BOLD_TAGS), italic=step * (name in _ITALIC_TAGS))


def _pair(tokens: list[_Token]) -> None:
    """Give each pair of stars its look. A single star without a partner stays text; two or three are markup anyway."""
    opened: dict[int, _Token] = {}  # by width: 1 is italic, 2 is bold
    for token in tokens:
        widths = [width for width in (2, 1) if token.stars & width]
        if not widths:
            continue
        if token.closes and all(width in opened for width in widths):
            for width in widths:
                _look(opened.pop(width), token, width)
        elif token.opens and not any(width in opened for width in widths):
            opened |= dict.fromkeys(widths, token)
        elif token.stars > 1 and (token.opens or token.closes):
            token.literal = False
    for width, token in opened.items():
        if token.stars > 1:
            token.literal = False
            token.bold = 1 if width == 2 else token.bold  # a page may cut a bold paragraph: bold to its end


def _look(first: _Token, last: _Token, width: int) -> None:
    first.literal = last.literal = False
    if width == 2:
        first.bold, last.bold = first.bold + 1, last.bold - 1
    else:
        first.italic, last.italic = first.italic + 1, last.italic - 1
