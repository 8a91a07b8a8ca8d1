"""Deadlines as Vietnamese plans state them: a grammar over points in time, what is done to them, and what repeats.

`in_cell` reads a cell of a time column or the value of a time label, where everything is a time; `in_text` reads
running text, where only a time that sets the task's own act counts; `passed_in_text` tells of the others. The rules
follow GUIDELINES, "Deadlines".
"""

from extractors.deadlines.cells import in_cell
from extractors.deadlines.running import in_text, passed_in_text

__all__ = ["in_cell", "in_text", "passed_in_text"]
