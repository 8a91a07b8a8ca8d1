"""`kehoach inspect`: pictures of pages with what was seen on them. Readers, grammars and drawing are real here."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image, ImageDraw

from corpus.samples_build import DIGITAL, SAMPLES, SCHOOLS
from ingest.scan.picture import LONGEST
from kehoach import extract, lettering, page_pictures, picture_files, read
from kehoach.cli import program
from kehoach.drawing import BLUE, STYLES, VERMILION, draw, outlined
from kehoach.errors import DamagedFile, EncryptedFile, TooLarge
from kehoach.inspection import Mark, marks, words
from kehoach.page_pictures import page_picture
from models import Box, Paragraph, Place
from tests.ingest.pdf_files import Page, make
from tests.kehoach.made_up_pages import document, doubtful, evidence, plan, task

PLAN = str(SAMPLES / DIGITAL)
PAGES = 4
PLAIN = SAMPLES / "chi-thi-phong-chong-ma-tuy-2026.txt"
TOLD = {**words("vi"), "heading": ("Chương trình đã đọc được", "made-up.pdf", "Trang 1/1")}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["inspect", *arguments])


# The command


def test_a_page_is_drawn_and_told_in_one_line(here: Path) -> None:
    done = run(PLAN, "--page", "2")
    name = f"{Path(DIGITAL).stem}.page-2.png"
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"{name}: page 2 of ")
    assert done.stdout.count("\n") == 1
    assert [path.name for path in here.iterdir()] == [name]
    with Image.open(here / name) as picture:
        assert picture.info["Software"] == "kehoach inspect"
        assert picture.width > page_picture(Path(PLAN), 2).width, "margin and legend stand beside the page"


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        pytest.param(["--page", "1-2"], ["{stem}.page-1.png", "{stem}.page-2.png"], id="a range"),
        pytest.param(["--page", "all"], [f"{{stem}}.page-{n}.png" for n in range(1, PAGES + 1)], id="all"),
        pytest.param(["--out", "trang.png"], ["trang.png"], id="a name"),
        pytest.param(["--out", "trang.png", "--page", "2-3"], ["trang.page-2.png", "trang.page-3.png"], id="names"),
        pytest.param(["--out", "."], ["{stem}.page-1.png"], id="a folder"),
    ],
)
def test_pages_and_names(here: Path, arguments: list[str], made: list[str]) -> None:
    done = run(PLAN, *arguments)
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in here.iterdir()) == [name.format(stem=Path(DIGITAL).stem) for name in made]
    assert len(done.stdout.splitlines()) == len(made)


def test_its_own_picture_is_replaced_and_no_other_file(here: Path) -> None:
    assert run(PLAN, "--out", "a.png").exit_code == 0
    before = (here / "a.png").read_bytes()
    assert run(PLAN, "--out", "a.png", "--lang", "en").exit_code == 0
    assert (here / "a.png").read_bytes() != before
    Image.new("RGB", (9, 9)).save(here / "b.png")
    photo = (here / "b.png").read_bytes()
    refused = run(PLAN, "--out", "b.png")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--force" in refused.stderr
    assert (here / "b.png").read_bytes() == photo
    assert run(PLAN, "--out", "b.png", "--force").exit_code == 0
    assert (here / "b.png").read_bytes() != photo


def test_nothing_is_drawn_if_one_of_the_files_may_not_be_replaced(here: Path) -> None:
    (here / "a.page-2.png").write_bytes(b"no picture")
    assert run(PLAN, "--out", "a.png", "--page", "all").exit_code == 2
    assert [path.name for path in here.iterdir()] == ["a.page-2.png"]


def test_the_document_itself_is_never_replaced(here: Path) -> None:
    (here / "plan.png").write_bytes(Path(PLAN).read_bytes())
    done = run("plan.png", "--out", "plan.png", "--force")
    assert done.exit_code == 2
    assert "is the document itself" in done.stderr
    assert (here / "plan.png").read_bytes() == Path(PLAN).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["gone.pdf"], 2, "'gone.pdf' does not exist", id="file not there"),
        pytest.param(
            [PLAN, "--page", str(PAGES + 1)], 2, f"has {PAGES} pages: '{PAGES + 1}' is none of them", id="no such page"
        ),
        pytest.param([PLAN, "--page", "0"], 2, "Give a page (3), a range (2-4) or all", id="counted from 0"),
        pytest.param([PLAN, "--page", "3-2"], 2, "Give a page", id="a range upside down"),
        pytest.param([PLAN, "--page", "2-9"], 2, "Give a page", id="a range too long"),
        pytest.param([PLAN, "--page", "-1"], 2, "Give a page", id="negative"),
        pytest.param([PLAN, "--page", "hai"], 2, "Give a page", id="no number"),
        pytest.param([str(SAMPLES / SCHOOLS)], 2, "is a Word file, which has no pages", id="Word"),
        pytest.param([str(PLAIN)], 2, "save or print it as PDF", id="text"),
        pytest.param([PLAN, "--out", "trang.jpg"], 2, "nor a name that ends in .png", id="another format"),
        pytest.param([PLAN, "--out", "gone/trang.png"], 1, "gone/trang.png cannot be written", id="no folder"),
        pytest.param(["cut.pdf"], 1, "cut.pdf: The PDF cannot be opened", id="damaged"),
        pytest.param([PLAN, "--lang", "fr"], 2, "'fr' is not one of", id="another language"),
    ],
)
def test_mistakes_are_told_plainly(here: Path, arguments: list[str], code: int, message: str) -> None:
    (here / "cut.pdf").write_bytes(b"%PDF-1.4 cut off")
    done = run(*arguments)
    assert done.exit_code == code
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.output
    assert [path.name for path in here.iterdir()] == ["cut.pdf"]


def test_a_picture_that_cannot_be_finished_leaves_the_old_one(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(PLAN, "--out", "a.png").exit_code == 0
    before = (here / "a.png").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = run(PLAN, "--out", "a.png", "--lang", "en")
    assert done.exit_code == 1
    assert "No space left on device" in done.stderr
    assert (here / "a.png").read_bytes() == before
    assert len(list(here.iterdir())) == 1


def test_a_damaged_page_does_not_stop_the_others(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(path: Path, number: int) -> Image.Image:
        if number == 2:
            raise DamagedFile("Page 2 of the PDF is damaged and cannot be drawn.")
        return page_picture(path, number)

    monkeypatch.setattr(picture_files, "page_picture", damaged)
    done = run(PLAN, "--page", "1-3", "--out", "a.png")
    assert done.exit_code == 1
    assert sorted(path.name for path in here.iterdir()) == ["a.page-1.png", "a.page-3.png"]
    assert done.stderr == f"{PLAN}: Page 2 of the PDF is damaged and cannot be drawn.\n"


# The picture


def blank(dpi: int = 150) -> Image.Image:
    page = Image.new("RGB", (400 * dpi // 72, 300 * dpi // 72), "white")
    page.info["dpi"] = (dpi, dpi)
    return page


def margin(page: Image.Image, drawn: Image.Image) -> int:
    """The width of what stands left of the page."""
    bare = draw(page, [], [], TOLD)
    assert bare.width == drawn.width
    return next(x for x in range(bare.width) if bare.getpixel((x, 150)) == (255, 255, 255))


@pytest.mark.parametrize("dpi", [72, 150, 300])
@pytest.mark.parametrize(
    ("kind", "colour"), [pytest.param("lead", VERMILION, id="lead"), pytest.param("table", BLUE, id="table")]
)
def test_a_boxs_edge_has_its_colour_at_any_resolution(dpi: int, kind: str, colour: tuple[int, int, int]) -> None:
    page = blank(dpi)
    mark = Mark(kind, 1, (Box(100, 120, 200, 140),))  # type: ignore[arg-type]
    drawn = draw(page, [mark], [], TOLD)
    left = margin(page, drawn)
    ((x0, y0, x1, y1),) = (tuple(round(v * dpi / 72) for v in box) for box in outlined(mark))
    edges = [(x0, y0), (x1, y1), ((x0 + x1) // 2, y0), ((x0 + x1) // 2, y1), (x0, (y0 + y1) // 2), (x1, (y0 + y1) // 2)]
    assert {drawn.getpixel((left + x, y)) for x, y in edges} == {colour}
    assert drawn.getpixel((left + x0 - 2, y0 - 2)) == (255, 255, 255)


def test_letters_stay_dark_under_a_tint() -> None:
    page = blank()
    ImageDraw.Draw(page).rectangle((220, 260, 240, 280), fill="black")
    drawn = draw(page, [Mark("text", 1, (Box(100, 120, 200, 140),))], [], TOLD)
    left = margin(page, drawn)
    assert drawn.getpixel((left + 230, 270)) == (0, 0, 0)
    red, green, blue = drawn.getpixel((left + 300, 270))  # type: ignore[misc]
    assert (red < green < blue, blue > 240) == (True, True), "sky blue, and light"


def test_a_doubtful_word_shows_in_a_value() -> None:
    value, word = Box(100, 120, 200, 140), Box(150, 120, 170, 140)
    made = document(Paragraph("a b", places=(Place(0, 1, 1, value), doubtful(Place(2, 3, 1, word)))))
    found = evidence("text", 0, made.blocks, "a b")
    seen = marks(made, plan(made, tasks=(task("a b", found),)))
    page = blank()
    drawn = draw(page, seen, [], TOLD)
    left = margin(page, drawn)
    sky, warm = (drawn.getpixel((left + x * 150 // 72, 130 * 150 // 72)) for x in (120, 160))
    assert sky[2] > sky[0]  # type: ignore[index]
    assert warm[0] > warm[2]  # type: ignore[index]


def test_kinds_can_be_told_apart() -> None:
    looks = {(s.colour, s.tint, s.outline, s.underline, s.dotted, s.bar) for s in STYLES.values()}
    parts = {"header", "footer", "footnote"}  # one look, their tags tell them apart
    assert len(looks) == len(STYLES) - len(parts) + 1


@pytest.mark.parametrize("fonts", [lettering.VIETNAMESE_FONTS, ("nowhere.ttf",)], ids=["system", "none"])
def test_labels_need_no_font_of_the_system(fonts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lettering, "VIETNAMESE_FONTS", fonts)
    lettering.lettering.cache_clear()
    try:
        letters = lettering.lettering(15)
        drawn = draw(blank(), [Mark("text", 1, (Box(100, 120, 200, 140),), "Nhiệm vụ 1–2")], [], TOLD)
    finally:
        lettering.lettering.cache_clear()
    label = "§ Nhiệm vụ được giao 1–2"
    assert letters.printable(label) == (label if letters.whole else "# Nhiem vu duoc giao 1-2")
    assert not (letters.whole and fonts == ("nowhere.ttf",))
    assert drawn.width > blank().width


# Pages as pictures


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", ["1 0 0 1", "0 1 -1 0"], ids=["upright", "sideways"])
def test_places_lie_on_the_ink_however_the_page_is_turned(here: Path, rotate: int, turn: str) -> None:
    page = Page(rotate=rotate)
    for line in range(6):
        page.text(200 + 20 * line, 500 - 30 * line, "Năm nay họp bàn kế hoạch công tác", turn=turn)
    (here / "plan.pdf").write_bytes(make(page))
    document = read(here / "plan.pdf")
    picture = page_picture(here / "plan.pdf", 1)
    across, down = (dpi / 72 for dpi in picture.info["dpi"])
    ink = picture.convert("L").point(lambda light: 255 if light < 128 else 0)
    found = [mark for mark in marks(document, extract(document)) if mark.kind == "block"]
    assert found
    for mark in found:
        (box,) = mark.boxes
        frame = (box.x0 * across - 3, box.y0 * down - 3, box.x1 * across + 3, box.y1 * down + 3)
        assert ink.crop(tuple(map(round, frame))).getbbox(), "words stand in the box"  # type: ignore[arg-type]
        ink.paste(0, tuple(map(round, frame)))  # type: ignore[arg-type]
    assert ink.getbbox() is None, "and nowhere else"


def test_a_very_large_page_is_drawn_smaller(here: Path) -> None:
    (here / "wall.pdf").write_bytes(make(Page(width=5000, height=2500).text(100, 100, "Ban do")))
    picture = page_picture(here / "wall.pdf", 1)
    assert picture.size == (LONGEST, LONGEST // 2)
    assert picture.info["dpi"] == pytest.approx((72, 72))


@pytest.mark.parametrize(
    ("saved", "size", "dpi"),
    [
        pytest.param({"dpi": (300, 300)}, (1240, 1754), 150, id="finer than asked for"),
        pytest.param({"dpi": (100, 100)}, (3534, 5000), 142.5, id="coarser, and larger than any page is drawn"),
        pytest.param({"dpi": (72, 72)}, (1240, 1754), 150, id="a resolution that no scan has: an A4 page"),
        pytest.param({}, (1240, 1754), 150, id="no resolution"),
    ],
)
def test_a_picture_files_page(here: Path, saved: dict[str, object], size: tuple[int, int], dpi: int) -> None:
    Image.new("L", (2480, 3508), 200).save(here / "scan.png", **saved)  # type: ignore[arg-type]
    picture = page_picture(here / "scan.png", 1)
    assert picture.mode == "RGB"
    assert picture.size == pytest.approx(size, abs=1)
    assert picture.info["dpi"] == pytest.approx((dpi, dpi), rel=0.01)


def test_the_pages_of_a_tiff_and_transparency(here: Path) -> None:
    pages = [Image.new("RGB", (100, 140), colour) for colour in ("red", "blue")]
    pages[0].save(here / "scan.tif", save_all=True, append_images=pages[1:])
    assert page_picture(here / "scan.tif", 2).getpixel((5, 5)) == (0, 0, 255)
    with pytest.raises(IndexError):
        page_picture(here / "scan.tif", 3)
    Image.new("RGBA", (100, 140), (0, 0, 0, 0)).save(here / "stamp.png")
    assert page_picture(here / "stamp.png", 1).getpixel((5, 5)) == (255, 255, 255)


def test_pages_that_cannot_be_drawn(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "cut.pdf").write_bytes(b"%PDF-1.7 cut off")
    with pytest.raises(DamagedFile, match="Copy or download it again"):
        page_picture(here / "cut.pdf", 1)
    Image.effect_noise((300, 300), 50).save(here / "scan.png")
    (here / "cut.png").write_bytes((here / "scan.png").read_bytes()[:9000])
    with pytest.raises(DamagedFile, match="scan the page anew"):
        page_picture(here / "cut.png", 1)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(TooLarge, match="too large"):
        page_picture(here / "scan.png", 1)
    error = page_pictures.pdfium.PdfiumError("password")
    error.err_code = page_pictures.raw.FPDF_ERR_PASSWORD

    def locked(_: object) -> None:
        raise error

    monkeypatch.setattr(page_pictures.pdfium, "PdfDocument", locked)
    with pytest.raises(EncryptedFile):
        page_picture(here / "cut.pdf", 1)
