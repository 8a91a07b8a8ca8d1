"""Clerks who decide by HTTP, without a browser."""

import json
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from typing import Any

from tests.review.sites import Site


class Clerk:
    """Somebody at a page of the site, without a name if it is empty. `last` is the review that the page knows."""

    def __init__(self, site: Site, name: str) -> None:
        self._site = site
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._token = ""
        self.last = 0
        self._token = self.get("/token")[1]["token"]
        if name:
            self.post("/reviewer", {"name": name})

    def get(self, path: str) -> tuple[int, Any]:
        """The answer's status and JSON."""
        return self._ask(urllib.request.Request(f"{self._site.url}{path}"))

    def post(self, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
        """The same for what is written."""
        sent = json.dumps({"since": self.last, **(body or {})}).encode()
        return self._ask(urllib.request.Request(f"{self._site.url}{path}", sent, method="POST"))

    def _ask(self, asked: urllib.request.Request) -> tuple[int, Any]:
        asked.add_header("accept", "application/json")
        asked.add_header("x-csrftoken", self._token)
        asked.add_header("content-type", "application/json")
        try:
            with self._opener.open(asked, timeout=20) as got:
                return got.status, json.loads(got.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())
