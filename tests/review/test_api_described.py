"""schemathesis asks everything that the description allows, and much that it does not: no answer that is not described,
no 500.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.review.sites import Site


def described(site: Site, tmp_path: Path, examples: int, seconds: int) -> subprocess.CompletedProcess[str]:
    site.stop()
    site.a_minute = 1_000_000
    site.start()
    with site.store() as store:
        token = store.tokens.create("schemathesis", ["read", "ingest", "review"])
    command = [
        str(Path(sys.executable).with_name("st")), "run", f"{site.url}/-/api/openapi.json",
        "--header", f"Authorization: Bearer {token}",
        "--checks", "all",
        # A file may be empty and a decision may make no sense: such requests are as described, and so is their 422.
        "--exclude-checks", "positive_data_acceptance",
        "--max-examples", str(examples),
        "--seed", "1", "--generation-database", "none", "--request-timeout", "30",
        "--phases", "examples,coverage,fuzzing",
        "--no-color",
    ]  # fmt: skip
    return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=seconds, check=False)


def test_every_answer_is_described(site: Site, tmp_path: Path) -> None:
    done = described(site, tmp_path, examples=15, seconds=240)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


@pytest.mark.long
def test_every_answer_is_described_at_length(site: Site, tmp_path: Path) -> None:
    done = described(site, tmp_path, examples=300, seconds=1800)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
