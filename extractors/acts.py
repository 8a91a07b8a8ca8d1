"""Whether a text names an act: underthesea's part of speech of its first words, or somebody who is to act."""

from functools import lru_cache

from extractors import actors, units

# The tagger sees this many words: enough for what a sentence opens with, and a fraction of a whole item's cost.
_WORDS = 6
_TITLE_WORDS = 12
# No six words are longer; the tagger's time grows with the square of what it sees.
_LETTERS = 120


@lru_cache(maxsize=50_000)
def opens_with_verb(text: str) -> bool:
    """Whether the first word is a verb, or a manner of doing right before one ("Thường xuyên kiểm tra …")."""
    from underthesea import pos_tag  # noqa: PLC0415 - half a second to import

    tags = [tag for _, tag in pos_tag(" ".join(text.split(maxsplit=_WORDS)[:_WORDS])[:_LETTERS])]
    return tags[:1] == ["V"] or (tags[1:2] == ["V"] and tags[0] in ("A", "R")) or units.opens_with_known_verb(text)


def names_an_act(text: str) -> bool:
    """Whether a text, or what stands in it behind a title with a colon, opens with a verb or says who acts."""
    title, colon, behind = text.partition(":")
    parts = (text, behind) if colon and behind.strip() and len(title.split()) <= _TITLE_WORDS else (text,)
    return any(opens_with_verb(part) or bool(actors.in_text(part).lead) for part in parts)
