"""What tests of spreadsheets share: made-up tasks, the samples in a store, and LibreOffice."""

import hashlib
import io
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import kehoach
from corpus.samples_build import SAMPLES
from models import Deadline
from output.exports.forms import Wishes
from output.exports.task_xlsx import write_xlsx
from output.store import Store
from output.store.assignments import AssignedUnit, AssigningDocument, Assignment

TODAY = date(2026, 5, 20)
PLAN = AssigningDocument(1, "Kế hoạch", "42/KH-SGDĐT", "Sở Giáo dục", "2026-02-09", "An toàn trường học", "a.docx")
OTHER = replace(PLAN, id=2, number="15/KH-UBND", title="Chuyển đổi số", issuer="UBND phường", file="b.pdf")


def unit(name: str) -> AssignedUnit:
    return AssignedUnit(name, name, None)


def task(text: str = "Việc", **fields: Any) -> Assignment:
    """A task; units are given by name."""
    for role in ("lead", "partners"):
        fields[role] = tuple(unit(name) for name in fields.get(role, ()))
    deadlines: Sequence[Deadline] = fields.get("deadlines", ())
    due = min((d.due for d in deadlines if d.due), default=None)
    late = due if due and due < TODAY and fields.get("status", "open") == "open" else None
    fields = {
        "id": hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16], "document": PLAN, "position": 0.0, "number": None, "path": (), "context": None,
        "products": (), "deadlines": deadlines, "due": due, "next_due": None if late else due, "late_since": late,
        "status": "open", "done_on": None, "origin": "table", "page": None, "confidence": 0.95, "review": None, **fields,
    }  # fmt: skip
    return Assignment(text=text, **fields)


def by(day: date, text: str = "hạn") -> Deadline:
    return Deadline(text, "date", due=day)


def written(tasks: Sequence[Assignment], most_rows: int = 1_048_576, **wishes: Any) -> io.BytesIO:
    stream = io.BytesIO()
    write_xlsx(iter(tasks), stream, Wishes(TODAY, **wishes), most_rows=most_rows)
    stream.seek(0)
    return stream


SOFFICE = shutil.which("soffice")

# The word processor comes without the part that opens spreadsheets.
needs_calc = pytest.mark.skipif(
    not SOFFICE or not list(Path(SOFFICE).resolve().parent.glob("libsclo*")), reason="LibreOffice Calc is not installed"
)


def fill_with_samples(store: Store) -> None:
    run = store.start_run("1")
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix in (".docx", ".pdf", ".txt"):
            document = kehoach.read(path)
            store.write(document, kehoach.extract(document), path, run)


def converted(path: Path, kind: str, folder: Path) -> Path:
    """What LibreOffice makes of the file, without a word of complaint."""
    assert SOFFICE
    profile = (folder / "profile").as_uri()
    command = [
        SOFFICE,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        folder,
        path,
    ]
    finished = subprocess.run(command, capture_output=True, text=True, timeout=120)
    said = [line for line in finished.stderr.splitlines() if "javaldx" not in line]  # Java has no part in this
    assert finished.returncode == 0
    assert said == []
    return folder / f"{path.stem}.{kind}"
