"""The Vietnamese syllable as a grammar: onset, rhyme and tone. Tells Vietnamese from rubbish, not right from wrong."""

import unicodedata
from functools import lru_cache

_ONSETS = frozenset(
    ["", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
     "r", "s", "t", "th", "tr", "v", "x"]
)  # fmt: skip

_RHYMES = frozenset(
    [
        # by their vowel: alone, then with each final sound that Vietnamese puts after it
        "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay",
        "ăc", "ăm", "ăn", "ăng", "ăp", "ăt", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây",
        "e", "ec", "em", "en", "eng", "eo", "ep", "et",
        "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu",
        "i", "ia", "ich", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu", "im", "in", "inh", "ip", "it", "iu",
        "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oăc", "oăm", "oăn",
        "oăng", "oăt", "oc", "oe", "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot",
        "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt",
        "u", "ua", "uân", "uâng", "uât", "uây", "uc", "uê", "uêch", "uênh", "ui", "um", "un", "ung", "uôc", "uôi",
        "uôm", "uôn", "uông", "uôt", "uơ", "up", "ut", "uy", "uych", "uya", "uyên", "uyêt", "uynh", "uyp", "uyt", "uyu",
        "ư", "ưa", "ưc", "ưi", "ưng", "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu", "ưt", "ưu",
        "y", "yêm", "yên", "yêng", "yêt", "yêu", "ynh", "yt",
        # after gi, which holds a vowel of its own
        "êng",
    ]
)  # fmt: skip

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")  # huyền, sắc, ngã, hỏi, nặng
_FRONT = ("e", "ê", "i", "y")
_WITH_ONE_I = ("gi", "gin", "quy")  # the i of gi is the vowel, too
_STOPPED = ("c", "ch", "p", "t")
_STOPPED_TONES = frozenset("\u0301\u0323")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word of letters, in any case, can be a Vietnamese syllable."""
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    marks = [c for c in unicodedata.normalize("NFD", word.lower()) if c in _TONES]
    if len(marks) > 1:
        return False
    bare = unicodedata.normalize(
        "NFC", "".join(c for c in unicodedata.normalize("NFD", word.lower()) if c not in _TONES)
    )
    for length in (3, 2, 1, 0):
        onset, rhyme = bare[:length], bare[length:]
        if len(onset) == length and onset in _ONSETS and rhyme in _RHYMES and _is_spelled(onset, rhyme):
            return _sounds(rhyme, marks)
    return bare in _WITH_ONE_I


def _is_spelled(onset: str, rhyme: str) -> bool:
    """K, gh and ngh stand before e, ê, i and y, where c, g and ng never do."""
    if onset in ("k", "gh", "ngh"):
        return rhyme[0] in _FRONT
    return onset not in ("c", "g", "ng") or rhyme[0] not in _FRONT


def _sounds(rhyme: str, marks: list[str]) -> bool:
    """A syllable that ends in a stop has the tone sắc or nặng."""
    return not rhyme.endswith(_STOPPED) or bool(marks and marks[0] in _STOPPED_TONES)
