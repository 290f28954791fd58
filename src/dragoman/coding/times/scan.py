"""From tokens to classes of the time grammar: one letter a token, and the value of each word."""

import re

from dragoman.coding.parsing import Parse
from dragoman.lexicon.times import CONTINUED, OTHER, Sense, TimeWords

_DATE = re.compile(
    r"(?<![\w/.-])(?:(?P<y>[12]\d{3})([-/])(?P<m>\d\d?)\2(?P<d>\d\d?)(?:T\d\d:\d\d(?::\d\d)?Z?)?"
    r"|(?P<a>\d\d?)([-/.])(?P<b>\d\d?)\6(?P<c>[12]\d{3}|\d\d))(?![\w/-]|\.\d)"
)
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?::[0-5]\d)?(?:gmt|utc|est|edt|z|am|pm)?", re.I)
_DAY_ORDINAL = re.compile(r"(\d\d?)(?:st|nd|rd|th)")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_DECADE = re.compile(r"(1[5-9]|20)?(\d0)'?s")
_YEARS = re.compile(r"([12]\d{3})/(\d\d|[12]\d{3})")  # "1994/95"
_PREFIXED = re.compile(r"(?:pre|post|mid)-('?\d{2,4}'?s?)")
_FISCAL = re.compile(r"fy'?(\d{4}|\d\d)")
_QUARTER = re.compile(r"([qh])([1-4])|([1-4])([qh])")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_HALF_DAYS = (["am"], ["pm"], ["a.m."], ["p.m."])  # "10.30 p.m." is a time, "10.30" a number
_FRACTION = {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
# No spoken number that counts time is longer; a bound keeps odd texts cheap.
_LONGEST_NUMBER = 8
_MOST_DIGITS = 24  # of a number that news can mean; longer ones are more than a float holds


def scan(parse: Parse, words: TimeWords) -> tuple[str, list[str]]:
    """One class letter a token and the tokens' values ("" where there is none).

    The second and later tokens of a phrase or a number carry the letter ``CONTINUED``.
    """
    letters = [OTHER] * len(parse)
    values = [""] * len(parse)
    at, last = 0, len(parse)
    while at < last:
        word = parse.lower[at]
        if word[0].isdigit() or "'" in word or word[0] in "fqhpm":
            step = _scan_digits(parse, words, at, letters, values)
            if step:
                at += step
                continue
        senses = words.senses.get(word)
        sense = _choose(parse, senses, at) if senses else None
        if sense is None:
            at += 1
            continue
        step = len(sense.tokens)
        kind, value = sense.kind, sense.value
        if kind == "NUM":
            kind, value, step = _spoken(parse, words, at)
        _put(letters, values, at, step, words.letters[kind], value)
        at += step
    return "".join(letters), values


def _put(letters: list[str], values: list[str], at: int, step: int, letter: str, v: str) -> None:
    letters[at], values[at] = letter, v
    for more in range(at + 1, at + step):
        letters[more] = CONTINUED


def _choose(parse: Parse, senses: tuple[Sense, ...], at: int) -> Sense | None:
    """The first sense whose tokens stand here and whose conditions hold."""
    for sense in senses:
        end = at + len(sense.tokens)
        if len(sense.tokens) > 1 and tuple(parse.lower[at:end]) != sense.tokens:
            continue
        if sense.title and not parse.words[at][0].isupper():
            continue
        if sense.pos and parse.pos[at] not in sense.pos and not _beside_digits(parse, sense, at):
            continue
        return sense
    return None


def _beside_digits(parse: Parse, sense: Sense, at: int) -> bool:
    """A month's name beside a number is a month, whatever the tagger makes of it."""
    if sense.kind != "MONTH":
        return False
    beside = parse.words[max(0, at - 1) : at] + parse.words[at + 1 : at + 2]
    return any(word[0].isdigit() for word in beside)


def _scan_digits(
    parse: Parse, words: TimeWords, at: int, letters: list[str], values: list[str]
) -> int:
    """Classify a token that begins with a digit (or FY, Q, an apostrophe); how many tokens."""
    word = parse.lower[at]
    if word[0].isdigit() and (found := _written_date(parse, at)):
        value, step = found
        _put(letters, values, at, step, words.letters["DATENUM"], value)
        return step
    kind, value, step = _digits(parse, at, word)
    if kind is None and (years := _YEARS.fullmatch(word)):
        kind, value, step = "YEARSPAN", word, 1
        if int(years[1][: 4 - len(years[2])] + years[2]) <= int(years[1]):
            return 0
    if kind is None:
        return 0
    _put(letters, values, at, step, words.letters[kind], value)
    return step


def _written_date(parse: Parse, at: int) -> tuple[str, int] | None:
    """A date all in digits: its ISO value and how many tokens it takes."""
    start = parse.starts[at]
    match = _DATE.match(parse.text, start, min(len(parse.text), start + 24))
    if match is None:
        return None
    if match["y"]:
        year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    else:
        month, day, year = int(match["a"]), int(match["b"]), int(match["c"])
        if month > 12 or (match[6] == "." and day <= 12):
            month, day = day, month  # 31/12/1999 can only be day first, 5.11.2017 always is
        if year < 100:
            year += 1900 if year >= 50 else 2000
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    step = 1
    while at + step < len(parse) and parse.starts[at + step] < match.end():
        step += 1
    return f"{year:04}-{month:02}-{day:02}", step


def _digits(parse: Parse, at: int, word: str) -> tuple[str | None, str, int]:
    if match := _FISCAL.fullmatch(word):
        return "FISCALYEAR", str(full_year(int(match[1]))), 1
    if match := _QUARTER.fullmatch(word):
        unit, number = (match[1], match[2]) if match[1] else (match[4], match[3])
        return "QUARTERNUM", f"{unit.upper()}{number}", 1
    if match := _PREFIXED.fullmatch(word):
        word = match[1]
    if word in ("'", "\u2019") and at + 1 < len(parse):
        return _apostrophe(parse, at)
    stripped = word.lstrip("'\u2019")
    if match := _DECADE.fullmatch(stripped):
        return "DECADE", (match[1] or "") + match[2], 1
    if stripped != word and len(stripped) == 2 and stripped.isdecimal():
        return "YEAR", str(full_year(int(stripped))), 1
    if not word[0].isdigit() or len(word) > _MOST_DIGITS:
        return None, "", 0
    clock = ":" in word or ("." in word and parse.lower[at + 1 : at + 2] in _HALF_DAYS)
    if clock and (match := _CLOCK.fullmatch(word)):
        return "CLOCK", f"T{int(match[1]):02}:{match[2]}", 1
    if match := _DAY_ORDINAL.fullmatch(word):
        return ("DORD" if int(match[1]) <= 31 else "ORD"), match[1], 1
    if match := _ORDINAL.fullmatch(word):
        return "ORD", match[1], 1
    if not _NUMBER.fullmatch(word):
        return None, "", 0
    return _count(parse, at, word)


def _count(parse: Parse, at: int, word: str) -> tuple[str, str, int]:
    """A plain number: a day of a month, a year, or just a number (with a half behind it)."""
    if word.isdecimal() and len(word) == 4 and 1000 <= int(word) <= 2099:
        return "YEAR", word, 1
    number = float(word.replace(",", ""))
    step = 1
    if at + 1 < len(parse) and parse.lower[at + 1] in _FRACTION:
        number += _FRACTION[parse.lower[at + 1]]
        step = 2
    elif at + 1 < len(parse) and parse.lower[at + 1] in ("million", "billion", "trillion"):
        return "NUM", str(number * 1e6), 2
    kind = (
        "DAY" if word.isdecimal() and len(word) <= 2 and 1 <= number <= 31 and step == 1 else "NUM"
    )
    return kind, f"{number:g}" if number < 1e6 else str(int(number)), step


def _apostrophe(parse: Parse, at: int) -> tuple[str | None, str, int]:
    """ "'98" and "'90s" where the mark is a token of its own."""
    if parse.ends[at] != parse.starts[at + 1]:
        return None, "", 0
    word = parse.lower[at + 1]
    if match := _DECADE.fullmatch(word):
        return "DECADE", match[2], 2
    if len(word) == 2 and word.isdecimal():
        return "YEAR", str(full_year(int(word))), 2
    return None, "", 0


def full_year(year: int) -> int:
    """A year of two digits in the century that news means by it: 50 to 99 are 19xx."""
    if year >= 100:
        return year
    return year + (1900 if year >= 50 else 2000)


def _spoken(parse: Parse, words: TimeWords, at: int) -> tuple[str, str, int]:
    """A number in words: class, value and number of tokens. "nineteen ninety-six" is a year."""
    total, step, parts = 0, 0, []
    while step < _LONGEST_NUMBER and at + step < len(parse):
        word = parse.lower[at + step]
        senses = words.senses.get(word, ())
        sense = _choose(parse, senses, at + step) if senses else None
        if sense is not None and sense.kind == "NUM":
            parts.append(int(sense.value))
            step += len(sense.tokens)
        elif word == "-" and parts and _is_unit_number(parse, words, at + step + 1, parts[-1]):
            step += 1
        else:
            break
    if len(parts) >= 2 and 17 <= parts[0] <= 20 and parts[1] >= 10 and parts[1] < 100:
        return "YEAR", str(parts[0] * 100 + sum(parts[1:3])), step
    for part in parts:
        total = (total or 1) * part if part >= 100 else total + part
    if parts[-1:] == [12] and len(parts) > 1 and parse.lower[at + step - 1] == "dozen":
        total = 12 * sum(parts[:-1])
    return "NUM", str(total), step


def _is_unit_number(parse: Parse, words: TimeWords, at: int, before: int) -> bool:
    """True for the "six" of "ninety-six"."""
    if at >= len(parse) or before < 20 or before > 90:
        return False
    senses = words.senses.get(parse.lower[at], ())
    return any(s.kind == "NUM" and 0 < int(s.value) < 10 for s in senses)
