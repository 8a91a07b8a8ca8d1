"""Which gold belongs to which document."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from corpus.evaluate.errors import EvaluationError
from corpus.evaluate.records import Json

MANIFEST = "layouts.json"
SUFFIXES = frozenset(
    {".docx", ".docm", ".doc", ".rtf", ".odt", ".pdf", ".txt", ".md", ".html", ".htm", ".png", ".jpg", ".tif", ".tiff"}
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A document and its gold. `document` is its path in its folder; `gold` is in the contract's form."""

    path: Path
    document: str
    gold_name: str
    gold: Json
    plan: str
    split: str | None
    format: str
    knobs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pairs:
    """What can be evaluated, in the order of the documents' names, and notes on what is left out."""

    pairs: tuple[Pair, ...]
    notes: tuple[str, ...]


def find_pairs(gold: Path, documents: Path) -> Pairs:
    """Pair documents (a file, or a folder with all that is below it) with gold files (a file, or a folder of *.json).

    A document's gold has its stem; else the manifest `layouts.json` in the documents' folder names it; else it is the
    only gold whose stem is the document's with "_" or "-" and more behind it ("-scan" at the end of a document's name
    does not count). The manifest's form:
    {"FILE NAME": {"gold": STEM, "plan": ID, "split": "learn" or "held", "knobs": {NAME: VALUE, …}}}.
    A document's format is its suffix unless its knobs have a "format"; its plan is its gold's stem unless the manifest
    names one.
    Raises EvaluationError where nothing can be paired or a file has not the form it should have.
    """
    golds = _golds(gold)
    found = _documents(documents)
    manifest = _manifest(documents)
    names = {name: _gold_of(path, manifest.get(name, {}), golds) for name, path in found.items()}
    if gold.is_file() and documents.is_file():  # named together, whatever they are called
        names = dict.fromkeys(found, gold.stem)
    pairs = tuple(
        _pair(found[name], name, stem, golds[stem], manifest.get(name, {})) for name, stem in names.items() if stem
    )
    if not pairs:
        raise EvaluationError(
            f"No document in {documents} belongs to a gold file in {gold}. "
            f"Give them the same names (plan.docx, plan.json), or name each document's gold in {MANIFEST}."
        )
    used = {pair.gold_name for pair in pairs}
    notes = (
        _note("without gold, not evaluated", (name for name, stem in names.items() if not stem)),
        _note("gold without a document", sorted(golds.keys() - used)),
        _note(f"named in {MANIFEST} but not there", sorted(manifest.keys() - found.keys())),
    )
    return Pairs(pairs, tuple(note for note in notes if note))


def _pair(path: Path, name: str, stem: str, gold: Json, layout: Json) -> Pair:
    knobs = {str(knob): str(value) for knob, value in (layout.get("knobs") or {}).items()}
    kind = knobs.pop("format", path.suffix.lower().lstrip("."))
    return Pair(path, name, stem, gold, str(layout.get("plan") or stem), layout.get("split"), kind, knobs)


def _gold_of(path: Path, layout: Json, golds: Mapping[str, Json]) -> str | None:
    if path.stem in golds:
        return path.stem
    if layout.get("gold") in golds:
        return str(layout["gold"])
    name = path.stem.removesuffix("-scan")
    longer = [stem for stem in golds if stem.startswith((f"{name}_", f"{name}-"))]
    return longer[0] if len(longer) == 1 else None


def _golds(place: Path) -> dict[str, Json]:
    if not place.exists():
        raise EvaluationError(f"{place} is not there. Name the folder with the gold files (*.json).")
    files = [place] if place.is_file() else sorted(place.glob("*.json"))
    if not files:
        raise EvaluationError(f"{place} holds no *.json. Name the folder with the gold files.")
    return {file.stem: _gold(file) for file in files}


def _gold(file: Path) -> Json:
    """The plan in a gold file, with all four parts."""
    plan = _json(file)
    parts: Mapping[str, tuple[type, Literal["list", "object"]]] = {
        "tasks": (list, "list"), "targets": (list, "list"), "citations": (list, "list"), "document": (dict, "object"),
    }  # fmt: skip
    if not isinstance(plan, dict) or "tasks" not in plan:
        raise EvaluationError(f"{file} is no plan in the contract's form: it has no list of tasks.")
    for part, (kind, called) in parts.items():
        if not isinstance(plan.setdefault(part, kind()), kind):
            raise EvaluationError(f"{file} is no plan in the contract's form: its {part} is no {called}.")
    return plan


def _documents(place: Path) -> dict[str, Path]:
    """Documents by their path in the folder."""
    if not place.exists():
        raise EvaluationError(f"{place} is not there. Name the folder with the documents.")
    if place.is_file():
        return {place.name: place}
    files = (path for path in sorted(place.rglob("*")) if path.suffix.lower() in SUFFIXES and path.is_file())
    return {path.relative_to(place).as_posix(): path for path in files if not path.name.startswith((".", "~$"))}


def _manifest(documents: Path) -> dict[str, dict[str, Any]]:
    file = (documents if documents.is_dir() else documents.parent) / MANIFEST
    if not file.exists():
        return {}
    layouts = _json(file)
    if not isinstance(layouts, dict) or not all(isinstance(layout, dict) for layout in layouts.values()):
        raise EvaluationError(f'{file} should hold {{"FILE NAME": {{"gold": …, "plan": …, "knobs": {{…}}}}, …}}.')
    return layouts if documents.is_dir() else {name: v for name, v in layouts.items() if name == documents.name}


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EvaluationError(f"{file} cannot be read as JSON: {error}. Mend it or take it away.") from error


def _note(what: str, names: Iterable[str], most: int = 8) -> str:
    every = list(names)
    if not every:
        return ""
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return f"{len(every)} {what}: {', '.join(every[:most])}{more}."
