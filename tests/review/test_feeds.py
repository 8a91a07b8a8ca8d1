"""Calendars that programs ask for again and again: they have no cookies, so their address holds a key."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from review import hashed
from review.access import Access
from tests.review.handed_on import ALL, NAME, feed_of, fill, in_calendar, links, unit
from tests.review.sites import Site
from tests.review.visits import Visit


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Site]:
    """The same behind a password."""
    served = Site(tmp_path / "plans.db", password_hash=hashed("ba con mèo đen"))
    fill(served)
    served.start()
    yield served
    served.stop()


def test_a_calendar_needs_its_key_and_no_cookie(guarded: Site) -> None:
    assert guarded.password_hash is not None
    key = Access(frozenset(), guarded.password_hash).feed_key(unit(guarded))
    other = Access(frozenset(), guarded.password_hash).feed_key(unit(guarded) + 1)
    assert in_calendar(feed_of(guarded, key)) == ALL[:3]
    for wrong in (None, "", "x", other, f"{key}x", "đ"):
        answer = feed_of(guarded, wrong)
        assert answer.status_code == 404
        assert "Việc" not in answer.text
    assert httpx.get(f"{guarded.url}/export?format=ics").status_code == 303, "the rest stays closed"
    assert feed_of(guarded, key, host="evil.example").status_code == 421


def test_a_new_password_revokes_the_keys() -> None:
    keys = {Access(frozenset(), hashed("ba con mèo đen")).feed_key(1) for _ in range(2)}
    assert len(keys) == 2, "the same password set anew"
    assert Access(frozenset()).feed_key(1) is None
    assert Access(frozenset(), token="a").feed_key(1) != Access(frozenset(), token="b").feed_key(1)


def test_calendars_have_the_sub_units_tasks_and_lists_where_it_is_said(tmp_path: Path) -> None:
    site = Site(tmp_path / "plans.db")
    fill(site)
    with site.store() as store:
        below, above = (store.units.enter(name) for name in ("Phòng Tổ chức cán bộ số 2", NAME))
        store.unit_places.place(below, above, "An")
    site.start()
    try:
        with Visit(site) as visit:
            assert in_calendar(feed_of(site)) == ALL[:4]
            assert in_calendar(visit.get(links(visit.page(f"/unit/{above}"), "ics")[0])) == ALL[:3]
            assert in_calendar(visit.get(links(visit.page(f"/unit/{above}?with=below"), "ics")[0])) == ALL[:4]
    finally:
        site.stop()
