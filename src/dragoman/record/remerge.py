"""Merging again what a change has touched, and nothing else.

``merging`` says what belongs together, as pure functions over sets. Here the sets are found in the
tables: the blocks of names, the days and the windows that a change can have touched are merged
again, and the answer is the same as if everything had been (tests/record/test_remerge.py).
"""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from dragoman.record import schema
from dragoman.record.actor_merging import drop_idle_actors, merge_actors
from dragoman.record.assigning import Moved, assign
from dragoman.record.given import among
from dragoman.record.merging import Placing
from dragoman.record.overlay import load_overlay
from dragoman.record.settling import settle

_told = schema.tellings.c
_WITH_FORMS = select(schema.telling_parties.c.telling).where(among(schema.telling_parties.c.form))
_EVENTS_OF_TELLINGS = select(_told.event).where(among(_told.key))
_EVENTS_OF_REPORTS = select(_told.event).where(among(_told.report))


class Change(NamedTuple):
    """What a change has touched: blocks of names that gained or lost a form; blocks that hold one
    form alone, which is new; actors that lost a form; tellings that are new, or that a decision
    is about; where tellings that are gone stood; events that lost members; and reports whose
    family is another now."""

    blocks: frozenset[str] = frozenset()
    lone: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    tellings: frozenset[str] = frozenset()
    gone: frozenset[Placing] = frozenset()
    events: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()


def remerge(connection: Connection, change: Change) -> None:
    """Bring actors, events and links up to date after a change, in the running transaction."""
    overlay = load_overlay(connection)
    merged = merge_actors(connection, change.blocks | overlay.decided_of(change.lone), overlay)
    altered = _column(connection, _WITH_FORMS, merged.forms) - change.tellings
    events = assign(connection, Moved(change.tellings, altered, change.gone), overlay)
    events |= _column(connection, _EVENTS_OF_TELLINGS, change.tellings | altered)
    events |= _column(connection, _EVENTS_OF_REPORTS, change.reports)
    settle(connection, events | change.events)
    drop_idle_actors(connection, merged.left | change.actors)


def _column(connection: Connection, question: Select[Any], keys: Collection[str]) -> frozenset[str]:
    if not keys:
        return frozenset()
    return frozenset(connection.execute(question, {"keys": keys}).scalars())
