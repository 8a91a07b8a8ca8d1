"""What stands around the body: letterhead, type and subject, signature, the heads of appendices and attached plans."""

from collections.abc import Iterator, Sequence

from corpus.compose.setting import Setter, day_words
from corpus.model import Appendix, Attached, Head
from corpus.sheet import Block, Grid, Para, Run, SheetCell, TextBox

_MOTTO = (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True), ("Độc lập - Tự do - Hạnh phúc", True))
_PARTY = (("ĐẢNG CỘNG SẢN VIỆT NAM", True),)
_ADDRESSED = ("Công văn", "Công điện")  # kinds that have a "Kính gửi"

_BOXES = {
    "incoming stamp": (
        TextBox("incoming stamp", ("CÔNG VĂN ĐẾN", "Số: 3417", "Ngày: 17/11/2019", "Chuyển: P. Tổng hợp"), 3.2, 4.6),
    ),
    "digital signature": (
        TextBox(
            "digital signature",
            ("Người ký: VĂN PHÒNG", "Email: vanphong@lamgiang.example", "Thời gian ký: 13/11/2019 15:53:50 +07:00"),
            12.5,
            0.4,
        ),
        TextBox(
            "digital signature",
            ("Ký bởi: VĂN PHÒNG", "Cơ quan: TỈNH LAM GIANG", "Thời gian ký: 13-11-2019 15:53:50 +07:00"),
            12.5,
            0.4,
        ),
    ),
}
"""What is printed over the page, in the forms that programs give it; a seed has one of them."""


def opening(head: Head, setter: Setter) -> Iterator[Block]:
    """The letterhead and the title, up to the addressees."""
    yield from _letterhead(head, setter)
    forms = _BOXES.get(setter.layout["box"], ())
    boxes = (forms[setter.layout.seed % len(forms)],) if forms else ()
    setter.used.update(("box", "letterhead", "font", "size"))
    if head.type == "Công văn":
        yield Para((), "left", boxes=boxes)
    else:
        yield _centred(head.type.upper(), bold=True, boxes=boxes, space_before=12)
        yield _centred(head.title, bold=True, space_after=12)
    yield from _addressees(head)


def _letterhead(head: Head, setter: Setter) -> Iterator[Block]:
    *parents, issuer = head.letterhead
    number = head.number if head.of_the_party or head.number[:1] != "/" else f"      {head.number}"
    left = [*((line, False) for line in parents), (issuer, True)]
    right = list(_PARTY if head.of_the_party else _MOTTO)
    under = [(f"Số{'' if head.of_the_party else ':'} {number}", False)]
    if head.type == "Công văn":
        under.append((f"V/v {head.title}", False))
    day = f"ngày {day_words(head.date or '', 'worded')}"
    place = [(f"{head.place}, {day}" if head.place else day, False)]
    if setter.layout["letterhead"] == "table":
        rows = ((left, right), (under, place))
        cells = tuple((_stack(a), _stack(b, italic=b is place)) for a, b in rows)
        yield Grid(cells, (6.5, 9.5), header_rows=0, ruled=False)
        return
    for index in range(max(len(left), len(right))):
        first, second = (lines[index] if index < len(lines) else ("", False) for lines in (left, right))
        yield Para(
            (Run(first[0], bold=first[1], size=12), Run(f"\t{second[0]}", bold=True, size=12)), "left", space_after=0
        )
    yield Para((Run(under[0][0], size=13), Run(f"\t{place[0][0]}", italic=True, size=13)), "left", space_after=0)
    for text, _ in under[1:]:
        yield Para((Run(text, size=12),), "left", space_after=6)


def _addressees(head: Head) -> Iterator[Block]:
    if not head.to:
        return
    lead_in = "điện:" if head.type == "Công điện" else "Kính gửi:"
    if len(head.to) == 1:
        yield _centred(f"{lead_in} {head.to[0]}" if lead_in == "Kính gửi:" else f"{head.to[0]}", space_after=12)
        return
    yield Para((Run(lead_in if lead_in == "Kính gửi:" else "Điện:"),), "left", left=3.0)
    for index, name in enumerate(head.to):
        yield Para((Run(f"- {name}{';' if index + 1 < len(head.to) else '.'}"),), "left", left=4.5, space_after=2)


def signature(head: Head) -> Iterator[Block]:
    """Nơi nhận on the left, power and name on the right."""
    left = [Para((Run("Nơi nhận:", bold=True, italic=True, size=12),), "left", space_after=0)]
    for index, name in enumerate(head.recipients):
        end = "." if index + 1 == len(head.recipients) else ";"
        left.append(Para((Run(f"- {name}{end}", size=11),), "left", space_after=0))
    lines = [*head.signature, "", "", "", (head.signer or "").split("|")[0]]
    right = tuple(Para((Run(line, bold=True),), "center", space_after=0) for line in lines)
    yield Grid(((SheetCell(tuple(left)), SheetCell(right)),), (8.0, 8.0), header_rows=0, ruled=False)


def attached(plan: Attached, head: Head) -> Iterator[Block]:
    """The head of a plan that a decision promulgates."""
    yield _centred(plan.type.upper(), bold=True)
    yield _centred(plan.title, bold=True)
    yield _centred(f"(Ban hành kèm theo {_self(head)})", italic=True, space_after=12)


def appendix(part: Appendix, head: Head) -> Iterator[Block]:
    """The head of an appendix."""
    yield _centred(part.label.upper() if part.label == "Phụ lục" else part.label, bold=True)
    yield _centred(part.title.upper(), bold=True)
    yield _centred(f"(Kèm theo {_self(head)})", italic=True, space_after=12)


def _self(head: Head) -> str:
    number = head.number if head.number[:1] != "/" else f"     {head.number}"
    return f"{head.type} số {number} ngày {day_words(head.date or '', 'worded')} của {head.issuer.split('|')[0]}"


def _centred(
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    boxes: tuple[TextBox, ...] = (),
    space_before: float = 0,
    space_after: float = 2,
) -> Para:
    return Para((Run(text, bold, italic),), "center", space_before=space_before, space_after=space_after, boxes=boxes)


def _stack(lines: Sequence[tuple[str, bool]], *, italic: bool = False) -> SheetCell:
    return SheetCell(
        tuple(
            Para((Run(text, bold, italic, 13.0 if italic else 12.0),), "center", space_after=0) for text, bold in lines
        )
    )
