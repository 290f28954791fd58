"""Accounts: names with a role and a password that is kept only as its Argon2 hash."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from dragoman.errors import InputError
from dragoman.model import Record
from dragoman.record.engine import reading, shown_record, writing
from dragoman.record.record import utc_now
from dragoman.record.schema import accounts, sessions
from dragoman.workbench.security.visitor import ROLES, Role
from dragoman.workbench.settings import WorkbenchSettings

SHORTEST = 8  # characters of a password, as NIST SP 800-63B has it
_LONGEST = 1_000  # so that nobody has us hash a book
_NAME_LENGTH = 64
_HASHER = PasswordHasher()  # Argon2id with the parameters of RFC 9106 for 64 MiB
# The hash of a password that nobody has, to take as long over a name that is not there.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$"
    "Wm9ib2R5IGhhcyB0aGlzIHBhc3N3b3JkIGF0IGFsbCE"
)


class Account(Record, frozen=True, kw_only=True):
    """Somebody who may log in."""

    name: str
    role: Role
    made: str


def add_account(engine: Engine, name: str, role: str, password: str) -> None:
    """Make an account. Raises InputError where the name is taken or something is no use."""
    name = checked_name(name)
    row = {
        "name": name,
        "role": checked_role(role),
        "password": hash_password(password),
        "made": utc_now(),
    }
    with writing(engine, marked=False) as connection:
        taken = connection.execute(select(accounts.c.name).where(accounts.c.name == name))
        if taken.scalar() is not None:
            raise InputError(f"there is an account {name} already")
        connection.execute(insert(accounts), row)


def remove_account(engine: Engine, name: str) -> None:
    """Take an account away, and end its logins. Raises InputError where there is none, or where
    it is the last admin."""
    with writing(engine, marked=False) as connection:
        _keep_an_admin(connection, name)
        if not connection.execute(delete(accounts).where(accounts.c.name == name)).rowcount:
            raise InputError(f"there is no account {name}")


def change_role(engine: Engine, name: str, role: str) -> None:
    """Give an account another role. Raises InputError where there is none, or where it is the
    last admin."""
    wanted = checked_role(role)
    with writing(engine, marked=False) as connection:
        if wanted != "admin":
            _keep_an_admin(connection, name)
        done = connection.execute(
            update(accounts).where(accounts.c.name == name).values(role=wanted)
        )
        if not done.rowcount:
            raise InputError(f"there is no account {name}")


def change_password(engine: Engine, name: str, password: str, keep: str | None = None) -> None:
    """Give an account another password and end its logins, but for the session ``keep``.

    Raises InputError where there is no such account.
    """
    hashed = hash_password(password)
    with writing(engine, marked=False) as connection:
        done = connection.execute(
            update(accounts).where(accounts.c.name == name).values(password=hashed)
        )
        if not done.rowcount:
            raise InputError(f"there is no account {name}")
        ended = delete(sessions).where(sessions.c.account == name)
        connection.execute(ended if keep is None else ended.where(sessions.c.key != keep))


def list_accounts(engine: Engine) -> list[Account]:
    """All accounts by name."""
    with reading(engine) as connection:
        rows = connection.execute(select(accounts).order_by(accounts.c.name)).all()
    return [Account(name=row.name, role=row.role, made=row.made) for row in rows]


def has_accounts(engine: Engine) -> bool:
    """Whether there is anybody who could log in."""
    with reading(engine) as connection:
        return bool(connection.execute(select(func.count()).select_from(accounts)).scalar_one())


def check_accounts(settings: WorkbenchSettings, engine: Engine) -> None:
    """Raises InputError where people have to log in and nobody could."""
    if settings.needs_login and not has_accounts(engine):
        where = f"{settings.host} can be reached by others" if not settings.local else "--login"
        raise InputError(
            f"{where}, so people have to log in, but the record has no accounts; make one with: "
            f"dragoman users add NAME --role admin --record {shown_record(settings.record)}"
        )


def is_password(engine: Engine, name: str, password: str) -> bool:
    """Whether an account has this password. A name that is not there takes as long as one that
    is."""
    with reading(engine) as connection:
        question = select(accounts.c.password).where(accounts.c.name == name)
        hashed = connection.execute(question).scalar()
    if len(password) > _LONGEST:
        return False
    right = _verify(hashed or _NOBODY, password)
    return right and hashed is not None


def hash_password(password: str) -> str:
    """The hash of a new password. Raises InputError where it is too short or too long."""
    if not SHORTEST <= len(password) <= _LONGEST:
        raise InputError(f"a password needs {SHORTEST} to {_LONGEST:,} characters")
    return _HASHER.hash(password)


def _verify(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False


def checked_name(name: str) -> str:
    """A name that an account can have. Raises InputError for any other."""
    name = name.strip()
    if not name or len(name) > _NAME_LENGTH or not name.isprintable():
        raise InputError(f"a name needs 1 to {_NAME_LENGTH} characters that can be printed")
    return name


def checked_role(role: str) -> Role:
    """A role by its word. Raises InputError for any other word."""
    for known in ROLES:
        if role == known:
            return known
    raise InputError(f"{role} is no role; the roles are {', '.join(ROLES)}")


def _keep_an_admin(connection: Connection, name: str) -> None:
    admins = select(accounts.c.name).where(accounts.c.role == "admin")
    names = set(connection.execute(admins).scalars())
    others = connection.execute(
        select(func.count()).select_from(accounts).where(accounts.c.name != name)
    ).scalar_one()
    if names == {name} and others:
        raise InputError(f"{name} is the last admin; make somebody else one first")
