"""A module for each form in which plans leave the program."""

from output.exports.files import replacing, write_whole
from output.exports.plan_json import deadline_dict, to_dict, write_json, write_jsonl
from output.exports.rows import COLUMNS, task_rows
from output.exports.task_csv import ENCODING as CSV_ENCODING
from output.exports.task_csv import write_csv

__all__ = [
    "COLUMNS",
    "CSV_ENCODING",
    "deadline_dict",
    "replacing",
    "task_rows",
    "to_dict",
    "write_csv",
    "write_json",
    "write_jsonl",
    "write_whole",
]
