"""Body and assignment items to tasks: which entries of the outline are tasks, and who leads whom.

The law is GUIDELINES ("tasks"). Nearer beats farther and explicit beats inherited: a label line, then the item's own
sentence or the unit that opens it with a colon, then a closing line of the block, then the unit that heads it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extractors import actors, closing_lines, deadlines, entries, labels, party, phrases, roles, units
from extractors.acts import names_an_act, opens_with_verb
from extractors.draft import Draft, Value, outdone, passed_over, values
from extractors.excerpt import Excerpt, squeeze
from extractors.labelled import labelled
from extractors.labels import Label
from extractors.match import Match
from extractors.outline import Entry, Outline
from extractors.roles import TASK_ROLES
from models import Origin, Unit
from models.plan import Role

# A unit's name that no rule knows is no longer than this.
_NAME_WORDS = 12
# An order has so many words at least.
_ORDER_WORDS = 6

Tables = Callable[[Entry, tuple[str, ...], str | None], Sequence[Draft]]
Cards = Callable[[Entry], tuple[Label, ...]]


@dataclass(frozen=True, slots=True)
class Scope:
    """What stands above an item: its headings, the parent item that ends with a colon, and the number above.

    `labelled` says that a label line follows the item, so that it is a task however few its words are.
    """

    path: tuple[str, ...] = ()
    context: str | None = None
    number: str | None = None
    labelled: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """The tasks of one outline.

    `year` is the plan's own; `tables` reads a table that stands among the items, `cards` what a table says of the item
    above it as label lines do; `of_party` says that a body of the Party issues the plan.
    """

    outline: Outline
    roles: tuple[Role, ...]
    year: int | None
    tables: Tables
    cards: Cards
    unsectioned: bool = False
    of_party: bool = False

    def drafts(self) -> list[Draft]:
        """All tasks in reading order."""
        return [self._with_later_lead(draft) for draft in self._block(None, Scope())]

    @staticmethod
    def _with_later_lead(draft: Draft) -> Draft:
        """The draft led by who acts in later clauses of its text, where nothing nearer or above names a lead."""
        if draft.lead or draft.origin == "table":
            return draft
        text = draft.text.excerpt
        return replace(draft, lead=values(text, actors.later_subjects(text.text), "later-clause"))

    # What stands below an entry

    def _block(self, parent: Entry | None, scope: Scope) -> list[Draft]:
        """The tasks of an entry's children; label lines and closing lines among them go to those before them."""
        done: list[Draft] = []
        since = last = 0  # the first draft that the next label line or closing line governs, and that of the last entry
        children = self.outline.children(parent)
        opening: Entry | None = None  # a sentence with a colon that the entries behind it hang on
        for position, child in enumerate(children):
            found = self._labels(child)
            if found:
                if any(label.field == "lead" for label in found) and any(map(_names_lead, done[since:last])):
                    since = last  # where others say themselves who leads, the labels are the last one's
                done[since:] = [labelled(draft, found, self.year) for draft in done[since:]]
                if position + 1 == len(children) or not self._labels(children[position + 1]):
                    since = len(done)
                continue
            if self._closing_lead(child):
                done[since:] = [self._closed(draft, child) for draft in done[since:]]
                since = len(done)
                continue
            here = scope
            if opening is not None:
                here = replace(scope, context=opening.text)
            if child.numbering is None and position + 1 < len(children) and self._labels(children[position + 1]):
                here = replace(here, labelled=True)
            fresh = self._entry(child, here)
            fresh = self._inherit(fresh, _unit_going_on(children[max(position - 1, 0) : position + 2]))
            if opening is not None:
                fresh = self._inherit(fresh, self._sentence_lead(opening))
            last = len(done)
            done += fresh
            if line := self._closing_line_below(child):
                # Behind the last item it stands below that item and covers the whole list.
                done[since:] = [self._closed(draft, line) for draft in done[since:]]
                since = len(done)
            if self._announces(child, children[position + 1 :]):
                opening = child
        return done

    def _entry(self, entry: Entry, scope: Scope) -> list[Draft]:
        """The tasks of an entry and of what stands below it."""
        if entry.table is not None:
            return list(self.tables(entry, scope.path, scope.context))
        role = self.roles[entry.index]
        inside = replace(scope, number=entry.number or (scope.number if not entry.is_mark else None))
        if role not in TASK_ROLES:
            below = (
                replace(inside, path=(*scope.path, entry.title), context=None) if self._has_content(entry) else scope
            )
            return self._block(entry, below)
        if self.unsectioned and entry.numbering is None and phrases.is_address(entry.text):
            return []
        unit, text = entries.unit_opening(entry)
        items, plain = self._items(entry), self._plain(entry)
        if unit is not None:
            # "4. Phòng A: Thực hiện …": the unit leads and is the last entry of the path.
            title = unit.text if entry.is_mark else f"{entry.label} {unit.text}"
            below = replace(inside, path=(*scope.path, squeeze(title)), context=None)
            lead = values(unit, units.in_list(unit.text), "unit-opening")
            return self._inherit([self._task(entry, text, below), *self._block(entry, below)], lead)
        if entry.text.endswith(":") and (items or plain or self._has_tables(entry)):
            is_item = not entries.is_section(entry) or (
                not units.is_unit(entry.text) and names_an_act(entry.excerpt.text)
            )
            below = replace(inside, path=(*scope.path, entry.title), context=entry.text if is_item else None)
            return self._inherit(self._block(entry, below), self._heading_lead(entry))
        if not items and self._has_labels(entry, or_first=bool(plain)):
            more = [child for child in self._content(entry, tables=True) if child not in items]
            below = replace(inside, context=scope.context)
            return [*self._with_labels(entry, below), *(d for child in more for d in self._entry(child, below))]
        if items or plain or self._has_tables(entry):
            if entries.is_order(entry):
                return [*self._leaf(entry, inside), *self._block(entry, replace(inside, context=scope.context))]
            below = replace(inside, path=(*scope.path, entry.title), context=None)
            return self._inherit(self._block(entry, below), self._heading_lead(entry))
        return self._with_labels(entry, inside)

    def _with_labels(self, entry: Entry, scope: Scope) -> list[Draft]:
        """A task without items below it, with its label lines."""
        drafts = self._leaf(entry, scope)
        for child in self.outline.children(entry):
            if found := self._labels(child):
                drafts = [labelled(draft, found, self.year) for draft in drafts]
            elif self._closing_lead(child):
                drafts = [self._closed(draft, child) for draft in drafts]
        return drafts

    def _leaf(self, entry: Entry, scope: Scope) -> list[Draft]:
        if not scope.labelled and self._is_no_task(entry, announced=scope.context is not None):
            return []
        text, found = labels.trailing(entry.excerpt)
        task = self._task(entry, text, scope)
        return [labelled(task, found or labels.bracketed(text, names_lead=not task.lead), self.year)]

    def _task(self, entry: Entry, text: Excerpt, scope: Scope) -> Draft:
        lead, partners = entries.acting(text)
        passed = passed_over("deadlines", text, deadlines.passed_in_text(text.text, self.year))
        if self.of_party and party.guides(text.text):
            lead, passed = (), (*passed, *outdone("lead", lead, "party-verb"))
        origin: Origin = "assignment" if self.roles[entry.index] in ("assignment", "reporting") else "body"
        number = entry.number if entry.numbering is not None else scope.number
        return Draft(
            origin=origin,
            number=number,
            path=scope.path,
            text=Value(squeeze(text.text), text, f"item.{_kind(entry)}"),
            # What opens the whole document ("Chủ tịch UBND tỉnh yêu cầu:") is no item's parent.
            context=scope.context if scope.path else None,
            lead=lead,
            partners=partners,
            deadlines=values(text, deadlines.in_text(text.text, self.year)),
            alternatives=passed,
        )

    # Who leads

    def _heading_lead(self, entry: Entry) -> tuple[Value[Unit], ...]:
        """The units that a heading names: "2. Giao Văn phòng Sở", "Văn phòng Sở có trách nhiệm:"."""
        excerpt = _without_colon(entry.excerpt)
        if units.is_unit(excerpt.text) or self._concerns_a_unit(entry):
            return values(excerpt, units.in_list(excerpt.text), "heading")
        if self._is_among_units(entry):
            name = Match(Unit(entry.text, entry.text), 0, len(excerpt.text), "unit.as-printed")
            return values(excerpt, [name], "heading")
        return self._sentence_lead(entry)

    def _concerns_a_unit(self, entry: Entry) -> bool:
        """Whether a heading brings in whom it concerns: "Đối với các sở quản lý viên chức"."""
        text = entry.text.rstrip(" :")
        if len(text.split()) > _NAME_WORDS * 2 or text.endswith((".", ";")):
            return False
        return units.concerns(text) and units.in_list(text)[0].rule == "unit.listed"

    def _is_among_units(self, entry: Entry) -> bool:
        """Whether a heading stands among headings that name units, and may name one that no rule knows."""
        text = entry.text
        if self.roles[entry.index] != "assignment" or text.endswith((":", ".", ";")) or roles.of_heading(text):
            return False
        if len(text.split()) > _NAME_WORDS or opens_with_verb(text) or phrases.is_nominal(text):
            return False
        parent = self.outline.entries[entry.parent] if entry.parent is not None else None
        others = [c for c in self.outline.children(parent) if c is not entry and c.is_numbered]
        return sum(units.is_unit(_without_colon(c.excerpt).text) for c in others) * 2 > len(others)

    def _sentence_lead(self, entry: Entry) -> tuple[Value[Unit], ...]:
        lead = actors.in_text(entry.excerpt.text).lead
        speech = phrases.speech_start(entry.excerpt.text)
        speaks = bool(lead) and lead[-1].end <= speech and not phrases.asks(entry.excerpt.text[: lead[0].start])
        if speaks or phrases.is_fact(entry.text):
            return ()  # "Chủ tịch UBND tỉnh kết luận như sau:" names who speaks, no lead
        return values(entry.excerpt, lead, "heading-sentence")

    @staticmethod
    def _inherit(drafts: list[Draft], lead: tuple[Value[Unit], ...]) -> list[Draft]:
        """The drafts with the lead from above for those that have none of their own."""
        if not lead:
            return drafts
        farther = outdone("lead", lead, "nearer")
        made: list[Draft] = []
        for draft in drafts:
            if not draft.lead:
                made.append(replace(draft, lead=lead))
            elif _asks_others(draft):
                others = outdone("lead", draft.lead, "asked-by-unit")
                made.append(replace(draft, lead=lead, alternatives=(*draft.alternatives, *others)))
            else:
                made.append(replace(draft, alternatives=(*draft.alternatives, *farther)))
        return made

    def _closing_line_below(self, entry: Entry) -> Entry | None:
        """The closing line that stands behind an item without items of its own, perhaps behind its label lines."""
        *lines, last = self.outline.children(entry) or (None,)
        if last is None or not entry.is_numbered or not self._closing_lead(last):
            return None
        return last if all(line is not None and self._labels(line) for line in lines) else None

    def _closing_lead(self, entry: Entry) -> tuple[Value[Unit], ...]:
        if entry.is_numbered or entry.table is not None:
            return ()
        return values(entry.excerpt, closing_lines.lead(entry.excerpt.text), "closing-line")

    def _closed(self, draft: Draft, line: Entry) -> Draft:
        """The draft with the lead of the closing line of its block and those who take part, where it has none."""
        partners = values(line.excerpt, actors.in_text(line.excerpt.text).partners, "closing-line")
        lead = self._closing_lead(line)
        farther = (
            *outdone("lead", lead if draft.lead else (), "nearer"),
            *outdone("partners", partners if draft.partners else (), "nearer"),
        )
        return replace(
            draft,
            lead=draft.lead or lead,
            partners=draft.partners or partners,
            alternatives=(*draft.alternatives, *farther),
        )

    def _labels(self, entry: Entry) -> tuple[Label, ...]:
        """The labels of a label line, with lines below that list its value, or of the lines that a heading announces.

        "Sản phẩm:" over "- Tờ trình", "- Dự thảo" gives both; "a) Phân công thực hiện" stands over label lines.
        """
        if entry.table is not None:
            return self.cards(entry)
        items = [child for child in self.outline.children(entry) if child.numbering is not None]
        own = labels.read(entry.excerpt)
        if not items:
            return own or self._contents_of_event(entry)
        if own and not own[-1].value.text and roles.of_heading(entry.text) is None:
            return (*own[:-1], *(Label(own[-1].field, child.excerpt) for child in items))
        found = [labels.read(child.excerpt) for child in items]
        if all(found) and (own or labels.is_heading(entry.text)):  # lines with another mark stand below the first one
            return (*own, *(label for line in found for label in line))
        return ()

    def _contents_of_event(self, entry: Entry) -> tuple[Label, ...]:
        """A line such as "Nội dung: Nghi lễ; văn nghệ." beside "Địa điểm: …", which tells of the event above them."""
        if entry.parent is None or not labels.is_contents(entry.text):
            return ()
        siblings = self.outline.children(self.outline.entries[entry.parent])
        is_event = any(labels.is_place(other.text) for other in siblings)
        return (Label("none", entry.excerpt),) if is_event else ()

    # What an entry is

    def _has_labels(self, entry: Entry, *, or_first: bool) -> bool:
        """Whether label lines stand below an entry, right below it where there is more (a caption, a table)."""
        children = self.outline.children(entry)
        return any(self._labels(child) for child in (children[:1] if or_first else children))

    def _is_no_task(self, entry: Entry, announced: bool) -> bool:
        """Whether an entry without items below orders nothing.

        What a sentence with a colon announces orders something, unless each of its sentences tells how things stand.
        """
        text = entry.text
        if phrases.is_pointer(text) or phrases.is_in_force(text) or phrases.is_identity(text):
            return True
        if not any(c.isalpha() for c in text):
            return True
        below = self.outline.children(entry)
        if below and all(phrases.is_pointer(child.text) for child in below) and roles.of_heading(text) is not None:
            return True  # a section that sends the reader to an appendix
        if phrases.is_statement(text) and not actors.in_text(text).lead and not actors.later_subjects(text):
            return True
        if self.unsectioned and entry.numbering is None and entry.parent is None:
            has_lead = bool(actors.in_text(entry.excerpt.text).lead)
            is_told = entries.tells_facts(entry) or (phrases.is_basis(text) and not entries.asks_somebody(entry))
            return text.endswith(":") or not has_lead or is_told
        if self.unsectioned and entry.parent is None and not announced and not self._names_an_act(entry):
            return True
        if phrases.is_answer(text) and not entries.asks_somebody(entry) and not actors.later_subjects(text):
            return True
        if entry.numbering is not None:
            if _sums_up(text):
                return True
            if announced or self._has_time_to_come(text):
                return False
            is_told = actors.tells_what_was_done(text) or (
                phrases.tells_figures(text) and not actors.in_text(text).lead
            )
            return is_told and not _orders_later(text)
        is_caption = self._stands_above_table(entry) and not text.endswith((".", ";"))
        return (
            (text.endswith(":") and not self._ends_with_order(entry))
            or is_caption
            or entries.is_stray(entry)
            or entries.tells_facts(entry)
        )

    def _ends_with_order(self, entry: Entry) -> bool:
        """Whether the last paragraph below a heading is an order whose end a scan shows as a colon."""
        if entry.parent is None or self.roles[entry.index] not in TASK_ROLES:
            return False
        siblings = self.outline.children(self.outline.entries[entry.parent])
        is_last = siblings[-1].index == entry.index and not self.outline.children(entry)
        return is_last and len(entry.text.split()) >= _ORDER_WORDS and opens_with_verb(entry.text)

    def _has_time_to_come(self, text: str) -> bool:
        """Whether a text states a deadline that does not end before the plan's own year."""
        dues = [match.value.due for match in deadlines.in_text(text, self.year)]
        return any(due is None or self.year is None or due.year >= self.year for due in dues)

    def _names_an_act(self, entry: Entry) -> bool:
        """Whether an item says what is to be done: a verb first, who acts, or by when. Findings do not."""
        text = entry.excerpt.text
        return names_an_act(text) or _orders_later(text) or bool(deadlines.in_text(text, self.year))

    def _stands_above_table(self, entry: Entry) -> bool:
        behind = self.outline.entries[entry.index + 1 : entry.index + 2]
        return bool(behind) and behind[0].table is not None

    def _announces(self, entry: Entry, behind: Sequence[Entry]) -> bool:
        """Whether a plain sentence with a colon stands above the entries behind it."""
        return (
            entry.numbering is None
            and entry.table is None
            and not self.outline.children(entry)
            and entry.text.endswith(":")
            and self.roles[entry.index] in TASK_ROLES
            and bool(behind)
        )

    def _items(self, entry: Entry) -> list[Entry]:
        """The numbered and marked entries right below one, label lines and closing lines left out."""
        return [c for c in self._content(entry) if c.numbering is not None]

    def _plain(self, entry: Entry) -> list[Entry]:
        return [c for c in self._content(entry) if c.numbering is None and c.table is None]

    def _has_tables(self, entry: Entry) -> bool:
        return any(c.table is not None and not self._labels(c) for c in self.outline.children(entry))

    def _has_content(self, entry: Entry) -> bool:
        return bool(self._content(entry)) or self._has_tables(entry)

    def _content(self, entry: Entry, *, tables: bool = False) -> list[Entry]:
        return [
            c
            for c in self.outline.children(entry)
            if (tables or c.table is None)
            and not self._labels(c)
            and not self._closing_lead(c)
            and not phrases.is_pointer(c.text)
        ]


def _unit_going_on(around: Sequence[Entry]) -> tuple[Value[Unit], ...]:
    """Who leads the second of three plain paragraphs of which units open the first and the third: the former goes on.

    "Sở A: Trực ban …" / "Chỉ đạo các chủ đập …" / "Sở B: Bố trí …".
    """
    if len(around) < 3 or any(entry.numbering is not None or entry.table is not None for entry in around):
        return ()
    before, own, behind = (entries.unit_opening(entry)[0] for entry in around)
    if before is None or own is not None or behind is None:
        return ()
    return values(before, units.in_list(before.text), "unit-opening")


def _names_lead(draft: Draft) -> bool:
    """Whether a task's own text says who leads."""
    return any("/" not in unit.rule for unit in draft.lead)


def _asks_others(draft: Draft) -> bool:
    """Whether what a unit has to do is to ask those outside of it: "Yêu cầu các bến xe niêm yết giá vé"."""
    asked = draft.lead[0].excerpt
    return actors.demands(draft.text.excerpt.text) and asked.text[:1].islower()


def _sums_up(text: str) -> bool:
    """Whether a text only says how things stand: nobody leads, and no sentence opens with an act but to value it."""
    if not phrases.sums_up(text) or actors.in_text(text).lead:
        return False
    return not any(opens_with_verb(one) and not phrases.values_work(one) for one in phrases.sentences(text))


def _orders_later(text: str) -> bool:
    """Whether a later sentence opens with a known verb: "… tai nạn đã giảm. Điều tra nguyên nhân các vụ mới."."""
    return any(map(units.opens_with_known_verb, phrases.sentences(text)[1:]))


def _kind(entry: Entry) -> str:
    if entry.numbering is None:
        return "paragraph"
    return "mark" if entry.is_mark else "number"


def _without_colon(excerpt: Excerpt) -> Excerpt:
    return excerpt.cut(0, len(excerpt.text.rstrip(" :.")))
