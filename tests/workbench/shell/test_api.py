"""The API: the filters of the command line, pages with a total and a link, errors as problems."""

from typing import Any

import pytest
from tests.workbench.shell.making import Client

from dragoman.record.record import Record

LISTS = ["events", "statements", "actors", "reports", "agenda", "decisions"]


@pytest.mark.parametrize("name", LISTS)
def test_following_next_gives_everything_once(looking: Client, name: str) -> None:
    whole = looking.get(f"/api/{name}?limit=500").json()
    assert whole["next"] is None
    assert whole["total"] == len(whole["items"])
    found: list[Any] = []
    where: str | None = f"/api/{name}?limit=3"
    while where:
        page = looking.get(where).json()
        assert page["total"] == whole["total"]
        assert len(page["items"]) <= 3
        found += page["items"]
        where = page["next"]
    assert found == whole["items"]


def test_the_link_keeps_the_filters(looking: Client) -> None:
    page = looking.get("/api/events?type=CONSULT&type=ACCUSE&actor=Iran&limit=2").json()
    path, _, asked = page["next"].partition("?")
    assert path == "/api/events"
    assert sorted(asked.split("&")) == [
        "actor=Iran", "limit=2", "offset=2", "type=ACCUSE", "type=CONSULT",
    ]  # fmt: skip
    assert {item["event"] for item in page["items"]} <= {"CONSULT", "ACCUSE"}


def test_a_page_behind_the_last_is_empty(looking: Client) -> None:
    page = looking.get("/api/events?offset=5000").json()
    assert (page["items"], page["next"]) == ([], None)
    assert page["total"] > 0


@pytest.mark.parametrize(
    ("asked", "count"),
    [("type=CONSULT", 7), ("type=consult", 7), ("status=planned", 1), ("since=2019-06-05", 7),
     ("until=2019-06-02", 4), ("dyad=Iran:officials", 7), ("source=Iran&type=ACCUSE", 7),
     ("target=officials", 7), ("place=Tehran", 7), ("place=IRN", 7), ("sources=2", 0),
     ("confidence=1", 0), ("text=accused", 14), ("actor=nobody", 0), ("review=accepted", 0),
     ("mode=visit", 0), ("actor=", 15)],
)  # fmt: skip
def test_events_are_filtered_as_on_the_command_line(
    looking: Client, asked: str, count: int
) -> None:
    assert looking.get(f"/api/events?{asked}").json()["total"] == count


@pytest.mark.parametrize(
    ("path", "count"),
    [("reports?publisher=Kabul Courier", 5), ("reports?text=July", 1), ("reports?state=coded", 8),
     ("reports?since=2019-06-06", 3), ("statements?speaker=Iran", 1), ("statements?text=come", 1),
     ("statements?speaker=Pakistan", 0), ("actors?name=Iran", 1), ("actors?kind=state", 2),
     ("agenda?today=2019-06-10&state=open", 1), ("agenda?today=2020-01-01&state=open", 0),
     ("agenda?today=2020-01-01&state=overdue", 1)],
)  # fmt: skip
def test_so_are_the_others(looking: Client, path: str, count: int) -> None:
    assert looking.get(f"/api/{path}").json()["total"] == count


@pytest.mark.parametrize(
    ("path", "status"),
    [("events?limit=0", 400), ("events?limit=501", 400), ("events?limit=x", 400),
     ("events?offset=-1", 400), ("events?offset=99999999999999999999", 400),
     ("events?since=soon", 422), ("events?dyad=USA", 422), ("events?status=maybe", 400),
     ("events?confidence=2", 400), ("events?sources=0", 400), ("events?text=%21%21", 422),
     ("events?actor=%00", 400), ("events?actor=" + "x" * 501, 400), ("agenda?today=now", 422),
     ("events/none", 404), ("actors/none", 404), ("statements/none", 404), ("reports/none", 404),
     ("reports/none/coding", 404), ("events/none/decisions", 404), ("jobs/none", 404),
     ("nowhere", 404), ("events/a/b/c", 404)],
)  # fmt: skip
def test_errors_are_problems(looking: Client, path: str, status: int) -> None:
    answer = looking.get(f"/api/{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert problem["type"] == "about:blank"


def test_a_wrong_method_is_a_problem_too(looking: Client) -> None:
    answer = looking.put("/api/events")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"


def test_one_thing_is_had_by_its_id(looking: Client) -> None:
    for name, key in (("events", "id"), ("actors", "id"), ("statements", "id"), ("reports", "key")):
        first = looking.get(f"/api/{name}").json()["items"][0]
        one = looking.get(f"/api/{name}/{first[key]}").json()
        assert one[key] == first[key]
    event = looking.get("/api/events").json()["items"][0]["id"]
    assert looking.get(f"/api/events/{event}").json()["tellings"]
    assert looking.get(f"/api/actors/{event}").status_code == 404


def decide(client: Client, **asked: Any) -> Any:
    return client.post("/api/decisions", json=asked)


def test_a_decision_is_made_and_taken_back(client: Client) -> None:
    event = client.get("/api/events?type=ACCUSE").json()["items"][0]["id"]
    number = decide(client, action="reject", event=event, why="no accusation").json()["decision"]
    assert client.get("/api/events?type=ACCUSE").json()["total"] == 6
    assert client.get("/api/events?review=rejected").json()["total"] == 1
    [made] = client.get(f"/api/events/{event}/decisions").json()
    assert (made["id"], made["why"], made["undone"]) == (number, "no accusation", None)
    assert client.post(f"/api/decisions/{number}/undo", json={}).json() == {"decision": number}
    assert client.get("/api/events?type=ACCUSE").json()["total"] == 7
    assert client.get("/api/decisions").json()["items"][0]["undone"]
    assert client.post(f"/api/decisions/{number}/undo", json={}).status_code == 422


def test_a_correction_stands_beside_the_machine(client: Client) -> None:
    event = client.get("/api/events?type=ACCUSE").json()["items"][0]["id"]
    assert decide(client, action="correct", event=event, field="event", value="REJECT").is_success
    found = client.get(f"/api/events/{event}").json()
    assert (found["event"], found["review"]) == ("REJECT", "corrected")
    assert found["tellings"][0]["event"] == "ACCUSE"


def test_events_are_merged_and_split(client: Client) -> None:
    one, other = [item["id"] for item in client.get("/api/events?type=ACCUSE").json()["items"][:2]]
    assert decide(client, action="merge", ids=[one, other]).status_code == 201
    assert client.get("/api/events?type=ACCUSE").json()["total"] == 6
    merged = client.get(f"/api/events/{one}").json()
    keys = [telling["event_key"] for telling in merged["tellings"]]
    assert len(keys) == 2
    assert decide(client, action="split", ids=keys[:1]).status_code == 201
    assert client.get("/api/events?type=ACCUSE").json()["total"] == 7


@pytest.mark.parametrize(
    "asked",
    [{}, {"action": "praise"}, {"action": "accept"}, {"action": "accept", "event": "none"},
     {"action": "merge"}, {"action": "merge", "ids": ["none", "no"]}, {"action": "split"},
     {"action": "split", "ids": ["none"]}, {"action": "correct", "event": "none"},
     {"action": "correct", "event": "none", "field": "event", "value": 1},
     {"action": "accept", "event": 1}, {"action": "accept", "event": "e", "more": 1}, [], "x"],
)  # fmt: skip
def test_a_decision_that_is_none_is_refused(client: Client, asked: Any) -> None:
    answer = client.post("/api/decisions", json=asked)
    assert answer.status_code in (400, 404, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_field_that_is_none_cannot_be_corrected(client: Client) -> None:
    event = client.get("/api/events").json()["items"][0]["id"]
    for field, value in (("nothing", 1), ("quad", "many"), ("source", [{"x": 1}])):
        answer = decide(client, action="correct", event=event, field=field, value=value)
        assert answer.status_code == 422


def test_a_report_is_taken_out(client: Client) -> None:
    key = client.get("/api/reports").json()["items"][0]["key"]
    before = client.get("/api/record").json()["counts"]["reports"]
    client.get("/login")
    assert client.delete(f"/api/reports/{key}").status_code == 403, "a browser with a cookie"
    client.cookies.clear()
    assert client.delete(f"/api/reports/{key}").status_code == 204
    assert client.get(f"/api/reports/{key}").status_code == 404
    assert client.get("/api/record").json()["counts"]["reports"] == before - 1


def test_a_database_that_is_gone_is_said(client: Client, record: Record) -> None:
    from sqlalchemy.exc import OperationalError

    def gone(*_: Any, **__: Any) -> None:
        raise OperationalError("SELECT", {}, Exception("unable to open database file"))

    record.engine.connect = gone  # type: ignore[method-assign]
    answer = client.get("/api/events")
    assert answer.status_code == 503
    assert "could not be used" in answer.json()["detail"]
    page = client.get("/events")
    assert page.status_code == 503
    assert "could not be used" in page.text


def test_it_describes_itself(looking: Client) -> None:
    described = looking.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert all(path.startswith("/api/") for path in described["paths"])
    names = set()
    for operations in described["paths"].values():
        for operation in operations.values():
            assert operation["operationId"] not in names
            names.add(operation["operationId"])
            assert operation["description"]
            for status in ("400", "401", "403", "422", "503"):
                content = operation["responses"][status]["content"]
                assert list(content) == ["application/problem+json"]
    assert {"list_events", "decide", "undo_decision", "add_report", "list_agenda"} <= names
    references = _references(described)
    known = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert references <= known
    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


def _references(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*map(_references, node.values()))
    return set().union(*map(_references, node)) if isinstance(node, list) else set()
