"""A workbench to test on: a record of a few made-up reports, and three people who may log in."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from litestar.testing import TestClient
from sqlalchemy import select, update
from tests.record.making import Told, coding
from tests.record.test_remerge import keyed

from dragoman.model import Coding, Report
from dragoman.record.batch import add_codings
from dragoman.record.engine import reading, writing
from dragoman.record.record import Record
from dragoman.record.schema import waiting
from dragoman.workbench.app import make_app
from dragoman.workbench.orders import LEASE
from dragoman.workbench.settings import WorkbenchSettings

BASE = "http://127.0.0.1:8017"
PASSWORD = "correct horse battery"
PEOPLE = {"anna": "admin", "rana": "reviewer", "lena": "reader"}
Client = TestClient[Any]

CODINGS = [
    coding(
        f"Pakistan met Iran in Tehran on 0{day} June, and Iran accused officials.",
        Told("CONSULT", ["Pakistan", "Iran"], cue="met", day=f"2019-06-0{day}", place="Tehran"),
        Told("ACCUSE", ["Iran"], ["officials"], cue="accused", day=f"2019-06-0{day}"),
        published=f"2019-06-0{day}",
        publisher="Kabul Courier" if day % 2 else "Lahore Wire",
        title=f"Talks {day}",
    )
    for day in range(1, 8)
] + [
    coding(
        "Pakistan will meet Iran in July. Iran said that it would come.",
        Told("AGREE", ["Pakistan", "Iran"], cue="meet", day="2019-07-01", status="planned"),
        published="2019-06-09",
        publisher="Kabul Courier",
        title="Plans",
        says=[("Iran", "it would come")],
    )
]


def fill(record: Record) -> None:
    """Put the made-up reports into a record."""
    with writing(record.engine) as connection:
        add_codings(connection, [keyed(item) for item in CODINGS])


def code(reports: Iterable[Report]) -> Iterator[Coding]:
    """A coder that finds a meeting in every text that has the word."""
    for report in reports:
        told = [Told("CONSULT", ["Pakistan"], cue="met")] if "Pakistan met" in report.text else []
        yield msgspec.structs.replace(coding(report.text, *told), report=report)


def client_of(record: Record, **settings: Any) -> Client:
    """A browser without cookies."""
    app = make_app(WorkbenchSettings(**settings), record, code)
    return TestClient(app, base_url=BASE)


def csrf_of(client: Client, path: str = "/login") -> str:
    """The token that the forms of a page carry."""
    found = re.search(r'<meta name="csrf" content="([^"]+)"', client.get(path).text)
    assert found is not None
    return found[1]


def log_in(client: Client, name: str, password: str = PASSWORD) -> Any:
    """Log in as a person does, and give the answer."""
    form = {"_csrf": csrf_of(client), "name": name, "password": password, "next": "/"}
    return client.post("/login", data=form, follow_redirects=False)


def queued(record: Record) -> list[str]:
    """The ids of the jobs in the queue, the first first."""
    with reading(record.engine) as connection:
        return list(connection.execute(select(waiting.c.id).order_by(waiting.c.n)).scalars())


def age(record: Record) -> None:
    """Let the time pass after which a job is free whose holder was not heard of."""
    past = update(waiting).values(held_until=waiting.c.held_until - 2 * LEASE)
    with writing(record.engine, marked=False) as connection:
        connection.execute(past)
