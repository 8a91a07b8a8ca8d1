"""The figures that a goal sets: "Tỷ lệ hồ sơ đúng hạn đạt từ 98% trở lên" is 98, "%", ">=".

Words and units: rules/targets.toml. What counts: GUIDELINES, "targets".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extractors import citations
from extractors.excerpt import squeeze
from extractors.match import Match
from extractors.rules import load
from models import Target
from models.plan import Comparator


def in_text(text: str) -> tuple[Match[Target], ...]:
    """The goals in one goal item: one for each figure to reach, else one without a figure for the whole item.

    Scope is "section"; number and path are the caller's. A match covers the clause that states its figure, or the
    whole item where there is but one figure. Rules: "target.percent", "target.count", "target.rank", "target.none".
    """
    mark = _mark_length(text)
    if mark:
        return tuple(replace(m, start=m.start + mark, end=m.end + mark) for m in in_text(text[mark:]))
    figures = _figures(text)
    if not figures:
        start, end = _trimmed(text, 0, len(text))
        target = Target(squeeze(text), None, None, None, "section")
        return (Match(target, start, end, "target.none"),) if start < end else ()
    found = []
    for figure in figures:
        start, end = _clause(text, figure, len(figures) > 1)
        target = Target(squeeze(text[start:end]), figure.value, figure.unit, figure.comparator, "section")
        found.append(Match(target, start, end, figure.rule))
    return tuple(found)


def is_general(heading: str) -> bool:
    """Whether goals under a heading are general ones ("1. Mục tiêu chung"), which count with a figure alone."""
    return (
        re.search(rf"(?<!\w)(?:{_any(load('targets')['words']['general'])})(?!\w)", heading, re.IGNORECASE) is not None
    )


# How

# Numbers as Vietnamese writes them: "2.989,5", "1 200", "18/18"; "98.5" is a decimal point in foreign fashion.
_VALUE = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:[ \u00a0]\d{3})+(?!\d|[.,]\d|\s*%)|\d+(?:[.,]\d{1,2}(?!\d))?|\d+)"
# Words that bear on a figure stand right before it.
_LOOK_BACK = 80
_NO_NUMBER_BEFORE = r"(?<![\w/,.–-])(?<!\d[ .,/–-])"


@dataclass(frozen=True, slots=True)
class _Figure:
    value: float
    unit: str | None
    comparator: Comparator
    start: int
    end: int
    rule: str
    bracketed: bool


def _mark_length(text: str) -> int:
    """How long a number with a dash in front of a figure is ("3- 100% số trường"): no share ranges so far."""
    mark = _NUMBERED.match(text)
    return mark.end() if mark and int(mark["second"]) >= _FARTHEST * int(mark["first"]) else 0


_NUMBERED = re.compile(r"\s*(?P<first>[1-9]\d?)[-–]\s+(?=(?P<second>\d{2,3})\s*%)")
_FARTHEST = 5


def _figures(text: str) -> list[_Figure]:
    closed = _closed_stretches(text)
    found = [f for f in _candidates(text) if not any(start <= f.start < end for start, end in closed)]
    if _share().match(text) and any(f.unit == "%" for f in found):
        found = [f for f in found if f.unit == "%"]  # "Tỷ lệ bà mẹ được tầm soát ít nhất 04 bệnh đạt 50%"
    if any(f.unit == "%" for f in found):  # "100% sản phẩm OCOP 4 sao trở lên", "… khám ít nhất 01 lần/năm đạt 70%"
        found = [f for f in found if f.unit not in load("targets")["units"]["qualities"]]
    behind = [*found[1:], None][: len(found)]
    found = [f for f, other in zip(found, behind, strict=True) if other is None or not _is_base(text, f, other)]
    plain = [f for f in found if not f.bracketed]
    # A figure in brackets explains another one; alone it is the goal: "số hóa hồ sơ (đạt tối thiểu 80%)".
    return plain or found


def _is_base(text: str, figure: _Figure, behind: _Figure) -> bool:
    """Whether the figure behind is counted by this one: "trên 01 ha đất đạt 145 triệu đồng", "trên 1.000 dân"."""
    units, cues = load("targets")["units"]["bases"], _any(load("targets")["words"]["index_cues"])
    is_per = (
        re.search(rf"(?<!\w)(?:{_any(load('targets')['words']['per'])})\s*$", text[: figure.start], re.IGNORECASE)
        is not None
    )
    is_one = re.fullmatch("10*", f"{figure.value:.0f}") is not None and (figure.unit or "").casefold() in units
    between = text[figure.end : behind.start]
    return (
        is_per and is_one and re.fullmatch(rf"[^,;]*(?<!\w)(?:{cues})(?!\w)[^,;]*", between, re.IGNORECASE) is not None
    )


@cache
def _share() -> re.Pattern[str]:
    """A goal that is named as a share: the counts in it only say what is counted."""
    return re.compile(rf"\W*(?:{_any(load('targets')['words']['shares'])})(?!\w)", re.IGNORECASE)


def _candidates(text: str) -> Iterator[_Figure]:
    position = 0
    while match := _figure().search(text, position):
        position = match.end()
        figure = _ranked(text, match) if match["rank"] else _counted(text, match)
        if figure:
            yield figure


@cache
def _figure() -> re.Pattern[str]:
    rules = load("targets")
    nouns = [re.escape(u) for u in rules["units"]["nouns"] + rules["words"]["ages_and_times"]]
    units = rf"(?:(?:{_any(rules['units']['thousands'])})\s+)?(?:{_any(nouns)})"
    percent = _any(rules["units"]["percent"])
    rank = rules["rank"]
    bases = _any(rules["units"]["bases"])
    before = rf"(?:{_any([p for rule in rules['before'] for p in rule['patterns']])})"
    return re.compile(
        rf"(?P<rank>(?<!\w)(?:{_any(rank['group'])})\s+(?:có\s+)?(?P<top>\d{{1,3}})(?!\w|[.,]\d|\s*%)"
        rf"(?:\s+(?P<top_unit>{units}))?(?=[^.;\d]{{0,60}}?(?<!\w)(?:{_any(rank['leading'])})(?!\w)|\s*$|\s*[.;,])"
        rf"|(?<!\w)(?:{_any(rank['place'])})\s+(?:thứ\s+)?(?P<place>\d{{1,3}})(?!\w|[.,]\d|\s*%))"
        rf"|{_NO_NUMBER_BEFORE}(?P<from_low>từ\s+)?(?P<value>{_VALUE})"
        rf"(?:(?:\s*/\s*|\s+trong\s+(?:số\s+)?)(?P<of>\d+(?:[.,]\d+)*)(?=\s+[^\W\d]))?"
        rf"(?P<first_percent>\s*(?:{percent}))?(?:\s*\((?!\d)[^()\d]{{1,25}}\)(?=\s+\w))?"
        rf"(?:\s*(?P<to>[-–]|đến|tới|lên|xuống(?:\s+còn)?)\s*(?P<then>{before}\s+)?(?P<second>{_VALUE})(?!\s*[/.]\d))?"
        rf"\s*(?:(?P<percent>{percent})|(?P<unit>{units})(?!\w))?"
        rf"(?P<rate>\s*/\s*(?:\d[\d.]*\s+)?(?:{bases})(?!\w))?",
        re.IGNORECASE,
    )


def _counted(text: str, match: re.Match[str]) -> _Figure | None:
    """A share or a number of things; None where the number is no figure to reach."""
    start, end = match.start("value"), match.end()
    percent = match["percent"] or match["first_percent"]
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    left = _comparator_before(before) or (">=" if match["from_low"] else None)
    if percent:
        unit = "%"
    elif match["unit"] and not _is_name_or_time(before, match, left) and not _EVERY.match(text, end):
        unit = _unit(match)
    elif left and not match["unit"] and not match["of"] and (other := _other_unit().match(text, end)):
        unit, end = squeeze(other[0]), other.end()
    elif not match["unit"] and not match["of"] and _is_index(text, match, left):
        unit = None
    else:
        return None
    value, comparator = _reached(match, left)
    if after := _after().match(text, end):
        comparator = _groups("after")[int((after.lastgroup or "g0")[1:])]
        end = after.end()
    rule = "target.percent" if percent else "target.count"
    return _Figure(value, unit, comparator, start, end, rule, _in_brackets(text, start))


def _reached(match: re.Match[str], left: Comparator | None) -> tuple[float, Comparator]:
    """The figure to reach and its comparator, of a range or a single number."""
    value = _number(match["value"])
    if match["second"] is None:
        return value, left or "="
    to = squeeze(match["to"]).casefold()
    if to.startswith(("lên", "xuống")):
        # "tăng từ 60% lên 75%": the first figure is where one stands.
        return _number(match["second"]), _comparator_before(match["then"] or "") or "="
    return value, left or ">="


def _is_index(text: str, match: re.Match[str], left: Comparator | None) -> bool:
    """Whether a number without a unit is what an index is to reach: "hệ số ICOR giảm còn 4,8", "chỉ số đạt 0,75"."""
    words = load("targets")["words"]
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    names = list(re.finditer(rf"(?<!\w)(?:{_any(words['indices'])})(?!\w)", before, re.IGNORECASE))
    if not names or _CLAUSE_END.search(before, names[-1].end()) or _other_unit().match(text, match.end()):
        return False
    cued = re.search(rf"(?<!\w)(?:{_any(words['index_cues'])})\s*$", before, re.IGNORECASE)
    return bool(left or cued)


def _ranked(text: str, match: re.Match[str]) -> _Figure | None:
    end = match.end()
    after = _after().match(text, end)
    if match["top"]:
        value, unit = match["top"], squeeze(match["top_unit"]) if match["top_unit"] else None
        comparator: Comparator = "<="
    else:
        value, unit = match["place"], "hạng"
        # A place "trở lên" is that place or a better one, which has a smaller number.
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        better = after or _comparator_before(before) == ">="
        comparator = "<=" if better else "="
    return _Figure(
        float(value), unit, comparator, match.start(), after.end() if after else end, "target.rank",
        _in_brackets(text, match.start()),
    )  # fmt: skip


def _is_name_or_time(before: str, match: re.Match[str], left: Comparator | None) -> bool:
    """Whether a counted number is a name's, an age, or a length of time rather than a figure to reach."""
    words = load("targets")["words"]
    unit = squeeze(match["unit"]).casefold()
    if unit in words["ages_and_times"]:
        cues, fillers = _any(words["length_cues"]), _any(words["fillers"])
        ways = _any([pattern for rule in load("targets")["before"] for pattern in rule["patterns"]])
        cued = rf"(?<!\w)(?:{cues})\s*(?:(?:{fillers})\s*){{0,2}}(?:{ways})?\s*$"  # "giảm còn dưới 45 phút"
        return not re.search(cued, before, re.IGNORECASE)
    return left is None and bool(_not_before().search(before))


def _unit(match: re.Match[str]) -> str:
    unit = squeeze(match["unit"])
    return unit + re.sub(r"\s*/\s*", "/", match["rate"]) if match["rate"] else unit


def _comparator_before(before: str) -> Comparator | None:
    match = _before().search(before)
    if match is None:
        return None
    group = next(name for name, value in match.groupdict().items() if value)
    return _groups("before")[int(group[1:])]


def _groups(side: str) -> list[Comparator]:
    return [rule["comparator"] for rule in load("targets")[side]]


@cache
def _before() -> re.Pattern[str]:
    rules = load("targets")
    groups = "|".join(f"(?P<g{i}>{_any(rule['patterns'])})" for i, rule in enumerate(rules["before"]))
    fillers = _any(rules["words"]["fillers"])
    return re.compile(rf"(?<!\w)(?:{groups})\s*(?:(?:{fillers})\s*){{0,3}}$", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    rules = load("targets")
    times = _any(rules["units"]["times"])
    groups = "|".join(f"(?P<g{i}>{_any(rule['patterns'])})" for i, rule in enumerate(rules["after"]))
    return re.compile(rf"(?:\s*/\s*(?:{times}))?\s*(?:{groups})(?!\w)", re.IGNORECASE)


@cache
def _other_unit() -> re.Pattern[str]:
    """One or two words behind a figure, as most Vietnamese nouns are."""
    word = rf"(?!(?:{_any(load('targets')['units']['ends'])})(?!\w))[^\W\d_]+"
    return re.compile(rf"\s*{word}(?:\s+{word})?", re.IGNORECASE)


@cache
def _not_before() -> re.Pattern[str]:
    words = _any(load("targets")["words"]["not_before"])
    return re.compile(rf"(?<!\w)(?:{words})\s*(?:\d+\s*[,;và–-]+\s*)*\.?\s*$", re.IGNORECASE)


def _closed_stretches(text: str) -> list[tuple[int, int]]:
    """Stretches whose numbers are no figures: cited documents, dates, times of the year."""
    cited = [(m.start, m.end) for m in citations.in_text(text)]
    return cited + [m.span() for m in _DATES.finditer(text)]


_DATES = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s*/\s*20\d\d(?!\d)|(?:ngày|tháng|quý)\s+\d{1,2}(?!\d|%)"
    r"|(?:năm|nam)\s+(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?|(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d|\d{1,2}h(?:\d\d)?(?!\w)"
    r"|24\s*/\s*(?:24|7)(?:\s*(?:giờ|/\s*7))?",
    re.IGNORECASE,
)


def _clause(text: str, figure: _Figure, several: bool) -> tuple[int, int]:
    """The clause of a figure: between semicolons and full stops where an item states several figures."""
    if not several:
        return _trimmed(text, 0, len(text))
    start = max((m.end() for m in _CLAUSE_END.finditer(text, 0, figure.start)), default=0)
    end = _CLAUSE_END.search(text, figure.end)
    return _trimmed(text, start, end.start() + 1 if end else len(text))


# "ít nhất 6 tháng một lần" says how often, not how much.
_EVERY = re.compile(r"\s*(?:/|một|mỗi|0?1)\s*lần(?!\w)", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;.](?=\s)|\n")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    stretch = text[start:end]
    start += len(stretch) - len(stretch.lstrip())
    return start, start + len(stretch.strip())


def _in_brackets(text: str, position: int) -> bool:
    return text.rfind("(", 0, position) > text.rfind(")", 0, position)


def _number(printed: str) -> float:
    printed = "".join(printed.split())
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", printed):
        printed = printed.replace(".", "")
    return float(printed.replace(",", "."))


def _any(patterns: list[str]) -> str:
    return "|".join(_spaced(p) for p in _longest_first(patterns))


def _longest_first(words: list[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _spaced(pattern: str) -> str:
    return pattern.replace(r"\ ", " ").replace(" ", r"\s+")
