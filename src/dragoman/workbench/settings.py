"""How the workbench is run: the options of ``dragoman serve``, as one typed record."""

from ipaddress import ip_address
from pathlib import Path

from dragoman.model import Record

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8017


class WorkbenchSettings(Record, frozen=True, kw_only=True):
    """Everything the workbench can be told.

    ``record`` is a SQLite file or a PostgreSQL URL. ``login`` asks for an account even on this
    machine's own address, as behind a proxy. ``names`` are further names it may be asked under:
    on a loopback address every other one is refused. ``secure`` marks cookies as for HTTPS only.
    ``upload`` is the largest upload in bytes, ``longest`` the longest report in characters.
    ``session_hours`` ends a login that long after it was last used. ``processes`` is the folder of
    the processes, by default the one beside the record. With ``warm`` what takes seconds to make is
    made when the workbench starts.
    """

    record: str = "dragoman.db"
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    login: bool = False
    names: tuple[str, ...] = ()
    secure: bool | None = None
    upload: int = 20_000_000
    longest: int = 1_000_000
    session_hours: int = 12
    model: str | None = None
    actors: Path | None = None
    lexicon: Path | None = None
    allow_private: bool = False
    processes: Path | None = None
    warm: bool = False

    @property
    def local(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host)

    @property
    def needs_login(self) -> bool:
        """Whether who comes has to log in."""
        return self.login or not self.local

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies are for HTTPS only: always beyond this machine and behind a proxy that
        gives the workbench a name, unless told otherwise."""
        if self.secure is not None:
            return self.secure
        return not self.local or (self.login and bool(self.names))


def is_loopback(host: str) -> bool:
    """Whether an address or name is this machine's own, that no other machine can reach."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
