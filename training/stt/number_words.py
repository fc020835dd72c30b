"""Numbers as words, the way they are said."""

import re

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
ORDINAL_ENDINGS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
YEARS = range(1100, 2100)
_NUMBER = re.compile(r"(?<![\w.,/:-])(\$|£)?(\d{1,3}(?:,\d{3})+|\d{1,9})(st|nd|rd|th|%)?(?![\w/:-]|[.,]\d)")


def cardinal(number: int) -> str:
    """1984 -> "one thousand nine hundred eighty-four"; raises ValueError below zero and from a trillion."""
    if not 0 <= number < 10**12:
        raise ValueError(f"{number} has no words here")
    for scale, name in SCALES:
        if number >= scale:
            rest = number % scale
            return f"{cardinal(number // scale)} {name}" + (f" {cardinal(rest)}" if rest else "")
    if number < 20:
        return ONES[number]
    return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")


def ordinal(number: int) -> str:
    """23 -> "twenty-third"."""
    words = re.split(r"([ -])", cardinal(number))
    last = words[-1]
    if last in ORDINAL_ENDINGS:
        words[-1] = ORDINAL_ENDINGS[last]
    else:
        words[-1] = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return "".join(words)


def year(number: int) -> str:
    """1984 -> "nineteen eighty-four", 1905 -> "nineteen oh five", 2007 -> "two thousand seven"."""
    century, rest = divmod(number, 100)
    if number % 1000 < 10:
        return cardinal(number)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def digits(text: str) -> str:
    """ "555-0142" -> "five five five, oh one four two"."""
    groups = [[("oh" if digit == "0" else ONES[int(digit)]) for digit in group] for group in re.findall(r"\d+", text)]
    return ", ".join(" ".join(group) for group in groups)


def with_words(text: str) -> str:
    """Whole numbers of a text as words; times, decimals and numbers within names stay as they are."""
    return _NUMBER.sub(_words, text)


def _words(match: re.Match) -> str:
    sign, written, ending = match.groups()
    number = int(written.replace(",", ""))
    if sign:
        unit = {"$": "dollar", "£": "pound"}[sign]
        return match[0] if ending else f"{cardinal(number)} {unit}{'' if number == 1 else 's'}"
    if ending == "%":
        return f"{cardinal(number)} percent"
    if ending:
        return ordinal(number)
    return year(number) if number in YEARS and "," not in written and len(written) == 4 else cardinal(number)
