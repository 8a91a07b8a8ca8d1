"""What an entry of the outline is by its words: a unit with its order, a heading, an order, a fact, a stray line."""

from extractors import actors, deadlines, phrases, units
from extractors.acts import opens_with_verb
from extractors.draft import Value, values
from extractors.excerpt import Excerpt
from extractors.outline import Entry
from models import Unit

# A sentence as long as this is an order even where its full stop is missing.
_LONG = 60
# A plain line without verb or full stop is no order up to this length.
_STRAY_WORDS = 8
# A title that opens its item's paragraph with a colon is no longer than this.
_TITLE_WORDS = 20
# A unit's name that opens its paragraph with a colon is no longer than this.
_UNIT_WORDS = 40


def unit_opening(entry: Entry) -> tuple[Excerpt | None, Excerpt]:
    """A unit that opens the paragraph with a colon, and the text behind it; None and the whole text otherwise."""
    text = entry.excerpt.text
    colon = text.find(":")
    is_short = 0 < len(text[:colon].split()) <= _UNIT_WORDS
    if colon < 0 or not is_short or not text[colon + 1 :].strip():
        return None, entry.excerpt
    if units.is_business(text[:colon]):
        return entry.excerpt.cut(0, colon), entry.excerpt.cut(colon + 1)
    if not units.is_unit(text[:colon]):
        return None, entry.excerpt
    if units.is_unit(text):
        return None, entry.excerpt  # "Các đơn vị: Trung tâm A, Trung tâm B" heads what stands below
    if units.lists_names(text):
        return None, entry.excerpt  # "Các Tổng công ty: Đường sắt Việt Nam, Hàng không Việt Nam" heads it too
    acting = actors.in_text(text).lead
    is_list = bool(acting) and acting[0].start == 0 and acting[-1].end > colon
    if is_list or units.brings_in_names(text):
        return None, entry.excerpt  # "Các bộ: Tài chính, Tư pháp phối hợp với …" lists who acts
    return entry.excerpt.cut(0, colon), entry.excerpt.cut(colon + 1)


def acting(text: Excerpt) -> tuple[tuple[Value[Unit], ...], tuple[Value[Unit], ...]]:
    """Who leads and takes part by an item's own words, also behind a title ("Chế độ báo cáo: Các đơn vị …")."""
    found = actors.in_text(text.text)
    lead, partners = values(text, found.lead), values(text, found.partners)
    colon = text.text.find(":")
    if colon > 0 and len(text.text[:colon].split()) <= _TITLE_WORDS:
        behind = text.cut(colon + 1)
        later = values(behind, actors.in_text(behind.text).lead, "behind-title")
        if later and (not lead or later[0].excerpt.start < lead[0].excerpt.start):
            lead = later
    return lead, partners


def is_section(entry: Entry) -> bool:
    """Whether an entry is a heading of a section: numbered or set as a title."""
    return not entry.is_mark and (entry.numbering is not None or entry.look.bold)


def is_order(entry: Entry) -> bool:
    """Whether an entry with items below it is itself an order and no bare title."""
    text = entry.text
    if text.endswith(":") or units.is_unit(text) or (entry.look.bold and is_section(entry)):
        return False
    return text.endswith((".", ";")) or len(text.split()) > _LONG


def is_stray(entry: Entry) -> bool:
    """A few words without number, full stop or verb: a stamp, a signer's name, a caption."""
    text = entry.text
    return len(text.split()) <= _STRAY_WORDS and not text.endswith((".", ";")) and not opens_with_verb(text)


def tells_facts(entry: Entry) -> bool:
    """Whether a paragraph tells how things stand and orders nothing."""
    text = entry.excerpt.text
    if phrases.is_decision(entry.text) and not deadlines.in_text(text, None):
        lead = actors.in_text(text).lead
        if not lead or lead[0].start == 0:  # who decides opens the sentence, and nobody is told to act
            return True
    return phrases.is_fact(entry.text) and not asks_somebody(entry)


def asks_somebody(entry: Entry) -> bool:
    """Whether a paragraph asks or orders somebody by name, whatever circumstance it opens with."""
    text = entry.excerpt.text
    lead = actors.in_text(text).lead
    return bool(lead) and phrases.asks(text[: lead[0].start])
