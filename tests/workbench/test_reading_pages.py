"""The pages to read: what they show, their filters and links, and that no text of a report runs."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar.testing import TestClient
from tests.record.making import Told, coding
from tests.record.test_remerge import keyed

from dragoman.entries import EventEntry
from dragoman.model import Coding, Report
from dragoman.record.adding import Incoming
from dragoman.record.batch import add_codings
from dragoman.record.engine import writing
from dragoman.record.questions import EventQuery, Page
from dragoman.record.record import Record
from dragoman.workbench.app import make_app
from dragoman.workbench.settings import WorkbenchSettings

PEOPLE: dict[str, tuple[str | None, tuple[str, ...], str | None]] = {
    "Shah Mahmood Qureshi": ("PAK", ("GOV",), "foreign minister"),
    "Zalmay Khalilzad": ("USA", ("GOV",), "special envoy"),
    "Iran": ("IRN", (), None),
    "Pakistan": ("PAK", (), None),
}
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)><style>*{display:none}</style>"
REPORTS = [
    coding(
        "Qureshi met Khalilzad in Islamabad on Sunday, killing no time. “Peace is possible,” "
        "Qureshi said.",
        Told("CONSULT", ["Shah Mahmood Qureshi", "Zalmay Khalilzad"], mode="visit", cue="met",
             day="2019-06-02", place="Islamabad", dead=3),
        published="2019-06-03", people=PEOPLE, publisher="Kabul Courier", title="Talks open",
        url="https://news.example/talks",
        says=[("Shah Mahmood Qureshi", "Peace is possible,")],
    ),
    coding(
        "Khalilzad and Qureshi met in Islamabad on Sunday, said an agency in other words.",
        Told("CONSULT", ["Zalmay Khalilzad", "Shah Mahmood Qureshi"], mode="visit", cue="met",
             day="2019-06-02", place="Islamabad", dead=5),
        published="2019-06-04", people=PEOPLE, publisher="Lahore Wire", title="Envoy in Islamabad",
    ),
    coding(
        "Pakistan will meet Iran in Tehran in July.",
        Told("AGREE", ["Pakistan", "Iran"], cue="meet", day="2019-07-01", until="2019-07-31",
             status="planned", place="Tehran"),
        published="2019-06-05", people=PEOPLE, publisher="Lahore Wire", title="Plans",
    ),
    coding(
        f"{HOSTILE} Iran accused Pakistan in Tehran.",
        Told("ACCUSE", ["Iran"], ["Pakistan"], cue="accused", day="2019-05-01", place="Tehran"),
        published="2019-05-02", people=PEOPLE, publisher="<b>Bold</b> & Co", title=HOSTILE,
        url="javascript:alert(3)",
        says=[("Iran", HOSTILE)],
    ),
]  # fmt: skip


def no_code(reports: Iterable[Report]) -> Iterator[Coding]:
    """A coder for tests in which nothing has to be coded."""
    for report in reports:
        raise AssertionError(f"{report.id} should not be coded")
    yield from ()


def fill(record: Record) -> None:
    with writing(record.engine) as connection:
        add_codings(connection, [keyed(item) for item in REPORTS])


def client_of(record: Record) -> Iterator[TestClient[Any]]:
    app = make_app(WorkbenchSettings(), record=record, code=no_code)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    folder: Path = tmp_path_factory.mktemp("pages")
    with Record.open(folder / "record.db", create=True) as record:
        fill(record)
        yield record


@pytest.fixture(scope="module")
def client(filled: Record) -> Iterator[TestClient[Any]]:
    yield from client_of(filled)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Record, TestClient[Any]]]:
    """A record and workbench of a test's own, to change."""
    with Record.open(tmp_path / "own.db", create=True) as record:
        fill(record)
        for client in client_of(record):
            yield record, client


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient[Any]]:
    with Record.open(tmp_path / "empty.db", create=True) as record:
        yield from client_of(record)


def plain(page: str) -> str:
    """The words of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def event_id(record: Record, kind: str) -> str:
    return next(event.id for event in record.events() if event.event == kind)


def report_key(record: Record, title: str) -> str:
    return next(report.key for report in record.reports() if report.title == title)


def actor_id(record: Record, name: str) -> str:
    return next(actor.id for actor in record.actors() if actor.name == name)


def post(client: TestClient[Any], path: str, **fields: Any) -> Any:
    """A form sent as the page sends it."""
    page = client.get("/").text
    token = re.search(r'name="csrf" content="([^"]+)"', page)
    assert token is not None
    data = {"_csrf": token[1], **fields}
    return client.post(path, data=data, follow_redirects=False)


LISTS = ("/reports", "/events", "/actors", "/statements", "/agenda", "/runs")


@pytest.mark.parametrize("path", ["/", *LISTS, "/events?view=timeline"])
def test_every_page_has_one_main_heading_and_a_title(client: TestClient[Any], path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(re.findall(r"<h1[ >]", answer.text)) == 1
    assert "<title>" in answer.text
    harmless(answer.text)


@pytest.mark.parametrize("path", ["/", *LISTS, "/events?view=timeline"])
def test_an_empty_record_has_a_face(empty: TestClient[Any], path: str) -> None:
    answer = empty.get(path)
    assert answer.status_code == 200
    assert "nothing" in answer.text.lower() or "no " in answer.text or "empty" in answer.text


@pytest.mark.parametrize("path", ["/events/e0", "/reports/r0", "/actors/a0", "/runs/7", "/runs/x"])
def test_what_is_not_there_says_so(client: TestClient[Any], path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "is not in the record" in plain(answer.text)
    assert client.get(f"{path}.json").headers["content-type"].startswith("application/problem")


def test_the_first_page_tells_what_there_is(client: TestClient[Any]) -> None:
    words = plain(client.get("/").text)
    assert "4 reports" in words
    assert "3 not reviewed" in words
    assert "Overdue 1" in words
    assert "Consult, visit" in words


@pytest.mark.parametrize(
    ("query", "found", "left_out"),
    [
        ("", ["Consult", "Agree", "Accuse"], []),
        ("type=CONSULT", ["Qureshi"], ["Accuse, "]),
        ("type=CONSULT&type=ACCUSE", ["2 events found"], []),
        ("actor=IRN", ["2 events found"], ["Khalilzad"]),
        ("dyad=USA:PAK", ["1 event found"], []),
        ("status=planned", ["1 event found"], []),
        ("since=2019-06-01&until=2019-06-30", ["1 event found"], []),
        ("place=Tehran", ["2 events found"], []),
        ("sources=2", ["1 event found"], []),
        ("text=accused", ["1 event found"], []),
        ("mode=visit", ["1 event found"], []),
        ("confidence=0.99", ["No event meets these filters"], []),
        ("q=accused", ["1 event found"], []),
    ],
)
def test_events_can_be_filtered(
    client: TestClient[Any], query: str, found: list[str], left_out: list[str]
) -> None:
    rows = client.get(f"/events?{query}").text
    words = plain(rows[rows.index("result-line") :])
    assert all(one in words for one in found)
    assert not any(one in words for one in left_out)


@pytest.mark.parametrize(
    "query",
    ["since=yesterday", "dyad=USA", "sources=many", "sources=99999999999999999999",
     "confidence=nan", "text=%22", "page=0", "page=99999999999", "page=x", "per=0", "type=x",
     "text=*%20OR%20(", "actor=%25%5F%5C"],
)  # fmt: skip
def test_filters_that_cannot_be_read_do_no_harm(client: TestClient[Any], query: str) -> None:
    assert client.get(f"/events?{query}").status_code == 200
    assert client.get(f"/events.json?{query}").status_code in (200, 422)


def test_a_day_that_is_none_is_said_and_stays_to_be_mended(client: TestClient[Any]) -> None:
    page = client.get("/events?since=2019-02-31&actor=IRN").text
    assert "is no date" in page
    assert 'value="IRN"' in page


def test_links_keep_the_filters(client: TestClient[Any]) -> None:
    page = client.get("/events?actor=Qureshi&status=actual&per=1&actor=x").text
    assert 'href="/events.json?actor=Qureshi' in page
    assert 'href="/events.csv?actor=Qureshi' in page
    assert "view=timeline" in page
    timeline = client.get("/events?view=timeline&type=CONSULT").text
    assert 'href="/events?type=CONSULT"' in timeline


def test_the_next_page_keeps_the_filters(client: TestClient[Any]) -> None:
    page = client.get("/events?per=1&since=2019-01-01").text
    links = re.findall(r'rel="next" href="([^"]+)"', page)
    assert [link.replace("&amp;", "&") for link in links] == [
        "/events?since=2019-01-01&per=1&page=2"
    ]
    second = client.get(links[0].replace("&amp;", "&"))
    assert "Page 2 of 3" in plain(second.text)


def test_the_data_stand_beside_the_page(client: TestClient[Any]) -> None:
    answer = client.get("/events.json?type=CONSULT").json()
    assert answer["total"] == 1
    assert answer["items"][0]["tellings"][0]["quote"]
    rows = list(csv.DictReader(io.StringIO(client.get("/events.csv?type=CONSULT").text)))
    assert [row["event"] for row in rows] == ["CONSULT"]
    for name in ("reports", "actors", "statements", "agenda"):
        assert client.get(f"/{name}.json").json()["total"] > 0
        assert len(list(csv.reader(io.StringIO(client.get(f"/{name}.csv").text)))) > 1


def test_a_long_list_is_paged_in_json_too(client: TestClient[Any]) -> None:
    answer = client.get("/events.json?per=2").json()
    assert len(answer["items"]) == 2
    assert answer["next"] == "/events.json?per=2&page=2"
    assert client.get(answer["next"]).json()["next"] is None


def test_an_event_shows_its_tellings_side_by_side_and_where_they_disagree(
    client: TestClient[Any], filled: Record
) -> None:
    page = client.get(f"/events/{event_id(filled, 'CONSULT')}").text
    words = plain(page)
    assert "2 tellings in 2 reports, 2 independent sources" in words
    assert '<span class="part cue">met</span>' in page
    assert '<span class="part source">Qureshi</span>' in page
    assert "Where the reports disagree" in words
    assert re.search(r"Dead .*3 .*Kabul Courier .*5 .*Lahore Wire", words)
    assert "Nobody has decided" in words


def test_an_id_of_another_kind_leads_to_its_page(client: TestClient[Any], filled: Record) -> None:
    actor = actor_id(filled, "Iran")
    answer = client.get(f"/events/{actor}", follow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["location"] == f"/actors/{actor}"
    short = client.get(f"/actors/{actor[:9]}.json", follow_redirects=False)
    assert short.headers["location"] == f"/actors/{actor}.json"


def test_a_report_is_its_text_with_marks(client: TestClient[Any], filled: Record) -> None:
    key = report_key(filled, "Talks open")
    page = client.get(f"/reports/{key}").text
    article = page[page.index('id="text"') : page.index("</article>")]
    shown = re.sub(r"<[^>]*>", "", article[article.index(">") + 1 :])
    assert shown == filled.coding(key).report.text
    assert re.search(r'<a class="m event" href="#e1" data-m="e1" data-new="e1">met</a>', article)
    assert 'data-m="a1 e1:source' in article
    assert 'class="handle" href="#s1"' in article


def test_a_report_lists_everything_found_with_links(
    client: TestClient[Any], filled: Record
) -> None:
    key = report_key(filled, "Talks open")
    page = client.get(f"/reports/{key}").text
    for id in ("e1", "s1", "a1", "a2"):
        assert f'id="{id}"' in page
    assert f'href="/events/{event_id(filled, "CONSULT")}"' in page
    assert f'href="/actors/{actor_id(filled, "Zalmay Khalilzad")}"' in page
    assert f'href="/statements/{key}.s1"' in page
    assert "written by hand" in page
    assert 'href="https://news.example/talks"' in page


def test_layers_stay_in_the_address(client: TestClient[Any], filled: Record) -> None:
    key = report_key(filled, "Talks open")
    page = client.get(f"/reports/{key}?layers=event,place").text
    ticked = re.findall(r'id="layer-(\w+)" checked', page)
    assert ticked == ["event", "place"]
    none = client.get(f"/reports/{key}?layers=none").text
    assert " checked" not in none


@pytest.mark.parametrize(
    "path",
    ["/", "/reports", "/events", "/events?view=timeline", "/actors", "/statements", "/agenda",
     "/reports?text=%3Cscript%3Ealert(1)%3C/script%3E", "/events?actor=%22%3E%3Cscript%3E",
     "/events?dyad=%3Cscript%3E", "/reports?publisher=%3Cb%3EBold%3C/b%3E+%26+Co"],
)  # fmt: skip
def test_nothing_of_a_report_or_an_address_runs(client: TestClient[Any], path: str) -> None:
    harmless(client.get(path).text)


class Elements(HTMLParser):
    """The elements and attributes of a page, as a browser reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def harmless(page: str) -> None:
    """Nothing inline, nothing from elsewhere, no element that only a report could have brought."""
    reader = Elements()
    reader.feed(page)
    assert len(reader.found) > 20
    for tag, attributes in reader.found:
        assert tag not in ("img", "style", "iframe", "object", "embed")
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
        if tag == "script":
            assert (attributes["src"] or "").startswith("/static/")
        address = (attributes.get("href") or "").strip().lower()
        assert address.startswith(("/", "#", "https://news.example/")) or not address


def test_the_pages_of_a_hostile_report_are_harmless(
    client: TestClient[Any], filled: Record
) -> None:
    key = report_key(filled, HOSTILE)
    page = client.get(f"/reports/{key}").text
    harmless(page)
    assert "&lt;script&gt;alert(1)" in page
    harmless(client.get(f"/events/{event_id(filled, 'ACCUSE')}").text)
    harmless(client.get(f"/statements/{key}.s1").text)
    harmless(client.get(f"/actors/{actor_id(filled, 'Iran')}").text)


def test_statements_are_found_and_cited(client: TestClient[Any]) -> None:
    page = client.get("/statements?speaker=Qureshi").text
    words = plain(page)
    assert "1 statement found" in words
    assert "“Peace is possible” — Shah Mahmood Qureshi, foreign minister" in words
    assert "(Talks open, Kabul Courier, 3 June 2019, https://news.example/talks)" in words
    assert "1 statement found" in plain(client.get("/statements?text=possible").text)
    assert "No statement meets" in plain(client.get("/statements?text=impossible").text)


def test_an_actor_has_names_roles_contacts_events_statements(
    client: TestClient[Any], filled: Record
) -> None:
    page = client.get(f"/actors/{actor_id(filled, 'Shah Mahmood Qureshi')}").text
    words = plain(page)
    assert "foreign minister 3–4 June 2019 Kabul Courier , Lahore Wire" in words
    assert re.search(r"Zalmay Khalilzad 1 \+4", words)
    assert "Peace is possible" in words
    assert "Pakistan · Government" in words


def test_actors_are_filtered(client: TestClient[Any]) -> None:
    assert "1 actor found" in plain(client.get("/actors?text=khalilzad").text)
    assert "2 actors found" in plain(client.get("/actors?country=PAK").text)
    assert "No actor meets" in plain(client.get("/actors?kind=igo").text)


def test_reports_are_filtered_by_words_publisher_and_day(client: TestClient[Any]) -> None:
    assert "2 reports found" in plain(client.get("/reports?publisher=Lahore+Wire").text)
    assert "1 report found" in plain(client.get("/reports?text=agency").text)
    assert "1 report found" in plain(client.get("/reports?until=2019-05-31").text)
    assert "No report meets" in plain(client.get("/reports?state=nothing+found").text)


def test_the_agenda_stands_as_of_a_day(client: TestClient[Any]) -> None:
    assert "Overdue 1" in plain(client.get("/agenda").text)
    before = plain(client.get("/agenda?today=2019-06-06").text)
    assert "Open 1" in before
    assert "as it stands on 6 June 2019" in before
    calendar = client.get("/agenda.ics")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in calendar.text
    assert "BEGIN:VEVENT" not in client.get("/agenda.ics?state=kept").text


def states(record: Record, query: EventQuery, today: str) -> dict[str, str]:
    """What became of each plan, told the long way: plan by plan, from whole events."""

    def what(event: EventEntry) -> tuple[object, ...]:
        return event.event, event.mode, {party.actor for party in (*event.source, *event.target)}

    def state(plan: EventEntry) -> str:
        if plan.fulfilled_by:
            return "kept"
        denials = [event for event in denied if what(event) == what(plan)]
        if any((event.first_published or "") >= (plan.first_published or "") for event in denials):
            return "called off"
        return "overdue" if plan.when and plan.when.end < today else "open"

    denied = record.events(EventQuery(status=("negated",)))
    plans = record.events(msgspec.structs.replace(query, status=("planned",)))
    return {plan.id: state(plan) for plan in plans}


def test_the_agenda_of_the_page_is_that_of_the_record(
    own: tuple[Record, TestClient[Any]],
) -> None:
    """Open, kept, overdue and called off, in the same order, with all filters."""
    record, _ = own
    more = [
        coding("Iran will host Pakistan in Kabul on 9 June.",
               Told("AGREE", ["Iran"], ["Pakistan"], cue="host", day="2019-06-09",
                    status="planned", place="Kabul"),
               published="2019-06-01", people=PEOPLE),
        coding("Iran will not host Pakistan in Kabul after all.",
               Told("AGREE", ["Iran"], ["Pakistan"], cue="host", status="negated"),
               published="2019-06-08", people=PEOPLE),
        coding(
            "Iran will free Khalilzad on 15 June.",
            Told("RETREAT", ["Iran"], ["Zalmay Khalilzad"], cue="free", day="2019-06-15",
                 status="planned"),
            published="2019-06-02", people=PEOPLE,
        ),
        coding("Khalilzad will visit Iran some day.",
               Told("AGREE", ["Zalmay Khalilzad"], ["Iran"], cue="visit", status="planned"),
               published="2019-06-08", people=PEOPLE),
        coding("Khalilzad will visit Qureshi in Islamabad on 2 June.",
               Told("AGREE", ["Zalmay Khalilzad", "Shah Mahmood Qureshi"], cue="visit",
                    mode="visit", day="2019-06-02", status="planned", place="Islamabad"),
               published="2019-06-01", people=PEOPLE),
    ]  # fmt: skip
    with writing(record.engine) as connection:
        add_codings(connection, [keyed(item) for item in more])
    seen = set()
    for today in ("2019-06-01", "2019-06-20", "2026-01-01"):
        for query in (EventQuery(), EventQuery(actor="IRN"), EventQuery(until="2019-06-30")):
            asked = record.agenda(today, query)
            plans = record.plans(today, query)
            assert {entry.event.id: entry.state for entry in asked} == states(record, query, today)
            seen |= {entry.state for entry in asked}
            for state in ("open", "kept", "overdue", "called off"):
                assert plans.page(state, Page()) == [one for one in asked if one.state == state]
    assert seen >= {"open", "overdue", "called off"}


def test_runs_say_what_failed_and_why(own: tuple[Record, TestClient[Any]]) -> None:
    record, client = own
    record.add(
        [Incoming(name="a.txt", state="refused", why="it is <b>not</b> English")],
        no_code,
        asked=json.dumps([["a.txt"], None]),
    )
    page = client.get("/runs").text
    assert "1 refused" in plain(page)
    words = client.get("/runs/1").text
    assert "it is &lt;b&gt;not&lt;/b&gt; English" in words
    assert client.get("/runs/1.json?state=refused").json()["items"][0]["name"] == "a.txt"
    assert client.get("/runs/1.json?state=coded").json()["total"] == 0


def test_a_report_deleted_while_it_is_open(own: tuple[Record, TestClient[Any]]) -> None:
    record, client = own
    key = report_key(record, "Talks open")
    assert client.get(f"/reports/{key}").status_code == 200
    record.delete([key])
    answer = client.get(f"/reports/{key}")
    assert answer.status_code == 404
    assert "This report is not in the record" in plain(answer.text)
    assert "All reports" in answer.text


def test_reviewers_merge_and_part_actors(own: tuple[Record, TestClient[Any]]) -> None:
    record, client = own
    one, other = actor_id(record, "Iran"), actor_id(record, "Pakistan")
    answer = post(client, f"/actors/{one}/merge", other=f"http://127.0.0.1/actors/{other}", why="x")
    assert answer.status_code == 303
    merged = client.get(f"/actors/{one}").text
    assert "merged" in merged
    assert "Take names out" in merged
    assert record.find(one) == record.find(other)
    undone = post(client, f"/actors/{one}/undo", decision="1")
    assert undone.status_code == 303
    assert record.find(one) != record.find(other)
    forms = re.findall(r'name="form" value="([^"]+)"', merged)
    assert len(forms) == 2


def test_reviewers_part_the_tellings_of_an_event(own: tuple[Record, TestClient[Any]]) -> None:
    record, client = own
    id = event_id(record, "CONSULT")
    page = client.get(f"/events/{id}").text
    keys = re.findall(r'name="telling" value="([^"]+)"', page)
    assert len(keys) == 2
    assert post(client, f"/events/{id}/split", telling=keys[0]).status_code == 303
    assert record.count_events() == 4
    ids = [event.id for event in record.events() if event.event == "CONSULT"]
    assert post(client, f"/events/{ids[0]}/merge", other=ids[1]).status_code == 303
    assert record.count_events() == 3
    assert "took apart" in client.get(f"/events/{ids[0]}").text
    assert post(client, f"/events/{ids[0]}/undo", decision="2").status_code == 303
    assert record.count_events() == 4
    assert post(client, f"/events/{ids[0]}/undo", decision="x").status_code == 422


def test_a_form_without_its_token_changes_nothing(own: tuple[Record, TestClient[Any]]) -> None:
    record, client = own
    one, other = actor_id(record, "Iran"), actor_id(record, "Pakistan")
    client.get("/")
    answer = client.post(f"/actors/{one}/merge", data={"other": other}, follow_redirects=False)
    assert answer.status_code == 403
    assert not record.history(one)


def test_a_long_report_shows_all_its_marks(tmp_path: Path) -> None:
    """3,000 words with 200 events, each with its parts."""
    sentence = "Then number{n} Qureshi again met{n} Khalilzad for talks in Islamabad that went on. "
    text = "".join(
        sentence.replace("{n}", str(n)) + ("\n\n" if n % 5 == 4 else "") for n in range(210)
    )
    told = [
        Told("CONSULT", ["Shah Mahmood Qureshi"], ["Zalmay Khalilzad"], cue=f"met{n} ",
             place="Islamabad")
        for n in range(200)
    ]  # fmt: skip
    with Record.open(tmp_path / "long.db", create=True) as record:
        with writing(record.engine) as connection:
            add_codings(connection, [keyed(coding(text, *told, people=PEOPLE, title="Long"))])
        key = record.reports()[0].key
        for client in client_of(record):
            answer = client.get(f"/reports/{key}")
    assert answer.text.count('data-new="') >= 200
