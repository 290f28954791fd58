"""Words of others stay words: in every page, every table and every question to the database."""

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import product
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import inspect, text
from tests.record.making import Told, coding
from tests.record.test_remerge import keyed
from tests.workbench.shell.making import Client, client_of, csrf_of

from dragoman.record.batch import add_codings
from dragoman.record.engine import reading, writing
from dragoman.record.record import Record
from dragoman.workbench.asking import (
    ACTOR_FILTERS,
    AGENDA_FILTERS,
    EVENT_FILTERS,
    REPORT_FILTERS,
    STATEMENT_FILTERS,
)

# Markup, the end of an attribute, a template's marks, and what a spreadsheet would run.
EVIL = "=1+evil()\"'><img/src=x/onerror=evil()><script>evil()</script>{{7*7}}{%x%}"
NAME, PLACE, TITLE = f"{EVIL}A", f"{EVIL}B", f"{EVIL}C"
TEXT = f"{NAME} met {PLACE} officials, said {TITLE} in {EVIL}."
FILTERS = sorted(
    {*EVENT_FILTERS, *STATEMENT_FILTERS, *ACTOR_FILTERS, *REPORT_FILTERS, *AGENDA_FILTERS,
     "name", "speaker", "state", "order", "which", "by", "step", "page", "per", "limit", "offset",
     "today", "url", "next", "done", "after", "before", "v"}
)  # fmt: skip
CHARTS = ("dyads", "types", "reports")
SQL = ["' OR '1'='1", "1; DELETE FROM reports", "') UNION SELECT password FROM accounts --",
       '" OR ""="', "%' AND 1=randomblob(9) --", "\\'; --", "%", "_", '"', "*", "a* NEAR(b",
       "col:x", "(", "^x", "x' COLLATE y", "-1", "1e999", "nan"]  # fmt: skip


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A workbench in whose record everything that can be a word of others is an evil one."""
    with Record.open(tmp_path_factory.mktemp("evil") / "record.db", create=True) as record:
        people = {NAME: ("PAK", ("GOV",), TITLE), "officials": ("IRN", ("GOV",), EVIL)}
        told = [
            Told("CONSULT", [NAME], ["officials"], cue="met", day="2019-06-03", place=None),
            Told("AGREE", [NAME], ["officials"], cue="met", day="2019-07-03", status="planned"),
        ]
        made = [
            coding(TEXT, *told, people=people, says=[(NAME, TITLE)], title=EVIL, publisher=EVIL,
                   url=f"javascript:evil()//{EVIL}"),
            coding(TEXT + " Again.", *told, people=people, title=EVIL, publisher=f"{EVIL} 2",
                   url=f"https://courier.example/{EVIL}"),
        ]  # fmt: skip
        with writing(record.engine) as connection:
            add_codings(connection, [keyed(item) for item in made])
        event = record.events().__iter__().__next__()
        record.decide(event.id, "accept", EVIL, EVIL)
        with client_of(record) as client:
            token = csrf_of(client)
            form = {"_csrf": token, "title": EVIL, "text": TEXT + " Third."}
            client.post("/reports/add/text", data=form)
            named = {"files": (f"{EVIL}.txt", b"%PDF-")}
            client.post("/reports/add/files", data={"_csrf": token}, files=named)
            yield client


def pages(client: Client) -> Iterator[str]:
    """The address of every page and every other answer to GET, from the routes themselves."""
    things = {"review": "events", "events": "events", "actors": "actors", "reports": "reports",
              "statements": "statements"}  # fmt: skip
    for route in client.app.routes:
        path = route.path_format
        if "GET" not in getattr(route, "methods", ()) or path.startswith(
            ("/static", "/map/countries")
        ):
            continue
        kind = path.removeprefix("/api").strip("/").split("/")[0]
        names = [quote(EVIL, safe="")]
        if "{" in path and kind in things:
            items = client.get(f"/api/{things[kind]}").json()["items"]
            assert items, kind
            names += [str(item.get("id") or item["key"]) for item in items]
        elif "{" in path and kind == "runs":
            names += ["1", "2"]
        elif "{" in path and kind == "charts":
            ends = ("svg", "csv", "vl.json")
            names += [f"{chart}.{end}" for chart, end in product(CHARTS, ends)]
        for name in names if "{" in path else [""]:
            yield re.sub(r"\{[^}]*\}", lambda _, name=name: name, path)  # type: ignore[misc]


class Markup(HTMLParser):
    """Looks for what ran if it was markup."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if any(name.startswith("on") or name == "style" for name in values):
            self.faults.append(f"{tag} {values}")
        if tag in ("script", "img", "iframe") and "evil" in str(values):
            self.faults.append(f"{tag} {values}")
        for name in ("href", "src", "action", "formaction"):
            if re.match(r"\s*(javascript|data|vbscript):", values.get(name) or "", re.I):
                self.faults.append(f"{tag} {name}={values[name]}")

    def handle_data(self, data: str) -> None:
        if self.rawdata and self.cdata_elem == "script" and "evil" in data:
            self.faults.append(f"in a script: {data[:80]}")


def faults_of(markup: str) -> list[str]:
    """What of a page would run."""
    parser = Markup()
    parser.feed(markup)
    parser.close()
    return parser.faults


def test_the_test_sees_what_runs() -> None:
    assert faults_of(f"<p>{EVIL}</p>")
    assert faults_of('<a href=" javascript:evil()">')
    assert not faults_of("<p>&lt;script&gt;evil()</p><a href='/x?javascript:'>")


def test_no_page_runs_words_of_others(evil: Client) -> None:
    asked = list(pages(evil))
    assert len(asked) > 60
    seen = 0
    for path in asked:
        asks = "." not in path and path.count("/") == 1  # a list, which takes filters
        given = f"?text={quote(EVIL)}&actor={quote(EVIL)}&since={quote(EVIL)}"
        for query in ("", given) if asks else ("",):
            answer = evil.get(path + query)
            kind = answer.headers.get("content-type", "")
            assert answer.status_code < 500, path
            if "html" in kind or "svg" in kind:
                assert not faults_of(answer.text), path
                assert "49" not in re.findall(r"&gt;(49)\{%x%\}", answer.text)
                seen += "evil()" in answer.text
            else:
                assert not kind.startswith("text/html")
                assert answer.headers["x-content-type-options"] == "nosniff"
    assert seen > 15, "the evil words are hardly on any page"


def test_no_table_runs_them_in_a_spreadsheet(evil: Client) -> None:
    tables = [path for path in pages(evil) if path.endswith(".csv") and "%" not in path]
    assert len(tables) > 6
    seen = 0
    for path in tables:
        answer = evil.get(path)
        if answer.status_code == 200 and answer.headers["content-type"].startswith("text/csv"):
            for row in csv.reader(io.StringIO(answer.text, newline="")):
                assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t"))], path
                assert not [cell for cell in row if re.match(r"-[^\d.]", cell)], path
                seen += any("evil" in cell for cell in row)
    assert seen > 6


def test_a_calendar_takes_no_lines_of_others(evil: Client) -> None:
    lines = evil.get("/agenda.ics").text.replace("\r\n ", "").split("\r\n")
    assert all(re.match(r"[A-Z-]+[;:]|$", line) for line in lines), lines


def test_no_filter_is_sql(looking: Client, record: Record) -> None:
    def state() -> Any:
        with reading(record.engine) as connection:
            names = inspect(connection).get_table_names()
            return {n: connection.execute(text(f'SELECT count(*) FROM "{n}"')).scalar()
                    for n in names if not n.startswith("search_index")}  # fmt: skip

    before = state()
    paths = [
        path for path in _lists(looking) if not path.startswith(("/charts", "/map", "/network"))
    ]
    assert len(paths) > 15
    # Every path with every seventh filter and every filter on some path; all values in turn.
    for number, (path, name) in enumerate(list(product(paths, FILTERS))[::3]):
        value = SQL[number % len(SQL)]
        answer = looking.get(path, params={name: value})
        assert answer.status_code in (200, 302, 303, 400, 404, 422), (path, name, value)
        assert "$argon2" not in answer.text
    assert state() == before


def test_what_is_sql_finds_nothing_more(looking: Client) -> None:
    names = {"actor", "speaker", "name", "publisher", "place", "mode", "report", "family"}
    for path in ("/api/events", "/api/reports", "/api/statements", "/api/actors"):
        for name, value in product(sorted(names & _parameters(looking, path)), SQL):
            answer = looking.get(path, params={name: value})
            assert answer.status_code != 200 or answer.json()["total"] == 0, (path, name, value)


def _lists(client: Client) -> list[str]:
    paths = [r.path_format for r in client.app.routes if "GET" in getattr(r, "methods", ())]
    return sorted(path for path in paths if "{" not in path and "openapi" not in path)


def _parameters(client: Client, path: str) -> set[str]:
    described = client.get("/api/openapi.json").json()["paths"][path]["get"]["parameters"]
    return {one["name"] for one in described}
