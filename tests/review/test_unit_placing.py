"""A unit's page says which unit it belongs to, which belong to it, and counts these where one asks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.review.plans import made_store, task
from tests.review.sites import Site
from tests.review.visits import Visit, text_of

HEAD, BRANCH = "Sở Y tế", "Chi cục Dân số"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Site]:
    served = Site(tmp_path / "plans.db")
    made_store(served.place, task("Việc của sở", lead=[HEAD]), task("Việc của chi cục", lead=[BRANCH]))
    served.start()
    yield served
    served.stop()


def unit(site: Site, name: str) -> int:
    with site.store() as store:
        return int(store.db.execute("SELECT id FROM units WHERE name = ?", [name]).fetchone()[0])


def above(site: Site, name: str) -> str | None:
    with site.store() as store:
        found = store.unit_places.around(unit(site, name)).above
        return found and found[1]


def test_a_unit_is_placed_shown_and_taken_out(made: Site) -> None:
    branch, head = unit(made, BRANCH), unit(made, HEAD)
    with Visit(made) as visit:
        assert visit.post(f"/unit/{branch}/place", {"under": "so y te"}).json() == {"page": f"/unit/{branch}"}
        assert f"Trực thuộc: {HEAD} Đưa ra" in text_of(visit.page(f"/unit/{branch}"))
        page = text_of(visit.page(f"/unit/{head}"))
        assert f"Đơn vị trực thuộc: {BRANCH}" in page
        assert f"An đặt “{BRANCH}” dưới “{HEAD}”" in page
        assert visit.post(f"/unit/{branch}/take-out").status_code == 200
        assert visit.post(f"/unit/{branch}/take-out").status_code == 200, "somebody else was faster"
        assert "Trực thuộc:" not in text_of(visit.page(f"/unit/{branch}"))
        assert f"An đưa “{BRANCH}” ra" in text_of(visit.page(f"/unit/{branch}"))


def test_what_is_below_counts_where_it_says_so(made: Site) -> None:
    head = unit(made, HEAD)
    with Visit(made) as visit:
        visit.post(f"/unit/{unit(made, BRANCH)}/place", {"under": HEAD})
        assert "Việc của chi cục" not in visit.page(f"/unit/{head}")
        assert "Việc của chi cục" in visit.page(f"/unit/{head}?with=below")
        assert visit.get(f"/unit/{head}?with=all").status_code == 400


def test_a_name_that_no_document_has_is_taken_where_one_says_so(made: Site) -> None:
    branch = unit(made, BRANCH)
    with Visit(made) as visit:
        answer = visit.post(f"/unit/{branch}/place", {"under": "Ủy ban nhân dân tỉnh"})
        assert answer.status_code == 422
        assert answer.json()["problem"].startswith("Không có đơn vị nào tên như vậy.")
        visit.post(f"/unit/{branch}/place", {"under": "Ủy ban nhân dân tỉnh", "new": True})
    assert above(made, BRANCH) == "Ủy ban nhân dân tỉnh"


def test_a_ring_is_refused_in_the_clerks_words(made: Site) -> None:
    with Visit(made) as visit:
        visit.post(f"/unit/{unit(made, BRANCH)}/place", {"under": HEAD})
        for name, under in ((HEAD, BRANCH), (HEAD, HEAD)):
            answer = visit.post(f"/unit/{unit(made, name)}/place", {"under": under, "new": True})
            assert answer.status_code == 422
            assert answer.json()["problem"].startswith("Không đặt được")
    assert above(made, HEAD) is None


@pytest.mark.parametrize("body", [{}, {"under": ""}, {"under": " "}, {"under": 3}, {"under": "x" * 301}])
def test_what_is_no_name_is_refused(made: Site, body: dict[str, object]) -> None:
    with Visit(made) as visit:
        assert visit.post(f"/unit/{unit(made, BRANCH)}/place", body).status_code == 400
        assert visit.post("/unit/999/place", {"under": HEAD}).status_code == 404
        assert visit.post(f"/unit/{unit(made, BRANCH)}/place", {"under": HEAD}, token="x").status_code == 403
    with Visit(made, name=None) as visit:
        assert visit.post(f"/unit/{unit(made, BRANCH)}/place", {"under": HEAD}).status_code == 400


def test_it_is_done_by_hand(made: Site, look: Page) -> None:
    look.goto(f"{made.url}/unit/{unit(made, BRANCH)}")
    look.get_by_text("Đặt dưới đơn vị cấp trên").click()
    look.get_by_label("Đơn vị cấp trên").fill("sở y tế")
    look.get_by_role("button", name="Đặt", exact=True).click()
    expect(look.get_by_role("link", name=HEAD)).to_be_visible()
    look.get_by_role("button", name="Đưa ra").click()
    expect(look.get_by_role("link", name=HEAD)).to_have_count(0)
    assert above(made, BRANCH) is None
