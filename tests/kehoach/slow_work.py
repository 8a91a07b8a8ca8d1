"""Work that children do in tests of stopping: a text "N wait for NAME" is read once the file NAME is beside it."""

import hashlib
import time
from pathlib import Path

from kehoach.work import Taken
from models import Document, Metadata, Paragraph, Plan, Source, Task
from output.store import prepare


def take(path: Path) -> Taken:
    text = path.read_text("utf-8")
    path.with_name(f"{path.name}.begun").touch()
    number, _, rest = text.partition(" wait for ")
    until = time.monotonic() + 60
    while rest and not path.with_name(rest).exists() and time.monotonic() < until:
        time.sleep(0.02)
    number, _, count = number.partition(" tasks ")
    source = Source(path.name, hashlib.sha256(text.encode()).hexdigest(), "text")
    tasks = tuple(
        Task(hashlib.sha256(f"{number} {i}".encode()).hexdigest()[:16], "table", None, (), f"Họp {number}.{i}")
        for i in range(int(count or 1))
    )
    plan = Plan(source, Metadata(number=f"{number}/KH-UBND", issuer="UBND"), tasks)
    return Taken(prepare(Document(source, (Paragraph(text),)), plan), (), None, {})
