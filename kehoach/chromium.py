"""Pages printed as PDF by Chromium, where it is installed."""

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ingest.programs import find, private_folder
from kehoach.errors import NotPrinted

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")

_SECONDS = 120.0


def pdf(html: str) -> bytes:
    """The page as PDF. It may ask for nothing from the network.

    Raises ProgramMissing where there is no Chromium, NotPrinted where it fails; both say what else can be done.
    """
    program = find(NAMES, "Chromium", "chromium", "Or write the report as HTML (--out report.html) and print that.")
    with private_folder() as folder:
        page, made = folder / "report.html", folder / "report.pdf"
        page.write_text(html, encoding="utf-8")
        said = _run([program, *_options(folder), f"--print-to-pdf={made}", page.as_uri()], folder)
        if not made.is_file() or not made.stat().st_size:
            raise NotPrinted(f"Chromium could not print the report ({said or 'it said nothing'}). {_OTHERWISE}")
        return made.read_bytes()


_OTHERWISE = "Write it as HTML (--out report.html), open that in a browser and print it from there."


def _options(folder: Path) -> list[str]:
    options = [
        "--headless", "--disable-gpu", "--disable-extensions", "--no-first-run", "--disable-dev-shm-usage",
        "--no-pdf-header-footer", "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder / 'profile'}",
    ]  # fmt: skip
    # Chromium's own walls do not stand for root; the page holds no script, and its policy lets none run.
    return [*options, "--no-sandbox"] if hasattr(os, "getuid") and os.getuid() == 0 else options


def _run(command: Sequence[str], folder: Path) -> str:
    """Run it to its end; what it said last. It and all that it started end with the call."""
    settings = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
    }
    with (folder / "said").open("w+b") as said:
        try:
            process = subprocess.Popen(
                command, cwd=folder, env=settings, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise NotPrinted(f"{command[0]} cannot be started ({error.strerror or error}). {_OTHERWISE}") from error
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise NotPrinted(f"Chromium took longer than {_SECONDS:.0f} seconds. {_OTHERWISE}") from error
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        said.seek(0)
        lines = said.read().decode("utf-8", "replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")[:300]
