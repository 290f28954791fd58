"""Logging in: sessions on the server, a new one for each login, few guesses."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from tests.workbench.shell.making import BASE, PASSWORD, Client, client_of, csrf_of, log_in

from dragoman.errors import InputError
from dragoman.record.engine import reading, writing
from dragoman.record.record import Record
from dragoman.record.schema import accounts as account_table
from dragoman.record.schema import sessions
from dragoman.workbench.pages.accounts import own_path
from dragoman.workbench.security import accounts
from dragoman.workbench.security.limits import WINDOW, LoginLimit
from dragoman.workbench.security.logins import key_of

COOKIE = "dragoman_session"


def stored(record: Record) -> list[Any]:
    with reading(record.engine) as connection:
        return list(connection.execute(select(sessions)).all())


def is_in(client: Client) -> bool:
    return client.get("/api/record").status_code == 200


def test_a_page_leads_to_the_login_and_back(guarded: Client) -> None:
    answer = guarded.get("/events?actor=Iran", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=/events%3Factor%3DIran"
    form = {"_csrf": csrf_of(guarded), "name": "lena", "password": PASSWORD}
    back = guarded.post(
        "/login", data={**form, "next": "/events?actor=Iran"}, follow_redirects=False
    )
    assert (back.status_code, back.headers["location"]) == (303, "/events?actor=Iran")
    assert is_in(guarded)


@pytest.mark.parametrize("where", ["//evil.example", "https://evil.example", "/\\evil.example",
                                   "javascript:alert(1)", "/\n/evil.example", "", "x",
                                   "\\\\evil.example", "/\t/evil.example"])  # fmt: skip
def test_it_never_leads_elsewhere(where: str) -> None:
    assert own_path(where) == "/"


def test_a_login_gets_a_new_cookie(guarded: Client, record: Record) -> None:
    csrf_of(guarded)
    planted = guarded.cookies[COOKIE]
    assert log_in(guarded, "rana").status_code == 303
    assert guarded.cookies[COOKIE] != planted
    [row] = stored(record)
    assert row.key == key_of(guarded.cookies[COOKIE])
    guarded.cookies.set(COOKIE, planted)
    assert guarded.get("/api/record").status_code == 401


def test_a_second_login_ends_the_first_session_of_the_browser(
    guarded: Client, record: Record
) -> None:
    log_in(guarded, "rana")
    first = guarded.cookies[COOKIE]
    log_in(guarded, "rana")
    assert [row.key for row in stored(record)] == [key_of(guarded.cookies[COOKIE])]
    assert guarded.cookies[COOKIE] != first


def test_the_server_keeps_no_cookie(guarded: Client, record: Record) -> None:
    log_in(guarded, "rana")
    assert guarded.cookies[COOKIE] not in str(stored(record))


def test_a_logout_ends_the_session_on_the_server(guarded: Client, record: Record) -> None:
    log_in(guarded, "rana")
    cookie = guarded.cookies[COOKIE]
    guarded.post("/logout", data={"_csrf": csrf_of(guarded)})
    assert stored(record) == []
    guarded.cookies.set(COOKIE, cookie)
    assert not is_in(guarded)


def test_a_session_that_was_not_used_ends(guarded: Client, record: Record) -> None:
    log_in(guarded, "rana")
    old = (datetime.now(UTC) - timedelta(hours=13)).isoformat()
    with writing(record.engine) as connection:
        connection.execute(update(sessions).values(used=old))
    assert not is_in(guarded)


def test_a_session_ends_after_a_week_however_busy(guarded: Client, record: Record) -> None:
    log_in(guarded, "rana")
    old = (datetime.now(UTC) - timedelta(days=8)).isoformat()
    with writing(record.engine) as connection:
        connection.execute(update(sessions).values(made=old))
    assert not is_in(guarded)


def test_who_is_removed_is_out_at_once(guarded: Client, record: Record) -> None:
    log_in(guarded, "lena")
    accounts.remove_account(record.engine, "lena")
    assert not is_in(guarded)


def test_who_gets_another_role_has_it_at_once(guarded: Client, record: Record) -> None:
    log_in(guarded, "anna")
    assert guarded.get("/accounts").status_code == 200
    accounts.change_role(record.engine, "rana", "admin")
    accounts.change_role(record.engine, "anna", "reader")
    assert guarded.get("/accounts").status_code == 403


@pytest.mark.parametrize(
    ("name", "password"),
    [("rana", "wrong password"), ("nobody", PASSWORD), ("", ""), ("rana", "x" * 5_000),
     ("rana' OR 1=1 --", PASSWORD), ("RANA", PASSWORD)],
)  # fmt: skip
def test_wrong_is_wrong_and_says_the_same(guarded: Client, name: str, password: str) -> None:
    answer = log_in(guarded, name, password)
    assert answer.status_code == 403
    assert "Name or password is wrong." in answer.text
    assert not is_in(guarded)


def test_a_cookie_is_for_us_alone(record: Record) -> None:
    with client_of(record, login=True) as client:
        line = client.get("/login").headers["set-cookie"]
        assert line.startswith(f"{COOKIE}=")
        assert "HttpOnly" in line
        assert "SameSite=Lax" in line
    with client_of(record, host="0.0.0.0") as client:
        line = client.get("/login").headers["set-cookie"]
        assert line.startswith(f"__Host-{COOKIE}=")
        assert "Secure" in line
        assert "Path=/" in line
        assert "Domain" not in line


def test_few_guesses_of_one_name(guarded: Client) -> None:
    for _ in range(5):
        assert log_in(guarded, "rana", "a wrong guess").status_code == 403
    answer = log_in(guarded, "rana", PASSWORD)
    assert answer.status_code == 429
    assert "Too many attempts" in answer.text
    assert 0 < int(answer.headers["retry-after"]) <= WINDOW + 1
    assert log_in(guarded, "lena").status_code == 303


class TestTheLimit:
    def limit(self) -> tuple[LoginLimit, list[float]]:
        now = [0.0]
        return LoginLimit(lambda: now[0]), now

    def test_five_from_one_place_then_none_for_a_while(self) -> None:
        limit, now = self.limit()
        assert [limit.attempt("rana", "a") for _ in range(5)] == [0] * 5
        assert limit.attempt("rana", "a") == WINDOW
        now[0] = WINDOW - 1
        assert limit.attempt("rana", "a") == 1
        now[0] = WINDOW
        assert limit.attempt("rana", "a") == 0

    def test_another_place_may_still_try_so_nobody_can_lock_others_out(self) -> None:
        limit, _ = self.limit()
        for _ in range(6):
            limit.attempt("rana", "a")
        assert limit.attempt("rana", "b") == 0

    def test_twenty_names_from_one_place(self) -> None:
        limit, _ = self.limit()
        assert not any(limit.attempt(f"name {n}", "a") for n in range(20))
        assert limit.attempt("another", "a") > 0

    def test_one_name_from_fifty_places(self) -> None:
        limit, _ = self.limit()
        assert not any(limit.attempt("rana", f"place {n}") for n in range(50))
        assert limit.attempt("rana", "another") > 0

    def test_a_right_password_does_not_count(self) -> None:
        limit, _ = self.limit()
        for _ in range(100):
            assert limit.attempt("rana", "a") == 0
            limit.succeeded("rana", "a")

    def test_it_forgets_the_oldest_where_there_are_very_many(self) -> None:
        limit, _ = self.limit()
        for n in range(12_000):
            limit.attempt(f"name {n}", f"place {n}")
        assert len(limit._failures) <= 10_000


class TestPasswords:
    def test_they_are_kept_as_argon2(self, record: Record) -> None:
        with reading(record.engine) as connection:
            hashes = connection.execute(select(account_table.c.password)).scalars().all()
        assert all(found.startswith("$argon2id$") for found in hashes)
        assert PASSWORD not in str(hashes)

    @pytest.mark.parametrize("password", ["", "short", "x" * 1_001])
    def test_not_too_short_and_not_too_long(self, record: Record, password: str) -> None:
        with pytest.raises(InputError, match="8 to 1,000 characters"):
            accounts.add_account(record.engine, "new", "reader", password)

    def test_a_name_is_taken_once(self, record: Record) -> None:
        with pytest.raises(InputError, match="already"):
            accounts.add_account(record.engine, "rana", "reader", PASSWORD)

    @pytest.mark.parametrize("name", ["", "  ", "x" * 65, "a\nb", "a\x00b", "a\u202eb"])
    def test_a_name_can_be_read(self, record: Record, name: str) -> None:
        with pytest.raises(InputError, match="a name needs"):
            accounts.add_account(record.engine, name, "reader", PASSWORD)

    def test_the_last_admin_stays_while_there_are_others(self, record: Record) -> None:
        for change in (
            lambda: accounts.remove_account(record.engine, "anna"),
            lambda: accounts.change_role(record.engine, "anna", "reader"),
        ):
            with pytest.raises(InputError, match="last admin"):
                change()

    def test_another_password_ends_the_other_logins(self, record: Record) -> None:
        with client_of(record, login=True) as client:
            log_in(client, "rana")
            elsewhere = client.cookies[COOKIE]
            client.cookies.clear()
            log_in(client, "rana")
            token = csrf_of(client, "/account")
            form = {"_csrf": token, "old": "not this one", "new": "another good one"}
            assert client.post("/account/password", data=form).status_code == 422
            form["old"] = PASSWORD
            assert "is changed" in client.post("/account/password", data=form).text
            assert is_in(client)
            client.cookies.set(COOKIE, elsewhere)
            assert not is_in(client)
            client.cookies.clear()
            assert log_in(client, "rana").status_code == 403
            assert log_in(client, "rana", "another good one").status_code == 303


def test_a_login_from_a_form_of_another_site_is_refused(guarded: Client) -> None:
    form = {"_csrf": csrf_of(guarded), "name": "rana", "password": PASSWORD}
    answer = guarded.post("/login", data=form, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert guarded.get("/api/record", headers={"Origin": BASE}).status_code == 401
