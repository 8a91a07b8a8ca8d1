"""Plain text that is hostile: odd encodings, control codes, lines and marks without end."""

from collections.abc import Callable, Iterator

from corpus.hostile.model import READ, Hostile
from corpus.hostile.word import filler

_PLAN = "KẾ HOẠCH\n\n1. Rà soát cầu treo trước ngày 05/6/2026.\n"
_WORDS = "Rà soát cầu treo"


def files() -> Iterator[Hostile]:
    """The files."""

    def one(
        name: str,
        why: str,
        make: Callable[[], bytes],
        expected: str = READ,
        has: tuple[str, ...] = (_WORDS,),
        lacks: tuple[str, ...] = (),
    ) -> Hostile:
        return Hostile(f"text-{name}.txt", "texts", why, make, expected, has if expected == READ else (), lacks)

    yield one("nothing", "no bytes", lambda: b"", "EmptyFile")
    yield one("one-byte", "one byte", lambda: b"a", has=("a",))
    yield one("one-zero", "one byte of zero", lambda: b"\0", "UnknownFormat")
    yield one("zeros", "a megabyte of zeros", lambda: bytes(2**20), "UnknownFormat")
    yield one("blanks", "a megabyte of blanks", lambda: b" \n" * 2**19, "EmptyFile")
    yield one("all-bytes", "each byte", lambda: bytes(range(256)) * 40, "UnknownFormat")
    yield one("ones", "bytes of 255", lambda: b"\xff" * 5000, "UnknownEncoding")
    yield one("mark-only", "the mark of an encoding and nothing else", lambda: b"\xef\xbb\xbf", "EmptyFile")
    yield one(
        "mark-lies",
        "the mark of UTF-8 before other bytes",
        lambda: b"\xef\xbb\xbf" + b"\xe0\xe1" * 300,
        "UnknownEncoding",
    )
    yield one("utf16-odd", "UTF-16 of an odd length", lambda: _PLAN.encode("utf-16") + b"x")
    yield one("utf32", "UTF-32", lambda: _PLAN.encode("utf-32"))
    yield one(
        "utf32-beyond", "UTF-32 beyond the last character", lambda: b"\xff\xfe\0\0" + b"\xff" * 400, "UnknownEncoding"
    )
    yield one(
        "utf16-halves", "halves of characters in UTF-16", lambda: b"\xff\xfe" + b"\0\xd8" * 400, "UnknownEncoding"
    )
    yield one(
        "utf7",
        "UTF-7 that hides markup",
        lambda: b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-\n" + _PLAN.encode(),
        lacks=("<script",),
    )
    yield one(
        "overlong",
        "NUL and / written too long in UTF-8",
        lambda: _PLAN.encode() + b"\xc0\x80\xc0\xaf",
        "UnknownEncoding",
    )
    yield one(
        "mixed",
        "half in UTF-8, half in Windows-1258",
        lambda: _PLAN.encode() + b"\xd0\xe3 ch\xed \xf0\xfd\n" * 40,
        "UnknownEncoding",
    )
    yield one("nul-inside", "NULs between the words", lambda: _PLAN.replace(" ", "\0").encode(), "UnknownFormat")
    yield one(
        "controls",
        "bells, backspaces and escapes",
        lambda: (_PLAN + "\x1b[2J\x1b]0;x\a" + "ab\b" * 3).encode() * 40,
        "UnknownFormat",
    )
    yield one("escapes", "a few codes that drive terminals", lambda: (_PLAN * 20 + "\x1b[31m\x1b]0;title\x07").encode())
    yield one("long-line", "a line of 2 MB", lambda: (_PLAN + filler(2_000_000)).encode())
    yield one("long-sentence", "a line of 300 kB of one phrase", lambda: (_PLAN + "Họp giao ban. " * 18_000).encode())
    yield one("long-word", "a word of 2 MB", lambda: (_PLAN + "a" * 2_000_000).encode())
    yield one(
        "long-number",
        "a number of a million digits",
        lambda: (_PLAN + "1. Thu " + "9" * 1_000_000 + " đồng trước ngày " + "9" * 5000 + "/6/2026.").encode(),
    )
    yield one("too-long", "21 MB", lambda: (_PLAN + "Họp.\n" * 3_600_000).encode(), "TooLarge")
    yield one("lines", "100,000 empty lines", lambda: (_PLAN + "\n" * 100_000).encode())
    yield one(
        "items", "1,500 items", lambda: (_PLAN + "".join(f"{n}. Họp giao ban.\n" for n in range(2, 1500))).encode()
    )
    yield one(
        "levels", "an outline 500 deep", lambda: (_PLAN + "".join(f"{'1.' * n} Họp\n" for n in range(2, 500))).encode()
    )
    yield one(
        "brackets", "100,000 brackets that never close", lambda: (_PLAN + "1. Họp (" + "(" * 100_000 + "\n").encode()
    )
    yield one(
        "spaces",
        "a line of 500,000 blanks between two words",
        lambda: (_PLAN + "1. Họp" + " " * 500_000 + "giao ban.\n").encode(),
    )
    yield one(
        "table-art",
        "a drawn table of 2,000 columns",
        lambda: (_PLAN + ("+--" * 2000 + "+\n" + "| a" * 2000 + "|\n") * 3).encode(),
        has=(),
    )
    yield one(
        "pipes",
        "a table of 300 columns and 150 rows",
        lambda: (
            _PLAN + ("|" + "a|" * 300 + "\n") + ("|" + "-|" * 300 + "\n") + ("|" + "a|" * 300 + "\n") * 150
        ).encode(),
        has=(),
    )
    yield one(
        "right-to-left", "marks that turn the line round", lambda: (_PLAN + "2. Họp \u202egnab oaig\u202c.\n").encode()
    )
    yield one("marks", "a letter with a million marks", lambda: (_PLAN + "a" + "\u0301" * 1_000_000).encode())
    yield one(
        "zero-width",
        "half a million blanks of no width",
        lambda: (_PLAN + "2. H\u200bọp" + "\u200b" * 500_000).encode(),
        has=(_WORDS, "Họp"),
    )
    yield one(
        "tags",
        "characters that nobody sees",
        lambda: (_PLAN + "".join(chr(0xE0000 + n) for n in range(128)) * 50).encode(),
    )
    yield one(
        "formula", "cells that a spreadsheet would run", lambda: (_PLAN + "2. =cmd|'/C calc'!A0\n3. @SUM(1)\n").encode()
    )
    yield one(
        "sql",
        "words that would drop a table",
        lambda: (_PLAN + "2. Họp'); DROP TABLE tasks; --\n").encode(),
        has=(_WORDS, "DROP TABLE"),
    )
    yield one(
        "dates",
        "dates that do not exist",
        lambda: (_PLAN + "".join(f"{n}. Báo cáo trước ngày {day}.\n" for n, day in enumerate(_DAYS, 2))).encode(),
    )
    yield one(
        "deadlines",
        "10,000 dates in one item",
        lambda: (
            _PLAN
            + "2. Báo cáo trước "
            + ", ".join(f"ngày {n % 28 + 1}/{n % 12 + 1}/2026" for n in range(10_000))
            + ".\n"
        ).encode(),
    )
    yield one(
        "units",
        "an item with 5,000 bodies",
        lambda: (
            _PLAN + "2. Giao " + ", ".join(["Sở Y tế", "Sở Nội vụ", "Công an tỉnh"] * 1700) + " phối hợp.\n"
        ).encode(),
    )


_DAYS = (
    "31/02/2026", "00/00/0000", "99/99/9999", "29/02/2025", "01/13/2026", "-5/6/2026", "5/6/99999", "١/٢/٢٠٢٦", "²/³/2026",
    "30 tháng 02 năm 2026", "quý 9/2026", "tuần 60", "tháng 0", "24h75 ngày 5/6/2026", "năm 0", "năm 10000", "quý MMMM",
)  # fmt: skip
