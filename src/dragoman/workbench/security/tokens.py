"""Tokens for programs: shown once when made, kept only as a hash, with a role of their own."""

import secrets

from sqlalchemy import Engine, insert, select, update

from dragoman.errors import InputError
from dragoman.model import Record
from dragoman.record.engine import reading, writing
from dragoman.record.record import utc_now
from dragoman.record.schema import tokens
from dragoman.workbench.security.logins import key_of
from dragoman.workbench.security.visitor import NOBODY, ROLES, Role, Visitor

_BEGINNING = "dgm_"  # so that scanners for leaked secrets can know one
_NAME_LENGTH = 64


class Token(Record, frozen=True, kw_only=True):
    """What is known of a token: not the token."""

    id: int
    name: str
    role: Role
    maker: str
    made: str
    used: str | None = None
    revoked: str | None = None


def make_token(engine: Engine, name: str, role: str, maker: str) -> str:
    """A new token. It cannot be shown again. Raises InputError for a name or role of no use."""
    name = name.strip()
    if not name or len(name) > _NAME_LENGTH or not name.isprintable():
        raise InputError(f"a token needs a name of 1 to {_NAME_LENGTH} characters")
    if role not in ROLES:
        raise InputError(f"{role} is no role; the roles are {', '.join(ROLES)}")
    token = _BEGINNING + secrets.token_urlsafe(32)
    row = {"name": name, "role": role, "key": key_of(token), "maker": maker, "made": utc_now()}
    with writing(engine, marked=False) as connection:
        connection.execute(insert(tokens), row)
    return token


def revoke_token(engine: Engine, number: int) -> None:
    """End a token; it stays in the list. Raises InputError where there is none to end."""
    with writing(engine, marked=False) as connection:
        done = connection.execute(
            update(tokens)
            .where(tokens.c.id == number, tokens.c.revoked.is_(None))
            .values(revoked=utc_now())
        )
        if not done.rowcount:
            raise InputError(f"there is no token {number} that could be revoked")


def list_tokens(engine: Engine) -> list[Token]:
    """All tokens, in the order they were made."""
    with reading(engine) as connection:
        rows = connection.execute(select(tokens).order_by(tokens.c.id)).all()
    return [
        Token(
            id=row.id,
            name=row.name,
            role=row.role,
            maker=row.maker,
            made=row.made,
            used=row.used,
            revoked=row.revoked,
        )
        for row in rows
    ]


def visitor_by(engine: Engine, token: str) -> tuple[Visitor, bool]:
    """Whom a token stands for, and whether its use has to be noted (once a day)."""
    question = select(tokens).where(tokens.c.key == key_of(token), tokens.c.revoked.is_(None))
    with reading(engine) as connection:
        row = connection.execute(question).first()
    if row is None:
        return NOBODY, False
    visitor = Visitor(name=row.name, role=row.role, how="token")
    return visitor, (row.used or "")[:10] != utc_now()[:10]


def note_token_use(engine: Engine, token: str) -> None:
    """Note that a token is in use."""
    with writing(engine, marked=False) as connection:
        connection.execute(
            update(tokens).where(tokens.c.key == key_of(token)).values(used=utc_now())
        )
