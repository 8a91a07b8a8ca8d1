"""Lists of units: where one ends and the next begins, and where the list itself ends."""

from dataclasses import dataclass, replace

from extractors.units import lexicon
from extractors.units.opening import Opening, collective_marks, opening, past_determiners, past_list_marks
from extractors.units.tokens import Tokens

_SOFT = {",", "/", "+"}
# Behind these a line break stands inside a name, whatever the next line begins with.
_OPEN_ENDED = {"determiner", "link", "title"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit of a list: words [start, end). `known`: it begins as units do. `head` is the head that it shares."""

    start: int
    end: int
    known: bool
    head: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The units of a list and the index of the word behind it, which is not part of the last one."""

    entries: tuple[Entry, ...]
    end: int


def read(tokens: Tokens, start: int, running: bool) -> Listing:
    """The list that begins at word `start`.

    In `running` text it ends where the unit's name does: before a verb, a preposition, a colon. Otherwise it goes to
    the end of the text, except for a predicate ("Sở A chủ trì, phối hợp với …").
    """
    return _Reader(tokens, running).read(start)


@dataclass(frozen=True, slots=True)
class _Separator:
    """Marks and links before word `after`. A hard one parts units by itself, a soft one only before a unit."""

    after: int
    hard: bool
    mark: str


class _Reader:
    """Reads one list; `running` as in `read`."""

    def __init__(self, tokens: Tokens, running: bool) -> None:
        self.tokens = tokens
        self.running = running
        self.collective = collective_marks(tokens)
        self.dashed = len(tokens) > 0 and tokens.key(0) == "-"

    def read(self, start: int) -> Listing:
        entries: list[Entry] = []
        i = start if self.running else past_list_marks(self.tokens, start)
        shared: Opening | None = None
        while i < len(self.tokens):
            first = not entries
            found = opening(self.tokens, i, strict=self.running or not first, running=self.running)
            if self.running and found is None and shared is None:
                break
            head = self._text_of(shared) if found is None and shared else None
            entry, stop, separator = self._entry(i, found or (None if head is None else shared), found is None)
            entries.append(replace(entry, known=found is not None or head is not None or self._is_field(i), head=head))
            if separator is None:
                return Listing(tuple(entries), stop)
            shared = found or shared
            i = separator.after
            if opening(self.tokens, i, strict=True, running=self.running) is None and not self._shares(shared, i, separator):
                if self.running or self._is_over(i):
                    return Listing(tuple(entries), stop)
                shared = None
        return Listing(tuple(entries), i if not entries else len(self.tokens))

    def _entry(self, i: int, head: Opening | None, is_member: bool) -> tuple[Entry, int, _Separator | None]:
        """The unit that begins at word `i`, the index behind it, and the separator there, None at the list's end."""
        tokens = self.tokens
        scan = _Scan(tokens, head, self.running, is_member)
        k = i if head is None or is_member else max(head.end, i + 1)
        while k < len(tokens):
            separator = self._separator(i, k, head)
            if separator is not None:
                return Entry(i, k, False), k, separator
            if k in tokens.brackets:
                k = tokens.brackets[k]
                scan.touch()
                continue
            if k in self.collective:
                k = tokens.after(k + 1)
                continue
            if head is not None and self._is_inside(head, k):
                k += 1
                continue
            if scan.ends(k):
                return self._ended(i, k)
            k = tokens.after(k)
        return Entry(i, k, False), k, None

    def _ended(self, i: int, k: int) -> tuple[Entry, int, _Separator | None]:
        """A unit whose name ends at a word; a cell's list goes on behind "chủ trì" where a separator follows."""
        entry = Entry(i, k, False)
        if self.running:
            return entry, k, None
        behind = self.tokens.after(k)
        if behind < len(self.tokens):
            separator = self._separator(k, behind, None)
            if separator is not None:
                return entry, k, separator
        return entry, k, None

    def _separator(self, start: int, k: int, head: Opening | None) -> _Separator | None:
        """The separator at word `k` of the unit that began at `start`, None where its name goes on."""
        tokens = self.tokens
        if k in self.collective or k == start:
            return None
        word = tokens[k]
        is_link = "link" in tokens.kinds(k)
        if word.breaks and not is_link and not self._goes_on(start, k):
            after = past_list_marks(tokens, k)
            if after > k:
                is_item = self.dashed or opening(tokens, after, running=self.running) is not None
                return _Separator(after, self.dashed, "-") if is_item and self._parts(head, after, "-", self.dashed) else None
            return _Separator(k, False, "line") if self._parts(head, k, "line", False) else None
        if word.key == ";":
            return _Separator(self._behind(k + 1), True, ";") if self._parts(head, self._behind(k + 1), ";", True) else None
        if word.key in _SOFT or is_link:
            after = self._behind(tokens.after(k))
            mark = "link" if is_link and word.key not in _SOFT else word.key
            return _Separator(after, False, mark) if self._parts(head, after, mark, False) else None
        if word.key == "." and not self.running:
            after = self._behind(k + 1)
            short = k > start and len(tokens[k - 1].text) <= 2
            return _Separator(after, False, ".") if not short and opening(tokens, after, strict=True) else None
        if word.key == "-" and self.dashed and opening(tokens, k + 1, strict=True) and not self._is_owner(start, k + 1):
            return _Separator(k + 1, False, "-")
        return None

    def _parts(self, head: Opening | None, after: int, mark: str, hard: bool) -> bool:
        """Whether what stands at `after` is the next unit."""
        tokens = self.tokens
        if after >= len(tokens):
            return True
        if hard and not self.running:
            return True
        if head is not None and head.person and mark == "," and "post" in tokens.kinds(after):
            return False
        if mark != "line" and not self.running and self._is_over(after):
            return True
        found = opening(tokens, after, strict=True, running=self.running)
        return found is not None or self._shares(head, after, _Separator(after, hard, mark))

    def _shares(self, head: Opening | None, after: int, separator: _Separator) -> bool:
        """Whether a name without a head of its own at `after` has the head of the unit before ("Sở Tài chính, Nội vụ")."""
        tokens = self.tokens
        if head is None or head.person or after >= len(tokens) or separator.mark in ("line", "-"):
            return False
        if not self._is_name(after):
            return False
        if self._is_plural(head, after):
            return True
        if "sharing" not in head.kinds | tokens.first_kinds(head.start):
            return False
        kinds = tokens.kinds(after)
        if separator.mark == ",":
            return bool(kinds & {"field", "office"})
        return separator.mark == "link" and "field" in kinds and "field" in tokens.kinds(head.end)

    def _is_plural(self, head: Opening, end: int) -> bool:
        """Whether a head that names share stands in the plural between the unit's head and word `end`."""
        tokens = self.tokens
        for phrase in (tokens.phrases[i] for i in range(head.start, end) if i in tokens.phrases):
            before = tokens.phrase_ends.get(phrase.start)
            is_plural = tokens.key(phrase.end) == ":" or (before is not None and "determiner" in before.kinds)
            if is_plural and phrase.kinds & _SHARED:
                return True
        return False

    def _is_inside(self, head: Opening, k: int) -> bool:
        """Whether a mark stands inside an entry: "các Sở: Tài chính", "Ông A, Phó Giám đốc"."""
        key = self.tokens[k].key
        if key == ":":
            before = self.tokens.phrase_ends.get(k)
            return before is not None and bool(before.kinds & _SHARED) and self._is_name(k + 1)
        return head.person and key in (",", "-") and "post" in self.tokens.kinds(k + 1)

    def _is_name(self, i: int) -> bool:
        """Whether a name without a head begins at `i`: a known field, or a capital letter."""
        tokens = self.tokens
        if i >= len(tokens) or tokens[i].is_mark:
            return False
        known = bool(tokens.kinds(i) & {"field", "office"})
        return tokens[i].is_capital if not tokens.shouts else known

    def _is_field(self, i: int) -> bool:
        return bool(self.tokens.kinds(i) & {"field", "office"})

    def _is_over(self, i: int) -> bool:
        """Whether a cell's list of units ends at `i`: with who takes part besides, or with what is done."""
        return bool(self.tokens.kinds(i) & {"predicate", "partner"}) and not self.tokens[i].text.isupper()

    def _goes_on(self, start: int, k: int) -> bool:
        """Whether the line break before word `k` stands inside a name ("Lãnh đạo / Sở Y tế", "Phòng TCCB / Sở Y tế")."""
        tokens = self.tokens
        before = tokens.phrase_ends.get(k)
        if tokens[k - 1].key in ("-", "("):
            return True
        has_parent = False
        if before is not None:
            belongs = "tail" in before.kinds and tokens.key(before.end - 1) == "thuộc"
            if before.kinds & _OPEN_ENDED or (belongs and tokens.kinds(k) & {"parent"}):
                return True
            if "head" in before.kinds and lexicon.places() not in before.kinds and self._is_place(k):
                return True
            if before.kinds & {"post"} and before.start == start:
                return not tokens.kinds(k) & {"post", "title", "determiner"} or "determiner" in tokens.kinds(k)
            has_parent = bool(before.kinds & {"parent"}) and before.start > start
        return not has_parent and self._is_owner(start, k)

    def _is_place(self, k: int) -> bool:
        return lexicon.places() in self.tokens.kinds(past_determiners(self.tokens, k))

    def _is_owner(self, start: int, k: int) -> bool:
        """Whether the body at word `k` is the one that the office at `start` belongs to."""
        return "inner" in self.tokens.kinds(start) and "owner" in self.tokens.kinds(k)

    def _behind(self, k: int) -> int:
        """The index behind further links and list marks: ", và", ";\n- "."""
        tokens = self.tokens
        while k < len(tokens) and ("link" in tokens.kinds(k) or tokens[k].key in (",", ";") or (tokens[k].breaks and tokens[k].key == "-")):
            k = tokens.after(k)
        return past_list_marks(tokens, k) if k < len(tokens) and tokens[k].breaks else k

    def _text_of(self, head: Opening | None) -> str | None:
        if head is None:
            return None
        return self.tokens.text[self.tokens[head.start].start : self.tokens[head.end - 1].end]


_SHARED = frozenset({"sharing", lexicon.places()})


class _Scan:
    """Tells for one word after another whether it still belongs to a unit's name."""

    def __init__(self, tokens: Tokens, head: Opening | None, running: bool, is_member: bool) -> None:
        self.tokens = tokens
        self.head = head
        self.running = running
        self.plural = head is not None and head.plural
        self.head_end = -1 if head is None or is_member else head.end
        self.head_kinds = frozenset() if head is None else head.kinds
        self.named_by_task = "task-named" in self.head_kinds and not self.plural
        self.relative = False
        self.fresh = False
        self.closed = False

    def touch(self) -> None:
        """A bracket or quotation was passed."""
        self.fresh = False

    def ends(self, k: int) -> bool:
        """Whether the name ends before the phrase at word `k`."""
        tokens, word, kinds = self.tokens, self.tokens[k], self.tokens.kinds(k)
        behind_head = k == self.head_end
        lower = not word.is_capital or (tokens.shouts and bool(kinds))
        if not self.running:
            names_task = behind_head and "task-named" in self.head_kinds
            return lower and not names_task and bool(kinds & {"predicate", "closing"}) and self._is_predicate(k)
        if word.is_mark:
            return word.key in ".:;,!?)" and not (word.key == "." and len(tokens[k - 1].text) <= 3 and tokens[k - 1].text.isupper())
        ends = lower and self._ends_at_word(k, kinds, behind_head)
        if not ends:
            self._note(k, kinds)
        return ends

    def _is_predicate(self, k: int) -> bool:
        """A cell's predicate: "chủ trì" or the like, and for looser words nothing but a separator behind it."""
        if "predicate" in self.tokens.kinds(k):
            return True
        after = self.tokens.after(k)
        return after >= len(self.tokens) or self.tokens[after].key in ",;:." or self.tokens[after].breaks

    def _ends_at_word(self, k: int, kinds: frozenset[str], behind_head: bool) -> bool:
        if "tail" in kinds:
            return False
        if "relative" in kinds and not kinds & {"verb", "helper"}:
            return False
        if kinds & {"helper", "predicate", "leading"}:
            return not (behind_head and "relative" in kinds)
        if "verb" in kinds:
            if self.fresh:
                return False
            return not (behind_head and self.named_by_task)
        if "stop" in kinds:
            return not (self.relative and "inner-stop" in kinds)
        is_listed = k + 1 < len(self.tokens) and self.tokens[k + 1].key in ",;"
        return self.closed and not is_listed and not kinds & {"head", "parent", "determiner", lexicon.places(), "post", "inside"}

    def _note(self, k: int, kinds: frozenset[str]) -> None:
        """Takes down what the word changes for the next one."""
        if kinds & {"head", "name"} and k > self.head_end:
            self.head_end = self.tokens.after(k)
            self.head_kinds = kinds
            before = self.tokens.phrase_ends.get(k)
            self.plural = before is not None and "determiner" in before.kinds
            self.named_by_task = "task-named" in kinds and "bare" not in kinds and not self.plural
        if "relative" in kinds and not kinds & {"tail"}:
            self.relative = self.fresh = True
        elif "nominal" in kinds:
            self.fresh = True
        elif not (self.fresh and "verb" in kinds):
            self.fresh = False
        known = bool(kinds & {"field"}) and k == self.head_end and "sharing" in self.head_kinds
        self.closed = (known or (self.closed and bool(kinds & {"tail", "parent", lexicon.places()}))) and not self.relative
