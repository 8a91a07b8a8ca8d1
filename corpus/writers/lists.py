"""Automatic numbering: which w:num a paragraph uses, and the numbering part (ECMA-376 part 1, 17.9)."""

from dataclasses import dataclass, field

from corpus.sheet import ListLevel, ListPlace, Sheet
from corpus.writers.markup import NAMES, quoteattr, twips
from corpus.writers.page import paragraphs

_NESTED = 0.63  # cm a level is indented where the paragraph itself says nothing


@dataclass(frozen=True, slots=True)
class Num:
    """A w:num of list `list`. `restarts` is the level that begins anew with its first paragraph."""

    id: int
    list: int
    restarts: int | None = None


@dataclass(slots=True)
class Nums:
    """The w:nums of a sheet, met in reading order: ask `of` for each numbered paragraph once.

    A list's own w:num has the id `list + 1`. A restart makes a new one, which the list goes on with: Word would
    count on with either, LibreOffice takes another w:num for another list.
    """

    sheet: Sheet
    all: list[Num] = field(default_factory=list)
    _current: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.all += [Num(number + 1, number) for number in range(len(self.sheet.lists))]
        self._current |= {number: number + 1 for number in range(len(self.sheet.lists))}

    def of(self, place: ListPlace) -> int:
        """The id of the w:num that the next paragraph at `place` uses.

        Raises IndexError for a list or level that the sheet has not.
        """
        _ = self.sheet.lists[place.list][place.level]
        if place.restart:
            self.all.append(Num(len(self.all) + 1, place.list, place.level))
            self._current[place.list] = len(self.all)
        return self._current[place.list]

    def is_own(self, number: int) -> bool:
        """Whether an id is the list's own w:num, the one that paragraph styles name."""
        return number <= len(self.sheet.lists)


def style_name(place: ListPlace) -> str:
    """The id of the paragraph style that carries the number of a list's level."""
    return f"DanhSach{place.list + 1}Cap{place.level + 1}"


def styled(sheet: Sheet) -> list[ListPlace]:
    """The list levels that the sheet asks for through styles, each once."""
    places = (para.number for para in paragraphs(sheet) if para.number is not None)
    return [ListPlace(*pair, styled=True) for pair in sorted({(p.list, p.level) for p in places if p.styled})]


def definitions(sheet: Sheet, *, linked: bool, suffix: str = "tab") -> list[str]:
    """A w:abstractNum for each list. `linked` ties levels to the styles of `styled`; `suffix` follows the number."""
    ties = {(place.list, place.level): style_name(place) for place in styled(sheet)} if linked else {}
    return [
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x3A5C0000 + number:08X}"/>'
        '<w:multiLevelType w:val="multilevel"/>'
        + "".join(_level(index, level, ties.get((number, index)), suffix) for index, level in enumerate(levels))
        + "</w:abstractNum>"
        for number, levels in enumerate(sheet.lists)
    ]


def uses(nums: Nums) -> list[str]:
    """A w:num for each that was asked for."""
    return [
        f'<w:num w:numId="{num.id}"><w:abstractNumId w:val="{num.list}"/>'
        + (
            ""
            if num.restarts is None
            else f'<w:lvlOverride w:ilvl="{num.restarts}"><w:startOverride w:val="1"/></w:lvlOverride>'
        )
        + "</w:num>"
        for num in nums.all
    ]


def part(sheet: Sheet, nums: Nums, *, linked: bool, suffix: str = "tab") -> str:
    """The whole numbering part."""
    inside = "".join(definitions(sheet, linked=linked, suffix=suffix) + uses(nums))
    return f"<w:numbering {NAMES}>{inside}</w:numbering>"


def _level(index: int, level: ListLevel, style: str | None, suffix: str) -> str:
    left = twips(_NESTED * (index + 1))
    tie = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{level.format}"/>{tie}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val={quoteattr(level.text)}/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{twips(_NESTED)}"/></w:pPr></w:lvl>'
    )
