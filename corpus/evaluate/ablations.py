"""Parts of the program that can be switched off, one at a time, to see what each is worth in score.

    with ABLATIONS["part of speech"]():
        plan = extract(document)

Entering changes this process only: attributes of modules and classes, under the names by which they are called. On
entering and leaving, what functions remember of earlier texts is forgotten. Not for several threads. A name that the
program no longer has raises KeyError, so that no ablation goes on measuring nothing.
"""

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pkgutil import resolve_name

from corpus.evaluate import stand_ins

ABLATIONS: dict[str, Callable[[], AbstractContextManager[None]]] = {}
"""The ablations by name; each one's docstring says what is off and what stands in its place."""

Seams = Mapping[str, object]
"""Dotted names -> what stands there instead."""


def forget() -> None:
    """Empty the caches of readers' and grammars' functions that take a text.

    Those without arguments hold rules, which neither texts nor ablations change.
    """
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] not in ("extractors", "ingest"):
            continue
        for value in list(vars(module).values()):
            remembers = hasattr(value, "cache_clear") and hasattr(value, "__wrapped__")
            if remembers and value.__name__ != "load" and inspect.signature(value).parameters:
                value.cache_clear()


def _ablation(name: str) -> Callable[[Callable[[], Seams]], Callable[[], Seams]]:
    def register(seams: Callable[[], Seams]) -> Callable[[], Seams]:
        def enter() -> AbstractContextManager[None]:
            return switched(seams())

        enter.__doc__ = seams.__doc__
        ABLATIONS[name] = enter
        return seams

    return register


@contextmanager
def switched(seams: Seams) -> Iterator[None]:
    """Let other things stand under these names until the context is left."""
    before = []
    for name, stand_in in seams.items():
        home_name, _, attribute = name.rpartition(".")
        home = resolve_name(home_name)
        before.append((home, attribute, vars(home)[attribute], stand_in))
    try:
        for home, attribute, _, stand_in in before:
            setattr(home, attribute, stand_in)
        forget()
        yield
    finally:
        for home, attribute, original, _ in before:
            setattr(home, attribute, original)
        forget()


# Given libraries


@_ablation("part of speech")
def _part_of_speech() -> Seams:
    """Underthesea's tagger on what items open with is off: a verb is what rules/actors.toml lists as one."""
    listed = stand_ins.opens_with_listed_verb
    return {f"extractors.{module}.opens_with_verb": listed for module in ("acts", "entries", "items")}


@_ablation("tagged verbs behind units")
def _tagged_verbs() -> Seams:
    """Underthesea's tagger at the end of lists of units is off: only verbs of the rules end a unit's name."""
    return {
        "extractors.units.tagging.verbs": lambda *_: iter(()),
        "extractors.units.tagging.word_before": lambda *_: None,
    }


@_ablation("phrase matching")
def _phrase_matching() -> Seams:
    """SpaCy's PhraseMatcher is off: regular expressions find the same phrases, so that no score may change."""
    matcher = stand_ins.regex_matcher()
    return {"extractors.units.lexicon._matcher": lambda: matcher}


@_ablation("dateparser")
def _dateparser() -> Seams:
    """Dateparser is off: a date whose month is a word ("14 tháng tư năm 2026") has no day."""
    return {"extractors.deadlines.worded.read": lambda _: None}


@_ablation("table grid")
def _table_grid() -> Seams:
    """Our care for ruled lines is off: pdfplumber's default steps make cells of them (no open sides, no dots)."""
    return {"ingest.pdf.page.grids": stand_ins.plain_grids}


# Reading


@_ablation("ruled tables")
def _ruled_tables() -> Seams:
    """Tables of PDF files are off: their cells' lines stand in the running text."""
    return {"ingest.pdf.page.grids": lambda _: []}


@_ablation("continuation")
def _continuation() -> Seams:
    """Joining over pages is off in PDF and text files: each page's part of a paragraph or a table is one of its own."""
    opens = resolve_name("ingest.pdf.paragraphs._opens")
    continues = resolve_name("ingest.text.body.continues")
    return {
        "ingest.pdf.flow.joined": lambda *_: None,
        "ingest.pdf.paragraphs._opens": lambda rows, row: row.sheet is not rows[-1].sheet or opens(rows, row),
        "ingest.text.tables.join_tables": lambda *_: None,
        "ingest.text.body._back_in_body": lambda *_: False,
        "ingest.text.body.continues": lambda a, b, *rest, **more: not b.page and continues(a, b, *rest, **more),
    }


@_ablation("margins")
def _margins() -> Seams:
    """Page numbers, running heads, marks of signing programs and stamps stay in the text of PDF files."""
    from ingest.pdf.margins import Margins  # noqa: PLC0415

    return {"ingest.pdf.take_margins": lambda _: Margins([], [])}


@_ablation("footnotes")
def _footnotes() -> Seams:
    """Footnotes stay in the text of PDF files, and so do their marks."""
    return {"ingest.pdf.take_notes": lambda *_: []}


@_ablation("two columns")
def _two_columns() -> Seams:
    """The columns at head and end of PDF files are read line by line across the page."""
    return {"ingest.pdf.flow.with_columns": lambda lines, *_: iter(lines)}


@_ablation("text-layer check")
def _text_layer_check() -> Seams:
    """Whatever letters a PDF file has are taken for its text."""
    return {"ingest.pdf.faults": lambda _: {}}


# Units


@_ablation("unit grammar")
def _unit_grammar() -> Seams:
    """Cells and labels are plain lists: units are what stands between commas, semicolons and line breaks.

    Running text keeps the grammar, for nothing plain tells where its lists end.
    """
    split = stand_ins.split_units
    return {
        "extractors.units.in_list": split,
        "extractors.cell_actors.in_list": split,
        "extractors.units.reading.in_list": split,
    }


@_ablation("collectives")
def _collectives() -> Seams:
    """Each comma may part units: "Các sở, ban, ngành" is three."""
    return {"extractors.units.collectives.inner_marks": lambda _: frozenset()}


@_ablation("shared heads")
def _shared_heads() -> Seams:
    """A name without a head ("Sở Tài chính, Nội vụ") does not get that of the name before it."""
    return {"extractors.units.listing._Reader._shares": lambda *_: False}


@_ablation("canonical names")
def _canonical_names() -> Seams:
    """A unit's name is the one that is printed."""

    def printed(name: str, _: str | None) -> str:
        return name

    return {"extractors.units.canonical": printed, "extractors.units.reading.canonical": printed}


@_ablation("issuer in names")
def _issuer_in_names() -> Seams:
    """What a name leaves out ("Văn phòng Sở") is not taken from the issuer."""
    canonical = resolve_name("extractors.units.naming.canonical")
    return {"extractors.units.canonical": lambda name, _: canonical(name, None)}


# Who, what, when


@_ablation("roles in cells")
def _roles_in_cells() -> Seams:
    """Cells and labels that say each unit's role ("Sở A chủ trì; Sở B phối hợp") are lists of units."""
    return {"extractors.cell_actors.in_cell": lambda _: None}


@_ablation("label lines")
def _label_lines() -> Seams:
    """Labels are off ("Đơn vị chủ trì: …"): a label line is a line like any other, a label in a cell a part of it."""
    return {
        "extractors.labels.read": lambda _: (),
        "extractors.labels.trailing": lambda excerpt: (excerpt, ()),
        "extractors.labels.bracketed": lambda _, **_options: (),
        "extractors.labels.is_heading": lambda _: False,
    }


@_ablation("labels behind a text")
def _labels_behind() -> Seams:
    """Labels behind an item's text, in its paragraph or in a bracket, are a part of the text."""
    return {
        "extractors.labels.trailing": lambda excerpt: (excerpt, ()),
        "extractors.labels.bracketed": lambda _, **_options: (),
    }


@_ablation("inheritance of leads")
def _inheritance() -> Seams:
    """The unit that heads a section leads nothing below it: each task has the lead that it names itself."""
    return {"extractors.items.Items._inherit": staticmethod(lambda drafts, _: drafts)}


@_ablation("closing lines")
def _closing_lines() -> Seams:
    """A line that gives the lead for all above it ("Văn phòng Sở chủ trì thực hiện nội dung này") gives none."""
    return {"extractors.items.Items._closing_lead": lambda *_: ()}


@_ablation("closing paragraphs")
def _closing_paragraphs() -> Seams:
    """The paragraphs before the recipients ("Trên đây là Kế hoạch …") belong to the last section."""
    return {"extractors.parts.closing_start": lambda _, frame: frame.closing}


@_ablation("which times count")
def _which_times_count() -> Seams:
    """Every time in running text is a deadline: those of cited documents, in names and of the past, too."""
    return {"extractors.deadlines.running._objection": lambda *_, **__: None}


@_ablation("events as deadlines")
def _events() -> Seams:
    """What happens ("ngay sau khi …", "trước khi …") is no deadline in running text."""
    return {
        "extractors.deadlines.running._events": lambda *_: iter(()),
        "extractors.deadlines.phrases.milestone": lambda *_: None,
    }


# Outline and tables


@_ablation("heading roles by context")
def _roles_by_context() -> Seams:
    """A heading that tells nothing gets no role from the items below it."""
    return {"extractors.roles.assign_by_items": lambda _, roles: roles}


@_ablation("mistyped headings")
def _mistyped_headings() -> Seams:
    """Headings are compared letter by letter, tones and marks included."""
    return {"extractors.roles.unmarked": lambda text: text}


@_ablation("number sequence checks")
def _number_sequence() -> Seams:
    """A number is what it looks like, whether or not it follows the one before."""
    return {"extractors.outline._Builder._accept": lambda _, found: found}


@_ablation("columns by contents")
def _columns_by_contents() -> Seams:
    """A column means what its header words say, and nothing where they say nothing."""
    return {"extractors.columns._ask_contents": lambda *_: None}


@_ablation("group rows")
def _group_rows() -> Seams:
    """A row that names a group of tasks is a row like any other."""
    return {"extractors.rows.Rows.is_group": lambda *_: False}


@_ablation("shared task cells")
def _shared_task_cells() -> Seams:
    """A row without a task of its own does not share the one above."""
    return {"extractors.rows.Rows._shared_task": lambda *_: []}


@_ablation("ditto marks")
def _ditto_marks() -> Seams:
    """A ditto mark in a cell stands for nothing."""
    return {"extractors.rows._is_ditto": lambda _: False}
