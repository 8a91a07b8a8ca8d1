"""Draws docs/readme.png: a page of the sample PDF beside the rows that came out of it.

A value has the colour of its field in both. `python docs/picture.py` renews it, with the fonts of fonts-liberation2.
"""

from itertools import accumulate
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from corpus.samples_build import DIGITAL, SAMPLES
from kehoach import read_plan
from models import Evidence, Task

OUT = Path(__file__).with_name("readme.png")
PAGE = 3
SCALE = 1.5  # pixels a point
ROWS = 9
COLOURS = {"text": "#fff3b0", "lead": "#bfe3ff", "products": "#d5f0c4", "deadlines": "#ffd0cc"}
COLUMNS = (("text", "Task", 370), ("lead", "Lead", 215), ("products", "Product", 175), ("deadlines", "Due", 120))
FONT_SIZE = 17
LINE = 22
GAP = 46


def main() -> None:
    """Draw both halves and save them side by side."""
    path = SAMPLES / DIGITAL
    tasks = [task for task in read_plan(path).tasks if any(e.field == "text" and e.page == PAGE for e in task.evidence)]
    page = page_with_marks(path, [e for task in tasks for e in task.evidence])
    rows = table(tasks[:ROWS])
    height = max(page.height, rows.height)
    picture = Image.new("RGB", (page.width + GAP + rows.width, height), "white")
    picture.paste(page, (0, (height - page.height) // 2))
    picture.paste(rows, (page.width + GAP, (height - rows.height) // 2))
    arrow(ImageDraw.Draw(picture), page.width + 6, height // 2)
    picture.quantize(64, dither=Image.Dither.NONE).save(OUT, optimize=True)


def page_with_marks(path: Path, evidence: list[Evidence]) -> Image.Image:
    """The page as printed, a coloured bar over each value, cut below the last one."""
    page = pypdfium2.PdfDocument(path)[PAGE - 1].render(scale=SCALE).to_pil().convert("RGB")
    marks = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(marks)
    boxes = [(e.field, e.box) for e in evidence if e.box and e.page == PAGE and e.field in COLOURS]
    for field, box in boxes:
        x0, y0, x1, y1 = (value * SCALE for value in box)
        draw.rectangle((x0 - 2, y0 - 1, x1 + 2, y1 + 1), fill=COLOURS[field])
    shown = Image.composite(marks, page, page.convert("L").point(lambda light: 255 if light > 200 else 0))
    bottom = int(max(box.y1 for _, box in boxes) * SCALE) + 24
    shown = shown.crop((40, 50, page.width - 40, bottom))
    ImageDraw.Draw(shown).rectangle((0, 0, shown.width - 1, shown.height - 1), outline="#b0b0b0")
    return shown


def table(tasks: list[Task]) -> Image.Image:
    """The rows as a table."""
    picture = Image.new("RGB", (sum(width + 4 for *_, width in COLUMNS), 1400), "white")
    draw = ImageDraw.Draw(picture)
    plain, bold = font("Regular"), font("Bold")
    lefts = list(accumulate((width + 4 for *_, width in COLUMNS), initial=0))
    for x, (_, title, _) in zip(lefts, COLUMNS, strict=False):
        draw.text((x + 4, 4), title, fill="black", font=bold)
    y = LINE + 10
    for task in tasks:
        cells = [wrap(value(task, field), width - 8, plain) for field, _, width in COLUMNS]
        height = max(map(len, cells)) * LINE + 6
        for x, (field, _, width), lines in zip(lefts, COLUMNS, cells, strict=False):
            draw.rectangle((x, y, x + width, y + height - 2), fill=COLOURS[field])
            draw.multiline_text((x + 4, y + 2), "\n".join(lines), fill="black", font=plain, spacing=LINE - FONT_SIZE)
        y += height + 3
    return picture.crop((0, 0, picture.width, y))


def wrap(text: str, width: int, letters: ImageFont.FreeTypeFont) -> list[str]:
    """The text in lines of so many pixels."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if letters.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def value(task: Task, field: str) -> str:
    """What the table shows of a task."""
    if field == "deadlines":
        return "; ".join(d.due.isoformat() if d.due else d.text for d in task.deadlines)
    if field == "lead":
        return "; ".join(unit.name for unit in task.lead)
    return task.text if field == "text" else "; ".join(task.products)


def arrow(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """From the page to the rows."""
    draw.line((x, y, x + 26, y), fill="#606060", width=3)
    draw.polygon(((x + 22, y - 7), (x + 34, y), (x + 22, y + 7)), fill="#606060")


def font(style: str) -> ImageFont.FreeTypeFont:
    """A font with all Vietnamese letters."""
    return ImageFont.truetype(f"LiberationSans-{style}.ttf", FONT_SIZE)


if __name__ == "__main__":
    main()
