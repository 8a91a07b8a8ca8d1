"""What goes wrong, in the clerk's words."""

from review.wording import Language, words


def trouble(language: Language, error: str | None) -> str:
    """What the class of an error means and what to do next; for one that there are no words for, a fault of ours."""
    told = words(language)
    return str(told["failure"].get(error) or told["problem"].get(error) or told["failure"]["fault"])
