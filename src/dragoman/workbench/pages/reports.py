"""The reports: a list with search, and the forms that add to it."""

from collections.abc import Sequence
from typing import Any

from litestar import Response, get
from litestar.response import Stream

from dragoman.entries import ReportEntry
from dragoman.errors import InputError
from dragoman.formats.columns import REPORTS
from dragoman.workbench import answers, choices, lookups
from dragoman.workbench.asking import REPORT_FILTERS, Asked, report_query
from dragoman.workbench.state import Asking, Workbench


@get("/reports", sync_to_thread=True)
def reports(request: Asking, bench: Workbench) -> Response[Any]:
    """The reports that are asked for."""
    asked = answers.asked(request, "/reports", REPORT_FILTERS)
    found, total = _found(bench, asked)
    return bench.page(
        request,
        "reports.html",
        asked=asked,
        reports=found,
        total=total,
        openings=lookups.openings(bench.record, found),
        publishers=lookups.publishers(bench.record),
        choices=choices,
    )


def _found(bench: Workbench, asked: Asked) -> tuple[Sequence[ReportEntry], int]:
    query = report_query(asked)
    try:
        found = bench.record.reports(query, asked.part())
        return found, bench.record.count_reports(query)
    except InputError as fault:
        asked.faults.append(str(fault))
        return [], 0


@get("/reports.json", sync_to_thread=True)
def reports_json(request: Asking, bench: Workbench) -> Response[bytes]:
    """The same as JSON."""
    asked = answers.asked(request, "/reports", REPORT_FILTERS)
    query = report_query(asked)
    found = bench.record.reports(query, asked.part())
    return answers.listed(asked, found, bench.record.count_reports(query))


@get("/reports.csv", sync_to_thread=True)
def reports_csv(request: Asking, bench: Workbench) -> Stream:
    """All of them as CSV."""
    asked = answers.asked(request, "/reports", REPORT_FILTERS)
    query = report_query(asked)
    return answers.as_csv(asked, REPORTS, lambda page: bench.record.reports(query, page))


routes = [reports, reports_json, reports_csv]
