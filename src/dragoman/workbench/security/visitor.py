"""Who asks: the name, the role, and how it was shown."""

from typing import Any, Literal, TypeAlias

from litestar.connection import ASGIConnection

from dragoman.model import Record

Role: TypeAlias = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = ("reader", "reviewer", "admin")  # each may do what those before it may

Connection: TypeAlias = ASGIConnection[Any, Any, Any, Any]


class Visitor(Record, frozen=True, kw_only=True):
    """Who asks. ``how``: by nothing (a workbench for this machine alone is open to who sits at
    it), by the cookie of a login, or by a token. Without a role nothing may be done."""

    name: str = ""
    role: Role | None = None
    how: Literal["open", "login", "token", "nobody"] = "nobody"

    def may(self, role: Role) -> bool:
        """Whether the visitor has a role, or one that includes it."""
        return self.role is not None and ROLES.index(self.role) >= ROLES.index(role)


NOBODY = Visitor()


def visitor_of(connection: Connection) -> Visitor:
    """Who asks; nobody where that was not found out, as on a page that does not exist."""
    found = connection.scope.get("state", {}).get("visitor", NOBODY)
    assert isinstance(found, Visitor)
    return found
