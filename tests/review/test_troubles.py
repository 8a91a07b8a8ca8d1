"""What goes wrong is said in the clerk's language, whatever the program says of it in English."""

import logging
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Page, expect

from output.errors import Refusal, ReviewError
from output.store.review_values import REVIEWED, checked
from review.troubles import refusal
from review.wording import LANGUAGES, Language, words
from tests.review.clerks import Clerk
from tests.review.plans import made_store, task
from tests.review.sites import Site
from tests.review.visits import Visit

TASK = task("Rà soát bến xe", lead=["Sở Xây dựng"])


@pytest.fixture
def made(tmp_path: Path, request: pytest.FixtureRequest) -> Site:
    served = Site(tmp_path / "plans.db")
    made_store(served.place, TASK)
    served.start()
    request.addfinalizer(served.stop)
    return served


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_words_for_every_reason_why_a_review_makes_no_sense(language: Language) -> None:
    assert words(language)["refusal"].keys() == {*get_args(Refusal), "fields"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("field", REVIEWED)
def test_a_value_that_cannot_be_is_told_with_its_fields_name(language: Language, field: str) -> None:
    value = {"done_on": "x", "status": "x", "deadlines": [{"text": ""}]}.get(field, ["\x00"])
    with pytest.raises(ReviewError) as caught:
        checked(field, value)
    said = refusal(language, caught.value)
    assert "{" not in said
    if caught.value.facts:
        assert f"“{field}”" not in said or language == "en"


def test_days_are_written_as_in_vietnam() -> None:
    deadline = {"text": "x", "kind": "period", "start": "2026-03-02", "due": "2026-03-01"}
    with pytest.raises(ReviewError) as caught:
        checked("deadlines", [deadline])
    assert refusal("vi", caught.value).startswith(
        "Chưa ghi: thời hạn bắt đầu 02/03/2026 lại sau ngày đến hạn 01/03/2026"
    )


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("set", {"field": "text", "value": " "}, "Chưa ghi: ô “Nội dung nhiệm vụ” còn trống. Gõ nội dung rồi lưu."),
        ("set", {"field": "lead", "value": ["a\u0007"]}, "Chưa ghi: ô “Cơ quan chủ trì” có ký tự lạ"),
        ("set", {"field": "deadlines", "value": [{"text": "x" * 1001}]}, "Chưa ghi: thời hạn dài quá 1000 chữ cái."),
        ("set", {"field": "color", "value": "x"}, "Yêu cầu không đúng dạng nên không ghi được."),
        ("split", {"parts": [{"text": "Một"}]}, "Chưa tách: cần ít nhất hai phần."),
        ("merge", {"with": TASK.id}, "Chưa gộp: cần hai nhiệm vụ khác nhau."),
    ],
)
def test_a_refusal_is_told_in_vietnamese_alone(made: Site, path: str, body: dict[str, object], said: str) -> None:
    status, answer = Clerk(made, "An").post(f"/task/{TASK.id}/{path}", body)
    assert status == 422
    assert answer["problem"].startswith(said)
    assert "(" not in answer["problem"]


def test_a_decision_that_was_undone_tells_by_whom(made: Site) -> None:
    with made.store() as store:
        number = store.reviews.accept(TASK.id, "An")
        store.reviews.undo(number, "Bình")
    status, answer = Clerk(made, "An").post(f"/review/{number}/undo")
    assert (status, answer["problem"].partition(" lúc")[0]) == (422, "Bình đã hoàn tác quyết định này")


def test_a_fault_of_ours_is_for_the_log(
    made: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("disk on fire")

    monkeypatch.setattr("review.pages.due.paging", broken)
    with Visit(made) as visit, caplog.at_level(logging.ERROR):
        answer = visit.get("/due")
    assert answer.status_code == 500
    assert "Chương trình gặp lỗi của chính nó." in answer.text
    assert "fire" not in answer.text
    assert "disk on fire" in caplog.text


def test_what_a_file_could_not_be_read_for_is_told_in_vietnamese_alone(made: Site) -> None:
    with made.store() as store:
        store.record_failure(Path("/a/b.pdf"), None, "DamagedFile", "The file is damaged.", store.start_run("1"))
    with Visit(made) as visit:
        page = visit.page("/failures")
        assert "The file is damaged." not in page
        assert "Tệp hỏng." in page
        assert "The file is damaged." in visit.page("/data/failures/1")


def test_a_fault_of_a_script_is_told_in_vietnamese(made: Site, look: Page) -> None:
    look.goto(f"{made.url}/document/1")
    look.evaluate("import('/assets/base.js').then(({ tell }) => tell(new TypeError('x is undefined'))).catch(() => {})")
    expect(look.locator("#said .bad")).to_contain_text("Chương trình gặp lỗi của chính nó.")
