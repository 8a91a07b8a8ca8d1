"""The documents that are measured: made by the bench itself, of `corpus.bench.words`, in the decree's layout.

PDF files come from LibreOffice (`soffice`), scans from pdfium at `SCAN_DPI`.
"""

import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2 as pdfium
from docx.document import Document

from corpus import nd30
from corpus.bench.words import Words, roman

SCAN_DPI = 200
"""As good as 300 for tesseract, measured; offices scan at 200 to 300."""
_HEADER = ("STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời gian hoàn thành")
_PORTRAIT = (1.2, 5.0, 2.6, 3.0, 2.1, 2.1)
_LANDSCAPE = (1.3, 8.2, 4.5, 4.5, 3.7, 3.5)
_ITEMS = 12  # in a section
_ROWS = 8  # in the table of a section
# Fewest pages that these fill, measured; LibreOffice may make more, which are cut off.
_SECTIONS_A_PAGE = 0.75
_ROWS_A_PAGE = 8
_PART = 40  # pages: of so many a long plan is put together, for LibreOffice takes ever longer for longer files


def text_pages(folder: Path, pages: int) -> Path:
    """A PDF file of `pages` pages of running text: sections, items, label lines."""
    document = _opened("Kế hoạch thực hiện nhiệm vụ năm 2026")
    nd30.body(document, "\n".join(_sections(range(1, round(pages * _SECTIONS_A_PAGE) + 3), seed=1)))
    return _cut(_to_pdf(document, folder, "text"), pages)


def table_pages(folder: Path, pages: int) -> Path:
    """A PDF file of `pages` pages, all but the first filled by one ruled table."""
    return _cut(table_plan(folder, pages * _ROWS_A_PAGE + 9), pages)


def table_plan(folder: Path, tasks: int) -> Path:
    """A PDF file of a plan with so many tasks, all in one ruled table."""
    document = _opened("Kế hoạch phân công nhiệm vụ năm 2026")
    words = Words(2)
    nd30.body(document, "# I. NHIỆM VỤ\nPhân công nhiệm vụ tại Phụ lục kèm theo.")
    nd30.appendix(document, "PHỤ LỤC", "PHÂN CÔNG NHIỆM VỤ NĂM 2026", "Kèm theo Kế hoạch số 12/KH-UBND")
    nd30.ruled_table(document, _HEADER, [words.row(number) for number in range(1, tasks + 1)], _LANDSCAPE)
    return _to_pdf(document, folder, "tables")


def scanned(folder: Path, sources: Sequence[Path], pages: int) -> Path:
    """A PDF file of pictures: the last `pages` pages of the sources, by turns."""
    pictures = []
    for number in range(pages):
        source = pdfium.PdfDocument(sources[number % len(sources)])
        page = source[max(len(source) - 1 - number // len(sources), 0)]
        pictures.append(page.render(scale=SCAN_DPI / 72).to_pil().convert("L"))
        source.close()
    path = folder / "scan.pdf"
    pictures[0].save(path, save_all=True, append_images=pictures[1:], resolution=SCAN_DPI, quality=80)
    return path


def long_plans(folder: Path, sizes: Sequence[int]) -> dict[int, Path]:
    """One plan of text and tables of so many pages, and its first pages for each smaller size: pages -> file."""
    whole = pdfium.PdfDocument.new()
    most, part = max(sizes), 0
    while len(whole) < most:
        part += 1
        document = _opened("Kế hoạch thực hiện nhiệm vụ năm 2026") if part == 1 else nd30.paper("")
        nd30.body(document, f"# Phần {roman(part)}. NHIỆM VỤ VÀ GIẢI PHÁP")
        for number in range(1, 2 + round(min(most - len(whole), _PART) * _SECTIONS_A_PAGE)):
            seed = 1000 * part + number
            nd30.body(document, "\n".join(_sections([number], seed)))
            words = Words(-seed)
            nd30.ruled_table(document, _HEADER, [words.row(row) for row in range(1, _ROWS + 1)], _PORTRAIT)
        made = pdfium.PdfDocument(_to_pdf(document, folder, f"part-{part}"))
        whole.import_pages(made, pages=list(range(min(len(made), most - len(whole)))))
    paths = {}
    for size in sizes:
        paths[size] = folder / f"long-{size}.pdf"
        first = pdfium.PdfDocument.new()
        first.import_pages(whole, pages=list(range(size)))
        first.save(paths[size])
    return paths


def small_plans(folder: Path, count: int) -> Path:
    """A folder of `count` plans of a page or two: of five, four text files and a Word file. All differ."""
    home = folder / f"{count}-plans"
    home.mkdir()
    template = folder / "template.docx"
    if not template.exists():
        _small_word_file().save(str(template))
    for number in range(count):
        name = f"ke-hoach-{number:05}"
        lines = list(_small_plan(number))
        if number % 5:
            (home / f"{name}.txt").write_text("\n".join(lines), encoding="utf-8")
        else:
            _filled_in(template, home / f"{name}.docx", lines)
    return home


def small_plan(folder: Path, number: int) -> Path:
    """A text file of such a plan; another one for each number."""
    path = folder / f"ke-hoach-{number}.txt"
    path.write_text("\n".join(_small_plan(-1 - number)), encoding="utf-8")
    return path


# How


def _opened(title: str) -> Document:
    document = nd30.paper(title)
    nd30.letterhead(
        document, None, "ỦY BAN NHÂN DÂN TỈNH LAM GIANG", "12/KH-UBND", "Lam Giang, ngày 12 tháng 01 năm 2026"
    )
    nd30.subject(document, "KẾ HOẠCH", title.removeprefix("Kế hoạch ").capitalize())
    return document


def _sections(numbers: Sequence[int], seed: int) -> Iterator[str]:
    """The text of sections, marked as `nd30.body` takes it."""
    words = Words(seed)
    for number in numbers:
        yield f"# {roman(number)}. NHIỆM VỤ CỦA NHÓM {number}"
        for item in range(1, _ITEMS + 1):
            yield words.item(item)


def _to_pdf(document: Document, folder: Path, name: str) -> Path:
    """The document as LibreOffice prints it. Raises CalledProcessError, and FileNotFoundError without `soffice`."""
    word = folder / f"{name}.docx"
    document.save(str(word))
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(word)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return word.with_suffix(".pdf")


def _cut(path: Path, pages: int) -> Path:
    """The file with its first pages only. Raises ValueError when it has fewer."""
    made = pdfium.PdfDocument(path.read_bytes())
    if len(made) < pages:
        raise ValueError(f"{path.name} came out with {len(made)} pages of {pages} wanted")
    first = pdfium.PdfDocument.new()
    first.import_pages(made, pages=list(range(pages)))
    first.save(path)
    return path


def _small_plan(number: int) -> Iterator[str]:
    """The lines of a small plan."""
    words = Words(20_000 + number)
    yield "ỦY BAN NHÂN DÂN"
    yield "TỈNH LAM GIANG"
    yield f"Số: {abs(number) + 1}/KH-UBND"
    yield "Lam Giang, ngày 12 tháng 01 năm 2026"
    yield "KẾ HOẠCH"
    yield "Thực hiện nhiệm vụ năm 2026"
    yield "I. NHIỆM VỤ"
    for item in range(1, 9):
        yield from words.item(item).split("\n")
    yield "II. TỔ CHỨC THỰC HIỆN"
    for item in range(1, 4):
        yield f"{item}. {words.unit()}"
        yield f"- {words.act()}."
    yield "Nơi nhận:"
    yield "- Lưu: VT."
    yield "CHỦ TỊCH"
    yield "Lê Văn Khê"


_SLOT = "@@LINES@@"


def _small_word_file() -> Document:
    document = nd30.paper("Kế hoạch")
    document.add_paragraph(_SLOT)
    return document


def _filled_in(template: Path, target: Path, lines: Sequence[str]) -> None:
    """A Word file with the lines in the place of the template's paragraph: much faster than building it."""
    with zipfile.ZipFile(template) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                before, behind = data.decode().split(f"<w:t>{_SLOT}</w:t>")
                between = "</w:t></w:r></w:p><w:p><w:r><w:t>"
                data = f"{before}<w:t>{between.join(map(escape, lines))}</w:t>{behind}".encode()
            made.writestr(name, data)
