"""Which tellings may have enough in common to be of one event, without comparing every two.

A set of tellings is the bits of a whole number, so that sets of a crowded day are joined and cut
in one step. What is found may hold tellings that comparing finds to have too little in common, but
lacks none that it would join: here is asked, in weaker words, what ``comparing`` and ``ties`` ask.
Whoever changes those looks here too (tests/record/merging/test_crowded.py holds the two together).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from operator import and_, or_
from typing import NamedTuple, TypeAlias

from dragoman.lexicon.names import name_key
from dragoman.record.merging.actors import BETWEEN
from dragoman.record.merging.comparing import NUMBERS, View
from dragoman.record.merging.names import person_name, skeleton, sounds_of
from dragoman.record.merging.parties import Who, core_name, initials_of
from dragoman.record.merging.words import merge_words

Key: TypeAlias = tuple[str | int | None, ...]

_SORTS = ("state", "person", "other")
_CROWD = 16  # of so many, making an index takes as long as comparing with each
_OFTEN = 64  # a key of more than one in so many tellings is kept as a set of them


class Index:
    """The views of tellings of one kind, by number."""

    def __init__(self, views: Sequence[View]) -> None:
        size = len(views)
        self._all = (1 << size) - 1
        self._mutual = _set_of((n for n, view in enumerate(views) if view.mutual), size)
        self._placed = _set_of((n for n, view in enumerate(views) if view.where), size)
        self._modes = _Postings([[(view.mode,)] for view in views])
        self._countries = _Postings([[(_country(view),)] for view in views])
        self._places = _Postings([_places(view) for view in views])
        self._numbers = _Postings([_numbers(view) for view in views])
        self._told = _Postings(
            [{k for who in view.both for k in _ties(who).told} for view in views]
        )
        self._asked = _Postings([{k for w in view.both for k in _ties(w).asked} for view in views])
        self._source = _Side([view.source for view in views])
        self._target = _Side([view.target for view in views])
        self._both = _Side([view.both for view in views])

    def near(self, view: View) -> Iterator[int]:
        """Views, by number, that may have enough in common with this one; it may be among them."""
        found = self._of_fitting_modes(view) & self._of_fitting_parties(view)
        country = _country(view)
        if country:
            found &= self._countries.with_any([(country,), ("",)])
        return _members(found & self._sharing(view))

    def _sharing(self, view: View) -> int:
        """The views that share one thing that is enough alone (an actor, a place) or two others (of
        parties that go together, mode, numbers, places in one another)."""
        enough = self._places.with_any(_places(view))
        once = self._numbers.with_any(_numbers(view))
        once |= self._placed if view.where else 0
        twice = 0  # a number and a place are not enough
        shared = [self._modes.with_any([(view.mode,)])] if view.mode is not None else []
        for who in view.both:
            if who.named and who.kind != "state":
                enough |= self._told.with_any([("actor", who.actor)])
            keys = _ties(who)
            shared.append(self._told.with_any(keys.asked) | self._asked.with_any(keys.told))
        for views in shared:
            twice |= once & views
            once |= views
        return enough | twice

    def _of_fitting_modes(self, view: View) -> int:
        if view.mode is None:
            return self._all
        pairs = merge_words().modes
        others = [(its,) for event, mine, its in pairs if (event, mine) == (view.event, view.mode)]
        return self._modes.with_any([(None,), (view.mode,), *others])

    def _of_fitting_parties(self, view: View) -> int:
        both = self._both.fitting(view.both)
        if view.mutual:
            return both
        two_sided = self._source.fitting(view.source) & self._target.fitting(view.target)
        return (both & self._mutual) | (two_sided & ~self._mutual)


def index_of(views: Sequence[View]) -> Index | None:
    """An index of the views; None where they are few, and each may as well be compared."""
    return Index(views) if len(views) > _CROWD else None


class _Postings:
    """Which views have a key, from the keys of each."""

    def __init__(self, keys: Sequence[Iterable[Key]]) -> None:
        self._size = len(keys)
        self._few: dict[Key, list[int]] = defaultdict(list)
        for number, some in enumerate(keys):
            for key in some:
                self._few[key].append(number)
        often = [key for key, found in self._few.items() if len(found) * _OFTEN > self._size]
        self._many = {key: _set_of(self._few.pop(key), self._size) for key in often}

    def with_any(self, keys: Iterable[Key]) -> int:
        """The views that have one of these keys."""
        found = 0
        few: list[int] = []
        for key in keys:
            if key in self._many:
                found |= self._many[key]
            else:
                few += self._few.get(key, ())
        return found | _set_of(few, self._size)


class _Side:
    """The parties that views have on one side."""

    def __init__(self, sides: Sequence[tuple[Who, ...]]) -> None:
        self._all = (1 << len(sides)) - 1
        self._lengths = _Postings([[(len(side),)] for side in sides])
        self._parties = _Postings([{k for who in side for k in _fits(who).told} for side in sides])

    def fitting(self, side: tuple[Who, ...]) -> int:
        """The views whose parties may go together with these: each of the smaller side with one of
        the other, or there are none."""
        if not side:
            return self._all
        each = [self._fitting_one(who) for who in side]
        fewer = self._lengths.with_any([(length,) for length in range(1, len(side))])
        return reduce(and_, each) | (reduce(or_, each) & fewer) | self._lengths.with_any([(0,)])

    def _fitting_one(self, who: Who) -> int:
        """The views with a party that may go together with this one (``tie``)."""
        if not who.country or (who.country in BETWEEN and who.kind != "state"):
            return self._all & ~self._lengths.with_any([(0,)])
        return self._parties.with_any(_fits(who).asked)


class _Keys(NamedTuple):
    """By what something is found, and what it looks for in others."""

    told: tuple[Key, ...]
    asked: tuple[Key, ...]


@lru_cache(maxsize=65_536)
def _fits(who: Who) -> _Keys:
    """Nothing speaks against two parties only if they are one actor, or persons whose names sound
    alike, or their countries fit and they are neither two persons with names nor two states."""
    own: list[Key] = [("actor", who.actor)] if who.named else []
    own += _sounds(who)
    sort = "state" if who.named and who.kind == "state" else "person" if _sounds(who) else "other"
    countries = ["", who.country, *(sorted(BETWEEN) if who.kind != "state" else ())]
    asked = [
        *own,
        *((its, at) for its in _SORTS for at in countries if its != sort or its == "other"),
    ]
    return _Keys((*own, (sort, who.country)), tuple(asked))


@lru_cache(maxsize=65_536)
def _ties(who: Who) -> _Keys:
    """What two parties share that go together more closely than by nothing speaking against it."""
    both: list[Key] = [("actor", who.actor)] if who.named else []
    both += _sounds(who)
    if who.country or who.kind in ("state", "place"):
        both.append(("country", who.country))
    body = core_name(who.name, who.country)
    both += [("body", name) for name in ([body] if who.named else _bodies_in(who.name))]
    words = name_key(body if who.named else who.name).split()
    told: list[Key] = [("word", word.removesuffix("s")) for word in words]
    told += [("name", name) for name in ([who.name] if who.named else who.name.split())]
    if "state" in who.spheres and (who.named or who.country):  # may act for a state
        told += [("agent",), ("agent", who.country)]
    return _Keys((*both, *told), (*both, *(_asked_by_name(who, body) if who.named else ())))


def _bodies_in(words: str) -> Iterator[str]:
    """All that ``body_in`` may find in a description, which goes by the country too."""
    keys = name_key(words).split()
    for start in range(len(keys)):
        for end in range(start + 1, min(start + 8, len(keys)) + 1):
            for name, _ in merge_words().bodies.get(" ".join(keys[start:end]), ()):
                yield name


def _asked_by_name(who: Who, body: str) -> Iterator[Key]:
    """A name looks for its initials, for names and descriptions that hold it, of which its longest
    word is one, and that of a state for agents who may be its own."""
    yield "name", initials_of(who.name)
    if who.kind == "state":
        yield ("agent", "") if who.country else ("agent",)
    demonyms = merge_words().demonyms
    words = [word.removesuffix("s") for word in body.split() if word not in demonyms]
    if words:
        yield "word", max(words, key=len)


def _sounds(who: Who) -> list[Key]:
    """How the names of a person sound."""
    if who.kind != "person":
        return []
    name = person_name(who.name)
    words = {*sounds_of(who.name), *([name.family] if name else ())}
    return [("sound", sound) for sound in sorted({skeleton(word) for word in words if word})]


def _places(view: View) -> set[Key]:
    """What two tellings of one place share, which is enough alone."""
    if view.where is None:
        return set()
    spot = view.where.spot
    return {(name_key(spot.name),), *([(spot.geonameid,)] if spot.geonameid is not None else ())}


def _numbers(view: View) -> set[Key]:
    numbers = zip(NUMBERS, view.size, strict=True)
    return {(field, n) for field, n in numbers if n is not None and n > 1}


def _country(view: View) -> str:
    """The country of the view's place; empty where it is not known."""
    return (view.where.spot.country or "") if view.where is not None else ""


def _set_of(numbers: Iterable[int], size: int) -> int:
    bits = bytearray((size + 7) // 8)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def _members(numbers: int) -> Iterator[int]:
    while numbers:
        lowest = numbers & -numbers
        yield lowest.bit_length() - 1
        numbers ^= lowest
