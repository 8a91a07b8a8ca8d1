"""What goes wrong, in the clerk's words."""

from output.errors import ReviewError
from review.presenting import day
from review.wording import Language, words

_DAYS = ("start", "due")


def trouble(language: Language, error: str | None) -> str:
    """What the class of an error means and what to do next; for one that there are no words for, a fault of ours."""
    told = words(language)
    return str(told["failure"].get(error) or told["problem"].get(error) or told["failure"]["fault"])


def refusal(language: Language, error: ReviewError) -> str:
    """Why a review was not written, and what to do next."""
    told = words(language)
    facts = {name: day(str(fact)) if name in _DAYS else str(fact) for name, fact in error.facts.items()}
    if field := facts.get("field"):
        facts["field"] = told["refusal"]["fields"].get(field) or told["document"].get(field, field)
    return str(told["refusal"][error.refusal].format(**facts))
