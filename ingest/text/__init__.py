"""Text as people, OCR runs and pdftotext leave it: hard-wrapped or not, with Markdown, tabs or HTML inside."""

from itertools import groupby

from ingest.limits import MAX_TEXT_BYTES, check_size
from ingest.text import markup
from ingest.text.body import paragraphs
from ingest.text.encoding import decode
from ingest.text.linear import linear_tables
from ingest.text.lines import Line, lines_of
from ingest.text.tables import joined_over_pages, parts
from ingest.text.wrapping import Layout, measured
from models import Block, Document, Source, Table


def read(data: bytes, name: str, sha256: str) -> Document:
    """A text file as a Document: paragraphs and tables without pages and places, footnotes at the end.

    Raises UnknownEncoding when the bytes are not Unicode, TooLarge beyond `limits.MAX_TEXT_BYTES`.
    """
    check_size(data, MAX_TEXT_BYTES)
    text = markup.prepared(decode(data))
    pieces = [lines_of(piece) if isinstance(piece, str) else piece for piece in parts(text)]
    layout = measured([line for piece in pieces if isinstance(piece, list) for line in piece])
    blocks = _blocks(pieces, layout)
    body = [block for block in blocks if block.part == "body"]
    notes = [block for block in blocks if block.part != "body"]
    warnings = tuple(text for piece in pieces if isinstance(piece, list) for text in _unread(piece, layout))
    return Document(Source(name, sha256, "text"), (*_joined(body), *notes), warnings)


def _unread(lines: list[Line], layout: Layout) -> tuple[str, ...]:
    """A warning for each table whose cells nothing parts."""
    return tuple(
        f"The table that begins with “{lines[table.start].text}” has nothing between its cells. It is kept as lines, "
        "its rows are not read. Read the Word file or the PDF itself instead."
        for table in linear_tables(lines, layout)
    )


def _blocks(pieces: list[Block | list[Line]], layout: Layout) -> list[Block]:
    blocks: list[Block] = []
    for piece in pieces:
        if isinstance(piece, list):
            blocks.extend(paragraphs(piece, layout))
        else:
            blocks.append(piece)
    return blocks


def _joined(blocks: list[Block]) -> list[Block]:
    """Tables joined where nothing but a page break stands between them."""
    result: list[Block] = []
    for _, group in groupby(blocks, key=lambda block: isinstance(block, Table)):
        same = list(group)
        tables = [block for block in same if isinstance(block, Table)]
        result.extend(joined_over_pages(tables) if tables else same)
    return result
