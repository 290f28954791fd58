"""Who may do what: every route, asked by everybody."""

from collections.abc import Iterator

import pytest
from tests.workbench.shell.making import Client, client_of, csrf_of, log_in

from dragoman.record.record import Record

OPEN = {"/login", "/logout", "/static/{name}"}
ADMIN = {("GET", "/accounts"), ("POST", "/accounts"), ("POST", "/tokens"),
         ("POST", "/tokens/{number}/revoke"), ("DELETE", "/api/reports/{id}")}  # fmt: skip
OWN = {("POST", "/account/password")}

# Pages that only lead to a change.
FORMS = {"/processes/new", "/processes/{name}/edit"}


def routes(client: Client) -> Iterator[tuple[str, str]]:
    for route in client.app.routes:
        for method in sorted(getattr(route, "methods", ())):
            path = route.path_format
            described = path.startswith("/api/openapi.json")
            if method not in ("OPTIONS", "HEAD") and path not in OPEN and not described:
                yield method, path


def ask(client: Client, method: str, path: str, token: str) -> int:
    path = path.replace("{number}", "999999")
    while "{" in path:
        before, _, rest = path.partition("{")
        path = before + "1" + rest.partition("}")[2]
    headers = {"X-CSRF-Token": token}
    answer = client.request(method, path, headers=headers, follow_redirects=False)
    return int(answer.status_code)


def test_nobody_gets_in_anywhere(guarded: Client) -> None:
    token = csrf_of(guarded)
    asked = list(routes(guarded))
    assert ("GET", "/api/events") in asked
    assert ("GET", "/events") in asked
    for method, path in asked:
        wanted = 401 if path.startswith("/api/") or path.endswith(".json") else 303
        assert ask(guarded, method, path, token) == wanted, (method, path)


@pytest.mark.parametrize(("name", "refused"), [("lena", "changes"), ("rana", "admin")])
def test_a_role_is_the_end_of_it(record: Record, name: str, refused: str) -> None:
    with client_of(record, login=True) as client:
        log_in(client, name)
        token = csrf_of(client, "/account")
        for method, path in routes(client):
            changes = (method != "GET" and (method, path) not in OWN) or path in FORMS
            beyond = (method, path) in ADMIN or (refused == "changes" and changes)
            answer = ask(client, method, path, token)
            assert (answer == 403) == beyond, (method, path, answer)


def test_an_admin_may_do_everything(record: Record) -> None:
    with client_of(record, login=True) as client:
        log_in(client, "anna")
        token = csrf_of(client, "/account")
        for method, path in routes(client):
            assert ask(client, method, path, token) not in (401, 403), (method, path)


def test_nobody_can_give_themselves_a_role(guarded: Client) -> None:
    log_in(guarded, "rana")
    form = {"_csrf": csrf_of(guarded, "/account"), "do": "role", "name": "rana", "role": "admin"}
    assert guarded.post("/accounts", data=form).status_code == 403
    for trick in ({"X-Role": "admin"}, {"X-Forwarded-User": "anna"}, {"X-HTTP-Method": "GET"}):
        assert guarded.get("/accounts", headers=trick).status_code == 403


def test_a_decision_is_under_the_name_of_who_is_logged_in(guarded: Client) -> None:
    log_in(guarded, "rana")
    event = guarded.get("/api/events").json()["items"][0]["id"]
    headers = {"X-CSRF-Token": csrf_of(guarded, "/account")}
    asked = {"action": "accept", "event": event, "who": "anna"}
    assert guarded.post("/api/decisions", json=asked, headers=headers).status_code == 400
    asked.pop("who")
    assert guarded.post("/api/decisions", json=asked, headers=headers).status_code == 201
    [decision] = guarded.get("/api/decisions").json()["items"]
    assert decision["who"] == "rana"


def test_names_of_people_run_nothing(guarded: Client, record: Record) -> None:
    log_in(guarded, "anna")
    form = {"_csrf": csrf_of(guarded, "/account"), "do": "add", "role": "reader",
            "name": "<script>alert(1)</script>", "password": "good enough"}  # fmt: skip
    page = guarded.post("/accounts", data=form).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
