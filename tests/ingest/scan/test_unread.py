"""Lines that the reading of a page left out: where they stand, and which of them are print."""

import os
from collections.abc import Iterable

import pytest

os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # before tesseract loads

from corpus.writers import ink
from ingest.scan.seeing import see
from ingest.scan.tesseract import Engine, OcrWord
from ingest.scan.unread import Place, is_print, unread
from tests.ingest.scan import drawing
from tests.ingest.scan.drawing import TEXT, Drawn, Page

DOTS = drawing.DPI / 72


def page() -> Page:
    made = Page(470, 300).lines(TEXT[:4], x=30, base=50)
    made.text(300, 250, "Nguyễn Văn Bình", name="Serif-Bold")
    return made


def as_read(words: Iterable[Drawn], confidence: float = 0.95) -> list[OcrWord]:
    return [
        OcrWord(
            word.text,
            confidence,
            word.box.x0 * DOTS,
            word.box.y0 * DOTS,
            word.box.x1 * DOTS,
            word.box.y1 * DOTS,
            word.box.y1 * DOTS,
            round(word.box.y1),
            9.5 * DOTS,
        )
        for word in words
    ]


def signer(made: Page) -> list[Drawn]:
    return made.words[-3:]


def is_around(place: Place, words: list[Drawn]) -> bool:
    return all(
        place.x0 <= word.box.x0 * DOTS
        and word.box.x1 * DOTS <= place.x1
        and place.y0 < word.box.y1 * DOTS < place.y1 + 9
        for word in words
    )


def test_a_line_without_a_read_word_is_found_whole() -> None:
    made = page()
    (place,) = unread(made.gray, as_read(made.words[:-3])).places
    assert is_around(place, signer(made))


def test_a_line_of_doubtful_words_is_found_too() -> None:
    made = page()
    read = as_read(made.words[:-3]) + as_read(signer(made), confidence=0.1)
    (place,) = unread(made.gray, read).places
    assert all(place.covers(word) for word in read[-3:])
    assert not any(place.covers(word) for word in read[:-3])


def test_a_page_read_whole_has_none() -> None:
    made = page()
    assert unread(made.gray, as_read(made.words)).places == []


def test_a_page_without_words_tells_nothing_of_its_type() -> None:
    assert unread(page().gray, []).places == []


def test_stamps_and_what_they_enclose_are_no_line_and_leave_the_picture() -> None:
    made = page().over(ink.seal(260), 120, 210)
    found = unread(made.gray, as_read(made.words))
    assert found.places == []
    ring = made.gray < 100
    assert (found.picture[ring] < 100).sum() < 0.2 * ring.sum()


def test_a_name_cut_by_a_stamp_is_no_line() -> None:
    made = page()
    box = signer(made)[0].box
    made.spot(box.x0 - 12, box.y1 - 6, 18)  # over its first letters
    assert unread(made.gray, as_read(made.words[:-3])).places == []


@pytest.mark.parametrize(
    ("texts", "confidence", "expected"),
    [
        (["Nguyễn", "Văn", "Bình"], 0.95, True),
        (["Kính", "gửi:"], 0.95, True),
        (["Nguyễn", "Văn", "Bình"], 0.6, False),
        (["xKiwz", "Qfff", "thrk"], 0.95, False),
        (["an", "a"], 0.95, False),
        (["2119", "/"], 0.95, False),
        ([], 0.95, False),
    ],
    ids=["a name", "a word and a mark", "unsure", "no syllables", "too short", "no letters", "nothing"],
)
def test_print_is_sure_and_of_syllables(texts: list[str], confidence: float, expected: bool) -> None:
    words = [OcrWord(text, confidence, 0, 0, 9, 9, 9, 0, 9) for text in texts]
    assert is_print(words) is expected


class Forgetful(Engine):
    """Leaves out the last line of a page, as tesseract does where it takes a line for part of a picture."""

    def read(
        self, mode: str, box: tuple[int, int, int, int] | None = None, seconds: float = 60.0
    ) -> list[OcrWord] | None:
        words = super().read(mode, box, seconds)
        if mode != "column" or not words:
            return words
        return [word for word in words if word.line < words[-1].line]


def test_a_line_left_out_is_read_in_its_place() -> None:
    made = page()
    with Forgetful() as engine:
        seen = see(made.picture, 1, engine)
    name = seen.lines[-1]
    assert [word.text for word in name] == ["Nguyễn", "Văn", "Bình"]
    for word, printed in zip(name, signer(made), strict=True):
        assert abs(word.box.x0 - printed.box.x0) < 3
        assert abs(word.box.x1 - printed.box.x1) < 3
    assert len(seen.words) == len(made.words)
