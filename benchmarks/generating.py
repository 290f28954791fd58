"""Reports made by rule, for measuring: the same number gives the same reports.

A year of happenings between a dozen states, each told by one to six of twenty outlets in their own
order of sentences, some a day late, some copied word for word, some revised.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeAlias

from dragoman.model import Report

Words: TypeAlias = dict[str, str | int]

_STATES = (
    ("Pakistan", "Pakistani", "Islamabad", "Shah Mahmood Qureshi"),
    ("Afghanistan", "Afghan", "Kabul", "Salahuddin Rabbani"),
    ("Iran", "Iranian", "Tehran", "Mohammad Javad Zarif"),
    ("Russia", "Russian", "Moscow", "Sergei Lavrov"),
    ("Turkey", "Turkish", "Ankara", "Mevlut Cavusoglu"),
    ("China", "Chinese", "Beijing", "Wang Yi"),
    ("India", "Indian", "New Delhi", "Subrahmanyam Jaishankar"),
    ("Germany", "German", "Berlin", "Heiko Maas"),
    ("France", "French", "Paris", "Jean-Yves Le Drian"),
    ("Qatar", "Qatari", "Doha", "Mohammed bin Abdulrahman Al Thani"),
    ("Egypt", "Egyptian", "Cairo", "Sameh Shoukry"),
    ("Japan", "Japanese", "Tokyo", "Taro Kono"),
)
_OUTLETS = tuple(f"{town} {name}" for name in ("Courier", "Herald") for _, _, town, _ in _STATES)
_TELLING = (
    "{a} Foreign Minister {x} met his {b} counterpart {y} in {town} on {day} to discuss {matter}.",
    "{x} held talks on {matter} with {y} in {town} on {day}, the second since the {season}.",
    "{A} accused {B} on {day} of violating the agreement on {matter} signed {n} months ago.",
    "{a} officials said on {day} that {B} had rejected the proposal for {matter}.",
    "{A} and {B} signed an agreement on {matter} in {town} on {day}.",
    "{x} will visit {other} next week for talks on {matter}, the {a} Foreign Ministry said.",
    "{A} called on {B} to release {n} prisoners taken in the dispute over {matter}.",
    "{A} imposed sanctions on {n} {b} companies on {day} because of {matter}.",
    "{B} threatened to withdraw from the talks on {matter}, a {b} official told reporters.",
    "Gunmen killed {n} people in an attack on a market in {town} on {day}, police said.",
    "{A} sent {n} tons of humanitarian aid to {B} on {day} after the floods of the {season}.",
    "“We want peace with our neighbours, and {matter} will not stop us,” {x} said in {town}.",
)
_FILLING = (
    "The two countries have been at odds over {matter} for {n} years.",
    "Analysts said that the coming weeks would show whether the promises on {matter} were kept.",
    "The ministry gave no further details of {matter}, and a spokesman was not to be reached.",
    "Relations had cooled after the elections in {season}, when {matter} became a party matter.",
    "Diplomats from {n} countries have followed the dispute over {matter} closely.",
    "Trade between the two countries was worth nearly {n} billion dollars in the {season}.",
    "“It is a small step in the matter of {matter}, but it is a step,” a diplomat in {town} said.",
    "Similar efforts in the {season} had come to nothing because of {matter}.",
    "In {town} the newspapers of the {season} wrote of little else than {matter}.",
    "Some {n} kilometres of the border lie in mountains where {matter} has never been settled.",
    "A paper seen by this newspaper lists {n} points, of which {matter} is only the third.",
    "Older people in {town} remember the {season} in which {matter} first divided them.",
    "The price of bread in {town} has risen by {n} per cent since the {season}.",
    "Few in the capital believe that {matter} can be dealt with before the {season}.",
    "Experts at the university in {town} count {n} reasons why {matter} matters to both.",
    "The hall in {town} had been booked for {n} days, down to the interpreters and the flowers.",
    "Rain fell in {town} for most of the {season}, and the roads to {other} were closed.",
    "A poll in the {season} found that {n} per cent thought {matter} the gravest problem.",
    "What became of {matter} in the {season} is not known outside a small circle in {other}.",
    "Business people in {other} had hoped for clear words on {matter} for {n} months.",
)
_MATTERS = (
    "water", "fishing rights", "the common border", "gas transit", "a railway line", "double taxes",
    "the old pipeline", "student exchanges", "air corridors", "grain quotas", "the river dams",
    "migrant workers", "customs papers", "the undersea cable", "a disputed island", "visa rules",
)  # fmt: skip


def _pool(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_PLAIN = (
    "The {adj} {noun} of {town} {verb} the {adj} {noun}, and a {noun} {verb} the {adj} {noun}.",
    "A {noun} that {verb} the {adj} {noun} {verb} neither {noun} nor {noun} in the {season}.",
    "Since the {season} every {adj} {noun} has had a {noun}, a {adj} {noun} and {n} {noun}s.",
    "No {adj} {noun} {verb} the {noun} of the {adj} {noun} for {n} {noun}s.",
    "Beside the {noun} of {other} a {adj} {noun} {verb} {n} {adj} {noun}s.",
)
_ADJECTIVES = _pool(
    "old green quiet broad narrow empty heavy wooden distant gentle bright dusty golden "
    "hollow humble muddy patient plain pale rapid rough rusty shallow silent simple slender "
    "steep stony sunny tidy tall warm wet wide windy"
)
_NOUNS = _pool(
    "garden ladder window kettle orchard basket bridge barrel candle carpet chimney clock "
    "cottage drawer fence ferry field fountain gate hammer harvest hedge island kitchen "
    "lantern library meadow mill mirror museum needle oven parcel pasture path pillow pond "
    "quarry ribbon roof saddle shelf stable stove street table tower tunnel valley wagon wall "
    "well wheel"
)
_VERBS = _pool(
    "touched covered crossed faced filled followed held hid joined kept left lifted marked "
    "missed painted passed reached shaded warmed"
)
_SEASONS = ("spring", "summer", "autumn", "winter")
_FIRST = date(2019, 1, 1)


def reports(count: int, seed: int = 1) -> Iterator[Report]:
    """``count`` reports, in the order of their days of publication."""
    dice = random.Random(seed)
    made, day = 0, _FIRST
    while made < count:
        for report in _told(dice, day, made):
            if made == count:
                return
            yield report
            made += 1
        day = _FIRST + timedelta(days=(made * 365) // max(count, 365))


def _told(dice: random.Random, day: date, number: int) -> Iterator[Report]:
    """One happening, as some outlets tell it."""
    lead, words = _sentences(dice, day, 6)
    for n, outlet in enumerate(dice.sample(_OUTLETS, dice.choice((1, 1, 1, 2, 2, 3, 4, 6)))):
        if n == 0 or dice.random() > 0.15:  # else the text of the outlet before: a wire copy
            rest = [_filled(dice, pattern, words) for pattern in dice.sample(_FILLING, 5)]
            rest += [_plain(dice, words) for _ in range(7)]
            dice.shuffle(rest)
            told = dice.sample(lead[1:], 4)
            body = [lead[0], told[0], *rest[:2], *told[1:3], *rest[2:5], told[3], *rest[5:]]
        late = timedelta(days=dice.random() < 0.2)
        name = f"{outlet.lower().replace(' ', '-')}/{number + n}"
        yield Report(
            id=name,
            text="\n\n".join(" ".join(body[k : k + 3]) for k in range(0, len(body), 3)),
            title=lead[0].split(" on ")[0],
            publisher=outlet,
            url=f"https://example.org/{name}",
            published=(day + late).isoformat(),
            published_from="given",
        )


def _filled(dice: random.Random, pattern: str, words: Words) -> str:
    more = {"matter": dice.choice(_MATTERS), "season": dice.choice(_SEASONS)}
    return pattern.format(**{**words, **more, "n": dice.randint(2, 90)})


def _plain(dice: random.Random, words: Words) -> str:
    """A sentence that says nothing, and hardly ever the same."""
    pattern = dice.choice(_PLAIN)
    for slot, pool in (("{adj}", _ADJECTIVES), ("{noun}", _NOUNS), ("{verb}", _VERBS)):
        while slot in pattern:
            pattern = pattern.replace(slot, dice.choice(pool), 1)
    return _filled(dice, pattern, words)


def _sentences(dice: random.Random, day: date, count: int) -> tuple[list[str], Words]:
    (a_state, a, a_town, x), (b_state, b, b_town, y) = dice.sample(_STATES, 2)
    words: Words = {
        "A": a_state, "a": a, "x": x, "B": b_state, "b": b, "y": y,
        "town": dice.choice((a_town, b_town)), "other": b_town,
        "day": day.strftime("%A"),
    }  # fmt: skip
    told = [_filled(dice, pattern, words) for pattern in dice.sample(_TELLING, count)]
    return told, words
