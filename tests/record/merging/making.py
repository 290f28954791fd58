"""Tellings and parties for the tests of merging, made with few words."""

from typing import Any

from dragoman.entries import Interval, Party, Spot, Telling
from dragoman.model import Actor, ActorKind, Size
from dragoman.record.merging import ActorForm, actor_form

TOWNS = {
    "Quetta": Spot(name="Quetta", country="PAK", geonameid=1167528, lat=30.18, lon=67.0),
    "Chaman": Spot(name="Chaman", country="PAK", geonameid=1181065, lat=30.92, lon=66.45),
    "Pakistan": Spot(name="Pakistan", country="PAK", geonameid=1168579, lat=30.0, lon=70.0),
    "Muscat": Spot(name="Muscat", country="OMN", geonameid=287286, lat=23.58, lon=58.4),
}


def party(
    name: str, kind: ActorKind = "person", country: str | None = None, *sectors: str
) -> Party:
    """A party whose actor is named after it, as if merging had found it to be one everywhere."""
    return Party(actor=name, name=name, kind=kind, country=country, sectors=sectors, names=(name,))


TTP = party("Tehrik-e-Taliban Pakistan", "group", "PAK", "REB")
BLA = party("Baloch Liberation Army", "group", "PAK", "REB")
BOMBER = party("suicide bomber", "person", "PAK", "UAF")
POLICE = party("police", "organization", "PAK", "COP")
MINISTER = party("Dana Weber", "person", "DEU", "GOV")
GERMANY = party("Germany", "state", "DEU")
UKRAINE = party("Ukraine", "state", "UKR")
PRESIDENT = party("Taras Bondar", "person", "UKR", "GOV")


def telling(key: str, event: str = "ASSAULT", **fields: Any) -> Telling:
    """A telling of the report that ``key`` begins with; ``day`` and ``town`` for short."""
    report, _, local = key.partition(".")
    day, town = fields.pop("day", None), fields.pop("town", None)
    dead = fields.pop("dead", None)
    if day is not None:
        first, _, last = day.partition("/")
        fields["when"] = Interval(start=first, end=last or first)
    if town is not None:
        fields["spot"] = TOWNS[town]
    if dead is not None:
        fields["size"] = Size(dead=dead)
    standard: dict[str, Any] = {
        "family": report,
        "published": "2024-03-12",
        "quad": 4,
        "score": -9.0,
        "status": "actual",
        "sentence": (0, 40),
        "confidence": 0.8,
        "quote": f"Sentence {key}.",
    }
    return Telling(
        event_key=key, report=report, local=local or "e1", event=event, **(standard | fields)
    )


def form(
    name: str, kind: ActorKind = "person", country: str | None = None, *sectors: str
) -> ActorForm:
    """The form of an actor in a report of its own name."""
    actor = Actor(id="a1", name=name, kind=kind, country=country, sectors=sectors)
    return actor_form(actor, f"r-{name}")
