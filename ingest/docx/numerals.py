"""Numbers as Word writes them in list labels (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MAX_ROMAN = 32767  # where Word stops counting
_MAX_LETTER = 780  # 30 times the alphabet: Word's longest row of letters


def numeral(number: int, form: str) -> str:
    """`number` in one of Word's number formats, or in one given by example ("001"); in digits where the format is
    rare or has no such number.
    """
    match form:
        case "none":
            return ""
        case "decimalZero":
            return f"{number:02d}"
        case "decimalEnclosedParen":
            return f"({number})"
        case "numberInDash":
            return f"- {number} -"
        case "upperRoman" | "lowerRoman" if 0 < number <= _MAX_ROMAN:
            roman = _roman(number)
            return roman if form == "upperRoman" else roman.lower()
        case "upperLetter" | "lowerLetter" if 0 < number <= _MAX_LETTER:
            letters = _letters(number)
            return letters.upper() if form == "upperLetter" else letters
    return str(number).zfill(len(form)) if form.startswith("0") else str(number)


def _roman(number: int) -> str:
    digits = []
    for worth, digit in _ROMAN:
        times, number = divmod(number, worth)
        digits.append(digit * times)
    return "".join(digits)


def _letters(number: int) -> str:
    """From a to z, then aa, bb …: Word repeats the letter. Vietnamese is no exception: there is no đ after d."""
    turn, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (turn + 1)
