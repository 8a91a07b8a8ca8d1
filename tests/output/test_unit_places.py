"""Units that belong to others: filters count them where they say so, nothing else changes, and re-reading keeps it."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from output.errors import ReviewError
from output.store import Store

Make = Callable[..., Any]

HEAD, BRANCH, TEAM, OTHER = "Sở Y tế", "Chi cục Dân số", "Phòng Truyền thông", "Sở Nội vụ"


@pytest.fixture
def filled(store: Store, reading: Make, put: Make, a_task: Make) -> Store:
    names = (HEAD, BRANCH, TEAM, OTHER)
    put(reading(*(a_task(f"Việc của {name}", lead=[name]) for name in names)))
    return store


def unit(store: Store, name: str) -> int:
    return int(store.db.execute("SELECT id FROM units WHERE name = ?", [name]).fetchone()[0])


def place(store: Store, name: str, under: str) -> int:
    return store.unit_places.place(unit(store, name), unit(store, under), "an")


def leads(store: Store, words: str) -> list[str]:
    return [row["lead"] for row in store.tasks(unit=words)]


def test_a_filter_counts_what_is_below(filled: Store) -> None:
    place(filled, BRANCH, HEAD)
    place(filled, TEAM, BRANCH)
    assert leads(filled, "so y te") == [HEAD, BRANCH, TEAM]
    assert leads(filled, "chi cuc dan so") == [BRANCH, TEAM]
    assert [task.lead[0].name for task in filled.assignments(date(2026, 1, 1), unit="so y te")] == [
        HEAD,
        BRANCH,
        TEAM,
    ]


def test_a_unit_of_its_own_stays_so(filled: Store) -> None:
    before = filled.units.page("", 10)
    place(filled, BRANCH, HEAD)
    assert filled.units.page("", 10) == before
    assert filled.units.one(unit(filled, HEAD)).meant.units == (unit(filled, HEAD),)


def test_it_is_told_what_is_above_and_below(filled: Store) -> None:
    place(filled, BRANCH, HEAD)
    place(filled, OTHER, HEAD)
    place(filled, TEAM, BRANCH)
    head = filled.unit_places.around(unit(filled, HEAD))
    assert head.above is None
    assert [name for _, name in head.below] == [BRANCH, OTHER]
    assert filled.unit_places.around(unit(filled, TEAM)).above == (unit(filled, BRANCH), BRANCH)
    assert set(filled.unit_places.with_below(unit(filled, HEAD)).units) == {
        unit(filled, name) for name in (HEAD, BRANCH, TEAM, OTHER)
    }


def test_taking_out_brings_all_back_and_keeps_the_entries(filled: Store) -> None:
    first = place(filled, BRANCH, HEAD)
    second = filled.unit_places.take_out(unit(filled, BRANCH), "bình", note="đã tách")
    assert leads(filled, "so y te") == [HEAD]
    told = [
        (entry.id, entry.under_name, entry.who, entry.note, entry.in_force) for entry in filled.unit_places.history()
    ]
    assert told == [(first, HEAD, "an", None, False), (second, None, "bình", "đã tách", True)]
    with pytest.raises(ReviewError, match="nothing to take back"):
        filled.unit_places.take_out(unit(filled, BRANCH), "an")


def test_another_place_takes_the_place_of_the_first(filled: Store) -> None:
    place(filled, TEAM, HEAD)
    place(filled, TEAM, OTHER)
    assert leads(filled, "so y te") == [HEAD]
    assert leads(filled, "so noi vu") == [TEAM, OTHER]


def test_no_unit_comes_below_itself(filled: Store) -> None:
    place(filled, BRANCH, HEAD)
    place(filled, TEAM, BRANCH)
    for name, under in ((HEAD, HEAD), (HEAD, BRANCH), (HEAD, TEAM), (BRANCH, TEAM)):
        with pytest.raises(ReviewError, match="below it"):
            place(filled, name, under)
    with pytest.raises(ReviewError, match="already"):
        place(filled, BRANCH, HEAD)


@pytest.mark.parametrize("who", ["", "  ", None])
def test_nobody_places_nothing(filled: Store, who: Any) -> None:
    with pytest.raises(ReviewError, match="name of who decides"):
        filled.unit_places.place(unit(filled, BRANCH), unit(filled, HEAD), who)
    with pytest.raises(ReviewError, match="no unit 99"):
        filled.unit_places.place(99, unit(filled, HEAD), "an")


def test_merged_units_are_placed_as_one(filled: Store) -> None:
    filled.units.merge(unit(filled, TEAM), unit(filled, BRANCH), "an")
    place(filled, TEAM, HEAD)
    assert filled.unit_places.around(unit(filled, BRANCH)).above == (unit(filled, HEAD), HEAD)
    assert leads(filled, "so y te") == [HEAD, BRANCH, TEAM]
    filled.unit_places.take_out(unit(filled, TEAM), "an")
    assert leads(filled, "so y te") == [HEAD]


def test_a_place_goes_along_with_a_merge(filled: Store) -> None:
    place(filled, TEAM, HEAD)
    filled.units.merge(unit(filled, TEAM), unit(filled, BRANCH), "an")
    assert filled.unit_places.around(unit(filled, BRANCH)).above == (unit(filled, HEAD), HEAD)
    filled.unit_places.take_out(unit(filled, BRANCH), "an")
    assert filled.unit_places.around(unit(filled, BRANCH)).above is None
    assert leads(filled, "so y te") == [HEAD]


def test_a_merge_with_what_is_above_leaves_no_ring(filled: Store) -> None:
    place(filled, BRANCH, HEAD)
    place(filled, TEAM, BRANCH)
    filled.units.merge(unit(filled, HEAD), unit(filled, TEAM), "an")
    assert sorted(leads(filled, "so y te")) == sorted([HEAD, BRANCH, TEAM])
    with pytest.raises(ReviewError):
        place(filled, TEAM, BRANCH)


def test_reading_again_keeps_places_even_of_units_that_are_gone(
    store: Store, reading: Make, put: Make, a_task: Make
) -> None:
    put(reading(a_task("Một", lead=[BRANCH]), a_task("Hai", lead=[TEAM]), a_task("Ba", lead=[HEAD])))
    place(store, BRANCH, HEAD)
    place(store, TEAM, HEAD)
    store.unit_places.take_out(unit(store, TEAM), "an")
    put(reading(a_task("Bốn", lead=[OTHER])))
    put(reading(a_task("Một", lead=[BRANCH])))
    assert leads(store, "so y te") == [BRANCH]
    assert store.unit_places.around(unit(store, HEAD)).below == ((unit(store, BRANCH), BRANCH),)


def test_entries_are_never_changed_or_lost(filled: Store) -> None:
    place(filled, BRANCH, HEAD)
    for sql in (
        "UPDATE unit_places SET who = 'x'",
        "DELETE FROM unit_places",
        "INSERT OR REPLACE INTO unit_places (id, unit, who) VALUES (1, 1, 'x')",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            filled.db.execute(sql)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["place", "out", "merge", "part"]), st.integers(1, 6), st.integers(1, 6))))
def test_whatever_people_say_no_unit_stands_above_itself(deeds: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder, Store(Path(folder) / "plans.db") as store:
        for n in range(1, 7):
            store.units.enter(f"Đơn vị {n}")
        for deed, this, other in deeds:
            try:
                if deed == "place":
                    store.unit_places.place(this, other, "an")
                elif deed == "out":
                    store.unit_places.take_out(this, "an")
                    assert store.unit_places.around(store.units.one(this).merged_into or this).above is None
                elif deed == "merge":
                    store.units.merge(this, other, "an")
                else:
                    store.units.part(this, "an")
            except ReviewError:
                pass
        placed = store.unit_places.all()
        assert all(unit != above for unit, above in placed.items())
        for unit, above in placed.items():
            around = store.unit_places.around(unit)
            assert around.above is not None
            assert around.above[0] == above
            assert unit in {below for below, _ in store.unit_places.around(above).below}
            assert unit in store.unit_places.with_below(above).units
