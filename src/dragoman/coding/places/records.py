"""What the steps of the place stage hand on to each other."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dragoman.lexicon.places import Gazetteer, PlaceWords, Toponym, ToponymKind
from dragoman.model import Place

FoundKind = Literal["name", "adjective", "facility", "unknown"]


class Found(NamedTuple):
    """Tokens ``[start, end)`` that name a place. ``name`` is the form to look up; ``adjective``
    is a word like "Iranian", ``facility`` and ``unknown`` are names that the parser's model
    holds for a place and the gazetteer does not know."""

    start: int
    end: int
    name: str
    kind: FoundKind
    cut: tuple[int, int] = (0, 0)  # characters left out at both ends: "[R-]Salem", "U.S.[-led]"


class LocatedPlace(NamedTuple):
    """A place of a report and its tokens ``[start, end)``. ``kind`` tells names from adjectives;
    ``level`` is the kind of place it was resolved to (country, admin1, city, site, ...)."""

    start: int
    end: int
    place: Place
    kind: FoundKind = "name"
    level: ToponymKind | None = None


class Places(list[LocatedPlace]):
    """The places of a report, in text order, with the words that say where an event is."""

    def __init__(self, located: Iterable[LocatedPlace] = (), words: PlaceWords | None = None):
        super().__init__(located)
        self.words = words


# So many times larger than the places of the same name, a city is meant under another of its names
# ("Mecca", "Cologne"), which else counts only where there is nothing else.
_TIMES = 50
_MOST_ANSWERS = 50_000
_SHORTEST = 4  # letters of a name without its article, less may be anything


@dataclass(frozen=True, slots=True)
class Lookup:
    """The gazetteer with all its tables asked together. Answers are kept with it, so that a name
    is looked up once, and most names of the news come again."""

    gazetteer: Gazetteer

    def table(self, name: str) -> tuple[Toponym, ...]:
        """What our own tables know; the last full stop of an abbreviation may be missing."""
        return self.gazetteer.table(name) or (
            self.gazetteer.table(name + ".") if "." in name and name[-1] != "." else ()
        )

    def all(self, name: str) -> tuple[Toponym, ...]:
        """Every place that a name can mean: our tables, cities, divisions, cities' other names."""
        answers = self.gazetteer.answers
        found = answers.get(name)
        if found is None:
            if len(answers) > _MOST_ANSWERS:
                answers.clear()
            found = answers[name] = self._all(name)
        return found

    def _all(self, name: str) -> tuple[Toponym, ...]:
        table = self.table(name)
        places = [*table, *self.gazetteer.cities(name), *self.gazetteer.divisions(name)]
        if not table:
            largest = max((place.population for place in places), default=0)
            spelled = name.title() if _shouts(name) else name
            places += self.gazetteer.alternates(spelled, _TIMES * largest)
        places += self.gazetteer.others(name)
        for spelling in () if places else _spellings(name):
            places = [*self.gazetteer.cities(spelling), *self.gazetteer.divisions(spelling)]
            places = places or self.gazetteer.alternates(spelling)
            if places:
                break
        unique: dict[object, Toponym] = {}
        for place in places:
            unique.setdefault(place.geonameid or (place.lat, place.lon), place)
        return tuple(unique.values())


# The Arabic article as newspapers write it, with its assimilated forms.
_ARTICLE = re.compile(r"\b(?:al|el|ad|an|ar|as|ash|at|az|ez|esh|es|et|ul)[- ](?=\w{3})", re.I)


def _spellings(name: str) -> Iterator[str]:
    """Other ways to write a name that the gazetteer does not have: "Mazar-e-Sharif" is
    "Mazār-e Sharīf" in GeoNames, "Ras al-Khaimah" "Ras Al Khaimah"."""
    if "-" in name:
        yield " ".join(name.rsplit("-", 1))
        yield name.replace("-", " ")
    if _ARTICLE.search(name):
        bare = ("",) if "-" in name else ()  # "Al-Hasakah" is "Hasakah"; "Al Gore" not "Gore"
        for article in ("al ", "al-", *bare):
            other = _ARTICLE.sub(article, name)
            if other != name and len(other) > _SHORTEST:
                yield other


def _shouts(name: str) -> bool:
    return len(name) > 3 and name.isupper()
