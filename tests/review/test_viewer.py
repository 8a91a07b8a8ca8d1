"""The pages of a document beside its tasks: pictures, marks, clicks, zoom, a box that is drawn."""

import hashlib
import json
import re
import shutil
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page, expect

import kehoach
from ingest import office
from models import Box, Document, Evidence, Metadata, Paragraph, Place, Plan, Source, Task
from output.store import Store
from output.store.marks import Span
from review.marked_text import pieces
from tests.review.sites import Site

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"


def document(of: Site, format_: str) -> int:
    with of.store() as store:
        sql = "SELECT d.id FROM documents d JOIN files f ON f.id = d.file WHERE f.format = ? ORDER BY d.id"
        return int(store.db.execute(sql, [format_]).fetchone()[0])


def tasks(site: Site, document: int) -> list[dict[str, Any]]:
    with site.store() as store:
        return [task for task in store.tasks() if task["document_id"] == document]


class Asking:
    """Requests as a page of ours sends them."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._token = json.loads(self.get("/token")[2])["token"]

    def get(self, path: str) -> tuple[int, Any, bytes]:
        return self._sent(urllib.request.Request(self._site.url + path))

    def post(self, path: str, body: object) -> tuple[int, Any]:
        packed = json.dumps(body).encode()
        headers = {"x-csrftoken": self._token, "content-type": "application/json"}
        status, _, said = self._sent(urllib.request.Request(self._site.url + path, packed, headers))
        return status, json.loads(said)

    def _sent(self, request: urllib.request.Request) -> tuple[int, Any, bytes]:
        request.add_header("accept", "application/json")
        try:
            with self._opener.open(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()


def marks(asking: Asking, document: int, query: str = "") -> dict[str, Any]:
    status, _, said = asking.get(f"/document/{document}/marks.json{query}")
    assert status == 200
    answer: dict[str, Any] = json.loads(said)
    return answer


@pytest.fixture(scope="module")
def kept(store_of_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server for tests that change nothing."""
    served = Site(tmp_path_factory.mktemp("viewer") / "plans.db")
    shutil.copy(store_of_samples, served.place)
    served.start()
    yield served
    served.stop()


@pytest.fixture
def word_file(kept: Site, tmp_path: Path) -> int:
    """A Word file that nobody has looked at."""
    path = tmp_path / "plan.docx"
    shutil.copy(SAMPLES / "so-gddt-an-toan-truong-hoc-2026.docx", path)
    with zipfile.ZipFile(path, "a") as package:
        package.comment = str(tmp_path).encode()
    read = kehoach.read(path)
    with kept.store() as store:
        return store.write(read, kehoach.extract(read), path, store.start_run("1"))


# What the server says


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


# The text


def span(start: int, end: int, field: str = "text", task: str = "t") -> Span:
    return Span(task, field, 0, 0, start, end)


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        pytest.param([], [("abcdef", "")], id="nothing marked"),
        pytest.param([span(2, 4)], [("ab", ""), ("cd", "text"), ("ef", "")], id="a value in the middle"),
        pytest.param(
            [span(0, 6), span(2, 3, "lead")],
            [("ab", "text"), ("c", "lead text"), ("def", "text")],
            id="a value inside another",
        ),
        pytest.param(
            [span(0, 4), span(2, 6, "lead", "u")],
            [("ab", "text"), ("cd", "text lead"), ("ef", "lead")],
            id="values that overlap",
        ),
        pytest.param([span(-5, 2), span(4, 99)], [("ab", "text"), ("cd", ""), ("ef", "text")], id="beyond the text"),
    ],
)
def test_a_text_is_cut_where_values_begin_and_end(spans: list[Span], found: list[tuple[str, str]]) -> None:
    cut = list(pieces("abcdef", 0, spans))
    assert [(piece.text, " ".join(span.field for span in piece.spans)) for piece in cut] == found


def test_a_document_that_is_a_script_shows_as_text(kept: Site, look: Page) -> None:
    script = "<script>document.title = 'caught'</script><img src=x onerror=alert(1)>"
    source = Source("a.txt", hashlib.sha256(b"a").hexdigest(), "text")
    task = Task("f" * 16, "body", "1", (), script, evidence=(Evidence("text", 0, 0, len(script), script, "r", 0.9),))
    plan = Plan(source, Metadata(title=script, number="9/KH-X"), tasks=(task,))
    with kept.store() as store:
        made = store.write(Document(source, (Paragraph(script, label="<b>"),)), plan, "a.txt", store.start_run("1"))
    look.goto(f"{kept.url}/document/{made}/pages#{'f' * 16}")
    expect(look.locator(".viewer-text mark.text")).to_have_text(script)
    assert look.title() != "caught"
    assert look.locator(".viewer-text img, .viewer-text b, .viewer-text script").count() == 0


# In the browser


@pytest.fixture
def opened(kept: Site, look: Page) -> Callable[..., int]:
    """Open a document's pages with a viewer as `viewer` and what it picks in `picked`. Gives the document."""
    look.route("**/assets/pages.js", lambda route: route.fulfill(body="", content_type="text/javascript"))

    def open_(format_: str = "pdf", *, wanted: int | None = None) -> int:
        wanted = wanted or document(kept, format_)
        look.goto(f"{kept.url}/document/{wanted}/pages")
        look.evaluate(
            """async () => {
                const { Viewer } = await import("/assets/viewer.js");
                window.viewer = new Viewer(document.getElementById("viewer"));
                window.picked = [];
                viewer.addEventListener("pick", ({ detail }) => picked.push(detail.task));
                await viewer.open();
            }"""
        )
        return wanted

    return open_


def see(look: Page, task: str, *, scroll: bool = True) -> None:
    look.evaluate("([task, scroll]) => viewer.highlight(task, { scroll })", [task, scroll])


def test_a_tasks_values_are_shown_in_their_colours(kept: Site, look: Page, opened: Callable[..., int]) -> None:
    wanted = opened()
    task = next(task for task in tasks(kept, wanted) if task["page"] == 3 and task["partners"])
    see(look, task["task_id"])
    now = look.locator(f'g.now[data-task="{task["task_id"]}"]')
    expect(now.locator("rect.lead").first).to_be_visible()
    fills = {
        field: now.locator(f"rect.{field}").first.evaluate("rect => getComputedStyle(rect).fill")
        for field in ("text", "lead", "partners", "deadlines")
    }
    assert len(set(fills.values())) == 4
    expect(look.locator("[data-page-number]")).to_have_value("3")
    expect(look.locator('.viewer-page[data-page="3"] img')).to_have_js_property("complete", value=True)
    see(look, tasks(kept, wanted)[0]["task_id"])
    expect(now).to_have_count(0)
    expect(look.locator("[data-page-number]")).to_have_value("1")


def test_a_click_picks_the_task_there(kept: Site, look: Page, opened: Callable[..., int]) -> None:
    wanted = opened()
    first, second, *_ = tasks(kept, wanted)
    see(look, first["task_id"])
    look.locator(f'g[data-task="{second["task_id"]}"] rect.text').first.click()
    assert look.evaluate("picked") == [second["task_id"]]
    row = look.locator(f'g[data-task="{first["task_id"]}"] rect.text').first.bounding_box()
    assert row
    look.mouse.click(row["x"] - 25, row["y"] + row["height"] / 2)  # the number in front of it
    assert look.evaluate("picked") == [second["task_id"], first["task_id"]]


@pytest.mark.parametrize(
    ("point", "current", "task"),
    [
        pytest.param((5, 5), None, "b", id="the smallest of those there"),
        pytest.param((15, 5), None, "a", id="the one there"),
        pytest.param((5, 25), None, "c", id="the first of several of one place"),
        pytest.param((5, 25), "c", "d", id="the next of several of one place"),
        pytest.param((5, 25), "d", "c", id="the first again after the last"),
        pytest.param((60, 5), None, "a", id="the nearest of the row"),
        pytest.param((60, 80), None, None, id="far from all"),
    ],
)
def test_which_task_a_click_means(
    look: Page, kept: Site, point: tuple[int, int], current: str | None, task: str | None
) -> None:
    look.goto(kept.url)
    places = {"a": [0, 0, 40, 10], "b": [0, 0, 10, 10], "c": [0, 20, 40, 30], "d": [0, 20, 40, 30]}
    given = [{"task": name, "boxes": [box]} for name, box in places.items()]
    found = look.evaluate(
        """async ([marks, x, y, current]) => {
            const { taskAt } = await import("/assets/viewer_marks.js");
            return taskAt(marks, x, y, current);
        }""",
        [given, *point, current],
    )
    assert found == task


def test_a_value_is_brought_into_sight_and_flashes(kept: Site, look: Page, opened: Callable[..., int]) -> None:
    wanted = opened()
    task = [task for task in tasks(kept, wanted) if task["page"] == 4 and task["deadlines"]][-1]
    look.evaluate("task => viewer.scrollTo(task, 'deadlines')", task["task_id"])
    flashing = look.locator("rect.deadlines.flash")
    expect(flashing.first).to_be_in_viewport()
    expect(flashing).to_have_count(0, timeout=4000)


def test_zoom_and_pages_by_buttons_and_keys(look: Page, opened: Callable[..., int]) -> None:
    opened()
    pane, zoom = look.locator(".viewer-pane"), look.locator("[data-zoom]")
    fit = zoom.inner_text()
    page = look.locator('.viewer-page[data-page="1"]')
    wide = page.bounding_box()
    pane_box = pane.bounding_box()
    assert wide and pane_box
    assert 0.95 < wide["width"] / pane_box["width"] <= 1
    look.get_by_role("button", name="Cả trang").click()
    whole = page.bounding_box()
    assert whole and whole["height"] <= pane_box["height"]
    expect(look.get_by_role("button", name="Cả trang")).to_have_attribute("aria-pressed", "true")
    look.get_by_role("button", name="Vừa ngang").press("Enter")
    expect(zoom).to_have_text(fit)
    pane.focus()
    look.keyboard.press("-")
    assert int(zoom.inner_text().split()[0]) < int(fit.split()[0])
    look.get_by_role("button", name="Phóng to").click()
    number = look.locator("[data-page-number]")
    look.get_by_role("button", name="Trang sau").click()
    expect(number).to_have_value("2")
    number.fill("4")
    number.press("Enter")
    expect(look.get_by_role("button", name="Trang sau")).to_be_disabled()
    number.fill("77")
    number.press("Enter")
    expect(number).to_have_value("4")
    pane.focus()
    look.keyboard.press("Home")
    expect(look.get_by_role("button", name="Trang trước")).to_be_disabled()
    look.keyboard.press("PageDown")
    expect(pane).not_to_have_js_property("scrollTop", 0)


def test_zooming_stays_where_one_reads(kept: Site, look: Page, opened: Callable[..., int]) -> None:
    task = next(task for task in tasks(kept, opened()) if task["page"] == 3)
    see(look, task["task_id"])
    for _ in range(3):
        look.get_by_role("button", name="Phóng to").click()
    expect(look.locator("[data-page-number]")).to_have_value("3")


def drawn(look: Page) -> None:
    look.evaluate("() => { window.drawing = viewer.draw(); }")
    expect(look.get_by_label("Khung lấy chữ")).to_be_focused()


def test_a_box_is_drawn_by_mouse(kept: Site, look: Page, opened: Callable[..., int]) -> None:
    task = tasks(kept, opened())[0]
    see(look, task["task_id"])
    drawn(look)
    boxes = [rect.bounding_box() for rect in look.locator("g.now rect.text").all()]
    first, last = boxes[0], boxes[-1]
    assert first and last
    look.mouse.move(last["x"] - 8, first["y"] - 1)
    look.mouse.down()
    look.mouse.move(first["x"] + first["width"] + 8, last["y"] + last["height"] + 1, steps=4)
    look.mouse.up()
    answer = look.evaluate("() => drawing")
    assert answer["page"] == 1
    assert task["text"] in answer["text"]
    assert look.evaluate("picked") == []
    expect(look.locator(".viewer-box")).to_have_count(0)


def test_a_box_is_drawn_by_keyboard(look: Page, opened: Callable[..., int]) -> None:
    opened()
    drawn(look)
    before = look.get_by_label("Khung lấy chữ").bounding_box()
    for key in ("ArrowDown", "ArrowLeft", "Shift+ArrowDown", "Shift+ArrowRight"):
        look.keyboard.press(key)
    after = look.get_by_label("Khung lấy chữ").bounding_box()
    assert before and after
    assert after["y"] > before["y"] and after["x"] < before["x"]
    assert after["width"] > before["width"] and after["height"] > before["height"]
    look.keyboard.press("Enter")
    assert len(look.evaluate("() => drawing")["box"]) == 4


def test_a_box_is_taken_to_another_page_by_keyboard(look: Page, opened: Callable[..., int]) -> None:
    opened()
    drawn(look)
    for key in ("PageUp", "PageDown", "PageDown", "PageUp", "PageDown"):
        look.keyboard.press(key)
    expect(look.locator('.viewer-page[data-page="3"] .viewer-box')).to_be_in_viewport()
    expect(look.get_by_label("Khung lấy chữ")).to_be_focused()
    look.keyboard.press("Enter")
    assert look.evaluate("() => drawing")["page"] == 3


@pytest.fixture
def text(look: Page, opened: Callable[..., int], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paragraphs of a text that is shown as such, where one is going to be chosen."""
    monkeypatch.setattr(office, "is_there", lambda: False)
    opened("text")
    look.evaluate("() => { window.drawing = viewer.draw(); }")
    expect(look.get_by_role("application")).to_be_focused()
    return look.locator(".viewer-text p").all_inner_texts()


def test_paragraphs_of_a_text_are_taken_by_keyboard(look: Page, text: list[str]) -> None:
    expect(look.get_by_role("application")).to_have_accessible_name(re.compile(r"^Chọn đoạn.*Shift \+ ↑ ↓"))
    heard = look.locator("[aria-live=assertive]")
    expect(heard).to_have_text(f"1 đoạn: {text[0]}")
    for key in ("End", "Home", "ArrowDown", "ArrowDown", "Shift+ArrowDown"):
        look.keyboard.press(key)
    expect(heard).to_have_text(f"2 đoạn: {text[2]} {text[3]}")
    assert look.locator("p.taken").all_inner_texts() == text[2:4]
    look.keyboard.press("Enter")
    assert look.evaluate("() => drawing") == {"page": None, "box": None, "text": f"{text[2]} {text[3]}"}
    expect(look.locator("p.taken, [role=application]")).to_have_count(0)


def test_a_paragraph_far_down_a_text_comes_into_sight(look: Page, text: list[str]) -> None:
    look.keyboard.press("PageDown")
    look.keyboard.press("PageDown")
    expect(look.locator("p.taken")).to_have_text(text[20])
    expect(look.locator("p.taken")).to_be_in_viewport()
    look.keyboard.press("Escape")
    assert look.evaluate("() => drawing") is None
    expect(look.locator("p.taken")).to_have_count(0)


def test_words_of_a_text_are_taken_by_mouse(look: Page, text: list[str]) -> None:
    look.locator(".viewer-text p").nth(1).dblclick(position={"x": 5, "y": 8})
    look.keyboard.press("Enter")
    assert look.evaluate("() => drawing")["text"] == text[1].split()[0]


def test_drawing_is_given_up(look: Page, opened: Callable[..., int]) -> None:
    opened()
    look.get_by_role("button", name="Phóng to").focus()
    drawn(look)
    look.keyboard.press("Escape")
    assert look.evaluate("() => drawing") is None
    expect(look.get_by_role("button", name="Phóng to")).to_be_focused()
    expect(look.locator(".viewer-note")).to_be_hidden()


def test_a_word_file_turns_into_pages_with_its_task_shown(
    kept: Site, look: Page, opened: Callable[..., int], word_file: int
) -> None:
    task = tasks(kept, opened(wanted=word_file))[4]
    # Text at first, or pages at once where another test has had them set.
    expect(look.locator(".viewer-text mark, g rect").first).to_be_attached()
    see(look, task["task_id"])
    expect(look.locator("g.now rect.text").first).to_be_visible(timeout=60_000)
    expect(look.locator(".viewer-note")).to_be_hidden()


def test_a_web_page_turns_into_pages_with_the_same_marks(
    kept: Site, look: Page, opened: Callable[..., int], tmp_path: Path
) -> None:
    path = tmp_path / "plan.html"
    lines = kehoach.read(SAMPLES / "chi-thi-phong-chong-ma-tuy-2026.txt").blocks
    made = "".join(f"<p>{line.text.replace('04/CT', '44/CT')}</p>" for line in lines)  # no edition of the other
    path.write_text(f"<html><body>{made}</body></html>", encoding="utf-8")
    read = kehoach.read(path)
    with kept.store() as store:
        written = store.write(read, kehoach.extract(read), path, store.start_run("1"))
    task, *_ = (task for task in tasks(kept, opened(wanted=written)) if task["lead"])
    expect(look.locator(".viewer-text mark").first).to_be_attached()
    see(look, task["task_id"])
    expect(look.locator("g.now rect.text").first).to_be_visible(timeout=60_000)
    expect(look.locator("g.now rect.lead").first).to_be_attached()
    assert look.locator(".viewer-text mark").count() == 0


def test_a_text_is_read_with_the_same_marks(
    kept: Site, look: Page, opened: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "is_there", lambda: False)
    for format_ in ("text", "docx"):
        first, second, *_ = (task for task in tasks(kept, opened(format_)) if task["lead"])
        see(look, first["task_id"])
        expect(look.locator("mark.text").first).to_be_in_viewport()
        look.evaluate("task => viewer.scrollTo(task, 'lead')", second["task_id"])
        expect(look.locator("mark.lead.flash").first).to_be_in_viewport()
        look.locator(f'mark[data-task="{first["task_id"]}"][data-field="text"]').first.click()
        assert look.evaluate("picked")[-1] == first["task_id"]


def test_the_pages_are_not_printed(look: Page, opened: Callable[..., int]) -> None:
    opened()
    look.emulate_media(media="print")
    expect(look.locator("#viewer")).to_be_hidden()


@pytest.fixture
def long(kept: Site, tmp_path: Path) -> Iterator[int]:
    """A document of 200 pages with 500 tasks."""
    path = tmp_path / "long.pdf"
    made = pdfium.PdfDocument.new()
    for _ in range(200):
        made.new_page(595, 842)
    made.save(path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    source = Source("long.pdf", sha256, "pdf", 200, "text layer")
    paragraphs, found = [], []
    for n in range(500):
        page, y = 1 + n * 2 // 5, 60.0 + n % 3 * 200
        text = f"Việc {n} rà soát"
        box = Box(80, y, 300, y + 16)
        paragraphs.append(Paragraph(text, places=(Place(0, len(text), page, box),)))
        evidence = Evidence("text", n, 0, len(text), text, "r", 0.9, page=page, box=box)
        found.append(Task(f"{n:016}", "body", None, (), text, evidence=(evidence,)))
    plan = Plan(source, Metadata(number="77/KH-X"), tasks=tuple(found))
    with Store(kept.place) as store:
        yield store.write(Document(source, tuple(paragraphs)), plan, path, store.start_run("1"))


def test_200_pages_stay_fast(long: int, look: Page, opened: Callable[..., int]) -> None:
    start = time.perf_counter()
    opened(wanted=long)
    expect(look.locator(".viewer-page img").first).to_be_visible()
    assert time.perf_counter() - start < 4
    assert look.locator(".viewer-page").count() == 200
    taken = look.evaluate(
        """() => {
            const start = performance.now();
            for (let n = 0; n < 500; n += 25) viewer.highlight(`${n}`.padStart(16, "0"));
            return (performance.now() - start) / 20;
        }"""
    )
    assert taken < 50  # ms for a task
    expect(look.locator("g.now rect.text")).to_be_in_viewport()
    assert look.locator(".viewer-page img").count() < 20
    expect(look.locator("[data-page-number]")).to_have_value("191")
