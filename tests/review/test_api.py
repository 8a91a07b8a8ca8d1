"""The interface for programs: who is let in, what is answered, what is written down."""

import json
import shutil
import sqlite3
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import jsonschema
import pytest

from tests.review.conftest import SAMPLES
from tests.review.sites import Site


class Told(NamedTuple):
    status: int
    body: Any
    headers: Mapping[str, str]


class Program:
    """Asks a site in the name of a token."""

    def __init__(self, site: Site, token: str | None) -> None:
        self.url, self.token = site.url, token

    def ask(self, method: str, path: str, body: object = None, **query: object) -> Told:
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
        headers = {"content-type": kind} if data is not None else {}
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        address = f"{self.url}/-/api/{path}" + (f"?{urlencode(query)}" if query else "")
        request = urllib.request.Request(address, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return Told(answer.status, json.loads(answer.read()), answer.headers)
        except urllib.error.HTTPError as error:
            return Told(error.code, json.loads(error.read() or b"null"), error.headers)


@pytest.fixture
def program(site: Site) -> Program:
    with site.store() as store:
        return Program(site, store.tokens.create("tracker", ["read", "ingest", "review"]))


@pytest.fixture(scope="module")
def asking(store_of_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """One for all that changes nothing."""
    site = Site(tmp_path_factory.mktemp("asked") / "plans.db")
    shutil.copy(store_of_samples, site.place)
    site.start()
    with site.store() as store:
        yield Program(site, store.tokens.create("tracker", ["read", "ingest", "review"]))
    site.stop()


def only(site: Site, *scopes: Any) -> Program:
    with site.store() as store:
        return Program(site, store.tokens.create(f"for {scopes}", scopes))


# Plans


def test_a_file_is_posted_and_its_plan_comes_back(program: Program, tmp_path: Path) -> None:
    text = "SỞ Y TẾ\nSố: 9/KH-SYT\n\nKẾ HOẠCH\nTiêm chủng năm 2026\n\nII. NHIỆM VỤ\n1. Giao Phòng Nghiệp vụ Y tổ chức tiêm chủng trước ngày 30/6/2026.\n"
    posted = program.ask("POST", "plans", text.encode(), name="kh-9.txt")
    assert posted.status == 201
    assert posted.body["plan"]["document"]["number"] == "9/KH-SYT"
    assert [task["deadlines"][0]["due"] for task in posted.body["plan"]["tasks"]] == ["2026-06-30"]
    again = program.ask("POST", "plans", text.encode(), name="kh-9.txt")
    assert (again.status, again.body["plan"]) == (200, posted.body["plan"])
    assert program.ask("GET", f"plans/{posted.body['document_id']}").body == posted.body


def test_a_file_that_cannot_be_read_is_told_and_kept_among_the_failures(program: Program, site: Site) -> None:
    told = program.ask("POST", "plans", b"PK\x03\x04 no Word file", name="hong.docx")
    assert told.status == 422
    assert told.body["type"] == "urn:kehoach:problem:DamagedFile"
    assert "again" in told.body["detail"]
    with site.store() as store:
        assert [row["error"] for row in store.db.query("SELECT error FROM open_failures")] == ["DamagedFile"]


def test_who_does_not_wait_is_told_where_to_ask(program: Program) -> None:
    data = (SAMPLES / "chi-thi-phong-chong-ma-tuy-2026.txt").read_bytes() + b"\n"
    told = program.ask("POST", "plans", data, name="ct.txt", wait=0)
    assert told.status == 202
    assert told.headers["location"] == f"/-/api/intake/{told.body['id']}"
    while (entry := program.ask("GET", f"intake/{told.body['id']}").body)["state"] not in ("done", "failed"):
        assert entry["state"] in ("waiting", "held", "reading")
        time.sleep(0.2)  # whoever asks without a pause is told to wait
    assert (entry["state"], entry["tasks"]) == ("done", 10)


def test_plans_come_a_page_at_a_time(asking: Program) -> None:
    first = asking.ask("GET", "plans", limit=2).body
    assert (len(first["plans"]), first["count"]) == (2, 3)
    second = asking.ask("GET", first["next"].removeprefix("/-/api/")).body
    assert [len(second["plans"]), second["next"]] == [1, None]
    assert {row["number"] for row in first["plans"] + second["plans"]} == {"04/CT-UBND", "15/KH-UBND", "42/KH-SGDĐT"}


# Tasks


def test_tasks_are_picked_by_the_same_filters_as_everywhere(program: Program, site: Site) -> None:
    with site.store() as store:
        wanted = [row["task_id"] for row in store.tasks(unit="cong an", status="open")]
    told = program.ask("GET", "tasks", unit="cong an", status="open")
    assert [task["id"] for task in told.body["tasks"]] == wanted != []


def test_a_task_is_reviewed_in_the_tokens_name_and_undone(program: Program, site: Site) -> None:
    task = program.ask("GET", "tasks", limit=1).body["tasks"][0]["id"]
    seen = program.ask("GET", f"tasks/{task}").body["values"]
    lead = ["Sở Tư pháp"]
    sent = {"action": "set", "field": "lead", "value": lead, "expected": {"lead": seen["lead"]}}
    entered = program.ask("POST", f"tasks/{task}/reviews", sent)
    assert entered.status == 201
    stale = program.ask("POST", f"tasks/{task}/reviews", sent)
    assert (stale.status, stale.body["type"]) == (409, "urn:kehoach:problem:conflict")
    now = program.ask("GET", f"tasks/{task}").body
    assert (now["values"]["lead"], [entry["who"] for entry in now["history"]]) == (lead, ["tracker"])
    assert program.ask("POST", f"reviews/{entered.body['review']}/undo", {}).status == 201
    assert program.ask("GET", f"tasks/{task}").body["values"] == seen


def test_a_task_is_done_and_another_added(program: Program, site: Site) -> None:
    task = program.ask("GET", "tasks", limit=1).body["tasks"][0]
    assert program.ask("POST", f"tasks/{task['id']}/reviews", {"action": "done", "on": "2026-03-01"}).status == 201
    added = program.ask("POST", f"plans/{task['document']['id']}/tasks", {"text": "Báo cáo quý", "after": task["id"]})
    assert added.status == 201
    with site.store() as store:
        first, second, *_ = store.tasks(document=task["document"]["number"])
    assert (first["status"], first["done_on"]) == ("done", "2026-03-01")
    assert (second["task_id"], second["text"]) == (added.body["task"], "Báo cáo quý")


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "kind"),
    [
        ("GET", "tasks/0000000000000000", None, 404, "not-found"),
        ("GET", "plans/999", None, 404, "not-found"),
        ("GET", "plans/none", None, 400, "bad-parameter"),
        ("GET", "plans?limt=2", None, 400, "unknown-parameter"),
        ("GET", "plans?limit=2&limit=3", None, 400, "bad-parameter"),
        ("GET", "tasks?due_after=31/12/2026", None, 400, "bad-parameter"),
        ("GET", "tasks?words=%ff", None, 400, "bad-parameter"),
        ("GET", "nowhere", None, 404, "no-such-address"),
        ("DELETE", "plans", None, 405, "method"),
        ("POST", "plans", b"", 400, "missing-parameter"),
        ("POST", "plans/1/tasks", {}, 400, "bad-body"),
        ("POST", "plans/1/tasks", {"text": "a", "who": "b"}, 400, "bad-body"),
        ("POST", "plans/1/tasks", {"text": "\ud800"}, 400, "bad-json"),
        ("POST", "plans/1/tasks", b"text", 415, "media-type"),
        ("POST", "plans/999/tasks", {"text": "a"}, 404, "not-found"),
        ("POST", "tasks/x/reviews", {"action": "accept"}, 404, "not-found"),
        ("POST", "reviews/999/undo", {}, 422, "refused"),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_not_as_described(
    asking: Program, method: str, path: str, body: object, status: int, kind: str
) -> None:
    told = asking.ask(method, path, body)
    assert (told.status, told.body["type"]) == (status, f"urn:kehoach:problem:{kind}")
    assert told.headers["content-type"] == "application/problem+json"
    assert told.body["status"] == status


def test_a_set_without_a_field_is_refused(asking: Program) -> None:
    task = asking.ask("GET", "tasks", limit=1).body["tasks"][0]["id"]
    told = asking.ask("POST", f"tasks/{task}/reviews", {"action": "set", "value": "a"})
    assert (told.status, told.body["detail"]) == (422, "To set a value, name its `field`.")


# Who is let in


def test_without_a_token_nothing_is_answered(site: Site, program: Program) -> None:
    with site.store() as store:
        stale = store.tokens.create("stale", ["read"], days=0)
        gone = store.tokens.create("gone", ["read"])
        store.tokens.revoke("gone")
    for token in (None, "", "kehoach_", stale, gone, program.token.upper(), f"{program.token}0"):  # type: ignore[union-attr]
        for method, path in (("GET", "plans"), ("POST", "plans?name=a"), ("GET", "openapi.json"), ("GET", "nowhere")):
            told = Program(site, token).ask(method, path, b"" if method == "POST" else None)
            if told.status == 429:  # so many wrong ones that it does not even look
                continue
            assert (told.status, told.headers["www-authenticate"]) == (401, 'Bearer realm="kehoach"')


def test_wrong_tokens_close_the_door_for_a_while(site: Site, program: Program) -> None:
    wrong = Program(site, "kehoach_" + "0" * 64)
    answers = [wrong.ask("GET", "plans").status for _ in range(25)]
    assert answers[0] == 401
    assert answers[-1] == 429
    told = program.ask("GET", "plans")
    assert (told.status, int(told.headers["retry-after"]) > 0) == (429, True)


@pytest.mark.parametrize(
    ("scope", "method", "path", "body"),
    [
        ("read", "POST", "plans?name=a.txt", b"a"),
        ("read", "POST", "plans/1/tasks", {"text": "a"}),
        ("ingest", "GET", "tasks", None),
        ("ingest", "POST", "reviews/1/undo", {}),
        ("review", "GET", "plans", None),
        ("review", "POST", "plans?name=a.txt", b"a"),
    ],
    ids=str,
)
def test_a_token_is_for_what_it_was_made_for(site: Site, scope: str, method: str, path: str, body: object) -> None:
    told = only(site, scope).ask(method, path, body)
    assert (told.status, told.body["type"]) == (403, "urn:kehoach:problem:scope")


def test_a_cookie_is_no_token(site: Site) -> None:
    request = urllib.request.Request(
        f"{site.url}/-/api/plans", headers={"cookie": "kehoach_reviewer=An; kehoach_session=x"}
    )
    with pytest.raises(urllib.error.HTTPError) as found:
        urllib.request.urlopen(request, timeout=20)
    assert found.value.code == 401


def test_the_pace_is_limited_for_each_token(site: Site, program: Program) -> None:
    site.stop()
    site.a_minute = 5
    site.start()
    program.url = site.url
    assert [program.ask("GET", "plans").status for _ in range(7)] == [200] * 5 + [429] * 2
    assert only(site, "read").ask("GET", "plans").status == 200


def test_on_a_guarded_server_a_token_for_reading_opens_the_tables_and_nothing_else(site: Site) -> None:
    site.stop()
    site.password_hash = "scrypt$AAAAAAAAAAAAAAAAAAAAAA==$" + "A" * 86 + "=="
    site.start()
    reading, handing_in = only(site, "read"), only(site, "ingest")

    def status(program: Program, path: str) -> int:
        request = urllib.request.Request(
            f"{site.url}{path}", headers={"authorization": f"Bearer {program.token}", "accept": "application/json"}
        )
        try:
            return int(urllib.request.urlopen(request, timeout=20).status)
        except urllib.error.HTTPError as error:
            return error.code

    assert status(reading, "/data/task_list.json?_size=1") == 200
    assert status(handing_in, "/data/task_list.json?_size=1") == 401
    assert status(reading, "/units") == 401


# Limits


def test_a_file_of_200_mb_is_refused_unread(program: Program, site: Site) -> None:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    connection.putrequest("POST", "/-/api/plans?name=lon.pdf")
    connection.putheader("authorization", f"Bearer {program.token}")
    connection.putheader("content-type", "application/octet-stream")
    connection.putheader("content-length", str(200 * 2**20))
    connection.endheaders()
    answer = connection.getresponse()  # before a byte of it was sent
    assert answer.status == 413
    connection.close()


def test_an_endless_body_is_not_held_in_memory(program: Program, site: Site) -> None:
    import http.client

    import psutil

    process, before, most = psutil.Process(), psutil.Process().memory_info().rss, 0

    def endless() -> Any:
        nonlocal most
        for _ in range(210):
            most = max(most, process.memory_info().rss)
            yield b"\0" * 2**20

    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    headers = {"authorization": f"Bearer {program.token}", "content-type": "application/octet-stream"}
    try:
        connection.request("POST", "/-/api/plans?name=a.pdf", endless(), headers, encode_chunked=True)
        assert connection.getresponse().status == 413
    except (BrokenPipeError, ConnectionResetError):
        pass  # it was hung up on, which is as good
    finally:
        connection.close()
    assert most - before < 60 * 2**20


def test_elsewhere_a_megabyte_is_the_most(asking: Program) -> None:
    assert asking.ask("POST", "plans/1/tasks", {"text": "a" * 2**21}).status == 413


# What is written down


def test_each_write_leaves_a_line(program: Program, site: Site) -> None:
    program.ask("GET", "plans")
    program.ask("POST", "plans/1/tasks", {"text": "Việc thêm"})
    program.ask("POST", "reviews/999/undo", {})
    with site.store() as store:
        lines = store.db.execute("SELECT who, method, path, status, client FROM audit ORDER BY id").fetchall()
        used = store.tokens.all()[0].last_used
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store.db.execute("DELETE FROM audit")
    assert lines == [
        ("tracker", "POST", "/-/api/plans/1/tasks", 201, "127.0.0.1"),
        ("tracker", "POST", "/-/api/reviews/999/undo", 422, "127.0.0.1"),
    ]
    assert used is not None


def test_the_pages_leave_a_line_as_well(site: Site) -> None:
    request = urllib.request.Request(f"{site.url}/uploads/clear", b"", {"cookie": f"kehoach_reviewer={quote('Bình')}"})
    with pytest.raises(urllib.error.HTTPError):  # no token of a page
        urllib.request.urlopen(request, timeout=20)
    with site.store() as store:
        lines = store.db.execute("SELECT who, method, path, status FROM audit").fetchall()
    assert lines == [("Bình", "POST", "/uploads/clear", 403)]


# As described


def test_answers_have_the_described_form(asking: Program) -> None:
    description = asking.ask("GET", "openapi.json").body
    for path, query in (("plans", {}), ("tasks", {"limit": 3}), ("plans/1", {})):
        told = asking.ask("GET", path, **query)  # type: ignore[arg-type]
        template = path.replace("/1", "/{plan}")
        answers = description["paths"][f"/-/api/{template}"]["get"]["responses"]
        jsonschema.validate(told.body, answers["200"]["content"]["application/json"]["schema"])


def test_the_published_description_is_that_of_the_program() -> None:
    from review.api.openapi import description

    published = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
    assert json.loads(published.read_text(encoding="utf-8")) == description(), (
        "python -m review.api_docs > docs/openapi.json"
    )
