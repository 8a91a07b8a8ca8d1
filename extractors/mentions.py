"""What a task's text names besides: units that are told, helped or checked, and times in the text of a table's row.

Extraction has no use for them and does not look; this asks the grammars about a single task's text.
"""

from collections.abc import Iterator

from extractors import deadlines, metadata
from extractors.draft import passed_over
from extractors.excerpt import Excerpt
from extractors.match import Match, Passed
from extractors.units import listing
from extractors.units.opening import opening
from extractors.units.reading import matches
from extractors.units.tokens import tokens_of
from models import Alternative, Document, Task, Unit


def in_text(text: str) -> Iterator[Match[Unit]]:
    """Each unit named in a running text, in its order; what is quoted or part of a number ("12/UBND") is left out."""
    tokens = tokens_of(text)
    i = 0
    while i < len(tokens):
        head = None if i in tokens.quoted else opening(tokens, i, strict=True, running=True)
        end = tokens.after(i)
        if head is not None and not text[: tokens[i].start].endswith(("/", "-")):
            found = listing.read(tokens, i, running=True)
            # "bộ" and "sở" in small letters are syllables of other words as often ("nội bộ", "trụ sở").
            named = (one for one in matches(tokens, found.entries) if head.plural or not one.value.name.islower())
            yield from named
            end = max(found.end, end)
        i = end


def alternatives(task: Task, document: Document) -> tuple[Alternative, ...]:
    """The units in a task's text that neither lead nor take part, and in a table its times, as other readings."""
    place = next((item for item in task.evidence if item.field == "text"), None)
    if place is None:
        return ()
    excerpt = Excerpt(place.block, place.start, document.blocks[place.block].text[place.start : place.end])
    known = {unit.name for unit in (*task.lead, *task.partners)}
    known |= {other.text for other in task.alternatives if other.field in ("lead", "partners")}
    reason = "unit-column" if task.origin == "table" else "mentioned"
    found = {match.value.name: match for match in reversed(list(in_text(excerpt.text)))}
    passed = [
        Passed(match.start, match.end, "unit.mentioned", reason)
        for name, match in reversed(found.items())
        if name not in known
    ]
    return (*passed_over("lead", excerpt, passed), *(_times(excerpt, document) if task.origin == "table" else ()))


def _times(text: Excerpt, document: Document) -> tuple[Alternative, ...]:
    """The times within a row's task text, which its time column outdoes."""
    year = metadata.read(document).year
    found = [Passed(time.start, time.end, time.rule, "time-column") for time in deadlines.in_text(text.text, year)]
    return passed_over("deadlines", text, (*found, *deadlines.passed_in_text(text.text, year)))
