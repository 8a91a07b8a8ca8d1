"""Writes the hostile files into a folder, with list.json: name, kind, what it tries, what must become of it."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.hostile import every_file


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m corpus.hostile", description=__doc__)
    parser.add_argument("out", type=Path)
    out: Path = parser.parse_args(arguments).out
    out.mkdir(parents=True, exist_ok=True)
    entries = []
    for file in every_file():
        data = file.make()
        (out / file.name).write_bytes(data)
        entries.append(
            {
                "name": file.name,
                "kind": file.kind,
                "why": file.why,
                "bytes": len(data),
                "expected": file.expected,
                "has": file.has,
                "lacks": file.lacks,
            }
        )
    (out / "list.json").write_text(json.dumps(entries, indent=1) + "\n", encoding="ascii")  # names may be no Unicode
    print(f"{len(entries)} files in {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
