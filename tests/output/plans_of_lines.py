"""Made-up plans of a line a task, in which a program reads some lines, and each of them as it likes."""

import hashlib
from collections.abc import Sequence
from typing import Any

from models import Document, Evidence, Metadata, Paragraph, Plan, Source, Task, Unit

Reading = tuple[Document, Plan]


def a_task(text: str, block: int = 0, start: int = 0, salt: str = "", **fields: Any) -> Task:
    """A task that stands at `start` of a block; units are given by name, the id comes from file, number and words."""
    for role in ("lead", "partners"):
        fields[role] = tuple(Unit(name, name) for name in fields.get(role, ()))
    fields = {"origin": "body", "number": None, "path": (), **fields}
    return Task(
        id=hashlib.sha256(f"{salt} {fields['number']} {text}".encode()).hexdigest()[:16],
        text=text,
        evidence=(Evidence("text", block, start, start + len(text), text, "items.plain", 0.9),),
        **fields,
    )


def a_reading(lines: Sequence[str], tasks: Sequence[Task], name: str = "a.docx", **particulars: Any) -> Reading:
    """The file `name`, whose bytes follow from its name, with these lines and what was read of them. PDFs are scans."""
    form = name.rpartition(".")[2]
    source = Source(name, sha256_of(name), form, text_from="ocr" if form == "pdf" else "file")
    metadata = Metadata(
        **{"number": "05/KH-SYT", "issuer": "Sở Y tế X", "date": "2025-02-03", "title": "Phòng bệnh", **particulars}
    )
    return Document(source, tuple(Paragraph(line) for line in lines)), Plan(source, metadata, tuple(tasks))


def sha256_of(name: str) -> str:
    """The bytes' sha256 of a file of that name."""
    return hashlib.sha256(name.encode()).hexdigest()
