"""The agenda: what was announced, and what became of it; as a page, data and a calendar."""

import io
from datetime import UTC, datetime
from typing import Any, get_args

from litestar import Response, get
from litestar.response import Stream

from dragoman.entries import AgendaState
from dragoman.formats.agenda import write_calendar
from dragoman.formats.columns import AGENDA
from dragoman.record.agenda import Agenda
from dragoman.record.questions import Page
from dragoman.workbench import answers, choices
from dragoman.workbench.asking import AGENDA_FILTERS, Asked, event_query
from dragoman.workbench.state import Asking, Workbench

STATES: tuple[str, ...] = get_args(AgendaState)


@get("/agenda", sync_to_thread=True)
def agenda(request: Asking, bench: Workbench) -> Response[Any]:
    """What was announced, as it stands today or on the day that is asked for."""
    asked = answers.asked(request, "/agenda", AGENDA_FILTERS)
    today = _today(asked)
    plans = bench.record.plans(today, event_query(asked))
    state = asked.one("state")
    return bench.page(
        request,
        "agenda.html",
        asked=asked,
        today=today,
        entries=plans.page(state, asked.part()),
        total=len(plans.of(state)),
        states={name: plans.states[name] for name in STATES},
        everything=len(plans.all),
        kinds=choices.kinds(),
    )


def _today(asked: Asked) -> str:
    return asked.day("today") or datetime.now(UTC).date().isoformat()


def _asked(request: Asking, bench: Workbench) -> tuple[Asked, Agenda]:
    asked = answers.asked(request, "/agenda", AGENDA_FILTERS)
    return asked, bench.record.plans(_today(asked), event_query(asked))


@get("/agenda.json", sync_to_thread=True)
def agenda_json(request: Asking, bench: Workbench) -> Response[bytes]:
    """The same as JSON."""
    asked, plans = _asked(request, bench)
    state = asked.one("state")
    return answers.listed(asked, plans.page(state, asked.part()), len(plans.of(state)))


@get("/agenda.csv", sync_to_thread=True)
def agenda_csv(request: Asking, bench: Workbench) -> Stream:
    """All of it as CSV."""
    asked, plans = _asked(request, bench)
    return answers.as_csv(asked, AGENDA, lambda page: plans.page(asked.one("state"), page))


@get("/agenda.ics", sync_to_thread=True)
def agenda_ics(request: Asking, bench: Workbench) -> Response[bytes]:
    """All of it as a calendar to subscribe to."""
    asked, plans = _asked(request, bench)
    buffer = io.BytesIO()
    write_calendar(plans.page(asked.one("state"), Page()), buffer, stamp=datetime.now(UTC))
    return Response(buffer.getvalue(), media_type="text/calendar; charset=utf-8")


routes = [agenda, agenda_json, agenda_csv, agenda_ics]
