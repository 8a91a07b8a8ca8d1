"""The records that flow through Kehoach: a Document as read, a Plan as understood. No input or output."""

from models.document import Block, Box, Cell, Document, Look, Paragraph, Part, Place, Reading, Source, Table
from models.plan import (
    Alternative,
    Citation,
    Deadline,
    Evidence,
    Metadata,
    Origin,
    Plan,
    PlanTable,
    Section,
    Target,
    Task,
    Unit,
)

__all__ = [
    "Alternative",
    "Block",
    "Box",
    "Cell",
    "Citation",
    "Deadline",
    "Document",
    "Evidence",
    "Look",
    "Metadata",
    "Origin",
    "Paragraph",
    "Part",
    "Place",
    "Plan",
    "PlanTable",
    "Reading",
    "Section",
    "Source",
    "Table",
    "Target",
    "Task",
    "Unit",
]
