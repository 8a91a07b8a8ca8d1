"""Lists of units: where one ends and the next begins, and where the list itself ends."""

from dataclasses import dataclass, replace

from extractors.units import lexicon
from extractors.units.opening import Opening, opening, past_determiners, past_list_marks
from extractors.units.scanning import Scan
from extractors.units.tokens import Tokens

_SOFT_MARKS = frozenset({",", "/", "+"})
# What may follow a member of a list in small letters: a link, a place, what is done.
_BEHIND_MEMBER = frozenset({"link", "parent", "tail", "verb", "helper", "leading", "predicate", "partner", "closing"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit of a list: words [start, end). `known`: it begins as units do. `head`: the head that it shares."""

    start: int
    end: int
    known: bool
    head: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The units of a list, and the index of the word behind it."""

    entries: tuple[Entry, ...]
    end: int


def read(tokens: Tokens, start: int, running: bool, limit: int | None = None) -> Listing:
    """The list that begins at word `start` and goes no farther than word `limit`.

    In `running` text it ends where a unit's name does and no further one follows. Elsewhere it goes to the end of the
    text, but for a predicate with more than units behind it ("Sở A chủ trì, phối hợp với …").
    """
    return _Reader(tokens, running, len(tokens) if limit is None else limit).read(start)


def past_lead_in(tokens: Tokens, start: int) -> int:
    """The index behind a collective and a colon that bring in names in running text at word `start`, else `start`."""
    return _Reader(tokens, running=True, limit=len(tokens)).past_lead_in(start)[0]


@dataclass(frozen=True, slots=True)
class _Separator:
    """What parts two units; the next one begins at word `after`. `mark`: ",", ";", "link", "line", "-" …"""

    after: int
    mark: str


class _Reader:
    """Reads one list; the arguments are those of `read`."""

    def __init__(self, tokens: Tokens, running: bool, limit: int) -> None:
        self.tokens = tokens
        self.running = running
        self.limit = limit
        self.dashed = tokens.key(0) == "-"

    def read(self, start: int) -> Listing:
        entries: list[Entry] = []
        i = start if self.running else past_list_marks(self.tokens, start)
        i, shared = self.past_lead_in(i)
        lead_in = shared
        while i < len(self.tokens):
            found = opening(self.tokens, i, strict=self.running or bool(entries), running=self.running)
            if lead_in is not None and self._is_field(i):
                found = None  # "các Bộ: Công an, Tài chính": a field like the others, no police
            if self.running and found is None and shared is None:
                break
            above = lead_in or shared
            end, stop, separator = self._unit(i, found or above, is_member=found is None)
            entries.append(Entry(i, end, found is not None or above is not None or self._is_field(i)))
            if found is None and above is not None and (lead_in is None or self._heads(above)):
                # "các địa phương: Tân Uyên, Bến Cát" have no head in common.
                entries[-1] = replace(entries[-1], head=self._text(above))
            if separator is None:
                return Listing(tuple(entries), stop)
            shared = found or shared
            i = separator.after
            if self._is_apposition(i):
                return Listing(tuple(entries), self._past_apposition(i))
            i, brought_in = self.past_lead_in(i)
            if brought_in is not None:
                shared = lead_in = brought_in
                continue
            if not self._opens(i) and not self._shares(shared, separator):
                if self.running or self._is_over(i):
                    return Listing(tuple(entries), stop)
                shared = None
        return Listing(tuple(entries), len(self.tokens) if entries else start)

    def past_lead_in(self, i: int) -> tuple[int, Opening | None]:
        """Past a collective that only brings in the names behind its colon, and the head that these share.

        "các Bộ, cơ quan: Công an, Tài chính" lists Bộ Công an and Bộ Tài chính.
        """
        tokens = self.tokens
        noun = past_determiners(tokens, i)
        if (noun == i and self.running) or not tokens.kinds(noun) & (_shareable() | {lexicon.families()[0]}):
            return i, None
        colon = tokens.after(noun)
        while colon in tokens.inner_marks:
            colon = tokens.after(tokens.after(colon))
        if tokens.key(colon) != ":" or not (self._is_field(colon + 1) or self._is_name(colon + 1)):
            return i, None
        named = opening(tokens, colon + 1, strict=True)
        if named is not None and not self._is_field(colon + 1):
            # "Các đơn vị: Trung tâm A, Trung tâm B": each has a head of its own.
            is_body = not named.plural and not named.person and "post" not in named.kinds
            return (colon + 1, None) if is_body and noun > i else (i, None)
        if self.running and not (self._is_field(colon + 1) or self._is_two_names(colon + 1)):
            return i, None
        return colon + 1, Opening(noun, tokens.after(noun), tokens.kinds(noun), plural=True)

    def _is_apposition(self, i: int) -> bool:
        """Whether words at `i` say what the unit before them is: "Bộ Nội vụ, cơ quan chủ trì Đề án"."""
        return any(
            tuple(self.tokens.key(i + k) for k in range(len(words))) == words
            for words in lexicon.appositions().get(self.tokens.key(i), ())
        )

    def _past_apposition(self, i: int) -> int:
        """The index of the comma that closes an apposition, else behind the text."""
        tokens = self.tokens
        ends = (k for k in range(i, len(tokens)) if tokens[k].key in (",", ";", ":") and k not in tokens.inner_marks)
        return next(ends, len(tokens))

    # Where a unit ends

    def _unit(self, i: int, head: Opening | None, is_member: bool) -> tuple[int, int, _Separator | None]:
        """Of the unit that begins at word `i`: its end, the list's if it ends there, and the separator behind it."""
        tokens = self.tokens
        scan = Scan(tokens, head, self.running, is_member)
        k = i if head is None or is_member else max(head.end, i + 1)
        while k < len(tokens):
            separator = self._separator(i, k, head)
            if separator is not None:
                return k, k, separator
            if head is not None and self._goes_on_with_name(head, k):
                k = tokens.after(k + 1)
                continue
            if k in tokens.brackets:
                k = tokens.brackets[k]
            elif k in tokens.inner_marks:
                scan.goes_on(k + 1)
                k = tokens.after(k + 1)
            elif head is not None and self._is_inside(head, k):
                k += 1
            elif k >= self.limit or scan.ends(k):
                return k, k, self._separator_behind(k)
            else:
                k = tokens.after(k)
        return k, k, None

    def _separator_behind(self, k: int) -> _Separator | None:
        """The separator behind a predicate in a cell: "Sở A chủ trì; Sở B phối hợp"."""
        behind = self.tokens.after(k)
        return None if self.running or behind >= len(self.tokens) else self._separator(k, behind, None)

    def _is_inside(self, head: Opening, k: int) -> bool:
        """Whether a mark stands inside a unit: "các Sở: Tài chính", "Ông A, Phó Giám đốc"."""
        if self.tokens[k].key == ":":
            before = self.tokens.kinds_before(k)
            # In running text an act may follow ("các phòng: Chủ động …"): a name there is known or has two capitals.
            is_name = self._is_name(k + 1) and (not self.running or self._is_two_names(k + 1))
            phrase = self.tokens.phrase_ends.get(k)
            # "Thanh tra Sở: Xây dựng kế hoạch" tells an act: the Sở is whose office it is.
            is_own = phrase is not None and (phrase.start <= head.start or self._has_determiner(phrase.start))
            return (
                (bool(before & _shareable()) and is_name and is_own)
                or (bool(before & {"sharing", lexicon.families()[0]}) and is_own and self._is_field(k + 1))
                or (is_name and self._announces(head, k))
            )
        return head.person and self.tokens[k].key in (",", "-") and "post" in self.tokens.kinds(k + 1)

    def _goes_on_with_name(self, head: Opening, k: int) -> bool:
        """Whether the comma at `k` stands inside an office's name: "Trung tâm Múa, Điện ảnh và Biểu diễn nghệ thuật".

        A capital behind a comma that begins no unit and no person's name is the name's, as in no other place of a
        sentence; a known field behind a shared head is an office of its own ("Phòng Nghiệp vụ Y, Nghiệp vụ Dược").
        """
        tokens, behind = self.tokens, k + 1
        is_office = "task-named" in head.kinds and not (head.plural or head.person)
        if tokens[k].key != "," or not is_office or tokens.shouts or behind >= len(tokens) or tokens[behind].breaks:
            return False
        is_named = head.end < k and tokens[head.end].is_capital and tokens[behind].is_capital
        is_placed = any(tokens.kinds(i) & {lexicon.places(), "parent"} for i in range(head.end, k))
        if not is_named or is_placed or tokens[behind].text.isupper():
            return False
        return not tokens.kinds(behind) & {"surname", "title", "post", "head", "name", "order", "request"}

    def _is_two_names(self, i: int) -> bool:
        """Whether two words with capitals stand at `i`, no act: "Long Thành", not "Cử 02 kíp", "Mở Hội thi"."""
        is_act = "verb" in self.tokens.kinds(i) and not self._is_field(i)
        return self._is_name(i + 1) and not self.tokens[i + 1].text[0].isdigit() and not is_act

    def _has_determiner(self, i: int) -> bool:
        """Whether the phrase at `i` stands in the plural, alone or with others: "các Sở", "các Bộ, ngành"."""
        start = i
        while start and (
            self.tokens.kinds(start - 1) & {"head", lexicon.families()[0]} or start - 1 in self.tokens.inner_marks
        ):
            start -= 1
        return "determiner" in self.tokens.kinds_before(start)

    def _announces(self, head: Opening, colon: int) -> bool:
        """Whether names behind a colon share a head in the plural before it ("các Công ty cấp nước: Sông Chu, …")."""
        tokens = self.tokens
        heads = (k for k in range(head.start, colon) if "head" in tokens.kinds(k))
        is_plural = any("determiner" in tokens.kinds_before(k) for k in heads)
        return is_plural and not self._opens(colon + 1)

    # What parts two units

    def _separator(self, start: int, k: int, head: Opening | None) -> _Separator | None:
        """The separator at word `k`, None where the name of the unit that began at `start` goes on."""
        tokens = self.tokens
        if k == start or k in tokens.inner_marks:
            return None
        key = tokens[k].key
        # In running text "cùng với" brings in partners.
        is_link = "link" in tokens.kinds(k) and not (self.running and "partner" in tokens.kinds(k))
        if tokens[k].breaks and not is_link and not self._goes_on(start, k):
            return self._line_break(k, head)
        if key == ";":
            return self._parting(head, self._behind(k + 1), ";")
        if is_link and self._is_kept_kin(head, tokens.after(k)):
            return None
        if key in _SOFT_MARKS or is_link:
            return self._parting(head, self._behind(tokens.after(k)), key if key in _SOFT_MARKS else "link")
        if head is not None and self._begins_another(head, k):
            return _Separator(k, "line")
        if self.running or not opening(tokens, k + 1, strict=True):
            return None
        is_abbreviated = key == "." and len(tokens[k - 1].text) <= 2
        if (key == "." and not is_abbreviated) or (key == ":" and not (head and self._is_inside(head, k))):
            return _Separator(k + 1, key)
        alike = head is not None and tokens.key(head.start) == tokens.key(k + 1)
        if key == "-" and (alike or (self.dashed and not self._is_owner(start, k + 1))):
            return _Separator(k + 1, key)
        return None

    def _begins_another(self, head: Opening, k: int) -> bool:
        """Whether only a lost line break parts a named department from the body at `k`: "Sở Tài chính UBND các xã"."""
        tokens = self.tokens
        is_cell = not (self.running or tokens.shouts or head.person)
        is_named = "department" in head.kinds and head.end < k and not tokens[k - 1].is_mark
        return is_cell and is_named and tokens[k].is_capital and "owner" in tokens.kinds(k)

    def _is_kept_kin(self, head: Opening | None, i: int) -> bool:
        """Whether persons at `i` with a capital are what an office looks after: "Phòng Quản lý Văn hóa và Gia đình"."""
        tokens = self.tokens
        is_office = head is not None and "task-named" in head.kinds and not (head.plural or head.person)
        in_name = is_office and i < len(tokens) and tokens[i].is_capital and not tokens.shouts
        return in_name and "kin" in tokens.kinds(i)

    def _line_break(self, k: int, head: Opening | None) -> _Separator | None:
        """The separator before word `k`, the first of its line."""
        after = past_list_marks(self.tokens, k)
        if after == k:
            return self._parting(head, k, "line")
        if head is not None and self._is_owner(head.start, after) and self._is_only_mark(k):
            return None  # "Phòng Cảnh sát giao thông / - Công an tỉnh"
        if self.dashed or opening(self.tokens, after, running=self.running) is not None:
            return self._parting(head, after, ";" if self.dashed else "-")
        return None

    def _is_only_mark(self, k: int) -> bool:
        """Whether the line that word `k` begins is the only one with a list mark, so that its dash is the name's."""
        tokens = self.tokens
        lines = [i for i, word in enumerate(tokens.words) if word.breaks and past_list_marks(tokens, i) != i]
        return lines == [k]

    def _parting(self, head: Opening | None, after: int, mark: str) -> _Separator | None:
        """A separator, if a unit or nothing stands behind it. In a cell a semicolon parts whatever it may be."""
        separator = _Separator(after, mark)
        if after >= len(self.tokens) or (mark == ";" and not self.running):
            return separator
        if head is not None and head.person and mark == "," and "post" in self.tokens.kinds(after):
            return None
        is_over = mark != "line" and not self.running and self._is_over(after)
        return separator if is_over or self._opens(after) or self._shares(head, separator) else None

    def _behind(self, k: int) -> int:
        """The index behind further marks and links: ", và", ";" and a list mark in the next line."""
        tokens = self.tokens
        while k < len(tokens) and ("link" in tokens.kinds(k) or tokens[k].key in (",", ";")):
            k = tokens.after(k)
        return past_list_marks(tokens, k) if k < len(tokens) and tokens[k].breaks else k

    def _goes_on(self, start: int, k: int) -> bool:
        """Whether a line breaks before word `k` inside a name ("Lãnh đạo / Sở Y tế", "Phòng TCCB / Sở Y tế")."""
        tokens = self.tokens
        if tokens[k - 1].key in ("-", "("):
            return True
        kinds = tokens.kinds_before(k)
        is_determiner = "determiner" in kinds and not tokens[k - 1].is_capital
        if is_determiner or kinds & {"link", "title"} or ("belonging" in kinds and "parent" in tokens.kinds(k)):
            return True
        if lexicon.committees() in tokens.kinds(k) and (
            tuple(tokens.key(i) for i in range(start, k)) in lexicon.party_offices()
        ):
            return True
        is_place = lexicon.places() in tokens.kinds(past_determiners(tokens, k)) and lexicon.places() not in kinds
        if is_place and ("head" in kinds or self._is_level(start, k)):
            return True
        before = tokens.phrase_ends.get(k)
        is_first = before is not None and before.start == past_determiners(tokens, start)
        if is_first and "post" in kinds:
            return not tokens.kinds(k) & {"post", "title"}
        # In the next line a named office's department still belongs to it, not the council or police beside it.
        is_near = is_first or ("parent" not in kinds and "sharing" in tokens.kinds(k))
        return self._is_owner(start, k) and is_near

    def _is_level(self, start: int, k: int) -> bool:
        """Whether a bare "huyện" at `k` ends the name that began at `start`, and lists no places ("xã, phường")."""
        tokens = self.tokens
        is_bare = lexicon.places() in tokens.kinds(k) and not tokens[k].is_capital
        if not is_bare or not tokens.kinds(start) & {"head", "name"}:
            return False
        behind = tokens.after(k)
        is_listed = tokens.key(behind) == "," or "link" in tokens.kinds(behind)
        return not (is_listed and lexicon.places() in tokens.kinds(tokens.after(behind)))

    def _is_owner(self, start: int, k: int) -> bool:
        """Whether the body at word `k` is the one that the office at `start` belongs to."""
        is_one = "determiner" not in self.tokens.kinds(self.tokens.after(k))
        return is_one and "inner" in self.tokens.kinds(start) and "owner" in self.tokens.kinds(k)

    # What a unit begins with

    def _opens(self, i: int) -> bool:
        return opening(self.tokens, i, strict=True, running=self.running) is not None

    def _is_over(self, i: int) -> bool:
        """Whether a cell's list ends at `i`: with what is done, or with whom."""
        return bool(self.tokens.kinds(i) & {"predicate", "partner"})

    def _shares(self, head: Opening | None, separator: _Separator) -> bool:
        """Whether the name behind a separator has the head of the unit before it ("Sở Tài chính, Nội vụ")."""
        tokens, after = self.tokens, separator.after
        if head is None or head.person or separator.mark in ("line", "-") or not self._is_name(after):
            return False
        if self._has_plural(head, after):
            return True
        if "sharing" not in head.kinds | lexicon.kinds_of(tokens.key(head.start)):
            return False
        if separator.mark == ",":
            return self._is_field(after)
        return separator.mark == "link" and "field" in tokens.kinds(after) and "field" in tokens.kinds(head.end)

    def _has_plural(self, head: Opening, end: int) -> bool:
        """Whether a head that names share stands in the plural between the unit's head and word `end`."""
        tokens = self.tokens
        colon = next((k for k in range(head.end, end) if tokens[k].key == ":"), None)
        if colon is not None and self._announces(head, colon):
            return True
        for phrase in (tokens.phrases[k] for k in range(head.start, end) if k in tokens.phrases):
            if tokens.key(phrase.end) == ":" and phrase.kinds & (_shareable() | {lexicon.families()[0]}):
                return True
            if "determiner" in tokens.kinds_before(phrase.start) and phrase.kinds & _shareable():
                return True
        return False

    def _is_name(self, i: int) -> bool:
        """Whether a name without a head may begin at `i`: a capital letter, in a text in capitals a known field."""
        if i >= len(self.tokens) or self.tokens[i].is_mark:
            return False
        if "other" in self.tokens.kinds(i) and not self._is_field(i):
            return False  # "… và Phòng, chống thiên tai" goes on with a name
        return self._is_field(i) if self.tokens.shouts else self.tokens[i].is_capital

    def _is_field(self, i: int) -> bool:
        """Whether a known field stands at `i`: "các Sở: Xây dựng, Nội vụ"; "Xây dựng kế hoạch" is an act."""
        kinds, behind = self.tokens.kinds(i), self.tokens.after(i)
        goes_on = behind < len(self.tokens) and not (self.tokens[behind].is_mark or self.tokens[behind].is_capital)
        is_act = "verb" in kinds and goes_on and not self.tokens.kinds(behind) & _BEHIND_MEMBER
        return bool(kinds & {"field", "office"}) and not is_act

    def _heads(self, head: Opening) -> bool:
        return bool(head.kinds & _shareable())

    def _text(self, head: Opening) -> str:
        return self.tokens.text[self.tokens[head.start].start : self.tokens[head.end - 1].end]


def _shareable() -> frozenset[str]:
    """Heads that names share in the plural: departments, offices, places."""
    return frozenset({"sharing", lexicon.places()})
