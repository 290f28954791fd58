"""The filters of the templates: values in words for people."""

from functools import cache

from dragoman.formats.facts import load_facts
from dragoman.processes.rendering import bare
from dragoman.workbench import wording
from dragoman.workbench.wording import Names


@cache
def names() -> Names:
    """The names of codes; the tables are read once."""
    return Names(load_facts())


filters = {
    "bare": bare,
    "day": wording.day,
    "days": wording.days,
    "span_of_days": wording.span_of_days,
    "kind": wording.kind,
    "headline": wording.headline,
    "side": wording.names,
    "listed": wording.listed,
    "size": wording.size,
    "percent": wording.percent,
    "asked": wording.asked_for,
    "why": wording.why,
    "signed": wording.signed,
    "citation": wording.citation,
    "country": lambda code: names().country(code),
    "sectors": lambda codes: names().sectors(codes),
    "spot": lambda spot: names().spot(spot),
    "cameo": lambda code: names().cameo(code),
    "quad": lambda number: wording.QUADS.get(number, ""),
    "status": lambda code: wording.STATUSES.get(code, code),
}
