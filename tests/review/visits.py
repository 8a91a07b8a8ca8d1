"""Asking a server's pages as a browser without a window would: with its cookies, and the token of a page for writing."""

import re
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import httpx

from tests.review.sites import Site


class Visit:
    """A visitor of a site, by a name or none. Use it in a `with` statement."""

    def __init__(self, site: Site, name: str | None = "An") -> None:
        self._client = httpx.Client(base_url=site.url, timeout=30)
        if name:
            self._client.cookies.set("kehoach_reviewer", quote(name))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, path: str) -> httpx.Response:
        """An answer, whatever its status."""
        return self._client.get(path)

    def page(self, path: str) -> str:
        """The HTML of a page that must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.text

    def post(self, path: str, body: Any = None, *, token: str | None = None) -> httpx.Response:
        """Write, with the token of a page unless another one is given."""
        if token is None:
            found = re.search('name="csrf-token" content="([^"]+)"', self.page("/units"))
            assert found is not None
            token = found[1]
        return self._client.post(path, json=body or {}, headers={"x-csrftoken": token})


def text_of(html: str) -> str:
    """What a page says, without its tags."""
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).strip()
