"""Work that children do in tests of stopping and killing. A file is text: its first line is a document's number, each
further line a task, "text|unit". Importable and light, so that a process starts in no time.

"… wait for NAME" in the first line waits for the file NAME beside it, "… after SECONDS" for so long. A file that begins
with "broken" cannot be read, of one that begins with "lacking" a part only.
"""

import hashlib
import time
from pathlib import Path

from ingest.errors import DamagedFile
from kehoach.work import Taken
from models import Document, Evidence, Metadata, Paragraph, Plan, Source, Task, Unit
from output.store import prepare


def take(path: Path) -> Taken:
    text = path.read_text("utf-8")
    path.with_name(f"{path.name}.begun").touch()
    head, *lines = text.splitlines()
    number, _, awaited = head.partition(" wait for ")
    until = time.monotonic() + 60
    while awaited and not path.with_name(awaited).exists() and time.monotonic() < until:
        time.sleep(0.02)
    number, _, seconds = number.partition(" after ")
    time.sleep(float(seconds or 0))
    if number.startswith("broken"):
        raise DamagedFile("The file is damaged.")
    source = Source(path.name, hashlib.sha256(text.encode()).hexdigest(), "text")
    tasks = tuple(_task(source, i, line) for i, line in enumerate(lines or ["Họp|Văn phòng"]))
    plan = Plan(
        source, Metadata(type="Kế hoạch", number=f"{number}/KH-UBND", issuer="UBND xã", title=f"Họp {number}"), tasks
    )
    document = Document(source, tuple(Paragraph(line) for line in text.splitlines()))
    lacking = "Install tesseract." if number.startswith("lacking") else None
    return Taken(prepare(document, plan), (), lacking, {})


def _task(source: Source, position: int, line: str) -> Task:
    text, _, unit = line.partition("|")
    return Task(
        hashlib.sha256(f"{source.sha256} {position}".encode()).hexdigest()[:16],
        "table",
        str(position + 1),
        (),
        text,
        lead=(Unit(unit, unit),) if unit else (),
        products=(f"Báo cáo {position}",),
        evidence=(Evidence("text", position, 0, 3, text[:3], "table.row", 0.9),),
    )
