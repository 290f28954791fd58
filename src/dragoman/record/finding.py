"""From an id to the thing: events, actors, reports and statements, under old ids too."""

from sqlalchemy import Connection, select

from dragoman.errors import InputError
from dragoman.record import schema


def resolve_id(connection: Connection, name: str) -> tuple[str, str]:
    """What an id, or its beginning, names: ("event", id), ("actor", id), ("report", key) or
    ("statement", id). An id that merging has given away leads to what stands in its place.

    Raises InputError where nothing, or more than one thing, has it.
    """
    events, told = schema.events.c.id, schema.tellings.c
    actors, forms = schema.actors.c.id, schema.forms.c
    places = (
        ("event", events, events),
        ("actor", actors, actors),
        ("report", schema.reports.c.key, schema.reports.c.key),
        ("statement", schema.statements.c.id, schema.statements.c.id),
        ("event", told.key, told.event),
        ("event", told.own, told.event),
        ("actor", forms.own, forms.actor),
    )
    for about, column, wanted in places:
        exact = connection.execute(select(wanted).where(column == name)).scalar()
        if exact is not None:
            return about, str(exact)
    found = {
        (about, str(id))
        for about, column, _ in places[:4]
        for id in connection.execute(
            select(column).where(column >= name, column < name + "\x7f").limit(2)
        ).scalars()
        if about != "statement" or "." in name
    }
    if not found or not name:
        raise InputError(f"the record has nothing with the id {name}")
    if len(found) > 1:
        raise InputError(f"{name} could be several things; give more of the id")
    return found.pop()
