"""How cells of a sheet for people look. The letters are those of Nghị định 30/2020/NĐ-CP: Times New Roman."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.format import Format

    from output.exports.workbooks import Workbook

FONT = "Times New Roman"

DEFAULTS = {
    "default_format_properties": {"font_name": FONT, "font_size": 12},
    "default_row_height": 21,
    "default_column_width": 72,
}
"""Of a workbook: columns are measured in digits of its letters, rows and columns here in dots."""

# A dark and a light shade each: letters on their ground have a contrast of 7 or more.
LATE: dict[str, Any] = {"font_color": "#8A1414", "bg_color": "#FBDCDC"}
SOON: dict[str, Any] = {"font_color": "#6B4300", "bg_color": "#FFECC2"}
DOUBTFUL: dict[str, Any] = {"italic": True, "underline": 1, "bg_color": "#FFF9D6"}

_TEXT = {"font_name": FONT, "font_size": 12, "text_wrap": True, "valign": "top"}
_CELL = {**_TEXT, "border": 1, "border_color": "#8C8C8C"}

STYLES: dict[str, dict[str, Any]] = {
    "title": {**_TEXT, "font_size": 14, "bold": True, "align": "center", "valign": "vcenter"},
    "subtitle": {**_TEXT, "bold": True, "align": "center", "valign": "vcenter"},
    "about": {**_TEXT, "align": "center", "valign": "vcenter"},
    "note": {**_TEXT, "italic": True},
    "legend": {**_CELL, "font_size": 11},
    "header": {**_CELL, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#D9E2EC"},
    "text": _CELL,
    "small": {**_CELL, "font_size": 9},
    "centre": {**_CELL, "align": "center"},
    "date": {**_CELL, "align": "center", "num_format": "dd/mm/yyyy"},
    "part": {**_CELL, "bold": True, "bg_color": "#BCCCDC"},
    "document": {**_CELL, "bold": True, "bg_color": "#D9E2EC"},
    "heading": {**_CELL, "bold": True, "bg_color": "#EEF2F6"},
    "subheading": {**_CELL, "bold": True, "italic": True, "bg_color": "#F7F9FB"},
    "context": {**_CELL, "italic": True},
}

# What a spreadsheet would take for a formula when somebody touches the cell; so marked, it stays text.
_LIKE_FORMULA = ("=", "+", "-", "@", "'", "＝", "＋", "－", "＠")


class Styles:
    """The looks of one file's cells, each made once."""

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self._made: dict[tuple[Any, ...], Format] = {}

    def give(self, name: str, text: str = "", *, doubtful: bool = False, indent: int = 0, **more: Any) -> "Format":
        """A look by its name, for this text."""
        quoted = text.lstrip().startswith(_LIKE_FORMULA)
        key = (name, quoted, doubtful, indent, *more.items())
        if key not in self._made:
            look = {**STYLES[name], **(DOUBTFUL if doubtful else {}), **more}
            if quoted:
                look["quote_prefix"] = True
            if indent:
                look |= {"indent": indent, "align": "left"}
            self._made[key] = self._workbook.add_format(look)
        return self._made[key]

    def bare(self, look: dict[str, Any]) -> "Format":
        """A look that is laid over others, for what changes with a cell's words."""
        return self._workbook.add_format(look)
