"""What changes something must come from our own pages."""

from typing import Any

import pytest
from tests.workbench.shell.making import BASE, Client, client_of, csrf_of, log_in

from dragoman.record.record import Record
from dragoman.workbench.security.csrf import Csrf

ELSEWHERE = {"Origin": "https://evil.example"}


def first_event(client: Client) -> str:
    return str(client.get("/api/events").json()["items"][0]["id"])


def changing_routes(client: Client) -> list[tuple[str, str]]:
    return [
        (method, route.path_format)
        for route in client.app.routes
        for method in getattr(route, "methods", ())
        if method not in ("GET", "HEAD", "OPTIONS")
    ]


def test_no_route_changes_anything_without_a_token(client: Client) -> None:
    client.get("/login")
    routes = changing_routes(client)
    assert ("POST", "/reports/add/text") in routes
    assert ("POST", "/api/decisions") in routes
    for method, path in routes:
        answer = client.request(
            method, path.format(id="x", number=1, name="x", key="x"), data={"name": "x"}
        )
        assert answer.status_code == 403, (method, path)


@pytest.mark.parametrize("headers", [ELSEWHERE, {"Sec-Fetch-Site": "cross-site"},
                                     {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"},
                                     {"Origin": "http://127.0.0.1:9999"},
                                     {"Origin": "http://["}])  # fmt: skip
def test_a_right_token_does_not_help_a_page_of_another_site(
    client: Client, headers: dict[str, str]
) -> None:
    token = csrf_of(client)
    given = {**headers, "X-CSRF-Token": token}
    data = {"action": "accept", "event": first_event(client)}
    assert client.post("/api/decisions", json=data, headers=given).status_code == 403
    assert client.post("/logout", data={"_csrf": token}, headers=headers).status_code == 403


def test_our_own_page_may(client: Client) -> None:
    headers = {"X-CSRF-Token": csrf_of(client), "Origin": BASE, "Sec-Fetch-Site": "same-origin"}
    data = {"action": "accept", "event": first_event(client)}
    assert client.post("/api/decisions", json=data, headers=headers).status_code == 201


def test_the_token_of_another_visitor_is_none(record: Record) -> None:
    with client_of(record) as one:
        token = csrf_of(one)
        one.cookies.clear()
        csrf_of(one)
        answer = one.post("/logout", data={"_csrf": token})
        assert answer.status_code == 403


@pytest.mark.parametrize("token", ["", "x", "AAAA", "A" * 88, "é", "=" * 88, "\x00"])
def test_a_made_up_token_is_none(client: Client, token: str) -> None:
    csrf_of(client)
    assert client.post("/logout", data={"_csrf": token}).status_code == 403


def test_a_token_is_masked_anew_on_every_page(client: Client) -> None:
    first, second = csrf_of(client), csrf_of(client)
    assert first != second
    for token in (first, second):
        answer = client.post("/logout", data={"_csrf": token}, follow_redirects=False)
        assert answer.status_code == 303
        client.cookies.clear()
        break
    assert Csrf(secure=True).cookie.startswith("__Host-")


def test_a_token_from_before_the_login_is_none_after_it(guarded: Client) -> None:
    before = csrf_of(guarded)
    log_in(guarded, "rana")
    data = {"action": "accept", "event": first_event(guarded)}
    answer = guarded.post("/api/decisions", json=data, headers={"X-CSRF-Token": before})
    assert answer.status_code == 403


class TestProgramsOnThisMachine:
    """A program needs no cookie on an open workbench; a browser cannot pass for one."""

    def decide(self, client: Client, **asked: Any) -> int:
        event = first_event(client)
        client.cookies.clear()
        asked = {"json": {"action": "accept", "event": event}, **asked}
        return int(client.post("/api/decisions", **asked).status_code)

    def test_it_may_send_json(self, client: Client) -> None:
        assert self.decide(client) == 201

    def test_a_form_is_what_a_browser_can_send(self, client: Client) -> None:
        assert self.decide(client, json=None, data={"action": "accept"}) == 403

    def test_plain_text_that_looks_like_json_too(self, client: Client) -> None:
        headers = {"Content-Type": "text/plain"}
        assert (
            self.decide(client, json=None, content=b'{"action":"accept"}', headers=headers) == 403
        )

    def test_a_browser_says_from_where(self, client: Client) -> None:
        assert self.decide(client, headers=ELSEWHERE) == 403
        assert self.decide(client, headers={"Sec-Fetch-Site": "none"}) == 403

    def test_not_where_people_log_in(self, guarded: Client) -> None:
        data = {"action": "accept", "event": "e1"}
        assert guarded.post("/api/decisions", json=data).status_code == 401
