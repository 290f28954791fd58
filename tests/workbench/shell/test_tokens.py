"""Tokens of programs: shown once, kept as a hash, in no log and no address."""

import logging
import re
from base64 import b64encode

import pytest
from sqlalchemy import select
from tests.workbench.shell.making import Client, client_of, csrf_of, log_in

from dragoman.errors import InputError
from dragoman.record.engine import reading
from dragoman.record.record import Record
from dragoman.record.schema import tokens as token_table
from dragoman.workbench.security.tokens import list_tokens, make_token, revoke_token


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_token_lets_a_program_in_by_its_role(guarded: Client, record: Record) -> None:
    reader = bearer(make_token(record.engine, "watch", "reader", "anna"))
    reviewer = bearer(make_token(record.engine, "desk", "reviewer", "anna"))
    event = guarded.get("/api/events", headers=reader).json()["items"][0]["id"]
    asked = {"action": "reject", "event": event}
    assert guarded.post("/api/decisions", json=asked, headers=reader).status_code == 403
    assert guarded.post("/api/decisions", json=asked, headers=reviewer).status_code == 201
    assert guarded.get("/accounts", headers=reviewer).status_code == 403
    [decision] = guarded.get("/api/decisions", headers=reader).json()["items"]
    assert decision["who"] == "desk"


def test_it_is_shown_once(guarded: Client, record: Record) -> None:
    log_in(guarded, "anna")
    form = {"_csrf": csrf_of(guarded, "/account"), "name": "watch", "role": "reader"}
    answer = guarded.post("/tokens", data=form)
    token = re.findall(r"dgm_[\w-]{40,}", answer.text)[0]
    assert answer.headers["cache-control"] == "no-store"
    assert token not in guarded.get("/accounts").text
    with reading(record.engine) as connection:
        assert token not in str(connection.execute(select(token_table)).all())
    guarded.cookies.clear()
    assert guarded.get("/api/record", headers=bearer(token)).status_code == 200


def test_it_ends_when_it_is_revoked(guarded: Client, record: Record) -> None:
    token = make_token(record.engine, "watch", "reader", "anna")
    assert guarded.get("/api/record", headers=bearer(token)).status_code == 200
    revoke_token(record.engine, list_tokens(record.engine)[0].id)
    answer = guarded.get("/api/record", headers=bearer(token))
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    with pytest.raises(InputError, match="no token"):
        revoke_token(record.engine, list_tokens(record.engine)[0].id)


@pytest.mark.parametrize("given", ["Bearer", "Bearer ", "Bearer dgm_x", "Basic !!", "Basic ", "x",
                                   "Bearer " + "x" * 5_000, "Digest a=b"])  # fmt: skip
def test_a_wrong_token_makes_nobody_even_on_an_open_workbench(looking: Client, given: str) -> None:
    assert looking.get("/api/record", headers={"Authorization": given}).status_code == 401


def test_a_wrong_token_is_not_helped_by_a_login(guarded: Client) -> None:
    log_in(guarded, "anna")
    assert guarded.get("/api/record").status_code == 200
    assert guarded.get("/api/record", headers=bearer("dgm_wrong")).status_code == 401


def test_calendars_may_give_it_as_a_password(guarded: Client, record: Record) -> None:
    token = make_token(record.engine, "calendar", "reader", "anna")
    basic = {"Authorization": "Basic " + b64encode(f"x:{token}".encode()).decode()}
    assert guarded.get("/api/record", headers=basic).status_code == 200


def test_it_is_not_taken_from_an_address(guarded: Client, record: Record) -> None:
    token = make_token(record.engine, "watch", "admin", "anna")
    for name in ("token", "access_token", "key", "authorization"):
        assert guarded.get(f"/api/record?{name}={token}").status_code == 401


def test_it_is_in_no_log_and_no_answer(record: Record, caplog: pytest.LogCaptureFixture) -> None:
    token = make_token(record.engine, "watch", "reviewer", "anna")
    with caplog.at_level(logging.DEBUG), client_of(record, login=True) as client:
        client.get("/api/record", headers=bearer(token))
        log_in(client, "anna")
        cookie = client.cookies["dragoman_session"]
        record.close()
        record.engine.connect = _broken  # type: ignore[method-assign]
        answer = client.get("/api/events", headers=bearer(token))
        assert answer.status_code == 500
        assert token not in answer.text
    assert "went wrong" in caplog.text
    for secret in (token, cookie, "correct horse battery"):
        assert secret not in caplog.text


def _broken(*_: object, **__: object) -> None:
    raise RuntimeError("the insides of the program")


def test_the_last_use_is_known(record: Record) -> None:
    token = make_token(record.engine, "watch", "reader", "anna")
    with client_of(record, login=True) as client:
        client.get("/api/record", headers=bearer(token))
    for _ in range(50):
        if list_tokens(record.engine)[0].used:
            break
    else:
        import time

        time.sleep(1)
    assert list_tokens(record.engine)[0].used
