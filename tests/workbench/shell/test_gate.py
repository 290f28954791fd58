"""Ways around the gate: odd paths and methods, other sites, planted headers, slow guesses, logs."""

import asyncio
import inspect
import io
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy.exc import IntegrityError
from tests.workbench.shell.making import PASSWORD, Client, client_of, csrf_of, log_in
from tests.workbench.shell.test_csrf import changing_routes
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from dragoman.record.record import Record
from dragoman.workbench.logbook import OneEntry
from dragoman.workbench.pages.accounts import own_path
from dragoman.workbench.security import accounts
from dragoman.workbench.security.limits import LoginLimit
from dragoman.workbench.security.tokens import make_token

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "get")
# The accounts page, spelled so that a careless check takes it for another one.
SPELLINGS = ["/accounts", "/accounts/", "/./accounts", "/x/../accounts", "/ACCOUNTS",
             "/accounts;x=1", "/accounts%2f", "/%61ccounts", "/static/../accounts", "/accounts?a=b",
             "/accounts%00", "/accounts.json", "/login/../accounts", "/static/%2e%2e/accounts",
             "/accounts#x", "/api/../accounts", "/accounts%20", "/\\accounts"]  # fmt: skip
ELSEWHERE = ["//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example",
             "///evil.example", "javascript:alert(1)", "http:evil.example",
             "/\t/evil.example", "//[", "http://[", "https:/evil.example", "\x01https://evil.example",
             "//evil.example\\@127.0.0.1", "http://127.0.0.1:8017@evil.example/"]  # fmt: skip


class TestRoles:
    @pytest.mark.parametrize("path", SPELLINGS)
    def test_no_spelling_of_a_path_gets_past(self, record: Record, path: str) -> None:
        with client_of(record, login=True) as client:
            log_in(client, "lena")
            answer = client.get(path, follow_redirects=False)
            assert "argon2" not in answer.text
            assert 'name="do"' not in answer.text, "the form of accounts"
            assert answer.status_code in (400, 403, 404, 301, 302, 307, 308), answer.status_code

    def test_no_other_method_gets_past(self, guarded: Client) -> None:
        log_in(guarded, "lena")
        headers = {"X-CSRF-Token": csrf_of(guarded, "/account")}
        report = guarded.get("/api/reports").json()["items"][0]["key"]
        for method in METHODS:
            for path in ("/accounts", "/tokens", f"/api/reports/{report}", "/api/decisions"):
                answer = guarded.request(method, path, headers=headers, follow_redirects=False)
                assert answer.status_code in (200, 204, 403, 404, 405), (method, path)
                assert answer.status_code == 403 or "argon2" not in answer.text
        for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
            answer = guarded.post(f"/api/reports/{report}", headers={**headers, name: "DELETE"})
            assert answer.status_code in (403, 404, 405)
        assert guarded.get(f"/api/reports/{report}").status_code == 200

    def test_no_header_makes_somebody(self, guarded: Client) -> None:
        for name in ("X-Forwarded-User", "Remote-User", "X-Real-IP", "X-Forwarded-For",
                     "X-Original-URL", "X-Rewrite-URL", "Forwarded"):  # fmt: skip
            for value in ("anna", "127.0.0.1", "/login"):
                assert guarded.get("/api/record", headers={name: value}).status_code == 401

    def test_a_token_has_its_own_role_only(self, record: Record) -> None:
        token = make_token(record.engine, "watch", "reader", "anna")
        with client_of(record, login=True) as client:
            log_in(client, "anna")
            headers = {"Authorization": f"Bearer {token}"}
            assert client.get("/accounts", headers=headers).status_code == 403


def test_no_change_without_a_token_of_ours_by_who_is_logged_in(guarded: Client) -> None:
    log_in(guarded, "anna")
    token = csrf_of(guarded, "/account")
    routes = changing_routes(guarded)
    assert len(routes) > 18
    for method, path in routes:
        path = path.format(id="x", number=1, name="x", key="x")
        for headers in ({}, {"X-CSRF-Token": "x"}, {"X-CSRF-Token": token, "Origin": "null"},
                        {"X-CSRF-Token": token, "Origin": "https://evil.example"},
                        {"X-CSRF-Token": token, "Sec-Fetch-Site": "cross-site"}):  # fmt: skip
            answer = guarded.request(method, path, headers=headers, data={"name": "x"})
            assert answer.status_code == 403, (method, path, headers)


class TestLogin:
    @pytest.mark.parametrize("where", ELSEWHERE)
    def test_it_leads_nowhere_else(self, guarded: Client, where: str) -> None:
        assert own_path(where) == "/"
        page = guarded.get("/login", params={"next": where}).text
        assert 'name="next" value="/"' in page
        form = {"_csrf": csrf_of(guarded), "name": "lena", "password": PASSWORD, "next": where}
        answer = guarded.post("/login", data=form, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")

    def test_nobody_outside_chooses_the_address_that_guesses_are_counted_by(self) -> None:
        seen: list[str] = []

        async def app(scope: Any, *_: Any) -> None:
            seen.append(scope["client"][0])

        proxied = ProxyHeadersMiddleware(app, trusted_hosts="127.0.0.1,::1")
        for forged in (b"1.1.1.1", b"127.0.0.1", b"2.2.2.2, 3.3.3.3", b""):
            added = b", ".join(filter(None, (forged, b"203.0.113.9")))  # what the proxy saw, last
            for came in ("127.0.0.1", "198.51.100.7"):  # through the proxy, and around it
                scope = {"type": "http", "client": (came, 1), "scheme": "http",
                         "headers": [(b"x-forwarded-for", added)]}  # fmt: skip
                asyncio.run(proxied(scope, None, None))  # type: ignore[arg-type]
        assert set(seen) == {"203.0.113.9", "198.51.100.7"}

    def test_a_name_of_a_book_is_not_remembered(self) -> None:
        limit = LoginLimit(lambda: 0.0)
        for number in range(20):
            limit.attempt(f"{'x' * 1_000_000}{number}", f"place {number}")
        assert sum(len(str(key)) for key in limit._failures) < 10_000

    def test_a_name_that_is_not_there_takes_the_same_work(
        self, record: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hashes: list[str] = []
        monkeypatch.setattr(accounts, "_verify", lambda hashed, _: bool(hashes.append(hashed)))
        for name in ("lena", "nobody"):
            assert not accounts.is_password(record.engine, name, PASSWORD)
        assert len(hashes) == 2
        assert hashes[1] == accounts._NOBODY

    def test_the_work_is_what_the_standards_ask(self) -> None:
        usual = PasswordHasher()  # the tests' own is quicker
        found = extract_parameters(usual.hash("x" * 8))
        assert found.type.name == "ID"
        assert found.memory_cost >= 19 * 1024  # OWASP: 19 MiB and two rounds at least
        assert found.time_cost >= 2
        nobody = extract_parameters(accounts._NOBODY)
        assert (nobody.memory_cost, nobody.time_cost, nobody.parallelism) == (
            found.memory_cost, found.time_cost, found.parallelism)  # fmt: skip
        assert "_HASHER = PasswordHasher()" in inspect.getsource(accounts)


def test_a_body_that_cannot_be_read_is_an_error_of_who_sent_it(client: Client) -> None:
    headers = {"Content-Type": "application/json"}
    for body in (b'{"action": "accept", "value": ' + b"[" * 100_000, b"[" * 100_000, b'"\xc6\xc5"'):
        answer = client.post("/api/decisions", content=body, headers=headers)
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"


class TestLog:
    @pytest.fixture
    def log(self) -> Iterator[Callable[[], str]]:
        out = io.StringIO()
        handler = logging.StreamHandler(out)
        handler.setFormatter(OneEntry())
        root = logging.getLogger("dragoman.workbench")
        root.addHandler(handler)
        yield out.getvalue
        root.removeHandler(handler)

    def test_an_entry_cannot_be_forged(
        self, record: Record, log: Callable[[], str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object, **__: object) -> None:
            raise RuntimeError("the insides\n2026-01-01T00:00:00+0000 ERROR forged\x1b[2J\u202e")

        with client_of(record) as client:
            monkeypatch.setattr(record.engine, "connect", broken)
            path = "/events/a%0A2026-01-01T00:00:00+0000%20ERROR%20forged%1b[2J%0D%E2%80%AE"
            assert client.get(path).status_code == 500
        told = log()
        assert "forged" in told
        entries = [line for line in told.split("\n") if re.match(r"\d{4}-\d\d-\d\dT", line)]
        assert len(entries) == 1
        assert not re.search("[\x1b\r\u202e]", told)

    def test_what_a_statement_was_given_is_in_no_error(self, record: Record) -> None:
        from dragoman.record.engine import writing
        from dragoman.record.schema import accounts as table

        row = {"name": "lena", "role": "reader", "password": "$argon2id$secret", "made": "x"}
        with pytest.raises(IntegrityError) as told, writing(record.engine) as connection:
            connection.execute(table.insert(), row)
        assert "secret" not in str(told.value)
        assert "INSERT INTO accounts" in str(told.value)


def test_no_page_and_no_answer_has_the_cookie_in_it(guarded: Client) -> None:
    log_in(guarded, "anna")
    cookie = guarded.cookies["dragoman_session"]
    for path in (
        "/",
        "/account",
        "/accounts",
        "/runs",
        "/events",
        "/api/record",
        "/api/openapi.json",
    ):
        answer = guarded.get(path)
        assert cookie not in answer.text
        assert cookie not in str(answer.url)
    assert cookie not in str(guarded.get("/nowhere").headers)


def test_refusals_of_nobody_say_nothing_of_what_there_is(guarded: Client, record: Record) -> None:
    event = next(iter(record.events())).id
    said = {guarded.get(f"/api/events/{id}").text for id in (event, "e0000000000000000")}
    assert len(said) == 1
    assert guarded.get(f"/events/{event}", follow_redirects=False).status_code == 303
