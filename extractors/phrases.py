"""Paragraphs that are no items: bases, closing paragraphs, pointers to an appendix. Data: rules/phrases.toml."""

import re
from functools import cache, lru_cache

from extractors.rules import load

# An entry's parent and its parts ask for its text in turn.
_REMEMBERED = 4096
# A pointer is no longer than this.
_POINTER_WORDS = 25
# A name with its titles is no longer than this.
_NAME_WORDS = 8


def is_closing(text: str) -> bool:
    """Whether a paragraph opens as the closing one does ("Trên đây là Kế hoạch …")."""
    return bool(_opening("closing").match(text))


def is_last_order(text: str) -> bool:
    """Whether a paragraph is an order that ends the text: "Yêu cầu các đơn vị báo cáo … trước ngày 05/12/2026./."."""
    return bool(_opening("last_orders").match(text)) and bool(re.search(r"\./?\s*\.?/?\.$|/\.$", text.rstrip()))


def is_last_watch(text: str) -> bool:
    """Whether a paragraph has somebody watch over it all: "Giao Sở A theo dõi việc thực hiện Chỉ thị này"."""
    opens = _opening("last_orders").match(text) or _opening("watchers").match(text)
    return bool(opens) and bool(_anywhere("watching").search(text))


def orders_a_report(text: str) -> bool:
    """Whether a closing paragraph asks for a report or for something to be sent, not only when difficulties are met."""
    sentences = re.split(r"(?<=\.)\s+", text)
    stock = _anywhere("difficulties")
    return any(_anywhere("orders").search(sentence) and not stock.search(sentence) for sentence in sentences)


def is_basis(text: str) -> bool:
    """Whether a paragraph before the first section says what the document rests on."""
    return bool(_opening("basis").match(text))


def is_address(text: str) -> bool:
    """Whether a telegram's line says who sends it to whom: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện: Giám đốc …"."""
    return bool(_opening("addresses").match(text))


def is_stamp(text: str) -> bool:
    """Whether a line is one of an incoming-mail stamp's or of a signature's laid over the page (nd30)."""
    return bool(_whole("stamps").fullmatch(text.strip()))


def is_fact(text: str) -> bool:
    """Whether a paragraph opens as those do that tell how things stand ("Đến nay, …", "Theo thống kê của …")."""
    return tells_figures(text) or bool(_opening("facts").match(text))


def tells_figures(text: str) -> bool:
    """Whether a text, an item's too, tells figures or how things stand and binds nobody ("Cả 03 dự án đều chưa …")."""
    return bool(_opening("figures").match(text)) and not _anywhere("bindings").search(text)


def sums_up(text: str) -> bool:
    """Whether a text of several sentences says in each how things stand, and in none what somebody is to do."""
    told, values, binds = _anywhere("standing"), _anywhere("valuing"), _anywhere("standing_orders")
    found = sentences(text)
    return len(found) > 1 and all((told.search(one) or values.search(one)) and not binds.search(one) for one in found)


def values_work(sentence: str) -> bool:
    """Whether a sentence says what a work is worth, and so names it: "Dạy bơi là nhiệm vụ quan trọng."."""
    return bool(_anywhere("valuing").search(sentence))


def sentences(text: str) -> list[str]:
    """The sentences of a text: each begins with a capital letter or a figure behind the last one's end."""
    found: list[str] = []
    for part in _SENTENCE_END.split(text.strip()):
        if found and part[:1].islower():
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def is_decision(text: str) -> bool:
    """Whether a paragraph opens with what a superior decides or thinks ("Thống nhất với …", "Ghi nhận …")."""
    return bool(_opening("decisions").match(text))


def is_answer(text: str) -> bool:
    """Whether an item answers a proposal without ordering anybody ("Về đề nghị …: nội dung này đã được quy định …")."""
    return bool(_opening("answers").match(text))


def is_in_force(text: str) -> bool:
    """Whether an item only says from when the document itself is in force."""
    return bool(_opening("in_force").match(text))


def is_identity(text: str) -> bool:
    """Whether a text only says what a body is: "Trung tâm Thông tin là đơn vị chuyên trách về CNTT của Bộ"."""
    return bool(_opening("identities").match(text))


def is_statement(text: str) -> bool:
    """Whether an item opens as those do that say what stays as it is, what was approved or whom to ask."""
    return bool(_opening("statements").match(text))


def speech_start(text: str) -> int:
    """Where the words stand by which a superior brings in what he orders ("… kết luận như sau:"), -1 for none."""
    match = next(iter(_ending("speaking").finditer(text)), None)
    return match.start() if match else -1


def asks(text: str) -> bool:
    """Whether a clause ends with the word that asks or orders whom it names next ("…, Sở Y tế đề nghị")."""
    return bool(_ending("asking").search(text))


@lru_cache(maxsize=_REMEMBERED)
def is_pointer(text: str) -> bool:
    """Whether a paragraph only points to an appendix or form, or says clause by clause what is set out there."""
    if _opening("pointers").match(text) and len(text.split()) <= _POINTER_WORDS:
        return True
    clauses = [clause.strip(" .()") for clause in text.rstrip(" .;").split(";")]
    return all(_whole("set_out").fullmatch(clause) for clause in clauses)


def is_appendix(text: str) -> bool:
    """Whether a line is an appendix's label: "Phụ lục", "PHỤ LỤC II", alone or with its title in capitals behind it."""
    label = _opening("appendix").match(text)
    return label is not None and text[label.end() :].upper() == text[label.end() :]


def is_nominal(text: str) -> bool:
    """Whether a heading opens with a word for work to be done and so names no unit ("Công tác …", "Chế độ …")."""
    return bool(_opening("nominal").match(text))


def is_formula(text: str) -> bool:
    """Whether a line in capitals is the enacting formula ("QUYẾT ĐỊNH:") or the authority above it."""
    return bool(_opening("formulas").match(text))


def is_enforcement(text: str) -> bool:
    """Whether an article only puts a decision in force."""
    return bool(_opening("enforcement").match(text))


def is_person(text: str) -> bool:
    """Whether a line is a signer's name with academic titles ("TS.BS. TRẦN VĂN A")."""
    return bool(_academic_title().match(text)) and len(text.split()) <= _NAME_WORDS


@cache
def _opening(name: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(load('phrases')[name])})".replace(" ", r"\s+"), re.IGNORECASE | re.DOTALL)


@cache
def _whole(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load("phrases")[name]).replace(" ", r"\s+"), re.IGNORECASE)


@cache
def _ending(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('phrases')[name])})\W*$".replace(" ", r"\s+"), re.IGNORECASE)


@cache
def _academic_title() -> re.Pattern[str]:
    titles = "|".join(map(re.escape, load("metadata")["ending"]["academic"]))
    return re.compile(rf"\W*(?:{titles})\.")


@cache
def _anywhere(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('phrases')[name])})\b".replace(" ", r"\s+"), re.IGNORECASE)
