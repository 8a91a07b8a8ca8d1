"""Datasette's own pages: the tables beside the clerk's pages, with what their columns mean, and nothing to write."""

import json
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from output.store.descriptions import VIEWS
from review.browsing import metadata
from review.wording import table_words
from tests.review.sites import Site


def read(site: Site, path: str) -> Any:
    with urllib.request.urlopen(f"{site.url}{path}", timeout=20) as got:
        return json.loads(got.read())


def test_the_tasks_have_facets(site: Site) -> None:
    found = read(site, "/data/task_list.json?_facet=month&_facet=lead&_facet=document_number")
    assert set(found["facet_results"]) >= {"month", "lead", "document_number", "status"}
    months = {entry["value"] for entry in found["facet_results"]["month"]["results"]}
    assert any(month and len(month) == 7 for month in months)


def test_columns_are_explained_in_vietnamese(site: Site, look: Page) -> None:
    look.goto(f"{site.url}/data/task_list")
    expect(look.get_by_text("cơ quan chủ trì, như in").first).to_be_attached()


def test_every_view_opens(site: Site) -> None:
    for name in VIEWS:
        assert "rows" in read(site, f"/data/{name}.json?_size=2"), name


def test_what_is_told_of_tables_is_told_of_tables_that_are_there() -> None:
    told = table_words("vi")
    assert set(told["tables"]) <= set(VIEWS)
    known = {column for view in VIEWS.values() for column in view.columns}
    assert set(told["columns"]) <= known
    shown = metadata("data", "vi")["databases"]["data"]["tables"]["task_list"]["columns"]
    assert set(shown) == set(VIEWS["task_list"].columns)


@pytest.mark.parametrize(
    "sql", ["DELETE FROM reviews", "UPDATE tasks SET text = ''", "DROP TABLE tasks", "ATTACH '/tmp/x' AS x"]
)
def test_sql_writes_nothing(site: Site, sql: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        read(site, f"/data.json?sql={quote(sql)}")
    assert refused.value.code in (400, 403)
