"""What the server says of a document's pages: pictures, where values stand, the words in a box."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from models import Document, Metadata, Paragraph, Plan, Source
from tests.review.sites import Site
from tests.review.viewing import SAMPLES, Asking, document, marks, tasks


def test_every_task_of_a_pdf_is_marked_on_its_page(kept: Site) -> None:
    wanted = document(kept, "pdf")
    answer = marks(Asking(kept), wanted)
    assert answer["kind"] == "pages"
    sizes = {page["page"]: page for page in answer["pages"]}
    for task in tasks(kept, wanted):
        found = answer["marks"][task["task_id"]]
        assert next(mark["page"] for mark in found if mark["field"] == "text") == task["page"]
        for mark in found:
            for x0, y0, x1, y1 in mark["boxes"]:
                assert 0 <= x0 < x1 <= sizes[mark["page"]]["width"]
                assert 0 <= y0 < y1 <= sizes[mark["page"]]["height"]


def test_a_word_file_is_text_at_once_and_pages_soon(kept: Site, word_file: int) -> None:
    wanted, asking = word_file, Asking(kept)
    at_once = marks(asking, wanted, "?quick=1")
    assert (at_once["kind"], at_once["coming"]) == ("text", True)
    assert set(at_once["marks"]) == {task["task_id"] for task in tasks(kept, wanted)}
    whole = marks(asking, wanted)
    assert whole["kind"] == "pages"
    assert set(whole["marks"]) == set(at_once["marks"])
    assert marks(asking, wanted, "?quick=1") == whole


def test_a_picture_with_the_files_mark_is_kept_by_the_browser(kept: Site) -> None:
    wanted, asking = document(kept, "pdf"), Asking(kept)
    version = marks(asking, wanted)["version"]
    kept = asking.get(f"/document/{wanted}/page/1.jpg?dpi=80&v={version}")
    assert kept[1].get_all("cache-control") == ["private, max-age=31536000, immutable"]
    assert kept[1]["content-type"] == "image/jpeg"
    assert kept[1]["x-kept"] is None
    other = asking.get(f"/document/{wanted}/page/1.jpg?dpi=80&v=0")
    assert other[1].get_all("cache-control") == ["private, no-cache"]
    assert other[2] == kept[2]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/document/{}/page/5.jpg", 404),
        ("/document/{}/page/0.jpg", 404),
        ("/document/{}/page/999999999999999999.jpg", 404),
        ("/document/{}/page/1.jpg?dpi=5000", 400),
        ("/document/{}/page/1.jpg?dpi=x", 400),
        ("/document/99/page/1.jpg", 404),
        ("/document/99/marks.json", 404),
        ("/document/99/text", 404),
        ("/document/99/pages", 404),
    ],
)
def test_what_is_not_there_is_told(kept: Site, path: str, status: int) -> None:
    assert Asking(kept).get(path.format(document(kept, "pdf")))[0] == status


def written(site: Site, path: Path, sha256: str | None = None) -> int:
    """A document of one page whose file is said to stand at a path, with the bytes that are there or others."""
    source = Source(path.name, sha256 or hashlib.sha256(path.read_bytes()).hexdigest(), "pdf", 1, "text layer")
    with site.store() as store:
        plan = Plan(source, Metadata(number=f"{len(path.name)}/{path.name}"))
        return store.write(Document(source, (Paragraph("Kế hoạch"),)), plan, path, store.start_run("1"))


def test_without_its_file_a_pdf_is_shown_as_text(kept: Site, tmp_path: Path) -> None:
    wanted, asking = written(kept, tmp_path / "gone.pdf", "a" * 64), Asking(kept)
    answer = marks(asking, wanted)
    assert (answer["kind"], answer["pages"]) == ("text", [])
    assert "tệp gốc" in answer["problem"]
    assert asking.get(f"/document/{wanted}/page/1.jpg")[0] == 404


def test_a_file_that_was_changed_since_is_not_shown(kept: Site, tmp_path: Path) -> None:
    path = tmp_path / "changed.pdf"
    path.write_bytes((SAMPLES / "phuong-chuyen-doi-so-2026.pdf").read_bytes() + b"\n")
    wanted, asking = written(kept, path), Asking(kept)
    assert marks(asking, wanted)["kind"] == "pages"
    path.write_bytes(path.read_bytes() + b"\n")
    assert marks(asking, wanted)["kind"] == "text"


def test_a_file_that_cannot_be_drawn_is_told_and_shown_as_text(kept: Site, tmp_path: Path) -> None:
    path = tmp_path / "damaged.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n")
    wanted, asking = written(kept, path), Asking(kept)
    answer = marks(asking, wanted)
    assert answer["kind"] == "text"
    assert "hỏng" in answer["problem"]
    status, _, said = asking.get(f"/document/{wanted}/page/1.jpg")
    assert status == 422
    assert "hỏng" in json.loads(said)["problem"]


def test_the_words_in_a_box_are_those_of_the_reading(kept: Site) -> None:
    wanted, asking = document(kept, "pdf"), Asking(kept)
    task = next(task for task in tasks(kept, wanted) if task["page"] == 1)
    boxes = marks(asking, wanted)["marks"][task["task_id"]][0]["boxes"]
    box = [min(b[0] for b in boxes), boxes[0][1], max(b[2] for b in boxes), boxes[-1][3]]
    status, answer = asking.post(f"/document/{wanted}/words", {"page": 1, "box": box})
    assert status == 200
    assert task["text"] in answer["text"]
    assert answer["text"].startswith(task["number"] or "")
    upside_down = [box[2], box[3], box[0], box[1]]
    assert asking.post(f"/document/{wanted}/words", {"page": 1, "box": upside_down})[1] == answer


def test_the_words_in_a_box_of_a_word_file_are_those_of_the_reading(kept: Site) -> None:
    wanted, asking = document(kept, "docx"), Asking(kept)
    task = tasks(kept, wanted)[0]
    mark = marks(asking, wanted)["marks"][task["task_id"]][0]
    _, answer = asking.post(f"/document/{wanted}/words", {"page": mark["page"], "box": mark["boxes"][0]})
    assert answer["text"]
    assert answer["text"] in re.sub(r"\s+", " ", task["text"])


def test_an_empty_place_has_no_words(kept: Site) -> None:
    asked = {"page": 1, "box": [10, 10, 60, 40]}
    assert Asking(kept).post(f"/document/{document(kept, 'pdf')}/words", asked) == (200, {"text": ""})


@pytest.mark.parametrize(
    "body",
    [
        {"page": 1},
        {"page": "1", "box": [1, 2, 3, 4]},
        {"page": 1, "box": [1, 2, 3]},
        {"page": 1, "box": [1, 2, 3, float("nan")]},
        {"page": True, "box": [1, 2, 3, 4]},
        {"page": 1, "box": "1234"},
        {"page": 1, "box": {"a": 1}},
        [1],
        None,
    ],
)
def test_a_box_that_is_none_is_refused(kept: Site, body: object) -> None:
    assert Asking(kept).post(f"/document/{document(kept, 'pdf')}/words", body)[0] == 400
