"""Journeys of envoys: from announcements of many stops, and from stops told one by one.

Two visits belong to one journey where no more than `_GAP` days lie between them, or where an
announced journey spans them. What is told without a day belongs to a journey whose report tells it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.entries import Interval, Spot
from dragoman.processes.dossier import Stop, Trip
from dragoman.processes.items import Item
from dragoman.processes.material import days_between, shifted, together
from dragoman.processes.roster import OFFICIAL
from dragoman.processes.scene import Scene
from dragoman.processes.wording import spoken_for

_GAP = 4  # days: a longer pause begins another journey
_SLACK = 2  # days by which an announced journey may shift
_STAY = 3  # days that a stop of an announced journey may take
_MONTH = 31  # days
_WIDEST = 3  # days: what is dated no closer tells no stop


@dataclass(frozen=True, slots=True)
class _Visit:
    """Somebody at a place on a day, or announced to be there."""

    item: Item
    place: str
    country: str | None
    spot: Spot | None
    met: tuple[str, ...]


def trips(scene: Scene) -> tuple[Trip, ...]:
    """The journeys with two stops or more, by traveller and day."""
    found: list[Trip] = []
    for traveller, items in _by_traveller(scene).items():
        announced = [item for item in items if is_tour(item)]
        done = _visits(traveller, items, scene)
        taken: set[int] = set()
        for tour in announced:
            within = [visit for visit in done if _spans(tour, visit)]
            taken.update(map(id, within))
            found.append(_announced_trip(traveller, tour, [*within, *_talks(items, within)], scene))
        home = _home_of(traveller, items)
        spare = [v for v in done if id(v) not in taken and (v.country is None or v.country != home)]
        found += [_told_trip(traveller, [*leg, *_talks(items, leg)], scene) for leg in _legs(spare)]
    return tuple(sorted(found, key=lambda trip: (_start(trip), trip.traveller)))


def _home_of(traveller: str, items: Iterable[Item]) -> str | None:
    """The country that a traveller acts for: nobody travels at home."""
    return next(
        (m.party.country for i in items for m in i.cast.source if m.party.actor == traveller), None
    )


def _start(trip: Trip) -> str:
    return trip.when.start if trip.when else "9999"


def _by_traveller(scene: Scene) -> dict[str, list[Item]]:
    """The persons of sides who do anything, with what they do; visitors stand in source."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in scene.items:
        for member in item.cast.source:
            if member.party.kind == "person" and member.side:
                found[member.party.actor].append(item)
    return found


def _visits(traveller: str, items: Iterable[Item], scene: Scene) -> list[_Visit]:
    return [
        visit
        for item in items
        if item.done and item.event.event == "CONSULT"
        for visit in _places(traveller, item, scene)
    ]


def tour_visits(scene: Scene, tour: Item) -> list[Item]:
    """The visits that carry out an announced journey to several countries."""
    travellers = {member.party.actor for member in tour.cast.source}
    found = {
        visit.item.event.id: visit.item
        for traveller in sorted(travellers)
        for visit in _visits(traveller, scene.items, scene)
        if travellers & {member.party.actor for member in visit.item.cast.source}
        and _spans(tour, visit)
    }
    return list(found.values())


def is_tour(item: Item) -> bool:
    """Whether it announces a journey to several countries."""
    meeting = item.event.event == "CONSULT" or (item.event.cameo or "").startswith("036")
    states = [party for party in item.event.target if party.kind == "state"]
    return item.event.status == "planned" and meeting and len(states) > 1


def _places(traveller: str, item: Item, scene: Scene) -> list[_Visit]:
    """Where an event puts its traveller: at its place, or with the state that is visited."""
    met = tuple(
        member.shown
        for member in spoken_for(item.cast.all)
        if member.party.actor != traveller and member.party.kind not in ("place", "state")
    )
    spot = item.event.spot
    if spot is not None:
        return [_Visit(item, spot.name, spot.country, spot, met)]
    if item.event.mode != "visit":
        return []
    states = [p for p in item.event.target if p.kind == "state"]
    hosts = {p.country for p in item.event.target if p.country}
    if states:
        return [_Visit(item, p.name, p.country, None, met) for p in states]
    if len(hosts) == 1:
        country = hosts.pop()
        name = next((side for c, side in scene.roster.countries.items() if c == country), country)
        return [_Visit(item, name, country, None, met)]
    return []


def _talks(items: Sequence[Item], visits: Sequence[_Visit]) -> list[_Visit]:
    """Talks without a place that belong to visits: with people of the visited country, told by the
    same report, and on no other day."""
    there = {visit.item.event.id for visit in visits}
    found: list[_Visit] = []
    for item in items:
        event = item.event
        if event.event != "CONSULT" or not item.done or event.spot or event.id in there:
            continue
        people = [m for m in item.cast.all if m.party.kind not in ("place", "state")]
        for visit in visits:
            hosts = [
                m
                for m in people
                if m.party.country == visit.country and not OFFICIAL.isdisjoint(m.party.sectors)
            ]
            same_day = event.when is None or event.when == visit.item.event.when
            shared = {t.report for t in event.tellings} & {
                t.report for t in visit.item.event.tellings
            }
            if hosts and len(hosts) == len(people) - 1 and same_day and shared:
                met = tuple(member.shown for member in spoken_for(hosts))
                found.append(_Visit(item, visit.place, visit.country, None, met))
                break
    return found


def _spans(tour: Item, visit: _Visit) -> bool:
    """Whether a visit falls into an announced journey, to a country that was announced."""
    countries = {party.country for party in tour.event.target}
    when, term = visit.item.event.when, tour.event.when
    if visit.country not in countries:
        return False
    if when is None and visit.item.event.mode != "visit":
        return False  # "six rounds of talks in Qatar" need not have been on this journey
    if when is None or term is None:
        shared = {t.report for t in tour.event.tellings} & {
            t.report for t in visit.item.event.tellings
        }
        return bool(shared)
    # Of "from 1 to 12 June" a record may have the first day only; nobody is everywhere on it.
    end = max(term.end, shifted(term.start, _STAY * len(countries)))
    if _WIDEST < (days_between(when.start, when.end) or 0) < _MONTH:
        return when.start <= end and term.start <= when.end  # "in the middle of June"
    return shifted(term.start, -_SLACK) <= when.start and when.end <= shifted(end, _SLACK)


def _announced_trip(traveller: str, tour: Item, visits: Sequence[_Visit], scene: Scene) -> Trip:
    """An announced journey: its stops in the order told, each with what reports say of it."""
    states = [party for party in tour.event.target if party.kind == "state"]
    families = {telling.family for telling in tour.event.tellings}
    stops = [
        _stop(
            number,
            party.name,
            party.country,
            [visit for visit in visits if visit.country == party.country],
            tour.happening.evidence,
            families,
        )
        for number, party in enumerate(states, 1)
    ]
    return _trip(traveller, stops, tour.event.when, scene, [tour])


def _legs(visits: Iterable[_Visit]) -> list[list[_Visit]]:
    """Visits with days, cut where a pause is longer than a journey has; those of two places or
    more. What has no day goes with those that the same report tells."""
    dated = sorted(
        (visit for visit in visits if _is_dated(visit)),
        key=lambda visit: (visit.item.day, visit.place),
    )
    legs: list[list[_Visit]] = []
    for visit in dated:
        if legs and visit.item.day <= shifted(legs[-1][-1].item.day, _GAP):
            legs[-1].append(visit)
        else:
            legs.append([visit])
    for visit in visits:
        if visit.item.event.when is None:
            reports = {telling.report for telling in visit.item.event.tellings}
            homes = [leg for leg in legs if _tell(leg, reports)]
            if len(homes) == 1:
                homes[0].append(visit)
    return [leg for leg in legs if len({visit.place for visit in leg}) > 1]


def _is_dated(visit: _Visit) -> bool:
    when = visit.item.event.when
    return when is not None and when.end <= shifted(when.start, _WIDEST)


def _tell(leg: Iterable[_Visit], reports: set[str]) -> bool:
    return any(telling.report in reports for visit in leg for telling in visit.item.event.tellings)


def _told_trip(traveller: str, visits: Sequence[_Visit], scene: Scene) -> Trip:
    """A journey put together from visits; stops without a day come last."""
    by_place: dict[str, list[_Visit]] = defaultdict(list)
    for visit in visits:
        by_place[visit.place].append(visit)
    stops = [
        _stop(number, place, there[0].country, there, (), set())
        for number, (place, there) in enumerate(by_place.items(), 1)
    ]
    days = [visit.item.event.when for visit in visits if visit.item.event.when]
    when = Interval(start=min(d.start for d in days), end=max(d.end for d in days))
    return _trip(traveller, stops, when, scene, [])


def _stop(
    number: int,
    place: str,
    country: str | None,
    visits: Sequence[_Visit],
    announced: tuple[str, ...],
    families: set[str],
) -> Stop:
    days = sorted(
        (visit.item.event.when for visit in visits if visit.item.event.when),
        key=lambda when: (when.start, when.end),
    )
    spot = next((visit.spot for visit in visits if visit.spot), None)
    reported = together(*(visit.item.happening.evidence for visit in visits))
    others = tuple(
        telling.event_key
        for visit in visits
        for telling in visit.item.event.tellings
        if families and telling.family not in families
    )
    return Stop(
        number=number,
        place=place,
        country=country,
        lat=spot.lat if spot else None,
        lon=spot.lon if spot else None,
        when=days[0] if days else None,
        met=tuple(dict.fromkeys(name for visit in visits for name in visit.met)),
        announced=announced,
        reported=reported,
        others=tuple(dict.fromkeys(others)),
        evidence=together(reported, announced),
    )


def _trip(
    traveller: str,
    stops: Sequence[Stop],
    when: Interval | None,
    scene: Scene,
    announced: Sequence[Item],
) -> Trip:
    member = next(
        member
        for item in scene.items
        for member in item.cast.source
        if member.party.actor == traveller
    )
    return Trip(
        traveller=member.shown,
        side=member.side or "",
        when=when,
        stops=tuple(stops),
        evidence=together(
            *(item.happening.evidence for item in announced), *(stop.evidence for stop in stops)
        ),
    )
