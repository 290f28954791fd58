"""The workbench: odd requests to every route, bodies of every kind."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from urllib.parse import quote

from litestar.testing import TestClient
from tests.workbench.shell.making import BASE, fill

from dragoman.coder import Failure
from dragoman.errors import InputError
from dragoman.model import Report
from dragoman.record.record import Record
from dragoman.workbench import inputs
from dragoman.workbench.app import make_app
from dragoman.workbench.security.csrf import HEADER
from dragoman.workbench.settings import WorkbenchSettings
from fuzz.inputs import Broken, chosen, kept

_KINDS = (
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "text/plain",
)


def check(data: bytes) -> None:
    """Two bytes choose the route and the kind of body; the first line is put into the path (where
    it is empty: the id of something) and the query, the rest is the body. Nothing may end in
    status 500."""
    client, routes = _workbench()
    (method, path), rest = chosen(data, routes)
    kind, rest = chosen(rest, _KINDS)
    line, _, body = rest.partition(b"\n")
    where, _, query = line.decode("utf-8", "replace").partition("?")
    kind_of_thing = path.removeprefix("/api").split("/")[1]
    while "{" in path:
        before, _, after = path.partition("{")
        path = (
            before
            + quote(where or _first(client, kind_of_thing), safe="")
            + after.partition("}")[2]
        )
    answer = client.request(
        method,
        f"{path}?{quote(query, safe='=&%+')}",
        content=body if method != "GET" else None,
        headers={"Content-Type": kind, HEADER: _token(client)},
        follow_redirects=False,
    )
    if answer.status_code == 500:
        raise Broken(f"{method} {path} is answered with 500")


def _first(client: TestClient[Any], kind: str) -> str:
    """The id of a thing of a kind; 1 where none has one."""
    found = client.get("/api/events" if kind == "review" else f"/api/{kind}")
    page = found.json() if found.status_code == 200 else []
    items = page.get("items", []) if isinstance(page, dict) else page
    first = items[0] if items else {}
    return str(first.get("id") or first.get("key") or first.get("name") or 1)


def _token(client: TestClient[Any]) -> str:
    page = client.get("/login").text
    return page.partition('<meta name="csrf" content="')[2].partition('"')[0]


@cache
def _workbench() -> tuple[TestClient[Any], tuple[tuple[str, str], ...]]:
    setattr(inputs, "open_fetcher", _no_fetcher)  # noqa: B010 - it is another module's
    path = kept(b"", "workbench.db")
    path.unlink()
    record = Record.open(path, create=True)
    fill(record)
    app = make_app(WorkbenchSettings(), record, _code)
    routes = sorted(
        (method, route.path_format)
        for route in app.routes
        for method in getattr(route, "methods", ())
        if method != "OPTIONS"
    )
    client = TestClient(app, base_url=BASE)
    client.__enter__()
    return client, tuple(routes)


def _code(reports: Iterable[Report]) -> Iterator[Failure]:
    for report in reports:
        yield Failure(report=report.id, why="nothing is coded here")


def _no_fetcher(**_: Any) -> Any:
    raise InputError("nothing is fetched here")
