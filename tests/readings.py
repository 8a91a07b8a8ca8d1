"""Documents that several tests ask for, read once: scans take seconds a page.

They are kept in build/readings under the version of the program, which changes with its code and its rules.
`python -m tests.readings extract FILE --format json` prints the plan of such a document as `kehoach extract` does.
"""

import hashlib
import json
import os
import pickle
import shutil
import sys
from pathlib import Path

import kehoach
from kehoach.pipeline import version
from models import Document
from output.exports import to_dict

FOLDER = Path(__file__).resolve().parent.parent / "build" / "readings"


def document(path: Path) -> Document:
    """The file as this version of the program reads it."""
    kept = FOLDER / version() / f"{hashlib.sha256(path.read_bytes()).hexdigest()}.pickle"
    if not kept.exists():
        read = kehoach.read(path)
        _sweep()
        kept.parent.mkdir(parents=True, exist_ok=True)
        whole = kept.with_suffix(f".{os.getpid()}")  # another process may read the same file
        whole.write_bytes(pickle.dumps(read))
        whole.replace(kept)
    found: Document = pickle.loads(kept.read_bytes())
    return found


def _sweep() -> None:
    """Remove what other versions of the program read."""
    for folder in FOLDER.glob("*"):
        if folder.name != version():
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    print(json.dumps(to_dict(kehoach.extract(document(Path(sys.argv[2])))), ensure_ascii=False))
