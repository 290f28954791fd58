"""Logins: a session is a row on the server; the cookie is a random number of which the server
keeps only the hash. A login always gets a new one, so that nobody can plant theirs beforehand."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete, insert, or_, select, update

from dragoman.record.engine import reading, writing
from dragoman.record.record import utc_now
from dragoman.record.schema import accounts, sessions
from dragoman.workbench.security.visitor import NOBODY, Visitor

_AT_MOST = timedelta(days=7)  # a login ends then, however busy
_NOTED = timedelta(minutes=5)  # how exactly the last use is known


def key_of(cookie: str) -> str:
    """What the server keeps of a cookie or a token."""
    return hashlib.sha256(cookie.encode("utf-8", "surrogatepass")).hexdigest()


def log_in(engine: Engine, name: str, before: str | None) -> str:
    """Begin a session of an account, end the one the browser had, and return the new cookie."""
    cookie, now = secrets.token_urlsafe(32), utc_now()
    with writing(engine, marked=False) as connection:
        oldest = (datetime.now(UTC) - _AT_MOST).replace(microsecond=0).isoformat()
        gone = sessions.c.made < oldest
        if before:
            gone = or_(gone, sessions.c.key == key_of(before))
        connection.execute(delete(sessions).where(gone))
        row = {"key": key_of(cookie), "account": name, "made": now, "used": now}
        connection.execute(insert(sessions), row)
    return cookie


def log_out(engine: Engine, cookie: str) -> None:
    """End a session."""
    with writing(engine, marked=False) as connection:
        connection.execute(delete(sessions).where(sessions.c.key == key_of(cookie)))


def visitor_with(engine: Engine, cookie: str, idle: timedelta) -> tuple[Visitor, bool]:
    """Who has a cookie, and whether its use has to be noted."""
    question = (
        select(accounts.c.name, accounts.c.role, sessions.c.made, sessions.c.used)
        .join(sessions, sessions.c.account == accounts.c.name)
        .where(sessions.c.key == key_of(cookie))
    )
    with reading(engine) as connection:
        row = connection.execute(question).first()
    if row is None:
        return NOBODY, False
    now = datetime.now(UTC)
    used, made = datetime.fromisoformat(row.used), datetime.fromisoformat(row.made)
    if now - used > idle + _NOTED or not -_NOTED <= now - made <= _AT_MOST:
        return NOBODY, False  # also where the clock was set back, or it would never end
    return Visitor(name=row.name, role=row.role, how="login"), now - used > _NOTED


def note_use(engine: Engine, cookie: str) -> None:
    """Note that a session is in use."""
    with writing(engine, marked=False) as connection:
        connection.execute(
            update(sessions).where(sessions.c.key == key_of(cookie)).values(used=utc_now())
        )
