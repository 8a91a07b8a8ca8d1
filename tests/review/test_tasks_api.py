"""What the page of a document asks of the server: decisions, what others changed, units and deadlines by their words."""

from urllib.parse import quote

import pytest

from output.store.worklist import WorkTask
from tests.review.clerks import Clerk
from tests.review.sites import Site


@pytest.fixture
def an(site: Site) -> Clerk:
    return Clerk(site, "An")


def tasks(site: Site, document: int = 2) -> list[WorkTask]:
    with site.store() as store:
        return list(store.worklist(document).tasks)


def task(site: Site, id_: str) -> WorkTask:
    return next(task for task in tasks(site) if task.id == id_)


def test_an_accepted_task_comes_back_as_a_card(site: Site, an: Clerk) -> None:
    first = tasks(site)[0]
    status, told = an.post(f"/task/{first.id}/accept", {"expected": dict(first.values)})
    assert status == 200
    assert list(told["cards"]) == [first.id]
    assert "đã chấp nhận" in told["cards"][first.id]
    assert told["counts"]["reviewed"] == 1
    assert told["order"] == [each.id for each in tasks(site)]
    assert task(site, first.id).by == "An"


def test_what_another_has_changed_is_not_overwritten(site: Site, an: Clerk) -> None:
    first = tasks(site)[0]
    binh = Clerk(site, "Bình")
    binh.post(f"/task/{first.id}/set", {"field": "text", "value": "Chữ của Bình", "expected": first.values["text"]})
    seen = {"field": "text", "value": "Chữ của An", "expected": first.values["text"]}
    status, told = an.post(f"/task/{first.id}/set", seen)
    assert status == 409
    assert told["kind"] == "conflict"
    assert "Chữ của Bình" in told["cards"][first.id]
    assert an.post(f"/task/{first.id}/accept", {"expected": dict(first.values)})[0] == 409
    assert task(site, first.id).values["text"] == "Chữ của Bình"


def test_another_field_of_the_same_task_is_no_conflict(site: Site, an: Clerk) -> None:
    first = tasks(site)[0]
    Clerk(site, "Bình").post(f"/task/{first.id}/set", {"field": "products", "value": ["Báo cáo"]})
    assert (
        an.post(f"/task/{first.id}/set", {"field": "lead", "value": ["Văn phòng"], "expected": first.values["lead"]})[0]
        == 200
    )
    assert task(site, first.id).values["products"] == ["Báo cáo"]


def test_a_page_hears_of_what_others_decided_since(site: Site, an: Clerk) -> None:
    _first, second, *_ = tasks(site)
    assert an.get("/document/2/changes?since=0")[1]["cards"] == {}
    Clerk(site, "Bình").post(f"/task/{second.id}/reject")
    told = an.get("/document/2/changes?since=0")[1]
    assert list(told["cards"]) == [second.id]
    assert "đã bác bỏ – Bình" in told["cards"][second.id]
    assert an.get(f"/document/2/changes?since={told['last']}")[1]["cards"] == {}
    assert an.get("/document/1/changes?since=0")[1]["cards"] == {}


def test_my_last_decision_is_taken_back_and_nobody_elses(site: Site, an: Clerk) -> None:
    first, second, third, *_ = tasks(site)
    binh = Clerk(site, "Bình")
    an.post(f"/task/{first.id}/reject")
    an.post(f"/task/{second.id}/accept")
    binh.post(f"/task/{third.id}/accept")
    assert an.post("/document/2/undo")[1]["task"] == second.id
    assert an.post("/document/2/undo")[1]["task"] == first.id
    assert an.post("/document/2/undo")[1]["task"] is None
    assert [each.verdict for each in tasks(site)[:3]] == [None, None, "accept"]


def test_all_above_a_confidence_are_accepted_and_undone_in_one(site: Site, an: Clerk) -> None:
    confident = [each.id for each in tasks(site) if (each.confidence or 0) >= 0.9]
    assert confident
    an.post("/document/2/accept-above", {"threshold": 0.9})
    assert [each.id for each in tasks(site) if each.is_reviewed] == confident
    an.post("/document/2/undo")
    assert not any(each.is_reviewed for each in tasks(site))


def test_what_was_changed_meanwhile_is_left_out_of_all_above(site: Site, an: Clerk) -> None:
    first = tasks(site)[0]
    Clerk(site, "Bình").post(f"/task/{first.id}/note", {"text": "Xem lại với Sở"})
    an.post("/document/2/accept-above", {"threshold": 0})
    assert [each.id for each in tasks(site) if not each.is_reviewed] == [first.id]


def test_split_merge_and_their_undo(site: Site, an: Clerk) -> None:
    before = tasks(site)
    first, second, *_ = before
    told = an.post(
        f"/task/{first.id}/split", {"parts": [{"text": "Một"}, {"text": "Hai"}], "expected": dict(first.values)}
    )[1]
    assert told["order"][0] == first.id
    assert len(told["cards"]) == 2
    an.last = told["last"]
    new = told["order"][1]
    merged = an.post(f"/task/{new}/merge", {"with": second.id, "expected": {second.id: dict(second.values)}})[1]
    assert f"Hai; {second.values['text']}" in merged["cards"][new].replace("&amp;", "&")
    an.post("/document/2/undo")
    told = an.post("/document/2/undo")[1]
    assert told["cards"][new] is None
    assert [each.values for each in tasks(site)] == [each.values for each in before]


def test_merging_with_what_another_has_changed_is_a_conflict(site: Site, an: Clerk) -> None:
    first, second, *_ = tasks(site)
    Clerk(site, "Bình").post(f"/task/{second.id}/set", {"field": "text", "value": "Khác"})
    expected = {first.id: dict(first.values), second.id: dict(second.values)}
    assert an.post(f"/task/{first.id}/merge", {"with": second.id, "expected": expected})[0] == 409


def test_a_task_is_added_behind_another(site: Site, an: Clerk) -> None:
    first = tasks(site)[0]
    values = {"text": "Rà soát <b>hồ sơ</b>", "lead": ["Văn phòng"], "deadlines": [{"text": "quý II"}], "page": 1}
    told = an.post("/document/2/add", {"values": values, "after": first.id})[1]
    added = tasks(site)[1]
    assert added.id == told["task"]
    assert added.page == 1
    assert added.values["deadlines"][0]["due"] == "2026-06-30"
    assert "Rà soát &lt;b&gt;hồ sơ&lt;/b&gt;" in told["cards"][added.id]


@pytest.mark.parametrize(
    ("sent", "kind", "due"),
    [
        ({"text": "trước ngày 31/10"}, "date", "2026-10-31"),
        ({"text": "hằng quý"}, "recurring", None),
        ({"text": "sớm", "due": "2026-05-04"}, "date", "2026-05-04"),
        ({"text": "quý II", "due": "2026-05-31"}, "period", "2026-05-31"),
        ({"text": "", "kind": "date", "due": "2026-05-31"}, None, None),
    ],
)  # fmt: skip
def test_deadlines_are_read_from_their_words(
    site: Site, an: Clerk, sent: dict[str, str], kind: str | None, due: str | None
) -> None:
    first = tasks(site)[0]
    status, _ = an.post(f"/task/{first.id}/set", {"field": "deadlines", "value": [sent]})
    now = task(site, first.id).values["deadlines"]
    assert status == (200 if kind else 422)
    if kind:
        assert [(each["kind"], each["due"], each["text"]) for each in now] == [(kind, due, sent["text"])]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("trước ngày 31/10", ["hạn 31/10/2026"]),
        ("quý II", ["từ 01/04/2026 đến 30/06/2026"]),
        ("hằng tháng, trước ngày 05", ["hằng tháng, ngày 05"]),
        ("thứ sáu hằng tuần", ["hằng tuần, thứ Sáu"]),
        ("trước 16 giờ ngày 10/5", ["hạn 10/05/2026, 16:00"]),
        ("thường xuyên", ["thường xuyên"]),
        ("sau khi có hướng dẫn", ["theo sự kiện"]),
        ("trước ngày 15/6 và 15/12 hằng năm", ["hằng năm, ngày 15/06", "hằng năm, ngày 15/12"]),
        ("", []),
    ],
)  # fmt: skip
def test_a_deadline_is_told_as_it_is_understood(an: Clerk, text: str, said: list[str]) -> None:
    assert an.get(f"/deadline.json?text={quote(text)}&document=2")[1]["words"] == said


@pytest.mark.parametrize("typed", ["so giao duc", "Sở Giáo dục", "dao tao so giao"])
def test_units_are_found_without_tones(an: Clerk, typed: str) -> None:
    assert an.get(f"/units.json?q={quote(typed)}&document=1")[1][0]["name"] == "Sở Giáo dục và Đào tạo"


def test_units_are_found_by_their_first_letters(an: Clerk) -> None:
    assert an.get("/units.json?q=syt&document=1")[1][0]["name"] == "Sở Y tế"


def test_units_of_the_document_come_first(site: Site, an: Clerk) -> None:
    own = {name for each in tasks(site, 1) for name in (*each.values["lead"], *each.values["partners"])}
    found = [unit["name"] for unit in an.get("/units.json?q=cong&document=1")[1]]
    assert found[0] in own
    assert not {"_", "%"} & {unit["name"] for unit in an.get("/units.json?q=%25_&document=1")[1]}


def test_a_done_task_is_open_again_after_undo(site: Site, an: Clerk) -> None:
    first = tasks(site)[0]
    told = an.post(f"/task/{first.id}/done", {"on": "2026-03-20", "expected": dict(first.values)})[1]
    assert "đã xong 20/03/2026" in told["cards"][first.id]
    assert not task(site, first.id).is_reviewed
    an.post("/document/2/undo")
    assert task(site, first.id).values["status"] == "open"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/task/0000000000000000/accept", {}, 404),
        ("/document/99/undo", {}, 404),
        ("/document/2/add", {"values": {"lead": ["A"]}}, 422),
        ("/document/2/add", {"values": [1]}, 400),
        ("/document/2/accept-above", {"threshold": "x"}, 400),
        ("/review/99/undo", {}, 404),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(an: Clerk, path: str, body: dict[str, object], status: int) -> None:
    assert an.post(path, body)[0] == status


def test_without_a_name_nothing_is_written(site: Site) -> None:
    first = tasks(site)[0]
    assert Clerk(site, "").post(f"/task/{first.id}/accept")[0] == 400
    assert not task(site, first.id).is_reviewed
