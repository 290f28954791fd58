"""The network of actors over a period: drawn, listed, and as data."""

from typing import Any, NamedTuple

from litestar import Response, get

from dragoman.analysis.network import TIE_WEIGHTS, Network, TieWeight, network
from dragoman.analysis.periods import readable_step
from dragoman.analysis.series import series
from dragoman.formats.cells import csv_line
from dragoman.formats.flat import csv_cell
from dragoman.workbench import answers, choices, vendor
from dragoman.workbench.asking import Asked
from dragoman.workbench.lately import Lately, state_of
from dragoman.workbench.seeing import SHARED, View, one_of, view, whole_time
from dragoman.workbench.state import Asking, Workbench

FILTERS = (*SHARED, "by", "weight", "most")
MOST = (20, 40, 80)
TIE_COLUMNS = (
    "one", "one_name", "other", "other_name", "events", "contacts", "cooperation", "conflict",
    "score", "first", "last",
)  # fmt: skip


class Seen(NamedTuple):
    """The page's question, read, and its answer."""

    asked: Asked
    view: View
    weight: TieWeight
    most: int
    net: Network


_lately: Lately[Seen] = Lately(6)


def _read(request: Asking, bench: Workbench) -> Seen:
    asked = answers.asked(request, "/network", FILTERS)
    key = (bench.record.engine, state_of(bench.record.engine), tuple(asked.pairs))
    return _lately.get(key, lambda: _seen(bench, asked))


def _seen(bench: Workbench, asked: Asked) -> Seen:
    seen = view(bench.record, asked, lens="actor")
    weight = one_of(asked, "weight", TIE_WEIGHTS, "contacts")
    most = int(one_of(asked, "most", [str(number) for number in MOST], str(MOST[1])))
    net = network(seen.inside, seen.lens, weight=weight, statuses=(seen.status,), most=most)
    return Seen(asked, seen, weight, most, net)


@get("/network", sync_to_thread=True)
def page(request: Asking, bench: Workbench) -> Response[str]:
    """The network, with its actors and ties in tables."""
    read = _read(request, bench)
    first, last = whole_time(bench.record, read.view.all)
    return bench.page(
        request,
        "network.html",
        asked=read.asked,
        seen=read.view,
        weight=read.weight,
        weights=TIE_WEIGHTS,
        most=read.most,
        choices_most=MOST,
        net=read.net,
        whole=(min(first, read.view.since), max(last, read.view.until)),
        kinds=choices.kinds(),
    )


@get("/network.json", sync_to_thread=True)
def network_json(request: Asking, bench: Workbench) -> Response[bytes]:
    """The network, and how many events each part of the whole time has, to choose a time by."""
    read = _read(request, bench)
    answers.refuse(read.asked)
    first, last = whole_time(bench.record, read.view.all)
    step = readable_step(first, last)
    points = series(read.view.all, step, first, last, statuses=(read.view.status,))
    return answers.data(
        {
            "since": read.view.since,
            "until": read.view.until,
            "by": read.view.lens,
            "status": read.view.status,
            "weight": read.weight,
            "left_out": read.net.left_out,
            "nodes": [
                {"label": read.view.label(node.key), **_fields(node)} for node in read.net.nodes
            ],
            "ties": list(read.net.ties),
            "time": [
                {"start": point.start, "end": point.end, "events": point.events} for point in points
            ],
        }
    )


@get("/network.csv", sync_to_thread=True)
def network_csv(request: Asking, bench: Workbench) -> Response[bytes]:
    """The ties as CSV."""
    read = _read(request, bench)
    answers.refuse(read.asked)
    rows: list[Any] = [TIE_COLUMNS]
    for tie in read.net.ties:
        names = {"one_name": read.view.label(tie.one), "other_name": read.view.label(tie.other)}
        rows.append([{**_fields(tie), **names}[name] for name in TIE_COLUMNS])
    body = "".join(csv_line(map(csv_cell, row)) + "\n" for row in rows)
    headers = {"Content-Disposition": 'attachment; filename="network.csv"'}
    return Response(body.encode(), media_type="text/csv; charset=utf-8", headers=headers)


def _fields(struct: Any) -> dict[str, Any]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__}


routes = [page, network_json, network_csv]
assets = {"vis-network.js": vendor.vis_network}
