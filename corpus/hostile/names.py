"""Ordinary files under hostile names: for shells, for terminals, for file systems."""

from collections.abc import Iterator

from corpus.hostile.model import Hostile

_WORDS = "Rà soát cầu treo"
_NAMES = {
    "-rf.txt": "looks like an option",
    "--help.txt": "looks like a long option",
    "$(touch kehoach-canary).txt": "a command for a shell",
    "`touch kehoach-canary`.txt": "a command in the old way",
    "; touch kehoach-canary; .txt": "a command behind another",
    "a'b\"c.txt": "quotes",
    "a b  c.txt": "blanks",
    " .txt": "a blank",
    "a\nb.txt": "a line break",
    "a\tb\x1b[31m\x07.txt": "codes that drive a terminal",
    "\u202egnp.txt": "a mark that turns the name round",
    "\u200b.txt": "a name that nobody sees",
    "%s%n%x{0}.txt": "forms of printing",
    "..txt": "dots",
    "*?[a].txt": "patterns",
    "C:\\con.txt": "a path of another system",
    "NUL.txt": "a device of another system",
    "x" * 251 + ".txt": "255 bytes",
    "ế" * 83 + ".txt": "253 bytes of Vietnamese",
    "e\u0302\u0301.txt": "marks apart from their letter",
    "\udcff\udcfe.txt": "bytes that are no UTF-8",
    "kế hoạch.txt.exe": "two suffixes",
    "kế hoạch": "no suffix",
    "<script>alert(1)<script>.txt": "markup",
    "'; DROP TABLE files; --.txt": "words for a database",
}


def files() -> Iterator[Hostile]:
    """The files, all of one text."""
    data = f"KẾ HOẠCH\n\n1. {_WORDS} trước ngày 05/6/2026.\n".encode()
    for name, why in _NAMES.items():
        yield Hostile(name, "names", why, lambda: data, has=(_WORDS,))
