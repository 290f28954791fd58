"""The words of time: vocabulary, grammar, holidays and what turns a date forward or back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import LexiconError
from dragoman.lexicon.tables import DATA, Row, read_rows

# Classes that the scanner gives to digits and holidays; the others come from words.csv.
BUILT_IN = ("DAY", "YEAR", "NUM", "DORD", "DECADE", "DATENUM", "CLOCK", "FISCALYEAR",
            "QUARTERNUM", "HOLIDAY", "YEARSPAN")  # fmt: skip
# Classes of words that make an expression on their own or with the little words around them; a
# stretch of text without one of these needs no matching.
CORE = frozenset(
    {"MONTH", "WEEKDAY", "WEEKDAYS", "WDSHORT", "SEASON", "SEASONS", "UNIT", "UNITS", "PERIOD",
     "YEAR", "DECADE", "DATENUM", "CLOCK", "FISCALYEAR", "QUARTERNUM", "HOLIDAY", "PART", "PARTS",
     "NOON", "TODAY", "TONIGHT", "OVERNIGHT", "YEAREND", "LONGW", "SETW", "REF", "LAST", "HALF",
     "AMPM", "ZONE", "OCLOCK", "CURRENT", "WHILE", "TIME", "DATEN", "YEARSPAN", "DORD"}
)  # fmt: skip
OTHER = " "  # the letter of a token without a class
CONTINUED = "~"  # the letter of the second and later tokens of one word

_PIECE = re.compile(r"@?[A-Z]+|[?*+|()]")
_HOLIDAY_RULE = re.compile(
    r"fixed \d\d-\d\d|day \d{4}-\d\d-\d\d|(easter|orthodox|hebrew) -?\d+|"
    r"nth \d\d -?\d [1-7]( \+\d)?|hijri \d\d \d\d( hijri \d\d \d\d)?|table [a-z]+"
)


class Sense(NamedTuple):
    """One reading of a word or phrase: its tokens, class and value, and what has to hold."""

    tokens: tuple[str, ...]
    kind: str
    value: str
    title: bool
    pos: frozenset[str]


class Pattern(NamedTuple):
    """A kind of expression and the compiled pattern over class letters that finds it."""

    kind: str
    regex: re.Pattern[str]


class Holiday(NamedTuple):
    """A holiday's rule (see holidays.csv), how many days it lasts, and the days on which it began
    where only a table tells them."""

    rule: str
    days: int
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Everything the time stage looks up. ``senses`` is keyed by a phrase's first token, longer
    phrases first; ``letters`` gives each class one letter, ``names`` takes it back."""

    senses: Mapping[str, tuple[Sense, ...]]
    letters: Mapping[str, str]
    names: Mapping[str, str]
    core: re.Pattern[str]  # finds a letter of CORE
    patterns: tuple[Pattern, ...]
    holidays: Mapping[str, Holiday]
    directions: Mapping[str, int]
    asking: frozenset[str]  # verbs and nouns that turn forward what is asked, not themselves
    carriers: Mapping[str, frozenset[str]]


def load_times(folder: Path = DATA / "times") -> TimeWords:
    """Read words.csv, patterns.csv, directions.csv, carriers.csv and the days of holidays.csv,
    national.csv and feasts.csv.

    Raises LexiconError with file and line on a bad row.
    """
    feasts = {r["feast"]: _days(r) for r in read_rows(folder / "feasts.csv", ("feast", "days"))}
    rows = read_rows(folder / "holidays.csv", _HOLIDAYS)
    holidays = {r["name"]: _holiday(r, feasts) for r in rows}
    holidays |= _national(folder / "national.csv")
    turns = list(read_rows(folder / "directions.csv", _TURNS))
    senses = [_sense(row) for row in read_rows(folder / "words.csv", _WORDS)]
    nothing: frozenset[str] = frozenset()
    senses += [Sense(tuple(n.split()), "HOLIDAY", n, n[0].isalpha(), nothing) for n in holidays]
    kinds = list(dict.fromkeys((*BUILT_IN, *(sense.kind for sense in senses))))
    # A private run of letters without a meaning in regular expressions.
    letters = {kind: chr(0x100 + number) for number, kind in enumerate(kinds)}
    by_first: dict[str, list[Sense]] = {}
    for sense in senses:
        by_first.setdefault(sense.tokens[0], []).append(sense)
    return TimeWords(
        senses={w: tuple(sorted(s, key=lambda x: -len(x.tokens))) for w, s in by_first.items()},
        letters=letters,
        names={letter: kind for kind, letter in letters.items()},
        core=_core(folder / "words.csv", letters),
        patterns=_patterns(folder / "patterns.csv", letters),
        holidays=holidays,
        directions={r["lemma"]: _direction(r) for r in turns if r["direction"] != "asked"},
        asking=frozenset(r["lemma"] for r in turns if r["direction"] == "asked"),
        carriers={r["lemma"]: _roles(r) for r in read_rows(folder / "carriers.csv", _CARRIERS)},
    )


_WORDS = ("word", "class", "value", "case", "pos")
_HOLIDAYS = ("name", "rule", "days")
_CARRIERS = ("lemma", "role")
_TURNS = ("lemma", "direction")


def _core(path: Path, letters: Mapping[str, str]) -> re.Pattern[str]:
    missing = sorted(CORE - set(letters))
    if missing:
        raise LexiconError(f"{path}:1: no word has the class {missing[0]}")
    return re.compile("[" + "".join(letters[kind] for kind in sorted(CORE)) + "]")


def _sense(row: Row) -> Sense:
    if not row["word"] or not re.fullmatch("[A-Z]+", row["class"]):
        raise row.error("a word and a class of capital letters are needed")
    if row["case"] not in ("", "title"):
        raise row.error("case is 'title' or empty")
    tokens = tuple(row["word"].split())
    pos = frozenset(row.items("pos"))
    return Sense(tokens, row["class"], row["value"], row["case"] == "title", pos)


def _holiday(row: Row, feasts: Mapping[str, tuple[str, ...]]) -> Holiday:
    rule = row["rule"]
    if not _HOLIDAY_RULE.fullmatch(rule) or not row["days"].isdigit():
        raise row.error("a rule of the forms named at the top and a number of days are needed")
    kind, _, feast = rule.partition(" ")
    if kind == "table" and feast not in feasts:
        raise row.error(f"feasts.csv has no row {feast!r}")
    return Holiday(rule, int(row["days"]), feasts[feast] if kind == "table" else ())


def _national(path: Path) -> dict[str, Holiday]:
    """The days of national.csv under every name, behind the country's possessive or adjective."""
    found: dict[str, Holiday] = {}
    for row in read_rows(path, ("countries", "names", "rule")):
        if not _HOLIDAY_RULE.fullmatch(row["rule"]):
            raise row.error("a rule of the forms named at the top of holidays.csv is needed")
        for country in row.items("countries"):
            for name in row.items("names"):
                for between in (" 's ", " "):
                    found[country + between + name] = Holiday(row["rule"], 1)
    return found


def _days(row: Row) -> tuple[str, ...]:
    days = tuple(row.items("days"))
    if not days or not all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days):
        raise row.error("days of the form YYYY-MM-DD, parted by semicolons, are needed")
    return days


def _direction(row: Row) -> int:
    if row["direction"] not in ("future", "past"):
        raise row.error("direction is 'future', 'past' or 'asked'")
    return 1 if row["direction"] == "future" else -1


def _roles(row: Row) -> frozenset[str]:
    if row["role"] not in ("object", "subject", "both", "told"):
        raise row.error("role is 'object', 'subject', 'both' or 'told'")
    return frozenset(("object", "subject") if row["role"] == "both" else (row["role"],))


def _patterns(path: Path, letters: Mapping[str, str]) -> tuple[Pattern, ...]:
    """Compile the grammar: one alternation a kind would hide the longest match, so each row
    stays a pattern of its own."""
    short: dict[str, str] = {}
    found: list[Pattern] = []
    for row in read_rows(path, ("kind", "pattern")):
        source = _translate(row, letters, short)
        if row["kind"].startswith("@"):
            short[row["kind"]] = f"(?:{source})"
            continue
        try:
            found.append(Pattern(row["kind"], re.compile(source)))
        except re.error as fault:
            raise row.error(f"the pattern is not well formed ({fault})") from fault
    return tuple(found)


def _translate(row: Row, letters: Mapping[str, str], short: Mapping[str, str]) -> str:
    """The pattern over letters; every class is followed by its word's further tokens."""
    text = row["pattern"].replace(" ", "\0")
    parts: list[str] = []
    at = 0
    for match in _PIECE.finditer(text):
        if text[at : match.start()].strip("\0"):
            raise row.error(f"cannot read {text[at : match.start()]!r} in the pattern")
        at = match.end()
        piece = match.group()
        if piece.startswith("@"):
            if piece not in short:
                raise row.error(f"{piece} is not defined above")
            parts.append(short[piece])
        elif piece[0].isalpha():
            if piece not in letters:
                raise row.error(f"no word has the class {piece}")
            parts.append(f"(?:{letters[piece]}{CONTINUED}*)")
        else:
            parts.append("(?:" if piece == "(" else piece)
    return "".join(parts)
