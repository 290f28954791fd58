"""The first page: what the record holds, what is new, what is due, what should be looked at."""

from datetime import UTC, datetime

from litestar import Response, get

from dragoman.record.engine import record_name
from dragoman.record.questions import Page
from dragoman.workbench import lookups
from dragoman.workbench.state import Asking, Workbench

_LATEST, _DUE, _DOUBTFUL = 8, 6, 5  # so many lines of each; the pages have them all


@get("/", sync_to_thread=True)
def home(request: Asking, bench: Workbench) -> Response[str]:
    """What the record holds."""
    record = bench.record
    counts = record.counts()
    if not counts["reports"]:
        return bench.page(request, "empty.html", record_name=record_name(record.engine))
    today = datetime.now(UTC).date().isoformat()
    plans = record.plans(today)
    waiting, overdue = plans.of("open"), plans.of("overdue")
    latest = record.reports(page=Page(limit=_LATEST))
    return bench.page(
        request,
        "home.html",
        counts=counts,
        events=record.events(page=Page(limit=_LATEST)),
        reports=latest,
        openings=lookups.openings(record, latest),
        waiting=plans.entries(waiting[:_DUE]),
        waiting_total=len(waiting),
        overdue=plans.entries(overdue[-_DUE:][::-1]),
        overdue_total=len(overdue),
        unreviewed=lookups.count_unreviewed(record),
        doubtful=lookups.doubtful_events(record, _DOUBTFUL),
        run=next(iter(lookups.runs(record, Page(limit=1))), None),
    )


routes = [home]
