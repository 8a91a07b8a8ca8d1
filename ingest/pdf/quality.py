"""Whether a page's text layer can be trusted: is there one, and is what it says Vietnamese?

A page with enough words is judged by itself, pages with few words together. What words tell is in `ingest.pdf.wording`;
here it is weighed against how they came onto the page: printed, put under a picture by a program that read it, or
signed into it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum
from itertools import chain

from ingest.pdf.lines import Line
from ingest.pdf.page import Sheet
from ingest.pdf.wording import Verdict, begins_signature, has_bad_part, verdict, words


class Fault(Enum):
    """Why a page's text cannot be used, as a sentence for people."""

    SCAN = "The pages are pictures without text: this is a scan."
    EMPTY = "The pages hold no letters at all."
    LEGACY = "The letters are in a font from before Unicode (TCVN3, VNI), which come out as wrong letters."
    MISREAD = (
        "The pages are pictures, and the text that a program has read from them does not read as Vietnamese: it was "
        "set to another language, or could not make out the letters."
    )
    RUBBISH = "There is text, but it does not read as Vietnamese: the file's fonts do not tell which letters they show."
    LOST = "There is text, but many of its letters are lost: the file's fonts do not tell which letters they show."


def faults(sheets: Sequence[Sheet]) -> dict[int, Fault]:
    """The pages whose text cannot be used, by their number, and why. The sheets stay as they are.

    A blank page is no fault, unless no page has letters.
    """
    found: dict[int, Fault] = {}
    few: list[tuple[Sheet, list[str]]] = []
    for sheet in sheets:
        if sheet.is_picture:
            fault = _fault_of_picture(sheet)
        elif len(judged := words(_texts(sheet))) < _ENOUGH:
            few.append((sheet, judged))
            continue
        else:
            fault = _fault_of_print(judged, sheet.lost)
        if fault:
            found[sheet.number] = fault
    has_good_page = len(found) + len(few) < len(sheets)
    pool = list(chain.from_iterable(judged for _, judged in few))
    if len(pool) >= (_ENOUGH if has_good_page else _WORTH_JUDGING):
        fault = _fault_of_print(pool, sum(sheet.lost for sheet, _ in few))
        if fault:
            found |= {sheet.number: fault for sheet, judged in few if judged}
    if not any(_has_letters(sheet) or _has_layer(sheet) for sheet in sheets if sheet.number not in found):
        found |= {sheet.number: Fault.EMPTY for sheet in sheets if sheet.number not in found}
    return dict(sorted(found.items()))


def take_layers(good: Iterable[Sheet]) -> None:
    """Make the invisible text of scans that have no fault the sheet's lines; what is stamped on them goes aside."""
    for sheet in good:
        if _has_layer(sheet):
            sheet.aside.extend(sheet.lines)
            sheet.lines[:] = sheet.hidden


def left_out(found: Mapping[int, Fault]) -> tuple[str, ...]:
    """A sentence for each fault, naming its pages."""
    return tuple(
        f"{_pages([number for number, own in found.items() if own is fault])} left out: {fault.value}"
        for fault in Fault
        if fault in found.values()
    )


def read_by_ocr(found: Mapping[int, Fault], confidence: float | None) -> tuple[str, ...]:
    """Sentences about pages whose own text was of no use and that were read from their picture."""
    sure = "" if confidence is None or confidence >= _SURE else " Much of it is hard to make out: check every row."
    scans = [number for number, fault in found.items() if fault in (Fault.SCAN, Fault.EMPTY)]
    others = [number for number, fault in found.items() if fault not in (Fault.SCAN, Fault.EMPTY)]
    sentences = []
    if scans:
        sentences.append(f"{_pages(scans)}: a scan, read by OCR. It may hold misreadings.{sure}")
    if others:
        sentences.append(f"{_pages(others)}: the file's text is of no use, so the picture was read by OCR.{sure}")
    return tuple(sentences)


def doubts(good: Iterable[Sheet]) -> tuple[str, ...]:
    """Sentences about pages that can be used with care. Ask before `take_layers`."""
    sheets = list(good)
    warnings = (
        (
            "a scan, whose text a program read before. It may hold misreadings.",
            [sheet.number for sheet in sheets if _has_layer(sheet)],
        ),
        (
            "the letters are in a font from before Unicode (TCVN3, VNI) whose name does not say so. They were decoded "
            "by the table that makes Vietnamese words of them.",
            [sheet.number for sheet in sheets if sheet.guessed],
        ),
    )
    return tuple(f"{_pages(numbers)}: {sentence}" for sentence, numbers in warnings if numbers)


_SURE = 0.9  # the mean confidence of OCR below which a reading is doubtful as a whole
_ENOUGH = 30  # words: a page with fewer is judged together with the others
_WORTH_JUDGING = 10  # words: with fewer in the whole document there is nothing to judge by
_LOST = 0.03  # the largest share of words with a letter lost; letters with two marks stand in every fourth word


def _fault_of_print(judged: Sequence[str], lost: int) -> Fault | None:
    """What is wrong with words that are printed on a page, of whose letters so many are lost."""
    if lost > max(_LOST * len(judged), 2):
        return Fault.LOST
    match verdict(judged):
        case Verdict.GOOD:
            return None
        case Verdict.LEGACY:
            return Fault.LEGACY
        case Verdict.RUBBISH:
            return Fault.RUBBISH


def _fault_of_picture(sheet: Sheet) -> Fault | None:
    """What is wrong with the text on, or under, the picture that fills a page."""
    judged = words(_texts(sheet, signatures=False))
    if len(judged) < _ENOUGH:
        judged = words(line.text for line in sheet.hidden)
    if len(judged) < _ENOUGH:
        return Fault.SCAN
    is_good = verdict(judged, strictly=True) is Verdict.GOOD and not has_bad_part(judged)
    return None if is_good else Fault.MISREAD


def _has_layer(sheet: Sheet) -> bool:
    """Whether a page is a picture whose text is the invisible layer under it."""
    return sheet.is_picture and bool(sheet.hidden) and len(words(_texts(sheet, signatures=False))) < _ENOUGH


def _texts(sheet: Sheet, signatures: bool = True) -> list[str]:
    """The texts of a page's lines and cells; without `signatures`, also without what a program signs into it."""
    lines = list(_all_lines(sheet))
    if signatures:
        return [line.text for line in lines]
    texts: list[str] = []
    above: Line | None = None  # the last line of a signature's block
    for line in lines:
        if begins_signature(line.text) or (above is not None and _goes_on(above, line)):
            above = line
        else:
            above = None
            texts.append(line.text)
    return texts


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line stands right below another, where it begins, in the same type."""
    return (
        0 < line.y - above.y < 1.6 * above.size
        and abs(line.x0 - above.x0) < above.size
        and abs(line.size - above.size) < 0.5
    )


def _all_lines(sheet: Sheet) -> Iterable[Line]:
    cells = (lines for table in sheet.tables for lines in table.texts)
    return chain(sheet.lines, chain.from_iterable(cells))


def _has_letters(sheet: Sheet) -> bool:
    return any(any(map(str.isalnum, line.text)) for line in _all_lines(sheet))


def _pages(numbers: Collection[int]) -> str:
    """The numbers of pages as people write them: "Page 3", "Pages 2, 5-7"."""
    parts: list[str] = []
    start = previous = next(iter(numbers))
    for number in [*list(numbers)[1:], -1]:
        if number == previous + 1:
            previous = number
            continue
        parts.append(str(start) if start == previous else f"{start}-{previous}")
        start = previous = number
    return ("Page " if len(numbers) == 1 else "Pages ") + ", ".join(parts)
