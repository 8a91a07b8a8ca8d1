"""A comparison of two plans as one HTML page that needs nothing else and prints well."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from output.difference import Difference, FieldChange, Json, Segment, TaskChange, deadline_text
from output.exports.difference_words import Language, counts, head_label, words

_STYLE = """
body { font: 11pt/1.45 "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; margin: 2em auto; max-width: 72em;
  padding: 0 1em; color: #1a1a1a; background: #fff }
h1 { font-size: 1.5em; margin: 0 0 .6em } h2 { font-size: 1.15em; margin: 1.6em 0 .4em }
dl.versions { margin: 0 0 1em } dl.versions dt { float: left; clear: left; width: 8em; color: #555 }
dl.versions dd { margin: 0 0 .2em 8em }
p.counts { font-weight: 600 } p.legend { color: #555; font-size: .9em }
table { border-collapse: collapse; width: 100%; font-size: .94em }
th, td { border: 1px solid #bbb; padding: .35em .55em; text-align: left; vertical-align: top; overflow-wrap: anywhere }
th { background: #f0f0f0; font-weight: 600 } thead { display: table-header-group } tr { break-inside: avoid }
td.number { width: 3.5em } th.field { width: 8em; font-weight: normal; color: #444 }
del { color: #8d1c1c; background: #fdeaea; text-decoration: line-through }
ins { color: #10591f; background: #e6f6e9; text-decoration: underline }
tbody.task td.title { background: #fafafa }
@media print { @page { size: A4; margin: 15mm } body { margin: 0; max-width: none; font-size: 9.5pt }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact } h2 { break-after: avoid } }
"""


def html_page(found: Difference, before: str, after: str, language: Language = "vi") -> str:
    """The page. `before` and `after` name the two versions."""
    return "\n".join(_page(found, before, after, language)) + "\n"


def _page(found: Difference, before: str, after: str, language: Language) -> Iterator[str]:
    told = words(language)
    yield f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(told['title'])}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"<h1>{escape(told['title'])}</h1>"
    yield f'<dl class="versions"><dt>{escape(told["before"])}</dt><dd>{escape(before)}</dd>'
    yield f"<dt>{escape(told['after'])}</dt><dd>{escape(after)}</dd></dl>"
    yield f'<p class="counts">{escape(counts(found, language))}</p>'
    if not found.is_empty:
        yield f'<p class="legend">{escape(told["legend"])}</p>'
    if found.head:
        yield f"<h2>{escape(told['head'])}</h2>\n<table><tbody>"
        yield from (_row(head_label(change.field, language), change) for change in found.head)
        yield "</tbody></table>"
    yield from _changed(told["changed"], found.changed, language)
    yield from _listed(told["added"], found.added, told["columns"])
    yield from _listed(told["dropped"], found.dropped, told["columns"])
    yield from _changed(told["moved"], found.moved, language)
    for name, texts in (("targets_added", found.targets_added), ("targets_dropped", found.targets_dropped)):
        if texts:
            yield f"<h2>{escape(told[name])}</h2>\n<ul>"
            yield from (f"<li>{_lines(text)}</li>" for text in texts)
            yield "</ul>"
    yield "</body>\n</html>"


def _changed(title: str, tasks: Sequence[TaskChange], language: Language) -> Iterator[str]:
    """Tasks that both versions have: the text above, a row for each field that differs."""
    if not tasks:
        return
    yield f"<h2>{escape(title)}</h2>\n<table>"
    for task in tasks:
        number = task.new["number"] or "-"
        text = next((change for change in task.fields if change.field == "text"), None)
        shown = _marked(text.segments) if text else _lines(task.new["text"])
        yield f'<tbody class="task"><tr><td class="number">{escape(number)}</td>'
        yield f'<td class="title" colspan="2">{shown}</td></tr>'
        for change in task.fields:
            if change.field != "text":
                yield _row(words(language)["field"][change.field], change, lead="<td></td>")
        yield "</tbody>"
    yield "</table>"


def _row(label: str, change: FieldChange, lead: str = "") -> str:
    if change.segments:
        shown = _marked(change.segments)
    else:
        old, new = (_joined(tag, entries) for tag, entries in (("del", change.old), ("ins", change.new)))
        shown = " → ".join(part for part in (old, new) if part)
    return f'<tr>{lead}<th class="field">{escape(label)}</th><td>{shown}</td></tr>'


def _joined(tag: str, entries: Iterable[str]) -> str:
    return "; ".join(f"<{tag}>{_lines(entry)}</{tag}>" for entry in entries)


def _marked(segments: Iterable[Segment]) -> str:
    tags = {"same": "{}", "old": "<del>{}</del>", "new": "<ins>{}</ins>"}
    return " ".join(tags[segment.kind].format(_lines(segment.text)) for segment in segments)


def _listed(title: str, tasks: Sequence[Json], columns: Sequence[str]) -> Iterator[str]:
    """Tasks that one version has."""
    if not tasks:
        return
    yield f"<h2>{escape(title)}</h2>\n<table><thead><tr>{''.join(f'<th>{escape(name)}</th>' for name in columns)}</tr>"
    yield "</thead><tbody>"
    for task in tasks:
        cells = (
            task["number"] or "-", task["text"], *("; ".join(task[name]) for name in ("lead", "partners", "products")),
            "; ".join(deadline_text(deadline) for deadline in task["deadlines"]),
        )  # fmt: skip
        yield f"<tr>{''.join(f'<td>{_lines(cell)}</td>' for cell in cells)}</tr>"
    yield "</tbody></table>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
