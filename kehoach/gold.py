"""Reviewed documents as right answers: gold files that `kehoach evaluate` compares the program with."""

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from kehoach.errors import NotOverwritten
from output.exports import write_whole
from output.store import ReviewedPlan, Store


@dataclass(frozen=True, slots=True)
class Gold:
    """What was written: gold files, copied documents, documents that are at none of their places and were not
    kept in the store, and how many documents wait for more reviews.
    """

    files: tuple[Path, ...]
    copies: tuple[Path, ...]
    missing: tuple[str, ...]
    waiting: int


def write_gold(
    store: Store, out: Path, words: str | None = None, *, partly: bool = False, copy: bool = False, force: bool = False
) -> Gold:
    """Write OUT/gold/NAME.json for each document whose tasks all have a verdict, with `partly` some.

    With `copy` the file that leads the document stands beside, as OUT/documents/NAME.SUFFIX, from where it was read or
    from the bytes that the store kept. Raises NotOverwritten,
    unless `force`, if a file there says something else.
    """
    reviewed = [plan for plan in store.reviewed_plans(words) if plan.reviewed]
    chosen = [plan for plan in reviewed if partly or not plan.left]
    stems = _stems(chosen)
    places = [out / "gold" / f"{stem}.json" for stem in stems]
    texts = [(json.dumps(plan.plan, ensure_ascii=False, indent=1) + "\n").encode() for plan in chosen]
    if not force:
        _check(zip(places, texts, strict=True))
    copies: list[Path] = []
    missing: list[str] = []
    for place, text in zip(places, texts, strict=True):
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, text)
    for plan, stem in zip(chosen if copy else (), stems, strict=False):
        source = _original(plan)
        if source is None and not store.has_original(plan.sha256):
            missing.append(plan.name)
            continue
        target = out / "documents" / f"{stem}{PurePath(plan.name).suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        if source:
            shutil.copyfile(source, target)
        else:
            with target.open("wb") as stream:
                store.copy_original(plan.sha256, stream)
        copies.append(target)
    return Gold(tuple(places), tuple(copies), tuple(missing), len(reviewed) - len(chosen))


def _stems(plans: Sequence[ReviewedPlan]) -> list[str]:
    """A name for each; those of one name get the first letters of their bytes' sum behind it."""
    count = Counter(PurePath(plan.name).stem.casefold() for plan in plans)
    return [
        stem if count[stem.casefold()] == 1 else f"{stem}-{plan.sha256[:8]}"
        for plan in plans
        for stem in [PurePath(plan.name).stem]
    ]


def _check(files: Iterable[tuple[Path, bytes]]) -> None:
    for place, text in files:
        if place.exists() and place.read_bytes() != text:
            raise NotOverwritten(f"{place} is there and says something else. Name another folder, or say --force.")


def _original(plan: ReviewedPlan) -> Path | None:
    """The file that was read, at one of the places where it was seen, unchanged."""
    for path in map(Path, plan.paths):
        try:
            with path.open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() == plan.sha256:
                    return path
        except OSError:
            continue
    return None
