"""Two versions of a plan side by side: an edition or draft against another, field by field."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from datasette.utils.asgi import NotFound, Request, Response

from output.difference import Difference, FieldChange, Segment, deadline_text, difference
from output.exports.difference_words import counts, head_label
from output.exports.difference_words import words as difference_words
from output.store import Store
from output.store.versions import Version
from review.desk import Desk
from review.pages.parts import document_row, with_days
from review.rendering import page
from review.routing import Route, number
from review.wording import Language


async def versions(desk: Desk, request: Request) -> Response:
    """The versions asked for by their files ("before=3&after=5"), else the last two."""
    document = number(request, "id")
    asked = {name: request.args.get(name) for name in ("before", "after")}

    def read(store: Store) -> tuple[dict[str, Any], list[Version], list[Version], Difference | None]:
        row, known = document_row(store, document), store.versions(document)
        if len(known) < 2:
            return row, known, known, None
        chosen = [_chosen(known, asked[name], place) for name, place in (("before", -2), ("after", -1))]
        return row, known, chosen, difference(*(store.plan(version.file) for version in chosen))

    row, known, chosen, found = await desk.read(read)
    return page(
        desk,
        request,
        "versions.html",
        document=row,
        versions=known,
        chosen=chosen,
        told=difference_words(desk.language),
        counts=found and counts(found, desk.language),
        sections=_sections(found, desk.language) if found else [],
        found=found,
    )


def _chosen(known: Sequence[Version], text: str | None, place: int) -> Version:
    """The version whose file that is. NotFound for a file of another document."""
    if text is None:
        return known[place]
    for version in known:
        if str(version.file) == text:
            return version
    raise NotFound(f"version {text}")


def _sections(found: Difference, language: Language) -> list[dict[str, Any]]:
    """What differs, for the template: titles with groups of rows, each a label and both sides as lines of segments."""
    told = difference_words(language)
    head = [_row(head_label(change.field, language), change) for change in found.head]
    both = {
        name: [
            {
                "title": " ".join(filter(None, (task.new["number"], task.new["text"]))),
                "rows": [_row(told["field"][change.field], change) for change in task.fields],
            }
            for task in tasks
        ]
        for name, tasks in (("changed", found.changed), ("moved", found.moved))
    }
    groups = {
        "head": [{"title": None, "rows": head}] if head else [],
        "changed": both["changed"],
        "added": [_whole(task, "new", told) for task in found.added],
        "dropped": [_whole(task, "old", told) for task in found.dropped],
        "moved": both["moved"],
        "targets_added": [{"title": None, "rows": [_one("", [text], "new")]} for text in found.targets_added],
        "targets_dropped": [{"title": None, "rows": [_one("", [text], "old")]} for text in found.targets_dropped],
    }
    return [{"title": told[name], "groups": group} for name, group in groups.items() if group]


def _row(label: str, change: FieldChange) -> dict[str, Any]:
    if change.segments:
        return {
            "label": label,
            "old": [_side(change.segments, "old")] if change.old else [],
            "new": [_side(change.segments, "new")] if change.new else [],
        }
    return {
        "label": label,
        "old": [[Segment("same" if entry in change.new else "old", with_days(entry))] for entry in change.old],
        "new": [[Segment("same" if entry in change.old else "new", with_days(entry))] for entry in change.new],
    }


def _side(segments: Iterable[Segment], side: str) -> list[Segment]:
    return [segment for segment in segments if segment.kind in ("same", side)]


def _whole(task: Mapping[str, Any], side: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """A task that one version has."""
    shown = {
        "text": [task["text"]],
        **{field: list(task[field]) for field in ("lead", "partners", "products")},
        "deadlines": [with_days(deadline_text(deadline)) for deadline in task["deadlines"]],
    }
    rows = [_one(told["field"][field], lines, side) for field, lines in shown.items() if lines]
    return {"title": None, "rows": rows}


def _one(label: str, lines: Sequence[str], side: str) -> dict[str, Any]:
    shown = [[Segment("new" if side == "new" else "old", line)] for line in lines]
    return {"label": label, "old": shown if side == "old" else [], "new": shown if side == "new" else []}


ROUTES = (Route("GET", r"/document/(?P<id>[0-9]+)/versions", versions),)
