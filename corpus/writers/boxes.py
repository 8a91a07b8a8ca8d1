"""Text boxes that float over the page, as Word writes them: a shape, and VML beside it for programs before 2010."""

from corpus.sheet import BoxKind, TextBox
from corpus.writers.markup import text

_EMU = 360_000  # in a cm
_POINTS = 72 / 2.54  # in a cm
_SIZE = 9.0  # points
_INSET = 0.15  # cm between border and words
_COLOURS: dict[BoxKind, str] = {"incoming stamp": "C00000", "digital signature": "1F3FBF"}


def size(box: TextBox) -> tuple[float, float]:
    """Width and height in cm that hold the lines unbroken: a guess of how wide letters are, rather too wide."""
    em = _SIZE / _POINTS
    width = max((sum(0.8 if letter.isupper() else 0.56 for letter in line) for line in box.lines), default=1.0)
    return 2 * _INSET + em * max(width, 4.0), 2 * _INSET + em * 1.3 * max(len(box.lines), 1)


def run(box: TextBox, number: int) -> str:
    """The inside of a w:r that anchors the box in front of the words. `number` is the shape's own in the file.

    A line is a paragraph. The name spaces of `markup.NAMES` must be declared.
    """
    words = "".join(_line(line, box.kind) for line in box.lines or ("",))
    return (
        '<mc:AlternateContent><mc:Choice Requires="wps">'
        f"<w:drawing>{_anchor(box, number, words)}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{_vml(box, number, words)}</w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )


def _line(line: str, kind: BoxKind) -> str:
    sized = f'<w:color w:val="{_COLOURS[kind]}"/><w:sz w:val="{round(_SIZE * 2)}"/><w:szCs w:val="{round(_SIZE * 2)}"/>'
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:left="0" w:firstLine="0"/><w:jc w:val="{"center" if kind == "incoming stamp" else "left"}"/></w:pPr>'
        f"<w:r><w:rPr>{sized}</w:rPr>{text(line)}</w:r></w:p>"
    )


def _anchor(box: TextBox, number: int, words: str) -> str:
    width, height = size(box)
    cx, cy, inset = round(width * _EMU), round(height * _EMU), round(_INSET * _EMU)
    line = f'<a:ln w="19050"><a:solidFill><a:srgbClr val="{_COLOURS[box.kind]}"/></a:solidFill></a:ln>'
    return (
        '<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" '
        # layoutInCell="0": in a table the place would otherwise count from the cell.
        f'relativeHeight="{251659264 + number}" behindDoc="0" locked="0" layoutInCell="0" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{round(box.x * _EMU)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{round(box.y * _EMU)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="Text Box {number}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        f"{line if box.kind == 'incoming stamp' else '<a:ln><a:noFill/></a:ln>'}</wps:spPr>"
        f"<wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="{inset}" tIns="{inset}" rIns="{inset}" bIns="{inset}" '
        'anchor="t"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
    )


def _vml(box: TextBox, number: int, words: str) -> str:
    width, height = size(box)
    ruled = box.kind == "incoming stamp"
    left, top, wide, high = (f"{length * _POINTS:.1f}pt" for length in (box.x, box.y, width, height))
    border = f'strokecolor="#{_COLOURS[box.kind]}" strokeweight="1.5pt"' if ruled else 'stroked="f"'
    return (
        f'<v:rect id="_x0000_s{1025 + number}" style="position:absolute;margin-left:{left};margin-top:{top};'
        f"width:{wide};height:{high};z-index:{number};mso-position-horizontal-relative:page;"
        f'mso-position-vertical-relative:page" o:allowincell="f" filled="f" {border}>'
        f"<v:textbox><w:txbxContent>{words}</w:txbxContent></v:textbox></v:rect>"
    )
