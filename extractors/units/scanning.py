"""Where a unit's name ends: before a verb, a preposition, a mark; what says which units are meant belongs to it."""

from extractors.units import lexicon
from extractors.units.opening import Opening, opening
from extractors.units.tokens import Tokens

_ENDING_MARKS = frozenset(".:;,!?)")
_LAST_MARKS = frozenset(".:;!?")
# What an agency is named by has no more words, and none of these kinds.
_FIELD_WORDS = 14
_NO_FIELD = frozenset({"head", "post", "name", "determiner", "stop", "partner", "order", "request", "relative"})
# What may follow a department's known field ("Sở Y tế tỉnh", "Bộ Y tế các nước"); other small letters end the name.
_BEHIND_FIELD = frozenset({"head", "parent", "determiner", "post", "inside"})


class Scan:
    """Tells for one phrase after another, from the head on, whether it still belongs to a unit's name.

    `is_member` is a name without a head of its own, which shares the one before.
    """

    def __init__(self, tokens: Tokens, head: Opening | None, running: bool, is_member: bool) -> None:
        self._tokens = tokens
        self._running = running
        has_head = head is not None and not is_member
        self._head_end = head.end if head is not None and has_head else -1
        self._head_kinds = head.kinds if head is not None else frozenset()
        self._named_by_task = "task-named" in self._head_kinds and not (head is not None and head.plural)
        self._in_relative = False
        # Whose act the relative clause tells stands in it, and the act is still to come: "Đoàn … do Sở A | chủ trì".
        self._awaits_act = False
        # The verb at hand belongs to the relative clause or noun that stands right before it.
        self._is_bound = False
        # A department's field was read: its name is complete.
        self._is_complete = False

    def ends(self, k: int) -> bool:
        """Whether the name ends before the phrase at word `k`; otherwise the phrase is taken into it."""
        word = self._tokens[k]
        kinds = self._tokens.kinds(k)
        small = not word.is_capital or (self._tokens.shouts and bool(kinds))
        if not self._running:
            return small and self._ends_cell(k, kinds)
        if word.is_mark:
            is_inner = self._is_abbreviation(k) or (word.key == "," and self._lists_fields(k))
            return word.key in _ENDING_MARKS and not is_inner
        if small and self._ends_running(k, kinds):
            return True
        self._take(k, kinds)
        return False

    def goes_on(self, k: int) -> None:
        """Takes a further noun of a collective at word `k` into the head: "Các cơ quan, đơn vị"."""
        if self._tokens.kinds(k) & {"head"} and not self._tokens[k].is_capital:
            self._head_end = self._tokens.after(k)
            self._head_kinds = self._tokens.kinds(k)

    def _ends_cell(self, k: int, kinds: frozenset[str]) -> bool:
        """A cell's unit ends before "chủ trì" or its like, and before looser words with nothing behind them."""
        if k == self._head_end and "task-named" in self._head_kinds:
            return False
        if "relative" in self._tokens.kinds_before(k):
            return False
        if "verb" in kinds and "fielded" in self._head_kinds and self._is_known_field(k):
            return True  # "Sở Tài chính hướng dẫn"
        after = self._tokens.after(k)
        is_last = after >= len(self._tokens) or self._tokens[after].breaks or self._tokens[after].key in _ENDING_MARKS
        return "predicate" in kinds or ("closing" in kinds and is_last)

    def _is_known_field(self, k: int) -> bool:
        """Whether a department's known field ends right before word `k`."""
        before = self._tokens.phrase_ends.get(k)
        return before is not None and before.start == self._head_end and "field" in before.kinds

    def _is_abbreviation(self, k: int) -> bool:
        """Whether a full stop stands behind letters: "TP. Hồ Chí Minh"."""
        before = self._tokens[k - 1].text
        return self._tokens[k].key == "." and len(before) <= 3 and before.isupper()

    def _ends_running(self, k: int, kinds: frozenset[str]) -> bool:
        behind_head = k == self._head_end
        is_relative = "relative" in kinds and not kinds & {"verb", "helper"}
        if "tail" in kinds or is_relative or self._is_charged_with(k, kinds):
            return False
        if self._awaits_act and kinds & {"verb", "leading"}:
            return False
        if kinds & {"partner", "permission"}:
            return True
        if kinds & {"helper", "predicate", "leading"}:
            return not (behind_head and "relative" in kinds)
        if "verb" in kinds:
            is_named = (behind_head and self._named_by_task and "act-alone" not in kinds) or self._goes_on_with_verb(
                k, kinds
            )
            is_named = is_named or (behind_head and self._is_trade(k, kinds)) or self._is_object(k)
            is_named = is_named or self._ends_field(k, kinds)
            return not self._is_bound and not is_named
        if "verb-led" in kinds and "task-named" not in self._head_kinds and not (behind_head or self._is_object(k)):
            return True
        if "stop" in kinds:
            return not (self._in_relative and "inner-stop" in kinds)
        # A lone unknown word before a comma is a slip of the page ("Phòng Y tế huện, thị"), no verb.
        is_listed = self._tokens.key(k + 1) in (",", ";")
        # "Khoa Kiểm soát bệnh tật và HIV/AIDS": an office's field may have a second part, a department's has none.
        goes_on = "link" in kinds and self._names_more(self._tokens.after(k)) and "owner" not in self._head_kinds
        return self._is_complete and not (is_listed or goes_on) and not kinds & (_BEHIND_FIELD | {lexicon.places()})

    def _goes_on_with_verb(self, k: int, kinds: frozenset[str]) -> bool:
        """Whether a verb goes on with a name that a verb opened ("Đội Tuần tra kiểm soát xử lý …").

        What the body does must follow, or the rest of its name ("Trung tâm Vận chuyển cấp cứu tỉnh").
        """
        tokens, after = self._tokens, self._tokens.after(k)
        first = tokens.kinds(self._head_end)
        is_second = "verb" in first and not first & {"field", "office", "noun"} and tokens.after(self._head_end) == k
        if not is_second or "field-verb" not in kinds or after >= len(tokens):
            return False
        return tokens[after].is_capital or bool(tokens.kinds(after) & {"verb", "helper", "leading", "parent"})

    def _ends_field(self, k: int, kinds: frozenset[str]) -> bool:
        """Whether a verb is the last word of what an agency is named by ("Viện Vật liệu xây dựng nghiên cứu …").

        What the agency does follows it, or nothing: "Viện Vật liệu xây dựng quy chuẩn" is an act.
        """
        tokens, after = self._tokens, self._tokens.after(k)
        if "field-verb" not in kinds or "task-named" not in self._head_kinds or k <= self._head_end:
            return False
        if not tokens[self._head_end].is_capital:
            return False
        if self._keys(k, after) == self._keys(after, after + after - k):
            return True  # "Vụ Kinh tế xây dựng xây dựng phần mềm"
        before = tokens.phrase_ends.get(k)
        is_complete = bool(tokens.kinds_before(k) & {"field", "office", "name"})
        if is_complete or (before and "verb" in before.kinds and not tokens[before.start].is_capital):
            return False
        if after >= len(tokens) or tokens.key(after) in _LAST_MARKS:
            return True
        if "link" in tokens.kinds(after) and opening(tokens, tokens.after(after), strict=True) is not None:
            return True  # "Vụ Quy hoạch xây dựng và Cục Phát triển đô thị"
        return bool(tokens.kinds(after) & {"verb", "helper", "leading", "predicate"})

    def _lists_fields(self, k: int) -> bool:
        """Whether the comma at `k` parts fields of one agency: "Vụ Khoa học, môi trường và vật liệu xây dựng là …".

        Small letters follow, a link among them, up to what the agency does; none of them is a verb or opens a unit.
        """
        tokens = self._tokens
        if "task-named" not in self._head_kinds or not tokens[self._head_end].is_capital:
            return False
        linked = False
        i = tokens.after(k)
        while i < min(len(tokens), k + _FIELD_WORDS):
            kinds = tokens.kinds(i)
            if kinds & {"helper", "leading", "predicate"} or ("verb" in kinds and not self._ends_field(i, kinds)):
                return linked
            if tokens[i].is_capital or tokens[i].key in _LAST_MARKS or kinds & _NO_FIELD:
                return False
            linked = linked or "link" in kinds
            i = tokens.after(i)
        return False

    def _is_charged_with(self, k: int, kinds: frozenset[str]) -> bool:
        """Whether a role is what the unit was given: "Các đơn vị được giao chủ trì gửi báo cáo"."""
        before = self._tokens.phrase_ends.get(k)
        is_given = before is not None and "relative" in before.kinds and "được" in self._keys(before.start, k)
        return is_given and bool(kinds & {"leading", "predicate", "partner"}) and "helper" not in kinds

    def _is_trade(self, k: int, kinds: frozenset[str]) -> bool:
        """Whether the verb behind a head is its trade ("các đơn vị cấp nước lập …"): a verb or nothing follows."""
        tokens = self._tokens
        if "trade" not in kinds or "trader" not in self._head_kinds:
            return False
        after = tokens.after(k)
        while tokens.kinds(after) & {"noun", "field"} and "verb" not in tokens.kinds(after):
            after = tokens.after(after)
        is_last = after >= len(tokens) or tokens.key(after) in _ENDING_MARKS
        return is_last or bool(tokens.kinds(after) & {"verb", "helper", "predicate", "leading", "tail", "link"})

    def _is_object(self, k: int) -> bool:
        """Whether the name lacks what its verb is about: "Phòng Quản lý đào tạo"."""
        before = self._tokens.phrase_ends.get(k)
        return before is not None and "with-object" in before.kinds and self._tokens[before.start].is_capital

    def _keys(self, start: int, end: int) -> tuple[str, ...]:
        return tuple(self._tokens.key(i) for i in range(start, end))

    def _names_more(self, k: int) -> bool:
        return k < len(self._tokens) and self._tokens[k].is_capital

    def _take(self, k: int, kinds: frozenset[str]) -> None:
        """Takes down what the phrase changes for the next one."""
        by_whom = "agent" in kinds and bool(self._tokens.kinds(self._tokens.after(k)) & {"head", "name", "post"})
        is_act = bool(kinds & {"verb", "leading"}) and not self._tokens[k].is_capital
        self._awaits_act = by_whom or (self._awaits_act and not is_act)
        is_field = k == self._head_end and "field" in kinds and "fielded" in self._head_kinds
        if kinds & {"head", "name"} and k > self._head_end:
            self._head_end = self._tokens.after(k)
            self._head_kinds = kinds
            plural = "determiner" in self._tokens.kinds_before(k)
            self._named_by_task = "task-named" in kinds and "bare" not in kinds and not plural
        if self._is_charged_with(k, kinds):
            self._is_bound = False
        elif "relative" in kinds and "tail" not in kinds:
            self._in_relative = self._is_bound = True
        elif "nominal" in kinds:
            self._is_bound = True
        elif "verb" not in kinds:
            self._is_bound = False
        goes_on = self._is_complete and bool(kinds & {"tail", "parent", lexicon.places()})
        self._is_complete = (is_field or goes_on) and not self._in_relative
