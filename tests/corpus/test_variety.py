"""The plans differ in what they are built of, not in names alone, and cover what offices write."""

import datetime
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from rapidfuzz.distance import Levenshtein

from corpus.check import page
from corpus.compose import compose
from corpus.layout import PLAIN
from corpus.loading import load_all
from corpus.model import Figure, Group, Item, MadeUp, Node, Prose
from extractors import units

PLANS = load_all()
LEAST_DIFFERENCE = 0.3
"""The share of a plan's signature that must change to become another's."""
REFORM = datetime.date(2025, 7, 1)  # since when there are two tiers of administration


def bodies(plan: MadeUp) -> Iterator[tuple[Node, ...]]:
    yield plan.body
    if plan.attached:
        yield plan.attached.body
    yield from (part.body for part in plan.appendices)


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(getattr(node, "body", ()))


def all_nodes(plan: MadeUp) -> list[Node]:
    return [node for body in bodies(plan) for node in walk(body)]


def bucket(count: int) -> int:
    """1, 2, 3 to 4, 5 to 8, more."""
    return min((count - 1).bit_length(), 4)


def signature(plan: MadeUp) -> list[tuple[object, ...]]:
    """The plan without its words: the kinds of nodes in their order with their depth, a run of equals as one."""
    return [
        (plan.head.type, bool(plan.bases), bool(plan.head.to), type(plan.closing).__name__),
        *(part for body in bodies(plan) for part in (("text",), *shape(body, 0))),
    ]


def shape(nodes: Sequence[Node], depth: int) -> Iterator[tuple[object, ...]]:
    kinds = [(kind(node), node) for node in nodes]
    start = 0
    while start < len(kinds):
        name, node = kinds[start]
        end = start
        inner = getattr(node, "body", ())
        if not inner:
            while end + 1 < len(kinds) and kinds[end + 1][0] == name and not getattr(kinds[end + 1][1], "body", ()):
                end += 1
        yield (name, depth, bucket(end - start + 1))
        yield from shape(inner, depth + 1)
        start = end + 1


def kind(node: Node) -> str:
    parts = [type(node).__name__, str(getattr(node, "marks", ""))]
    if isinstance(node, Group):
        parts += [str(bucket(len(node.subs))), str(bucket(sum(len(sub.tasks) for sub in node.subs)))]
    if isinstance(node, Figure):
        parts += [str(len(node.header)), str(bucket(len(node.rows)))]
    if getattr(node, "fields", None):
        parts.append("labels")
    return " ".join(parts)


SIGNATURES = {plan.id: signature(plan) for plan in PLANS}


def difference(a: str, b: str) -> float:
    return Levenshtein.normalized_distance(SIGNATURES[a], SIGNATURES[b])


def test_plans_without_their_words_are_others() -> None:
    alike = {
        (a, b): round(difference(a, b), 2)
        for a, b in combinations(SIGNATURES, 2)
        if difference(a, b) < LEAST_DIFFERENCE
    }
    assert alike == {}


def test_a_plan_with_other_names_is_no_other_plan() -> None:
    """The measure tells what it should: another number and title change nothing, another order of nodes does."""
    plan = PLANS[0]
    renamed = signature(MadeUp(**{name: getattr(plan, name) for name in plan.__slots__} | {"id": "x", "year": 1999}))
    assert renamed == SIGNATURES[plan.id]
    turned = [renamed[0], *reversed(renamed[1:])]
    assert Levenshtein.normalized_distance(renamed, turned) > LEAST_DIFFERENCE


def test_there_are_many_plans_of_many_fields() -> None:
    assert len(PLANS) >= 24
    assert len({plan.field for plan in PLANS}) >= 8


@pytest.mark.parametrize(
    "kind", ["Kế hoạch", "Chương trình hành động", "Quyết định", "Chỉ thị", "Công văn", "Thông báo"]
)
def test_each_kind_of_document_is_there(kind: str) -> None:
    found = [plan for plan in PLANS if plan.head.type == kind]
    assert found
    if kind == "Quyết định":
        assert any(plan.attached for plan in found)
    if kind == "Thông báo":
        assert any("ết luận" in plan.head.title for plan in found)


def test_no_field_and_no_kind_is_more_than_its_share() -> None:
    assert max(Counter(plan.field for plan in PLANS).values()) <= len(PLANS) // 4
    assert len({plan.head.letterhead for plan in PLANS}) >= 0.8 * len(PLANS)
    assert len({plan.head.signer for plan in PLANS}) >= 0.9 * len(PLANS)


def test_there_are_plans_from_before_and_after_the_reform_of_2025() -> None:
    days = [datetime.date.fromisoformat(f"{plan.head.date}-01"[:10]) for plan in PLANS if plan.head.date]
    assert sum(day < REFORM for day in days) >= 6
    assert sum(day >= REFORM for day in days) >= 6


def test_names_of_their_time() -> None:
    """Departments that the reform dissolved give no orders after it, nor are there districts."""
    gone = re.compile(
        r"Sở (Kế hoạch và Đầu tư|Giao thông vận tải|Thông tin và Truyền thông)|Sở Tài nguyên và Môi trường"
    )
    for plan in PLANS:
        if plan.head.date and plan.head.date >= "2025-07-01":
            leads = {name.lstrip("?") for task in gold(plan) for name in task["lead"]}
            assert not [name for name in leads if gone.search(name)], plan.id


def gold(plan: MadeUp) -> list[dict]:
    return compose(plan, PLAIN).gold["tasks"]


def test_the_shortest_is_a_letter_with_one_task() -> None:
    assert any(plan.head.type == "Công văn" and len(gold(plan)) == 1 for plan in PLANS)


def test_the_longest_has_three_appendices_and_hundreds_of_tasks() -> None:
    assert any(len(plan.appendices) >= 3 and len(gold(plan)) >= 400 for plan in PLANS)


def test_a_sixth_of_the_plans_is_held_back() -> None:
    held = [plan for plan in PLANS if plan.split == "held"]
    assert len(held) >= len(PLANS) // 6
    assert len({plan.head.type for plan in held}) >= 3


def test_no_long_sentence_stands_in_two_plans() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for plan in PLANS:
        for line in page(compose(plan, PLAIN)):
            for sentence in re.split(r"(?<=[.;:!?])\s+|\|", unicodedata.normalize("NFC", line)):
                words = re.findall(r"\w+", sentence.casefold())
                is_name = sentence.endswith(COMMON) or MOTTO in sentence or units.is_unit(sentence)
                if len(words) >= 12 and not is_citation(sentence) and not is_name:
                    places[" ".join(words)].add(plan.id)
    assert {sentence: found for sentence, found in places.items() if len(found) > 1} == {}


MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
COMMON = "có hiệu lực thi hành kể từ ngày ký."  # how decisions are put in force


def is_citation(sentence: str) -> bool:
    """A document is cited with its title by whoever cites it."""
    return sentence.lstrip("- ").startswith(("Căn cứ", "Thực hiện")) and ("số" in sentence or "Luật" in sentence)


def test_every_plan_holds_what_is_no_task() -> None:
    """A table of another kind, a fact, a requirement, or a paragraph that tells what was."""
    for plan in PLANS:
        other = [node for node in all_nodes(plan) if isinstance(node, Figure | Item | Prose)]
        assert other or plan.opening or isinstance(plan.closing, Prose), plan.id
        assert len(list(page(compose(plan, PLAIN)))) > len(gold(plan)), plan.id


def test_most_plans_hold_a_table_that_is_no_table_of_tasks() -> None:
    assert sum(any(isinstance(node, Figure) for node in all_nodes(plan)) for plan in PLANS) >= 0.75 * len(PLANS)
