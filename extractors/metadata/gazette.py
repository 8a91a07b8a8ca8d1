"""The heading as the gazette prints it, where no letterhead is left.

"CHỈ THỊ / CỦA BỘ THÔNG TIN VÀ TRUYỀN THÔNG SỐ 07/2008/CT-BTTTT / NGÀY 30 THÁNG 12 NĂM 2008 / VỀ …": issuer, number and
date stand between the type and the subject.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.draft import Value
from extractors.excerpt import Excerpt, squeeze
from extractors.metadata import issuer, letterhead
from extractors.metadata.lines import Line


def read(title: Sequence[Excerpt]) -> tuple[letterhead.Letterhead, tuple[Excerpt, ...]] | None:
    """What a title of this form states and the stretches that are left as the subject; None for any other title."""
    if not title or not title[0].text.upper().startswith("CỦA "):
        return None
    pieces = [p for row, stretch in enumerate(title) for p in letterhead.cut(Line(stretch), row)]
    if not any(p.kind == "number" for p in pieces):
        return None
    head = letterhead.read([Line(stretch) for stretch in title], None)
    texts = [p.line for p in pieces if p.kind == "text"]
    body = texts[0].cut(len("CỦA "))
    name = issuer.understood([squeeze(body.text)], None)
    named = Value(name, body.excerpt, "metadata.issuer.gazette")
    return replace(head, place=None, issuer=named), tuple(t.excerpt for t in texts[1:])
