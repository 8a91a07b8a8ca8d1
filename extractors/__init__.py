"""From a Document to a Plan: the understanding of plans. It knows nothing of files."""
