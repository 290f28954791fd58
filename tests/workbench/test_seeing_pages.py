"""Charts, network, map and review as a client sees them: filters, data beside the page, faults."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.workbench.seeing.making import HOSTILE, code, event_of, fill

from dragoman.record.record import Record
from dragoman.workbench.app import make_app
from dragoman.workbench.settings import WorkbenchSettings

Client = TestClient[Any]
PAGES = ("/charts", "/network", "/map", "/review")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    path: Path = tmp_path_factory.mktemp("seen") / "seen.db"
    with Record.open(path, create=True) as record:
        fill(record)
        yield from client_of(record)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Record, Client]]:
    """A record and workbench of a test's own, to change."""
    with Record.open(tmp_path / "own.db", create=True) as record:
        fill(record)
        for client in client_of(record):
            yield record, client


def client_of(record: Record) -> Iterator[Client]:
    app = make_app(WorkbenchSettings(), record, code)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def post(client: Client, path: str, **fields: Any) -> Any:
    token = re.search(r'name="csrf" content="([^"]+)"', client.get("/charts").text)
    assert token is not None
    return client.post(path, data={"_csrf": token[1], **fields}, follow_redirects=False)


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


@pytest.mark.parametrize("path", PAGES)
def test_no_text_of_a_report_becomes_part_of_a_page(client: Client, path: str) -> None:
    answer = client.get(f"{path}?by=actor&weight=score")
    assert answer.status_code == 200
    assert "alert(1)</script>" not in answer.text
    assert "<img" not in answer.text
    assert " style=" not in answer.text
    assert " onclick" not in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_record_has_a_face(tmp_path: Path, path: str) -> None:
    with Record.open(tmp_path / "empty.db", create=True) as record:
        for client in client_of(record):
            assert "The record holds no event yet" in client.get(path).text
            assert client.get(f"{path}.json").status_code == 200


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "filters", ["since=soon", "since=2019-07-01&until=2019-06-01&sources=x", "dyad=Iran",
                "by=colour&order=colour&type=AID", "actor=Nobody"]
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_the_page_goes_on(
    client: Client, path: str, filters: str
) -> None:
    answer = client.get(f"{path}?{filters}")
    assert answer.status_code == 200
    data = client.get(f"{path}.json?{filters}")
    assert data.status_code in (200, 422)
    assert ('role="alert"' in answer.text) == (data.status_code == 422)


def test_the_data_of_a_chart_has_zeros_and_is_the_same_in_every_form(client: Client) -> None:
    query = "?step=day&since=2019-06-01&until=2019-06-30"
    data = client.get(f"/charts/dyads.json{query}").json()
    rows = list(csv.DictReader(io.StringIO(client.get(f"/charts/dyads.csv{query}").text)))
    assert len(data) == len(rows)
    some = [row for row in data if (row["one"], row["other"]) == ("IRN", "PAK")]
    assert len(some) == 30
    assert sum(row["events"] for row in some) == 5
    assert sum(int(row["events"]) for row in rows if row["dyad"] == some[0]["dyad"]) == 5
    assert client.get(f"/charts.json{query}").json()["dyads"] == data


def test_what_is_planned_is_counted_apart(client: Client) -> None:
    done, planned = (client.get(f"/charts.json?status={x}").json() for x in ("actual", "planned"))
    assert sum(row["events"] for row in planned["types"] if row["type"] == "AGREE") == 2
    assert not [row for row in done["types"] if row["type"] == "AGREE"]


@pytest.mark.parametrize("name", ["dyads", "types", "reports"])
def test_every_chart_comes_as_a_picture(client: Client, name: str) -> None:
    svg = client.get(f"/charts/{name}.svg?by=actor")
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert svg.text.startswith("<svg")
    assert "<script" not in svg.text
    assert client.get(f"/charts/{name}.png").content.startswith(b"\x89PNG")
    spec = client.get(f"/charts/{name}.vl.json").json()
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


@pytest.mark.parametrize("file", ["dyads.exe", "nothing.png", "dyads", "..%2fx.png"])
def test_there_are_no_other_charts(client: Client, file: str) -> None:
    assert client.get(f"/charts/{file}").status_code == 404


def test_a_dyad_is_shown_in_both_directions(client: Client) -> None:
    rows = client.get("/charts/dyads.json?dyad=Iran:PAK&step=month").json()
    sums: dict[str, int] = {}
    for row in rows:
        sums[row["dyad"]] = sums.get(row["dyad"], 0) + row["events"]
    assert sums == {"Iran and Pakistan": 5, "Iran to Pakistan": 2, "Pakistan to Iran": 0}


def test_a_dyad_of_somebody_unknown_is_a_fault_of_the_question(client: Client) -> None:
    assert "has no actor Nobody" in client.get("/charts?by=actor&dyad=Nobody:Zarif").text
    assert client.get("/charts.json?by=actor&dyad=Nobody:Zarif").status_code == 422


def test_days_too_far_apart_are_refused(client: Client) -> None:
    answer = client.get("/charts.json?step=day&since=0001-01-01&until=2019-01-01")
    assert answer.status_code == 422


def test_the_network_has_measures_and_a_table_of_ties(client: Client) -> None:
    data = client.get("/network.json").json()
    nodes = {node["label"]: node for node in data["nodes"]}
    assert nodes["Javad Zarif"]["betweenness"] == 1
    assert len(data["ties"]) == 2
    rows = list(csv.DictReader(io.StringIO(client.get("/network.csv").text)))
    assert {row["one_name"] for row in rows} | {row["other_name"] for row in rows} == set(nodes)
    page = plain(client.get("/network").text)
    assert "Javad Zarif" in page


def test_the_map_counts_by_place(client: Client) -> None:
    data = client.get("/map.json").json()
    assert (data["places"][0]["name"], data["places"][0]["events"]) == ("Tehran", 4)
    assert "Tehran" in plain(client.get("/map").text)
    assert client.get("/map.csv").text.startswith("name,country,geonameid,lat,lon,events")


def test_the_countries_are_outlines_with_codes(client: Client) -> None:
    found = client.get("/map/countries.json").json()["features"]
    codes = {one["properties"]["code"] for one in found}
    assert {"AFG", "FRA", "NOR", "TWN", "KOS", "SSD", "PSE", "SGP", "MLT", "HUN"} <= codes
    for one in found:
        for rings in one["geometry"]["coordinates"]:
            assert all(len(ring) >= 4 and ring[0] == ring[-1] for ring in rings)


def test_a_correction_takes_the_codebooks_score_with_it(own: tuple[Record, Client]) -> None:
    record, client = own
    event = event_of(record, "ACCUSE")
    sides = {"source": [x.actor for x in event.source], "target": [x.actor for x in event.target]}
    answer = post(client, f"/review/{event.id}", action="correct", seen="0", status="actual",
                  kind="AID|", first="2019-06-20", last="", spot="Kabul", **sides)  # fmt: skip
    assert answer.status_code == 303
    now: Any = record.find(event.id)
    assert (now.event, now.quad, now.score, now.cameo) == ("AID", 2, 10, "070")
    fields = {item.field for item in record.history(event.id)}
    assert fields == {"event", "quad", "score", "cameo"} | (fields & {"mode"})


def test_contexts_and_numbers_are_corrected(own: tuple[Record, Client]) -> None:
    record, client = own
    event = event_of(record, "ASSAULT")
    asked: dict[str, Any] = {
        "action": "correct", "kind": "ASSAULT|", "status": "actual", "first": "2019-06-22",
        "source": [x.actor for x in event.source], "target": [x.actor for x in event.target],
        "contexts": "shown", "context": ["terrorism", "military"], "dead": "7", "injured": "",
    }  # fmt: skip
    assert post(client, f"/review/{event.id}", seen="0", **asked).status_code == 303
    now: Any = record.find(event.id)
    assert now.context == ("terrorism", "military")
    assert (now.size.dead, now.size.injured) == (7, None)
    page = client.get(f"/review/{event.id}").text
    assert 'name="dead" value="7"' in page
    seen = str(max(item.id for item in record.history(event.id)))
    none = {**asked, "context": [], "dead": ""}
    assert post(client, f"/review/{event.id}", seen=seen, **none).status_code == 303
    now = record.find(event.id)
    assert (now.context, now.size) == ((), None)


@pytest.mark.parametrize(
    ("change", "said"),
    [({"context": "dance", "contexts": "shown"}, "none of the codebook"),
     ({"dead": "many"}, "is no number"), ({"kind": "DANCE|"}, "no type of the codebook"),
     ({"status": "maybe"}, "none of"),
     ({"first": "2019-06-20", "last": "2019-06-01"}, "is before the first"),
     ({"spot": "Atlantis"}, "no report tells of"), ({"source": "a0"}, "name no actor"),
     ({}, "nothing was changed")],
)  # fmt: skip
def test_a_correction_that_is_none_is_said(
    own: tuple[Record, Client], change: dict[str, str], said: str
) -> None:
    record, client = own
    event = event_of(record, "ACCUSE")
    fields: dict[str, Any] = {
        "action": "correct", "seen": "0", "kind": "ACCUSE|", "status": "actual", "spot": "Kabul",
        "first": "2019-06-20", "last": "2019-06-20",
        "source": [x.actor for x in event.source], "target": [x.actor for x in event.target],
    }  # fmt: skip
    answer = post(client, f"/review/{event.id}", **{**fields, **change})
    assert answer.status_code == 422
    assert said in plain(answer.text)
    assert record.counts()["decisions"] == 0


def test_an_overtaken_decision_is_a_conflict(own: tuple[Record, Client]) -> None:
    record, client = own
    event = event_of(record, "ASSAULT").id
    record.decide(event, "accept", HOSTILE, HOSTILE)
    answer = post(client, f"/review/{event}", action="reject", seen="0")
    assert answer.status_code == 409
    assert "Your decision was not stored" in answer.text
    assert HOSTILE not in answer.text


def test_the_end_of_the_queue_leads_back_to_it(own: tuple[Record, Client]) -> None:
    record, client = own
    for event in list(record.events()):
        record.decide(event.id, "accept", "Anna")
    answer = client.get("/review/next", follow_redirects=False)
    assert answer.headers["location"] == "/review"
    assert "every event here has been decided on" in client.get("/review").text


def test_a_review_of_an_event_that_is_gone_says_so(client: Client) -> None:
    assert client.get("/review/e0000000000000000").status_code == 404
    assert post(client, "/review/e0000000000000000", action="accept", seen="0").status_code == 404
