"""A module for each form in which plans leave the program."""

from output.exports.files import replacing, write_whole
from output.exports.plan_json import deadline_dict, to_dict, write_json, write_jsonl
from output.exports.rows import COLUMNS, task_rows

__all__ = [
    "COLUMNS",
    "deadline_dict",
    "replacing",
    "task_rows",
    "to_dict",
    "write_json",
    "write_jsonl",
    "write_whole",
]
