"""What every table, view and column of the store means. `output.schema_docs` makes docs/schema.md of it."""

from collections.abc import Mapping
from typing import NamedTuple


class Description(NamedTuple):
    """What a table or view holds, and each of its columns."""

    text: str
    columns: Mapping[str, str]


_FILE = "the file that was read"
_POSITION = "place among its like in the file, from 0"
_TASK_COLUMNS = {
    "task_id": "`tasks.id`",
    "document_id": "`documents.id`",
    "document_number": 'number of the document, such as "819/KH-SYT"',
    "document_title": "title of the document",
    "issuer": "who issued the document",
    "document_date": 'day of the document; perhaps incomplete ("2025-11")',
    "file": "name of the file whose reading leads the document",
    "position": "place of the task in its document, from 0",
    "number": "number of the task as printed, without the last dot",
    "path": "headings above the task from the top down, joined by ` > `",
    "text": "the task",
    "context": "text of the parent item that ends with a colon, or the sentence above the table",
    "lead": "units that lead it, as printed, joined by `; `",
    "partners": "units that take part, as printed, joined by `; `",
    "products": "what is to be handed in, joined by `; `",
    "deadlines": "times as printed, joined by `; `",
    "due": "the first day on which one of its deadlines is due",
    "kind": "kinds of its deadlines in their order, joined by `; `",
    "recurrence": "how its deadlines recur, joined by `, `",
    "origin": "where it was found: table, body, assignment or closing",
    "status": "open, done or dropped",
    "done_on": "day on which it was done",
    "confidence": "share of such whole rows that are right, 0 to 1",
    "page": "page on which it begins, from 1; null where the format has no pages",
    "review": "the last verdict of a review in force: accept, set or add; null where there is none",
    "replaced_by": "the final document (`documents.id`) of which this one is a draft; null where there is none",
    "month": 'month of `due`, such as "2026-03"',
}
_LISTED = {
    "task_id": "the task",
    "document": "the document",
    **{
        name: _TASK_COLUMNS[name]
        for name in (
            "position",
            "number",
            "path",
            "text",
            "context",
            "lead",
            "partners",
            "products",
            "deadlines",
            "due",
            "kind",
            "recurrence",
            "origin",
            "status",
            "done_on",
            "confidence",
            "page",
            "review",
        )
    },
}
_UNIT = {
    "task": "the task: `listed_tasks.key`",
    "role": "lead or partner",
    "position": "place among the task's units of that role, from 0",
    "printed": "name in the document or in the review",
    "unit": "the unit; null for a name from a review that belongs to none",
    "by_review": "1 where a review names it, 0 where the program read it",
}
_DEADLINE = {
    "task": "the task: `listed_tasks.key`",
    "position": "place among the task's deadlines, from 0",
    "text": "as printed",
    "kind": "date, period, recurring, continuous, event or reference",
    "start": "first day",
    "due": "last day",
    "recurrence": "how it recurs, a JSON array",
    "day": "day within the recurrence",
    "time": "hour",
}

TABLES: Mapping[str, Description] = {
    "runs": Description(
        "Each run of the program over files.",
        {
            "id": "number of the run",
            "version": "version of the program and its rules",
            "started": "when it began",
            "finished": "when it ended; null while it runs or if it was cut off",
            "read": "files read",
            "unchanged": "files passed over because they were known",
            "failed": "files that could not be read",
            "tasks": "tasks found in the files read",
        },
    ),
    "documents": Description(
        "The documents, above their files: a DOCX and a PDF of the same plan are one document. "
        "The particulars are those of the reading that leads, what it leaves open is taken from the others.",
        {
            "id": "number of the document",
            "identity": "number, issuer and year, folded; null where one is unknown",
            "number_key": "the number as it is compared: folded, no blanks, no zeros in front; null if not filled in",
            "issuer_key": "the issuer as it is compared, see `citations.issuer_key`",
            "title_key": "the words of the title as they are compared: folded",
            "file": "the file whose reading leads: the best source of the last edition",
            "type": "type in sentence case, such as Kế hoạch",
            "number": "number as printed, without blanks",
            "issuer": "issuing body",
            "place": "place of issue",
            "date": 'day of issue; perhaps incomplete ("2025-11")',
            "title": "subject, on one line",
            "signer": "who signed",
            "signer_title": "the signer's post",
        },
    ),
    "files": Description(
        "The files read, known by their bytes. A file that could not be read stands in `failures` alone.",
        {
            "id": "number of the file",
            "sha256": "SHA-256 of the bytes, in hex",
            "document": "the document it holds",
            "name": "name of the file when it was last read",
            "format": "text, html, docx, doc, pdf or scan",
            "pages": "number of pages; null where the format has none",
            "text_from": "how its text was got: file, text layer or ocr",
            "ocr_confidence": "mean confidence of the OCR, where there was one",
            "metadata": "the document's particulars as read from this file, a JSON object",
            "warnings": "plain sentences about what could not be read, a JSON array",
            "first_seen": "when it was first read",
            "written": "when it was last read",
            "version": "version of the program and its rules that read it last",
            "run": "the run that read it last",
            "edition": "which wording of the document it holds, the oldest 1: files of the same wording share a number",
            "modified": "when the file was last changed, as its folder said; the earliest of its places",
            "identity": "number, issuer and year as read from this file, see `documents.identity`",
            "number_key": "the number as read from this file, as it is compared",
            "title_key": "the title as read from this file, as it is compared",
            "tasks_key": "stands for what its tasks say: words, figures, units and days",
            "days_key": "stands for the days of its tasks",
            "wording": "what its text is compared by: a 32-bit number for each pair of neighbouring words, sorted",
        },
    ),
    "file_bands": Description(
        "Marks of the texts' wordings: files whose texts are alike have one in common (MinHash).",
        {"band": "the mark", "scanned": "1 if OCR read the file", "file": "the file"},
    ),
    "document_links": Description(
        "Documents of which one came before the other.",
        {
            "earlier": "the draft, or the document that is amended",
            "later": "the final document, or the one that amends",
            "kind": "draft or amendment",
            "similarity": "share of their words that both have, 0 to 1",
        },
    ),
    "file_paths": Description(
        "The places at which a file's bytes were seen.",
        {
            "file": "the file",
            "path": "the place, as it was given to the program; `upload:NAME` for a file handed in on the start page",
            "first_seen": "when it was first seen there",
            "last_seen": "when it was last seen there",
            "run": "the run that saw it there last",
        },
    ),
    "failures": Description(
        "Every time that a file could not be read.",
        {
            "id": "number of the entry",
            "run": "the run in which it happened",
            "path": "the file's place, as in `file_paths`",
            "sha256": "SHA-256 of its bytes; null if they could not be got",
            "error": "class of the error",
            "message": "what went wrong and what to do next",
            "at": "when it happened",
            "resolved_by": "the run that later read that path or those bytes; null while it stands",
        },
    ),
    "blocks": Description(
        "Paragraphs and tables of a file in reading order, joined over pages.",
        {
            "file": _FILE,
            "position": "number of the block, from 0",
            "kind": "paragraph or table",
            "part": "body, footnote, header or footer",
            "text": "the text, in which evidence counts its characters",
            "label": "number or mark that Word makes before a paragraph",
            "bold": "1 if the paragraph is bold",
            "italic": "1 if it is italic",
            "bold_lead": "characters at its start that are bold when the rest is not",
            "align": "left, center, right or justify",
            "indent": "indent of the first line, in points",
            "size": "size of the letters, in points",
            "rows": "rows of a table",
            "columns": "columns of a table",
            "header_rows": "rows that the file marks as the table's header",
            "page": "page on which it begins, from 1",
            "places": "where its words stand, packed (output/store/places.py); null where the format has no pages",
        },
    ),
    "cells": Description(
        "The cells of the tables; a merged cell is one cell with spans.",
        {
            "file": _FILE,
            "block": "the table's number among the blocks",
            "position": "place in the table in row order, from 0",
            "row": "row, from 0",
            "column": "column, from 0",
            "row_span": "rows that it covers",
            "column_span": "columns that it covers",
            "start": "where its text starts in the block's text",
            "text": "its paragraphs, a line each",
            "printed": "the same with automatic labels",
            "page": "page on which it begins, from 1",
        },
    ),
    "sections": Description(
        "The outline of a file.",
        {
            "file": _FILE,
            "position": _POSITION,
            "number": "number as printed",
            "title": "the heading",
            "level": "depth, from 1",
            "role": "what the section is for: basis, purpose, goal, target, task, solution, assignment, funding, "
            "reporting, recipients, signature, appendix, form or other",
            "parent": "position of the section above it",
            "page": "page on which it begins, from 1",
        },
    ),
    "plan_tables": Description(
        "The tables as understood.",
        {
            "file": _FILE,
            "position": _POSITION,
            "role": "tasks, targets, schedule, form, letterhead or other",
            "columns": "what each column means, a JSON array",
            "rows": "texts of the cells, a JSON array of arrays; null where a merged cell covers the place",
            "pages": "the pages it stands on, a JSON array",
        },
    ),
    "tasks": Description(
        "Every task of every reading, as the program read it. `task_list` shows those that count, as reviewed.",
        {
            "key": "number of the row",
            "id": "stable: the same bytes and the same reading give the same id",
            "file": _FILE,
            "position": _POSITION,
            "origin": "where it was found: table, body, assignment or closing",
            "number": "number as printed, without the last dot",
            "path": "headings above it from the top down, a JSON array",
            "text": "the task",
            "context": "text of the parent item that ends with a colon, or the sentence above the table",
            "confidence": "share of such whole rows that are right, 0 to 1",
            "page": "page on which it begins, from 1",
        },
    ),
    "units": Description(
        "Bodies, offices and posts, each under one name.",
        {
            "id": "number of the unit",
            "name": "the canonical name, under which its spellings are one",
            "parent": "the unit that it belongs to, see `unit_places`",
            "valid_from": "day from which it existed",
            "valid_to": "day until which it existed",
            "merged_into": "the unit that it counts for since people took the two for one, see `unit_reviews`",
        },
    ),
    "unit_reviews": Description(
        "What people decided about units, one decision a row. Rows are never changed or deleted.",
        {
            "id": "number of the entry",
            "action": "merge (the unit counts for the other one) or part (it does no longer)",
            "unit": "the unit",
            "into": "the other one",
            "who": "who decided",
            "at": "when",
            "note": "why, in their words",
        },
    ),
    "unit_places": Description(
        "Which unit people say belongs to which, one decision a row; the last one of a unit holds. Rows are never "
        "changed or deleted.",
        {
            "id": "number of the entry",
            "unit": "the unit",
            "under": "the one that it belongs to; null where it belongs to none any more",
            "who": "who decided",
            "at": "when",
            "note": "why, in their words",
        },
    ),
    "unit_aliases": Description(
        "Other names of the units, such as those printed in documents.",
        {"unit": "the unit", "alias": "the other name"},
    ),
    "task_units": Description(
        "Who leads a task and who takes part.",
        {
            "task": "the task: `tasks.key`",
            "role": "lead or partner",
            "position": "place among the task's units of that role, from 0",
            "name": "name as printed",
            "unit": "the unit",
        },
    ),
    "products": Description(
        "What is to be handed in.",
        {"task": "the task: `tasks.key`", "position": "place among the task's products, from 0", "text": "the product"},
    ),
    "deadlines": Description(
        "The times stated for a task. `deadline_list` has the next day of each.",
        {
            "task": "the task: `tasks.key`",
            "position": "place among the task's deadlines, from 0",
            "text": "as printed",
            "kind": "date, period, recurring, continuous, event or reference",
            "start": "first day",
            "due": "last day",
            "recurrence": "daily, weekly, monthly, quarterly, semiannual, nine-month or yearly, a JSON array",
            "rrule": "the recurrence as an RFC 5545 rule; without a day it leaves that to the event's start",
            "day": 'day within the recurrence: "05" of the month, "11-05" of the year, "FR" of the week',
            "time": 'hour, such as "16:00"',
        },
    ),
    "targets": Description(
        "Measurable goals.",
        {
            "file": _FILE,
            "position": _POSITION,
            "text": "the item or clause that states it",
            "value": "the figure to reach; null for a goal without one",
            "unit": "what is counted: %, điểm, bài …",
            "comparator": ">=, >, <=, < or =",
            "scope": "section, or task for a goal inside a task",
            "number": "number of the item",
            "path": "headings above it from the top down, a JSON array",
        },
    ),
    "citations": Description(
        "Documents cited by their number. `citation_list` tells which of them are in the store.",
        {
            "file": _FILE,
            "position": _POSITION,
            "type": "type, such as Quyết định",
            "number": "number as printed",
            "number_key": "the number as it is compared, see `documents.number_key`",
            "date": "day of the cited document",
            "issuer": "its issuer as printed",
            "issuer_key": "the issuer as it is compared: folded, short forms in full, the body for its head's post",
            "relation": "what the document does with it: carries out, amends, replaces or mentions",
        },
    ),
    "evidence": Description(
        "Where each value stands and which rule found it.",
        {
            "file": _FILE,
            "record": "what the value belongs to: document, task, target or citation",
            "record_position": "position of that task, target or citation in the file; 0 for the document",
            "position": "place among the record's evidence, from 0",
            "field": "field of the record",
            "index": "entry of a field with several, from 0",
            "block": "number of the block",
            "start": "first character in the block's text",
            "end": "character behind the last",
            "text": "what stands there, as read",
            "page": "page, from 1",
            "x0": "left edge on the page, in points",
            "y0": "upper edge, in points from the top",
            "x1": "right edge, in points",
            "y1": "lower edge, in points from the top",
            "rule": "the rule that found the value",
            "confidence": "share of such values that are right, 0 to 1",
            "inferred": "1 if the value was taken from elsewhere, such as the plan's year",
        },
    ),
    "reviews": Description(
        "What people decided. Entries are only ever added: the store refuses to change or delete one, and no run "
        "touches them. Values are JSON: texts as strings, path, lead, partners and products as arrays of strings, "
        "deadlines as an array of objects in the contract's form. Of several values set for a field the last counts.",
        {
            "id": "number of the entry",
            "task": "id of the task; the task itself may be gone",
            "file": "the file in which the task stood",
            "block": "the block in which it stood",
            "start": "the first character of its text there",
            "task_text": "the task's text as the program had read it, by which it is found again",
            "task_number": "its number then",
            "action": "accept, reject (it is no task: `task_list` leaves it out), set (a field's value), add (a task "
            "that the program did not find, an object in the contract's form), merge and split (the tasks concerned, "
            "an array of ids), note, or undo",
            "field": "the field reviewed; null for the whole task",
            "old_value": "the value before, as JSON; of accept and reject all values that were seen, an object; of add "
            "the ids of the tasks like it that the program had read, an array",
            "new_value": "the value after, as JSON",
            "known_as": "ids under which earlier reviews counted for this task when this one was written, an array; "
            "they stay together with it",
            "part_of": "the merge, split or other entry that this one belongs to and is undone with",
            "undoes": "the entry that an undo takes back; an undo itself is not taken back",
            "who": "who decided",
            "at": "when",
            "note": "why, in their words",
        },
    ),
    "attachments": Description(
        "Where reviews count now: which task of each document's leading reading they speak of. Made anew whenever a "
        "document is read; a review that is attached nowhere is an orphan and waits.",
        {
            "review": "the entry in `reviews`",
            "document": "the document",
            "task": "id of the task there",
            "how": "how it was found: id, place, words, or added (the review itself adds it)",
        },
    ),
    "detached": Description(
        "Reviews in force that do not count for a document; made anew together with `attachments`.",
        {
            "review": "the entry in `reviews`",
            "document": "the document",
            "task": "id of the task that stands in its place, if any",
            "reason": "gone (the task is not in the reading), or superseded (the plan itself was changed there, in a "
            "later edition or the final of a draft)",
        },
    ),
    "listed_tasks": Description(
        "What `task_list` shows, ready to be read; always the same as `task_values`.",
        {"key": "number of the row, here and in `task_search`; another whenever the task is listed anew", **_LISTED},
    ),
    "listed_units": Description("What `unit_tasks` shows, ready to be read; always the same as `unit_values`.", _UNIT),
    "listed_deadlines": Description(
        "What `deadline_list` shows, ready to be read; always the same as `deadline_values`.", _DEADLINE
    ),
    "task_search": Description(
        "Full-text index of the listed tasks. Its words are folded (small letters, no tones, đ as d), and so "
        "must a query be. `rowid` is `listed_tasks.key`.",
        {
            "text": "the task",
            "context": "text of the parent item",
            "path": "headings above it",
            "units": "units that lead or take part: as printed, their canonical names, what they were merged into",
            "products": "what is to be handed in",
        },
    ),
    "document_search": Description(
        "Full-text index of the documents, folded like `task_search`. `rowid` is `documents.id`.",
        {
            "number": "number of the document",
            "title": "title of the document",
            "issuer": "who issued the document",
            "file": "name of the file whose reading leads",
        },
    ),
    "originals": Description(
        "The bytes of files as they were read: of those handed in on the start page, and where `--keep-originals` was "
        "given.",
        {"file": "the file", "data": "its bytes"},
    ),
}

VIEWS: Mapping[str, Description] = {
    "task_list": Description(
        "The tasks, one a row, of the reading that leads each document, with the reviewed value where a review sets "
        "one and without rejected tasks.",
        _TASK_COLUMNS,
    ),
    "due_soon": Description(
        "Open tasks that are due within 30 days from today, recurring ones by their next day.",
        {
            "next_due": "the next day on which a deadline of the task is due",
            "days_left": "days from today until then",
            **_TASK_COLUMNS,
        },
    ),
    "overdue": Description(
        "Open tasks with a deadline whose last day has passed and which does not come back.",
        {
            "overdue_since": "the earliest such day",
            "days_late": "days from then until today",
            **_TASK_COLUMNS,
        },
    ),
    "by_unit": Description(
        "How each unit stands, by its role.",
        {
            "unit": "canonical name of the unit, or of the one that it was merged into",
            "role": "lead or partner",
            "tasks": "its tasks",
            "open": "those still open",
            "overdue": "those in `overdue`",
            "next_due": "the next day on which an open one is due",
        },
    ),
    "citation_list": Description(
        "What the documents cite, and which of it is in the store.",
        {
            "document_id": "the citing document",
            "document_number": "its number",
            "type": "type of the cited document",
            "number": "its number as printed",
            "date": "its day",
            "issuer": "its issuer as printed",
            "relation": "what the document does with it: carries out, amends, replaces or mentions",
            "cited_document": "`documents.id` of the one document in the store that it can be, by number, day and "
            "issuer; drafts aside",
        },
    ),
    "plan_links": Description(
        "The citations whose document is in the store: which document carries out, amends, replaces or mentions which. "
        "Quick from either side.",
        {
            "document_id": "the citing document",
            "document_number": "its number",
            "document_title": "its title",
            "relation": "carries out (it rests on it), amends, replaces or mentions",
            "cited_document": "the document cited (`documents.id`)",
            "cited_number": "its number",
            "cited_title": "its title",
        },
    ),
    "document_list": Description(
        "The documents, one a row, with how many files and wordings of each there are.",
        {
            "document_id": "`documents.id`",
            "type": "type, such as Kế hoạch",
            "number": "number as printed",
            "issuer": "who issued it",
            "date": 'day of issue; perhaps incomplete ("2025-11")',
            "title": "title",
            "file": _TASK_COLUMNS["file"],
            "tasks": "how many tasks `task_list` shows of it",
            "files": "how many files hold it",
            "editions": "how many wordings of it there are",
            "replaced_by": _TASK_COLUMNS["replaced_by"],
            "same_number": "documents of the same number, issuer and year whose texts have nothing in common with it: "
            "a number is misread; a JSON array of `documents.id`",
        },
    ),
    "open_failures": Description(
        "The files that still cannot be read, one a row.",
        {
            "path": "the file's place",
            "error": "class of the last error",
            "message": "what went wrong last and what to do next",
            "first_at": "when it first failed",
            "last_at": "when it last failed",
            "times": "how often it failed",
        },
    ),
    "unit_tasks": Description(
        "Which unit stands in which listed task, as reviewed.",
        {
            "unit": "canonical name of the unit, or of the one that it was merged into",
            "printed": "name in the document or in the review",
            "role": "lead or partner",
            "position": "place among the task's units of that role, from 0",
            "task_id": "`tasks.id`",
        },
    ),
    "deadline_list": Description(
        "The deadlines of the listed tasks, as reviewed, with the next day on which each is due.",
        {
            "task_id": "`tasks.id`",
            "position": "place among the task's deadlines, from 0",
            "text": "as printed",
            "kind": "date, period, recurring, continuous, event or reference",
            "start": "first day",
            "due": "last day",
            "recurrence": "how it recurs, a JSON array",
            "day": "day within the recurrence",
            "time": "hour",
            "next_due": "the first day from today on which it is due. A recurrence has one only if its day is stated: "
            "a day of the month stands in the last month of a quarter or half-year, for nine months in September; a "
            "dated deadline that recurs repeats its due date. Null where it has passed or cannot be told",
        },
    ),
    "reviewed": Description(
        "The value in force for each field of a task that a review sets: the last one stated.",
        {
            "document": "the document in which it counts",
            "task": "id of the task",
            "field": "the field",
            "value": "its value, as JSON",
            "review": "the entry in `reviews` that set it",
        },
    ),
    "orphaned_reviews": Description(
        "Reviews in force that count nowhere, or not for a new wording of their plan, and wait for a person.",
        {
            "review": "the entry in `reviews`",
            "action": "what was decided",
            "field": "the field reviewed; null for the whole task",
            "value": "the value set or the task added, as JSON",
            "task": "id of the task then",
            "task_text": "the task's text then",
            "who": "who decided",
            "at": "when",
            "note": "why, in their words",
            "reason": "gone (the task is not found any more) or superseded (the plan itself was changed there)",
            "instead": "id of the task that stands in its place, if any",
            "document_id": "the document",
            "document_number": "its number",
            "document_title": "its title",
            "file": "name of the file in which the task stood",
        },
    ),
    "stated": Description(
        "Every value that a review in force states for a field of a task.",
        {
            "document": "the document in which it counts",
            "task": "id of the task there",
            "field": "the field",
            "value": "its value, as JSON",
            "review": "the entry in `reviews` that states it",
        },
    ),
    "task_values": Description("What `listed_tasks` holds, computed anew.", _LISTED),
    "unit_values": Description("What `listed_units` holds, computed anew.", _UNIT),
    "deadline_values": Description("What `listed_deadlines` holds, computed anew.", _DEADLINE),
}
