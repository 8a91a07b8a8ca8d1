"""Which files hold the same document: a pure function of what is known of them, whatever the order they came in.

Three kinds of files, each judged by those before it. Files that hold their text and name number, issuer and year are a
document with those that name the same, unless their texts have nothing in common: one number is misread then. Files
that hold their text but lack one of these (a Word file before signing), or call themselves drafts, belong to such a
document if they order the same; those that stay are documents among themselves. Scans belong to what they are most
like: OCR loses numbers written by hand, misreads digits and letters of titles.

The thresholds are shares of pairs of words (see `likeness`), set in the wide gaps between what was measured for the
same plan and for different ones.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from output.store.identity import Keys
from output.store.likeness import closeness, containment

SAME_NUMBER = 0.7
"""Two texts of one number are one document from this containment on; a file that was cut off has it, too. Files of one
made-up plan keep at least 0.77, be they scans or text in columns; of two plans the longer one has at most 0.65 of the
shorter, at most 0.50 where the issuer is the same."""
CLOSE = 0.6
"""Two texts of one title are versions of one plan from this closeness on. Made-up plans with two fifths of their tasks
dropped, changed or new keep at least 0.80; of 10,878 pairs of different plans none shares more than 0.43."""
SCANNED = 0.7
"""A scan holds a document of its title from this closeness on: bad made-up scans keep at least 0.88."""

_NEAR_TITLE = 80  # of 100; titles of bad scans kept 93
_MISREAD = 1  # letters of a number


@dataclass(frozen=True, slots=True)
class Held:
    """What a file holds, as it is compared. `tasks` and `days` stand for what its tasks say and for their days alone;
    None in a store of the first version, as an empty `wording` is.
    """

    file: int
    sha256: str
    format: str
    text_from: str
    ocr_confidence: float | None
    modified: str | None
    keys: Keys
    tasks: str | None
    days: str | None
    wording: bytes

    @property
    def is_scan(self) -> bool:
        """Whether OCR read it."""
        return self.text_from == "ocr"

    @property
    def number(self) -> str | None:
        """The number that counts: one that a draft bears may be given to another document."""
        return None if self.keys.draft else self.keys.number

    @property
    def is_named(self) -> bool:
        """Whether number, issuer and year are certain."""
        return self.keys.identity is not None and not self.keys.draft and not self.is_scan


def related(a: Held, b: Held) -> bool:
    """Whether two files may hold the same document, or one a draft of the other's, as far as their particulars tell."""
    if _same_identity(a, b):
        return True
    if not _agree(a.keys.year, b.keys.year):
        return False
    if a.is_scan or b.is_scan:
        return _may_be_misread(a, b)
    if not _agree(a.keys.issuer, b.keys.issuer) or not _agree(a.number, b.number):
        return False
    if not a.keys.title or not b.keys.title:
        return a.number is not None and a.number == b.number
    return a.keys.title == b.keys.title and not _of_other_days(a, b)


def group(files: Iterable[Held]) -> list[list[Held]]:
    """The files by document, in a fixed order."""
    ordered = sorted(files, key=lambda held: held.sha256)
    named = [held for held in ordered if held.is_named]
    unnamed = [held for held in ordered if not held.is_named and not held.is_scan]
    scans = [held for held in ordered if held.is_scan]
    groups = _joined(named, lambda a, b: _same_identity(a, b) and _same_number(a, b))
    groups = _added(groups, unnamed, _holds_same, _versions)
    return sorted(_added(groups, scans, _scan_of, _same_scan), key=lambda found: found[0].sha256)


# Two files


def _same_identity(a: Held, b: Held) -> bool:
    """Whether both name one number, issuer and year; or one number, day and title, and one issuer's name is shorter.

    A letterhead says "ỦY BAN NHÂN DÂN TỈNH"; of which province is not always found.
    """
    if a.keys.draft != b.keys.draft:
        return False
    if a.keys.identity is not None and a.keys.identity == b.keys.identity:
        return True
    one, other = a.keys, b.keys
    is_one = one.number is not None and one.day is not None and one.title is not None
    same = (one.number, one.day, one.title) == (other.number, other.day, other.title)
    return is_one and same and _same_issuer(one.issuer or "", other.issuer or "")


def _same_number(a: Held, b: Held) -> bool:
    return containment(a.wording, b.wording) >= SAME_NUMBER


def _holds_same(unnamed: Held, known: Held) -> bool:
    """Whether a file without a certain name holds a document that is named."""
    if not related(unnamed, known):
        return False
    if unnamed.number is not None and unnamed.number == known.number:
        return _same_number(unnamed, known)
    return _orders_same(unnamed, known)


def _versions(a: Held, b: Held) -> bool:
    """Whether two files without a certain name hold one document; drafts of one plan are one."""
    if not related(a, b):
        return False
    if a.number is not None and a.number == b.number:
        return _same_number(a, b)
    if (a.number is None) != (b.number is None):
        return _orders_same(a, b)
    return closeness(a.wording, b.wording) >= CLOSE


def _orders_same(a: Held, b: Held) -> bool:
    return a.tasks == b.tasks and closeness(a.wording, b.wording) >= CLOSE


def _scan_of(scan: Held, known: Held) -> bool:
    """Whether a scan is one of a file's document. Of a draft only if its days are the same: those may have changed."""
    if not related(scan, known):
        return False
    if _same_identity(scan, known):
        return _same_number(scan, known)
    may_differ = (scan.number is not None and known.number is None) or scan.keys.draft != known.keys.draft
    return closeness(scan.wording, known.wording) >= SCANNED and (not may_differ or scan.days == known.days)


def _same_scan(a: Held, b: Held) -> bool:
    if not related(a, b) or a.keys.draft != b.keys.draft:
        return False
    return _same_number(a, b) if _same_identity(a, b) else closeness(a.wording, b.wording) >= SCANNED


def _agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def _may_be_misread(a: Held, b: Held) -> bool:
    """Whether the particulars of two files, one of them a scan, differ only as OCR makes them differ."""
    same_day = a.keys.day is not None and a.keys.day == b.keys.day
    if a.number and b.number and a.number != b.number:
        if not same_day or Levenshtein.distance(a.number, b.number) > _MISREAD:
            return False
    elif not (a.number and b.number and same_day) and not _same_issuer(a.keys.issuer or "", b.keys.issuer or ""):
        return False
    one, other = a.keys.title, b.keys.title
    if not one or not other or one == other:
        return True
    return fuzz.ratio(one, other) >= _NEAR_TITLE and (same_day or _figures(one) == _figures(other))


def _same_issuer(a: str, b: str) -> bool:
    """Whether two names of issuers are one as far as they were read: words may be lost, or their gaps."""
    one, other = Counter(a.split()), Counter(b.split())
    return not a or not b or one <= other or other <= one or a.replace(" ", "") == b.replace(" ", "")


def _of_other_days(a: Held, b: Held) -> bool:
    """Whether two files of one title and no number are of different days: a schedule for each week, say."""
    if a.keys.draft or b.keys.draft or a.number or b.number:
        return False
    return a.keys.day is not None and b.keys.day is not None and a.keys.day != b.keys.day


def _figures(text: str) -> list[str]:
    return [word for word in text.split() if any(c.isdigit() for c in word)]


# Groups


def _joined(files: Sequence[Held], is_one: Callable[[Held, Held], bool]) -> list[list[Held]]:
    """The files in groups: two that are one stand in the same, and so do those that others join."""
    groups: list[list[Held]] = []
    for held in files:
        joining = [found for found in groups if any(is_one(held, other) for other in found)]
        groups = [found for found in groups if found not in joining]
        groups.append([*(other for found in joining for other in found), held])
    return [sorted(found, key=lambda held: held.sha256) for found in groups]


def _added(
    groups: list[list[Held]],
    files: Sequence[Held],
    belongs: Callable[[Held, Held], bool],
    is_one: Callable[[Held, Held], bool],
) -> list[list[Held]]:
    """The groups with each file that belongs to one, in the one that it is most like; the others in groups of theirs.

    A file is judged by what the groups held before, so that the order of files does not matter.
    """
    homes: list[tuple[Held, list[Held]]] = []
    left: list[Held] = []
    for held in files:
        fitting = [(_rank(held, other), found) for found in groups for other in found if belongs(held, other)]
        if fitting:
            homes.append((held, max(fitting, key=lambda one: one[0])[1]))
        else:
            left.append(held)
    grown = [[*found, *(held for held, home in homes if home is found)] for found in groups]
    return [sorted(found, key=lambda held: held.sha256) for found in (*grown, *_joined(left, is_one))]


def _rank(held: Held, other: Held) -> tuple[bool, bool, float, str]:
    """How well a file fits another; the name decides before the wording, and the bytes where all is equal."""
    return (
        _same_identity(held, other),
        other.number is not None,
        closeness(held.wording, other.wording),
        other.sha256,
    )
