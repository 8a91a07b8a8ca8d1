"""Imported by the process that readers are forked from, and by no other: loads what reading and understanding a file
needs, by doing it once, so that readers start at once. The process ends with the one that started it.

Nothing is said if it fails: the first file that needs what cannot be loaded tells what is wrong.
"""

from contextlib import suppress

import kehoach
from ingest.processes import end_with_parent


def warm() -> None:
    """Read and understand a made-up plan, and load the other readers and what the store makes of it."""
    import ingest.docx
    import ingest.html
    import ingest.pdf
    import ingest.text
    from extractors import primer
    from output.store import prepare

    document = ingest.text.read(primer.TEXT.encode(), "made-up.txt", "0" * 64)
    prepare(document, kehoach.extract(document))


end_with_parent()
with suppress(Exception):
    warm()
