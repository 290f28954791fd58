"""Merging again what a change has touched, and nothing else.

``merging`` says what belongs together, as pure functions over sets. Here the sets are found in the
tables: the blocks of names, the days and the windows that a change can have touched are merged
again, and the answer is the same as if everything had been (tests/record/test_remerge.py).
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, select

from dragoman.record import schema
from dragoman.record.actor_merging import drop_idle_actors, merge_actors
from dragoman.record.assigning import assign
from dragoman.record.merging import Placing
from dragoman.record.overlay import load_overlay
from dragoman.record.settling import settle
from dragoman.record.store import chunks


class Change(NamedTuple):
    """What a change has touched: blocks of names, actors that lost a form, tellings that are new,
    where tellings that are gone stood, events that lost members, and reports whose family is
    another now."""

    blocks: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    tellings: frozenset[str] = frozenset()
    gone: frozenset[Placing] = frozenset()
    events: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()


def remerge(connection: Connection, change: Change) -> None:
    """Bring actors, events and links up to date after a change, in the running transaction."""
    overlay = load_overlay(connection)
    renamed = merge_actors(connection, change.blocks, overlay)
    touched = change.tellings | _tellings_with(connection, renamed)
    events = assign(connection, touched, change.gone, overlay)
    settle(connection, events | change.events | _events_of(connection, touched, change.reports))
    drop_idle_actors(connection, renamed | change.actors)


def _tellings_with(connection: Connection, actors: Iterable[str]) -> frozenset[str]:
    """Keys of the tellings in which these actors take part."""
    members, forms = schema.telling_parties, schema.forms
    found: set[str] = set()
    for some in chunks(sorted(actors)):
        question = (
            select(members.c.telling)
            .join(forms, forms.c.key == members.c.form)
            .where(forms.c.actor.in_(some))
        )
        found.update(connection.execute(question).scalars())
    return frozenset(found)


def _events_of(
    connection: Connection, tellings: Iterable[str], reports: Iterable[str]
) -> frozenset[str]:
    """The events of these tellings and of all tellings of these reports."""
    table = schema.tellings
    found: set[str] = set()
    for column, keys in ((table.c.key, tellings), (table.c.report, reports)):
        for some in chunks(sorted(keys)):
            found.update(
                connection.execute(select(table.c.event).where(column.in_(some))).scalars()
            )
    return frozenset(found)
