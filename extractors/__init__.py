"""From a Document to a Plan: the understanding of plans. It knows nothing of files."""

from models import Document, Plan

__all__ = ["extract"]


def extract(document: Document) -> Plan:
    """All that a document states: its particulars, tasks, targets, citations, sections and tables, with evidence."""
    from extractors import plan  # noqa: PLC0415 - the grammars take a second to load

    return plan.extract(document)
